import { preparsePolicySet, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs';
import type { Bundel } from './bundel.ts';

/** A question to the policies, wholly normalised: equal questions under one bundle have equal answers. */
export interface Vraag {
  principal: { soort: 'applicatie' | 'medewerker' | 'inwoner' | 'component' | 'anoniem'; id: string; rollen: string[]; applicatie: string };
  actie: string;
  resource: { soort: string; component: string; vertrouwelijkheid: number; persoonsgegevens: boolean; activiteiten: string[] };
  context: {
    klasse: string;
    organisatie: string;
    uitvoerder: string;
    eigenOrganisatie: boolean;
    bevoegd: boolean;
    doel: string;
    werkproces: string;
    doelGeldig: boolean;
    demonstratie: boolean;
  };
}

export interface Uitkomst {
  toegestaan: boolean;
  /** Ids of the policies that decided: the permits, or the forbids. Empty on a refusal by absence of a permit. */
  beleid: string[];
}

const TYPE = { applicatie: 'Applicatie', medewerker: 'Medewerker', inwoner: 'Inwoner', component: 'Component', anoniem: 'Anoniem' } as const;

/**
 * Evaluates Cedar in process. Cedar costs 0.2 ms a question and a component asks the same few hundred questions all
 * day, so answers are kept per bundle; every use still makes its own decision record.
 */
export class Beslisser {
  private readonly naam: string;
  private readonly antwoorden = new Map<string, Uitkomst>();

  constructor(bundel: Pick<Bundel, 'hash' | 'beleid'>) {
    this.naam = bundel.hash;
    const geparsed = preparsePolicySet(this.naam, {
      staticPolicies: Object.fromEntries(bundel.beleid.map((b) => [b.id, b.tekst])),
    });
    if (geparsed.type === 'failure') throw new Error(`policies cannot be read: ${geparsed.errors.map((e) => e.message).join('; ')}`);
  }

  beslis(vraag: Vraag): Uitkomst {
    const sleutel = JSON.stringify(vraag);
    const bekend = this.antwoorden.get(sleutel);
    if (bekend) return bekend;
    const uitkomst = this.vraagCedar(vraag);
    if (this.antwoorden.size >= 20_000) this.antwoorden.clear();
    this.antwoorden.set(sleutel, uitkomst);
    return uitkomst;
  }

  private vraagCedar({ principal, actie, resource, context }: Vraag): Uitkomst {
    const wie = { type: `Bronhuis::${TYPE[principal.soort]}`, id: principal.id };
    const wat = { type: 'Bronhuis::Bron', id: `${resource.component}/${resource.soort}` };
    const [onderwerp = '', handeling = ''] = actie.split(':');
    const antwoord = statefulIsAuthorized({
      principal: wie,
      // Cedar fixes the type name of actions: it must be `Action`.
      action: { type: 'Bronhuis::Action', id: actie },
      resource: wat,
      context: { ...context, onderwerp, handeling },
      preparsedPolicySetId: this.naam,
      entities: [
        { uid: wie, attrs: { rollen: principal.rollen, applicatie: principal.applicatie }, parents: [] },
        { uid: wat, attrs: { ...resource }, parents: [] },
      ],
    });
    if (antwoord.type === 'failure') throw new Error(`policy evaluation failed: ${antwoord.errors.map((e) => e.message).join('; ')}`);
    const { decision, diagnostics } = antwoord.response;
    // A policy that raises an error is skipped by Cedar; a skipped forbid would let in what it should keep out.
    if (diagnostics.errors.length > 0) {
      throw new Error(`policy ${diagnostics.errors.map((e) => `${e.policyId}: ${e.error.message}`).join('; ')}`);
    }
    return { toegestaan: decision === 'allow', beleid: [...diagnostics.reason].sort() };
  }
}
