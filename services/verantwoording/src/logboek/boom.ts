import { knoopHash } from '@bronhuis/standaarden';

const HASH = 32;
/** A tile holds 256 hashes of one level, eight levels of the tree apart (as C2SP tlog-tiles does). */
export const TEGEL = 256;

/**
 * The right edge of an RFC 6962 tree: of every eighth level the hashes of the tile that is not yet full. It is all
 * that is needed to add leaves and to compute the root: a batch of n leaves costs n hashes and reads nothing back.
 */
export interface Rand {
  grootte: number;
  niveaus: Buffer[];
}

export interface Tegel {
  niveau: number;
  nummer: number;
  hashes: Buffer;
}

export const LEGE_RAND: Rand = { grootte: 0, niveaus: [] };

const hashOp = (tegel: Buffer, i: number): Buffer => tegel.subarray(i * HASH, (i + 1) * HASH);

/** Root of a perfect subtree, whose hashes stand one after another. */
function wortelVanVol(hashes: Buffer): Buffer {
  let laag: Buffer[] = [];
  for (let i = 0; i < hashes.length / HASH; i++) laag.push(hashOp(hashes, i));
  while (laag.length > 1) {
    const boven: Buffer[] = [];
    for (let i = 0; i < laag.length; i += 2) boven.push(knoopHash(laag[i] as Buffer, laag[i + 1] as Buffer));
    laag = boven;
  }
  return laag[0] as Buffer;
}

/** Adds leaves (leaf hashes) to the right; gives the new edge and the tiles that became full. */
export function voegBladerenToe(rand: Rand, bladeren: Buffer[]): { rand: Rand; tegels: Tegel[] } {
  const tegels: Tegel[] = [];
  const niveaus = [...rand.niveaus];
  const nummerVan = (niveau: number, grootte: number): number => Math.floor(grootte / TEGEL ** (niveau + 1));
  const schuif = (niveau: number, nieuw: Buffer[], begin: number): void => {
    let open = niveaus[niveau] ?? Buffer.alloc(0);
    let nummer = nummerVan(niveau, begin);
    const vol: Buffer[] = [];
    for (let i = 0; i < nieuw.length; ) {
      const erbij = nieuw.slice(i, i + TEGEL - open.length / HASH);
      open = Buffer.concat([open, ...erbij]);
      i += erbij.length;
      if (open.length === TEGEL * HASH) {
        tegels.push({ niveau, nummer: nummer++, hashes: open });
        vol.push(wortelVanVol(open));
        open = Buffer.alloc(0);
      }
    }
    niveaus[niveau] = open;
    if (vol.length > 0) schuif(niveau + 1, vol, begin);
  };
  if (bladeren.length > 0) schuif(0, bladeren, rand.grootte);
  return { rand: { grootte: rand.grootte + bladeren.length, niveaus }, tegels };
}

/** RFC 6962 §2.1: the root of an unbalanced tree folds its perfect subtrees from the right. */
export function wortelVanRand(rand: Rand): Buffer {
  const bomen: Buffer[] = [];
  for (let niveau = rand.niveaus.length - 1; niveau >= 0; niveau--) {
    const open = rand.niveaus[niveau] as Buffer;
    let vanaf = 0;
    const aantal = open.length / HASH;
    for (let deel = TEGEL / 2; deel >= 1; deel /= 2) {
      if ((aantal & deel) === 0) continue;
      bomen.push(wortelVanVol(open.subarray(vanaf * HASH, (vanaf + deel) * HASH)));
      vanaf += deel;
    }
  }
  const laatste = bomen.pop();
  if (!laatste) throw new Error('an empty log has no root');
  return bomen.reduceRight((rechts, links) => knoopHash(links, rechts), laatste);
}

/** Gives the hashes of a tile; of the last tile of a level those that exist. */
export type LeesTegel = (niveau: number, nummer: number) => Promise<Buffer>;

const grootsteMachtOnder = (n: number): number => 2 ** Math.ceil(Math.log2(n) - 1);

/** RFC 6962 §2.1.1: the audit path of leaf `index` in the tree of the first `grootte` leaves. */
export async function inclusiepad(index: number, grootte: number, tegel: LeesTegel): Promise<Buffer[]> {
  if (index < 0 || index >= grootte) throw new RangeError('the leaf is not in the tree');
  const knoop = async (hoogte: number, nummer: number): Promise<Buffer> => {
    const aantal = 2 ** (hoogte % 8);
    const eerste = nummer * aantal;
    const hashes = await tegel(Math.floor(hoogte / 8), Math.floor(eerste / TEGEL));
    const vanaf = (eerste % TEGEL) * HASH;
    return wortelVanVol(hashes.subarray(vanaf, vanaf + aantal * HASH));
  };
  const deelboom = async (begin: number, n: number): Promise<Buffer> => {
    const hoogte = Math.log2(n);
    if (Number.isInteger(hoogte)) return knoop(hoogte, begin / n);
    const k = grootsteMachtOnder(n);
    return knoopHash(await deelboom(begin, k), await deelboom(begin + k, n - k));
  };
  const pad = async (m: number, begin: number, n: number): Promise<Buffer[]> => {
    if (n === 1) return [];
    const k = grootsteMachtOnder(n);
    return m < k
      ? [...(await pad(m, begin, k)), await deelboom(begin + k, n - k)]
      : [...(await pad(m - k, begin + k, n - k)), await deelboom(begin, k)];
  };
  return pad(index, 0, grootte);
}
