import { schendt } from '@bronhuis/bron';
import { Probleem } from '@bronhuis/standaarden';
import type { Typeinhoud } from './objecttype.ts';
import { alsParam } from './schema.ts';

/** Did the database refuse it because another object has the natural key? */
export const isSleutelVanAnder = (fout: unknown): boolean => schendt(fout, 'object_sleutel_pkey');

/** Names the fields that together are the key, never what stood in them. */
const bezwaar = (type: Pick<Typeinhoud, 'sleutel'>, detail: string, code: string): Probleem =>
  new Probleem({
    status: 409,
    title: 'Dit kan nu niet',
    detail,
    code,
    invalidParams: (type.sleutel ?? []).map((pad) => alsParam({ pad, reden: 'Samen met de andere sleutelvelden hoort dit bij één object.', code: 'sleutel' })),
  });

/** What the caller hears instead of that refusal; any other fault stays what it is. */
export const vertaalSleutelfout = (fout: unknown, type: Pick<Typeinhoud, 'sleutel'>): unknown =>
  isSleutelVanAnder(fout) ? bezwaar(type, 'Er is al een ander object van dit type met deze natuurlijke sleutel.', 'sleutel-bestaat') : fout;

/** Of a type that cannot have this key, because of what is there. */
export const sleutelNietUniek = (type: Pick<Typeinhoud, 'sleutel'>): Probleem =>
  bezwaar(type, 'Er zijn objecten van dit type die deze natuurlijke sleutel delen. Maak ze eerst verschillend.', 'sleutel-niet-uniek');
