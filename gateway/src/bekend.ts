import { isApiTokenkop, type Bundelhouder, type Geldend } from '@bronhuis/toegang';
import type { ZgwBrug } from './zgw-brug.ts';

/** An attacker chooses hosts and headers: what is remembered of them is bounded. */
const HOOGSTENS = 10_000;

/**
 * What follows from one bundle, worked out once: which organisatie a host names, and which tokens were found good.
 * A new bundle (keys, revocations, hosts) forgets all.
 */
export class Bekend {
  private geldend: Geldend | null = null;
  private readonly hosts = new Map<string, string>();
  /** Header Authorization → end of its token, in seconds. */
  private readonly tokens = new Map<string, number>();

  constructor(
    private readonly bundelhouder: Bundelhouder,
    private readonly standaardOrganisatie: string,
    private readonly brug: ZgwBrug,
  ) {}

  /** OIN of the organisatie that a host names, or that of hosts that name none. */
  organisatieVan(host: string): string {
    if (!this.bundelhouder.gereed()) return this.standaardOrganisatie;
    const { bundel } = this.huidige();
    let oin = this.hosts.get(host);
    if (oin === undefined) {
      const naam = host.replace(/:\d+$/, '').toLowerCase();
      oin = bundel.organisaties.find((o) => o.hosts.includes(naam))?.oin ?? this.standaardOrganisatie;
      onthoud(this.hosts, host, oin);
    }
    return oin;
  }

  /**
   * @param bestaand the route takes what clients of before the house carry: the lasting token of an application, or a JWT of their own
   * @returns the header for the component, and no promise when the token is known to be good: who waits for one, waits for the event loop
   * @throws Probleem 503 without a bundle that is fresh enough, 401 on a token that does not hold (or the promise rejects with it)
   */
  controleer(authorization: string, nu: Date, bestaand: boolean): string | Promise<string> {
    const geldend = this.huidige();
    if (bestaand && isApiTokenkop(authorization)) {
      geldend.apiTokens.controleer(authorization, nu);
      return authorization;
    }
    const tot = this.tokens.get(authorization);
    if (tot !== undefined && tot > nu.getTime() / 1000) return authorization;
    const geruild = bestaand ? this.brug.ruil(authorization, nu) : null;
    if (geruild !== null) return geruild;
    return geldend.tokens.controleer(authorization, nu).then(({ verloopt }) => {
      if (this.geldend === geldend) onthoud(this.tokens, authorization, verloopt);
      return authorization;
    });
  }

  private huidige(): Geldend {
    const geldend = this.bundelhouder.huidige();
    if (geldend !== this.geldend) {
      this.geldend = geldend;
      this.hosts.clear();
      this.tokens.clear();
      this.brug.vergeet(geldend.bundel);
    }
    return geldend;
  }
}

function onthoud<W>(waar: Map<string, W>, sleutel: string, waarde: W): void {
  if (waar.size >= HOOGSTENS) waar.clear();
  waar.set(sleutel, waarde);
}
