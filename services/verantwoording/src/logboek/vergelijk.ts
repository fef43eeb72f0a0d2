import type { JWK } from '@bronhuis/standaarden';
import { benoem, type Afwijkingen, type Bevinding, type Rij } from './bevindingen.ts';
import { LEGE_RAND, TEGEL, voegBladerenToe, wortelVanRand, type Rand } from './boom.ts';
import { isEchtControlepunt, type Controlepunt } from './controlepunt.ts';
import { BEGIN_VAN_DE_KETEN, schakel } from './rij.ts';

export interface Kop {
  grootte: number;
  keten: Buffer;
  niveaus: Buffer[];
}

/** The log of one organisatie as it stands in the database, read in the order of its index. */
export interface Logbron {
  organisatie: string;
  kop: Kop | null;
  controlepunten: Controlepunt[];
  /** The stored tile, or null when it is not there. */
  tegel(niveau: number, nummer: number): Promise<Buffer | null>;
  /** Rows from..to (not including), in order; `tot` null: to the end. */
  rijen(van: number, tot: number | null): Promise<Rij[]>;
}

export interface Rapport {
  organisatie: string;
  grootte: number;
  /** Number of rows under the last checkpoint that holds. */
  bewezenTot: number;
  controlepunten: number;
  bevindingen: Bevinding[];
}

const HASH = 32;

function groepeer(rijen: Rij[]): Map<number, Rij[]> {
  const perIndex = new Map<number, Rij[]>();
  for (const rij of rijen) perIndex.set(rij.index, [...(perIndex.get(rij.index) ?? []), rij]);
  return perIndex;
}

/** Leaves are added to the tree at the end of a tile or at a checkpoint, not one by one. */
const VENSTER = 16 * TEGEL;

/**
 * Recomputes the whole log: every row to its leaf, the leaves to the chain and to the tree, the tree to the signed
 * checkpoints. Three records of the same rows (rows, chain, tiles) and signatures whose key is not in the database:
 * who rewrites some of them is named by the others; who rewrites all of them is stopped by the signature.
 */
export async function vergelijk(bron: Logbron, sleutels: readonly JWK[]): Promise<Rapport> {
  const v = new Vergelijking(bron, sleutels);
  for (let van = 0; van < v.grootte; van += VENSTER) await v.venster(van, Math.min(van + VENSTER, v.grootte));
  return v.rapport();
}

class Vergelijking {
  readonly grootte: number;
  private readonly bevindingen: Bevinding[] = [];
  private readonly afwijkingen: Afwijkingen = { onverwacht: [], vermist: new Map() };
  private readonly breuken: { index: number; id: string }[] = [];
  private readonly punten: Controlepunt[];
  /** The tree by the stored hashes, and by the rows themselves as long as each place has exactly one. */
  private rand: Rand = LEGE_RAND;
  private rijRand: Rand | null = LEGE_RAND;
  private bladeren: Buffer[] = [];
  private rijBladeren: Buffer[] = [];
  private keten: Buffer = BEGIN_VAN_DE_KETEN;
  private ouder: Rij | null = null;
  private zonderNaam: { index: number; id: string | null } | null = null;
  private bewezenTot = 0;
  private gebroken = false;

  constructor(
    private readonly bron: Logbron,
    private readonly sleutels: readonly JWK[],
  ) {
    this.punten = [...bron.controlepunten].sort((a, b) => a.grootte - b.grootte);
    this.grootte = bron.kop?.grootte ?? Math.max(0, ...this.punten.map((p) => p.grootte));
    if (!bron.kop) this.meld('kop', 'De kop van het logboek is verwijderd.');
  }

  async venster(van: number, tot: number): Promise<void> {
    const perIndex = groepeer(await this.bron.rijen(van, tot));
    for (let begin = van; begin < tot; begin += TEGEL) {
      const einde = Math.min(begin + TEGEL, tot);
      const hashes = await this.bladhashes(begin, einde);
      for (let index = begin; index < einde; index++) {
        this.plaats(index, perIndex.get(index) ?? [], hashes?.subarray((index - begin) * HASH, (index - begin + 1) * HASH) ?? null);
        while (this.punten[0]?.grootte === index + 1) {
          await this.bouwBoom();
          this.toets(this.punten.shift() as Controlepunt);
        }
      }
      await this.bouwBoom();
    }
  }

  async rapport(): Promise<Rapport> {
    const { kop, organisatie, controlepunten } = this.bron;
    this.afwijkingen.onverwacht.push(...(await this.bron.rijen(this.grootte, null)));
    for (const { grootte } of this.punten) {
      this.meld('controlepunt', `Er is een controlepunt op ${grootte} regels ondertekend, maar het logboek heeft er nog ${this.grootte}.`);
    }
    if (kop) this.bevindingen.push(...kopFouten(kop, this.rand, this.keten));
    this.bevindingen.push(...ketenBreuken(this.breuken), ...benoem(this.afwijkingen));
    return { organisatie, grootte: this.grootte, bewezenTot: this.bewezenTot, controlepunten: controlepunten.length, bevindingen: this.bevindingen };
  }

  /** The stored leaf hashes of one tile: in its own row when it is full, else in the head. */
  private async bladhashes(van: number, tot: number): Promise<Buffer | null> {
    const hashes = tot - van === TEGEL ? await this.bron.tegel(0, van / TEGEL) : (this.bron.kop?.niveaus[0] ?? null);
    if (hashes?.length === (tot - van) * HASH) return hashes;
    this.meld('boom', `De hashes van de regels ${van} tot en met ${tot - 1} ontbreken.`);
    return null;
  }

  private plaats(index: number, rijen: Rij[], bewaard: Buffer | null): void {
    // Without a stored hash the row itself is all there is; the checkpoint then judges it.
    const blad = bewaard ?? rijen[0]?.blad ?? null;
    const eigen = blad ? rijen.findIndex((r) => r.blad.equals(blad)) : -1;
    if (blad && eigen < 0) {
      const { ouder } = this;
      this.zonderNaam = { index, id: ouder && index <= ouder.index + ouder.volgt ? ouder.id : null };
      this.afwijkingen.vermist.set(blad.toString('hex'), this.zonderNaam);
    }
    rijen.forEach((rij, i) => {
      if (i !== eigen) this.afwijkingen.onverwacht.push(rij);
      if (!rij.vorige.equals(this.keten)) this.breuken.push({ index, id: rij.id });
      if (rij.tabel === 'verwerking') this.ouder = rij;
      else if (this.zonderNaam?.id === null && rij.id !== this.ouder?.id) this.zonderNaam.id = rij.id;
    });
    const enige = rijen.length === 1 ? rijen[0] : undefined;
    if (enige) this.rijBladeren.push(enige.blad);
    else this.rijRand = null;
    if (!blad) {
      this.bevindingen.push({ soort: 'verwijderd', index, id: null, toelichting: `Regel ${index} is verwijderd, met zijn hash.` });
      return;
    }
    this.keten = schakel(this.keten, blad);
    this.bladeren.push(blad);
  }

  private async bouwBoom(): Promise<void> {
    const { rand, tegels } = voegBladerenToe(this.rand, this.bladeren);
    this.rand = rand;
    this.rijRand = this.rijRand && voegBladerenToe(this.rijRand, this.rijBladeren).rand;
    this.bladeren = [];
    this.rijBladeren = [];
    for (const { niveau, nummer, hashes } of tegels) {
      if (niveau > 0 && !(await this.bron.tegel(niveau, nummer))?.equals(hashes)) {
        this.meld('boom', `Tegel ${nummer} van niveau ${niveau} van de boom is gewijzigd of ontbreekt.`);
      }
    }
  }

  private toets(punt: Controlepunt): void {
    if (!isEchtControlepunt(punt, this.sleutels) || punt.organisatie !== this.bron.organisatie) {
      this.meld('controlepunt', `Het controlepunt op ${punt.grootte} regels heeft geen geldige handtekening.`);
      return;
    }
    if (this.gebroken) return;
    const klopt = (r: Rand | null): boolean => r !== null && r.grootte > 0 && wortelVanRand(r).toString('hex') === punt.wortel;
    if (klopt(this.rand) && this.keten.toString('hex') === punt.keten) {
      this.bewezenTot = punt.grootte;
      return;
    }
    this.gebroken = true;
    const oorzaak =
      !klopt(this.rand) && klopt(this.rijRand)
        ? 'De regels kloppen met de handtekening; de hashes van de boom zijn gewijzigd.'
        : 'Wat er staat, is niet wat is ondertekend.';
    this.meld(
      'controlepunt',
      `Het ondertekende controlepunt op ${punt.grootte} regels klopt niet${this.bewezenTot > 0 ? `, dat op ${this.bewezenTot} regels nog wel` : ''}: ` +
        `er is iets gewijzigd in de regels ${this.bewezenTot} tot en met ${punt.grootte - 1}. ${oorzaak}`,
    );
  }

  private meld(soort: Bevinding['soort'], toelichting: string): void {
    this.bevindingen.push({ soort, index: null, id: null, toelichting });
  }
}

function kopFouten(kop: Kop, rand: Rand, keten: Buffer): Bevinding[] {
  const uit: Bevinding[] = [];
  // An open level may be stored as empty or be absent: both are no hashes.
  const gelijk = (a: Buffer | undefined, b: Buffer | undefined): boolean => (a ?? Buffer.alloc(0)).equals(b ?? Buffer.alloc(0));
  const niveaus = Math.max(kop.niveaus.length, rand.niveaus.length);
  for (let n = 0; n < niveaus; n++) {
    if (!gelijk(kop.niveaus[n], rand.niveaus[n])) uit.push({ soort: 'kop', index: null, id: null, toelichting: `De rand van de boom in de kop klopt niet met de regels (niveau ${n}).` });
  }
  if (!kop.keten.equals(keten)) uit.push({ soort: 'kop', index: null, id: null, toelichting: 'Het einde van de keten in de kop klopt niet met de regels.' });
  return uit;
}

function ketenBreuken(breuken: { index: number; id: string }[]): Bevinding[] {
  const eerste = breuken[0];
  if (!eerste) return [];
  const wat =
    breuken.length === 1
      ? `De keten breekt bij regel ${eerste.index}: wat daar over de vorige regels staat, klopt niet.`
      : `De keten breekt bij regel ${eerste.index} en is daarna anders bij ${breuken.length} regels: zij is opnieuw berekend of er zijn regels verplaatst.`;
  return [{ soort: 'keten', index: eerste.index, id: eerste.id, toelichting: wat }];
}
