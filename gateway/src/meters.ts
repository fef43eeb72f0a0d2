import http from 'node:http';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** Figures of the gateway, by component and status; served on a port of their own, never outside. */
export class Meters {
  readonly register = new Registry();
  private readonly duur = new Histogram({
    name: 'gateway_request_duration_seconds',
    help: 'Duration of requests by component and status',
    labelNames: ['component', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [this.register],
  });

  constructor() {
    collectDefaultMetrics({ register: this.register });
  }

  telde(component: string, status: number, seconden: number): void {
    this.duur.observe({ component, status }, seconden);
  }

  /** @returns a server that answers `/metrics` only */
  serveer(poort: number, adres: string): http.Server {
    return http
      .createServer((vraag, antwoord) => {
        if (vraag.url !== '/metrics') {
          antwoord.writeHead(404).end();
          return;
        }
        void this.register.metrics().then((tekst) => antwoord.writeHead(200, { 'content-type': this.register.contentType }).end(tekst));
      })
      .listen(poort, adres);
  }
}
