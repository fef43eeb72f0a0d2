import fc from 'fast-check';
import { OVERBRUGGE } from '@bronhuis/testing';
import { Proef } from './hulp.ts';
import { anders, kaal, VERBORGEN } from './veldrechten-model.ts';
import { bewaar, maakType, SCHEMA, steekproef } from './vragen-model.ts';
import type { Ding } from './vragen-model.ts';

let proef: Proef;
let objecttype: string;
/** Manages types without a purpose, and sees nothing that is shielded; the other one does it for the purpose that may. */
let beheerder: string;
let gerechtigd: string;
const versies = steekproef(6).slice(0, 90);
const AFGESCHERMD = VERBORGEN.map((pad) => ({ pad, verwerkingsactiviteiten: ['VA-01'] }));
const DOELEN = { verwerkingsactiviteiten: ['VA-01', 'VA-06'], gegevenscategorieen: ['meting'] };
const INHOUD = { naam: 'meetpunt', soort: 'registratie', schema: SCHEMA as Json, classificatie: { beschikbaarheid: 1, integriteit: 1, vertrouwelijkheid: 1 }, betrokkenen: [], ...DOELEN, afgeschermd: AFGESCHERMD };

type Json = Record<string, unknown>;
beforeAll(async () => {
  proef = await Proef.start();
  objecttype = await maakType(proef, { ...DOELEN, afgeschermd: AFGESCHERMD });
  await bewaar(proef, { objecttype, versies });
  beheerder = await proef.token({ id: 'bas', rollen: ['applicatiebeheerder'], verwerkingsactiviteit: null });
  gerechtigd = await proef.token({ id: 'bas', rollen: ['applicatiebeheerder'], verwerkingsactiviteit: 'VA-01' });
}, 60_000);
afterAll(() => proef.stop());

async function zet(wat: readonly Ding[]): Promise<void> {
  await proef.db.query(
    `update object_versie v set gegevens = x.gegevens from jsonb_to_recordset($2) as x(id uuid, versie bigint, gegevens jsonb)
     where v.organisatie = $1 and v.object = x.id and v.versie = x.versie`,
    [OVERBRUGGE, JSON.stringify(wat)],
  );
}

const als = <B = Json>(token: string, methode: string, pad: string, body?: object, ifMatch?: string) => proef.roep<B>(methode, pad, { token, ...(body ? { body } : {}), headers: ifMatch ? { 'if-match': ifMatch } : {} });

const tekst = fc.oneof(fc.integer({ min: 0, max: 9 }).map((maxLength) => ({ type: 'string', maxLength })), fc.constantFrom<Json>({ type: 'string', enum: ['Markt', '12'] }, { type: 'number' }, { type: 'string', pattern: '^M' }, { type: 'string' }));
const getal = fc.oneof(fc.integer({ min: -2, max: 20 }).map((maximum) => ({ type: 'number', maximum })), fc.constantFrom<Json>({ type: 'integer' }, { type: ['number', 'null'] }));
const deel = fc.record({ naam: tekst, maat: getal }, { requiredKeys: [] }).map((properties) => ({ type: 'object', properties }));
const lijst = (items: fc.Arbitrary<Json>) => items.map((i) => ({ type: 'array', items: i }));
const schema = fc
  .tuple(
    fc.record(
      { naam: tekst, aantal: getal, gemeten: tekst, adres: fc.record({ plaats: tekst, nummer: getal }, { requiredKeys: [] }).map((properties) => ({ type: 'object', properties })), delen: lijst(deel), metingen: lijst(getal), trefwoorden: lijst(tekst), 'a.b__c*': tekst },
      { requiredKeys: ['naam', 'adres', 'delen'] },
    ),
    fc.subarray(['naam', 'aantal', 'adres', 'gemeten']),
    fc.boolean(),
  )
  .map(([properties, required, additionalProperties]) => ({ type: 'object', properties, required, additionalProperties }));
const stap = fc.oneof(
  fc.record({ pad: fc.constantFrom('/aantal', '/naam', '/adres/plaats', '/delen/*/naam', '/metingen'), naam: fc.constantFrom('vrij', 'versie', 'naam') }).map((s) => ({ stap: 'hernoem', ...s })),
  fc.record({ pad: fc.constantFrom('/aantal', '/adres/plaats', '/adres', '/vrij'), naar: fc.constantFrom('/naam', '/gemeten', '/versie') }).map((s) => ({ stap: 'verplaats', ...s })),
  fc.record({ pad: fc.constantFrom('/aantal', '/adres/plaats', '/naam'), waarde: fc.constantFrom('Markt', 12) }).map((s) => ({ stap: 'standaard', ...s })),
  fc.constantFrom('/aantal', '/adres', '/naam').map((pad) => ({ stap: 'verwijder', pad })),
);

describe('a version of a type that shields fields', () => {
  it('is tried on what is there without telling of what somebody does not see: 25 drafts with mappings', async () => {
    const ander = anders(versies);
    let { etag, concept } = { etag: '', concept: false };
    let verschillend = 0;
    for (const [s, omzetting] of fc.sample(fc.tuple(schema, fc.array(stap, { maxLength: 2 })), { numRuns: 25, seed: 81 })) {
      const a = concept ? await als(beheerder, 'PUT', `/objecttypen/${objecttype}/concept`, { ...INHOUD, schema: s }, etag) : await als(beheerder, 'POST', `/objecttypen/${objecttype}/versies`, { ...INHOUD, schema: s, concept: true }, '"1"');
      expect([s, a.status]).toEqual([s, concept ? 200 : 201]);
      [etag, concept] = [String(a.headers.get('etag')), true];
      const uit: string[][] = [];
      for (const wat of [versies, ander]) {
        await zet(wat);
        const proefVan = (token: string) => als(token, 'POST', `/objecttypen/${objecttype}/_proef`, { omzetting });
        const [zonder, met] = [await proefVan(beheerder), await proefVan(gerechtigd)];
        expect([zonder.status, zonder.body['nietBeproefd'], met.body['nietBeproefd']]).toEqual([200, VERBORGEN, []]);
        const plaatsen = (zonder.body['plaatsen'] as { pad: string }[]).map((p) => p.pad.replaceAll(/\/\d+/g, '/*'));
        expect(plaatsen.filter((p) => VERBORGEN.some((v) => `${p}/`.startsWith(`${v}/`)))).toEqual([]);
        uit.push([kaal(zonder), kaal(met)]);
      }
      expect([s, omzetting, uit[1]?.[0]]).toEqual([s, omzetting, uit[0]?.[0]]);
      if (uit[0]?.[1] !== uit[1]?.[1]) verschillend++;
    }
    expect(verschillend).toBeGreaterThan(15);
    await zet(versies);
  }, 300_000);

  it('that breaks where somebody does not look, is only declared by them, also when nothing that is there would fail', async () => {
    const inhoud = (maximum: number) => ({ ...INHOUD, naam: 'getal', schema: { type: 'object', properties: { aantal: { type: 'number', maximum }, naam: { type: 'string' } } }, afgeschermd: [AFGESCHERMD[0]] });
    const id = await maakType(proef, inhoud(100));
    await proef.roep('POST', '/objecten', { body: { objecttype: id, beginGeldigheid: '2024-01-01', gegevens: { aantal: 5 } } });
    for (const maximum of [3, 50]) expect((await als(beheerder, 'POST', `/objecttypen/${id}/versies`, inhoud(maximum), '"1"')).body['code']).toBe('brekende-versie');
    expect((await als(gerechtigd, 'POST', `/objecttypen/${id}/versies`, inhoud(3), '"1"')).status).toBe(409);
    expect((await als(gerechtigd, 'POST', `/objecttypen/${id}/versies`, inhoud(50), '"1"')).status).toBe(201);
    expect((await als(beheerder, 'POST', `/objecttypen/${id}/versies`, { ...inhoud(3), brekend: true, reden: 'Ander meetbereik' }, '"2"')).status).toBe(201);

    // What stays behind when objects are moved: that it was something, not what.
    const m = await als(beheerder, 'POST', `/objecttypen/${id}/migraties`, { omzetting: [] });
    const lees = async (token: string) => (await als<{ status: string; fouten: { fouten: object[] }[] }>(token, 'GET', `/migraties/${String(m.body['id'])}`)).body;
    for (let n = 0; n < 100 && (await lees(beheerder)).status !== 'klaar'; n++) await new Promise((r) => setTimeout(r, 50));
    expect((await lees(beheerder)).fouten.map((f) => f.fouten)).toEqual([[{ pad: '', code: 'afgeschermd' }]]);
    expect((await lees(gerechtigd)).fouten.map((f) => f.fouten)).toEqual([[{ pad: '/aantal', code: 'maximum' }]]);
  });

  it('names again what was shielded, or is refused with every fault', async () => {
    type Fouten = { invalidParams?: { name: string; code: string }[] };
    const id = await maakType(proef, { ...INHOUD, naam: 'volgt' });
    const fouten = async (afgeschermd: object[] | undefined) => (await als<Fouten>(beheerder, 'POST', `/objecttypen/${id}/versies`, { ...INHOUD, naam: 'volgt', afgeschermd }, '"1"')).body.invalidParams?.map((p) => `${p.name} ${p.code}`);
    expect(await fouten(undefined)).toEqual(VERBORGEN.map(() => 'afgeschermd afscherming-vergeten'));
    expect(await fouten([...AFGESCHERMD, { pad: '/kent/niemand', verwerkingsactiviteiten: ['VA-09'] }])).toEqual(['afgeschermd.6.pad afscherming', 'afgeschermd.6.verwerkingsactiviteiten doelbinding']);
    const open = AFGESCHERMD.map((a) => ({ ...a, verwerkingsactiviteiten: ['VA-01', 'VA-06'] }));
    expect((await als(beheerder, 'POST', `/objecttypen/${id}/versies`, { ...INHOUD, naam: 'volgt', afgeschermd: open }, '"1"')).body['afgeschermd']).toEqual(open);
  });
});

describe('a delivery in bulk', () => {
  it('is for who sees all of the type, and so is what came of it', async () => {
    const buiten = await proef.token({ verwerkingsactiviteit: 'VA-06' });
    const lever = (token: string) => proef.roep('POST', `/objecttypen/${objecttype}/_bulk?modus=doorgaan`, { token, body: '{"beginGeldigheid":"2024-01-01","gegevens":{"aantal":"x"}}\n', headers: { 'content-type': 'application/x-ndjson', 'idempotency-key': 'b1' } });
    expect(kaal(await lever(buiten))).toContain('"afgeschermd"');
    const a = await lever(await proef.token());
    expect(a.status).toBe(202);
    for (const pad of [`/bulkopdrachten/${String(a.body['id'])}`, `/bulkopdrachten/${String(a.body['id'])}/fouten`]) {
      expect([pad, (await als(buiten, 'GET', pad)).status, (await als(await proef.token(), 'GET', pad)).status]).toEqual([pad, 403, 200]);
    }
  });
});
