import { randomBytes } from 'node:crypto';
import { datumInAmsterdam, plusDuur, sha256Hex } from '@bronhuis/standaarden';
import type { Bundel } from '@bronhuis/toegang';
import { OVERBRUGGE, VOORBEELDSTAD, wachtTot, WERKORGANISATIE } from '@bronhuis/testing';
import { decodeJwt } from 'jose';
import type { ApiTokenAangemaakt, ApiTokenAntwoord } from '../src/api-tokens/api-token.dto.ts';
import type { ApplicatieAntwoord } from '../src/applicaties/applicatie.dto.ts';
import { opent, PAD, type Huis } from './omgeving.ts';

let huis: Huis;
let bas: string;
let voorbeeldstad: string;
beforeAll(async () => {
  huis = await opent();
  bas = await huis.als('bas');
  voorbeeldstad = await huis.als('bas', undefined, VOORBEELDSTAD);
});
afterAll(() => huis.stop());

const TYPE = '7d1f6f0a-0001-4000-8000-00000000000a';
const vandaag = datumInAmsterdam(new Date());
const nieuw = { naam: 'Bomen lezen', contactpersoon: 'Jan Jansen', email: 'jan@voorbeeld.example', verwerkingsactiviteit: 'VA-01', geldigTot: plusDuur(vandaag, 'P1Y'), rechten: [{ objecttype: TYPE, modus: 'lezen' }] };
const ZAAK = `${PAD}/applicaties/zaaksysteem/api-tokens`;
const maak = (body: object = nieuw, headers: Record<string, string> = {}, token = bas, pad = ZAAK) => huis.roep<ApiTokenAangemaakt>('POST', pad, { token, body, headers });
const lees = (id: string, token = bas) => huis.roep<ApiTokenAntwoord>('GET', `${ZAAK}/${id}`, { token });
const bundel = async (): Promise<Bundel> => decodeJwt<Bundel>(await (await fetch(`${huis.url}${PAD}/bundel`)).text());
const inBundel = async (id: string) => (await bundel()).apiTokens?.find((t) => t.id === id);

describe('een API-token maken', () => {
  it('geeft het geheim één keer, en de bundel alleen de SHA-256', async () => {
    const { status, body, headers } = await maak();
    expect(status).toBe(201);
    expect(body.geheim).toMatch(/^[0-9a-f]{40}$/);
    expect(body).toMatchObject({ applicatie: 'zaaksysteem', verwerkingsactiviteit: 'VA-01', geldigVan: vandaag, status: 'actief', belemmering: null, meegebracht: false, laatstGebruikt: null, versie: 1 });
    expect(headers.get('location')).toBe(`${ZAAK}/${body.id}`);
    expect(headers.get('cache-control')).toBe('no-store');
    const gelezen = await lees(body.id);
    expect(gelezen.headers.get('etag')).toBe('"1"');
    const { geheim, ...zonder } = body;
    expect(gelezen.body).toEqual(zonder);
    expect(await inBundel(body.id)).toEqual({
      id: body.id, hash: sha256Hex(geheim!), applicatie: 'zaaksysteem', organisatie: OVERBRUGGE, uitvoerder: WERKORGANISATIE, doel: 'VA-01', van: vandaag, tot: nieuw.geldigTot,
      alleTypen: null, rechten: nieuw.rechten,
    });
  });

  it('geeft een herhaald verzoek hetzelfde token, zonder het geheim', async () => {
    const [een, twee] = [await maak(nieuw, { 'idempotency-key': 'herhaald' }), await maak(nieuw, { 'idempotency-key': 'herhaald' })];
    expect(een.body.geheim).toBeDefined();
    expect([twee.status, twee.body.id, twee.body.geheim]).toEqual([201, een.body.id, undefined]);
    expect((await maak({ ...nieuw, naam: 'Anders' }, { 'idempotency-key': 'herhaald' })).status).toBe(409);
  });

  it('kan niet voor een gemeente die de uitvoerder geen bevoegdheid (meer) geeft', async () => {
    expect(await maak(nieuw, {}, voorbeeldstad)).toMatchObject({ status: 409, body: { code: 'bevoegdheid', detail: expect.stringContaining('is geëindigd op') } });
    await huis.sql(`update bevoegdheid set tot = null where organisatie = $1 and 'VA-01' = any(activiteiten)`, [VOORBEELDSTAD]);
    expect((await maak(nieuw, {}, voorbeeldstad)).status).toBe(201);
  });

  it('neemt het geheim van een client die verhuist, geeft het nergens terug en nooit aan een tweede token', async () => {
    const geheim = randomBytes(20).toString('hex');
    const { status, body, tekst } = await maak({ ...nieuw, geheim });
    expect([status, body.meegebracht]).toEqual([201, true]);
    expect(tekst).not.toContain(geheim);
    expect((await inBundel(body.id))?.hash).toBe(sha256Hex(geheim));
    for (const token of [bas, voorbeeldstad]) {
      const weer = await maak({ ...nieuw, geheim }, {}, token);
      expect(weer).toMatchObject({ status: 409, body: { code: 'geheim-bezet' } });
      expect(weer.tekst).not.toContain(geheim);
    }
    for (const zwak of ['a'.repeat(40), randomBytes(19).toString('hex'), 'niet-hexadecimaal-maar-wel-meer-dan-veertig']) {
      const geweigerd = await maak({ ...nieuw, geheim: zwak });
      expect(geweigerd).toMatchObject({ status: 400, body: { invalidParams: [expect.objectContaining({ name: 'geheim' })] } });
      expect(geweigerd.tekst).not.toContain(zwak);
    }
  });

  it('kan niet zonder einddatum, zonder doel, langer dan twee jaar of voor een doel dat de applicatie niet mag', async () => {
    const { geldigTot: _g, verwerkingsactiviteit: _v, ...kaal } = nieuw;
    const antwoord = await maak(kaal);
    expect(antwoord.status).toBe(400);
    expect((antwoord.body as unknown as { invalidParams: { name: string }[] }).invalidParams.map((p) => p.name).sort()).toEqual(['geldigTot', 'verwerkingsactiviteit']);
    const fout = await maak({ ...nieuw, verwerkingsactiviteit: 'VA-03', geldigTot: plusDuur(vandaag, 'P3Y') });
    expect(fout).toMatchObject({ status: 400, body: { invalidParams: [{ name: 'verwerkingsactiviteit', code: 'doel' }, { name: 'geldigTot', code: 'te-lang' }] } });
  });

  it('is aan de applicatiebeheerder, ook het lezen, en niet voor een onderdeel van het huis', async () => {
    const { body } = await maak();
    const noor = await huis.als('noor');
    expect((await maak(nieuw, {}, noor)).status).toBe(403);
    for (const pad of [ZAAK, `${ZAAK}/${body.id}`]) expect((await huis.roep('GET', pad, { token: noor })).status).toBe(403);
    expect((await huis.roep('DELETE', `${ZAAK}/${body.id}`, { token: noor })).status).toBe(403);
    expect((await maak(nieuw, {}, bas, `${PAD}/applicaties/component-registers/api-tokens`)).status).toBe(403);
    expect((await maak(nieuw, {}, bas, `${PAD}/applicaties/bestaat-niet/api-tokens`)).status).toBe(404);
  });
});

describe('een token geldt zolang het register het toelaat', () => {
  it('staat stil als de registratie onvolledig wordt of het doel vervalt, en zegt waarom', async () => {
    const pad = `${PAD}/applicaties`;
    const registratie = { naam: 'Bomenapp', jwks: { keys: [] }, beheerder: 'B', gegevenseigenaar: 'G', leverancier: 'L', hosting: 'NL', extern: false, activiteiten: ['VA-01'] };
    const { body: a } = await huis.roep<ApplicatieAntwoord>('POST', pad, { token: bas, body: registratie });
    const { body } = await maak(nieuw, {}, bas, `${pad}/${a.id}/api-tokens`);
    const zet = async (anders: object, versie: number) => expect((await huis.roep('PUT', `${pad}/${a.id}`, { token: bas, body: { ...registratie, status: 'actief', ...anders }, headers: { 'if-match': `"${versie}"` } })).status).toBe(200);
    const stand = async () => (await huis.roep<ApiTokenAntwoord>('GET', `${pad}/${a.id}/api-tokens/${body.id}`, { token: bas })).body.belemmering;
    expect([await stand(), await inBundel(body.id)]).toEqual([null, expect.objectContaining({ id: body.id })]);
    await zet({ leverancier: null }, 1);
    expect([await stand(), await inBundel(body.id)]).toEqual(['Applicatie Bomenapp krijgt geen token: in het applicatieregister ontbreekt leverancier.', undefined]);
    await zet({ activiteiten: ['VA-02'] }, 2);
    expect([await stand(), await inBundel(body.id)]).toEqual(['Applicatie Bomenapp mag geen token vragen voor VA-01.', undefined]);
    await zet({ status: 'ingetrokken' }, 3);
    expect([await stand(), await inBundel(body.id)]).toEqual(['Applicatie Bomenapp is ingetrokken.', undefined]);
    expect((await maak(nieuw, {}, bas, `${pad}/${a.id}/api-tokens`)).body).toMatchObject({ code: 'registratie' });
  });

  it('verandert van rechten, alleen vanaf de versie die men zag', async () => {
    const { body } = await maak();
    const { verwerkingsactiviteit: _, ...wijziging } = { ...nieuw, alleTypen: 'lezen', rechten: [{ objecttype: TYPE.toUpperCase(), modus: 'lezen', velden: { '1': ['url', 'record__data__naam'] } }] };
    const put = (headers: Record<string, string>, inhoud: object = wijziging) => huis.roep<ApiTokenAntwoord>('PUT', `${ZAAK}/${body.id}`, { token: bas, body: inhoud, headers });
    expect((await put({})).status).toBe(428);
    expect((await put({ 'if-match': '"7"' })).status).toBe(412);
    expect(await put({ 'if-match': '"1"' })).toMatchObject({ status: 200, body: { versie: 2, alleTypen: 'lezen' } });
    const rechten = [{ objecttype: TYPE, modus: 'lezen', velden: { '1': ['url', 'record__data__naam'] } }];
    expect(await inBundel(body.id)).toMatchObject({ alleTypen: 'lezen', rechten });
    // The purpose and the secret are those of the day it was made.
    expect((await put({ 'if-match': '"2"' }, { ...wijziging, verwerkingsactiviteit: 'VA-01' })).status).toBe(400);
  });

  it('is na een intrekking weg uit de bundel, met wie men erover belde, en komt niet terug', async () => {
    const { body } = await maak();
    const weg = () => huis.roep('DELETE', `${ZAAK}/${body.id}`, { token: bas });
    // The revocation of a short token ends by itself: this is not the way.
    expect(await huis.roep('POST', `${PAD}/intrekkingen`, { token: bas, body: { jti: body.id, reden: 'Gelekt' } })).toMatchObject({ status: 400, body: { invalidParams: [{ name: 'jti', code: 'api-token' }] } });
    expect([(await weg()).status, (await weg()).status]).toEqual([204, 204]);
    expect(await inBundel(body.id)).toBeUndefined();
    expect((await lees(body.id)).body).toMatchObject({ status: 'ingetrokken', contactpersoon: null, email: null, versie: 2 });
    const { verwerkingsactiviteit: _, ...wijziging } = nieuw;
    expect(await huis.roep('PUT', `${ZAAK}/${body.id}`, { token: bas, body: wijziging, headers: { 'if-match': '"2"' } })).toMatchObject({ status: 409, body: { code: 'ingetrokken' } });
  });
});

describe('een gemeente ziet alleen haar eigen tokens', () => {
  it('van een applicatie die voor meer gemeenten werkt', async () => {
    const { body: van } = await maak();
    const { status, body: ander } = await maak(nieuw, {}, voorbeeldstad);
    expect(status).toBe(201);
    const lijst = async (token: string) => (await huis.roep<{ resultaten: ApiTokenAntwoord[] }>('GET', `${ZAAK}?omvang=100`, { token })).body.resultaten.map((t) => t.id);
    const [hier, daar] = [await lijst(bas), await lijst(voorbeeldstad)];
    expect([hier.includes(van.id), hier.includes(ander.id), daar.includes(van.id), daar.includes(ander.id)]).toEqual([true, false, false, true]);
    const { verwerkingsactiviteit: _, ...wijziging } = nieuw;
    expect((await lees(van.id, voorbeeldstad)).status).toBe(404);
    expect((await huis.roep('PUT', `${ZAAK}/${van.id}`, { token: voorbeeldstad, body: wijziging, headers: { 'if-match': '"1"' } })).status).toBe(404);
    expect((await huis.roep('DELETE', `${ZAAK}/${van.id}`, { token: voorbeeldstad })).status).toBe(404);
    expect([(await inBundel(van.id))?.organisatie, (await inBundel(ander.id))?.organisatie]).toEqual([OVERBRUGGE, VOORBEELDSTAD]);
  });

  it('in het register, met de einddatum en zonder wat is ingetrokken', async () => {
    const { body: weg } = await maak();
    const { body: eerst } = await maak({ ...nieuw, naam: 'Loopt het eerst af', geldigTot: vandaag });
    await huis.roep('DELETE', `${ZAAK}/${weg.id}`, { token: bas });
    const register = async (token: string) => (await huis.roep<ApplicatieAntwoord>('GET', `${PAD}/applicaties/zaaksysteem`, { token })).body.apiTokens;
    const [hier, daar] = [await register(await huis.als('noor')), await register(voorbeeldstad)];
    expect(hier[0]).toEqual({ id: eerst.id, naam: 'Loopt het eerst af', geldigTot: vandaag, einde: 'binnenkort', laatstGebruikt: null });
    expect(hier.map((t) => t.id)).not.toContain(weg.id);
    expect(daar.length).toBeGreaterThan(0);
    expect(daar.filter((t) => hier.some((h) => h.id === t.id))).toEqual([]);
  });

  it('en nooit dat van een andere applicatie onder haar naam', async () => {
    const { body } = await maak();
    expect((await huis.roep('GET', `${PAD}/applicaties/component-registers/api-tokens/${body.id}`, { token: bas })).status).toBe(404);
  });

  it('in bladzijden, zonder iets over te slaan', async () => {
    const alle = (await huis.roep<{ resultaten: ApiTokenAntwoord[] }>('GET', `${ZAAK}?omvang=100`, { token: bas })).body.resultaten.map((t) => t.id);
    const gezien: string[] = [];
    let pad: string | undefined = `${ZAAK}?omvang=2`;
    while (pad) {
      const { body }: { body: { links: { volgende?: string }; resultaten: ApiTokenAntwoord[] } } = await huis.roep('GET', pad, { token: bas });
      gezien.push(...body.resultaten.map((t) => t.id));
      pad = body.links.volgende;
    }
    expect(gezien).toEqual(alle);
    expect(alle.length).toBeGreaterThan(4);
  });
});

describe('het laatste gebruik', () => {
  it('volgt uit de beslissingen die binnenkomen, één dag per token, en gaat niet terug', async () => {
    const { body } = await maak();
    const [rij] = await huis.sql<{ record: object }>('select record from beslissing where organisatie = $1 limit 1', [OVERBRUGGE]);
    const gebruik = async (tijdstip: string): Promise<void> => {
      const id = crypto.randomUUID();
      await huis.sql('insert into bron.verwerking_uit (organisatie, beslissing) values ($1, $2)', [OVERBRUGGE, JSON.stringify([{ ...rij!.record, id, tijdstip, apiToken: body.id }])]);
      await wachtTot(async () => (await huis.sql('select 1 from beslissing where id = $1', [id])).length === 1, { ms: 10_000, wat: 'the decision' });
    };
    await gebruik('2026-03-04T23:30:00.000Z');
    expect((await lees(body.id)).body).toMatchObject({ laatstGebruikt: '2026-03-05', versie: 1 });
    await gebruik('2026-03-01T10:00:00.000Z');
    expect((await lees(body.id)).body.laatstGebruikt).toBe('2026-03-05');
    const { body: log } = await huis.roep<{ resultaten: { apiToken?: string }[] }>('GET', `${PAD}/beslissingen?omvang=100`, { token: await huis.als('carla', 'VA-05') });
    expect(log.resultaten.filter((b) => b.apiToken === body.id)).toHaveLength(2);
  });
});

describe('het geheim en de contactpersoon', () => {
  it('staan nergens waar zij niet horen: geen kolom, event, record, bewaard antwoord of bundel', async () => {
    const meegebracht = randomBytes(20).toString('hex');
    const { body } = await maak(nieuw, { 'idempotency-key': 'waar-staat-het' });
    await maak({ ...nieuw, geheim: meegebracht }, { 'idempotency-key': 'waar-staat-het-2' });
    const tabellen = await huis.sql<{ naam: string }>(`select format('%I.%I', schemaname, tablename) as naam from pg_tables where schemaname in ('public', 'bron')`);
    const bevat = async (zoek: string): Promise<string[]> => {
      const uit: string[] = [];
      for (const { naam } of tabellen) if ((await huis.sql(`select 1 from ${naam} x where x::text like '%' || $1 || '%' limit 1`, [zoek])).length > 0) uit.push(naam);
      return uit.sort();
    };
    expect(tabellen.length).toBeGreaterThan(10);
    expect([await bevat(body.geheim!), await bevat(meegebracht)]).toEqual([[], []]);
    expect(await bevat(sha256Hex(meegebracht))).toEqual(['public.api_token', 'public.api_token_hash']);
    // Kept with the Idempotency-Key for a week is what the manager may read anyway.
    expect(await bevat('Jan Jansen')).toEqual(['bron.idempotentie', 'public.api_token']);
    const b = JSON.stringify(await bundel());
    for (const weg of [body.geheim!, meegebracht, 'Jan Jansen', 'jan@voorbeeld', 'Bomen lezen']) expect(b).not.toContain(weg);
    const events = await huis.sql<{ event: string }>(`select x::text as event from bron.uitgaand x where x::text like '%api-token-gewijzigd%'`);
    expect(events.length).toBeGreaterThan(0);
    for (const { event } of events) expect(event).not.toMatch(/Jan|voorbeeld\.example|Bomen lezen/);
  });
});
