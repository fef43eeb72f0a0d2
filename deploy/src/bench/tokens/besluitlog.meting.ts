import pg from 'pg';
import { canoniek, nieuweTrace, sha256Hex, systeemKlok } from '@bronhuis/standaarden';
import { Beslisser, maakBeslissing, oordeel, type Beslissingsrecord, type Bundel } from '@bronhuis/toegang';
import { leesCedar } from '@bronhuis/toegang/cedar';
import { VerwerkingSchrijver } from '@bronhuis/verwerking';
import { omDeBeurt, p95, type Uitslag } from '../belasting.ts';
import { cijfer, minstens, type Meting } from '../cijfer.ts';
import { proefDatabase } from '../proefdatabase.ts';
import { aanvraag, beleid, inhoud, ORGANISATIES } from '../tienduizend.ts';
import { eisDuurzaam } from './voorraad.ts';

const [DUUR_MS, TEGELIJK, RONDES] = [3_000, 500, 4];
/** Of the writer: what it puts in one row at most. */
const PER_RIJ = 100;

type Stand = Parameters<typeof oordeel>[0];

/** Decisions of a component until they are durable, in groups, beside pg with an INSERT of as many rows per group. */
export const besluitlog: Meting = {
  naam: 'beslissingen vastleggen in een component',
  async meet(suite, meld) {
    meld('regels lezen');
    const stand = maakStand();
    const database = await proefDatabase(suite);
    const los = new pg.Pool({ connectionString: suite.beheerUrl(database.naam), max: 8 });
    try {
      await eisDuurzaam(los);
      const schrijver = new VerwerkingSchrijver(database.bron.werker);
      let gemaakt = 0;
      const ons = (stap: number): Promise<Uitslag> => belastMet(TEGELIJK, async (n) => {
        const b = beslis(stand, n * stap);
        await schrijver.schrijf(b.organisatie, { verwerking: null, beslissing: b });
        gemaakt++;
      });
      meld('kaal en de schrijver om de beurt');
      const u = await suite.alleen([], () => omDeBeurt(RONDES, {
        kaal: () => kaleGroepen(los, stand, 1, PER_RIJ),
        een: () => ons(ORGANISATIES), // so that each is of the same
        kaalAlle: () => kaleGroepen(los, stand, ORGANISATIES, TEGELIJK / ORGANISATIES),
        alle: () => ons(1),
      }));
      const { rows } = await database.beheer.query<{ n: number; rijen: number }>(
        `select count(*)::int as rijen, sum(case json_typeof(beslissing) when 'array' then json_array_length(beslissing) else 1 end)::int as n from bron.verwerking_uit`,
      );
      if (rows[0]?.n !== gemaakt) throw new Error(`van ${gemaakt} beslissingen zijn er ${rows[0]?.n} vastgelegd`);
      return [
        cijfer(`beslissingen duurzaam vastgelegd, 1 gemeente, ${TEGELIJK} tegelijk`, u.een.perSeconde, 'per s', { kaal: u.kaal.perSeconde, doel: minstens(10_000) }),
        cijfer('  p95 tot duurzaam', u.een.p95, 'ms'),
        cijfer(`beslissingen duurzaam vastgelegd, ${ORGANISATIES} gemeenten, ${TEGELIJK} tegelijk`, u.alle.perSeconde, 'per s', { kaal: u.kaalAlle.perSeconde, doel: minstens(10_000) }),
        cijfer('  p95 tot duurzaam', u.alle.p95, 'ms'),
      ];
    } finally {
      await los.end();
      await database.weg();
    }
  },
};

function maakStand(): Stand {
  const delen = inhoud(leesCedar(beleid()));
  const bundel: Bundel = { ...delen, versie: 1, hash: sha256Hex(canoniek(delen)), uitgegeven: systeemKlok.nu().toISOString() };
  return { bundel, beslisser: new Beslisser(bundel) };
}

function beslis(stand: Stand, n: number): Beslissingsrecord {
  const a = aanvraag(n);
  return maakBeslissing(a, oordeel(stand, a, null), { traceparent: nieuweTrace(), tijdstip: systeemKlok.nu(), bundel: stand.bundel, doelversie: 1, apiToken: null });
}

/** @param per how many one time of `doe` is worth */
async function belastMet(tegelijk: number, doe: (n: number) => Promise<void>, per = 1): Promise<Uitslag> {
  const duur: number[] = [];
  let volgende = 0;
  const begin = performance.now();
  await Promise.all(
    Array.from({ length: tegelijk }, async () => {
      while (performance.now() - begin < DUUR_MS) {
        const van = performance.now();
        await doe(volgende++);
        duur.push(performance.now() - van);
      }
    }),
  );
  return { perSeconde: (duur.length * per) / ((performance.now() - begin) / 1000), p95: p95(duur), cpuMicro: null };
}

/** Records that are there already, as text; so many groups at the same time as the writer has on its way. */
function kaleGroepen(db: pg.Pool, stand: Stand, groepen: number, omvang: number): Promise<Uitslag> {
  const records = Array.from({ length: omvang }, (_, n) => beslis(stand, n));
  const [ids, teksten] = [records.map((r) => r.organisatie), records.map((r) => JSON.stringify(r))];
  return belastMet(
    groepen,
    async () => void (await db.query({ name: 'kaal', text: 'insert into kaal (organisatie, id, payload) select o, gen_random_uuid(), p from unnest($1::text[], $2::text[]) as t(o, p)', values: [ids, teksten] })),
    omvang,
  );
}
