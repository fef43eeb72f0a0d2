import { setTimeout as wacht } from 'node:timers/promises';
import { Pool } from 'undici';
import { cpuVan } from './proces.ts';

export interface Verzoek {
  method: 'GET' | 'POST';
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

export interface Uitslag {
  perSeconde: number;
  /** Milliseconds from the sending of a request to the end of its answer. */
  p95: number;
  /** Microseconds of CPU per request of the processes that were watched; null where the system does not tell. */
  cpuMicro: number | null;
}

/** Keeps `tegelijk` requests under way for `ms`; an answer that is not 2xx ends the measurement. */
export async function belast(url: string, maak: () => Verzoek, o: { ms: number; tegelijk: number; pids?: number[] }): Promise<Uitslag> {
  const pool = new Pool(url, { connections: o.tegelijk, pipelining: 1 });
  const cpu = (): number | null => {
    const delen = (o.pids ?? []).map(cpuVan);
    return delen.some((d) => d === null) ? null : delen.reduce<number>((a, b) => a + (b ?? 0), 0);
  };
  const duur: number[] = [];
  const begin = performance.now();
  const eerst = cpu();
  try {
    await Promise.all(
      Array.from({ length: o.tegelijk }, async () => {
        while (performance.now() - begin < o.ms) {
          const gestuurd = performance.now();
          await stuur(pool, maak());
          duur.push(performance.now() - gestuurd);
        }
      }),
    );
  } finally {
    await pool.close();
  }
  const seconden = (performance.now() - begin) / 1000;
  const daarna = cpu();
  return { perSeconde: duur.length / seconden, p95: p95(duur), cpuMicro: eerst === null || daarna === null ? null : ((daarna - eerst) / duur.length) * 1e6 };
}

/**
 * Asks, and lets the answer go by: whoever asks shares the cores with what is measured, and a stream and a text for every answer
 * cost half of what a bare server does for it.
 * @throws Error on an answer that is not 2xx
 */
function stuur(pool: Pool, verzoek: Verzoek): Promise<void> {
  return new Promise((klaar, mislukt) => {
    let status = 0;
    const fout: Buffer[] = [];
    pool.dispatch(verzoek, {
      onRequestStart: () => undefined,
      onResponseStart: (_, code) => void (status = code),
      onResponseData: (_, stuk) => void (status >= 300 && fout.push(stuk)),
      onResponseEnd: () => {
        if (status < 300) klaar();
        else mislukt(new Error(`${verzoek.path} antwoordt ${status}: ${Buffer.concat(fout).toString().slice(0, 300)}`));
      },
      onResponseError: (_, reden) => mislukt(reden),
    });
  });
}

/** The variants in turn, several rounds, and of each the best: what else runs here disturbs all of them alike. */
export async function omDeBeurt<N extends string>(rondes: number, varianten: Record<N, () => Promise<Uitslag>>): Promise<Record<N, Uitslag>> {
  const beste = {} as Record<N, Uitslag>;
  for (let ronde = 0; ronde < rondes; ronde++) {
    for (const [naam, meet] of Object.entries(varianten) as [N, () => Promise<Uitslag>][]) {
      const u = await meet();
      const b = beste[naam];
      beste[naam] = b
        ? { perSeconde: Math.max(b.perSeconde, u.perSeconde), p95: Math.min(b.p95, u.p95), cpuMicro: b.cpuMicro === null || u.cpuMicro === null ? null : Math.min(b.cpuMicro, u.cpuMicro) }
        : u;
    }
  }
  return beste;
}

/** @param deel 0.95 for the p95 */
export const percentiel = (ms: readonly number[], deel: number): number => [...ms].sort((a, b) => a - b)[Math.floor(ms.length * deel)] ?? 0;
export const p95 = (ms: readonly number[]): number => percentiel(ms, 0.95);

/**
 * Starts `doe` so many times a second, whatever the earlier ones take. It hears its number and when it was to start: who
 * counts from then also counts the wait for a connection or for a busy client.
 */
export async function opTempo<T>({ perSeconde, seconden }: { perSeconde: number; seconden: number }, doe: (nummer: number, gepland: number) => Promise<T>): Promise<T[]> {
  const lopend: Promise<T>[] = [];
  const begin = performance.now();
  for (let n = 0; n < seconden * perSeconde; n++) {
    const gepland = begin + (n * 1000) / perSeconde;
    const straks = gepland - performance.now();
    if (straks > 1) await wacht(straks);
    const werk = doe(n, gepland);
    werk.catch(() => undefined); // told below: one that fails before the last is sent may not end the process
    lopend.push(werk);
  }
  return Promise.all(lopend);
}
