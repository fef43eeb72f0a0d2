import { setTimeout as wacht } from 'node:timers/promises';
import { COMPONENTEN } from '../lokaal/config.ts';
import { cijfer, hoogstens, type Meting } from './cijfer.ts';
import { startKaal } from './kaalproces.ts';
import { geheugenVan, metKinderen } from './proces.ts';

const RUST_MS = 8_000;

/** Time and memory of the whole suite, beside as many bare Fastify processes. The suite runs afterwards. */
export const starten: Meting = {
  naam: 'starten en geheugen',
  async meet(suite, meld) {
    meld('de suite starten zodat alles er is');
    await suite.start();
    await suite.stop();
    meld('kale processen starten');
    const begin = performance.now();
    const kaal = await Promise.all([...COMPONENTEN, 'gateway'].map(() => startKaal(null)));
    const kaalStart = (performance.now() - begin) / 1000;
    const kaalGeheugen = geheugenVan(kaal.map((k) => k.pid));
    await Promise.all(kaal.map((k) => k.stop()));
    meld('warme start');
    const warm = await suite.start();
    const uit = [cijfer('warme start tot gereed', warm, 's', { kaal: kaalStart, doel: hoogstens(15) })];
    meld('geheugen in rust');
    await wacht(RUST_MS);
    const geheugen = geheugenVan([...new Set([suite.pid, ...suite.pids.flatMap(metKinderen)])]);
    if (geheugen !== null) uit.push(cijfer('geheugen in rust, met PostgreSQL en NATS', geheugen, 'MB', { ...(kaalGeheugen ? { kaal: kaalGeheugen } : {}), doel: hoogstens(1200) }));
    return uit;
  },
};
