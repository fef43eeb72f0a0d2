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
