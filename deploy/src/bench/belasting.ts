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
  let klaar = 0;
  const begin = performance.now();
  const eerst = cpu();
  try {
    await Promise.all(
      Array.from({ length: o.tegelijk }, async () => {
        while (performance.now() - begin < o.ms) {
          const { statusCode, body } = await pool.request(maak());
          const tekst = await body.text();
          if (statusCode < 200 || statusCode > 299) throw new Error(`${url} antwoordt ${statusCode}: ${tekst.slice(0, 300)}`);
          klaar++;
        }
      }),
    );
  } finally {
    await pool.close();
  }
  const seconden = (performance.now() - begin) / 1000;
  const daarna = cpu();
  return { perSeconde: klaar / seconden, cpuMicro: eerst === null || daarna === null ? null : ((daarna - eerst) / klaar) * 1e6 };
}

/** The variants in turn, several rounds, and of each the best: what else runs here disturbs all of them alike. */
export async function omDeBeurt<N extends string>(rondes: number, varianten: Record<N, () => Promise<Uitslag>>): Promise<Record<N, Uitslag>> {
  const beste = {} as Record<N, Uitslag>;
  for (let ronde = 0; ronde < rondes; ronde++) {
    for (const [naam, meet] of Object.entries(varianten) as [N, () => Promise<Uitslag>][]) {
      const u = await meet();
      const b = beste[naam];
      beste[naam] = b
        ? { perSeconde: Math.max(b.perSeconde, u.perSeconde), cpuMicro: b.cpuMicro === null || u.cpuMicro === null ? null : Math.min(b.cpuMicro, u.cpuMicro) }
        : u;
    }
  }
  return beste;
}
