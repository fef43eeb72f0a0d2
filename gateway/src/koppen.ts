import type { IncomingHttpHeaders } from 'node:http';

/** Headers that end at this hop (RFC 9110 §7.6.1). */
const HOP = new Set(['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'expect']);

/** Headers by which components know who calls: only this gateway sets them, whatever the outside sends. */
const VAN_DE_GATEWAY = /^(x-bronhuis-.*|x-forwarded-.*|x-real-ip|forwarded|x-peer-.*|x-user-.*|x-client-cert.*|traceparent|tracestate|host)$/;

/**
 * Headers for the component: what came in without what may not pass, and what the gateway knows.
 * @returns flat list of names and values, as undici takes it
 */
export function naarBinnen(koppen: IncomingHttpHeaders, eigen: Record<string, string>): string[] {
  const uit: string[] = [];
  const genoemd = new Set(String(koppen.connection ?? '').toLowerCase().split(',').map((s) => s.trim()));
  for (const [naam, waarde] of Object.entries(koppen)) {
    if (waarde === undefined || HOP.has(naam) || genoemd.has(naam) || VAN_DE_GATEWAY.test(naam)) continue;
    if (Array.isArray(waarde)) for (const w of waarde) uit.push(naam, w);
    else uit.push(naam, waarde);
  }
  for (const [naam, waarde] of Object.entries(eigen)) uit.push(naam, waarde);
  return uit;
}

/** Headers for the caller: without those of the hop and those that tell how the inside is made. */
export function naarBuiten(koppen: Record<string, string | string[] | undefined>): Record<string, string | string[]> {
  const uit: Record<string, string | string[]> = {};
  for (const [naam, waarde] of Object.entries(koppen)) {
    if (waarde === undefined || HOP.has(naam) || naam.startsWith('x-bronhuis-') || naam === 'server' || naam === 'x-powered-by') continue;
    uit[naam] = waarde;
  }
  return uit;
}
