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
  const teksten = [...new Set(vragen.flat().map((v) => v.vraag))];
  const lichamen = vragen.map((v) => JSON.stringify(v.map(({ vraag, waarden }) => ({ naam: String(teksten.indexOf(vraag)), waarden }))));
  const kaal = (n: number): Verzoek => ({ method: 'POST', path: '/vraag', headers: { 'content-type': 'application/json' }, body: lichamen[n % lichamen.length] as string });
  // A function knows what its argument is, a statement has to be told.
  const sql = Object.fromEntries(teksten.map((t, i) => [i, t.replaceAll('$1[', '($1::text[])[')]));
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
  vraag: string;
  waarden: (string | null)[];
}

const KEREN = 5;

/** What lay on the disk until now may take longer than a question may; the next time it is in memory. */
async function vraagWarm(vraag: () => Promise<Response>, opnieuw: () => void): Promise<void> {
  for (let keer = 1; ; keer++) {
    const antwoord = await vraag();
    const tekst = await antwoord.text();
    if (antwoord.status === 200) return;
    if (keer === KEREN || !tekst.includes('vraag-te-zwaar')) throw new Error(`${antwoord.url} geeft ${antwoord.status}: ${tekst}`);
    opnieuw();
  }
}

/**
 * What the component asks the database for each of these addresses: the function that carries every question tells it, for as
 * long as this takes. So the bare server sends the same SQL, whatever that is by then.
 */
async function luisterMee(suite: Suite, beheer: pg.Pool, paden: readonly string[]): Promise<Vraag[][]> {
  const headers = { authorization: `Bearer ${await suite.token()}` };
  const luisteraar = new pg.Client({ connectionString: suite.beheerUrl('registers') });
  await luisteraar.connect();
  const vragen: Vraag[][] = [];
  luisteraar.on('notification', ({ payload }) => vragen.at(-1)?.push(JSON.parse(payload ?? '') as Vraag));
  const { rows } = await beheer.query<{ bron: string }>("select pg_get_functiondef('stel_vraag(text, text[])'::regprocedure) as bron");
  const bron = rows[0]?.bron ?? '';
  const meeluisterend = bron.replace(/\bbegin\b/i, "begin perform pg_notify('bench', json_build_object('vraag', p_vraag, 'waarden', p_waarden)::text);");
  await luisteraar.query('listen bench');
  await beheer.query(meeluisterend);
  try {
    for (const pad of paden) {
      vragen.push([]);
      await vraagWarm(() => fetch(`${suite.url('registers')}${pad}`, { headers }), () => vragen.splice(-1, 1, []));
      // What was told before this answer, has come with it.
      await luisteraar.query('select 1');
    }
  } finally {
    await beheer.query(bron);
    await luisteraar.end();
  }
  const stil = vragen.filter((v) => v.length === 0).length;
  if (stil > 0) throw new Error(`van ${stil} van de ${paden.length} vragen is niets gehoord`);
  return vragen;
}
