import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { GATEWAY } from './hulp.ts';

// The first call of the README is what a newcomer types first: it must work as it stands there.
const opdrachten = [...readFileSync('README.md', 'utf8').matchAll(/^curl .+$/gm)].map(([regel]) => regel);

test('the README has a first call', () => {
  expect(opdrachten.length).toBeGreaterThan(0);
});

test.each(opdrachten)('%s', async (opdracht) => {
  const { stdout } = await promisify(execFile)('bash', ['-c', opdracht.replaceAll('http://127.0.0.1:8080', GATEWAY)]);
  expect(JSON.parse(stdout)).toMatchObject({ resultaten: expect.any(Array) });
});
