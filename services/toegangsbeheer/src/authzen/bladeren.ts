import { canoniek, Probleem, sha256Hex } from '@bronhuis/standaarden';
import { MAX_RESULTATEN } from './authzen.schema.ts';

/** `page` of a search request (AuthZEN 1.0 §8.2.1). */
export interface Pagina {
  token?: string;
  limit?: number;
}

/** Where a page begins, and how much it holds. */
export interface Stand {
  limiet: number;
  /** Key of the last candidate of the page before; empty at the start. */
  na: string;
}

const STANDAARD_LIMIET = 50;
const ONOPSLAANBAAR = /[\u0000\p{Surrogate}]/u;

/**
 * A page is one of its question: what is asked with a token must be what was asked before (§8.2). The trace of a request
 * is its own, and is no part of the question. There is nothing secret in a token: it only says how far one is.
 */
export function vingerafdruk(soort: string, organisatie: string, vraag: { subject?: object; action?: object; resource?: object; context?: object }): string {
  const { subject, action, resource, context } = vraag;
  const { traceparent: _, tracestate: __, ...omstandigheden } = (context ?? {}) as Record<string, unknown>;
  const delen = { soort, organisatie, subject: subject ?? null, action: action ?? null, resource: resource ?? null, omstandigheden };
  return sha256Hex(canoniek(delen)).slice(0, 32);
}

export const maakToken = ({ limiet, na }: Stand, afdruk: string): string => Buffer.from(JSON.stringify([afdruk, limiet, na])).toString('base64url');

const fout = (name: string, reason: string): Probleem => Probleem.ongeldig([{ name, reason }]);

/** @throws Probleem 400 on a token that is not the next one of this very question */
export function leesPagina(pagina: Pagina | undefined, afdruk: string): Stand {
  if (pagina?.token === undefined) return { limiet: pagina?.limit ?? STANDAARD_LIMIET, na: '' };
  const inhoud = leesJson(Buffer.from(pagina.token, 'base64url').toString('utf8'));
  const [van, limiet, na] = Array.isArray(inhoud) ? (inhoud as unknown[]) : [];
  const klopt = typeof limiet === 'number' && Number.isInteger(limiet) && limiet >= 0 && limiet <= MAX_RESULTATEN && typeof na === 'string' && !ONOPSLAANBAAR.test(na);
  if (!klopt || van !== afdruk) throw fout('page.token', 'Dit token hoort niet bij deze vraag. Begin opnieuw, zonder token.');
  if (pagina.limit !== undefined && pagina.limit !== limiet) throw fout('page.limit', 'Laat limit op elke bladzijde gelijk.');
  return { limiet, na };
}

function leesJson(tekst: string): unknown {
  try {
    return JSON.parse(tekst);
  } catch {
    return null; // what cannot be read is a wrong token like any other
  }
}

/** Candidates in the order of their keys. */
export interface Kandidaten<K> {
  /** Those after this key, at most a handful; none at the end. */
  volgende(na: string): Promise<readonly K[]>;
  sleutel(k: K): string;
  mag(k: K): boolean;
}

/** One page: asks on until it has one more than fits, so that a last page knows that it is the last. */
export async function blader<K>({ volgende, sleutel, mag }: Kandidaten<K>, { limiet, na }: Stand): Promise<{ gevonden: K[]; verder: string | null }> {
  const gevonden: K[] = [];
  for (let vanaf = na; ; ) {
    const groep = await volgende(vanaf);
    for (const k of groep) {
      if (!mag(k)) continue;
      if (gevonden.length === limiet) return { gevonden, verder: gevonden.length === 0 ? na : sleutel(gevonden.at(-1) as K) };
      gevonden.push(k);
    }
    const laatste = groep.at(-1);
    if (laatste === undefined) return { gevonden, verder: null };
    vanaf = sleutel(laatste);
  }
}
