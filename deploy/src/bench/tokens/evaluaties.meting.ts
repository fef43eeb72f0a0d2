import type pg from 'pg';
import { BEIDE_OEVERS } from '../../keten/verhaal.ts';
import { belast, omDeBeurt, type Uitslag } from '../belasting.ts';
import { cijfer, minstens, type Meting } from '../cijfer.ts';
import { metKaal } from './voorraad.ts';

const DUUR = { ms: 3_000, tegelijk: 64 };
const [PER_VERZOEK, VERZOEKEN_TEGELIJK] = [50, 16];
const RONDES = 4;

const MEDEWERKERS = ['noor', 'thijs', 'willem', 'ingrid', 'arjan', 'greet', 'farida', 'petra'];
const KENMERK = 'bench-evaluatie-';
let nummer = 0;

const resource = (): object => ({ type: 'dossier', id: `${KENMERK}${nummer++}`, properties: { activiteiten: ['VA-01'], component: 'registers' } });
const action = { name: 'dossiers:lezen', properties: { processing_activity_id: 'VA-01' } };
/** Whose roles toegangsbeheer looks up: they are not the caller's to choose. */
const medewerker = (): object => ({ type: 'medewerker', id: MEDEWERKERS[nummer % MEDEWERKERS.length], properties: { uitvoerder: BEIDE_OEVERS } });
const applicatie = (): object => ({ type: 'applicatie', id: 'zaaksysteem', properties: { uitvoerder: BEIDE_OEVERS } });
const een = (subject: () => object) => (): string => JSON.stringify({ subject: subject(), action, resource: resource() });
const veel = (): string => JSON.stringify({ action, evaluations: Array.from({ length: PER_VERZOEK }, () => ({ subject: medewerker(), resource: resource() })) });

/** Questions of another application over HTTP, each answered when its decision is durable; beside a bare server that only keeps them. */
export const evaluaties: Meting = {
  naam: 'AuthZEN over HTTP',
  async meet(suite, meld) {
    const token = await suite.token();
    const json = { 'content-type': 'application/json' };
    const toegangsbeheer = suite.url('toegangsbeheer');
    const pid = suite.pidVan('toegangsbeheer');
    const ons = (pad: string, body: () => string, tegelijk = DUUR.tegelijk): Promise<Uitslag> =>
      belast(toegangsbeheer, () => ({ method: 'POST', path: `/toegangsbeheer/access/v1/${pad}`, headers: { ...json, authorization: `Bearer ${token}` }, body: body() }), { ...DUUR, tegelijk, pids: [pid] });
    await eisAntwoord(`${toegangsbeheer}/toegangsbeheer/access/v1/evaluation`, { ...json, authorization: `Bearer ${token}` });
    return metKaal(suite, async (kaal, beheer) => {
      const bare = (pad: string, body: () => string, tegelijk = DUUR.tegelijk): Promise<Uitslag> =>
        belast(kaal.url, () => ({ method: 'POST', path: `/${pad}`, headers: json, body: body() }), { ...DUUR, tegelijk, pids: [kaal.pid] });
      const geteld = telVan(beheer);
      meld('kaal en toegangsbeheer om de beurt');
      const u = await suite.alleen(['toegangsbeheer'], () => omDeBeurt(RONDES, {
        kaal: () => bare('evaluation', een(medewerker)),
        medewerker: () => geteld(() => ons('evaluation', een(medewerker))),
        applicatie: () => geteld(() => ons('evaluation', een(applicatie))),
        kaalVeel: () => bare('evaluations', veel, VERZOEKEN_TEGELIJK),
        veel: () => geteld(() => ons('evaluations', veel, VERZOEKEN_TEGELIJK)),
      }));
      const uit = [
        cijfer(`AuthZEN evaluation, over een medewerker, ${DUUR.tegelijk} verbindingen`, u.medewerker.perSeconde, 'per s', { kaal: u.kaal.perSeconde, doel: minstens(2_000) }),
        cijfer('  p95', u.medewerker.p95, 'ms', { kaal: u.kaal.p95 }),
        cijfer('  over een applicatie', u.applicatie.perSeconde, 'per s', { kaal: u.kaal.perSeconde }),
        cijfer(`AuthZEN evaluations, besluiten, ${PER_VERZOEK} per verzoek`, u.veel.perSeconde * PER_VERZOEK, 'per s', { kaal: u.kaalVeel.perSeconde * PER_VERZOEK, doel: minstens(2_000) }),
      ];
      if (u.medewerker.cpuMicro !== null && u.kaal.cpuMicro !== null) uit.splice(2, 0, cijfer('  CPU', u.medewerker.cpuMicro, 'µs', { kaal: u.kaal.cpuMicro }));
      return uit;
    });
  },
};

/** Before anything is measured: the question is one that is answered with yes. */
async function eisAntwoord(url: string, headers: Record<string, string>): Promise<void> {
  const body = JSON.stringify({ subject: { ...medewerker(), id: 'noor' }, action, resource: resource() });
  const antwoord = await fetch(url, { method: 'POST', headers, body });
  const tekst = await antwoord.text();
  if (!tekst.includes('"decision":true')) throw new Error(`de vraag van de meting geeft ${antwoord.status}: ${tekst.slice(0, 300)}`);
}

/** Around a measurement: all that was asked and answered in it is there, once each. @throws Error when it is not */
function telVan(beheer: pg.Pool): (werk: () => Promise<Uitslag>) => Promise<Uitslag> {
  const laatste = async (): Promise<string> => (await beheer.query<{ n: string }>('select coalesce(max(volgnummer), 0) as n from bron.verwerking_uit')).rows[0]?.n ?? '0';
  return async (werk) => {
    const [na, eerst] = [await laatste(), nummer];
    const uitslag = await werk();
    const { rows } = await beheer.query<{ n: number }>(
      `select count(distinct b #>> '{resource,id}')::int as n
       from bron.verwerking_uit u, json_array_elements(case json_typeof(u.beslissing) when 'array' then u.beslissing else json_build_array(u.beslissing) end) b
       where u.volgnummer > $1 and u.beslissing is not null and b #>> '{resource,id}' like $2`,
      [na, `${KENMERK}%`],
    );
    if (rows[0]?.n !== nummer - eerst) throw new Error(`van ${nummer - eerst} besluiten zijn er ${rows[0]?.n} vastgelegd`);
    return uitslag;
  };
}
