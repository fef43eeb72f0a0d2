import { bezwaarTegen, maakPlan } from './plan.ts';
import type { TeVernietigen } from './plan.ts';

const dossier: TeVernietigen = {
  id: 'd1',
  kenmerk: 'Z-0099',
  versie: 7,
  typenaam: 'evenementendossier',
  status: 'afgesloten',
  uitkomst: 'verleend',
  einddatum: '2025-09-09',
  informatieobjecten: [
    { id: 'i1', versie: 2, soort: 'besluit', bestand: { id: 'b1', mediatype: 'application/pdf', omvang: 10, sha256: 'ab' }, ookIn: [] },
    { id: 'i2', versie: 1, soort: 'aanvraag', bestand: null, ookIn: ['Z-0100'] },
  ],
  objecten: [{ id: 'o1', versie: 1, typenaam: 'locatie' }],
  relaties: [{ soort: 'blijft', omschrijving: 'Factuur 2025-118', systeem: 'het financieel systeem', selectielijstnummer: '18.3' }],
};
const opgave = () => ({ hash: maakPlan(dossier).hash, uitkomst: 'verleend', einddatum: '2025-09-09' });

describe('the plan of a destruction', () => {
  it('shows what goes and what stays, and why', () => {
    const plan = maakPlan(dossier);
    expect(plan.gaat.map((g) => `${g.soort} ${g.id}`)).toEqual(['dossier d1', 'informatieobject i1', 'bestand b1', 'object o1']);
    expect(plan.blijft.map((b) => b.soort)).toEqual(['informatieobject', 'relatie', 'grafsteen', 'verantwoording']);
    expect(plan.blijft.slice(0, 2)).toEqual([
      { soort: 'informatieobject', omschrijving: 'Document: aanvraag', reden: 'Hoort ook bij Z-0100' },
      { soort: 'relatie', omschrijving: 'Factuur 2025-118', reden: 'Blijft bewaard in het financieel systeem', selectielijstnummer: '18.3' },
    ]);
  });

  it('is agreed with when nothing changed', () => {
    expect(bezwaarTegen(dossier, opgave())).toBeNull();
  });

  it.each<[string, Partial<TeVernietigen>]>([
    ['reopened', { status: 'open' }],
    ['another outcome', { uitkomst: 'geweigerd' }],
    ['another end date', { einddatum: '2025-09-10' }],
    ['a later version', { versie: 8 }],
    ['a document more', { informatieobjecten: [...dossier.informatieobjecten, { id: 'i3', versie: 1, soort: 'brief', bestand: null, ookIn: [] }] }],
    ['a document changed', { informatieobjecten: [dossier.informatieobjecten[0]!, { ...dossier.informatieobjecten[1]!, versie: 2 }] }],
    ['a document no longer elsewhere', { informatieobjecten: [dossier.informatieobjecten[0]!, { ...dossier.informatieobjecten[1]!, ookIn: [] }] }],
    ['an object changed', { objecten: [{ id: 'o1', versie: 2, typenaam: 'locatie' }] }],
    ['a relation gone', { relaties: [] }],
  ])('is refused after the approval: %s', (_wat, verschil) => {
    expect(bezwaarTegen({ ...dossier, ...verschil }, opgave())).toEqual(expect.any(String));
  });
});
