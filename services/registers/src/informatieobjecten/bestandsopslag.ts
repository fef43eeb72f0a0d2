import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import type { ReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@bronhuis/component';
import type { Config } from '@bronhuis/component';
import { isOin, Probleem } from '@bronhuis/standaarden';

export interface OntvangenBestand {
  bestand: string;
  omvang: number;
  sha256: string;
}

const DEEL = '.deel';
const VOL = new Set(['ENOSPC', 'EDQUOT']);

/** Files of a municipality in a folder of its own, each under an id that says nothing. Whole and on disk, or not there. */
@Injectable()
export class Bestandsopslag {
  private readonly wortel: string;
  private readonly meest: number;

  constructor(@Inject(CONFIG) config: Config) {
    this.wortel = join(config.GEGEVENS_MAP, 'bestanden');
    this.meest = Number(config.eigen['BESTAND_MAX_BYTES']);
  }

  /**
   * Streams to a temporary file, syncs, and renames: after this the bytes survive a power cut, before the row that
   * names them is committed. @throws Probleem 400 on another checksum, 413 when it is too large
   */
  async ontvang(organisatie: string, stroom: Readable, verwacht: string | null): Promise<OntvangenBestand> {
    const map = this.map(organisatie);
    await mkdir(map, { recursive: true });
    const bestand = randomUUID();
    const tijdelijk = join(map, `${bestand}${DEEL}`);
    try {
      const gelezen = await this.schrijf(tijdelijk, stroom);
      if (gelezen.omvang === 0) throw Probleem.ongeldig([{ name: 'body', reason: 'Het bestand is leeg.', code: 'leeg' }]);
      if (verwacht !== null && verwacht !== gelezen.sha256) {
        throw Probleem.ongeldig([{ name: 'Repr-Digest', reason: 'Het controlegetal klopt niet met wat is ontvangen.', code: 'controlegetal' }]);
      }
      await synchroniseer(tijdelijk);
      await rename(tijdelijk, join(map, bestand));
      await synchroniseer(map);
      return { bestand, ...gelezen };
    } catch (fout) {
      await rm(tijdelijk, { force: true });
      if (VOL.has((fout as NodeJS.ErrnoException).code ?? '')) throw Probleem.nietBeschikbaar('Er is geen ruimte voor dit bestand. Waarschuw de beheerder.');
      throw fout;
    }
  }

  private async schrijf(pad: string, stroom: Readable): Promise<{ omvang: number; sha256: string }> {
    const som = createHash('sha256');
    let omvang = 0;
    const teller = new Transform({
      transform: (stuk: Buffer, _, klaar) => {
        omvang += stuk.length;
        if (omvang > this.meest) return klaar(Probleem.teGroot(`Een bestand is ten hoogste ${Math.floor(this.meest / 1_048_576)} MB.`));
        som.update(stuk);
        klaar(null, stuk);
      },
    });
    await pipeline(stroom, teller, createWriteStream(pad, { flags: 'wx', mode: 0o640 }));
    return { omvang, sha256: som.digest('hex') };
  }

  /** Opened before the answer begins, so that a file that is not there is an error and not half an answer. */
  async lees(organisatie: string, bestand: string, vanaf = 0): Promise<ReadStream> {
    const greep = await open(join(this.map(organisatie), bestand), 'r');
    return createReadStream('', { fd: greep, start: vanaf });
  }

  async wis(organisatie: string, bestand: string): Promise<void> {
    await rm(join(this.map(organisatie), bestand), { force: true });
  }

  async isAanwezig(organisatie: string, bestand: string): Promise<boolean> {
    try {
      await stat(join(this.map(organisatie), bestand));
      return true;
    } catch (fout) {
      if ((fout as NodeJS.ErrnoException).code === 'ENOENT') return false;
      throw fout;
    }
  }

  async organisaties(): Promise<string[]> {
    return (await leesMap(this.wortel)).filter(isOin);
  }

  /** What lies there longer than a moment, whole or half: an upload that is busy is younger. */
  async ouderDan(organisatie: string, moment: Date): Promise<{ naam: string; half: boolean }[]> {
    const oud: { naam: string; half: boolean }[] = [];
    for (const naam of await leesMap(this.map(organisatie))) {
      if ((await stat(join(this.map(organisatie), naam))).mtime < moment) oud.push({ naam, half: naam.endsWith(DEEL) });
    }
    return oud;
  }

  private map(organisatie: string): string {
    if (!isOin(organisatie)) throw new Error('a file belongs to an organisation');
    return join(this.wortel, organisatie);
  }
}

async function leesMap(map: string): Promise<string[]> {
  try {
    return await readdir(map);
  } catch (fout) {
    if ((fout as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw fout;
  }
}

async function synchroniseer(pad: string): Promise<void> {
  const greep = await open(pad, 'r');
  try {
    await greep.sync();
  } finally {
    await greep.close();
  }
}
