import { bladHash, controleerInclusie, knoopHash } from '@bronhuis/standaarden';
import { inclusiepad, LEGE_RAND, TEGEL, voegBladerenToe, wortelVanRand, type Rand, type Tegel } from './boom.ts';

const blad = (i: number): Buffer => Buffer.from(bladHash(Buffer.from(`blad ${i}`)));
const bladeren = (van: number, tot: number): Buffer[] => Array.from({ length: tot - van }, (_, i) => blad(van + i));

/** RFC 6962 §2.1, literally: the yardstick. */
function mth(b: Buffer[]): Buffer {
  if (b.length === 1) return b[0] as Buffer;
  let k = 1;
  while (k * 2 < b.length) k *= 2;
  return Buffer.from(knoopHash(mth(b.slice(0, k)), mth(b.slice(k))));
}

function bouw(stappen: number[]): { rand: Rand; tegels: Map<string, Buffer> } {
  let rand = LEGE_RAND;
  const tegels = new Map<string, Buffer>();
  for (const n of stappen) {
    const uit: { rand: Rand; tegels: Tegel[] } = voegBladerenToe(rand, bladeren(rand.grootte, rand.grootte + n));
    rand = uit.rand;
    for (const t of uit.tegels) tegels.set(`${t.niveau}/${t.nummer}`, t.hashes);
  }
  return { rand, tegels };
}

describe('the tree of the log (RFC 6962 §2.1)', () => {
  it.each([1, 2, 3, 7, 8, 255, 256, 257, 511, 512, 513, 1000, 70_000])('has the root of the standard at %i leaves', (n) => {
    expect(wortelVanRand(bouw([n]).rand)).toEqual(mth(bladeren(0, n)));
  });

  it('does not depend on how the leaves were batched', () => {
    const heel = bouw([1300]);
    const stukken = bouw([1, 254, 1, 1, 3, 500, 256, 284]);
    expect(stukken.rand).toEqual(heel.rand);
    expect([...stukken.tegels]).toEqual([...heel.tegels]);
  });

  it('keeps only full tiles of 256 and the open edge', () => {
    const { rand, tegels } = bouw([70_000]);
    expect(tegels.size).toBe(Math.floor(70_000 / TEGEL) + 1);
    expect(rand.niveaus.map((n) => n.length / 32)).toEqual([70_000 % TEGEL, 273 % TEGEL, 1]);
  });

  it('gives paths that the verifier of the standard accepts, also for an earlier size', async () => {
    const { rand, tegels } = bouw([1337]);
    const tegel = async (niveau: number, nummer: number): Promise<Buffer> =>
      tegels.get(`${niveau}/${nummer}`) ?? (rand.niveaus[niveau] as Buffer);
    for (const grootte of [1, 2, 255, 256, 257, 700, 1024, 1337]) {
      const wortel = mth(bladeren(0, grootte));
      for (const index of [0, 1, 100, 255, 256, 699, 1023, 1336].filter((i) => i < grootte)) {
        const bewijs = await inclusiepad(index, grootte, tegel);
        expect(controleerInclusie({ index, grootte, blad: blad(index), bewijs, wortel })).toBe(true);
        expect(controleerInclusie({ index, grootte, blad: blad(index + 1), bewijs, wortel })).toBe(false);
      }
    }
  });

  it('refuses a leaf outside the tree', async () => {
    await expect(inclusiepad(3, 3, async () => Buffer.alloc(0))).rejects.toThrow(RangeError);
  });
});
