import type { CanActivate } from '@nestjs/common';
import { ROUTE, type Invoercontrole, type MetAanroep } from '@bronhuis/toegang';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { maakContract, splitsContract } from './contract.ts';
import type { Componentdefinitie } from './definitie.ts';
import { Foutfilter } from './fouten.ts';
import { Invoer, type TeControleren } from './invoer.ts';
import { koppenVan } from './koppen.ts';
import { meet } from './metingen.ts';



interface Wensen {
  guard: ((controle: Invoercontrole) => CanActivate) | null;
  gereed: () => Promise<boolean>;
  peilers: Record<string, () => number | Promise<number>>;
}

/** The HTTP rules of the house, the same for every component. */
export async function richtServerIn(app: NestFastifyApplication, d: Componentdefinitie, config: Config, logger: Logger, wensen: Wensen): Promise<void> {
  const instantie = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  const koppen = koppenVan(d.versie);
  instantie.addHook('onRequest', (_, antwoord, klaar) => {
    void antwoord.headers(koppen);
    klaar();
  });
  instantie.addHook('onSend', rondAf(logger));
  leesInhoud(instantie);
  await d.fastify?.(instantie, config);
  const register = meet(instantie, d.naam, wensen.peilers);
  eisVerklaringen(app);
  const prefix = d.prefix ?? `${d.naam}/v1`;
  const contract = maakContract(app, {
    ...d,
    server: `${config.PUBLIEKE_URL}/${prefix}`.replace(/\/$/, ''),
    buiten: { paden: d.buitenPrefix ?? [], facades: d.facades ?? [], server: config.PUBLIEKE_URL },
  });
  const invoer = new Invoer(contract, prefix ? `/${prefix}` : '');
  const controle: Invoercontrole = (_, verzoek) => invoer.controleer(verzoek as MetAanroep & TeControleren);
  if (wensen.guard) app.useGlobalGuards(wensen.guard(controle));
  else app.useGlobalGuards({ canActivate: (c) => (controle(c.getHandler(), c.switchToHttp().getRequest<MetAanroep>()), true) });
  app.useGlobalFilters(new Foutfilter(logger, methodenVan(contract.paths, prefix ? `/${prefix}` : ''), d.foutweergave));

  if (prefix) {
    for (const [naam, document] of splitsContract(contract, d.facades ?? [], config.PUBLIEKE_URL)) serveerContract(instantie, `/${prefix}/${naam}.json`, document);
  }
  instantie.get('/health/live', (_, a) => a.send({ status: 'ok' }));
  instantie.get('/health/ready', async (_, a) => {
    const gereed = await wensen.gereed();
    return a.code(gereed ? 200 : 503).send({ status: gereed ? 'ok' : 'niet gereed' });
  });
  instantie.get('/metrics', async (_, a) => a.header('content-type', register.contentType).send(await register.metrics()));
}

/** Public, for anybody's tools (ADR /core/publish-openapi). */
function serveerContract(instantie: FastifyInstance, pad: string, document: object): void {
  const tekst = JSON.stringify(document);
  instantie.get(pad, (_, a) => a.headers({ 'content-type': 'application/json; charset=utf-8', 'access-control-allow-origin': '*' }).send(tekst));
}

/** No answer without its record: what no transaction took along is written before the answer leaves. */
function rondAf(logger: Logger) {
  return (verzoek: FastifyRequest, antwoord: FastifyReply, inhoud: unknown, klaar: (fout: null, inhoud: unknown) => void): void => {
    const { aanroep } = verzoek as unknown as MetAanroep;
    if (!aanroep || aanroep.isVastgelegd) return klaar(null, inhoud);
    const houdIn = (fout: unknown): string => {
      logger.error({ fout: (fout as Error).message }, 'answer withheld: its record could not be written');
      const problem = { status: 503, title: 'Nu niet beschikbaar', detail: 'De verwerking kan nu niet worden vastgelegd, dus het antwoord wordt niet gegeven.' };
      void antwoord.code(503).header('content-type', 'application/problem+json; charset=utf-8').removeHeader('content-length');
      return JSON.stringify(problem);
    };
    void aanroep
      .rondAf(antwoord.statusCode < 400)
      .then(() => inhoud, houdIn)
      .then((uit) => klaar(null, uit));
  };
}

/** JSON and forms are read whole (1 MB); everything else is a stream that the route itself bounds. */
function leesInhoud(instantie: FastifyInstance): void {
  instantie.removeAllContentTypeParsers();
  const json = instantie.getDefaultJsonParser('error', 'error');
  instantie.addContentTypeParser(/^application\/([\w.-]+\+)?json/, { parseAs: 'string' }, (verzoek, inhoud, klaar) => {
    if (inhoud === '') klaar(null, undefined);
    else void json(verzoek, inhoud as string, klaar);
  });
  instantie.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, inhoud, klaar) => {
    klaar(null, Object.fromEntries(new URLSearchParams(inhoud as string)));
  });
  instantie.addContentTypeParser('*', (_, inhoud, klaar) => klaar(null, inhoud));
}

/** A route that declares no action and class keeps the component from starting: deny by default. */
function eisVerklaringen(app: NestFastifyApplication): void {
  const ontdekking = app.get(DiscoveryService);
  const scanner = new MetadataScanner();
  const zonder: string[] = [];
  for (const { instance, metatype } of ontdekking.getControllers()) {
    if (!instance || !metatype) continue;
    const prototype = Object.getPrototypeOf(instance) as object;
    for (const naam of scanner.getAllMethodNames(prototype)) {
      const handler = (prototype as Record<string, object>)[naam] as object;
      if (Reflect.getMetadata('path', handler) !== undefined && !Reflect.getMetadata(ROUTE, handler)) zonder.push(`${metatype.name}.${naam}`);
    }
  }
  if (zonder.length > 0) throw new Error(`routes without a declared action and class: ${zonder.join(', ')}`);
}

function methodenVan(paden: Record<string, object>, prefix: string): (pad: string) => string[] {
  const routes = Object.entries(paden).map(([pad, bewerkingen]) => ({
    vorm: new RegExp(`^${'servers' in bewerkingen ? '' : prefix}${pad.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '[^/]+')}$`),
    methoden: Object.keys(bewerkingen).filter((m) => m !== 'servers').map((m) => m.toUpperCase()),
  }));
  return (pad) => routes.filter((r) => r.vorm.test(pad)).flatMap((r) => r.methoden);
}
