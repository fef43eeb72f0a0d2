import { randomUUID } from 'node:crypto';
import { createLocalJWKSet, decodeProtectedHeader, exportJWK, generateKeyPair, jwtVerify, type JWK } from 'jose';
import { maakSleutelpaar } from '@bronhuis/standaarden';
import { OVERBRUGGE, VOORBEELDSTAD, WERKORGANISATIE } from '@bronhuis/testing';
import { opent, PAD, ZAAKSYSTEEM, type Huis } from './omgeving.ts';

let huis: Huis;
beforeAll(async () => {
  huis = await opent();
});
afterAll(() => huis.stop());

const claims = async (token: string): Promise<Record<string, unknown>> => {
  const { body } = await huis.roep<{ keys: JWK[] }>('GET', `${PAD}/jwks`);
  return (await jwtVerify(token, createLocalJWKSet(body), { audience: 'bronhuis', issuer: 'https://bronhuis.example' })).payload;
};

describe('token voor een organisatie, een uitvoerder en een doel (RFC 6749 §4.4, RFC 7523, RFC 8693 §4.1)', () => {
  it('noemt de gemeente, de werkorganisatie die voor haar handelt en het doel; tien minuten, PS256', async () => {
    const t = await huis.vraagToken(ZAAKSYSTEEM);
    expect(t).toMatchObject({ status: 200, token_type: 'Bearer', expires_in: 600 });
    expect(decodeProtectedHeader(t.access_token!)).toMatchObject({ alg: 'PS256', typ: 'at+jwt' });
    const c = await claims(t.access_token!);
    expect(c).toMatchObject({
      sub: 'zaaksysteem', client_id: 'zaaksysteem', organisatie: OVERBRUGGE, act: { sub: WERKORGANISATIE }, verwerkingsactiviteit: 'VA-01', soort: 'applicatie', rollen: [],
    });
    expect(Number(c['exp']) - Number(c['iat'])).toBe(600);
  });

  it('neemt de medewerker mee die de applicatie noemt, met de rollen die wij kennen', async () => {
    const c = await claims((await huis.vraagToken({ ...ZAAKSYSTEEM, gebruiker: 'noor' })).access_token!);
    expect(c).toMatchObject({ sub: 'zaaksysteem', gebruiker: 'noor', rollen: ['behandelaar'] });
  });

  it.each([
    ['een onbekende', 'niemand'], ['een inwoner', 'bakker'], ['een medewerker van een andere organisatie', 'greet'],
  ])('weigert %s als gebruiker', async (_, gebruiker) => {
    expect(await huis.vraagToken({ ...ZAAKSYSTEEM, gebruiker })).toMatchObject({ status: 400, error: 'invalid_request', error_description: 'De gebruiker is geen bekende medewerker van Werkorganisatie Beide Oevers.' });
  });

  it('geeft een component een token voor haar eigen doel, als de organisatie zelf', async () => {
    const t = await huis.vraagToken({ organisatie: VOORBEELDSTAD, verwerkingsactiviteit: 'VA-03' }, { client: 'component-selectielijst' });
    expect(await claims(t.access_token!)).toMatchObject({ soort: 'component', act: { sub: VOORBEELDSTAD } });
    expect(await huis.vraagToken(ZAAKSYSTEEM, { client: 'component-selectielijst' })).toMatchObject({ status: 400, error: 'invalid_scope' });
  });

  it.each(['PS256', 'ES256'])('aanvaardt een verklaring met %s', async (alg) => {
    const paar = await generateKeyPair(alg, { extractable: true });
    const [oud] = await huis.sql<{ jwks: object }>(`select jwks from applicatie where id = 'zaaksysteem'`);
    const publiek = { ...(await exportJWK(paar.publicKey)), kid: alg };
    await huis.sql(`update applicatie set jwks = $1 where id = 'zaaksysteem'`, [JSON.stringify({ keys: [publiek] })]);
    const t = await huis.vraagToken(ZAAKSYSTEEM, { alg, sleutel: { ...(await exportJWK(paar.privateKey)), kid: alg } });
    await huis.sql(`update applicatie set jwks = $1 where id = 'zaaksysteem'`, [JSON.stringify(oud?.jwks)]);
    expect(t.status).toBe(200);
  });
});

describe('een token wordt geweigerd met de reden, in de vorm van RFC 6749 §5.2', () => {
  it('voor een doel dat de applicatie niet heeft', async () => {
    const t = await huis.vraagToken({ ...ZAAKSYSTEEM, verwerkingsactiviteit: 'VA-03' });
    expect(t).toMatchObject({ status: 400, error: 'invalid_scope', error_description: 'Applicatie Zaaksysteem Beide Oevers mag geen token vragen voor VA-03.' });
    expect(t.type).toContain('application/json');
    expect(t.access_token).toBeUndefined();
  });

  it('voor een organisatie waarvoor het mandaat is geëindigd', async () => {
    const [rij] = await huis.sql<{ dag: string }>(`select to_char(tot, 'YYYY-MM-DD') as dag from bevoegdheid where tot is not null`);
    const maanden = ['januari', 'februari', 'maart', 'april', 'mei', 'juni', 'juli', 'augustus', 'september', 'oktober', 'november', 'december'];
    const [jaar, maand, dag] = rij!.dag.split('-').map(Number) as [number, number, number];
    expect(await huis.vraagToken({ ...ZAAKSYSTEEM, organisatie: VOORBEELDSTAD })).toMatchObject({
      status: 400,
      error: 'unauthorized_client',
      error_description: `Het mandaat van Werkorganisatie Beide Oevers voor VA-01 van Gemeente Voorbeeldstad is geëindigd op ${dag} ${maanden[maand - 1]} ${jaar}.`,
    });
    // Its own application still may.
    expect((await huis.vraagToken({ ...ZAAKSYSTEEM, organisatie: VOORBEELDSTAD }, { client: 'zaaksysteem-voorbeeldstad' })).status).toBe(200);
  });

  it.each([
    ['beheerder', 'beheerder'], ['gegevenseigenaar', 'gegevenseigenaar'], ['leverancier', 'leverancier'], ['hosting', 'plaats van hosting'], ['verwerkersovereenkomst', 'verwerkersovereenkomst'],
  ])('zonder %s in het applicatieregister', async (kolom, naam) => {
    const [oud] = await huis.sql<{ waarde: string }>(`select ${kolom} as waarde from applicatie where id = 'zaaksysteem'`);
    await huis.sql(`update applicatie set ${kolom} = null where id = 'zaaksysteem'`);
    const t = await huis.vraagToken(ZAAKSYSTEEM);
    await huis.sql(`update applicatie set ${kolom} = $1 where id = 'zaaksysteem'`, [oud?.waarde]);
    expect(t).toMatchObject({ status: 400, error: 'unauthorized_client', error_description: `Applicatie Zaaksysteem Beide Oevers krijgt geen token: in het applicatieregister ontbreekt ${naam}.` });
  });

  it.each<[string, Record<string, string | undefined>, number, string]>([
    ['een andere grant', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
    ['geen grant', { grant_type: undefined }, 400, 'invalid_request'],
    ['een andere soort verklaring', { client_assertion_type: 'saml' }, 400, 'invalid_request'],
    ['geen verklaring', { client_assertion: undefined }, 400, 'invalid_request'],
    ['onzin als verklaring', { client_assertion: 'x.y.z' }, 400, 'invalid_request'],
    ['geen organisatie', { organisatie: undefined }, 400, 'invalid_request'],
    ['een onbekende organisatie', { organisatie: '00000001999990099000' }, 400, 'invalid_request'],
    ['een OIN die er geen is', { organisatie: '123' }, 400, 'invalid_request'],
    ['een onbekend doel', { verwerkingsactiviteit: 'VA-99' }, 400, 'invalid_scope'],
  ])('bij %s', async (_, velden, status, fout) => {
    const t = await huis.vraagToken({ ...ZAAKSYSTEEM, ...velden });
    expect(t).toMatchObject({ status, error: fout });
    expect(t.error_description!.length).toBeGreaterThan(10);
  });
});

describe('private_key_jwt (RFC 7523 §3)', () => {
  it('wordt één keer aanvaard, ook als twee verzoeken tegelijk komen', async () => {
    const jti = randomUUID();
    const antwoorden = await Promise.all([1, 2, 3, 4].map(() => huis.vraagToken(ZAAKSYSTEEM, { jti })));
    expect(antwoorden.filter((a) => a.status === 200)).toHaveLength(1);
    expect(antwoorden.filter((a) => a.status === 401 && a.error === 'invalid_client')).toHaveLength(3);
  });

  it.each([
    ['voor een ander bestemd', { aud: 'https://elders.example' }],
    ['van een ander onderwerp', { sub: 'component-registers' }],
    ['verlopen', { leven: -60 }],
    ['langer dan vijf minuten geldig', { leven: 3600 }],
    ['met een korte jti', { jti: 'kort' }],
    ['van een onbekende applicatie', { client: 'onbekend', sleutel: maakSleutelpaar('client-zaaksysteem').prive as JWK }],
    ['met een andere sleutel', { sleutel: maakSleutelpaar('client-zaaksysteem').prive as JWK }],
  ])('wordt niet aanvaard: %s; de reden is steeds dezelfde', async (_, wens) => {
    const t = await huis.vraagToken(ZAAKSYSTEEM, wens);
    expect(t).toMatchObject({ status: 401, error: 'invalid_client' });
    expect(t.error_description).toMatch(/^De applicatie is niet herkend\. Controleer/);
  });

  it('mag het token-endpoint als bestemming noemen', async () => {
    expect((await huis.vraagToken(ZAAKSYSTEEM, { aud: `${huis.buiten.url}${PAD}/token` })).status).toBe(200);
  });
});
