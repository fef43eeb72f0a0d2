import { randomBytes } from 'node:crypto';
import { aangemeldeSessie, klopt, Kluis, nieuweSessie, passend, type Persoon, type Sessie } from './sessie.ts';

const nu = new Date('2026-11-22T10:00:00Z');
const later = new Date('2026-11-22T12:00:00Z');
const OVERBRUGGE = '00000001999990007000';
const persoon: Persoon = { id: 'ingrid', naam: 'Ingrid', soort: 'medewerker', rollen: ['informatiebeheerder'] };

describe('the session of a visitor', () => {
  const kluis = new Kluis(randomBytes(32));
  const sessie = aangemeldeSessie(OVERBRUGGE, persoon, 'token', 600, nu);

  it('comes back from the cookie, and the cookie tells nothing', async () => {
    const zegel = await kluis.verzegel('sessie', sessie, sessie.tot);
    expect(zegel).not.toContain('ingrid');
    expect(await kluis.open<Sessie>('sessie', zegel, nu)).toEqual(sessie);
  });

  it('is nobody when it is past its time, of another kind, of another key, changed, or missing', async () => {
    const zegel = await kluis.verzegel('sessie', sessie, sessie.tot);
    expect(await kluis.open('sessie', zegel, later)).toBeNull();
    expect(await kluis.open('melding', zegel, nu)).toBeNull();
    expect(await new Kluis(randomBytes(32)).open('sessie', zegel, nu)).toBeNull();
    expect(await kluis.open('sessie', `${zegel.slice(0, -2)}AA`, nu)).toBeNull();
    expect(await kluis.open('sessie', 'zomaar', nu)).toBeNull();
    expect(await kluis.open('sessie', undefined, nu)).toBeNull();
  });

  it('a form needs the code of this very session', () => {
    const voor = nieuweSessie(OVERBRUGGE, nu);
    expect(klopt(sessie, sessie.formuliercode)).toBe(true);
    expect(klopt(sessie, voor.formuliercode)).toBe(false);
    expect(klopt(sessie, '')).toBe(false);
    expect(klopt(sessie, undefined)).toBe(false);
    expect(klopt(null, sessie.formuliercode)).toBe(false);
  });

  it('refuses a key that is none, and what a browser would drop', async () => {
    expect(() => new Kluis(randomBytes(16))).toThrow('32 bytes');
    await expect(kluis.verzegel('melding', { x: 'x'.repeat(4000) }, sessie.tot)).rejects.toThrow('Te groot');
  });

  it('a long message is shortened and says so', async () => {
    const lang = passend({ soort: 'mislukt', titel: 'Nee', regels: Array.from({ length: 60 }, (_, i) => `Op pagina ${i} staat een adres dat weg moet.`) });
    expect(lang.regels.length).toBeLessThan(60);
    expect(lang.regels.at(-1)).toBe(`En nog ${60 - (lang.regels.length - 1)} andere.`);
    await expect(kluis.verzegel('melding', lang, sessie.tot)).resolves.toEqual(expect.any(String));
    const kort = { soort: 'gelukt' as const, titel: 'Ja', regels: ['een'] };
    expect(passend(kort)).toEqual(kort);
  });
});
