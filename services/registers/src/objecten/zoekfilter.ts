import { Probleem, zoekBsn } from '@bronhuis/standaarden';
import type { Objecttype } from '../objecttypen/objecttype.ts';

const POINTER = /^(\/([^~/*]|~[01])+)+$/;

/**
 * `?zoekPad=/adres/plaats&zoekWaarde=Overbrugge` as JSON that the data must contain: the value as a text and, where
 * it looks like one, as a number or a truth value. Never on the identifier of a person: that would put it in a URL.
 */
export function zoekfilter(pad: string | undefined, waarde: string | undefined, typen: readonly Objecttype[]): string[] | null {
  if (pad === undefined && waarde === undefined) return null;
  if (pad === undefined || waarde === undefined) {
    throw Probleem.ongeldig([{ name: pad === undefined ? 'zoekPad' : 'zoekWaarde', reason: 'zoekPad en zoekWaarde horen bij elkaar.', code: 'required' }]);
  }
  if (!POINTER.test(pad)) throw Probleem.ongeldig([{ name: 'zoekPad', reason: 'Verwacht een JSON-pointer zoals /adres/plaats.', code: 'pattern' }]);
  if (typen.some((t) => t.betrokkenen.some((b) => b.pad === pad)) || zoekBsn(waarde).length > 0) {
    throw Probleem.ongeldig([{ name: 'zoekPad', reason: 'Op de identificatie van een persoon kan niet met een adres worden gezocht.', code: 'persoon-in-adres' }]);
  }
  const delen = pad.split('/').slice(1).map((d) => d.replaceAll('~1', '/').replaceAll('~0', '~'));
  const verpak = (w: unknown): string => JSON.stringify(delen.reduceRight<unknown>((binnen, deel) => ({ [deel]: binnen }), w));
  return [verpak(waarde), ...(/^(-?(0|[1-9]\d*)(\.\d+)?|true|false)$/.test(waarde) ? [verpak(JSON.parse(waarde))] : [])];
}
