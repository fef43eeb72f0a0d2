import { isDatum, isDuur } from '@bronhuis/standaarden';
import type { Activiteit } from '@bronhuis/toegang';

/** An activity with how long what is done for it is kept (ISO 8601); absent when its register does not say. */
export type BewaardeActiviteit = Activiteit & { bewaartermijn?: string };

/**
 * All versions of one activity, as its event carries them: the newest at the top, and the whole row of versions with the
 * days on which each holds. @throws Error that says what is wrong; the event is then parked
 */
export function eisActiviteiten(data: unknown, organisatie: string): BewaardeActiviteit[] {
  const d = data as { versies?: unknown } | null;
  const versies = (Array.isArray(d?.versies) ? d.versies : [data]).map((v) => eisActiviteit(v, organisatie));
  if (new Set(versies.map((v) => v.id)).size !== 1) throw new Error('an event speaks of one activity');
  return versies;
}

function eisActiviteit(data: unknown, organisatie: string): BewaardeActiviteit {
  const a = data as BewaardeActiviteit;
  if (typeof a !== 'object' || a === null || !a.id || !a.werkproces || !a.naam || !a.bestuursorgaan) throw new Error('an activity has id, naam, werkproces and bestuursorgaan');
  if (a.organisatie !== organisatie) throw new Error('an activity of another organisatie than its subject says');
  if (!Number.isInteger(a.versie) || a.versie < 1) throw new Error('an activity has a version');
  if (!isDatum(a.van) || (a.tot !== null && !isDatum(a.tot))) throw new Error('an activity has van and tot');
  if (a.bewaartermijn !== undefined && !isDuur(a.bewaartermijn)) throw new Error('an activity keeps its records for an ISO 8601 duration');
  return a;
}
