import { isUuid, uuidv7, uuidVan } from './uuid.ts';

test('a UUID made of a content (version 8) is the same for the same content only', () => {
  expect(uuidVan('a')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(isUuid(uuidVan('a'))).toBe(true);
  expect(uuidVan('a')).toBe(uuidVan('a'));
  expect(uuidVan('b')).not.toBe(uuidVan('a'));
});

describe('UUID version 7', () => {
  it('holds the time, the version and the variant', () => {
    const id = uuidv7(new Date('2026-11-22T10:00:00.123Z'));
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(Date.parse('2026-11-22T10:00:00.123Z'));
    expect(isUuid(id)).toBe(true);
  });

  it('is unique, and in order within a millisecond', () => {
    const t = new Date('2026-11-22T10:00:00Z');
    const binnenEenMilliseconde = Array.from({ length: 1000 }, () => uuidv7(t));
    expect([...binnenEenMilliseconde].sort()).toEqual(binnenEenMilliseconde);
    expect(new Set(Array.from({ length: 20_000 }, () => uuidv7())).size).toBe(20_000);
  });

  it('knows what is none', () => {
    for (const fout of ['', 'x', '00000000-0000-0000-0000-000000000000', `${uuidv7()}0`, 3])
      expect(isUuid(fout)).toBe(false);
  });
});
