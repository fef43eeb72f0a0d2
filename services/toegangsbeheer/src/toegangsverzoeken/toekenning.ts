import { plusDuur, type Datum } from '@bronhuis/standaarden';
import { beginVanDag } from '../beslissingen/tijdvak.ts';

/** A right that was granted for a time and holds today: to a role, or, of an application, to its purposes. */
export interface Toekenning {
  id: string;
  rol: string | null;
  activiteiten: string[];
  geldigTot: Datum;
}

/**
 * In SQL: the rights for a time of `wie`, an employee or an application, within organisatie `$1`.
 * @param id what names them in the query
 * @param dag what names the day
 */
export const toekenningenVan = (wie: 'medewerker' | 'applicatie', id: string, dag: string): string =>
  `(select coalesce(json_agg(json_build_object('id', t.id, 'rol', t.rol, 'activiteiten', t.activiteiten, 'geldigTot', t.geldig_tot) order by t.id), '[]')
     from toegangsverzoek t where t.organisatie = $1 and t.${wie} = ${id} and t.status = 'toegekend' and t.van <= ${dag} and t.geldig_tot >= ${dag})`;

/** Those that hold for this purpose: without a purpose none does. */
export const voorDoel = (toekenningen: readonly Toekenning[], doel: string | null): Toekenning[] => toekenningen.filter((t) => doel !== null && t.activiteiten.includes(doel));

/** The roles that an employee has for a purpose: those of the employer, and those for a time. */
export function rollenMet(rollen: readonly string[], toekenningen: readonly Toekenning[]): string[] {
  return [...new Set([...rollen, ...toekenningen.flatMap((t) => t.rol ?? [])])].sort();
}

/** An employee whom we know: what the employer gave, and what was granted for a time. */
export interface Rolhouder {
  rollen: string[];
  toekenningen: Toekenning[];
}

/** The roles of an employee for a purpose on a day. */
export const rollenOp = ({ rollen, toekenningen }: Rolhouder, doel: string | null, dag: Datum): string[] =>
  rollenMet(rollen, voorDoel(toekenningen, doel).filter((t) => dag <= t.geldigTot));

/** Seconds since 1970 until which a token holds that needs these. */
export const uiterlijkVan = (toekenningen: readonly Toekenning[]): number => Math.min(...toekenningen.map((t) => beginVanDag(plusDuur(t.geldigTot, 'P1D')).getTime() / 1000));
