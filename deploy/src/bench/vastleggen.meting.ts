import pg from 'pg';
import { setTimeout as wacht } from 'node:timers/promises';
import { Pseudonimiseerder, type PseudoniemSleutels } from '@bronhuis/verwerking';
import { uuidv7 } from '@bronhuis/standaarden';
import { cijfer, minstens, type Meting } from './cijfer.ts';
import { OVERBRUGGE, type Suite } from './suite.ts';

const AANTAL = 20_000;

/** Records from the outbox of registers until they are durable, in the log of verantwoording. */
export const vastleggen: Meting = {
  naam: 'vastleggingen in verantwoording',
  meet: (suite, meld) => suite.alleen(['registers', 'verantwoording'], () => meetVastleggen(suite, meld)),
};

async function meetVastleggen(suite: Suite, meld: (tekst: string) => void): ReturnType<Meting['meet']> {
  const pseudoniemen = Pseudonimiseerder.uitMap(suite.geheim<PseudoniemSleutels>('pseudoniem.json'));
  const wie = ['999993021', '999993033'].map((b) => pseudoniemen.pseudoniem(OVERBRUGGE, 'bsn', b));
  const regels = Array.from({ length: AANTAL }, () => JSON.stringify(regel(wie)));
  const registers = new pg.Pool({ connectionString: suite.beheerUrl('registers'), max: 2 });
  const verantwoording = new pg.Pool({ connectionString: suite.beheerUrl('verantwoording'), max: 2 });
  try {
    meld('kaal: dezelfde regels in een tabel, 500 per keer');
    const kaal = await schrijfKaal(registers, regels);
    meld(`${AANTAL} vastleggingen`);
    // The head of the log is written in the transaction of its rows; counting those would cost what is to be measured.
    const grootte = async (): Promise<number> => Number((await verantwoording.query<{ n: string }>('select coalesce(sum(grootte), 0) as n from logkop')).rows[0]?.n);
    const tel = async (): Promise<number> => Number((await verantwoording.query<{ n: string }>('select count(*) as n from verwerking')).rows[0]?.n);
    await rustig(registers, grootte);
    const [eerst, begingrootte] = [await tel(), await grootte()];
    const rijen = AANTAL * (1 + wie.length);
    // One transaction: they become visible, and start to move, all at once.
    const client = await registers.connect();
    await client.query('begin');
    for (let n = 0; n < AANTAL; n += 1_000) {
      await client.query('insert into bron.verwerking_uit (organisatie, verwerking) select $1, v::json from unnest($2::text[]) v', [OVERBRUGGE, regels.slice(n, n + 1_000)]);
    }
    await client.query('commit');
    client.release();
    const begin = performance.now();
    while ((await grootte()) < begingrootte + rijen) {
      if (performance.now() - begin > 120_000) throw new Error(`na twee minuten zijn er ${(await tel()) - eerst} van ${AANTAL} vastleggingen`);
      await wacht(20);
    }
    const perSeconde = AANTAL / ((performance.now() - begin) / 1000);
    const erbij = (await tel()) - eerst;
    if (erbij !== AANTAL) throw new Error(`er staan ${erbij} vastleggingen in het logboek en geen ${AANTAL}`);
    return [cijfer('vastleggingen duurzaam in verantwoording', perSeconde, 'per s', { kaal, doel: minstens(5_000) })];
  } finally {
    await registers.end();
    await verantwoording.end();
  }
}

/** What earlier measurements sent has arrived: no new records for two seconds, and nothing waits. */
async function rustig(registers: pg.Pool, tel: () => Promise<number>): Promise<void> {
  for (let vorige = -1, n = 0; n < 120; n++) {
    const { rowCount } = await registers.query('select 1 from bron.verwerking_uit where verzonden is null limit 1');
    const nu = await tel();
    if (rowCount === 0 && nu === vorige) return;
    vorige = nu;
    await wacht(2_000);
  }
}

function regel(wie: string[]): object {
  const id = uuidv7();
  return {
    id,
    traceId: id.replaceAll('-', ''),
    spanId: id.replaceAll('-', '').slice(16),
    tijdstip: new Date().toISOString(),
    organisatie: OVERBRUGGE,
    uitvoerder: OVERBRUGGE,
    component: 'registers',
    activiteit: 'VA-01',
    activiteitVersie: 1,
    handeling: 'Aanvraag geraadpleegd',
    gegevens: ['naam', 'adres', 'aanvraag'],
    object: { soort: 'dossier', id: uuidv7(), kenmerk: 'Z-0147' },
    betrokkenen: wie.map((pseudoniem) => ({ soort: 'bsn', pseudoniem, rol: 'aanvrager' })),
    gebruiker: { soort: 'medewerker', id: 'noor' },
    applicatie: 'zaaksysteem',
    geweigerd: false,
  };
}

async function schrijfKaal(pool: pg.Pool, regels: string[]): Promise<number> {
  await pool.query('drop table if exists public.bench_regels');
  await pool.query('create table public.bench_regels (id bigint generated always as identity primary key, regel jsonb not null)');
  const begin = performance.now();
  for (let n = 0; n < regels.length; n += 500) {
    await pool.query('insert into public.bench_regels (regel) select r::jsonb from unnest($1::text[]) r', [regels.slice(n, n + 500)]);
  }
  const perSeconde = regels.length / ((performance.now() - begin) / 1000);
  await pool.query('drop table public.bench_regels');
  return perSeconde;
}

