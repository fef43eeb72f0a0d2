import 'reflect-metadata';
import { mkdir } from 'node:fs/promises';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { Bron } from '@bronhuis/bron';
import { JetStreamStrategie, NatsVerbinding, Relay, verbindEvents } from '@bronhuis/events';
import { type Klok, systeemKlok } from '@bronhuis/standaarden';
import { Bundelhouder, bundelOverHttp, ComponentClient, Deurwachter, Toegang } from '@bronhuis/toegang';
import { Pseudonimiseerder, type PseudoniemSleutels, VerwerkingSchrijver } from '@bronhuis/verwerking';
import { DiscoveryModule, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import type { JWK } from 'jose';
import { type Logger, pino } from 'pino';
import type { Config } from './config.ts';
import type { Componentdefinitie, Opdrachtomgeving } from './definitie.ts';
import { leesGeheim } from './geheimen.ts';
import { CONFIG, Huis, KLOK, LOGGER } from './huis.ts';
import { koppenVan } from './koppen.ts';
import { richtServerIn } from './server.ts';

/** A component that runs: its address, and the way to stop it. */
export interface Draaiend {
  app: NestFastifyApplication;
  url: string;
  bron: Bron | null;
  bundelhouder: Bundelhouder | null;
  stop(): Promise<void>;
}

export const maakLogger = (naam: string, niveau: string): Logger =>
  pino({ level: niveau, base: { component: naam }, timestamp: pino.stdTimeFunctions.isoTime });

/** Database, keys and clock: what commands and the running component share. */
export async function openOmgeving(d: Componentdefinitie, config: Config, klok: Klok, logger: Logger): Promise<Opdrachtomgeving> {
  if (!config.DATABASE_URL || !config.DATABASE_URL_WERKER) throw new Error('DATABASE_URL and DATABASE_URL_WERKER are missing');
  const bron = await Bron.open({ component: d.naam, toepassing: config.DATABASE_URL, werker: config.DATABASE_URL_WERKER, entities: d.entities ?? [], klok });
  const pseudonimiseerder = Pseudonimiseerder.uitMap(await leesGeheim<PseudoniemSleutels>(config.GEHEIMEN_MAP, 'pseudoniem.json'));
  return { bron, config, klok, logger, pseudonimiseerder };
}

/** Builds and starts a component. Used by `startComponent` and by tests. */
export async function bouwComponent(d: Componentdefinitie, config: Config, klok: Klok = systeemKlok): Promise<Draaiend> {
  const logger = maakLogger(d.naam, config.LOG_NIVEAU);
  await mkdir(config.GEGEVENS_MAP, { recursive: true });
  return d.database === false ? bouwZonderData(d, config, klok, logger) : bouwMetData(d, config, klok, logger);
}

async function maakApp(d: Componentdefinitie, providers: Parameters<typeof Huis.met>[0], logger: Logger): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: 1_048_576,
    // Longer than any address that Node takes: a wrong id is for the contract to refuse, not for the router.
    routerOptions: { maxParamLength: 16_384 },
    forceCloseConnections: 'idle',
    // An address that cannot be read never reaches a hook or a filter.
    frameworkErrors: (_fout: unknown, _verzoek: unknown, antwoord: FastifyReply) => {
      const probleem = { status: 400, title: 'Het verzoek klopt niet', detail: 'Het adres van dit verzoek kan niet worden gelezen.' };
      void antwoord.code(400).headers({ ...koppenVan(d.versie), 'content-type': 'application/problem+json; charset=utf-8' }).send(JSON.stringify(probleem));
    },
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    { module: class Wortel {}, imports: [DiscoveryModule, Huis.met(providers), ...[d.module].flat()] },
    adapter,
    { logger: ['error', 'fatal'], bodyParser: false, abortOnError: false },
  );
  app.setGlobalPrefix(d.prefix ?? `${d.naam}/v1`, { exclude: [...(d.buitenPrefix ?? []), ...(d.facades ?? []).map((f) => `${f.pad}/*rest`)] });
  logger.debug('module made');
  return app;
}

async function bouwZonderData(d: Componentdefinitie, config: Config, klok: Klok, logger: Logger): Promise<Draaiend> {
  const app = await maakApp(
    d,
    [
      { provide: KLOK, useValue: klok },
      { provide: CONFIG, useValue: config },
      { provide: LOGGER, useValue: logger },
    ],
    logger,
  );
  await richtServerIn(app, d, config, logger, { guard: null, gereed: async () => true, peilers: {} });
  await app.listen(config.PORT, config.ADRES);
  return { app, url: await adresVan(app), bron: null, bundelhouder: null, stop: () => sluit(app) };
}

async function bouwMetData(d: Componentdefinitie, config: Config, klok: Klok, logger: Logger): Promise<Draaiend> {
  const omgeving = await openOmgeving(d, config, klok, logger);
  const { bron, pseudonimiseerder } = omgeving;
  const verbinding = new NatsVerbinding(config.NATS_URL as string, d.naam, logger);
  const relay = new Relay({
    werker: bron.werker,
    verbinding,
    voorvoegsel: config.NATS_VOORVOEGSEL,
    component: d.naam,
    log: logger,
  });
  bron.naCommit(() => relay.wek());
  const schrijver = new VerwerkingSchrijver(bron.werker, { naCommit: () => relay.wekStraks() });
  const bundelhouder = new Bundelhouder({
    bron: d.bundelbron?.({ bron, config, klok }) ?? bundelOverHttp(config.TOEGANGSBEHEER_URL ?? ''),
    sleutel: await leesGeheim<JWK>(config.GEHEIMEN_MAP, 'bundel.pub.json'),
    klok,
    // Whoever makes the bundle does not start with one of before: what was revoked meanwhile would hold again.
    ...(d.bundelbron ? {} : { bestand: join(config.GEGEVENS_MAP, 'bundel.jws') }),
    meld: (bericht) => logger.warn(bericht),
  });
  const toegang = new Toegang(bundelhouder, { component: d.naam, pseudonimiseerder, schrijver }, klok);
  const client = new ComponentClient({
    component: d.naam,
    gatewayUrl: config.GATEWAY_URL as string,
    sleutel: await leesGeheim<JWK>(config.GEHEIMEN_MAP, `client-${d.naam}.key.json`),
  });
  const app = await maakApp(
    d,
    [
      { provide: Bron, useValue: bron },
      { provide: Pseudonimiseerder, useValue: pseudonimiseerder },
      { provide: VerwerkingSchrijver, useValue: schrijver },
      { provide: Bundelhouder, useValue: bundelhouder },
      { provide: Toegang, useValue: toegang },
      { provide: ComponentClient, useValue: client },
      { provide: KLOK, useValue: klok },
      { provide: CONFIG, useValue: config },
      { provide: LOGGER, useValue: logger },
    ],
    logger,
  );
  const strategie = (d.consumeert ?? []).length > 0
    ? new JetStreamStrategie({
        bron,
        verbinding,
        voorvoegsel: config.NATS_VOORVOEGSEL,
        component: d.naam,
        consumeert: d.consumeert ?? [],
        log: logger,
      })
    : null;
  if (strategie) verbindEvents(app, strategie);
  await richtServerIn(app, d, config, logger, {
    guard: (controle) => new Deurwachter(toegang, controle),
    gereed: async () => bundelhouder.gereed() && (await bron.bereikbaar()),
    peilers: {
      uitgaand_wachtend: async () => (await relay.achterstand()).events,
      verwerkingen_wachtend: async () => (await relay.achterstand()).verwerkingen,
      bundel_gereed: () => (bundelhouder.gereed() ? 1 : 0),
    },
  });
  await app.startAllMicroservices();
  relay.start();
  await bundelhouder.start();
  await app.listen(config.PORT, config.ADRES);
  return {
    app,
    url: await adresVan(app),
    bron,
    bundelhouder,
    stop: async () => {
      // What runs is finished first; then what it left behind is sent; the database goes last.
      bundelhouder.stop();
      await sluit(app);
      await relay.stop();
      await verbinding.sluit();
      await bron.sluit();
    },
  };
}

/** What a request that runs gets to end, as at the gateway; after that a client that does not read its answer holds up no stop. */
const UITLOOP_MS = 5_000;

/** An answer that ends while the server closes leaves a connection that nobody looks at again until its keep-alive is over (72 s). */
async function sluit(app: NestFastifyApplication): Promise<void> {
  const server = app.getHttpServer() as Server;
  const veeg = setInterval(() => {
    if (!server.listening) server.closeIdleConnections();
  }, 50);
  const einde = setTimeout(() => server.closeAllConnections(), UITLOOP_MS);
  try {
    await app.close();
  } finally {
    clearInterval(veeg);
    clearTimeout(einde);
  }
}

async function adresVan(app: NestFastifyApplication): Promise<string> {
  return (await app.getUrl()).replace('[::1]', '127.0.0.1');
}
