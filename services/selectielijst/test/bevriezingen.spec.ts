import { uuidv7 } from '@bronhuis/standaarden';
import { OVERBRUGGE, VOORBEELDSTAD, type TestOmgeving } from '@bronhuis/testing';
import type { BevriezingDto, BevriezingenDto } from '../src/bevriezingen/bevriezingen.dto.ts';
import { als, dossier, meld, mensen, S, start, voorVandaag } from './hulp.ts';

// Several holds at once on one dossier; lifting one leaves the others in force.
describe('a hold (bevriezing)', () => {
  let o: TestOmgeving;
  let id: string;
  let token: string;
  const plaats = (grond: string, extra: object = {}) =>
    o.roep<BevriezingDto>('POST', `${S}/bevriezingen`, { token, body: { dossier: id, grond, toelichting: 'Loopt nog', ...extra } });

  beforeAll(async () => {
    o = await start();
    token = await als(o, mensen.ingrid);
    id = await meld(o, { kenmerk: 'Z-0112', einddatum: voorVandaag(o.klok, 439) });
    await dossier(o, id);
  });
  afterAll(() => o.stop());

  it('is placed with its ground, by whom and when, and shows at the dossier', async () => {
    const antwoord = await plaats('beroep', { verwijzing: 'Z-0180' });
    expect(antwoord.status).toBe(201);
    expect(antwoord.body).toMatchObject({ kenmerk: 'Z-0112', grond: 'beroep', verwijzing: 'Z-0180', geplaatstDoor: 'ingrid', opgehevenOp: null });
    expect((await dossier(o, id)).bevriezingen.map((b) => b.grond)).toEqual(['beroep']);
  });

  it('does not replace another one, and lifting one leaves the other', async () => {
    const tweede = (await plaats('woo-verzoek')).body;
    expect((await dossier(o, id)).bevriezingen.map((b) => b.grond)).toEqual(['beroep', 'woo-verzoek']);
    const op = await o.roep<BevriezingDto>('POST', `${S}/bevriezingen/${tweede.id}/_opheffen`, { token });
    expect(op.body).toMatchObject({ opgehevenDoor: 'ingrid' });
    expect((await dossier(o, id)).bevriezingen.map((b) => b.grond)).toEqual(['beroep']);
    expect((await o.roep('POST', `${S}/bevriezingen/${tweede.id}/_opheffen`, { token })).status).toBe(409);
    const { body } = await o.roep<BevriezingenDto>('GET', `${S}/bevriezingen?dossier=${id}`, { token });
    expect(body.resultaten.map((b) => b.opgehevenOp === null)).toEqual([true, false]);
    const geldend = await o.roep<BevriezingenDto>('GET', `${S}/bevriezingen?geldend=true`, { token });
    expect(geldend.body.resultaten.map((b) => b.grond)).toEqual(['beroep']);
  });

  it('lifts exactly the version that If-Match names', async () => {
    const { body } = await plaats('enquete');
    const hef = (versie: string) => o.roep('POST', `${S}/bevriezingen/${body.id}/_opheffen`, { token, headers: { 'if-match': versie } });
    expect((await hef('"7"')).status).toBe(412);
    expect((await hef('"1"')).status).toBe(200);
  });

  it('happens once for one Idempotency-Key', async () => {
    const vraag = { token, body: { dossier: id, grond: 'onderzoek', toelichting: 'Onderzoek' }, headers: { 'idempotency-key': uuidv7() } };
    const [een, twee] = [await o.roep<BevriezingDto>('POST', `${S}/bevriezingen`, vraag), await o.roep<BevriezingDto>('POST', `${S}/bevriezingen`, vraag)];
    expect([een.status, twee.status, twee.body]).toEqual([201, 201, een.body]);
  });

  it('names no persons, knows its grounds and its dossier', async () => {
    expect((await plaats('avg-verzoek', { toelichting: 'Verzoek van 999993033' })).body).toMatchObject({ invalidParams: [{ name: 'toelichting', code: 'bsn-gevonden' }] });
    expect((await plaats('zomaar')).status).toBe(400);
    expect((await plaats('beroep', { dossier: uuidv7() })).body).toMatchObject({ status: 400, invalidParams: [{ name: 'dossier' }] });
  });

  it('needs the purpose of archive management and a role in it', async () => {
    const body = { dossier: id, grond: 'beroep', toelichting: 'x' };
    expect((await o.roep('POST', `${S}/bevriezingen`, { token: await als(o, mensen.ingrid, OVERBRUGGE, 'VA-01'), body })).status).toBe(403);
    expect((await o.roep('POST', `${S}/bevriezingen`, { token: await als(o, mensen.willem), body })).status).toBe(403);
    expect((await o.roep('POST', `${S}/bevriezingen`, { token: await als(o, mensen.greet), body })).status).toBe(403);
    expect((await o.roep('POST', `${S}/bevriezingen`, { body })).status).toBe(401);
  });

  it('is not placed, seen or lifted from another municipality', async () => {
    const elders = await als(o, mensen.ingrid, VOORBEELDSTAD);
    const { body } = await plaats('bezwaar');
    expect((await o.roep('POST', `${S}/bevriezingen`, { token: elders, body: { dossier: id, grond: 'beroep', toelichting: 'x' } })).body).toMatchObject({ invalidParams: [{ name: 'dossier', code: 'onbekend' }] });
    expect((await o.roep('POST', `${S}/bevriezingen/${body.id}/_opheffen`, { token: elders })).status).toBe(404);
    expect((await o.roep<BevriezingenDto>('GET', `${S}/bevriezingen`, { token: elders })).body.resultaten).toEqual([]);
  });
});
