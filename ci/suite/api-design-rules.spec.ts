import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { APIS, contract, GATEWAY } from './hulp.ts';

const RULESET = join(process.env['GEGEVENS'] ?? '', 'adr/linter.yaml');
const aanwezig = existsSync(RULESET);
if (!aanwezig) process.stderr.write('SKIPPED: NL API Design Rules (set GEGEVENS to the folder with adr/linter.yaml)\n');
const metRegels = aanwezig ? test : test.skip;

async function lint(document: object): Promise<{ code: string; message: string }[]> {
  const map = await mkdtemp(join(tmpdir(), 'adr-'));
  // On one machine there is no TLS, and the contract says so; the rules are about where others reach it.
  await writeFile(join(map, 'openapi.json'), JSON.stringify(document).replaceAll(GATEWAY, 'https://bronhuis.example'));
  const cli = 'node_modules/@stoplight/spectral-cli/dist/index.js';
  // Spectral exits with an error status when it finds something; its answer is on stdout either way.
  const { stdout } = await promisify(execFile)(process.execPath, [cli, 'lint', join(map, 'openapi.json'), '--ruleset', RULESET, '-f', 'json', '--quiet'], { maxBuffer: 1 << 26 }).catch(
    (fout: { stdout: string }) => fout,
  );
  return JSON.parse(stdout.slice(0, stdout.lastIndexOf(']') + 1)) as { code: string; message: string }[];
}

metRegels.each(APIS)('%s: the official ruleset of the NL API Design Rules finds nothing', async (component) => {
  expect(await lint(await contract(component))).toEqual([]);
});

metRegels('the ruleset does notice: a path with a slash at the end and a snake_case query key', async () => {
  const document = await contract('registers');
  const pad = document.paths['/dossiers']!;
  document.paths['/dossiers/'] = pad;
  pad['get']!.parameters!.push({ name: 'verkeerde_naam', in: 'query', schema: { type: 'string' } });
  expect((await lint(document)).map((f) => f.code)).toEqual(expect.arrayContaining(['path-keys-no-trailing-slash', 'nlgov:query-keys-camel-case']));
});

/** Does any path take this method at this address? `/objecten/_zoek` is an address of `/objecten/{id}` too. */
const kent = (paths: Record<string, object>, pad: string, methode: string): boolean =>
  Object.entries(paths).some(([p, bewerkingen]) => methode.toLowerCase() in bewerkingen && new RegExp(`^${p.replace(/\{\w+\}/g, '[^/]+')}$`).test(pad));

// What no linter sees: how the running API behaves (ADR 2.2, the rules marked technical).
describe.each(APIS)('%s at run time', (component) => {
  test('openapi.json is public, with CORS; API-Version on every answer is that of the contract', async () => {
    const a = await fetch(`${GATEWAY}/${component}/v1/openapi.json`);
    const document = (await a.json()) as { info: { version: string } };
    expect(a.headers.get('access-control-allow-origin')).toBe('*');
    expect(a.headers.get('api-version')).toBe(document.info.version);
  });

  test('every path: without a token a problem or an answer, a slash at the end 404, a foreign method 405; security headers always', async () => {
    const { paths, info } = await contract(component);
    for (const [pad, bewerkingen] of Object.entries(paths)) {
      const adres = `${GATEWAY}/${component}/v1${pad.replace(/\{\w+\}/g, '0199aa00-0000-7000-8000-000000000000')}`;
      const proeven = [
        { methode: 'GET', adres: `${adres}/`, status: [404] },
        ...(['PUT', 'DELETE'] as const).filter((m) => !kent(paths, pad, m)).map((methode) => ({ methode, adres, status: [405] })),
        ...Object.keys(bewerkingen)
          .filter((m) => ['get', 'post', 'put', 'patch', 'delete'].includes(m))
          .map((m) => ({ methode: m.toUpperCase(), adres, status: [200, 304, 400, 401, 404, 410, 415] })),
      ];
      for (const p of proeven) {
        const a = await fetch(p.adres, { method: p.methode });
        const tekst = await a.text();
        expect(`${p.methode} ${p.adres} ${p.status.includes(a.status) ? 'ok' : a.status}`).toBe(`${p.methode} ${p.adres} ok`);
        expect(a.headers.get('api-version')).toBe(info.version);
        expect(a.headers.get('x-content-type-options')).toBe('nosniff');
        expect(a.headers.get('strict-transport-security')).toContain('max-age');
        expect(a.headers.get('server') ?? a.headers.get('x-powered-by')).toBeNull();
        if (a.status >= 400) {
          expect(a.headers.get('content-type')).toContain('application/problem+json');
          expect(JSON.parse(tekst)).toMatchObject({ status: a.status, title: expect.any(String), detail: expect.any(String) });
        }
      }
    }
  });
});
