import { OVERBRUGGE, VOORBEELDSTAD, wachtTot } from '@bronhuis/testing';
import type { Bevinding } from '../src/logboek/bevindingen.ts';
import { alsBetrokkene, alsVerwerking, BETROKKENE_KOLOMMEN, VERWERKING_KOLOMMEN, type BetrokkeneUitDatabase, type VerwerkingUitDatabase } from '../src/logboek/logboek.queries.ts';
import { BEGIN_VAN_DE_KETEN, bladVanBetrokkene, bladVanVerwerking, schakel } from '../src/logboek/rij.ts';
import { leesGetuigen } from '../src/logboek/getuigen.ts';
import { logsleutels, verifieer, verslag } from '../src/logboek/verificatie.ts';
import { BAKKER, DE_WIT, draai, Opzet } from './opzet.ts';

const ORG = `organisatie = '${OVERBRUGGE}'`;

describe('verifieer names the row that somebody with superuser rights touched', () => {
  let t: Opzet;
  beforeAll(async () => {
    t = await Opzet.start();
    await t.leg(Array.from({ length: 200 }, () => t.record({ betrokkenen: [BAKKER, DE_WIT] })));
    await t.leg([t.record({ organisatie: VOORBEELDSTAD })]);
    await wachtTot(async () => (await t.beheer.query('select 1 from controlepunt c join logkop k using (organisatie, grootte)')).rowCount === 2, { wat: 'both logs signed' });
  });
  afterAll(() => t.stop());

  /** Does the damage, verifies with the role eigenaar, and repairs: by a savepoint nobody else would see it, so by copies. */
  async function na(schade: () => Promise<unknown>): Promise<Bevinding[]> {
    return metSchade(schade, bevindingen);
  }

  async function metSchade<T>(schade: () => Promise<unknown>, kijk: () => Promise<T>): Promise<T> {
    const tabellen = ['verwerking', 'verwerking_betrokkene', 'logkop', 'logtegel', 'controlepunt'];
    for (const tabel of tabellen) await t.beheer.query(`create table kopie_${tabel} as table ${tabel}`);
    try {
      await schade();
      return await kijk();
    } finally {
      for (const tabel of tabellen) {
        await t.beheer.query(`delete from ${tabel}`);
        await t.beheer.query(`insert into ${tabel} select * from kopie_${tabel}`);
        await t.beheer.query(`drop table kopie_${tabel}`);
      }
    }
  }

  async function bevindingen(): Promise<Bevinding[]> {
    const rapporten = await verifieer(t.o.db.eigenaar, await logsleutels(t.o.geheimen.map));
    expect(rapporten.map((r) => r.organisatie).sort()).toEqual([OVERBRUGGE, VOORBEELDSTAD]);
    expect(rapporten.find((r) => r.organisatie === VOORBEELDSTAD)?.bevindingen).toEqual([]);
    return rapporten.find((r) => r.organisatie === OVERBRUGGE)?.bevindingen ?? [];
  }

  /** What a clever attacker does afterwards: the whole chain computed again over the rows as they are now. */
  async function ketenOpnieuw(): Promise<void> {
    const ouders = (await t.beheer.query<VerwerkingUitDatabase>(`select ${VERWERKING_KOLOMMEN} from verwerking r where ${ORG}`)).rows.map((r) => ({
      tabel: 'verwerking', index: Number(r.logindex), blad: bladVanVerwerking(alsVerwerking(r)),
    }));
    const kinderen = (await t.beheer.query<BetrokkeneUitDatabase>(`select ${BETROKKENE_KOLOMMEN} from verwerking_betrokkene b where ${ORG}`)).rows.map((r) => ({
      tabel: 'verwerking_betrokkene', index: Number(r.logindex), blad: bladVanBetrokkene(alsBetrokkene(r)),
    }));
    let keten: Buffer = BEGIN_VAN_DE_KETEN;
    for (const { tabel, index, blad } of [...ouders, ...kinderen].sort((a, b) => a.index - b.index)) {
      await t.beheer.query(`update ${tabel} set vorige = $1 where ${ORG} and logindex = $2`, [keten, index]);
      keten = schakel(keten, blad);
    }
    await t.beheer.query(`update logkop set keten = $1 where ${ORG}`, [keten]);
  }

  const id = async (index: number): Promise<string> => {
    const { rows } = await t.beheer.query<{ id: string }>(
      `select id from verwerking where ${ORG} and logindex = $1 union all select verwerking from verwerking_betrokkene where ${ORG} and logindex = $1`,
      [index],
    );
    return rows[0]?.id ?? '';
  };
  const rijen = (b: Bevinding[]): [string, number | null, string | null][] =>
    b.filter((x) => ['gewijzigd', 'verwijderd', 'ingevoegd', 'verwisseld'].includes(x.soort)).map((x) => [x.soort, x.index, x.id]);

  it('finds nothing when nobody did', async () => expect(await bevindingen()).toEqual([]));

  describe.each([false, true])('(chain computed again: %s)', (opnieuw) => {
    const met = (sql: string) => async (): Promise<void> => {
      await t.beheer.query(sql);
      if (opnieuw) await ketenOpnieuw();
    };

    it.each([
      ['an employee', 300, `update verwerking set gebruiker_id = 'iemand-anders' where ${ORG} and logindex = 300`],
      ['a purpose', 300, `update verwerking set activiteit = 'VA-06' where ${ORG} and logindex = 300`],
      ['a kind of data', 300, `update verwerking set gegevens = '["naam"]' where ${ORG} and logindex = 300`],
      ['a time', 303, `update verwerking set tijdstip = tijdstip + interval '1 second' where ${ORG} and logindex = 303`],
      ['a term', 303, `update verwerking set te_vernietigen_op = '2026-01-01' where ${ORG} and logindex = 303`],
      ['a betrokkene', 301, `update verwerking_betrokkene set pseudoniem = 'k1:${'x'.repeat(43)}' where ${ORG} and logindex = 301`],
      ['a role', 302, `update verwerking_betrokkene set rol = 'toezichthouder' where ${ORG} and logindex = 302`],
    ])('altered: %s', async (_, index, sql) => {
      const van = await id(index);
      expect(rijen(await na(met(sql)))).toEqual([['gewijzigd', index, van]]);
    });

    it('deleted: the row of a betrokkene, and of a processing', async () => {
      const [kind, ouder] = [await id(302), await id(450)];
      const gevonden = await na(met(`delete from verwerking_betrokkene where ${ORG} and logindex = 302; delete from verwerking where ${ORG} and logindex = 450`));
      expect(rijen(gevonden)).toEqual([
        ['verwijderd', 302, kind],
        ['verwijderd', 450, ouder],
      ]);
    });

    it('inserted: a copy in the place of nobody', async () => {
      const van = await id(301);
      const sql = `insert into verwerking_betrokkene select organisatie, 600, verwerking, verwerking_blad, tijdstip, soort, 'k1:${'y'.repeat(43)}', rol, zout, vorige
        from verwerking_betrokkene where ${ORG} and logindex = 301`;
      expect(rijen(await na(met(sql)))).toEqual([['ingevoegd', 600, van]]);
    });

    it('swapped: two rows that changed places', async () => {
      const van = await id(502);
      const sql = `update verwerking_betrokkene set logindex = -1 - logindex where ${ORG} and logindex in (301, 502);
        update verwerking_betrokkene set logindex = case logindex when -302 then 502 else 301 end where ${ORG} and logindex < 0`;
      const gevonden = await na(async () => {
        await t.beheer.query('alter table verwerking_betrokkene drop constraint verwerking_betrokkene_logindex_check');
        await met(sql)();
        await t.beheer.query('alter table verwerking_betrokkene add constraint verwerking_betrokkene_logindex_check check (logindex >= 0)');
      });
      expect(rijen(gevonden)).toEqual([['verwisseld', 301, van]]);
    });
  });

  it('says between which rows, when the chain, the tiles and the head were all rewritten', async () => {
    const gevonden = await na(async () => {
      await t.beheer.query(`update verwerking set handeling = 'Niets gedaan' where ${ORG} and logindex = 597`);
      await ketenOpnieuw();
      const { rows } = await t.beheer.query<VerwerkingUitDatabase>(`select ${VERWERKING_KOLOMMEN} from verwerking r where ${ORG} and r.logindex = 597`);
      const blad = bladVanVerwerking(alsVerwerking(rows[0] as VerwerkingUitDatabase));
      // Row 597 is in the open edge: its leaf is the 86th of the third tile.
      await t.beheer.query(`update logkop set rand[1] = overlay(rand[1] placing $1 from ${(597 % 256) * 32 + 1} for 32) where ${ORG}`, [blad]);
    });
    expect(gevonden.map((b) => b.soort)).toEqual(['controlepunt']);
    expect(gevonden[0]?.toelichting).toMatch(/iets gewijzigd in de regels \d+ tot en met \d+/);
  });

  it('remembers outside the database how far the log had come, when all of it was put back to an earlier state', async () => {
    const getuigen = await leesGetuigen(t.o.gegevensMap);
    expect(getuigen.find((g) => g.organisatie === OVERBRUGGE)?.grootte).toBe(600);
    const alles = ['verwerking', 'verwerking_betrokkene', 'logtegel', 'controlepunt', 'logkop'].map((tabel) => `delete from ${tabel} where ${ORG}`).join(';');
    await metSchade(() => t.beheer.query(alles), async () => {
      const sleutels = await logsleutels(t.o.geheimen.map);
      expect((await verifieer(t.o.db.eigenaar, sleutels)).map((r) => [r.organisatie, r.bevindingen])).toEqual([[VOORBEELDSTAD, []]]);
      const met = (await verifieer(t.o.db.eigenaar, sleutels, getuigen)).find((r) => r.organisatie === OVERBRUGGE);
      expect(met?.bevindingen.filter((b) => b.soort === 'verwijderd')).toHaveLength(600);
      expect(verslag(met ? [met] : []).tekst.split('\n').length).toBeLessThan(60);
    });
  });

  it('as a command says it in plain Dutch, with exit 1', async () => {
    const controleer = (): Promise<{ stdout: string }> => draai('logboek/verifieer', [], { DATABASE_URL_EIGENAAR: t.o.db.eigenaar, GEHEIMEN_MAP: t.o.geheimen.map });
    expect((await controleer()).stdout).toMatch(/✓ logboek 00000001999990007000 klopt: 600 regels/);
    const van = await id(300);
    await na(async () => {
      await t.beheer.query(`update verwerking set handeling = 'Niets gedaan' where ${ORG} and logindex = 300`);
      await expect(controleer()).rejects.toMatchObject({ code: 1, stdout: expect.stringContaining(`Regel 300 (de verwerking ${van}) is gewijzigd`) });
    });
    await expect(draai('logboek/verifieer', [])).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('DATABASE_URL_EIGENAAR, GEHEIMEN_MAP'),
    });
  });

  it('tells that there is no log yet', () => expect(verslag([])).toEqual({ tekst: 'Er is nog geen logboek.', heel: true }));
});
