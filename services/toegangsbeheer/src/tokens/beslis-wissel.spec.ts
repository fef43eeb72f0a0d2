import type { Registratie } from '../applicaties/registratie.ts';
import type { Weigering } from './beslis-token.ts';
import { beslisWissel, ketenVan, MAX_KETEN, WERKDAG_S, type Gewisseld, type Wisselfeiten } from './beslis-wissel.ts';
import type { Huistoken } from './huistoken.ts';

const OVERBRUGGE = { oin: '00000001999990007000', naam: 'Gemeente Overbrugge' };
const OEVERS = { oin: '00000001999990020000', naam: 'Werkorganisatie Beide Oevers' };
const LEVERANCIER = { oin: '00000001999990030000', naam: 'Zaaksoft' };
const nu = { dag: '2026-11-22', seconden: 1_000_000 };
const alles = [{ soort: 'mandaat' as const, activiteiten: ['*'], van: '2020-01-01', tot: null }];
const voorbij = [{ soort: 'mandaat' as const, activiteiten: ['*'], van: '2020-01-01', tot: '2026-11-21' }];

const zaaksysteem: Registratie = {
  id: 'zaaksysteem', naam: 'Zaaksysteem', soort: 'applicatie', uitvoerder: OEVERS.oin, beheerder: 'B', gegevenseigenaar: 'G',
  leverancier: 'L', hosting: 'NL', extern: true, verwerkersovereenkomst: 'VWO-1', overal: [], status: 'actief',
};
const portaal: Registratie = { ...zaaksysteem, id: 'component-portaal', soort: 'portaal', uitvoerder: null, overal: ['*'] };
const ketenpartner: Registratie = { ...zaaksysteem, id: 'ketenpartner', naam: 'Ketenpartner', uitvoerder: LEVERANCIER.oin };
const component: Registratie = { ...zaaksysteem, id: 'component-registers', soort: 'component', uitvoerder: null, overal: ['VA-01'] };

const feiten: Wisselfeiten = { organisatie: OVERBRUGGE, toegestaan: ['VA-01', 'VA-03'], geldig: ['VA-01', 'VA-03'], actoren: [{ ...OEVERS, bevoegdheden: alles }, { ...LEVERANCIER, bevoegdheden: alles }] };
const gewoon = { activiteit: null, certificaat: undefined };
const basis = { jti: 'x', iat: nu.seconden - 60, exp: nu.seconden + 240, organisatie: OVERBRUGGE.oin, act: { sub: OEVERS.oin } };
const noor: Huistoken = { ...basis, sub: 'noor', client_id: 'component-portaal', soort: 'medewerker', rollen: ['behandelaar', 'fg'], auth_time: nu.seconden - 60, acr: 'substantieel' };
const vanZaaksysteem: Huistoken = { ...basis, sub: 'zaaksysteem', client_id: 'zaaksysteem', soort: 'applicatie', gebruiker: 'noor', rollen: ['behandelaar'], verwerkingsactiviteit: 'VA-01' };

const inhoud = (u: Gewisseld | Weigering) => ('reden' in u ? { reden: u.reden, fout: u.fout } : u.inhoud);
const reden = (u: Gewisseld | Weigering): string => ('reden' in u ? `${u.fout}: ${u.reden}` : 'toegestaan');

describe('het portaal wisselt het token van wie daar is aangemeld', () => {
  it('voor een doel: dezelfde persoon, met dezelfde aanmelding', () => {
    expect(inhoud(beslisWissel(portaal, noor, { ...gewoon, activiteit: 'VA-03' }, feiten, nu))).toMatchObject({
      sub: 'noor', act: { sub: OEVERS.oin }, verwerkingsactiviteit: 'VA-03', rollen: ['behandelaar', 'fg'], auth_time: noor.auth_time, acr: 'substantieel',
    });
  });

  it('alleen met een token van het portaal zelf', () => {
    for (const vreemd of [{ ...noor, client_id: 'zaaksysteem' }, { ...noor, soort: 'applicatie' as const }]) {
      expect(reden(beslisWissel(portaal, vreemd, { ...gewoon, activiteit: 'VA-01' }, feiten, nu))).toContain('invalid_request: Dit token hoort niet bij');
    }
  });

  it('een werkdag lang, zolang het mandaat er is, en voor een inwoner zonder doel', () => {
    expect(reden(beslisWissel(portaal, { ...noor, auth_time: nu.seconden - WERKDAG_S - 1 }, gewoon, feiten, nu))).toContain('Meld u opnieuw aan');
    expect(reden(beslisWissel(portaal, noor, { ...gewoon, activiteit: 'VA-01' }, { ...feiten, actoren: [{ ...OEVERS, bevoegdheden: voorbij }] }, nu))).toContain('geëindigd op 21 november 2026');
    expect(reden(beslisWissel(portaal, { ...noor, soort: 'inwoner' }, { ...gewoon, activiteit: 'VA-01' }, feiten, nu))).toContain('alleen de eigen gegevens');
  });
});

describe('een token doorgeven (RFC 8693 §4.1)', () => {
  it('noemt wie nu handelt en voor wie, en geldt niet langer dan het token dat werd gegeven', () => {
    const u = beslisWissel(ketenpartner, vanZaaksysteem, gewoon, feiten, nu);
    expect(inhoud(u)).toMatchObject({
      sub: 'zaaksysteem', gebruiker: 'noor', client_id: 'ketenpartner', verwerkingsactiviteit: 'VA-01', act: { sub: LEVERANCIER.oin, act: { sub: OEVERS.oin } },
    });
    expect('uiterlijk' in u && u.uiterlijk).toBe(vanZaaksysteem.exp);
  });

  it('laat een onderdeel handelen als de organisatie zelf', () => {
    expect(inhoud(beslisWissel(component, vanZaaksysteem, gewoon, feiten, nu))).toMatchObject({ act: { sub: OVERBRUGGE.oin, act: { sub: OEVERS.oin } }, soort: 'applicatie' });
  });

  it('wordt nooit ruimer: niet voor een ander doel, niet voor wie dat doel niet heeft, niet met een rol die beheert', () => {
    expect(reden(beslisWissel(ketenpartner, vanZaaksysteem, { ...gewoon, activiteit: 'VA-03' }, feiten, nu))).toContain('invalid_scope: Dit token is voor VA-01');
    expect(reden(beslisWissel(ketenpartner, vanZaaksysteem, gewoon, { ...feiten, toegestaan: ['VA-03'] }, nu))).toContain('mag geen token vragen voor VA-01');
    expect(reden(beslisWissel(ketenpartner, vanZaaksysteem, gewoon, { ...feiten, toegestaan: [] }, nu))).toContain('niet geregistreerd voor Gemeente Overbrugge');
    expect(reden(beslisWissel(ketenpartner, noor, gewoon, feiten, nu))).toContain('Alleen een token met een doel');
    expect(inhoud(beslisWissel(ketenpartner, { ...noor, verwerkingsactiviteit: 'VA-01' }, gewoon, feiten, nu))).toMatchObject({ rollen: ['behandelaar'] });
    expect(reden(beslisWissel(ketenpartner, { ...vanZaaksysteem, soort: 'component' }, gewoon, feiten, nu))).toContain('Alleen een token met een doel');
  });

  it('houdt op als één schakel niet meer bevoegd is, wie het ook is', () => {
    for (const oin of [OEVERS.oin, LEVERANCIER.oin]) {
      const actoren = feiten.actoren.map((a) => (a.oin === oin ? { ...a, bevoegdheden: voorbij } : a));
      expect(reden(beslisWissel(ketenpartner, vanZaaksysteem, gewoon, { ...feiten, actoren }, nu))).toContain('geëindigd op 21 november 2026');
    }
  });

  it(`gaat langs ten hoogste ${MAX_KETEN} organisaties; dezelfde telt één keer`, () => {
    const lang = { ...vanZaaksysteem, act: { sub: OEVERS.oin, act: { sub: '00000001999990040000', act: { sub: '00000001999990050000' } } } };
    expect(ketenVan(lang.act)).toHaveLength(MAX_KETEN);
    expect(reden(beslisWissel(ketenpartner, lang, gewoon, feiten, nu))).toContain('invalid_request: Een token wordt langs ten hoogste');
    expect(inhoud(beslisWissel(zaaksysteem, lang, gewoon, feiten, nu))).toMatchObject({ act: lang.act });
  });

  it('van een gebonden token kan alleen op een verbinding met dat certificaat', () => {
    const gebonden = { ...vanZaaksysteem, cnf: { 'x5t#S256': 'abc' } };
    expect(reden(beslisWissel(ketenpartner, gebonden, gewoon, feiten, nu))).toContain('hoort bij een certificaat');
    expect(reden(beslisWissel(ketenpartner, gebonden, { ...gewoon, certificaat: 'xyz' }, feiten, nu))).toContain('hoort bij een certificaat');
    expect(reden(beslisWissel(ketenpartner, gebonden, { ...gewoon, certificaat: 'abc' }, feiten, nu))).toBe('toegestaan');
  });

  it('kan niet door een applicatie die geen token mag hebben', () => {
    expect(reden(beslisWissel({ ...ketenpartner, status: 'ingetrokken' }, vanZaaksysteem, gewoon, feiten, nu))).toContain('is ingetrokken');
  });
});
