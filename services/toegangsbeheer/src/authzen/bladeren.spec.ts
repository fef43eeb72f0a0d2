import fc from 'fast-check';
import { blader, leesPagina, maakToken, vingerafdruk, type Stand } from './bladeren.ts';

const AFDRUK = vingerafdruk('subject', 'o', { action: { name: 'a' } });

describe('AuthZEN 1.0 §8.2: pagination', () => {
  it('gives each permitted candidate exactly once, whatever the size of a page or of a group', async () => {
    const kandidaten = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 60 }).map((a) => [...a].sort());
    await fc.assert(
      fc.asyncProperty(kandidaten, fc.func(fc.boolean()), fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 9 }), async (alle, mag, limiet, groep) => {
        const bron = { volgende: async (na: string) => alle.filter((k) => k > na).slice(0, groep), sleutel: (k: string) => k, mag: (k: string) => mag(k) };
        const gezien: string[] = [];
        for (let stand: Stand | null = { limiet, na: '' }; stand; ) {
          const { gevonden, verder }: { gevonden: string[]; verder: string | null } = await blader(bron, stand);
          gezien.push(...gevonden);
          expect(gevonden).toHaveLength(verder === null ? gevonden.length : limiet);
          stand = verder === null ? null : leesPagina({ token: maakToken({ limiet, na: verder }, AFDRUK) }, AFDRUK);
        }
        expect(gezien).toEqual(alle.filter((k) => mag(k)));
      }),
    );
  });

  it('a page of nothing says whether there is something', async () => {
    const bron = { volgende: async (na: string) => (na < 'b' ? ['b'] : []), sleutel: (k: string) => k, mag: () => true };
    expect(await blader(bron, { limiet: 0, na: '' })).toEqual({ gevonden: [], verder: '' });
    expect(await blader(bron, { limiet: 0, na: 'b' })).toEqual({ gevonden: [], verder: null });
  });

  const token = maakToken({ limiet: 3, na: 'x' }, AFDRUK);
  it('takes the limit of the first page along', () => {
    expect(leesPagina({ token }, AFDRUK)).toEqual({ limiet: 3, na: 'x' });
    expect(leesPagina(undefined, AFDRUK)).toEqual({ limiet: 50, na: '' });
    expect(() => leesPagina({ token, limit: 4 }, AFDRUK)).toThrow(expect.objectContaining({ invalidParams: [expect.objectContaining({ name: 'page.limit' })] }));
  });

  it('refuses a token of another question, and what is no token', () => {
    const ander = vingerafdruk('subject', 'o', { action: { name: 'b' } });
    const gemaakt = (inhoud: unknown) => Buffer.from(JSON.stringify(inhoud)).toString('base64url');
    const fouten = ['', 'x', '%%%', gemaakt(null), gemaakt([AFDRUK]), gemaakt([AFDRUK, -1, '']), gemaakt([AFDRUK, 501, '']), gemaakt([AFDRUK, 3, 5]), gemaakt([AFDRUK, 3, '\u0000']), maakToken({ limiet: 3, na: '' }, ander)];
    for (const fout of fouten) expect(() => leesPagina({ token: fout }, AFDRUK)).toThrow(expect.objectContaining({ status: 400 }));
  });

  it('another organisatie, kind of search or context is another question; another trace is not', () => {
    const v = { action: { name: 'a' }, context: { klasse: 'openbaar' } };
    const afdrukken = [vingerafdruk('subject', 'o', v), vingerafdruk('resource', 'o', v), vingerafdruk('subject', 'p', v), vingerafdruk('subject', 'o', { ...v, context: {} })];
    expect(new Set(afdrukken).size).toBe(4);
    expect(vingerafdruk('subject', 'o', { ...v, context: { ...v.context, traceparent: '00-1' } })).toBe(afdrukken[0]);
  });
});
