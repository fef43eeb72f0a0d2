import type { Bron } from '@bronhuis/bron';
import type { Context, Tx } from '@bronhuis/bron';
import { uuidv7 } from '@bronhuis/standaarden';
import { OVERBRUGGE, VOORBEELDSTAD, wachtTot } from '@bronhuis/testing';
import { Indexbouwer } from '../src/indexen/indexbouwer.ts';
import { Indexgebruik } from '../src/indexen/gebruik.ts';
import { leesTypestanden } from '../src/indexen/indexen.queries.ts';
import { Typestanden } from '../src/objecttypen/typestanden.ts';
import { vraagObjecten } from '../src/vragen/vragen.queries.ts';
import type { Objectvraag } from '../src/vragen/vragen.queries.ts';
import { Proef } from './hulp.ts';
import { tweede } from './tweede.ts';

let proef: Proef;
let beheerder: string;
let bouwer: Indexbouwer;
beforeAll(async () => {
  proef = await Proef.start();
  beheerder = await proef.token({ id: 'bas', rollen: ['applicatiebeheerder'], verwerkingsactiviteit: null });
  bouwer = proef.o.draaiend.app.get(Indexbouwer);
});
afterAll(() => proef.stop());

type Json = Record<string, unknown>;
const inhoud = (naam: string, extra: Json = {}) => ({
  naam,
  soort: 'registratie',
  schema: { type: 'object', properties: { plaats: { type: 'string' }, nummer: { type: 'integer' }, wijken: { type: 'array', items: { type: 'string' } }, tekst: { type: 'string' }, bsn: { type: 'string' } } },
  classificatie: { beschikbaarheid: 1, integriteit: 1, vertrouwelijkheid: 1 },
  betrokkenen: [],
  gegevenscategorieen: [],
  verwerkingsactiviteiten: ['VA-01'],
  ...extra,
});
const als = <B = Json>(methode: string, pad: string, body?: object, headers: Record<string, string> = {}) => proef.roep<B>(methode, pad, { token: beheerder, ...(body ? { body } : {}), headers });
async function maakType(naam: string, extra: Json = {}): Promise<string> {
  const a = await als('POST', '/objecttypen', inhoud(naam, extra));
  if (a.status !== 201) throw new Error(a.tekst);
  return String(a.body['id']);
}
const verklaar = async (id: string, naam: string, versie: number, extra: Json): Promise<void> => expect((await als('POST', `/objecttypen/${id}/versies`, inhoud(naam, extra), { 'if-match': `"${versie}"` })).status).toBe(201);
async function maakObject(objecttype: string, gegevens: Json): Promise<string> {
  const a = await proef.roep('POST', '/objecten', { body: { objecttype, beginGeldigheid: '2024-01-01', gegevens } });
  if (a.status !== 201) throw new Error(a.tekst);
  return String(a.body['id']);
}
/** Many at once, past the API. */
async function vul(objecttype: string, aantal: number, gegevens = `jsonb_build_object('plaats', 'P' || n % 50, 'nummer', n)`, waar = proef): Promise<void> {
  await waar.db.query(
    `with o as (insert into object (organisatie, id, versie, registratietijd, objecttype, soort)
       select $1, gen_random_uuid(), 1, now(), $2, 'registratie' from generate_series(1, $3) returning id)
     insert into object_versie (organisatie, object, versie, registratietijd, begin_geldigheid, typeversie, gegevens, betrokkenen, wie)
     select $1, id, 1, now(), '2024-01-01', 1, ${gegevens}, '[]', '{}' from (select id, row_number() over () as n from o) x`,
    [OVERBRUGGE, objecttype, aantal],
  );
}
interface Stand {
  paden: string[];
  soort: string;
  status: string;
  gevuld: number;
  totaal: number;
}
const standen = async (id: string): Promise<Stand[]> => (await als<{ resultaten: Stand[] }>('GET', `/objecttypen/${id}/indexen`)).body.resultaten;
const gereed = (id: string) => wachtTot(async () => (await standen(id)).every((s) => s.status === 'gereed'), { ms: 60_000, stap: 100, wat: 'indexes are whole' });
/** Rows of an index beside what should be there: every version, once. */
const gelijk = async (id: string): Promise<void> => {
  const { rows } = await proef.db.query(
    `select count(*) filter (where w.object is null) as mist, count(*) filter (where v.object is null) as over from
       (select v.* from object_versie v join object o on o.organisatie = v.organisatie and o.id = v.object where o.objecttype = $1) v
       full join (select w.* from object_index_tekst w join object_index i on i.nr = w.nr where i.objecttype = $1 and i.pad = '/plaats') w on w.object = v.object and w.versie = v.versie and w.waarde is not distinct from left(v.gegevens->>'plaats', 100)`,
    [id],
  );
  expect(rows).toEqual([{ mist: '0', over: '0' }]);
};
const zoek = (objecttype: string, vraag: Json) => proef.roep<{ resultaten: { id: string; gegevens: Json }[]; aantal: number }>('POST', '/objecten/_zoek', { body: { objecttype, ...vraag } });

describe('what a type declares', () => {
  it('is checked against its schema', async () => {
    const a = await als<{ invalidParams: { name: string }[] }>('POST', '/objecttypen', inhoud('fout', { indexen: ['/plaats', '/wijken', '/onbekend', 'x'], zoekvelden: ['/nummer', '/bsn'], betrokkenen: [{ pad: '/bsn', soort: 'bsn', rol: 'houder' }], gegevenscategorieen: ['bsn'] }));
    expect([a.status, a.body.invalidParams.map((p) => p.name)]).toEqual([400, ['indexen.1', 'indexen.2', 'indexen.3', 'zoekvelden.0', 'zoekvelden.1']]);
    const b = await als<{ invalidParams: { name: string }[] }>('POST', '/objecttypen', { ...inhoud('fout', { indexen: ['/plaats'] }), soort: 'informatieobject' });
    expect([b.status, b.body.invalidParams.map((p) => p.name)]).toEqual([400, ['indexen']]);
  });

  it('is whole at once for a new type, and follows its versions', async () => {
    const id = await maakType('nieuw-register', { indexen: ['/plaats', '/wijken/*'], zoekvelden: ['/tekst'] });
    expect(await standen(id)).toMatchObject([{ paden: ['/plaats'], soort: 'tekst', status: 'gereed' }, { paden: ['/wijken/*'], status: 'gereed' }, { paden: ['/tekst'], soort: 'woorden', status: 'gereed' }]);
    const object = await maakObject(id, { plaats: 'Markt', wijken: ['Noord', 'Noord', 'Zuid'] });
    expect(await proef.tel('object_index_tekst where object = $1', [object])).toBe(3);
    await verklaar(id, 'nieuw-register', 1, { indexen: ['/nummer', '/plaats'] });
    expect((await standen(id)).map((s) => [s.paden[0], s.status])).toEqual([['/nummer', 'wacht'], ['/plaats', 'gereed'], ['/wijken/*', 'weg'], ['/tekst', 'weg']]);
    // Not before a question could be done that may still use it.
    await bouwer.werkBij();
    expect(await proef.tel('object_index_tekst where object = $1', [object])).toBe(3);
    await proef.db.query("update object_index set sinds = now() - interval '2 minutes' where objecttype = $1", [id]);
    await wachtTot(async () => (await standen(id)).length === 2, { ms: 20_000, stap: 50, wat: 'cleaned up' });
    await gereed(id);
    expect([await proef.tel('object_index_tekst where object = $1', [object]), await proef.tel('object_index_woorden where object = $1', [object])]).toEqual([1, 0]);
    expect((await proef.roep('GET', `/objecttypen/${id}/indexen`, { token: await proef.voorbeeldstad() })).status).toBe(404);
  });
});

describe('building an index', () => {
  it('loses no row to who writes meanwhile, by two processes, and leaves none of what is destroyed', async () => {
    const id = await maakType('druk-register');
    await vul(id, 3_000);
    const ander = await tweede(proef.o);
    try {
      const { rows } = await proef.db.query('select id from object where objecttype = $1 order by id', [id]);
      const ids = (rows as { id: string }[]).map((r) => r.id);
      let klaar = false;
      let n = 0;
      const schrijver = async (): Promise<void> => {
        while (!klaar) {
          const k = n++;
          const doel = ids[(k * 37) % ids.length] as string;
          if (k % 3 === 0) await maakObject(id, { plaats: `nieuw ${k}` });
          else if (k % 3 === 1) expect((await proef.roep('PUT', `/objecten/${doel}`, { body: { beginGeldigheid: '2025-01-01', gegevens: { plaats: `later ${k}` } }, headers: { 'if-match': '*' } })).status).toBeLessThan(500);
          else expect((await proef.roep('DELETE', `/objecten/${doel}?grond=fout`)).status).toBeLessThan(500);
        }
      };
      const schrijvers = [schrijver(), schrijver(), schrijver()];
      await verklaar(id, 'druk-register', 1, { indexen: ['/plaats'], zoekvelden: ['/plaats'] });
      const bouwers = [bouwer, ander.app.get(Indexbouwer)];
      await wachtTot(async () => (await Promise.all(bouwers.map((b) => b.werkBij())), (await standen(id)).every((s) => s.status === 'gereed')), { ms: 90_000, stap: 10, wat: 'built' });
      klaar = true;
      await Promise.all(schrijvers);
      expect(n).toBeGreaterThan(10);
      await gelijk(id);
      expect(await proef.tel('object_index_woorden w where not exists (select from object o where o.id = w.object)')).toBe(0);
    } finally {
      await ander.stop();
    }
  }, 120_000);

  it('waits for who began to write before it was declared', async () => {
    const id = await maakType('oud-register');
    const laat = await proef.db.connect();
    try {
      const object = uuidv7();
      await laat.query('begin');
      await laat.query("insert into object (organisatie, id, versie, registratietijd, objecttype, soort) values ($1, $2, 1, now(), $3, 'registratie')", [OVERBRUGGE, object, id]);
      await laat.query(`insert into object_versie (organisatie, object, versie, registratietijd, begin_geldigheid, typeversie, gegevens, betrokkenen, wie) values ($1, $2, 1, now(), '2024-01-01', 1, '{"plaats":"laat"}', '[]', '{}')`, [OVERBRUGGE, object]);
      await verklaar(id, 'oud-register', 1, { indexen: ['/plaats'] });
      for (let i = 0; i < 3; i++) await bouwer.werkBij();
      expect(await standen(id)).toMatchObject([{ status: 'wacht' }]);
      expect((await zoek(id, { filter: { pad: 'plaats', operator: 'exact', waarde: 'laat' } })).body.resultaten).toEqual([]);
      await laat.query('commit');
      await gereed(id);
      expect((await zoek(id, { filter: { pad: 'plaats', operator: 'exact', waarde: 'laat' } })).body.resultaten.map((r) => r.id)).toEqual([object]);
      await gelijk(id);
    } finally {
      laat.release();
    }
  }, 90_000);

  it('that is killed half way goes on where it was', async () => {
    const id = await maakType('stuk-register');
    await vul(id, 1_000);
    const slot = await proef.db.connect();
    try {
      await slot.query('begin');
      await slot.query('select 1 from object where id = (select id from object where objecttype = $1 order by id offset 500 limit 1) for update', [id]);
      await verklaar(id, 'stuk-register', 1, { indexen: ['/plaats'] });
      const dood = async (): Promise<boolean> => {
        void bouwer.werkBij().catch(() => undefined);
        const { rows } = await proef.db.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'bronhuis-registers' and wait_event_type = 'Lock'");
        return rows.length > 0;
      };
      await proef.db.query('update object_index set wacht_op = 1 where objecttype = $1', [id]);
      await wachtTot(dood, { ms: 30_000, stap: 50, wat: 'killed half way' });
      expect(await standen(id)).toMatchObject([{ status: 'bouwt', gevuld: 400, totaal: 1_000 }]);
    } finally {
      await slot.query('rollback');
      slot.release();
    }
    await gereed(id);
    expect(await standen(id)).toMatchObject([{ gevuld: 1_000, totaal: 1_000 }]);
    await gelijk(id);
  }, 90_000);
});

describe('a question', () => {
  const ctx: Context = { organisatie: OVERBRUGGE, traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };
  const veld = (naam: string, soort: 'tekst' | 'getal') => ({ stappen: [{ naam }], beperkt: [], soort, persoon: false });
  let id: string;
  beforeAll(async () => {
    id = await maakType('groot-register', { indexen: ['/plaats', '/nummer'] });
    await vul(id, 12_000);
    await proef.db.query('analyze');
  }, 60_000);

  const VRAAG: Omit<Objectvraag, 'typen' | 'indexen'> = { geldigOp: '2026-01-01', beschikbaarOp: 'infinity', filter: null, zoek: null, keuze: { meta: null, gegevens: [{ stappen: [], beperkt: [] }] }, sorteer: [], na: null, omvang: 100, aantal: null };

  /** How many rows the statements of a question look at, as their plans say. */
  async function gelezen(bron: Bron, wens: Partial<Objectvraag>): Promise<{ bekeken: number; rijen: number }> {
    const indexen = (await leesTypestanden(bron, OVERBRUGGE, [id]))[0]?.indexen ?? [];
    const vraag: Objectvraag = { ...VRAAG, typen: [id], indexen, ...wens };
    const gevraagd: { sql: string; waarden: unknown[] }[] = [];
    const meeluister = (tx: Tx): Tx =>
      new Proxy(tx, {
        get: (van, naam) => {
          if (naam !== 'query') return Reflect.get(van, naam) as unknown;
          return (sql: string, waarden: unknown[]) => {
            gevraagd.push({ sql, waarden });
            return van.query(sql, waarden);
          };
        },
      });
    const luisterend = { transactie: <T>(c: Context, werk: (tx: Tx) => Promise<T>, v?: { hoogstensMs: number }) => bron.transactie(c, (tx) => werk(meeluister(tx)), v) } as Bron;
    const { rijen } = await vraagObjecten(luisterend, ctx, vraag);
    const bekeken = await bron.transactie(ctx, async (tx) => {
      let som = 0;
      for (const { sql, waarden } of gevraagd) {
        for (const { 'QUERY PLAN': r } of await tx.query<{ 'QUERY PLAN': string }>(`explain analyze ${sql}`, waarden)) {
          const [, n = '0', keer = '0'] = /(?:Index|Seq|Heap) .*Scan.* rows=([\d.]+) loops=(\d+)\)$/.exec(r) ?? [];
          som += Number(n) * Number(keer);
        }
      }
      return som;
    });
    return { bekeken, rijen: rijen.length };
  }

  it('reads what it answers with, and not the whole type', async () => {
    const bron = proef.o.draaiend.bron as Bron;
    const plaats = { veld: veld('plaats', 'tekst'), vergelijking: 'exact' as const, waarden: ['P7'] };
    // A page is a hundred and one objects with a version each; what is more, was looked at to find them.
    const vragen: [Partial<Objectvraag>, number][] = [
      [{}, 250],
      [{ filter: plaats }, 800],
      [{ filter: plaats, sorteer: [{ veld: veld('nummer', 'getal'), richting: 'af' }] }, 1_600],
      [{ sorteer: [{ veld: veld('nummer', 'getal'), richting: 'af' }] }, 400],
      [{ sorteer: [{ veld: veld('plaats', 'tekst'), richting: 'op' }, { veld: veld('nummer', 'getal'), richting: 'op' }] }, 1_000],
      [{ geldigOp: '2025-01-01', beschikbaarOp: '2999-01-01T00:00:00Z', sorteer: [{ veld: veld('nummer', 'getal'), richting: 'op' }] }, 400],
    ];
    for (const [vraag, hoogstens] of vragen) {
      const met = await gelezen(bron, vraag);
      expect([met.rijen, met.bekeken <= hoogstens || met.bekeken]).toEqual([101, true]);
      if (!vraag.sorteer) continue;
      const zonder = await gelezen(bron, { ...vraag, indexen: [] });
      expect([zonder.rijen, zonder.bekeken >= 12_000]).toEqual([101, true]);
    }
  }, 60_000);

  it('the types that are asked for in one moment are read at once, and each gets its own', async () => {
    const standen = proef.o.draaiend.app.get(Typestanden);
    const ander = await maakType('ander-register', { indexen: ['/plaats'] });
    const vragen = [[OVERBRUGGE, id], [OVERBRUGGE, ander], [OVERBRUGGE, id], [VOORBEELDSTAD, id], [OVERBRUGGE, '0199ffff-0000-7000-8000-000000000000']] as const;
    const uit = await Promise.all(vragen.map(([organisatie, type]) => standen.registraties(organisatie, type)));
    expect(uit.map((typen) => typen.map((t) => [t.id, t.indexlijst.map((i) => i.pad)]))).toEqual([[[id, ['/plaats', '/nummer']]], [[ander, ['/plaats']]], [[id, ['/plaats', '/nummer']]], [], []]);
    // Sent after what was written before it was asked for.
    await verklaar(ander, 'ander-register', 1, { indexen: ['/nummer'] });
    expect((await standen.registraties(OVERBRUGGE, ander))[0]?.indexlijst.map((i) => i.pad)).toEqual(['/nummer']);
  });

  it('gives the same whether another index is read whole or looked in one by one', async () => {
    const bron = proef.o.draaiend.bron as Bron;
    const filter = { veld: veld('plaats', 'tekst'), vergelijking: 'in' as const, waarden: Array.from({ length: 20 }, (_, i) => `P${i + 30}`) };
    // So many are looked at for a page of this size that the 4,800 of the other index are few to it, or many.
    for (const omvang of [1, 3, 30, 100, 500]) {
      const [met, zonder] = [await ids({ filter, omvang }), await ids({ filter, omvang, indexen: [] })];
      expect([omvang, met.length, met]).toEqual([omvang, omvang + 1, zonder]);
    }
    async function ids(wens: Partial<Objectvraag>): Promise<string[]> {
      const indexen = (await leesTypestanden(bron, OVERBRUGGE, [id]))[0]?.indexen ?? [];
      const { rijen } = await vraagObjecten(bron, ctx, { ...VRAAG, typen: [id], indexen, sorteer: [{ veld: veld('nummer', 'getal'), richting: 'af' }], ...wens });
      return rijen.map((r) => r.cursor.id);
    }
  });

  it('loses nobody between two pages of numbers that a double does not tell apart', async () => {
    const type = await maakType('grote-nummers', { indexen: ['/nummer'] });
    await vul(type, 40, `jsonb_build_object('plaats', 'P', 'nummer', 9007199254740992 + n)`);
    for (const sorteer of ['nummer', '-nummer']) {
      const gezien: string[] = [];
      for (let pad: string | undefined = `/objecten?objecttype=${type}&sorteer=${sorteer}&omvang=3&velden=id`; pad; ) {
        const a: { body: { resultaten: { id: string }[]; links: { volgende?: string } } } = await proef.roep('GET', pad);
        gezien.push(...a.body.resultaten.map((r) => r.id));
        pad = a.body.links.volgende?.replace('/registers/v1', '');
      }
      expect([sorteer, gezien.length, new Set(gezien).size]).toEqual([sorteer, 40, 40]);
    }
  });

  it('goes from an object to its versions by key, also when the database knows nothing yet of how many there are', async () => {
    const vers = await Proef.start();
    try {
      for (const tabel of ['object', 'object_versie']) await vers.db.query(`alter table ${tabel} set (autovacuum_enabled = off)`);
      const type = vers.typeId('standplaats');
      await vul(type, 300, `jsonb_build_object('nummer', n, 'gemeten', '2024-01-01T00:00:00Z')`, vers);
      const filter = { veld: { ...veld('gemeten', 'tekst'), soort: 'tijdstip' as const }, vergelijking: 'lte' as const, waarden: ['2025-01-01T00:00:00Z'] };
      const { bekeken, rijen } = await gelezen(vers.o.draaiend.bron as Bron, { typen: [type], indexen: [], filter, sorteer: [{ veld: veld('nummer', 'getal'), richting: 'op' }] });
      expect([rijen, bekeken < 5_000]).toEqual([101, true]);
    } finally {
      await vers.stop();
    }
  }, 60_000);

  it('is counted by name, and what it cost', async () => {
    const gebruik = proef.o.draaiend.app.get(Indexgebruik);
    for (let i = 0; i < 3; i++) await zoek(id, { filter: { pad: 'plaats', operator: 'exact', waarde: 'GEHEIM' }, sorteer: ['tekst'] });
    await gebruik.bewaar();
    const { rows } = await proef.db.query('select pad, gebruik, keren::int from index_gebruik where objecttype = $1 order by pad, gebruik', [id]);
    expect(rows).toEqual([{ pad: 'plaats', gebruik: 'filter', keren: 3 }, { pad: 'plaats', gebruik: 'index', keren: 3 }, { pad: 'tekst', gebruik: 'volgorde', keren: 3 }]);
    expect(JSON.stringify((await proef.db.query('select * from index_gebruik')).rows)).not.toContain('GEHEIM');
    await proef.db.query("update index_gebruik set keren = 500, ms = 100000 where pad = 'tekst'");
    await proef.db.query("update object_index set sinds = now() - interval '90 days' where objecttype = $1", [id]);
    const advies = await als('GET', `/objecttypen/${id}/indexadvies`);
    expect(advies.body).toMatchObject({ toevoegen: [{ pad: 'tekst', keren: 500, gemiddeldMs: 200 }], ongebruikt: [{ pad: '/nummer' }] });
    expect((await proef.roep('GET', `/objecttypen/${id}/indexadvies`, { token: await proef.voorbeeldstad() })).status).toBe(404);
  });
});
