/** Components of the ZGW standards, with what the standard calls them. */
export const COMPONENTEN = { ac: 'Autorisaties API', nrc: 'Notificaties API', zrc: 'Zaken API', ztc: 'Catalogi API', drc: 'Documenten API', brc: 'Besluiten API' } as const;
export type Component = keyof typeof COMPONENTEN;

export const VERTROUWELIJKHEDEN = ['openbaar', 'beperkt_openbaar', 'intern', 'zaakvertrouwelijk', 'vertrouwelijk', 'confidentieel', 'geheim', 'zeer_geheim'] as const;

export interface Autorisatie {
  component: Component;
  scopes: string[];
  zaaktype?: string;
  informatieobjecttype?: string;
  besluittype?: string;
  maxVertrouwelijkheidaanduiding?: (typeof VERTROUWELIJKHEDEN)[number];
}

/** What an autorisatie of a component is about, and what then must be said with it (ac-003). */
export const TYPEN = {
  zrc: { onderwerp: 'zaken', velden: ['zaaktype', 'maxVertrouwelijkheidaanduiding'] },
  drc: { onderwerp: 'documenten', velden: ['informatieobjecttype', 'maxVertrouwelijkheidaanduiding'] },
  brc: { onderwerp: 'besluiten', velden: ['besluittype'] },
} as const;

export const isGetypeerd = (c: Component): c is keyof typeof TYPEN => c in TYPEN;

/** What the standard keeps of an application; each organisatie has its own. */
export interface Stand {
  clientIds: string[];
  heeftAlleAutorisaties: boolean;
  alleenIsGereedVoorPublicatie: boolean;
  autorisaties: Autorisatie[];
}

/** What was sent; absent members were not. */
export type Invoer = Partial<Stand> & { label?: string };
