import { createHash } from 'node:crypto';
import { clientAssertion } from '@bronhuis/toegang';
import type { JWK } from '@bronhuis/standaarden';
import { CLIENT } from '../aanmelden/elders.ts';
import type { Demonstratiepersoon } from '../aanmelden/aanmelden.pagina.ts';
import type { Persoon } from '../sessie/sessie.ts';
import type { Afzender, Gateway } from './gateway.ts';

const MAX_BEWAARD = 5000;

export interface Uitgegeven {
  token: string;
  geldigSeconden: number;
}

/** Tokens of who is signed in: at sign-in, fresh ones, and for one purpose (RFC 8693). */
export class Persoonstokens {
  private readonly bewaard = new Map<string, { token: string; tot: number }>();

  constructor(
    private readonly gateway: Gateway,
    private readonly sleutel: JWK,
  ) {}

  async demonstratiepersonen(van: Afzender, organisatie: string): Promise<Demonstratiepersoon[]> {
    const pad = `/toegangsbeheer/v1/demonstratiepersonen?organisatie=${organisatie}`;
    return (await this.gateway.vraag<{ resultaten: Demonstratiepersoon[] }>({ pad, van })).body.resultaten;
  }

  async meldAan(van: Afzender, organisatie: string, persoon: string): Promise<Uitgegeven & { persoon: Persoon }> {
    const body = await this.vraag<{ persoon: Persoon }>(van, { grant_type: 'urn:bronhuis:oauth:grant-type:demonstratiepersoon', persoon, organisatie });
    return { token: body.access_token, geldigSeconden: body.expires_in, persoon: body.persoon };
  }

  /** For the code with which somebody came back (RFC 6749 §4.1.3). */
  async metCode(van: Afzender, v: { code: string; verifier: string; terug: string }): Promise<Uitgegeven & { persoon: Persoon }> {
    const body = await this.vraag<{ persoon: Persoon }>(van, { grant_type: 'authorization_code', code: v.code, code_verifier: v.verifier, redirect_uri: v.terug });
    return { token: body.access_token, geldigSeconden: body.expires_in, persoon: body.persoon };
  }

  /** @throws Weigering 403 with the reason when this person may not act for this purpose */
  async voorDoel(van: Afzender, token: string, activiteit: string): Promise<string> {
    const sleutel = `${createHash('sha256').update(token).digest('base64url')} ${activiteit}`;
    const bekend = this.bewaard.get(sleutel);
    if (bekend && bekend.tot > performance.now()) return bekend.token;
    const uitgegeven = await this.wissel(van, token, activiteit);
    if (this.bewaard.size >= MAX_BEWAARD) this.ruimOp();
    this.bewaard.set(sleutel, { token: uitgegeven.token, tot: performance.now() + (uitgegeven.geldigSeconden - 30) * 1000 });
    return uitgegeven.token;
  }

  vers(van: Afzender, token: string): Promise<Uitgegeven> {
    return this.wissel(van, token, null);
  }

  private async wissel(van: Afzender, token: string, activiteit: string | null): Promise<Uitgegeven> {
    const body = await this.vraag(van, {
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: token,
      subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      ...(activiteit === null ? {} : { verwerkingsactiviteit: activiteit }),
    });
    return { token: body.access_token, geldigSeconden: body.expires_in };
  }

  /** The token endpoint, with proof that the portal asks (RFC 7523). */
  private async vraag<T = object>(van: Afzender, velden: Record<string, string>): Promise<T & { access_token: string; expires_in: number }> {
    const client_assertion = await clientAssertion(CLIENT, this.sleutel);
    const bewijs = { client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', client_assertion };
    const { body } = await this.gateway.vraag<T & { access_token: string; expires_in: number }>({ methode: 'POST', pad: '/toegangsbeheer/v1/token', van, formulier: { ...velden, ...bewijs } });
    return body;
  }

  private ruimOp(): void {
    const nu = performance.now();
    for (const [sleutel, { tot }] of this.bewaard) if (tot <= nu) this.bewaard.delete(sleutel);
    if (this.bewaard.size >= MAX_BEWAARD) this.bewaard.clear();
  }
}
