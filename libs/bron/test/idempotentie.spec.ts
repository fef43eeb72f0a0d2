import { randomUUID } from 'node:crypto';
import { Probleem } from '@bronhuis/standaarden';
import type { Antwoord, Tx } from '../src/index.ts';
import { anders, ctx, kijk, OVERBRUGGE, proef, VOEG, type Proef } from './hulp.ts';

let p: Proef;

beforeAll(async () => {
  p = await proef({ poolgrootte: 8 });
});
afterAll(() => p.sluit());

const metSleutel = (sleutel: string, verzoekHash = 'h1') => ({ ...ctx, idempotentie: { sleutel, verzoekHash } });

/** Makes a new thing with each run; so two runs show. */
const maakDing = (naam: string) => async (tx: Tx): Promise<Antwoord> => {
  const kop = tx.nieuw(randomUUID());
  await tx.query(VOEG, [tx.organisatie, kop.id, kop.versie, kop.tijd, naam]);
  tx.emit(kop, { type: 'nl.gemeente.dingen.ding-gemaakt', data: {} });
  return { status: 201, body: { id: kop.id, volgorde: { z: 1, a: 2.5 } }, headers: { location: `/dingen/${kop.id}` }, onderwerp: kop.id };
};
const aantal = async (naam: string) => (await kijk(p.db.beheer, 'select 1 from ding where naam = $1', [naam])).length;

describe('the same key gets the first answer', () => {
  it('one after the other, byte for byte', async () => {
    const naam = randomUUID();
    const eerste = await p.bron.schrijf(metSleutel(naam), maakDing(naam));
    const tweede = await p.bron.schrijf(metSleutel(naam), () => Promise.reject(new Error('het werk wordt niet herhaald')));
    const { onderwerp: _, ...antwoord } = eerste;
    expect(JSON.stringify(tweede)).toBe(JSON.stringify(antwoord));
    expect(await aantal(naam)).toBe(1);
  });

  it('twenty at once', async () => {
    const naam = randomUUID();
    const antwoorden = await Promise.all(Array.from({ length: 20 }, () => p.bron.schrijf(metSleutel(naam), maakDing(naam))));
    expect(new Set(antwoorden.map((a) => JSON.stringify(a.body))).size).toBe(1);
    expect(await aantal(naam)).toBe(1);
    const { id } = antwoorden[0]?.body as { id: string };
    expect(await kijk(p.db.beheer, 'select 1 from bron.uitgaand where onderwerp = $1', [id])).toHaveLength(1);
  });

  it('through two processes of the component', async () => {
    const naam = randomUUID();
    const ander = await p.nog();
    const bronnen = [p.bron, ander];
    const antwoorden = await Promise.all(Array.from({ length: 12 }, (_, i) => (bronnen[i % 2] ?? p.bron).schrijf(metSleutel(naam), maakDing(naam))));
    expect(new Set(antwoorden.map((a) => JSON.stringify(a.body))).size).toBe(1);
    expect(await aantal(naam)).toBe(1);
  });

  it('after a slow first one, that the second waits for', async () => {
    const naam = randomUUID();
    let losgelaten = (): void => undefined;
    const wacht = new Promise<void>((klaar) => (losgelaten = klaar));
    const volgorde: string[] = [];
    const eerste = p.bron.schrijf(metSleutel(naam), async (tx) => {
      volgorde.push('eerste begint');
      await wacht;
      return maakDing(naam)(tx);
    });
    while (volgorde.length === 0) await new Promise((klaar) => setTimeout(klaar, 5));
    const tweede = p.bron.schrijf(metSleutel(naam), maakDing(naam)).then((a) => (volgorde.push('tweede klaar'), a));
    await new Promise((klaar) => setTimeout(klaar, 150));
    expect(volgorde).toEqual(['eerste begint']);
    losgelaten();
    expect((await tweede).body).toEqual((await eerste).body);
  });
});

describe('what is not the same request', () => {
  it('another request under the same key is a conflict', async () => {
    const naam = randomUUID();
    await p.bron.schrijf(metSleutel(naam), maakDing(naam));
    const ander = p.bron.schrijf(metSleutel(naam, 'h2'), maakDing(naam));
    await expect(ander).rejects.toMatchObject({ status: 409, code: 'idempotency-key-hergebruikt' });
    expect(await aantal(naam)).toBe(1);
  });

  it('the same key of another organisation is another key', async () => {
    const naam = randomUUID();
    const a = await p.bron.schrijf(metSleutel(naam), maakDing(naam));
    const b = await p.bron.schrijf({ ...anders, idempotentie: { sleutel: naam, verzoekHash: 'h1' } }, maakDing(naam));
    expect(b.body).not.toEqual(a.body);
  });

  it('without a key every request is new', async () => {
    const naam = randomUUID();
    await p.bron.schrijf(ctx, maakDing(naam));
    await p.bron.schrijf(ctx, maakDing(naam));
    expect(await aantal(naam)).toBe(2);
  });
});

describe('a first one that failed', () => {
  it('leaves the key free', async () => {
    const naam = randomUUID();
    const mislukt = p.bron.schrijf(metSleutel(naam), async (tx) => {
      await maakDing(naam)(tx);
      throw Probleem.conflict('Nu niet.');
    });
    await expect(mislukt).rejects.toMatchObject({ status: 409 });
    expect((await p.bron.schrijf(metSleutel(naam), maakDing(naam))).status).toBe(201);
    expect(await aantal(naam)).toBe(1);
  });

  it('lets whoever waited do the work', async () => {
    const naam = randomUUID();
    const eerste = p.bron.schrijf(metSleutel(naam), async () => {
      await new Promise((klaar) => setTimeout(klaar, 100));
      throw new Error('stuk');
    });
    await new Promise((klaar) => setTimeout(klaar, 30));
    const tweede = p.bron.schrijf(metSleutel(naam), maakDing(naam));
    await expect(eerste).rejects.toThrow('stuk');
    expect((await tweede).status).toBe(201);
  });
});

it('keeps an answer for seven days, and no longer', async () => {
  const [oud, jong] = [randomUUID(), randomUUID()];
  for (const s of [oud, jong]) await p.bron.schrijf(metSleutel(s), maakDing(s));
  await kijk(p.db.beheer, "update bron.idempotentie set aangemaakt = now() - interval '8 days' where organisatie = $1 and sleutel = $2", [OVERBRUGGE, oud]);
  await p.bron.werker.query('select bron.ruim_op()');
  const over = await kijk<{ sleutel: string }>(p.db.beheer, 'select sleutel from bron.idempotentie where sleutel = any($1)', [[oud, jong]]);
  expect(over).toEqual([{ sleutel: jong }]);
});
