import { Beleidsindex, type Beleidsregel, type Geldendregel } from './beleid/beleidsindex.ts';
import { voorwaarde, type PerRij } from './beleid/deels.ts';
import { ONWAAR, WAAR, type Knoop } from './beleid/lees.ts';
import { plichtVan, plichtVanRijen, type Verplichtingen } from './beleid/plicht.ts';
import { Feiten, TYPEN } from './beleid/vorm.ts';
import { NIVEAUS, type Netwerk, type Niveau } from './omstandigheden.ts';

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
    /** Of the sign-in: 0 unknown, 1 laag, 2 substantieel, 3 hoog. */
    niveau: number;
    netwerk: Netwerk;
    /** On the clock of Amsterdam, 0 to 23. */
    uur: number;
    /** 1 is Monday, 7 is Sunday. */
    weekdag: number;
  };
}

export interface Uitkomst {
  toegestaan: boolean;
  /** Ids of the policies that decided: the permits, or the forbids. Empty on a refusal by absence of a permit. */
  beleid: string[];
  /** Absent when there are none. */
  verplichtingen?: Verplichtingen;
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

  /** Does any policy ask for fields to be left out or masked? */
  get metVelden(): boolean {
    return this.index.metVelden;
  }

  beslis(vraag: Vraag): Uitkomst {
    const { verboden, toegestaan } = this.index.geldend(new Feiten(vraag));
    if (verboden.length > 0) return this.geweigerd(vraag, verboden, (v) => this.beslis(v));
    return { toegestaan: toegestaan.length > 0, beleid: ids(toegestaan), ...met(plichtVan(toegestaan.map((r) => r.plicht))) };
  }

  /**
   * The same for all rows of a list, of which what `perRij` names is not known: not allowed when no row can be. Names every
   * policy that has a part in it, also a forbid that takes rows away.
   * @param velden can fields be left out? Otherwise a policy that asks so gives none of the rows, as one by one, unless there
   *   is no other: then what it asks is the reason
   */
  beslisRijen(vraag: Vraag, perRij: PerRij, velden = true): Rijuitkomst {
    const { verboden, toegestaan: genoemd } = this.index.overig(new Feiten(vraag), perRij);
    const heel = genoemd.filter((r) => r.plicht === null);
    const toegestaan = velden || heel.length === 0 ? genoemd : heel;
    const altijdVerboden = verboden.filter((r) => r.over === WAAR);
    if (altijdVerboden.length > 0) return { ...this.geweigerd(vraag, altijdVerboden, (v) => this.beslisRijen(v, perRij, velden)), voorwaarde: ONWAAR };
    if (toegestaan.length === 0) return { toegestaan: false, beleid: [], voorwaarde: ONWAAR };
    const plicht = plichtVanRijen(toegestaan.filter((r) => r.over === WAAR).map((r) => r.plicht), toegestaan.map((r) => r.plicht));
    return { toegestaan: true, beleid: ids([...toegestaan, ...verboden]), voorwaarde: voorwaarde(toegestaan, verboden), ...met(plicht) };
  }

  /** A person whom only a stronger sign-in stands in the way hears so; asked again at that level it is allowed. */
  private geweigerd(vraag: Vraag, verboden: readonly Geldendregel[], opnieuw: (v: Vraag) => Uitkomst): Uitkomst {
    const uit = { toegestaan: false, beleid: ids(verboden) };
    const { soort } = vraag.principal;
    const laagste = Math.min(...verboden.map((r) => r.plicht?.niveau ?? 0));
    if ((soort !== 'medewerker' && soort !== 'inwoner') || laagste <= vraag.context.niveau) return uit;
    const niveau = Math.max(...verboden.map((r) => r.plicht?.niveau ?? 0));
    return opnieuw({ ...vraag, context: { ...vraag.context, niveau } }).toegestaan ? { ...uit, ...met({ opwaarderen: NIVEAUS[niveau - 1] as Niveau }) } : uit;
  }
}

const ids = (regels: readonly { id: string }[]): string[] => regels.map((r) => r.id).sort();
const met = (verplichtingen: Verplichtingen | null): Pick<Uitkomst, 'verplichtingen'> => (verplichtingen ? { verplichtingen } : {});
