import { createRequire } from 'node:module';
import { vergelijkNummer, type Resultaat, type Selectielijst } from './lijst.ts';

// The data files stand beside src and dist; the import map of package.json ("#gegevens/*") finds them from both.
const laad = createRequire(import.meta.url);

/** The lists that this release knows, oldest first. */
export const selectielijsten: readonly Selectielijst[] = [2017, 2020].map(
  (jaar) => laad(`#gegevens/selectielijst-${jaar}.json`) as Selectielijst,
);

const opNummer = new Map(
  selectielijsten.flatMap((lijst) => lijst.resultaten.map((r): [string, Resultaat] => [`${lijst.naam}|${lijst.jaar}|${r.nummer}`, r])),
);

export function vindLijst(jaar: number, naam?: string): Selectielijst | undefined {
  return selectielijsten.find((l) => l.jaar === jaar && (naam === undefined || l.naam === naam));
}

export function vindResultaat(lijst: { naam: string; jaar: number }, nummer: string): Resultaat | undefined {
  return opNummer.get(`${lijst.naam}|${lijst.jaar}|${nummer}`);
}

export interface Genummerd {
  jaar: number;
  resultaat: Resultaat;
}

export interface Resultaatfilter {
  jaar?: number | undefined;
  procestype?: string | undefined;
  q?: string | undefined;
}

/** Every result that the filter leaves, newest list first and then in the order of the printed list. */
export function zoekResultaten(lijsten: readonly Selectielijst[], filter: Resultaatfilter): Genummerd[] {
  const woorden = (filter.q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  return lijsten
    .filter((l) => filter.jaar === undefined || l.jaar === filter.jaar)
    .flatMap((l) => l.resultaten.map((resultaat) => ({ jaar: l.jaar, resultaat })))
    .filter(({ resultaat: r }) => filter.procestype === undefined || r.nummer.startsWith(`${filter.procestype}.`))
    .filter(({ resultaat: r }) => {
      const tekst = `${r.nummer} ${r.naam} ${r.omschrijving ?? ''}`.toLowerCase();
      return woorden.every((w) => tekst.includes(w));
    })
    .sort(vergelijkGenummerd);
}

export function vergelijkGenummerd(a: { jaar: number; resultaat: { nummer: string } }, b: { jaar: number; resultaat: { nummer: string } }): number {
  return b.jaar - a.jaar || vergelijkNummer(a.resultaat.nummer, b.resultaat.nummer);
}
