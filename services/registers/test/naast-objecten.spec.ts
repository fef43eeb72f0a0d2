import { OVERBRUGGE } from '@bronhuis/testing';
import { Proef } from './hulp.ts';

// What stands beside the versions of an object: its keys, the values that its type is asked by, and where it lies.
let proef: Proef;
let beheerder: string;
let baas: string;
beforeAll(async () => {
  proef = await Proef.start();
  beheerder = await proef.token({ id: 'bas', rollen: ['applicatiebeheerder'], verwerkingsactiviteit: null });
  baas = await proef.token({ id: 'teun', rollen: ['teamleider'] });
});
afterAll(() => proef.stop());

type Json = Record<string, unknown>;
const type = (naam: string, indexen: string[], extra: Json = {}): Json => ({
  naam,
  soort: 'registratie',
  schema: {
    type: 'object',
    properties: {
      nummer: { type: 'string' },
      plaats: { type: 'string' },
      dag: { type: 'string', format: 'date' },
      bedrag: { type: 'number' },
      moment: { type: 'string', format: 'date-time' },
      actief: { type: 'boolean' },
      wijken: { type: 'array', items: { type: 'string' } },
      maten: { type: 'array', items: { type: 'number' } },
      adres: { type: 'object', properties: { straat: { type: 'string' } } },
    },
  },
  classificatie: { beschikbaarheid: 1, integriteit: 1, vertrouwelijkheid: 1 },
  betrokkenen: [],
  gegevenscategorieen: [],
  verwerkingsactiviteiten: ['VA-01'],
  geometrie: true,
  sleutel: ['/nummer'],
  indexen,
  zoekvelden: ['/plaats'],
  ...extra,
});
const INDEXEN = ['/plaats', '/dag', '/bedrag', '/moment', '/actief', '/wijken/*', '/maten/*', '/adres/straat'];

/** Of each member something, or nothing, or a text that is longer than an index keeps. */
function gegevens(n: number, versie: number): Json {
  const k = n + versie * 5;
  const leden: Json = {
    plaats: k % 2 === 0 ? 'P'.repeat(150) + String(k % 3) : 'Markt',
    dag: `2024-01-0${1 + (k % 9)}`,
    bedrag: [1e300, 0.1, -7][k % 3],
    moment: `2024-01-01T00:00:0${k % 9}.${'1'.repeat(1 + (k % 6))}Z`,
    actief: k % 2 === 0,
    wijken: [['Noord', 'Noord', 'Zuid'], [], ['Oost']][k % 3],
    maten: [[1, 1, 2], [3], []][k % 3],
    adres: [{ straat: 'Kade' }, {}][k % 2],
  };
  return { nummer: `N${n}-${versie}`, ...Object.fromEntries(Object.entries(leden).filter((_, i) => (k + i) % 4 !== 0)) };
}

const TABELLEN = ['object_sleutel', 'object_index_tekst', 'object_index_getal', 'object_index_woorden', 'object_plaats', 'object_versie', 'object_moment'];
/** Every row beside these objects, by table. */
async function ernaast(ids: readonly string[]): Promise<Record<string, string[]>> {
  const uit: Record<string, string[]> = {};
  for (const tabel of TABELLEN) {
    const { rows } = await proef.db.query<{ rij: string }>(`select x::text as rij from ${tabel} x where x.object = any($1::uuid[]) order by x::text`, [ids]);
    uit[tabel] = rows.map((r) => r.rij);
  }
  return uit;
}

async function vul(objecttype: string, aantal: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < aantal; n++) {
    const geometrie = n % 4 === 0 ? {} : { geometrie: { type: 'Point', coordinates: [5.1, 52.1] } };
    const a = await proef.roep('POST', '/objecten', { body: { objecttype, beginGeldigheid: '2024-01-01', gegevens: gegevens(n, 0), ...geometrie } });
    expect([a.status, a.tekst]).toEqual([201, expect.any(String)]);
    const id = String(a.body['id']);
    ids.push(id);
    // A later one, one that corrects it and takes its key away, and one that is still to come.
    const meer: Json[] = [{ beginGeldigheid: '2024-06-01' }, { beginGeldigheid: '2024-06-01', correctieVoor: 2 }, { beginGeldigheid: '2999-01-01' }].slice(0, n % 4);
    for (const [i, w] of meer.entries()) {
      const b = await proef.roep('PUT', `/objecten/${id}`, { body: { gegevens: gegevens(n, i + 1), ...w, ...geometrie }, headers: { 'if-match': `"${i + 1}"` } });
      expect([b.status, b.tekst]).toEqual([200, expect.any(String)]);
    }
  }
  return ids;
}

describe('what stands beside an object', () => {
  it('goes with it, whichever way it goes, and nothing of another', async () => {
    const a = await proef.roep('POST', '/objecttypen', { token: beheerder, body: type('ernaast', INDEXEN) });
    expect([a.status, a.tekst]).toEqual([201, expect.any(String)]);
    const id = String(a.body['id']);
    const ids = await vul(id, 32);
    const deel = (k: number): string[] => ids.filter((_, n) => n % 3 === k);
    const [blijft, een, samen] = [deel(0), deel(1), deel(2)];
    for (const weg of [een, samen]) for (const [tabel, rijen] of Object.entries(await ernaast(weg))) expect([tabel, rijen.length > 0]).toEqual([tabel, true]);
    // Indexes that are declared no more still have their rows.
    const minder = await proef.roep('POST', `/objecttypen/${id}/versies`, { token: beheerder, body: type('ernaast', ['/dag', '/moment'], { zoekvelden: [] }), headers: { 'if-match': '"1"' } });
    expect([minder.status, minder.tekst]).toEqual([201, expect.any(String)]);
    const eerst = await ernaast(blijft);

    for (const object of een) expect((await proef.roep('DELETE', `/objecten/${object}?grond=onterecht-geregistreerd`, { token: baas, headers: { 'if-match': '*' } })).status).toBe(204);
    await proef.alsToepassing(async (c) => {
      await c.query("select set_config('bron.organisatie', $1, false)", [OVERBRUGGE]);
      expect((await c.query('delete from object where id = any($1::uuid[])', [samen])).rowCount).toBe(samen.length);
    });
    expect(await ernaast([...een, ...samen])).toEqual(Object.fromEntries(TABELLEN.map((t) => [t, []])));
    expect(await ernaast(blijft)).toEqual(eerst);
    // Their keys are free; those of who stays are not.
    const nog = (nummer: string) => proef.roep('POST', '/objecten', { body: { objecttype: id, beginGeldigheid: '2024-01-01', gegevens: { nummer } } });
    expect([(await nog('N1-0')).status, (await nog('N0-0')).status]).toEqual([201, 409]);
  });
});

describe('the moments of the versions of an object', () => {
  it.each([['the same is refused', 0, false], ['an earlier one is refused', -1, false], ['a later one is not', 1, true]])('%s', async (_wat, ms, mag) => {
    const id = String((await proef.standplaats()).body['id']);
    const voeg = proef.alsToepassing(async (c) => {
      await c.query("select set_config('bron.organisatie', $1, false)", [OVERBRUGGE]);
      await c.query(
        `insert into object_versie (organisatie, object, versie, registratietijd, begin_geldigheid, typeversie, gegevens, betrokkenen, wie)
         select organisatie, object, 5, registratietijd + $2::int * interval '1 millisecond', begin_geldigheid, typeversie, gegevens, betrokkenen, wie
         from object_versie where object = $1 and versie = 1`,
        [id, ms],
      );
    });
    if (mag) await voeg;
    else await expect(voeg).rejects.toMatchObject({ code: '23505', constraint: 'object_versie_moment' });
    expect(await proef.tel('object_versie where object = $1', [id])).toBe(mag ? 2 : 1);
  });
});
