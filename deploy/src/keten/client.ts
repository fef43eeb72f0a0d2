import { clientAssertion } from '@bronhuis/toegang';
import type { JWK } from 'jose';
import { request } from 'undici';

export interface Antwoord {
  status: number;
  koppen: Record<string, string | string[] | undefined>;
  body: unknown;
}

export interface Oproep {
  token?: string;
  body?: unknown;
  /** Raw content with its media type, instead of JSON. */
  ruw?: { inhoud: Buffer; type: string };
  koppen?: Record<string, string>;
  host?: string;
}

/** A client that knows the gateway, its own keys and nothing else of the suite. */
export class Client {
  constructor(
    private readonly gateway: string,
    private readonly sleutels: Record<string, JWK>,
  ) {}

  async roep(methode: string, pad: string, o: Oproep = {}): Promise<Antwoord> {
    const antwoord = await request(`${this.gateway}${pad}`, {
      method: methode as 'GET',
      headers: {
        accept: '*/*',
        ...(o.token ? { authorization: `Bearer ${o.token}` } : {}),
        ...(o.host ? { host: o.host } : {}),
        ...(o.ruw ? { 'content-type': o.ruw.type } : o.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...o.koppen,
      },
      body: o.ruw ? o.ruw.inhoud : o.body === undefined ? null : JSON.stringify(o.body),
    });
    const tekst = await antwoord.body.text();
    const json = String(antwoord.headers['content-type'] ?? '').includes('json');
    return { status: antwoord.statusCode, koppen: antwoord.headers, body: json && tekst ? (JSON.parse(tekst) as unknown) : tekst };
  }

  /** A token for an application (client credentials with `private_key_jwt`). */
  tokenVoor(applicatie: string, vraag: Record<string, string>): Promise<Antwoord> {
    return this.vraagToken(applicatie, { grant_type: 'client_credentials', ...vraag });
  }

  /** A signed-in person, as the portaal signs people in; with a purpose the token is exchanged for that purpose. */
  async meldAan(persoon: string, organisatie: string, doel?: string): Promise<string> {
    const aanmelding = await this.vraagToken('component-portaal', { grant_type: 'urn:bronhuis:oauth:grant-type:demonstratiepersoon', persoon, organisatie });
    const token = (aanmelding.body as { access_token?: string }).access_token;
    if (!token) throw new Error(`${persoon} kan niet aanmelden: ${JSON.stringify(aanmelding.body)}`);
    if (!doel) return token;
    const ruil = await this.vraagToken('component-portaal', {
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: token,
      subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      verwerkingsactiviteit: doel,
    });
    const nieuw = (ruil.body as { access_token?: string }).access_token;
    if (!nieuw) throw new Error(`${persoon} krijgt geen token voor ${doel}: ${JSON.stringify(ruil.body)}`);
    return nieuw;
  }

  private async vraagToken(applicatie: string, velden: Record<string, string>): Promise<Antwoord> {
    const inhoud = new URLSearchParams({
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await this.bewijs(applicatie),
      ...velden,
    });
    return this.roep('POST', '/toegangsbeheer/v1/token', { ruw: { inhoud: Buffer.from(inhoud.toString()), type: 'application/x-www-form-urlencoded' } });
  }

  private bewijs(applicatie: string): Promise<string> {
    const sleutel = this.sleutels[applicatie];
    if (!sleutel) throw new Error(`geen sleutel van ${applicatie}`);
    return clientAssertion(applicatie, sleutel);
  }
}
