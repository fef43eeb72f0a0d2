import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '@bronhuis/component';
import { Probleem } from '@bronhuis/standaarden';

/** A file that came in and is not yet anybody's. */
export interface Ontvangen {
  pad: string;
  omvang: number;
  sha256: string;
  begin: Buffer;
}

/** Files in a folder for each organisatie, named by the id of their document: nothing of a name or title is in a path. */
@Injectable()
export class Bestandsopslag {
  private readonly map: string;
  private readonly onderweg: string;

  constructor(@Inject(CONFIG) config: Config) {
    this.map = join(config.GEGEVENS_MAP, 'openbaar');
    this.onderweg = join(config.GEGEVENS_MAP, 'aangeboden');
  }

  private plek(organisatie: string, document: string): string {
    return join(this.map, organisatie, document.slice(-2), document);
  }

  /** Streams to disk, with hash and limit. @throws Probleem 413; nothing stays behind then */
  async ontvang(stroom: Readable, maxBytes: number): Promise<Ontvangen> {
    await mkdir(this.onderweg, { recursive: true });
    const pad = join(this.onderweg, randomUUID());
    const som = createHash('sha256');
    let omvang = 0;
    let begin: Buffer = Buffer.alloc(0);
    const bestand = await open(pad, 'wx', 0o600);
    try {
      // The source is not destroyed when we stop early: the answer that says why still has to go over the same connection.
      for await (const stuk of stroom.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        omvang += stuk.length;
        if (omvang > maxBytes) throw Probleem.teGroot(`Het bestand mag ten hoogste ${Math.floor(maxBytes / 1_000_000)} MB zijn.`);
        if (begin.length < 1024) begin = Buffer.concat([begin, stuk.subarray(0, 1024 - begin.length)]);
        som.update(stuk);
        await bestand.writeFile(stuk);
      }
      await bestand.sync();
      return { pad, omvang, sha256: som.digest('hex'), begin };
    } catch (fout) {
      // What still comes is let through to nowhere: an unread rest would block every later request on this connection.
      stroom.resume();
      await rm(pad, { force: true });
      throw fout;
    } finally {
      await bestand.close();
    }
  }

  async weggooien(ontvangen: Ontvangen): Promise<void> {
    await rm(ontvangen.pad, { force: true });
  }

  /** Gives the file its place, durably, before the row that names it is committed. */
  async plaats(ontvangen: Ontvangen, organisatie: string, document: string): Promise<void> {
    const doel = this.plek(organisatie, document);
    const map = join(doel, '..');
    await mkdir(map, { recursive: true });
    await rename(ontvangen.pad, doel);
    const hangmap = await open(map, 'r');
    await hangmap.sync().finally(() => hangmap.close());
  }

  async verwijder(organisatie: string, document: string): Promise<void> {
    await rm(this.plek(organisatie, document), { force: true });
  }

  open(organisatie: string, document: string): ReadStream {
    return createReadStream(this.plek(organisatie, document));
  }

  /** Size on disk, or null when it is not there. */
  async omvang(organisatie: string, document: string): Promise<number | null> {
    try {
      return (await stat(this.plek(organisatie, document))).size;
    } catch (fout) {
      if ((fout as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw fout;
    }
  }

  sha256(organisatie: string, document: string): Promise<string> {
    return this.sha256Van(this.plek(organisatie, document));
  }

  async sha256Van(pad: string): Promise<string> {
    const som = createHash('sha256');
    for await (const stuk of createReadStream(pad)) som.update(stuk as Buffer);
    return som.digest('hex');
  }

  /** Everything in the store of one organisatie; what is no file has no size. */
  async *inhoud(organisatie: string): AsyncGenerator<{ document: string; pad: string; omvang: number | null; gewijzigd: Date }> {
    const wortel = join(this.map, organisatie);
    for (const vak of await leesMap(wortel)) {
      for (const document of await leesMap(join(wortel, vak))) {
        const pad = join(wortel, vak, document);
        const s = await stat(pad).catch((fout: NodeJS.ErrnoException) => (fout.code === 'ENOENT' ? null : Promise.reject(fout)));
        if (s) yield { document, pad, omvang: s.isFile() ? s.size : null, gewijzigd: s.mtime };
      }
    }
  }

  /** Uploads whose process was killed halfway. */
  async veegOnderweg(ouderDan: Date): Promise<number> {
    let weg = 0;
    for (const naam of await leesMap(this.onderweg)) {
      const pad = join(this.onderweg, naam);
      const s = await stat(pad).catch((fout: NodeJS.ErrnoException) => (fout.code === 'ENOENT' ? null : Promise.reject(fout)));
      if (s && s.mtime < ouderDan) {
        await rm(pad, { force: true });
        weg++;
      }
    }
    return weg;
  }
}

async function leesMap(pad: string): Promise<string[]> {
  try {
    return await readdir(pad);
  } catch (fout) {
    if ((fout as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw fout;
  }
}
