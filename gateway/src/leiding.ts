import net from 'node:net';
import tls from 'node:tls';
import type { Doorgave } from './doorgave.ts';
import { Lijn } from './lijn.ts';

/** Bounds of the connections to one component; times in milliseconds. */
export interface Grenzen {
  lijnen: number;
  /** Bytes of the body of a request. */
  maxInhoud: number;
  /** Without a byte of what is waited for. */
  wachttijd: number;
  verbindtijd: number;
  /** After which an unused connection closes. */
  rust: number;
}

/** The connections to one component: each carries one request at a time, so that a slow answer holds up nobody else. */
export class Leiding {
  readonly host: string;
  private readonly lijnen = new Set<Lijn>();
  /** The last used is the first used again: the others come to rest. */
  private readonly vrij: Lijn[] = [];
  private readonly rij: Doorgave[] = [];
  private readonly wekker: NodeJS.Timeout;

  constructor(
    private readonly url: URL,
    readonly grenzen: Grenzen,
  ) {
    this.host = url.host;
    // One clock for all connections: a timer for each request costs more than the wait is worth measuring to.
    this.wekker = setInterval(() => this.kijkRond(performance.now()), Math.min(500, grenzen.wachttijd / 4)).unref();
  }

  geef(doorgave: Doorgave): void {
    if (doorgave.verlaten) return;
    const lijn = this.vrij.pop();
    if (lijn) lijn.begin(doorgave);
    else if (this.lijnen.size < this.grenzen.lijnen) this.nieuw().begin(doorgave);
    else this.rij.push(doorgave);
  }

  /** The connection is done with its request and can carry another. */
  terug(lijn: Lijn): void {
    const volgende = this.volgende();
    if (volgende) lijn.begin(volgende);
    else this.vrij.push(lijn);
  }

  weg(lijn: Lijn): void {
    this.lijnen.delete(lijn);
    const plek = this.vrij.indexOf(lijn);
    if (plek >= 0) this.vrij.splice(plek, 1);
    const volgende = this.volgende();
    if (volgende) this.geef(volgende);
  }

  sluit(): void {
    clearInterval(this.wekker);
    this.rij.length = 0;
    for (const lijn of this.lijnen) lijn.sluit();
  }

  private nieuw(): Lijn {
    const { url } = this;
    const waar = { host: url.hostname.replace(/^\[(.*)\]$/, '$1'), noDelay: true };
    const socket =
      url.protocol === 'https:'
        ? tls.connect({ ...waar, port: Number(url.port || 443), ...(net.isIP(waar.host) ? {} : { servername: waar.host }) })
        : net.connect({ ...waar, port: Number(url.port || 80) });
    const lijn = new Lijn(this, socket, url.protocol === 'https:' ? 'secureConnect' : 'connect');
    this.lijnen.add(lijn);
    return lijn;
  }

  /** The next in the queue whose caller is still there. */
  private volgende(): Doorgave | undefined {
    for (;;) {
      const doorgave = this.rij.shift();
      if (!doorgave?.verlaten) return doorgave;
    }
  }

  private kijkRond(nu: number): void {
    for (const lijn of this.lijnen) lijn.kijkRond(nu);
  }
}
