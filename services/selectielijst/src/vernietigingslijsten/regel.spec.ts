import { hashVanPlan, redenOmTeLatenVallen, snoei, telSoort, type Controle, type Nu, type Plandeel, type Regel } from './regel.ts';

const waardering = { nummer: '11.1.1', lijst: 'L', jaar: 2020, waardering: 'vernietigen' as const, bewaartermijn: 'P1Y', omschrijving: 'Verleend' };
const regel: Regel = {
  dossier: 'd1',
  kenmerk: 'Z-1',
  objecttype: 'e',
  objecttypeNaam: 'E',
  startdatum: '2025-01-01',
  uitkomst: 'verleend',
  einddatum: '2025-09-09',
  waardering,
  archiefactiedatum: '2026-09-09',
  staat: 'gepland',
  plan: null,
  hash: 'h',
  reden: null,
  pogingen: 0,
  vernietigdOp: null,
};
const nu: Nu = { status: 'afgesloten', soort: 'datum', waardering, archiefactiedatum: '2026-09-09', uitkomst: 'verleend', einddatum: '2025-09-09', bevriezingen: [] };
const ja: Controle[] = [
  { component: 'registers', akkoord: true },
  { component: 'woo-publicatie', akkoord: true },
];
const reden = (wijzig: Partial<Nu> = {}, controles = ja, vandaag = '2026-11-22') => redenOmTeLatenVallen(regel, { ...nu, ...wijzig }, controles, vandaag);

describe('everything is asked again before a dossier goes', () => {
  it('goes when nothing changed and every source agrees', () => {
    expect(reden()).toBeNull();
  });

  it.each<[string, Partial<Nu>, Controle[]]>([
    ['bevriezing: beroep', { bevriezingen: ['beroep'] }, ja],
    ['het dossier is al vernietigd', { status: 'vernietigd' }, ja],
    ['het dossier wordt nu blijvend bewaard (11.1.6)', { soort: 'blijvend', archiefactiedatum: null, waardering: { ...waardering, nummer: '11.1.6', waardering: 'blijvend_bewaren' } }, ja],
    ['de archiefactiedatum is veranderd of is niet meer bekend', { status: 'open', soort: 'onbekend', archiefactiedatum: null }, ja],
    ['de archiefactiedatum is veranderd of is niet meer bekend', { archiefactiedatum: '2027-01-01' }, ja],
    ['de waardering is veranderd van 11.1.1 in 11.4', { waardering: { ...waardering, nummer: '11.4' } }, ja],
    ['de waardering is veranderd van 11.1.1 in 11.1.1', { waardering: { ...waardering, jaar: 2017 } }, ja],
    ['de uitkomst of de einddatum is veranderd', { uitkomst: 'geweigerd' }, ja],
    ['registers gaf geen antwoord over dit dossier', {}, ja.slice(1)],
    ['woo-publicatie gaf geen antwoord over dit dossier', {}, ja.slice(0, 1)],
    ['registers: Het dossier is veranderd.', {}, [{ component: 'registers', akkoord: false, reden: 'Het dossier is veranderd.' }, ...ja.slice(1)]],
  ])('%s', (tekst, wijzig, controles) => {
    expect(reden(wijzig, controles)).toBe(tekst);
  });

  it('a hold goes before everything else', () => {
    expect(reden({ bevriezingen: ['avg-verzoek'], status: 'vernietigd' }, [])).toBe('bevriezing: avg-verzoek');
  });
});

describe('the tree', () => {
  const delen: Plandeel[] = [
    { component: 'woo-publicatie', gaat: [{ soort: 'publicatie', id: 'p', omschrijving: 'Besluit' }], blijft: [], hash: 'w' },
    {
      component: 'registers',
      gaat: [
        { soort: 'informatieobject', id: 'a', omschrijving: 'Aanvraag' },
        { soort: 'informatieobject', id: 'b', omschrijving: 'Besluit' },
        { soort: 'bestand', id: 'c', omschrijving: 'Bestand', omvang: 12, sha256: 'ff' },
      ],
      blijft: [{ soort: 'relatie', omschrijving: 'Factuur', reden: 'Elders', selectielijstnummer: '18.3' }],
      hash: 'r',
    },
  ];

  it('has one hash over all sources, whatever the order of their answers', () => {
    expect(hashVanPlan('d', delen)).toBe(hashVanPlan('d', [...delen].reverse()));
    expect(hashVanPlan('d', delen)).not.toBe(hashVanPlan('d', [{ ...(delen[0] as Plandeel), hash: 'x' }, delen[1] as Plandeel]));
    expect(hashVanPlan('d', delen)).not.toBe(hashVanPlan('e', delen));
  });

  it('keeps kinds and numbers after destruction, and what stays', () => {
    const gesnoeid = snoei(delen);
    expect(gesnoeid[1]).toEqual({
      component: 'registers',
      gaat: [
        { soort: 'informatieobject', aantal: 2, omschrijving: '2 × informatieobject' },
        { soort: 'bestand', aantal: 1, omschrijving: '1 × bestand', omvang: 12 },
      ],
      blijft: delen[1]?.blijft,
      hash: 'r',
    });
    expect(JSON.stringify(gesnoeid)).not.toMatch(/Aanvraag|"ff"|"id"/);
    expect([telSoort(delen, 'registers', 'informatieobject'), telSoort(gesnoeid, 'registers', 'informatieobject')]).toEqual([2, 2]);
    expect(snoei(gesnoeid)).toEqual(gesnoeid);
  });
});
