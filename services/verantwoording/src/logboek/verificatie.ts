import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JWK } from '@bronhuis/standaarden';
import pg from 'pg';
import type { Bevinding } from './bevindingen.ts';
import type { Controlepunt } from './controlepunt.ts';
import { vergelijk, type Logbron, type Rapport } from './vergelijk.ts';
import { logbron, organisatiesMetLog } from './verificatie.queries.ts';

/** The public halves of the keys of the logs: from the folder of secrets, never from the database that is checked. */
export async function logsleutels(geheimenMap: string): Promise<JWK[]> {
  const bestanden = (await readdir(geheimenMap)).filter((b) => /^log-\d{20}\.key\.json$/.test(b));
  const sleutels = await Promise.all(bestanden.map(async (b) => JSON.parse(await readFile(join(geheimenMap, b), 'utf8')) as JWK));
  return sleutels.map(({ d: _geheim, ...publiek }) => publiek);
}

/** Recomputes the log of every organisatie in the database, and of those that only a witness remembers. */
export async function verifieer(databaseUrl: string, sleutels: readonly JWK[], getuigen: readonly Controlepunt[] = []): Promise<Rapport[]> {
  const db = new pg.Client({ connectionString: databaseUrl });
  await db.connect();
  try {
    await db.query('begin isolation level repeatable read read only');
    const rapporten: Rapport[] = [];
    const organisaties = new Set([...(await organisatiesMetLog(db)), ...getuigen.map((g) => g.organisatie)]);
    for (const organisatie of organisaties) rapporten.push(await vergelijk(metGetuigen(await logbron(db, organisatie), getuigen), sleutels));
    await db.query('commit');
    return rapporten;
  } finally {
    await db.end();
  }
}

/** A checkpoint that was kept elsewhere counts like one in the database, also when the database has lost it. */
function metGetuigen(bron: Logbron, getuigen: readonly Controlepunt[]): Logbron {
  const eigen = getuigen.filter((g) => g.organisatie === bron.organisatie);
  return { ...bron, controlepunten: [...bron.controlepunten, ...eigen] };
}

const TE_NOEMEN = 50;

function samengevat(bevindingen: readonly Bevinding[]): string[] {
  const rest = bevindingen.length - TE_NOEMEN;
  return [...bevindingen.slice(0, TE_NOEMEN).map((b) => b.toelichting), ...(rest > 0 ? [`En nog ${rest} bevindingen.`] : [])];
}

/** The outcome in plain Dutch, and whether the logs are whole. */
export function verslag(rapporten: readonly Rapport[]): { tekst: string; heel: boolean } {
  const regels = rapporten.flatMap((r) => {
    const los = r.grootte - r.bewezenTot;
    const stand = `${r.grootte} regels, ${r.controlepunten} controlepunten, ${los > 0 ? `${los} regels nog niet ondertekend` : 'alle regels ondertekend'}`;
    return r.bevindingen.length === 0
      ? [`✓ logboek ${r.organisatie} klopt: ${stand}`]
      : [`✗ logboek ${r.organisatie} klopt niet: ${stand}`, ...samengevat(r.bevindingen).map((zin) => `    - ${zin}`)];
  });
  if (regels.length === 0) regels.push('Er is nog geen logboek.');
  return { tekst: regels.join('\n'), heel: rapporten.every((r) => r.bevindingen.length === 0) };
}
