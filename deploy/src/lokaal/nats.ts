import { mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wacht } from 'node:timers/promises';
import { WORTEL, type Config } from './config.ts';
import { Kind } from './kind.ts';
import { Melding } from './melding.ts';
import { zoekNatsServer } from './zoek-nats.ts';

export interface Nats {
  kind: Kind;
  url: string;
}

/** Our own nats-server with JetStream in the data folder; started, and answering. */
export async function startNats(config: Config): Promise<Nats> {
  const programma = await zoekNatsServer(join(WORTEL, '.cache'), config.pad);
  const map = join(config.data, 'nats');
  mkdirSync(map, { recursive: true });
  const kind = new Kind({
    naam: 'NATS',
    opdracht: programma,
    args: ['-a', '127.0.0.1', '-p', String(config.poorten.nats), '-js', '-sd', map],
    omgeving: { PATH: config.pad, GOMEMLIMIT: '64MiB' },
    log: join(config.data, 'logs/nats.log'),
    cwd: config.data,
    herstart: true,
  });
  kind.start();
  const einde = performance.now() + 20_000;
  while (!(await luistert(config.poorten.nats))) {
    if (kind.pid === null || performance.now() > einde) throw new Melding(`NATS start niet: ${kind.laatsteFout() ?? 'geen antwoord'}. Meer in ${kind.log}`);
    await wacht(30);
  }
  return { kind, url: `nats://127.0.0.1:${config.poorten.nats}` };
}

const luistert = (poort: number): Promise<boolean> =>
  new Promise((klaar) => {
    const lijn = connect({ port: poort, host: '127.0.0.1' });
    lijn.once('data', () => {
      lijn.destroy();
      klaar(true);
    });
    lijn.once('error', () => klaar(false));
    lijn.setTimeout(1_000, () => {
      lijn.destroy();
      klaar(false);
    });
  });
