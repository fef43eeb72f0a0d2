export { dockerBereikbaar, type Testservers } from './docker.ts';
export { startNats, type NatsWensen } from './nats.ts';
export { vindNats } from './nats-binary.ts';
export { startPostgres, type PostgresWensen } from './postgres.ts';
export { eisVrij, luistert, Startfout, vrijePoort, type Server } from './proces.ts';
export { startTestservers } from './testservers.ts';
