import { type Klok, kindVan, nieuweTrace, Probleem } from '@bronhuis/standaarden';
import type { Pseudonimiseerder, VerwerkingSchrijver } from '@bronhuis/verwerking';
import { Aanroep } from './aanroep.ts';
import { isApiTokenkop } from './api-token.ts';
import { AFDRUKKOP } from './certificaat.ts';
import type { Bundelhouder, Geldend } from './bundelhouder.ts';
import { NETWERKKOP, netwerkVan } from './omstandigheden.ts';
import type { RouteVerklaring } from './route.ts';
import type { Token } from './token.ts';

/** What decisions and records need besides the call itself. */
export interface Toegangsomgeving {
  component: string;
  pseudonimiseerder: Pseudonimiseerder;
  schrijver: Pick<VerwerkingSchrijver, 'schrijf'>;
}

/** The part of an HTTP request that says who calls. */
export interface Verzoekkop {
  method: string;
  url: string;
  body?: unknown;
  headers: Record<string, string | string[] | undefined>;
}

const een = (waarde: string | string[] | undefined): string | undefined => (Array.isArray(waarde) ? waarde[0] : waarde);

/** Opens a call: verifies the token (or takes the organisatie of the host for anonymous readers). */
export class Toegang {
  constructor(
    readonly bundelhouder: Bundelhouder,
    private readonly omgeving: Toegangsomgeving,
    private readonly klok: Klok,
  ) {}

  /** @throws Probleem 401 without a valid token, 503 without a usable bundle. */
  async open(verzoek: Verzoekkop, verklaring: RouteVerklaring): Promise<Aanroep> {
    const geldend = this.bundelhouder.huidige(verklaring.gevoelig === true);
    const nu = this.klok.nu();
    const token = verklaring.klasse === 'openbaar' ? null : await this.token(geldend, verklaring, een(verzoek.headers.authorization), nu);
    // RFC 8705 §3: whoever took it along on another connection has nothing.
    if (token && token.certificaat !== null && token.certificaat !== een(verzoek.headers[AFDRUKKOP])) {
      throw Probleem.nietAangemeld('Dit token hoort bij een certificaat. Gebruik het op een verbinding met dat certificaat.');
    }
    const inkomend = een(verzoek.headers['traceparent']);
    return new Aanroep(
      // An anonymous caller could link people through a trace id of his own choice.
      token && inkomend ? kindVan(inkomend) : nieuweTrace(),
      verklaring,
      geldend,
      this.omgeving,
      token,
      een(verzoek.headers['x-bronhuis-organisatie']) ?? null,
      { methode: verzoek.method, pad: verzoek.url, body: verzoek.body, netwerk: netwerkVan(een(verzoek.headers[NETWERKKOP])), ...sleutel(een(verzoek.headers['idempotency-key'])) },
      nu,
    );
  }

  private token(geldend: Geldend, verklaring: RouteVerklaring, authorization: string | undefined, nu: Date): Token | Promise<Token> {
    return verklaring.token && isApiTokenkop(authorization) ? geldend.apiTokens.controleer(authorization, nu) : geldend.tokens.controleer(authorization, nu);
  }
}

const sleutel = (s: string | undefined): { idempotentiesleutel?: string } => (s ? { idempotentiesleutel: s } : {});
