import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import cedar from '@cedar-policy/cedar-wasm/nodejs';
import { TYPEN, VORM } from '@bronhuis/toegang/cedar';
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

type Vorm = Record<string, { type: string; name?: string; element?: { name: string } }>;
interface Schema {
  actions: object;
  entityTypes: Record<string, { shape: { attributes: Vorm } }>;
  commonTypes: Record<string, { attributes: Vorm }>;
}

function schema(): Schema {
  const uit = cedar.schemaToJson(leesSchema());
  if (uit.type === 'failure') throw new Error(uit.errors.map((e) => e.message).join('; '));
  return (uit.json as unknown as Record<string, Schema>)['Bronhuis']!;
}

describe('acties', () => {
  it('van elke component zijn bekend in het Cedar-schema', () => {
    const acties = new Set(Object.keys(schema().actions));
    const declaraties = gedeclareerd();
    expect(declaraties.length).toBeGreaterThan(40);
    expect(declaraties.filter((d) => !acties.has(d.actie))).toEqual([]);
  });
});

describe('de vorm van een vraag', () => {
  const SOORT: Record<string, string> = { String: 'tekst', Long: 'getal', Bool: 'waarheid', 'Set String': 'teksten' };
  const alsVorm = (attributen: Vorm): object =>
    Object.fromEntries(Object.entries(attributen).map(([naam, a]) => [naam, SOORT[a.type === 'Set' ? `Set ${a.element?.name.split('::').at(-1)}` : (a.name ?? a.type).split('::').at(-1)!]]));

  it('is in het schema dezelfde als waarmee een component beslist', () => {
    const { entityTypes, commonTypes } = schema();
    expect(alsVorm(entityTypes['Bron']!.shape.attributes)).toEqual(VORM.resource);
    expect(alsVorm(commonTypes['Omstandigheden']!.attributes)).toEqual(VORM.context);
    for (const type of Object.values(TYPEN)) expect(alsVorm(entityTypes[type]!.shape.attributes)).toEqual(VORM.principal);
    expect(Object.keys(entityTypes).sort()).toEqual([...Object.values(TYPEN), 'Bron'].sort());
  });
});
