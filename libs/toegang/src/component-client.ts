import { randomUUID } from 'node:crypto';
import { kindVan, Probleem } from '@bronhuis/standaarden';
import { importJWK, type JWK, SignJWT } from 'jose';

export interface ComponentClientOpties {
  component: string;
  gatewayUrl: string;
  /** Private Ed25519 key under which the component is registered as application `component-<name>`. */
  sleutel: JWK;
}

/** Calls another component through the gateway, as `intern-proces`, with a token for one organisatie and one activity. */
export class ComponentClient {
  private readonly tokens = new Map<string, { token: string; tot: number }>();

  constructor(private readonly opties: ComponentClientOpties) {}

  /**
   * @param pad path behind the gateway, `/registers/v1/...`
   * @returns status and parsed body of any answer
   * @throws Probleem 503 when the gateway or toegangsbeheer cannot be reached
   */
  async vraag(
    ctx: { organisatie: string; traceparent: string },
    activiteit: string,
    methode: string,
    pad: string,
    body?: unknown,
  ): Promise<{ status: number; body: unknown }> {
    const token = await this.token(ctx.organisatie, activiteit);
    const antwoord = await bereik(`${this.opties.gatewayUrl}${pad}`, {
      method: methode,
      headers: {
        authorization: `Bearer ${token}`,
        traceparent: kindVan(ctx.traceparent),
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    });
    if (antwoord.status === 401) this.tokens.delete(`${ctx.organisatie} ${activiteit}`);
    const tekst = await antwoord.text();
    return { status: antwoord.status, body: tekst ? (JSON.parse(tekst) as unknown) : null };
  }

  private async token(organisatie: string, activiteit: string): Promise<string> {
    const sleutel = `${organisatie} ${activiteit}`;
    const bekend = this.tokens.get(sleutel);
    if (bekend && bekend.tot > performance.now()) return bekend.token;
    const antwoord = await bereik(`${this.opties.gatewayUrl}/toegangsbeheer/v1/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: await clientAssertion(`component-${this.opties.component}`, this.opties.sleutel),
        organisatie,
        verwerkingsactiviteit: activiteit,
      }),
      signal: AbortSignal.timeout(10_000),
    });
    const inhoud = (await antwoord.json()) as { access_token?: string; expires_in?: number; error_description?: string };
    if (!antwoord.ok || !inhoud.access_token) {
      throw Probleem.nietBeschikbaar(`Geen token voor ${activiteit}: ${inhoud.error_description ?? antwoord.status}`, 5);
    }
    this.tokens.set(sleutel, { token: inhoud.access_token, tot: performance.now() + ((inhoud.expires_in ?? 60) - 30) * 1000 });
    return inhoud.access_token;
  }
}

/** `private_key_jwt` (RFC 7523 §2.2): who the client is, once, for two minutes. */
export async function clientAssertion(clientId: string, sleutel: JWK): Promise<string> {
  return new SignJWT({})
    .setProtectedHeader({ alg: 'EdDSA', ...(sleutel.kid ? { kid: sleutel.kid } : {}) })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience('bronhuis-toegangsbeheer')
    .setIssuedAt()
    .setExpirationTime('2m')
    .setJti(randomUUID())
    .sign(await importJWK(sleutel, 'EdDSA'));
}

async function bereik(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (fout) {
    throw Probleem.nietBeschikbaar(`Een ander onderdeel is nu niet bereikbaar (${(fout as Error).message}).`, 5);
  }
}
