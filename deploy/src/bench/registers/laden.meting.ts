import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as wacht } from 'node:timers/promises';
import pg from 'pg';
import { request } from 'undici';
import { uuidv7 } from '@bronhuis/standaarden';
import { cijfer, hoogstens, minstens, type Meting } from '../cijfer.ts';
import { geheugenVan } from '../proces.ts';
import { OVERBRUGGE, type Suite } from '../suite.ts';
import { maakDing, maakRegisters, PER_TYPE, type Register } from './voorraad.ts';

const KAAL = 100_000;
const STUK = 500;

/** A million objects in deliveries of fifty thousand, each with history, event and record; beside COPY of the same rows. */
export const laden: Meting = {
  naam: 'een register vullen',
  async meet(suite, meld) {
    const beheer = new pg.Pool({ connectionString: suite.beheerUrl('registers'), max: 2 });
    const registers = await maakRegisters(suite);
    try {
      meld(`COPY van ${KAAL} rijen`);
      const kaal = await kopieer(beheer);
      meld(`${registers.length} leveringen van ${PER_TYPE} objecten`);
      const { seconden, meeste } = await suite.alleen(['registers', 'gateway', 'toegangsbeheer'], () => leverAlles(suite, registers, meld));
      // What follows asks a register that is held, not one of which the disk and the statistics are still being brought up to date.
      await beheer.query('vacuum analyze');
      await beheer.query('checkpoint');
      const { rows } = await beheer.query<{ mb: number }>('select (pg_database_size(current_database()) / 1048576)::int as mb');
      const totaal = registers.length * PER_TYPE;
      return [
        cijfer(`laden in bulk, ${totaal} objecten van ${registers.length} typen`, totaal / seconden, 'per s', { kaal, doel: minstens(10_000) }),
        cijfer('  duur', seconden, 's'),
        cijfer('  database daarna', rows[0]?.mb ?? 0, 'MB'),
        ...(meeste === null ? [] : [cijfer('  geheugen van de component, ten hoogste', meeste, 'MB', { doel: hoogstens(300) })]),
      ];
    } finally {
      await beheer.end();
    }
  },
};

async function leverAlles(suite: Suite, registers: readonly Register[], meld: (tekst: string) => void): Promise<{ seconden: number; meeste: number | null }> {
  let meeste: number | null = null;
  let klaar = false;
  const kijker = (async () => {
    while (!klaar) {
      const nu = geheugenVan([suite.pidVan('registers')]);
      if (nu !== null) meeste = Math.max(meeste ?? 0, nu);
      await wacht(500);
    }
  })();
  let seconden = 0;
  try {
    for (const [i, register] of registers.entries()) {
      const token = await suite.token(register.organisatie);
      // Beforehand, as the file of COPY is: who delivers has it lying there.
      const inhoud = [...regels(i + 1)];
      const begin = performance.now();
      await lever(suite, token, register, inhoud);
      seconden += (performance.now() - begin) / 1000;
      if ((i + 1) % 5 === 0) meld(`${(i + 1) * PER_TYPE} objecten in ${Math.round(seconden)} s`);
    }
  } finally {
    klaar = true;
    await kijker;
  }
  return { seconden, meeste };
}

function* regels(zaad: number): Generator<string> {
  for (let n = 0; n < PER_TYPE; n += STUK) yield Array.from({ length: STUK }, (_, i) => `${JSON.stringify(maakDing(zaad, n + i))}\n`).join('');
}

/** Until the last object is there. */
async function lever(suite: Suite, token: string, { objecttype }: Register, inhoud: readonly string[]): Promise<void> {
  const headers = { authorization: `Bearer ${token}` };
  const url = `${suite.url('registers')}/registers/v1`;
  const antwoord = await request(`${url}/objecttypen/${objecttype}/_bulk?modus=doorgaan`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/x-ndjson', 'idempotency-key': crypto.randomUUID() },
    body: Readable.from(inhoud),
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const tekst = await antwoord.body.text();
  if (antwoord.statusCode !== 202) throw new Error(`een levering geeft ${antwoord.statusCode}: ${tekst}`);
  const { id } = JSON.parse(tekst) as { id: string };
  for (;;) {
    const stand = (await (await fetch(`${url}/bulkopdrachten/${id}`, { headers })).json()) as { status: string; aangemaakt: number; fout: number };
    if (stand.status === 'klaar' && stand.aangemaakt === PER_TYPE) return;
    if (stand.status !== 'loopt') throw new Error(`een levering eindigt als ${JSON.stringify(stand)}`);
    await wacht(100);
  }
}

/** As fast as the server takes rows: from a file beside it, without any of ours. */
async function kopieer(beheer: pg.Pool): Promise<number> {
  const map = mkdtempSync(join(tmpdir(), 'bronhuis-bench-'));
  const bestand = join(map, 'rijen.tsv');
  try {
    const veilig = (json: string): string => json.replaceAll('\\', '\\\\');
    const rijen = Array.from({ length: KAAL }, (_, n) => {
      const ding = maakDing(99, n);
      return `${OVERBRUGGE}\t${uuidv7()}\t${ding.beginGeldigheid}\t${veilig(JSON.stringify(ding.gegevens))}\t${veilig(JSON.stringify(ding.geometrie))}\n`;
    });
    writeFileSync(bestand, rijen.join(''));
    // The server reads it as another user.
    chmodSync(map, 0o755);
    chmodSync(bestand, 0o644);
    if (statSync(bestand).size === 0) throw new Error('niets om te kopiëren');
    await beheer.query('create table public.bench_copy (organisatie text not null, id uuid not null, begin_geldigheid date not null, gegevens jsonb not null, geometrie jsonb, primary key (organisatie, id))');
    const begin = performance.now();
    await beheer.query(`copy public.bench_copy from '${bestand}'`);
    return KAAL / ((performance.now() - begin) / 1000);
  } finally {
    await beheer.query('drop table if exists public.bench_copy');
    rmSync(map, { recursive: true });
  }
}
