import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { datumInAmsterdam } from '@bronhuis/standaarden';
import type { Bundel } from '@bronhuis/toegang';
import { leesCedar } from '@bronhuis/toegang/cedar';
import { CompactSign, importJWK } from 'jose';
import type { Geheimen } from './geheimen.ts';
import { projectmap } from './servers/map.ts';

const DAG = 24 * 60 * 60 * 1000;

function beleid(): Bundel['beleid'] {
  const map = join(projectmap(), 'services/toegangsbeheer/beleid');
  const bestanden = readdirSync(map).filter((b) => b.endsWith('.cedar')).sort();
  return leesCedar(bestanden.map((b) => readFileSync(join(map, b), 'utf8')).join('\n')).map(({ id, regel }) => ({ id, regel }));
}

const gegevens = <T>(naam: string): T => JSON.parse(readFileSync(join(projectmap(), 'services/toegangsbeheer/demonstratie', `${naam}.json`), 'utf8')) as T;

/** `gisteren` in the demonstration data is the day before the run (keten: a mandaat that has just ended). */
const opDatum = (tot: string | null, nu: Date): string | null => (tot === 'gisteren' ? datumInAmsterdam(new Date(nu.getTime() - DAG)) : tot);

export type Bundelwijziging = Partial<Omit<Bundel, 'versie' | 'hash' | 'uitgegeven'>>;

/** The bundle that toegangsbeheer would give: the real policies, the demonstration organisations, the key of the test. */
export function maakBundel(geheimen: Geheimen, nu: Date, versie: number, anders: Bundelwijziging = {}): Bundel {
  const bevoegdheden = gegevens<Bundel['bevoegdheden']>('bevoegdheden');
  const activiteiten = gegevens<Bundel['activiteiten']>('verwerkingsactiviteiten');
  const inhoud = {
    beleid: beleid(),
    organisaties: gegevens<Bundel['organisaties']>('organisaties'),
    bevoegdheden: bevoegdheden.map(({ id, uitvoerder, organisatie, activiteiten: va, soort, van, tot }) => ({
      id, uitvoerder, organisatie, activiteiten: va, soort, van, tot: opDatum(tot, nu),
    })),
    activiteiten: activiteiten.map(({ organisatie, id, versie: v, naam, werkproces, bestuursorgaan, vertrouwelijk, van, tot }) => ({
      organisatie, id, versie: v, naam, werkproces, bestuursorgaan, vertrouwelijk, van, tot,
    })),
    ingetrokken: [],
    jwks: [geheimen.token.publiek],
    ...anders,
  };
  // The version is part of the hash here: each bundle that a test makes is a new one.
  const hash = createHash('sha256').update(JSON.stringify([versie, inhoud])).digest('hex');
  return { ...inhoud, versie, hash, uitgegeven: nu.toISOString() };
}

export async function ondertekenBundel(bundel: Bundel, geheimen: Geheimen): Promise<string> {
  const sleutel = await importJWK(geheimen.bundel.prive, 'EdDSA');
  return new CompactSign(Buffer.from(JSON.stringify(bundel))).setProtectedHeader({ alg: 'EdDSA', kid: 'bundel' }).sign(sleutel);
}
