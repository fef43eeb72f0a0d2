import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { JWK } from '@bronhuis/standaarden';
import { controleerVerklaring } from './controle.ts';

const GEBRUIK = 'Gebruik: node verifieer.js <verklaring.json> --sleutel <sleutel.json>';

/** A JWK, a JWK Set, or what GET /sleutels answers. */
function leesSleutels(pad: string): JWK[] {
  const inhoud = JSON.parse(readFileSync(pad, 'utf8')) as JWK & { keys?: JWK[] };
  return inhoud.keys ?? [inhoud];
}

/**
 * Verifies a declaration from two files, without the server that made it. Writes GELDIG or what is wrong.
 * @returns 0 valid, 1 not valid, 2 wrongly called
 */
export function verifieer(argumenten: readonly string[], schrijf: (regel: string) => void): number {
  const vlag = argumenten.indexOf('--sleutel');
  const sleutelpad = vlag === -1 ? undefined : argumenten[vlag + 1];
  const pad = argumenten.find((a, i) => !a.startsWith('--') && (vlag === -1 || i !== vlag + 1));
  if (pad === undefined || sleutelpad === undefined) {
    schrijf(GEBRUIK);
    return 2;
  }
  let inhoud: unknown;
  let sleutels: JWK[];
  try {
    inhoud = JSON.parse(readFileSync(pad, 'utf8'));
    sleutels = leesSleutels(sleutelpad);
  } catch (fout) {
    schrijf(`Een bestand is niet te lezen: ${(fout as Error).message}`);
    return 2;
  }
  const fouten = controleerVerklaring(inhoud, sleutels);
  if (fouten.length === 0) {
    schrijf('GELDIG');
    return 0;
  }
  schrijf('NIET GELDIG');
  for (const fout of fouten) schrijf(`- ${fout}`);
  return 1;
}

const gestart = process.argv[1];
if (gestart !== undefined && import.meta.url === pathToFileURL(gestart).href) {
  process.exitCode = verifieer(process.argv.slice(2), (regel) => process.stdout.write(`${regel}\n`));
}
