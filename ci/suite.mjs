// The whole suite on a fresh installation of its own: the story, and the proofs that need every room at once.
// Prints `N passed, N failed` as its last line.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { draaiJest } from './jest.mjs';

const BASIS = 18_100;
const data = mkdtempSync(join(tmpdir(), 'bronhuis-suite-'));
const poorten = Object.fromEntries(
  ['GATEWAY', 'TOEGANGSBEHEER', 'REGISTERS', 'SELECTIELIJST', 'WOO_PUBLICATIE', 'VERANTWOORDING', 'PORTAAL', 'POSTGRES', 'NATS'].map((n, i) => [`POORT_${n}`, String(BASIS + i)]),
);
const env = { ...process.env, ...poorten, BRONHUIS_DATA: data, GATEWAY_URL: `http://127.0.0.1:${BASIS}`, GEHEIMEN_MAP: join(data, 'geheimen') };
delete env.DATABASE_URL;
delete env.NATS_URL;

let gelukt = 0;
let mislukt = 0;
const tel = (naam, goed) => {
  if (goed) gelukt++;
  else mislukt++;
  console.log(`${goed ? '✔' : '✘'} ${naam}`);
};

const suite = spawn(process.execPath, ['deploy/start.mjs'], { env, stdio: ['ignore', 'inherit', 'inherit'] });
let gestopt = false;
suite.on('exit', () => (gestopt = true));

async function totGereed() {
  const eind = Date.now() + 300_000;
  while (Date.now() < eind && !gestopt) {
    const a = await fetch(`${env.GATEWAY_URL}/health/ready`).catch(() => null);
    await a?.arrayBuffer();
    if (a?.ok) return true;
    await new Promise((klaar) => setTimeout(klaar, 500));
  }
  return false;
}

const voer = (naam, args) => tel(naam, spawnSync(process.execPath, args, { env, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0);

function proeven() {
  const r = draaiJest(['--runInBand', '--testPathPatterns', 'ci/suite/'], { ...env, BRONHUIS_SUITE: 'ja' });
  gelukt += r.gelukt;
  mislukt += r.mislukt;
}

try {
  if (await totGereed()) {
    tel('de suite start op een lege machine', true);
    voer('npm run keten', ['deploy/dist/src/keten.js']);
    proeven();
    voer('npm run keten, nog een keer: na alle storingen werkt alles', ['deploy/dist/src/keten.js']);
    voer('npm run verifieer: het logboek klopt', ['deploy/dist/src/verifieer.js']);
  } else tel('de suite start op een lege machine', false);
  const begin = Date.now();
  suite.kill('SIGTERM');
  await new Promise((klaar) => (gestopt ? klaar() : suite.on('exit', klaar)));
  tel(`de suite stopt binnen 30 seconden (${Math.round((Date.now() - begin) / 1000)} s)`, Date.now() - begin < 30_000 && suite.exitCode === 0);
} finally {
  suite.kill('SIGKILL');
  rmSync(data, { recursive: true, force: true, maxRetries: 5 });
}
console.log(`${gelukt} passed, ${mislukt} failed`);
process.exit(mislukt === 0 ? 0 : 1);
