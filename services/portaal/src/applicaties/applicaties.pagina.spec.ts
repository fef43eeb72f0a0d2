import type { Applicatie } from './applicaties.contract.ts';
import { applicatiepagina, applicatiespagina } from './applicaties.pagina.ts';

const heel: Applicatie = {
  id: 'zaaksysteem',
  naam: 'Zaaksysteem',
  soort: 'applicatie',
  beheerder: 'Team Informatiebeheer',
  gegevenseigenaar: 'Teamleider Vergunningen',
  leverancier: 'Zaaksoft',
  hosting: 'Amsterdam',
  extern: true,
  verwerkersovereenkomst: 'VWO-1',
  status: 'actief',
  ontbreekt: [],
  apiTokens: [],
};
const half: Applicatie = { ...heel, id: 'half', beheerder: null, ontbreekt: ['beheerder', 'iets-nieuws'] };

describe('the register of applications', () => {
  it('shows at a glance what may use data and what may not', () => {
    const blad = String(applicatiespagina({ links: {}, resultaten: [heel, half, { ...heel, status: 'ingetrokken', ontbreekt: ['beheerder'] }] }, '/applicaties?na=x').inhoud);
    for (const woord of ['Heeft toegang', 'Geen toegang', 'Ingetrokken', 'href="/applicaties/half"', 'Toon meer']) expect(blad).toContain(woord);
  });

  it('says in words what is missing; what it has no word for it names', () => {
    const blad = String(applicatiepagina(half).inhoud);
    expect(blad).toContain('Wie de applicatie beheert');
    expect(blad).toContain('iets-nieuws');
    expect(String(applicatiepagina(heel).inhoud)).not.toContain('Ontbreekt');
    expect(String(applicatiepagina(heel).inhoud)).not.toContain('Geldig tot');
    const metToken = String(applicatiepagina({ ...heel, apiTokens: [{ naam: 'Bomen', geldigTot: '2027-12-31', laatstGebruikt: null }] }).inhoud);
    for (const woord of ['Bomen', '31 december 2027', 'Nog niet']) expect(metToken).toContain(woord);
    expect(String(applicatiepagina({ ...heel, extern: false, verwerkersovereenkomst: null }).inhoud)).not.toContain('Verwerkersovereenkomst');
  });
});
