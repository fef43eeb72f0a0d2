import fc from 'fast-check';
import { isDatum, plusDuur, vergelijkDatum } from '@bronhuis/standaarden';
import { selectielijsten, vindLijst, vindResultaat } from '../lijsten/boekenkast.ts';
import { leidAf, waarderingInWoorden, type Dossierfeiten, type Waarderingsregel } from './afleiding.ts';

const naam = 'Selectielijst gemeenten en intergemeentelijke organen';
const regel: Waarderingsregel = {
  selectielijst: { naam, jaar: 2020 },
  procestype: '11',
  uitkomsten: { verleend: '11.1.1', geweigerd: '11.2', ingetrokken: '11.3', afgebroken: '11.4' },
  afleidingswijze: 'afgehandeld',
  brondatum: 'einddatum',
};
const open: Dossierfeiten = { kenmerk: 'Z-0147', status: 'open', uitkomst: 'verleend', einddatum: null, heropendOp: null, waarderingsregel: regel };
const dicht = (wijzig: Partial<Dossierfeiten> = {}): Dossierfeiten => ({ ...open, status: 'afgesloten', einddatum: '2026-11-22', ...wijzig });
const metNummer = (nummer: string, wijzig: Partial<Waarderingsregel> = {}) =>
  dicht({ uitkomst: 'gedaan', waarderingsregel: { ...regel, uitkomsten: { gedaan: nummer }, ...wijzig } });

describe('a dossier that is not closed has no date, and says why', () => {
  it('names the number that its outcome leads to', () => {
    expect(leidAf(open, vindResultaat)).toMatchObject({
      soort: 'onbekend',
      datum: null,
      toelichting: 'Nog geen archiefactiedatum: zaak Z-0147 is niet afgesloten. Bij *verleend* geldt 11.1.1: vernietigen, 1 jaar na afhandeling',
      waardering: { nummer: '11.1.1', jaar: 2020, waardering: 'vernietigen', bewaartermijn: 'P1Y' },
    });
  });

  it('names all numbers while there is no outcome, and chooses none', () => {
    const actie = leidAf({ ...open, uitkomst: null }, vindResultaat);
    expect(actie.waardering).toBeNull();
    expect(actie.toelichting).toBe(
      'Nog geen archiefactiedatum: zaak Z-0147 is niet afgesloten en heeft nog geen uitkomst. Bij *verleend* geldt 11.1.1: vernietigen, 1 jaar na afhandeling; ' +
        'bij *geweigerd* geldt 11.2: vernietigen, 5 jaar na afhandeling; bij *ingetrokken* geldt 11.3: vernietigen, 1 jaar na afhandeling; ' +
        'bij *afgebroken* geldt 11.4: vernietigen, 1 jaar na afhandeling',
    );
  });
});

describe('a dossier that was reopened', () => {
  it('has lost its date, and says so with the day', () => {
    const heropend = { ...open, heropendOp: '2026-05-03' };
    expect(leidAf(heropend, vindResultaat)).toMatchObject({
      soort: 'onbekend',
      datum: null,
      toelichting: 'Archiefactiedatum onbekend, want zaak Z-0147 is op 3 mei 2026 heropend. Bij *verleend* geldt 11.1.1: vernietigen, 1 jaar na afhandeling',
    });
    expect(leidAf({ ...heropend, uitkomst: null }, vindResultaat).toelichting).toMatch(/^Archiefactiedatum onbekend, want zaak Z-0147 is op 3 mei 2026 heropend en heeft nog geen uitkomst\. Bij/);
  });
});

describe('a closed dossier: brondatum + bewaartermijn, with every step', () => {
  it('follows the outcome: an application withdrawn before a decision is 11.4, not 11.3', () => {
    const actie = leidAf(dicht({ kenmerk: 'Z-0148', uitkomst: 'afgebroken' }), vindResultaat);
    expect(actie).toMatchObject({ soort: 'datum', datum: '2027-11-22', waardering: { nummer: '11.4' } });
    expect(actie.toelichting).toBe(
      'Archiefactiedatum 22 november 2027: zaak Z-0148 is afgehandeld op 22 november 2026. Bij *afgebroken* geldt 11.4: vernietigen, 1 jaar na afhandeling',
    );
    expect(actie.afleiding.map((s) => [s.stap, s.waarde])).toEqual([
      ['Status', 'afgesloten'],
      ['Selectielijst', `${naam} 2020`],
      ['Uitkomst', 'afgebroken'],
      ['Nummer', '11.4 Afgebroken'],
      ['Waardering', 'vernietigen, 1 jaar na afhandeling'],
      ['Brondatum', '2026-11-22'],
      ['Bewaartermijn', 'P1Y'],
      ['Archiefactiedatum', '2027-11-22'],
    ]);
  });

  it('keeps a permanent result for ever, closed or not', () => {
    const regelD = { ...regel, uitkomsten: { verleend: '11.1.6' } };
    expect(leidAf(dicht({ kenmerk: 'Z-0200', waarderingsregel: regelD }), vindResultaat)).toMatchObject({
      soort: 'blijvend',
      datum: null,
      toelichting: 'Geen archiefactiedatum: zaak Z-0200 blijft blijvend bewaard. Bij *verleend* geldt 11.1.6: blijvend bewaren',
    });
    expect(leidAf({ ...open, waarderingsregel: regelD }, vindResultaat)).toMatchObject({ soort: 'onbekend', datum: null });
  });

  it.each([
    ['2024-02-29', '11.4', '2025-02-28'],
    ['2024-08-31', '19.1.24', '2025-02-28'],
    ['2026-03-31', '19.2.1', '2026-03-31'],
  ])('clamps to the end of the month: %s with %s gives %s', (einddatum, nummer, datum) => {
    expect(leidAf({ ...metNummer(nummer), einddatum }, vindResultaat).datum).toBe(datum);
  });

  it('uses the list that the rule names: 21.1.3 is 15 years in 2017 and 20 in 2020', () => {
    expect(leidAf(metNummer('21.1.3', { selectielijst: { naam, jaar: 2017 } }), vindResultaat).datum).toBe('2041-11-22');
    expect(leidAf(metNummer('21.1.3'), vindResultaat).datum).toBe('2046-11-22');
  });

  it('says so when the term is a minimum', () => {
    expect(leidAf(metNummer('8.1.1'), vindResultaat).afleiding).toContainEqual(expect.objectContaining({ stap: 'Minimum' }));
  });
});

describe('unknown is a value: never a guess', () => {
  it.each([
    ['bestaansduur', metNummer('11.1'), /begint pas als het procesobject niet meer bestaat of geldt/],
    ['ingeschat', metNummer('15.1.1'), /begint na de ingeschatte bestaansduur/],
    ['vast te leggen', metNummer('5.1.6'), /begint op een datum die tijdens het proces wordt vastgelegd/],
    ['samengevoegd', metNummer('11.1.8'), /begint bij de geboortedatum van de leerling/],
    ['no procestermijn, other start', metNummer('12.1.4'), /begint bij het einde van het toezicht/],
    ['direct, after a notice', metNummer('19.1.19'), /begint bij de kennisgeving van de minister/],
    ['nihil, other start', metNummer('4.1.14'), /begint bij het einde van het dienstverband/],
    ['dropped', metNummer('7.1.20'), /nummer 7\.1\.20 is vervallen.*daarvoor in de plaats kwam 19\.1\.19/],
    ['not on this list', metNummer('24.4.1', { selectielijst: { naam, jaar: 2017 } }), /nummer 24\.4\.1 staat niet in de Selectielijst .* 2017/],
    ['another list', metNummer('11.1.1', { selectielijst: { naam: 'Selectielijst waterschappen', jaar: 2012 } }), /staat niet in de Selectielijst waterschappen 2012/],
    ['outcome without number', dicht({ uitkomst: 'buiten behandeling' }), /noemt de waarderingsregel geen nummer/],
    ['outcome with a strange name', dicht({ uitkomst: 'constructor' }), /noemt de waarderingsregel geen nummer/],
    ['no rule', dicht({ waarderingsregel: null }), /geen waarderingsregel/],
    ['no outcome', dicht({ uitkomst: null }), /afgesloten zonder uitkomst/],
    ['no end date', dicht({ einddatum: null }), /heeft geen einddatum/],
    ['other source date', metNummer('11.1.1', { brondatum: 'startdatum' }), /past niet bij de afleidingswijze/],
    ['unheard of', metNummer('11.1.1', { afleidingswijze: 'gevoel' }), /afleidingswijze gevoel is niet bekend/],
  ])('%s', (_, feiten, reden) => {
    const actie = leidAf(feiten, vindResultaat);
    expect(actie).toMatchObject({ soort: 'onbekend', datum: null });
    expect(actie.toelichting).toMatch(/^Archiefactiedatum onbekend, want /);
    expect(actie.toelichting).toMatch(reden);
  });

  it.each(['ander_datumkenmerk', 'eigenschap', 'gerelateerde_zaak', 'hoofdzaak', 'ingangsdatum_besluit', 'termijn', 'vervaldatum_besluit', 'zaakobject'])(
    'afleidingswijze %s has no source date here',
    (afleidingswijze) => {
      const actie = leidAf(metNummer('11.1.1', { afleidingswijze }), vindResultaat);
      expect([actie.soort, actie.datum]).toEqual(['onbekend', null]);
      expect(actie.toelichting).toMatch(/want de (bewaartermijn|brondatum)/);
    },
  );
});

describe('over every result of both lists', () => {
  const alle = selectielijsten.flatMap((l) => l.resultaten.map((r) => [l.jaar, r.nummer] as const));

  it('a date is exactly brondatum + bewaartermijn and never before the end date; everything else has a reason', () => {
    fc.assert(
      fc.property(fc.constantFrom(...alle), fc.date({ min: new Date('1950-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }), ([jaar, nummer], dag) => {
        const einddatum = dag.toISOString().slice(0, 10);
        const actie = leidAf({ ...metNummer(nummer, { selectielijst: { naam, jaar } }), einddatum }, vindResultaat);
        const resultaat = vindResultaat({ naam, jaar }, nummer);
        if (actie.soort === 'datum') {
          expect(resultaat?.waardering).toBe('vernietigen');
          expect(isDatum(actie.datum)).toBe(true);
          expect(actie.datum).toBe(plusDuur(einddatum, resultaat?.bewaartermijn ?? ''));
          expect(vergelijkDatum(actie.datum ?? '', einddatum)).not.toBe(-1);
        } else {
          expect(actie.datum).toBeNull();
          expect(actie.toelichting.length).toBeGreaterThan(20);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('every result can be said in words', () => {
    for (const lijst of selectielijsten) for (const r of lijst.resultaten) expect(waarderingInWoorden(r)).toMatch(/^(vernietigen|blijvend bewaren)/);
    expect(waarderingInWoorden(vindLijst(2020)?.resultaten.find((r) => r.nummer === '22.1.2') ?? { nummer: '', naam: '' })).toMatch(/behalve stembescheiden.*3 maanden/);
  });
});
