import { isBsn, isRsin, Probleem, zoekBsn } from '@bronhuis/standaarden';
import type { InvalidParam } from '@bronhuis/standaarden';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { personen, vindBetrokkenen } from './aanwijzers.ts';
import type { Persoon, Vondst } from './aanwijzers.ts';
import type { Objecttype, SoortBetrokkene } from './objecttype.ts';
import { ontsnap } from './pointers.ts';
import { alsParam, schemafouten } from './schema.ts';
import type { Gegevens, Gegevensfout } from './schema.ts';

/** A version of a type with its compiled schema: what data is checked against. */
export interface Toetstype {
  type: Objecttype;
  valideer: ValidateFunction;
}

const GELDIG: Record<SoortBetrokkene, (s: string) => boolean> = {
  bsn: isBsn,
  rsin: isRsin,
  kvk: (s) => /^\d{8}$/.test(s),
  eigen: (s) => s.length > 0,
};

/**
 * Checks data against its type and says whom it concerns: schema with formats, identifiers of the betrokkenen, and
 * the BSN guard on every other text. All faults at once, with those that were found beside it.
 */
export function toetsGegevens({ type, valideer }: Toetstype, gegevens: Gegevens, teksten: Record<string, string | null | undefined> = {}, rsins: ReadonlySet<string> = new Set(), ernaast: readonly InvalidParam[] = []): Persoon[] {
  const { fouten, betrokkenen } = beoordeel({ type, valideer }, gegevens, rsins);
  const params = [...fouten.map(alsParam), ...bsnInTeksten(teksten, rsins), ...ernaast];
  if (params.length > 0) throw Probleem.ongeldig(params);
  return betrokkenen;
}

/** The same for the data alone, with the places of the faults. */
export function beoordeel({ type, valideer }: Toetstype, gegevens: Gegevens, rsins: ReadonlySet<string>): { fouten: Gegevensfout[]; betrokkenen: Persoon[] } {
  const vondsten = vindBetrokkenen(type.betrokkenen, gegevens);
  const fouten = [...schemafouten(valideer, gegevens), ...vondsten.flatMap(fouteIdentificatie), ...bsnFouten(gegevens, vondsten, rsins)];
  return { fouten, betrokkenen: personen(vondsten) };
}

function fouteIdentificatie({ pad, waarde, aanwijzer }: Vondst): Gegevensfout[] {
  if (typeof waarde === 'string' && GELDIG[aanwijzer.soort](waarde)) return [];
  return [{ pad, reden: `Dit is geen geldige identificatie van de soort ${aanwijzer.soort}.`, code: 'identificatie' }];
}

export const BSN_GEVONDEN = { reason: 'Hier staat een burgerservicenummer. Dat mag alleen in het veld dat ervoor bedoeld is (Wabb art. 10).', code: 'bsn-gevonden' } as const;
const gevonden = (pad: string): Gegevensfout => ({ pad, reden: BSN_GEVONDEN.reason, code: BSN_GEVONDEN.code });

/** Texts beside the data (subject, reference, title): never a BSN. */
export function bsnInTeksten(teksten: Record<string, string | null | undefined>, rsins: ReadonlySet<string> = new Set()): InvalidParam[] {
  return Object.entries(teksten).flatMap(([naam, tekst]) => (tekst && zoekBsn(tekst, { behalve: rsins }).length > 0 ? [{ name: naam, ...BSN_GEVONDEN }] : []));
}

/** A place in the data, of which the path is only written out where a number was found. */
interface Plaats {
  boven: Plaats | null;
  sleutel: string;
}
const padVan = (p: Plaats | null): string => (p === null ? '' : `${padVan(p.boven)}/${ontsnap(p.sleutel)}`);

/** Every text, number and key that holds a BSN where none was meant to be. */
function bsnFouten(gegevens: Gegevens, bedoeld: readonly Vondst[], rsins: ReadonlySet<string>): Gegevensfout[] {
  const fouten: Gegevensfout[] = [];
  const opties = { behalve: rsins };
  const heeftBsn = (tekst: string): boolean => zoekBsn(tekst, opties).length > 0;
  const bekijk = (waarde: unknown, hier: Plaats | null): void => {
    if (typeof waarde === 'string') {
      if (!heeftBsn(waarde)) return;
      const pad = padVan(hier);
      if (!bedoeld.some((v) => v.pad === pad)) fouten.push(gevonden(pad));
    } else if (typeof waarde === 'number') {
      // A whole number is looked at as well: a BSN without quotation marks is still a BSN. Fractions are measurements.
      if (Number.isInteger(waarde) && heeftBsn(String(waarde))) fouten.push(gevonden(padVan(hier)));
    } else if (Array.isArray(waarde)) {
      for (let i = 0; i < waarde.length; i++) bekijk(waarde[i], { boven: hier, sleutel: String(i) });
    } else if (typeof waarde === 'object' && waarde !== null) {
      for (const sleutel of Object.keys(waarde)) {
        // The key itself is text too; the name of the fault then leaves it out.
        if (heeftBsn(sleutel)) fouten.push(gevonden(padVan(hier)));
        else bekijk((waarde as Gegevens)[sleutel], { boven: hier, sleutel });
      }
    }
  };
  bekijk(gegevens, null);
  return fouten;
}
