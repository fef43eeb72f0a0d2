import { randomBytes, randomInt } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wacht } from 'node:timers/promises';
import pg from 'pg';
import { client, OVERBRUGGE, totGereed } from './hulp.ts';

// Random SIGKILL of a component, the broker and the database under 2,000 writes by 8 clients. Whatever was acknowledged
// is there exactly once, its event once at each consumer, its record once in verantwoording, its decision once in the log of
// toegangsbeheer; what was not acknowledged is wholly there or wholly not; a retry with the same Idempotency-Key gets the
// first answer.

const AANTAL = 2_000;
const CLIENTEN = 8;
const data = process.env['BRONHUIS_DATA'] ?? '';
const linux = existsSync('/proc/self/environ');
if (!linux) process.stderr.write('SKIPPED: killing processes of the suite (needs /proc)\n');

interface Schrijf {
  sleutel: string;
  kenmerk: string;
  /** Sent again until it is answered; else given up at the first fault, as a client that went away. */
  volhardend: boolean;
  antwoord: { status: number; id: string } | null;
}

/** Pids of the processes of this installation, by what they are. */
function pids(): Record<string, number[]> {
  const uit: Record<string, number[]> = { registers: [], selectielijst: [], verantwoording: [], 'woo-publicatie': [], toegangsbeheer: [], nats: [], postgres: [] };
  for (const map of readdirSync('/proc').filter((n) => /^\d+$/.test(n))) {
    let cmd: string;
    let omgeving: string;
    try {
      cmd = readFileSync(`/proc/${map}/cmdline`, 'utf8');
      omgeving = readFileSync(`/proc/${map}/environ`, 'utf8');
    } catch {
      continue; // it ended while we looked
    }
    for (const naam of ['registers', 'selectielijst', 'verantwoording', 'woo-publicatie', 'toegangsbeheer']) {
      if (cmd.includes(`services/${naam}/dist/src/main.js`) && omgeving.includes(`GEGEVENS_MAP=${data}/`)) uit[naam]!.push(Number(map));
    }
    if (/nats-server/.test(cmd) && cmd.includes(data)) uit['nats']!.push(Number(map));
  }
  const postmaster = readdirSync(data).map((n) => join(data, n, 'postmaster.pid')).find((p) => existsSync(p));
  if (postmaster) uit['postgres']!.push(Number(readFileSync(postmaster, 'utf8').split('\n')[0]));
  return uit;
}

/** What still comes up is left alone: a house that falls faster than it can stand up shows nothing. */
async function staat(wie: string): Promise<boolean> {
  const poort = process.env[`POORT_${wie.toUpperCase().replaceAll('-', '_')}`];
  if (wie === 'nats' || wie === 'postgres') return true;
  const a = await fetch(`http://127.0.0.1:${poort}/health/ready`).catch(() => null);
  await a?.arrayBuffer();
  return a?.ok === true;
}

const wachtwoorden = () =>
  (JSON.parse(readFileSync(join(data, 'geheimen/database.json'), 'utf8')) as { rollen: Record<string, { eigenaar: string }> }).rollen;

/** Reads straight from a component's database, as its owner: a proof looks from outside. */
async function rijen<R extends pg.QueryResultRow>(component: string, sql: string, waarden: unknown[] = []): Promise<R[]> {
  const db = component.replace('-', '_');
  const c = new pg.Client({ host: '127.0.0.1', port: Number(process.env['POORT_POSTGRES']), database: db, user: `${db}_eigenaar`, password: wachtwoorden()[component]!.eigenaar });
  await c.connect();
  try {
    return (await c.query<R>(sql, waarden)).rows;
  } finally {
    await c.end();
  }
}

const c = client();
let token = '';
let verloopt = 0;

async function geldigToken(): Promise<string> {
  for (let i = 0; i < 120 && Date.now() > verloopt; i++) {
    const a = await c.tokenVoor('zaaksysteem', { organisatie: OVERBRUGGE, verwerkingsactiviteit: 'VA-01' }).catch(() => null);
    if (a?.status === 200) {
      token = (a.body as { access_token: string }).access_token;
      verloopt = Date.now() + 300_000;
    } else await wacht(500);
  }
  return token;
}

async function zend(s: Schrijf, objecttype: string): Promise<{ status: number; id: string } | null> {
  const body = { objecttype, kenmerk: s.kenmerk, onderwerp: 'Proef met uitval', startdatum: '2026-01-05', gegevens: { aanvrager: { bsn: '999993021', naam: 'Saskia Bakker' } } };
  try {
    const a = await c.roep('POST', '/registers/v1/dossiers', { token: await geldigToken(), body, koppen: { 'idempotency-key': s.sleutel } });
    // 5xx and 401 (keys not known yet after a restart) are no acknowledgement.
    if (a.status >= 500 || a.status === 401 || a.status === 429) return null;
    return { status: a.status, id: String((a.body as { id?: string }).id) };
  } catch {
    return null; // the connection broke: not acknowledged
  }
}

(linux ? test : test.skip)(
  'SIGKILL of components, broker and database during 2,000 writes: nothing acknowledged is lost, nothing happens twice',
  async () => {
    const run = randomBytes(4).toString('hex');
    const typen = await c.roep('GET', '/registers/v1/objecttypen?omvang=100', { token: await geldigToken() });
    const objecttype = String((typen.body as { resultaten: { naam: string; id: string }[] }).resultaten.find((t) => t.naam === 'evenementendossier')?.id);
    const alle: Schrijf[] = Array.from({ length: AANTAL }, (_, i) => ({ sleutel: `${run}-${i}`, kenmerk: `UIT-${run}-${i}`, volhardend: i % 10 !== 0, antwoord: null }));

    let klaar = false;
    const gedood: string[] = [];
    const doder = (async () => {
      const doelwitten = ['registers', 'verantwoording', 'nats', 'toegangsbeheer', 'registers', 'selectielijst', 'postgres', 'registers', 'woo-publicatie'];
      for (let i = 0; !klaar; i++) {
        await wacht(2_500 + randomInt(2_000));
        const wie = i < doelwitten.length ? doelwitten[i]! : doelwitten[randomInt(doelwitten.length)]!;
        if (!(await staat(wie))) continue;
        for (const pid of pids()[wie] ?? []) {
          process.kill(pid, 'SIGKILL');
          gedood.push(wie);
        }
      }
    })();

    let volgende = 0;
    await Promise.all(
      Array.from({ length: CLIENTEN }, async () => {
        for (let i = volgende++; i < AANTAL; i = volgende++) {
          const s = alle[i]!;
          // Spread over half a minute, so that there is always somebody writing when something dies.
          await wacht(randomInt(250));
          for (let poging = 0; poging < 480 && !s.antwoord; poging++) {
            s.antwoord = await zend(s, objecttype);
            if (!s.antwoord && !s.volhardend) break;
            if (!s.antwoord) await wacht(250);
          }
        }
      }),
    );
    klaar = true;
    await doder;
    await totGereed();
    process.stderr.write(`killed: ${gedood.join(', ')}\n`);
    expect(gedood.length).toBeGreaterThanOrEqual(5);
    expect(new Set(gedood).size).toBeGreaterThanOrEqual(4);

    const bevestigd = alle.filter((s) => s.antwoord);
    expect(bevestigd.filter((s) => s.antwoord!.status !== 201)).toEqual([]);
    expect(alle.filter((s) => s.volhardend && !s.antwoord)).toEqual([]);

    // A retry gets the first answer.
    for (const s of bevestigd.filter((_, i) => i % 40 === 0)) {
      let opnieuw = null;
      for (let i = 0; i < 60 && !opnieuw; i++) opnieuw = (await zend(s, objecttype)) ?? (await wacht(250), null);
      expect(opnieuw).toEqual(s.antwoord);
    }

    const dossiers = await rijen<{ id: string; kenmerk: string }>('registers', 'select id, kenmerk from dossier where kenmerk like $1', [`UIT-${run}-%`]);
    const perKenmerk = new Map(dossiers.map((d) => [d.kenmerk, d.id]));
    expect(perKenmerk.size).toBe(dossiers.length);
    for (const s of bevestigd) expect([s.kenmerk, perKenmerk.get(s.kenmerk)]).toEqual([s.kenmerk, s.antwoord!.id]);

    // What is there is wholly there: one event and one record for each dossier, acknowledged or not; and no other.
    const ids = dossiers.map((d) => d.id);
    const uitgaand = await rijen<{ onderwerp: string; n: number }>('registers', "select onderwerp, count(*)::int n from bron.uitgaand where type like '%dossier-geopend' and onderwerp = any($1) group by 1", [ids]);
    expect(uitgaand.length).toBe(ids.length);
    expect(uitgaand.filter((u) => u.n !== 1)).toEqual([]);

    const eens = async (wat: string, vraag: () => Promise<{ n: number; dubbel: number }>): Promise<void> => {
      const eind = Date.now() + 120_000;
      let laatste = await vraag();
      while (laatste.n < ids.length && Date.now() < eind) {
        await wacht(500);
        laatste = await vraag();
      }
      expect([wat, laatste]).toEqual([wat, { n: ids.length, dubbel: 0 }]);
    };
    const tel = 'select count(*)::int n, (count(*) - count(distinct t.onderwerp))::int dubbel from';
    for (const consument of ['selectielijst', 'woo-publicatie']) {
      const sql = `${tel} bron.inkomend t where t.onderwerp = any($1) and t.domein = 'dossiers' and t.verwerkt is not null`;
      await eens(`events at ${consument}`, async () => (await rijen<{ n: number; dubbel: number }>(consument, sql, [ids]))[0]!);
      await eens(`dossiers at ${consument}`, async () => (await rijen<{ n: number; dubbel: number }>(consument, 'select count(*)::int n, 0 dubbel from dossier where id = any($1)', [ids]))[0]!);
    }
    const sql = `${tel} (select object_id onderwerp from verwerking where object_id = any($1) and handeling ilike '%geopend%') t`;
    await eens('records in verantwoording', async () => (await rijen<{ n: number; dubbel: number }>('verantwoording', sql, [ids]))[0]!);
    const [kinderen] = await rijen<{ n: number }>(
      'verantwoording',
      "select count(*)::int n from verwerking v join verwerking_betrokkene b on (b.organisatie, b.verwerking) = (v.organisatie, v.id) where v.object_id = any($1) and v.handeling ilike '%geopend%'",
      [ids],
    );
    expect(kinderen!.n).toBe(ids.length);

    // A decision is made before there is an id: it is known by the trace of the request that made the record.
    const sporen = await rijen<{ spoor: string }>('verantwoording', "select trace_id spoor from verwerking where object_id = any($1) and handeling ilike '%geopend%'", [ids]);
    const waarden = sporen.map((s) => s.spoor);
    expect(new Set(waarden).size).toBe(ids.length);
    const beslist = `${tel} (select record->>'traceId' onderwerp from beslissing where record->>'traceId' = any($1) and actie = 'dossiers:aanmaken' and besluit = 'toegestaan') t`;
    await eens('decisions in toegangsbeheer', async () => (await rijen<{ n: number; dubbel: number }>('toegangsbeheer', beslist, [waarden]))[0]!);
    // In that log nothing of these writes stands besides: one decision for each request, also for those that were retried.
    const [anders] = await rijen<{ n: number }>('toegangsbeheer', "select count(*)::int n from beslissing where record->>'traceId' = any($1) and actie <> 'dossiers:aanmaken'", [waarden]);
    expect(anders!.n).toBe(0);
  },
  900_000,
);
