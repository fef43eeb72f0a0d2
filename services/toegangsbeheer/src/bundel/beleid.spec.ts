import { Beslisser, type Vraag } from '@bronhuis/toegang';
import { controleerBeleid, leesBeleid } from './beleidsbestanden.ts';

const beslisser = new Beslisser({ beleid: leesBeleid() });

interface Geval {
  wie: Vraag['principal']['soort'];
  rol?: string;
  id?: string;
  actie: string;
  klasse: string;
  werkproces?: string;
  bron?: Partial<Vraag['resource']>;
  context?: Partial<Vraag['context']>;
}

function uitkomst(g: Geval) {
  const doel = g.werkproces ? 'VA-xx' : '';
  return beslisser.beslis({
    principal: { soort: g.wie, id: g.id ?? '', rollen: g.rol ? [g.rol] : [], applicatie: '' },
    actie: g.actie,
    resource: {
      soort: 'x', component: 'selectielijst', vertrouwelijkheid: g.klasse === 'doelgebonden' ? 2 : 1, persoonsgegevens: g.klasse === 'doelgebonden', activiteiten: ['VA-xx'], ...g.bron,
    },
    context: {
      klasse: g.klasse, organisatie: 'o', uitvoerder: 'u', eigenOrganisatie: false, bevoegd: true, doel, werkproces: g.werkproces ?? '', doelGeldig: doel !== '', demonstratie: true, niveau: 0, netwerk: 'extern', uur: 11, weekdag: 7, ...g.context,
    },
  });
}

const dossier = { wie: 'medewerker', rol: 'behandelaar', actie: 'dossiers:lezen', klasse: 'doelgebonden', werkproces: 'vergunningverlening' } as const;
const lijst = { wie: 'medewerker', klasse: 'doelgebonden', werkproces: 'archiefbeheer' } as const;
const concept = { wie: 'medewerker', rol: 'woo-coordinator', actie: 'concepten:publiceren', klasse: 'doelgebonden', werkproces: 'openbaarmaking' } as const;
const vernietig = { wie: 'component', id: 'component-selectielijst', actie: 'vernietigingen:uitvoeren', klasse: 'intern-proces', werkproces: 'archiefbeheer' } as const;
const zoek = { wie: 'medewerker', rol: 'ciso', actie: 'beslissingen:zoeken', klasse: 'doelgebonden', werkproces: 'logging-controle' } as const;
const geen = { klasse: 'geen-persoonsgegevens' } as const;

const MAG: Record<string, Geval> = {
  'een behandelaar leest een dossier voor het doel van het type': dossier,
  'een applicatie opent een dossier': { ...dossier, wie: 'applicatie', actie: 'dossiers:aanmaken' },
  'een behandelaar van zorg leest een zorgdossier': { ...dossier, werkproces: 'zorg' },
  'de Woo-coördinator publiceert': concept,
  'woo-publicatie vraagt de betrokkenen': { wie: 'component', id: 'component-woo-publicatie', actie: 'betrokkenen:lezen', klasse: 'intern-proces', werkproces: 'openbaarmaking' },
  'de informatiebeheerder maakt een vernietigingslijst': { ...lijst, rol: 'informatiebeheerder', actie: 'vernietigingslijsten:aanmaken' },
  'de informatiebeheerder voert haar uit': { ...lijst, rol: 'informatiebeheerder', actie: 'vernietigingslijsten:uitvoeren' },
  'de teamleider beoordeelt': { ...lijst, rol: 'teamleider', actie: 'vernietigingslijsten:beoordelen' },
  'de archivaris beoordeelt': { ...lijst, rol: 'archivaris', actie: 'vernietigingslijsten:beoordelen' },
  'de zorgdrager beoordeelt': { ...lijst, rol: 'zorgdrager', actie: 'vernietigingslijsten:beoordelen' },
  'een behandelaar bevriest': { ...lijst, rol: 'behandelaar', actie: 'bevriezingen:aanmaken' },
  'selectielijst vernietigt': vernietig,
  'een inwoner ziet het gebruik van de eigen gegevens': { wie: 'inwoner', rol: 'inwoner', actie: 'inzage:lezen', klasse: 'eigen-gegevens' },
  'een bestuurder leest wat geen persoonsgegevens bevat': { wie: 'medewerker', rol: 'bestuurder', actie: 'archiefacties:lezen', ...geen },
  'de applicatiebeheerder registreert een applicatie': { wie: 'medewerker', rol: 'applicatiebeheerder', actie: 'applicaties:aanmaken', ...geen },
  'de applicatiebeheerder maakt een ZGW-client': { wie: 'medewerker', rol: 'applicatiebeheerder', actie: 'zgw-clients:aanmaken', ...geen, bron: { vertrouwelijkheid: 2 } },
  'de applicatiebeheerder wijzigt autorisaties': { wie: 'medewerker', rol: 'applicatiebeheerder', actie: 'autorisaties:schrijven', ...geen },
  'een applicatie leest autorisaties': { wie: 'applicatie', id: 'zaaksysteem', actie: 'autorisaties:lezen', ...geen },
  'de applicatiebeheerder maakt een objecttype': { wie: 'medewerker', rol: 'applicatiebeheerder', actie: 'objecttypen:beheren', ...geen },
  'de privacy officer wijzigt een verwerkingsactiviteit': { wie: 'medewerker', rol: 'privacy-officer', actie: 'verwerkingsactiviteiten:schrijven', ...geen },
  'een teamleider vraagt toegang': { wie: 'medewerker', rol: 'teamleider', actie: 'toegangsverzoeken:aanmaken', ...geen },
  'de gegevenseigenaar kent haar toe': { wie: 'medewerker', rol: 'gegevenseigenaar', actie: 'toegangsverzoeken:beoordelen', ...geen },
  'de gegevenseigenaar ziet wat een medewerker mag': { wie: 'medewerker', rol: 'gegevenseigenaar', actie: 'medewerkers:lezen', ...geen, bron: { vertrouwelijkheid: 2 } },
  'de CISO ziet wie tijdelijke toegang heeft': { wie: 'medewerker', rol: 'ciso', actie: 'toegangsverzoeken:lezen', ...geen, bron: { vertrouwelijkheid: 2 } },
  'de applicatiebeheerder schrijft een versie van het beleid': { wie: 'medewerker', rol: 'applicatiebeheerder', actie: 'beleid:schrijven', ...geen },
  'de applicatiebeheerder schrijft eigen beleid van een applicatie': { wie: 'medewerker', rol: 'applicatiebeheerder', actie: 'toepassingsbeleid:aanmaken', ...geen, bron: { vertrouwelijkheid: 2 } },
  'een tweede applicatiebeheerder stelt het vast': { wie: 'medewerker', rol: 'applicatiebeheerder', actie: 'toepassingsbeleid:vaststellen', ...geen, bron: { vertrouwelijkheid: 2 } },
  'de privacy officer leest het': { wie: 'medewerker', rol: 'privacy-officer', actie: 'toepassingsbeleid:lezen', ...geen, bron: { vertrouwelijkheid: 2 } },
  'de CISO stelt het vast': { wie: 'medewerker', rol: 'ciso', actie: 'toepassingsbeleid:vaststellen', ...geen, bron: { vertrouwelijkheid: 2 } },
  'de privacy officer stelt een versie van het beleid vast': { wie: 'medewerker', rol: 'privacy-officer', actie: 'beleid:vaststellen', ...geen },
  'de CISO ook': { wie: 'medewerker', rol: 'ciso', actie: 'beleid:vaststellen', ...geen },
  'een tweede applicatiebeheerder ook': { wie: 'medewerker', rol: 'applicatiebeheerder', actie: 'beleid:vaststellen', ...geen },
  'de CISO probeert een versie van het beleid': { wie: 'medewerker', rol: 'ciso', actie: 'beleid:simuleren', ...geen },
  'een behandelaar leest het beleid': { wie: 'medewerker', rol: 'behandelaar', actie: 'beleid:lezen', ...geen },
  'de FG ziet cijfers': { wie: 'medewerker', rol: 'fg', actie: 'cijfers:lezen', ...geen, bron: { vertrouwelijkheid: 2 } },
  'de FG doet een controleverzoek': { wie: 'medewerker', rol: 'fg', actie: 'controleverzoeken:aanmaken', klasse: 'doelgebonden', werkproces: 'logging-controle' },
  'de CISO leest beslissingen': { wie: 'medewerker', rol: 'ciso', actie: 'beslissingen:lezen', klasse: 'doelgebonden', werkproces: 'logging-controle' },
  'een applicatie vraagt of iets mag': { wie: 'applicatie', id: 'zaaksysteem', actie: 'beslissingen:verifieren', ...geen },
  'de CISO zoekt wie iets mag': zoek,
  'een component zoekt wie iets mag': { ...zoek, wie: 'component', id: 'component-registers' },
  'de applicatiebeheerder zoekt welke applicatie iets mag': { ...zoek, rol: 'applicatiebeheerder', bron: { persoonsgegevens: false } },
  'iedereen leest wat openbaar is': { wie: 'anoniem', actie: 'publicaties:lezen', klasse: 'openbaar', context: { bevoegd: false } },
};

const MAG_NIET: Record<string, Geval> = {
  'zonder doel': { ...dossier, werkproces: '' },
  'voor een doel dat vandaag niet geldt': { ...dossier, context: { doelGeldig: false } },
  'voor een doel dat niet bij het type hoort': { ...dossier, bron: { activiteiten: ['VA-01'] } },
  'zonder bevoegdheid': { ...dossier, context: { bevoegd: false } },
  'een dossier voor archiefbeheer': { ...dossier, werkproces: 'archiefbeheer' },
  'een dossier door een bestuurder': { ...dossier, rol: 'bestuurder' },
  'een dossier door de applicatiebeheerder': { ...dossier, rol: 'applicatiebeheerder' },
  'een dossier door een inwoner': { ...dossier, wie: 'inwoner' },
  'een dossier door wie niet is aangemeld': { ...dossier, wie: 'anoniem' },
  'een dossier door een component': { ...dossier, wie: 'component', id: 'component-registers' },
  'publiceren door de behandelaar': { ...concept, rol: 'behandelaar' },
  'publiceren voor een ander doel': { ...concept, werkproces: 'vergunningverlening' },
  'beoordelen door de informatiebeheerder': { ...lijst, rol: 'informatiebeheerder', actie: 'vernietigingslijsten:beoordelen' },
  'uitvoeren door de archivaris': { ...lijst, rol: 'archivaris', actie: 'vernietigingslijsten:uitvoeren' },
  'vernietigen door een medewerker': { ...vernietig, wie: 'medewerker', rol: 'informatiebeheerder' },
  'vernietigen door een andere component': { ...vernietig, id: 'component-woo-publicatie' },
  'betrokkenen voor een andere component': { wie: 'component', id: 'component-selectielijst', actie: 'betrokkenen:lezen', klasse: 'intern-proces', werkproces: 'openbaarmaking' },
  'inzage door een medewerker': { wie: 'medewerker', rol: 'privacy-officer', actie: 'inzage:lezen', klasse: 'eigen-gegevens' },
  'iets vertrouwelijks zonder doel': { wie: 'medewerker', rol: 'bestuurder', actie: 'archiefacties:lezen', ...geen, bron: { vertrouwelijkheid: 2 } },
  'iets interns door een inwoner': { wie: 'inwoner', rol: 'inwoner', actie: 'archiefacties:lezen', ...geen },
  'schrijven zonder rol': { wie: 'medewerker', rol: 'behandelaar', actie: 'objecttypen:beheren', ...geen },
  'applicaties beheren door een applicatie': { wie: 'applicatie', id: 'zaaksysteem', actie: 'applicaties:aanmaken', ...geen },
  'ZGW-clients lezen door een behandelaar': { wie: 'medewerker', rol: 'behandelaar', actie: 'zgw-clients:lezen', ...geen, bron: { vertrouwelijkheid: 2 } },
  'een ZGW-client maken door een applicatie': { wie: 'applicatie', id: 'zaaksysteem', actie: 'zgw-clients:aanmaken', ...geen },
  'autorisaties wijzigen door een applicatie': { wie: 'applicatie', id: 'zaaksysteem', actie: 'autorisaties:schrijven', ...geen },
  'autorisaties wijzigen door een behandelaar': { wie: 'medewerker', rol: 'behandelaar', actie: 'autorisaties:aanmaken', ...geen },
  'autorisaties lezen door een inwoner': { wie: 'inwoner', rol: 'inwoner', actie: 'autorisaties:lezen', ...geen },
  'toegang toekennen door de teamleider': { wie: 'medewerker', rol: 'teamleider', actie: 'toegangsverzoeken:beoordelen', ...geen },
  'toegang vragen door de gegevenseigenaar alleen': { wie: 'medewerker', rol: 'gegevenseigenaar', actie: 'toegangsverzoeken:aanmaken', ...geen },
  'toegang vragen door een applicatie': { wie: 'applicatie', id: 'zaaksysteem', actie: 'toegangsverzoeken:aanmaken', ...geen },
  'zien wat een medewerker mag door een applicatie': { wie: 'applicatie', id: 'zaaksysteem', actie: 'medewerkers:lezen', ...geen, bron: { vertrouwelijkheid: 2 } },
  'zien wie toegang heeft door een behandelaar': { wie: 'medewerker', rol: 'behandelaar', actie: 'toegangsverzoeken:lezen', ...geen, bron: { vertrouwelijkheid: 2 } },
  'eigen beleid van een applicatie schrijven door de privacy officer': { wie: 'medewerker', rol: 'privacy-officer', actie: 'toepassingsbeleid:aanmaken', ...geen, bron: { vertrouwelijkheid: 2 } },
  'het lezen door een behandelaar': { wie: 'medewerker', rol: 'behandelaar', actie: 'toepassingsbeleid:lezen', ...geen, bron: { vertrouwelijkheid: 2 } },
  'het schrijven door de applicatie zelf': { wie: 'applicatie', id: 'zaaksysteem', rol: 'applicatiebeheerder', actie: 'toepassingsbeleid:aanmaken', ...geen, bron: { vertrouwelijkheid: 2 } },
  'beleid schrijven door de privacy officer': { wie: 'medewerker', rol: 'privacy-officer', actie: 'beleid:schrijven', ...geen },
  'beleid vaststellen door de FG': { wie: 'medewerker', rol: 'fg', actie: 'beleid:vaststellen', ...geen },
  'beleid vaststellen door een applicatie': { wie: 'applicatie', id: 'zaaksysteem', rol: 'applicatiebeheerder', actie: 'beleid:vaststellen', ...geen },
  'beleid proberen door een behandelaar': { wie: 'medewerker', rol: 'behandelaar', actie: 'beleid:simuleren', ...geen },
  'beleid lezen door een inwoner': { wie: 'inwoner', rol: 'inwoner', actie: 'beleid:lezen', ...geen },
  'cijfers voor de applicatiebeheerder': { wie: 'medewerker', rol: 'applicatiebeheerder', actie: 'cijfers:lezen', ...geen, bron: { vertrouwelijkheid: 2 } },
  'beslissingen zonder het doel controle': { wie: 'medewerker', rol: 'ciso', actie: 'beslissingen:lezen', klasse: 'doelgebonden', werkproces: 'vergunningverlening' },
  'de applicatiebeheerder zoekt welke medewerker iets mag': { ...zoek, rol: 'applicatiebeheerder' },
  'zoeken voor een ander doel': { ...zoek, werkproces: 'vergunningverlening' },
  'zoeken zonder doel': { ...zoek, werkproces: '' },
  'zoeken door een applicatie': { ...zoek, wie: 'applicatie', id: 'zaaksysteem' },
  'zoeken door een behandelaar': { ...zoek, rol: 'behandelaar' },
  'een handeling die niemand kent': { ...dossier, actie: 'dossiers:vernietigen' },
};

describe('beleid', () => {
  it.each(Object.entries(MAG))('staat toe: %s', (_, geval) => {
    expect(uitkomst(geval)).toEqual({ toegestaan: true, beleid: [expect.any(String)] });
  });

  it.each(Object.entries(MAG_NIET))('weigert: %s', (_, geval) => {
    expect(uitkomst(geval).toegestaan).toBe(false);
  });

  it('past in het schema; een regel met een verschreven actie of gegeven past niet', () => {
    expect(() => controleerBeleid(leesBeleid())).not.toThrow();
    const met = (tekst: string) => () => controleerBeleid([{ id: 'proef', tekst }]);
    expect(met('permit (principal, action == Bronhuis::Action::"dossiers:leezen", resource);')).toThrow('proef');
    expect(met('permit (principal, action, resource) when { context.doell == "VA-01" };')).toThrow('proef');
    expect(met('permit (principal, action')).toThrow('policies do not fit');
  });

  it('geeft bij elke regel een reden in gewone taal', () => {
    for (const regel of leesBeleid()) expect(regel.tekst).toMatch(/@toelichting\("[A-Z].{20,}\."\)/);
  });
});
