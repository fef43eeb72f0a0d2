import { alsProblem } from '@bronhuis/component';
import type { Foutweergave } from '@bronhuis/component';
import { leesTraceparent, Probleem } from '@bronhuis/standaarden';
import type { InvalidParam } from '@bronhuis/standaarden';
import { isCompat } from './adressen.ts';

/** A fault in a field, with the code that clients of these standards know. */
export interface Veldfout extends InvalidParam {
  code: string;
}

export const veldfout = (name: string, code: string, reason: string): Veldfout => ({ name, code, reason });

/** The name for what is wrong with the whole. */
export const GEHEEL = 'nonFieldErrors';

export const ongeldig = (...fouten: InvalidParam[]): Probleem => new Probleem({ status: 400, title: 'De invoer klopt niet', detail: 'Kijk bij invalid_params wat u moet verbeteren.', code: 'invalid', invalidParams: fouten });

export const nietGevonden = (): Probleem => Probleem.nietGevonden();

const CODES: Record<number, string> = {
  400: 'parse_error',
  403: 'permission_denied',
  404: 'not_found',
  405: 'method_not_allowed',
  406: 'not_acceptable',
  409: 'conflict',
  412: 'precondition_failed',
  413: 'request_entity_too_large',
  415: 'unsupported_media_type',
  500: 'error',
  503: 'service_unavailable',
};
/** These statuses have one code there, whatever it was called by us. */
const VAST = [403, 404, 412];

/** `invalid_params`, not `invalidParams`; a code on every error; an instance in the form of a UUID, made of the trace. */
const alsStandaard: Foutweergave = (probleem, verzoek) => {
  const trace = verzoek.aanroep ? leesTraceparent(verzoek.aanroep.traceparent)?.traceId : undefined;
  const { status, title, detail, invalidParams } = probleem;
  const eigen = probleem.code ?? (invalidParams ? 'invalid' : undefined);
  const code = status === 401 ? (verzoek.headers.authorization === undefined ? 'not_authenticated' : 'authentication_failed') : VAST.includes(status) ? CODES[status] : (eigen ?? CODES[status] ?? 'error');
  const body = {
    type: 'about:blank',
    code,
    title,
    status,
    detail,
    ...(trace ? { instance: `urn:uuid:${trace.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}` } : {}),
    ...(invalidParams ? { invalid_params: invalidParams.map(({ name, code: c, reason }) => ({ name, code: c ?? 'invalid', reason })) } : {}),
  };
  return { contentType: 'application/problem+json; charset=utf-8', body: JSON.stringify(body) };
};

/** Errors on the paths of these standards in their form, all others in that of the house. */
export const foutweergave: Foutweergave = (probleem, verzoek) => (isCompat(verzoek.url) ? alsStandaard : alsProblem)(probleem, verzoek);
