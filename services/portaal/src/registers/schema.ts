import { hoofdletter, woordVoor } from '../woorden.ts';

export type Veldsoort = 'tekst' | 'getal' | 'datum' | 'tijdstip' | 'waarheid' | 'lijst' | 'gemengd';

/** One field of a schema, as a person knows it. */
export interface Veld {
  /** JSON pointer; `*` is each element of a list */
  pointer: string;
  /** 'Houder: naam' */
  naam: string;
  soort: Veldsoort;
  /** 'Datum', 'Tekst van ten hoogste 200 tekens' */
  inWoorden: string;
  verplicht: boolean;
  keuzes: string[] | null;
  uitleg: string | null;
}

type Knoop = Record<string, unknown>;
const isKnoop = (v: unknown): v is Knoop => typeof v === 'object' && v !== null && !Array.isArray(v);
const DIEPSTE = 6;
const MEESTE = 300;

const WOORD: Record<string, string> = {
  bsn: 'burgerservicenummer', kvk: 'KvK-nummer', kvknummer: 'KvK-nummer', rsin: 'RSIN', iban: 'rekeningnummer', email: 'e-mailadres', url: 'webadres', id: 'nummer',
};

/** 'beginDatum' → 'begin datum'; a name is the best there is when the schema has no title. */
export function naamInWoorden(naam: string): string {
  return woordVoor(WOORD, naam.toLowerCase()) ?? naam.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/[-_\s]+/g, ' ').trim().toLowerCase();
}

const titelVan = (knoop: Knoop, naam: string): string => (typeof knoop['title'] === 'string' && knoop['title'].trim() ? knoop['title'].trim() : naamInWoorden(naam));

function volg(wortel: Knoop, knoop: unknown): Knoop {
  let hier = isKnoop(knoop) ? knoop : {};
  for (let i = 0; i < DIEPSTE && typeof hier['$ref'] === 'string'; i++) {
    const ref = hier['$ref'];
    const doel = ref.startsWith('#/') ? ref.slice(2).split('/').map((d) => d.replaceAll('~1', '/').replaceAll('~0', '~')).reduce<unknown>((w, d) => (isKnoop(w) && Object.hasOwn(w, d) ? w[d] : undefined), wortel) : undefined;
    const { $ref: _, ...eigen } = hier;
    hier = { ...(isKnoop(doel) ? doel : {}), ...eigen };
  }
  return hier;
}

/** A node with what its alternatives add: each of them may be what is stored. */
function takken(wortel: Knoop, knoop: unknown): Knoop[] {
  const hier = volg(wortel, knoop);
  const erbij = ['allOf', 'anyOf', 'oneOf'].flatMap((n) => (Array.isArray(hier[n]) ? (hier[n] as unknown[]) : []));
  return [hier, ...erbij.map((k) => volg(wortel, k))];
}

const typenVan = (delen: readonly Knoop[]): string[] => [...new Set(delen.flatMap((k) => [k['type']].flat()).filter((t): t is string => typeof t === 'string' && t !== 'null'))];

function leden(delen: readonly Knoop[]): [string, unknown][] {
  return delen.flatMap((k) => (isKnoop(k['properties']) ? Object.entries(k['properties']) : []));
}

const verplichten = (delen: readonly Knoop[]): Set<unknown> => new Set(delen.flatMap((k) => (Array.isArray(k['required']) ? (k['required'] as unknown[]) : [])));
const eerste = (delen: readonly Knoop[], naam: string): unknown => delen.map((k) => k[naam]).find((w) => w !== undefined);

const ontsnap = (deel: string): string => deel.replaceAll('~', '~0').replaceAll('/', '~1');

interface Stapel {
  wortel: Knoop;
  velden: Veld[];
  namen: Map<string, string>;
}

/** The fields of a schema, and the name of every place in it. */
export function leesSchema(schema: Record<string, unknown>): { velden: Veld[]; namen: ReadonlyMap<string, string> } {
  const s: Stapel = { wortel: schema, velden: [], namen: new Map() };
  loop(s, schema, '', '', false, 0);
  return s;
}

function loop(s: Stapel, knoop: unknown, pointer: string, naam: string, verplicht: boolean, diepte: number): void {
  if (diepte > DIEPSTE || s.velden.length >= MEESTE) return;
  const delen = takken(s.wortel, knoop);
  const onder = leden(delen);
  if (onder.length > 0) {
    const moet = verplichten(delen);
    for (const [sleutel, kind] of opVolgorde(s.wortel, onder, moet)) {
      const hier = `${pointer}/${ontsnap(sleutel)}`;
      if (s.namen.has(hier)) continue;
      const titel = titelVan(volg(s.wortel, kind), sleutel);
      s.namen.set(hier, titel);
      loop(s, kind, hier, naam ? `${naam}: ${titel}` : hoofdletter(titel), moet.has(sleutel), diepte + 1);
    }
    return;
  }
  const items = eerste(delen, 'items');
  if (isKnoop(items) && leden(takken(s.wortel, items)).length > 0) {
    loop(s, items, `${pointer}/*`, naam, false, diepte + 1);
    return;
  }
  if (pointer === '') return;
  const soort = soortVan(delen);
  const uitleg = eerste(delen, 'description');
  const keuzes = eerste(delen, 'enum');
  s.velden.push({
    pointer,
    naam,
    soort,
    inWoorden: inWoorden(delen, soort, isKnoop(items) ? items : {}),
    verplicht,
    keuzes: soort === 'tekst' && Array.isArray(keuzes) ? keuzes.filter((k): k is string => typeof k === 'string') : null,
    uitleg: typeof uitleg === 'string' ? uitleg : null,
  });
}

/** A store keeps no order of names. What is one value comes before a group, and what is always there before what may be. */
function opVolgorde(wortel: Knoop, onder: readonly [string, unknown][], moet: ReadonlySet<unknown>): [string, unknown][] {
  const isGroep = (kind: unknown): boolean => takken(wortel, kind).some((k) => isKnoop(k['properties']) || isKnoop(k['items']));
  const plaats = ([sleutel, kind]: [string, unknown]): number => (isGroep(kind) ? 2 : 0) + (moet.has(sleutel) ? 0 : 1);
  return [...onder].sort((a, b) => plaats(a) - plaats(b));
}

const SOORT: Record<string, Veldsoort> = { number: 'getal', integer: 'getal', boolean: 'waarheid', array: 'lijst' };

function soortVan(delen: readonly Knoop[]): Veldsoort {
  const typen = typenVan(delen);
  const [type] = typen;
  if (typen.length === 0 && Array.isArray(eerste(delen, 'enum'))) return 'tekst';
  if (typen.length !== 1 || type === undefined) return 'gemengd';
  if (type !== 'string') return woordVoor(SOORT, type) ?? 'gemengd';
  const vorm = eerste(delen, 'format');
  return vorm === 'date' ? 'datum' : vorm === 'date-time' ? 'tijdstip' : 'tekst';
}

const VORM: Record<string, string> = { email: 'E-mailadres', uri: 'Webadres', uuid: 'Kenmerk', time: 'Tijd', duration: 'Duur' };

function inWoorden(delen: readonly Knoop[], soort: Veldsoort, items: Knoop): string {
  const [min, max, lengte] = [eerste(delen, 'minimum'), eerste(delen, 'maximum'), eerste(delen, 'maxLength')];
  switch (soort) {
    case 'datum':
      return 'Datum';
    case 'tijdstip':
      return 'Dag en tijd';
    case 'waarheid':
      return 'Ja of nee';
    case 'getal': {
      const grenzen = [typeof min === 'number' && `ten minste ${min}`, typeof max === 'number' && `ten hoogste ${max}`].filter(Boolean).join(', ');
      return `${typenVan(delen)[0] === 'integer' ? 'Heel getal' : 'Getal'}${grenzen ? `, ${grenzen}` : ''}`;
    }
    case 'lijst':
      return isKnoop(items) && items['type'] === 'string' ? 'Lijst van teksten' : 'Lijst';
    case 'gemengd':
      return 'Kan van alles zijn';
    case 'tekst': {
      if (Array.isArray(eerste(delen, 'enum'))) return 'Een van een vaste lijst';
      const vorm = eerste(delen, 'format');
      const naam = typeof vorm === 'string' ? woordVoor(VORM, vorm) : undefined;
      return naam ?? (typeof lengte === 'number' ? `Tekst van ten hoogste ${lengte} tekens` : 'Tekst');
    }
  }
}

/** '/houders/0/naam' → 'Houders 1: naam', in the words of the schema where it knows the place. */
export function naamVanPlaats(namen: ReadonlyMap<string, string>, pointer: string): string {
  let vorm = '';
  let uit = '';
  for (const deel of pointer.split('/').slice(1)) {
    const sleutel = deel.replaceAll('~1', '/').replaceAll('~0', '~');
    const naam = namen.get(`${vorm}/${deel}`);
    if (naam === undefined && /^\d+$/.test(sleutel)) {
      vorm += '/*';
      uit += ` ${Number(sleutel) + 1}`;
      continue;
    }
    vorm += `/${deel}`;
    const woord = naam ?? naamInWoorden(sleutel);
    uit += uit === '' ? hoofdletter(woord) : `: ${woord}`;
  }
  return uit;
}

/**
 * Whether a field tells something about a person: what stands beside an identifier is about whom it identifies. Such a
 * value never stands in an address.
 */
export function overPersoon(betrokkenen: readonly { pad: string }[], pointer: string): boolean {
  return betrokkenen.some(({ pad }) => pointer.startsWith(`${pad.slice(0, pad.lastIndexOf('/'))}/`));
}
