import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { maakLogger } from '@bronhuis/component';
import { systeemKlok } from '@bronhuis/standaarden';
import { VOORBEELDSTAD, wachtTot } from '@bronhuis/testing';
import { Bundelhouder, bundelOverHttp } from '@bronhuis/toegang';
import { leesConfig } from '../gateway/src/config.ts';
import { Gateway } from '../gateway/src/gateway.ts';
import { Meters } from '../gateway/src/meters.ts';
import { opent, PAD, type Huis } from '../services/toegangsbeheer/test/omgeving.ts';
import { maakClient, ZAAK, zgwJwt } from '../services/toegangsbeheer/test/zgw-hulp.ts';

// The gateway and toegangsbeheer as they run, together: neither may import the other, so this stands here.

let huis: Huis;
let gateway: Gateway;
let url: string;
let bas: string;
beforeAll(async () => {
  huis = await opent();
  bas = await huis.als('bas');
  const config = leesConfig({
    PORT: '0', TOEGANGSBEHEER_URL: huis.url, REGISTERS_URL: huis.url, SELECTIELIJST_URL: huis.url, WOO_PUBLICATIE_URL: huis.url, VERANTWOORDING_URL: huis.url, PORTAAL_URL: huis.url,
    GEHEIMEN_MAP: huis.geheimen.map, GEGEVENS_MAP: await mkdtemp(join(tmpdir(), 'gw-zgw-')),
  });
  const bundelhouder = new Bundelhouder({ bron: bundelOverHttp(huis.url), sleutel: huis.geheimen.bundel.publiek, klok: systeemKlok });
  gateway = new Gateway(config, bundelhouder, maakLogger('gateway', 'silent'), new Meters(), systeemKlok);
  url = await gateway.start();
});
afterAll(async () => {
  await gateway?.stop();
  await huis?.stop();
});

const AC = '/autorisaties/api/v1/applicaties';
const vraag = async (pad: string, token: string, o: { methode?: string; body?: object } = {}) => {
  const a = await fetch(`${url}${pad}`, { method: o.methode ?? 'GET', headers: { authorization: `Bearer ${token}`, ...(o.body ? { 'content-type': 'application/json' } : {}) }, ...(o.body ? { body: JSON.stringify(o.body) } : {}) });
  return { status: a.status, body: (await a.json()) as Record<string, unknown> };
};
/** What was acknowledged works everywhere within five seconds. */
const wordt = (status: number, jwt: string): Promise<void> => wachtTot(async () => (await vraag(AC, jwt)).status === status, { ms: 5000, wat: `a ${status}` });

describe('a client of the ZGW standards at the door', () => {
  it('reads what its application may read, with the JWT that it made itself, and no more', async () => {
    const c = await maakClient(huis, bas);
    const jwt = await zgwJwt(c, { user_id: 'bas', roles: ['applicatiebeheerder'] });
    await wordt(200, jwt);
    expect((await vraag(`${AC}/consumer?clientId=${c.clientId}`, jwt)).body).toMatchObject({ clientIds: expect.arrayContaining([c.clientId]) });
    const anders = await vraag(AC, jwt, { methode: 'POST', body: { clientIds: [], label: 'x', heeftAlleAutorisaties: true } });
    expect(anders).toMatchObject({ status: 403, body: { code: 'permission_denied' } });
    // A new one for each call, as clients do; and never on an API of the house itself.
    expect((await vraag(AC, await zgwJwt(c))).status).toBe(200);
    for (const pad of [`${PAD}/applicaties`, ZAAK]) expect([pad, (await vraag(pad, jwt)).status]).toEqual([pad, 401]);
    for (const pad of [`${PAD}/zgw-tokens`, `${PAD}/bundel`]) expect([pad, (await vraag(pad, bas, { methode: 'POST', body: { jwt } })).status]).toEqual([pad, 404]);
  });

  it('is out within five seconds after it is withdrawn, after its end comes nearer, and after its application is', async () => {
    const [a, b] = [await maakClient(huis, bas), await maakClient(huis, bas)];
    const [jwtA, jwtB] = [await zgwJwt(a), await zgwJwt(b)];
    await wordt(200, jwtA);
    await wordt(200, jwtB);
    expect((await huis.roep('DELETE', `${ZAAK}/${a.id}`, { token: bas })).status).toBe(204);
    await wordt(401, jwtA);
    expect((await vraag(AC, jwtB)).status).toBe(200);
    await huis.sql(`update zgw_client set van = '2020-01-01', tot = '2020-12-31' where id = $1`, [b.id]);
    await huis.sql('update bundelstand set stand = stand + 1');
    await wordt(401, jwtB);
    const c = await maakClient(huis, bas);
    const jwtC = await zgwJwt(c);
    await wordt(200, jwtC);
    await huis.sql(`update applicatie set leverancier = null where id = 'zaaksysteem'`);
    await huis.sql('update bundelstand set stand = stand + 1');
    await wordt(401, jwtC);
    await huis.sql(`update applicatie set leverancier = 'Zaaksoft' where id = 'zaaksysteem'`);
    await huis.sql('update bundelstand set stand = stand + 1');
    await wordt(200, jwtC);
  });

  it('of one municipality sees nothing of another', async () => {
    await huis.sql('update bevoegdheid set tot = null where organisatie = $1', [VOORBEELDSTAD]);
    const elders = await huis.als('bas', undefined, VOORBEELDSTAD);
    const [hier, daar] = [await maakClient(huis, bas), await maakClient(huis, elders, {}, `${PAD}/applicaties/zaaksysteem-voorbeeldstad/zgw-clients`)];
    const [jwtHier, jwtDaar] = [await zgwJwt(hier), await zgwJwt(daar)];
    await wordt(200, jwtHier);
    await wordt(200, jwtDaar);
    for (const [jwt, eigen, ander] of [[jwtHier, hier, daar], [jwtDaar, daar, hier]] as const) {
      expect((await vraag(`${AC}?clientIds=${eigen.clientId},${ander.clientId}`, jwt)).body).toMatchObject({ count: 1 });
      expect((await vraag(`${AC}/consumer?clientId=${ander.clientId}`, jwt)).status).toBe(404);
    }
  });
});
