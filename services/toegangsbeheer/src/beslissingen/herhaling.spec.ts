import { uuidv7 } from '@bronhuis/standaarden';
import { Beslisser, MOTOR, type Beslissingsrecord, type Bundel } from '@bronhuis/toegang';
import { leesCedar } from '@bronhuis/toegang/cedar';
import { herhaal, type Beslisstand } from './herhaling.ts';

const O = '00000001999990007000';
const stand = (tekst: string): Beslisstand => {
  const bundel: Bundel = { versie: 1, hash: 'h', uitgegeven: '2026-11-22T10:00:00.000Z', beleid: leesCedar(tekst), organisaties: [], bevoegdheden: [], activiteiten: [], ingetrokken: [], jwks: [] };
  return { bundel, beslisser: new Beslisser(bundel) };
};
const LIJST: Beslissingsrecord = {
  id: uuidv7(), tijdstip: '2026-11-22T10:00:00.000Z', organisatie: O, uitvoerder: O, component: 'registers', motor: MOTOR,
  wie: { soort: 'medewerker', id: 'noor', applicatie: 'zaaksysteem', rollen: [] }, actie: 'dossiers:lezen', klasse: 'doelgebonden', doel: { id: 'VA-01', versie: 1 },
  resource: { soort: 'dossier', type: 'evenementendossier', perRij: ['vertrouwelijkheid', 'activiteiten'] },
  besluit: 'toegestaan', redenen: [], rijen: 'deels', beleid: ['mag'], bundel: { versie: 1, hash: 'h' },
};
const mag = (als: string): string => `@id("mag") permit(principal, action, resource) when { ${als} };`;

describe('een besluit met verplichtingen, opnieuw', () => {
  const EEN: Beslissingsrecord = {
    ...LIJST, resource: { soort: 'object', vertrouwelijkheid: 2, persoonsgegevens: true, activiteiten: [], velden: true }, niveau: 2, netwerk: 'intern', verplichtingen: { weglaten: ['/bsn'] },
  };
  delete EEN.rijen;
  const WEG = '@id("mag") @weglaten("/bsn") permit(principal, action, resource) when { context.niveau == 2 && context.netwerk == "intern" && context.uur == 11 && context.weekdag == 7 };';
  it('geeft hetzelfde antwoord, met hetzelfde moment, niveau en netwerk', () => {
    expect(herhaal(EEN, stand(WEG))).toEqual({ uitkomst: { toegestaan: true, beleid: ['mag'], redenen: [], verplichtingen: { weglaten: ['/bsn'] } }, gelijk: true });
    for (const anders of [{ niveau: 1 }, { netwerk: 'extern' as const }, { uur: 12 }, { dag: '2026-11-23' }]) expect(herhaal({ ...EEN, ...anders }, stand(WEG))).toMatchObject({ uitkomst: { toegestaan: false } });
  });
  it.each([['een ander veld', WEG.replace('/bsn', '/naam')], ['een masker', WEG.replace('weglaten', 'maskeren')], ['niets', WEG.replace('@weglaten("/bsn")', '')]])('is niet gelijk als het nu iets anders vraagt: %s', (_, tekst) => {
    expect(herhaal(EEN, stand(tekst))).toMatchObject({ gelijk: false, uitkomst: { toegestaan: true } });
  });
  it('van wie geen velden kon weglaten, blijft een weigering; van toen er nog geen verplichtingen waren, telt alleen het besluit', () => {
    const { velden: _velden, ...resource } = EEN.resource;
    const geweigerd: Beslissingsrecord = { ...EEN, besluit: 'geweigerd', resource };
    expect(herhaal(geweigerd, stand(WEG))).toMatchObject({ gelijk: true, uitkomst: { toegestaan: false, verplichtingen: { weglaten: ['/bsn'] } } });
    const { niveau: _n, netwerk: _w, verplichtingen: _v, ...vroeger } = { ...EEN, motor: 'bronhuis-1', resource: { ...EEN.resource, velden: true as const } };
    expect(herhaal(vroeger, stand('@id("mag") @weglaten("/bsn") permit(principal, action, resource) when { context.niveau == 0 && context.netwerk == "extern" };'))).toMatchObject({ gelijk: true });
  });
  it('om een sterkere aanmelding vraagt er weer om', () => {
    const sterker = '@id("mag") permit(principal, action, resource); @id("nee") @opwaarderen("hoog") forbid(principal, action, resource) when { context.niveau < 3 };';
    expect(herhaal({ ...EEN, besluit: 'geweigerd', beleid: ['nee'], verplichtingen: { opwaarderen: 'hoog' } }, stand(sterker))).toMatchObject({ gelijk: true });
    expect(herhaal({ ...EEN, besluit: 'geweigerd', beleid: ['nee'] }, stand(sterker))).toMatchObject({ gelijk: false });
  });
});

describe('een lijst waarover in één keer is beslist, opnieuw', () => {
  it('geeft hetzelfde antwoord: welke regels, en dat niet alle rijen erin staan', () => {
    expect(herhaal(LIJST, stand(mag('resource.vertrouwelijkheid <= 1 && resource.activiteiten.contains(context.doel)')))).toEqual({
      uitkomst: { toegestaan: true, beleid: ['mag'], redenen: [], rijen: 'deels' }, gelijk: true,
    });
  });
  it.each([
    ['elke rij', mag('context.doel == "VA-01"')], ['rijen door een andere regel', mag('resource.vertrouwelijkheid <= 1').replace('"mag"', '"anders"')],
    ['ook rijen die een verbod wegneemt', `${mag('true')} @id("geheim") forbid(principal, action, resource) when { resource.vertrouwelijkheid == 3 };`], ['geen enkele rij', mag('context.doel == "VA-02" && resource.vertrouwelijkheid == 0')],
  ])('is niet gelijk als het beleid nu over iets anders gaat: %s', (_, tekst) => {
    expect(herhaal(LIJST, stand(tekst))).toMatchObject({ gelijk: false });
  });
});
