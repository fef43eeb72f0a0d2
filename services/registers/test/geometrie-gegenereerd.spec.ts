import fc from 'fast-check';
import { alsBbox, alsGeojson, alsVorm, binnen, doos, snijdt, vorm, vul } from './geometrie-model.ts';
import type { Raster, Vak, Vorm } from './geometrie-model.ts';
import { opTijd, Proef } from './hulp.ts';

/** The same shapes in degrees, in metres, and as large as a province, where what is straight in RD is bent in degrees. */
const RASTERS: Raster[] = [
  { crs: 'EPSG:4326', x: 5.1, y: 52.1, stap: 0.01 },
  { crs: 'EPSG:28992', x: 155_000, y: 463_000, stap: 25 },
  { crs: 'EPSG:28992', x: 90_000, y: 400_000, stap: 10_000 },
];
const AANTAL = 80;

type Blad = { hoe: 'bbox'; doos: Vak } | { hoe: 'binnen' | 'snijdt'; vorm: Vorm } | { hoe: 'hoogte'; meer: number } | { hoe: 'leeg' };
type Vraag = Blad | { en: Vraag[] } | { of: Vraag[] } | { niet: Vraag };
const blad: fc.Arbitrary<Blad> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ hoe: fc.constant('bbox' as const), doos }) },
  { weight: 4, arbitrary: fc.record({ hoe: fc.constantFrom('binnen' as const, 'snijdt' as const), vorm }) },
  { weight: 1, arbitrary: fc.record({ hoe: fc.constant('hoogte' as const), meer: fc.nat(10) }) },
  { weight: 1, arbitrary: fc.record({ hoe: fc.constant('leeg' as const) }) },
);
const vraag: fc.Arbitrary<Vraag> = fc.letrec<{ v: Vraag }>((tie) => ({
  v: fc.oneof(
    { depthSize: 'small', maxDepth: 2 },
    { weight: 3, arbitrary: blad },
    { weight: 1, arbitrary: fc.record({ en: fc.array(tie('v'), { minLength: 1, maxLength: 2 }) }) },
    { weight: 1, arbitrary: fc.record({ of: fc.array(tie('v'), { minLength: 1, maxLength: 2 }) }) },
    { weight: 1, arbitrary: fc.record({ niet: tie('v') }) },
  ),
})).v;
const dag = fc.constantFrom('2024-03-01', '2025-03-01');

interface Ding {
  id: string;
  /** Before and after 2025: it moved, or lost its place. */
  eerst: { vorm: Vorm | null; hoogte: number };
  daarna: { vorm: Vorm | null; hoogte: number };
}

let proef: Proef;
const kaarten: { raster: Raster; type: string; dingen: Ding[] }[] = [];
beforeAll(async () => {
  proef = await Proef.start();
  for (const [i, raster] of RASTERS.entries()) {
    const type = await proef.kaarttype(`kaart-${i}`);
    const stand = fc.record({ vorm: fc.option(vorm, { freq: 8 }), hoogte: fc.nat(10) });
    const dingen = await Promise.all(fc.sample(fc.tuple(stand, stand), { numRuns: AANTAL, seed: i }).map(([eerst, daarna]) => plaats(raster, type, eerst, daarna)));
    kaarten.push({ raster, type, dingen });
  }
}, 120_000);
afterAll(() => proef.stop());

async function plaats(raster: Raster, objecttype: string, eerst: Ding['eerst'], daarna: Ding['eerst']): Promise<Ding> {
  const inhoud = (s: Ding['eerst']) => ({ gegevens: { hoogte: s.hoogte }, geometrie: s.vorm && alsGeojson(raster, s.vorm) });
  const headers = { 'content-crs': raster.crs };
  const a = await proef.roep<{ id: string }>('POST', '/objecten', { body: { objecttype, beginGeldigheid: '2024-01-01', ...inhoud(eerst) }, headers });
  const b = await proef.roep('PUT', `/objecten/${a.body.id}`, { body: { beginGeldigheid: '2025-01-01', ...inhoud(daarna) }, headers: { ...headers, 'if-match': '"1"' } });
  expect([a.status, b.status]).toEqual([201, 200]);
  return { id: a.body.id, eerst, daarna };
}

const isBlad = (v: Vraag): v is Blad => 'hoe' in v;
function naief(v: Vraag, s: Ding['eerst']): boolean {
  if (!isBlad(v)) return 'en' in v ? v.en.every((d) => naief(d, s)) : 'of' in v ? v.of.some((d) => naief(d, s)) : !naief(v.niet, s);
  if (v.hoe === 'leeg') return s.vorm === null;
  if (v.hoe === 'hoogte') return s.hoogte > v.meer;
  if (s.vorm === null) return false;
  return v.hoe === 'bbox' ? snijdt(vul(s.vorm), vul(alsVorm(v.doos))) : (v.hoe === 'binnen' ? binnen : snijdt)(vul(s.vorm), vul(v.vorm));
}

function alsFilter(r: Raster, v: Vraag): object {
  if (!isBlad(v)) return 'en' in v ? { en: v.en.map((d) => alsFilter(r, d)) } : 'of' in v ? { of: v.of.map((d) => alsFilter(r, d)) } : { niet: alsFilter(r, v.niet) };
  if (v.hoe === 'leeg') return { pad: 'geometrie', operator: 'leeg', waarde: true };
  if (v.hoe === 'hoogte') return { pad: 'hoogte', operator: 'gt', waarde: v.meer };
  return { pad: 'geometrie', operator: v.hoe, waarde: v.hoe === 'bbox' ? alsBbox(r, v.doos) : alsGeojson(r, v.vorm) };
}

const gebieden = (v: Vraag): number => (isBlad(v) ? Number('doos' in v || 'vorm' in v) : 'niet' in v ? gebieden(v.niet) : ('en' in v ? v.en : v.of).reduce((n, d) => n + gebieden(d), 0));

async function elk<T>(gevallen: T[], doe: (g: T) => Promise<void>): Promise<void> {
  await Promise.all(Array.from({ length: 6 }, async () => {
    for (let g = gevallen.pop(); g !== undefined; g = gevallen.pop()) await doe(g);
  }));
}

interface Lijst {
  resultaten: { id: string }[];
  aantal: number;
}

describe('generated questions about places', () => {
  it.each(RASTERS.map((r, i) => [`${r.crs} by ${r.stap}`, i] as const))('in %s give what counting squares gives, on both days', async (_, i) => {
    const { raster, type, dingen } = kaarten[i]!;
    let metIets = 0;
    await elk(fc.sample(fc.tuple(vraag, dag, fc.boolean()).filter(([v]) => gebieden(v) <= 5), { numRuns: 150, seed: 10 + i }), async ([v, geldigOp, geordend]) => {
      const goed = dingen.filter((d) => naief(v, geldigOp < '2025' ? d.eerst : d.daarna)).map((d) => d.id).sort();
      const body = { objecttype: type, filter: alsFilter(raster, v), geldigOp, velden: ['id'], omvang: 100, aantal: 'exact', ...(geordend ? { sorteer: ['id'] } : {}) };
      const a = await opTijd(() => proef.roep<Lijst>('POST', '/objecten/_zoek', { body, headers: { 'content-crs': raster.crs } }));
      expect([a.status === 200 ? '' : a.tekst, JSON.stringify(body), a.body.aantal, a.body.resultaten?.map((r) => r.id)]).toEqual(['', JSON.stringify(body), goed.length, goed.slice(0, 100)]);
      if (goed.length > 0 && goed.length < dingen.length) metIets++;
    });
    // Questions that choose nothing or everything prove little.
    expect(metIets).toBeGreaterThan(60);
  }, 240_000);

  it('and a box in an address, with its own system', async () => {
    for (const { raster, type, dingen } of kaarten) {
      await elk(fc.sample(doos, { numRuns: 30, seed: 20 }), async (d) => {
        const q = new URLSearchParams({ objecttype: type, filter: `geometrie__bbox__${alsBbox(raster, d).join(',')}`, filterCrs: raster.crs, geldigOp: '2024-06-01', velden: 'id', omvang: '100' });
        const goed = dingen.filter((x) => naief({ hoe: 'bbox', doos: d }, x.eerst)).map((x) => x.id).sort();
        expect((await opTijd(() => proef.roep<Lijst>('GET', `/objecten?${q}`))).body.resultaten.map((r) => r.id)).toEqual(goed.slice(0, 100));
      });
    }
  }, 120_000);
});
