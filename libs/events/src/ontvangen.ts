import { isOin, organisatieVanEvent, leesTraceparent, sha256Hex, type CloudEvent } from '@bronhuis/standaarden';
import { deelType, isGedeeld } from './stromen.ts';

/** A destroyed thing: nothing of it applies any more, whatever its number. The highest bigint of the database. */
export const GRAFSTEEN = 9_223_372_036_854_775_807n;

export interface Ontvangen {
  organisatie: string;
  id: string;
  type: string;
  domein: string;
  onderwerp: string;
  versie: bigint;
  grafsteen: boolean;
  metVersie: boolean;
  event: CloudEvent;
  payload: string;
}

/** What cannot be read is parked with its reason, as far as one knows whose it is. */
export interface Onleesbaar {
  organisatie: string | null;
  id: string;
  payload: string;
  reden: string;
}

/** The OIN in a subject `<prefix>.<component>.<OIN>.…`, counted from behind the prefix, that may hold dots itself. */
export function organisatieVanOnderwerp(subject: string, voorvoegsel: string): string | null {
  const oin = subject.slice(voorvoegsel.length + 1).split('.')[1];
  return oin !== undefined && isOin(oin) ? oin : null;
}

/** `terugvalId` names a message without an id of its own: stream and number. */
export function lees(payload: string, organisatie: string | null, terugvalId: string): Ontvangen | Onleesbaar {
  const onleesbaar = (reden: string, id = terugvalId): Onleesbaar => ({ organisatie, id, payload, reden });
  let e: CloudEvent;
  try {
    e = JSON.parse(payload) as CloudEvent;
  } catch {
    return onleesbaar('Het bericht is geen JSON.');
  }
  if (typeof e !== 'object' || e === null || typeof e.id !== 'string' || e.id === '') return onleesbaar('Het bericht is geen CloudEvent.');
  // First of all whose it is: what says two things about that is nobody's, and may stand in no tenant's tables.
  if (organisatie === null || typeof e.source !== 'string' || eigenaar(e) !== organisatie) {
    return { ...onleesbaar('De bron van het event is niet de organisatie waarvoor het is verzonden.', e.id), organisatie: null };
  }
  const delen = typeof e.type === 'string' ? deelType(e.type) : null;
  if (!delen) return onleesbaar('Het type is niet van de vorm nl.gemeente.<domein>.<gebeurtenis>.', e.id);
  if (typeof e.subject !== 'string' || e.subject === '') return onleesbaar('Het event noemt geen onderwerp.', e.id);
  if (typeof e.sequence !== 'string' || !/^\d{1,18}$/.test(e.sequence)) return onleesbaar('Het event noemt geen versie (sequence).', e.id);
  if (!leesTraceparent(e.traceparent)) return onleesbaar('Het event draagt geen geldige traceparent.', e.id);
  // In a shared stream: many records of a log in a list with the name of the domain. They are facts, without a version.
  const vanLog = isGedeeld(delen.domein);
  if (vanLog && !recordsIn(e.data, delen.domein)) return onleesbaar(`De data van het bericht is geen lijst '${delen.domein}'.`, e.id);
  const grafsteen = e.type.endsWith('-vernietigd');
  return {
    organisatie,
    id: e.id,
    type: e.type,
    domein: delen.domein,
    onderwerp: e.subject,
    versie: grafsteen ? GRAFSTEEN : BigInt(e.sequence),
    grafsteen,
    metVersie: !vanLog,
    event: e,
    payload,
  };
}

function recordsIn(data: unknown, domein: string): unknown[] | null {
  const lijst = typeof data === 'object' && data !== null ? (data as { [naam: string]: unknown })[domein] : undefined;
  return Array.isArray(lijst) ? lijst : null;
}

/**
 * A message of a log that fails as a whole, taken apart: each record a message of its own, so that it can be retried,
 * parked and replayed alone. Its id is that of the record: in which message it came says nothing about it.
 */
export function deelOp(o: Ontvangen): Ontvangen[] {
  const records = o.metVersie ? null : recordsIn(o.event.data, o.domein);
  if (!records || records.length < 2) return [];
  return records.map((record) => {
    const eigen = (record as { id?: unknown } | null)?.id;
    const id = typeof eigen === 'string' && eigen !== '' ? eigen : sha256Hex(JSON.stringify(record));
    const event = { ...o.event, id, subject: id, data: { [o.domein]: [record] } };
    return { ...o, id, onderwerp: id, event, payload: JSON.stringify(event) };
  });
}

function eigenaar(e: CloudEvent): string | null {
  try {
    return organisatieVanEvent(e);
  } catch {
    return null; // a source that names no organisation belongs to nobody
  }
}

export const isLeesbaar = (o: Ontvangen | Onleesbaar): o is Ontvangen => 'event' in o;
