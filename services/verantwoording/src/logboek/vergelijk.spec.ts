import { bladHash, maakSleutelpaar } from '@bronhuis/standaarden';
import type { Rij } from './bevindingen.ts';
import { LEGE_RAND, voegBladerenToe, wortelVanRand } from './boom.ts';
import { maakControlepunt, type Controlepunt } from './controlepunt.ts';
import { BEGIN_VAN_DE_KETEN, schakel } from './rij.ts';
import { vergelijk, type Kop, type Rapport } from './vergelijk.ts';

const ORGANISATIE = '00000001999990007000';
const sleutel = maakSleutelpaar('log-1');

class Log {
  rijen: Rij[] = [];
  tegels = new Map<string, Buffer>();
  controlepunten: Controlepunt[] = [];
  kop: Kop | null = null;

  /** Triples of a parent and two betrokkenen, with a checkpoint now and then. */
  constructor(aantal: number, punten: number[] = [100, 300, aantal]) {
    this.schrijf(
      Array.from({ length: aantal }, (_, index) => ({
        tabel: index % 3 === 0 ? 'verwerking' : 'verwerking_betrokkene',
        index,
        id: `v${Math.floor(index / 3)}`,
        blad: Buffer.from(bladHash(`rij ${index}`)),
        vorige: BEGIN_VAN_DE_KETEN,
        volgt: index % 3 === 0 ? 2 : 0,
      })),
      punten,
    );
  }

  /** Everything that is in the database, computed anew: what an attacker with superuser rights can do as well. */
  schrijf(rijen: Rij[], punten: number[]): void {
    this.rijen = rijen;
    this.tegels.clear();
    let rand = LEGE_RAND;
    let keten: Buffer = BEGIN_VAN_DE_KETEN;
    for (const rij of rijen) {
      rij.vorige = keten;
      keten = schakel(keten, rij.blad);
      const uit = voegBladerenToe(rand, [rij.blad]);
      rand = uit.rand;
      for (const t of uit.tegels) this.tegels.set(`${t.niveau}/${t.nummer}`, t.hashes);
      if (punten.includes(rand.grootte)) {
        const inhoud = { organisatie: ORGANISATIE, grootte: rand.grootte, wortel: wortelVanRand(rand).toString('hex'), keten: keten.toString('hex'), tijdstip: '2026-11-22T09:00:00.000Z' };
        this.controlepunten.push(maakControlepunt(inhoud, sleutel.prive));
      }
    }
    this.kop = { grootte: rand.grootte, keten, niveaus: rand.niveaus };
  }

  ketenOpnieuw(): void {
    let keten: Buffer = BEGIN_VAN_DE_KETEN;
    for (const rij of this.rijen) {
      rij.vorige = keten;
      keten = schakel(keten, rij.blad);
    }
    if (this.kop) this.kop.keten = keten;
  }

  verifieer(): Promise<Rapport> {
    return vergelijk(
      {
        organisatie: ORGANISATIE,
        kop: this.kop,
        controlepunten: this.controlepunten,
        tegel: async (niveau, nummer) => this.tegels.get(`${niveau}/${nummer}`) ?? null,
        rijen: async (van, tot) => this.rijen.filter((r) => r.index >= van && (tot === null || r.index < tot)).sort((a, b) => a.index - b.index),
      },
      [sleutel.publiek],
    );
  }
}

const kort = (r: Rapport): [string, number | null, string | null][] => r.bevindingen.map((b) => [b.soort, b.index, b.id]);
const rijOver = (r: Rapport): [string, number | null, string | null][] => kort(r).filter(([s]) => !['keten', 'kop', 'boom', 'controlepunt'].includes(s));

describe('comparing the log with itself', () => {
  it('finds nothing in a log that nobody touched', async () => {
    for (const aantal of [1, 256, 257, 600]) {
      const rapport = await new Log(aantal).verifieer();
      expect(rapport.bevindingen).toEqual([]);
      expect([rapport.grootte, rapport.bewezenTot]).toEqual([aantal, aantal]);
    }
  });

  it.each([false, true])('names an altered row (chain recomputed: %s)', async (opnieuw) => {
    const log = new Log(600);
    (log.rijen[301] as Rij).blad = Buffer.from(bladHash('anders'));
    if (opnieuw) log.ketenOpnieuw();
    expect(rijOver(await log.verifieer())).toEqual([['gewijzigd', 301, 'v100']]);
  });

  it('names a deleted row, of a parent and of a betrokkene', async () => {
    const log = new Log(600);
    log.rijen = log.rijen.filter((r) => r.index !== 300 && r.index !== 451);
    expect(rijOver(await log.verifieer())).toEqual([
      ['verwijderd', 300, 'v100'],
      ['verwijderd', 451, 'v150'],
    ]);
  });

  it('names a deleted row when all after it were renumbered and chained again', async () => {
    const log = new Log(600);
    log.rijen = log.rijen.filter((r) => r.index !== 301).map((r) => ({ ...r, index: r.index > 301 ? r.index - 1 : r.index }));
    log.ketenOpnieuw();
    expect(rijOver(await log.verifieer())).toEqual([
      ['verwijderd', 301, 'v100'],
      ['verplaatst', 301, null],
    ]);
  });

  it('names an inserted row, beside another, in between, and at the end', async () => {
    const nieuw = (index: number): Rij => ({ tabel: 'verwerking', index, id: 'x', blad: Buffer.from(bladHash(`x${index}`)), vorige: BEGIN_VAN_DE_KETEN, volgt: 0 });
    const ernaast = new Log(600);
    ernaast.rijen.push(nieuw(400));
    expect(rijOver(await ernaast.verifieer())).toEqual([['ingevoegd', 400, 'x']]);
    const einde = new Log(600);
    einde.rijen.push(nieuw(600));
    expect(rijOver(await einde.verifieer())).toEqual([['ingevoegd', 600, 'x']]);
    const ertussen = new Log(600);
    ertussen.rijen = [...ertussen.rijen.map((r) => ({ ...r, index: r.index >= 400 ? r.index + 1 : r.index })), nieuw(400)].sort((a, b) => a.index - b.index);
    ertussen.ketenOpnieuw();
    expect(rijOver(await ertussen.verifieer())).toEqual([
      ['ingevoegd', 400, 'x'],
      ['verplaatst', 401, null],
    ]);
  });

  it('names two rows that were swapped, also with a chain that fits again', async () => {
    for (const opnieuw of [false, true]) {
      const log = new Log(600);
      const [a, b] = [log.rijen[10] as Rij, log.rijen[500] as Rij];
      [a.index, b.index] = [b.index, a.index];
      log.rijen.sort((x, y) => x.index - y.index);
      if (opnieuw) log.ketenOpnieuw();
      expect(rijOver(await log.verifieer())).toEqual([['verwisseld', 10, 'v166']]);
    }
  });

  it('says between which rows everything was rewritten, tiles and chain included', async () => {
    const log = new Log(600);
    const rijen = log.rijen.map((r) => (r.index === 250 ? { ...r, blad: Buffer.from(bladHash('anders')) } : r));
    log.schrijf(rijen, []);
    const { bevindingen, bewezenTot } = await log.verifieer();
    expect(bewezenTot).toBe(100);
    expect(bevindingen.map((b) => b.toelichting)).toEqual([expect.stringContaining('in de regels 100 tot en met 299')]);
  });

  it('tells rows from tiles: a forged tile is not blamed on the row', async () => {
    const log = new Log(600);
    const tegel = log.tegels.get('0/0') as Buffer;
    tegel[0] = (tegel[0] as number) ^ 1;
    const { bevindingen } = await log.verifieer();
    expect(bevindingen.find((b) => b.soort === 'controlepunt')?.toelichting).toContain('de hashes van de boom zijn gewijzigd');
  });

  it('knows a forged checkpoint, a missing head and a shortened log', async () => {
    const vals = new Log(600);
    vals.controlepunten[1] = maakControlepunt({ ...(vals.controlepunten[1] as Controlepunt), wortel: '00'.repeat(32) }, maakSleutelpaar('log-1').prive);
    expect(kort(await vals.verifieer()).map(([s]) => s)).toEqual(['controlepunt']);
    const onthoofd = new Log(600);
    onthoofd.kop = null;
    expect((await onthoofd.verifieer()).bevindingen.map((b) => b.soort)).toContain('kop');
    const ingekort = new Log(600);
    ingekort.controlepunten = new Log(700).controlepunten;
    expect((await ingekort.verifieer()).bevindingen.map((b) => b.toelichting)).toEqual([expect.stringContaining('het logboek heeft er nog 600')]);
  });
});
