import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import type { Nalatenschap } from '../src/index.ts';
import { anders, ctx, kijk, OVERBRUGGE, proef, type Proef } from './hulp.ts';

// A write in one statement leaves the same as one in a transaction, or nothing.
let p: Proef;
let gewekt = 0;
beforeAll(async () => {
  p = await proef();
  p.bron.naCommit(() => gewekt++);
});
afterAll(() => p.sluit());

const met = (sleutel?: string, c = ctx, verzoekHash = 'h1') => ({ ...c, ...(sleutel ? { idempotentie: { sleutel, verzoekHash } } : {}) });
const ding = (naam: string) => {
  const kop = p.bron.nieuw(randomUUID());
  return {
    functie: 'maak_dingen',
    soorten: ['uuid', 'timestamptz', 'text'],
    naam,
    kop,
    maak: () => ({
      argumenten: [kop.id, kop.tijd.toISOString(), naam],
      event: { type: 'nl.gemeente.dingen.ding-gemaakt', data: { naam: 'niet van een persoon' } },
      regel: { verwerking: { id: kop.id }, beslissing: { id: kop.id }, onderwerp: kop.id },
    }),
    antwoord: { status: 201, body: { id: kop.id, z: 1, a: 2.5 }, onderwerp: kop.id },
  };
};
const maar = (w: ReturnType<typeof ding>, eigen: Partial<Nalatenschap>) => ({ ...w, maak: () => ({ ...w.maak(), ...eigen }) });
// A record stands by itself, or with those of the same moment in a list.
const leden = (kolom: string): string => `json_array_elements(case json_typeof(${kolom}) when 'array' then ${kolom} else json_build_array(${kolom}) end)`;
const REGELS = `select ${leden('verwerking')} as verwerking, ${leden('beslissing')} as beslissing from bron.verwerking_uit`;
const sporen = async (id: string): Promise<number[]> =>
  Promise.all(
    ['ding where id = $1', 'bron.uitgaand where onderwerp = $1', `(${REGELS}) r where r.verwerking->>'id' = $1 and r.beslissing->>'id' = $1`, 'bron.idempotentie where onderwerp = $1'].map(
      async (w) => (await kijk(p.db.beheer, `select 1 from ${w}`, [id])).length,
    ),
  );
const idVan = (uit: unknown): string => (uit as { antwoord: { body: { id: string } } }).antwoord.body.id;

it('leaves the thing, its event, its record and the answer, and wakes the relay', async () => {
  const voor = gewekt;
  const w = ding('a');
  expect(await p.bron.schrijfIneens(met(randomUUID()), w)).toEqual({ antwoord: w.antwoord, herhaald: false });
  expect(await sporen(w.kop.id)).toEqual([1, 1, 1, 1]);
  expect(gewekt).toBe(voor + 1);
  const [event] = await kijk(p.db.beheer, 'select payload::json as e from bron.uitgaand where onderwerp = $1', [w.kop.id]);
  expect(event).toMatchObject({ e: { subject: w.kop.id, sequence: '1', traceparent: ctx.traceparent, source: `urn:nld:oin:${OVERBRUGGE}:systeem:bronproef` } });
});

it('leaves no answer without a key', async () => {
  const w = ding('b');
  await p.bron.schrijfIneens(met(), w);
  expect(await sporen(w.kop.id)).toEqual([1, 1, 1, 0]);
});

it('leaves nothing when something stands in the way, and nothing wakes', async () => {
  const [voor, w] = [gewekt, ding('bezwaar')];
  expect(await p.bron.schrijfIneens(met(randomUUID()), w)).toEqual({ bezwaar: 'naam' });
  expect(await sporen(w.kop.id)).toEqual([0, 0, 0, 0]);
  expect(gewekt).toBe(voor);
});

it('leaves nothing when the database refuses', async () => {
  const w = ding('c');
  await expect(p.bron.schrijfIneens(met(), maar(w, { argumenten: ['geen-uuid', w.kop.tijd.toISOString(), 'c'] }))).rejects.toMatchObject({ code: '22P02' });
  await expect(p.bron.schrijfIneens(met(undefined, { ...ctx, organisatie: 'x' }), w)).rejects.toThrow('geen OIN');
  expect(await sporen(w.kop.id)).toEqual([0, 0, 0, 0]);
});

it('many of one moment share few transactions; what stands in the way of one, or is refused, leaves the others alone', async () => {
  const naam = randomUUID();
  const alle = Array.from({ length: 60 }, (_, i) => ding(i % 10 === 3 ? 'bezwaar' : naam));
  const fout = maar(ding(naam), { argumenten: ['geen-uuid', new Date().toISOString(), naam] });
  const onmaakbaar = { ...ding(naam), maak: () => { throw new Error('not to be made'); } };
  const goed = await Promise.all(alle.map((w) => p.bron.schrijfIneens(met(randomUUID()), w)));
  expect(goed.map((u) => 'bezwaar' in u)).toEqual(alle.map((_, i) => i % 10 === 3));
  const xmins = await kijk(p.db.beheer, 'select distinct xmin::text as x from ding where naam = $1', [naam]);
  expect(xmins.length).toBeLessThanOrEqual(5);
  for (const w of alle) expect(await sporen(w.kop.id)).toEqual(w.naam === 'bezwaar' ? [0, 0, 0, 0] : [1, 1, 1, 1]);

  const nogmaals = Array.from({ length: 8 }, () => ding(naam));
  const uit = await Promise.allSettled([...nogmaals.slice(0, 4), fout, onmaakbaar, ...nogmaals.slice(4)].map((w) => p.bron.schrijfIneens(met(), w)));
  expect(uit.map((u) => u.status)).toEqual(uit.map((_, i) => (i === 4 || i === 5 ? 'rejected' : 'fulfilled')));
});

it.each([['few', 1, 6], ['too many for a message', 20_000, 16]] as const)('the records of one moment are %s', async (_, lengte, meest) => {
  const ws = Array.from({ length: 16 }, () => {
    const w = ding('regels');
    return maar(w, { regel: { ...w.maak().regel, verwerking: { id: w.kop.id, vulling: 'x'.repeat(lengte) } } });
  });
  await Promise.all(ws.map((w) => p.bron.schrijfIneens(met(), w)));
  for (const w of ws) expect(await sporen(w.kop.id)).toEqual([1, 1, 1, 0]);
  const rijen = await kijk(p.db.beheer, `select octet_length(verwerking::text) as lengte from bron.verwerking_uit where exists (select from unnest($1::text[]) x where strpos(verwerking::text, x) > 0)`, [ws.map((w) => w.kop.id)]);
  expect(rijen.length).toBeLessThanOrEqual(meest);
  for (const r of rijen) expect((r as { lengte: number }).lengte).toBeLessThan(200_000);
});

it('one that is held up holds up no other', async () => {
  const [vast, vrij] = [ding('vast'), ding('vrij')];
  const ander = new pg.Client({ connectionString: p.db.beheer });
  await ander.connect();
  try {
    await ander.query('begin');
    await ander.query('insert into ding (organisatie, id, versie, registratietijd, naam) values ($1, $2, 1, now(), $3)', [OVERBRUGGE, vast.kop.id, 'eerder']);
    const wacht = Promise.all(Array.from({ length: 3 }, () => p.bron.schrijfIneens(met(), vast).catch((fout: { code: string }) => fout.code)));
    await setTimeout(10); // they are on their way
    await p.bron.schrijfIneens(met(), vrij);
    expect(await sporen(vrij.kop.id)).toEqual([1, 1, 1, 0]);
    await ander.query('commit');
    expect(await wacht).toEqual(['23505', '23505', '23505']);
  } finally {
    await ander.end();
  }
});

it('texts arrive as they were, whatever is in them', async () => {
  const namen = ['', ' ', '"\\', 'a\nb\tc', '{a,b}', 'NULL', 'één 🏛️ café', '\u0001', 'x'.repeat(100_000)];
  const ws = namen.map((naam) => ding(naam));
  await Promise.all(ws.map((w) => p.bron.schrijfIneens(met(), w)));
  const rijen = await kijk(p.db.beheer, 'select id, naam from ding where id = any($1)', [ws.map((w) => w.kop.id)]);
  const bij = new Map(rijen.map((r) => [(r as { id: string }).id, (r as { naam: string }).naam]));
  expect(ws.map((w) => bij.get(w.kop.id))).toEqual(namen);
});

it('keeps organisations apart, also in one moment', async () => {
  const ws = Array.from({ length: 20 }, () => ding('gemengd'));
  await Promise.all(ws.map((w, i) => p.bron.schrijfIneens(met(undefined, i % 2 ? ctx : anders), w)));
  const rijen = await kijk(p.db.beheer, "select id, organisatie from ding where naam = 'gemengd'");
  const van = new Map(rijen.map((r) => [(r as { id: string }).id, (r as { organisatie: string }).organisatie]));
  expect(ws.map((w) => van.get(w.kop.id))).toEqual(ws.map((_, i) => (i % 2 ? ctx : anders).organisatie));
});

it('gives the first answer to the same key, twenty at once through two processes; another request with it is refused', async () => {
  const sleutel = randomUUID();
  const ander = await p.nog();
  const uit = await Promise.all(Array.from({ length: 20 }, (_, i) => (i % 2 ? p.bron : ander).schrijfIneens(met(sleutel), ding(sleutel))));
  expect(new Set(uit.map(idVan)).size).toBe(1);
  expect(uit.filter((u) => 'herhaald' in u && !u.herhaald)).toHaveLength(1);
  expect(await kijk(p.db.beheer, 'select 1 from ding where naam = $1', [sleutel])).toHaveLength(1);
  await expect(p.bron.schrijfIneens(met(sleutel, ctx, 'h2'), ding(sleutel))).rejects.toMatchObject({ status: 409 });
  // a key belongs to its organisation
  expect(await p.bron.schrijfIneens(met(sleutel, anders), ding(sleutel))).toMatchObject({ herhaald: false });
});

it('shares its keys with a write in a transaction, whichever comes first', async () => {
  const sleutel = randomUUID();
  const lang = () => p.bron.schrijf(met(sleutel), async (tx) => {
    const w = ding(sleutel);
    await tx.query('insert into ding (organisatie, id, versie, registratietijd, naam) values ($1, $2, 1, $3, $4)', [tx.organisatie, w.kop.id, w.kop.tijd, sleutel]);
    return w.antwoord;
  });
  const uit = await Promise.all(Array.from({ length: 16 }, async (_, i) => (i % 2 ? { antwoord: await lang() } : p.bron.schrijfIneens(met(sleutel), ding(sleutel)))));
  expect(new Set(uit.map(idVan)).size).toBe(1);
  expect(await kijk(p.db.beheer, 'select 1 from ding where naam = $1', [sleutel])).toHaveLength(1);
});
