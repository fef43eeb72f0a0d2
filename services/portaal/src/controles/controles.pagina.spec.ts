import type { Bezoeker } from '../lay-out/bezoeker.ts';
import type { Controle } from './controles.contract.ts';
import { controlepagina, controlespagina, resultaatpagina } from './controles.pagina.ts';

const als = (id: string): Bezoeker => ({
  gemeente: { oin: '00000001999990007000', naam: 'Gemeente Overbrugge', demonstratie: true },
  persoon: { id, naam: id, soort: 'medewerker', rollen: ['ciso'] },
  formuliercode: 'code',
  eenmalig: 'een',
  melding: null,
  pad: '/controles',
});
const gevraagd: Controle = {
  id: '0199a0b0-0000-7000-8000-000000000001',
  medewerker: 'noor',
  reden: 'Melding over onterechte inzage.',
  van: '2026-10-01',
  tot: '2026-10-31',
  status: 'aangevraagd',
  aanvrager: 'carla',
  aangevraagdOp: '2026-11-01T10:00:00Z',
  goedkeurder: null,
  goedgekeurdOp: null,
};
const goed: Controle = { ...gevraagd, status: 'goedgekeurd', goedkeurder: 'petra', goedgekeurdOp: '2026-11-02T10:00:00Z' };
const blad = (wie: string, c: Controle): string => String(controlepagina(als(wie), c).inhoud);

describe('what a colleague consulted', () => {
  it('is approved by a second person, never by who asked or who it is about', () => {
    expect(blad('petra', gevraagd)).toContain('/goedkeuren"');
    for (const wie of ['carla', 'noor']) expect(blad(wie, gevraagd)).not.toContain('<form');
    expect(blad('petra', goed)).not.toContain('<form');
  });

  it('is there for these two, once approved', () => {
    expect(blad('carla', gevraagd)).not.toContain('/resultaat');
    for (const wie of ['carla', 'petra']) expect(blad(wie, goed)).toContain(`href="/controles/${goed.id}/resultaat"`);
    expect(blad('sven', goed)).toContain('U ziet het resultaat niet');
  });

  it('a list shows where each request stands, and asks for a reason', () => {
    const lijst = String(controlespagina(als('carla'), { links: {}, resultaten: [gevraagd, goed] }, null).inhoud);
    expect(lijst).toContain('Wacht op een tweede persoon');
    expect(lijst).toContain('1 oktober 2026 tot en met 31 oktober 2026');
    expect(lijst).toMatch(/name="reden"[^>]*required/);
  });

  it('a result counts people and names none', () => {
    const rij = { tijdstip: '2026-10-02T10:00:00Z', handeling: 'Dossier bekeken', gegevens: ['naam', 'adres'], object: { kenmerk: 'Z-1' }, aantalBetrokkenen: 1 };
    const r = String(resultaatpagina({ links: {}, verzoek: goed, resultaten: [rij, { ...rij, gegevens: [], object: { kenmerk: null }, aantalBetrokkenen: 2 }] }, null).inhoud);
    for (const woord of ['Zaak Z-1', 'Naam en adres', '1 persoon', '2 personen']) expect(r).toContain(woord);
    expect(String(resultaatpagina({ links: {}, verzoek: goed, resultaten: [] }, null).inhoud)).toContain('niets geraadpleegd');
  });
});
