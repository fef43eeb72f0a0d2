import { datumInAmsterdam, isDatum, isDuur, plusDuur, Probleem, type Datum, type InvalidParam } from '@bronhuis/standaarden';

/** How long a record of this activity is kept, with the entry of the selectielijst that says so. */
export interface Bewaartermijn {
  selectielijst: { naam: string; jaar: number };
  nummer: string;
  termijn: string;
}

/** One version of a verwerkingsactiviteit (AVG art. 30 lid 1). Never changed: another text is another version. */
export interface ActiviteitVersie {
  kenmerk: string;
  versie: number;
  naam: string;
  doel: string;
  toelichting: string | null;
  grondslag: string[];
  bestuursorgaan: string;
  werkproces: string;
  vertrouwelijk: boolean;
  betrokkenen: string[];
  gegevenscategorieen: string[];
  bewaartermijn: Bewaartermijn;
  van: Datum;
  tot: Datum | null;
}

export type NieuweVersie = Omit<ActiviteitVersie, 'kenmerk' | 'versie'>;

export const WERKPROCESSEN = [
  'vergunningverlening',
  'openbaarmaking',
  'archiefbeheer',
  'rechten-betrokkenen',
  'logging-controle',
  'toezicht',
  'zorg',
] as const;

/** The form in which the policy bundle carries an activity; and how long its records are kept. */
export interface Bundelvorm {
  organisatie: string;
  id: string;
  versie: number;
  naam: string;
  werkproces: string;
  bestuursorgaan: string;
  vertrouwelijk: boolean;
  van: Datum;
  tot: Datum | null;
  /** ISO 8601 */
  bewaartermijn: string;
}

const dagVoor = (d: Datum): Datum => {
  const t = new Date(`${d}T00:00:00Z`);
  t.setUTCDate(t.getUTCDate() - 1);
  return t.toISOString().slice(0, 10);
};

/** Checks a version that somebody offers; all that is wrong is told at once. */
export function eisVersie(v: NieuweVersie): void {
  const fouten: InvalidParam[] = [];
  if (!isDatum(v.van)) fouten.push({ name: 'van', reason: 'Dit is geen bestaande datum.', code: 'datum' });
  if (v.tot !== null && !isDatum(v.tot)) fouten.push({ name: 'tot', reason: 'Dit is geen bestaande datum.', code: 'datum' });
  if (v.tot !== null && v.tot < v.van) fouten.push({ name: 'tot', reason: 'De einddatum ligt voor de begindatum.', code: 'volgorde' });
  if (!isDuur(v.bewaartermijn.termijn)) fouten.push({ name: 'bewaartermijn.termijn', reason: 'Dit is geen ISO 8601-duur, zoals P5Y.', code: 'duur' });
  if (fouten.length > 0) throw Probleem.ongeldig(fouten);
}

/**
 * The version that holds on a day. What is registered later goes first from its `van` onwards, so a version with a
 * past date corrects the past; a version with a `tot` that has passed means that the activity has ended.
 */
export function geldigOp<V extends Pick<ActiviteitVersie, 'versie' | 'van' | 'tot'>>(versies: readonly V[], dag: Datum): V | null {
  let geldig: V | null = null;
  for (const v of versies) if (v.van <= dag && (!geldig || v.versie > geldig.versie)) geldig = v;
  return geldig && (geldig.tot === null || dag <= geldig.tot) ? geldig : null;
}

/** The versions as stretches of time that do not overlap: the `tot` of each is the day before the next takes over. */
export function tijdlijn<V extends Pick<ActiviteitVersie, 'versie' | 'van' | 'tot'>>(versies: readonly V[]): V[] {
  const nieuwsteEerst = [...versies].sort((a, b) => b.versie - a.versie);
  const stukken: V[] = [];
  let overgenomenVanaf: Datum | null = null;
  for (const v of nieuwsteEerst) {
    if (overgenomenVanaf !== null && overgenomenVanaf <= v.van) continue;
    const grens: Datum | null = overgenomenVanaf === null ? null : dagVoor(overgenomenVanaf);
    const tot = grens === null ? v.tot : v.tot === null || grens < v.tot ? grens : v.tot;
    stukken.unshift({ ...v, tot });
    overgenomenVanaf = v.van;
  }
  return stukken;
}

export function bundelvorm(organisatie: string, v: ActiviteitVersie): Bundelvorm {
  const { kenmerk: id, versie, naam, werkproces, bestuursorgaan, vertrouwelijk, van, tot, bewaartermijn } = v;
  return { organisatie, id, versie, naam, werkproces, bestuursorgaan, vertrouwelijk, van, tot, bewaartermijn: bewaartermijn.termijn };
}

/** The data of the event: the newest version, and all stretches of time, so that a consumer needs no earlier event. */
export function gewijzigd(organisatie: string, versies: readonly ActiviteitVersie[]): Bundelvorm & { versies: Bundelvorm[] } {
  const stukken = tijdlijn(versies);
  const nieuwste = stukken.reduce((a, b) => (b.versie > a.versie ? b : a));
  return { ...bundelvorm(organisatie, nieuwste), versies: stukken.map((v) => bundelvorm(organisatie, v)) };
}

/** When a record of this processing may be destroyed; unknown activity: unknown, never a guess. */
export function bewaring(versies: readonly ActiviteitVersie[], tijdstip: Date): { bewaartermijn: string; teVernietigenOp: Datum } | null {
  const dag = datumInAmsterdam(tijdstip);
  const versie = geldigOp(versies, dag);
  if (!versie) return null;
  const { termijn } = versie.bewaartermijn;
  return { bewaartermijn: termijn, teVernietigenOp: plusDuur(dag, termijn) };
}
