import { randomUUID } from 'node:crypto';
import { OVERBRUGGE, VOORBEELDSTAD } from '@bronhuis/testing';
import type { ApplicatieAntwoord } from '../src/applicaties/applicatie.dto.ts';
import type { RechtenAntwoord } from '../src/applicaties/rechten.dto.ts';
import { opent, PAD, ZAAKSYSTEEM, type Huis } from './omgeving.ts';
import { maakClient, ruil, ZAAK, zgwJwt } from './zgw-hulp.ts';

interface Ac { url: string; clientIds: string[]; label: string; heeftAlleAutorisaties: boolean; alleenIsGereedVoorPublicatie: boolean; autorisaties: object[] }
interface Lijst { count: number; next: string | null; previous: string | null; results: Ac[] }
interface Fout { code: string; status: number; instance: string; invalidParams?: { name: string; code: string }[] }

const AC = '/autorisaties/api/v1/applicaties';
const NRC = { component: 'nrc', scopes: ['notificaties.consumeren'] };
const ZRC = { component: 'zrc', scopes: ['zaken.lezen'], zaaktype: 'https://ztc.example/zaaktypen/1', maxVertrouwelijkheidaanduiding: 'openbaar' };

let huis: Huis;
let bas: string;
let voorbeeldstad: string;
beforeAll(async () => {
  huis = await opent();
  bas = await huis.als('bas');
  voorbeeldstad = await huis.als('bas', undefined, VOORBEELDSTAD);
});
afterAll(() => huis.stop());

const naam = (): string => `c-${randomUUID().slice(0, 8)}`;
const roep = <B = Ac>(methode: string, pad: string, body?: unknown, token = bas) => huis.roep<B>(methode, `${AC}${pad}`, { token, ...(body === undefined ? {} : { body }) });
const maak = async (anders: object = {}, token = bas): Promise<Ac & { id: string }> => {
  const { status, body, tekst } = await roep('POST', '', { clientIds: [naam()], label: 'Zaakapp', autorisaties: [NRC], ...anders }, token);
  if (status !== 201) throw new Error(tekst);
  return { ...body, id: body.url.split('/').at(-1)! };
};
const register = async (id: string, token = bas) => (await huis.roep<ApplicatieAntwoord>('GET', `${PAD}/applicaties/${id}`, { token })).body;
const events = (id: string) => huis.sql<{ data: object }>(`select payload::jsonb -> 'data' as data from bron.uitgaand where type = 'nl.gemeente.applicaties.applicatie-gewijzigd' and onderwerp = $1 order by volgnummer`, [id]);

describe('een applicatie over de Autorisaties API', () => {
  it('is er een van het register: met een naam, zonder toegang tot iemand ervoor staat', async () => {
    const clientIds = [naam(), naam()];
    const { status, body, headers } = await roep('POST', '', { clientIds, label: 'Zaakapp', autorisaties: [ZRC, NRC] });
    expect([status, headers.get('location'), headers.get('api-version')]).toEqual([201, body.url, '1.1.0']);
    expect(body).toEqual({
      url: expect.stringMatching(/^https:\/\/bronhuis\.example\/autorisaties\/api\/v1\/applicaties\/[0-9a-f-]{36}$/), clientIds, label: 'Zaakapp', heeftAlleAutorisaties: false, alleenIsGereedVoorPublicatie: false,
      autorisaties: [{ ...ZRC, componentWeergave: 'Zaken API' }, { ...NRC, componentWeergave: 'Notificaties API' }],
    });
    const id = body.url.split('/').at(-1)!;
    expect((await roep('GET', `/${id}`)).body).toEqual(body);
    const hoofd = await fetch(`${huis.url}${AC}/${id}`, { method: 'HEAD', headers: { authorization: `Bearer ${bas}` } });
    expect([hoofd.status, hoofd.headers.get('api-version'), await hoofd.text()]).toEqual([200, '1.1.0', '']);
    const a = await register(id);
    expect(a).toMatchObject({ naam: 'Zaakapp', activiteiten: [], jwks: { keys: [] }, ontbreekt: ['beheerder', 'gegevenseigenaar', 'leverancier', 'plaats van hosting'], versie: 1 });
    expect((await huis.roep<RechtenAntwoord>('GET', `${PAD}/applicaties/${id}/rechten`, { token: bas })).body).toEqual({ applicatie: id, toegang: false, doelen: [] });
    expect((await huis.roep('POST', `${PAD}/applicaties/${id}/zgw-clients`, { token: bas, body: { naam: 'x', clientId: clientIds[0], verwerkingsactiviteit: 'VA-01', geldigTot: '2027-01-01' } })).body).toMatchObject({ code: 'registratie' });
    expect((await events(id)).map((e) => e.data)).toEqual([{ applicatie: id, naam: 'Zaakapp', status: 'actief', activiteiten: [], versie: 1 }]);
  });

  it('krijgt toegang in het register, met de client_id die hier al van haar was', async () => {
    const { id, clientIds } = await maak();
    const a = await register(id);
    const { id: _i, soort: _s, ontbreekt: _o, versie: _v, apiTokens: _t, zgwClients: _z, laatstGebruikt: _l, ...rest } = a;
    const heel = { ...rest, beheerder: 'B', gegevenseigenaar: 'G', leverancier: 'L', hosting: 'NL', activiteiten: ['VA-01'] };
    expect((await huis.roep('PUT', `${PAD}/applicaties/${id}`, { token: bas, body: heel, headers: { 'if-match': '"1"' } })).status).toBe(200);
    const client = await maakClient(huis, bas, { clientId: clientIds[0] }, `${PAD}/applicaties/${id}/zgw-clients`);
    expect((await roep('GET', `/${id}`)).body.clientIds).toEqual(clientIds);
    const { status, claims } = await ruil(huis, await zgwJwt(client));
    expect([status, claims?.['sub'], claims?.['verwerkingsactiviteit']]).toEqual([200, id, 'VA-01']);
    // What the standard calls all rights, is none here: the token stays for its one purpose.
    expect((await roep('PATCH', `/${id}`, { heeftAlleAutorisaties: true })).status).toBe(200);
    const { body } = await huis.roep<RechtenAntwoord>('GET', `${PAD}/applicaties/${id}/rechten`, { token: bas });
    expect(body.doelen.map((d) => d.verwerkingsactiviteit)).toEqual(['VA-01']);
    expect((await ruil(huis, await zgwJwt(client))).claims).toMatchObject({ rollen: [], verwerkingsactiviteit: 'VA-01' });
  });

  it('is ook een applicatie van het register die een ZGW-client kreeg, onder een adres met een UUID', async () => {
    const client = await maakClient(huis, bas);
    const { body } = await roep('GET', `/consumer?clientId=${client.clientId}`);
    expect(body).toMatchObject({ label: (await register('zaaksysteem')).naam, heeftAlleAutorisaties: false, autorisaties: [] });
    expect(body.clientIds).toContain(client.clientId);
    const tweede = await maakClient(huis, bas);
    const weer = await roep('GET', `/consumer?clientId=${tweede.clientId}`);
    expect([weer.body.url, weer.body.clientIds.includes(client.clientId)]).toEqual([body.url, true]);
  });
});

describe('de lijst', () => {
  it('zoekt op client_ids, bladert per honderd, en kent geen andere vragen', async () => {
    const [a, b] = [await maak(), await maak()];
    const { body } = await roep<Lijst>('GET', `?clientIds=${a.clientIds[0]},${b.clientIds[0]},bestaat-niet`);
    expect([body.count, body.results.map((r) => r.url).sort()]).toEqual([2, [a.url, b.url].sort()]);
    expect((await roep<Lijst>('GET', '?clientIds=bestaat-niet')).body).toEqual({ count: 0, next: null, previous: null, results: [] });
    expect((await roep<Fout>('GET', '?label=x')).body).toMatchObject({ status: 400, invalidParams: [{ name: 'nonFieldErrors', code: 'unknown-parameters' }] });
    for (const pad of ['?page=99', '?page=0', '?page=x', '/consumer?clientId=niemand', `/${randomUUID()}`, '/geen-uuid']) expect([pad, (await roep('GET', pad)).status]).toEqual([pad, 404]);
    await huis.sql(`insert into applicatie (id, versie, registratietijd, soort, naam, uitvoerder, status) select gen_random_uuid()::text, 1, now(), 'applicatie', 'Veel', $1, 'actief' from generate_series(1, 150)`, [OVERBRUGGE]);
    await huis.sql(`insert into ac_applicatie (organisatie, id, registratietijd, applicatie, client_ids) select $1, id::uuid, now(), id, '{veel}' from applicatie where naam = 'Veel'`, [OVERBRUGGE]);
    const een = (await roep<Lijst>('GET', '?clientIds=veel')).body;
    expect([een.count, een.results.length, een.previous, een.next]).toEqual([150, 100, null, `https://bronhuis.example${AC}?clientIds=veel&page=2`]);
    const twee = (await roep<Lijst>('GET', new URL(een.next!).search)).body;
    expect([twee.results.length, twee.next, twee.previous]).toEqual([50, null, `https://bronhuis.example${AC}?clientIds=veel`]);
    expect(new Set([...een.results, ...twee.results].map((r) => r.url)).size).toBe(150);
  });
});

describe('wijzigen', () => {
  it('PUT vervangt het geheel, PATCH een deel; elke wijziging is een event van het register', async () => {
    const a = await maak({ autorisaties: [ZRC], alleenIsGereedVoorPublicatie: true });
    const put = await roep('PUT', `/${a.id}`, { clientIds: a.clientIds, label: 'Anders', heeftAlleAutorisaties: true });
    expect([put.status, put.body]).toEqual([200, { ...a, id: undefined, label: 'Anders', heeftAlleAutorisaties: true, alleenIsGereedVoorPublicatie: false, autorisaties: [] }]);
    const patch = await roep('PATCH', `/${a.id}`, { autorisaties: [NRC] });
    expect(patch.body).toMatchObject({ label: 'Anders', heeftAlleAutorisaties: false, autorisaties: [{ ...NRC, componentWeergave: 'Notificaties API' }] });
    expect((await register(a.id)).naam).toBe('Anders');
    expect((await events(a.id)).map((e) => e.data)).toMatchObject([{ versie: 1 }, { naam: 'Anders', versie: 2 }, { naam: 'Anders', versie: 3 }]);
    for (const [methode, body, code] of [
      ['PUT', { label: 'x' }, 'required'], ['PUT', { clientIds: [], label: 'x' }, 'missing-authorizations'], ['PATCH', { heeftAlleAutorisaties: true, autorisaties: [NRC] }, 'ambiguous-authorizations-specified'], ['PATCH', { label: null }, 'null'],
    ] as const) {
      const { status, body: fout } = await roep<Fout>(methode, `/${a.id}`, body);
      expect([status, fout.code, fout.invalidParams?.[0]?.code]).toEqual([400, 'invalid', code]);
    }
    expect((await events(a.id)).length).toBe(3);
  });

  it('ac-001: een client_id komt bij één applicatie voor, ook bij een andere gemeente en nadat zij weg is', async () => {
    const [a, b] = [await maak(), await maak()];
    const bezet = { status: 400, body: { code: 'invalid', invalidParams: [{ name: 'clientIds', code: 'clientId-exists' }] } };
    const nieuw = { clientIds: a.clientIds, label: 'x', heeftAlleAutorisaties: true };
    expect(await roep('POST', '', nieuw)).toMatchObject(bezet);
    expect(await roep('POST', '', nieuw, voorbeeldstad)).toMatchObject(bezet);
    expect(await roep('PATCH', `/${b.id}`, { clientIds: [...b.clientIds, ...a.clientIds] })).toMatchObject(bezet);
    expect((await roep('DELETE', `/${a.id}`)).status).toBe(204);
    expect(await roep('POST', '', nieuw)).toMatchObject(bezet);
    expect((await roep('GET', `/${b.id}`)).body.clientIds).toEqual(b.clientIds);
    const gedeeld = naam();
    const samen = await Promise.all(Array.from({ length: 5 }, () => roep('POST', '', { ...nieuw, clientIds: [gedeeld, naam()] })));
    expect(samen.map((s) => s.status).sort()).toEqual([201, 400, 400, 400, 400]);
  });

  it('een client_id die hier verdwijnt, heeft geen toegang meer; de rest blijft', async () => {
    const [weg, blijft] = [await maakClient(huis, bas), await maakClient(huis, bas)];
    const { body } = await roep('GET', `/consumer?clientId=${weg.clientId}`);
    const id = body.url.split('/').at(-1)!;
    expect((await roep('PATCH', `/${id}`, { clientIds: body.clientIds.filter((c) => c !== weg.clientId), heeftAlleAutorisaties: true })).status).toBe(200);
    expect([(await ruil(huis, await zgwJwt(weg))).status, (await ruil(huis, await zgwJwt(blijft))).status]).toEqual([401, 200]);
    expect((await huis.roep('GET', `${ZAAK}/${weg.id}`, { token: bas })).body).toMatchObject({ status: 'ingetrokken' });
  });

  it('verandert nooit wat het register geeft: doelen, sleutels, wie ervoor staat', async () => {
    const voor = await register('zaaksysteem');
    await maakClient(huis, bas);
    const ac = (await roep<Lijst>('GET', '')).body.results.find((r) => r.label === voor.naam)!;
    const rijk = { clientIds: ac.clientIds, label: voor.naam, heeftAlleAutorisaties: true, activiteiten: ['*'], jwks: { keys: [] }, uitvoerder: OVERBRUGGE, status: 'ingetrokken', beheerder: 'Mallory', id: 'x' };
    expect((await roep('PUT', `/${ac.url.split('/').at(-1)}`, rijk)).status).toBe(200);
    const na = await register('zaaksysteem');
    const vast = { versie: 0, zgwClients: [], laatstGebruikt: null };
    expect({ ...na, ...vast }).toEqual({ ...voor, ...vast });
  });
});

describe('verwijderen', () => {
  it('trekt in wat deze gemeente gaf; de applicatie blijft in het register, met haar andere toegang', async () => {
    const client = await maakClient(huis, bas);
    const { body } = await roep('GET', `/consumer?clientId=${client.clientId}`);
    const pad = `/${body.url.split('/').at(-1)}`;
    const voor = await register('zaaksysteem');
    expect((await roep('DELETE', pad)).status).toBe(204);
    for (const [methode, inhoud] of [['GET', undefined], ['DELETE', undefined], ['PATCH', { heeftAlleAutorisaties: true }]] as const) expect((await roep(methode, pad, inhoud)).status).toBe(404);
    expect((await ruil(huis, await zgwJwt(client))).status).toBe(401);
    const na = await register('zaaksysteem');
    expect(na).toMatchObject({ activiteiten: voor.activiteiten, status: 'actief', zgwClients: [] });
    expect((await huis.vraagToken(ZAAKSYSTEEM)).status).toBe(200);
    // A new client of the same application is there again, with nothing of before.
    const opnieuw = await maakClient(huis, bas, { clientId: client.clientId });
    expect((await roep('GET', `/consumer?clientId=${opnieuw.clientId}`)).body).toMatchObject({ url: body.url, clientIds: [opnieuw.clientId], heeftAlleAutorisaties: false });
  });
});

describe('wie mag dit', () => {
  it('schrijven alleen de applicatiebeheerder; lezen ook een applicatie, en niemand van elders', async () => {
    const a = await maak();
    const noor = await huis.als('noor');
    const app = (await huis.vraagToken(ZAAKSYSTEEM)).access_token!;
    const inhoud = { clientIds: [naam()], label: 'x', heeftAlleAutorisaties: true };
    for (const token of [noor, app]) {
      expect((await roep('GET', `/${a.id}`, undefined, token)).status).toBe(200);
      for (const [methode, pad] of [['POST', ''], ['PUT', `/${a.id}`], ['PATCH', `/${a.id}`], ['DELETE', `/${a.id}`]] as const) {
        const { status, body } = await roep<Fout>(methode, pad, methode === 'DELETE' ? undefined : inhoud, token);
        expect([methode, status, body.code]).toEqual([methode, 403, 'permission_denied']);
      }
    }
    expect((await roep('GET', '', undefined, await huis.als('bakker'))).status).toBe(403);
    for (const [methode, body] of [['GET', undefined], ['PUT', inhoud], ['PATCH', inhoud], ['DELETE', undefined]] as const) expect((await roep(methode, `/${a.id}`, body, voorbeeldstad)).status).toBe(404);
    expect((await roep<Lijst>('GET', `?clientIds=${a.clientIds[0]}`, undefined, voorbeeldstad)).body.count).toBe(0);
    expect((await roep('GET', `/consumer?clientId=${a.clientIds[0]}`, undefined, voorbeeldstad)).status).toBe(404);
  });

  it('zonder token of met onzin: een fout in de vorm van de standaard', async () => {
    const zonder = await huis.roep<Fout>('GET', AC);
    expect([zonder.status, zonder.body.code, zonder.headers.get('api-version')]).toEqual([401, 'not_authenticated', '1.1.0']);
    expect(zonder.body.instance).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
    expect((await roep<Fout>('GET', '', undefined, 'onzin')).body).toMatchObject({ status: 401, code: 'authentication_failed' });
    const kapot = await huis.roep<Fout>('POST', AC, { token: bas, body: '{', headers: { 'content-type': 'application/json' } });
    expect([kapot.status, kapot.body.code]).toEqual([400, 'parse_error']);
    expect((await huis.roep<Fout>('POST', AC, { token: bas, body: 'x', headers: { 'content-type': 'text/plain' } })).body).toMatchObject({ status: 415, code: 'unsupported_media_type' });
    expect((await huis.roep<Fout>('DELETE', AC, { token: bas })).body).toMatchObject({ status: 405, code: 'method_not_allowed' });
    // The errors of the house stay what they are.
    expect((await huis.roep<Fout>('GET', `${PAD}/applicaties/bestaat-niet`, { token: bas })).body.code).not.toBe('not_found');
  });
});
