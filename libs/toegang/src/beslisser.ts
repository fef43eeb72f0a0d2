import { Beleidsindex, type Beleidsregel } from './beleid/beleidsindex.ts';
import { Feiten, TYPEN } from './beleid/vorm.ts';

/** Who can ask. */
export const SOORTEN = Object.keys(TYPEN) as (keyof typeof TYPEN)[];

/** A question to the policies, wholly normalised: equal questions under one bundle have equal answers. */
export interface Vraag {
  principal: { soort: keyof typeof TYPEN; id: string; rollen: string[]; applicatie: string };
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

/**
 * Decides as Cedar does: what is forbidden is refused, what nothing permits too. The policies are functions here, found
 * by an index; that they answer as Cedar itself is what `beleid-als-cedar.spec` is for.
 */
export class Beslisser {
  private readonly index: Beleidsindex;

  /** @throws Error that names each policy that cannot be read, with why */
  constructor(bundel: { beleid: readonly Beleidsregel[] }) {
    this.index = new Beleidsindex(bundel.beleid);
  }

  beslis(vraag: Vraag): Uitkomst {
    const { verboden, toegestaan } = this.index.geldend(new Feiten(vraag));
    if (verboden.length > 0) return { toegestaan: false, beleid: verboden.sort() };
    return { toegestaan: toegestaan.length > 0, beleid: toegestaan.sort() };
  }
}
