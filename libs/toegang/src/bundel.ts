import type { JWK } from 'jose';
import type { ApiToken } from './api-token.ts';

/** Dates are `YYYY-MM-DD` in Europe/Amsterdam; `tot` is the last day on which it holds, null means until further notice. */
export interface Organisatie {
  oin: string;
  naam: string;
  soort: 'demonstratie' | 'productie';
  type: 'gemeente' | 'werkorganisatie';
  hosts: string[];
  tooi?: string;
  rsin?: string;
}

export interface Bevoegdheid {
  id: string;
  uitvoerder: string;
  organisatie: string;
  /** Activity ids, or `['*']` for all. */
  activiteiten: string[];
  soort: 'mandaat' | 'delegatie' | 'verwerkersovereenkomst';
  van: string;
  tot: string | null;
}

export interface Activiteit {
  organisatie: string;
  id: string;
  versie: number;
  naam: string;
  werkproces: string;
  bestuursorgaan: string;
  vertrouwelijk: boolean;
  van: string;
  tot: string | null;
}

/** What a component decides with: signed and versioned by toegangsbeheer, without personal data. */
export interface Bundel {
  versie: number;
  hash: string;
  uitgegeven: string;
  beleid: { id: string; tekst: string }[];
  organisaties: Organisatie[];
  bevoegdheden: Bevoegdheid[];
  activiteiten: Activiteit[];
  ingetrokken: { jti?: string; applicatie?: string }[];
  /** Absent in a bundle of before there were any. */
  apiTokens?: ApiToken[];
  jwks: JWK[];
}

const geldtOp = (x: { van: string; tot: string | null }, dag: string): boolean => x.van <= dag && (x.tot === null || dag <= x.tot);

/** The activity as it holds on a day, or null: no purpose, no data (AVG art. 5 lid 1 b). */
export function geldigeActiviteit(bundel: Bundel, organisatie: string, id: string, dag: string): Activiteit | null {
  return bundel.activiteiten.find((a) => a.organisatie === organisatie && a.id === id && geldtOp(a, dag)) ?? null;
}

/** May `uitvoerder` act for `organisatie` on this day and for this activity? For itself it always may. */
export function isBevoegd(bundel: Bundel, uitvoerder: string, organisatie: string, activiteit: string | null, dag: string): boolean {
  if (uitvoerder === organisatie) return true;
  return bundel.bevoegdheden.some(
    (b) =>
      b.uitvoerder === uitvoerder &&
      b.organisatie === organisatie &&
      geldtOp(b, dag) &&
      (activiteit === null || b.activiteiten.includes('*') || b.activiteiten.includes(activiteit)),
  );
}
