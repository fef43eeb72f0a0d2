import fc from 'fast-check';
import { jsonPatch } from './jsonpatch.ts';
import { gelijk, verschillen } from './verschil.ts';

describe('the difference of two data', () => {
  it('names each attribute, how deep it stands, and what it was and became', () => {
    const oud = { plaats: 'Markt 1', houder: { naam: 'A', bsn: 'x' }, 'a/b~c': 1, tags: ['x', 'y'], weg: null };
    const nieuw = { plaats: 'Markt 2', houder: { naam: 'A' }, 'a/b~c': 2, tags: ['x', 'z', 'w'], erbij: null };
    expect(verschillen(oud, nieuw)).toEqual([
      { pad: '/plaats', soort: 'gewijzigd', oud: 'Markt 1', nieuw: 'Markt 2' },
      { pad: '/houder/bsn', soort: 'verwijderd', oud: 'x' },
      { pad: '/a~1b~0c', soort: 'gewijzigd', oud: 1, nieuw: 2 },
      { pad: '/tags/1', soort: 'gewijzigd', oud: 'y', nieuw: 'z' },
      { pad: '/tags/2', soort: 'toegevoegd', nieuw: 'w' },
      { pad: '/weg', soort: 'verwijderd', oud: null },
      { pad: '/erbij', soort: 'toegevoegd', nieuw: null },
    ]);
  });

  const OP = { toegevoegd: 'add', gewijzigd: 'replace', verwijderd: 'remove' } as const;
  const json = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { noNullPrototype: true }).map((v) => JSON.parse(JSON.stringify(v)) as Record<string, unknown>);

  it('is whole: as a patch it makes the one of the other', () => {
    fc.assert(
      fc.property(json, json, (oud, nieuw) => {
        const v = verschillen(oud, nieuw);
        // Elements go from the back, so that the places before them stay.
        const lap = [...v.filter((x) => x.soort !== 'verwijderd'), ...v.filter((x) => x.soort === 'verwijderd').reverse()];
        expect(gelijk(jsonPatch(oud, lap.map((x) => ({ op: OP[x.soort], path: x.pad, value: x.nieuw }))), nieuw)).toBe(true);
        expect(v.length === 0).toBe(gelijk(oud, nieuw));
      }),
      { numRuns: 500 },
    );
  });
});
