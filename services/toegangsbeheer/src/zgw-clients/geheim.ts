import type { Sleutelkluis } from '../sleutels/sleutelkluis.ts';

/** Of which row a secret is: one that is put in another row does not open. */
const plaats = (organisatie: string, id: string): string => `zgw-client ${organisatie} ${id}`;

/** A secret that two share is a symmetric key (RFC 7518 §6.4), and rests as every other key of the house. */
export const sluitGeheim = (kluis: Sleutelkluis, organisatie: string, id: string, geheim: string): Buffer =>
  kluis.sluit({ kty: 'oct', k: Buffer.from(geheim, 'utf8').toString('base64url') }, plaats(organisatie, id));

/** @throws Error when the row was altered, or closed with another bundle key */
export const openGeheim = (kluis: Sleutelkluis, organisatie: string, id: string, inhoud: Buffer): string =>
  Buffer.from(kluis.open(inhoud, plaats(organisatie, id)).k ?? '', 'base64url').toString('utf8');
