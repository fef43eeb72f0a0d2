import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { Huistoken, Tokenlezer } from '../tokens/huistoken.ts';
import { registratieVan } from './clientgegevens.ts';
import type { Herroeping } from './herroeping.ts';

const NIET_HERKEND =
  'De applicatie is niet herkend. Controleer of zij in het applicatieregister staat, haar sleutel of certificaat, en van een verklaring iss en sub (haar id), aud (het adres van deze server), exp (ten hoogste vijf minuten) en jti (eenmalig).';

interface Delen {
  lezer: Tokenlezer;
  herroeping: Herroeping;
}

/**
 * oidc-provider keeps no signed tokens and so says nothing of them. Once it has established who asks, the answer is
 * ours: our tokens are read by their signature, and ended by naming them in the bundle.
 */
export function beantwoordHuistokens(provider: Provider, { lezer, herroeping }: Delen): void {
  provider.use(async (ctx: KoaContextWithOIDC, next) => {
    await next();
    const body = (typeof ctx.body === 'object' ? ctx.body : null) as { error?: string; error_description?: string } | null;
    // One sentence for whatever is wrong: it tells who manages the client where to look, and a stranger nothing.
    if (body?.error === 'invalid_client') body.error_description = NIET_HERKEND;
    // RFC 6749 §5.2 has a code of its own for this.
    if (body?.error === 'invalid_request' && body.error_description === 'requested grant type is not allowed for this client') {
      ctx.body = { error: 'unauthorized_client', error_description: 'Deze applicatie vraagt haar tokens op een andere manier.' };
    }
    if (ctx.state['later']) {
      Object.assign(ctx, { status: 503, body: { error: 'temporarily_unavailable', error_description: 'Het kan nu niet worden vastgelegd, dus er is geen token. Probeer het zo opnieuw.' } });
      ctx.set('retry-after', '5');
    }
    if (body?.error === 'unsupported_token_type') await beantwoord(ctx);
    if (body && 'access_token' in body && ctx.state['persoon']) ctx.body = { ...body, persoon: ctx.state['persoon'] as object };
    await vergeetSessie(ctx);
  });

  async function beantwoord(ctx: KoaContextWithOIDC): Promise<void> {
    const { params, client, route } = ctx.oidc;
    const token = await lezer.lees(String(params?.['token']));
    // A component of the house may ask of any token; an application only of its own.
    const mag = token !== null && client !== undefined && (token.client_id === client.clientId || (route === 'introspection' && registratieVan(client).soort === 'component'));
    ctx.status = 200;
    if (route === 'introspection') ctx.body = mag ? alsInzage(token) : { active: false };
    else {
      ctx.body = '';
      if (mag) await herroeping.vanToken(token, token.client_id);
    }
  }
}

/** RFC 7662 §2.2. */
const alsInzage = (token: Huistoken): object => ({ active: true, token_type: 'Bearer', ...token });

/** Nobody stays signed in here: that is for the provider of the employer, that knows when somebody leaves. */
async function vergeetSessie(ctx: KoaContextWithOIDC): Promise<void> {
  const { oidc } = ctx as { oidc?: KoaContextWithOIDC['oidc'] };
  if (oidc?.session?.accountId && (oidc.route === 'resume' || oidc.route === 'authorization')) await oidc.session.destroy();
}

