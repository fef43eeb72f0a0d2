import { verschil, type Beleidsset } from './beleidstekst.ts';
import type { BeleidsversieAntwoord, BeleidsversieKort } from './beleidsversie.dto.ts';
import type { Beleidsversierij, HeleBeleidsversie } from './beleidsversie.queries.ts';

/** The files that ship with this release, as long as they hold. */
export const MEEGELEVERD: Omit<HeleBeleidsversie, 'hash' | 'tekst'> = {
  versie: 0, wijziging: 1, status: 'geldend', basis: null, auteur: null, reden: 'Het beleid dat met de installatie is meegeleverd.', ingangsdatum: '2000-01-01',
  aangemaakt: new Date(0), voorgelegdOp: null, beoordelaar: null, beoordeeldOp: null, oordeel: null, geldigVanaf: null, terugNaar: null, onderzoek: null,
};

const tijd = (t: Date | null): string | null => t?.toISOString() ?? null;

export const alsRegel = (r: Beleidsversierij, meegeleverd: Beleidsset): BeleidsversieKort => ({
  versie: r.versie,
  status: r.status,
  basis: r.basis,
  reden: r.reden,
  auteur: r.auteur,
  ingangsdatum: r.ingangsdatum,
  geldigVanaf: r.geldigVanaf,
  aangemaakt: r.aangemaakt.toISOString(),
  voorgelegdOp: tijd(r.voorgelegdOp),
  beoordelaar: r.beoordelaar,
  beoordeeldOp: tijd(r.beoordeeldOp),
  oordeel: r.oordeel,
  terugNaar: r.terugNaar,
  hash: r.hash,
  gelijkAanMeegeleverd: r.hash === meegeleverd.hash,
});

export const alsAntwoord = (r: HeleBeleidsversie, { regels }: Beleidsset, meegeleverd: Beleidsset): BeleidsversieAntwoord => ({
  ...alsRegel(r, meegeleverd),
  verschilMetMeegeleverd: verschil(regels, meegeleverd.regels),
  onderzoek: r.onderzoek,
  regels: regels.map(({ id, regel, tekst }) => ({ id, toelichting: regel.annotations?.['toelichting'] ?? '', effect: regel.effect, tekst })),
});
