import { isUuid } from '@bronhuis/standaarden';
import { bestaat } from '../objecten/object.ts';
import { ongeldig, veldfout, GEHEEL } from './fouten.ts';
import type { Veldfout } from './fouten.ts';

type Voorwerp = Record<string, unknown>;
const isVoorwerp = (v: unknown): v is Voorwerp => typeof v === 'object' && v !== null && !Array.isArray(v);

interface Eis {
  /** Must be there, unless only a part was sent. */
  verplicht?: boolean;
  /** May be null. */
  leeg?: boolean;
}

/**
 * Reads a body as these standards do: members that are not known, or only for reading, are passed over; every fault is
 * told at once, under its name with dots.
 */
export class Lezer {
  private constructor(
    private readonly inhoud: Voorwerp,
    private readonly plaats: string,
    private readonly gedeeltelijk: boolean,
    readonly fouten: Veldfout[],
  ) {}

  static van(inhoud: unknown, gedeeltelijk = false): Lezer {
    // No body at all is an empty one, as with them.
    if (inhoud !== undefined && inhoud !== null && !isVoorwerp(inhoud)) throw ongeldig(veldfout(GEHEEL, 'invalid', 'Verwacht een object.'));
    return new Lezer((inhoud ?? {}) as Voorwerp, '', gedeeltelijk, []);
  }

  /** @throws Probleem 400 with all faults until now */
  klaar(): void {
    if (this.fouten.length > 0) throw ongeldig(...this.fouten);
  }

  /** A member that is an object itself. */
  deel(naam: string, eis: Eis = {}): Lezer | undefined {
    const waarde = this.haal(naam, eis);
    if (waarde === undefined || waarde === null) return undefined;
    if (isVoorwerp(waarde)) return new Lezer(waarde, this.naam(naam), this.gedeeltelijk, this.fouten);
    this.fout(naam, 'invalid', 'Verwacht een object.');
    return undefined;
  }

  voorwerp(naam: string, eis: Eis = {}): Voorwerp | undefined {
    const waarde = this.haal(naam, eis);
    if (waarde === undefined || waarde === null || isVoorwerp(waarde)) return waarde ?? undefined;
    this.fout(naam, 'invalid', 'Verwacht een object.');
    return undefined;
  }

  /** Undefined: not sent. Null: sent as null, and that may be. */
  ruw(naam: string): unknown {
    return Object.hasOwn(this.inhoud, naam) ? this.inhoud[naam] : undefined;
  }

  tekst(naam: string, eis: Eis & { max?: number; min?: number } = {}): string | undefined {
    const waarde = this.haal(naam, eis);
    if (waarde === undefined || waarde === null) return undefined;
    if (typeof waarde !== 'string' && typeof waarde !== 'number') return this.fout(naam, 'invalid', 'Verwacht een tekst.');
    const tekst = String(waarde).trim();
    if (tekst.length < (eis.min ?? 0)) return this.fout(naam, 'blank', 'Dit gegeven is leeg.');
    if (tekst.length > (eis.max ?? 1_000_000)) return this.fout(naam, 'max_length', `Ten hoogste ${eis.max} tekens.`);
    // PostgreSQL keeps no U+0000 and no half of a surrogate pair.
    return /[\u0000\p{Surrogate}]/u.test(tekst) ? this.fout(naam, 'invalid', 'Deze tekst bevat tekens die niet bewaard kunnen worden.') : tekst;
  }

  url(naam: string, eis: Eis & { max: number }): string | undefined {
    const tekst = this.tekst(naam, eis);
    if (tekst === undefined || tekst === '') return tekst;
    return URL.canParse(tekst) && /^https?:$/.test(new URL(tekst).protocol) ? tekst : this.fout(naam, 'invalid', 'Verwacht een URL.');
  }

  keuze<K extends string>(naam: string, uit: readonly K[], eis: Eis = {}): K | undefined {
    const waarde = this.haal(naam, eis);
    if (waarde === undefined || waarde === null) return undefined;
    return uit.find((k) => k === waarde) ?? this.fout(naam, 'invalid_choice', `Kies uit: ${uit.join(', ')}.`);
  }

  waarheid(naam: string): boolean | undefined {
    const waarde = this.haal(naam, {});
    if (waarde === undefined || waarde === null) return undefined;
    return typeof waarde === 'boolean' ? waarde : this.fout(naam, 'invalid', 'Verwacht true of false.');
  }

  /** A whole number, also when it was written as text. */
  geheel(naam: string, max: number, eis: Eis = {}): number | null | undefined {
    const waarde = this.haal(naam, eis);
    if (waarde === undefined || waarde === null) return waarde;
    const getal = typeof waarde === 'string' && /^\d{1,12}$/.test(waarde) ? Number(waarde) : waarde;
    if (typeof getal !== 'number' || !Number.isInteger(getal)) return this.fout(naam, 'invalid', 'Verwacht een geheel getal.');
    if (getal < 0) return this.fout(naam, 'min_value', 'Ten minste 0.');
    return getal > max ? this.fout(naam, 'max_value', `Ten hoogste ${max}.`) : getal;
  }

  datum(naam: string, eis: Eis = {}): string | undefined {
    const waarde = this.haal(naam, eis);
    if (waarde === undefined || waarde === null) return undefined;
    return typeof waarde === 'string' && bestaat(waarde) ? waarde : this.fout(naam, 'invalid', 'Verwacht een datum die bestaat, zoals 2026-01-31.');
  }

  uuid(naam: string): string | undefined {
    const waarde = this.haal(naam, {});
    if (waarde === undefined || waarde === null) return undefined;
    return typeof waarde === 'string' && isUuid(waarde.toLowerCase()) ? waarde.toLowerCase() : this.fout(naam, 'invalid', 'Verwacht een UUID.');
  }

  lijst(naam: string): Lezer[] | undefined {
    const waarde = this.haal(naam, {});
    if (waarde === undefined || waarde === null) return undefined;
    if (!Array.isArray(waarde)) return this.fout(naam, 'not_a_list', 'Verwacht een lijst.');
    return waarde.flatMap((w: unknown, i) => {
      if (isVoorwerp(w)) return [new Lezer(w, `${this.naam(naam)}.${i}`, false, this.fouten)];
      this.fout(`${naam}.${i}`, 'invalid', 'Verwacht een object.');
      return [];
    });
  }

  fout(naam: string, code: string, reden: string): undefined {
    this.fouten.push(veldfout(this.naam(naam), code, reden));
    return undefined;
  }

  private naam(naam: string): string {
    return this.plaats === '' ? naam : `${this.plaats}.${naam}`;
  }

  private haal(naam: string, { verplicht = false, leeg = false }: Eis): unknown {
    const waarde = this.ruw(naam);
    if (waarde === undefined && verplicht && !this.gedeeltelijk) return this.fout(naam, 'required', 'Dit gegeven is verplicht.');
    if (waarde === null && !leeg) return this.fout(naam, 'null', 'Dit gegeven mag niet null zijn.');
    return waarde;
  }
}
