import fc from 'fast-check';
import {
  bladHash,
  Boom,
  consistentiebewijs,
  controleerConsistentie,
  controleerInclusie,
  inclusiebewijs,
  knoopHash,
  wortel,
} from './merkle.ts';

const bladeren = (n: number): Buffer[] => Array.from({ length: n }, (_, i) => bladHash(`blad ${i}`));

/** RFC 6962 §2.1, word for word. */
function mth(d: Buffer[]): Buffer {
  if (d.length <= 1)
    return d[0] ?? Buffer.from('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'hex');
  let k = 1;
  while (k * 2 < d.length) k *= 2;
  return knoopHash(mth(d.slice(0, k)), mth(d.slice(k)));
}

const maat = fc.integer({ min: 1, max: 130 });
const anders = (h: Buffer): Buffer => {
  const kopie = Buffer.from(h);
  kopie.writeUInt8(kopie.readUInt8(5) ^ 1, 5);
  return kopie;
};

describe('Merkle trees (RFC 6962 §2.1)', () => {
  it('a leaf and a node can never be taken for each other', () => {
    expect(bladHash('').toString('hex')).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
    const [a, b] = [bladHash('a'), bladHash('b')];
    expect(knoopHash(a, b).equals(bladHash(Buffer.concat([a, b])))).toBe(false);
  });

  it('the root is that of the definition, for each size and each earlier size', () => {
    const alle = bladeren(70);
    const boom = new Boom(alle);
    for (let n = 0; n <= 70; n++) {
      expect(wortel(alle.slice(0, n)).equals(mth(alle.slice(0, n)))).toBe(true);
      expect(boom.wortel(n).equals(mth(alle.slice(0, n)))).toBe(true);
    }
  });

  it('each leaf has a proof that holds, and holds for nothing else', () => {
    fc.assert(
      fc.property(maat, fc.nat(), fc.nat(), (grootte, a, b) => {
        const d = bladeren(grootte);
        const index = a % grootte;
        const goed = { index, grootte, blad: d[index] as Buffer, bewijs: inclusiebewijs(d, index), wortel: wortel(d) };
        expect(controleerInclusie(goed)).toBe(true);
        expect(controleerInclusie({ ...goed, blad: anders(goed.blad) })).toBe(false);
        expect(controleerInclusie({ ...goed, wortel: anders(goed.wortel) })).toBe(false);
        expect(controleerInclusie({ ...goed, bewijs: [...goed.bewijs, goed.blad] })).toBe(false);
        expect(controleerInclusie({ ...goed, index: index + grootte })).toBe(false);
        const anderIndex = b % grootte;
        expect(controleerInclusie({ ...goed, index: anderIndex })).toBe(anderIndex === index);
        if (goed.bewijs.length > 0) {
          const plaats = b % goed.bewijs.length;
          expect(
            controleerInclusie({ ...goed, bewijs: goed.bewijs.map((h, i) => (i === plaats ? anders(h) : h)) }),
          ).toBe(false);
          expect(controleerInclusie({ ...goed, bewijs: goed.bewijs.slice(1) })).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('an older tree is proved to be the beginning of the newer one', () => {
    fc.assert(
      fc.property(maat, fc.nat(), (nieuw, a) => {
        const d = bladeren(nieuw);
        const oud = 1 + (a % nieuw);
        const goed = {
          oud: { grootte: oud, wortel: wortel(d.slice(0, oud)) },
          nieuw: { grootte: nieuw, wortel: wortel(d) },
          bewijs: consistentiebewijs(d, oud),
        };
        expect(controleerConsistentie(goed)).toBe(true);
        expect(controleerConsistentie({ ...goed, oud: { grootte: oud, wortel: anders(goed.oud.wortel) } })).toBe(false);
        expect(controleerConsistentie({ ...goed, nieuw: { grootte: nieuw, wortel: anders(goed.nieuw.wortel) } })).toBe(
          false,
        );
        expect(controleerConsistentie({ ...goed, bewijs: [...goed.bewijs, bladHash('x')] })).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('a rewritten past has no proof', () => {
    const d = bladeren(21);
    const herschreven = d.map((h, i) => (i === 3 ? bladHash('veranderd') : h));
    for (let oud = 4; oud <= 21; oud++)
      expect(
        controleerConsistentie({
          oud: { grootte: oud, wortel: wortel(d.slice(0, oud)) },
          nieuw: { grootte: 21, wortel: wortel(herschreven) },
          bewijs: consistentiebewijs(herschreven, oud),
        }),
      ).toBe(false);
  });

  it('a growing tree proves leaves of an earlier size', () => {
    const d = bladeren(200);
    const boom = new Boom(d);
    for (const [index, grootte] of [
      [0, 1],
      [0, 200],
      [99, 100],
      [63, 64],
      [64, 65],
      [7, 131],
    ] as const) {
      const bewijs = boom.inclusiebewijs(index, grootte);
      expect(bewijs.map(String)).toEqual(inclusiebewijs(d.slice(0, grootte), index).map(String));
      expect(
        controleerInclusie({ index, grootte, blad: d[index] as Buffer, bewijs, wortel: boom.wortel(grootte) }),
      ).toBe(true);
    }
    expect(boom.append(bladHash('nog een'))).toBe(200);
    expect(() => boom.inclusiebewijs(201)).toThrow('Geen blad');
    expect(() => boom.wortel(202)).toThrow('Geen grootte');
    expect(() => boom.append(Buffer.from('geen hash'))).toThrow('32 bytes');
  });

  it('100,000 leaves are workable: a proof is 17 hashes', () => {
    const boom = new Boom();
    for (let i = 0; i < 100_000; i++) boom.append(bladHash(String(i)));
    const bewijs = boom.inclusiebewijs(77_777);
    expect(bewijs.length).toBeLessThanOrEqual(17);
    expect(
      controleerInclusie({ index: 77_777, grootte: 100_000, blad: bladHash('77777'), bewijs, wortel: boom.wortel() }),
    ).toBe(true);
  });
});
