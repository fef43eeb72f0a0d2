import { leesRecord, OngeldigRecord } from './record.ts';

const ORGANISATIE = '00000001999990007000';
const goed = {
  id: '01935000-0000-7000-8000-000000000001',
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  tijdstip: '2026-11-22T09:00:00+01:00',
  organisatie: ORGANISATIE,
  uitvoerder: '00000001999990020000',
  component: 'registers',
  activiteit: 'VA-01',
  activiteitVersie: 1,
  handeling: 'Aanvraag vastgelegd',
  gegevens: ['naam', 'adres'],
  object: { soort: 'evenementendossier', id: '12345678-0000-7000-8000-00000000000a', kenmerk: 'Z-0147' },
  betrokkenen: [
    { soort: 'bsn', pseudoniem: `k1:${'a'.repeat(43)}`, rol: 'aanvrager' },
    { soort: 'bsn', pseudoniem: `k1:${'b'.repeat(43)}` },
    { soort: 'bsn', pseudoniem: `k1:${'a'.repeat(43)}`, rol: 'organisator' },
  ],
  gebruiker: { soort: 'medewerker', id: 'noor' },
  applicatie: 'zaaksysteem',
};

describe('a record from the stream', () => {
  it('is read, its time in UTC, each betrokkene once', () => {
    const r = leesRecord(goed, ORGANISATIE);
    expect(r.tijdstip).toBe('2026-11-22T08:00:00.000Z');
    expect(r.betrokkenen.map((b) => [b.pseudoniem[3], b.rol])).toEqual([['a', 'aanvrager'], ['b', null]]);
    expect(r.geweigerd).toBe(false);
  });

  it('has its id written as the database writes it, else the log would not hash what it reads back', () => {
    expect(leesRecord({ ...goed, id: goed.id.toUpperCase().replace('01935000', 'ABCDEF00') }, ORGANISATIE).id).toBe('abcdef00-0000-7000-8000-000000000001');
  });

  it.each([
    ['another municipality', { organisatie: '00000001999990019000' }],
    ['no id', { id: 'x' }],
    ['a plain BSN for a pseudonym', { betrokkenen: [{ soort: 'bsn', pseudoniem: '999993021' }] }],
    ['an unknown kind', { betrokkenen: [{ soort: 'paspoort', pseudoniem: `k1:${'a'.repeat(43)}` }] }],
    ['no time', { tijdstip: 'gisteren' }],
    ['no list of data', { gegevens: 'naam' }],
    ['no object', { object: null }],
    ['a NUL', { handeling: 'a\u0000b' }],
    ['half a character', { gegevens: ['a\ud800b'] }],
    ['a time that no clock shows', { tijdstip: '+012026-01-01T00:00:00Z' }],
    ['a version beyond counting', { activiteitVersie: 2 ** 31 }],
    ['a foreign trace id', { traceId: 'r2e3229059BG246e01' }],
  ])('is refused with %s', (_, anders) => {
    expect(() => leesRecord({ ...goed, ...anders }, ORGANISATIE)).toThrow(OngeldigRecord);
  });

  it.each([
    ['handeling', { handeling: 'Aanvraag van 999993021 vastgelegd' }],
    ['gegevens', { gegevens: ['naam', 'BSN 999993021'] }],
    ['object.kenmerk', { object: { ...goed.object, kenmerk: '999993021' } }],
    ['object.id', { object: { ...goed.object, id: '999993021' } }],
    ['betrokkenen.rol', { betrokkenen: [{ ...goed.betrokkenen[0], rol: 'partner van 999993021' }] }],
    ['gebruiker.id', { gebruiker: { soort: 'inwoner', id: '999993021' } }],
    ['applicatie', { applicatie: 'app-999993021' }],
  ])('is refused with a BSN in %s, and the reason does not repeat it', (veld, anders) => {
    let reden = '';
    try {
      leesRecord({ ...goed, ...anders }, ORGANISATIE);
    } catch (fout) {
      reden = (fout as Error).message;
    }
    expect(reden).toBe(`${veld} bevat een burgerservicenummer`);
  });

  it('may hold numbers that are no BSN, and digits in a UUID', () => {
    expect(leesRecord({ ...goed, handeling: 'Factuur 123456789 en OIN 00000001999990007000' }, ORGANISATIE).object.id).toBe(goed.object.id);
  });
});
