import { decodeProtectedHeader, type JWK } from 'jose';
import { VasteKlok } from '@bronhuis/standaarden';
import { maakBundeldienst } from '../src/bundel/bundeldienst.ts';
import { opent, PAD, ZAAKSYSTEEM, type Huis } from './omgeving.ts';

const begin = new Date();
const klok = new VasteKlok(begin);
let huis: Huis;
beforeAll(async () => {
  huis = await opent({ klok });
});
afterAll(() => huis.stop());

const kids = async (): Promise<string[]> => (await huis.roep<{ keys: JWK[] }>('GET', `${PAD}/jwks`)).body.keys.map((k) => k.kid as string);
const bundelkids = async (): Promise<string[]> => {
  await huis.draaiend.bundelhouder!.peil();
  return huis.draaiend.bundelhouder!.huidige().bundel.jwks.map((k) => k.kid as string).sort();
};
const tekent = async (): Promise<string> => decodeProtectedHeader((await huis.vraagToken(ZAAKSYSTEEM)).access_token!).kid as string;
const roteer = async (): Promise<void> => {
  const { sleutels } = await maakBundeldienst({ bron: huis.draaiend.bron!, klok, config: { GEHEIMEN_MAP: huis.geheimen.map, PUBLIEKE_URL: 'https://bronhuis.example' } });
  await sleutels.zorg(true);
};
const op = (minuten: number): void => klok.zet(new Date(begin.getTime() + minuten * 60_000));

describe('rotatie van tokensleutels (OAuth NL GOV 2.7)', () => {
  it('publiceert de volgende sleutel voordat zij tekent, en de vorige tot haar tokens voorbij zijn', async () => {
    const [eerste, volgende] = await kids();
    expect(await kids()).toHaveLength(2);
    expect(await tekent()).toBe(eerste);
    const token = await huis.als('bas');

    // Asked at once: nobody may sign yet with what was published a moment ago.
    await roteer();
    expect(await tekent()).toBe(eerste);
    expect(await bundelkids()).toContain(volgende);

    op(2);
    expect(await tekent()).toBe(volgende);
    expect(await kids()).toEqual(expect.arrayContaining([eerste, volgende]));
    expect(await kids()).toHaveLength(3);
    // The token of before the rotation still holds.
    await huis.draaiend.bundelhouder!.peil();
    expect((await huis.roep('GET', `${PAD}/applicaties`, { token })).status).toBe(200);

    op(20);
    await huis.draaiend.bundelhouder!.peil();
    expect(await kids()).not.toContain(eerste);
    expect(await bundelkids()).toEqual((await kids()).sort());
  });

  it('bewaart de geheime sleutel versleuteld, en geeft haar nooit', async () => {
    const { tekst } = await huis.roep('GET', `${PAD}/jwks`);
    expect(tekst).not.toMatch(/"(d|p|q)":/);
    const rijen = await huis.sql<{ prive: Buffer }>('select prive from tokensleutel');
    for (const { prive } of rijen) expect(prive.toString('latin1')).not.toContain('"d"');
  });

  it('wisselt vanzelf na dertig dagen', async () => {
    const voor = await tekent();
    op(31 * 24 * 60);
    await huis.draaiend.bundelhouder!.peil();
    expect(await tekent()).not.toBe(voor);
  });

  it('begint een rotatie maar één keer als twee processen het tegelijk doen', async () => {
    op(40 * 24 * 60);
    await Promise.all([roteer(), roteer(), roteer()]);
    expect(await huis.sql('select 1 from tokensleutel where vanaf is null')).toHaveLength(1);
    expect(await huis.sql('select 1 from tokensleutel where tot is null and vanaf is not null')).toHaveLength(1);
  });
});
