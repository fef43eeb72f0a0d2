import type { Config } from './config.ts';

/** Asks every component whether it is ready: the suite is ready when all are. */
export async function peilAlles(doelen: Config['doelen']): Promise<{ gereed: boolean; componenten: Record<string, string> }> {
  const standen = await Promise.all(
    Object.entries(doelen).map(async ([naam, url]) => {
      try {
        const antwoord = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2000) });
        await antwoord.arrayBuffer();
        return [naam, antwoord.ok ? 'gereed' : 'niet gereed'] as const;
      } catch {
        // Not reachable is an answer here, not a failure.
        return [naam, 'niet bereikbaar'] as const;
      }
    }),
  );
  return { gereed: standen.every(([, stand]) => stand === 'gereed'), componenten: Object.fromEntries(standen) };
}
