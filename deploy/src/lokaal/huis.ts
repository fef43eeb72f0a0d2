import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wacht } from 'node:timers/promises';
import { COMPONENTEN, WORTEL, type Config } from './config.ts';
import { eisMap, eisPoorten } from './controle.ts';
import { onthoud, ruimEerdereOp, vergeet } from './eerdere.ts';
import { zorgVoorGeheimen } from './geheimen.ts';
import { Kind } from './kind.ts';
import { Melding, zeg } from './melding.ts';
import { gatewayUrl, main, nodeArgs, omgevingVan, omgevingVanGateway, type Servers } from './onderdelen.ts';
import { nats, postgres, type Waakserver } from './server.ts';
import { databaseUrls, laadDemonstratie, mappen, migreer, zorgVoorDatabases } from './voorbereiding.ts';

export interface Organisatie {
  oin: string;
  naam: string;
  hosts: string[];
  type: string;
}

export const organisaties = (): Organisatie[] =>
  JSON.parse(readFileSync(join(WORTEL, 'services/toegangsbeheer/demonstratie/organisaties.json'), 'utf8')) as Organisatie[];

/** The whole suite on one machine: started in order, watched, stopped in the other order. */
export class Huis {
  readonly #c: Config;
  readonly #servers: Waakserver[] = [];
  readonly #componenten: Kind[] = [];
  #gateway: Kind | null = null;
  #gestopt: Promise<void> | null = null;

  constructor(config: Config) {
    this.#c = config;
  }

  async start(): Promise<void> {
    const c = this.#c;
    eisMap(c.data);
    await ruimEerdereOp(c.data);
    await eisPoorten(c);
    const orgs = organisaties();
    const wachtwoorden = zorgVoorGeheimen(join(c.data, 'geheimen'), orgs.map((o) => o.oin));
    mappen(c);
    const [beheerUrl, natsUrl] = await Promise.all([this.#postgres(wachtwoorden.beheer), this.#nats()]);
    await zorgVoorDatabases(beheerUrl, wachtwoorden);
    const servers: Servers = { natsUrl, databases: databaseUrls(beheerUrl, wachtwoorden) };
    await migreer(c, servers);
    await laadDemonstratie(c, servers);
    for (const naam of COMPONENTEN) this.#componenten.push(this.#node(naam, `services/${naam}`, omgevingVan(naam, c, servers)));
    this.#gateway = this.#node('gateway', 'gateway', omgevingVanGateway(c, orgs[0]?.oin ?? ''));
    for (const kind of [...this.#componenten, this.#gateway]) kind.start();
    await this.#gereed();
  }

  async #postgres(wachtwoord: string): Promise<string> {
    if (this.#c.databaseUrl) return this.#c.databaseUrl;
    const server = postgres(this.#c, wachtwoord, () => this.#onthoud());
    this.#servers.unshift(server); // stopped last
    return server.start();
  }

  async #nats(): Promise<string> {
    if (this.#c.natsUrl) return this.#c.natsUrl;
    const server = nats(this.#c, () => this.#onthoud());
    this.#servers.push(server);
    return server.start();
  }

  #node(naam: string, map: string, omgeving: Record<string, string>): Kind {
    return new Kind({ naam, opdracht: process.execPath, args: nodeArgs(map), omgeving, log: join(this.#c.data, 'logs', `${naam}.log`), cwd: WORTEL, herstart: true, bijStart: () => this.#onthoud() });
  }

  /** The gateway is ready when every component is. */
  async #gereed(): Promise<void> {
    const einde = performance.now() + this.#c.wachttijd;
    for (;;) {
      if (this.#gestopt) throw new Melding('Het starten is afgebroken.');
      if (await antwoordt(`${gatewayUrl(this.#c)}/health/ready`)) return;
      if (performance.now() > einde) break;
      await wacht(100);
    }
    const niet: string[] = [];
    for (const naam of COMPONENTEN) if (!(await antwoordt(`http://127.0.0.1:${this.#c.poorten[naam]}/health/ready`))) niet.push(naam);
    const fout = this.#componenten.find((k) => niet.includes(k.naam))?.laatsteFout();
    throw new Melding(`Niet gereed na ${this.#c.wachttijd / 1000} seconden: ${niet.join(', ') || 'gateway'}${fout ? ` (${fout})` : ''}. Kijk in ${join(this.#c.data, 'logs')}.`);
  }

  get processen(): { naam: string; pid: number }[] {
    return [...this.#servers, ...this.#componenten, ...(this.#gateway ? [this.#gateway] : [])].flatMap((k) => (k.pid === null ? [] : [{ naam: k.naam, pid: k.pid }]));
  }

  #onthoud(): void {
    const opdrachten: Record<string, string> = { PostgreSQL: 'postgres', NATS: 'nats-server', gateway: main('gateway') };
    onthoud(this.#c.data, this.processen.map((p) => ({ ...p, opdracht: opdrachten[p.naam] ?? main(`services/${p.naam}`) })));
  }

  /** Gateway, components, NATS, PostgreSQL: what asks stops before what answers. Ten seconds at most. */
  stop(): Promise<void> {
    this.#gestopt ??= (async () => {
      await this.#gateway?.stop(2_000);
      await Promise.all(this.#componenten.map((k) => k.stop(4_000)));
      for (const server of [...this.#servers].reverse()) await server.stop(1_800);
      vergeet(this.#c.data);
    })();
    return this.#gestopt;
  }

  doodNu(): void {
    for (const k of [this.#gateway, ...this.#componenten, ...this.#servers]) k?.doodNu();
    zeg('  Alles is afgebroken.');
  }
}

async function antwoordt(url: string): Promise<boolean> {
  try {
    const antwoord = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await antwoord.arrayBuffer();
    return antwoord.ok;
  } catch {
    return false; // not listening yet
  }
}
