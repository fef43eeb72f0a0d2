// Runs jest with the configuration of `ci/` and counts test by test.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** @returns {{ gelukt: number, mislukt: number, overgeslagen: number }} */
export function draaiJest(args, env = process.env) {
  const map = mkdtempSync(join(tmpdir(), 'ci-jest-'));
  const uit = join(map, 'uit.json');
  spawnSync(process.execPath, ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '-c', 'ci/jest.config.mjs', '--forceExit', '--json', `--outputFile=${uit}`, ...args], {
    env: { ...env, NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    const r = JSON.parse(readFileSync(uit, 'utf8'));
    return { gelukt: r.numPassedTests, mislukt: r.numFailedTests + r.numRuntimeErrorTestSuites, overgeslagen: r.numPendingTests };
  } catch {
    console.error('jest gave no result');
    return { gelukt: 0, mislukt: 1, overgeslagen: 0 };
  } finally {
    rmSync(map, { recursive: true, force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { gelukt, mislukt, overgeslagen } = draaiJest(process.argv.slice(2));
  if (overgeslagen > 0) console.log(`${overgeslagen} skipped, see above why`);
  console.log(`${gelukt} passed, ${mislukt} failed`);
  process.exit(mislukt === 0 ? 0 : 1);
}
