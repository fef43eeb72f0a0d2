import { GEEN_VRIJSTELLING } from './patronen.ts';
import { alsFouten, bezwaren, doorzoek, doorzoekTekst, type GelezenDocument, type GelezenPagina, type Soort } from './poort.ts';

const pagina = (tekst: string, meer: Partial<GelezenPagina> = {}): GelezenPagina => ({ tekst, aantekeningen: [], koppelingen: [], alleenBeeld: false, ...meer });
const document = (paginas: GelezenPagina[], meer: Partial<GelezenDocument> = {}): GelezenDocument => ({ paginas, metagegevens: {}, bijlagen: 0, ...meer });
const soorten = (tekst: string, vrij = GEEN_VRIJSTELLING): Soort[] => doorzoekTekst(tekst, vrij).map((b) => b.soort);

describe('gate: burgerservicenummer', () => {
  it.each([
    'BSN 999993021', '9999.93.021', '999.993.021', '999 993 021', '9999 93 021', '999-993-021', '9 9 9 9 9 3 0 2 1', '９９９９９３０２１',
    '9999\u00a093\u00a0021', '99999\u200b3021', 'Bakker(999993021)', '10000008', '(9999–93–021)',
  ])('%p is found', (tekst) => expect(soorten(tekst)).toEqual(['bsn']));

  it.each([
    ['fails the eleven test', '999993022'],
    ['a longer run', '9999930210'],
    ['OIN', '00000001999990007000'],
    ['amount', 'voor € 999.993.021 euro'],
    ['date', '22-11-2026 en 2026-11-22'],
    ['IBAN', 'NL91ABNA0417164300'],
    ['KvK number by its name', 'KvK-nummer: 10000008'],
    ['uuid', '99999302-1000-4000-8000-999993021aaa'],
  ])('%s is let go', (_, tekst) => expect(soorten(tekst)).toEqual([]));

  it('exempts the RSIN of a known organisation', () => {
    expect(soorten('RSIN 999993021', { ...GEEN_VRIJSTELLING, rsins: ['999993021'] })).toEqual([]);
  });
});

describe('gate: address', () => {
  it.each([
    'Lindeplein 4', 'Lindeplein 4, 9999 AB Overbrugge', 'Dorpsstraat 12a', 'Van der Helmstraat 3-II', 'aan de Havenkade 12 bis', 'Nieuwe Weg 7',
    'Hoofdstraat nr. 8', '9999AB 12', '9999 XX, nr. 12', 'De Wallen 12, 9999 AB', 'Lindeplein\n4', "'s-Gravelandseweg 10", 'Beatrixlaan 2-4',
  ])('%p is found', (tekst) => expect(soorten(tekst)).toEqual(['adres']));

  it.each([
    'Buurtfeest Lindeplein', 'Lindeplein 12 september 2026', 'Kermis Havenkade 2026', 'Lindeplein 12-09-2026', 'Lindeplein 20 uur', 'Lindeplein 18.30',
    'Postbus 100, 9999 AA Overbrugge', 'artikel 5.1.2e Woo', 'Vergadering 12', 'op het Lindeplein 200 bezoekers', 'zaak Z-0147', 'Verordening 2020', '9999 AB Overbrugge',
  ])('%p is let go', (tekst) => expect(soorten(tekst)).toEqual([]));

  it('counts street and postcode of one address once, and exempts the town hall', () => {
    expect(doorzoekTekst('Lindeplein 4, 9999 AB en Dorpsstraat 1', GEEN_VRIJSTELLING)).toEqual([{ soort: 'adres', pagina: null, aantal: 2 }]);
    expect(soorten('Raadhuisplein 1, 9999 AA Overbrugge', { ...GEEN_VRIJSTELLING, adressen: ['Raadhuisplein 1'] })).toEqual([]);
  });
});

describe('gate: e-mail and telephone', () => {
  it.each(['s.bakker@voorbeeld.nl', 'Bakker [at] voorbeeld.nl', 'a@b.c.example'])('%p is found', (tekst) => expect(soorten(tekst)).toEqual(['e-mail']));

  it.each(['06-12345678', '0612345678', '06 12 34 56 78', '010-1234567', '(010) 123 45 67', '+31 6 12345678', '0031 (0)10 1234567', '+31(0)6-12345678', '0123-456 789', 'bel 0123 45 67 89.'])(
    '%p is found',
    (tekst) => expect(soorten(tekst)).toEqual(['telefoon']),
  );

  it.each(['14 0123', '140123', '0800-1234567', '01-12-2026 10:30', '06-12-2026 1030', 'Z-2026-00123', '00000001999990007000', 'NL91ABNA0417164300'])('%p is let go', (tekst) =>
    expect(soorten(tekst)).toEqual([]),
  );

  it('exempts what is public contact data of the municipality itself, and only that', () => {
    const vrij = { ...GEEN_VRIJSTELLING, emaildomeinen: ['overbrugge.example'], telefoonnummers: ['0123 456789'] };
    expect(soorten('info@overbrugge.example, vergunningen@loket.overbrugge.example, +31 123 456789', vrij)).toEqual([]);
    expect(soorten('a@nietoverbrugge.example en 0123-456788', vrij)).toEqual(['e-mail', 'telefoon']);
  });
});

describe('gate: the rest of the file', () => {
  it('finds by page, and never tells the value', () => {
    const gevonden = doorzoek(document([pagina('niets'), pagina('999993021 en s.bakker@voorbeeld.nl en s.bakker@voorbeeld.nl')]), GEEN_VRIJSTELLING);
    expect(gevonden).toEqual([{ soort: 'bsn', pagina: 2, aantal: 1 }, { soort: 'e-mail', pagina: 2, aantal: 2 }]);
    const woorden = JSON.stringify(alsFouten(gevonden));
    expect(woorden).toContain('Op pagina 2 staat een burgerservicenummer');
    expect(woorden).toContain('Op pagina 2 staan 2 e-mailadressen');
    expect(woorden).not.toMatch(/999993021|bakker/u);
    expect(alsFouten(gevonden).map((f) => f.code)).toEqual(['bsn-gevonden', 'e-mail-gevonden']);
  });

  it('looks at properties, annotations, links, attachments and pages without text', () => {
    const d = document([pagina('ok', { aantekeningen: ['nog navragen: 999993021'], koppelingen: ['mailto:a@voorbeeld.nl'] }), pagina('', { alleenBeeld: true })], {
      metagegevens: { Author: 's.bakker@voorbeeld.nl', Keywords: '9999.93.021' },
      bijlagen: 1,
    });
    expect(doorzoek(d, GEEN_VRIJSTELLING)).toEqual([
      { soort: 'e-mail', pagina: 1, aantal: 1 },
      { soort: 'bsn', pagina: 1, aantal: 1 },
      { soort: 'aantekening', pagina: 1, aantal: 1 },
      { soort: 'geen-tekst', pagina: 2, aantal: 1 },
      { soort: 'bsn', pagina: null, aantal: 1 },
      { soort: 'metagegevens', pagina: null, aantal: 1 },
      { soort: 'bijlage', pagina: null, aantal: 1 },
    ]);
  });

  it('a weighing lifts what can be weighed; a BSN never', () => {
    const gevonden = doorzoek(document([pagina('999993021, Lindeplein 4, a@voorbeeld.nl')]), GEEN_VRIJSTELLING);
    const alles = (['adres', 'e-mail', 'telefoon'] as const).map((soort) => ({ soort, grond: '5.1.2e', motivering: 'publieke functie' }));
    expect(bezwaren(gevonden, []).map((b) => b.soort)).toEqual(['bsn', 'adres', 'e-mail']);
    expect(bezwaren(gevonden, alles).map((b) => b.soort)).toEqual(['bsn']);
    expect(bezwaren(gevonden, alles.slice(0, 1)).map((b) => b.soort)).toEqual(['bsn', 'e-mail']);
  });
});
