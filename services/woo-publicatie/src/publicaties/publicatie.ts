import { type Datum, plusDuur, Probleem, type InvalidParam } from '@bronhuis/standaarden';
import { alsFouten, bezwaren, type Afweging, type Bevinding } from '../documenten/poort.ts';
import { categorieVan } from '../sitemaps/categorieen.ts';

export const STATUSSEN = ['concept', 'vervallen', 'gepubliceerd', 'ingetrokken', 'publicatieduur-verstreken', 'bron-vernietigd'] as const;
export type Status = (typeof STATUSSEN)[number];
export type Einde = 'ingetrokken' | 'publicatieduur-verstreken' | 'bron-vernietigd';

export interface Weglating {
  pagina: number;
  grond: string;
  omschrijving: string;
}

export interface Concept {
  status: Status;
  categorie: string;
  officieleTitel: string | null;
  afwegingen: Afweging[];
  weglatingen: Weglating[];
  documenten: { paginas: number; bevindingen: Bevinding[] }[];
}

/** What a reader is told about a publication that is no longer there. */
export const REDEN: Record<Einde, string> = {
  ingetrokken: 'De publicatie is ingetrokken',
  'publicatieduur-verstreken': 'De publicatieduur is verstreken',
  'bron-vernietigd': 'De bewaartermijn is verstreken',
};

/** A concept may be changed; what is public or gone may not. @throws Probleem 409, 410 */
export function eisConcept(c: { status: Status }): void {
  if (c.status === 'concept') return;
  if (c.status === 'gepubliceerd') throw Probleem.conflict('Dit is al openbaar gemaakt.', 'al-gepubliceerd');
  throw Probleem.verdwenen(
    c.status === 'vervallen' ? 'Dit concept is vervallen, omdat de uitkomst van het dossier is veranderd.' : `${REDEN[c.status]}.`,
    { reden: c.status === 'vervallen' ? 'De uitkomst van het dossier is veranderd' : REDEN[c.status] },
  );
}

/** Everything that is still missing before the concept can be made public; empty when it can. */
export function ontbreekt(c: Concept): InvalidParam[] {
  const fouten: InvalidParam[] = [];
  if (!c.officieleTitel?.trim()) fouten.push({ name: 'officieleTitel', reason: 'Geef de publicatie een titel.', code: 'titel-ontbreekt' });
  if (!categorieVan(c.categorie)) fouten.push({ name: 'categorie', reason: 'Deze informatiecategorie staat niet in de lijst van de Woo.', code: 'categorie-onbekend' });
  if (c.documenten.length === 0) fouten.push({ name: 'documenten', reason: 'Bied eerst de publicatieversie aan.', code: 'document-ontbreekt' });
  // A weighing may have been taken back after the file was let in.
  for (const document of c.documenten) fouten.push(...alsFouten(bezwaren(document.bevindingen, c.afwegingen)));
  const langste = Math.max(0, ...c.documenten.map((d) => d.paginas));
  for (const w of c.documenten.length > 0 ? c.weglatingen : []) {
    if (w.pagina > langste) fouten.push({ name: 'weglatingen', reason: `Er is een weglating op pagina ${w.pagina}, maar het document heeft ${langste} pagina's.`, code: 'pagina-onbekend' });
  }
  return fouten;
}

/** @throws Probleem 400 that names all that is missing, 409 when it is no concept any more */
export function eisPubliceerbaar(c: Concept): void {
  eisConcept(c);
  const fouten = ontbreekt(c);
  if (fouten.length > 0) throw Probleem.ongeldig(fouten, 'Dit concept kan nog niet openbaar worden. Kijk bij invalidParams wat er ontbreekt.');
}

/** The shorter of ten years and the term of the dossier; counted from the day of publication. */
export function publicatieTot(vandaag: Datum, bewaartermijn: string | null): Datum {
  const tien = plusDuur(vandaag, 'P10Y');
  if (!bewaartermijn) return tien;
  const termijn = plusDuur(vandaag, bewaartermijn);
  return termijn < tien ? termijn : tien;
}
