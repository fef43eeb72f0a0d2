import { Beleidsindex, type Beleidsregel } from './beleid/beleidsindex.ts';
import { voorwaarde, type PerRij, type Rest } from './beleid/deels.ts';
import { ONWAAR, WAAR, type Knoop } from './beleid/lees.ts';
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

/** A list decided at once. */
export interface Rijuitkomst extends Uitkomst {
  /** What a row must be; of what differs per row alone. */
  voorwaarde: Knoop;
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

  /**
   * The same for all rows of a list, of which what `perRij` names is not known: not allowed when no row can be. Names every
   * policy that has a part in it, also a forbid that takes rows away.
   */
  beslisRijen(vraag: Vraag, perRij: PerRij): Rijuitkomst {
    const { verboden, toegestaan } = this.index.overig(new Feiten(vraag), perRij);
    const altijdVerboden = verboden.filter((r) => r.over === WAAR);
    if (altijdVerboden.length > 0) return { toegestaan: false, beleid: ids(altijdVerboden), voorwaarde: ONWAAR };
    if (toegestaan.length === 0) return { toegestaan: false, beleid: [], voorwaarde: ONWAAR };
    return { toegestaan: true, beleid: ids([...toegestaan, ...verboden]), voorwaarde: voorwaarde(toegestaan, verboden) };
  }
}

const ids = (regels: readonly Rest[]): string[] => regels.map((r) => r.id).sort();
