export { TYPE_BESLISSINGEN, TYPE_VERWERKINGEN } from './berichten.ts';
export type { Logboek } from './logboek.ts';
export { lijstGeparkeerd, type Geparkeerd } from './postvak.ts';
export { Relay, type RelayOpties } from './relay.ts';
export { JetStreamStrategie, verbindEvents, type StrategieOpties } from './strategie.ts';
export { BEWAARTERMIJNEN, migreerStromen, type Consumptie, type Stroom, type StroomWensen } from './stromen.ts';
export { NatsVerbinding } from './verbinding.ts';
