import { sha256 } from './canoniek.ts';

// RFC 6962 §2.1. Everything here works on leaf hashes: bladHash(d) makes one from the data of a leaf.
const LEEG = sha256('');
const knoop = Buffer.alloc(65, 1);

export function bladHash(d: string | Uint8Array): Buffer {
  // NUL is one byte 0x00 in UTF-8
  return sha256(typeof d === 'string' ? `\u0000${d}` : Buffer.concat([Buffer.of(0), d]));
}

export function knoopHash(links: Uint8Array, rechts: Uint8Array): Buffer {
  if (links.length !== 32 || rechts.length !== 32) throw new TypeError('Een knoop verbindt twee SHA-256-hashes van 32 bytes');
  knoop.set(links, 1);
  knoop.set(rechts, 33);
  return sha256(knoop);
}

/** The largest power of two smaller than n. */
function splitsing(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

function eisGrootte(grootte: number, max: number): void {
  if (!Number.isSafeInteger(grootte) || grootte < 0 || grootte > max)
    throw new RangeError(`Geen grootte van deze boom: ${grootte}`);
}

/** A tree that grows: append costs one or two hashes, a root or a proof a few dozen, of the present or of an earlier size. */
export class Boom {
  /** lagen[h][i] = hash of the full subtree over the leaves i·2^h up to (i+1)·2^h */
  private readonly lagen: Uint8Array[][] = [[]];

  constructor(bladeren: Iterable<Uint8Array> = []) {
    for (const blad of bladeren) this.append(blad);
  }

  get grootte(): number {
    return this.laag(0).length;
  }

  /** Adds a leaf hash; answers its index. */
  append(blad: Uint8Array): number {
    if (blad.length !== 32) throw new TypeError('Een blad is een SHA-256-hash van 32 bytes (bladHash)');
    const index = this.grootte;
    this.laag(0).push(blad);
    for (let h = 0; this.laag(h).length % 2 === 0; h++) {
      const laag = this.laag(h);
      this.laag(h + 1).push(knoopHash(laag[laag.length - 2] as Uint8Array, laag[laag.length - 1] as Uint8Array));
    }
    return index;
  }

  wortel(grootte = this.grootte): Buffer {
    eisGrootte(grootte, this.grootte);
    return grootte === 0 ? Buffer.from(LEEG) : Buffer.from(this.bereik(0, grootte));
  }

  /** RFC 6962 §2.1.1: PATH(index, D[grootte]) */
  inclusiebewijs(index: number, grootte = this.grootte): Buffer[] {
    eisGrootte(grootte, this.grootte);
    if (!Number.isSafeInteger(index) || index < 0 || index >= grootte)
      throw new RangeError(`Geen blad van deze boom: ${index}`);
    const bewijs: Buffer[] = [];
    let van = 0;
    let tot = grootte;
    while (tot - van > 1) {
      const midden = van + splitsing(tot - van);
      const naarLinks = index < midden;
      bewijs.push(Buffer.from(naarLinks ? this.bereik(midden, tot) : this.bereik(van, midden)));
      if (naarLinks) tot = midden;
      else van = midden;
    }
    return bewijs.reverse();
  }

  /** RFC 6962 §2.1.2: PROOF(oud, D[nieuw]) */
  consistentiebewijs(oud: number, nieuw = this.grootte): Buffer[] {
    eisGrootte(nieuw, this.grootte);
    eisGrootte(oud, nieuw);
    if (oud === 0 || oud === nieuw) return [];
    const bewijs: Buffer[] = [];
    let van = 0;
    let tot = nieuw;
    let heel = true;
    while (oud !== tot) {
      const midden = van + splitsing(tot - van);
      if (oud <= midden) {
        bewijs.push(Buffer.from(this.bereik(midden, tot)));
        tot = midden;
      } else {
        bewijs.push(Buffer.from(this.bereik(van, midden)));
        van = midden;
        heel = false;
      }
    }
    if (!heel) bewijs.push(Buffer.from(this.bereik(van, tot)));
    return bewijs.reverse();
  }

  /** Hash over the leaves van..tot, where van is a multiple of the size of the full subtrees in it. */
  private bereik(van: number, tot: number): Uint8Array {
    const n = tot - van;
    const h = Math.log2(n);
    if (Number.isInteger(h)) return this.laag(h)[van / n] as Uint8Array;
    const midden = van + splitsing(n);
    return knoopHash(this.bereik(van, midden), this.bereik(midden, tot));
  }

  private laag(h: number): Uint8Array[] {
    return (this.lagen[h] ??= []);
  }
}

export function wortel(bladeren: readonly Uint8Array[]): Buffer {
  return new Boom(bladeren).wortel();
}

export function inclusiebewijs(bladeren: readonly Uint8Array[], index: number): Buffer[] {
  return new Boom(bladeren).inclusiebewijs(index);
}

export function consistentiebewijs(bladeren: readonly Uint8Array[], oud: number): Buffer[] {
  return new Boom(bladeren).consistentiebewijs(oud);
}

export interface Inclusie {
  index: number;
  grootte: number;
  /** the leaf hash */
  blad: Uint8Array;
  bewijs: readonly Uint8Array[];
  wortel: Uint8Array;
}

function zijnHashes(...hashes: Uint8Array[]): boolean {
  return hashes.every((h) => h.length === 32);
}

/** RFC 9162 §2.1.3.2 (the verification that RFC 6962 leaves to the reader). Division instead of shifts: sizes may pass 2^32. */
export function controleerInclusie(i: Inclusie): boolean {
  if (!Number.isSafeInteger(i.index) || !Number.isSafeInteger(i.grootte) || i.index < 0 || i.index >= i.grootte)
    return false;
  if (!zijnHashes(i.blad, i.wortel, ...i.bewijs)) return false;
  let fn = i.index;
  let sn = i.grootte - 1;
  let r: Uint8Array = i.blad;
  for (const p of i.bewijs) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      r = knoopHash(p, r);
      while (fn % 2 === 0 && fn !== 0) {
        fn /= 2;
        sn = Math.floor(sn / 2);
      }
    } else r = knoopHash(r, p);
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  return sn === 0 && Buffer.compare(r, i.wortel) === 0;
}

export interface Consistentie {
  oud: { grootte: number; wortel: Uint8Array };
  nieuw: { grootte: number; wortel: Uint8Array };
  bewijs: readonly Uint8Array[];
}

/** RFC 9162 §2.1.4.2: the new tree holds the old one unchanged as its beginning. */
export function controleerConsistentie({ oud, nieuw, bewijs }: Consistentie): boolean {
  if (!Number.isSafeInteger(oud.grootte) || !Number.isSafeInteger(nieuw.grootte)) return false;
  if (oud.grootte < 0 || oud.grootte > nieuw.grootte || !zijnHashes(oud.wortel, nieuw.wortel, ...bewijs)) return false;
  if (oud.grootte === nieuw.grootte) return bewijs.length === 0 && Buffer.compare(oud.wortel, nieuw.wortel) === 0;
  if (oud.grootte === 0) return bewijs.length === 0 && Buffer.compare(oud.wortel, LEEG) === 0;
  if (bewijs.length === 0) return false;
  let fn = oud.grootte - 1;
  let sn = nieuw.grootte - 1;
  while (fn % 2 === 1) {
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  const pad = fn === 0 ? [oud.wortel, ...bewijs] : [...bewijs];
  let fr = pad[0] as Uint8Array;
  let sr = fr;
  for (const c of pad.slice(1)) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      fr = knoopHash(c, fr);
      sr = knoopHash(c, sr);
      while (fn % 2 === 0 && fn !== 0) {
        fn /= 2;
        sn = Math.floor(sn / 2);
      }
    } else sr = knoopHash(sr, c);
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  return sn === 0 && Buffer.compare(fr, oud.wortel) === 0 && Buffer.compare(sr, nieuw.wortel) === 0;
}
