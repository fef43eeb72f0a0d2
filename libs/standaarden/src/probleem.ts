export interface InvalidParam {
  name: string;
  reason: string;
  code?: string;
}

export interface ProbleemInhoud {
  status: number;
  title: string;
  detail: string;
  code?: string;
  invalidParams?: InvalidParam[];
  headers?: Record<string, string>;
  /** further members of the problem, for example why a thing is gone */
  extra?: Record<string, unknown>;
}

/** Problem details (RFC 9457, NL API Design Rules /core/error-handling): what went wrong, in words for who called. */
export class Probleem extends Error {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly code?: string;
  readonly invalidParams?: InvalidParam[];
  readonly headers?: Record<string, string>;
  readonly extra?: Record<string, unknown>;

  constructor(inhoud: ProbleemInhoud) {
    super(`${inhoud.title}: ${inhoud.detail}`);
    this.name = 'Probleem';
    this.status = inhoud.status;
    this.title = inhoud.title;
    this.detail = inhoud.detail;
    this.code = inhoud.code;
    this.invalidParams = inhoud.invalidParams;
    this.headers = inhoud.headers;
    this.extra = inhoud.extra;
  }

  naarJson(): object {
    return {
      ...this.extra,
      status: this.status,
      title: this.title,
      detail: this.detail,
      ...(this.code === undefined ? {} : { code: this.code }),
      ...(this.invalidParams === undefined ? {} : { invalidParams: this.invalidParams }),
    };
  }

  /** All faults at once, 400 (not 422). */
  static ongeldig(
    invalidParams: InvalidParam[],
    detail = 'De aanvraag klopt niet. Kijk bij invalidParams wat u moet verbeteren.',
  ): Probleem {
    return new Probleem({ status: 400, title: 'De aanvraag klopt niet', detail, invalidParams });
  }

  static nietAangemeld(detail: string, schema: 'Bearer' | 'Token' = 'Bearer'): Probleem {
    return new Probleem({
      status: 401,
      title: 'U bent niet aangemeld',
      detail,
      headers: { 'WWW-Authenticate': schema },
    });
  }

  static verboden(detail: string, code?: string): Probleem {
    return new Probleem({ status: 403, title: 'Dit mag niet', detail, code });
  }

  static nietGevonden(detail = 'Wat u zoekt is er niet.'): Probleem {
    return new Probleem({ status: 404, title: 'Niet gevonden', detail });
  }

  static conflict(detail: string, code?: string): Probleem {
    return new Probleem({ status: 409, title: 'Dit kan nu niet', detail, code });
  }

  static verdwenen(detail: string, extra?: Record<string, unknown>): Probleem {
    return new Probleem({ status: 410, title: 'Dit is er niet meer', detail, extra });
  }

  static voorwaardeMislukt(detail: string): Probleem {
    return new Probleem({ status: 412, title: 'Intussen gewijzigd', detail });
  }

  static voorwaardeVereist(detail: string): Probleem {
    return new Probleem({ status: 428, title: 'Versie ontbreekt', detail });
  }

  static teGroot(detail: string): Probleem {
    return new Probleem({ status: 413, title: 'Te groot', detail });
  }

  static verkeerdMediatype(detail: string): Probleem {
    return new Probleem({ status: 415, title: 'Verkeerd soort inhoud', detail });
  }

  static nietBeschikbaar(detail: string, retryAfterSeconden = 5): Probleem {
    return new Probleem({
      status: 503,
      title: 'Tijdelijk niet beschikbaar',
      detail,
      headers: { 'Retry-After': String(Math.max(1, Math.ceil(retryAfterSeconden))) },
    });
  }
}
