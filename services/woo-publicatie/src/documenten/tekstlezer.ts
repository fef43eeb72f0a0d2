import { readFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { Probleem } from '@bronhuis/standaarden';
import type { GelezenDocument } from './poort.ts';

export const MEDIATYPEN = ['application/pdf', 'text/plain'] as const;
export type Mediatype = (typeof MEDIATYPEN)[number];

export interface Leesgrenzen {
  maxPaginas: number;
  maxTekens: number;
  tijdMs: number;
  geheugenMb: number;
}

export const LEESGRENZEN: Leesgrenzen = { maxPaginas: 2_000, maxTekens: 20_000_000, tijdMs: 60_000, geheugenMb: 512 };

type Uitkomst = { document: GelezenDocument } | { fout: 'te-veel-paginas' | 'te-veel-tekst' | 'beveiligd' | 'onleesbaar' | 'te-lang'; paginas?: number };

const UITLEG: Record<Exclude<Uitkomst, { document: GelezenDocument }>['fout'], string> = {
  'te-veel-paginas': 'Het document heeft te veel pagina’s. Splits het.',
  'te-veel-tekst': 'Het document bevat te veel tekst. Splits het.',
  beveiligd: 'Het document is beveiligd met een wachtwoord. Bied het zonder beveiliging aan.',
  onleesbaar: 'Het document is beschadigd of geen echte PDF. Maak de PDF opnieuw.',
  'te-lang': 'Het lezen van het document duurt te lang. Maak de PDF opnieuw, of splits het document.',
};

/** Text per page and everything else that goes along with a file. @throws Probleem 400 when it cannot be read. */
export async function leesDocument(pad: string, mediatype: Mediatype, grenzen: Leesgrenzen = LEESGRENZEN): Promise<GelezenDocument> {
  const bytes = await readFile(pad);
  const uitkomst = mediatype === 'application/pdf' ? await inWerkdraad(bytes, grenzen) : leesPlatteTekst(bytes, grenzen);
  if ('document' in uitkomst) return uitkomst.document;
  throw Probleem.ongeldig(
    [{ name: 'bestand', reason: UITLEG[uitkomst.fout], code: uitkomst.fout }],
    UITLEG[uitkomst.fout],
  );
}

const MAX_BLAD = 20_000;

/** A long text without form feeds is cut between lines, or else between words: never inside a number. */
function opBladen(tekst: string): string[] {
  const bladen: string[] = [];
  let rest = tekst;
  while (rest.length > MAX_BLAD) {
    const stuk = rest.slice(0, MAX_BLAD);
    let knip = stuk.lastIndexOf('\n');
    for (let i = stuk.length - 2; knip <= 0 && i > 0; i--) if (/[^\d\s]\s[^\d\s]/u.test(stuk.slice(i - 1, i + 2))) knip = i;
    if (knip <= 0) break;
    bladen.push(rest.slice(0, knip));
    rest = rest.slice(knip);
  }
  return [...bladen, rest];
}

/** A form feed starts a page in plain text. */
function leesPlatteTekst(bytes: Buffer, grenzen: Leesgrenzen): Uitkomst {
  let tekst: string;
  try {
    tekst = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { fout: 'onleesbaar' };
  }
  if (tekst.includes('\u0000')) return { fout: 'onleesbaar' };
  if (tekst.length > grenzen.maxTekens) return { fout: 'te-veel-tekst' };
  const bladen = tekst.split('\f').flatMap(opBladen);
  if (bladen.some((b) => b.length > MAX_BLAD)) return { fout: 'onleesbaar' };
  const paginas = bladen.map((t) => ({ tekst: t.trim(), aantekeningen: [], koppelingen: [], alleenBeeld: false }));
  if (paginas.length > grenzen.maxPaginas) return { fout: 'te-veel-paginas', paginas: paginas.length };
  return { document: { paginas, metagegevens: {}, bijlagen: 0 } };
}

/** Two files at a time: reading is processor work, and each thread may take its half gigabyte. */
const MAX_TEGELIJK = 2;
let bezig = 0;
const wachtrij: (() => void)[] = [];

async function inWerkdraad(bytes: Buffer, grenzen: Leesgrenzen): Promise<Uitkomst> {
  if (bezig >= MAX_TEGELIJK) await new Promise<void>((verder) => wachtrij.push(verder));
  bezig++;
  try {
    return await leesInWorker(bytes, grenzen);
  } finally {
    bezig--;
    wachtrij.shift()?.();
  }
}

function leesInWorker(bytes: Buffer, grenzen: Leesgrenzen): Promise<Uitkomst> {
  return new Promise((klaar) => {
    const worker = new Worker(new URL('./pdf-lezer.worker.mjs', import.meta.url), {
      // A plain copy: a Buffer may be a slice of a pool that others use.
      workerData: { bytes: new Uint8Array(bytes), maxPaginas: grenzen.maxPaginas, maxTekens: grenzen.maxTekens },
      resourceLimits: { maxOldGenerationSizeMb: grenzen.geheugenMb },
      execArgv: [],
      stdout: true,
      stderr: true,
    });
    let af = false;
    const eindig = (uitkomst: Uitkomst): void => {
      if (af) return;
      af = true;
      clearTimeout(wekker);
      void worker.terminate().then(() => klaar(uitkomst));
    };
    const wekker = setTimeout(() => eindig({ fout: 'te-lang' }), grenzen.tijdMs);
    worker.once('message', (uitkomst: Uitkomst) => eindig(uitkomst));
    // Out of memory or a fault inside the reader: the file is to blame, the component goes on.
    worker.once('error', () => eindig({ fout: 'onleesbaar' }));
    worker.once('exit', () => eindig({ fout: 'onleesbaar' }));
  });
}
