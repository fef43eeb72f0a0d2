import { fouteRegel } from './regel.ts';
import type { Regel } from './regel.ts';

/** Lines that are one object: a line by itself, or a history. And how far the file has been read behind them. */
export interface Groep {
  regels: Regel[];
  totPositie: number;
  totRegel: number;
}

/** What is done in one transaction. */
export interface Stuk {
  groepen: Groep[];
  vanPositie: number;
  totPositie: number;
  totRegel: number;
}

export interface Plaats {
  positie: number;
  regel: number;
}

export const MEEST_TEKENS = 1_048_576;
/** What a transaction costs by itself is shared by so many. Of more, what was read would outlive too much else in memory. */
const PER_STUK = { regels: 1_000, tekens: 2_097_152 };
const MEEST_PER_OBJECT = 5_000;
/** So that other requests have their turn. */
const ADEM = 100;

const NIEUWE_REGEL = 10;

/**
 * Cuts a delivery in pieces of about the same size, without cutting an object, and holds no more than one of them.
 * @param lees makes a line of its text
 */
export async function* leesStukken(inhoud: AsyncIterable<Buffer>, vanaf: Plaats, lees: (tekst: string, nr: number) => Regel): AsyncGenerator<Stuk> {
  const snijder = new Snijder(vanaf);
  for await (const regels of leesRegels(inhoud)) {
    for (const [tekst, bytes] of regels) {
      const nr = snijder.nr + 1;
      const regel = tekst === null ? fouteRegel(nr, { naam: 'regel', code: 'te-lang' }) : tekst === '' ? null : lees(tekst, nr);
      const stuk = snijder.neem(regel, bytes);
      if (stuk) yield stuk;
      if (nr % ADEM === 0) await new Promise((verder) => setImmediate(verder));
    }
  }
  yield snijder.rest();
}

class Snijder {
  nr: number;
  private positie: number;
  private stuk: Stuk;
  private tekens = 0;
  private regels = 0;

  constructor(vanaf: Plaats) {
    this.nr = vanaf.regel;
    this.positie = vanaf.positie;
    this.stuk = this.leeg();
  }

  /** The piece that is full, when this line is not a part of it. */
  neem(regel: Regel | null, bytes: number): Stuk | null {
    const open = this.stuk.groepen.at(-1);
    const hoortErbij = regel !== null && open !== undefined && regel.id !== null && open.regels[0]?.id === regel.id;
    const vol = this.regels >= PER_STUK.regels || this.tekens >= PER_STUK.tekens ? this.rest() : null;
    const af = hoortErbij ? null : vol;
    if (af) this.begin();
    this.nr++;
    this.positie += bytes;
    this.regels++;
    this.tekens += bytes;
    if (regel) this.voegToe(regel, hoortErbij ? open : undefined);
    const groep = this.stuk.groepen.at(-1);
    if (groep) Object.assign(groep, { totPositie: this.positie, totRegel: this.nr });
    return af;
  }

  rest(): Stuk {
    return { ...this.stuk, totPositie: this.positie, totRegel: this.nr };
  }

  private voegToe(regel: Regel, groep: Groep | undefined): void {
    if (!groep) this.stuk.groepen.push({ regels: [regel], totPositie: 0, totRegel: 0 });
    else if (groep.regels.length < MEEST_PER_OBJECT) groep.regels.push(regel);
    else groep.regels.push({ ...regel, fouten: [{ naam: 'versie', code: 'te-veel' }], inhoud: null });
  }

  private begin(): void {
    this.stuk = this.leeg();
    this.tekens = 0;
    this.regels = 0;
  }

  private leeg(): Stuk {
    return { groepen: [], vanPositie: this.positie, totPositie: this.positie, totRegel: this.nr };
  }
}

/** A line with the bytes that it takes; null instead of one that is too long. */
type Tekstregel = [string | null, number];

/** The lines that are whole after each block: they must all have been taken before the next. */
async function* leesRegels(inhoud: AsyncIterable<Buffer>): AsyncGenerator<Iterable<Tekstregel>> {
  let rest: Buffer = Buffer.alloc(0);
  let overgeslagen = 0;
  function* regels(data: Buffer): Generator<Tekstregel> {
    let van = 0;
    for (let eind = data.indexOf(NIEUWE_REGEL); eind >= 0; eind = data.indexOf(NIEUWE_REGEL, van)) {
      const bytes = overgeslagen + eind + 1 - van;
      yield [bytes > MEEST_TEKENS ? null : data.toString('utf8', van, eind).trim(), bytes];
      overgeslagen = 0;
      van = eind + 1;
    }
    rest = data.subarray(van);
    if (rest.length <= MEEST_TEKENS) return;
    overgeslagen += rest.length;
    rest = Buffer.alloc(0);
  }
  for await (const blok of inhoud) yield regels(rest.length > 0 ? Buffer.concat([rest, blok]) : blok);
  const bytes = overgeslagen + rest.length;
  if (bytes > 0) yield [[bytes > MEEST_TEKENS ? null : rest.toString('utf8').trim(), bytes]];
}

export async function* elk<T, U>(bron: AsyncGenerator<T>, maak: (een: T) => Promise<U>): AsyncGenerator<U> {
  for await (const een of bron) yield await maak(een);
}

/** Makes the next one while the caller works on this one. */
export async function* vooruit<T>(bron: AsyncGenerator<T>): AsyncGenerator<T> {
  let volgende = bron.next();
  try {
    for (let nu = await volgende; !nu.done; nu = await volgende) {
      volgende = bron.next();
      // Heard when it is its turn; a caller that goes away before that does not care.
      volgende.catch(() => undefined);
      yield nu.value;
    }
  } finally {
    await bron.return(undefined);
  }
}

/** Halves of a piece that failed, down to one object. */
export function halveer(stuk: Stuk): Stuk[] {
  const helft = stuk.groepen.length >> 1;
  const midden = stuk.groepen[helft - 1];
  if (!midden) return [stuk];
  const { totPositie, totRegel } = midden;
  return [
    { groepen: stuk.groepen.slice(0, helft), vanPositie: stuk.vanPositie, totPositie, totRegel },
    { groepen: stuk.groepen.slice(helft), vanPositie: totPositie, totPositie: stuk.totPositie, totRegel: stuk.totRegel },
  ];
}
