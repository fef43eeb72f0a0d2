import { isDuur, Probleem } from '@bronhuis/standaarden';
import type { InvalidParam } from '@bronhuis/standaarden';
import { controleerAanwijzer } from './aanwijzers.ts';
import { compileerSchema } from './schema.ts';

export const SOORTEN = ['dossier', 'informatieobject', 'registratie'] as const;
export type SoortObjecttype = (typeof SOORTEN)[number];
export const SOORTEN_BETROKKENE = ['bsn', 'eigen', 'kvk', 'rsin'] as const;
export type SoortBetrokkene = (typeof SOORTEN_BETROKKENE)[number];
export type Niveau = 0 | 1 | 2 | 3;

/** Where in the data a betrokkene stands: an RFC 6901 pointer, in which `*` is each member of a list. */
export interface Aanwijzer {
  pad: string;
  soort: SoortBetrokkene;
  rol: string;
}

export interface Waarderingsregel {
  selectielijst: { naam: string; jaar: number };
  procestype: string;
  uitkomsten: Record<string, string>;
  afleidingswijze: string;
  brondatum: string;
  procestermijn?: string;
}

export interface WooRegel {
  categorie: string;
  bijUitkomst: string[];
}

/** What a version of an object type says; versions are never changed, only followed. */
export interface Typeinhoud {
  naam: string;
  soort: SoortObjecttype;
  omschrijving?: string;
  schema: Record<string, unknown>;
  classificatie: { beschikbaarheid: Niveau; integriteit: Niveau; vertrouwelijkheid: Niveau };
  betrokkenen: Aanwijzer[];
  gegevenscategorieen: string[];
  verwerkingsactiviteiten: string[];
  waarderingsregel?: Waarderingsregel;
  woo?: WooRegel;
}

export interface Objecttype extends Typeinhoud {
  id: string;
  versie: number;
}

/** Selectielijst 2020: procestypen 1-29, results such as 11.1.1. */
const NUMMER = /^\d{1,2}(\.\d{1,3}){1,3}$/;

/** A new type, or a next version of an existing one. Kind and name stay: what is stored under them relies on it. */
export function decideTypeversie(vorige: Objecttype | null, inhoud: Typeinhoud): Typeinhoud {
  const fouten: InvalidParam[] = [];
  if (vorige && vorige.soort !== inhoud.soort) {
    fouten.push({ name: 'soort', reason: `De soort van een objecttype verandert niet (nu: ${vorige.soort}).`, code: 'onveranderlijk' });
  }
  if (vorige && vorige.naam !== inhoud.naam) {
    fouten.push({ name: 'naam', reason: `De naam van een objecttype verandert niet (nu: ${vorige.naam}).`, code: 'onveranderlijk' });
  }
  fouten.push(...controleerSchema(inhoud), ...controleerRegels(inhoud));
  if (fouten.length > 0) throw Probleem.ongeldig(fouten);
  return inhoud;
}

function controleerSchema(inhoud: Typeinhoud): InvalidParam[] {
  const { fout } = compileerSchema(inhoud.schema);
  if (fout) return [{ name: 'schema', reason: fout, code: 'schema' }];
  if (inhoud.schema['type'] !== 'object') {
    return [{ name: 'schema.type', reason: 'Het schema beschrijft een object: type moet "object" zijn.', code: 'schema' }];
  }
  return inhoud.betrokkenen.flatMap((a, i) => {
    const reden = controleerAanwijzer(inhoud.schema, a.pad);
    return reden ? [{ name: `betrokkenen.${i}.pad`, reason: reden, code: 'aanwijzer' }] : [];
  });
}

function controleerRegels(inhoud: Typeinhoud): InvalidParam[] {
  const fouten: InvalidParam[] = [];
  const { waarderingsregel: regel, woo } = inhoud;
  if (inhoud.betrokkenen.length > 0 && inhoud.verwerkingsactiviteiten.length === 0) {
    // AVG art. 5 lid 1 b: no personal data without a purpose.
    fouten.push({ name: 'verwerkingsactiviteiten', reason: 'Een type met betrokkenen noemt ten minste één verwerkingsactiviteit.', code: 'doelbinding' });
  }
  if (inhoud.betrokkenen.length > 0 && inhoud.gegevenscategorieen.length === 0) {
    fouten.push({ name: 'gegevenscategorieen', reason: 'Een type met betrokkenen noemt de soorten gegevens, in gewone woorden.', code: 'doelbinding' });
  }
  if (inhoud.soort !== 'dossier' && (regel || woo)) {
    fouten.push({ name: regel ? 'waarderingsregel' : 'woo', reason: 'Alleen een dossiertype heeft een waarderingsregel en een Woo-categorie; de rest volgt het dossier.', code: 'soort' });
  }
  if (regel?.procestermijn !== undefined && !isDuur(regel.procestermijn)) {
    fouten.push({ name: 'waarderingsregel.procestermijn', reason: 'Een procestermijn is een duur als P1Y.', code: 'duur' });
  }
  for (const [uitkomst, nummer] of Object.entries(regel?.uitkomsten ?? {})) {
    if (!NUMMER.test(nummer)) {
      fouten.push({ name: `waarderingsregel.uitkomsten.${uitkomst}`, reason: 'Verwacht een nummer van de selectielijst, zoals 11.1.1.', code: 'nummer' });
    }
  }
  if (regel && Object.keys(regel.uitkomsten).length === 0) {
    fouten.push({ name: 'waarderingsregel.uitkomsten', reason: 'Noem ten minste één uitkomst met zijn nummer.', code: 'uitkomsten' });
  }
  for (const [i, uitkomst] of (woo?.bijUitkomst ?? []).entries()) {
    if (regel && !(uitkomst in regel.uitkomsten)) {
      fouten.push({ name: `woo.bijUitkomst.${i}`, reason: 'Deze uitkomst staat niet in de waarderingsregel.', code: 'uitkomst' });
    }
  }
  return fouten;
}
