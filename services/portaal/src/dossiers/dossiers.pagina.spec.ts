import type { Bezoeker } from '../lay-out/bezoeker.ts';
import type { Dossier } from './dossiers.contract.ts';
import { dossierpagina, dossierspagina } from './dossiers.pagina.ts';

const A: Dossier = {
  id: '0199a0b0-0000-7000-8000-000000000001',
  kenmerk: 'Z-0147',
  objecttypeNaam: 'evenementendossier',
  status: 'open',
  uitkomst: 'verleend',
  einddatum: null,
  waardering: { nummer: '11.1.1', lijst: 'Selectielijst 2020', waardering: 'vernietigen', bewaartermijn: 'P1Y', omschrijving: 'Verleend' },
  archiefactiedatum: null,
  toelichting: 'Nog geen archiefactiedatum: zaak Z-0147 is niet afgesloten. Bij *verleend* geldt 11.1.1: vernietigen, 1 jaar na afhandeling',
  afleiding: [{ stap: 'Uitkomst', waarde: 'verleend', bron: 'zaak Z-0147' }],
  bevriezingen: [],
};
const C: Dossier = {
  ...A,
  kenmerk: 'Z-0099',
  status: 'afgesloten',
  einddatum: '2025-09-09',
  archiefactiedatum: '2026-09-09',
  bevriezingen: [{ id: 'b', grond: 'beroep', toelichting: 'De rechter beslist nog.', verwijzing: 'Z-0120', geplaatstOp: '2026-10-01T10:00:00Z' }],
};

const als = (rol: string): Bezoeker => ({
  gemeente: { oin: '00000001999990007000', naam: 'Gemeente Overbrugge', demonstratie: true },
  persoon: { id: 'x', naam: 'X', soort: 'medewerker', rollen: [rol] },
  formuliercode: 'code',
  eenmalig: 'een',
  melding: null,
  pad: '/dossiers/x',
});

describe('a hold on a dossier', () => {
  it('is placed and lifted by who may, and by nobody once the dossier is gone', () => {
    const blad = String(dossierpagina(als('archivaris'), C).inhoud);
    expect(blad).toContain(`action="/dossiers/${C.id}/bevriezingen"`);
    expect(blad).toContain(`action="/dossiers/${C.id}/bevriezingen/b/opheffen"`);
    expect(blad).toContain('<option value="avg-verzoek" >Iemand vroeg naar de eigen gegevens</option>');
    for (const [rol, d] of [['zorgdrager', C], ['archivaris', { ...C, status: 'vernietigd' as const }]] as const) {
      expect(String(dossierpagina(als(rol), d).inhoud)).not.toContain('<form');
    }
  });
});

describe('dossiers', () => {
  it('a list says until when, or that it is not known', () => {
    const blad = String(dossierspagina({ links: {}, resultaten: [A, C] }, { kenmerk: '', status: '', vervallen: false }, null).inhoud);
    expect(blad).toContain('Nog niet bekend');
    expect(blad).toContain('9 september 2026');
    expect(blad).toContain('Nu niet vernietigen');
    expect(blad).toContain('href="/dossiers/0199a0b0-0000-7000-8000-000000000001"');
    expect(blad).not.toContain('Toon meer');
  });

  it('keeps what one asked for, and says when there is nothing', () => {
    const blad = String(dossierspagina({ links: {}, resultaten: [] }, { kenmerk: '"x', status: '', vervallen: true }, null).inhoud);
    expect(blad).toContain('Er zijn geen dossiers gevonden');
    expect(blad).toContain('value="&quot;x"');
    expect(blad).toMatch(/value="vervallen" selected/);
  });

  it('one dossier tells why, step by step, and what holds it', () => {
    const blad = String(dossierpagina(als('zorgdrager'), C).inhoud);
    expect(blad).toContain('Bij <em>verleend</em> geldt 11.1.1');
    expect(blad).toContain('Er loopt een beroep. De rechter beslist nog.');
    expect(blad).toContain('1 jaar');
    expect(blad).toContain('Hoe komen we daarop?');
  });

  it('what is kept for ever has no date', () => {
    const blijvend = { ...A, waardering: { ...A.waardering!, waardering: 'blijvend_bewaren' as const, bewaartermijn: null } };
    expect(String(dossierpagina(als('zorgdrager'), blijvend).inhoud)).toContain('Blijft altijd bewaard');
  });
});
