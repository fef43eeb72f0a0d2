// What must be there before anything of ours can run: Node, packages, a build. Plain JavaScript without dependencies.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const WORTEL = join(dirname(fileURLToPath(import.meta.url)), '..');
const STEMPEL = join(WORTEL, 'node_modules/.cache/bronhuis-bouw');

/** One sentence that says what to do, and no stack. */
export function stop(zin) {
  console.error(`\n  ${zin}\n`);
  process.exit(1);
}

export function eisNode(versie = process.versions.node) {
  const [groot, klein] = versie.split('.').map(Number);
  if (groot > 20 || (groot === 20 && klein >= 19)) return;
  stop(`Bronhuis heeft Node.js 20.19 of nieuwer nodig, en dit is ${versie}: installeer een nieuwere versie van https://nodejs.org.`);
}

function voerUit(wat, opdracht, args) {
  const { status, error } = spawnSync(opdracht, args, { cwd: WORTEL, stdio: 'inherit', shell: process.platform === 'win32' });
  if (error) stop(`${wat} is niet gelukt: ${error.message}.`);
  if (status !== 0) stop(`${wat} is niet gelukt; hierboven staat waarom.`);
}

function installeer() {
  const gedaan = join(WORTEL, 'node_modules/.package-lock.json');
  const slot = join(WORTEL, 'package-lock.json');
  if (existsSync(gedaan) && statSync(gedaan).mtimeMs >= statSync(slot).mtimeMs) return;
  console.log('Pakketten installeren (een paar minuten, alleen de eerste keer)…');
  voerUit('Het installeren van de pakketten', 'npm', ['install', '--no-audit', '--no-fund']);
  // npm leaves the marker alone when there was nothing to do.
  if (existsSync(gedaan)) writeFileSync(gedaan, readFileSync(gedaan));
}

/** Every source with its size and time: a build is only asked for when one of them differs. */
function bronnen() {
  const som = createHash('sha256');
  const loop = (map) => {
    for (const d of readdirSync(map, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (d.name === 'node_modules' || d.name === 'dist' || d.name.startsWith('.')) continue;
      const pad = join(map, d.name);
      if (d.isDirectory()) loop(pad);
      else if (/\.ts$|tsconfig.*\.json$|^package\.json$/.test(d.name)) {
        const { size, mtimeMs } = statSync(pad);
        som.update(`${pad} ${size} ${mtimeMs}\n`);
      }
    }
  };
  for (const map of ['libs', 'services', 'gateway', 'deploy']) loop(join(WORTEL, map));
  som.update(readFileSync(join(WORTEL, 'tsconfig.base.json')));
  return som.digest('hex');
}

function bouw() {
  const nu = bronnen();
  if (existsSync(STEMPEL) && readFileSync(STEMPEL, 'utf8') === nu && existsSync(join(WORTEL, 'deploy/dist/src/start.js'))) return;
  console.log('Bouwen…');
  voerUit('Het bouwen', process.execPath, [join(WORTEL, 'node_modules/typescript/bin/tsc'), '-b']);
  mkdirSync(dirname(STEMPEL), { recursive: true });
  writeFileSync(STEMPEL, nu);
}

export function maakKlaar() {
  eisNode();
  installeer();
  bouw();
}
