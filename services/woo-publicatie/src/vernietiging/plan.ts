import { canoniek, sha256Hex } from '@bronhuis/standaarden';
import type { Status } from '../publicaties/publicatie.ts';

export interface Gaat {
  soort: string;
  id: string;
  omschrijving: string;
  omvang?: number;
  sha256?: string;
}

export interface Blijft {
  soort: string;
  omschrijving: string;
  reden: string;
  selectielijstnummer?: string;
}

export interface TeVernietigen {
  id: string;
  kenmerk: string | null;
  status: 'open' | 'afgesloten' | 'vernietigd';
  uitkomst: string | null;
  einddatum: string | null;
  bronversie: number;
  publicaties: {
    id: string;
    versie: number;
    status: Status;
    categorienaam: string;
    documenten: { id: string; mediatype: string; omvang: number; sha256: string; paginas: number }[];
  }[];
}

export interface Plan {
  id: string;
  kenmerk: string;
  versie: number;
  gaat: Gaat[];
  blijft: Blijft[];
  hash: string;
}

const bladen = (n: number): string => (n === 1 ? '1 pagina' : `${n} pagina's`);
const SOORT: Record<string, string> = { 'application/pdf': 'PDF', 'text/plain': 'tekst' };

function gaatVan(p: TeVernietigen['publicaties'][number]): Gaat[] {
  const openbaar = p.status === 'gepubliceerd';
  const paginas = p.documenten.reduce((som, d) => som + d.paginas, 0);
  return [
    { soort: openbaar ? 'publicatie' : 'concept', id: p.id, omschrijving: openbaar ? `Publicatie in de categorie ${p.categorienaam}` : `Publicatie (${p.status}) in de categorie ${p.categorienaam}` },
    ...p.documenten.map((d) => ({
      soort: 'publicatieversie', id: d.id, omschrijving: `Publicatieversie (${SOORT[d.mediatype] ?? d.mediatype}, ${bladen(d.paginas)})`, omvang: d.omvang, sha256: d.sha256,
    })),
    ...(openbaar
      ? [
          { soort: 'zoekindex', id: p.id, omschrijving: `${bladen(paginas)} in de zoekindex` },
          ...p.documenten.map((d) => ({ soort: 'sitemapregel', id: d.id, omschrijving: 'Regel in de sitemap voor open.overheid.nl' })),
        ]
      : []),
  ];
}

/** What goes here with a dossier; no names and no titles. The hash is of this plan and of the versions it was made from. */
export function maakPlan(d: TeVernietigen): Plan {
  // A withdrawn publication has no contents any more, but its title and reason still go.
  const gaat = d.publicaties.flatMap(gaatVan);
  const plan = { id: d.id, kenmerk: d.kenmerk ?? '', versie: d.bronversie, gaat, blijft: [] };
  return { ...plan, hash: sha256Hex(canoniek({ id: d.id, gaat, versies: d.publicaties.map((p) => [p.id, p.versie]) })) };
}

export interface Opgave {
  hash: string;
  uitkomst: string | null;
  einddatum: string | null;
}

/** Asked again: is it still what was approved? Null is yes, else the reason. */
export function bezwaarTegen(d: TeVernietigen, opgave: Opgave): string | null {
  if (d.status === 'open') return 'Het dossier is hier als open bekend.';
  if (d.status === 'afgesloten' && d.uitkomst !== opgave.uitkomst) return 'De uitkomst van het dossier is veranderd.';
  if (d.status === 'afgesloten' && d.einddatum !== opgave.einddatum) return 'De einddatum van het dossier is veranderd.';
  return maakPlan(d).hash === opgave.hash ? null : 'De publicatie is veranderd sinds de lijst is opgesteld.';
}
