import type { InvalidParam } from '@bronhuis/standaarden';
import { DATUM_ONBEKEND, zoekBsn } from '@bronhuis/standaarden';
import { WGS84 } from '../geometrie/crs.ts';
import type { Crs } from '../geometrie/crs.ts';
import { GEBIEDSVRAGEN, isGebiedsvraag, leesGebied } from '../geometrie/gebied.ts';
import type { Gebiedsvraag } from '../geometrie/gebied.ts';
import type { Objecttype } from '../objecttypen/objecttype.ts';
import { delen } from '../objecttypen/pointers.ts';
import type { Vraagtype } from '../objecttypen/typestanden.ts';
import { ALLES, zichtOp, zietAlles } from '../objecttypen/zicht.ts';
import type { Zicht } from '../objecttypen/zicht.ts';
import { isOpslaanbaar, schrijfPad } from './pad.ts';
import type { Stap } from './pad.ts';
import { soortenOp } from './schemavelden.ts';
import { GRENZEN, isMetanaam, METASOORT, vouw } from './uitdrukking.ts';
import type { Deelzicht, Geschreven, Operator, Plek, Soort, Uitdrukking, Veld, Vergelijking, Voorwaarde } from './uitdrukking.ts';
import type { Padvraag, Sorteerwens } from './ontleed.ts';
import { leesWaarde, redenVan } from './waarde.ts';
import { zoekwens } from './zoeken.ts';
import type { Zoekwens } from './zoeken.ts';

export interface Sleutel {
  veld: Veld;
  richting: 'op' | 'af';
}

/** What is asked for of the answer: names beside the data (null: all of them), and places in it. */
export interface Keuze {
  meta: ReadonlySet<string> | null;
  gegevens: readonly Plek[];
}

/** What a caller may ask of: the types with what is to be seen of each. */
export interface Gezien {
  type: Vraagtype;
  zicht: Zicht;
}

const SCHAAL: readonly Operator[] = ['exact', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'nin', 'tussen', 'leeg'];
/** Which operators say something of which kind. */
const PAST: Record<Soort, readonly Operator[]> = {
  tekst: [...SCHAAL, 'bevat', 'begint-met'],
  getal: SCHAAL,
  datum: SCHAAL,
  'onvolledige-datum': SCHAAL,
  tijdstip: SCHAAL,
  waarheid: ['exact', 'ne', 'leeg'],
  uuid: ['exact', 'ne', 'in', 'nin', 'leeg'],
  lijst: ['bevat-element', 'leeg'],
  object: ['leeg'],
  geometrie: [...GEBIEDSVRAGEN, 'leeg'],
  gemengd: ['leeg'],
};
const SORTEERBAAR: readonly Soort[] = ['tekst', 'getal', 'datum', 'onvolledige-datum', 'tijdstip', 'waarheid', 'uuid'];
const ANTWOORD = new Set([...Object.keys(METASOORT), 'gegevens']);
const IN_ADRES = 'Op de identificatie van een persoon kan niet met een adres worden gezocht of gesorteerd. Gebruik POST /objecten/_zoek.';

/**
 * A question against the types that the caller may see: what each path means, and whether what is asked of it can be
 * asked. A field without a right to it is one that the schema does not know: of its type it has no kind here, and no
 * value in what is compiled from this.
 */
export class Controle {
  readonly fouten: InvalidParam[] = [];
  private gebieden = 0;

  constructor(
    private readonly typen: readonly Gezien[],
    /** In a URL: then never on the identifier of a person. */
    private readonly inAdres: boolean,
    /** Of the geometries in the question. */
    private readonly crs: Crs = WGS84,
  ) {}

  filter(u: Uitdrukking<Geschreven>): Uitdrukking<Voorwaarde> | null {
    type Deel = Uitdrukking<Voorwaarde> | null;
    const goed = (delen: Deel[]): Uitdrukking<Voorwaarde>[] => delen.filter((d) => d !== null);
    return vouw<Geschreven, Deel>(u, (v) => this.voorwaarde(v), { en: (d) => ({ en: goed(d) }), of: (d) => ({ of: goed(d) }), niet: (d) => d && { niet: d } });
  }

  velden(wensen: readonly Padvraag[]): Keuze {
    if (wensen.length === 0) return { meta: null, gegevens: [{ stappen: [], beperkt: this.beperkt([]) }] };
    const meta = new Set<string>();
    const gegevens: Plek[] = [];
    for (const { plaats, pad } of wensen) {
      const veld = this.veld(pad, plaats);
      if (veld && 'meta' in veld) meta.add(veld.meta);
      else if (veld) gegevens.push(veld);
    }
    return { meta, gegevens };
  }

  sorteer(wensen: readonly Sorteerwens[]): Sleutel[] {
    return wensen.flatMap(({ plaats, pad, richting }) => {
      const veld = this.veld(pad, plaats);
      if (!veld) return [];
      // One rule for an address: it never asks by the identifier of a person, not for an order either.
      if (this.inAdres && isPersoon(veld)) return this.fout(plaats, IN_ADRES, 'persoon-in-adres') ?? [];
      const inLijst = !('meta' in veld) && veld.stappen.some((s) => 'elk' in s);
      if (inLijst || !SORTEERBAAR.includes(veld.soort)) return this.fout(plaats, 'Sorteren kan op één tekst, getal, datum, tijdstip of ja/nee.', 'sorteer') ?? [];
      return [{ veld, richting }];
    });
  }

  zoek(tekst: string): Zoekwens | null {
    if (this.inAdres && zoekBsn(tekst).length > 0) return this.fout('zoek', IN_ADRES, 'persoon-in-adres');
    if (!isOpslaanbaar(tekst)) return this.fout('zoek', redenVan('tekst'), 'waarde');
    const wens = zoekwens(tekst, this.typen);
    return this.typen.length > 0 && wens.plaatsen.length === 0 ? this.fout('zoek', 'Geen van de objecttypen die u voor dit doel mag zien, heeft zoekvelden.', 'geen-zoekvelden') : wens;
  }

  private voorwaarde(v: Geschreven): Uitdrukking<Voorwaarde> | null {
    const veld = this.veld(v.pad, v.plaats.pad);
    if (!veld) return null;
    if (veld.soort === 'geometrie' && isGebiedsvraag(v.operator)) return this.gebied(v, veld, v.operator);
    if (this.inAdres && (isPersoon(veld) || [v.waarde].flat().some((w) => typeof w === 'string' && zoekBsn(w).length > 0))) return this.fout(v.plaats.pad, IN_ADRES, 'persoon-in-adres');
    const { operator } = v;
    if (!PAST[veld.soort].includes(operator)) {
      return this.fout(v.plaats.operator, `Bij een gegeven van de soort ${veld.soort} past: ${PAST[veld.soort].join(', ')}.`, 'operator-past-niet');
    }
    if (operator === 'bevat-element') return this.element(v, veld);
    const soort = operator === 'leeg' ? 'waarheid' : veld.soort;
    const waarden = this.waarden(v, soort);
    if (!waarden) return null;
    if (operator === 'leeg') return ontken(waarden[0] === 'false', { veld, vergelijking: 'leeg', waarden: [] });
    if (operator === 'ne' || operator === 'nin') return ontken(true, { veld, vergelijking: operator === 'ne' ? 'exact' : 'in', waarden });
    if (isGebiedsvraag(operator)) return null;
    return { veld, vergelijking: operator satisfies Vergelijking, waarden };
  }

  private gebied(v: Geschreven, veld: Veld, vraag: Gebiedsvraag): Uitdrukking<Voorwaarde> | null {
    this.gebieden++;
    if (this.gebieden > GRENZEN.gebieden) return this.fout(v.plaats.operator, `Een vraag noemt ten hoogste ${GRENZEN.gebieden} gebieden.`, 'te-veel');
    const { gebied, fouten } = leesGebied(vraag, v.waarde, v.plaats.waarde, this.crs, v.uitAdres);
    this.fouten.push(...fouten);
    return gebied && { veld, vergelijking: 'gebied', waarden: [], gebied };
  }

  /** A list has the element when one of its elements is exactly that. */
  private element(v: Geschreven, veld: Veld): Uitdrukking<Voorwaarde> | null {
    if ('meta' in veld) return null;
    const van = this.veld([{ naam: 'gegevens' }, ...veld.stappen, { elk: true }], v.plaats.pad);
    if (!van) return null;
    if (this.inAdres && isPersoon(van)) return this.fout(v.plaats.pad, IN_ADRES, 'persoon-in-adres');
    if (!PAST[van.soort].includes('exact')) return this.fout(v.plaats.operator, `De elementen van deze lijst zijn van de soort ${van.soort}; zoek met een pad zoals lijst.*.naam.`, 'operator-past-niet');
    const waarden = this.waarden(v, van.soort);
    return waarden && { veld: van, vergelijking: 'exact', waarden };
  }

  private waarden(v: Geschreven, soort: Soort): string[] | null {
    const { operator, plaats } = v;
    const meervoudig = operator === 'in' || operator === 'nin' || operator === 'tussen';
    if (!meervoudig) {
      const waarde = leesVergelijkbaar(soort, operator, v.waarde, v.uitAdres);
      return waarde === null ? this.fout(plaats.waarde, redenVan(soort), 'waarde') : [waarde];
    }
    const lijst: unknown[] = Array.isArray(v.waarde) ? v.waarde : [];
    if (operator === 'tussen' && lijst.length !== 2) return this.fout(plaats.waarde, 'Noem bij tussen twee waarden: van en tot en met.', 'waarde');
    if (lijst.length === 0 || lijst.length > GRENZEN.waarden) return this.fout(plaats.waarde, `Noem 1 tot ${GRENZEN.waarden} waarden.`, 'waarde');
    const gelezen = lijst.map((w) => leesVergelijkbaar(soort, operator, w, v.uitAdres));
    for (const [i, w] of gelezen.entries()) if (w === null) this.fout(v.uitAdres ? plaats.waarde : `${plaats.waarde}.${i}`, redenVan(soort), 'waarde');
    return gelezen.every((w) => w !== null) ? gelezen : null;
  }

  /** What a path means for these types; with two meanings the caller must choose a type. */
  private veld(pad: readonly Stap[], plaats: string): Veld | null {
    const [eerste, ...rest] = pad;
    if (!eerste) return null;
    if ('naam' in eerste && isMetanaam(eerste.naam)) {
      if (rest.length === 0) return { meta: eerste.naam, soort: METASOORT[eerste.naam] };
      return this.fout(plaats, 'Dit is geen gegeven van het objecttype. Begin het pad met gegevens als het daar zo heet.', 'onbekend-gegeven');
    }
    const stappen = 'naam' in eerste && ANTWOORD.has(eerste.naam) ? rest : [...pad];
    const beperkt = this.beperkt(stappen);
    const kennen = this.typen.filter(({ type }) => !beperkt.some((b) => b.type === type.id && b.zicht === null)).map(({ type }) => type);
    const gevonden = kennen.map((t) => soortenOp(t.schema, stappen)).filter((s) => s !== null);
    if (gevonden.length === 0) return this.fout(plaats, 'Dit gegeven kent geen van de objecttypen die u voor dit doel mag zien.', 'onbekend-gegeven');
    const soorten = gevonden.map((s) => (s.size === 1 ? ([...s][0] ?? 'gemengd') : 'gemengd'));
    const soort = soorten[0] ?? 'gemengd';
    if (soorten.some((s) => s !== soort)) {
      return this.fout(plaats, 'Dit gegeven is niet in elk objecttype van dezelfde soort. Noem één objecttype.', 'gegeven-dubbelzinnig');
    }
    return { stappen, beperkt, soort, persoon: wijstPersoonAan(kennen, stappen) };
  }

  private beperkt(stappen: readonly Stap[]): Deelzicht[] {
    return this.typen.flatMap(({ type, zicht }) => {
      if (zietAlles(zicht)) return [];
      const hier = zichtOp(zicht, stappen.map((s) => ('elk' in s ? '*' : s.naam)));
      return hier === ALLES ? [] : [{ type: type.id, zicht: hier }];
    });
  }

  private fout(name: string, reason: string, code: string): null {
    this.fouten.push({ name, reason, code });
    return null;
  }
}

const isPersoon = (veld: Veld): boolean => !('meta' in veld) && veld.persoon;
const ontken = (niet: boolean, v: Voorwaarde): Uitdrukking<Voorwaarde> => (niet ? { niet: v } : v);

function wijstPersoonAan(typen: readonly Objecttype[], stappen: readonly Stap[]): boolean {
  const pad = schrijfPad(stappen);
  const alsPad = (pointer: string): string => schrijfPad(delen(pointer).map((d) => (d === '*' ? { elk: true } : { naam: d })));
  return typen.some((t) => t.betrokkenen.some((b) => alsPad(b.pad) === pad));
}

const PLAATST: readonly Operator[] = ['gt', 'gte', 'lt', 'lte', 'tussen'];
/** Of a date that nobody knows nothing is before or after. */
function leesVergelijkbaar(soort: Soort, operator: Operator, ruw: unknown, uitAdres: boolean): string | null {
  return soort === 'onvolledige-datum' && ruw === DATUM_ONBEKEND && PLAATST.includes(operator) ? null : leesWaarde(soort, ruw, uitAdres);
}
