import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { maakSleutelpaar } from '@bronhuis/standaarden';
import { Pseudonimiseerder, type PseudoniemSleutels } from '@bronhuis/verwerking';
import type { JWK } from 'jose';
import { OVERBRUGGE, VOORBEELDSTAD, WERKORGANISATIE } from './organisaties.ts';

export type Sleutelpaar = { prive: JWK; publiek: JWK };

export type Geheimen = {
  map: string;
  bundel: Sleutelpaar;
  token: Sleutelpaar;
  pseudonimiseerder: Pseudonimiseerder;
  /** Public keys by name: `verklaring-<OIN>`, `log-<OIN>`, `client-<naam>`. */
  publiek: Record<string, JWK>;
};

let tokensleutel: Sleutelpaar | undefined;

/** An RSA key takes long to make: one for each test process. */
function eenTokensleutel(): Sleutelpaar {
  if (!tokensleutel) {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const kop = { kid: 'test-token', alg: 'PS256', use: 'sig' };
    tokensleutel = { prive: { ...privateKey.export({ format: 'jwk' }), ...kop } as JWK, publiek: { ...publicKey.export({ format: 'jwk' }), ...kop } as JWK };
  }
  return tokensleutel;
}

/** A folder with every key file that a component may ask for, made for this test alone. */
export async function maakGeheimen(map: string, componenten: readonly string[]): Promise<Geheimen> {
  await mkdir(map, { recursive: true, mode: 0o700 });
  const schrijf = (naam: string, inhoud: string): Promise<void> => writeFile(join(map, naam), inhoud, { mode: 0o600 });
  const publiek: Record<string, JWK> = {};
  const paar = async (naam: string): Promise<Sleutelpaar> => {
    const p = maakSleutelpaar(naam) as Sleutelpaar;
    await Promise.all([schrijf(`${naam}.key.json`, JSON.stringify(p.prive)), schrijf(`${naam}.pub.json`, JSON.stringify(p.publiek))]);
    publiek[naam] = p.publiek;
    return p;
  };
  const bundel = await paar('bundel');
  for (const naam of [...componenten, 'zaaksysteem', 'zaaksysteem-voorbeeldstad']) await paar(`client-${naam}`);
  const pseudoniem: PseudoniemSleutels = {};
  for (const oin of [OVERBRUGGE, VOORBEELDSTAD, WERKORGANISATIE]) {
    await paar(`verklaring-${oin}`);
    await paar(`log-${oin}`);
    pseudoniem[oin] = { kid: 'k1', sleutel: randomBytes(32).toString('base64') };
  }
  await schrijf('pseudoniem.json', JSON.stringify(pseudoniem));
  await schrijf('sessie.key', randomBytes(32).toString('base64'));
  return { map, bundel, token: eenTokensleutel(), pseudonimiseerder: Pseudonimiseerder.uitMap(pseudoniem), publiek };
}
