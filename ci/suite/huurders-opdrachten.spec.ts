import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { leesConfig, MET_DATABASE, type Component } from '../../deploy/src/lokaal/config.ts';
import { leesWachtwoorden } from '../../deploy/src/lokaal/geheimen.ts';
import { omgevingVanMigratie } from '../../deploy/src/lokaal/onderdelen.ts';
import { databaseUrls } from '../../deploy/src/lokaal/voorbereiding.ts';
import { Objectsbron, record } from '../../services/registers/test/objectsbron.ts';
import { client, GATEWAY, GEHEIMEN, OVERBRUGGE, totGereed, VOORBEELDSTAD } from './hulp.ts';
import { programmas, voer } from './opdrachten.ts';
import { alsBeheer, beheerUrl, rustigeStand, verschil, woordenVan } from './stand.ts';

// Every program of the installation, found by itself: with what Voorbeeldstad has (its keys, its role, its files) it sees
// nothing of Overbrugge and changes nothing there; or it stands below with the reason why it has no tenant.

const ZONDER_HUURDER: Record<string, string> = {
  'npm run start': 'starts the servers and the components; the first start does what the commands below do',
  'npm run build': 'compiles',
  'npm run test': 'makes servers and databases of its own',
  'npm run lint': 'reads sources',
  'npm run bench': 'makes an installation of its own, with data of its own',
  'deploy/src/start.ts': 'is npm run start',
  'deploy/src/bench.ts': 'is npm run bench',
  'npm run keten': 'is deploy/src/keten.ts, that is tried',
  'npm run registers:importeer': 'is deploy/src/importeer.ts, that is tried',
  'services/registers/src/overname/importeer.ts': 'is what deploy/src/importeer.ts starts, that is tried',
  'npm run verifieer': 'is deploy/src/verifieer.ts, that is tried',
  'deploy/src/bench/kaal.ts': 'the baseline of the bench: a server beside its own database',
  'deploy/src/bench/tokens/kaal.ts': 'the baseline of the bench: a server beside its own database',
  'deploy/src/inrichting.ts': 'makes databases, roles and keys before there is any data, and leaves what is there',
  'gateway/src/main.ts': 'the gateway itself: every request through it is tried with the tokens of the other',
  'libs/component/src/start.ts': 'runs the commands of the components, that are tried by name',
  'toegangsbeheer controleer-beleid': 'reads the policies of the release and of the installation, that are for all organisaties',
  'toegangsbeheer roteer-sleutels': 'the keys that sign tokens are those of the installation, for all organisaties',
};

const config = leesConfig(process.env);
let map: string;
let naamVanA: string;

/** What of Overbrugge may be seen nowhere: its number, and every id and number of a case that only it has. */
let vanA: string[];

const noemtA = (tekst: string): string[] => vanA.filter((w) => tekst.includes(w));

/** A folder with only those secrets that belong to Voorbeeldstad. */
function geheimenVanB(): string {
  const doel = join(map, 'geheimen');
  mkdirSync(doel, { recursive: true });
  for (const soort of ['log', 'verklaring']) copyFileSync(join(GEHEIMEN, `${soort}-${VOORBEELDSTAD}.key.json`), join(doel, `${soort}-${VOORBEELDSTAD}.key.json`));
  // Whatever name it gives itself, it only has its own key.
  for (const wie of ['zaaksysteem', 'zaaksysteem-voorbeeldstad', 'portaal']) copyFileSync(join(GEHEIMEN, 'client-zaaksysteem-voorbeeldstad.key.json'), join(doel, `client-${wie}.key.json`));
  return doel;
}

const instellingen = (component: Component): Record<string, string> => ({
  ...omgevingVanMigratie(component, config, {
    natsUrl: process.env['NATS_URL'] ?? `nats://127.0.0.1:${config.poorten.nats}`,
    databases: databaseUrls(beheerUrl(), leesWachtwoorden(GEHEIMEN)),
  }),
  DEMONSTRATIE_MAP: resolve('services/toegangsbeheer/demonstratie'),
});

/** A command of a component changes nothing of any organisatie, and tells nothing of one. */
async function laatAllesMetRust(component: Component, opdracht: string, extra: Record<string, string> = {}): Promise<void> {
  const voor = await rustigeStand();
  const r = await voer([`services/${component}/dist/src/main.js`, opdracht], { ...instellingen(component), ...extra });
  expect([r.status, r.uit]).toEqual([0, expect.any(String)]);
  const na = await rustigeStand();
  for (const wie of [OVERBRUGGE, VOORBEELDSTAD]) expect(verschil(voor, na, wie)).toEqual([]);
  // The number of an organisatie may stand in the log of the installation, nothing else of it.
  expect(noemtA(r.uit).filter((w) => w !== OVERBRUGGE && w !== naamVanA)).toEqual([]);
}

/** The verifier of the log, as the application role sees it with one tenant set (or none), and with that tenant's keys. */
async function verifieer(programma: string, organisatie: string | null): Promise<{ status: number | null; uit: string }> {
  const url = new URL(databaseUrls(beheerUrl(), leesWachtwoorden(GEHEIMEN))['verantwoording']!.toepassing);
  if (organisatie) url.searchParams.set('options', `-c bron.organisatie=${organisatie}`);
  const gegevens = join(map, 'getuigen');
  mkdirSync(gegevens, { recursive: true });
  return voer([programma], { ...(process.env as Record<string, string>), DATABASE_URL_EIGENAAR: url.toString(), GEHEIMEN_MAP: geheimenVanB(), GEGEVENS_MAP: gegevens });
}

async function verifieerAlsB(programma: string): Promise<void> {
  const r = await verifieer(programma, VOORBEELDSTAD);
  expect(r).toEqual({ status: 0, uit: expect.stringContaining(`logboek ${VOORBEELDSTAD} klopt`) });
  expect(r.uit.match(/logboek \d{20}/g)).toEqual([`logboek ${VOORBEELDSTAD}`]);
  expect(noemtA(r.uit)).toEqual([]);
  // Without a tenant there is no answer at all, rather than an empty one.
  const zonder = await verifieer(programma, null);
  expect([zonder.status, noemtA(zonder.uit)]).toEqual([2, []]);
}

async function bewijsMetSleutelsVanB(programma: string, document: unknown, sleutels: unknown, vlaggen: string[]): Promise<void> {
  writeFileSync(join(map, 'document.json'), JSON.stringify(document));
  writeFileSync(join(map, 'sleutels.json'), JSON.stringify(sleutels));
  const r = await voer([programma, join(map, 'document.json'), ...vlaggen, join(map, 'sleutels.json')], {});
  expect(r).toEqual({ status: 1, uit: expect.stringMatching(/niet/i) });
  // The reason, and whose key is missing; nothing of what the document tells.
  expect(noemtA(r.uit).filter((w) => !`verklaring-${OVERBRUGGE}`.includes(w))).toEqual([]);
}

const c = client();

async function eersteVan<T>(component: string, sql: string): Promise<T> {
  const rij = (await alsBeheer(component, (db) => db.query<T & object>(sql, [OVERBRUGGE]))).rows[0];
  if (!rij) throw new Error(`${component} has nothing of Overbrugge: ${sql}`);
  return rij;
}

const PROEVEN: Record<string, () => Promise<void>> = {
  'deploy/src/importeer.ts': importeerAlsB,
  'deploy/src/verifieer.ts': () => verifieerAlsB('deploy/dist/src/verifieer.js'),
  'services/verantwoording/src/logboek/verifieer.ts': () => verifieerAlsB('services/verantwoording/dist/src/logboek/verifieer.js'),
  'deploy/src/keten.ts': ketenAlsB,
  'services/verantwoording/src/logboek/verifieer-ontvangstbewijs.ts': async () => {
    const token = await c.meldAan('bakker', OVERBRUGGE);
    const lijst = (await c.roep('GET', '/verantwoording/v1/inzage', { token })).body as { resultaten: { id: string }[] };
    const bewijs = await c.roep('GET', `/verantwoording/v1/inzage/${lijst.resultaten[0]!.id}/ontvangstbewijs`, { token });
    expect(bewijs.status).toBe(200);
    const sleutels = await c.roep('GET', '/verantwoording/v1/sleutels', { token: await c.meldAan('bakker', VOORBEELDSTAD), host: 'voorbeeldstad.localhost' });
    await bewijsMetSleutelsVanB('services/verantwoording/dist/src/logboek/verifieer-ontvangstbewijs.js', bewijs.body, sleutels.body, []);
  },
  'services/selectielijst/src/verklaringen/verifieer.ts': async () => {
    const { document } = await eersteVan<{ document: unknown }>('selectielijst', 'select document from verklaring where organisatie = $1 limit 1');
    const { d: _geheim, ...publiek } = JSON.parse(readFileSync(join(GEHEIMEN, `verklaring-${VOORBEELDSTAD}.key.json`), 'utf8')) as Record<string, unknown>;
    await bewijsMetSleutelsVanB('services/selectielijst/dist/src/verklaringen/verifieer.js', document, { keys: [publiek] }, ['--sleutel']);
  },
  'registers demonstratie': () => laatAllesMetRust('registers', 'demonstratie'),
  'toegangsbeheer demonstratie': () => laatAllesMetRust('toegangsbeheer', 'demonstratie'),
  // A folder in which Voorbeeldstad says to have all activities of Overbrugge, with other words.
  'verantwoording demonstratie': async () => {
    const bron = JSON.parse(readFileSync('services/toegangsbeheer/demonstratie/verwerkingsactiviteiten.json', 'utf8')) as { organisatie: string; naam: string }[];
    const vanB = bron.filter((a) => a.organisatie === OVERBRUGGE).map((a) => ({ ...a, organisatie: VOORBEELDSTAD, naam: `${a.naam} (van een ander)` }));
    expect(vanB.length).toBeGreaterThan(0);
    const doel = join(map, 'demonstratie');
    mkdirSync(doel, { recursive: true });
    writeFileSync(join(doel, 'verwerkingsactiviteiten.json'), JSON.stringify(vanB));
    await laatAllesMetRust('verantwoording', 'demonstratie', { DEMONSTRATIE_MAP: doel });
  },
  'toegangsbeheer organisaties': async () => {
    const bron = JSON.parse(readFileSync('services/toegangsbeheer/demonstratie/organisaties.json', 'utf8')) as { oin: string }[];
    const bestand = join(map, 'organisaties.json');
    writeFileSync(bestand, JSON.stringify(bron.filter((o) => o.oin === VOORBEELDSTAD)));
    await laatAllesMetRust('toegangsbeheer', 'organisaties', { ORGANISATIES_BESTAND: bestand });
  },
  ...Object.fromEntries(MET_DATABASE.map((component) => [`${component} migreer`, () => laatAllesMetRust(component, 'migreer')])),
};

/** A lasting token of the application of Voorbeeldstad that may read everything there, once the components know it. */
async function apiTokenVanB(): Promise<string> {
  const geldigTot = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  const a = await c.roep('POST', '/toegangsbeheer/v1/applicaties/zaaksysteem-voorbeeldstad/api-tokens', {
    token: await c.meldAan('bas', VOORBEELDSTAD),
    koppen: { 'idempotency-key': randomUUID() },
    body: { naam: 'Verhuizing', geldigTot, alleTypen: 'lezen', rechten: [], verwerkingsactiviteit: 'VA-01' },
  });
  expect(a.status).toBe(201);
  const { geheim } = a.body as { geheim: string };
  for (let i = 0; i < 40 && (await c.roep('GET', '/objects/api/v2/objects', { koppen: { authorization: `Token ${geheim}` } })).status !== 200; i++) await new Promise((klaar) => setTimeout(klaar, 250));
  return geheim;
}

/** An Objects API moves into Voorbeeldstad, history and all; with the same keys nothing of it goes into Overbrugge. */
async function importeerAlsB(): Promise<void> {
  const schema = { type: 'object', properties: { soort: { type: 'string' } } };
  // The applicatiebeheerder has no mandate for this purpose there: the type is made as others are, and found.
  const type = await c.roep('POST', '/registers/v1/objecttypen', {
    token: await c.meldAan('bas', VOORBEELDSTAD),
    koppen: { 'idempotency-key': randomUUID() },
    body: { naam: `boom-${randomUUID().slice(0, 8)}`, soort: 'registratie', schema, classificatie: { beschikbaarheid: 1, integriteit: 1, vertrouwelijkheid: 1 }, betrokkenen: [], gegevenscategorieen: [], verwerkingsactiviteiten: ['VA-01'] },
  });
  expect(type.status).toBe(201);
  const bron = new Objectsbron((type.body as { id: string }).id);
  bron.versies.push({ version: 1, status: 'published', jsonSchema: schema });
  for (const soort of ['eik', 'beuk', 'linde']) bron.objecten.set(randomUUID(), [record(1, '2020-01-01', { soort }), record(2, '2022-05-01', { soort: `${soort} (oud)` }, { registrationAt: '2022-06-01' })]);
  const url = await bron.start();
  try {
    const env = { OBJECTEN_TOKEN: 'daar', BRONHUIS_TOKEN: await apiTokenVanB() };
    const haal = (organisatie: string) => {
      const sleutel = join(geheimenVanB(), 'client-zaaksysteem-voorbeeldstad.key.json');
      const opties = { url, naar: GATEWAY, applicatie: 'zaaksysteem-voorbeeldstad', sleutel, organisatie, verwerkingsactiviteit: 'VA-01', voortgang: join(map, randomUUID()) };
      return voer(['deploy/dist/src/importeer.js', ...Object.entries(opties).flatMap(([naam, waarde]) => [`--${naam}`, waarde])], env);
    };
    const voor = await rustigeStand();
    const hier = await haal(VOORBEELDSTAD);
    expect(hier).toEqual({ status: 0, uit: expect.stringContaining('Beide kanten zijn gelijk') });
    const daar = await haal(OVERBRUGGE);
    expect([daar.status, daar.uit]).toEqual([2, expect.stringContaining('geen token')]);
    // The name of the municipality stands in the refusal, nothing of it.
    expect(noemtA(hier.uit + daar.uit).filter((w) => w !== OVERBRUGGE && w !== naamVanA)).toEqual([]);
    // That it was refused is a decision, in the log of whom it was about.
    expect(verschil(voor, await rustigeStand(), OVERBRUGGE).filter((v) => !/^toegangsbeheer (bron\.(inkomend|verwerking_uit)|public\.beslissing) /.test(v))).toEqual([]);
  } finally {
    await bron.stop();
  }
}

/** The whole story, told by somebody who has only the key of Voorbeeldstad, whatever it calls itself. */
async function ketenAlsB(): Promise<void> {
  const voor = await rustigeStand();
  const r = await voer(['deploy/dist/src/keten.js'], { GATEWAY_URL: GATEWAY, GEHEIMEN_MAP: geheimenVanB() });
  expect([r.status, r.uit]).toEqual([1, expect.stringContaining('✘')]);
  expect(noemtA(r.uit)).toEqual([]);
  expect(verschil(voor, await rustigeStand(), OVERBRUGGE)).toEqual([]);
}

beforeAll(async () => {
  await totGereed();
  map = mkdtempSync(join(tmpdir(), 'opdrachten-'));
  naamVanA = (await eersteVan<{ naam: string }>('toegangsbeheer', 'select naam from organisatie where oin = $1')).naam;
  const bekend = await woordenVan(VOORBEELDSTAD);
  const alleen = [...(await woordenVan(OVERBRUGGE)).keys()].filter((w) => /\d/.test(w) && !/^\d{4}-\d\d-\d\d|^\d{1,19}$/.test(w) && !bekend.has(w));
  vanA = [...new Set([OVERBRUGGE, naamVanA, ...alleen])];
});

afterAll(() => rmSync(map, { recursive: true, force: true }));

test('every program is tried, or stands on the list with the reason why it has no tenant', async () => {
  expect([...Object.keys(PROEVEN), ...Object.keys(ZONDER_HUURDER)].sort()).toEqual(await programmas());
  expect(vanA.length).toBeGreaterThan(100);
});

test.each(Object.entries(PROEVEN))('%s: with what Voorbeeldstad has, nothing of Overbrugge is seen or changed', (_, proef) => proef());
