import { Probleem } from '@bronhuis/standaarden';
import { decideVersie } from './object.ts';
import type { Versie } from './tijdassen.ts';

const versies: Versie[] = [
  { versie: 1, beginGeldigheid: '2024-01-01', tijdstipRegistratie: new Date(1), correctieVoor: null },
  { versie: 2, beginGeldigheid: '2024-01-01', tijdstipRegistratie: new Date(2), correctieVoor: 1 },
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
    expect(decideVersie(versies, { beginGeldigheid: '2020-02-29', correctieVoor: null })).toEqual({ beginGeldigheid: '2020-02-29', correctieVoor: null });
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
