import fc from 'fast-check';
import { OVERBRUGGE } from '@bronhuis/testing';
import type { Proef } from './hulp.ts';

/** A register with every kind of field, filled with what should not be there too, and what a filter means in a few plain lines. */
type Json = Record<string, unknown>;
export type Soort = 'tekst' | 'getal' | 'datum' | 'tijdstip' | 'waarheid' | 'uuid' | 'lijst' | 'object' | 'gemengd';

const tekst = { type: 'string' };
export const SCHEMA = {
  type: 'object',
  properties: {
    naam: tekst,
    aantal: { type: ['number', 'null'] },
    actief: { type: 'boolean' },
    begin: { type: 'string', format: 'date' },
    gemeten: { type: 'string', format: 'date-time' },
    adres: { $ref: '#/$defs/adres' },
    trefwoorden: { type: 'array', items: tekst },
    metingen: { type: 'array', items: { type: 'number' } },
    delen: { type: 'array', items: { type: 'object', properties: { naam: tekst, maat: { type: 'integer' } } } },
    'a.b__c*': tekst,
    versie: tekst,
    vrij: {},
  },
  $defs: { adres: { type: 'object', allOf: [{ properties: { plaats: tekst } }, { properties: { nummer: { type: 'integer' } } }] } },
};

/** Path as a caller writes it, where it stands, and its kind. */
export const VELDEN: { pad: string; stappen: string[]; soort: Soort; element?: Soort }[] = [
  { pad: 'naam', stappen: ['naam'], soort: 'tekst' },
  { pad: 'gegevens.aantal', stappen: ['aantal'], soort: 'getal' },
  { pad: 'actief', stappen: ['actief'], soort: 'waarheid' },
  { pad: 'begin', stappen: ['begin'], soort: 'datum' },
  { pad: 'gemeten', stappen: ['gemeten'], soort: 'tijdstip' },
  { pad: 'adres.plaats', stappen: ['adres', 'plaats'], soort: 'tekst' },
  { pad: 'adres.nummer', stappen: ['adres', 'nummer'], soort: 'getal' },
  { pad: 'adres', stappen: ['adres'], soort: 'object' },
  { pad: 'trefwoorden', stappen: ['trefwoorden'], soort: 'lijst', element: 'tekst' },
  { pad: 'metingen', stappen: ['metingen'], soort: 'lijst', element: 'getal' },
  { pad: 'trefwoorden.*', stappen: ['trefwoorden', '*'], soort: 'tekst' },
  { pad: 'delen.*.naam', stappen: ['delen', '*', 'naam'], soort: 'tekst' },
  { pad: 'delen.*.maat', stappen: ['delen', '*', 'maat'], soort: 'getal' },
  { pad: 'a\\.b\\_\\_c\\*', stappen: ['a.b__c*'], soort: 'tekst' },
  { pad: 'gegevens.versie', stappen: ['versie'], soort: 'tekst' },
  { pad: 'vrij', stappen: ['vrij'], soort: 'gemengd' },
  ...(
    [
      ['id', 'uuid'],
      ['versie', 'getal'],
      ['objecttype', 'uuid'],
      ['dossier', 'uuid'],
      ['beginGeldigheid', 'datum'],
      ['tijdstipRegistratie', 'tijdstip'],
      ['correctieVoor', 'getal'],
    ] as const
  ).map(([naam, soort]) => ({ pad: naam, stappen: [`@${naam}`], soort })),
];

const TEKSTEN = ['', 'Markt', 'markt', 'MARKT 1', 'Kerkmarkt', '12', '12.0', 'true', 'null', 'é', 'É', 'ελ', '😀', '\uffee', 'a|b', 'a__exact__b', '%', '_a', "o'x", '\\', '"', 'x'.repeat(120), '2024-01-01', ' '];
const GETALLEN = [0, -1, 1, 1.5, 12, -3.25, 1e21, 1e-7, 9007199254740991, 100];
const DATUMS = ['2024-01-01', '2024-02-29', '1999-12-31', '2030-06-15'];
const TIJDSTIPPEN = ['2024-01-01T00:00:00Z', '2024-01-01T01:00:00+01:00', '2024-01-01T00:00:00.500Z', '2023-12-31T23:59:59-05:00', '1969-07-20T20:17:40Z', '2024-02-29t12:00:00z'];
export const IDS = Array.from({ length: 240 }, (_, i) => `0199aaaa-0000-7000-8000-${String(i).padStart(12, '0')}`);

const uit = <T>(lijst: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...lijst);
const elders: fc.Arbitrary<unknown> = fc.oneof(uit(TEKSTEN), uit(GETALLEN), fc.boolean(), uit([[], {}, ['12'], [12], { plaats: 'Markt' }, '2024-1-1', '2024-01-01 later']));
/** Mostly what the schema says; sometimes null, or what another version of the type let in. */
const soms = (goed: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => fc.oneof({ weight: 7, arbitrary: goed }, { weight: 1, arbitrary: fc.constant(null) }, { weight: 2, arbitrary: elders });
const teksten = soms(uit(TEKSTEN));
const getallen = soms(uit(GETALLEN));
export const gegevens: fc.Arbitrary<Json> = fc.record(
  {
    naam: teksten,
    aantal: getallen,
    actief: soms(fc.boolean()),
    begin: soms(uit(DATUMS)),
    gemeten: soms(uit(TIJDSTIPPEN)),
    adres: soms(fc.record({ plaats: teksten, nummer: getallen }, { requiredKeys: [] })),
    trefwoorden: soms(fc.array(teksten, { maxLength: 3 })),
    metingen: soms(fc.array(getallen, { maxLength: 3 })),
    delen: soms(fc.array(soms(fc.record({ naam: teksten, maat: getallen }, { requiredKeys: [] })), { maxLength: 3 })),
    'a.b__c*': teksten,
    versie: teksten,
    vrij: elders,
  },
  { requiredKeys: [] },
);

export interface Ding {
  id: string;
  versie: number;
  beginGeldigheid: string;
  tijdstipRegistratie: string;
  gegevens: Json;
}

/** Heads with one to three versions, registered one after another. */
export interface Model {
  objecttype: string;
  versies: Ding[];
}
const MOMENTEN = ['2025-01-01T00:00:00.000Z', '2025-01-02T00:00:00.001Z', '2025-01-03T00:00:00.000Z'];
const DAGEN = ['2024-01-01', '2024-06-01', '2023-01-01'];

const WIE = { applicatie: null, gebruiker: null, uitvoerder: OVERBRUGGE, activiteit: null, activiteitVersie: null, trace: '0' };

const TYPE = { naam: 'meetpunt', soort: 'registratie', schema: SCHEMA, classificatie: { beschikbaarheid: 1, integriteit: 1, vertrouwelijkheid: 1 }, betrokkenen: [], gegevenscategorieen: [], verwerkingsactiviteiten: ['VA-01'] };
/** What can be indexed of it: values of each kind, also of the elements of lists. */
export const INDEXEN = ['/naam', '/aantal', '/actief', '/begin', '/gemeten', '/adres/plaats', '/adres/nummer', '/trefwoorden/*', '/metingen/*', '/delen/*/naam', '/delen/*/maat', '/a.b__c*', '/versie'];

const beheerder = (proef: Proef): Promise<string> => proef.token({ id: 'bas', rollen: ['applicatiebeheerder'], verwerkingsactiviteit: null });

/** A next version of the type, that declares these. */
export async function verklaar(proef: Proef, objecttype: string, versie: number, indexen: string[]): Promise<void> {
  const a = await proef.roep('POST', `/objecttypen/${objecttype}/versies`, { token: await beheerder(proef), headers: { 'if-match': `"${versie}"` }, body: { ...TYPE, indexen } });
  if (a.status !== 201) throw new Error(`version: ${a.status} ${a.tekst}`);
}

export async function vul(proef: Proef): Promise<Model> {
  const model = { objecttype: await maakType(proef, {}), versies: steekproef(6) };
  await bewaar(proef, model);
  return model;
}

export async function maakType(proef: Proef, extra: Json): Promise<string> {
  const type = await proef.roep('POST', '/objecttypen', { token: await beheerder(proef), body: { ...TYPE, ...extra } });
  if (type.status !== 201) throw new Error(`type: ${type.status} ${type.tekst}`);
  return String(type.body['id']);
}

export const steekproef = (seed: number): Ding[] =>
  fc.sample(fc.array(gegevens, { minLength: 1, maxLength: 3 }), { numRuns: IDS.length, seed }).flatMap((reeks, i) =>
    reeks.map((g, n): Ding => ({ id: IDS[i] as string, versie: n + 1, beginGeldigheid: DAGEN[n] as string, tijdstipRegistratie: MOMENTEN[n] as string, gegevens: g })),
  );

/** From outside, past the checks of the API: what older versions of a type may have let in. */
export async function bewaar(proef: Proef, { objecttype, versies }: Model): Promise<void> {
  const heel = JSON.stringify(versies);
  await proef.db.query(
    `insert into object (organisatie, id, versie, registratietijd, objecttype, soort)
     select $1, id, max(versie), max("tijdstipRegistratie"), $2, 'registratie' from jsonb_to_recordset($3) as x(id uuid, versie bigint, "tijdstipRegistratie" timestamptz) group by id`,
    [OVERBRUGGE, objecttype, heel],
  );
  await proef.db.query(
    `insert into object_versie (organisatie, object, versie, registratietijd, begin_geldigheid, typeversie, gegevens, betrokkenen, wie)
     select $1, id, versie, "tijdstipRegistratie", "beginGeldigheid", 1, gegevens, '[]', $3
     from jsonb_to_recordset($2) as x(id uuid, versie bigint, "tijdstipRegistratie" timestamptz, "beginGeldigheid" date, gegevens jsonb)`,
    [OVERBRUGGE, heel, JSON.stringify(WIE)],
  );
}

/** What holds on a day as it was known at a moment: the latest begin, and of equals the latest version. */
export function geldend(m: Model, geldigOp: string, beschikbaarOp: string): Ding[] {
  const beste = new Map<string, Ding>();
  for (const v of m.versies) {
    const nu = beste.get(v.id);
    if (v.beginGeldigheid <= geldigOp && v.tijdstipRegistratie <= beschikbaarOp && (!nu || v.beginGeldigheid >= nu.beginGeldigheid)) beste.set(v.id, v);
  }
  return [...beste.values()];
}

const isObject = (w: unknown): w is Json => typeof w === 'object' && w !== null && !Array.isArray(w);

/** Does it hold for a value at the end of this path? Through a list: for one of its elements. */
function ergens(w: unknown, stappen: readonly string[], houdt: (w: unknown) => boolean): boolean {
  const [stap, ...rest] = stappen;
  if (stap === undefined) return houdt(w);
  if (stap === '*') return Array.isArray(w) && w.some((e) => ergens(e, rest, houdt));
  return ergens(isObject(w) && Object.hasOwn(w, stap) ? w[stap] : undefined, rest, houdt);
}

function bron(m: Model, d: Ding, stap: string): unknown {
  const meta: Json = { id: d.id, versie: d.versie, objecttype: m.objecttype, dossier: undefined, beginGeldigheid: d.beginGeldigheid, tijdstipRegistratie: d.tijdstipRegistratie, correctieVoor: undefined };
  return meta[stap.slice(1)];
}

/** A value in a form that compares with `<`, or null when it is not of this kind. */
export function maat(soort: Soort, w: unknown): string | number | null {
  if (soort === 'getal') return typeof w === 'number' ? w : null;
  if (soort === 'waarheid') return typeof w === 'boolean' ? Number(w) : null;
  if (typeof w !== 'string') return null;
  if (soort === 'datum') return /^\d{4}-\d\d-\d\d$/.test(w) ? w : null;
  if (soort === 'tijdstip') return /^\d{4}-\d\d-\d\d[tT ]\d\d:\d\d:\d\d(\.\d+)?([zZ]|[+-]\d\d:\d\d)$/.test(w) ? Date.parse(w.toUpperCase()) : null;
  // Bytes of UTF-8 stand in the order of code points.
  return Buffer.from(w).toString('latin1');
}

const klein = (t: string): string => [...t].map((c) => ([...c.toLowerCase()].length === 1 ? c.toLowerCase() : c)).join('');

export type Uitdrukking = { en: Uitdrukking[] } | { of: Uitdrukking[] } | { niet: Uitdrukking } | { pad: string; operator: string; waarde: unknown };

export function naief(m: Model, d: Ding, u: Uitdrukking): boolean {
  if ('en' in u) return u.en.every((x) => naief(m, d, x));
  if ('of' in u) return u.of.some((x) => naief(m, d, x));
  if ('niet' in u) return !naief(m, d, u.niet);
  const veld = VELDEN.find((v) => v.pad === u.pad);
  if (!veld) throw new Error(`no field ${u.pad}`);
  const { operator, waarde } = u;
  if (operator === 'ne') return !naief(m, d, { ...u, operator: 'exact' });
  if (operator === 'nin') return !naief(m, d, { ...u, operator: 'in' });
  if (operator === 'leeg' && waarde === false) return !naief(m, d, { ...u, waarde: true });
  const [eerste = ''] = veld.stappen;
  const [wortel, stappen]: [unknown, string[]] = eerste.startsWith('@') ? [bron(m, d, eerste), []] : [d.gegevens, veld.stappen];
  if (operator === 'leeg') return ergens(wortel, stappen, (w) => w === undefined || w === null || w === '' || JSON.stringify(w) === '[]' || JSON.stringify(w) === '{}');
  if (operator === 'bevat-element') return ergens(wortel, [...stappen, '*'], (w) => gelijk(veld.element ?? 'tekst', w, waarde));
  return ergens(wortel, stappen, (w) => past(veld.soort, operator, w, waarde));
}

const gelijk = (soort: Soort, w: unknown, gezocht: unknown): boolean => maat(soort, w) !== null && maat(soort, w) === maat(soort, gezocht);

function past(soort: Soort, operator: string, w: unknown, gezocht: unknown): boolean {
  const a = maat(soort, w);
  if (a === null) return false;
  const lijst = Array.isArray(gezocht) ? (gezocht as unknown[]) : [gezocht];
  const [b, c] = lijst.map((x) => maat(soort, x) as string | number);
  if (b === undefined) throw new Error('no value');
  switch (operator) {
    case 'exact':
      return a === b;
    case 'gt':
      return a > b;
    case 'gte':
      return a >= b;
    case 'lt':
      return a < b;
    case 'lte':
      return a <= b;
    case 'in':
      return lijst.some((x) => gelijk(soort, w, x));
    case 'tussen':
      return a >= b && a <= (c as string | number);
    case 'bevat':
      return klein(w as string).includes(klein(gezocht as string));
    case 'begint-met':
      return klein(w as string).startsWith(klein(gezocht as string));
    default:
      throw new Error(`no operator ${operator}`);
  }
}

const SCHAAL = ['exact', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'nin', 'tussen', 'leeg'];
const PAST: Record<Soort, string[]> = {
  tekst: [...SCHAAL, 'bevat', 'begint-met'],
  getal: SCHAAL,
  datum: SCHAAL,
  tijdstip: SCHAAL,
  waarheid: ['exact', 'ne', 'leeg'],
  uuid: ['exact', 'ne', 'in', 'nin', 'leeg'],
  lijst: ['bevat-element', 'leeg'],
  object: ['leeg'],
  gemengd: ['leeg'],
};
const VAN_SOORT: Record<Soort, fc.Arbitrary<unknown>> = {
  tekst: fc.oneof({ weight: 4, arbitrary: uit(TEKSTEN) }, { weight: 1, arbitrary: fc.string({ maxLength: 4 }).filter((t) => !t.includes('\u0000')) }),
  getal: fc.oneof(uit(GETALLEN), fc.integer({ min: -5, max: 15 })),
  datum: uit(DATUMS),
  tijdstip: uit([...TIJDSTIPPEN, ...MOMENTEN]),
  waarheid: fc.boolean(),
  uuid: uit([...IDS.slice(0, 20), '0199ffff-0000-7000-8000-000000000000']),
  lijst: fc.constant(null),
  object: fc.constant(null),
  gemengd: fc.constant(null),
};

export type Leaf = { pad: string; operator: string; waarde: unknown };

export const voorwaarde: fc.Arbitrary<Leaf> = uit(VELDEN).chain((v) =>
  uit(PAST[v.soort]).chain((operator) => {
    const een = VAN_SOORT[v.element ?? v.soort];
    const waarde = operator === 'leeg' ? fc.boolean() : operator === 'tussen' ? fc.tuple(een, een) : ['in', 'nin'].includes(operator) ? fc.array(een, { minLength: 1, maxLength: 4 }) : een;
    return waarde.map((w) => ({ pad: v.pad, operator, waarde: w }));
  }),
);

export const uitdrukking = (blad: fc.Arbitrary<Uitdrukking>, diepte = 3): fc.Arbitrary<Uitdrukking> => {
  if (diepte === 0) return blad;
  const onder = uitdrukking(blad, diepte - 1);
  const delen = fc.array(onder, { minLength: 1, maxLength: 3 });
  return fc.oneof({ weight: 4, arbitrary: blad }, { weight: 2, arbitrary: delen.map((en) => ({ en })) }, { weight: 2, arbitrary: delen.map((of) => ({ of })) }, { weight: 1, arbitrary: onder.map((niet) => ({ niet })) });
};

/** Conditions that cannot be asked, each with its own reason. */
export const onmogelijk: fc.Arbitrary<Uitdrukking> = fc.constantFrom<Uitdrukking>(
  { pad: 'bestaat.niet', operator: 'exact', waarde: 'x' },
  { pad: 'dossier.naam', operator: 'exact', waarde: 'x' },
  { pad: 'naam', operator: 'lijkt-op', waarde: 'x' },
  { pad: 'naam', operator: 'exact', waarde: 12 },
  { pad: 'naam', operator: 'exact', waarde: null },
  { pad: 'naam', operator: 'exact', waarde: 'a\u0000b' },
  { pad: 'naam', operator: 'exact', waarde: '\ud83d' },
  { pad: 'naam', operator: 'bevat', waarde: 'x'.repeat(501) },
  { pad: 'naam', operator: 'in', waarde: 'x' },
  { pad: 'naam', operator: 'in', waarde: [] },
  { pad: 'naam', operator: 'tussen', waarde: ['a'] },
  { pad: 'gegevens.aantal', operator: 'exact', waarde: '12' },
  { pad: 'gegevens.aantal', operator: 'bevat', waarde: '1' },
  { pad: 'actief', operator: 'gt', waarde: true },
  { pad: 'begin', operator: 'gt', waarde: '2023-02-29' },
  { pad: 'gemeten', operator: 'lt', waarde: '2024-01-01' },
  { pad: 'trefwoorden', operator: 'exact', waarde: 'x' },
  { pad: 'delen', operator: 'bevat-element', waarde: 'x' },
  { pad: 'adres', operator: 'exact', waarde: 'x' },
  { pad: 'vrij', operator: 'exact', waarde: 'x' },
  { pad: 'id', operator: 'exact', waarde: 'x' },
  { pad: 'naam..x', operator: 'exact', waarde: 'x' },
  { pad: '', operator: 'leeg', waarde: true },
  { pad: '__proto__', operator: 'leeg', waarde: true },
  { pad: 'constructor.name', operator: 'exact', waarde: 'Object' },
);

export const geldigOp = uit(['2024-01-01', '2024-07-01', '2023-06-01', '2022-01-01', '2025-05-05']);
export const beschikbaarOp = uit(['2025-01-01T00:00:00.000Z', '2025-01-02T12:00:00.000Z', '2026-01-01T00:00:00.000Z']);
export const SORTEERBAAR = VELDEN.filter((v) => !v.stappen.includes('*') && !['lijst', 'object', 'gemengd'].includes(v.soort));
export const sorteer = fc.array(fc.record({ veld: uit(SORTEERBAAR), af: fc.boolean() }), { maxLength: 3 });
export type Sorteer = { veld: (typeof VELDEN)[number]; af: boolean }[];
export const alsSorteer = (s: Sorteer): string[] => s.map(({ veld, af }) => `${af ? '-' : ''}${veld.pad}`);

/** Missing last, whatever the direction; then the id. */
export function geordend(m: Model, dingen: readonly Ding[], s: Sorteer): string[] {
  const sleutel = (d: Ding, v: Sorteer[number]['veld']): string | number | null => {
    const [eerste = ''] = v.stappen;
    let gevonden: unknown = eerste.startsWith('@') ? bron(m, d, eerste) : undefined;
    if (!eerste.startsWith('@')) ergens(d.gegevens, v.stappen, (w) => { gevonden = w; return true; });
    return maat(v.soort, v.soort === 'tekst' && typeof gevonden === 'string' ? [...gevonden].slice(0, 100).join('') : gevonden);
  };
  const rijen = dingen.map((d) => ({ id: d.id, sleutels: s.map(({ veld }) => sleutel(d, veld)) }));
  const vergelijk = (a: (typeof rijen)[number], b: (typeof rijen)[number]): number => {
    for (const [i, { af }] of s.entries()) {
      const [x = null, y = null] = [a.sleutels[i], b.sleutels[i]];
      if (x === y) continue;
      if (x === null) return 1;
      if (y === null) return -1;
      return (x < y ? -1 : 1) * (af ? -1 : 1);
    }
    return a.id < b.id ? -1 : 1;
  };
  return rijen.sort(vergelijk).map((d) => d.id);
}
