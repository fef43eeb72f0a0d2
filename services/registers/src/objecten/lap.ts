import { Probleem } from '@bronhuis/standaarden';
import type { Datum, InvalidParam } from '@bronhuis/standaarden';
import type { Gegevens } from '../objecttypen/schema.ts';
import { jsonPatch } from './jsonpatch.ts';
import { mergePatch } from './mergepatch.ts';

export const MERGE_PATCH = 'application/merge-patch+json';
export const JSON_PATCH = 'application/json-patch+json';

/** What a PATCH changes: the next version, as it would be if nothing changed but its begin. */
export interface Gelapt {
  beginGeldigheid: Datum;
  eindGeldigheid: Datum | null;
  correctieVoor: number | null;
  gegevens: Gegevens;
  /** As it was written: to be read, unless nothing changed. */
  geometrie: object | null;
}

const isObject = (v: unknown): boolean => typeof v === 'object' && v !== null && !Array.isArray(v);

const VELDEN: Record<keyof Gelapt, { mag: (v: unknown) => boolean; reden: string }> = {
  beginGeldigheid: { mag: (v) => typeof v === 'string', reden: 'Dit moet een datum zijn.' },
  eindGeldigheid: { mag: (v) => v === null || typeof v === 'string', reden: 'Dit moet een datum zijn, of null.' },
  correctieVoor: { mag: (v) => v === null || (Number.isSafeInteger(v) && Number(v) > 0), reden: 'Dit moet het nummer van een versie zijn, of null.' },
  gegevens: { mag: isObject, reden: 'Dit moet een object zijn.' },
  geometrie: { mag: (v) => v === null || isObject(v), reden: 'Dit moet een geometrie zijn, of null.' },
};

/**
 * Applies a patch of either kind.
 * @throws Probleem 400 with every field that came out wrong
 */
export function pasLapToe(mediatype: string, doel: Gelapt, lap: unknown): Gelapt {
  const uit = mediatype === JSON_PATCH ? jsonPatch(doel, lap) : mergePatch(doel, lap);
  if (typeof uit !== 'object' || uit === null || Array.isArray(uit)) throw Probleem.ongeldig([{ name: 'body', reason: 'De wijziging laat geen object over.', code: 'type' }]);
  // RFC 7396: null removes, and what is not there is null here.
  const nieuw = { eindGeldigheid: null, correctieVoor: null, geometrie: null, ...uit } as Gelapt;
  const fouten: InvalidParam[] = [
    ...Object.keys(nieuw).filter((naam) => !Object.hasOwn(VELDEN, naam)).map((name) => ({ name, reason: 'Dit gegeven is hier niet bekend.', code: 'additionalProperties' })),
    ...Object.entries(VELDEN).flatMap(([name, { mag, reden }]) => (mag(nieuw[name as keyof Gelapt]) ? [] : [{ name, reason: reden, code: 'type' }])),
  ];
  if (fouten.length === 0 && nieuw.beginGeldigheid !== doel.beginGeldigheid) {
    // Built on what holds on one day and starting on another, it would silently skip what lies between.
    fouten.push({ name: 'beginGeldigheid', reason: 'Noem de dag waarop de wijziging ingaat met geldigOp.', code: 'geldig-op' });
  }
  if (fouten.length > 0) throw Probleem.ongeldig(fouten);
  return nieuw;
}
