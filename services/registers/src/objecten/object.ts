import { isDatum, Probleem } from '@bronhuis/standaarden';
import type { Datum } from '@bronhuis/standaarden';
import type { Versie } from './tijdassen.ts';

export interface NieuweVersie {
  beginGeldigheid: Datum;
  correctieVoor: number | null;
}

/**
 * A next version of an object. Back-dating is allowed: a version with an earlier begin splits the period in which it
 * falls. A correction names the version that was wrong; each version is corrected at most once.
 */
export function decideVersie(versies: readonly Versie[], opdracht: NieuweVersie): NieuweVersie {
  if (!isDatum(opdracht.beginGeldigheid)) {
    throw Probleem.ongeldig([{ name: 'beginGeldigheid', reason: 'Deze datum bestaat niet.', code: 'datum' }]);
  }
  const { correctieVoor } = opdracht;
  if (correctieVoor === null) return opdracht;
  if (!versies.some((v) => v.versie === correctieVoor)) {
    throw Probleem.ongeldig([{ name: 'correctieVoor', reason: `Versie ${correctieVoor} van dit object bestaat niet.`, code: 'correctie' }]);
  }
  const eerder = versies.find((v) => v.correctieVoor === correctieVoor);
  if (eerder) {
    throw Probleem.conflict(`Versie ${correctieVoor} is al gecorrigeerd door versie ${eerder.versie}. Corrigeer versie ${eerder.versie}.`, 'al-gecorrigeerd');
  }
  return opdracht;
}
