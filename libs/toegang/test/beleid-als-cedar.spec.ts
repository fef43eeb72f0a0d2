import { preparsePolicySet, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs';
import fc from 'fast-check';
import { Beslisser, type Vraag } from '../src/beslisser.ts';
import { leesCedar } from '../src/cedar.ts';
import { beleid, vraag } from './beleid-maken.ts';

/** Cedar itself decides the same question: the oracle. */
function alsCedar(naam: string, { principal, actie, resource, context }: Vraag): { toegestaan: boolean; beleid: string[]; fouten: string[] } {
  const TYPE = { applicatie: 'Applicatie', medewerker: 'Medewerker', inwoner: 'Inwoner', component: 'Component', anoniem: 'Anoniem' };
  const wie = { type: `Bronhuis::${TYPE[principal.soort]}`, id: principal.id };
  const wat = { type: 'Bronhuis::Bron', id: `${resource.component}/${resource.soort}` };
  const [onderwerp = '', handeling = ''] = actie.split(':');
  const antwoord = statefulIsAuthorized({
    principal: wie,
    action: { type: 'Bronhuis::Action', id: actie },
    resource: wat,
    context: { ...context, onderwerp, handeling },
    preparsedPolicySetId: naam,
    entities: [
      { uid: wie, attrs: { rollen: principal.rollen, applicatie: principal.applicatie }, parents: [] },
      { uid: wat, attrs: { ...resource }, parents: [] },
    ],
  });
  if (antwoord.type === 'failure') throw new Error(antwoord.errors.map((e) => e.message).join('; '));
  const { decision, diagnostics } = antwoord.response;
  return { toegestaan: decision === 'allow', beleid: [...diagnostics.reason].sort(), fouten: diagnostics.errors.map((e) => e.error.message) };
}

describe('policies as functions', () => {
  it('answer as Cedar itself, with the same policies as reason: 100,000 pairs of policies and questions', () => {
    const [AANTAL, ELK] = [1_250, 80];
    const telling = { toegestaan: 0, verboden: 0, niets: 0, meer: 0 };
    let nr = 0;
    fc.assert(
      fc.property(beleid, fc.array(vraag, { minLength: ELK, maxLength: ELK }), (tekst, vragen) => {
        const regels = leesCedar(tekst);
        const beslisser = new Beslisser({ beleid: regels });
        // One name: what Cedar keeps of a set is replaced by the next.
        const naam = `proef-${nr++ % 2}`;
        const gelezen = preparsePolicySet(naam, { staticPolicies: Object.fromEntries(regels.map((r) => [r.id, r.tekst])) });
        if (gelezen.type === 'failure') throw new Error(gelezen.errors.map((e) => e.message).join('; '));
        for (const v of vragen) {
          const ons = beslisser.beslis(v);
          // As text: a comparison by Jest takes as long as the decision of Cedar.
          const [gevonden, verwacht] = [{ ...ons, fouten: [] }, alsCedar(naam, v)];
          if (JSON.stringify(gevonden) !== JSON.stringify(verwacht)) expect([v, gevonden]).toEqual([v, verwacht]);
          telling[ons.toegestaan ? 'toegestaan' : ons.beleid.length > 0 ? 'verboden' : 'niets']++;
          if (ons.beleid.length > 1) telling.meer++;
        }
      }),
      { numRuns: AANTAL, seed: 4, endOnFailure: false },
    );
    // A comparison of refusals alone would prove little.
    for (const n of Object.values(telling)) expect(n).toBeGreaterThan((AANTAL * ELK) / 25);
  }, 300_000);
});
