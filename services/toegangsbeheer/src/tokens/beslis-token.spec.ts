import { beslisToken, type Tokenfeiten, type Tokeninhoud, type Weigering } from './beslis-token.ts';
import type { Registratie } from '../applicaties/registratie.ts';

const OVERBRUGGE = { oin: '00000001999990007000', naam: 'Gemeente Overbrugge' };
const OEVERS = { oin: '00000001999990020000', naam: 'Werkorganisatie Beide Oevers' };
const dag = '2026-11-22';
const zaaksysteem: Registratie = {
  id: 'zaaksysteem', naam: 'Zaaksysteem', soort: 'applicatie', uitvoerder: OEVERS.oin, beheerder: 'B', gegevenseigenaar: 'G',
  leverancier: 'L', hosting: 'NL', extern: true, verwerkersovereenkomst: 'VWO-1', overal: [], status: 'actief',
};
const feiten: Tokenfeiten = {
  organisatie: OVERBRUGGE, uitvoerder: OEVERS, toegestaan: ['VA-01'], geldig: ['VA-01', 'VA-03'],
  bevoegdheden: [{ soort: 'mandaat', activiteiten: ['*'], van: '2020-01-01', tot: null }], persoon: null,
};
const vraag = { activiteit: 'VA-01', gebruiker: null };
const reden = (u: Tokeninhoud | Weigering): string => ('reden' in u ? u.reden : `toegestaan voor ${u.sub}`);

describe('token voor een applicatie', () => {
  it('noemt organisatie, uitvoerder en doel', () => {
    expect(beslisToken(zaaksysteem, vraag, feiten, dag)).toEqual({
      sub: 'zaaksysteem', client_id: 'zaaksysteem', organisatie: OVERBRUGGE.oin, act: { sub: OEVERS.oin }, soort: 'applicatie',
      rollen: [], verwerkingsactiviteit: 'VA-01',
    });
  });

  it.each([
    ['beheerder', { beheerder: null }], ['gegevenseigenaar', { gegevenseigenaar: ' ' }], ['leverancier', { leverancier: null }],
    ['plaats van hosting', { hosting: '' }], ['verwerkersovereenkomst', { verwerkersovereenkomst: null }],
  ])('is er niet zonder %s in het register', (naam, wijziging) => {
    expect(reden(beslisToken({ ...zaaksysteem, ...wijziging }, vraag, feiten, dag))).toContain(`ontbreekt ${naam}.`);
  });

  it('vraagt geen verwerkersovereenkomst van een eigen applicatie', () => {
    expect('sub' in beslisToken({ ...zaaksysteem, extern: false, verwerkersovereenkomst: null }, vraag, feiten, dag)).toBe(true);
  });

  it('is er niet voor een doel dat de applicatie niet heeft, of dat vandaag niet geldt', () => {
    expect(reden(beslisToken(zaaksysteem, { ...vraag, activiteit: 'VA-03' }, feiten, dag))).toBe('Applicatie Zaaksysteem mag geen token vragen voor VA-03.');
    expect(reden(beslisToken(zaaksysteem, vraag, { ...feiten, geldig: [] }, dag))).toContain('geldt vandaag niet');
  });

  it('is er niet voor een organisatie die de applicatie niet kent, noch na intrekking', () => {
    expect(reden(beslisToken(zaaksysteem, { ...vraag, activiteit: null }, { ...feiten, toegestaan: [] }, dag))).toContain('niet geregistreerd voor Gemeente Overbrugge');
    expect(reden(beslisToken({ ...zaaksysteem, status: 'ingetrokken' }, vraag, feiten, dag))).toContain('is ingetrokken');
    expect(reden(beslisToken(zaaksysteem, vraag, { ...feiten, organisatie: null }, dag))).toContain('bekende organisatie');
  });

  it('geeft de rollen van een genoemde medewerker van de uitvoerder, en van niemand anders', () => {
    const persoon = { id: 'noor', soort: 'medewerker' as const, rollen: ['behandelaar'], werkgever: OEVERS.oin };
    const metNoor = { ...vraag, gebruiker: 'noor' };
    expect(beslisToken(zaaksysteem, metNoor, { ...feiten, persoon }, dag)).toMatchObject({ sub: 'zaaksysteem', gebruiker: 'noor', rollen: ['behandelaar'] });
    for (const ander of [null, { ...persoon, werkgever: OVERBRUGGE.oin }, { ...persoon, werkgever: null }, { ...persoon, soort: 'inwoner' as const }]) {
      expect(reden(beslisToken(zaaksysteem, metNoor, { ...feiten, persoon: ander }, dag))).toContain('geen bekende medewerker');
    }
  });

  it('geeft op het woord van een applicatie geen rol die beheert of controleert, en niets zonder doel', () => {
    const persoon = { id: 'bas', soort: 'medewerker' as const, rollen: ['applicatiebeheerder', 'behandelaar', 'ciso', 'fg', 'privacy-officer'], werkgever: OEVERS.oin };
    expect(beslisToken(zaaksysteem, { ...vraag, gebruiker: 'bas' }, { ...feiten, persoon }, dag)).toMatchObject({ rollen: ['behandelaar'] });
    expect(reden(beslisToken(zaaksysteem, { activiteit: null, gebruiker: 'bas' }, { ...feiten, persoon }, dag))).toContain('meldt zich zelf aan');
    const component: Registratie = { ...zaaksysteem, soort: 'component', uitvoerder: null, overal: ['VA-01'] };
    expect(reden(beslisToken(component, { ...vraag, gebruiker: 'bas' }, { ...feiten, persoon: { ...persoon, werkgever: null } }, dag))).toContain('meldt zich zelf aan');
  });

  it('laat een component als de organisatie zelf handelen, alleen voor haar eigen doel', () => {
    const component: Registratie = { ...zaaksysteem, id: 'component-selectielijst', soort: 'component', uitvoerder: null, overal: ['VA-03'] };
    const f = { ...feiten, uitvoerder: null, toegestaan: [], bevoegdheden: [] };
    expect(beslisToken(component, { ...vraag, activiteit: 'VA-03' }, f, dag)).toMatchObject({ soort: 'component', act: { sub: OVERBRUGGE.oin } });
    expect(reden(beslisToken(component, vraag, f, dag))).toContain('mag geen token vragen voor VA-01');
  });
});
