// Global set-up of Jest: PostgreSQL and NATS for the tests, unless BRONHUIS_TEST_PG and BRONHUIS_TEST_NATS name them.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const hoofd = join(import.meta.dirname, '..');
const bron = join(hoofd, 'libs/testing/src/servers');
const gebouwd = join(hoofd, 'libs/testing/dist/src/servers');

/** Only what starts the servers is compiled, and only when it changed: the tests themselves run from source. */
function bouw() {
  const nieuwste = Math.max(...readdirSync(bron).map((b) => statSync(join(bron, b)).mtimeMs));
  const uit = join(gebouwd, 'testservers.js');
  if (existsSync(uit) && statSync(uit).mtimeMs >= nieuwste) return;
  const tsc = join(hoofd, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', join(hoofd, 'libs/testing/tsconfig.servers.json'), '--incremental', 'false', '--composite', 'false'], {
    cwd: hoofd,
    stdio: 'inherit',
  });
}

export default async function start() {
  if (process.env.BRONHUIS_TEST_PG && process.env.BRONHUIS_TEST_NATS) return;
  bouw();
  const { startTestservers } = await import(pathToFileURL(join(gebouwd, 'index.js')).href);
  const gestart = startTestservers((bericht) => process.stderr.write(`${bericht}\n`));
  // Ctrl-C ends Jest without its tear-down, and the servers would go on alone. A terminal sends it twice: here and by npm.
  let stopt = null;
  const stop = () => (stopt ??= gestart.then((servers) => servers.stop()).finally(() => process.exit(130)));
  for (const signaal of ['SIGINT', 'SIGTERM']) process.on(signaal, stop);
  const servers = await gestart;
  process.env.BRONHUIS_TEST_PG = servers.pg;
  process.env.BRONHUIS_TEST_NATS = servers.nats;
  globalThis.bronhuisTestservers = servers;
}
