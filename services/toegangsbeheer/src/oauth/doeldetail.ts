import { errors } from 'oidc-provider';

/** Kind of authorization details (RFC 9396 §2.1) that names the purpose. */
export const DETAILSOORT = 'verwerkingsactiviteit';
const NAAM = /^[A-Za-z0-9-]{1,40}$/;

/** `{"type": "verwerkingsactiviteit", "identifier": "VA-01"}` and nothing more. @throws InvalidAuthorizationDetails */
export function toetsDetail(detail: object): void {
  const { identifier, type: _, ...rest } = detail as Record<string, unknown>;
  if (typeof identifier !== 'string' || !NAAM.test(identifier) || Object.keys(rest).length > 0) {
    throw new errors.InvalidAuthorizationDetails('Noem alleen type en identifier: de verwerkingsactiviteit.');
  }
}

/** The purpose, of details that were checked; null without. @throws InvalidAuthorizationDetails on more than one */
export function doelVan(details: readonly object[] | undefined): string | null {
  const doelen = new Set((details ?? []).map((d) => (d as { identifier: string }).identifier));
  if (doelen.size > 1) throw new errors.InvalidAuthorizationDetails('Een token is voor één verwerkingsactiviteit.');
  return [...doelen][0] ?? null;
}
