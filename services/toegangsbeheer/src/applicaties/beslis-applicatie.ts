import { Probleem } from '@bronhuis/standaarden';
import { ALGORITMEN } from '../tokens/clientverklaring.ts';
import type { ApplicatieInvoer, ApplicatieWijziging } from './applicatie.dto.ts';
import type { ZichtbareApplicatie } from './applicatie.queries.ts';

/** The part of a registration that whoever runs the application keeps; the activities belong to the organisatie. */
export type Registratiegegevens = Pick<
  ZichtbareApplicatie,
  'naam' | 'uitvoerder' | 'jwks' | 'beheerder' | 'gegevenseigenaar' | 'leverancier' | 'hosting' | 'extern' | 'verwerkersovereenkomst' | 'status'
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

/** Registration of a new application. @throws Probleem 400, 403 */
export function beslisRegistratie(invoer: ApplicatieInvoer, beller: Beller): Registratiegegevens {
  toetsSleutels(invoer.jwks);
  const uitvoerder = invoer.uitvoerder ?? beller.uitvoerder;
  if (uitvoerder !== beller.uitvoerder && uitvoerder !== beller.organisatie) {
    throw Probleem.verboden('U registreert alleen applicaties die uw eigen organisatie of uw opdrachtgever draait.', 'andere-uitvoerder');
  }
  return { ...gegevensVan(invoer), uitvoerder, status: 'actief' };
}

/** Change of what there is; null when only the activities of this organisatie change. @throws Probleem 400, 403 */
export function beslisWijziging(huidig: ZichtbareApplicatie, invoer: ApplicatieWijziging, beller: Beller): Registratiegegevens | null {
  if (huidig.soort !== 'applicatie') throw Probleem.verboden('Een onderdeel van Bronhuis wordt bij de installatie geregistreerd.', 'onderdeel');
  toetsSleutels(invoer.jwks);
  const nieuw: Registratiegegevens = { ...gegevensVan(invoer), uitvoerder: invoer.uitvoerder ?? huidig.uitvoerder, status: invoer.status };
  const oud: Registratiegegevens = { ...gegevensVan(huidig), uitvoerder: huidig.uitvoerder, status: huidig.status };
  const velden = Object.keys(nieuw) as (keyof Registratiegegevens)[];
  if (velden.every((v) => JSON.stringify(nieuw[v]) === JSON.stringify(oud[v]))) return null;
  if (huidig.uitvoerder !== beller.uitvoerder && huidig.uitvoerder !== beller.organisatie) {
    throw Probleem.verboden('Alleen de organisatie die deze applicatie draait, wijzigt de registratie. U kunt wel de activiteiten van uw organisatie wijzigen.', 'andere-uitvoerder');
  }
  if (nieuw.uitvoerder !== huidig.uitvoerder) throw Probleem.verboden('Een applicatie gaat niet over naar een andere uitvoerder. Registreer haar opnieuw.', 'andere-uitvoerder');
  return nieuw;
}

const gegevensVan = (v: Omit<ApplicatieInvoer, 'uitvoerder' | 'activiteiten' | 'jwks'> & { jwks: object }): Omit<Registratiegegevens, 'uitvoerder' | 'status'> => ({
  naam: v.naam,
  jwks: { keys: (v.jwks as Registratiegegevens['jwks']).keys },
  beheerder: v.beheerder ?? null,
  gegevenseigenaar: v.gegevenseigenaar ?? null,
  leverancier: v.leverancier ?? null,
  hosting: v.hosting ?? null,
  extern: v.extern,
  verwerkersovereenkomst: v.verwerkersovereenkomst ?? null,
});
