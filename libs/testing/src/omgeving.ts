import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { bouwComponent, leesConfig, type Componentdefinitie, type Draaiend } from '@bronhuis/component';
import { migreerStromen } from '@bronhuis/events';
import { systeemKlok, type Klok } from '@bronhuis/standaarden';
import { Buitenwereld } from './buitenwereld.ts';
import type { Bundelwijziging } from './bundel.ts';
import { testServers } from './config.ts';
import { Antwoordcontrole, type OpenApi } from './contract.ts';
import { testDatabase, type TestDatabase } from './database.ts';
import { maakGeheimen, type Geheimen } from './geheimen.ts';
import { roep, type RoepOpties, type Antwoord } from './roepen.ts';
import { maakApiToken, maakToken, type ApiTokenWens, type TokenWens } from './token.ts';

export type TestWensen = {
  /** The definition that `main.ts` gives to `startComponent`. */
  start: Componentdefinitie;
  klok?: Klok;
  /** Settings beside those that the test makes: `{ MAX_BESTAND: '1000' }`. */
  instellingen?: Record<string, string>;
  /** Another bundle than that of the demonstration. */
  bundel?: Bundelwijziging;
  /** Before the component starts: rows that must be there, key files of its own. */
  vooraf?: (o: { db: TestDatabase | null; geheimen: Geheimen; gegevensMap: string }) => Promise<void>;
  logNiveau?: string;
};

export type TestOmgeving = {
  url: string;
  /** Calls the component and holds its answer against its openapi.json. `pad` is the whole path: `/registers/v1/dossiers`. */
  roep<B = unknown>(methode: string, pad: string, opties?: RoepOpties): Promise<Antwoord<B>>;
  token(wens?: TokenWens): Promise<string>;
  /** A lasting token of an application, in the bundle that the component holds from now on; for `roep(…, { apiToken })`. */
  apiToken(wens?: ApiTokenWens): Promise<string>;
  db: TestDatabase;
  nats: { url: string; voorvoegsel: string };
  klok: Klok;
  geheimen: Geheimen;
  gegevensMap: string;
  /** The bundle, and the other components behind the gateway. */
  buiten: Buitenwereld;
  contract: OpenApi;
  /** The contracts of the APIs of others that it serves too, by name; `roep` holds their answers to them as well. */
  facades: Record<string, OpenApi>;
  draaiend: Draaiend;
  stop(): Promise<void>;
};

/** A component as it runs, on a database and NATS subjects of its own, with test keys and the real policies around it. */
export async function testComponent(w: TestWensen): Promise<TestOmgeving> {
  const d = w.start;
  const klok = w.klok ?? systeemKlok;
  const map = await mkdtemp(join(tmpdir(), `bronhuis-${d.naam}-`));
  const opruimen: (() => Promise<unknown>)[] = [() => rm(map, { recursive: true, force: true })];
  let opgeruimd: Promise<void> | undefined;
  const ruimOp = (): Promise<void> =>
    (opgeruimd ??= (async () => {
      for (const doe of opruimen.toReversed()) await doe();
    })());
  try {
    const geheimen = await maakGeheimen(join(map, 'geheimen'), ['registers', 'selectielijst', 'woo-publicatie', 'toegangsbeheer', 'verantwoording', 'portaal', d.naam]);
    const gegevensMap = join(map, 'gegevens');
    const servers = testServers();
    const voorvoegsel = `t${randomBytes(5).toString('hex')}`;
    const db = d.database === false ? null : await testDatabase(d.naam, d.migraties ?? []);
    if (db) {
      opruimen.push(() => db.sluit(), () => wisStromen(servers.nats, voorvoegsel));
      await migreerStromen(servers.nats, voorvoegsel, { component: d.naam, consumeert: d.consumeert ?? [] });
    }
    await w.vooraf?.({ db, geheimen, gegevensMap });
    const buiten = await Buitenwereld.open(geheimen, klok, w.bundel);
    opruimen.push(() => buiten.sluit());
    const config = leesConfig(
      {
        PORT: '0',
        ...(db ? { DATABASE_URL: db.toepassing, DATABASE_URL_WERKER: db.werker } : {}),
        NATS_URL: servers.nats,
        NATS_VOORVOEGSEL: voorvoegsel,
        TOEGANGSBEHEER_URL: buiten.url,
        GATEWAY_URL: buiten.url,
        GEHEIMEN_MAP: geheimen.map,
        GEGEVENS_MAP: gegevensMap,
        LOG_NIVEAU: w.logNiveau ?? 'error',
        ...w.instellingen,
      },
      { database: d.database !== false, ...(d.instellingen ? { eigen: d.instellingen } : {}) },
    );
    const draaiend = await bouwComponent(d, config, klok);
    opruimen.push(() => draaiend.stop());
    const prefix = d.prefix ?? `${d.naam}/v1`;
    const contract = await haalContract(draaiend.url, prefix);
    const facades: TestOmgeving['facades'] = {};
    for (const f of d.facades ?? []) facades[f.naam] = await haalDocument(draaiend.url, prefix, `openapi-${f.naam}`);
    const controle = new Antwoordcontrole((d.facades ?? []).reduce((alles, f) => voegFacadeToe(alles, f.pad, facades[f.naam]), contract), prefix ? `/${prefix}` : '');
    return {
      url: draaiend.url,
      roep: (methode, pad, opties) => roep(draaiend.url, controle, methode, pad, opties),
      token: (wens) => maakToken(geheimen, klok, wens),
      apiToken: async (wens) => {
        const { geheim, apiToken } = maakApiToken(klok, wens);
        await buiten.wijzigBundel({ apiTokens: [...(buiten.bundel.apiTokens ?? []), apiToken] });
        await draaiend.bundelhouder?.peil();
        return geheim;
      },
      // A component without a database has a test that does not ask for one.
      get db(): TestDatabase {
        if (!db) throw new Error(`${d.naam} heeft geen database`);
        return db;
      },
      nats: { url: servers.nats, voorvoegsel },
      klok,
      geheimen,
      gegevensMap,
      buiten,
      contract,
      facades,
      draaiend,
      stop: ruimOp,
    };
  } catch (fout) {
    await ruimOp();
    throw fout;
  }
}

async function haalContract(url: string, prefix: string): Promise<OpenApi> {
  if (!prefix) return { openapi: '3.0.0', paths: {} };
  const contract = await haalDocument(url, prefix, 'openapi');
  // Operations of another standard stand in a document of their own; a test holds both to their word.
  const anders = await fetch(`${url}/${prefix}/openapi-standaarden.json`);
  return anders.ok ? samen(contract, (await anders.json()) as OpenApi) : contract;
}

async function haalDocument(url: string, prefix: string, naam: string): Promise<OpenApi> {
  const antwoord = await fetch(`${url}/${prefix}/${naam}.json`);
  if (!antwoord.ok) throw new Error(`${naam}.json geeft ${antwoord.status}`);
  return (await antwoord.json()) as OpenApi;
}

/** In one contract with the others, an operation of a facade stands under its whole path, outside the prefix. */
function voegFacadeToe(contract: OpenApi, onder: string, facade: OpenApi = { openapi: '3.0.0', paths: {} }): OpenApi {
  const paden = Object.entries(facade.paths).map(([pad, bewerkingen]) => [`/${onder}${pad}`, { ...bewerkingen, servers: [] }]);
  return samen(contract, { ...facade, paths: Object.fromEntries(paden) as OpenApi['paths'] });
}

const samen = (een: OpenApi, ander: OpenApi): OpenApi => ({
  ...een,
  paths: { ...een.paths, ...ander.paths },
  components: { ...een.components, schemas: { ...een.components?.schemas, ...ander.components?.schemas } },
});

async function wisStromen(natsUrl: string, voorvoegsel: string): Promise<void> {
  const nc = await connect({ servers: natsUrl, timeout: 5_000 });
  try {
    const jsm = await jetstreamManager(nc, { checkAPI: false });
    for await (const stroom of jsm.streams.list()) {
      if (stroom.config.name.startsWith(`${voorvoegsel}_`)) await jsm.streams.delete(stroom.config.name);
    }
  } finally {
    await nc.close();
  }
}
