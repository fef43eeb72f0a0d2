import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importJWK, SignJWT, type JWK } from 'jose';
import pg from 'pg';
import type { Klok } from '@bronhuis/standaarden';
import { OVERBRUGGE, testComponent, WERKORGANISATIE, type TestOmgeving } from '@bronhuis/testing';
import { definitie } from '../src/definitie.ts';
import { laadDemonstratie } from '../src/demonstratie/laden.ts';

export interface Verklaringswens {
  client?: string;
  aud?: string;
  jti?: string;
  /** Seconds from now. */
  leven?: number;
  sub?: string;
  sleutel?: JWK;
  alg?: string;
}

export interface Tokenantwoord {
  status: number;
  type: string;
  access_token?: string;
  token_type?: string;
  expires_in?: number;
  error?: string;
  persoon?: object;
  error_description?: string;
}

export interface Huis extends TestOmgeving {
  /** A client assertion, signed with the key of the demonstration unless asked otherwise. */
  verklaring(w?: Verklaringswens): Promise<string>;
  /** POST /token with these fields beside the assertion; a field that is undefined is left out. */
  vraagToken(velden: Record<string, string | undefined>, w?: Verklaringswens): Promise<Tokenantwoord>;
  meldAan(persoon: string, organisatie?: string): Promise<string>;
  /** Token of a signed-in person for a purpose. */
  als(persoon: string, activiteit?: string, organisatie?: string): Promise<string>;
  /** As superuser, from outside. */
  sql<R extends object>(tekst: string, waarden?: unknown[]): Promise<R[]>;
}

const PAD = '/toegangsbeheer/v1';
export const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
export const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';
export const DEMONSTRATIEPERSOON = 'urn:bronhuis:oauth:grant-type:demonstratiepersoon';
export const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';

/** toegangsbeheer as it runs, with the demonstration loaded; its bundle is its own. */
export async function opent(w: { klok?: Klok; leeg?: boolean } = {}): Promise<Huis> {
  const o = await testComponent({ start: definitie, ...(w.klok ? { klok: w.klok } : {}) });
  const { bron, bundelhouder } = o.draaiend;
  if (!bron || !bundelhouder) throw new Error('toegangsbeheer has a database');
  if (!w.leeg) {
    await laadDemonstratie({ bron, klok: o.klok, geheimenMap: o.geheimen.map, pseudonimiseerder: o.geheimen.pseudonimiseerder });
    await bundelhouder.peil();
  }
  const verklaring = async ({ client = 'zaaksysteem', aud = 'bronhuis-toegangsbeheer', jti = randomUUID(), leven = 60, sub, sleutel, alg = 'EdDSA' }: Verklaringswens = {}): Promise<string> => {
    const prive = sleutel ?? (JSON.parse(await readFile(join(o.geheimen.map, `client-${client.replace('component-', '')}.key.json`), 'utf8')) as JWK);
    // The clock of the client is its own.
    const nu = Math.floor(Date.now() / 1000);
    return new SignJWT({})
      .setProtectedHeader({ alg, ...(prive.kid ? { kid: prive.kid } : {}) })
      .setIssuer(client)
      .setSubject(sub ?? client)
      .setAudience(aud)
      .setIssuedAt(nu)
      .setExpirationTime(nu + leven)
      .setJti(jti)
      .sign(await importJWK(prive, alg));
  };
  const vraagToken: Huis['vraagToken'] = async (velden, wens) => {
    const alle = { grant_type: 'client_credentials', client_assertion_type: JWT_BEARER, client_assertion: await verklaring(wens), ...velden };
    const body = new URLSearchParams(Object.entries(alle).filter((e): e is [string, string] => e[1] !== undefined));
    const antwoord = await fetch(`${o.url}${PAD}/token`, { method: 'POST', body });
    const inhoud = (await antwoord.json()) as object;
    return { status: antwoord.status, type: antwoord.headers.get('content-type') ?? '', ...inhoud };
  };
  const meldAan: Huis['meldAan'] = async (persoon, organisatie = OVERBRUGGE) => {
    const t = await vraagToken({ grant_type: DEMONSTRATIEPERSOON, persoon, organisatie }, { client: 'component-portaal' });
    if (!t.access_token) throw new Error(`sign-in of ${persoon}: ${t.error_description}`);
    return t.access_token;
  };
  const als: Huis['als'] = async (persoon, activiteit, organisatie) => {
    const subject = await meldAan(persoon, organisatie);
    if (!activiteit) return subject;
    const t = await vraagToken({ grant_type: TOKEN_EXCHANGE, subject_token: subject, subject_token_type: ACCESS_TOKEN, verwerkingsactiviteit: activiteit }, { client: 'component-portaal' });
    if (!t.access_token) throw new Error(`exchange for ${persoon}: ${t.error_description}`);
    return t.access_token;
  };
  const beheer = new pg.Pool({ connectionString: o.db.beheer, max: 1 });
  // An idle connection is cut when the database is dropped; nobody waits for it then.
  beheer.on('error', () => undefined);
  return {
    ...o,
    db: o.db,
    verklaring,
    vraagToken,
    meldAan,
    als,
    sql: async <R extends object>(tekst: string, waarden?: unknown[]) => (await beheer.query(tekst, waarden)).rows as R[],
    stop: async () => {
      await beheer.end();
      await o.stop();
    },
  };
}

export const ZAAKSYSTEEM = { organisatie: OVERBRUGGE, verwerkingsactiviteit: 'VA-01' };
export { PAD, WERKORGANISATIE };
