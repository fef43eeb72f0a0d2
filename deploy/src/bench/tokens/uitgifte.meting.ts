import { clientAssertion } from '@bronhuis/toegang';
import { Pool } from 'undici';
import { opTempo, p95, percentiel } from '../belasting.ts';
import { cijfer, hoogstens, type Meting } from '../cijfer.ts';
import { cpuVan } from '../proces.ts';
import { OVERBRUGGE, type Suite } from '../suite.ts';
import { metKaal, sleutelVan } from './voorraad.ts';

const TEMPO = { perSeconde: 200, seconden: 20 };
/** Seconds before, that do not count. */
const OPWARMEN_S = 3;

/** Tokens at an even pace, each for one organisatie and one purpose, beside the least that such an endpoint must do. */
export const uitgifte: Meting = {
  naam: `tokens bij ${TEMPO.perSeconde} per seconde`,
  meet: (suite, meld) =>
    metKaal(suite, (kaal) =>
      suite.alleen(['toegangsbeheer'], async () => {
        meld('kaal');
        const eerst = await duren(suite, kaal.url, '/token', kaal.pid);
        meld('toegangsbeheer');
        const onze = await duren(suite, suite.url('toegangsbeheer'), '/toegangsbeheer/v1/token', suite.pidVan('toegangsbeheer'));
        const uit = [
          cijfer(`token uitgeven, p95 van ${onze.ms.length} bij ${TEMPO.perSeconde} per s`, p95(onze.ms), 'ms', { kaal: p95(eerst.ms), doel: hoogstens(20) }),
          cijfer('  p50', percentiel(onze.ms, 0.5), 'ms', { kaal: percentiel(eerst.ms, 0.5) }),
          cijfer('  p99', percentiel(onze.ms, 0.99), 'ms', { kaal: percentiel(eerst.ms, 0.99) }),
        ];
        if (onze.cpuMicro !== null && eerst.cpuMicro !== null) uit.push(cijfer('  CPU per token', onze.cpuMicro, 'µs', { kaal: eerst.cpuMicro }));
        return uit;
      }),
    ),
};

/** Milliseconds from the moment that each was to be sent; an answer that is no token ends the measurement. */
async function duren(suite: Suite, url: string, path: string, pid: number): Promise<{ ms: number[]; cpuMicro: number | null }> {
  const seconden = OPWARMEN_S + TEMPO.seconden;
  // Signed beforehand: what the client does is not what is measured. They live two minutes.
  const sleutel = sleutelVan(suite);
  const lijven: string[] = [];
  while (lijven.length < seconden * TEMPO.perSeconde) lijven.push(lijf(await clientAssertion('zaaksysteem', sleutel)));
  const pool = new Pool(url, { connections: 64, pipelining: 1 });
  const eerst = cpuVan(pid);
  try {
    const alle = await opTempo({ ...TEMPO, seconden }, async (nummer, gepland) => {
      // A timer may be early by less than a millisecond.
      const van = Math.min(gepland, performance.now());
      const { statusCode, body } = await pool.request({ method: 'POST', path, headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: lijven[nummer] as string });
      const tekst = await body.text();
      if (statusCode !== 200 || !tekst.includes('"access_token"')) throw new Error(`een token vragen geeft ${statusCode}: ${tekst.slice(0, 300)}`);
      return performance.now() - van;
    });
    const daarna = cpuVan(pid);
    return { ms: alle.slice(OPWARMEN_S * TEMPO.perSeconde), cpuMicro: eerst === null || daarna === null ? null : ((daarna - eerst) / alle.length) * 1e6 };
  } finally {
    await pool.close();
  }
}

const lijf = (bewijs: string): string =>
  new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: bewijs,
    organisatie: OVERBRUGGE,
    verwerkingsactiviteit: 'VA-01',
  }).toString();
