import { Probleem } from '@bronhuis/standaarden';
import { decideEerste, decideVersie, uitkomstVan } from './object.ts';
import type { Versie } from './tijdassen.ts';

const versies: Versie[] = [
  { versie: 1, beginGeldigheid: '2024-01-01', eindGeldigheid: null, tijdstipRegistratie: new Date(1), correctieVoor: null },
  { versie: 2, beginGeldigheid: '2024-01-01', eindGeldigheid: null, tijdstipRegistratie: new Date(2), correctieVoor: 1 },
];

const probleem = (werk: () => unknown): Probleem => {
  try {
    werk();
  } catch (fout) {
    if (fout instanceof Probleem) return fout;
    throw fout;
  }
  throw new Error('expected a problem');
};

describe('a next version of an object', () => {
  it('may begin before the last one', () => {
    expect(decideVersie(versies, { beginGeldigheid: '2020-02-29', correctieVoor: null })).toEqual({ beginGeldigheid: '2020-02-29', eindGeldigheid: null, correctieVoor: null });
  });
  it('has a begin that exists', () => {
    expect(probleem(() => decideVersie(versies, { beginGeldigheid: '2023-02-29', correctieVoor: null })).status).toBe(400);
  });
  it('corrects only what exists', () => {
    expect(probleem(() => decideVersie(versies, { beginGeldigheid: '2024-01-01', correctieVoor: 9 })).invalidParams?.[0]?.name).toBe('correctieVoor');
  });
  it('corrects a version at most once', () => {
    expect(probleem(() => decideVersie(versies, { beginGeldigheid: '2024-01-01', correctieVoor: 1 })).status).toBe(409);
    expect(decideVersie(versies, { beginGeldigheid: '2024-01-01', correctieVoor: 2 }).correctieVoor).toBe(2);
  });
});

describe('the period of a version', () => {
  const opdracht = (beginGeldigheid: string, eindGeldigheid: string | null) => ({ beginGeldigheid, eindGeldigheid, correctieVoor: null });
  it('is half-open, and on its first day already over only to end the object', () => {
    expect(decideVersie(versies, opdracht('2024-01-01', '2024-01-02')).eindGeldigheid).toBe('2024-01-02');
    expect(decideVersie(versies, opdracht('2024-01-01', '2024-01-01')).eindGeldigheid).toBe('2024-01-01');
    expect(probleem(() => decideEerste(opdracht('2024-01-01', '2024-01-01'))).invalidParams?.[0]?.name).toBe('eindGeldigheid');
  });
  it('does not end before it begins, and both dates exist', () => {
    expect(probleem(() => decideVersie(versies, opdracht('2024-01-02', '2024-01-01'))).invalidParams).toMatchObject([{ name: 'eindGeldigheid', code: 'periode' }]);
    expect(probleem(() => decideVersie(versies, opdracht('2024-02-30', '0000-01-01'))).invalidParams?.map((p) => p.name)).toEqual(['beginGeldigheid', 'eindGeldigheid']);
  });
});

describe('a change is told what it was', () => {
  const nu = versies.slice(1);
  it.each([
    ['2024-01-01', null, 1, 'correctie'],
    ['2024-03-01', '2024-03-01', null, 'beeindiging'],
    ['2024-01-01', '2025-01-01', null, 'vervanging'],
    ['2023-01-01', null, null, 'tussenvoeging'],
    ['2024-07-01', null, null, 'wijziging'],
    ['2024-07-02', null, null, 'toekomst'],
  ] as const)('%s to %s, correcting %s: %s', (beginGeldigheid, eindGeldigheid, correctieVoor, verwacht) => {
    expect(uitkomstVan(nu, { beginGeldigheid, eindGeldigheid, correctieVoor }, '2024-07-01')).toBe(verwacht);
  });
});
