import { Readable } from 'node:stream';
import { leesCookie, maakCookie } from './cookies.ts';
import { leesInzending, MAX_BESTAND, TeGroot } from './inzending.ts';

async function alsMultipart(f: FormData): Promise<[string, Readable]> {
  const r = new Response(f);
  return [r.headers.get('content-type') ?? '', Readable.from([Buffer.from(await r.arrayBuffer())])];
}

describe('what a form sends', () => {
  it('text of an ordinary form', async () => {
    expect(await leesInzending('application/x-www-form-urlencoded', { a: 'x', b: ['y'] })).toEqual({ velden: { a: 'x' }, bestand: null });
    expect(await leesInzending(undefined, undefined)).toEqual({ velden: {}, bestand: null });
  });

  it('text and a file, byte for byte', async () => {
    const bytes = Uint8Array.from({ length: 3000 }, (_, i) => i % 256);
    const f = new FormData();
    f.set('titel', 'Besluit é');
    f.set('bestand', new Blob([bytes], { type: 'application/pdf' }), 'besluit ü.pdf');
    const { velden, bestand } = await leesInzending(...(await alsMultipart(f)));
    expect(velden).toEqual({ titel: 'Besluit é' });
    expect(bestand).toMatchObject({ naam: 'besluit ü.pdf', soort: 'application/pdf' });
    expect(Buffer.from(bestand?.bytes ?? []).equals(Buffer.from(bytes))).toBe(true);
  });

  it('an empty file field is no file', async () => {
    const f = new FormData();
    f.set('bestand', new Blob([]), '');
    expect((await leesInzending(...(await alsMultipart(f)))).bestand).toBeNull();
  });

  it('stops reading what is too large', async () => {
    const groot = Readable.from((function* () { for (let i = 0; i < 60; i++) yield Buffer.alloc(MAX_BESTAND / 50); })());
    await expect(leesInzending('multipart/form-data; boundary=x', groot)).rejects.toThrow(TeGroot);
  });
});

describe('cookies', () => {
  it('finds its own and no other', () => {
    expect(leesCookie('a=1; sessie=x=y; sessie=z', 'sessie')).toBe('x=y');
    expect(leesCookie('xsessie=1', 'sessie')).toBeUndefined();
    expect(leesCookie(undefined, 'sessie')).toBeUndefined();
  });

  it('is not for scripts or other sites, and secure where it can be', () => {
    expect(maakCookie('sessie', 'v', 600, true)).toBe('sessie=v; Path=/; HttpOnly; SameSite=Lax; Max-Age=600; Secure');
    expect(maakCookie('sessie', '', 0, false)).not.toContain('Secure');
  });
});
