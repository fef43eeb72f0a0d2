import type { FastifyInstance } from 'fastify';

/** Nothing runs, nothing comes from elsewhere, nobody frames it: without exceptions. */
export const CSP = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** A page is for one person at one moment; what is personal stays in no cache. */
export function zetKoppen(instantie: FastifyInstance): void {
  instantie.addHook('onSend', async (_, antwoord, inhoud) => {
    if (String(antwoord.getHeader('content-type') ?? '').startsWith('text/html')) {
      void antwoord.headers({
        'content-security-policy': CSP,
        'permissions-policy': 'camera=(), geolocation=(), microphone=()',
        'cross-origin-opener-policy': 'same-origin',
        'referrer-policy': 'same-origin',
      });
    }
    return inhoud;
  });
}
