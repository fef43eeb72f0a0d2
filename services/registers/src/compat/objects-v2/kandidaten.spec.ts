import type { Index } from '../../indexen/indexen.queries.ts';
import { leesDatafilters } from './filters.ts';
import { zoekKandidaten } from './kandidaten.ts';

const index = (nr: number, naam: string, soort: Index['soort'], extra: Partial<Index> = {}): Index => ({ nr, pad: `/${naam}`, soort, stappen: [[naam]], lijst: false, gereed: true, ...extra });
const INDEXEN = [index(1, 'naam', 'tekst'), index(2, 'hoogte', 'getal'), index(3, 'geplant', 'datum'), index(4, 'tags', 'tekst', { lijst: true }), index(5, 'later', 'tekst', { gereed: false }), index(6, 'gezien', 'tijdstip')];
const gevonden = async (filter: string) => (await zoekKandidaten('o', leesDatafilters([filter], undefined), INDEXEN, () => Promise.resolve(1))).map(({ index: i, voorwaarde: { vergelijking, waarden }, ookLeeg }) => [i.nr, vergelijking, waarden, ookLeeg]);

it.each([
  ['naam__exact__Eik', [1, 'in', ['Eik'], false]],
  // A number where a text is expected has no value in this index.
  ['naam__in__Eik|100', [1, 'in', ['Eik', '100'], true]],
  ['naam__gte__2020-01-01', [1, 'gte', ['2020-01-01'], false]],
  ['hoogte__exact__2.50', [2, 'in', ['2.5'], true]],
  ['hoogte__in__10|hoog', [2, 'in', ['10'], true]],
  ['hoogte__lt__10', [2, 'lt', ['10'], false]],
  ['geplant__exact__2020-05-01', [3, 'in', ['2020-05-01'], false]],
  ['geplant__in__2020-05-01|onbekend', [3, 'in', ['2020-05-01'], true]],
  ['geplant__gt__2020-05-01', [3, 'gt', ['2020-05-01'], true]],
])('%s is answered by the index', async (filter, verwacht) => {
  expect(await gevonden(filter)).toEqual([verwacht]);
});

it.each(['naam__icontains__ei', 'naam__gt__5', 'hoogte__gt__2020-01-01', 'tags__exact__oud', 'later__exact__x', 'gezien__gt__2020-01-01', 'niets__exact__x'])('%s is read from the data', async (filter) => {
  expect(await gevonden(filter)).toEqual([]);
});
