import type pg from 'pg';
import { maakCloudEvent } from '@bronhuis/standaarden';
import { stuur } from './opdracht.ts';
import type { Antwoord, Context, Idempotentie, Kop, Verwerkingsregel } from './types.ts';

export type Uitgaand = { onderwerp: string; id: string; type: string; versie: number; payload: string };
export type Sleutelantwoord = Idempotentie & { antwoord: Antwoord };

const GEWOON = 'select bron.leg_vast($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)';
const UITGAAND = `insert into bron.uitgaand (organisatie, onderwerp, id, type, versie, payload)
  select $1, o, i, t, v, p from unnest($2::text[], $3::uuid[], $4::text[], $5::bigint[], $6::text[]) as x(o, i, t, v, p)`;
const VERWERKING = `insert into bron.verwerking_uit (organisatie, traceparent, onderwerp, verwerking, beslissing)
  select $1, $2, o, v::json, b::json from unnest($3::text[], $4::text[], $5::text[]) as x(o, v, b)`;

/** The event of a change, as it lies in the outbox. */
export function uitgaand(ctx: Context, component: string, kop: Kop, e: { type: string; data: object }): Uitgaand {
  const event = maakCloudEvent({
    organisatie: ctx.organisatie,
    component,
    type: e.type,
    subject: kop.id,
    versie: kop.versie,
    data: e.data,
    traceparent: ctx.traceparent,
    tijd: kop.tijd,
  });
  return { onderwerp: kop.id, id: event.id, type: e.type, versie: kop.versie, payload: JSON.stringify(event) };
}

const json = (v: object | null): string | null => (v === null ? null : JSON.stringify(v));

/**
 * What a transaction leaves beside its own rows: events, records, the answer of its key. One call for the ordinary
 * write, one statement per table when there are more; sent without waiting, the COMMIT goes right behind.
 */
export async function legVast(
  client: pg.ClientBase,
  ctx: Context,
  events: Uitgaand[],
  regels: Verwerkingsregel[],
  sleutel?: Sleutelantwoord,
): Promise<void> {
  const verstuurd: Promise<unknown>[] = [];
  let [event, regel] = [events[0], regels[0]];
  if (events.length > 1) {
    const e = events;
    const kolommen = [e.map((x) => x.onderwerp), e.map((x) => x.id), e.map((x) => x.type), e.map((x) => x.versie), e.map((x) => x.payload)];
    verstuurd.push(stuur(client, UITGAAND, [ctx.organisatie, ...kolommen], 'bron_uitgaand'));
    event = undefined;
  }
  if (regels.length > 1) {
    const kolommen = [regels.map((x) => x.onderwerp ?? null), regels.map((x) => json(x.verwerking)), regels.map((x) => json(x.beslissing))];
    verstuurd.push(stuur(client, VERWERKING, [ctx.organisatie, ctx.traceparent, ...kolommen], 'bron_verwerking'));
    regel = undefined;
  }
  if (event || regel || sleutel) verstuurd.push(stuur(client, GEWOON, gewoon(ctx, event, regel, sleutel), 'bron_leg_vast'));
  // Awaited in the order in which they were sent: the first failure is the cause of the others.
  for (const antwoord of verstuurd) await antwoord;
}

function gewoon(ctx: Context, event?: Uitgaand, regel?: Verwerkingsregel, sleutel?: Sleutelantwoord): unknown[] {
  const { onderwerp, ...antwoord } = sleutel?.antwoord ?? {};
  return [
    ctx.organisatie,
    ctx.traceparent,
    event?.onderwerp,
    event?.id,
    event?.type,
    event?.versie,
    event?.payload,
    regel !== undefined,
    regel?.onderwerp,
    json(regel?.verwerking ?? null),
    json(regel?.beslissing ?? null),
    sleutel?.sleutel,
    sleutel?.verzoekHash,
    onderwerp,
    sleutel ? JSON.stringify(antwoord) : null,
  ];
}
