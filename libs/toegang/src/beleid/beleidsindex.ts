import { leesRegel } from './lees.ts';
import type { Cedarregel, Knoop } from './lees.ts';
import { maakToets } from './toets.ts';
import type { Toets } from './toets.ts';
import type { Feiten, Waarde } from './vorm.ts';

/** A policy under its id, as Cedar writes it in JSON. */
export interface Beleidsregel {
  id: string;
  regel: Cedarregel;
}

interface Regel {
  id: string;
  verbiedt: boolean;
  geldt: Toets;
}

/** Null: whatever it is. */
type Plaats = string | null;

/** What a policy can be found by: for whom, what, for which purpose, on what. */
const PLAATSEN: readonly ((f: Feiten) => Waarde | undefined)[] = [
  (f) => f.context['organisatie'],
  (f) => f.wie.action.entiteit,
  (f) => f.context['doel'],
  (f) => f.resource['soort'],
];
const NAMEN = ['context.organisatie', 'action', 'context.doel', 'resource.soort'];
/** A policy for more combinations than this stands under less of them. */
const MEESTE_PLAATSEN = 64;

function naamVan(k: Knoop): string {
  return k.op === 'gegeven' ? `${k.deel}.${k.naam}` : k.op === 'geheel' ? k.wie : '';
}

/** The values outside of which this part of a policy never holds. */
function beperkt(k: Knoop): [plaats: number, waarden: string[]] | null {
  if (k.op !== 'gelijk' && k.op !== 'bevat') return null;
  const [vast, los] = k.a.op === 'vast' ? [k.a, k.b] : [k.b, k.a];
  const plaats = NAMEN.indexOf(naamVan(los));
  if (vast.op !== 'vast' || plaats < 0 || (k.op === 'bevat' && vast !== k.a)) return null;
  return [plaats, vast.waarde instanceof Set ? [...vast.waarde].map(String) : [String(vast.waarde)]];
}

function plaatsenVan(k: Knoop): Plaats[][] {
  const plaatsen: Plaats[][] = NAMEN.map(() => [null]);
  for (const deel of k.op === 'en' ? k.delen : [k]) {
    const b = beperkt(deel);
    if (b && plaatsen[b[0]]?.[0] === null) plaatsen[b[0]] = b[1];
  }
  while (plaatsen.reduce((n, p) => n * p.length, 1) > MEESTE_PLAATSEN) {
    const meeste = Math.max(...plaatsen.map((p) => p.length));
    plaatsen[plaatsen.findIndex((p) => p.length === meeste)] = [null];
  }
  return plaatsen;
}

const combineer = (plaatsen: readonly Plaats[][]): Plaats[][] => plaatsen.reduce<Plaats[][]>((tot, p) => tot.flatMap((t) => p.map((w) => [...t, w])), [[]]);

/** With its length before it, no text can pass for two. */
const adres = (combinatie: readonly Plaats[]): string => combinatie.map((p) => (p === null ? '*' : `${p.length}:${p}`)).join('');

/**
 * Finds the policies that may hold for a question without looking at the others: ten thousand of fifty municipalities
 * are a few dozen for one call. A policy that does not name the organisatie (and so on) stands under all.
 */
export class Beleidsindex {
  private readonly regels = new Map<string, Regel[]>();
  /** Which of the places a policy names: so many look-ups, most often three or four. */
  private readonly maskers: boolean[][] = [];

  /** @throws Error that names each policy that cannot be read, with why */
  constructor(beleid: readonly Beleidsregel[]) {
    const fouten: string[] = [];
    const bekend = new Set<string>();
    for (const { id, regel } of beleid) {
      try {
        const k = leesRegel(regel);
        const plaatsen = plaatsenVan(k);
        const r = { id, verbiedt: regel.effect === 'forbid', geldt: maakToets(k) };
        for (const combinatie of combineer(plaatsen)) this.voegToe(adres(combinatie), r);
        const masker = plaatsen.map((p) => p[0] !== null);
        if (!bekend.has(String(masker))) this.maskers.push(masker);
        bekend.add(String(masker));
      } catch (fout) {
        fouten.push(`${id}: ${(fout as Error).message}`);
      }
    }
    if (fouten.length > 0) throw new Error(`policies cannot be read: ${fouten.join('; ')}`);
  }

  /** Ids of the policies that hold for these facts. */
  geldend(f: Feiten): { verboden: string[]; toegestaan: string[] } {
    const waarden = PLAATSEN.map((p) => String(p(f)));
    const uit = { verboden: [] as string[], toegestaan: [] as string[] };
    for (const masker of this.maskers) {
      for (const r of this.regels.get(adres(waarden.map((w, i) => (masker[i] ? w : null)))) ?? []) {
        if (r.geldt(f)) (r.verbiedt ? uit.verboden : uit.toegestaan).push(r.id);
      }
    }
    return uit;
  }

  private voegToe(plaats: string, r: Regel): void {
    const daar = this.regels.get(plaats);
    if (daar) daar.push(r);
    else this.regels.set(plaats, [r]);
  }
}
