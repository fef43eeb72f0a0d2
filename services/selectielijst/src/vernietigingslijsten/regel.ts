import { canoniek, sha256Hex, type Datum } from '@bronhuis/standaarden';
import type { Gewaardeerd } from '../archiefacties/afleiding.ts';
import { redenVanBevriezing } from '../bevriezingen/bevriezing.ts';
import { isVervallen } from './samenstellen.ts';

/** The sources that hold parts of a dossier, in the order in which they destroy: what was published goes before its source. */
export const BRONNEN = ['woo-publicatie', 'registers'] as const;
export type Bronnaam = (typeof BRONNEN)[number];

export type Regelstaat = 'opgesteld' | 'gepland' | 'in-uitvoering' | 'mislukt' | 'vernietigd' | 'afgevallen';

export interface Gaat {
  soort: string;
  id?: string;
  omschrijving: string;
  omvang?: number;
  sha256?: string;
  aantal?: number;
}

export interface Blijft {
  soort: string;
  omschrijving: string;
  reden: string;
  selectielijstnummer?: string;
}

/** What one source says that goes and stays, with its hash over everything that the answer rests on. */
export interface Plandeel {
  component: Bronnaam;
  gaat: Gaat[];
  blijft: Blijft[];
  hash: string;
}

export interface Regel {
  dossier: string;
  kenmerk: string;
  objecttype: string;
  objecttypeNaam: string;
  startdatum: Datum | null;
  uitkomst: string | null;
  einddatum: Datum | null;
  waardering: Gewaardeerd;
  archiefactiedatum: Datum;
  staat: Regelstaat;
  plan: Plandeel[] | null;
  hash: string | null;
  reden: string | null;
  pogingen: number;
  vernietigdOp: Date | null;
}

/** A refusal of a source is asked again until it was given this often; then the dossier drops out. */
export const MAX_POGINGEN = 5;

/** One hash over the trees of all sources: what is approved is what is destroyed. */
export function hashVanPlan(dossier: string, delen: readonly Plandeel[]): string {
  const perBron = Object.fromEntries(delen.map((d) => [d.component, d.hash]));
  return sha256Hex(canoniek({ dossier, bronnen: perBron }));
}

/** What the projection says of a dossier at this moment, under its lock. */
export interface Nu {
  status: string;
  soort: string | null;
  waardering: Gewaardeerd | null;
  archiefactiedatum: Datum | null;
  uitkomst: string | null;
  einddatum: Datum | null;
  bevriezingen: string[];
}

export interface Controle {
  component: Bronnaam;
  akkoord: boolean;
  reden?: string | undefined;
}

/**
 * Everything is asked again before a dossier goes: hold, term and outcome here, hash and facts at the sources.
 * Null when it may go; else why it drops out, while the others proceed.
 */
export function redenOmTeLatenVallen(regel: Regel, nu: Nu, controles: readonly Controle[], vandaag: Datum): string | null {
  const bevriezing = redenVanBevriezing(nu.bevriezingen);
  if (bevriezing !== null) return bevriezing;
  if (nu.status === 'vernietigd') return 'het dossier is al vernietigd';
  if (nu.waardering?.waardering === 'blijvend_bewaren') return `het dossier wordt nu blijvend bewaard (${nu.waardering.nummer})`;
  if (!isVervallen(nu, vandaag)) return 'de archiefactiedatum is veranderd of is niet meer bekend';
  if (nu.waardering?.nummer !== regel.waardering.nummer || nu.waardering.jaar !== regel.waardering.jaar) {
    return `de waardering is veranderd van ${regel.waardering.nummer} in ${nu.waardering?.nummer ?? 'onbekend'}`;
  }
  if (nu.uitkomst !== regel.uitkomst || nu.einddatum !== regel.einddatum) return 'de uitkomst of de einddatum is veranderd';
  for (const component of BRONNEN) {
    const controle = controles.find((c) => c.component === component);
    if (controle === undefined) return `${component} gaf geen antwoord over dit dossier`;
    if (!controle.akkoord) return `${component}: ${controle.reden ?? 'niet akkoord'}`;
  }
  return null;
}

/** After destruction the tree keeps kinds and numbers; ids, descriptions and hashes of what is gone go along. */
export function snoei(delen: readonly Plandeel[]): Plandeel[] {
  return delen.map((deel) => {
    const soorten = new Map<string, { aantal: number; omvang: number }>();
    for (const g of deel.gaat) {
      const som = soorten.get(g.soort) ?? { aantal: 0, omvang: 0 };
      soorten.set(g.soort, { aantal: som.aantal + (g.aantal ?? 1), omvang: som.omvang + (g.omvang ?? 0) });
    }
    const gaat = [...soorten].map(([soort, { aantal, omvang }]) => ({
      soort,
      aantal,
      omschrijving: `${aantal} × ${soort}`,
      ...(omvang > 0 ? { omvang } : {}),
    }));
    return { ...deel, gaat };
  });
}

/** How many of one kind a tree names, before and after it was pruned. */
export function telSoort(delen: readonly Plandeel[], component: Bronnaam, soort: string): number {
  return delen
    .filter((d) => d.component === component)
    .flatMap((d) => d.gaat)
    .filter((g) => g.soort === soort)
    .reduce((som, g) => som + (g.aantal ?? 1), 0);
}
