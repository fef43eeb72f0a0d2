import fc from 'fast-check';
import { wachtTot } from '@bronhuis/testing';
import { Indexbouwer } from '../src/indexen/indexbouwer.ts';
import { GRENS } from '../src/vragen/aanloop.ts';
import { opTijd, Proef } from './hulp.ts';
import { alsSorteer, beschikbaarOp, geldend, geldigOp, geordend, INDEXEN, naief, onmogelijk, SORTEERBAAR, sorteer, uitdrukking, verklaar, vul, voorwaarde } from './vragen-model.ts';
import type { Leaf, Model, Sorteer, Uitdrukking } from './vragen-model.ts';

let proef: Proef;
let model: Model;
beforeAll(async () => {
  proef = await Proef.start();
  model = await vul(proef);
}, 120_000);
afterAll(() => proef.stop());

interface Lijst {
  resultaten: { id: string }[];
  aantal: number;
  na?: string;
  links: { volgende?: string };
  invalidParams: { name: string; reason: string }[];
}
interface Geval {
  geldigOp: string;
  beschikbaarOp: string;
  sorteer: Sorteer;
}
const geval = fc.record({ geldigOp, beschikbaarOp, sorteer });

const verwacht = (g: Geval, filter: Uitdrukking): string[] =>
  geordend(model, geldend(model, g.geldigOp, g.beschikbaarOp).filter((d) => naief(model, d, filter)), g.sorteer);

/** What the type is indexed by from here on. Half: some wait for a transaction that has not ended yet, and are empty. */
async function zet(indexen: 'geen' | 'half' | 'alle', klein: number, geheel: number): Promise<void> {
  Object.assign(GRENS, { klein, geheel });
  if (indexen === 'geen') return;
  if (indexen === 'half') {
    await verklaar(proef, model.objecttype, 1, INDEXEN);
    await proef.db.query("update object_index set status = 'wacht', wacht_op = 9e18 where nr % 2 = 0");
    for (const tabel of ['tekst', 'getal']) await proef.db.query(`delete from object_index_${tabel} where nr % 2 = 0`);
  } else await proef.db.query('update object_index set wacht_op = null where wacht_op = 9e18');
  const bouwer = proef.o.draaiend.app.get(Indexbouwer);
  await wachtTot(async () => {
    await bouwer.werkBij();
    return (await proef.tel("object_index where status = 'gereed' or wacht_op = 9e18")) === INDEXEN.length;
  }, { ms: 30_000, stap: 50, wat: 'the indexes are whole' });
}

/** Eight at a time, as callers do. */
async function elk<T>(gevallen: readonly T[], doe: (geval: T) => Promise<void>): Promise<void> {
  const rij = [...gevallen];
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let g = rij.pop(); g !== undefined; g = rij.pop()) await doe(g);
    }),
  );
}

const stel = (g: Geval, filter: unknown) =>
  opTijd(() => proef.roep<Lijst>('POST', '/objecten/_zoek', {
    body: { objecttype: model.objecttype, filter, geldigOp: g.geldigOp, beschikbaarOp: g.beschikbaarOp, sorteer: alsSorteer(g.sorteer), velden: ['id'], omvang: 100, aantal: 'exact' },
  }));

/** The compact form of a condition. */
function compact({ pad, operator, waarde }: Leaf): string {
  const deel = (w: unknown): string => String(w).replaceAll(/[\\|]/g, '\\$&');
  return `${pad}__${operator}__${Array.isArray(waarde) ? waarde.map(deel).join('|') : String(waarde)}`;
}

describe('generated questions', () => {
  // The same questions, whatever there is to answer them with; with a low border also along an index where few are found.
  it.each([
    ['without an index', 'geen', 2_000, GRENS.klein, GRENS.geheel],
    ['while some indexes are being built', 'half', 2_000, GRENS.klein, GRENS.geheel],
    ['with indexes', 'alle', 1_500, GRENS.klein, GRENS.geheel],
    ['along an index, looking in the others for each', 'alle', 1_000, 5, 0],
    ['along indexes', 'alle', 1_500, 5, GRENS.geheel],
  ] as const)('%s expressions give what a naive evaluation gives, in its order, with its count', async (_, indexen, numRuns, klein, geheel) => {
    await zet(indexen, klein, geheel);
    let metIets = 0;
    await elk(fc.sample(fc.tuple(geval, uitdrukking(voorwaarde)), { numRuns, seed: numRuns + klein + geheel }), async ([g, filter]) => {
      const a = await stel(g, filter);
      const goed = verwacht(g, filter);
      expect([filter, g, a.status, a.body.aantal, a.body.resultaten?.map((r) => r.id)]).toEqual([filter, g, 200, goed.length, goed.slice(0, 100)]);
      if (goed.length > 0 && goed.length < geldend(model, g.geldigOp, g.beschikbaarOp).length) metIets++;
    });
    // Questions that choose nothing or everything prove little.
    expect(metIets).toBeGreaterThan(numRuns / 3);
  }, 600_000);

  it('2000 in the compact form of an address', async () => {
    const gevallen = fc.sample(fc.tuple(geval, fc.array(voorwaarde, { minLength: 1, maxLength: 3 })), { numRuns: 2_000, seed: 2 });
    await elk(gevallen, async ([g, en]) => {
      const q = new URLSearchParams({ objecttype: model.objecttype, geldigOp: g.geldigOp, beschikbaarOp: g.beschikbaarOp, velden: 'id', omvang: '100', aantal: 'exact' });
      if (g.sorteer.length > 0) q.set('sorteer', alsSorteer(g.sorteer).join(','));
      for (const v of en) q.append('filter', compact(v));
      const a = await opTijd(() => proef.roep<Lijst>('GET', `/objecten?${q}`));
      const goed = verwacht(g, { en });
      expect([en, g, a.status, a.body.aantal, a.body.resultaten?.map((r) => r.id)]).toEqual([en, g, 200, goed.length, goed.slice(0, 100)]);
    });
  }, 600_000);

  it('1000 with something that cannot be asked give 400 and say where', async () => {
    const gevallen = fc.sample(fc.tuple(geval, uitdrukking(voorwaarde, 2), onmogelijk, fc.boolean()), { numRuns: 1_000, seed: 3 });
    await elk(gevallen, async ([g, goed, fout, niet]) => {
      const a = await stel(g, { en: [goed, niet ? { niet: fout } : { of: [goed, fout] }] });
      const plaats = niet ? 'filter.en.1.niet' : 'filter.en.1.of.1';
      expect([fout, a.status, a.body.invalidParams?.map((p) => p.name.startsWith(plaats))]).toEqual([fout, 400, [true]]);
    });
  }, 120_000);
});

describe('pages', () => {
  it('give each object exactly once, in any ordering', async () => {
    const vast: Geval[] = SORTEERBAAR.flatMap((veld) => [false, true].map((af) => ({ geldigOp: '2024-07-01', beschikbaarOp: '2026-01-01T00:00:00.000Z', sorteer: [{ veld, af }] })));
    const gevallen = [...vast, ...fc.sample(geval, { numRuns: 60, seed: 4 })];
    await elk(gevallen.map((g, n) => ({ g, omvang: 7 + (n % 50) })), async ({ g, omvang }) => {
      const goed = geordend(model, geldend(model, g.geldigOp, g.beschikbaarOp), g.sorteer);
      const q = new URLSearchParams({ objecttype: model.objecttype, geldigOp: g.geldigOp, beschikbaarOp: g.beschikbaarOp, omvang: String(omvang), velden: 'id' });
      if (g.sorteer.length > 0) q.set('sorteer', alsSorteer(g.sorteer).join(','));
      const ids: string[] = [];
      for (let pad: string | undefined = `/objecten?${q}`; pad; ) {
        const a: { status: number; body: Lijst } = await proef.roep<Lijst>('GET', pad);
        expect(a.status).toBe(200);
        ids.push(...a.body.resultaten.map((r) => r.id));
        pad = a.body.links.volgende?.replace('/registers/v1', '');
      }
      expect([alsSorteer(g.sorteer), ids]).toEqual([alsSorteer(g.sorteer), goed]);
    });
  }, 120_000);

  it('of a question in JSON go on with what the answer gives', async () => {
    const body = { objecttype: model.objecttype, filter: { pad: 'naam', operator: 'leeg', waarde: false }, sorteer: ['-naam', 'gegevens.aantal'], velden: ['naam'], geldigOp: '2024-07-01', omvang: 9 };
    const ids: string[] = [];
    for (let na: string | undefined, n = 0; n === 0 || na; n++) {
      const a: { body: Lijst } = await proef.roep<Lijst>('POST', '/objecten/_zoek', { body: { ...body, ...(na ? { na } : {}) } });
      ids.push(...a.body.resultaten.map((r) => r.id));
      na = a.body.na;
    }
    expect(ids.length).toBeGreaterThan(100);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
