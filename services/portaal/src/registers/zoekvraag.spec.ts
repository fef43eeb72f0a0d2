import { alsFilter, beginVanDag, operatorenVoor, type Operator, type Zoekveld } from './operatoren.ts';
import { alsVraag, isPersoonlijk, kolommenVan, leesZoekvraag, padVan, schrijfZoekvraag, zoekveldenVan, zonderPersonen } from './zoekvraag.ts';

const VANDAAG = '2026-11-22';
const TYPE = {
  schema: {
    type: 'object',
    required: ['plaats'],
    properties: {
      plaats: { type: 'string' },
      oppervlakte: { type: 'number' },
      sinds: { type: 'string', format: 'date' },
      soort: { enum: ['kraam', 'wagen'] },
      houder: { type: 'object', properties: { bsn: { type: 'string' }, naam: { type: 'string' } } },
    },
  },
  betrokkenen: [{ pad: '/houder/bsn', soort: 'bsn' as const, rol: 'houder' }],
};
const VELDEN = zoekveldenVan(TYPE);
const veld = (pad: string): Zoekveld => VELDEN.find((v) => v.pad === pad)!;
const filter = (pad: string, operator: Operator, waarde = '', tot = ''): unknown => alsFilter({ veld: veld(pad), operator, waarde, tot });

describe('conditions in words become the question of registers', () => {
  it('with values of the kind of their field', () => {
    expect(filter('gegevens.plaats', 'bevat', ' Markt ')).toEqual({ filter: { pad: 'gegevens.plaats', operator: 'bevat', waarde: 'Markt' } });
    expect(filter('gegevens.oppervlakte', 'tussen', '10', '12,5')).toEqual({ filter: { pad: 'gegevens.oppervlakte', operator: 'tussen', waarde: [10, 12.5] } });
    expect(filter('gegevens.plaats', 'in', 'a; b;')).toEqual({ filter: { pad: 'gegevens.plaats', operator: 'in', waarde: ['a', 'b'] } });
    expect(filter('gegevens.sinds', 'gte', '2026-01-31')).toEqual({ filter: { pad: 'gegevens.sinds', operator: 'gte', waarde: '2026-01-31' } });
    expect(filter('gegevens.houder.naam', 'gevuld')).toEqual({ filter: { pad: 'gegevens.houder.naam', operator: 'leeg', waarde: false } });
  });

  it('a moment is asked for by its day in Amsterdam', () => {
    expect([beginVanDag('2026-07-01'), beginVanDag('2026-11-22'), beginVanDag('2026-03-29')]).toEqual(['2026-06-30T22:00:00.000Z', '2026-11-21T23:00:00.000Z', '2026-03-28T23:00:00.000Z']);
    const op = (van: string, voor: string) => ({ filter: { en: [{ pad: 'tijdstipRegistratie', operator: 'gte', waarde: van }, { pad: 'tijdstipRegistratie', operator: 'lt', waarde: voor }] } });
    expect(filter('tijdstipRegistratie', 'exact', '2026-11-22')).toEqual(op('2026-11-21T23:00:00.000Z', '2026-11-22T23:00:00.000Z'));
    expect(filter('tijdstipRegistratie', 'tussen', '2026-11-20', '2026-11-22')).toEqual(op('2026-11-19T23:00:00.000Z', '2026-11-22T23:00:00.000Z'));
    expect(filter('tijdstipRegistratie', 'lt', '2026-11-22')).toEqual({ filter: { pad: 'tijdstipRegistratie', operator: 'lt', waarde: '2026-11-21T23:00:00.000Z' } });
  });

  it('what does not fit is said in words', () => {
    expect([filter('gegevens.oppervlakte', 'exact', 'groot'), filter('gegevens.oppervlakte', 'tussen', '1', ''), filter('gegevens.sinds', 'lt', '2026-02-30'), filter('gegevens.plaats', 'exact', ' '), filter('gegevens.plaats', 'nin', ';;')]).toEqual([
      { fout: 'Vul een getal in, bijvoorbeeld 12 of 12,5.' }, { fout: 'Vul in waar u naar zoekt.' }, { fout: 'Kies een dag die bestaat.' }, { fout: 'Vul in waar u naar zoekt.' }, { fout: 'Vul in waar u naar zoekt.' },
    ]);
  });

  it('every field has operators that registers knows for it, in words', () => {
    for (const v of VELDEN) {
      const operatoren = operatorenVoor(v);
      expect(operatoren.length).toBeGreaterThan(1);
      for (const [, woorden] of operatoren) expect(woorden).toMatch(/^[a-z]/);
    }
    expect(operatorenVoor(veld('gegevens.soort')).map(([o]) => o)).toEqual(['exact', 'ne', 'leeg', 'gevuld']);
  });
});

describe('a question in a form or an address', () => {
  const ruw = { v0: 'gegevens.plaats', o0: 'exact', w0: 'Markt', v1: 'gegevens.oppervlakte', o1: 'tussen', w1: '1', t1: '2', v2: 'gegevens.weg', w2: 'x', samen: 'of', sorteer: 'gegevens.plaats', richting: 'af', geldigOp: '2026-01-01' };

  it('is read, written and read again without change', () => {
    const z = leesZoekvraag(ruw, VELDEN, VANDAAG);
    expect(z.voorwaarden.map((v) => [v.veld.pad, v.operator, v.waarde, v.tot])).toEqual([['gegevens.plaats', 'exact', 'Markt', ''], ['gegevens.oppervlakte', 'tussen', '1', '2']]);
    expect(leesZoekvraag(Object.fromEntries(schrijfZoekvraag(z)), VELDEN, VANDAAG)).toEqual(z);
    expect(alsVraag(z)).toEqual({ fouten: [], vraag: { filter: { of: [{ pad: 'gegevens.plaats', operator: 'exact', waarde: 'Markt' }, { pad: 'gegevens.oppervlakte', operator: 'tussen', waarde: [1, 2] }] }, sorteer: ['-gegevens.plaats'], geldigOp: '2026-01-01' } });
  });

  it('leaves out what does not fit, and asks of today', () => {
    const z = leesZoekvraag({ v0: ['gegevens.plaats'], v1: 'gegevens.plaats', o1: 'gt; drop', sorteer: 'gegevens.houder.bsn', geldigOp: '0000-01-01' }, VELDEN, VANDAAG);
    expect(z.voorwaarden.map((v) => v.operator)).toEqual(['bevat']);
    expect([z.sorteer, z.geldigOp, alsVraag(z).fouten]).toEqual(['', VANDAAG, ['Plaats: Vul in waar u naar zoekt.']]);
    expect(alsVraag(leesZoekvraag({}, VELDEN, VANDAAG))).toEqual({ fouten: [], vraag: { geldigOp: VANDAAG } });
  });

  it('about a person is known as such, and an address has nothing of it', () => {
    for (const pad of ['gegevens.houder.bsn', 'gegevens.houder.naam']) {
      const z = leesZoekvraag({ v0: pad, w0: '999993021', v1: 'gegevens.plaats', w1: 'Markt' }, VELDEN, VANDAAG);
      expect(isPersoonlijk(z)).toBe(true);
      expect(JSON.stringify(schrijfZoekvraag(zonderPersonen(z)))).not.toMatch(/999993021|houder/);
    }
    expect(isPersoonlijk(leesZoekvraag(ruw, VELDEN, VANDAAG))).toBe(false);
  });

  it('writes a path as registers reads it', () => {
    expect([padVan('/houders/*/naam'), padVan('/a.b/c~1d/e_f*')]).toEqual(['gegevens.houders.*.naam', 'gegevens.a\\.b.c/d.e\\_f\\*']);
  });

  it('shows the key or what is always there, and nobody by number', () => {
    expect(kolommenVan(TYPE).map((k) => k.pointer)).toEqual(['/plaats', '/oppervlakte', '/sinds']);
    expect(kolommenVan({ ...TYPE, sleutel: ['/sinds'] }).map((k) => k.pointer)).toEqual(['/sinds', '/plaats', '/oppervlakte']);
    expect(kolommenVan({ ...TYPE, schema: { type: 'object', properties: { houder: TYPE.schema.properties.houder } } }).map((k) => k.pointer)).toEqual(['/houder/naam']);
  });
});
