import { readFileSync } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';
import type { Draaiend } from '@bronhuis/component';
import { OVERBRUGGE, Proces, VOORBEELDSTAD, wachtTot } from '@bronhuis/testing';
import { BAKKER, P, Proef } from './hulp.ts';
import { Bulkproef, kaart, ndjson, regel } from './bulk-hulp.ts';
import { omgevingVan, tweede } from './tweede.ts';

// A delivery outlives the process that works on it, and two of them do nothing twice.
let proef: Proef;
let bulk: Bulkproef;
beforeAll(async () => {
  proef = await Proef.start();
  bulk = new Bulkproef(proef);
});
afterAll(() => proef.stop());

const TEKST = 'x'.repeat(800);
/** About 1 KB each. */
const regels = (aantal: number, voor = 'N'): string => ndjson(Array.from({ length: aantal }, (_, i) => regel(`${voor}${i}`, {}, { plaats: `${TEKST}${i}`, houder: { bsn: BAKKER } })));

/** Every object has one version, was told of once, and stands in the count; the records are as many as the events. */
async function controleer(type: string, opdracht: string, aantal: number): Promise<void> {
  expect(await proef.tel('object where objecttype = $1', [type])).toBe(aantal);
  expect(await proef.tel('object_versie v join object o on o.id = v.object where o.objecttype = $1', [type])).toBe(aantal);
  const events = await proef.gebeurtenissen(opdracht);
  const genoemd = events.flatMap((e) => (e.data['aangemaakt'] as { object: string }[]).map((o) => o.object));
  expect([genoemd.length, new Set(genoemd).size]).toEqual([aantal, aantal]);
  expect(new Set(events.map((e) => e.sequence)).size).toBe(events.length);
  expect(await proef.tel("bron.verwerking_uit where verwerking->'object'->>'id' = $1", [opdracht])).toBe(events.length);
}

describe('a process of the component that is killed', () => {
  it.each(['doorgaan', 'alles-of-niets'])('during a delivery (%s) leaves nothing half, and the next one goes on', async (modus) => {
    const type = await bulk.maakType(kaart(`kaart-${modus}`));
    const aantal = 20_000;
    const proces = await Proces.start({ project: 'services/registers', env: omgevingVan(proef.o, proef.o.gegevensMap), logboek: join(proef.o.gegevensMap, 'proces.log') });
    const a = await fetch(`${proces.url}${P}/objecttypen/${type}/_bulk?modus=${modus}`, {
      method: 'POST', body: regels(aantal), headers: { authorization: `Bearer ${await proef.token()}`, 'content-type': 'application/x-ndjson', 'idempotency-key': modus },
    });
    const { id } = (await a.json()) as { id: string };
    expect(a.status).toBe(202);
    // The process that took it works on it: kill it as soon as that can be seen, or, when nothing may be seen, in the middle.
    if (modus === 'doorgaan') await wachtTot(async () => (await proef.tel('object where objecttype = $1', [type])) > 0, { ms: 20_000, stap: 5, wat: 'the first piece' });
    else await wachtTot(async () => (await proef.tel("pg_stat_activity where datname = current_database() and state like '%transaction%' and query like '%object%'")) > 0, { ms: 20_000, stap: 2, wat: 'the transaction' });
    await proces.dood();
    const toen = await proef.tel('object where objecttype = $1', [type]);
    expect(modus === 'doorgaan' ? toen % 1_000 : toen).toBe(0);
    expect(toen).toBeLessThan(aantal);
    const stand = await bulk.wacht(id);
    expect([stand.status, stand.aangemaakt, stand.fout]).toEqual(['klaar', aantal, 0]);
    await controleer(type, id, aantal);
  }, 120_000);
});

describe('two processes on one database', () => {
  let ander: Draaiend;
  beforeAll(async () => {
    ander = await tweede(proef.o, proef.o.gegevensMap);
  });
  afterAll(() => ander.stop());

  it('do no piece twice, and of the same keys make each object once', async () => {
    const type = await bulk.maakType(kaart('kaart-twee'));
    const inhoud = regels(6_000);
    const token = await proef.token();
    const lever = async (url: string, sleutel: string): Promise<string> => {
      const a = await fetch(`${url}${P}/objecttypen/${type}/_bulk?modus=doorgaan`, { method: 'POST', body: inhoud, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson', 'idempotency-key': sleutel } });
      return ((await a.json()) as { id: string }).id;
    };
    const ids = await Promise.all([lever(proef.o.url, 'een'), lever(ander.url, 'twee')]);
    const standen = await Promise.all(ids.map((id) => bulk.wacht(id)));
    expect(standen.map((s) => [s.status, s.fout])).toEqual([['klaar', 0], ['klaar', 0]]);
    expect([standen.reduce((n, s) => n + s.aangemaakt, 0), standen.reduce((n, s) => n + s.ongewijzigd, 0)]).toEqual([6_000, 6_000]);
    expect(await proef.tel('object where objecttype = $1', [type])).toBe(6_000);
    expect(await proef.tel('object_versie v join object o on o.id = v.object where o.objecttype = $1', [type])).toBe(6_000);
  }, 60_000);
});

describe('a delivery that breaks off on its way', () => {
  it('changes nothing, and can be sent again with the same key', async () => {
    const type = await bulk.maakType(kaart('kaart-afgebroken'));
    const voor = await proef.tel('bulkopdracht');
    const { hostname, port } = new URL(proef.o.url);
    const verzoek = http.request({ hostname, port, method: 'POST', path: `${P}/objecttypen/${type}/_bulk`, headers: { authorization: `Bearer ${await proef.token()}`, 'content-type': 'application/x-ndjson', 'idempotency-key': 'afgebroken', 'transfer-encoding': 'chunked' } });
    const weg = new Promise((klaar) => verzoek.on('error', klaar));
    verzoek.write(regels(500));
    await new Promise((verder) => setTimeout(verder, 200));
    verzoek.destroy();
    await weg;
    await new Promise((verder) => setTimeout(verder, 300));
    expect([await proef.tel('bulkopdracht'), await proef.tel('object where objecttype = $1', [type])]).toEqual([voor, 0]);
    const opnieuw = await bulk.lever(type, regels(500), { sleutel: 'afgebroken' });
    expect((await bulk.wacht(opnieuw.body.id)).aangemaakt).toBe(500);
  });
});

/** A heap as an installation gives it: V8 takes what it may have, whatever it needs. */
const HEAP = '--max-old-space-size=160 --max-semi-space-size=16';

describe('a delivery of a hundred thousand lines', () => {
  it('is held in a bounded memory', async () => {
    const type = await bulk.maakType(kaart('kaart-veel'));
    const proces = await Proces.start({ project: 'services/registers', env: { ...omgevingVan(proef.o, proef.o.gegevensMap), NODE_OPTIONS: HEAP }, logboek: join(proef.o.gegevensMap, 'veel.log') });
    let hoogst = 0;
    const meter = setInterval(() => (hoogst = Math.max(hoogst, rssVan(proces.pid ?? 0))), 50);
    try {
      const a = await fetch(`${proces.url}${P}/objecttypen/${type}/_bulk?modus=doorgaan`, {
        method: 'POST', body: regels(100_000), headers: { authorization: `Bearer ${await proef.token()}`, 'content-type': 'application/x-ndjson', 'idempotency-key': 'veel' },
      });
      const { id } = (await a.json()) as { id: string };
      const stand = await bulk.wacht(id);
      expect([stand.status, stand.aangemaakt]).toEqual(['klaar', 100_000]);
      expect(hoogst).toBeLessThan(300 * 1_048_576);
      await controleer(type, id, 100_000);
    } finally {
      clearInterval(meter);
      await proces.stop();
    }
  }, 600_000);
});

describe('another municipality', () => {
  it('loads into its own register only', async () => {
    const [hier, daar] = [await bulk.maakType(kaart('kaart-huurder')), await bulk.maakType(kaart('kaart-huurder'), VOORBEELDSTAD)];
    const token = await proef.voorbeeldstad();
    expect((await bulk.lever(hier, ndjson([regel('A')]), { token })).status).toBe(404);
    const stand = await bulk.doe(daar, [regel('A')], 'doorgaan', token);
    expect(stand.aangemaakt).toBe(1);
    expect((await proef.roep('GET', `/bulkopdrachten/${stand.id}`)).status).toBe(404);
    expect([await proef.tel('object where organisatie = $1 and objecttype = $2', [VOORBEELDSTAD, daar]), await proef.tel('object where organisatie = $1 and objecttype = $2', [OVERBRUGGE, hier])]).toEqual([1, 0]);
  });
});

const rssVan = (pid: number): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1_024;
