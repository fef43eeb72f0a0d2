import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import cedar from '@cedar-policy/cedar-wasm/nodejs';
import { leesSchema } from '../src/bundel/beleidsbestanden.ts';

function hoofdmap(): string {
  let hier = import.meta.dirname;
  while (!existsSync(join(hier, 'nx.json'))) hier = dirname(hier);
  return hier;
}

function* bronbestanden(map: string): Generator<string> {
  for (const e of readdirSync(map, { withFileTypes: true })) {
    const pad = join(map, e.name);
    if (e.isDirectory()) yield* bronbestanden(pad);
    else if (e.name.endsWith('.ts') && !e.name.endsWith('.spec.ts')) yield pad;
  }
}

/** Every action that a route of any service declares, with the file that does so. */
function gedeclareerd(): { actie: string; bestand: string }[] {
  const services = join(hoofdmap(), 'services');
  return readdirSync(services)
    .map((s) => join(services, s, 'src'))
    .filter((map) => existsSync(map))
    .flatMap((map) => [...bronbestanden(map)])
    .flatMap((bestand) => [...readFileSync(bestand, 'utf8').matchAll(/actie: '([a-z-]+:[a-z-]+)'/g)].map((m) => ({ actie: m[1] as string, bestand })));
}

function bekend(): string[] {
  const schema = cedar.schemaToJson(leesSchema());
  if (schema.type === 'failure') throw new Error(schema.errors.map((e) => e.message).join('; '));
  return Object.keys((schema.json as Record<string, { actions: object }>)['Bronhuis']?.actions ?? {});
}

describe('acties', () => {
  it('van elke component zijn bekend in het Cedar-schema', () => {
    const acties = new Set(bekend());
    const declaraties = gedeclareerd();
    expect(declaraties.length).toBeGreaterThan(40);
    expect(declaraties.filter((d) => !acties.has(d.actie))).toEqual([]);
  });
});
