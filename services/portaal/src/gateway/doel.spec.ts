import { activiteitVoor } from './doel.ts';
import { weigering } from './gateway.ts';

const activiteit = (organisatie: string, id: string, werkproces: string, van = '2020-01-01', tot: string | null = null) => ({
  organisatie, id, versie: 1, naam: id, werkproces, bestuursorgaan: 'college', vertrouwelijk: false, van, tot,
});
const nu = new Date('2026-11-22T10:00:00Z');

describe('the purpose of a page', () => {
  const bundel = {
    activiteiten: [
      activiteit('1', 'VA-02', 'openbaarmaking', '2020-01-01', '2026-11-21'),
      activiteit('1', 'VA-12', 'openbaarmaking', '2026-11-22'),
      activiteit('2', 'VA-03', 'archiefbeheer'),
    ],
  };

  it('is the activity of this municipality that holds today', () => {
    expect(activiteitVoor(bundel, '1', 'openbaarmaking', nu)).toBe('VA-12');
    expect(activiteitVoor(bundel, '1', 'openbaarmaking', new Date('2026-11-20T10:00:00Z'))).toBe('VA-02');
    expect(activiteitVoor(bundel, '1', 'archiefbeheer', nu)).toBeNull();
  });
});

describe('a refusal', () => {
  it('is read from problem details and from an OAuth error', () => {
    expect(weigering(400, { detail: 'Nee', invalidParams: [{ name: 'pagina/1/adres', reason: 'Op pagina 1 staat een adres.' }] })).toMatchObject({
      status: 400, detail: 'Nee', redenen: ['Op pagina 1 staat een adres.'], velden: [{ name: 'pagina/1/adres' }],
    });
    expect(weigering(401, { error: 'invalid_grant', error_description: 'Verlopen' }).detail).toBe('Verlopen');
    expect(weigering(410, { detail: 'Weg', reden: 'bron-vernietigd' }).reden).toBe('bron-vernietigd');
    expect(weigering(502, null)).toMatchObject({ status: 502, detail: undefined, redenen: [] });
  });
});
