import { OVERBRUGGE } from '@bronhuis/testing';
import { laadDemonstratie } from '../src/demonstratie/demonstratie.ts';
import { DEMONSTRATIETYPEN, GEMEENTEN } from '../src/demonstratie/typen.ts';
import { Proef } from './hulp.ts';

let proef: Proef;
let beheerder: string;
beforeAll(async () => {
  proef = await Proef.start();
  beheerder = await proef.token({ id: 'bas', rollen: ['applicatiebeheerder'], verwerkingsactiviteit: null });
});
afterAll(() => proef.stop());

const type = (naam: string, extra: object = {}) => ({
  naam,
  soort: 'registratie',
  schema: { type: 'object', additionalProperties: false, required: ['sinds'], properties: { sinds: { type: 'string', format: 'date' }, houder: { type: 'string' } } },
  classificatie: { beschikbaarheid: 0, integriteit: 1, vertrouwelijkheid: 1 },
  betrokkenen: [{ pad: '/houder', soort: 'kvk', rol: 'houder' }],
  gegevenscategorieen: ['handelsnaam'],
  verwerkingsactiviteiten: ['VA-01'],
  ...extra,
});
const maak = (body: object, headers: Record<string, string> = {}) => proef.roep<Record<string, unknown> & { invalidParams?: { name: string }[] }>('POST', '/objecttypen', { token: beheerder, body, headers });

describe('object types', () => {
  it('are made by the applicatiebeheerder, have a name of their own, and are used at once', async () => {
    const a = await maak(type('kiosk'), { 'idempotency-key': 'kiosk' });
    expect([a.status, a.headers.get('etag')]).toEqual([201, '"1"']);
    expect((await maak(type('kiosk'), { 'idempotency-key': 'kiosk' })).tekst).toBe(a.tekst);
    expect((await maak(type('kiosk'))).status).toBe(409);
    expect((await proef.roep('POST', '/objecttypen', { body: type('stiekem') })).status).toBe(403);
    const object = (gegevens: object) => proef.roep<{ id: string; invalidParams: object[] }>('POST', '/objecten', { body: { objecttype: a.body['id'], beginGeldigheid: '2024-01-01', gegevens } });
    expect((await object({ sinds: '2024-02-30', houder: '1234' })).body.invalidParams).toMatchObject([{ name: 'gegevens.sinds', code: 'format' }, { name: 'gegevens.houder', code: 'identificatie' }]);
    const goed = await object({ sinds: '2024-02-29', houder: '12345678' });
    expect((await proef.verwerkingen(goed.body.id))[0]?.betrokkenen).toMatchObject([{ soort: 'kvk', rol: 'houder' }]);
  });

  it('name every fault', async () => {
    const a = await maak(type('fout', { schema: { type: 'object', onzin: 1 }, verwerkingsactiviteiten: [] }));
    expect([a.status, a.body.invalidParams?.map((p) => p.name)]).toEqual([400, ['schema', 'verwerkingsactiviteiten']]);
  });

  it('get versions; what is stored keeps the version it was checked against, and an older one can be read', async () => {
    const een = await maak(type('marktkraam'));
    const id = String(een.body['id']);
    const object = await proef.roep<{ id: string }>('POST', '/objecten', { body: { objecttype: id, beginGeldigheid: '2024-01-01', gegevens: { sinds: '2024-01-01' } } });
    const versie = (headers: Record<string, string>, body: object) => proef.roep('POST', `/objecttypen/${id}/versies`, { token: beheerder, body, headers });
    expect((await versie({}, type('marktkraam'))).status).toBe(428);
    expect((await versie({ 'if-match': '"9"' }, type('marktkraam'))).status).toBe(412);
    expect((await versie({ 'if-match': '"1"' }, type('andere-naam'))).status).toBe(400);
    const twee = await versie({ 'if-match': '"1"' }, type('marktkraam', { omschrijving: 'nieuw' }));
    expect([twee.status, twee.body['versie']]).toEqual([201, 2]);
    expect((await proef.roep('GET', `/objecttypen/${id}?versie=1`)).body['omschrijving']).toBeUndefined();
    expect((await proef.roep('GET', `/objecttypen/${id}?versie=3`)).status).toBe(404);
    expect((await proef.roep('GET', `/objecten/${object.body.id}`)).body['objecttypeVersie']).toBe(1);
  });

  it('of the demonstration are there for both municipalities, and loading them again changes nothing', async () => {
    const tel = () => proef.tel('objecttype_versie where organisatie = any($1)', [GEMEENTEN.map((g) => g.oin)]);
    const voor = await tel();
    const bron = proef.o.draaiend.bron;
    if (!bron) throw new Error('registers has a database');
    await laadDemonstratie({ bron, logger: { info: () => undefined } as never });
    expect(await tel()).toBe(voor);
    const a = await proef.roep<{ resultaten: { id: string; naam: string; waarderingsregel?: { uitkomsten: object } }[] }>('GET', '/objecttypen?naam=evenementendossier');
    expect(a.body.resultaten).toHaveLength(1);
    expect(a.body.resultaten[0]).toMatchObject({ id: proef.typeId('evenementendossier', OVERBRUGGE), waarderingsregel: { uitkomsten: { verleend: '11.1.1', geweigerd: '11.2', ingetrokken: '11.3', afgebroken: '11.4' } } });
    expect(await proef.tel('objecttype where organisatie = $1 and naam = any($2)', [OVERBRUGGE, DEMONSTRATIETYPEN.map((t) => t.inhoud.naam)])).toBe(DEMONSTRATIETYPEN.length);
  });
});
