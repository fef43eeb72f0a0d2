// `npm test [project…] [-- arguments for Jest]`: all tests that need no Docker, on a real PostgreSQL and NATS.
// Last line: `N passed, N failed`, with `, N skipped` when there are; the exit code says the same.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const hoofd = join(import.meta.dirname, '..');
const projecten = [...['libs', 'services'].flatMap((m) => readdirSync(join(hoofd, m)).map((n) => `${m}/${n}`)), 'gateway', 'deploy']
  .filter((m) => existsSync(join(hoofd, m, 'package.json')))
  .map((m) => m.split('/').at(-1));

const scheiding = process.argv.indexOf('--');
const argumenten = process.argv.slice(2, scheiding < 0 ? undefined : scheiding);
const voorJest = scheiding < 0 ? [] : process.argv.slice(scheiding + 1);
const gekozen = argumenten.filter((a) => !a.startsWith('-'));
voorJest.push(...argumenten.filter((a) => a.startsWith('-')));

const onbekend = gekozen.filter((p) => !projecten.includes(p));
if (onbekend.length > 0) {
  console.error(`Onbekend project: ${onbekend.join(', ')}. Kies uit: ${projecten.join(', ')}.`);
  console.log('0 passed, 1 failed');
  process.exit(1);
}

const map = mkdtempSync(join(tmpdir(), 'bronhuis-uitslag-'));
const uitslag = join(map, 'uitslag.json');
const jest = spawn(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    join(hoofd, 'node_modules/jest/bin/jest.js'),
    ...(voorJest.some((a) => /^(-w|-i|--maxWorkers|--runInBand)/.test(a)) ? [] : ['-w', '2']),
    '--json',
    `--outputFile=${uitslag}`,
    ...voorJest,
    // Last, because it takes every word that follows.
    ...(gekozen.length > 0 ? ['--selectProjects', ...gekozen] : []),
  ],
  { cwd: hoofd, stdio: ['inherit', 'ignore', 'inherit'] },
);
for (const signaal of ['SIGINT', 'SIGTERM']) process.on(signaal, () => jest.kill(signaal));

jest.on('exit', (code) => {
  let [goed, fout, overgeslagen] = [0, 1, 0];
  try {
    const r = JSON.parse(readFileSync(uitslag, 'utf8'));
    goed = r.numPassedTests;
    // A file that cannot even be loaded has no failed test of its own.
    fout = r.numFailedTests + r.numRuntimeErrorTestSuites;
    overgeslagen = r.numPendingTests + r.numTodoTests;
    if (code !== 0 && fout === 0) fout = 1;
  } catch {
    console.error('De tests zijn niet afgemaakt: er is geen uitslag.');
  }
  rmSync(map, { recursive: true, force: true });
  console.log(`${goed} passed, ${fout} failed${overgeslagen > 0 ? `, ${overgeslagen} skipped` : ''}`);
  process.exit(fout > 0 ? 1 : 0);
});
