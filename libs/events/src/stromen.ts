import {
  AckPolicy,
  DeliverPolicy,
  DiscardPolicy,
  JetStreamApiError,
  RetentionPolicy,
  StorageType,
  jetstreamManager,
  type ConsumerConfig,
  type JetStreamManager,
  type StreamConfig,
} from '@nats-io/jetstream';
import { connect, nanos } from '@nats-io/transport-node';

/** Streams that every component writes to, beside its own. */
export const GEDEELDE_STROMEN = ['verwerkingen', 'beslissingen'] as const;

export const isGedeeld = (stroom: string): boolean => (GEDEELDE_STROMEN as readonly string[]).includes(stroom);

export type Stroom =
  | 'registers'
  | 'selectielijst'
  | 'woo-publicatie'
  | 'toegangsbeheer'
  | 'verantwoording'
  | (typeof GEDEELDE_STROMEN)[number];

/** What a component consumes: a stream, or one domain of it (one filter per consumer: nats-server 2.9). */
export interface Consumptie {
  stroom: Stroom | (string & {});
  domein?: string;
}

const dag = 24 * 60 * 60 * 1000;
export const BEWAARTERMIJNEN = {
  /** Longer than the stream: what NATS loses can be sent again. */
  uitgaandMs: 14 * dag,
  stroomMs: 7 * dag,
  /** Longer than the outbox: what is sent again is recognised. */
  inkomendMs: 21 * dag,
} as const;

const DEDUPE_MS = 2 * 60 * 1000;
/** A consumer at work says so every five seconds; what a dead one had in hand comes back after this. */
const ACK_WAIT_MS = 15_000;

const veilig = (s: string): string => s.replaceAll('.', '_');

/** Stream and consumer names have no dots (they are a token in a subject of the JetStream API). */
export const naamVanStroom = (voorvoegsel: string, stroom: string): string => `${veilig(voorvoegsel)}_${veilig(stroom)}`;

export const naamVanConsument = (component: string, c: Consumptie): string =>
  c.domein ? `${veilig(component)}-${veilig(c.domein)}` : veilig(component);

export const filterVan = (voorvoegsel: string, c: Consumptie): string =>
  c.domein ? `${voorvoegsel}.${c.stroom}.*.${c.domein}.>` : `${voorvoegsel}.${c.stroom}.>`;

/** `nl.gemeente.dossiers.dossier-afgesloten` -> dossiers, dossier-afgesloten. */
export function deelType(type: string): { domein: string; gebeurtenis: string } | null {
  const d = /^nl\.gemeente\.([a-z0-9-]+)\.([a-z0-9-]+)$/.exec(type);
  return d ? { domein: d[1] as string, gebeurtenis: d[2] as string } : null;
}

export function onderwerpVan(voorvoegsel: string, component: string, organisatie: string, type: string): string {
  const delen = deelType(type);
  if (!delen) throw new Error(`Het type '${type}' is niet van de vorm nl.gemeente.<domein>.<gebeurtenis>.`);
  return `${voorvoegsel}.${component}.${organisatie}.${delen.domein}.${delen.gebeurtenis}`;
}

export const onderwerpVanGedeeld = (
  voorvoegsel: string,
  stroom: (typeof GEDEELDE_STROMEN)[number],
  organisatie: string,
  component: string,
): string => `${voorvoegsel}.${stroom}.${organisatie}.${component}`;

export interface StroomWensen {
  component: string;
  consumeert: Consumptie[];
  /** Copies of each stream in a cluster; 1 on a single server. */
  replicas?: number;
  ackWaitMs?: number;
}

const isNietGevonden = (fout: unknown): boolean => fout instanceof JetStreamApiError && fout.status === 404;

async function zetStroom(jsm: JetStreamManager, voorvoegsel: string, stroom: string, replicas: number): Promise<void> {
  const naam = naamVanStroom(voorvoegsel, stroom);
  const wens = {
    subjects: [`${voorvoegsel}.${stroom}.>`],
    retention: RetentionPolicy.Limits,
    storage: StorageType.File,
    discard: DiscardPolicy.Old,
    max_age: nanos(BEWAARTERMIJNEN.stroomMs),
    duplicate_window: nanos(DEDUPE_MS),
    num_replicas: replicas,
  } satisfies Partial<StreamConfig>;
  try {
    const { config } = await jsm.streams.info(naam);
    const gelijk =
      config.max_age === wens.max_age &&
      config.duplicate_window === wens.duplicate_window &&
      config.num_replicas === wens.num_replicas &&
      config.subjects?.join() === wens.subjects.join();
    if (!gelijk) await jsm.streams.update(naam, wens);
  } catch (fout) {
    if (!isNietGevonden(fout)) throw fout;
    await jsm.streams.add({ name: naam, ...wens }); // the same wish from two migrations at once is no conflict
  }
}

async function zetConsument(
  jsm: JetStreamManager,
  voorvoegsel: string,
  { component, ackWaitMs }: StroomWensen,
  c: Consumptie,
): Promise<void> {
  const stroom = naamVanStroom(voorvoegsel, c.stroom);
  const naam = naamVanConsument(component, c);
  const wens = {
    ack_wait: nanos(ackWaitMs ?? ACK_WAIT_MS),
    max_ack_pending: 4_000,
    // Giving up is decided by our own table, never by the broker.
    max_deliver: -1,
    filter_subject: filterVan(voorvoegsel, c),
  } satisfies Partial<ConsumerConfig>;
  try {
    const { config } = await jsm.consumers.info(stroom, naam);
    const gelijk = (Object.keys(wens) as (keyof typeof wens)[]).every((k) => config[k] === wens[k]);
    if (!gelijk) await jsm.consumers.update(stroom, naam, wens);
  } catch (fout) {
    if (!isNietGevonden(fout)) throw fout;
    await jsm.consumers.add(stroom, {
      durable_name: naam,
      ack_policy: AckPolicy.Explicit,
      deliver_policy: DeliverPolicy.All,
      ...wens,
    });
  }
}

/**
 * Makes or changes the streams that a component writes to and the durable consumers that it reads with. Only the
 * migration step calls this: two versions of a component side by side would otherwise fight over the settings.
 */
export async function migreerStromen(natsUrl: string, voorvoegsel: string, wensen: StroomWensen): Promise<void> {
  const nc = await connect({ servers: natsUrl.split(','), name: `${wensen.component}-migratie`, timeout: 5_000 });
  try {
    const jsm = await jetstreamManager(nc, { checkAPI: false });
    const stromen = new Set<string>([wensen.component, ...GEDEELDE_STROMEN, ...wensen.consumeert.map((c) => c.stroom)]);
    for (const stroom of stromen) await zetStroom(jsm, voorvoegsel, stroom, wensen.replicas ?? 1);
    for (const c of wensen.consumeert) await zetConsument(jsm, voorvoegsel, wensen, c);
  } finally {
    await nc.close();
  }
}
