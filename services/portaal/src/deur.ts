import type { FastifyInstance } from 'fastify';

function teLezen(url: string): boolean {
  try {
    decodeURIComponent(url.split('?')[0] ?? '');
    return true;
  } catch {
    // URIError is the answer to the question here.
    return false;
  }
}

/** An address that cannot be decoded never reaches a route or an error page: it is a page that is not there. */
export function zonderOnleesbaarAdres(instantie: FastifyInstance): void {
  instantie.server.prependListener('request', (verzoek) => {
    if (!teLezen(verzoek.url ?? '')) verzoek.url = '/adres-klopt-niet';
  });
}

/**
 * Ready is: a policy bundle that holds, for without it no page knows whose site it is. Not the gateway: when that is away
 * every page says so itself, and an orchestrator that took the portaal away as well would leave people with nothing.
 */
export function gereedMetBundel(instantie: FastifyInstance, gereed: () => boolean): void {
  instantie.addHook('onRequest', async (verzoek, antwoord) => {
    if (verzoek.routeOptions.url !== '/health/ready' || gereed()) return;
    await antwoord.code(503).send({ status: 'niet gereed' });
  });
}
