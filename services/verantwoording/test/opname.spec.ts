import { VOORBEELDSTAD, wachtTot } from '@bronhuis/testing';
import fc from 'fast-check';
import { logsleutels, verifieer } from '../src/logboek/verificatie.ts';
import { BAKKER, DE_WIT, Opzet } from './opzet.ts';

describe('records of processings enter the log', () => {
  let t: Opzet;
  beforeAll(async () => {
    t = await Opzet.start();
  });
  afterAll(() => t.stop());

  it('exactly once, however often each is sent: one row for the processing, one for each betrokkene', async () => {
    const records = Array.from({ length: 300 }, (_, i) => t.record({ betrokkenen: i % 3 === 0 ? [] : i % 3 === 1 ? [BAKKER] : [BAKKER, DE_WIT] }));
    await t.leg(records, 3);
    // Again, in other groups: what a message held before says nothing about a record.
    await t.zend(records, 1, { perBericht: 7 });
    await t.zend([...records].reverse(), 1, { perBericht: 1 });
    const berichten = 3 + Math.ceil(300 / 7) + 300;
    await wachtTot(async () => (await t.tel('bron.inkomend')) >= berichten, { ms: 20_000, wat: 'all sendings handled' });
    expect([await t.tel('verwerking'), await t.tel('verwerking_betrokkene')]).toEqual([300, 300]);
    const { rows } = await t.beheer.query<{ n: number; hoogste: number; grootte: number }>(
      `select count(distinct i)::int as n, max(i)::int as hoogste, (select grootte::int from logkop where grootte > 0) as grootte from (
         select logindex as i from verwerking union all select logindex from verwerking_betrokkene) x`,
    );
    expect(rows[0]).toEqual({ n: 600, hoogste: 599, grootte: 600 });
  });

  it('a betrokkene with two roles is one row; the rows follow their processing', async () => {
    const record = t.record({ betrokkenen: [BAKKER, BAKKER, DE_WIT] });
    await t.leg([record]);
    const { rows } = await t.beheer.query<{ verschil: number }>(
      'select (b.logindex - r.logindex)::int as verschil from verwerking_betrokkene b join verwerking r on r.id = b.verwerking where r.id = $1 order by 1',
      [record.id],
    );
    expect(rows.map((r) => r.verschil)).toEqual([1, 2]);
  });

  it.each([
    ['no list', { verwerkingen: { a: 1 } }],
    ['a record that is not in a list', { id: '01935000-0000-7000-8000-000000000001' }],
    ['nothing', null],
  ])('parks a message with %s, and goes on', async (_, data) => {
    const id = await t.zendBericht('00000001999990007000.registers', data);
    await t.leg([t.record()]);
    const { rows } = await t.beheer.query('select reden from bron.geparkeerd where id = $1', [id]);
    expect(rows).toEqual([{ reden: "De data van het bericht is geen lijst 'verwerkingen'." }]);
  });

  it('keeps the term of the version of the activity at that moment', async () => {
    const record = t.record({ tijdstip: '2026-02-28T12:00:00.000Z' });
    const onbekend = t.record({ activiteit: 'VA-99' });
    await t.leg([record, onbekend]);
    const { rows } = await t.beheer.query('select bewaartermijn, te_vernietigen_op::text as op from verwerking where id = any($1) order by bewaartermijn', [[record.id, onbekend.id]]);
    expect(rows).toEqual([
      { bewaartermijn: 'P5Y', op: '2031-02-28' },
      { bewaartermijn: null, op: null },
    ]);
  });

  it('never holds an identifier: a record with a BSN is refused, named, and nothing of it is kept', async () => {
    const fout = { ...t.record(), handeling: `Aanvraag van ${BAKKER} vastgelegd` };
    const goed = t.record();
    await t.zend([fout]);
    await t.leg([goed]);
    await wachtTot(async () => (await t.tel('geweigerd_record')) === 1, { wat: 'the refusal' });
    const { rows } = await t.beheer.query<{ component: string; reden: string }>('select component, reden from geweigerd_record');
    expect(rows).toEqual([{ component: 'registers', reden: 'handeling bevat een burgerservicenummer' }]);
    const { rows: tabellen } = await t.beheer.query<{ naam: string }>(
      "select format('%I.%I', schemaname, tablename) as naam from pg_tables where schemaname in ('public', 'bron')",
    );
    expect(tabellen.length).toBeGreaterThan(10);
    for (const { naam } of tabellen) {
      const { rows: gevonden } = await t.beheer.query(`select 1 from ${naam} x where x::text like '%${BAKKER}%'`);
      expect([naam, gevonden]).toEqual([naam, []]);
    }
  });

  it('refuses the bad ones of a message, each once, and takes their neighbours', async () => {
    const begin = new Date();
    const { id: _, ...zonderId } = t.record();
    const slecht = [{ ...t.record(), tijdstip: 'gisteren' }, zonderId as ReturnType<Opzet['record']>, { ...t.record(), gegevens: [BAKKER] }];
    const [a, b, c] = [t.record(), t.record(), t.record()];
    await t.leg([a]);
    const rijen = await t.tel('verwerking');
    for (const bericht of [[slecht[0], a, slecht[1], b, slecht[2], c], [c, ...slecht], [slecht[2], b]]) {
      await t.zendBericht(`${a.organisatie}.registers`, { verwerkingen: bericht });
    }
    await t.leg([t.record()]);
    expect(await t.tel('verwerking')).toBe(rijen + 3);
    const { rows } = await t.beheer.query<{ reden: string }>('select reden from geweigerd_record where ontvangen > $1 order by reden', [begin]);
    expect(rows.map((r) => r.reden)).toEqual(['gegevens bevat een burgerservicenummer', 'id is geen UUID', 'tijdstip is geen tijdstip']);
  });

  it('hashes what is read back: whatever text a record holds, the log verifies', async () => {
    const teksten = fc.sample(fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }), { numRuns: 200, seed: 1 });
    const records = [...teksten, '"\\\u2028', 'é', 'e\u0301', ' ', '{}'].map((x) => {
      const r = t.record({ handeling: x, gegevens: [x], kenmerk: x });
      return { ...r, applicatie: x, gebruiker: { soort: x, id: x } };
    });
    const leesbaar = records.filter((r) => !/\u0000/.test(String(r.applicatie)));
    expect(leesbaar.length).toBeGreaterThan(150);
    await t.leg(leesbaar);
    const rapporten = await verifieer(t.o.db.eigenaar, await logsleutels(t.o.geheimen.map));
    expect(rapporten.flatMap((r) => r.bevindingen)).toEqual([]);
  });

  it('keeps the logs of municipalities apart', async () => {
    await t.leg([t.record({ organisatie: VOORBEELDSTAD })]);
    const { rows } = await t.beheer.query("select min(logindex)::int as eerste, count(*)::int as n from verwerking where organisatie = $1", [VOORBEELDSTAD]);
    expect(rows).toEqual([{ eerste: 0, n: 1 }]);
  });

  it('refuses a record of another organisatie than that of its stream', async () => {
    const eerder = await t.tel('verwerking');
    await t.zend([t.record()], 1, { alsVan: VOORBEELDSTAD });
    await wachtTot(async () => (await t.tel('geweigerd_record', VOORBEELDSTAD)) === 1, { wat: 'the refusal' });
    expect(await t.tel('verwerking')).toBe(eerder);
  });

  it('cannot be altered by the application: rows are only added, and never with an identifier as such', async () => {
    const { Client } = (await import('pg')).default;
    const app = new Client({ connectionString: t.o.db.toepassing });
    await app.connect();
    try {
      await app.query("select set_config('bron.organisatie', '00000001999990007000', false)");
      const zet = `insert into verwerking_betrokkene (organisatie, logindex, verwerking, verwerking_blad, tijdstip, soort, pseudoniem, zout, vorige)
        select organisatie, 1000000, verwerking, verwerking_blad, tijdstip, soort, $1, zout, vorige from verwerking_betrokkene limit 1`;
      await expect(app.query(zet, [BAKKER])).rejects.toMatchObject({ code: '23514', constraint: 'verwerking_betrokkene_pseudoniem_check' });
      for (const tabel of ['verwerking', 'verwerking_betrokkene', 'controlepunt', 'logtegel', 'activiteit_versie']) {
        await expect(app.query(`delete from ${tabel}`)).rejects.toMatchObject({ code: '42501' });
        await expect(app.query(`update ${tabel} set organisatie = organisatie`)).rejects.toMatchObject({ code: '42501' });
      }
    } finally {
      await app.end();
    }
  });
});
