import { randomUUID } from 'node:crypto';
import { alsProblem, type Facade, type Foutweergave } from '@bronhuis/component';
import { leesTraceparent, Probleem, type InvalidParam } from '@bronhuis/standaarden';
import type { FastifyInstance } from 'fastify';

/** Where clients of the ZGW standards look; the gateway passes it on as it is. */
export const PAD = 'autorisaties/api/v1';

export const FACADE: Facade = {
  naam: 'autorisaties',
  pad: PAD,
  titel: 'Autorisaties API',
  omschrijving: 'De Autorisaties API 1.1.0 van zaakgericht werken, op het applicatieregister. Wat anders is, staat in docs/compat/autorisaties.md.',
  versie: '1.1.0',
};

const isHier = (adres: string): boolean => adres.startsWith(`/${PAD}/`);

/** On every answer there, also on an error: the version of that API, not of ours. */
export function zetVersie(instantie: FastifyInstance): void {
  instantie.addHook('onRequest', (verzoek, antwoord, klaar) => {
    if (isHier(verzoek.url)) void antwoord.header('api-version', FACADE.versie);
    klaar();
  });
}

/** A fault in a field, with the code that clients of this standard know. */
export interface Veldfout extends InvalidParam {
  code: string;
}

export const veldfout = (name: string, code: string, reason: string): Veldfout => ({ name, code, reason });

/** The name for what is wrong with the whole. */
export const GEHEEL = 'nonFieldErrors';

/** @throws Probleem 400 with all faults, if there are any */
export function eis(fouten: Veldfout[]): void {
  if (fouten.length > 0) throw new Probleem({ status: 400, title: 'De invoer klopt niet', detail: 'Kijk bij invalidParams wat u moet verbeteren.', code: 'invalid', invalidParams: fouten });
}

const CODES: Record<number, string> = {
  400: 'parse_error', 403: 'permission_denied', 404: 'not_found', 405: 'method_not_allowed', 409: 'conflict', 413: 'request_entity_too_large', 415: 'unsupported_media_type', 500: 'error', 503: 'service_unavailable',
};

/** `Fout` and `ValidatieFout` of the standard: a code and an instance on every error. */
const alsStandaard: Foutweergave = (probleem, verzoek) => {
  const trace = verzoek.aanroep ? leesTraceparent(verzoek.aanroep.traceparent)?.traceId.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') : undefined;
  const { status, title, detail } = probleem;
  // A body that cannot be read has no fields: it is the whole that is wrong.
  const invalidParams = probleem.invalidParams ?? (status === 400 ? [veldfout(GEHEEL, 'parse_error', detail)] : undefined);
  const code = status === 401 ? (verzoek.headers.authorization === undefined ? 'not_authenticated' : 'authentication_failed') : probleem.invalidParams ? 'invalid' : (CODES[status] ?? 'error');
  const body = {
    type: 'about:blank', code, title, status, detail, instance: `urn:uuid:${trace ?? randomUUID()}`,
    ...(invalidParams ? { invalidParams: invalidParams.map(({ name, code: c, reason }) => ({ name, code: c ?? 'invalid', reason })) } : {}),
  };
  return { contentType: 'application/problem+json; charset=utf-8', body: JSON.stringify(body) };
};

export const foutweergave: Foutweergave = (probleem, verzoek) => (isHier(verzoek.url) ? alsStandaard : alsProblem)(probleem, verzoek);
