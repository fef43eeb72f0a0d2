import { clientAssertion } from '@bronhuis/toegang';
import { systeemKlok } from '@bronhuis/standaarden';
import type { JWK } from 'jose';
import { request } from 'undici';

export interface Aansluiting {
  /** The gateway. */
  url: string;
  applicatie: string;
  sleutel: JWK;
  organisatie: string;
  verwerkingsactiviteit: string;
}

/** The token endpoint says no: asking again does not help. */
export class GeenToken extends Error {}

const SPELING_MS = 30_000;

/** The Authorization of an application, with a token that is renewed before it is over. */
export function aansluiting(a: Aansluiting): () => Promise<string> {
  let token = { tekst: '', tot: 0 };
  return async () => {
    if (systeemKlok.nu().getTime() > token.tot - SPELING_MS) token = await haalToken(a);
    return `Bearer ${token.tekst}`;
  };
}

async function haalToken({ url, applicatie, sleutel, organisatie, verwerkingsactiviteit }: Aansluiting): Promise<{ tekst: string; tot: number }> {
  const velden = {
    grant_type: 'client_credentials', organisatie, verwerkingsactiviteit,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', client_assertion: await clientAssertion(applicatie, sleutel),
  };
  const antwoord = await request(`${url}/toegangsbeheer/v1/token`, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(velden).toString() });
  const body = (await antwoord.body.json()) as { access_token?: string; expires_in?: number; error_description?: string };
  if (!body.access_token) throw new (antwoord.statusCode < 500 && antwoord.statusCode !== 429 ? GeenToken : Error)(`geen token voor ${applicatie}: ${body.error_description ?? antwoord.statusCode}`);
  return { tekst: body.access_token, tot: systeemKlok.nu().getTime() + (body.expires_in ?? 0) * 1_000 };
}
