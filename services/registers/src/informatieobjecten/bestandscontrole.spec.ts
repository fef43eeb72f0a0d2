import { createHash } from 'node:crypto';
import { contentDisposition, reprDigest, verwachtControlegetal } from './bestandscontrole.ts';

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
