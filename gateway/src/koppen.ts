import type { IncomingHttpHeaders } from 'node:http';
import { Probleem } from '@bronhuis/standaarden';

/** Headers that end at this hop (RFC 9110 §7.6.1). */
const HOP = new Set(['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'expect']);

/** Headers by which components know who calls: only this gateway sets them, whatever the outside sends. */
const VAN_DE_GATEWAY = /^(x-bronhuis-.*|x-forwarded-.*|x-real-ip|forwarded|x-peer-.*|x-user-.*|x-client-cert.*|traceparent|tracestate|host)$/;

/** Headers that tell how the inside is made. */
const VAN_BINNEN = /^(x-bronhuis-.*|server|x-powered-by)$/;

const blijftBuiten = metGeheugen((naam) => HOP.has(naam) || VAN_DE_GATEWAY.test(naam));
const blijftBinnen = metGeheugen((naam) => HOP.has(naam) || VAN_BINNEN.test(naam));

/** RFC 9110 §5.5: whatever came in, a value never ends its own line. */
const GEEN_WAARDE = /[^\t\x20-\x7e\x80-\xff]/;

export const isWaarde = (waarde: string): boolean => !GEEN_WAARDE.test(waarde);

/** Lines of headers for the component: what came in without what may not pass. @throws Probleem 400 */
export function naarBinnen(koppen: IncomingHttpHeaders): string {
  let uit = '';
  const genoemd = koppen.connection === undefined || koppen.connection === 'keep-alive' ? null : new Set(koppen.connection.toLowerCase().split(',').map((s) => s.trim()));
  for (const naam in koppen) {
    const waarde = koppen[naam];
    if (waarde === undefined || blijftBuiten(naam) || genoemd?.has(naam)) continue;
    if (typeof waarde === 'string') uit += regel(naam, waarde);
    else for (const w of waarde) uit += regel(naam, w);
  }
  return uit;
}

export function regel(naam: string, waarde: string): string {
  if (!isWaarde(waarde)) throw Probleem.ongeldig([{ name: naam, reason: 'Deze header bevat tekens die niet mogen.' }]);
  return `${naam}: ${waarde}\r\n`;
}

/** Headers for the caller: without those of the hop and those that tell how the inside is made. Flat lists. */
export function naarBuiten(koppen: string[]): string[] {
  const uit: string[] = [];
  for (let i = 0; i < koppen.length; i += 2) {
    const naam = koppen[i] as string;
    if (!blijftBinnen(naam)) uit.push(naam, koppen[i + 1] as string);
  }
  return uit;
}

/** The names of headers are few; whoever makes up new ones only makes it forget. */
function metGeheugen(oordeel: (naam: string) => boolean): (naam: string) => boolean {
  const bekend = new Map<string, boolean>();
  return (naam) => {
    let uitkomst = bekend.get(naam);
    if (uitkomst === undefined) {
      uitkomst = oordeel(naam);
      if (bekend.size >= 1000) bekend.clear();
      bekend.set(naam, uitkomst);
    }
    return uitkomst;
  };
}
