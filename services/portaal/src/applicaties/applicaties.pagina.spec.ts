import type { Bezoeker } from '../lay-out/bezoeker.ts';
import type { Applicatie, Rechten } from './applicaties.contract.ts';
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
  laatstGebruikt: null,
};
const rechten: Rechten = { toegang: true, doelen: [{ verwerkingsactiviteit: 'VA-01', naam: 'Evenementen', geldig: true, handelingen: [{ actie: 'dossiers:lezen', beleid: ['x'] }] }, { verwerkingsactiviteit: 'VA-09', naam: null, geldig: false, handelingen: [] }] };
const bezoeker = (...rollen: string[]): Bezoeker => ({
  gemeente: { oin: '00000001999990007000', naam: 'Gemeente Overbrugge', demonstratie: true },
  persoon: { id: 'bas', naam: 'Bas', soort: 'medewerker', rollen },
  formuliercode: 'c',
  eenmalig: 'e',
  melding: null,
  pad: '/applicaties',
});
const bas = bezoeker('applicatiebeheerder');
const half: Applicatie = { ...heel, id: 'half', beheerder: null, ontbreekt: ['beheerder', 'iets-nieuws'] };

describe('the register of applications', () => {
  it('shows at a glance what may use data and what may not', () => {
    const blad = String(applicatiespagina(bas, { links: {}, resultaten: [heel, half, { ...heel, status: 'ingetrokken', ontbreekt: ['beheerder'] }] }, '/applicaties?na=x').inhoud);
    for (const woord of ['Heeft toegang', 'Geen toegang', 'Ingetrokken', 'href="/applicaties/half"', 'Toon meer']) expect(blad).toContain(woord);
  });

  it('leads to registering and changing for who may, and never for a part of the house', () => {
    const [ciso, leeg] = [bezoeker('ciso'), { links: {}, resultaten: [] }];
    expect(String(applicatiespagina(bas, leeg, null).inhoud)).toContain('href="/applicaties/nieuw"');
    expect(String(applicatiespagina(ciso, leeg, null).inhoud)).not.toContain('/applicaties/nieuw');
    expect(String(applicatiepagina(bas, heel, rechten).inhoud)).toContain('href="/applicaties/zaaksysteem/wijzigen"');
    expect(String(applicatiepagina(ciso, heel, rechten).inhoud)).not.toContain('/wijzigen');
    for (const soort of ['component', 'portaal'] as const) expect(String(applicatiepagina(bas, { ...heel, soort }, rechten).inhoud)).not.toContain('/wijzigen');
  });

  it('says in words what is missing; what it has no word for it names', () => {
    const blad = String(applicatiepagina(bas, half, rechten).inhoud);
    expect(blad).toContain('Wie de applicatie beheert');
    expect(blad).toContain('iets-nieuws');
    expect(String(applicatiepagina(bas, heel, rechten).inhoud)).not.toContain('Ontbreekt');
    expect(String(applicatiepagina(bas, heel, rechten).inhoud)).not.toContain('Geldig tot');
    const metToken = String(applicatiepagina(bas, { ...heel, apiTokens: [{ naam: 'Bomen', geldigTot: '2027-12-31', laatstGebruikt: null }] }, rechten).inhoud);
    for (const woord of ['Bomen', '31 december 2027', 'Nog niet']) expect(metToken).toContain(woord);
    for (const woord of ['Evenementen', 'Dossiers: lezen', 'VA-09', 'dit doel geldt nu niet']) expect(metToken).toContain(woord);
    expect(metToken).not.toContain('zaakgericht werken');
    expect(metToken).not.toContain('Op dit moment niets');
    expect(String(applicatiepagina(bas, half, { toegang: false, doelen: rechten.doelen }).inhoud)).toContain('Op dit moment niets');
    expect(String(applicatiepagina(bas, half, { toegang: false, doelen: [] }).inhoud)).toContain('geen doel');
    expect(String(applicatiepagina(bas, { ...heel, soort: 'portaal' }, { toegang: true, doelen: [] }).inhoud)).toContain('van wie is aangemeld');
    expect(String(applicatiepagina(bas, { ...heel, extern: false, verwerkersovereenkomst: null }, rechten).inhoud)).not.toContain('Verwerkersovereenkomst');
  });

  it('says how an application shows who it is, and where people come back to', () => {
    const blad = (anders: Partial<Applicatie>): string => String(applicatiepagina(bas, { ...heel, ...anders }, rechten).inhoud);
    expect(blad({ clientauthenticatie: 'private_key_jwt', jwks: { keys: [{}] } })).toContain('Met een sleutel, die hier bekend is');
    expect(blad({ clientauthenticatie: 'private_key_jwt', jwks: { keys: [] } })).toContain('er is geen sleutel bekend');
    expect(blad({ clientauthenticatie: 'private_key_jwt', jwks: { keys: [] }, jwksUri: 'https://zaken.example/sleutels?x=1' })).toContain('staat op zaken.example<');
    expect(blad({ clientauthenticatie: 'tls_client_auth', certificaatnaam: 'zaken.example' })).toContain('op naam van zaken.example');
    expect(blad({ clientauthenticatie: 'self_signed_tls_client_auth' })).toContain('eigen certificaat');
    expect(blad({ redirectUris: ['https://app.example/a', 'https://app.example/b'] }).match(/app\.example/g)).toHaveLength(1);
    expect(blad({})).not.toMatch(/bewijst|aanmelden terug/);
  });

  it('shows when the access of existing software ends: soon, or already over, in words', () => {
    const blijvend = (naam: string, geldigTot: string, einde: 'later' | 'binnenkort' | 'voorbij') => ({ naam, geldigTot, einde, laatstGebruikt: '2026-11-01' });
    const blad = (a: Partial<Applicatie>): string => String(applicatiepagina(bas, { ...heel, ...a }, rechten).inhoud);
    const beide = blad({ apiTokens: [blijvend('Bomen', '2026-11-21', 'voorbij')], zgwClients: [blijvend('Vergunningen', '2026-12-01', 'binnenkort'), blijvend('Zorg', '2027-12-01', 'later')] });
    for (const woord of ['Tokens voor bestaande koppelingen', 'Koppelingen voor zaakgericht werken', '21 november 2026', 'Verlopen', 'Vergunningen', '1 december 2026', 'Loopt binnen 30 dagen af', '1 november 2026']) expect(beide).toContain(woord);
    const later = blad({ zgwClients: [blijvend('Zorg', '2027-12-01', 'later')] });
    expect(later).toContain('1 december 2027');
    for (const woord of ['Verlopen', 'Loopt binnen', 'Tokens voor bestaande']) expect(later).not.toContain(woord);
  });
});
