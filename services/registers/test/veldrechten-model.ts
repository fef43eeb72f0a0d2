import fc from 'fast-check';
import { OVERBRUGGE } from '@bronhuis/testing';
import { strip } from '../src/objecttypen/zicht.ts';
import type { Zicht } from '../src/objecttypen/zicht.ts';
import type { Antwoord } from '@bronhuis/testing';
import { opTijd } from './hulp.ts';
import type { Proef } from './hulp.ts';
import { beschikbaarOp, gegevens, geldigOp, SORTEERBAAR, uitdrukking, VELDEN, voorwaarde } from './vragen-model.ts';
import type { Ding, Model, Uitdrukking } from './vragen-model.ts';

/** Two copies of a register that differ in nothing but what one of two callers may not see. */
type Json = Record<string, unknown>;

/** Every kind of field, a member of an object, a member of each element, a whole list, and names that need escaping. */
export const VERBORGEN = ['/aantal', '/gemeten', '/adres/plaats', '/delen/*/naam', '/metingen', '/a.b__c*'];
export const ZICHT: Zicht = { verborgen: VERBORGEN, alleen: null };
const pointer = (stappen: readonly string[]): string => stappen.map((s) => `/${s}`).join('');
/** A path and one that no schema knows, in the same place. */
export const ZICHTBAAR = VELDEN.filter((v) => !VERBORGEN.includes(pointer(v.stappen)));
export const ONZICHTBAAR = VELDEN.filter((v) => VERBORGEN.includes(pointer(v.stappen)));
export const onbekend = (pad: string): string => [...pad.replaceAll('\\.', '\u0000').split('.').slice(0, -1), 'kent-niemand'].join('.').replaceAll('\u0000', '\\.');

const isObject = (w: unknown): w is Json => typeof w === 'object' && w !== null && !Array.isArray(w);

/** The same data with other hidden values: another one, none, or one where there was none. */
export function verander(was: unknown, ander: unknown, verborgen: readonly string[] = VERBORGEN): unknown {
  if (Array.isArray(was)) {
    const onder = verborgen.filter((p) => p.startsWith('/*/')).map((p) => p.slice(2));
    return was.map((w, i) => verander(w, Array.isArray(ander) ? (ander as unknown[])[i] : undefined, onder));
  }
  if (!isObject(was)) return was;
  const uit: Json = {};
  const bron = isObject(ander) ? ander : {};
  for (const [naam, w] of Object.entries(was)) if (!verborgen.includes(`/${naam}`)) uit[naam] = verander(w, bron[naam], verborgen.filter((p) => p.startsWith(`/${naam}/`)).map((p) => p.slice(naam.length + 1)));
  for (const pad of verborgen) if (!pad.includes('/', 1) && Object.hasOwn(bron, pad.slice(1))) uit[pad.slice(1)] = bron[pad.slice(1)];
  return uit;
}

export const anders = (versies: readonly Ding[]): Ding[] => {
  const nieuw = fc.sample(gegevens, { numRuns: versies.length, seed: 66 });
  return versies.map((v, i) => ({ ...v, gegevens: verander(v.gegevens, nieuw[i]) as Json }));
};

export const gezien = (versies: readonly Ding[]): Ding[] => versies.map((v) => ({ ...v, gegevens: strip(v.gegevens, ZICHT) }));

/** All that a caller sees of an answer but the mark of the request, and what differs between two objects anyhow. */
export function kaal({ status, tekst, headers }: Antwoord, id?: string): string {
  const zonder = tekst.replaceAll(/"instance":"urn:trace:[0-9a-f]+"/g, '').replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z|"trace":"[0-9a-f]+"/g, (t) => (id === undefined && !t.startsWith('"') ? t : '*'));
  return `${status} ${headers.get('etag')} ${id === undefined ? zonder : zonder.replaceAll(id, 'ID')}`;
}

export const bladen = (u: Uitdrukking): { pad: string }[] => ('en' in u ? u.en.flatMap(bladen) : 'of' in u ? u.of.flatMap(bladen) : 'niet' in u ? bladen(u.niet) : [u]);
export const vervang = (u: Uitdrukking, pad: (p: string) => string): Uitdrukking =>
  'en' in u ? { en: u.en.map((x) => vervang(x, pad)) } : 'of' in u ? { of: u.of.map((x) => vervang(x, pad)) } : 'niet' in u ? { niet: vervang(u.niet, pad) } : { ...u, pad: pad(u.pad) };

export interface Vraag {
  methode: string;
  pad: string;
  body?: object;
}

/** Asks the same of two copies of a register, as one who may not see the difference and as one who may. */
export class Kopieen {
  constructor(
    private readonly proef: Proef,
    private readonly model: Model,
    /** Token of the one who may not. */
    private readonly buiten: string,
  ) {}

  stel({ methode, pad, body }: Vraag, token: string): Promise<Antwoord> {
    return opTijd(() => this.proef.roep(methode, pad, { token, ...(body ? { body } : {}) }));
  }

  /** Puts other values where one caller may not look. */
  private async zet(versies: Model['versies']): Promise<void> {
    await this.proef.db.query(
      `update object_versie v set gegevens = x.gegevens from jsonb_to_recordset($2) as x(id uuid, versie bigint, gegevens jsonb)
       where v.organisatie = $1 and v.object = x.id and v.versie = x.versie`,
      [OVERBRUGGE, JSON.stringify(versies)],
    );
  }

  private async beide(vragen: readonly Vraag[]): Promise<{ zonder: string[][]; met: string[][] }> {
    const binnen = await this.proef.token();
    const rondes: { zonder: string[]; met: string[] }[] = [];
    for (const versies of [this.model.versies, anders(this.model.versies)]) {
      await this.zet(versies);
      const antwoorden = await elk(vragen, async (v) => [kaal(await this.stel(v, this.buiten)), kaal(await this.stel(v, binnen))] as const);
      rondes.push({ zonder: antwoorden.map(([z]) => z), met: antwoorden.map(([, m]) => m) });
    }
    await this.zet(this.model.versies);
    return { zonder: rondes.map((r) => r.zonder), met: rondes.map((r) => r.met) };
  }

  async eisGelijk(vragen: readonly Vraag[], minstensAnders: number): Promise<string[]> {
    const { zonder, met } = await this.beide(vragen);
    for (const [i, v] of vragen.entries()) expect([v, zonder[1]?.[i]]).toEqual([v, zonder[0]?.[i]]);
    // Whoever has the right does see the difference: the comparison can fail.
    expect(vragen.filter((_, i) => met[0]?.[i] !== met[1]?.[i]).length).toBeGreaterThanOrEqual(minstensAnders);
    return zonder[0] ?? [];
  }
}

export async function elk<T, R>(gevallen: readonly T[], doe: (geval: T) => Promise<R>): Promise<R[]> {
  const uit: R[] = [];
  let volgende = 0;
  await Promise.all(Array.from({ length: 8 }, async () => {
    for (let i = volgende++; i < gevallen.length; i = volgende++) uit[i] = await doe(gevallen[i] as T);
  }));
  return uit;
}

const zichtbaar = new Set(ZICHTBAAR.map((v) => v.pad));
export const blad = voorwaarde.filter((v) => zichtbaar.has(v.pad) && v.operator !== 'bevat-element');
export const opTwee = fc.oneof(blad, voorwaarde);
const veld = (velden: typeof VELDEN) => fc.constantFrom(...velden.map((v) => v.pad));
export const keuze = (velden: typeof VELDEN) => fc.option(fc.array(veld(velden), { minLength: 1, maxLength: 6 }), { nil: undefined });
export const volgorde = (velden: typeof VELDEN) => fc.array(fc.record({ veld: fc.constantFrom(...velden.filter((v) => SORTEERBAAR.includes(v))), af: fc.boolean() }), { maxLength: 3 });
export const vraag = (onder: fc.Arbitrary<Uitdrukking>, velden: typeof VELDEN) =>
  fc.record({ filter: uitdrukking(onder), velden: keuze([...velden, ...(velden === VELDEN ? [] : VELDEN.filter((v) => ['adres', 'delen'].includes(v.pad)))]), sorteer: volgorde(velden), geldigOp, beschikbaarOp, omvang: fc.integer({ min: 1, max: 100 }), aantal: fc.constantFrom('exact', 'geschat') });
export const zoek = (body: object): Vraag => ({ methode: 'POST', pad: '/objecten/_zoek', body });
