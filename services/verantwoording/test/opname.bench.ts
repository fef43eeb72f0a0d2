// Figures of the ingest: node services/verantwoording/dist/test/opname.bench.js [records]
import { pathToFileURL } from 'node:url';
import { nieuweTrace } from '@bronhuis/standaarden';
import { OVERBRUGGE, wachtTot } from '@bronhuis/testing';
import { voegToe } from '../src/logboek/logboek.store.ts';
import { logsleutels, verifieer } from '../src/logboek/verificatie.ts';
import { ontvouw, zoutbron } from '../src/verwerkingen/ontvouw.ts';
import { leesRecord } from '../src/verwerkingen/record.ts';
import { BAKKER, DE_WIT, Opzet } from './opzet.ts';

export interface Cijfer {
  subject: string;
  name: string;
  value: number;
  unit: string;
  baseline: number | null;
  ratio: number | null;
  goal: number | null;
  met: boolean | null;
}

const PER_KEER = 300;

/** The same three rows of each processing, from arrays, without log, keys or checks: what PostgreSQL does for a bare INSERT. */
const KAAL = `with r as (insert into kaal (id, tekst) select * from unnest($1::uuid[], $2::text[]) returning id)
  insert into kaal_kind (id, nr, tekst) select id, nr, repeat('x', 200) from r, generate_series(1, 2) nr`;

const perSeconde = async (aantal: number, werk: () => Promise<void>): Promise<number> => {
  const begin = performance.now();
  await werk();
  return Math.round(aantal / ((performance.now() - begin) / 1000));
};

export async function meetOpname(aantal = 10_000): Promise<Cijfer[]> {
  const t = await Opzet.start();
  try {
    const { bron } = t.o.draaiend;
    if (!bron) throw new Error('no database');
    const records = (n: number): ReturnType<Opzet['record']>[] => Array.from({ length: n }, () => t.record({ betrokkenen: [BAKKER, DE_WIT] }));
    const keren = aantal / PER_KEER;
    await t.beheer.query('create table kaal (id uuid primary key, tekst text); create table kaal_kind (id uuid, nr integer, tekst text, primary key (id, nr))');
    const rijen = records(aantal);
    const kaal = await perSeconde(aantal, async () => {
      for (let i = 0; i < keren; i++) {
        const deel = rijen.slice(i * PER_KEER, (i + 1) * PER_KEER);
        await t.beheer.query(KAAL, [deel.map((r) => r.id), deel.map((r) => JSON.stringify(r))]);
      }
    });
    const zout = zoutbron();
    const klaar = rijen.map((r) => ontvouw(leesRecord(r, OVERBRUGGE), null, zout));
    const opslag = await perSeconde(aantal, async () => {
      for (let i = 0; i < keren; i++) {
        await bron.transactie({ organisatie: OVERBRUGGE, traceparent: nieuweTrace() }, (tx) => voegToe(tx, klaar.slice(i * PER_KEER, (i + 1) * PER_KEER), new Date()));
      }
    });
    // The head of the log tells how far it is: counting its rows would cost what is to be measured.
    const grootte = async (): Promise<number> => Number((await t.beheer.query<{ grootte: string }>('select grootte from logkop')).rows[0]?.grootte);
    const voor = await grootte();
    const stroom = records(aantal);
    // The log is held while the stream is filled: what is measured is the ingest, not the producer.
    await t.beheer.query('begin');
    await t.beheer.query('select 1 from logkop for update');
    await t.zend(stroom);
    await t.beheer.query('commit');
    const keten = await perSeconde(aantal, async () => {
      await wachtTot(async () => (await grootte()) >= voor + 3 * aantal, { ms: 120_000, stap: 20, wat: 'all records durable' });
    });
    if ((await t.tel('verwerking')) !== 2 * aantal) throw new Error('not every record is in the log once');
    let heel = false;
    const controle = await perSeconde(6 * aantal, async () => {
      heel = (await verifieer(t.o.db.eigenaar, await logsleutels(t.o.geheimen.map))).every((r) => r.bevindingen.length === 0);
    });
    if (!heel) throw new Error('the log is not whole after the measurement');
    const cijfer = (name: string, value: number, unit: string, baseline: number | null, goal: number | null): Cijfer => ({
      subject: 'verantwoording', name, value, unit, baseline, ratio: baseline ? Math.round((value / baseline) * 100) / 100 : null, goal, met: goal === null ? null : value >= goal,
    });
    return [
      cijfer('records into the log, store alone', opslag, 'records/s', kaal, null),
      cijfer('records durable, from the stream', keten, 'records/s', kaal, 5_000),
      cijfer('rows verified', controle, 'rows/s', null, null),
    ];
  } finally {
    await t.stop();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.table(await meetOpname(Number(process.argv[2] ?? 10_000)));
