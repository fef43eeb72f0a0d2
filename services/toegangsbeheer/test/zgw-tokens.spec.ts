import { createHmac, createPublicKey, randomBytes } from 'node:crypto';
import { datumInAmsterdam, plusDuur } from '@bronhuis/standaarden';
import { OVERBRUGGE, VOORBEELDSTAD, wachtTot, WERKORGANISATIE } from '@bronhuis/testing';
import { SignJWT, type JWK } from 'jose';
import type { ApplicatieAntwoord } from '../src/applicaties/applicatie.dto.ts';
import type { ZgwClientAntwoord } from '../src/zgw-clients/zgw-client.dto.ts';
import { opent, PAD, type Huis } from './omgeving.ts';
import { maakClient, ruil, ZAAK, zgwJwt } from './zgw-hulp.ts';

let huis: Huis;
let bas: string;
beforeAll(async () => {
  huis = await opent();
  bas = await huis.als('bas');
});
afterAll(() => huis.stop());

const deel = (o: unknown): string => Buffer.from(JSON.stringify(o)).toString('base64url');
const hmac = (sleutel: string | Buffer, kop: object, claims: object, soort = 'sha256'): string => {
  const inhoud = `${deel(kop)}.${deel(claims)}`;
  return `${inhoud}.${createHmac(soort, sleutel).update(inhoud).digest('base64url')}`;
};
const claimsVan = (clientId: string): object => ({ iss: clientId, client_id: clientId, iat: Math.floor(Date.now() / 1000) });
const beslissingen = (applicatie: string) =>
  huis.sql<{ record: Record<string, unknown> }>(`select record from beslissing where applicatie = $1 and actie = 'tokens:aanmaken' order by id desc`, [applicatie]);

describe('een JWT wordt een token van het huis', () => {
  it('van de applicatie, voor haar organisatie en het doel van de client, zonder rollen', async () => {
    const c = await maakClient(huis, bas);
    const { status, claims, verlooptOver, token } = await ruil(huis, await zgwJwt(c, { rollen: ['applicatiebeheerder'], organisatie: VOORBEELDSTAD, verwerkingsactiviteit: 'VA-03' }));
    expect([status, verlooptOver]).toEqual([200, 600]);
    expect(claims).toMatchObject({ sub: 'zaaksysteem', client_id: 'zaaksysteem', organisatie: OVERBRUGGE, act: { sub: WERKORGANISATIE }, soort: 'applicatie', rollen: [], verwerkingsactiviteit: 'VA-01' });
    expect(claims).not.toHaveProperty('gebruiker');
    // The same rights as the application has in its own name: it asks, it manages nothing.
    expect((await huis.roep('POST', '/toegangsbeheer/access/v1/evaluation', { token, body: { subject: { type: 'applicatie', id: 'zaaksysteem' }, action: { name: 'dossiers:lezen' }, resource: { type: 'dossier', id: 'x' } } })).status).toBe(200);
    expect((await huis.roep('POST', `${PAD}/intrekkingen`, { token, body: { jti: 'x', reden: 'x' } })).status).not.toBe(201);
    expect((await huis.roep<ZgwClientAntwoord>('GET', `${ZAAK}/${c.id}`, { token: bas })).body.laatstGebruikt).toBe(datumInAmsterdam(new Date()));
  });

  it('wordt vastgelegd zoals elk token, met het id van de client en zonder wie de JWT noemt', async () => {
    const c = await maakClient(huis, bas);
    await ruil(huis, await zgwJwt(c, { user_id: 'iemand-anders', user_representation: 'Iemand Anders' }));
    const van = async () => (await beslissingen('zaaksysteem')).map((b) => b.record).filter((r) => (r['resource'] as { id?: string }).id === c.id);
    await wachtTot(async () => (await van()).length > 0, { ms: 20_000, wat: 'the decision' });
    const [record] = await van();
    expect(record).toMatchObject({ besluit: 'toegestaan', organisatie: OVERBRUGGE, uitvoerder: WERKORGANISATIE, doel: { id: 'VA-01' }, wie: { soort: 'applicatie', id: 'zaaksysteem', rollen: [] }, resource: { soort: 'token', type: 'zgw-client', id: c.id }, beleid: ['token'] });
    expect(JSON.stringify(record)).not.toMatch(/iemand/i);
  });

  it('geldt niet langer dan de JWT zelf', async () => {
    const c = await maakClient(huis, bas);
    const bijnaOm = new Date(Date.now() - 3_550_000);
    const { status, verlooptOver } = await ruil(huis, await zgwJwt(c, {}, bijnaOm));
    expect(status).toBe(200);
    expect(verlooptOver).toBeGreaterThan(90);
    expect(verlooptOver).toBeLessThanOrEqual(110);
    expect((await ruil(huis, await zgwJwt(c, {}, new Date(Date.now() - 3_665_000)))).status).toBe(401);
    expect((await ruil(huis, await zgwJwt(c, {}, new Date(Date.now() + 90_000)))).status).toBe(401);
  });

  it('is er niet zonder dat het register het toelaat, en de weigering is vastgelegd', async () => {
    const registratie = { naam: 'Bomenapp', jwks: { keys: [] }, beheerder: 'B', gegevenseigenaar: 'G', leverancier: 'L', hosting: 'NL', extern: false, activiteiten: ['VA-01'] };
    const { body: a } = await huis.roep<ApplicatieAntwoord>('POST', `${PAD}/applicaties`, { token: bas, body: registratie });
    const c = await maakClient(huis, bas, {}, `${PAD}/applicaties/${a.id}/zgw-clients`);
    const zet = async (anders: object, versie: number) =>
      expect((await huis.roep('PUT', `${PAD}/applicaties/${a.id}`, { token: bas, body: { ...registratie, status: 'actief', ...anders }, headers: { 'if-match': `"${versie}"` } })).status).toBe(200);
    const status = async () => (await ruil(huis, await zgwJwt(c))).status;
    expect(await status()).toBe(200);
    await zet({ leverancier: null }, 1);
    expect(await status()).toBe(401);
    await zet({ activiteiten: ['VA-02'] }, 2);
    expect(await status()).toBe(401);
    await zet({ status: 'ingetrokken' }, 3);
    expect(await status()).toBe(401);
    await wachtTot(async () => (await beslissingen(a.id)).length === 4, { ms: 20_000, wat: 'four decisions' });
    expect((await beslissingen(a.id)).map((b) => [b.record['besluit'], (b.record['redenen'] as string[])[0]])).toEqual([
      ['geweigerd', 'Applicatie Bomenapp is ingetrokken.'],
      ['geweigerd', 'Applicatie Bomenapp mag geen token vragen voor VA-01.'],
      ['geweigerd', 'Applicatie Bomenapp krijgt geen token: in het applicatieregister ontbreekt leverancier.'],
      ['toegestaan', undefined],
    ]);
  });

  it('is er niet na de laatste dag', async () => {
    const c = await maakClient(huis, bas);
    expect((await ruil(huis, await zgwJwt(c))).status).toBe(200);
    const gisteren = plusDuur(datumInAmsterdam(new Date(Date.now() - 48 * 3_600_000)), 'P1D');
    await huis.sql('update zgw_client set van = $2, tot = $2 where id = $1', [c.id, gisteren]);
    expect((await ruil(huis, await zgwJwt(c))).status).toBe(401);
    await huis.sql('update zgw_client set tot = $2 where id = $1', [c.id, c.geldigTot]);
    expect((await ruil(huis, await zgwJwt(c))).status).toBe(200);
  });
});

describe('wie het probeert', () => {
  it('hoort altijd hetzelfde: ander geheim, onbekende client, none, verwisseld algoritme, geen JWT', async () => {
    const [c, ander] = [await maakClient(huis, bas), await maakClient(huis, bas)];
    const claims = claimsVan(c.clientId);
    const [rsa] = (await (await fetch(`${huis.url}${PAD}/jwks`)).json() as { keys: JWK[] }).keys;
    const pem = createPublicKey({ key: rsa as never, format: 'jwk' }).export({ type: 'spki', format: 'pem' }).toString();
    const goed = await zgwJwt(c);
    const [kop, , handtekening] = goed.split('.') as [string, string, string];
    const pogingen: Record<string, unknown> = {
      'het geheim van een ander': hmac(ander.geheim, { alg: 'HS256' }, claims),
      'een willekeurig geheim': hmac(randomBytes(32), { alg: 'HS256' }, claims),
      'een leeg geheim': hmac('', { alg: 'HS256' }, claims),
      'de openbare sleutel als geheim (RFC 8725 §2.1)': hmac(pem, { alg: 'HS256', kid: rsa!.kid }, claims),
      'de openbare sleutel als JWK als geheim': hmac(JSON.stringify(rsa), { alg: 'HS256' }, claims),
      'none, met een handtekening': hmac(c.geheim, { alg: 'none' }, claims),
      'none, zonder': `${deel({ alg: 'none' })}.${deel(claims)}.`,
      'HS512 met het goede geheim': hmac(c.geheim, { alg: 'HS512' }, claims, 'sha512'),
      'een sleutel in de kop (jwk)': hmac('eigen', { alg: 'HS256', jwk: { kty: 'oct', k: Buffer.from('eigen').toString('base64url') } }, claims),
      'een sleutel elders (jku)': hmac('eigen', { alg: 'HS256', jku: 'https://kwaad.example/jwks' }, claims),
      'een kid als pad': hmac('', { alg: 'HS256', kid: '../../../../dev/null' }, claims),
      'andere claims onder dezelfde handtekening': `${kop}.${deel({ ...claims, client_id: ander.clientId })}.${handtekening}`,
      'zonder iat': hmac(c.geheim, { alg: 'HS256' }, { iss: c.clientId, client_id: c.clientId }),
      'een client die er niet is': await zgwJwt({ clientId: 'niemand', geheim: c.geheim }),
      'een client met SQL': hmac(c.geheim, { alg: 'HS256' }, { ...claims, client_id: `${c.clientId}' or '1'='1` }),
      'een client met een nulteken': hmac(c.geheim, { alg: 'HS256' }, { ...claims, client_id: `${c.clientId}\u0000` }),
      'geen JWT': 'abc',
      leeg: '',
      'geen tekst': { $ne: null },
      'een token van het huis': bas,
    };
    const antwoorden = new Set<string>();
    for (const [naam, jwt] of Object.entries(pogingen)) {
      const a = await ruil(huis, jwt);
      expect([naam, a.status]).toEqual([naam, 401]);
      antwoorden.add(a.tekst.replace(/urn:trace:[0-9a-f]{32}/, ''));
    }
    expect([...antwoorden]).toHaveLength(1);
    expect((await ruil(huis, goed)).status).toBe(200);
  });

  it('kan met het geheim van de ene gemeente niets bij de andere', async () => {
    await huis.sql('update bevoegdheid set tot = null where organisatie = $1', [VOORBEELDSTAD]);
    const daar = await maakClient(huis, await huis.als('bas', undefined, VOORBEELDSTAD), {}, `${PAD}/applicaties/zaaksysteem-voorbeeldstad/zgw-clients`);
    const hier = await maakClient(huis, bas);
    expect((await ruil(huis, await zgwJwt({ clientId: hier.clientId, geheim: daar.geheim }))).status).toBe(401);
    expect((await ruil(huis, await zgwJwt(daar, { organisatie: OVERBRUGGE }))).claims).toMatchObject({ organisatie: VOORBEELDSTAD, sub: 'zaaksysteem-voorbeeldstad' });
  });

  it('kan een geheim niet naar een andere rij zetten', async () => {
    const [a, b] = [await maakClient(huis, bas), await maakClient(huis, bas)];
    await huis.sql('update zgw_client set geheim = (select geheim from zgw_client where id = $1) where id = $2', [a.id, b.id]);
    expect((await ruil(huis, await zgwJwt({ clientId: b.clientId, geheim: a.geheim }))).status).toBe(500);
  });

  it('komt met een JWT bij het onderdeel zelf niet binnen: alleen aan de deur wordt gewisseld', async () => {
    const jwt = await zgwJwt(await maakClient(huis, bas));
    for (const pad of [`${PAD}/applicaties`, ZAAK]) expect((await huis.roep('GET', pad, { token: jwt })).status).toBe(401);
    const zelf = await new SignJWT({ ...claimsVan('x'), sub: 'bas', organisatie: OVERBRUGGE, act: { sub: OVERBRUGGE }, soort: 'medewerker', rollen: ['applicatiebeheerder'], jti: 'x' })
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' }).setAudience('bronhuis').setExpirationTime('5m').sign(randomBytes(32));
    expect((await huis.roep('GET', `${PAD}/applicaties`, { token: zelf })).status).toBe(401);
  });
});

// The last one: until the component hears that it is back, everything else of the werkorganisatie is refused too.
it('een token is er niet zonder bevoegdheid', async () => {
  const c = await maakClient(huis, bas);
  await huis.sql(`update bevoegdheid set van = '2020-01-01', tot = '2020-12-31' where organisatie = $1`, [OVERBRUGGE]);
  expect((await ruil(huis, await zgwJwt(c))).status).toBe(401);
  await huis.sql('update bevoegdheid set tot = null where organisatie = $1', [OVERBRUGGE]);
  expect((await ruil(huis, await zgwJwt(c))).status).toBe(200);
});
