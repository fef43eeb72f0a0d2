import fc from 'fast-check';
import { bekend, geldend, perioden, tijdlijn } from './tijdassen.ts';
import type { Versie } from './tijdassen.ts';

const DAGEN = ['2024-01-01', '2024-02-01', '2024-03-01', '2024-04-01', '2024-05-01', '2024-06-01'];
const moment = (n: number): Date => new Date(Date.UTC(2026, 0, 1) + n * 1000);

/** Histories as they can arise: versions 1..n, registered one after another, each corrected at most once. */
const geschiedenis = fc
  .array(fc.record({ dag: fc.integer({ min: 0, max: DAGEN.length - 1 }), eind: fc.option(fc.nat(DAGEN.length - 1)), corrigeert: fc.option(fc.nat(20)) }), { minLength: 1, maxLength: 8 })
  .map((stappen) => {
    const versies: Versie[] = [];
    for (const [i, stap] of stappen.entries()) {
      const vrij = versies.filter((v) => !versies.some((w) => w.correctieVoor === v.versie));
      const doel = stap.corrigeert === null ? undefined : vrij[stap.corrigeert % Math.max(vrij.length, 1)];
      const eindGeldigheid = stap.eind === null ? null : DAGEN[Math.max(stap.dag, stap.eind)]!;
      versies.push({ versie: i + 1, beginGeldigheid: DAGEN[stap.dag]!, eindGeldigheid, tijdstipRegistratie: moment(i), correctieVoor: doel?.versie ?? null });
    }
    return versies;
  });

/** The naive model: a calendar with a line per day, filled again from the start with everything known by then. */
function naief(versies: readonly Versie[], beschikbaarOp: Date): Map<string, number> {
  const kalender = new Map<string, number>();
  const weg: number[] = [];
  const toen = versies.filter((v) => v.tijdstipRegistratie <= beschikbaarOp);
  for (const v of toen) if (v.correctieVoor !== null) weg.push(v.correctieVoor);
  for (const dag of DAGEN) {
    for (const begin of DAGEN.filter((d) => d <= dag)) {
      for (const v of toen) {
        if (v.beginGeldigheid !== begin || weg.includes(v.versie)) continue;
        if (v.eindGeldigheid !== null && dag >= v.eindGeldigheid) kalender.delete(dag);
        else kalender.set(dag, v.versie);
      }
    }
  }
  return kalender;
}

describe('both time axes', () => {
  it('give for each pair of moments what a naive calendar gives', () => {
    fc.assert(
      fc.property(geschiedenis, fc.nat(9), (versies, n) => {
        const kalender = naief(versies, moment(n));
        for (const dag of DAGEN) expect(geldend(versies, dag, moment(n))?.versie ?? null).toBe(kalender.get(dag) ?? null);
      }),
      { numRuns: 500 },
    );
  });

  it('never change an answer about the past when a version is added (append-only)', () => {
    fc.assert(
      fc.property(geschiedenis, fc.nat(8), (versies, n) => {
        const vroeger = versies.slice(0, n + 1);
        const toen = vroeger.at(-1)!.tijdstipRegistratie;
        for (const dag of DAGEN) expect(geldend(versies, dag, toen)).toEqual(geldend(vroeger, dag, toen));
      }),
    );
  });

  it('derive ends that agree with the question: inside its period, outside not', () => {
    fc.assert(
      fc.property(geschiedenis, (versies) => {
        for (const { versie, eindGeldigheid, eindRegistratie } of tijdlijn(versies)) {
          for (const dag of DAGEN) {
            const geldt = geldend(versies, dag, null)?.versie === versie.versie;
            const binnen = eindRegistratie === null && versie.beginGeldigheid <= dag && (eindGeldigheid === null || dag < eindGeldigheid);
            expect(geldt).toBe(binnen);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('fill the plane without overlap: each pair of moments is in the one period of what held', () => {
    fc.assert(
      fc.property(geschiedenis, fc.nat(9), (versies, n) => {
        for (const dag of DAGEN) {
          const hier = perioden(versies).filter(
            (p) => p.beginGeldigheid <= dag && (p.eindGeldigheid === null || dag < p.eindGeldigheid) && p.beginRegistratie <= moment(n) && (p.eindRegistratie === null || moment(n) < p.eindRegistratie),
          );
          expect(hier.map((p) => p.versie.versie)).toEqual([geldend(versies, dag, moment(n))?.versie].filter((v) => v !== undefined));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('an end stops what held, until a next version begins', () => {
    const versies: Versie[] = [
      { versie: 1, beginGeldigheid: '2024-01-01', eindGeldigheid: null, tijdstipRegistratie: moment(1), correctieVoor: null },
      { versie: 2, beginGeldigheid: '2024-03-01', eindGeldigheid: '2024-03-01', tijdstipRegistratie: moment(2), correctieVoor: null },
      { versie: 3, beginGeldigheid: '2024-05-01', eindGeldigheid: '2024-06-01', tijdstipRegistratie: moment(3), correctieVoor: null },
    ];
    expect(DAGEN.map((d) => geldend(versies, d, null)?.versie ?? null)).toEqual([1, 1, null, null, 3, null]);
    expect(perioden(versies).map((p) => [p.versie.versie, p.beginGeldigheid, p.eindGeldigheid, p.eindRegistratie])).toEqual([
      [1, '2024-01-01', null, moment(2)],
      [1, '2024-01-01', '2024-03-01', null],
      [3, '2024-05-01', '2024-06-01', null],
    ]);
  });

  it('a back-dated version splits the period in which it falls', () => {
    const versies: Versie[] = [
      { versie: 1, beginGeldigheid: '2024-01-01', eindGeldigheid: null, tijdstipRegistratie: moment(1), correctieVoor: null },
      { versie: 2, beginGeldigheid: '2024-05-01', eindGeldigheid: null, tijdstipRegistratie: moment(2), correctieVoor: null },
      { versie: 3, beginGeldigheid: '2024-03-01', eindGeldigheid: null, tijdstipRegistratie: moment(3), correctieVoor: null },
    ];
    expect(DAGEN.map((d) => geldend(versies, d, null)?.versie)).toEqual([1, 1, 3, 3, 2, 2]);
    expect(DAGEN.map((d) => geldend(versies, d, moment(2))?.versie)).toEqual([1, 1, 1, 1, 2, 2]);
    expect(tijdlijn(versies).map((v) => v.eindGeldigheid)).toEqual(['2024-03-01', null, '2024-05-01']);
  });

  it('a correction of a correction shows the middle one only in its own time', () => {
    const versies: Versie[] = [
      { versie: 1, beginGeldigheid: '2024-01-01', eindGeldigheid: null, tijdstipRegistratie: moment(1), correctieVoor: null },
      { versie: 2, beginGeldigheid: '2024-01-01', eindGeldigheid: null, tijdstipRegistratie: moment(2), correctieVoor: 1 },
      { versie: 3, beginGeldigheid: '2024-02-01', eindGeldigheid: null, tijdstipRegistratie: moment(3), correctieVoor: 2 },
    ];
    expect(bekend(versies, moment(2)).map((v) => v.versie)).toEqual([2]);
    expect(geldend(versies, '2024-01-15', null)).toBeNull();
    expect(geldend(versies, '2024-02-01', null)?.versie).toBe(3);
  });
});
