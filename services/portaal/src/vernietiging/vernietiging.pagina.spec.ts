import type { Bezoeker } from '../lay-out/bezoeker.ts';
import { grondslagInWoorden, redenInWoorden } from './boom.ts';
import { kan, stappen } from './stappen.ts';
import type { Lijst } from './vernietiging.contract.ts';
import { lijstenpagina, lijstpagina } from './vernietiging.pagina.ts';

const bezoeker = (id: string, ...rollen: string[]): Bezoeker => ({
  gemeente: { oin: '00000001999990007000', naam: 'Gemeente Overbrugge', demonstratie: true },
  persoon: { id, naam: id, soort: 'medewerker', rollen },
  formuliercode: 'code',
  eenmalig: 'een',
  melding: null,
  pad: '/vernietigingslijsten',
});

const lijst: Lijst = {
  id: 'l1',
  naam: 'Najaar',
  peildatum: '2026-11-22',
  status: 'in-beoordeling',
  samengesteldDoor: 'ingrid',
  samengesteldOp: '2026-11-22T10:00:00Z',
  reden: null,
  aanDeBeurt: 'proceseigenaar',
  aantalDossiers: 1,
  aantalAfgevallen: 1,
  regels: [
    {
      dossier: 'b',
      kenmerk: 'Z-0098',
      objecttypeNaam: 'evenementendossier',
      archiefactiedatum: '2026-09-09',
      grondslag: 'Selectielijst gemeenten en intergemeentelijke organen 2020, 11.1.1 (P1Y)',
      gaat: [
        { component: 'registers', soort: 'dossier', omschrijving: 'Dossier Z-0098 (evenementendossier)' },
        { component: 'registers', soort: 'bestand', omschrijving: 'Bestand bij besluit (application/pdf)', omvang: 48_200 },
        { component: 'woo-publicatie', soort: 'publicatie', omschrijving: 'Publicatie in de categorie beschikkingen' },
      ],
      blijft: [{ soort: 'relatie', omschrijving: 'factuur 2025-118', reden: 'Blijft bewaard in financieel systeem', selectielijstnummer: '18.3' }],
      staat: 'gepland',
      reden: null,
      vernietigdOp: null,
    },
  ],
  afgevallen: [{ dossier: 'c', kenmerk: 'Z-0099', reden: 'bevriezing: beroep' }],
  beoordelingen: [],
};
const oordeel = (rol: 'proceseigenaar' | 'archivaris' | 'zorgdrager', besluit: 'akkoord' | 'niet-akkoord' = 'akkoord') => ({ rol, persoon: rol, besluit, tijdstip: '2026-11-22T11:00:00Z', toelichting: null });

describe('the way of a list', () => {
  it('shows a button to nobody who would be refused', () => {
    expect(kan(bezoeker('thijs', 'teamleider'), lijst)).toEqual({ beoordelen: 'proceseigenaar', uitvoeren: false });
    expect(kan(bezoeker('arjan', 'archivaris'), lijst).beoordelen).toBeNull();
    expect(kan(bezoeker('ingrid', 'informatiebeheerder', 'teamleider'), lijst).beoordelen).toBeNull();
    expect(kan(bezoeker('ingrid', 'informatiebeheerder'), { ...lijst, status: 'goedgekeurd', aanDeBeurt: null }).uitvoeren).toBe(true);
    expect(kan(bezoeker('thijs', 'teamleider'), { ...lijst, status: 'goedgekeurd', aanDeBeurt: null }).uitvoeren).toBe(false);
  });

  it.each([
    ['opgesteld', [], ['nu', 'straks', 'straks', 'straks', 'straks']],
    ['in-beoordeling', [oordeel('proceseigenaar')], ['klaar', 'klaar', 'nu', 'straks', 'straks']],
    ['goedgekeurd', [oordeel('proceseigenaar'), oordeel('archivaris'), oordeel('zorgdrager')], ['klaar', 'klaar', 'klaar', 'klaar', 'nu']],
    ['uitgevoerd', [oordeel('proceseigenaar'), oordeel('archivaris'), oordeel('zorgdrager')], ['klaar', 'klaar', 'klaar', 'klaar', 'klaar']],
    ['afgewezen', [oordeel('proceseigenaar'), oordeel('archivaris', 'niet-akkoord')], ['klaar', 'klaar', 'nee', 'straks']],
  ] as const)('%s', (status, beoordelingen, standen) => {
    expect(stappen({ ...lijst, status, aanDeBeurt: status === 'in-beoordeling' ? 'archivaris' : null, beoordelingen: [...beoordelingen] }).map((s) => s.stand)).toEqual(standen);
  });
});

describe('the pages', () => {
  it('a list shows what goes, what stays and why, and what dropped out', () => {
    const blad = String(lijstpagina(bezoeker('thijs', 'teamleider'), lijst).inhoud);
    for (const stuk of ['Dit gaat weg', 'In het dossier', 'Bestand bij besluit (PDF)', '48 kB', 'Openbaar gemaakt', 'Factuur 2025-118', 'nummer 18.3', 'Z-0099', 'er loopt een beroep', 'Uw oordeel', '11.1.1 (1 jaar)', '9 september 2026']) expect(blad).toContain(stuk);
    expect(blad).not.toMatch(/Vernietig (dit|deze)/);
  });

  it('who executes is warned; who does not, sees no button', () => {
    const goedgekeurd = { ...lijst, status: 'goedgekeurd' as const, aanDeBeurt: null };
    expect(String(lijstpagina(bezoeker('ingrid', 'informatiebeheerder'), goedgekeurd).inhoud)).toMatch(/niet terug te draaien[\s\S]*Vernietig dit dossier/);
    expect(String(lijstpagina(bezoeker('arjan', 'archivaris'), goedgekeurd).inhoud)).not.toMatch(/Vernietig (dit|deze)/);
  });

  it('the declaration can be seen once it is there', () => {
    expect(String(lijstpagina(bezoeker('arjan', 'archivaris'), { ...lijst, status: 'uitgevoerd', verklaring: 'v1' }).inhoud)).toContain('href="/verklaringen/v1"');
  });

  it('only the informatiebeheerder makes a list', () => {
    const leeg = { links: {}, resultaten: [] };
    expect(String(lijstenpagina(bezoeker('ingrid', 'informatiebeheerder'), leeg, null).inhoud)).toContain('Stel de lijst samen');
    expect(String(lijstenpagina(bezoeker('arjan', 'archivaris'), leeg, null).inhoud)).not.toContain('Stel de lijst samen');
  });
});

describe('words for what the list says', () => {
  it('after destruction kinds and numbers remain', () => {
    const weg = { ...lijst.regels[0]!, staat: 'vernietigd' as const, vernietigdOp: '2026-11-22T12:00:00Z', gaat: [{ component: 'registers', soort: 'bestand', omschrijving: '3 × bestand', aantal: 3 }, { component: 'registers', soort: 'dossier', omschrijving: '1 × dossier', aantal: 1 }] };
    const blad = String(lijstpagina(bezoeker('arjan', 'archivaris'), { ...lijst, status: 'uitgevoerd', aanDeBeurt: null, regels: [weg] }).inhoud);
    expect(blad).toContain('3 bestanden');
    expect(blad).toContain('1 dossier');
    expect(blad).toContain('Dit is weg');
    expect(blad).not.toContain('×');
  });

  it('a failed dossier says why', () => {
    const mislukt = { ...lijst.regels[0]!, staat: 'mislukt' as const, reden: 'het dossier is veranderd' };
    expect(String(lijstpagina(bezoeker('arjan', 'archivaris'), { ...lijst, regels: [mislukt] }).inhoud)).toContain('Het dossier is veranderd');
  });

  it.each([
    ['bevriezing: beroep', 'er loopt een beroep'],
    ['bevriezing: beroep, woo-verzoek', 'er loopt een beroep en er loopt een verzoek om openbaarmaking'],
    ['staat al op vernietigingslijst "Najaar"', 'staat al op vernietigingslijst "Najaar"'],
  ])('%s', (reden, woorden) => expect(redenInWoorden(reden)).toBe(woorden));

  it('a term is said in words', () => {
    expect(grondslagInWoorden('Selectielijst 2020, 11.1.1 (P1Y)')).toBe('Selectielijst 2020, 11.1.1 (1 jaar)');
    expect(grondslagInWoorden('Selectielijst 2020, 11.1.6')).toBe('Selectielijst 2020, 11.1.6');
  });
});
