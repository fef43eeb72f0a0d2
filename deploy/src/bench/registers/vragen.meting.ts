import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wacht } from 'node:timers/promises';
import pg from 'pg';
import { belast, omDeBeurt, type Verzoek } from '../belasting.ts';
import { cijfer, hoogstens, minstens, type Cijfer, type Meting } from '../cijfer.ts';
import { startKaal } from '../kaalproces.ts';
import { OVERBRUGGE, type Suite } from '../suite.ts';
import { maakDing, STATUSSEN, TYPEN_PER_ORGANISATIE } from './voorraad.ts';

const DUUR = { ms: 4_000, tegelijk: 50 };
/** Each question is asked with so many different values, in turn. */
const SOORTEN = 200;

interface Soort {
  naam: string;
  /** The n-th question of this kind. */
  pad: (n: number, objecttype: string) => string;
}

const VANDAAG = new Date().toISOString().slice(0, 10);
const zoek = (objecttype: string, q: Record<string, string | string[]>): string => {
  const p = new URLSearchParams({ objecttype, omvang: '100' });
  for (const [naam, waarden] of Object.entries(q)) for (const w of [waarden].flat()) p.append(naam, w);
  return `/registers/v1/objecten?${p}`;
};
const status = (n: number): string => `status__exact__${STATUSSEN[n % STATUSSEN.length]}`;

const LIJSTEN: Soort[] = [
  { naam: 'lijst van 100 op een geïndexeerd gegeven', pad: (n, t) => zoek(t, { filter: status(n) }) },
  { naam: 'lijst van 100 op twee gegevens, geordend', pad: (n, t) => zoek(t, { filter: [status(n), `bedrag__gte__${(n * 37) % 9_000}`], sorteer: '-datum' }) },
  {
    naam: 'lijst van 100 in een rechthoek',
    pad: (n, t) => {
      const { coordinates: [x, y] } = maakDing(1, n * 13).geometrie;
      return zoek(t, { filter: `geometrie__bbox__${[x - 0.2, y - 0.2, x + 0.2, y + 0.2].map((c) => c.toFixed(4)).join(',')}` });
    },
  },
  { naam: 'lijst van 100 op beide tijdassen', pad: (n, t) => zoek(t, { filter: status(n), geldigOp: `${2020 + (n % 5)}-06-01`, beschikbaarOp: `${VANDAAG}T23:59:59Z` }) },
];

/** What callers ask of a full register, beside a bare server that sends the database the same SQL. */
export const vragen: Meting = {
  naam: 'een vol register bevragen',
  async meet(suite, meld) {
    const beheer = new pg.Pool({ connectionString: suite.beheerUrl('registers'), max: 2 });
    try {
      const { rows } = await beheer.query<{ id: string }>("select id from objecttype where organisatie = $1 and naam like 'meting-%' order by naam", [OVERBRUGGE]);
      if (rows.length < TYPEN_PER_ORGANISATIE) throw new Error('het register is niet vol: laad het eerst');
      const typen = rows.map((r) => r.id);
      const bij = (n: number): string => typen[n % typen.length] as string;
      const uit = [await leesEen(suite, beheer, typen)].flat();
      for (const soort of LIJSTEN) {
        meld(soort.naam);
        uit.push(...(await lijst(suite, beheer, soort, bij)));
      }
      return uit;
    } finally {
      await beheer.end();
    }
  },
};

type Regel = Omit<Cijfer, 'subject'>;

async function leesEen(suite: Suite, beheer: pg.Pool, typen: readonly string[]): Promise<Regel[]> {
  const { rows } = await beheer.query<{ id: string }>('select id from object tablesample system (1) where organisatie = $1 and objecttype = any($2) limit 2000', [OVERBRUGGE, typen]);
  const id = (n: number): string => rows[n % rows.length]?.id ?? '';
  return naastKaal(suite, 'één object, uit een miljoen', (n) => `/registers/v1/objecten/${id(n)}`, (n) => ({ method: 'GET', path: `/objecten/${id(n)}` }), {});
}

async function lijst(suite: Suite, beheer: pg.Pool, { naam, pad }: Soort, bij: (n: number) => string): Promise<Regel[]> {
  const paden = Array.from({ length: SOORTEN }, (_, n) => pad(n, bij(n)));
  const vragen = await luisterMee(suite, beheer, paden);
  const teksten = [...new Set(vragen.flat().map((v) => v.sql))];
  const lichamen = vragen.map((v) => JSON.stringify(v.map(({ sql, waarden }) => ({ naam: String(teksten.indexOf(sql)), waarden }))));
  const kaal = (n: number): Verzoek => ({ method: 'POST', path: '/vraag', headers: { 'content-type': 'application/json' }, body: lichamen[n % lichamen.length] as string });
  const sql = Object.fromEntries(teksten.map((t, i) => [i, t]));
  return naastKaal(suite, naam, (n) => paden[n % paden.length] as string, kaal, sql);
}

async function naastKaal(suite: Suite, naam: string, pad: (n: number) => string, kaalVerzoek: (n: number) => Verzoek, sql: Record<string, string>): Promise<Regel[]> {
  const headers = { authorization: `Bearer ${await suite.token()}` };
  const kaal = await startKaal(suite.beheerUrl('registers'), sql);
  const [a, b] = [{ n: 0 }, { n: 0 }];
  try {
    const u = await suite.alleen(['registers'], () =>
      omDeBeurt(2, {
        kaal: () => belast(kaal.url, () => kaalVerzoek(a.n++), DUUR),
        component: () => belast(suite.url('registers'), () => ({ method: 'GET', path: pad(b.n++), headers }), DUUR),
      }),
    );
    return [
      cijfer(`${naam}, p95 bij 50 tegelijk`, u.component.p95, 'ms', { kaal: u.kaal.p95, doel: hoogstens(100) }),
      cijfer(`${naam}`, u.component.perSeconde, 'per s', { kaal: u.kaal.perSeconde, doel: minstens(0.5, 'verhouding') }),
    ];
  } finally {
    await kaal.stop();
  }
}

interface Vraag {
  sql: string;
  waarden: (string | null)[];
}

const KEREN = 5;

/** What lay on the disk until now may take longer than a question may; the next time it is in memory. */
async function vraagWarm(vraag: () => Promise<Response>, opnieuw: () => Promise<void>): Promise<void> {
  for (let keer = 1; ; keer++) {
    const antwoord = await vraag();
    const tekst = await antwoord.text();
    if (antwoord.status === 200) return;
    if (keer === KEREN || !tekst.includes('vraag-te-zwaar')) throw new Error(`${antwoord.url} geeft ${antwoord.status}: ${tekst}`);
    await opnieuw();
  }
}

/**
 * What the component asks the database for each of these addresses, as the log of the server has it for as long as this takes.
 * So the bare server sends the same SQL, whatever that is by then.
 */
async function luisterMee(suite: Suite, beheer: pg.Pool, paden: readonly string[]): Promise<Vraag[][]> {
  const headers = { authorization: `Bearer ${await suite.token()}` };
  const stel = async (...opdrachten: string[]): Promise<void> => {
    for (const o of [...opdrachten, 'select pg_reload_conf()']) await beheer.query(o);
    await wacht(500);
  };
  const log = await open(join(suite.config.data, 'postgres.log'));
  const vragen: Vraag[][] = [];
  await stel(`alter system set log_line_prefix = '${TEKEN}%u '`, 'alter system set log_min_duration_statement = 0');
  try {
    for (const pad of paden) {
      let van = (await log.stat()).size;
      await vraagWarm(() => fetch(`${suite.url('registers')}${pad}`, { headers }), async () => void (van = (await log.stat()).size));
      const tekst = Buffer.alloc((await log.stat()).size - van);
      await log.read(tekst, 0, tekst.length, van);
      vragen.push(vragenIn(tekst.toString()));
    }
  } finally {
    await log.close();
    await stel('alter system reset log_line_prefix', 'alter system reset log_min_duration_statement');
  }
  const stil = vragen.filter((v) => v.length === 0).length;
  if (stil > 0) throw new Error(`van ${stil} van de ${paden.length} vragen is niets gehoord`);
  return vragen;
}

const TEKEN = '=> ';

/** Statements with values, without what sets the transaction up; a line that goes on begins with a tab. */
function vragenIn(log: string): Vraag[] {
  const regels = `\n${log}`.split(`\n${TEKEN}`).map((r) => r.replaceAll('\n\t', '\n').trimEnd());
  return regels.flatMap((regel, i): Vraag[] => {
    const sql = /^registers_toepassing LOG: {2}duration: [\d.]+ ms {2}execute [^:]+: ((?!select set_config)[^]+)$/.exec(regel)?.[1];
    const detail = /^registers_toepassing DETAIL: {2}Parameters: ([^]+)$/i.exec(regels[i + 1] ?? '')?.[1];
    if (!sql || !detail) return [];
    return [{ sql, waarden: [...detail.matchAll(/\$\d+ = (?:NULL|'((?:[^']|'')*)')/g)].map(([, w]) => w?.replaceAll("''", "'") ?? null) }];
  });
}
