import { bronMigraties, migreer } from '@bronhuis/bron';
import { migreerStromen } from '@bronhuis/events';
import { systeemKlok } from '@bronhuis/standaarden';
import { bouwComponent, maakLogger, openOmgeving } from './bouw.ts';
import { type Config, leesConfig } from './config.ts';
import type { Componentdefinitie } from './definitie.ts';

/** Time that a stop may take; after it the process ends anyway (nothing acknowledged depends on it). */
const STOP_MS = 9_000;

/**
 * The whole of a `main.ts`. Without argument the component runs until SIGTERM; `migreer` brings database and streams
 * to this version; other arguments are the commands of the definition.
 */
export async function startComponent(d: Componentdefinitie): Promise<void> {
  const opdracht = process.argv[2];
  const logger = maakLogger(d.naam, 'info');
  try {
    const config = leesConfig(process.env, { database: d.database !== false, ...(d.instellingen ? { eigen: d.instellingen } : {}) });
    if (opdracht === 'migreer') await migreerAlles(d, config);
    else if (opdracht) await voerUit(d, config, opdracht);
    else await draai(d, config);
  } catch (fout) {
    logger.fatal({ fout: (fout as Error).message }, 'cannot start');
    process.exitCode = 1;
  }
}

async function migreerAlles(d: Componentdefinitie, config: Config): Promise<void> {
  if (d.database === false) return;
  if (!config.DATABASE_URL_EIGENAAR) throw new Error('DATABASE_URL_EIGENAAR is missing (only the migration step has it)');
  await migreer(config.DATABASE_URL_EIGENAAR, [...bronMigraties, ...(d.migraties ?? [])]);
  await migreerStromen(config.NATS_URL as string, config.NATS_VOORVOEGSEL, {
    component: d.naam,
    consumeert: d.consumeert ?? [],
    replicas: config.NATS_REPLICAS,
  });
}

async function voerUit(d: Componentdefinitie, config: Config, naam: string): Promise<void> {
  const opdracht = d.opdrachten?.[naam];
  if (!opdracht) throw new Error(`unknown command ${naam}; known: migreer, ${Object.keys(d.opdrachten ?? {}).join(', ')}`);
  const omgeving = await openOmgeving(d, config, systeemKlok, maakLogger(d.naam, config.LOG_NIVEAU));
  try {
    await opdracht(omgeving);
  } finally {
    await omgeving.bron.sluit();
  }
}

async function draai(d: Componentdefinitie, config: Config): Promise<void> {
  const logger = maakLogger(d.naam, config.LOG_NIVEAU);
  const component = await bouwComponent(d, config);
  logger.info({ url: component.url }, 'ready to serve');
  let stopt = false;
  const stop = (signaal: string): void => {
    if (stopt) return;
    stopt = true;
    logger.info({ signaal }, 'stopping');
    setTimeout(() => process.exit(1), STOP_MS).unref();
    component.stop().then(
      () => process.exit(0),
      (fout: unknown) => {
        logger.error({ fout: (fout as Error).message }, 'stop failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
