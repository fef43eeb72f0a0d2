import { uuidv7 } from '@bronhuis/standaarden';
import { beginVanDag, idsVan, tijdvakVan } from './tijdvak.ts';

describe('tijdvak van een simulatie', () => {
  it('is veertien dagen, tot en met de laatste', () => {
    expect(tijdvakVan('2026-11-22')).toEqual({ van: '2026-11-09', tot: '2026-11-22' });
    expect(tijdvakVan('2026-11-22', '2026-11-01')).toEqual({ van: '2026-11-01', tot: '2026-11-22' });
    expect(tijdvakVan('2026-11-22', undefined, '2026-03-14')).toEqual({ van: '2026-03-01', tot: '2026-03-14' });
  });

  it.each([['2026-11-23', '2026-11-22'], ['2026-02-30', '2026-11-22'], ['0000-01-01', undefined], ['2026-01-01', '9999-12-31'], ['gisteren', undefined]])('weigert %s tot en met %s', (van, tot) => {
    expect(() => tijdvakVan('2026-11-22', van, tot)).toThrow('klopt niet');
  });

  it.each([
    ['2026-11-22', '2026-11-21T23:00:00.000Z'], ['2026-07-01', '2026-06-30T22:00:00.000Z'],
    ['2026-03-29', '2026-03-28T23:00:00.000Z'], ['2026-03-30', '2026-03-29T22:00:00.000Z'], ['2026-10-25', '2026-10-24T22:00:00.000Z'], ['2026-10-26', '2026-10-25T23:00:00.000Z'],
  ])('%s begint in Amsterdam om %s', (dag, begin) => {
    expect(beginVanDag(dag).toISOString()).toBe(begin);
  });

  it('vindt de ids van die dagen en geen andere', () => {
    const [van, tot] = idsVan({ van: '2026-11-21', tot: '2026-11-22' });
    const id = (t: string) => uuidv7(new Date(t));
    for (const t of ['2026-11-20T23:00:00.000Z', '2026-11-22T22:59:59.999Z']) expect([id(t) > van, id(t) < tot]).toEqual([true, true]);
    expect(id('2026-11-20T22:59:59.999Z') < van).toBe(true);
    expect(id('2026-11-22T23:00:00.000Z') > tot).toBe(true);
  });
});
