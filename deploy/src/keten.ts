import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { datumInAmsterdam, minDuur } from '@bronhuis/standaarden';
import type { JWK } from 'jose';
import { stap3, stap4 } from './keten/archief-en-publicatie.ts';
import { Client } from './keten/client.ts';
import { stap5 } from './keten/inzage.ts';
import { logboeken, stap1, stap2 } from './keten/toegang-en-registers.ts';
import type { Verhaal } from './keten/verhaal.ts';
import { stap6, stap7, stap8 } from './keten/vernietiging.ts';
import { Verslag } from './keten/verslag.ts';

// One decision of a municipality, from its source to its end, as a client that knows the gateway only.
const gateway = process.env['GATEWAY_URL'] ?? 'http://127.0.0.1:8080';
const geheimen = resolve(process.env['GEHEIMEN_MAP'] ?? '.data/geheimen');

const sleutel = async (naam: string): Promise<JWK> => JSON.parse(await readFile(join(geheimen, `client-${naam}.key.json`), 'utf8')) as JWK;

async function vertel(): Promise<number> {
  const gereed = await fetch(`${gateway}/health/ready`).catch(() => null);
  if (!gereed?.ok) {
    console.error(`Bronhuis draait niet op ${gateway}. Start het eerst met: npm start`);
    return 1;
  }
  const client = new Client(gateway, {
    zaaksysteem: await sleutel('zaaksysteem'),
    'zaaksysteem-voorbeeldstad': await sleutel('zaaksysteem-voorbeeldstad'),
    'component-portaal': await sleutel('portaal'),
  });
  const vandaag = datumInAmsterdam(new Date());
  const run = Date.now().toString(36);
  const v: Verhaal = { client, run, woord: `brandwacht${run}`, vandaag, vorigJaar: minDuur(minDuur(vandaag, 'P1Y'), 'P74D'), tokens: {}, dossiers: {}, publicaties: {}, gevonden: {} };
  const verslag = new Verslag();
  console.log(`Buurtfeest Lindeplein, verhaal ${run}`);
  for (const stap of [stap1, stap2, logboeken, stap3, stap4, stap5, stap6, stap7, stap8]) {
    try {
      await stap(v, verslag);
    } catch (fout) {
      // A step that could not even begin: name it and stop, what follows builds on it.
      await verslag.stap('het verhaal gaat verder', () => Promise.reject(fout as Error));
      break;
    }
  }
  return verslag.slot();
}

process.exitCode = await vertel();
