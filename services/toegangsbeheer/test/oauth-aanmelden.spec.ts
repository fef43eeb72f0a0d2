import { decodeJwt } from 'jose';
import * as oauth from 'openid-client';
import { OVERBRUGGE } from '@bronhuis/testing';
import { Aanmeldproef, Browser, ISSUER, maakClient, type Aangemeld } from './oauth-hulp.ts';
import { ACCESS_TOKEN, opent, TOKEN_EXCHANGE, type Huis } from './omgeving.ts';

const { TERUG, CLIENT, DOEL } = Aanmeldproef;

let huis: Huis;
let proef: Aanmeldproef;
beforeAll(async () => {
  huis = await opent();
  proef = await Aanmeldproef.start(huis, {
    w1: { name: 'Wil de Jong', medewerker: 'wdejong', groepen: ['GRP-vergunningen', 'GRP-fg', 'GRP-burger', 'GRP-onbekend'] },
    w2: { name: 'Zonder Rol', medewerker: 'zrol', groepen: ['GRP-onbekend', 'GRP-burger'] },
    w3: { name: 'Bakker', medewerker: 'bakker', groepen: ['GRP-vergunningen'] },
    w4: { name: 'Zonder Nummer', groepen: ['GRP-vergunningen'] },
  });
});
afterAll(async () => {
  proef?.werkgever.stop();
  await huis.stop();
});

const verzoek = (extra?: Record<string, string>) => proef.verzoek(extra);
const aangemeld = (als?: string, acr?: string, extra?: Record<string, string>): Promise<Aangemeld> => proef.aangemeld(als, acr, extra);
const wissel = (v: Aangemeld, client?: oauth.Configuration) => proef.wissel(v, client);

describe('aanmelden bij de eigen organisatie (RFC 6749 §4.1, OpenID Connect Core §3.1)', () => {
  it('geeft een token voor het doel, met de rollen die de organisatie kent en het niveau van de aanmelding', async () => {
    const t = await wissel(await aangemeld());
    expect(t).toMatchObject({ token_type: 'bearer', expires_in: 600, authorization_details: DOEL });
    expect(t.refresh_token).toBeUndefined();
    const c = decodeJwt(t.access_token);
    expect(c).toMatchObject({
      iss: ISSUER, aud: 'bronhuis', sub: 'wdejong', client_id: CLIENT, organisatie: OVERBRUGGE, act: { sub: OVERBRUGGE }, soort: 'medewerker', verwerkingsactiviteit: 'VA-01', acr: 'substantieel',
      // The role that manages stays with the portaal, that of a resident is nobody's here.
      rollen: ['behandelaar'],
    });
    expect(Number(c['auth_time'])).toBeGreaterThan(Date.now() / 1000 - 60);
    await huis.draaiend.bundelhouder!.peil();
    expect((await huis.roep('GET', '/toegangsbeheer/v1/applicaties', { token: t.access_token })).status).toBe(200);
    expect(await huis.sql(`select persoon, niveau from aanmelding where persoon = 'wdejong'`)).toContainEqual({ persoon: 'wdejong', niveau: 'substantieel' });
    const [b] = await huis.sql<{ b: object }>(`select beslissing as b from bron.verwerking_uit where beslissing->'wie'->>'id' = 'wdejong' and beslissing->>'actie' = 'tokens:aanmaken'`);
    expect(b?.b).toMatchObject({ besluit: 'toegestaan', doel: { id: 'VA-01' }, wie: { applicatie: CLIENT } });
  });

  it('brengt iemand terug in het portaal, bij het adres van de eigen gemeente, met alle rollen; het portaal wisselt verder', async () => {
    const portaal = await maakClient(huis, 'component-portaal');
    const [{ hosts } = { hosts: [] as string[] }] = await huis.sql<{ hosts: string[] }>('select hosts from organisatie where oin = $1', [OVERBRUGGE]);
    const v = await verzoek();
    v.url.searchParams.delete('authorization_details');
    v.url.searchParams.set('client_id', 'component-portaal');
    v.url.searchParams.set('redirect_uri', `https://${hosts[0]}/aanmelden/terug`);
    const terug = await new Browser(huis).meldAan(v.url, 'w1');
    const t = await wissel({ ...v, terug }, portaal);
    expect(t['persoon']).toEqual({ id: 'wdejong', naam: 'Wil de Jong', soort: 'medewerker', rollen: ['behandelaar', 'fg'] });
    const voorDoel = await oauth.genericGrantRequest(portaal, TOKEN_EXCHANGE, { subject_token: t.access_token, subject_token_type: ACCESS_TOKEN, verwerkingsactiviteit: 'VA-01' });
    expect(decodeJwt(voorDoel.access_token)).toMatchObject({ sub: 'wdejong', rollen: ['behandelaar', 'fg'], verwerkingsactiviteit: 'VA-01', acr: 'substantieel' });
    v.url.searchParams.set('redirect_uri', 'https://elders.example/aanmelden/terug');
    expect((await new Browser(huis).ga(v.url)).status).toBe(400);
    await huis.draaiend.bundelhouder!.peil();
    expect(huis.draaiend.bundelhouder!.huidige().bundel.organisaties.find((o) => o.oin === OVERBRUGGE)?.aanmelden).toBe(true);
  });

  it('kan zonder doel; dan heeft het token er geen', async () => {
    const c = decodeJwt((await wissel(await aangemeld('w1', 'urn:hoog', { zonderDoel: 'ja' }))).access_token);
    expect(c).toMatchObject({ sub: 'wdejong', acr: 'hoog' });
    expect(c['verwerkingsactiviteit']).toBeUndefined();
  });

  it('kan met een verzoek dat vooraf is neergelegd; dat verzoek kan één keer (RFC 9126)', async () => {
    const v = await verzoek();
    const url = await oauth.buildAuthorizationUrlWithPAR(proef.app, Object.fromEntries(v.url.searchParams));
    expect(url.searchParams.get('state')).toBeNull();
    const terug = await new Browser(huis).meldAan(url, 'w1');
    expect(decodeJwt((await wissel({ ...v, terug })).access_token)).toMatchObject({ sub: 'wdejong', verwerkingsactiviteit: 'VA-01' });
    const nogEens = await new Browser(huis).ga(url);
    expect(nogEens.naar?.searchParams.get('error') ?? nogEens.tekst).toMatch(/invalid_request/);
  });

  it.each([
    ['wie er geen rol heeft', 'w2', 'U heeft hier geen rol'],
    ['wie hier een inwoner is', 'w3', 'hoort niet bij een medewerker'],
    ['van wie niet bekend is wie het is', 'w4', 'noemt geen bruikbare medewerker'],
  ])('weigert %s, terug bij de applicatie', async (_, als, reden) => {
    const { terug, state } = await aangemeld(als);
    expect(Object.fromEntries(terug.searchParams)).toMatchObject({ error: 'access_denied', error_description: expect.stringContaining(reden), state, iss: ISSUER });
  });

  it('weigert wie zich bij de werkgever niet aanmeldt', async () => {
    const v = await verzoek();
    expect((await new Browser(huis).meldAan(v.url, null)).searchParams.get('error')).toBe('access_denied');
  });

  it('vraagt het niveau dat de applicatie nodig heeft, en neemt niet met minder genoegen', async () => {
    const { terug: teLaag } = await aangemeld('w1', 'urn:laag', { acr_values: 'urn:vreemd substantieel' });
    expect(Object.fromEntries(teLaag.searchParams)).toMatchObject({ error: 'unmet_authentication_requirements', error_description: expect.stringContaining('betrouwbaarheidsniveau substantieel') });
    expect((await aangemeld('w1', 'urn:hoog', { acr_values: 'urn:vreemd substantieel' })).terug.searchParams.get('code')).toBeTruthy();
  });

  it('zegt dat het later kan als de werkgever niet bereikbaar is, en dat het niet kan waar niets is ingericht', async () => {
    const v = await verzoek();
    const browser = new Browser(huis);
    const weg = await browser.ga(v.url);
    await huis.sql(`update identiteitsaanbieder set issuer = 'http://127.0.0.1:9' where organisatie = $1`, [OVERBRUGGE]);
    const terug = await browser.ga((await browser.ga(weg.naar!)).naar!);
    await huis.sql(`update identiteitsaanbieder set issuer = $2 where organisatie = $1`, [OVERBRUGGE, proef.werkgever.issuer]);
    expect(terug.naar?.searchParams.get('error')).toBe('temporarily_unavailable');
    const elders = await new Browser(huis).meldAan((await verzoek({ organisatie: '00000001999990019000' })).url, 'w1');
    expect(elders.searchParams.get('error')).toBe('access_denied');
  });
});

describe('de code', () => {
  it('geeft van twee tegelijk hoogstens één token, en dat geldt dan niet meer', async () => {
    for (let n = 0; n < 5; n++) {
      const v = await aangemeld();
      const uit = await Promise.allSettled([wissel(v), wissel(v), wissel(v)]);
      const gelukt = uit.flatMap((u) => (u.status === 'fulfilled' ? [u.value.access_token] : []));
      expect(gelukt.length).toBeLessThanOrEqual(1);
      await huis.draaiend.bundelhouder!.peil();
      for (const token of gelukt) expect((await huis.roep('GET', '/toegangsbeheer/v1/applicaties', { token })).status).toBe(401);
    }
  });

  it('wordt niet bewaard: de database kent alleen haar hash', async () => {
    const { terug } = await aangemeld();
    const code = terug.searchParams.get('code') ?? '';
    expect(code.length).toBeGreaterThan(20);
    const rijen = await huis.sql<{ t: string }>('select t::text as t from oauth_toestand t');
    expect(rijen.length).toBeGreaterThan(0);
    expect(rijen.filter((r) => r.t.includes(code))).toEqual([]);
  });
});

describe('een verzoek dat niet klopt', () => {
  const naar = async (extra: Record<string, string>, weg: string[] = []) => {
    const { url } = await verzoek(extra);
    for (const naam of weg) url.searchParams.delete(naam);
    return new Browser(huis).ga(url);
  };

  it.each([
    ['een adres dat er alleen op lijkt', `${TERUG}/../elders`],
    ['een adres met iets erachter', `${TERUG}?x=1`],
    ['een ander domein', 'https://app.example.aanvaller.example/terug'],
    ['een deel van het domein ervoor', 'https://app.example@aanvaller.example/terug'],
    ['geen https', 'http://app.example/terug'],
    ['hoofdletters', 'https://APP.example/terug'],
  ])('stuurt de browser nergens heen bij %s (RFC 6749 §3.1.2.4)', async (_, redirect_uri) => {
    const a = await naar({ redirect_uri });
    expect(a).toMatchObject({ status: 400, naar: null });
    expect(a.tekst).toContain('Ga terug naar de applicatie');
  });

  it('toont niets van wat de vrager verzon als opmaak', async () => {
    expect((await naar({ client_id: '<script>alert(1)</script>' })).tekst).not.toContain('<script>');
  });

  it.each<[string, Record<string, string>, string[], string]>([
    ['zonder PKCE', {}, ['code_challenge', 'code_challenge_method'], 'invalid_request'],
    ['met PKCE plain', { code_challenge_method: 'plain' }, [], 'invalid_request'],
    ['met een ander antwoord dan een code', { response_type: 'token' }, [], 'unsupported_response_type'],
    ['met een onbekende soort detail', { authorization_details: '[{"type":"betaling"}]' }, [], 'invalid_authorization_details'],
    ['met een detail te veel', { authorization_details: '[{"type":"verwerkingsactiviteit","identifier":"VA-01","meer":1}]' }, [], 'invalid_authorization_details'],
    ['voor iets anders dan deze server', { resource: 'https://elders.example' }, [], 'invalid_target'],
    ['zonder iemand iets te vragen', { prompt: 'none' }, [], 'login_required'],
  ])('gaat terug met de fout van de standaard: %s', async (_, extra, weg, verwacht) => {
    const a = await naar(extra, weg);
    expect(new URLSearchParams(a.naar?.search || a.naar?.hash.slice(1)).get('error')).toBe(verwacht);
  });

  it('gaat niet verder in een andere browser, of met het antwoord van een andere aanmelding', async () => {
    const [een, ander] = [new Browser(huis), new Browser(huis)];
    const bij = async (b: Browser): Promise<URL> => (await b.ga((await b.ga((await verzoek()).url)).naar!)).naar!;
    const [vanEen, vanAnder] = [await bij(een), await bij(ander)];
    expect((await new Browser(huis).ga(`${ISSUER}/toegangsbeheer/v1/aanmelden/terug?code=x&state=y`)).status).toBe(400);
    // The attacker's answer of the provider in the browser of the other: the state is not that of its own sign-in.
    const terugVanAnder = new URL('/toegangsbeheer/v1/aanmelden/terug', ISSUER);
    terugVanAnder.search = new URLSearchParams({ code: 'van-een-ander', state: vanAnder.searchParams.get('state') ?? '', iss: proef.werkgever.issuer }).toString();
    expect(vanEen.searchParams.get('state')).not.toBe(vanAnder.searchParams.get('state'));
    const verder = (await een.ga(terugVanAnder)).naar!;
    expect((await een.ga(verder)).naar?.searchParams.get('error')).toBe('access_denied');
  });

  it('zet cookies die geen script leest, alleen met TLS', async () => {
    const { cookies } = await naar({});
    expect(cookies.length).toBeGreaterThan(0);
    for (const c of cookies) expect(c.toLowerCase()).toMatch(/secure.*httponly|httponly.*secure/);
    for (const c of cookies) expect(c.toLowerCase()).toContain('samesite=lax');
  });
});
