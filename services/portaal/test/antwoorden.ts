import type { OpenApi } from '@bronhuis/testing';
import fc from 'fast-check';

type Schema = Record<string, unknown>;

/** What the text fields of an answer hold: words as people write them, or what somebody put in to do harm. */
export type Toon = 'gewoon' | 'script' | 'vijandig';

export const SCRIPT = '<script>alert(1)</script>';

const GEWOON = ['Buurtfeest Lindeplein', 'Besluit op de aanvraag', 'De burgemeester van Gemeente Overbrugge', 'P1Y', 'er loopt een beroep', 'É. de Vries & zonen', '2026-11-22'];

/** Each of these is a word like any other for who only shows it. */
const VIJANDIG = [
  SCRIPT,
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  'javascript:alert(1)',
  '//kwaad.example/aanmelden',
  'https://kwaad.example',
  'http://[',
  'constructor',
  '__proto__',
  'toString',
  '</title></style></textarea>',
  '\u0000\u202e\ufeff',
  '%00%zz',
  'bevriezing: toString',
  '5.1.2e (P9Z)',
  'x'.repeat(4_000),
  '',
];

const TEKST = { type: 'string' };
const GETAL = { type: 'integer' };
const DAG = { type: 'string', format: 'date' };
const MOMENT = { type: 'string', format: 'date-time' };
const voorwerp = (properties: Record<string, Schema>): Schema => ({ type: 'object', properties, required: Object.keys(properties) });
const reeks = (properties: Record<string, Schema>): Schema => ({ type: 'array', items: voorwerp(properties) });

const veld = (soort: string, format?: string): Schema => voorwerp({ type: { enum: [soort] }, title: TEKST, description: TEKST, ...(format ? { format: { enum: [format] } } : {}) });
/** A register as they are: loose fields, a group about a person, and a list of groups. */
const SCHEMA = voorwerp({
  type: { enum: ['object'] },
  required: { type: 'array', minItems: 1, items: { enum: ['plaats'] } },
  properties: voorwerp({
    plaats: veld('string'),
    sinds: veld('string', 'date'),
    gezien: veld('string', 'date-time'),
    oppervlakte: veld('number'),
    open: veld('boolean'),
    soort: voorwerp({ enum: { type: 'array', minItems: 1, items: TEKST } }),
    houder: voorwerp({ type: { enum: ['object'] }, properties: voorwerp({ bsn: veld('string'), naam: veld('string') }) }),
    trefwoorden: voorwerp({ type: { enum: ['array'] }, items: voorwerp({ type: { enum: ['string'] } }) }),
  }),
});
const GEGEVENS = voorwerp({ plaats: TEKST, sinds: DAG, oppervlakte: GETAL, open: { type: 'boolean' }, houder: voorwerp({ bsn: TEKST, naam: TEKST }), trefwoorden: { type: 'array', items: TEKST }, buiten: TEKST });

/** What the thing that is asked about and its answer have in common: a type that this municipality may use, and that is the one asked for. */
const VAST: Record<string, Schema> = {
  verwerkingsactiviteiten: { type: 'array', minItems: 1, uniqueItems: true, items: { enum: ['VA-01'] } },
  objecttype: { enum: ['018f0000-0000-7000-8000-000000000001'] },
};

/** What a contract leaves open (`additionalProperties: true`), as the component fills it. */
const OPEN: Record<string, Schema> = {
  schema: SCHEMA,
  gegevens: GEGEVENS,
  verklaring: voorwerp({
    opgemaakt: MOMENT,
    organisatie: voorwerp({ naam: TEKST }),
    zorgdrager: voorwerp({ functie: TEKST, mandaat: TEKST, besluit: TEKST }),
    vernietigingslijst: voorwerp({ id: { type: 'string', format: 'uuid' }, naam: TEKST }),
    goedkeuringen: reeks({ functie: TEKST, tijdstip: MOMENT }),
    uitvoering: voorwerp({ voltooid: MOMENT }),
    specificatie: reeks({ type: TEKST, aantalDossiers: GETAL, kenmerken: { type: 'array', items: TEKST }, periode: voorwerp({ van: { ...DAG, nullable: true }, tot: { ...DAG, nullable: true } }), aantalDocumenten: GETAL }),
    grondslagen: reeks({ selectielijst: TEKST, jaar: GETAL, nummer: TEKST, omschrijving: TEKST, bewaartermijn: TEKST }),
    wijze: voorwerp({ omschrijving: TEKST, onderdelen: { type: 'array', items: TEKST }, laatsteBackupVerlooptOp: DAG }),
    blijft: reeks({ kenmerk: TEKST, omschrijving: TEKST, reden: TEKST, selectielijstnummer: { ...TEKST, nullable: true } }),
    buitenBereik: reeks({ waar: TEKST, tot: TEKST, reden: TEKST }),
    nietVernietigd: reeks({ kenmerk: TEKST, reden: TEKST }),
  }),
};

/** Answers that fit the contract, made from the contract: the same seed gives the same answers. */
export class Antwoordmaker {
  #staat: number;
  readonly #schemas: Record<string, Schema>;
  readonly #patronen = new Map<string, string[]>();

  constructor(contract: OpenApi, zaad: number) {
    this.#schemas = contract.components?.schemas ?? {};
    this.#staat = zaad >>> 0;
  }

  maak(s: Schema, toon: Toon, naam = '', diepte = 6): unknown {
    if (typeof s['$ref'] === 'string') return this.maak(this.#schemas[s['$ref'].split('/').at(-1) ?? ''] ?? {}, toon, naam, diepte);
    const keuzes = (s['oneOf'] ?? s['anyOf']) as Schema[] | undefined;
    if (keuzes?.length) return this.maak(this.#een(keuzes), toon, naam, diepte);
    if (Array.isArray(s['allOf'])) {
      const delen = (s['allOf'] as Schema[]).map((d) => this.maak(d, toon, naam, diepte));
      return delen.length === 1 ? delen[0] : Object.assign({}, ...delen);
    }
    // With scripts everything is filled: each field of each page must be seen with one in it.
    if (s['nullable'] === true && toon !== 'script' && this.#getal(4) === 0) return null;
    if (Array.isArray(s['enum'])) return this.#een(s['enum'] as unknown[]);
    switch (s['type']) {
      case 'integer':
      case 'number':
        return Math.max(Number(s['minimum'] ?? 0), this.#een([0, 1, 2, 7, 1_200, 2_500_000].filter((n) => n <= Number(s['maximum'] ?? 1e9))));
      case 'boolean':
        return this.#getal(2) === 0;
      case 'array': {
        const minst = Number(s['minItems'] ?? 0);
        const n = diepte <= 0 ? minst : Math.max(minst, toon === 'script' ? 2 : this.#getal(3));
        const leden = Array.from({ length: n }, () => this.maak((s['items'] ?? {}) as Schema, toon, naam, diepte - 1));
        return s['uniqueItems'] === true ? leden.filter((x, i) => leden.findIndex((y) => JSON.stringify(x) === JSON.stringify(y)) === i) : leden;
      }
      case 'object': {
        const open = s['additionalProperties'] === true && !s['properties'] ? OPEN[naam] : undefined;
        if (open) return this.maak(open, toon, naam, diepte);
        const verplicht = (s['required'] ?? []) as string[];
        const velden = Object.entries((s['properties'] ?? {}) as Record<string, Schema>);
        const erbij = velden.filter(([n]) => verplicht.includes(n) || toon === 'script' || this.#getal(2) === 0);
        return Object.fromEntries(erbij.map(([n, v]) => [n, this.maak((Object.hasOwn(VAST, n) && VAST[n]) || v, toon, n, diepte - 1)]));
      }
      default:
        return this.#tekst(s, toon);
    }
  }

  #tekst(s: Schema, toon: Toon): string {
    switch (s['format']) {
      case 'uuid':
        return `018f0000-0000-7000-8000-${String(this.#getal(1e9)).padStart(12, '0')}`;
      case 'date':
        return this.#een(['2026-11-22', '2024-02-29', '0001-01-01', '9999-12-31']);
      case 'date-time':
        return this.#een(['2026-11-22T10:00:00.000Z', '2026-03-29T01:30:00Z', '9999-12-31T23:59:59.999Z']);
      case 'uri':
        return toon === 'gewoon' ? 'https://example.org/a' : 'javascript:alert(1)';
      default:
    }
    const [min, max] = [Number(s['minLength'] ?? 0), Number(s['maxLength'] ?? 1e6)];
    const past = (t: string): boolean => t.length >= min && t.length <= max && (typeof s['pattern'] !== 'string' || new RegExp(s['pattern']).test(t));
    const kandidaten = (toon === 'script' ? [SCRIPT] : toon === 'gewoon' ? GEWOON : VIJANDIG).filter(past);
    if (kandidaten.length > 0) return this.#een(kandidaten);
    return this.#een(this.#volgensPatroon(s, past));
  }

  /** A few for each pattern: to think of one takes longer than to make all the rest of an answer. */
  #volgensPatroon(s: Schema, past: (t: string) => boolean): string[] {
    const sleutel = JSON.stringify([s['pattern'], s['minLength'], s['maxLength']]);
    const bekend = this.#patronen.get(sleutel);
    if (bekend) return bekend;
    const anders = typeof s['pattern'] === 'string' ? fc.stringMatching(new RegExp(s['pattern'])) : fc.constant('x'.repeat(Math.max(Number(s['minLength'] ?? 0), 1)));
    const nieuw = fc.sample(anders.filter(past), { numRuns: 5, seed: this.#getal(1e6) });
    this.#patronen.set(sleutel, nieuw);
    return nieuw;
  }

  /** mulberry32: small, and the same everywhere. */
  #getal(onder: number): number {
    this.#staat = (this.#staat + 0x6d2b79f5) >>> 0;
    let t = this.#staat;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % onder;
  }

  #een<T>(uit: readonly T[]): T {
    return uit[this.#getal(uit.length)] as T;
  }
}
