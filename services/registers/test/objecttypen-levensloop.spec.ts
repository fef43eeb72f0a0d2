import { OVERBRUGGE } from '@bronhuis/testing';
import type { Draaiend } from '@bronhuis/component';
import { BAKKER, P, Proef } from './hulp.ts';
import { tweede } from './tweede.ts';

let proef: Proef;
let beheerder: string;
let ander: Draaiend;
beforeAll(async () => {
  proef = await Proef.start();
  ander = await tweede(proef.o);
  beheerder = await proef.token({ id: 'bas', rollen: ['applicatiebeheerder'], verwerkingsactiviteit: null });
});
afterAll(async () => {
  await ander.stop();
  await proef.stop();
});

type Json = Record<string, unknown>;
type Antwoord = Json & { code?: string };

const type = (naam: string, extra: Json = {}) => ({
  naam,
  soort: 'registratie',
  schema: { type: 'object', additionalProperties: false, required: ['kenmerk'], properties: { kenmerk: { type: 'string' } } },
  classificatie: { beschikbaarheid: 0, integriteit: 1, vertrouwelijkheid: 0 },
  betrokkenen: [],
  gegevenscategorieen: [],
  verwerkingsactiviteiten: ['VA-01'],
  ...extra,
});
const als = (methode: string, pad: string, body?: object, ifMatch?: string) =>
  proef.roep<Antwoord>(methode, pad, { token: beheerder, ...(body ? { body } : {}), headers: ifMatch ? { 'if-match': ifMatch } : {} });
const maak = async (naam: string, extra: Json = {}): Promise<string> => {
  const a = await als('POST', '/objecttypen', type(naam, extra));
  expect(a.status).toBe(201);
  return String(a.body['id']);
};
const faseerUit = (id: string, versie: number) => als('POST', `/objecttypen/${id}/_uitfaseren`, { versie });
const object = (objecttype: string) => proef.roep<Antwoord>('POST', '/objecten', { body: { objecttype, beginGeldigheid: '2024-01-01', gegevens: { kenmerk: 'A' } } });

describe('a type whose newest version is out of use', () => {
  it('takes nothing new, also in a process that has just written under it, until a next version is published', async () => {
    const id = await maak('uit-gebruik');
    const token = await proef.token();
    const elders = async (): Promise<[number, string | undefined]> => {
      const a = await fetch(`${ander.url}${P}/objecten`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify({ objecttype: id, beginGeldigheid: '2024-01-01', gegevens: { kenmerk: 'B' } }) });
      return [a.status, ((await a.json()) as Antwoord).code];
    };
    const bestaand = await object(id);
    expect([bestaand.status, await elders()]).toEqual([201, [201, undefined]]);
    expect((await faseerUit(id, 1)).body['status']).toBe('uitgefaseerd');
    // Both processes remember version 1 as the newest: the write itself finds out.
    for (let keer = 0; keer < 2; keer++) {
      const a = await object(id);
      expect([a.status, a.body.code, await elders()]).toEqual([409, 'objecttype-uitgefaseerd', [409, 'objecttype-uitgefaseerd']]);
    }
    expect(await proef.tel('object where objecttype = $1', [id])).toBe(2);
    expect((await als('GET', `/objecttypen/${id}`)).body['status']).toBe('uitgefaseerd');

    const pad = `/objecten/${String(bestaand.body['id'])}`;
    expect((await proef.roep('GET', pad)).status).toBe(200);
    const gewijzigd = await proef.roep('PUT', pad, { body: { beginGeldigheid: '2025-01-01', gegevens: { kenmerk: 'C' } }, headers: { 'if-match': '"1"' } });
    expect(gewijzigd.status).toBe(200);

    expect((await als('POST', `/objecttypen/${id}/versies`, type('uit-gebruik', { omschrijving: 'tweede' }), '"1"')).status).toBe(201);
    expect([(await object(id)).body['objecttypeVersie'], (await elders())[0]]).toEqual([2, 201]);
    expect((await als('GET', `/objecttypen/${id}/versies`)).body).toMatchObject({ resultaten: [{ versie: 2, status: 'gepubliceerd' }, { versie: 1, status: 'uitgefaseerd' }] });
  });

  it('takes no dossier and no document either', async () => {
    const dossier = await proef.open('U-1');
    const betrokkenen = [{ pad: '/aanvrager', soort: 'bsn', rol: 'aanvrager' }];
    const schema = { type: 'object', properties: { aanvrager: { type: 'string' } } };
    const gevoelig = { classificatie: { beschikbaarheid: 0, integriteit: 1, vertrouwelijkheid: 2 }, betrokkenen, gegevenscategorieen: ['nummer'], schema };
    const [dossiertype, documenttype] = [await maak('oud-dossier', { soort: 'dossier', ...gevoelig }), await maak('oud-document', { soort: 'informatieobject', ...gevoelig })];
    for (const id of [dossiertype, documenttype]) expect((await faseerUit(id, 1)).status).toBe(200);
    const open = await proef.roep<Antwoord>('POST', '/dossiers', { body: { ...proef.opening('U-2'), objecttype: dossiertype, gegevens: { aanvrager: BAKKER } } });
    const document = await proef.roep<Antwoord>('POST', `/dossiers/${dossier.id}/informatieobjecten`, { body: { objecttype: documenttype, soort: 'besluit', titel: 'x', gegevens: {} } });
    expect([open.body.code, document.body.code]).toEqual(['objecttype-uitgefaseerd', 'objecttype-uitgefaseerd']);
  });

  it('while objects are being made: what was made was made before it, in either process', async () => {
    const id = await maak('tegelijk');
    const uit = await Promise.all([...Array.from({ length: 40 }, () => object(id)), faseerUit(id, 1), ...Array.from({ length: 40 }, () => object(id))]);
    const gemaakt = uit.filter((a) => a.status === 201).length;
    expect(uit.every((a) => [200, 201, 409].includes(a.status))).toBe(true);
    expect(await proef.tel('object where objecttype = $1', [id])).toBe(gemaakt);
    expect((await object(id)).status).toBe(409);
  });
});

describe('a draft that is thrown away', () => {
  it('asks its own ETag, and leaves what is published as it was', async () => {
    const id = await maak('weg-concept');
    await als('POST', `/objecttypen/${id}/versies`, { ...type('weg-concept', { omschrijving: 'x' }), concept: true }, '"1"');
    const pad = `/objecttypen/${id}/concept`;
    expect((await als('DELETE', pad)).status).toBe(428);
    expect((await als('DELETE', pad, undefined, '"1"')).status).toBe(412);
    expect((await proef.roep('DELETE', pad, { headers: { 'if-match': '*' } })).status).toBe(403);
    expect((await als('DELETE', pad, undefined, '"concept-1"')).status).toBe(204);
    expect((await als('DELETE', pad, undefined, '"concept-1"')).status).toBe(404);
    expect((await als('GET', `/objecttypen/${id}`)).body).toMatchObject({ versie: 1, status: 'gepubliceerd' });
    expect((await object(id)).status).toBe(201);
  });

  it('takes a type with it of which nothing was ever published; its name is free again', async () => {
    const a = await als('POST', '/objecttypen', { ...type('nooit-gepubliceerd'), concept: true });
    const id = String(a.body['id']);
    expect((await als('DELETE', `/objecttypen/${id}/concept`, undefined, '"concept-1"')).status).toBe(204);
    expect(await proef.tel('objecttype where id = $1', [id])).toBe(0);
    expect(await maak('nooit-gepubliceerd')).not.toBe(id);
  });

  it('is the only way in which a type can go: the database refuses it to every other', async () => {
    const id = await maak('blijft-bestaan');
    await proef.o.draaiend.bron?.transactie({ organisatie: OVERBRUGGE, traceparent: '00-00000000000000000000000000000001-0000000000000001-01' }, (tx) => tx.query('select verwijder_concepttype($1)', [id]));
    expect(await proef.tel('objecttype where id = $1', [id])).toBe(1);
  });
});
