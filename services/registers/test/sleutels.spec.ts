import type { Draaiend } from '@bronhuis/component';
import { OVERBRUGGE, roep, VOORBEELDSTAD } from '@bronhuis/testing';
import { P, Proef } from './hulp.ts';
import { tweede } from './tweede.ts';

// The natural key of a type: within one organisation and type it belongs to one object.
let proef: Proef;
let ander: Draaiend;
beforeAll(async () => {
  proef = await Proef.start();
  ander = await tweede(proef.o);
});
afterAll(async () => {
  await ander.stop();
  await proef.stop();
});

type Json = Record<string, unknown>;
type Fout = Json & { code?: string; invalidParams?: { name: string; code: string }[] };

const type = (naam: string, extra: Json = {}): Json => ({
  naam, soort: 'registratie',
  schema: { type: 'object', properties: { straat: { type: 'string' }, nummer: { type: 'integer' }, letter: { type: 'string' }, hoogte: { type: 'number' } } },
  classificatie: { beschikbaarheid: 0, integriteit: 0, vertrouwelijkheid: 0 }, betrokkenen: [], gegevenscategorieen: [], verwerkingsactiviteiten: ['VA-01'],
  sleutel: ['/straat', '/nummer', '/letter'], ...extra,
});
const beheerder = (organisatie = OVERBRUGGE) => proef.token({ organisatie, id: 'bas', rollen: ['applicatiebeheerder'], verwerkingsactiviteit: null });
const maakType = async (inhoud: Json, organisatie = OVERBRUGGE): Promise<string> => {
  const a = await proef.roep('POST', '/objecttypen', { token: await beheerder(organisatie), body: inhoud });
  expect([a.status, a.tekst]).toEqual([201, expect.any(String)]);
  return String(a.body['id']);
};
const object = (objecttype: string, gegevens: Json, extra: Json = {}, token?: string) =>
  proef.roep<Fout>('POST', '/objecten', { body: { objecttype, beginGeldigheid: '2024-01-01', gegevens, ...extra }, ...(token ? { token } : {}) });
const versie = (id: string, nr: number, body: Json) => proef.roep<Fout>('PUT', `/objecten/${id}`, { body, headers: { 'if-match': `"${nr}"` } });
const SLEUTELVELDEN = ['gegevens.straat', 'gegevens.nummer', 'gegevens.letter'];

describe('a natural key', () => {
  it('belongs to one object; who comes second hears which fields, and no value', async () => {
    const id = await maakType(type('adres-een'));
    expect((await object(id, { straat: 'Lindeplein', nummer: 1 })).status).toBe(201);
    for (const zelfde of [{ straat: 'Lindeplein', nummer: 1 }, { straat: 'Lindeplein', nummer: 1, hoogte: 3 }]) {
      const a = await object(id, zelfde);
      expect([a.status, a.body.code, a.body.invalidParams?.map((p) => p.name)]).toEqual([409, 'sleutel-bestaat', SLEUTELVELDEN]);
      expect(a.tekst).not.toContain('Lindeplein');
    }
    for (const ander of [{ straat: 'Lindeplein', nummer: 1, letter: 'a' }, { straat: 'Lindeplein', nummer: 11 }, { straat: 'Lindeplein', letter: '1' }]) expect((await object(id, ander)).status).toBe(201);
    // Without any part of it there is no key to share.
    expect([(await object(id, { hoogte: 1 })).status, (await object(id, { hoogte: 1 })).status]).toEqual([201, 201]);
    // Another type, another municipality: another register.
    expect((await object(await maakType(type('adres-twee')), { straat: 'Lindeplein', nummer: 1 })).status).toBe(201);
    const daar = await maakType(type('adres-een'), VOORBEELDSTAD);
    expect((await object(daar, { straat: 'Lindeplein', nummer: 1 }, {}, await proef.voorbeeldstad())).status).toBe(201);
  });

  it('cannot be taken by a change, and stays with an object that changed its own, until that was a mistake', async () => {
    const id = await maakType(type('adres-wijzig'));
    const [a, b] = [String((await object(id, { straat: 'Dijk', nummer: 1 })).body['id']), String((await object(id, { straat: 'Dijk', nummer: 2 })).body['id'])];
    const bezet = await versie(b, 1, { beginGeldigheid: '2024-06-01', gegevens: { straat: 'Dijk', nummer: 1 } });
    expect([bezet.status, bezet.body.code]).toEqual([409, 'sleutel-bestaat']);
    // The object keeps its own: again, and with a next one beside it.
    expect((await versie(a, 1, { beginGeldigheid: '2024-02-01', gegevens: { straat: 'Dijk', nummer: 1, hoogte: 2 } })).status).toBe(200);
    expect((await versie(a, 2, { beginGeldigheid: '2024-03-01', gegevens: { straat: 'Dijk', nummer: 9 } })).status).toBe(200);
    expect((await object(id, { straat: 'Dijk', nummer: 1 })).status).toBe(409);
    expect((await object(id, { straat: 'Dijk', nummer: 9 })).status).toBe(409);
    // What was never true frees its key.
    expect((await versie(a, 3, { beginGeldigheid: '2024-03-01', correctieVoor: 3, gegevens: { straat: 'Dijk', nummer: 8 } })).status).toBe(200);
    expect((await object(id, { straat: 'Dijk', nummer: 9 })).status).toBe(201);
    expect((await object(id, { straat: 'Dijk', nummer: 1 })).status).toBe(409);
    // Destroyed, it is free as well.
    expect((await proef.roep('DELETE', `/objecten/${a}?grond=onterecht-geregistreerd`, { token: await proef.token({ rollen: ['teamleider'] }), headers: { 'if-match': '"4"' } })).status).toBe(204);
    expect((await object(id, { straat: 'Dijk', nummer: 1 })).status).toBe(201);
  });

  it('has one winner among many who want it in the same moment, in two processes, and nobody gets an error of ours', async () => {
    const id = await maakType(type('adres-storm'));
    const token = await proef.token();
    const uit = await Promise.all(
      Array.from({ length: 120 }, (_, i) =>
        roep<Fout>(i % 2 === 0 ? proef.o.url : ander.url, null, 'POST', `${P}/objecten`, { token, body: { objecttype: id, beginGeldigheid: '2024-01-01', gegevens: { straat: 'Markt', nummer: i % 4 } } }),
      ),
    );
    expect(uit.filter((a) => a.status === 201)).toHaveLength(4);
    expect(new Set(uit.map((a) => a.status))).toEqual(new Set([201, 409]));
    expect(await proef.tel('object where objecttype = $1', [id])).toBe(4);
  });
});

describe('a type that gets a key later', () => {
  it('is not published as long as objects share it; then what is there has it too', async () => {
    const { sleutel: _, ...zonder } = type('adres-later');
    const id = await maakType(zonder);
    const twee = [await object(id, { straat: 'Kade', nummer: 1 }), await object(id, { straat: 'Kade', nummer: 1 })].map((a) => String(a.body['id']));
    const publiceer = async (nr: number) => proef.roep<Fout>('POST', `/objecttypen/${id}/versies`, { token: await beheerder(), body: type('adres-later'), headers: { 'if-match': `"${nr}"` } });
    const nee = await publiceer(1);
    expect([nee.status, nee.body.code, nee.body.invalidParams?.map((p) => p.name)]).toEqual([409, 'sleutel-niet-uniek', SLEUTELVELDEN]);
    expect(await proef.tel('object_sleutel where objecttype = $1', [id])).toBe(0);
    expect((await versie(String(twee[1]), 1, { beginGeldigheid: '2024-01-01', correctieVoor: 1, gegevens: { straat: 'Kade', nummer: 2 } })).status).toBe(200);
    expect((await publiceer(1)).status).toBe(201);
    expect(await proef.tel('object_sleutel where objecttype = $1', [id])).toBe(2);
    expect((await object(id, { straat: 'Kade', nummer: 2 })).status).toBe(409);
    // And without one again.
    expect((await proef.roep('POST', `/objecttypen/${id}/versies`, { token: await beheerder(), body: zonder, headers: { 'if-match': '"2"' } })).status).toBe(201);
    expect((await object(id, { straat: 'Kade', nummer: 2 })).status).toBe(201);
  });

  it('is right for whatever is written while it is published', async () => {
    const { sleutel: _, ...zonder } = type('adres-tegelijk');
    const id = await maakType(zonder);
    const [geschreven] = await Promise.all([
      Promise.all(Array.from({ length: 80 }, (_, i) => object(id, { straat: 'Singel', nummer: i }))),
      beheerder().then((token) => proef.roep('POST', `/objecttypen/${id}/versies`, { token, body: type('adres-tegelijk'), headers: { 'if-match': '"1"' } })),
    ]);
    expect(geschreven.map((a) => a.status)).toEqual(geschreven.map(() => 201));
    expect(await proef.tel('object_sleutel where objecttype = $1', [id])).toBe(80);
  });

  it.each(['the destruction first', 'the key first'])('leaves no key of what is destroyed meanwhile: %s', async (wie) => {
    const typeId = await maakType(type(`adres-weg-${wie.length}`));
    const id = String((await object(typeId, { straat: 'Kade', nummer: 7 })).body['id']);
    const sleutels = () => proef.tel('object_sleutel where object = $1', [id]);
    await proef.db.query('delete from object_sleutel where object = $1', [id]);
    await proef.alsToepassing((een) =>
      proef.alsToepassing(async (twee) => {
        const stappen = [(c: typeof een) => c.query('delete from object where id = $1', [id]), (c: typeof een) => c.query('select vul_sleutels($1, $2, $3)', [OVERBRUGGE, typeId, [id]])];
        const [eerst, dan] = wie === 'the key first' ? stappen.reverse() : stappen;
        for (const c of [een, twee]) {
          await c.query('begin');
          await c.query("select set_config('bron.organisatie', $1, true)", [OVERBRUGGE]);
        }
        await eerst?.(een);
        let klaar = false;
        const tweede = Promise.resolve(dan?.(twee)).then(() => (klaar = true));
        await new Promise((verder) => setTimeout(verder, 200));
        expect(klaar).toBe(false);
        await een.query('commit');
        await tweede;
        await twee.query('commit');
      }),
    );
    expect([await proef.tel('object where id = $1', [id]), await sleutels()]).toEqual([0, 0]);
    expect((await object(typeId, { straat: 'Kade', nummer: 7 })).status).toBe(201);
  });

  it('says of a migration which objects would come to share it, and moves the others', async () => {
    const id = await maakType(type('adres-omzetting'));
    for (const [nummer, letter] of [[1, 'a'], [1, 'b'], [2, 'a']]) expect((await object(id, { straat: 'Hof', nummer, letter })).status).toBe(201);
    const token = await beheerder();
    // Two of them differ by their letter alone.
    const smaller = await proef.roep<Fout>('POST', `/objecttypen/${id}/versies`, { token, body: type('adres-omzetting', { sleutel: ['/straat', '/nummer'] }), headers: { 'if-match': '"1"' } });
    expect([smaller.status, smaller.body.code]).toEqual([409, 'sleutel-niet-uniek']);
    expect((await proef.roep('POST', `/objecttypen/${id}/versies`, { token, body: type('adres-omzetting', { labels: { versie: 'twee' } }), headers: { 'if-match': '"1"' } })).status).toBe(201);
    const migratie = await proef.roep('POST', `/objecttypen/${id}/migraties`, { token, body: { omzetting: [{ stap: 'verwijder', pad: '/letter' }] } });
    expect([migratie.status, migratie.tekst]).toEqual([202, expect.any(String)]);
    const kijk = async (): Promise<Json & { status: string; fouten: { fouten: object[] }[] }> => (await proef.roep('GET', `/migraties/${String(migratie.body['id'])}`, { token })).body as never;
    for (let n = 0; n < 200 && (await kijk()).status !== 'klaar'; n++) await new Promise((k) => setTimeout(k, 50));
    const klaar = await kijk();
    expect([klaar['verplaatst'], klaar['mislukt'], klaar.fouten.map((f) => f.fouten)]).toEqual([2, 1, [[{ pad: '', code: 'sleutel' }]]]);
  });
});
