import { datumInAmsterdam, Probleem } from '@bronhuis/standaarden';
import { leesZgwJwt, type Bundel, type ZgwClient, type ZgwJwt } from '@bronhuis/toegang';

/** An attacker chooses what he sends: what is remembered, and what is asked at the same time, is bounded. */
const ONTHOUDEN = 10_000;
const TEGELIJK = 100;

interface Wissel {
  client: ZgwClient;
  /** Header Authorization for the component. */
  kop: string;
  /** Seconds. */
  tot: number;
}

/** Swaps the JWT of a client for a token of the house. Null: there is none for it. @throws Probleem 503 */
export type Wisselaar = (jwt: string) => Promise<{ token: string; verlooptOver: number } | null>;

const geweigerd = (): Probleem => Probleem.nietAangemeld('Geef een geldig token mee in de header Authorization.');
const onbereikbaar = (): Probleem => Probleem.nietBeschikbaar('Uw token kan nu niet worden gecontroleerd. Probeer het zo opnieuw.', 2);

/**
 * The bridge for clients of the ZGW standards: at the door their JWT becomes a token of the house, that no component
 * and no client can tell from another. It is remembered to the end of the first of the two, and forgotten with each new
 * bundle, so that a revocation works as fast as any other.
 */
export class ZgwBrug {
  private clients = new Map<string, ZgwClient>();
  private readonly bekend = new Map<string, Wissel>();
  private readonly onderweg = new Map<string, Promise<string>>();

  constructor(private readonly wisselaar: Wisselaar) {}

  /** From now on this bundle holds. */
  vergeet(bundel: Pick<Bundel, 'zgwClients' | 'ingetrokken'>): void {
    const weg = new Set(bundel.ingetrokken.map((i) => i.applicatie));
    this.clients = new Map((bundel.zgwClients ?? []).filter((c) => !weg.has(c.applicatie)).map((c) => [c.clientId, c]));
    this.bekend.clear();
    this.onderweg.clear();
  }

  /**
   * @returns the header for the component; null when this is not about a client of ours, and is judged as any token
   * @throws Probleem 401, the same whatever is wrong; 503 when that cannot be found out
   */
  ruil(authorization: string, nu: Date): string | Promise<string> | null {
    const eerder = this.bekend.get(authorization);
    if (eerder) {
      if (eerder.tot > nu.getTime() / 1000 && geldtOp(eerder.client, nu)) return eerder.kop;
      this.bekend.delete(authorization);
    }
    const jwt = leesZgwJwt(authorization);
    return jwt && (this.onderweg.get(authorization) ?? this.begin(authorization, jwt, nu));
  }

  /** One question for each JWT, however many requests carry it. */
  private begin(authorization: string, { clientId }: ZgwJwt, nu: Date): Promise<string> {
    const client = this.clients.get(clientId);
    if (!client || !geldtOp(client, nu)) throw geweigerd();
    if (this.onderweg.size >= TEGELIJK) throw onbereikbaar();
    const gewisseld = this.wissel(authorization, client, nu).finally(() => {
      if (this.onderweg.get(authorization) === gewisseld) this.onderweg.delete(authorization);
    });
    this.onderweg.set(authorization, gewisseld);
    return gewisseld;
  }

  private async wissel(authorization: string, client: ZgwClient, nu: Date): Promise<string> {
    const { clients } = this;
    const uitkomst = await this.wisselaar(authorization.slice('Bearer '.length));
    if (!uitkomst) throw geweigerd();
    const kop = `Bearer ${uitkomst.token}`;
    // What a bundle of before was asked for, is not known under this one.
    if (clients === this.clients) {
      if (this.bekend.size >= ONTHOUDEN) this.bekend.clear();
      this.bekend.set(authorization, { client, kop, tot: nu.getTime() / 1000 + uitkomst.verlooptOver });
    }
    return kop;
  }
}

function geldtOp({ van, tot }: ZgwClient, nu: Date): boolean {
  const dag = datumInAmsterdam(nu);
  return van <= dag && dag <= tot;
}

/** At toegangsbeheer itself, on a path that is not there from outside. */
export function wisselOverHttp(url: string): Wisselaar {
  return async (jwt) => {
    try {
      const antwoord = await fetch(`${url}/toegangsbeheer/v1/zgw-tokens`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ jwt }),
        signal: AbortSignal.timeout(5000),
      });
      if (antwoord.ok) {
        const { access_token, expires_in } = (await antwoord.json()) as { access_token: string; expires_in: number };
        return { token: access_token, verlooptOver: expires_in };
      }
      await antwoord.body?.cancel();
      if (antwoord.status === 401) return null;
    } catch {
      // Whatever broke on the way, it ends as below: it is not known whether this token is good.
    }
    throw onbereikbaar();
  };
}
