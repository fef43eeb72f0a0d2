import fc from 'fast-check';
import type { Bron } from '@bronhuis/bron';
import { OVERBRUGGE, VOORBEELDSTAD } from '@bronhuis/testing';
import { BAKKER, Proef } from './hulp.ts';

let proef: Proef;
let type: string;
let nr: number;
beforeAll(async () => {
  proef = await Proef.start();
  const token = await proef.token({ id: 'bas', rollen: ['applicatiebeheerder'], verwerkingsactiviteit: null });
  const a = await proef.roep('POST', '/objecttypen', {
    token,
    body: {
      naam: 'melding', soort: 'registratie', zoekvelden: ['/titel', '/tekst', '/notities/*'],
      schema: { type: 'object', properties: { titel: { type: 'string' }, tekst: { type: 'string' }, notities: { type: 'array', items: { type: 'string' } }, intern: { type: 'string' } } },
      classificatie: { beschikbaarheid: 1, integriteit: 1, vertrouwelijkheid: 1 }, betrokkenen: [], gegevenscategorieen: [], verwerkingsactiviteiten: ['VA-01'],
    },
  });
  type = String(a.body['id']);
  const { rows } = await proef.db.query('select nr::int from object_index where objecttype = $1', [type]);
  nr = (rows[0] as { nr: number }).nr;
  for (const gegevens of MELDINGEN) await proef.roep('POST', '/objecten', { body: { objecttype: type, beginGeldigheid: '2024-01-01', gegevens } });
});
afterAll(() => proef.stop());

const MELDINGEN = [
  { titel: 'Losse tegels', tekst: 'Op het fietspad langs de Vaart liggen tegels los.', intern: 'zwaan' },
  { titel: 'Lantaarnpaal', tekst: "De lantaarn is kapot; 's avonds is het donker.", notities: ['Gemeld door fietsers', 'Monteur besteld'] },
  { titel: 'Fietspaden vegen', tekst: 'Na de storm: takken op alle paden.' },
  { titel: 'Kapotte lantaarn', tekst: 'C:\\straat "Markt" & plein' },
  { titel: 'Stilte', notities: ['Fietspad is glad'] },
];

interface Lijst {
  resultaten: { gegevens: { titel: string } }[];
  aantal: number;
  invalidParams: { name: string; code: string }[];
}
const zoek = (zoektekst: string, extra: object = {}) => proef.roep<Lijst>('POST', '/objecten/_zoek', { body: { objecttype: type, zoek: zoektekst, aantal: 'exact', ...extra } });
async function titels(zoektekst: string, extra: object = {}): Promise<string[]> {
  const a = await zoek(zoektekst, extra);
  expect([a.status, a.body.aantal]).toEqual([200, a.body.resultaten.length]);
  return a.body.resultaten.map((r) => r.gegevens.titel).sort();
}
/** The same question while the index is being built. */
async function inAanbouw<T>(doe: () => Promise<T>): Promise<T> {
  await proef.db.query("update object_index set status = 'wacht', wacht_op = 9e18 where nr = $1", [nr]);
  try {
    return await doe();
  } finally {
    await proef.db.query("update object_index set status = 'gereed' where nr = $1", [nr]);
  }
}

describe('words in a register', () => {
  it.each([
    ['fietspad', ['Fietspaden vegen', 'Losse tegels', 'Stilte']],
    ['fietspaden vegen', ['Fietspaden vegen']],
    ['lantaarn kapotte', ['Kapotte lantaarn', 'Lantaarnpaal']],
    ['"kapotte lantaarn"', ['Kapotte lantaarn']],
    ['lantaarn -kapot', []],
    ['tegel or monteurs', ['Lantaarnpaal', 'Losse tegels']],
    ['monteur lantaarnpaal', ['Lantaarnpaal']],
    ['-fietspad', ['Kapotte lantaarn', 'Lantaarnpaal']],
    ['-"losse tegels"', ['Fietspaden vegen', 'Kapotte lantaarn', 'Lantaarnpaal', 'Stilte']],
    ['"tegels langs"', []],
    ['zwaan', []],
    ['de het een', []],
    ['MARKT', ['Kapotte lantaarn']],
  ])('%s', async (tekst, goed) => {
    expect(await titels(tekst)).toEqual(goed);
    expect(await inAanbouw(() => titels(tekst))).toEqual(goed);
  });

  it('goes together with a filter and an order, in an address too', async () => {
    const q = new URLSearchParams({ objecttype: type, zoek: 'fietspad', filter: 'titel__ne__Stilte', sorteer: '-titel', omvang: '1' });
    const a = await proef.roep<Lijst & { links: { volgende: string } }>('GET', `/objecten?${q}`);
    expect(a.body.resultaten.map((r) => r.gegevens.titel)).toEqual(['Losse tegels']);
    const b = await proef.roep<Lijst>('GET', a.body.links.volgende.replace('/registers/v1', ''));
    expect(b.body.resultaten.map((r) => r.gegevens.titel)).toEqual(['Fietspaden vegen']);
  });

  it('are never the identifier of a person in an address, and need fields to look in', async () => {
    const a = await proef.roep<Lijst>('GET', `/objecten?objecttype=${type}&zoek=${encodeURIComponent(`over ${BAKKER}`)}`);
    expect([a.status, a.body.invalidParams]).toMatchObject([400, [{ name: 'zoek', code: 'persoon-in-adres' }]]);
    expect((await zoek(`over ${BAKKER}`)).status).toBe(200);
    const b = await proef.roep<Lijst>('GET', `/objecten?objecttype=${proef.typeId('standplaats')}&zoek=markt`);
    expect([b.status, b.body.invalidParams]).toMatchObject([400, [{ name: 'zoek', code: 'geen-zoekvelden' }]]);
    // Of several types those that have them.
    expect((await proef.roep<Lijst>('GET', '/objecten?zoek=tegels')).body.resultaten.map((r) => r.gegevens.titel)).toEqual(['Losse tegels']);
  });

  it('whatever is asked, is answered, and the same while the index is being built', async () => {
    const stukken = fc.array(fc.constantFrom('fietspad', 'lantaarn', '"', "'", '\\', '-', ' or ', ':*', '&', '|', '!', '<->', '(', ')', ' ', "'s", 'C:\\straat', '%', 'é'), { minLength: 1, maxLength: 8 });
    for (const delen of fc.sample(stukken, { numRuns: 150, seed: 3 })) {
      const tekst = delen.join('');
      const met = await titels(tekst);
      expect([tekst, await inAanbouw(() => titels(tekst))]).toEqual([tekst, met]);
    }
  }, 120_000);

  it('are kept for each field, so that a field can be left out', async () => {
    const { rows } = await proef.db.query(
      `select f.velden, (select count(*)::int from object_index_woorden w where w.nr = $1 and w.woorden @@ index_zoekvraag('fietspad', $1, f.velden)) as n
       from (values (array[1]), (array[2]), (array[3]), (array[1, 2, 3]), (array[]::int[])) f(velden)`,
      [nr],
    );
    expect((rows as { n: number }[]).map((r) => r.n)).toEqual([1, 1, 1, 3, 0]);
  });

  it('of another municipality are not found, not by the function that goes before row security either', async () => {
    const bron = proef.o.draaiend.bron as Bron;
    const kandidaten = async (organisatie: string): Promise<number> => {
      const text = 'select count(*) as n from index_kandidaten(index_zoekvraag($1, $2, array[1, 2, 3]), null)';
      return (await bron.lees<{ n: number }>({ organisatie }, { name: 'proef_kandidaten', text, values: ['fietspad', nr] }))[0]?.n ?? -1;
    };
    expect([await kandidaten(OVERBRUGGE), await kandidaten(VOORBEELDSTAD)]).toEqual([3, 0]);
    const a = await proef.roep<Lijst>('POST', '/objecten/_zoek', { token: await proef.voorbeeldstad(), body: { zoek: 'fietspad' } });
    expect([a.status, a.body.invalidParams?.[0]?.code]).toEqual([400, 'geen-zoekvelden']);
  });
});
