import { leesSchema, naamInWoorden, naamVanPlaats, overPersoon } from './schema.ts';
import { dagVan, opPlaats, plaatsInWoorden, regels, waardeInWoorden } from './waarden.ts';

const PERSOON = { type: 'object', required: ['bsn'], properties: { naam: { type: 'string', maxLength: 200 }, bsn: { type: 'string' } } };
const SCHEMA = {
  type: 'object',
  required: ['plaats'],
  $defs: { persoon: PERSOON, rond: { $ref: '#/$defs/rond' } },
  properties: {
    houder: { $ref: '#/$defs/persoon' },
    buren: { type: 'array', items: { $ref: '#/$defs/persoon' } },
    trefwoorden: { type: 'array', items: { type: 'string' } },
    open: { type: 'boolean' },
    beginDatum: { type: 'string', format: 'date', title: 'Eerste dag' },
    soort: { enum: ['kraam', 'wagen'] },
    leeg: { type: ['integer', 'null'], minimum: 0 },
    van_alles: { type: ['string', 'number'] },
    plaats: { type: 'string', description: 'Waar het is.' },
    rondje: { $ref: '#/$defs/rond' },
    constructor: { oneOf: [{ type: 'object', properties: { 'a/b': { type: 'string', format: 'email' } } }] },
  },
};

describe('a schema in words', () => {
  const { velden, namen } = leesSchema(SCHEMA);

  it('has every field once, the needed and the loose ones first', () => {
    expect(velden.map((v) => [v.pointer, v.naam, v.soort])).toEqual([
      ['/plaats', 'Plaats', 'tekst'],
      ['/open', 'Open', 'waarheid'],
      ['/beginDatum', 'Eerste dag', 'datum'],
      ['/soort', 'Soort', 'tekst'],
      ['/leeg', 'Leeg', 'getal'],
      ['/van_alles', 'Van alles', 'gemengd'],
      ['/rondje', 'Rondje', 'gemengd'],
      ['/houder/bsn', 'Houder: burgerservicenummer', 'tekst'],
      ['/houder/naam', 'Houder: naam', 'tekst'],
      ['/buren/*/bsn', 'Buren: burgerservicenummer', 'tekst'],
      ['/buren/*/naam', 'Buren: naam', 'tekst'],
      ['/trefwoorden', 'Trefwoorden', 'lijst'],
      ['/constructor/a~1b', 'Constructor: a/b', 'tekst'],
    ]);
    expect(velden.filter((v) => v.verplicht).map((v) => v.pointer)).toEqual(['/plaats', '/houder/bsn', '/buren/*/bsn']);
    expect(velden.find((v) => v.pointer === '/soort')?.keuzes).toEqual(['kraam', 'wagen']);
    expect(velden.find((v) => v.pointer === '/plaats')?.uitleg).toBe('Waar het is.');
  });

  it('says what a value looks like', () => {
    const vorm = Object.fromEntries(velden.map((v) => [v.pointer, v.inWoorden]));
    expect(vorm).toMatchObject({
      '/plaats': 'Tekst', '/houder/naam': 'Tekst van ten hoogste 200 tekens', '/open': 'Ja of nee', '/beginDatum': 'Datum', '/soort': 'Een van een vaste lijst',
      '/leeg': 'Heel getal, ten minste 0', '/trefwoorden': 'Lijst van teksten', '/van_alles': 'Kan van alles zijn', '/constructor/a~1b': 'E-mailadres',
    });
  });

  it('names any place, also one that it does not know', () => {
    expect(['/houder/naam', '/buren/0/naam', '/beginDatum', '/nieuw/3', '/constructor'].map((x) => naamVanPlaats(namen, x))).toEqual(['Houder: naam', 'Buren 1: naam', 'Eerste dag', 'Nieuw 4', 'Constructor']);
    expect(['kvkNummer', 'bsn', 'datum-einde'].map(naamInWoorden)).toEqual(['KvK-nummer', 'burgerservicenummer', 'datum einde']);
  });

  it('of nothing, or of nonsense, is nothing', () => {
    for (const s of [{}, { properties: null }, { type: 'object', properties: { a: 7 } }, { $ref: '#/weg' }, { $ref: 'https://example.org' }]) expect(leesSchema(s as never).velden.every((v) => v.soort === 'gemengd')).toBe(true);
  });

  it('knows what is about a person: all that stands beside an identifier', () => {
    const betrokkenen = [{ pad: '/houder/bsn' }, { pad: '/buren/*/bsn' }];
    expect(['/houder/bsn', '/houder/naam', '/buren/*/naam', '/plaats', '/houderschap'].map((x) => overPersoon(betrokkenen, x))).toEqual([true, true, true, false, false]);
    expect(overPersoon([{ pad: '/bsn' }], '/plaats')).toBe(true);
  });
});

describe('data in words', () => {
  const { namen } = leesSchema(SCHEMA);

  it('is a line for each field, in the order of the schema, then what it does not know', () => {
    const gegevens = { eigen: 'x', houder: { naam: 'Jan', bsn: '999993033' }, buren: [{ naam: 'A' }, { naam: 'B' }], trefwoorden: ['a', 'b'], plaats: 'Markt', beginDatum: '2026-01-31', open: false, leeg: null, niets: [], over: {} };
    expect(regels(namen, gegevens)).toEqual([
      ['Plaats', 'Markt'], ['Open', 'nee'], ['Eerste dag', '31 januari 2026'], ['Leeg', null],
      ['Houder: burgerservicenummer', '999993033'], ['Houder: naam', 'Jan'], ['Buren 1: naam', 'A'], ['Buren 2: naam', 'B'], ['Trefwoorden', 'a, b'],
      ['Eigen', 'x'], ['Niets', null], ['Over', null],
    ]);
    expect(regels(namen, {})).toEqual([]);
  });

  it('has numbers, days and moments as they are written here', () => {
    expect([12.5, 1987, 12345, true, '', null, '2026-11-22T13:05:00Z', 'Z-0147'].map(waardeInWoorden)).toEqual(['12,5', '1987', '12.345', 'ja', null, null, '22 november 2026 om 14:05 uur', 'Z-0147']);
    expect(['2026-05-02', '2026-05', '2026', 'ooit'].map(dagVan)).toEqual(['2 mei 2026', 'mei 2026', '2026', 'ooit']);
  });

  it('has a place as far as it can be said', () => {
    expect([plaatsInWoorden({ type: 'Point', coordinates: [5.3876, 52.15616] }), plaatsInWoorden({ type: 'Polygon', coordinates: [] }), plaatsInWoorden({ type: 'constructor' }), plaatsInWoorden(null)]).toEqual(['52,15616 noorderbreedte, 5,38760 oosterlengte', 'Een vlak', 'Een plaats op de kaart', null]);
  });

  it('is found at its place, as its own member only', () => {
    expect([opPlaats({ a: { 'b/c': 1 } }, '/a/b~1c'), opPlaats({}, '/constructor'), opPlaats(null, '/a'), opPlaats('x', '/length')]).toEqual([1, undefined, undefined, undefined]);
  });
});
