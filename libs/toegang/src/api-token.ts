import { datumInAmsterdam, Probleem, sha256Hex } from '@bronhuis/standaarden';
import type { Bundel } from './bundel.ts';
import { isBearer, type Token } from './token.ts';
import type { Bron } from './vraag.ts';

export const MODI = ['lezen', 'lezen-en-schrijven'] as const;
export type Modus = (typeof MODI)[number];

/** What an API token may do with the objects of one type. */
export interface ApiTokenrecht {
  /** Id of the type, the same for all its versions. */
  objecttype: string;
  modus: Modus;
  /**
   * The only fields that it sees, by version of the type, as the Objects API writes them: `url`, `record__data__naam`.
   * Absent: every field. A version that is not named shows nothing.
   */
  velden?: Record<string, string[]>;
}

/** The part of an API token that narrows what its application may: never more than the policies allow. */
export interface ApiTokenrechten {
  id: string;
  /** For types that `rechten` does not name; null: only what `rechten` names. */
  alleTypen: Modus | null;
  rechten: ApiTokenrecht[];
}

/** A lasting token of an application, as the bundle tells it: the secret itself is nowhere, and no person is named. */
export interface ApiToken extends ApiTokenrechten {
  /** SHA-256 of the secret, hexadecimal. */
  hash: string;
  applicatie: string;
  organisatie: string;
  uitvoerder: string;
  /** The verwerkingsactiviteit that every call with it is for. */
  doel: string;
  /** First and last day, in Europe/Amsterdam. */
  van: string;
  tot: string;
}

/** The right to a type: what is said of the type itself goes before what holds for all. Null: none. */
export function rechtOp(t: ApiTokenrechten, objecttype: string): ApiTokenrecht | null {
  return t.rechten.find((r) => r.objecttype === objecttype) ?? (t.alleTypen ? { objecttype, modus: t.alleTypen } : null);
}

/** Why the token itself stands in the way of what the policies allow, or null. */
export function beperking(t: ApiTokenrechten, bron: Bron, actie: string, klasse: string): string | null {
  const leest = actie.endsWith(':lezen');
  if (bron.objecttype === undefined) {
    // Something of no type: only that which holds nobody's data, such as the types themselves.
    if ((leest && klasse === 'geen-persoonsgegevens') || t.alleTypen === 'lezen-en-schrijven') return null;
    return 'Dit token geeft geen recht op deze handeling.';
  }
  const recht = rechtOp(t, bron.objecttype);
  if (!recht) return 'Dit token geeft geen recht op dit objecttype.';
  return leest || recht.modus === 'lezen-en-schrijven' ? null : 'Met dit token mag u dit objecttype alleen lezen.';
}

/** The same for a list of many types: the types that may be seen, or (`behalve`) all but these. No type is `''`. */
export function typenVan(t: ApiTokenrechten, bron: Bron, actie: string, klasse: string): { behalve: boolean; typen: string[] } {
  const mag = (objecttype?: string): boolean => beperking(t, objecttype === undefined ? { soort: bron.soort } : { soort: bron.soort, objecttype }, actie, klasse) === null;
  // A right to all types and to none in particular: what is said of all.
  const behalve = beperking({ ...t, rechten: [] }, { soort: bron.soort, objecttype: '' }, actie, klasse) === null;
  const genoemd = [...new Set(t.rechten.map((r) => r.objecttype))].filter((id) => mag(id) !== behalve);
  return { behalve, typen: mag() === behalve ? genoemd : [...genoemd, ''] };
}

/** `Authorization: Token <secret>`; the clients that send it do not mind about capitals. */
const KOP = /^token +(\S{1,200})$/i;

/** Is this call about an API token? Everything that is no Bearer token is, so that it hears how to call. */
export const isApiTokenkop = (authorization: string | undefined): boolean => !isBearer(authorization);

/** The API tokens of one bundle, found by their hash: what a lookup takes tells nothing of the secret. */
export class ApiTokens {
  private readonly opHash = new Map<string, { token: Token; van: string; tot: string }>();

  constructor(bundel: Pick<Bundel, 'apiTokens' | 'ingetrokken'>) {
    const weg = new Set(bundel.ingetrokken.map((i) => i.applicatie));
    for (const t of bundel.apiTokens ?? []) {
      if (weg.has(t.applicatie)) continue;
      this.opHash.set(t.hash, { token: alsToken(t), van: t.van, tot: t.tot });
    }
  }

  /** @throws Probleem 401, the same for a token that is over, withdrawn or never was */
  controleer(authorization: string | undefined, nu: Date): Token {
    const geheim = KOP.exec(authorization ?? '')?.[1];
    const bekend = geheim === undefined ? undefined : this.opHash.get(sha256Hex(geheim));
    const dag = datumInAmsterdam(nu);
    if (!bekend || dag < bekend.van || dag > bekend.tot) {
      throw Probleem.nietAangemeld('Geef een geldig token mee in de header Authorization.', 'Token');
    }
    return bekend.token;
  }
}

const alsToken = (t: ApiToken): Token => ({
  jti: t.id,
  organisatie: t.organisatie,
  uitvoerder: t.uitvoerder,
  soort: 'applicatie',
  id: t.applicatie,
  applicatie: t.applicatie,
  rollen: [],
  niveau: 0,
  doel: t.doel,
  betrokkene: null,
  verloopt: 0,
  keten: [],
  certificaat: null,
  apiToken: { id: t.id, alleTypen: t.alleTypen, rechten: t.rechten },
});
