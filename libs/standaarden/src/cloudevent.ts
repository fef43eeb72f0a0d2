import { isOin } from './nummers.ts';
import { uuidv7 } from './uuid.ts';

/** CloudEvents 1.0, NL GOV profile, with the extensions sequence and distributed tracing. */
export interface CloudEvent<D = unknown> {
  specversion: '1.0';
  id: string;
  source: string;
  type: string;
  subject: string;
  time: string;
  datacontenttype: 'application/json';
  dataschema: string;
  /** the version of the thing, in decimals: compare as a number */
  sequence: string;
  sequencetype: 'Integer';
  traceparent: string;
  data: D;
}

export interface NieuwEvent<D> {
  organisatie: string;
  component: string;
  type: string;
  subject: string;
  versie: number;
  data: D;
  traceparent: string;
  tijd: Date;
  id?: string;
  schemaversie?: number;
}

const TYPE = /^nl\.gemeente(\.[a-z0-9]+(-[a-z0-9]+)*){2}$/;
const BRON = /^urn:nld:oin:(\d{20}):systeem:([a-z0-9-]+)$/;

export function maakCloudEvent<D>(e: NieuwEvent<D>): CloudEvent<D> {
  if (!isOin(e.organisatie)) throw new TypeError('Een event hoort bij één organisatie (OIN)');
  if (!TYPE.test(e.type))
    throw new TypeError(`Geen eventtype van de vorm nl.gemeente.<domein>.<gebeurtenis>: ${e.type}`);
  if (!Number.isSafeInteger(e.versie) || e.versie < 1) throw new TypeError(`Geen versie: ${e.versie}`);
  return {
    specversion: '1.0',
    id: e.id ?? uuidv7(),
    source: `urn:nld:oin:${e.organisatie}:systeem:${e.component}`,
    type: e.type,
    subject: e.subject,
    time: e.tijd.toISOString(),
    datacontenttype: 'application/json',
    dataschema: `urn:bronhuis:schema:${e.type}:${e.schemaversie ?? 1}`,
    sequence: String(e.versie),
    sequencetype: 'Integer',
    traceparent: e.traceparent,
    data: e.data,
  };
}

export function organisatieVanEvent(e: Pick<CloudEvent, 'source'>): string {
  const m = BRON.exec(e.source);
  if (!m?.[1]) throw new TypeError(`De bron van dit event noemt geen organisatie: ${e.source}`);
  return m[1];
}
