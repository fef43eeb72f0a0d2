import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Prometheus figures of a component at `/metrics`: by route pattern, never by address (an id may point at a person). */
export function meet(instantie: FastifyInstance, naam: string, peilers: Record<string, () => number | Promise<number>>): Registry {
  const register = new Registry();
  register.setDefaultLabels({ component: naam });
  collectDefaultMetrics({ register });
  const duur = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Duration of requests by route and status',
    labelNames: ['methode', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [register],
  });
  for (const [meting, peil] of Object.entries(peilers)) {
    new Gauge({
      name: meting,
      help: meting.replaceAll('_', ' '),
      registers: [register],
      async collect() {
        this.set(await peil());
      },
    });
  }
  instantie.addHook('onResponse', (verzoek, antwoord, klaar) => {
    duur.observe({ methode: verzoek.method, route: verzoek.routeOptions.url ?? 'onbekend', status: antwoord.statusCode }, antwoord.elapsedTime / 1000);
    klaar();
  });
  return register;
}
