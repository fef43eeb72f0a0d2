import { datumInAmsterdam } from '@bronhuis/standaarden';
import type { Activiteit, Bundel } from '@bronhuis/toegang';

export type Werkproces = 'vergunningverlening' | 'openbaarmaking' | 'archiefbeheer' | 'rechten-betrokkenen' | 'logging-controle';

/** The activity of this municipality that the work of a page belongs to, as it holds today; null when there is none. */
export function activiteitVoor(bundel: Pick<Bundel, 'activiteiten'>, organisatie: string, werkproces: Werkproces, nu: Date): string | null {
  const dag = datumInAmsterdam(nu);
  const geldt = (a: Activiteit): boolean => a.organisatie === organisatie && a.werkproces === werkproces && a.van <= dag && (a.tot === null || dag <= a.tot);
  return bundel.activiteiten.find(geldt)?.id ?? null;
}
