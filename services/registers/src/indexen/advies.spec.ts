import { adviseer } from './advies.ts';
import type { Gebruik } from './advies.ts';
import type { IndexRij } from './indexen.queries.ts';

const NU = new Date('2026-06-01T12:00:00Z');
const dagen = (n: number): Date => new Date(NU.getTime() - n * 86_400_000);
const vraag = (pad: string, gebruik: Gebruik['gebruik'], keren: number, ms: number, laatst = NU): Gebruik => ({ pad, gebruik, keren, ms, laatst });
const index = (pad: string, sinds: Date, extra: Partial<IndexRij> = {}): IndexRij => ({ pad, soort: 'tekst', status: 'gereed', gevuld: 0, totaal: 0, sinds, ...extra });

describe('advice on indexes', () => {
  it('names what is asked often and slowly, what gives most first', () => {
    const gebruik = [
      vraag('plaats', 'filter', 30, 3_000), vraag('naam', 'filter', 15, 3_000), vraag('naam', 'volgorde', 15, 6_000),
      vraag('snel', 'filter', 1_000, 2_000), vraag('zelden', 'filter', 19, 60_000),
    ];
    expect(adviseer(gebruik, [], NU).toevoegen).toEqual([{ pad: 'naam', keren: 30, gemiddeldMs: 300 }, { pad: 'plaats', keren: 30, gemiddeldMs: 100 }]);
  });

  it('says nothing of what is declared, also while it is being built', () => {
    const gebruik = [vraag('adres.plaats', 'filter', 100, 100_000), vraag('naam', 'filter', 100, 100_000)];
    expect(adviseer(gebruik, [index('/adres/plaats', NU, { status: 'bouwt' }), index('/naam', NU, { status: 'weg' })], NU)).toEqual({ toevoegen: [{ pad: 'naam', keren: 100, gemiddeldMs: 1_000 }], ongebruikt: [] });
  });

  it('names an index that no question went along in thirty days, and no younger one', () => {
    const indexen = [index('/oud', dagen(31)), index('/gebruikt', dagen(90)), index('/ooit', dagen(90)), index('/jong', dagen(29)), index('["/tekst"]', dagen(40), { soort: 'woorden' })];
    const gebruik = [vraag('gebruikt', 'index', 1, 1, dagen(3)), vraag('ooit', 'index', 500, 1, dagen(31)), vraag('oud', 'filter', 3, 1)];
    expect(adviseer(gebruik, indexen, NU).ongebruikt.map((o) => o.pad)).toEqual(['/oud', '/ooit', '["/tekst"]']);
  });
});
