import type { Datum } from '@bronhuis/standaarden';

/** A row of the applicatieregister, as far as decisions need it. */
export interface Registratie {
  id: string;
  naam: string;
  soort: 'applicatie' | 'component' | 'portaal';
  /** The organisation that runs it; null for a component, that acts for whom it is asked for. */
  uitvoerder: string | null;
  beheerder: string | null;
  gegevenseigenaar: string | null;
  leverancier: string | null;
  hosting: string | null;
  extern: boolean;
  verwerkersovereenkomst: string | null;
  /** Its last day; null or absent: until further notice. */
  verwerkersovereenkomstTot?: Datum | null;
  overal: string[];
  status: 'actief' | 'ingetrokken';
  /** It has only tokens that hold with its certificate (RFC 8705 §3); absent is no. */
  gebonden?: boolean;
}

/** In SQL, of the application `a`: whoever shows itself by certificate, or asked for it. */
export const GEBONDEN = `(a.gebonden_tokens or a.clientauthenticatie <> 'private_key_jwt')`;

/** The same, in SQL, of the application `a`. */
export const REGISTRATIE = `json_build_object('id', a.id, 'naam', a.naam, 'soort', a.soort, 'uitvoerder', a.uitvoerder, 'beheerder', a.beheerder,
      'gegevenseigenaar', a.gegevenseigenaar, 'leverancier', a.leverancier, 'hosting', a.hosting, 'extern', a.extern,
      'verwerkersovereenkomst', a.verwerkersovereenkomst, 'verwerkersovereenkomstTot', a.verwerkersovereenkomst_tot, 'overal', a.overal, 'status', a.status, 'gebonden', ${GEBONDEN})`;

const leeg = (s: string | null): boolean => s === null || s.trim() === '';

/** What the register still lacks before the application may have a token (AVG art. 28 and 30; BIO 5.9). */
export function ontbrekendeGegevens(r: Registratie, dag: Datum): string[] {
  const mist: string[] = [];
  if (leeg(r.beheerder)) mist.push('beheerder');
  if (leeg(r.gegevenseigenaar)) mist.push('gegevenseigenaar');
  if (leeg(r.leverancier)) mist.push('leverancier');
  if (leeg(r.hosting)) mist.push('plaats van hosting');
  if (r.extern && leeg(r.verwerkersovereenkomst)) mist.push('verwerkersovereenkomst');
  else if (r.extern && r.verwerkersovereenkomstTot && r.verwerkersovereenkomstTot < dag) mist.push('geldige verwerkersovereenkomst');
  return mist;
}
