import fc from 'fast-check';
import { tijdvakVan } from '@bronhuis/standaarden';
import { Proef } from './hulp.ts';

let proef: Proef;
let type: string;
const WAARDEN = ['2023', '2023-12', '2023-12-31', '2024', '2024-01', '2024-01-01', '2024-02', '2024-02-28', '2024-02-29', '2024-12', '2024-12-31', '2025', '2025-01-01', '9999', '9999-12-31', 'onbekend', null];
beforeAll(async () => {
  proef = await Proef.start();
  const token = await proef.token({ id: 'bas', rollen: ['applicatiebeheerder'], verwerkingsactiviteit: null });
  const body = {
    naam: 'geboorte', soort: 'registratie', betrokkenen: [], gegevenscategorieen: [], verwerkingsactiviteiten: ['VA-01'], classificatie: { beschikbaarheid: 0, integriteit: 1, vertrouwelijkheid: 0 },
    schema: { type: 'object', additionalProperties: false, properties: { sinds: { type: 'string', format: 'onvolledige-datum' } } },
  };
  const a = await proef.roep('POST', '/objecttypen', { token, body });
  expect(a.status).toBe(201);
  type = String(a.body['id']);
  for (const sinds of WAARDEN) expect((await registreer(sinds === null ? {} : { sinds })).status).toBe(201);
});
afterAll(() => proef.stop());

interface Lijst {
  resultaten: { gegevens: { sinds?: string } }[];
  invalidParams?: { code: string }[];
}
const registreer = (gegevens: object) => proef.roep<Lijst>('POST', '/objecten', { body: { objecttype: type, beginGeldigheid: '2024-01-01', gegevens } });
const vraag = async (filter: unknown, sorteer: string[] = []) => proef.roep<Lijst>('POST', '/objecten/_zoek', { body: { objecttype: type, omvang: 100, ...(filter ? { filter } : {}), ...(sorteer.length > 0 ? { sorteer } : {}) } });
const gevonden = async (filter: unknown, sorteer: string[] = []): Promise<(string | null)[]> => {
  const a = await vraag(filter, sorteer);
  expect(a.status).toBe(200);
  return a.body.resultaten.map((r) => r.gegevens.sinds ?? null);
};

describe('a date of which a part is known, in data', () => {
  it('is asserted by the schema', async () => {
    for (const sinds of ['2024-13', '2023-02-29', '24', 'weet ik niet', 2024]) {
      const a = await registreer({ sinds });
      expect([sinds, a.status, a.body.invalidParams?.length]).toEqual([sinds, 400, 1]);
    }
  });

  it('is compared by what is certain: for every pair as the days in it say', async () => {
    const dagen = (d: string | null) => (d === null ? null : tijdvakVan(d));
    const geldt = (op: string, v: string | null, x: string): boolean => {
      if (op === 'exact') return v === x;
      const [links, rechts] = [dagen(v), dagen(x)];
      if (!links || !rechts) return false;
      if (op === 'lt') return links.laatste < rechts.eerste;
      if (op === 'lte') return links.laatste <= rechts.laatste;
      if (op === 'gt') return links.eerste > rechts.laatste;
      return links.eerste >= rechts.eerste;
    };
    const bekend = WAARDEN.filter((w): w is string => w !== null && w !== 'onbekend');
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('lt', 'lte', 'gt', 'gte', 'exact'), fc.constantFrom(...bekend, '2024-02-27', '2024-03', '2022'), fc.boolean(), async (operator, waarde, niet) => {
        const voorwaarde = { pad: 'sinds', operator, waarde };
        const verwacht = WAARDEN.filter((v) => geldt(operator, v, waarde) !== niet);
        expect((await gevonden(niet ? { niet: voorwaarde } : voorwaarde)).sort()).toEqual([...verwacht].sort());
      }),
      { numRuns: 120 },
    );
    const tussen = await gevonden({ pad: 'sinds', operator: 'tussen', waarde: ['2024', '2024'] });
    expect(tussen.sort()).toEqual(WAARDEN.filter((w) => w?.startsWith('2024')).sort());
  });

  it('of which nothing is known is found as such, and nothing is before or after it', async () => {
    expect(await gevonden({ pad: 'sinds', operator: 'exact', waarde: 'onbekend' })).toEqual(['onbekend']);
    for (const operator of ['lt', 'gte']) expect((await vraag({ pad: 'sinds', operator, waarde: 'onbekend' })).status).toBe(400);
    expect((await vraag({ pad: 'sinds', operator: 'exact', waarde: '2024-13' })).status).toBe(400);
  });

  it('is ordered by the first day it can be; what nobody knows comes last, either way', async () => {
    const bekend = WAARDEN.filter((w): w is string => w !== null && w !== 'onbekend');
    const opRij = [...bekend].sort();
    expect((await gevonden(null, ['sinds'])).slice(0, bekend.length)).toEqual(opRij);
    expect((await gevonden(null, ['-sinds'])).slice(0, bekend.length)).toEqual([...opRij].reverse());
  });
});
