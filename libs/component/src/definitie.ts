import type { DynamicModule, Type } from '@nestjs/common';
import type { Bron, Entiteiten, Migratie } from '@bronhuis/bron';
import type { Consumptie } from '@bronhuis/events';
import type { Klok } from '@bronhuis/standaarden';
import type { Bundelbron } from '@bronhuis/toegang';
import type { Pseudonimiseerder } from '@bronhuis/verwerking';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Config, EigenInstellingen } from './config.ts';
import type { Foutweergave } from './fouten.ts';

/** What a command (`node main.js <name>`) works with. */
export interface Opdrachtomgeving {
  bron: Bron;
  config: Config;
  klok: Klok;
  logger: Logger;
  pseudonimiseerder: Pseudonimiseerder;
}

/** An API of others that a component serves too: paths and a contract of its own, `openapi-<naam>.json` beside ours. */
export interface Facade {
  naam: string;
  /** `objects/api/v2`: every route under it is outside the prefix, and in this contract alone. */
  pad: string;
  titel: string;
  omschrijving: string;
  /** Version of the API that it follows. */
  versie: string;
}

/** Everything that makes a Nest module a component. `main.ts` holds one of these. */
export interface Componentdefinitie {
  /** Folder name and first part of its paths: `registers`. */
  naam: string;
  titel: string;
  /** Plain Dutch, for the API description. */
  omschrijving: string;
  /** Semver of the API. */
  versie: string;
  module: Type | DynamicModule;
  /** False for a component without data of its own (no tenants, no events, no guard on tokens). */
  database?: false;
  entities?: Entiteiten;
  migraties?: Migratie[];
  consumeert?: Consumptie[];
  /** Settings of this component alone, in `config.eigen`. */
  instellingen?: EigenInstellingen;
  /** Path before the routes; default `<naam>/v1`. */
  prefix?: string;
  /** Full paths that stay outside the prefix (a standard that fixes its own path). */
  buitenPrefix?: string[];
  facades?: Facade[];
  /** Commands beside `migreer`. */
  opdrachten?: Record<string, (o: Opdrachtomgeving) => Promise<void>>;
  /** Where the policy bundle comes from, when not from toegangsbeheer over HTTP. */
  bundelbron?: (o: { bron: Bron; config: Config; klok: Klok }) => Bundelbron;
  /** How problems are shown; default problem+json. */
  foutweergave?: Foutweergave;
  /** Plain Fastify additions (cookies, static files), before the routes. */
  fastify?: (instantie: FastifyInstance, config: Config) => Promise<void> | void;
}
