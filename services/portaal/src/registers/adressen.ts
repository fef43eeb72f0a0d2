import { isDatum, isUuid } from '@bronhuis/standaarden';
import { Weigering } from '../gateway/gateway.ts';
import { adres } from '../html.ts';
import type { Keuze } from './tijdlijn.ts';

/** Where a registration stands, and for which purpose one looks; null when its type has only one. */
export interface Plek {
  type: string;
  object: string;
  doel: string | null;
}

/** @throws Weigering 404 for what no list ever linked to */
export function typepad(id: string): string {
  if (!isUuid(id)) throw new Weigering(404, undefined);
  return `/registers/v1${adres`/objecttypen/${id}`}`;
}

/** @throws Weigering 404 for what no list ever linked to */
export function objectpad(id: string): string {
  if (!isUuid(id)) throw new Weigering(404, undefined);
  return `/registers/v1${adres`/objecten/${id}`}`;
}

function met(pad: string, vraag: Record<string, string | null>): string {
  const gevuld = Object.entries(vraag).filter((v): v is [string, string] => v[1] !== null);
  return gevuld.length === 0 ? pad : `${pad}?${new URLSearchParams(gevuld).toString()}`;
}

/** A day and a moment say nothing about anybody, so they may stand in an address. */
export const objectadres = (plek: Plek, k: Keuze | null): string =>
  met(adres`/objecttypen/${plek.type}/objecten/${plek.object}`, { doel: plek.doel, geldigOp: k?.geldigOp ?? null, beschikbaarOp: k?.beschikbaarOp ?? null });

export const zoekadres = (type: string, doel: string | null): string => met(adres`/objecttypen/${type}/zoeken`, { doel });

export const terugNaarZoeken = ({ type, doel }: Plek, naam: string): { pad: string; naam: string } => ({ pad: zoekadres(type, doel), naam: `Zoek in ${naam}` });

/** The question of registers; here and behind the gateway the same names. */
export function momenten({ van, tot }: { van: Keuze; tot: Keuze }): Record<string, string | null> {
  return { van: van.geldigOp, vanBeschikbaarOp: van.beschikbaarOp, tot: tot.geldigOp, totBeschikbaarOp: tot.beschikbaarOp };
}

export const verschiladres = (plek: Plek, tussen: { van: Keuze; tot: Keuze }): string => met(adres`/objecttypen/${plek.type}/objecten/${plek.object}/verschil`, { doel: plek.doel, ...momenten(tussen) });

export const verschilvraag = (object: string, tussen: { van: Keuze; tot: Keuze }): string => met(`${objectpad(object)}/verschil`, momenten(tussen));

/** What was typed or linked, as a day and a moment; what is none counts as not asked. */
export function leesKeuze(dag: unknown, op: unknown, vandaag: string): Keuze | null {
  const geldigOp = isDatum(dag) && !dag.startsWith('0000') ? dag : null;
  const t = typeof op === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(op) ? new Date(op) : null;
  const beschikbaarOp = t && !Number.isNaN(t.getTime()) && t.getUTCFullYear() > 0 && t.getUTCFullYear() < 10_000 ? t.toISOString() : null;
  return geldigOp === null && beschikbaarOp === null ? null : { geldigOp: geldigOp ?? vandaag, beschikbaarOp };
}
