import { isApiTokenkop, type Bundelhouder, type Geldend } from '@bronhuis/toegang';

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
   * @param apiToken the route takes the lasting token of an application too
   * @returns null when the token is known to be good: who waits for a promise, waits for the event loop
   * @throws Probleem 503 without a bundle that is fresh enough, 401 on a token that does not hold (or the promise rejects with it)
   */
  controleer(authorization: string, nu: Date, apiToken: boolean): Promise<void> | null {
    const geldend = this.huidige();
    if (apiToken && isApiTokenkop(authorization)) {
      geldend.apiTokens.controleer(authorization, nu);
      return null;
    }
    const tot = this.tokens.get(authorization);
    if (tot !== undefined && tot > nu.getTime() / 1000) return null;
    return geldend.tokens.controleer(authorization, nu).then(({ verloopt }) => {
      if (this.geldend === geldend) onthoud(this.tokens, authorization, verloopt);
    });
  }

  private huidige(): Geldend {
    const geldend = this.bundelhouder.huidige();
    if (geldend !== this.geldend) {
      this.geldend = geldend;
      this.hosts.clear();
      this.tokens.clear();
    }
    return geldend;
  }
}

function onthoud<W>(waar: Map<string, W>, sleutel: string, waarde: W): void {
  if (waar.size >= HOOGSTENS) waar.clear();
  waar.set(sleutel, waarde);
}
