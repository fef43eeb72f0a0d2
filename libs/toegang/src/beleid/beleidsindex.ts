import { vouw } from './deels.ts';
import type { PerRij, Rest } from './deels.ts';
import { leesRegel, ONWAAR } from './lees.ts';
import type { Cedarregel, Knoop } from './lees.ts';
import { leesPlicht } from './plicht.ts';
import type { Regelplicht } from './plicht.ts';
import { maakToets } from './toets.ts';
import type { Toets } from './toets.ts';
import type { Feiten } from './vorm.ts';

/** A policy under its id, as Cedar writes it in JSON. */
export interface Beleidsregel {
  id: string;
  regel: Cedarregel;
}

interface Regel {
  id: string;
  verbiedt: boolean;
  geldt: Toets;
  plicht: Regelplicht;
}

/** A policy that holds, with what it asks. */
export type Geldendregel = Pick<Regel, 'id' | 'plicht'>;

/** Null: whatever it is. */
type Plaats = string | null;

/** What a policy can be found by: for whom, by whom, what, for which purpose, on what. */
const PLAATSEN: readonly { naam: string; van: (f: Feiten) => string }[] = [
  { naam: 'context.organisatie', van: (f) => f.waarde('context', 'organisatie') as string },
  { naam: 'principal', van: (f) => f.entiteit('principal') },
  { naam: 'action', van: (f) => f.entiteit('action') },
  { naam: 'context.doel', van: (f) => f.waarde('context', 'doel') as string },
  { naam: 'resource.soort', van: (f) => f.waarde('resource', 'soort') as string },
];
const NAMEN = PLAATSEN.map((p) => p.naam);
/** A policy for more combinations than this stands under fewer. */
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

const combineer = (plaatsen: readonly (readonly string[])[]): string[][] => plaatsen.reduce<string[][]>((tot, p) => tot.flatMap((t) => p.map((w) => [...t, w])), [[]]);

/** The policies that name the same places, by the values that they name: one place after the other. */
interface Tak {
  regels: Regel[];
  verder: Map<string, Tak>;
}
const nieuweTak = (): Tak => ({ regels: [], verder: new Map() });

/**
 * Finds the policies that may hold for a question without looking at the others: ten thousand of fifty municipalities
 * are a few dozen for one call. A policy that does not name the organisatie (and so on) stands under all.
 */
export class Beleidsindex {
  /** By which of the places a policy names: so many look-ups, most often three or four. */
  private readonly bomen = new Map<string, { van: ((f: Feiten) => string)[]; namen: string[]; stam: Tak }>();
  /** For lists, that are asked for less: an expression is read again, and kept, when one first needs it. */
  private readonly geschreven = new Map<string, Cedarregel>();
  private readonly gelezen = new Map<string, Knoop>();
  /** Does any policy ask for fields to be left out or masked? */
  readonly metVelden: boolean = false;

  /** @throws Error that names each policy that cannot be read, with why */
  constructor(beleid: readonly Beleidsregel[]) {
    const fouten: string[] = [];
    for (const { id, regel } of beleid) {
      try {
        const [k, plicht] = [leesRegel(regel), leesPlicht(regel)];
        this.voegToe(plaatsenVan(k), { id, verbiedt: regel.effect === 'forbid', geldt: maakToets(k), plicht });
        this.metVelden ||= plicht?.velden != null;
        this.geschreven.set(id, regel);
      } catch (fout) {
        fouten.push(`${id}: ${(fout as Error).message}`);
      }
    }
    if (fouten.length > 0) throw new Error(`policies cannot be read: ${fouten.join('; ')}`);
  }

  /** The policies that hold for these facts. */
  geldend(f: Feiten): { verboden: Geldendregel[]; toegestaan: Geldendregel[] } {
    const uit = { verboden: [] as Geldendregel[], toegestaan: [] as Geldendregel[] };
    for (const { van, stam } of this.bomen.values()) {
      let tak: Tak | undefined = stam;
      for (let i = 0; tak && i < van.length; i++) tak = tak.verder.get((van[i] as (f: Feiten) => string)(f));
      if (!tak) continue;
      for (const r of tak.regels) if (r.geldt(f)) (r.verbiedt ? uit.verboden : uit.toegestaan).push(r);
    }
    return uit;
  }

  /** What is left of the policies that may hold, when `perRij` is all that is not known. */
  overig(f: Feiten, perRij: PerRij): { verboden: Rest[]; toegestaan: Rest[] } {
    const uit = { verboden: [] as Rest[], toegestaan: [] as Rest[] };
    for (const r of this.mogelijk(f, perRij)) {
      const over = vouw(this.lees(r.id), f, perRij);
      if (over !== ONWAAR) (r.verbiedt ? uit.verboden : uit.toegestaan).push({ id: r.id, plicht: r.plicht, over });
    }
    return uit;
  }

  private lees(id: string): Knoop {
    const gelezen = this.gelezen.get(id) ?? leesRegel(this.geschreven.get(id) as Cedarregel);
    this.gelezen.set(id, gelezen);
    return gelezen;
  }

  /** Each once: what is not known leads to all that is under it, and a policy stands under each value that it names. */
  private mogelijk(f: Feiten, perRij: PerRij): Set<Regel> {
    const onbekend = (naam: string): boolean => naam.startsWith('resource.') && perRij.has(naam.slice('resource.'.length));
    const uit = new Set<Regel>();
    for (const { van, namen, stam } of this.bomen.values()) {
      let takken = [stam];
      for (const [i, naam] of namen.entries()) {
        takken = takken.flatMap((t) => (onbekend(naam) ? [...t.verder.values()] : (t.verder.get((van[i] as (f: Feiten) => string)(f)) ?? [])));
      }
      for (const t of takken) for (const r of t.regels) uit.add(r);
    }
    return uit;
  }

  private voegToe(plaatsen: readonly Plaats[][], r: Regel): void {
    const genoemd = plaatsen.flatMap((p, i) => (p[0] === null ? [] : [{ plaats: PLAATSEN[i] as (typeof PLAATSEN)[number], waarden: p as string[], i }]));
    const naam = genoemd.map((g) => g.i).join();
    let boom = this.bomen.get(naam);
    if (!boom) this.bomen.set(naam, (boom = { van: genoemd.map((g) => g.plaats.van), namen: genoemd.map((g) => g.plaats.naam), stam: nieuweTak() }));
    for (const combinatie of combineer(genoemd.map((g) => g.waarden))) {
      let tak = boom.stam;
      for (const waarde of combinatie) {
        const verder = tak.verder.get(waarde) ?? nieuweTak();
        tak.verder.set(waarde, verder);
        tak = verder;
      }
      tak.regels.push(r);
    }
  }
}
