import type { Index } from '../indexen/indexen.queries.ts';
import type { Indexsoort } from '../indexen/verklaring.ts';
import { GRENS, kiesAanloop, teSchatten, toegangen } from './aanloop.ts';
import type { Sleutel } from './controleer.ts';
import type { Soort, Uitdrukking, Veld, Vergelijking, Voorwaarde } from './uitdrukking.ts';

const index = (naam: string, soort: Indexsoort, nr: number, gereed = true): Index => ({ nr, pad: `/${naam}`, soort, stappen: [[naam]], lijst: false, gereed });
const INDEXEN = [index('plaats', 'tekst', 1), index('aantal', 'getal', 2), index('dag', 'datum', 3, false), index('moment', 'tijdstip', 4)];
const veld = (naam: string, soort: Soort): Veld => ({ stappen: [{ naam }], beperkt: [], soort, persoon: false });
const eis = (naam: string, soort: Soort, vergelijking: Vergelijking): Voorwaarde => ({ veld: veld(naam, soort), vergelijking, waarden: ['1'] });
const op = (naam: string, soort: Soort): Sleutel => ({ veld: veld(naam, soort), richting: 'op' });
const PLAATS = eis('plaats', 'tekst', 'exact');
const AANTAL = eis('aantal', 'getal', 'gt');
const nrs = (u: Uitdrukking<Voorwaarde>): number[] => toegangen(u, INDEXEN).map((t) => t.index.nr);

describe('which conditions an index answers', () => {
  it('those that must hold, whatever else does', () => {
    expect(nrs(PLAATS)).toEqual([1]);
    expect(nrs({ en: [AANTAL, { en: [PLAATS] }] })).toEqual([2, 1]);
    expect(nrs({ en: [{ of: [PLAATS, AANTAL] }, { niet: PLAATS }] })).toEqual([]);
  });

  it('not of another kind, not while it is being built, not of what is hidden, and not every comparison', () => {
    expect(nrs(eis('plaats', 'getal', 'exact'))).toEqual([]);
    expect(nrs(eis('dag', 'datum', 'exact'))).toEqual([]);
    expect(nrs({ ...PLAATS, veld: { stappen: [{ naam: 'plaats' }], beperkt: [{ type: 't', zicht: null }], soort: 'tekst', persoon: false } })).toEqual([]);
    expect([nrs(eis('plaats', 'tekst', 'bevat')), nrs(eis('plaats', 'tekst', 'leeg')), nrs(eis('plaats', 'tekst', 'begint-met'))]).toEqual([[], [], [1]]);
  });
});

describe('the way to the rows', () => {
  const kies = (u: Uitdrukking<Voorwaarde>, aantallen: number[], sorteer: Sleutel[] = []) => kiesAanloop(toegangen(u, INDEXEN), aantallen, sorteer, INDEXEN);
  const VEEL = GRENS.klein + 1;

  it('is along the smallest set when that is small', () => {
    expect(kies({ en: [PLAATS, AANTAL] }, [900, 30], [op('aantal', 'getal')])).toMatchObject({ soort: 'set', toegang: { index: { nr: 2 } } });
  });

  it('is in the asked order when every set is large', () => {
    expect(kies(PLAATS, [VEEL], [op('aantal', 'getal')])).toMatchObject({ soort: 'rij', langs: { op: 'sleutel', index: { nr: 2 }, alleenId: true }, ook: [{ index: { nr: 1 } }] });
    expect(kies({ en: [AANTAL, PLAATS] }, [VEEL, VEEL])).toMatchObject({ soort: 'rij', langs: { op: 'id', toegang: { index: { nr: 1 } } }, ook: [] });
    // A range is not to be found by its object: that is seen when it is fetched.
    const gelijk = eis('moment', 'tijdstip', 'exact');
    expect(kies({ en: [AANTAL, PLAATS, gelijk] }, [VEEL, VEEL, VEEL])).toMatchObject({ soort: 'rij', langs: { toegang: { index: { nr: 1 } } }, ook: [{ index: { nr: 4 } }] });
    expect(kies({ en: [AANTAL, PLAATS] }, [VEEL, VEEL], [op('aantal', 'getal')])).toMatchObject({ soort: 'rij', langs: { index: { nr: 2 }, toegang: { index: { nr: 2 } } }, ook: [{ index: { nr: 1 } }] });
    expect(kies(AANTAL, [VEEL])).toEqual({ soort: 'type' });
    expect(kies(PLAATS, [VEEL], [op('onbekend', 'tekst')])).toMatchObject({ soort: 'set', toegang: { index: { nr: 1 } } });
  });

  it('leaves equals to be ordered where the index does not tell them apart', () => {
    const langs = (sorteer: Sleutel[]) => kiesAanloop([], [], sorteer, INDEXEN);
    expect(langs([op('moment', 'tijdstip')])).toMatchObject({ langs: { alleenId: false } });
    expect(langs([op('plaats', 'tekst'), op('aantal', 'getal')])).toMatchObject({ langs: { index: { nr: 1 }, alleenId: false } });
    expect(langs([op('plaats', 'tekst')])).toMatchObject({ langs: { alleenId: true } });
    expect(langs([op('onbekend', 'tekst'), op('plaats', 'tekst')])).toEqual({ soort: 'type' });
  });

  it('is counted only when there is a choice', () => {
    expect(teSchatten(toegangen(PLAATS, INDEXEN), [])).toEqual([]);
    expect(teSchatten(toegangen(PLAATS, INDEXEN), [op('aantal', 'getal')])).toHaveLength(1);
    expect(teSchatten(toegangen(AANTAL, INDEXEN), [])).toHaveLength(1);
    expect(kies(PLAATS, [])).toMatchObject({ soort: 'rij', langs: { op: 'id' } });
  });
});
