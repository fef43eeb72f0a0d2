import { canoniek } from '@bronhuis/standaarden';
import { isVoorwerp, ontsnap } from './pointers.ts';
import { bewijsVan, getallen, langsteBegin, mogelijk, ONMOGELIJK, overPlaats, overSleutel, past, sleutelsVan, typenVan, verplicht, volgRef, waarden } from './schemabewijs.ts';
import type { Bewijs, Jsontype, Schema } from './schemabewijs.ts';
import { compileerSchema } from './schema.ts';

/** A place where data that was right may be wrong in the new version. */
export interface Breuk {
  /** Pointer into the data; `*` is each member, or each key that has no name. */
  pad: string;
  code: string;
}

/** Says nothing about an instance (JSON Schema 2020-12 §8.3, §9; validation §9). */
const ZEGT_NIETS = new Set([
  '$schema', '$id', '$comment', '$defs', 'definitions', '$vocabulary', '$anchor', 'title', 'description', 'default', 'examples', 'deprecated', 'readOnly', 'writeOnly',
  'contentEncoding', 'contentMediaType', 'contentSchema', 'nullable',
]);
/** These change what `#/…` means, or depend on the road that led to them. */
const ONVERGELIJKBAAR = ['"$dynamicRef":', '"$dynamicAnchor":', '"$recursiveRef":', '"$recursiveAnchor":', '"$id":'];
const MEESTE_STAPPEN = 20_000;
const MEESTE_BREUKEN = 100;

/**
 * Where data that satisfied the old schema may fail the new one. An empty list is a promise: every instance of the old
 * schema is one of the new. The other way round nothing is promised: what this does not understand, it names.
 */
export function vergelijkSchemas(oud: Schema, nieuw: Schema): Breuk[] {
  if (canoniek(oud) === canoniek(nieuw)) return [];
  const { $id: _o, ...o } = oud;
  const { $id: _n, ...n } = nieuw;
  if (ONVERGELIJKBAAR.some((s) => JSON.stringify([o, n]).includes(s))) return [{ pad: '', code: 'onvergelijkbaar' }];
  const breuken = new Vergelijking(oud, nieuw).verschil([oud], nieuw, '');
  return [...new Map(breuken.map((b) => [`${b.pad} ${b.code}`, b])).values()].slice(0, MEESTE_BREUKEN);
}

class Vergelijking {
  private stappen = 0;
  private readonly nummers = new Map<unknown, number>();
  private readonly bezig = new Set<string>();

  constructor(
    private readonly oud: Schema,
    private readonly nieuw: Schema,
  ) {}

  /** Is everything of which `bekend` holds an instance of `n`? */
  verschil(bekend: readonly unknown[], n: unknown, pad: string): Breuk[] {
    if (n === undefined || n === true) return [];
    const bewijs = bewijsVan(this.oud, bekend);
    if (bewijs === ONMOGELIJK) return [];
    if (mogelijk(bewijs).typen.size === 0) return [];
    if (!isVoorwerp(n)) return [{ pad, code: 'verboden' }];
    if (++this.stappen > MEESTE_STAPPEN) return [{ pad, code: 'te-groot' }];
    // A pair that is being looked at higher up is taken to hold: an instance is finite, so the loop ends in one that was looked at.
    const sleutel = [...bewijs.map((s) => this.nummer(s)).sort((a, b) => a - b), this.nummer(n)].join();
    if (this.bezig.has(sleutel)) return [];
    this.bezig.add(sleutel);
    try {
      if (this.opsommingPast(bewijs, n)) return [];
      return Object.entries(n).flatMap(([k, w]) => (ZEGT_NIETS.has(k) ? [] : this.sleutelwoord(bewijs, n, k, w, pad)));
    } finally {
      this.bezig.delete(sleutel);
    }
  }

  private nummer(s: unknown): number {
    const n = this.nummers.get(s) ?? this.nummers.size;
    this.nummers.set(s, n);
    return n;
  }

  /** A list of values is simply tried. */
  private opsommingPast(bewijs: Bewijs, n: Schema): boolean {
    const lijst = waarden(bewijs);
    if (lijst === null || JSON.stringify(n).includes('"$ref":')) return false;
    const { valideer } = compileerSchema(n);
    return valideer !== null && lijst.every((w) => valideer(w));
  }

  private sleutelwoord(bewijs: Bewijs, n: Schema, k: string, w: unknown, pad: string): Breuk[] {
    const breuk = (): Breuk[] => [{ pad, code: k }];
    const { typen, geheel } = mogelijk(bewijs);
    const alleen = (type: Jsontype, houdt: () => boolean): Breuk[] => (!typen.has(type) || houdt() ? [] : breuk());
    const gelijk = (...sleutels: string[]): boolean => bewijs.some((s) => sleutels.every((x) => zelfde(s[x], n[x])));
    const grens = Number(w);
    switch (k) {
      case 'type': {
        const mag = typenVan(n);
        return [...typen].every((t) => mag.typen.has(t)) && (!mag.geheel || !typen.has('number') || geheel) ? [] : breuk();
      }
      case '$ref': {
        const doel = volgRef(this.nieuw, w);
        return doel === undefined ? breuk() : this.verschil(bewijs, doel, pad);
      }
      case 'allOf':
        return (w as unknown[]).flatMap((deel) => this.verschil(bewijs, deel, pad));
      case 'anyOf':
        return this.keuze(bewijs, w as unknown[], pad) ? [] : breuk();
      case 'enum':
      case 'const':
        return waarden(bewijs)?.every((v) => (k === 'const' ? [w] : (w as unknown[])).some((x) => zelfde(v, x))) === true ? [] : breuk();
      case 'maxLength':
        return alleen('string', () => getallen(bewijs, k).some((o) => o <= grens));
      case 'minLength':
        return alleen('string', () => grens === 0 || getallen(bewijs, k).some((o) => o >= grens));
      case 'pattern':
        return alleen('string', () => gelijk(k));
      case 'format':
        return typen.has('string') || typen.has('number') ? (gelijk(k) ? [] : breuk()) : [];
      case 'maximum':
        return alleen('number', () => [...getallen(bewijs, k), ...getallen(bewijs, 'exclusiveMaximum')].some((o) => o <= grens));
      case 'minimum':
        return alleen('number', () => [...getallen(bewijs, k), ...getallen(bewijs, 'exclusiveMinimum')].some((o) => o >= grens));
      case 'exclusiveMaximum':
        return alleen('number', () => getallen(bewijs, k).some((o) => o <= grens) || getallen(bewijs, 'maximum').some((o) => o < grens));
      case 'exclusiveMinimum':
        return alleen('number', () => getallen(bewijs, k).some((o) => o >= grens) || getallen(bewijs, 'minimum').some((o) => o > grens));
      case 'multipleOf':
        // The validator divides in floating point: only the same one is certain.
        return alleen('number', () => gelijk(k));
      case 'maxItems':
        return alleen('array', () => getallen(bewijs, k).some((o) => o <= grens));
      case 'minItems':
        return alleen('array', () => grens === 0 || getallen(bewijs, k).some((o) => o >= grens));
      case 'uniqueItems':
        return alleen('array', () => w === false || gelijk(k) || getallen(bewijs, 'maxItems').some((o) => o <= 1));
      case 'prefixItems':
        return typen.has('array') ? (w as unknown[]).flatMap((deel, i) => this.verschil(overPlaats(bewijs, i), deel, `${pad}/${i}`)) : [];
      case 'items':
        return typen.has('array') ? this.leden(bewijs, n, pad) : [];
      case 'contains':
        return alleen('array', () => this.zonderRef(w) && gelijk(k, 'minContains', 'maxContains'));
      case 'minContains':
      case 'maxContains':
        return []; // belongs to `contains`
      case 'maxProperties':
        return alleen('object', () => getallen(bewijs, k).some((o) => o <= grens));
      case 'minProperties':
        return alleen('object', () => verplicht(bewijs).size >= grens || getallen(bewijs, k).some((o) => o >= grens));
      case 'required':
        return typen.has('object') ? (w as string[]).filter((s) => !verplicht(bewijs).has(s)).map((s) => ({ pad: `${pad}/${ontsnap(s)}`, code: k })) : [];
      case 'properties':
        return typen.has('object') ? Object.entries(w as Schema).flatMap(([s, deel]) => this.verschil(overSleutel(bewijs, s), deel, `${pad}/${ontsnap(s)}`)) : [];
      case 'patternProperties':
        return typen.has('object') ? Object.entries(w as Schema).flatMap(([p, deel]) => this.sleutels(bewijs, (s) => past(p, s), p, deel, pad)) : [];
      case 'additionalProperties':
        return typen.has('object') ? this.overige(bewijs, n, pad) : [];
      case 'propertyNames':
        return alleen('object', () => this.zonderRef(w) && gelijk(k));
      case 'dependentRequired':
        return alleen('object', () => Object.entries(w as Record<string, string[]>).every(([s, nodig]) => nodig.every((x) => verplicht(bewijs).has(x) || bewijs.some((b) => samenVerplicht(b, s).includes(x)))));
      case 'not':
      case 'oneOf':
        return this.zonderRef(w) && gelijk(k) ? [] : breuk();
      case 'if':
        return this.zonderRef([w, n['then'], n['else']]) && gelijk('if', 'then', 'else') ? [] : breuk();
      case 'then':
      case 'else':
        return []; // belongs to `if`
      default:
        return breuk();
    }
  }

  /** The same words mean the same only when they refer to nothing. */
  private zonderRef(w: unknown): boolean {
    return !(JSON.stringify(w) ?? '').includes('"$ref":');
  }

  /** One of these holds for everything, or each of the old choices has one that holds for it. */
  private keuze(bewijs: Bewijs, keuzen: unknown[], pad: string): boolean {
    const past = (extra: unknown[]): boolean => keuzen.some((k) => this.verschil([...bewijs, ...extra], k, pad).length === 0);
    if (past([])) return true;
    return bewijs.some((s) => ['anyOf', 'oneOf'].some((k) => Array.isArray(s[k]) && (s[k] as unknown[]).every((deel) => past([deel]))));
  }

  private leden(bewijs: Bewijs, n: Schema, pad: string): Breuk[] {
    const vast = Array.isArray(n['prefixItems']) ? n['prefixItems'].length : 0;
    const hoogste = Math.min(Infinity, ...getallen(bewijs, 'maxItems'));
    const plaatsen = Array.from({ length: Math.max(0, langsteBegin(bewijs) - vast) }, (_, i) => vast + i).filter((i) => i < hoogste);
    const rest = hoogste <= Math.max(vast, langsteBegin(bewijs)) ? [] : this.verschil(overPlaats(bewijs, null), n['items'], `${pad}/*`);
    return [...plaatsen.flatMap((i) => this.verschil(overPlaats(bewijs, i), n['items'], `${pad}/${i}`)), ...rest];
  }

  /** The keys that the new schema leaves to `additionalProperties`. */
  private overige(bewijs: Bewijs, n: Schema, pad: string): Breuk[] {
    const genoemd = Object.keys(isVoorwerp(n['properties']) ? n['properties'] : {});
    const patronen = Object.keys(isVoorwerp(n['patternProperties']) ? n['patternProperties'] : {});
    const vrij = (s: string): boolean => !genoemd.includes(s) && !patronen.some((p) => past(p, s));
    return this.sleutels(bewijs, vrij, null, n['additionalProperties'], pad, patronen);
  }

  /** Every key that may be there and that is meant: by its name, by a pattern, or as one of the others. */
  private sleutels(bewijs: Bewijs, bedoeld: (sleutel: string) => boolean, patroon: string | null, n: unknown, pad: string, elders: string[] = []): Breuk[] {
    const { namen, patronen, overig } = sleutelsVan(bewijs);
    return [
      ...[...namen].filter(bedoeld).flatMap((s) => this.verschil(overSleutel(bewijs, s), n, `${pad}/${ontsnap(s)}`)),
      // A key of another pattern may be one of these too; one of the same pattern elsewhere is not.
      ...[...patronen].filter(([p]) => !elders.includes(p)).flatMap(([, bekend]) => this.verschil(bekend, n, `${pad}/*`)),
      ...(patroon !== null && patronen.has(patroon) ? [] : this.verschil(overig, n, `${pad}/*`)),
    ];
  }
}

function samenVerplicht(s: Schema, sleutel: string): string[] {
  const lijst = isVoorwerp(s['dependentRequired']) ? s['dependentRequired'][sleutel] : undefined;
  return Array.isArray(lijst) ? (lijst as string[]) : [];
}

const zelfde = (a: unknown, b: unknown): boolean => (a === undefined || b === undefined ? a === b : canoniek(a) === canoniek(b));
