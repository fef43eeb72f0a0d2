import fc from 'fast-check';
import { OVERBRUGGE } from '@bronhuis/testing';
import type { Bron } from '@bronhuis/bron';
import type { Vraagtype } from '../src/objecttypen/typestanden.ts';
import { strip } from '../src/objecttypen/zicht.ts';
import { Controle } from '../src/vragen/controleer.ts';
import { ontleedJson, ontleedVelden } from '../src/vragen/ontleed.ts';
import { vraagObjecten } from '../src/vragen/vragen.queries.ts';
import { Proef } from './hulp.ts';
import { blad, bladen, elk, gezien, kaal, keuze, Kopieen, ONZICHTBAAR, onbekend, opTwee, VERBORGEN, verander, vervang, volgorde, vraag, ZICHT, ZICHTBAAR, zoek } from './veldrechten-model.ts';
import type { Vraag } from './veldrechten-model.ts';
import { alsSorteer, beschikbaarOp, bewaar, geldend, geldigOp, geordend, gegevens, IDS, maakType, naief, onmogelijk, SCHEMA, steekproef, VELDEN, voorwaarde } from './vragen-model.ts';
import type { Model, Uitdrukking } from './vragen-model.ts';

let proef: Proef;
let model: Model;
let tweede: Model;
let buiten: string;
let kopieen: Kopieen;
beforeAll(async () => {
  proef = await Proef.start();
  const doelen = { verwerkingsactiviteiten: ['VA-01', 'VA-06'], gegevenscategorieen: ['meting'] };
  const afgeschermd = VERBORGEN.map((pad) => ({ pad, verwerkingsactiviteiten: ['VA-01'] }));
  model = { objecttype: await maakType(proef, { ...doelen, afgeschermd }), versies: steekproef(6) };
  // The same fields for everybody: a question to both types can then be asked, and must find nothing hidden of the first.
  tweede = { objecttype: await maakType(proef, { ...doelen, naam: 'peilbuis' }), versies: steekproef(7).slice(0, 60).map((v) => ({ ...v, id: v.id.replace('0199aaaa', '0199bbbb') })) };
  await bewaar(proef, model);
  await bewaar(proef, tweede);
  buiten = await proef.token({ verwerkingsactiviteit: 'VA-06' });
  kopieen = new Kopieen(proef, model, buiten);
}, 120_000);
afterAll(() => proef.stop());

describe('somebody without the right to a field', () => {
  it('gets the same answer whatever stands in it: 500 questions about other fields, which are the right ones', async () => {
    const gevallen = fc.sample(vraag(blad, ZICHTBAAR), { numRuns: 500, seed: 31 });
    const antwoorden = await kopieen.eisGelijk(gevallen.map((v) => zoek({ ...v, sorteer: alsSorteer(v.sorteer), objecttype: model.objecttype })), 70);
    const wat: Model = { ...model, versies: gezien(model.versies) };
    for (const [i, v] of gevallen.entries()) {
      const goed = geordend(wat, geldend(wat, v.geldigOp, v.beschikbaarOp).filter((d) => naief(wat, d, v.filter)), v.sorteer);
      const body = JSON.parse(antwoorden[i]?.replace(/^200 null /, '') ?? '') as { aantal: number; resultaten: { id: string }[] };
      expect([v, body.aantal, body.resultaten.map((r) => r.id)]).toEqual([v, goed.length, goed.slice(0, v.omvang)]);
    }
  }, 300_000);

  it('also to a question that knows the field of another type: 400 of them', async () => {
    const gevallen = fc.sample(vraag(opTwee, VELDEN), { numRuns: 400, seed: 32 });
    const antwoorden = await kopieen.eisGelijk(gevallen.map((v) => zoek({ ...v, sorteer: alsSorteer(v.sorteer) })), 100);
    expect(antwoorden.filter((a) => a.startsWith('200')).length).toBeGreaterThan(250);
  }, 300_000);

  it('and in the compact form of an address, page by page', async () => {
    const gevallen = fc.sample(fc.record({ filters: fc.array(blad, { maxLength: 2 }), velden: keuze(ZICHTBAAR), sorteer: volgorde(ZICHTBAAR), omvang: fc.integer({ min: 1, max: 60 }) }), { numRuns: 80, seed: 33 });
    const vragen = gevallen.map((g): Vraag => {
      const q = new URLSearchParams({ objecttype: model.objecttype, geldigOp: '2024-07-01', omvang: String(g.omvang), aantal: 'exact' });
      for (const f of g.filters) q.append('filter', `${f.pad}__${f.operator}__${[f.waarde].flat().map((w) => String(w).replaceAll(/[\\|]/g, '\\$&')).join('|')}`);
      if (g.velden) q.set('velden', g.velden.join(','));
      if (g.sorteer.length > 0) q.set('sorteer', alsSorteer(g.sorteer).join(','));
      return { methode: 'GET', pad: `/objecten?${q}` };
    });
    const antwoorden = await kopieen.eisGelijk(vragen, 15);
    const verder = antwoorden.flatMap((a) => /"volgende":"\/registers\/v1([^"]+)"/.exec(a)?.[1] ?? []);
    expect(verder.length).toBeGreaterThan(25);
    await kopieen.eisGelijk(verder.map((pad): Vraag => ({ methode: 'GET', pad })), 8);
  }, 300_000);

  it('reads objects, their timelines, what changed and all of them at once, on both axes', async () => {
    const momenten = fc.sample(fc.tuple(geldigOp, beschikbaarOp, geldigOp, beschikbaarOp), { numRuns: IDS.length, seed: 34 });
    const vragen = IDS.slice(0, 80).flatMap((id, i): Vraag[] => {
      const [a, b, c, d] = momenten[i] as [string, string, string, string];
      return [
        { methode: 'GET', pad: `/objecten/${id}` },
        { methode: 'GET', pad: `/objecten/${id}?geldigOp=${a}&beschikbaarOp=${b}` },
        { methode: 'GET', pad: `/objecten/${id}/tijdlijn` },
        { methode: 'GET', pad: `/objecten/${id}/verschil?van=${a}&tot=${c}&vanBeschikbaarOp=${b}&totBeschikbaarOp=${d}` },
      ];
    });
    const uitvoer = ['historie=true', ...momenten.slice(0, 6).map(([a, b]) => `geldigOp=${a}&beschikbaarOp=${b}`)].map((q): Vraag => ({ methode: 'GET', pad: `/objecttypen/${model.objecttype}/_export?${q}` }));
    expect((await kopieen.eisGelijk(uitvoer, 5))[0]?.split('\n').length).toBeGreaterThan(model.versies.length);
    const antwoorden = await kopieen.eisGelijk(vragen, 120);
    const een = JSON.parse(antwoorden.find((a) => a.includes('"delen"'))?.replace(/^200 \S+ /, '') ?? '') as { gegevens: object };
    expect(een.gegevens).toEqual(strip(een.gegevens, ZICHT));
  }, 120_000);
});

describe('an allow-list of names', () => {
  it('leaves the rest out of what is found, chosen and compared, as the rule does', async () => {
    const zicht = { verborgen: ['/adres/plaats'], alleen: ['naam', 'adres', 'delen'] };
    const type = { id: model.objecttype, schema: SCHEMA, betrokkenen: [], indexlijst: [] } as unknown as Vraagtype;
    const stel = async (velden: string[], filter: object) => {
      const controle = new Controle([{ type, zicht }], false);
      const { waarde } = ontleedJson(filter);
      if (!waarde) throw new Error('filter');
      const keuze = controle.velden(ontleedVelden(velden).waarde);
      const vraag = { typen: [type.id], geldigOp: '2024-07-01', beschikbaarOp: 'infinity', filter: controle.filter(waarde), zoek: null, indexen: [], keuze, sorteer: [], na: null, omvang: 500, aantal: 'exact' as const };
      if (controle.fouten.length > 0) return controle.fouten.map((f) => f.code);
      const a = await vraagObjecten(proef.o.draaiend.bron as Bron, { organisatie: OVERBRUGGE, traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' }, vraag);
      return a.rijen.map((r) => (JSON.parse(r.tekst) as { gegevens: object }).gegevens);
    };
    const wat = geldend(model, '2024-07-01', '9999').sort((a, b) => (a.id < b.id ? -1 : 1)).map((d) => strip(d.gegevens, zicht));
    expect(await stel([], { pad: 'id', operator: 'leeg', waarde: false })).toEqual(wat);
    const leeg = (w: unknown) => w === undefined || w === null || ['""', '[]', '{}'].includes(JSON.stringify(w));
    expect(await stel(['gegevens'], { pad: 'adres', operator: 'leeg', waarde: true })).toEqual(wat.filter((g) => leeg((g as { adres?: unknown }).adres)));
    expect(await stel(['aantal', 'adres.plaats'], { pad: 'vrij', operator: 'leeg', waarde: true })).toEqual(['onbekend-gegeven', 'onbekend-gegeven', 'onbekend-gegeven']);
  });
});

describe('a field without a right to it', () => {
  const vul = (v: { filter: Uitdrukking; velden?: string[] | undefined; sorteer: string[] }, met: (p: string) => string) => ({ ...v, filter: vervang(v.filter, met), velden: v.velden?.map(met), sorteer: v.sorteer.map((s) => (s.startsWith('-') ? `-${met(s.slice(1))}` : met(s))) });
  const verborgen = new Set(ONZICHTBAAR.map((v) => v.pad));

  it('is in 600 questions what a field is that no type knows: the same status, faults and words', async () => {
    const gevallen = fc.sample(fc.tuple(vraag(fc.oneof(voorwaarde, onmogelijk), VELDEN), fc.constantFrom(...ONZICHTBAAR.map((v) => v.pad))), { numRuns: 600, seed: 41 });
    let raak = 0;
    await elk(gevallen, async ([v, zeker]) => {
      const body = { ...v, filter: { en: [v.filter, { pad: zeker, operator: 'leeg', waarde: true }] }, sorteer: alsSorteer(v.sorteer), objecttype: model.objecttype };
      const a = await kopieen.stel(zoek(body), buiten);
      const zonder = await kopieen.stel(zoek(vul(body, (p) => (verborgen.has(p) ? onbekend(p) : p))), buiten);
      expect([body, kaal(a)]).toEqual([body, kaal(zonder)]);
      expect(a.status).toBe(400);
      if (bladen(v.filter).some((b) => verborgen.has(b.pad))) raak++;
    });
    expect(raak).toBeGreaterThan(200);
  }, 300_000);

  it('and so is every way to write it, and all that is in it', async () => {
    const paden = [...ONZICHTBAAR.map((v) => v.pad), 'gegevens.adres.plaats', 'gegevens.aantal', 'metingen.*', 'metingen.*.x', 'adres.plaats.x', 'delen.*.naam.x', 'gegevens.a\\.b\\_\\_c\\*', 'aantal.*', 'gemeten.jaar'];
    for (const pad of paden) {
      for (const maak of [
        (p: string) => ({ velden: [p] }),
        (p: string) => ({ velden: ['naam', p, 'adres'] }),
        (p: string) => ({ sorteer: [p] }),
        (p: string) => ({ sorteer: ['naam', `-${p}`] }),
        ...['exact', 'ne', 'gt', 'gte', 'lt', 'lte', 'bevat', 'begint-met', 'bevat-element'].map((operator) => (p: string) => ({ filter: { pad: p, operator, waarde: 'x' } })),
        ...['in', 'nin', 'tussen'].map((operator) => (p: string) => ({ filter: { niet: { pad: p, operator, waarde: ['a', 'b'] } } })),
        (p: string) => ({ filter: { of: [{ pad: p, operator: 'leeg', waarde: false }, { pad: 'naam', operator: 'leeg', waarde: true }] }, aantal: 'exact' }),
      ]) {
        const [a, b] = [await kopieen.stel(zoek({ objecttype: model.objecttype, ...maak(pad) }), buiten), await kopieen.stel(zoek({ objecttype: model.objecttype, ...maak('kent.niemand') }), buiten)];
        expect([pad, kaal(a)]).toEqual([pad, kaal(b)]);
        expect(a.status).toBe(400);
      }
    }
  }, 60_000);

  it('is left out by the database as it is by the rule', async () => {
    const gevallen = fc.sample(gegevens, { numRuns: 1_000, seed: 51 });
    const boom = { aantal: true, gemeten: true, adres: { plaats: true }, delen: { '*': { naam: true } }, metingen: true, 'a.b__c*': true };
    const { rows } = await proef.db.query('select gegevens_zonder(g, $2) as g from jsonb_array_elements($1) with ordinality as x(g, nr) order by nr', [JSON.stringify(gevallen), JSON.stringify(boom)]);
    expect(rows.map((r: { g: object }) => r.g)).toEqual(gevallen.map((g) => strip(JSON.parse(JSON.stringify(g)) as object, ZICHT)));
    expect(gevallen.filter((g) => JSON.stringify(verander(g, {})) !== JSON.stringify(g)).length).toBeGreaterThan(800);
  });
});
