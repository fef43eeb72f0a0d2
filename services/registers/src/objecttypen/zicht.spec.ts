import fc from 'fast-check';
import { soortenOp } from '../vragen/schemavelden.ts';
import { controleerAfscherming } from './afscherming.ts';
import type { Afscherming, Typeinhoud } from './objecttype.ts';
import { ALLES, doelzicht, isVerborgen, strip, zichtOp, zietAlles } from './zicht.ts';
import type { Zicht } from './zicht.ts';

const verborgen = (...paden: string[]): Zicht => ({ verborgen: paden, alleen: null });
const gegevens = { plaats: 'Markt 1', houder: { bsn: '999993021', naam: 'Saskia' }, delen: [{ naam: 'a', maat: 1 }, 'los', { maat: 2 }], 'a/b~': 1 };

describe('doelzicht', () => {
  const type = { afgeschermd: [{ pad: '/houder/bsn', verwerkingsactiviteiten: ['VA-01', 'VA-02'] }, { pad: '/plaats', verwerkingsactiviteiten: ['VA-02'] }] };
  it('hides what is not there for the purpose of the call; without a purpose all that is shielded', () => {
    expect(doelzicht({ doel: { id: 'VA-02', versie: 1, werkproces: 'w' } }, type)).toBe(ALLES);
    expect(doelzicht({ doel: { id: 'VA-01', versie: 1, werkproces: 'w' } }, type)).toEqual(verborgen('/plaats'));
    expect(doelzicht({ doel: null }, type)).toEqual(verborgen('/houder/bsn', '/plaats'));
    expect(doelzicht({ doel: null }, {})).toBe(ALLES);
    expect(doelzicht({ doel: null }, {}, ['plaats'])).toEqual({ verborgen: [], alleen: ['plaats'] });
  });
});

describe('strip', () => {
  it('takes out a field with all below it, in every member of a list, and leaves what it was given', () => {
    const voor = structuredClone(gegevens);
    expect(strip(gegevens, verborgen('/houder/bsn', '/delen/*/naam', '/a~1b~0', '/bestaat/niet'))).toEqual({ plaats: 'Markt 1', houder: { naam: 'Saskia' }, delen: [{ maat: 1 }, 'los', { maat: 2 }] });
    expect(strip(gegevens, verborgen('/houder', '/houder/bsn', '/delen'))).toEqual({ plaats: 'Markt 1', 'a/b~': 1 });
    expect(strip(gegevens, verborgen('/houder/bsn', '/houder/naam'))).toMatchObject({ houder: {} });
    expect(strip(gegevens, { verborgen: ['/houder/bsn'], alleen: ['houder', 'toString'] })).toEqual({ houder: { naam: 'Saskia' } });
    expect(gegevens).toEqual(voor);
    expect(strip(gegevens, ALLES)).toBe(gegevens);
  });
  it('shows of a masked field that there is a text, and of anything else nothing', () => {
    const masker = (...gemaskeerd: string[]): Zicht => ({ verborgen: ['/houder/naam'], alleen: null, gemaskeerd });
    expect(strip(gegevens, masker('/plaats', '/delen/*/naam', '/delen/*/maat', '/houder/naam'))).toEqual({ plaats: '***', houder: { bsn: '999993021' }, delen: [{ naam: '***' }, 'los', {}], 'a/b~': 1 });
    expect(strip(gegevens, masker('/houder', '/delen/*', '/houder/bsn'))).toEqual({ plaats: 'Markt 1', delen: ['***'], 'a/b~': 1 });
    const zicht = masker('/plaats', '/delen/*/naam');
    expect([zietAlles({ ...ALLES, gemaskeerd: ['/x'] }), zichtOp(zicht, ['plaats']), zichtOp(zicht, ['delen', '*', 'naam', 'x']), isVerborgen(zicht, '/delen/2/naam')]).toEqual([false, null, null, true]);
    expect(zichtOp(zicht, ['delen'])).toEqual({ verborgen: [], alleen: null, gemaskeerd: ['/*/naam'] });
    expect(zichtOp(zicht, ['delen', '*', 'maat'])).toBe(ALLES);
  });
  it('takes a member called __proto__ as a member like any other', () => {
    const eigen = JSON.parse('{"__proto__":{"a":1,"b":2},"c":3}') as object;
    expect(JSON.stringify(strip(eigen, verborgen('/__proto__/a')))).toBe('{"__proto__":{"b":2},"c":3}');
    expect(JSON.stringify(strip(eigen, verborgen('/__proto__')))).toBe('{"c":3}');
  });
});

describe('zichtOp', () => {
  const zicht = { verborgen: ['/houder/bsn', '/delen/*/naam'], alleen: ['houder', 'delen'] };
  it('is the same seen from one place on', () => {
    expect(zichtOp(zicht, ['houder', 'bsn', 'x'])).toBeNull();
    expect(zichtOp(zicht, ['plaats'])).toBeNull();
    expect(zichtOp(zicht, ['houder'])).toEqual(verborgen('/bsn'));
    expect(zichtOp(zicht, ['delen', '*'])).toEqual(verborgen('/naam'));
    expect(zichtOp(zicht, ['delen', '*', 'maat'])).toBe(ALLES);
    expect(zichtOp(zicht, [])).toBe(zicht);
    expect([isVerborgen(zicht, '/delen/3/naam/x'), isVerborgen(zicht, '/delen/3'), isVerborgen(zicht, '/plaats'), isVerborgen(zicht, '')]).toEqual([true, false, true, false]);
  });

  it('and strip agree at every place of generated data', () => {
    const naam = fc.constantFrom('a', 'b', 'c~/');
    const boom = fc.letrec((tie) => ({ w: fc.oneof({ depthSize: 'small' }, fc.integer(), fc.dictionary(naam, tie('w')), fc.array(tie('w'), { maxLength: 3 })) })).w;
    const pad = fc.array(fc.oneof(naam, fc.constant('*')), { minLength: 1, maxLength: 4 });
    const alsPad = (p: string[]): string => p.map((d) => `/${d.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
    let raak = 0;
    fc.assert(
      fc.property(boom, fc.array(pad, { minLength: 1, maxLength: 3 }), pad, (w, paden, plaats) => {
        const zicht = verborgen(...paden.map(alsPad));
        const hier = zichtOp(zicht, plaats);
        const gezien = (x: unknown): unknown[] => plaats.reduce<unknown[]>((bij, d) => bij.flatMap((y) => (d === '*' ? (Array.isArray(y) ? (y as unknown[]) : []) : typeof y === 'object' && y !== null && Object.hasOwn(y, d) && !Array.isArray(y) ? [(y as Record<string, unknown>)[d]] : [])), [x]);
        if (hier === null || hier !== ALLES) raak++;
        expect(gezien(strip(w, zicht))).toEqual(hier === null ? [] : gezien(w).map((x) => strip(x, hier)));
      }),
      { numRuns: 2_000, seed: 8 },
    );
    expect(raak).toBeGreaterThan(200);
  });
});

describe('what a type may shield', () => {
  const schema = {
    type: 'object',
    properties: {
      plaats: { type: 'string' },
      houder: { $ref: '#/$defs/persoon' },
      delen: { type: 'array', items: { type: 'object', properties: { naam: { type: 'string' } } } },
      keus: { type: 'object', properties: { a: { type: 'string' } }, dependentRequired: { a: ['b'] } },
      los: { type: ['object', 'string'], properties: { a: { type: 'string' } } },
      uniek: { type: 'array', uniqueItems: true, items: { type: 'object', properties: { a: { type: 'string' } } } },
    },
    $defs: { persoon: { type: 'object', allOf: [{ properties: { bsn: { type: 'string' } } }] } },
  };
  const controleer = (afgeschermd: Afscherming[], meer: Partial<Typeinhoud> = {}, eerder: Afscherming[] = []) =>
    controleerAfscherming(eerder, { soort: 'registratie', schema, verwerkingsactiviteiten: ['VA-01', 'VA-02'], ...meer, afgeschermd } as Typeinhoud).map((f) => [f.name, f.code]);
  const veld = (pad: string, verwerkingsactiviteiten = ['VA-01']): Afscherming => ({ pad, verwerkingsactiviteiten });

  it('is a field of its schema that stands by itself', () => {
    expect(controleer([veld('/plaats'), veld('/houder/bsn'), veld('/delen/*/naam'), veld('/keus'), veld('/delen')])).toEqual([]);
    for (const pad of ['plaats', '/weg', '/houder/weg', '/delen/naam', '/delen/*', '/keus/a', '/los/a', '/uniek/*/a', '']) expect([pad, controleer([veld(pad)])]).toEqual([pad, [['afgeschermd.0.pad', 'afscherming']]]);
    expect(soortenOp(schema, [{ naam: 'keus' }, { naam: 'a' }])).not.toBeNull();
    expect(controleer([veld('/plaats')], { schema: { ...schema, if: {}, then: {} } })).toEqual([['afgeschermd.0.pad', 'afscherming']]);
  });

  it('is not twice the same, not of the natural key, and for purposes of the type', () => {
    expect(controleer([veld('/plaats'), veld('/plaats')])).toEqual([['afgeschermd.1.pad', 'dubbel']]);
    expect(controleer([veld('/houder')], { sleutel: ['/houder/bsn'] })).toEqual([['afgeschermd.0.pad', 'sleutel']]);
    expect(controleer([veld('/plaats', ['VA-09'])])).toEqual([['afgeschermd.0.verwerkingsactiviteiten', 'doelbinding']]);
    expect(controleer([veld('/plaats')], { soort: 'dossier' })).toEqual([['afgeschermd', 'soort']]);
  });

  it('stays named when a next version shields it no more, or knows it no more', () => {
    expect(controleer([], {}, [veld('/plaats')])).toEqual([['afgeschermd', 'afscherming-vergeten']]);
    expect(controleer([veld('/plaats', ['VA-01', 'VA-02'])], {}, [veld('/plaats')])).toEqual([]);
    expect(controleer([veld('/weg/a')], {}, [veld('/weg/a')])).toEqual([]);
  });
});
