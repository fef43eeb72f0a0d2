import type { Periode } from './registers.contract.ts';
import { deelIn, geldendOp, keuzeVoor, MAAT, MEESTE_RIJEN, rondom, soortVan, standVan, type Indeling } from './tijdlijn.ts';

const VANDAAG = '2026-11-22';
const R = ['2024-01-10T09:00:00.000Z', '2024-03-10T09:00:00.000Z', '2024-03-10T09:00:00.001Z', '2025-01-10T09:00:00.000Z'] as const;
const p = (versie: number, [beginGeldigheid, eindGeldigheid]: [string, string | null], [beginRegistratie, eindRegistratie]: [string, string | null]): Periode => ({ versie, beginGeldigheid, eindGeldigheid, beginRegistratie, eindRegistratie });

/** 'versie x y breedte hoogte' in columns and rows from the left and the bottom: what one sees, without the measures. */
function raster(d: Indeling): string[] {
  const kolom = (x: number): number => d.kolommen.findIndex((k) => k.x === x);
  const onder = (y: number): number => d.rijen.findIndex((r) => r.y + r.hoogte === y);
  return d.vlakken.map((v) => {
    const laatste = d.kolommen.findIndex((k) => k.x + k.breedte === v.x + v.breedte);
    const boven = d.rijen.findIndex((r) => r.y === v.y);
    return `${v.periode.versie}: kolom ${kolom(v.x)}-${laatste}, rij ${onder(v.y + v.hoogte)}-${boven}, ${v.soort}${v.open ? ', open' : ''}`;
  });
}

describe('periods become rectangles', () => {
  it('one version without an end: one row, open to the right, and it holds', () => {
    const d = deelIn([p(1, ['2024-02-01', null], [R[0], null])], VANDAAG, null);
    expect(raster(d)).toEqual(['1: kolom 0-0, rij 0-0, geldt, open']);
    expect([d.kolommen.length, d.rijen.length, d.keuze, d.ingekort]).toEqual([1, 1, null, false]);
    expect([d.breedte, d.hoogte]).toEqual([MAAT.links + MAAT.smalst + MAAT.rechts, MAAT.boven + MAAT.rij + MAAT.onder]);
    expect(d.vandaagX).toBe(MAAT.links + MAAT.smalst / 2);
  });

  it('a change: what we thought before stands below, the newest on top', () => {
    const d = deelIn([p(1, ['2024-02-01', null], [R[0], R[1]]), p(1, ['2024-02-01', '2024-06-01'], [R[1], null]), p(2, ['2024-06-01', null], [R[1], null])], VANDAAG, null);
    expect(raster(d)).toEqual(['1: kolom 0-1, rij 0-0, achterhaald, open', '1: kolom 0-0, rij 1-1, was', '2: kolom 1-1, rij 1-1, geldt, open']);
    expect(d.rijen.map((r) => [r.van, r.tot])).toEqual([[R[0], R[1]], [R[1], null]]);
    expect(d.rijen[1]!.y).toBeLessThan(d.rijen[0]!.y);
  });

  it('a correction after a millisecond has a row of its own', () => {
    const d = deelIn([p(1, ['2024-02-01', null], [R[1], R[2]]), p(2, ['2024-02-01', null], [R[2], null])], VANDAAG, null);
    expect(raster(d)).toEqual(['1: kolom 0-0, rij 0-0, achterhaald, open', '2: kolom 0-0, rij 1-1, geldt, open']);
    expect(d.rijen.map((r) => r.hoogte)).toEqual([MAAT.rij, MAAT.rij]);
  });

  it('an insertion in the middle stands between, and what did not change goes on through the rows', () => {
    const d = deelIn(
      [
        p(1, ['2024-01-01', '2024-09-01'], [R[0], R[1]]),
        p(2, ['2024-09-01', null], [R[0], null]),
        p(1, ['2024-01-01', '2024-04-01'], [R[1], null]),
        p(3, ['2024-04-01', '2024-09-01'], [R[1], null]),
      ],
      VANDAAG,
      null,
    );
    expect(raster(d)).toEqual(['1: kolom 0-1, rij 0-0, achterhaald', '2: kolom 2-2, rij 0-1, geldt, open', '1: kolom 0-0, rij 1-1, was', '3: kolom 1-1, rij 1-1, was']);
  });

  it('what has ended: a column without anything, in which today is', () => {
    const d = deelIn([p(1, ['2024-01-01', '2025-01-01'], [R[0], null])], VANDAAG, null);
    expect(raster(d)).toEqual(['1: kolom 0-0, rij 0-0, was']);
    expect(d.kolommen.map((k) => [k.van, k.tot])).toEqual([['2024-01-01', '2025-01-01'], ['2025-01-01', null]]);
    expect(d.vandaagX).toBeGreaterThan(d.kolommen[1]!.x);
  });

  it('what is still to begin: a column before it, in which today is', () => {
    const d = deelIn([p(1, ['2027-01-01', null], [R[0], null])], VANDAAG, null);
    expect(raster(d)).toEqual(['1: kolom 1-1, rij 0-0, komt, open']);
    expect(d.kolommen[0]).toMatchObject({ van: null, tot: '2027-01-01' });
    expect(d.vandaagX).toBeLessThan(d.kolommen[1]!.x);
  });

  it('nothing at all is an empty drawing', () => {
    expect(deelIn([], VANDAAG, { geldigOp: VANDAAG, beschikbaarOp: null })).toMatchObject({ kolommen: [], rijen: [], vlakken: [], vandaagX: null, keuze: null });
  });

  it('never overlap, stay inside, and a longer time is wider up to a limit', () => {
    const perioden = [p(1, ['1900-01-01', '2024-01-01'], [R[0], null]), p(2, ['2024-01-01', '2024-01-02'], [R[0], null]), p(3, ['2024-01-02', '2024-12-01'], [R[0], R[3]]), p(4, ['2024-01-02', null], [R[3], null])];
    const d = deelIn(perioden, VANDAAG, null);
    const [eeuw, dag, jaar] = d.kolommen.map((k) => k.breedte);
    expect([eeuw, dag]).toEqual([MAAT.breedst, MAAT.smalst]);
    expect(jaar).toBeGreaterThan(dag!);
    for (const a of d.vlakken) {
      expect(a.breedte).toBeGreaterThanOrEqual(MAAT.smalst);
      expect([a.x >= MAAT.links, a.x + a.breedte <= d.breedte - MAAT.rechts, a.y >= MAAT.boven, a.y + a.hoogte <= d.hoogte - MAAT.onder]).toEqual([true, true, true, true]);
      for (const b of d.vlakken) if (a !== b) expect(a.x + a.breedte <= b.x || b.x + b.breedte <= a.x || a.y + a.hoogte <= b.y || b.y + b.hoogte <= a.y).toBe(true);
    }
  });

  it('a long history shows its newest moments, and says that there is more', () => {
    const m = (i: number): string => new Date(Date.UTC(2024, 0, 1 + i)).toISOString();
    const perioden = Array.from({ length: 30 }, (_, i) => p(i + 1, ['2024-01-01', null], [m(i), i === 29 ? null : m(i + 1)]));
    const d = deelIn(perioden, VANDAAG, null);
    expect([d.rijen.length, d.vlakken.length, d.ingekort]).toEqual([MEESTE_RIJEN, MEESTE_RIJEN, true]);
    expect(d.vlakken.at(-1)?.periode.versie).toBe(30);
    const veelDagen = Array.from({ length: 40 }, (_, i) => p(i + 1, [`${2000 + i}-01-01`, i === 39 ? null : `${2001 + i}-01-01`], [R[0], null]));
    const breed = deelIn(veelDagen, VANDAAG, null);
    expect([breed.ingekort, breed.kolommen.length < 20, breed.vlakken.at(-1)?.periode.versie]).toEqual([true, true, 40]);
  });
});

describe('a day and a moment', () => {
  const perioden = [p(1, ['2024-02-01', null], [R[0], R[1]]), p(1, ['2024-02-01', '2024-06-01'], [R[1], null]), p(2, ['2024-06-01', '2027-01-01'], [R[1], null]), p(3, ['2027-01-01', null], [R[1], null])];

  it('say which version held; a period is half-open on both axes', () => {
    const versie = (geldigOp: string, beschikbaarOp: string | null): number | undefined => geldendOp(perioden, { geldigOp, beschikbaarOp })?.versie;
    expect([versie('2024-05-31', null), versie('2024-06-01', null), versie('2024-06-01', R[0]), versie('2024-01-31', null), versie('2027-01-01', null)]).toEqual([1, 2, 1, undefined, 3]);
    expect([versie('2024-06-01', '2024-03-10T08:59:59.999Z'), versie('2024-06-01', R[1]), versie('2024-06-01', '2024-01-01T00:00:00.000Z')]).toEqual([1, 2, undefined]);
  });

  it('every rectangle leads to a point inside itself', () => {
    for (const x of perioden) expect(geldendOp(perioden, keuzeVoor(x))).toBe(x);
  });

  it('are a point in the drawing, off the lines', () => {
    const d = deelIn(perioden, VANDAAG, { geldigOp: '2024-06-01', beschikbaarOp: R[0] });
    const kolom = d.kolommen.find((k) => k.van === '2024-06-01')!;
    expect(d.keuze!.x).toBe(kolom.x + MAAT.rand);
    expect([d.keuze!.y > d.rijen[0]!.y, d.keuze!.y < d.rijen[0]!.y + MAAT.rij]).toEqual([true, true]);
    expect(deelIn(perioden, VANDAAG, { geldigOp: '2024-06-01', beschikbaarOp: '2023-01-01T00:00:00.000Z' }).keuze).toBeNull();
  });

  it('tell what an object is today', () => {
    expect(standVan(perioden, VANDAAG)).toBe('geldt');
    expect(standVan(perioden, '2024-01-01')).toBe('komt');
    expect(standVan([perioden[1]!], VANDAAG)).toBe('voorbij');
    expect(standVan([perioden[0]!], VANDAAG)).toBe('niets');
    expect(perioden.map((x) => soortVan(x, VANDAAG))).toEqual(['achterhaald', 'was', 'geldt', 'komt']);
  });

  it('around the registration of a version are what it changed', () => {
    expect(rondom({ beginGeldigheid: '2024-06-01', tijdstipRegistratie: R[2] })).toEqual({ van: { geldigOp: '2024-06-01', beschikbaarOp: R[1] }, tot: { geldigOp: '2024-06-01', beschikbaarOp: R[2] } });
  });
});
