import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { bouwComponent, leesConfig } from '@bronhuis/component';
import { type TestOmgeving, wachtTot } from '@bronhuis/testing';
import { definitie } from '../src/definitie.ts';
import { als, Bronnenwereld, dossier, inDatabase, keurGoed, lijstTot, meld, mensen, S, start, stelOp, voorVandaag, type Vraag } from './hulp.ts';

// Any process may be killed at any moment: nothing happens twice, nothing is forgotten, one declaration.
const WORTEL = join(import.meta.dirname, '../../..');
const AANTAL = 5;

const omgeving = (o: TestOmgeving, poort: number): Record<string, string> => ({
  PORT: String(poort),
  DATABASE_URL: o.db.toepassing,
  DATABASE_URL_WERKER: o.db.werker,
  NATS_URL: o.nats.url,
  NATS_VOORVOEGSEL: o.nats.voorvoegsel,
  TOEGANGSBEHEER_URL: o.buiten.url,
  GATEWAY_URL: o.buiten.url,
  GEHEIMEN_MAP: o.geheimen.map,
  GEGEVENS_MAP: `${o.gegevensMap}-${poort}`,
  LOG_NIVEAU: 'fatal',
});

async function vrijePoort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((klaar) => server.close(klaar));
  return port;
}

async function goedgekeurdeLijst(o: TestOmgeving, bronnen: Bronnenwereld): Promise<string> {
  const ids = [];
  for (let i = 0; i < AANTAL; i += 1) ids.push(await meld(o, { kenmerk: `Z-${i}`, einddatum: voorVandaag(o.klok, 439) }));
  for (const [i, id] of ids.entries()) {
    await dossier(o, id);
    bronnen.voegToe(id, `Z-${i}`);
  }
  const { id } = await stelOp(o);
  await lijstTot(o, id, (l) => l.status === 'in-beoordeling');
  await keurGoed(o, id);
  return id;
}

/** Each dossier gone exactly once at each source, publication first; one tombstone event each; one declaration. */
async function eisPreciesEens(o: TestOmgeving, bronnen: Bronnenwereld, lijst: string): Promise<void> {
  expect(bronnen.vernietigd).toHaveLength(2 * AANTAL);
  expect(new Set(bronnen.vernietigd).size).toBe(2 * AANTAL);
  expect(bronnen.vernietigd.slice(0, AANTAL).every((v) => v.startsWith('woo-publicatie'))).toBe(true);
  const staten = await inDatabase<{ staat: string }>(o, 'select staat from vernietigingslijst_regel where lijst = $1', [lijst]);
  expect(staten.map((r) => r.staat)).toEqual(Array.from({ length: AANTAL }, () => 'vernietigd'));
  expect(await inDatabase(o, "select onderwerp from bron.uitgaand where type = 'nl.gemeente.archiefacties.archiefactie-vernietigd'")).toHaveLength(AANTAL);
  expect(await inDatabase(o, 'select id from verklaring where lijst = $1', [lijst])).toHaveLength(1);
  expect(await inDatabase(o, 'select lijst from werk')).toEqual([]);
}

describe('the execution of a list survives', () => {
  let o: TestOmgeving;
  let bronnen: Bronnenwereld;
  const kinderen: ChildProcess[] = [];
  beforeAll(() => {
    // The child runs what was built.
    execFileSync(process.execPath, [join(WORTEL, 'node_modules/typescript/bin/tsc'), '-b', join(WORTEL, 'services/selectielijst')], { cwd: WORTEL });
  }, 300_000);
  beforeEach(async () => {
    o = await start();
    bronnen = new Bronnenwereld(o);
  });
  afterEach(async () => {
    for (const kind of kinderen.splice(0)) kind.kill('SIGKILL');
    await o.stop();
  });

  async function kind(): Promise<{ proces: ChildProcess; url: string }> {
    const poort = await vrijePoort();
    const proces = spawn(process.execPath, [join(WORTEL, 'services/selectielijst/dist/src/main.js')], {
      cwd: WORTEL,
      env: { PATH: process.env['PATH'], ...omgeving(o, poort) },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    kinderen.push(proces);
    return { proces, url: `http://127.0.0.1:${poort}` };
  }
  const isGereed = async (url: string): Promise<boolean> => {
    try {
      return (await fetch(`${url}/health/ready`)).status === 200;
    } catch {
      return false; // not listening yet
    }
  };

  it('a SIGKILL before and after every call to a source, one process after another', async () => {
    const lijst = await goedgekeurdeLijst(o, bronnen);
    // From here on only real processes do the work.
    await o.draaiend.stop();
    let slachtoffer = await kind();
    await wachtTot(() => isGereed(slachtoffer.url), { ms: 30_000, stap: 100, wat: 'de eerste' });
    const stappen: [string, Vraag, 'voor' | 'na'][] = (['_controle', '_uitvoering', '_bewijs'] as const).flatMap((vraag) =>
      ['woo-publicatie', 'registers'].flatMap((bron) => (['voor', 'na'] as const).map((moment): [string, Vraag, 'voor' | 'na'] => [bron, vraag, moment])),
    );
    const gedood: string[] = [];
    let nogTeDoden = stappen;
    bronnen.tussen = async (bron, vraag, moment) => {
      const volgende = nogTeDoden[0];
      if (!volgende || volgende[0] !== bron || volgende[1] !== vraag || volgende[2] !== moment) return;
      nogTeDoden = nogTeDoden.slice(1);
      const dood = once(slachtoffer.proces, 'exit');
      slachtoffer.proces.kill('SIGKILL');
      await dood;
      gedood.push(volgende.join(' '));
      throw new Error('the caller is dead');
    };
    const begin = await fetch(`${slachtoffer.url}${S}/vernietigingslijsten/${lijst}/_uitvoeren`, { method: 'POST', headers: { authorization: `Bearer ${await als(o, mensen.ingrid)}` } });
    expect(begin.status).toBe(202);
    for (const stap of stappen) {
      await wachtTot(() => gedood.includes(stap.join(' ')), { ms: 90_000, wat: `dood bij ${stap.join(' ')}` });
      slachtoffer = await kind();
    }
    const status = async () => (await inDatabase<{ status: string }>(o, 'select status from vernietigingslijst where id = $1', [lijst]))[0]?.status;
    await wachtTot(async () => (await status()) === 'uitgevoerd', { ms: 30_000, stap: 100, wat: 'het einde van de lijst' });
    expect(gedood).toHaveLength(12);
    await wachtTot(async () => (await inDatabase(o, 'select lijst from werk')).length === 0, { wat: 'een lege wachtrij' });
    await eisPreciesEens(o, bronnen, lijst);
  }, 600_000);

  it('two replicas: one of them runs the job, and the other one does not', async () => {
    const lijst = await goedgekeurdeLijst(o, bronnen);
    const config = leesConfig(omgeving(o, 0), { database: true, eigen: definitie.instellingen ?? {} });
    const tweede = await bouwComponent(definitie, config, o.klok);
    try {
      let [tegelijk, meeste] = [0, 0];
      bronnen.vragen.length = 0;
      bronnen.tussen = async (_bron, _vraag, moment) => {
        tegelijk += moment === 'voor' ? 1 : -1;
        meeste = Math.max(meeste, tegelijk);
        // Long enough for the other one to come by several times.
        if (moment === 'voor') await new Promise((klaar) => setTimeout(klaar, 1_200));
      };
      await o.roep('POST', `${S}/vernietigingslijsten/${lijst}/_uitvoeren`, { token: await als(o, mensen.ingrid) });
      await lijstTot(o, lijst, (l) => l.status === 'uitgevoerd', 30_000);
      expect(meeste).toBe(1);
      expect(bronnen.vragen).toEqual(['_controle', '_uitvoering', '_bewijs'].flatMap((v) => [`woo-publicatie ${v}`, `registers ${v}`]));
      await wachtTot(async () => (await inDatabase(o, 'select lijst from werk')).length === 0, { wat: 'een lege wachtrij' });
      await eisPreciesEens(o, bronnen, lijst);
    } finally {
      await tweede.stop();
    }
  }, 120_000);

  it('a stop in the middle of a call: within ten seconds, and the job is free for the next', async () => {
    const lijst = await goedgekeurdeLijst(o, bronnen);
    let verder!: () => void;
    const hangt = new Promise<void>((klaar) => (verder = klaar));
    let bezig = false;
    bronnen.tussen = async (_bron, vraag) => {
      if (vraag !== '_uitvoering' || bezig) return;
      bezig = true;
      await hangt;
    };
    await o.roep('POST', `${S}/vernietigingslijsten/${lijst}/_uitvoeren`, { token: await als(o, mensen.ingrid) });
    await wachtTot(() => bezig, { wat: 'de aanroep die blijft hangen' });
    const begonnen = performance.now();
    await o.draaiend.stop();
    expect(performance.now() - begonnen).toBeLessThan(10_000);
    const volgende = await bouwComponent(definitie, leesConfig(omgeving(o, 0), { database: true, eigen: definitie.instellingen ?? {} }), o.klok);
    try {
      const status = async () => (await inDatabase<{ status: string }>(o, 'select status from vernietigingslijst where id = $1', [lijst]))[0]?.status;
      await wachtTot(async () => (await status()) === 'uitgevoerd', { ms: 30_000, stap: 100, wat: 'het einde van de lijst' });
      await wachtTot(async () => (await inDatabase(o, 'select lijst from werk')).length === 0, { wat: 'een lege wachtrij' });
      await eisPreciesEens(o, bronnen, lijst);
    } finally {
      verder();
      await volgende.stop();
    }
  }, 120_000);

  it('a lost connection of the claim: the job is done again from where it was', async () => {
    const lijst = await goedgekeurdeLijst(o, bronnen);
    let afgebroken = 0;
    bronnen.tussen = async (bron, vraag, moment) => {
      if (afgebroken > 0 || bron !== 'registers' || vraag !== '_uitvoering' || moment !== 'na') return;
      const rijen = await inDatabase<{ ok: boolean }>(
        o,
        `select pg_terminate_backend(l.pid) as ok from pg_locks l join pg_class c on c.oid = l.relation
         where c.relname = 'werk' and l.mode = 'RowShareLock' and l.database = (select oid from pg_database where datname = current_database())`,
      );
      afgebroken += rijen.filter((r) => r.ok).length;
    };
    await o.roep('POST', `${S}/vernietigingslijsten/${lijst}/_uitvoeren`, { token: await als(o, mensen.ingrid) });
    await lijstTot(o, lijst, (l) => l.status === 'uitgevoerd', 30_000);
    expect(afgebroken).toBe(1);
    await wachtTot(async () => (await inDatabase(o, 'select lijst from werk')).length === 0, { wat: 'een lege wachtrij' });
    await eisPreciesEens(o, bronnen, lijst);
  }, 60_000);
});
