import { createHash } from 'node:crypto';
import { contentDisposition, leesBereik, reprDigest, verwachtControlegetal } from './bestandscontrole.ts';

const hex = createHash('sha256').update('besluit').digest('hex');
const base64 = createHash('sha256').update('besluit').digest('base64');

describe('the checksum of a file', () => {
  it('is read from Repr-Digest (RFC 9530) and from Digest (RFC 3230)', () => {
    expect(verwachtControlegetal(reprDigest(hex), undefined)).toBe(hex);
    expect(verwachtControlegetal(`sha-512=:AAAA:, sha-256=:${base64}:`, undefined)).toBe(hex);
    expect(verwachtControlegetal(undefined, `SHA-256=${base64}`)).toBe(hex);
    expect(verwachtControlegetal(undefined, undefined)).toBeNull();
  });
  it.each([['sha-256=:kort:'], [`sha-256=${base64}`], ['md5=:AAAA:'], ['']])('is refused as %s', (kop) => {
    expect(() => verwachtControlegetal(kop, undefined)).toThrow(expect.objectContaining({ status: 400, invalidParams: [expect.objectContaining({ name: 'Repr-Digest', code: 'controlegetal-vorm' })] }));
  });
});

describe('the name of a file that is handed out', () => {
  it('is the title, safe in a header and in a file system', () => {
    expect(contentDisposition('Besluit "één"/twee\r\nX: y', 'application/pdf')).toBe(
      `attachment; filename="Besluit  een  twee  X  y.pdf"; filename*=UTF-8''Besluit%20%20%C3%A9%C3%A9n%20%20twee%20%20X%20%20y.pdf`,
    );
  });
});

describe('the part of a file that is asked for (RFC 9110 §14)', () => {
  it.each([
    ['bytes=0-9', { van: 0, totEnMet: 9 }],
    ['bytes=90-', { van: 90, totEnMet: 99 }],
    ['bytes=90-200', { van: 90, totEnMet: 99 }],
    ['bytes=-10', { van: 90, totEnMet: 99 }],
    ['bytes=-200', { van: 0, totEnMet: 99 }],
    // What is no single range of bytes is ignored: the whole file is always right.
    ['bytes=5-1', null],
    ['bytes=-', null],
    ['bytes=0-1,5-6', null],
    ['regels=1-2', null],
    [undefined, null],
  ])('%s', (range, verwacht) => {
    expect(leesBereik(range, undefined, '"1"', 100)).toEqual(verwacht);
  });
  it.each([['bytes=100-'], ['bytes=-0']])('%s is not there', (range) => {
    expect(() => leesBereik(range, undefined, '"1"', 100)).toThrow(expect.objectContaining({ status: 416 }));
  });
  it('only of the version that If-Range names, which is never a weak or an older one', () => {
    expect(leesBereik('bytes=1-2', '"1"', '"1"', 100)).toEqual({ van: 1, totEnMet: 2 });
    for (const anders of ['"0"', 'W/"1"', 'Sun, 06 Nov 1994 08:49:37 GMT']) expect(leesBereik('bytes=1-2', anders, '"1"', 100)).toBeNull();
  });
});
