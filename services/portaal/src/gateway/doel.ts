import { datumInAmsterdam } from '@bronhuis/standaarden';
import type { Activiteit, Bundel } from '@bronhuis/toegang';

export type Werkproces = 'vergunningverlening' | 'openbaarmaking' | 'archiefbeheer' | 'rechten-betrokkenen' | 'logging-controle';

const geldtOp = (a: Activiteit, dag: string): boolean => a.van <= dag && (a.tot === null || dag <= a.tot);

/** The activity of this municipality that the work of a page belongs to, as it holds today; null when there is none. */
export function activiteitVoor(bundel: Pick<Bundel, 'activiteiten'>, organisatie: string, werkproces: Werkproces, nu: Date): string | null {
  const dag = datumInAmsterdam(nu);
  return bundel.activiteiten.find((a) => a.organisatie === organisatie && a.werkproces === werkproces && geldtOp(a, dag))?.id ?? null;
}

export interface Doel {
  id: string;
  naam: string;
}

/** All activities of this municipality that hold today. */
export function alleDoelen(bundel: Pick<Bundel, 'activiteiten'>, organisatie: string, nu: Date): Doel[] {
  return doelenVoor(bundel, organisatie, bundel.activiteiten.flatMap((a) => (a.organisatie === organisatie ? [a.id] : [])), nu);
}

/** Those of these activities that this municipality has and that hold today, in the order in which they were named. */
export function doelenVoor(bundel: Pick<Bundel, 'activiteiten'>, organisatie: string, ids: readonly string[], nu: Date): Doel[] {
  const dag = datumInAmsterdam(nu);
  const gevonden = [...new Set(ids)].map((id) => bundel.activiteiten.find((a) => a.organisatie === organisatie && a.id === id && geldtOp(a, dag)));
  return gevonden.flatMap((a) => (a ? [{ id: a.id, naam: a.naam }] : []));
}
