import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JWK } from '@bronhuis/standaarden';
import { OVERBRUGGE, VOORBEELDSTAD, wachtTot } from '@bronhuis/testing';
import { gebreken, type Ontvangstbewijs } from '../src/logboek/ontvangstbewijs.ts';
import { BAKKER, DE_WIT, draai, Opzet } from './opzet.ts';

const HIER = '/verantwoording/v1';

describe('the transparency log', () => {
  let t: Opzet;
  let sleutels: JWK[];
  beforeAll(async () => {
    t = await Opzet.start();
    const { body } = await t.o.roep<{ keys: JWK[] }>('GET', `${HIER}/sleutels`, { headers: { 'x-bronhuis-organisatie': OVERBRUGGE } });
    sleutels = body.keys;
  });
  afterAll(() => t.stop());

  const bewijsVan = async (id: string, bsn = BAKKER): Promise<Ontvangstbewijs> =>
    (await t.o.roep<Ontvangstbewijs>('GET', `${HIER}/inzage/${id}/ontvangstbewijs`, { token: await t.inwoner(bsn) })).body;

  it('gives public keys only', () => {
    expect(sleutels).toEqual([{ kty: 'OKP', crv: 'Ed25519', x: expect.any(String), kid: `log-${OVERBRUGGE}`, alg: 'EdDSA', use: 'sig' }]);
  });

  it('is signed within a second or so of a new row', async () => {
    await t.leg([t.record()]);
    await wachtTot(async () => (await t.beheer.query('select 1 from logkop k join controlepunt c using (organisatie, grootte) where k.organisatie = $1', [OVERBRUGGE])).rowCount === 1, {
      ms: 2_000,
      wat: 'a checkpoint',
    });
    const { body } = await t.o.roep<{ resultaten: { grootte: number }[] }>('GET', `${HIER}/controlepunten`, { headers: { 'x-bronhuis-organisatie': OVERBRUGGE } });
    expect(body.resultaten[0]?.grootte).toBeGreaterThanOrEqual(2);
  });

  it('gives receipts that hold offline, for first, middle and last rows across tiles', async () => {
    const records = Array.from({ length: 400 }, () => t.record({ betrokkenen: [BAKKER, DE_WIT] }));
    await t.leg(records);
    for (const r of [records[0], records[199], records.at(-1)]) {
      for (const bsn of [BAKKER, DE_WIT]) {
        const bewijs = await bewijsVan(r?.id ?? '', bsn);
        expect(gebreken(bewijs, sleutels)).toEqual([]);
        expect(bewijs.pseudoniem).toBe(t.pseudoniem(bsn));
        expect(bewijs.verwerking).toMatchObject({ id: r?.id, handeling: 'Aanvraag vastgelegd' });
        expect(JSON.stringify(bewijs)).not.toContain('noor');
        expect(JSON.stringify(bewijs)).not.toContain(t.pseudoniem(bsn === BAKKER ? DE_WIT : BAKKER));
      }
    }
  });

  it('gives a receipt at once for a row that is not signed yet', async () => {
    const record = t.record();
    await t.leg([record]);
    expect(gebreken(await bewijsVan(record.id), sleutels)).toEqual([]);
  });

  it.each<[string, (b: Ontvangstbewijs) => void]>([
    ['another time', (b) => (b.verwerking.tijdstip = '2020-01-01T00:00:00.000Z')],
    ['another organisation that carried it out', (b) => (b.verwerking.uitvoerder = OVERBRUGGE)],
    ['fewer kinds of data', (b) => b.verwerking.gegevens.pop()],
    ['another role', (b) => (b.betrokkene.rol = 'omwonende')],
    ['another pseudonym', (b) => (b.pseudoniem = `k1:${'a'.repeat(43)}`)],
    ['another place', (b) => (b.index += 1)],
    ['a shortened path', (b) => b.bewijs.pop()],
    ['another root', (b) => (b.controlepunt.wortel = '00'.repeat(32))],
    ['another time of signing', (b) => (b.controlepunt.tijdstip = '2020-01-01T00:00:00.000Z')],
    ['another municipality', (b) => (b.controlepunt.organisatie = VOORBEELDSTAD)],
  ])('a receipt with %s does not hold', async (_, verander) => {
    const record = t.record({ betrokkenen: [BAKKER, DE_WIT] });
    await t.leg([record]);
    const bewijs = await bewijsVan(record.id);
    expect(gebreken(bewijs, sleutels)).toEqual([]);
    verander(bewijs);
    expect(gebreken(bewijs, sleutels)).not.toEqual([]);
  });

  it('does not hold with the key of another organisatie', async () => {
    const record = t.record();
    await t.leg([record]);
    const { body } = await t.o.roep<{ keys: JWK[] }>('GET', `${HIER}/sleutels`, { headers: { 'x-bronhuis-organisatie': VOORBEELDSTAD } });
    expect(gebreken(await bewijsVan(record.id), body.keys)).not.toEqual([]);
  });

  it('can be checked by a program that knows only two files', async () => {
    const record = t.record();
    await t.leg([record]);
    const bewijs = await bewijsVan(record.id);
    const map = await mkdtemp(join(tmpdir(), 'bewijs-'));
    const controleer = async (b: Ontvangstbewijs): Promise<string> => {
      await writeFile(join(map, 'bewijs.json'), JSON.stringify(b));
      await writeFile(join(map, 'sleutels.json'), JSON.stringify({ keys: sleutels }));
      return (await draai('logboek/verifieer-ontvangstbewijs', [join(map, 'bewijs.json'), join(map, 'sleutels.json')])).stdout;
    };
    try {
      expect(await controleer(bewijs)).toContain('Dit ontvangstbewijs klopt');
      await expect(controleer({ ...bewijs, index: bewijs.index + 2 })).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('klopt niet') });
    } finally {
      await rm(map, { recursive: true });
    }
  });
});
