// Lint with a fresh project graph: without one the rule on module boundaries passes in silence.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';

const nx = (...args) => spawnSync('node', ['node_modules/nx/dist/bin/nx.js', ...args], { encoding: 'utf8', env: { ...process.env, NX_DAEMON: 'false' } });

rmSync('.nx/workspace-data', { recursive: true, force: true });
const graaf = nx('graph', '--file=tmp/graaf.json');
if (graaf.status !== 0) {
  console.error(graaf.stdout + graaf.stderr);
  process.exit(1);
}
const lint = spawnSync('node', ['node_modules/eslint/bin/eslint.js', ...(process.argv.length > 2 ? process.argv.slice(2) : ['.'])], { encoding: 'utf8', env: { ...process.env, NX_DAEMON: 'false' } });
const uitvoer = lint.stdout + lint.stderr;
process.stdout.write(uitvoer);
if (/rule will be skipped|No cached ProjectGraph/.test(uitvoer)) {
  console.error('the rule on module boundaries was skipped: there is no project graph');
  process.exit(1);
}
process.exit(lint.status ?? 1);
