import { CSP } from '../src/koppen.ts';
import type { Blad } from './browser.ts';

const ELEMENTEN = new Set(
  'html head meta title link body a header div p span nav ul ol li main section form input button label fieldset legend textarea select option datalist h1 h2 h3 h4 dl dt dd table caption thead tbody tr th td details summary footer mark strong em br svg g defs pattern rect line circle path text desc'.split(' '),
);
const KENMERKEN =
  /^(lang|class|charset|name|content|rel|type|href|id|tabindex|role|method|action|enctype|value|for|maxlength|list|required|checked|selected|rows|autocomplete|accept|scope|data-kop|width|height|viewBox|patternUnits|fill|text-anchor|d|r|[cxy][12xy]?|aria-(hidden|label|labelledby|describedby|current|invalid))$/;

/** Technical words that a page never says, and what slips in when a value is missing. */
const TECHNIEK = /\b(undefined|null|NaN|Error|HTTP|JSON|token|server|stack|problem|exception|ECONN\w*|uuid|OIN|API|timeout|bad request|not found)\b|\[object|\bat \/|function\s*\w*\s*\(/i;

/** Everything between the tags, as a person reads it. */
export const tekstVan = (html: string): string => html.replace(/<title>.*?<\/title>/s, ' ').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim();

/** What is wrong with the HTML: an element or attribute that we do not write, an address outside the house. */
export function keurHtml(html: string): string[] {
  const fouten: string[] = [];
  const zonderTags = html.replace(/^<!doctype html>/, '').replace(/<(\/?)([a-z0-9]+)((?:\s+[a-zA-Z][a-zA-Z0-9-]*(?:="[^"<>]*")?)*)\s*\/?>/g, (_, _sluit: string, naam: string, kenmerken: string) => {
    if (!ELEMENTEN.has(naam)) fouten.push(`element ${naam}`);
    for (const [, kenmerk = '', waarde = ''] of kenmerken.matchAll(/([a-zA-Z][a-zA-Z0-9-]*)(?:="([^"]*)")?/g)) {
      if (!KENMERKEN.test(kenmerk)) fouten.push(`attribute ${kenmerk}`);
      if ((kenmerk === 'href' || kenmerk === 'action') && !/^(\/(?![/\\])|#)/.test(waarde)) fouten.push(`${kenmerk}=${waarde.slice(0, 60)}`);
    }
    return '';
  });
  const los = /[<>]/.exec(zonderTags);
  if (los) fouten.push(`a loose ${los[0]}: ${zonderTags.slice(Math.max(0, los.index - 40), los.index + 60)}`);
  return fouten;
}

/** What every answer must have (ADR /core/transport/security-headers), and every page. */
export function keurAntwoord(blad: Blad, o: { woorden?: boolean } = {}): string[] {
  const fouten: string[] = [];
  const eis = (kop: string, vorm: RegExp): void => {
    if (!vorm.test(String(blad.koppen[kop] ?? ''))) fouten.push(`header ${kop}: ${String(blad.koppen[kop])}`);
  };
  eis('x-content-type-options', /^nosniff$/);
  eis('x-frame-options', /^DENY$/);
  eis('strict-transport-security', /max-age=\d{8}/);
  eis('referrer-policy', /^(no-referrer|same-origin)$/);
  eis('content-security-policy', /default-src 'none'.*frame-ancestors 'none'/);
  eis('cache-control', /no-store|immutable/);
  if (blad.koppen['x-powered-by'] ?? blad.koppen['server']) fouten.push('it tells what it is made of');
  for (const kop of blad.koppen['set-cookie'] ?? []) if (!/^(sessie|melding)=[^;]*; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+(; Secure)?$/.test(kop)) fouten.push(`cookie ${kop.replace(/=[^;]*/, '')}`);
  if (blad.status === 303) return [...fouten, ...keurVerwijzing(blad)];
  const type = String(blad.koppen['content-type'] ?? '');
  if (blad.status < 400 && !type.startsWith('text/html')) return fouten;
  eis('content-type', /^text\/html; charset=utf-8$/);
  eis('content-security-policy', new RegExp(`^${CSP.replace(/[.*+?^$()|[\]\\]/g, '\\$&')}$`));
  if (blad.tekst === '') return [...fouten, 'an empty page'];
  if (!/^<!doctype html>\s*<html lang="nl"/.test(blad.tekst)) fouten.push('not a page in Dutch');
  if ((blad.tekst.match(/<h1\b/g) ?? []).length !== 1) fouten.push('not exactly one h1');
  if (!/<main id="inhoud"/.test(blad.tekst)) fouten.push('no main');
  if (o.woorden) {
    // What stands in a field is of who filled it in.
    const woord = TECHNIEK.exec(tekstVan(blad.tekst.replace(/(<textarea [^>]*>)[^<]*/g, '$1')));
    if (woord) fouten.push(`says “${woord[0]}”`);
  }
  return [...fouten, ...keurHtml(blad.tekst)];
}

function keurVerwijzing(blad: Blad): string[] {
  const naar = String(blad.koppen.location ?? '');
  const hier = 'http://overbrugge.localhost:8080';
  return /^\/(?![/\\])/.test(naar) && new URL(naar, hier).origin === hier ? [] : [`leads out of the house: ${naar}`];
}
