import { willekeurig } from './willekeur.ts';

export interface TraceContext {
  traceId: string;
  spanId: string;
  vlag: string;
}

const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/** W3C Trace Context §3.2: null for what must be ignored. */
export function leesTraceparent(s: unknown): TraceContext | null {
  const m = typeof s === 'string' ? TRACEPARENT.exec(s) : null;
  if (!m) return null;
  const [, versie, traceId, spanId, vlag, rest] = m as unknown as [
    string,
    string,
    string,
    string,
    string,
    string | undefined,
  ];
  if (versie === 'ff' || (versie === '00' && rest !== undefined)) return null;
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return null;
  return { traceId, spanId, vlag };
}

function nieuwId(bytes: 8 | 16): string {
  const id = willekeurig(bytes).toString('hex');
  return /^0+$/.test(id) ? nieuwId(bytes) : id;
}

export function nieuweTrace(): string {
  return `00-${nieuwId(16)}-${nieuwId(8)}-01`;
}

/** The same trace, a new span. */
export function kindVan(traceparent: string): string {
  const ouder = leesTraceparent(traceparent);
  if (!ouder) throw new TypeError('Geen geldige traceparent');
  return `00-${ouder.traceId}-${nieuwId(8)}-${ouder.vlag}`;
}
