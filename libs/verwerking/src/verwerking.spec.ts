import { createHmac, randomBytes } from 'node:crypto';
import { hmacMet, Pseudonimiseerder } from './pseudonimiseerder.ts';
import { VerwerkingSchrijver } from './schrijver.ts';
import { maakVerwerking, type VerwerkingContext } from './verwerking.ts';

const A = '00000001999990007000';
const B = '00000001999990019000';
const sleutels = { [A]: { kid: 'k1', sleutel: randomBytes(32).toString('base64') }, [B]: { kid: 'k1', sleutel: randomBytes(32).toString('base64') } };
const p = Pseudonimiseerder.uitMap(sleutels);

describe('pseudonyms', () => {
  it('are the same for the same person, and another for another organisation, kind or key', () => {
    const een = p.pseudoniem(A, 'bsn', '999993021');
    expect(een).toMatch(/^k1:[\w-]{43}$/);
    expect(p.pseudoniem(A, 'bsn', '999993021')).toBe(een);
    expect(p.pseudoniem(B, 'bsn', '999993021')).not.toBe(een);
    expect(p.pseudoniem(A, 'rsin', '999993021')).not.toBe(een);
    const ander = Pseudonimiseerder.uitMap({ [A]: { kid: 'k2', sleutel: randomBytes(32).toString('base64') } });
    expect(ander.pseudoniem(A, 'bsn', '999993021')).toMatch(/^k2:/);
  });
  it('are HMAC-SHA256, of keys and texts of any length', () => {
    for (const lengte of [32, 33, 64, 65, 100]) {
      const sleutel = randomBytes(lengte);
      const hmac = hmacMet(sleutel);
      for (const tekst of ['', 'a', 'é'.repeat(200), '\ud800', 'x'.repeat(170), 'x'.repeat(171), 'x'.repeat(3_000), '€'.repeat(170), 'a']) {
        expect([tekst, hmac(tekst)]).toEqual([tekst, createHmac('sha256', sleutel).update(tekst).digest('base64url')]);
      }
    }
  });
  it('ask for a real key and a known organisation', () => {
    expect(() => Pseudonimiseerder.uitMap({ [A]: { kid: 'k1', sleutel: 'a2xlaW4=' } })).toThrow('32 bytes');
    expect(() => p.pseudoniem('00000001999990099000', 'bsn', '1')).toThrow('no pseudonym key');
  });
});

describe('the record of a processing', () => {
  const context: VerwerkingContext = {
    organisatie: A,
    uitvoerder: B,
    trace: { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) },
    component: 'registers',
    activiteit: { id: 'VA-01', versie: 1 },
    gebruiker: { soort: 'medewerker', id: 'noor' },
    applicatie: 'zaaksysteem',
    tijdstip: new Date('2026-11-22T10:00:00Z'),
  };
  it('holds each person once, whatever the roles, and no identifier', () => {
    const v = maakVerwerking(
      {
        handeling: 'Dossier geopend',
        gegevens: ['naam'],
        object: { soort: 'dossier', id: 'x' },
        betrokkenen: [
          { soort: 'bsn', identificatie: '999993021', rol: 'aanvrager' },
          { soort: 'bsn', identificatie: '999993021', rol: 'omwonende' },
          { soort: 'bsn', pseudoniem: p.pseudoniem(A, 'bsn', '999993021') },
          { soort: 'bsn', identificatie: '999993033' },
        ],
      },
      context,
      p,
    );
    expect(v.betrokkenen).toEqual([
      { soort: 'bsn', pseudoniem: p.pseudoniem(A, 'bsn', '999993021'), rol: 'aanvrager' },
      { soort: 'bsn', pseudoniem: p.pseudoniem(A, 'bsn', '999993033') },
    ]);
    expect(JSON.stringify(v)).not.toMatch(/99999302|99999303/);
    expect(v).toMatchObject({ activiteit: 'VA-01', uitvoerder: B, tijdstip: '2026-11-22T10:00:00.000Z' });
  });
});

/** A database that answers when the test says so. */
class Databron {
  readonly groepen: string[][] = [];
  open: ((fout?: Error) => void)[] = [];
  constructor(private readonly slecht: (id: string) => boolean = () => false) {}
  query(q: { values: unknown[] }): Promise<unknown> {
    const leden = JSON.parse(q.values[2] as string) as { id: string } | { id: string }[];
    const ids = [leden].flat().map((l) => l.id);
    this.groepen.push(ids);
    if (ids.some(this.slecht)) return Promise.reject(Object.assign(new Error('check'), { code: '23514' }));
    return new Promise((klaar, mislukt) => this.open.push((fout) => (fout ? mislukt(fout) : klaar({}))));
  }
}

const tik = (): Promise<void> => new Promise((klaar) => setImmediate(klaar));
const regel = (id: string) => ({ verwerking: { id }, beslissing: null, onderwerp: id });

describe('the writer of reads', () => {
  it('collects while an insert is on its way, sends a second only when it is worth it, and answers each after its own commit', async () => {
    const db = new Databron();
    const s = new VerwerkingSchrijver(db);
    const klaar: string[] = [];
    const schrijf = (id: string) => s.schrijf(A, regel(id)).then(() => klaar.push(id));
    const alle = [schrijf('a')];
    await tik();
    alle.push(schrijf('b'), schrijf('c'));
    await tik();
    expect(db.groepen).toEqual([['a']]);
    const veel = ['b', 'c', ...Array.from({ length: 14 }, (_, i) => `v${i}`)];
    alle.push(...veel.slice(2).map(schrijf));
    await tik();
    expect(db.groepen).toEqual([['a'], veel]);
    alle.push(...Array.from({ length: 20 }, (_, i) => schrijf(`w${i}`)));
    await tik();
    expect(db.groepen).toHaveLength(2);
    expect(klaar).toEqual([]);
    db.open[1]!();
    await tik();
    expect(klaar).toEqual(veel);
    expect(db.groepen[2]).toHaveLength(20);
    alle.push(schrijf('z'));
    db.open[2]!();
    await tik();
    expect(db.groepen).toHaveLength(3);
    db.open[0]!();
    await tik();
    expect(klaar.at(-1)).toBe('a');
    expect(db.groepen[3]).toEqual(['z']);
    db.open[3]!();
    await Promise.all(alle);
    expect(klaar).toHaveLength(38);
  });

  it('lets a bad record fail alone', async () => {
    const db = new Databron((id) => id === 'slecht');
    const s = new VerwerkingSchrijver(db);
    const uitkomsten = Promise.allSettled(['a', 'slecht', 'b', 'c'].map((id) => s.schrijf(A, regel(id))));
    for (let i = 0; i < 10; i++) {
      await tik();
      for (const open of db.open.splice(0)) open();
    }
    expect((await uitkomsten).map((u) => u.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  });

  it('refuses with 503 when the database is away, and when too many wait', async () => {
    const db = new Databron();
    const s = new VerwerkingSchrijver(db, { maximaalWachtend: 2 });
    const eerste = s.schrijf(A, regel('a'));
    await tik();
    const tweede = [s.schrijf(A, regel('b')), s.schrijf(A, regel('c'))];
    expect(() => s.schrijf(A, regel('d'))).toThrow(expect.objectContaining({ status: 503 }));
    db.open[0]!(Object.assign(new Error('weg'), { code: '57P01' }));
    await expect(eerste).rejects.toMatchObject({ status: 503 });
    await tik();
    db.open[1]!();
    await Promise.all(tweede);
  });
});
