import type { ActiviteitVersie } from '../verwerkingsactiviteiten/activiteit.ts';
import { ontvouw, termijnen, zoutbron } from './ontvouw.ts';
import type { Record } from './record.ts';

const record: Record = {
  id: '01935000-0000-7000-8000-000000000001',
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  tijdstip: '2026-02-28T22:30:00.000Z',
  organisatie: '00000001999990007000',
  uitvoerder: '00000001999990020000',
  component: 'registers',
  activiteit: 'VA-01',
  activiteitVersie: 1,
  handeling: 'Aanvraag vastgelegd',
  gegevens: ['naam'],
  object: { soort: 'evenementendossier', id: 'x', kenmerk: null },
  betrokkenen: ['a', 'b'].map((l) => ({ soort: 'bsn', pseudoniem: `k1:${l.repeat(43)}`, rol: null })),
  gebruiker: null,
  applicatie: null,
  geweigerd: false,
};

describe('a record unfolds', () => {
  it('into one row and one for each betrokkene, each with a salt of its own', () => {
    const { verwerking, betrokkenen } = ontvouw(record, { bewaartermijn: 'P5Y', teVernietigenOp: '2031-02-28' }, zoutbron(2));
    expect(verwerking).toMatchObject({ aantalBetrokkenen: 2, bewaartermijn: 'P5Y', teVernietigenOp: '2031-02-28' });
    expect(verwerking).not.toHaveProperty('betrokkenen');
    expect(betrokkenen.map((b) => [b.verwerking, b.pseudoniem[3]])).toEqual([[record.id, 'a'], [record.id, 'b']]);
    const zouten = [verwerking.zout, ...betrokkenen.map((b) => b.zout)].map((z) => z.toString('hex'));
    expect(new Set(zouten).size).toBe(3);
    expect(zouten.every((z) => z.length === 32)).toBe(true);
  });

  it('without a term when the register does not know the activity', () => {
    expect(ontvouw(record, null, zoutbron()).verwerking).toMatchObject({ bewaartermijn: null, teVernietigenOp: null });
  });
});

it('the term follows the hour in which the day begins in Amsterdam', () => {
  const versie = (nummer: number, van: string, termijn: string): ActiviteitVersie =>
    ({ kenmerk: 'VA-01', versie: nummer, van, tot: null, bewaartermijn: { selectielijst: { naam: 'x', jaar: 2020 }, nummer: '19.1', termijn } }) as ActiviteitVersie;
  const termijn = termijnen(new Map([['VA-01', [versie(1, '2020-01-01', 'P5Y'), versie(2, '2026-03-01', 'P7Y')]]]));
  expect(termijn('VA-01', '2026-02-28T22:59:59.999Z')?.bewaartermijn).toBe('P5Y');
  expect(termijn('VA-01', '2026-02-28T23:00:00.000Z')?.bewaartermijn).toBe('P7Y');
  expect(termijn('VA-01', '2026-02-28T23:30:00.000Z')?.teVernietigenOp).toBe('2033-03-01');
  expect(termijn('VA-99', '2026-02-28T23:30:00.000Z')).toBeNull();
});
