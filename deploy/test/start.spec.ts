import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vrijePoort } from '@bronhuis/testing/servers';
import { leesConfig } from '../src/lokaal/config.ts';
import { eisMap, eisPoorten } from '../src/lokaal/controle.ts';
import { onthoud, ruimEerdereOp } from '../src/lokaal/eerdere.ts';
import { zorgVoorGeheimen } from '../src/lokaal/geheimen.ts';
import { Kind } from '../src/lokaal/kind.ts';

let map: string;
beforeEach(() => {
  map = mkdtempSync(join(tmpdir(), 'start-'));
});
afterEach(() => rmSync(map, { recursive: true, force: true }));

const PLEKKEN = ['GATEWAY', 'TOEGANGSBEHEER', 'REGISTERS', 'SELECTIELIJST', 'WOO_PUBLICATIE', 'VERANTWOORDING', 'PORTAAL', 'POSTGRES', 'NATS'];
const vrijePoorten = async (): Promise<Record<string, string>> =>
  Object.fromEntries(await Promise.all(PLEKKEN.map(async (n) => [`POORT_${n}`, String(await vrijePoort())])));

test('a port that is taken: which one, for what, and how to choose another', async () => {
  const VRIJ = await vrijePoorten();
  const bezet = createServer().listen(0, '127.0.0.1');
  await once(bezet, 'listening');
  const poort = (bezet.address() as { port: number }).port;
  try {
    await expect(eisPoorten(leesConfig({ ...VRIJ, POORT_REGISTERS: String(poort) }))).rejects.toThrow(
      new RegExp(`^Poort ${poort} \\(registers\\) is al in gebruik: stop het programma dat haar gebruikt, of kies een andere met POORT_REGISTERS=\\d+ npm start\\.$`),
    );
    await expect(eisPoorten(leesConfig(VRIJ))).resolves.toBeUndefined();
    // A server that is there already needs no port of ours.
    await expect(eisPoorten(leesConfig({ ...VRIJ, POORT_POSTGRES: String(poort), DATABASE_URL: 'postgres://u@db/x' }))).resolves.toBeUndefined();
  } finally {
    bezet.close();
  }
});

test('wrong settings are named all at once', () => {
  expect(() => leesConfig({ POORT_NATS: 'acht', POORT_GATEWAY: '99999', DATABASE_URL: 'geen url' })).toThrow(
    'Deze instellingen kloppen niet: POORT_GATEWAY moet een poort van 1 tot en met 65535 zijn; POORT_NATS moet een poort van 1 tot en met 65535 zijn; DATABASE_URL moet een URL zijn.',
  );
});

test('a data folder that cannot be made or written: one sentence with the way out', () => {
  writeFileSync(join(map, 'bestand'), '');
  expect(() => eisMap(join(map, 'bestand/data'))).toThrow(/^De map .*bestand\/data is niet beschrijfbaar \(ENOTDIR\): geef uzelf schrijfrecht, of kies een andere map met BRONHUIS_DATA=<map> npm start\.$/);
});

test('secrets are made once, readable by nobody else, and completed for a new organisation', () => {
  const geheim = join(map, 'geheimen');
  const eerst = zorgVoorGeheimen(geheim, ['00000001999990007000']);
  const sleutel = readFileSync(join(geheim, 'verklaring-00000001999990007000.key.json'), 'utf8');
  const pseudoniem = (): Record<string, unknown> => JSON.parse(readFileSync(join(geheim, 'pseudoniem.json'), 'utf8')) as Record<string, unknown>;
  const eerste = pseudoniem();
  expect(zorgVoorGeheimen(geheim, ['00000001999990007000', '00000001999990019000'])).toEqual(eerst);
  expect(readFileSync(join(geheim, 'verklaring-00000001999990007000.key.json'), 'utf8')).toBe(sleutel);
  expect(pseudoniem()).toMatchObject(eerste);
  expect(Object.keys(pseudoniem())).toHaveLength(2);
  expect(statSync(join(geheim, 'database.json')).mode & 0o077).toBe(0);
  expect(statSync(geheim).mode & 0o077).toBe(0);
});

test('a second start beside a running one is refused; what a killed one left behind is stopped', async () => {
  const werk = join(map, 'start.mjs');
  writeFileSync(werk, 'setInterval(() => undefined, 1000);');
  const kind = spawn(process.execPath, [werk], { stdio: 'ignore' });
  writeFileSync(join(map, 'draait.json'), JSON.stringify({ pid: kind.pid, kinderen: [] }));
  await expect(ruimEerdereOp(map)).rejects.toThrow(new RegExp(`^Bronhuis draait al met deze gegevens \\(proces ${kind.pid}\\)`));

  onthoud(map, [{ naam: 'registers', pid: kind.pid as number, opdracht: werk }]);
  const dood = once(kind, 'exit');
  await ruimEerdereOp(map);
  expect((await dood)[1]).toBe('SIGTERM');
  expect(existsSync(join(map, 'draait.json'))).toBe(false);
});

test('a number that went to another program since is left alone', async () => {
  const kind = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' });
  onthoud(map, [{ naam: 'registers', pid: kind.pid as number, opdracht: 'services/registers/dist/src/main.js' }]);
  await ruimEerdereOp(map);
  expect(kind.exitCode).toBeNull();
  kind.kill('SIGKILL');
});

test('a component that dies is started again, and says why; stopped means stopped', async () => {
  const teller = join(map, 'keer');
  const werk = join(map, 'werk.mjs');
  writeFileSync(
    werk,
    `import { appendFileSync, readFileSync } from 'node:fs';
     appendFileSync(${JSON.stringify(teller)}, 'x');
     if (readFileSync(${JSON.stringify(teller)}, 'utf8').length < 2) { console.log('{"level":60,"fout":"de reden"}'); process.exit(3); }
     setInterval(() => undefined, 1000);`,
  );
  const kind = new Kind({ naam: 'proef', opdracht: process.execPath, args: [werk], omgeving: {}, log: join(map, 'log'), cwd: map, herstart: true });
  kind.start();
  const einde = performance.now() + 10_000;
  while (!(existsSync(teller) && readFileSync(teller, 'utf8') === 'xx') && performance.now() < einde) await new Promise((r) => setTimeout(r, 50));
  expect(readFileSync(teller, 'utf8')).toBe('xx');
  expect(kind.laatsteFout()).toBe('de reden');
  await kind.stop(2_000);
  expect(kind.pid).toBeNull();
  await new Promise((r) => setTimeout(r, 700));
  expect(readFileSync(teller, 'utf8')).toBe('xx');
});

test.each([
  ['18.20.4', false],
  ['20.18.3', false],
  ['20.19.0', true],
  ['24.1.0', true],
])('Node %s: good enough is %s', async (versie, goed) => {
  const kind = spawn(process.execPath, ['--input-type=module', '-e', `import { eisNode } from ${JSON.stringify(join(import.meta.dirname, '../bouw.mjs'))}; eisNode(${JSON.stringify(versie)});`], { stdio: ['ignore', 'ignore', 'pipe'] });
  let fout = '';
  kind.stderr.on('data', (s: Buffer) => (fout += s.toString('utf8')));
  const [code] = (await once(kind, 'close')) as [number];
  expect(code).toBe(goed ? 0 : 1);
  expect(fout.trim()).toBe(goed ? '' : `Bronhuis heeft Node.js 20.19 of nieuwer nodig, en dit is ${versie}: installeer een nieuwere versie van https://nodejs.org.`);
});
