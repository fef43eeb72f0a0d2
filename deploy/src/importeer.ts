import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { WORTEL } from './lokaal/config.ts';

// `npm run registers:importeer`: moves a running Objects API into registers; the program itself is that component's.
const uitkomst = spawnSync(process.execPath, [join(WORTEL, 'services/registers/dist/src/overname/importeer.js'), ...process.argv.slice(2)], { stdio: 'inherit' });
process.exitCode = uitkomst.status ?? 2;
