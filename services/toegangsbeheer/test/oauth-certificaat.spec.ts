import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeJwt, type JWK } from 'jose';
import { OVERBRUGGE, roep as roepLos, VOORBEELDSTAD, WERKORGANISATIE } from '@bronhuis/testing';
import { Autoriteit, zelfondertekend, type Certificaat } from '@bronhuis/testing/certificaten';
import { AFDRUKKOP, CERTIFICAATKOP, VERTROUWDKOP } from '@bronhuis/toegang';
import { ACCESS_TOKEN, JWT_BEARER, opent, PAD, TOKEN_EXCHANGE, ZAAKSYSTEEM, type Huis, type Tokenantwoord } from './omgeving.ts';

// With the headers as the gateway sets them for a connection with a certificate (gateway/test/certificaat.spec.ts).

const NAAM = 'zaaksysteem.example.nl';
let huis: Huis;
let goed: Certificaat;
let opnieuw: Certificaat;
let eigen: Certificaat;
let ca: Autoriteit;
beforeAll(async () => {
  huis = await opent();
  ca = await Autoriteit.maak('Autoriteit van de test');
  [goed, opnieuw] = [await ca.geefUit({ oin: WERKORGANISATIE, naam: NAAM }), await ca.geefUit({ oin: WERKORGANISATIE, naam: NAAM })];
  eigen = await zelfondertekend({ naam: 'eigen.example.nl' });
  await registreer('zaak-tls', { clientauthenticatie: 'tls_client_auth', certificaatnaam: NAAM });
  await registreer('zaak-eigen', { clientauthenticatie: 'self_signed_tls_client_auth', jwks: { keys: [sleutelVan(eigen)] } });
  await registreer('zaak-gebonden', { gebonden_tokens: true });
});
afterAll(() => huis.stop());

/** As zaaksysteem, but for this. */
async function registreer(id: string, anders: object): Promise<void> {
  await huis.sql(`insert into applicatie select (jsonb_populate_record(a, $1)).* from applicatie a where id = 'zaaksysteem'`, [JSON.stringify({ id, ...anders })]);
  await huis.sql(`insert into applicatie_doel select (jsonb_populate_record(d, $1)).* from applicatie_doel d where applicatie = 'zaaksysteem'`, [JSON.stringify({ applicatie: id })]);
}

/** RFC 8705 §2.2.2. */
const sleutelVan = ({ der }: Certificaat): JWK => ({ ...(new X509Certificate(Buffer.from(der, 'base64')).publicKey.export({ format: 'jwk' }) as JWK), kid: 'eigen-1', use: 'sig', x5c: [der] });

type Verbinding = { met?: Certificaat | undefined; vertrouwd?: 'ja' | 'nee' };
const koppen = ({ met, vertrouwd = 'ja' }: Verbinding): Record<string, string> =>
  met ? { [AFDRUKKOP]: met.afdruk, [CERTIFICAATKOP]: met.der, [VERTROUWDKOP]: vertrouwd } : {};

const vraagToken = async (velden: Record<string, string>, verbinding: Verbinding): Promise<Tokenantwoord> => {
  const antwoord = await fetch(`${huis.url}${PAD}/token`, { method: 'POST', headers: koppen(verbinding), body: new URLSearchParams({ grant_type: 'client_credentials', ...ZAAKSYSTEEM, ...velden }) });
  return { status: antwoord.status, type: antwoord.headers.get('content-type') ?? '', ...((await antwoord.json()) as object) };
};
/** Of a copy of zaaksysteem: with the key of that. */
const verklaring = async (client: string): Promise<Record<string, string>> => {
  const sleutel = JSON.parse(await readFile(join(huis.geheimen.map, 'client-zaaksysteem.key.json'), 'utf8')) as JWK;
  return { client_assertion_type: JWT_BEARER, client_assertion: await huis.verklaring({ client, sleutel }) };
};
const bindingVan = (t: Tokenantwoord): unknown => decodeJwt(t.access_token ?? 'geen token').cnf;
const niet = { status: 401, error: 'invalid_client', error_description: expect.stringMatching(/^De applicatie is niet herkend\. Controleer/) };

/** Status of a route of a component with this token on such a connection. Other components get the fingerprint only. */
const opRoute = async (token: string | undefined, { met }: Verbinding = {}): Promise<{ status: number; detail: string | undefined }> => {
  const a = await roepLos<{ detail?: string }>(huis.url, null, 'GET', `${PAD}/applicaties`, { token: token ?? 'geen', headers: met ? { [AFDRUKKOP]: met.afdruk } : {} });
  return { status: a.status, detail: a.body.detail };
};

describe('een certificaat van een vertrouwde uitgever (RFC 8705 §2.1, Digikoppeling PKI001)', () => {
  const vraag = (verbinding: Verbinding): Promise<Tokenantwoord> => vraagToken({ client_id: 'zaak-tls' }, verbinding);

  it('is genoeg, en het token hoort erbij', async () => {
    const t = await vraag({ met: goed });
    expect(t).toMatchObject({ status: 200, token_type: 'Bearer', expires_in: 600 });
    expect(decodeJwt(t.access_token!)).toMatchObject({ sub: 'zaak-tls', act: { sub: WERKORGANISATIE }, verwerkingsactiviteit: 'VA-01', cnf: { 'x5t#S256': goed.afdruk } });
  });

  it('mag worden vernieuwd: naam en OIN tellen, niet de sleutel', async () => {
    const hoofdletters = await ca.geefUit({ oin: WERKORGANISATIE, naam: NAAM.toUpperCase() });
    for (const met of [opnieuw, hoofdletters]) expect(bindingVan(await vraag({ met }))).toEqual({ 'x5t#S256': met.afdruk });
  });

  it.each<[string, () => Promise<Certificaat>]>([
    ['van een andere organisatie', () => ca.geefUit({ oin: VOORBEELDSTAD, naam: NAAM })],
    ['zonder OIN', () => ca.geefUit({ naam: NAAM })],
    ['met een OIN die er geen is', () => ca.geefUit({ oin: `${WERKORGANISATIE}1`, naam: NAAM })],
    ['met de OIN op een andere plaats', () => ca.geefUit({ organisatie: `Kwaad\nserialNumber=${WERKORGANISATIE}`, naam: NAAM })],
    ['met een andere naam', () => ca.geefUit({ oin: WERKORGANISATIE, naam: 'ander.example.nl' })],
    ['met een langere naam', () => ca.geefUit({ oin: WERKORGANISATIE, naam: `x.${NAAM}` })],
    ['met een jokernaam', () => ca.geefUit({ oin: WERKORGANISATIE, naam: '*.example.nl' })],
    ['met de naam in een andere naam', () => ca.geefUit({ oin: WERKORGANISATIE, naam: `ander.example, DNS:${NAAM}, DNS:nog.een` })],
  ])('%s wordt niet herkend', async (_, maak) => {
    expect(await vraag({ met: await maak() })).toMatchObject(niet);
  });

  it('dat de gateway niet vertrouwt, wordt niet herkend; geen certificaat ook niet', async () => {
    expect(await vraag({ met: goed, vertrouwd: 'nee' })).toMatchObject(niet);
    expect(await vraag({})).toMatchObject(niet);
  });

  it('vervangt geen verklaring, en een verklaring geen certificaat', async () => {
    expect(await vraagToken({ client_id: 'zaaksysteem' }, { met: goed })).toMatchObject(niet);
    expect(await vraagToken(await verklaring('zaak-tls'), { met: goed })).toMatchObject(niet);
  });

  it('geeft niets dat de applicatie niet mag', async () => {
    expect(await vraagToken({ client_id: 'zaak-tls', verwerkingsactiviteit: 'VA-03' }, { met: goed })).toMatchObject({ status: 400, error: 'invalid_scope' });
  });
});

describe('een eigen certificaat (RFC 8705 §2.2)', () => {
  const vraag = (verbinding: Verbinding): Promise<Tokenantwoord> => vraagToken({ client_id: 'zaak-eigen' }, verbinding);

  it.each(['nee', 'ja'] as const)('is genoeg als het is geregistreerd, wie het ook uitgaf (vertrouwd: %s)', async (vertrouwd) => {
    expect(bindingVan(await vraag({ met: eigen, vertrouwd }))).toEqual({ 'x5t#S256': eigen.afdruk });
  });

  it('dat niet is geregistreerd, wordt niet herkend, ook als het is vertrouwd; geen certificaat ook niet', async () => {
    for (const verbinding of [{ met: await zelfondertekend({ naam: 'eigen.example.nl' }) }, { met: goed }, {}]) expect(await vraag(verbinding)).toMatchObject(niet);
  });
});

describe('een token dat bij een certificaat hoort (RFC 8705 §3)', () => {
  it('geldt op een verbinding met dat certificaat, en op geen andere', async () => {
    for (const [client, met, ander] of [['zaak-tls', goed, opnieuw], ['zaak-eigen', eigen, goed]] as const) {
      const { access_token: token } = await vraagToken({ client_id: client }, { met });
      expect((await opRoute(token, { met })).status).toBe(200);
      const geweigerd = { status: 401, detail: 'Dit token hoort bij een certificaat. Gebruik het op een verbinding met dat certificaat.' };
      expect(await opRoute(token)).toEqual(geweigerd);
      expect(await opRoute(token, { met: ander })).toEqual(geweigerd);
      // Also when it was found good a moment ago.
      expect((await opRoute(token, { met })).status).toBe(200);
    }
  });

  it('is er ook voor wie zich met een verklaring bewijst, als dat zo is geregistreerd', async () => {
    const t = await vraagToken(await verklaring('zaak-gebonden'), { met: eigen, vertrouwd: 'nee' });
    expect(bindingVan(t)).toEqual({ 'x5t#S256': eigen.afdruk });
    expect([(await opRoute(t.access_token, { met: eigen })).status, (await opRoute(t.access_token)).status, (await opRoute(t.access_token, { met: goed })).status]).toEqual([200, 401, 401]);
    expect(await vraagToken(await verklaring('zaak-gebonden'), {})).toMatchObject({ status: 400, error: 'invalid_request', error_description: expect.stringContaining('horen bij een certificaat') });
  });

  it('is er niet voor wie dat niet is: diens token geldt overal', async () => {
    const t = await vraagToken(await verklaring('zaaksysteem'), { met: goed });
    expect(bindingVan(t)).toBeUndefined();
    for (const verbinding of [{}, { met: goed }, { met: eigen }]) expect((await opRoute(t.access_token, verbinding)).status).toBe(200);
  });

  it('is alleen te wisselen door wie het certificaat heeft', async () => {
    const { access_token: token = '' } = await vraagToken({ client_id: 'zaak-tls' }, { met: goed });
    const wissel = { grant_type: TOKEN_EXCHANGE, subject_token: token, subject_token_type: ACCESS_TOKEN };
    const geweigerd = { status: 400, error: 'invalid_request', error_description: expect.stringContaining('Wissel het op een verbinding met dat certificaat') };
    expect(await vraagToken({ ...wissel, client_id: 'zaak-tls' }, { met: opnieuw })).toMatchObject(geweigerd);
    for (const verbinding of [{}, { met: eigen }]) expect(await vraagToken({ ...wissel, ...(await verklaring('zaaksysteem')) }, verbinding)).toMatchObject(geweigerd);
    const gewisseld = await vraagToken({ ...wissel, client_id: 'zaak-tls' }, { met: goed });
    expect([gewisseld.status, bindingVan(gewisseld)]).toEqual([200, { 'x5t#S256': goed.afdruk }]);
  });

  it('zegt bij inzage waarbij het hoort (RFC 8705 §3.2)', async () => {
    const { access_token: token = '' } = await vraagToken({ client_id: 'zaak-tls' }, { met: goed });
    const a = await fetch(`${huis.url}${PAD}/introspect`, { method: 'POST', headers: koppen({ met: goed }), body: new URLSearchParams({ client_id: 'zaak-tls', token }) });
    expect(await a.json()).toMatchObject({ active: true, client_id: 'zaak-tls', organisatie: OVERBRUGGE, cnf: { 'x5t#S256': goed.afdruk } });
    const zonder = await fetch(`${huis.url}${PAD}/introspect`, { method: 'POST', body: new URLSearchParams({ client_id: 'zaak-tls', token }) });
    expect([zonder.status, await zonder.json()]).toMatchObject([401, { error: 'invalid_client' }]);
  });

  it('wordt ingetrokken door wie het certificaat heeft (RFC 7009)', async () => {
    const { access_token: token = '' } = await vraagToken({ client_id: 'zaak-tls' }, { met: goed });
    const trekIn = (verbinding: Verbinding) => fetch(`${huis.url}${PAD}/revoke`, { method: 'POST', headers: koppen(verbinding), body: new URLSearchParams({ client_id: 'zaak-tls', token }) });
    expect((await trekIn({ met: eigen })).status).toBe(401);
    expect((await opRoute(token, { met: goed })).status).toBe(200);
    expect((await trekIn({ met: goed })).status).toBe(200);
    await huis.draaiend.bundelhouder!.peil();
    expect(await opRoute(token, { met: goed })).toEqual({ status: 401, detail: 'Het token is ingetrokken.' });
  });
});
