import { createHash, randomUUID } from 'node:crypto';
import { constants, createReadStream, createWriteStream } from 'node:fs';
import type { ReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
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

/** A store that is full is a problem that the caller hears of; anything else stays what it is. */
export function alsOpslagfout(fout: unknown): unknown {
  return VOL.has((fout as NodeJS.ErrnoException).code ?? '') ? Probleem.nietBeschikbaar('Er is geen ruimte voor dit bestand. Waarschuw de beheerder.') : fout;
}

export interface Aanvulling {
  /** How long the file may become, and what is said when more comes. */
  hoogstens: number;
  teveel: () => Probleem;
  /** After so many bytes they are synced, and `vastOp` hears how long the file is. */
  elkeBytes: number;
  vastOp: (plaats: number) => Promise<void>;
}

/** Files of a municipality in a folder of its own, each under an id that says nothing. Whole and on disk, or not there. */
@Injectable()
export class Bestandsopslag {
  private readonly wortel: string;
  readonly meest: number;

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
      throw alsOpslagfout(fout);
    }
  }

  private async schrijf(pad: string, stroom: Readable): Promise<{ omvang: number; sha256: string }> {
    const som = createHash('sha256');
    let omvang = 0;
    const teller = new Transform({
      transform: (stuk: Buffer, _, klaar) => {
        omvang += stuk.length;
        if (omvang > this.meest) return klaar(this.teGroot());
        som.update(stuk);
        klaar(null, stuk);
      },
    });
    // What comes in during a write, goes out in one write after it.
    await pipeline(stroom, teller, createWriteStream(pad, { flags: 'wx', mode: 0o640, highWaterMark: 1_048_576 }));
    return { omvang, sha256: som.digest('hex') };
  }

  /** @throws Probleem 413 */
  eisPast(omvang: number): void {
    if (omvang > this.meest) throw this.teGroot();
  }

  private teGroot(): Probleem {
    return Probleem.teGroot(`Een bestand is ten hoogste ${Math.floor(this.meest / 1_048_576)} MB.`);
  }

  /**
   * Writes behind the first `plaats` bytes of a file, whatever was behind them. Gives how many bytes are safe, and what ended
   * it before its time: a sender who is gone has sent something too.
   */
  async vulAan(organisatie: string, bestand: string, plaats: number, stroom: Readable, a: Aanvulling): Promise<{ plaats: number; fout: unknown }> {
    const map = this.map(organisatie);
    await mkdir(map, { recursive: true });
    const greep = await open(join(map, bestand), constants.O_WRONLY | constants.O_CREAT, 0o640);
    let geschreven = plaats;
    let vast = plaats;
    let fout: unknown = null;
    try {
      try {
        for await (const stuk of stroom as AsyncIterable<Buffer>) {
          if (geschreven + stuk.length > a.hoogstens) throw a.teveel();
          for (let af = 0; af < stuk.length; ) af += (await greep.write(stuk, af, stuk.length - af, geschreven + af)).bytesWritten;
          geschreven += stuk.length;
          if (geschreven - vast < a.elkeBytes) continue;
          await greep.sync();
          vast = geschreven;
          await a.vastOp(vast);
        }
      } catch (gebroken) {
        fout = gebroken;
      }
      await greep.sync();
    } finally {
      await greep.close();
    }
    await synchroniseer(map);
    return { plaats: geschreven, fout };
  }

  /** One file of these pieces, with its checksum. One piece that is as long as it should be is that file. */
  async maakHeel(organisatie: string, delen: readonly { bestand: string; lengte: number }[]): Promise<OntvangenBestand> {
    const pad = (naam: string): string => join(this.map(organisatie), naam);
    const [een] = delen;
    if (een && delen.length === 1 && (await stat(pad(een.bestand))).size === een.lengte) {
      const som = createHash('sha256');
      for await (const stuk of createReadStream(pad(een.bestand), { highWaterMark: 1_048_576 })) som.update(stuk as Buffer);
      return { bestand: een.bestand, omvang: een.lengte, sha256: som.digest('hex') };
    }
    const inhoud = async function* (): AsyncGenerator<Buffer> {
      for (const { bestand, lengte } of delen) if (lengte > 0) yield* createReadStream(pad(bestand), { end: lengte - 1 }) as AsyncIterable<Buffer>;
    };
    return this.ontvang(organisatie, Readable.from(inhoud()), null);
  }

  /** Opened before the answer begins, so that a file that is not there is an error and not half an answer. */
  async lees(organisatie: string, bestand: string, { van, totEnMet, blok }: { van: number; totEnMet?: number; blok?: number } = { van: 0 }): Promise<ReadStream> {
    const greep = await open(join(this.map(organisatie), bestand), 'r');
    return createReadStream('', { fd: greep, start: van, ...(totEnMet === undefined ? {} : { end: totEnMet }), ...(blok === undefined ? {} : { highWaterMark: blok }) });
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
