import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { datumInAmsterdam, plusDuur, sha256Hex } from '@bronhuis/standaarden';
import { Proces } from '@bronhuis/testing';
import { opent, PAD, type Huis } from './omgeving.ts';
import { clientInvoer, zgwJwt } from './zgw-hulp.ts';

let huis: Huis;
let proces: Proces;
let logboek: string;
let map: string;

/** A second process on the database of the first, that says everything it has to say. */
beforeAll(async () => {
  huis = await opent();
  map = await mkdtemp(join(tmpdir(), 'logboek-'));
  logboek = join(map, 'toegangsbeheer.log');
  proces = await Proces.start({
    project: 'services/toegangsbeheer',
    logboek,
    env: {
      DATABASE_URL: huis.db.toepassing,
      DATABASE_URL_WERKER: huis.db.werker,
      NATS_URL: huis.nats.url,
      NATS_VOORVOEGSEL: huis.nats.voorvoegsel,
      TOEGANGSBEHEER_URL: huis.url,
      GATEWAY_URL: huis.url,
      GEHEIMEN_MAP: huis.geheimen.map,
      GEGEVENS_MAP: map,
      LOG_NIVEAU: 'trace',
    },
  });
});
afterAll(async () => {
  await proces?.dood();
  await huis?.stop();
});

describe('het logboek van het proces', () => {
  it('noemt geen geheim, geen hash en niet wie men belt, wat er ook misgaat', async () => {
    const token = await huis.als('bas');
    const [geheim, zwak] = [randomBytes(20).toString('hex'), 'c'.repeat(40)];
    const invoer = { naam: 'Proef', contactpersoon: 'Jan Jansen', verwerkingsactiviteit: 'VA-01', geldigTot: plusDuur(datumInAmsterdam(new Date()), 'P1Y'), rechten: [] };
    const roep = async (methode: string, pad: string, headers: Record<string, string>, body?: object) => {
      const a = await fetch(`${proces.url}${PAD}${pad}`, { method: methode, headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) }, ...(body ? { body: JSON.stringify(body) } : {}) });
      return { status: a.status, body: (await a.json()) as { geheim?: string } };
    };
    const maak = (body: object) => roep('POST', '/applicaties/zaaksysteem/api-tokens', { authorization: `Bearer ${token}` }, body);
    expect((await maak({ ...invoer, geheim })).status).toBe(201);
    expect((await maak({ ...invoer, geheim })).status).toBe(409);
    expect((await maak({ ...invoer, geheim: zwak })).status).toBe(400);
    const { status, body } = await maak(invoer);
    expect(status).toBe(201);
    expect((await roep('GET', '/applicaties', { authorization: `Token ${geheim}` })).status).toBe(401);
    // A fault that nobody foresaw, in the middle of it.
    await huis.sql('alter table api_token add constraint proef check (naam <> $$Stuk$$)');
    expect((await maak({ ...invoer, naam: 'Stuk', geheim: randomBytes(19).toString('hex') + 'ab' })).status).toBe(500);
    const tekst = await readFile(logboek, 'utf8');
    expect(tekst).toContain('unexpected error');
    for (const weg of [geheim, zwak, body.geheim!, sha256Hex(geheim), 'Jan Jansen']) expect([weg, tekst.includes(weg)]).toEqual([weg, false]);
  });

  it('noemt van een ZGW-client geen geheim, geen JWT en niet wie daarin staat', async () => {
    const token = await huis.als('bas');
    const geheim = randomBytes(32).toString('base64url');
    const post = async (pad: string, body: object, headers: Record<string, string> = {}) => {
      const a = await fetch(`${proces.url}${PAD}${pad}`, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) });
      return { status: a.status, body: (await a.json()) as { geheim?: string; id: string; access_token?: string } };
    };
    const maak = (anders: object) => post('/applicaties/zaaksysteem/zgw-clients', clientInvoer(anders), { authorization: `Bearer ${token}` });
    expect((await maak({ clientId: 'mee', geheim })).status).toBe(201);
    expect((await maak({ clientId: 'mee', geheim })).status).toBe(409);
    expect((await maak({ clientId: 'zwak', geheim: 'd'.repeat(32) })).status).toBe(400);
    const { body } = await maak({ clientId: 'nieuw' });
    const jwts = await Promise.all([{ clientId: 'mee', geheim }, { clientId: 'nieuw', geheim: body.geheim! }, { clientId: 'mee', geheim: 'anders' }].map((c) => zgwJwt(c, { user_representation: 'Jan Jansen' })));
    const gewisseld = await Promise.all(jwts.map((jwt) => post('/zgw-tokens', { jwt })));
    expect(gewisseld.map((g) => g.status)).toEqual([200, 200, 401]);
    // A row that somebody changed: the fault that this gives is told, what was in the request is not.
    await huis.sql(`update zgw_client set geheim = geheim || '\\x00' where id = $1`, [body.id]);
    expect((await post('/zgw-tokens', { jwt: jwts[1] })).status).toBe(500);
    const tekst = await readFile(logboek, 'utf8');
    expect(tekst).toContain('unable to authenticate data');
    const weg = [geheim, body.geheim!, 'd'.repeat(32), 'Jan Jansen', ...jwts.map((j) => j.split('.')[2]!), ...jwts.map((j) => j.split('.')[1]!), gewisseld[0]!.body.access_token!.split('.')[2]!];
    for (const w of weg) expect([w, tekst.includes(w)]).toEqual([w, false]);
  });
});
