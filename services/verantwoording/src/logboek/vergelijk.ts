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
const boomFout = (toelichting: string): Bevinding => ({ soort: 'boom', index: null, id: null, toelichting });

function groepeer(rijen: Rij[]): Map<number, Rij[]> {
  const perIndex = new Map<number, Rij[]>();
  for (const rij of rijen) perIndex.set(rij.index, [...(perIndex.get(rij.index) ?? []), rij]);
  return perIndex;
}

/**
 * Recomputes the whole log: every row to its leaf, the leaves to the chain and to the tree, the tree to the signed
 * checkpoints. Three records of the same rows (rows, chain, tiles) and signatures whose key is not in the database:
 * who rewrites some of them is named by the others; who rewrites all of them is stopped by the signature.
 */
export async function vergelijk(bron: Logbron, sleutels: readonly JWK[]): Promise<Rapport> {
  const { kop } = bron;
  const punten = [...bron.controlepunten].sort((a, b) => a.grootte - b.grootte);
  const bevindingen: Bevinding[] = [];
  const afwijkingen: Afwijkingen = { onverwacht: [], vermist: new Map() };
  const breuken: { index: number; id: string }[] = [];
  let rand: Rand = LEGE_RAND;
  let rijRand: Rand | null = LEGE_RAND;
  let keten: Buffer = BEGIN_VAN_DE_KETEN;
  const laatste: { ouder: Rij | null } = { ouder: null };
  let zonderNaam: { index: number; id: string | null } | null = null;
  let bewezenTot = 0;
  let gebroken = false;
  const stand = kop ?? { grootte: Math.max(0, ...punten.map((p) => p.grootte)), keten: null, niveaus: [] };
  if (!kop) bevindingen.push({ soort: 'kop', index: null, id: null, toelichting: 'De kop van het logboek is verwijderd.' });

  const toets = (punt: Controlepunt): void => {
    if (!isEchtControlepunt(punt, sleutels) || punt.organisatie !== bron.organisatie) {
      bevindingen.push({ soort: 'controlepunt', index: null, id: null, toelichting: `Het controlepunt op ${punt.grootte} regels heeft geen geldige handtekening.` });
      return;
    }
    if (gebroken) return;
    const klopt = (r: Rand): boolean => wortelVanRand(r).toString('hex') === punt.wortel;
    if (klopt(rand) && keten.toString('hex') === punt.keten) {
      bewezenTot = punt.grootte;
      return;
    }
    gebroken = true;
    const oorzaak = !klopt(rand) && rijRand && klopt(rijRand) ? 'De regels kloppen met de handtekening; de hashes van de boom zijn gewijzigd.' : 'Wat er staat, is niet wat is ondertekend.';
    bevindingen.push({
      soort: 'controlepunt',
      index: null,
      id: null,
      toelichting: `Het ondertekende controlepunt op ${punt.grootte} regels klopt niet, dat op ${bewezenTot} regels nog wel: er is iets gewijzigd in de regels ${bewezenTot} tot en met ${punt.grootte - 1}. ${oorzaak}`,
    });
  };

  for (let nummer = 0; nummer * TEGEL < stand.grootte; nummer++) {
    const van = nummer * TEGEL;
    const tot = Math.min(van + TEGEL, stand.grootte);
    const hashes = tot - van === TEGEL ? await bron.tegel(0, nummer) : (stand.niveaus[0] ?? null);
    if (!hashes || hashes.length !== (tot - van) * HASH) bevindingen.push(boomFout(`De hashes van de regels ${van} tot en met ${tot - 1} ontbreken.`));
    const perIndex = groepeer(await bron.rijen(van, tot));
    for (let index = van; index < tot; index++) {
      const rijen = perIndex.get(index) ?? [];
      const bewaard = hashes && hashes.length >= (index - van + 1) * HASH ? hashes.subarray((index - van) * HASH, (index - van + 1) * HASH) : null;
      // Without a stored hash the row itself is all there is; the checkpoint then judges it.
      const blad: Buffer | null = bewaard ?? rijen[0]?.blad ?? null;
      const eigen = blad ? rijen.findIndex((r) => r.blad.equals(blad)) : -1;
      if (blad && eigen < 0) {
        const { ouder } = laatste;
        zonderNaam = { index, id: ouder && index <= ouder.index + ouder.volgt ? ouder.id : null };
        afwijkingen.vermist.set(blad.toString('hex'), zonderNaam);
      }
      rijen.forEach((rij, i) => {
        if (i !== eigen) afwijkingen.onverwacht.push(rij);
        if (!rij.vorige.equals(keten)) breuken.push({ index, id: rij.id });
        if (rij.tabel === 'verwerking') laatste.ouder = rij;
        else if (zonderNaam && zonderNaam.id === null && rij.id !== laatste.ouder?.id) zonderNaam.id = rij.id;
      });
      if (!blad) {
        bevindingen.push({ soort: 'verwijderd', index, id: null, toelichting: `Regel ${index} is verwijderd, met zijn hash.` });
        rijRand = null;
        continue;
      }
      keten = schakel(keten, blad);
      const nieuw = voegBladerenToe(rand, [Buffer.from(blad)]);
      rand = nieuw.rand;
      for (const t of nieuw.tegels.filter((t) => t.niveau > 0)) {
        if (!(await bron.tegel(t.niveau, t.nummer))?.equals(t.hashes)) bevindingen.push(boomFout(`Tegel ${t.nummer} van niveau ${t.niveau} van de boom is gewijzigd of ontbreekt.`));
      }
      const enige: Rij | undefined = rijen.length === 1 ? rijen[0] : undefined;
      rijRand = rijRand && enige ? voegBladerenToe(rijRand, [enige.blad]).rand : null;
      while (punten[0] && punten[0].grootte === index + 1) toets(punten.shift() as Controlepunt);
    }
  }

  for (const rij of await bron.rijen(stand.grootte, null)) afwijkingen.onverwacht.push(rij);
  for (const punt of punten) {
    bevindingen.push({ soort: 'controlepunt', index: null, id: null, toelichting: `Er is een controlepunt op ${punt.grootte} regels ondertekend, maar het logboek heeft er nog ${stand.grootte}.` });
  }
  if (kop) bevindingen.push(...kopFouten(kop, rand, keten));
  bevindingen.push(...ketenBreuken(breuken), ...benoem(afwijkingen));
  return { organisatie: bron.organisatie, grootte: stand.grootte, bewezenTot, controlepunten: bron.controlepunten.length, bevindingen };
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
