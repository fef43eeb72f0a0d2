import { mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Proef } from './hulp.ts';
import { Objectsbron, record, uuid } from './objectsbron.ts';
import { Doel } from '../src/overname/doel.ts';
import { ObjectsApi } from '../src/overname/objectsapi.ts';
import type { Brontype } from '../src/overname/objectsapi.ts';
import { Verhuizing } from '../src/overname/verhuizing.ts';
import { toonVerslag } from '../src/overname/verslag.ts';
import { Voortgang } from '../src/overname/voortgang.ts';

let proef: Proef;
const map = mkdtempSync(join(tmpdir(), 'verhuizing-'));
beforeAll(async () => void (proef = await Proef.start()));
afterAll(async () => {
  await proef.stop();
  rmSync(map, { recursive: true });
});

const SCHEMA = (extra: object = {}) => ({ type: 'object', required: ['soort'], properties: { soort: { type: 'string' }, hoogte: { type: 'number' }, geplant: { type: 'string', format: 'date' }, ...extra } });

/** A source with a type of three versions and some dozens of trees, of which some have a history. */
async function opstelling(naam: string) {
  const bron = new Objectsbron(uuid());
  bron.versies.push(
    { version: 1, status: 'deprecated', jsonSchema: SCHEMA() },
    { version: 2, status: 'published', jsonSchema: SCHEMA({ park: { type: 'string' } }) },
    { version: 3, status: 'draft', jsonSchema: SCHEMA({ park: { type: 'string' }, nieuw: { type: 'boolean' } }) },
  );
  for (let n = 0; n < 45; n++) {
    const id = uuid();
    const boom = (hoogte: number) => ({ soort: n % 2 ? 'eik' : 'beuk', hoogte });
    const records = [record(1, '2020-01-01', boom(n))];
    if (n % 3 === 0) records.push(record(2, '2022-05-01', { ...boom(n + 1), park: 'Noord' }, { typeVersion: 2, registrationAt: '2022-06-01' }));
    if (n % 9 === 0) records.push(record(3, '2022-05-01', { ...boom(n + 2), park: 'Zuid' }, { typeVersion: 2, registrationAt: '2023-06-01', correctionFor: 2, geometry: { type: 'Point', coordinates: [5.1, 52.1] } }));
    bron.objecten.set(id, records);
  }
  const url = await bron.start();
  const api = new ObjectsApi({ url, autorisatie: async () => 'Token daar' });
  const applicatie = await proef.token({ soort: 'applicatie', id: 'zaaksysteem', rollen: [] });
  const beheerder = await proef.token({ id: 'bas', rollen: ['applicatiebeheerder'], verwerkingsactiviteit: 'VA-01' });
  const doel = new Doel({ url: proef.o.url, autorisatie: async () => `Bearer ${applicatie}` }, await proef.o.apiToken({ alleTypen: 'lezen' }), beheerder);
  const bestand = join(map, naam);
  const begin = () => new Verhuizing(api, doel, new Voortgang(bestand), () => undefined);
  let type: Brontype | undefined;
  for await (const t of begin().typen()) type = t;
  if (!type) throw new Error('the source has no type');
  return { bron, begin, type, bestand };
}

describe('moving in', () => {
  it('brings types, objects and their whole history, and finds both sides equal', async () => {
    const { bron, begin, type } = await opstelling('heel');
    await begin().neemTypeOver(type);
    const verslag = await begin().neemObjectenOver(type);
    expect(verslag).toMatchObject({ objecten: { bron: 45, overgenomen: 45, ongewijzigd: 0 }, records: 65, anders: [], geweigerd: [] });
    const controle = await begin().controleer(type);
    expect(controle).toMatchObject({ objecten: { bron: 45, hier: 45 }, records: { bron: 65, hier: 65 }, verschillen: [] });
    expect(controle.som.bron).toBe(controle.som.hier);
    expect(toonVerslag([{ ...verslag, controle }])).toContain('som gelijk');
    await bron.stop();
  });

  it('sees what is not the same afterwards', async () => {
    const { bron, begin, type } = await opstelling('anders');
    await begin().neemTypeOver(type);
    await begin().neemObjectenOver(type);
    const [eerste, tweede] = [...bron.objecten];
    if (!eerste || !tweede) throw new Error('the source is empty');
    eerste[1][0] = record(1, '2020-01-01', { soort: 'es' });
    bron.objecten.set(uuid(), [record(1, '2020-01-01', { soort: 'linde' })]);
    tweede[1].push(record(2, '2024-01-01', { soort: 'beuk' }));
    const { verschillen, som, objecten } = await begin().controleer(type);
    expect(verschillen.map((v) => v.reden).sort()).toEqual([expect.stringContaining('heeft daar 2 records en hier 1'), 'is hier niet', expect.stringContaining('record 1 verschilt in data')]);
    expect(som.bron).not.toBe(som.hier);
    expect(objecten).toEqual({ bron: 46, hier: 45 });
    await bron.stop();
  });

  it('goes on where it was, whatever broke off, and takes nothing twice', async () => {
    const { bron, begin, type, bestand } = await opstelling('breuk');
    await begin().neemTypeOver(type);
    let weg = 0;
    bron.storing = (pad) => (pad.endsWith('/history') && ++weg > 25 ? 403 : null);
    await expect(begin().neemObjectenOver(type)).rejects.toThrow('403');
    bron.storing = () => null;
    const over = await begin().neemObjectenOver(type);
    expect(over.objecten.overgenomen + over.objecten.overgeslagen + over.objecten.ongewijzigd).toBe(45);
    // A line that a fault cut off is as if it were not there.
    truncateSync(bestand, readFileSync(bestand).length - 3);
    expect((await begin().neemObjectenOver(type)).objecten).toMatchObject({ overgenomen: 0, ongewijzigd: 1, overgeslagen: 44 });
    expect(await proef.tel('object where objecttype = $1', [type.uuid])).toBe(45);
    await bron.stop();
  });

  it('tries again what is busy or away', async () => {
    const { bron, begin, type } = await opstelling('druk');
    await begin().neemTypeOver(type);
    bron.storing = (_, nr) => (nr % 7 === 0 ? 503 : nr % 11 === 0 ? 0 : null);
    expect((await begin().neemObjectenOver(type)).objecten.overgenomen).toBe(45);
    await bron.stop();
  }, 60_000);

  it('brings later what the source got since, and says what cannot be the same', async () => {
    const { bron, begin, type } = await opstelling('later');
    await begin().neemTypeOver(type);
    await begin().neemObjectenOver(type);
    const [id, records] = [...bron.objecten][1] ?? [];
    if (!id || !records) throw new Error('the source is empty');
    records.push(record(2, '2023-01-01', { soort: 'eik' }), record(3, '2021-01-01', { soort: 'eik', hoogte: 9 }, { geometry: { type: 'Point', coordinates: [999, 0] } }));
    const geweigerd = await begin().neemObjectenOver(type);
    expect(geweigerd.geweigerd).toEqual([{ object: id, redenen: [expect.stringContaining('versies.2.geometrie')] }]);
    records[2] = record(3, '2021-01-01', { soort: 'eik', hoogte: 9 });
    const verslag = await begin().neemObjectenOver(type);
    expect(verslag).toMatchObject({ objecten: { overgenomen: 1, overgeslagen: 44 }, records: 2, geweigerd: [] });
    expect(verslag.anders).toEqual([{ object: id, index: 3, reden: expect.stringContaining('hier is dat een correctie') }]);
    await bron.stop();
  });
});
