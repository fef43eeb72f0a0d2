import { bezwaarTegen, maakPlan, type TeVernietigen } from './plan.ts';

const dossier: TeVernietigen = {
  id: 'd', kenmerk: 'Z-0099', status: 'afgesloten', uitkomst: 'verleend', einddatum: '2025-09-09', bronversie: 5,
  publicaties: [{ id: 'p', versie: 4, status: 'gepubliceerd', categorienaam: 'beschikkingen', documenten: [{ id: 'f', mediatype: 'application/pdf', omvang: 10, sha256: 'ab', paginas: 2 }] }],
};
const opgave = (d = dossier) => ({ hash: maakPlan(d).hash, uitkomst: 'verleend', einddatum: '2025-09-09' });

describe('the plan of a destruction', () => {
  it('shows publication, file, index and sitemap line', () => {
    expect(maakPlan(dossier).gaat.map((g) => `${g.soort} ${g.id}: ${g.omschrijving}`)).toEqual([
      'publicatie p: Publicatie in de categorie beschikkingen',
      "publicatieversie f: Publicatieversie (PDF, 2 pagina's)",
      "zoekindex p: 2 pagina's in de zoekindex",
      'sitemapregel f: Regel in de sitemap voor open.overheid.nl',
    ]);
  });

  it('is agreed with when nothing changed; a dossier without publication too', () => {
    expect(bezwaarTegen(dossier, opgave())).toBeNull();
    const leeg = { ...dossier, publicaties: [] };
    expect(bezwaarTegen(leeg, opgave(leeg))).toBeNull();
  });

  it.each<[string, TeVernietigen]>([
    ['reopened', { ...dossier, status: 'open' }],
    ['another outcome', { ...dossier, uitkomst: 'geweigerd' }],
    ['another end date', { ...dossier, einddatum: '2025-09-10' }],
    ['a publication that came since', { ...dossier, publicaties: [...dossier.publicaties, { id: 'q', versie: 1, status: 'concept', categorienaam: 'adviezen', documenten: [] }] }],
    ['a changed publication', { ...dossier, publicaties: dossier.publicaties.map((p) => ({ ...p, versie: 5 })) }],
    ['another file', { ...dossier, publicaties: dossier.publicaties.map((p) => ({ ...p, documenten: p.documenten.map((d) => ({ ...d, sha256: 'cd' })) })) }],
  ])('is refused after the approval: %s', (_, nu) => expect(bezwaarTegen(nu, opgave())).toEqual(expect.any(String)));
});
