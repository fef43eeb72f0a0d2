import { createPublicKey, X509Certificate, type JsonWebKey } from 'node:crypto';
import { Probleem } from '@bronhuis/standaarden';
import { ALGORITMEN } from '../oauth/verklaring.ts';
import type { ApplicatieInvoer, ApplicatieWijziging } from './applicatie.dto.ts';
import type { Clientgegevens, ZichtbareApplicatie } from './applicatie.queries.ts';

/** The part of a registration that whoever runs the application keeps; the activities belong to the organisatie. */
export type Registratiegegevens = Pick<
  ZichtbareApplicatie,
  'naam' | 'uitvoerder' | keyof Clientgegevens | 'beheerder' | 'gegevenseigenaar' | 'leverancier' | 'hosting' | 'extern' | 'verwerkersovereenkomst' | 'verwerkersovereenkomstTot' | 'status'
>;

interface Beller {
  organisatie: string;
  uitvoerder: string;
}

const GEHEIM = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/** @throws Probleem 400 on a key that is secret, unusable or has no name */
export function toetsSleutels(jwks: { keys: Record<string, unknown>[] }): void {
  const fouten = jwks.keys.flatMap((k, i) => {
    const naam = `jwks.keys.${i}`;
    if (GEHEIM.some((veld) => veld in k)) return [{ name: naam, reason: 'Dit is een geheime sleutel. Stuur alleen het openbare deel en vervang deze sleutel.', code: 'geheim' }];
    if (typeof k['kid'] !== 'string' || k['kid'] === '') return [{ name: naam, reason: 'Geef de sleutel een kid.', code: 'kid' }];
    if (!['RSA', 'EC', 'OKP'].includes(String(k['kty']))) return [{ name: naam, reason: `Gebruik een sleutel voor ${ALGORITMEN.join(', ')}.`, code: 'kty' }];
    return [];
  });
  const kids = jwks.keys.map((k) => k['kid']);
  if (fouten.length === 0 && new Set(kids).size !== kids.length) fouten.push({ name: 'jwks.keys', reason: 'Elke sleutel heeft een eigen kid nodig.', code: 'kid' });
  if (fouten.length > 0) throw Probleem.ongeldig(fouten);
}

/** @throws Probleem 400 on a way to show itself that cannot work, or an address that a code must not go to (RFC 6749 §3.1.2, OAuth NL GOV 2.1) */
export function toetsClient(c: Clientgegevens): void {
  const fouten = [
    ...(c.jwksUri !== null && c.jwks.keys.length > 0 ? [{ name: 'jwksUri', reason: 'Geef sleutels of een adres waar zij staan, niet allebei.', code: 'keuze' }] : []),
    ...(c.clientauthenticatie === 'tls_client_auth' && c.certificaatnaam === null ? [{ name: 'certificaatnaam', reason: 'Noem bij tls_client_auth de naam in het certificaat.', code: 'required' }] : []),
    ...(c.clientauthenticatie === 'self_signed_tls_client_auth' && c.jwksUri === null && !c.jwks.keys.some(heeftCertificaat)
      ? [{ name: 'jwks.keys', reason: 'Geef bij self_signed_tls_client_auth een sleutel met haar certificaat (x5c).', code: 'x5c' }]
      : []),
    ...c.redirectUris.flatMap((adres, i) => (isTerugadres(adres) ? [] : [{ name: `redirectUris.${i}`, reason: 'Gebruik een volledig adres met https, zonder fragment (#) en zonder jokerteken.', code: 'redirect-uri' }])),
  ];
  if (fouten.length > 0) throw Probleem.ongeldig(fouten);
}

/** RFC 7517 §4.7: the first certificate is of this key. */
function heeftCertificaat(sleutel: JsonWebKey & { x5c?: unknown }): boolean {
  const [der] = Array.isArray(sleutel.x5c) ? (sleutel.x5c as unknown[]) : [];
  if (typeof der !== 'string') return false;
  try {
    return new X509Certificate(Buffer.from(der, 'base64')).publicKey.equals(createPublicKey({ key: sleutel, format: 'jwk' }));
  } catch {
    // What neither of the two can read is no certificate of this key.
    return false;
  }
}

/** With TLS; without only on the machine of who signs in (RFC 8252 §7.3). */
function isTerugadres(adres: string): boolean {
  if (!URL.canParse(adres) || /[#*\s]/.test(adres)) return false;
  const { protocol, hostname, username } = new URL(adres);
  return username === '' && (protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(hostname)));
}

/** Registration of a new application. @throws Probleem 400, 403 */
export function beslisRegistratie(invoer: ApplicatieInvoer, beller: Beller): Registratiegegevens {
  const gegevens = getoetst(invoer);
  const uitvoerder = invoer.uitvoerder ?? beller.uitvoerder;
  if (uitvoerder !== beller.uitvoerder && uitvoerder !== beller.organisatie) {
    throw Probleem.verboden('U registreert alleen applicaties die uw eigen organisatie of uw opdrachtgever draait.', 'andere-uitvoerder');
  }
  return { ...gegevens, uitvoerder, status: 'actief' };
}

/** Change of what there is; null when only the activities of this organisatie change. @throws Probleem 400, 403 */
export function beslisWijziging(huidig: ZichtbareApplicatie, invoer: ApplicatieWijziging, beller: Beller): Registratiegegevens | null {
  if (huidig.soort !== 'applicatie') throw Probleem.verboden('Een onderdeel van Bronhuis wordt bij de installatie geregistreerd.', 'onderdeel');
  const nieuw: Registratiegegevens = { ...getoetst(invoer), uitvoerder: invoer.uitvoerder ?? huidig.uitvoerder, status: invoer.status };
  const oud: Registratiegegevens = { ...gegevensVan(huidig), uitvoerder: huidig.uitvoerder, status: huidig.status };
  const velden = Object.keys(nieuw) as (keyof Registratiegegevens)[];
  if (velden.every((v) => JSON.stringify(nieuw[v]) === JSON.stringify(oud[v]))) return null;
  if (huidig.uitvoerder !== beller.uitvoerder && huidig.uitvoerder !== beller.organisatie) {
    throw Probleem.verboden('Alleen de organisatie die deze applicatie draait, wijzigt de registratie. U kunt wel de activiteiten van uw organisatie wijzigen.', 'andere-uitvoerder');
  }
  if (nieuw.uitvoerder !== huidig.uitvoerder) throw Probleem.verboden('Een applicatie gaat niet over naar een andere uitvoerder. Registreer haar opnieuw.', 'andere-uitvoerder');
  return nieuw;
}

function getoetst(invoer: ApplicatieInvoer): ReturnType<typeof gegevensVan> {
  toetsSleutels(invoer.jwks);
  const gegevens = gegevensVan(invoer);
  toetsClient(gegevens);
  return gegevens;
}

const gegevensVan = (v: Omit<ApplicatieInvoer, 'uitvoerder' | 'activiteiten' | 'jwks'> & { jwks: object }): Omit<Registratiegegevens, 'uitvoerder' | 'status'> => ({
  naam: v.naam,
  jwks: { keys: (v.jwks as Registratiegegevens['jwks']).keys },
  jwksUri: v.jwksUri ?? null,
  clientauthenticatie: v.clientauthenticatie ?? 'private_key_jwt',
  certificaatnaam: v.certificaatnaam ?? null,
  gebondenTokens: v.gebondenTokens ?? false,
  redirectUris: v.redirectUris ?? [],
  beheerder: v.beheerder ?? null,
  gegevenseigenaar: v.gegevenseigenaar ?? null,
  leverancier: v.leverancier ?? null,
  hosting: v.hosting ?? null,
  extern: v.extern,
  verwerkersovereenkomst: v.verwerkersovereenkomst ?? null,
  verwerkersovereenkomstTot: v.verwerkersovereenkomstTot ?? null,
});
