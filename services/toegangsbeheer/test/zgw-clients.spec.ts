import { randomBytes } from 'node:crypto';
import { OVERBRUGGE, VOORBEELDSTAD } from '@bronhuis/testing';
import type { Bundel } from '@bronhuis/toegang';
import { datumInAmsterdam, plusDuur } from '@bronhuis/standaarden';
import { decodeJwt } from 'jose';
import type { ZgwClientAangemaakt, ZgwClientAntwoord, ZgwClientLijst } from '../src/zgw-clients/zgw-client.dto.ts';
import { opent, PAD, type Huis } from './omgeving.ts';
import { clientInvoer, maakClient, ZAAK, zgwJwt, ruil } from './zgw-hulp.ts';

let huis: Huis;
let bas: string;
let voorbeeldstad: string;
beforeAll(async () => {
  huis = await opent();
  bas = await huis.als('bas');
  voorbeeldstad = await huis.als('bas', undefined, VOORBEELDSTAD);
});
afterAll(() => huis.stop());

const vandaag = datumInAmsterdam(new Date());
const post = (anders: object, headers: Record<string, string> = {}, token = bas, pad = ZAAK) => huis.roep<ZgwClientAangemaakt>('POST', pad, { token, body: clientInvoer(anders), headers });
const lees = (id: string, token = bas) => huis.roep<ZgwClientAntwoord>('GET', `${ZAAK}/${id}`, { token });
const bundel = async (): Promise<string> => (await fetch(`${huis.url}${PAD}/bundel`)).text();
const inBundel = async (id: string) => decodeJwt<Bundel>(await bundel()).zgwClients?.find((c) => c.id === id);
const geheim = (): string => randomBytes(32).toString('base64url');

describe('een ZGW-client maken', () => {
  it('geeft het geheim één keer; daarna staat het nergens leesbaar', async () => {
    const { status, body, headers } = await post({ clientId: 'eenmaal' });
    expect(status).toBe(201);
    expect(body.geheim).toMatch(/^[\w-]{43}$/);
    expect(body).toMatchObject({ applicatie: 'zaaksysteem', clientId: 'eenmaal', verwerkingsactiviteit: 'VA-01', geldigVan: vandaag, status: 'actief', belemmering: null, meegebracht: false, laatstGebruikt: null, versie: 1 });
    expect([headers.get('location'), headers.get('cache-control')]).toEqual([`${ZAAK}/${body.id}`, 'no-store']);
    const { geheim: g, ...zonder } = body;
    const gelezen = await lees(body.id);
    expect([gelezen.headers.get('etag'), gelezen.body]).toEqual(['"1"', zonder]);
    expect((await huis.roep<ZgwClientLijst>('GET', ZAAK, { token: bas })).body.resultaten).toContainEqual(zonder);
    expect(await inBundel(body.id)).toEqual({ id: body.id, clientId: 'eenmaal', applicatie: 'zaaksysteem', organisatie: OVERBRUGGE, doel: 'VA-01', van: vandaag, tot: body.geldigTot });
    const jws = await bundel();
    const overal = [
      Buffer.from(jws.split('.')[1]!, 'base64url').toString(),
      JSON.stringify(await huis.sql('select * from bron.uitgaand')),
      JSON.stringify(await huis.sql('select * from bron.verwerking_uit')),
      JSON.stringify(await huis.sql('select organisatie, id, naam, encode(geheim, $$escape$$) as geheim from zgw_client')),
      JSON.stringify(await huis.sql('select * from beslissing')),
    ].join('\n');
    expect(overal).toContain(body.id);
    for (const vorm of [g!, Buffer.from(g!).toString('base64url'), Buffer.from(g!).toString('hex')]) expect(overal).not.toContain(vorm);
  });

  it('geeft een herhaald verzoek dezelfde client, zonder het geheim', async () => {
    const invoer = clientInvoer({ clientId: 'herhaald' });
    const doe = (body: object) => huis.roep<ZgwClientAangemaakt>('POST', ZAAK, { token: bas, body, headers: { 'idempotency-key': 'nog-eens' } });
    const [een, twee] = [await doe(invoer), await doe(invoer)];
    expect(een.body.geheim).toBeDefined();
    expect([twee.status, twee.body.id, twee.body.geheim]).toEqual([201, een.body.id, undefined]);
  });

  it('neemt het geheim van een client die verhuist, als het sterk genoeg is (RFC 7518 §3.2)', async () => {
    const mee = geheim();
    const { status, body, tekst } = await post({ clientId: 'verhuisd', geheim: mee });
    expect([status, body.meegebracht, tekst.includes(mee)]).toEqual([201, true, false]);
    expect((await ruil(huis, await zgwJwt({ clientId: 'verhuisd', geheim: mee }))).status).toBe(200);
    for (const zwak of ['example-secret', 'a'.repeat(40), 'abcdefgh'.repeat(5), `met een spatie ${geheim()}`]) {
      const geweigerd = await post({ geheim: zwak });
      expect(geweigerd).toMatchObject({ status: 400, body: { invalidParams: [expect.objectContaining({ name: 'geheim' })] } });
      expect(geweigerd.tekst).not.toContain(zwak);
    }
  });

  it('kan niet zonder client_id, doel of einddatum, voor een ander doel, of langer dan twee jaar', async () => {
    const kaal = await huis.roep<{ invalidParams: { name: string }[] }>('POST', ZAAK, { token: bas, body: { naam: 'x' } });
    expect([kaal.status, kaal.body.invalidParams.map((p) => p.name).sort()]).toEqual([400, ['clientId', 'geldigTot', 'verwerkingsactiviteit']]);
    expect(await post({ verwerkingsactiviteit: 'VA-03', geldigTot: plusDuur(vandaag, 'P3Y') })).toMatchObject({ status: 400, body: { invalidParams: [{ code: 'doel' }, { code: 'te-lang' }] } });
    expect((await post({ clientId: 'met spatie' })).status).toBe(400);
    expect((await post({ clientId: 'x'.repeat(51) })).status).toBe(400);
  });

  it('ac-001: een client_id is van één applicatie, in de hele installatie en voor altijd', async () => {
    const { id } = (await post({ clientId: 'uniek' })).body;
    await huis.sql(`update bevoegdheid set tot = null where organisatie = $1`, [VOORBEELDSTAD]);
    const elders = `${PAD}/applicaties/zaaksysteem-voorbeeldstad/zgw-clients`;
    for (const [token, pad] of [[bas, ZAAK], [voorbeeldstad, ZAAK], [voorbeeldstad, elders]] as const) expect(await post({ clientId: 'uniek' }, {}, token, pad)).toMatchObject({ status: 409, body: { code: 'client-id-bezet' } });
    const samen = await Promise.all(Array.from({ length: 6 }, () => post({ clientId: 'tegelijk' })));
    expect(samen.map((a) => a.status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
    expect((await huis.roep('DELETE', `${ZAAK}/${id}`, { token: bas })).status).toBe(204);
    expect((await post({ clientId: 'uniek' }, {}, voorbeeldstad, elders)).status).toBe(409);
    expect((await post({ clientId: 'uniek' })).status).toBe(201);
  });

  it('is aan de applicatiebeheerder, ook het lezen, en niet voor een onderdeel van het huis', async () => {
    const { body } = await post({});
    const noor = await huis.als('noor');
    expect((await post({}, {}, noor)).status).toBe(403);
    for (const pad of [ZAAK, `${ZAAK}/${body.id}`]) expect((await huis.roep('GET', pad, { token: noor })).status).toBe(403);
    expect((await huis.roep('DELETE', `${ZAAK}/${body.id}`, { token: noor })).status).toBe(403);
    expect((await post({}, {}, bas, `${PAD}/applicaties/component-registers/zgw-clients`)).status).toBe(403);
    expect((await post({}, {}, bas, `${PAD}/applicaties/bestaat-niet/zgw-clients`)).status).toBe(404);
    expect((await lees(body.id, voorbeeldstad)).status).toBe(404);
  });
});

describe('een client wijzigen en intrekken', () => {
  it('verandert naam en einddatum, vanaf de versie die men zag', async () => {
    const { body } = await post({});
    const put = (headers: Record<string, string>, inhoud: object) => huis.roep<ZgwClientAntwoord>('PUT', `${ZAAK}/${body.id}`, { token: bas, body: inhoud, headers });
    const nieuw = { naam: 'Anders', geldigTot: plusDuur(vandaag, 'P1M') };
    expect([(await put({}, nieuw)).status, (await put({ 'if-match': '"9"' }, nieuw)).status, (await put({ 'if-match': '"1"' }, { ...nieuw, clientId: 'x' })).status]).toEqual([428, 412, 400]);
    expect(await put({ 'if-match': '"1"' }, nieuw)).toMatchObject({ status: 200, body: { ...nieuw, clientId: body.clientId, versie: 2 } });
    expect((await inBundel(body.id))?.tot).toBe(nieuw.geldigTot);
    expect(await put({ 'if-match': '"2"' }, { ...nieuw, geldigTot: '2020-01-01' })).toMatchObject({ status: 400, body: { invalidParams: [{ code: 'voorbij' }] } });
  });

  it('wist bij intrekken het geheim, meldt het, en twee keer is één keer', async () => {
    const c = await maakClient(huis, bas);
    for (let i = 0; i < 2; i++) expect((await huis.roep('DELETE', `${ZAAK}/${c.id}`, { token: bas })).status).toBe(204);
    expect((await lees(c.id)).body).toMatchObject({ status: 'ingetrokken', versie: 2 });
    expect(await inBundel(c.id)).toBeUndefined();
    expect(await huis.sql('select geheim from zgw_client where id = $1', [c.id])).toEqual([{ geheim: null }]);
    expect((await ruil(huis, await zgwJwt(c))).status).toBe(401);
    const gewijzigd = { naam: 'x', geldigTot: c.geldigTot };
    expect((await huis.roep('PUT', `${ZAAK}/${c.id}`, { token: bas, body: gewijzigd, headers: { 'if-match': '"2"' } })).body).toMatchObject({ code: 'ingetrokken' });
    const events = await huis.sql<{ data: object }>(`select payload::jsonb -> 'data' as data from bron.uitgaand where type = 'nl.gemeente.applicaties.zgw-client-gewijzigd' and onderwerp = $1 order by volgnummer`, [c.id]);
    expect(events.map((e) => e.data)).toEqual([
      { zgwClient: c.id, applicatie: 'zaaksysteem', status: 'actief', verwerkingsactiviteit: 'VA-01', geldigTot: c.geldigTot, versie: 1 },
      { zgwClient: c.id, applicatie: 'zaaksysteem', status: 'ingetrokken', verwerkingsactiviteit: 'VA-01', geldigTot: c.geldigTot, versie: 2 },
    ]);
  });
});
