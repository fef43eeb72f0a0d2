import { datumInAmsterdam } from '@bronhuis/standaarden';
import type { Datum } from '@bronhuis/standaarden';
import type { NieuweVersie } from '../objecten/object.ts';
import type { Gegevens } from '../objecttypen/schema.ts';

/** A version of a demonstration registration: when it holds, and when it became known. */
export interface Demonstratieversie extends NieuweVersie {
  tijd: Date;
  gegevens: Gegevens;
}

export interface Demonstratieregistratie {
  nummer: string;
  versies: Demonstratieversie[];
}

/** People who do not exist; their numbers are test numbers. */
const BAKKER = { bsn: '999993021', naam: 'Saskia Bakker', adres: 'Lindeplein 12, 1234 AB Overbrugge' };
const DE_WIT = { bsn: '999993033', naam: 'Jan de Wit', adres: 'Havenkade 3, 1234 AC Overbrugge' };

const deel = (nu: Date, maanden: number): { jaar: number; maand: number } => {
  const [jaar = 0, maand = 1] = datumInAmsterdam(nu).split('-').map(Number);
  const n = jaar * 12 + maand - 1 + maanden;
  return { jaar: Math.floor(n / 12), maand: (n % 12) + 1 };
};

/**
 * Stalls on the market, from the day on which they are loaded: one that changed, was corrected, got something in the middle
 * of its history and has a change to come; one that has ended; one that is still to begin; one that nobody knows the first day of.
 */
export function demonstratieregistraties(nu: Date): Demonstratieregistratie[] {
  const eersteVan = (maanden: number): Datum => {
    const { jaar, maand } = deel(nu, maanden);
    return `${jaar}-${String(maand).padStart(2, '0')}-01`;
  };
  const op = (maanden: number, dag: number, uur: number): Date => {
    const { jaar, maand } = deel(nu, maanden);
    return new Date(Date.UTC(jaar, maand - 1, dag, uur, 14));
  };
  const versie = (tijd: Date, beginGeldigheid: Datum, gegevens: Gegevens, o: Partial<Pick<NieuweVersie, 'correctieVoor' | 'onvolledig'>> & { tot?: Datum } = {}): Demonstratieversie => ({
    tijd, beginGeldigheid, gegevens, eindGeldigheid: o.tot ?? null, onvolledig: o.onvolledig ?? null, correctieVoor: o.correctieVoor ?? null,
  });
  const plek4 = { plaats: 'Markt, plek 4', houder: BAKKER };
  return [
    {
      nummer: '01',
      versies: [
        versie(op(-30, 12, 8), eersteVan(-29), { ...plek4, oppervlakte: 12 }),
        versie(op(-20, 10, 9), eersteVan(-19), { ...plek4, oppervlakte: 18 }),
        versie(op(-20, 12, 13), eersteVan(-19), { ...plek4, oppervlakte: 16 }, { correctieVoor: 2 }),
        versie(op(-11, 20, 10), eersteVan(-10), { ...plek4, oppervlakte: 16, houder: DE_WIT }),
        versie(op(-7, 3, 14), eersteVan(-14), { ...plek4, plaats: 'Markt, plek 6', oppervlakte: 16 }),
        versie(op(-1, 15, 9), eersteVan(5), { plaats: 'Havenkade, plek 2', oppervlakte: 20, houder: DE_WIT }, { tot: eersteVan(13) }),
      ],
    },
    { nummer: '02', versies: [versie(op(-26, 9, 9), eersteVan(-25), { plaats: 'Havenkade, plek 1', oppervlakte: 10, houder: DE_WIT }, { tot: eersteVan(-3) })] },
    { nummer: '03', versies: [versie(op(-1, 22, 11), eersteVan(2), { plaats: 'Stationsplein, plek 2', oppervlakte: 8, houder: BAKKER })] },
    { nummer: '04', versies: [versie(op(-30, 14, 10), '1998-01-01', { plaats: 'Markt, plek 9', oppervlakte: 6, houder: BAKKER }, { onvolledig: { begin: '1998' } })] },
  ];
}
