import { canoniek, sha256, sha256Hex } from './canoniek.ts';

describe('canonical JSON and hashes', () => {
  it('RFC 8785: sorts members, writes numbers as ECMAScript does, keeps the order of lists', () => {
    expect(canoniek({ b: [3, 1], a: { d: 1e21, c: 'é"\n' }, weg: undefined })).toBe(
      '{"a":{"c":"é\\"\\n","d":1e+21},"b":[3,1]}',
    );
    expect(canoniek({ '\u20ac': 1, '\r': 2, '1': 3 })).toBe('{"\\r":2,"1":3,"€":1}');
    expect(canoniek({ x: 1, y: 2 })).toBe(canoniek({ y: 2, x: 1 }));
  });

  it('refuses what is no JSON', () => {
    expect(() => canoniek(undefined)).toThrow('geen JSON-vorm');
    expect(() => canoniek({ n: Number.NaN })).toThrow();
  });

  it('hashes (FIPS 180-4 example)', () => {
    expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(sha256(Buffer.from('abc')).toString('hex')).toBe(sha256Hex('abc'));
  });
});
