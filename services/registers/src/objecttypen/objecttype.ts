import { isDuur, Probleem } from '@bronhuis/standaarden';
import type { InvalidParam } from '@bronhuis/standaarden';
import { controleerIndexen } from '../indexen/verklaring.ts';
import { controleerAanwijzer, plaatsInSchema } from './aanwijzers.ts';
import { controleerAfscherming } from './afscherming.ts';
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

/** A field, with all that is below it, that is there for these purposes only. */
export interface Afscherming {
  /** An RFC 6901 pointer, in which `*` is each member of a list. */
  pad: string;
  verwerkingsactiviteiten: string[];
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

/** The rule of a lasting register: what a registration follows that is in no dossier. */
export interface Registerregel {
  selectielijst: { naam: string; jaar: number };
  nummer: string;
  waardering: 'blijvend' | 'vernietigen';
  /** From the day on which a registration no longer holds. */
  bewaartermijn?: string;
}

export const FREQUENTIES = ['doorlopend', 'dagelijks', 'wekelijks', 'maandelijks', 'per-kwartaal', 'jaarlijks', 'onregelmatig'] as const;
export type Frequentie = (typeof FREQUENTIES)[number];

/** What a version of an object type says; a published version is never changed, only followed. */
export interface Typeinhoud {
  naam: string;
  soort: SoortObjecttype;
  omschrijving?: string;
  schema: Record<string, unknown>;
  classificatie: { beschikbaarheid: Niveau; integriteit: Niveau; vertrouwelijkheid: Niveau };
  betrokkenen: Aanwijzer[];
  afgeschermd?: Afscherming[];
  gegevenscategorieen: string[];
  verwerkingsactiviteiten: string[];
  waarderingsregel?: Waarderingsregel;
  woo?: WooRegel;
  registerregel?: Registerregel;
  bronhouder?: string;
  beheerder?: string;
  gegevenseigenaar?: string;
  /** What is done without a purpose of a caller (a migration) is done for this activity. */
  verwerkingsactiviteit?: string;
  /** May an object have a place on the map. */
  geometrie?: boolean;
  /** The natural key: pointers to the fields that together name one thing. */
  sleutel?: string[];
  /** Pointers to the values that are asked by: what is indexed follows from them. */
  indexen?: string[];
  /** Pointers to the texts whose words are looked for. */
  zoekvelden?: string[];
  /** Open data: for everybody to use again. */
  open?: boolean;
  bijwerkfrequentie?: Frequentie;
  labels?: Record<string, string>;
}

export interface Objecttype extends Typeinhoud {
  id: string;
  versie: number;
}

/** Selectielijst 2020: procestypen 1-29, results such as 11.1.1. */
const NUMMER = /^\d{1,2}(\.\d{1,3}){1,3}$/;

/** A new type, or a next version of an existing one. Kind and name stay: what is stored under them relies on it. */
export function decideTypeversie(vorige: Pick<Typeinhoud, 'naam' | 'soort' | 'afgeschermd'> | null, inhoud: Typeinhoud): Typeinhoud {
  const fouten: InvalidParam[] = [];
  if (vorige && vorige.soort !== inhoud.soort) {
    fouten.push({ name: 'soort', reason: `De soort van een objecttype verandert niet (nu: ${vorige.soort}).`, code: 'onveranderlijk' });
  }
  if (vorige && vorige.naam !== inhoud.naam) {
    fouten.push({ name: 'naam', reason: `De naam van een objecttype verandert niet (nu: ${vorige.naam}).`, code: 'onveranderlijk' });
  }
  fouten.push(...controleerSchema(inhoud, vorige?.afgeschermd ?? []), ...controleerRegels(inhoud), ...controleerRegister(inhoud));
  if (fouten.length > 0) throw Probleem.ongeldig(fouten);
  return inhoud;
}

function controleerSchema(inhoud: Typeinhoud, eerderAfgeschermd: readonly Afscherming[]): InvalidParam[] {
  const { fout } = compileerSchema(inhoud.schema);
  if (fout) return [{ name: 'schema', reason: fout, code: 'schema' }];
  if (inhoud.schema['type'] !== 'object') {
    return [{ name: 'schema.type', reason: 'Het schema beschrijft een object: type moet "object" zijn.', code: 'schema' }];
  }
  const betrokkenen = inhoud.betrokkenen.flatMap((a, i) => {
    const reden = controleerAanwijzer(inhoud.schema, a.pad);
    return reden ? [{ name: `betrokkenen.${i}.pad`, reason: reden, code: 'aanwijzer' }] : [];
  });
  const sleutel = (inhoud.sleutel ?? []).flatMap((pad, i) => {
    const reden = controleerSleutel(inhoud.schema, pad);
    return reden ? [{ name: `sleutel.${i}`, reason: reden, code: 'sleutel' }] : [];
  });
  return [...betrokkenen, ...sleutel, ...controleerAfscherming(eerderAfgeschermd, inhoud), ...controleerIndexen(inhoud)];
}

function controleerSleutel(schema: Typeinhoud['schema'], pad: string): string | null {
  const plaats = plaatsInSchema(schema, pad);
  if (typeof plaats === 'string') return plaats;
  if (pad.split('/').includes('*')) return 'Een sleutel wijst één veld aan, niet elk element van een lijst.';
  return ['string', 'integer', 'number', 'boolean'].includes(String(plaats['type'])) ? null : 'Een sleutelveld is een tekst, een getal of waar/onwaar.';
}

function controleerRegister(inhoud: Typeinhoud): InvalidParam[] {
  const fouten: InvalidParam[] = [];
  const { registerregel: regel } = inhoud;
  for (const veld of ['registerregel', 'sleutel'] as const) {
    if (inhoud[veld] !== undefined && inhoud.soort !== 'registratie') {
      fouten.push({ name: veld, reason: 'Alleen een type van de soort registratie heeft dit gegeven.', code: 'soort' });
    }
  }
  if (regel && !NUMMER.test(regel.nummer)) fouten.push({ name: 'registerregel.nummer', reason: 'Verwacht een nummer van de selectielijst, zoals 11.1.1.', code: 'nummer' });
  if (regel && (regel.waardering === 'vernietigen') !== (regel.bewaartermijn !== undefined)) {
    fouten.push({ name: 'registerregel.bewaartermijn', reason: 'Bij vernietigen hoort een bewaartermijn; wat blijvend bewaard wordt, heeft er geen.', code: 'bewaartermijn' });
  } else if (regel?.bewaartermijn !== undefined && !isDuur(regel.bewaartermijn)) {
    fouten.push({ name: 'registerregel.bewaartermijn', reason: 'Een bewaartermijn is een duur als P5Y.', code: 'duur' });
  }
  if (inhoud.open === true && inhoud.classificatie.vertrouwelijkheid !== 0) {
    fouten.push({ name: 'open', reason: 'Open data kan alleen bij vertrouwelijkheid 0 (openbaar).', code: 'open' });
  }
  if (inhoud.verwerkingsactiviteit !== undefined && !inhoud.verwerkingsactiviteiten.includes(inhoud.verwerkingsactiviteit)) {
    fouten.push({ name: 'verwerkingsactiviteit', reason: 'Noem een van de verwerkingsactiviteiten die dit type mogen gebruiken.', code: 'doelbinding' });
  }
  return fouten;
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
