import type { JWK } from 'jose';
import type { ApiToken } from './api-token.ts';
import type { Beleidsregel } from './beleid/beleidsindex.ts';
import type { ZgwClient } from './zgw-jwt.ts';

/** Dates are `YYYY-MM-DD` in Europe/Amsterdam; `tot` is the last day on which it holds, null means until further notice. */
export interface Organisatie {
  oin: string;
  naam: string;
  soort: 'demonstratie' | 'productie';
  type: 'gemeente' | 'werkorganisatie';
  hosts: string[];
  tooi?: string;
  rsin?: string;
  /** Its employees sign in at a provider of its own. */
  aanmelden?: boolean;
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
  beleid: Beleidsregel[];
  organisaties: Organisatie[];
  bevoegdheden: Bevoegdheid[];
  activiteiten: Activiteit[];
  ingetrokken: { jti?: string; applicatie?: string }[];
  /** Absent in a bundle of before there were any. */
  apiTokens?: ApiToken[];
  /** Absent in a bundle of before there were any. */
  zgwClients?: ZgwClient[];
  jwks: JWK[];
  /** Issuer of the tokens (RFC 9068 §4). Absent in a bundle of before it was told. */
  uitgever?: string;
}

const geldtOp = (x: { van: string; tot: string | null }, dag: string): boolean => x.van <= dag && (x.tot === null || dag <= x.tot);

interface Register {
  organisaties: Map<string, Organisatie>;
  activiteiten: Map<string, Activiteit[]>;
  bevoegdheden: Map<string, Bevoegdheid[]>;
}
const registers = new WeakMap<Bundel, Register>();

function per<T>(rijen: readonly T[], sleutel: (t: T) => string): Map<string, T[]> {
  const uit = new Map<string, T[]>();
  for (const r of rijen) {
    const daar = uit.get(sleutel(r));
    if (daar) daar.push(r);
    else uit.set(sleutel(r), [r]);
  }
  return uit;
}

/** What a decision looks up, by what it knows: fifty organisations have thousands of activities. */
function registerVan(bundel: Bundel): Register {
  let r = registers.get(bundel);
  if (!r) {
    r = {
      organisaties: new Map(bundel.organisaties.map((o) => [o.oin, o])),
      activiteiten: per(bundel.activiteiten, (a) => `${a.organisatie} ${a.id}`),
      bevoegdheden: per(bundel.bevoegdheden, (b) => `${b.organisatie} ${b.uitvoerder}`),
    };
    registers.set(bundel, r);
  }
  return r;
}

export const organisatieVan = (bundel: Bundel, oin: string): Organisatie | null => registerVan(bundel).organisaties.get(oin) ?? null;

/** The activity as it holds on a day, or null: no purpose, no data (AVG art. 5 lid 1 b). */
export function geldigeActiviteit(bundel: Bundel, organisatie: string, id: string, dag: string): Activiteit | null {
  return registerVan(bundel).activiteiten.get(`${organisatie} ${id}`)?.find((a) => geldtOp(a, dag)) ?? null;
}

/** May `uitvoerder` act for `organisatie` on this day and for this activity? For itself it always may. */
export function isBevoegd(bundel: Bundel, uitvoerder: string, organisatie: string, activiteit: string | null, dag: string): boolean {
  if (uitvoerder === organisatie) return true;
  const bevoegdheden = registerVan(bundel).bevoegdheden.get(`${organisatie} ${uitvoerder}`) ?? [];
  return bevoegdheden.some((b) => geldtOp(b, dag) && (activiteit === null || b.activiteiten.includes('*') || b.activiteiten.includes(activiteit)));
}
