import { setImmediate as adem } from 'node:timers/promises';
import { uuidv7 } from '@bronhuis/standaarden';
import type { Aanroep } from '@bronhuis/toegang';
import { PER_BEURT } from './beslis-evaluaties.ts';
import { blader, leesPagina, maakToken, vingerafdruk, type Kandidaten, type Pagina } from './bladeren.ts';

/** What is searched for: of a type, and perhaps with something that is known of all that are asked about. */
export interface Gezocht {
  type: string;
  properties?: Record<string, unknown>;
}

/** Search response (AuthZEN 1.0 §8.3). */
export interface Gevonden<T> {
  page: { next_token: string; count: number };
  results: T[];
}

/** The id of what is searched for is passed over. */
export const gezocht = ({ type, properties }: Gezocht): Gezocht => ({ type, ...(properties ? { properties } : {}) });

/** Candidates that are all known, in the order of their keys; others are served in between. */
export const uitRij = <K>(rij: readonly K[], sleutel: (k: K) => string, mag: (k: K) => boolean): Kandidaten<K> => ({
  volgende: async (na) => {
    await adem();
    const vanaf = na === '' ? 0 : rij.findIndex((k) => sleutel(k) > na);
    return vanaf < 0 ? [] : rij.slice(vanaf, vanaf + PER_BEURT);
  },
  sleutel,
  mag,
});

/** One page of what may, out of the candidates. */
export async function zoek<K, R>(
  soort: string,
  { organisatie }: { organisatie: string },
  vraag: object,
  page: Pagina | undefined,
  kandidaten: Kandidaten<K>,
  alsResultaat: (k: K) => R,
): Promise<Gevonden<R>> {
  const afdruk = vingerafdruk(soort, organisatie, vraag);
  const stand = leesPagina(page, afdruk);
  const { gevonden, verder } = await blader(kandidaten, stand);
  const next_token = verder === null ? '' : maakToken({ limiet: stand.limiet, na: verder }, afdruk);
  return { page: { next_token, count: gevonden.length }, results: gevonden.map(alsResultaat) };
}

/** The decision, and whose data the answer holds; durable before it leaves. */
export async function legVast(aanroep: Aanroep, handeling: string, personen: readonly { id: string; type: string }[]): Promise<void> {
  if (personen.length === 0) return aanroep.vastleggen(null);
  const betrokkenen = personen.map(({ id, type }) => ({ soort: 'eigen' as const, identificatie: id, rol: type }));
  await aanroep.vastleggen({ handeling, gegevens: ['rechten'], object: { soort: 'zoekvraag', id: uuidv7(aanroep.tijdstip) }, betrokkenen });
}
