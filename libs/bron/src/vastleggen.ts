import type pg from 'pg';
import { maakCloudEvent } from '@bronhuis/standaarden';
import { stuur } from './opdracht.ts';
import { reeks, teksten } from './reeks.ts';
import type { Antwoord, Context, Idempotentie, Kop, Verwerkingsregel } from './types.ts';

export type Uitgaand = { onderwerp: string; id: string; type: string; versie: number; payload: string };
export type Sleutelantwoord = Idempotentie & { antwoord: Antwoord };

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

/** The arguments of `bron.leg_vast` behind the organisation. Of many writes, what belongs to one stands at the same place in each list. */
export function wat(events: readonly Uitgaand[], regels: readonly (Verwerkingsregel & { spoor: string })[], sleutels: readonly (Sleutelantwoord | null)[]): unknown[] {
  return [
    reeks(events.map((e) => e.onderwerp)),
    reeks(events.map((e) => e.id)),
    reeks(events.map((e) => e.type)),
    reeks(events.map((e) => e.versie)),
    teksten(events.map((e) => e.payload)),
    reeks(regels.map((r) => r.spoor)),
    reeks(regels.map((r) => r.onderwerp ?? null)),
    teksten(regels.map((r) => json(r.verwerking))),
    teksten(regels.map((r) => json(r.beslissing))),
    reeks(sleutels.map((s) => s?.sleutel ?? null)),
    reeks(sleutels.map((s) => s?.verzoekHash ?? null)),
    reeks(sleutels.map((s) => s?.antwoord.onderwerp ?? null)),
    teksten(sleutels.map((s) => s && antwoordtekst(s.antwoord))),
  ];
}

function antwoordtekst({ onderwerp: _, ...antwoord }: Antwoord): string {
  return JSON.stringify(antwoord);
}

const LEG_VAST = "select bron.leg_vast('{}', $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";

/** What a transaction leaves beside its own rows: events, records, the answer of its key. Sent without waiting: the COMMIT goes right behind. */
export async function legVast(client: pg.ClientBase, ctx: Context, events: readonly Uitgaand[], regels: readonly Verwerkingsregel[], sleutel?: Sleutelantwoord): Promise<void> {
  if (events.length === 0 && regels.length === 0 && !sleutel) return;
  const kolommen = wat(events, regels.map((r) => ({ ...r, spoor: ctx.traceparent })), sleutel ? [sleutel] : []);
  await stuur(client, LEG_VAST, [ctx.organisatie, ...kolommen], 'bron_leg_vast');
}
