/** Who gets an answer while it is read. */
export interface Ontvanger {
  /**
   * @param koppen flat list of names (lower case) and values, as they came
   * @param lengte of the body, -1 when its headers do not tell
   */
  kop(status: number, koppen: string[], lengte: number): void;
  deel(deel: Buffer): void;
  einde(): void;
}

/** An answer that is not as RFC 9112 says. What could be read in two ways is not read at all. */
export class OngeldigAntwoord extends Error {}

type Stand = 'kop' | 'lengte' | 'maat' | 'stuk' | 'na stuk' | 'staart' | 'tot einde' | 'klaar';

/** Bound on the headers of an answer, and on a line between chunks. */
const MAX_REGELS = 65_536;

/**
 * Reads the answers on one connection to a component (HTTP/1.1, RFC 9112), one after another, in pieces of any size.
 * It gives the body through as it comes and keeps no more than unfinished lines.
 */
export class Antwoordlezer {
  private stand: Stand = 'klaar';
  private zonderInhoud = false;
  private rest = 0;
  private half: Buffer | null = null;
  private onaangeroerd = true;
  private blijft = false;

  constructor(private readonly ontvanger: Ontvanger) {}

  /** The next answer. @param zonderInhoud it answers HEAD: its headers describe a body that does not come */
  begin(zonderInhoud: boolean): void {
    this.stand = 'kop';
    this.zonderInhoud = zonderInhoud;
    this.onaangeroerd = true;
  }

  /** Nothing of this answer has come yet. */
  get leeg(): boolean {
    return this.onaangeroerd;
  }

  /** The answer was read to its end, and the connection may carry another. */
  get herbruikbaar(): boolean {
    return this.stand === 'klaar' && this.blijft;
  }

  /** @throws OngeldigAntwoord */
  lees(nieuw: Buffer): void {
    const deel = this.half ? Buffer.concat([this.half, nieuw]) : nieuw;
    this.half = null;
    this.onaangeroerd = false;
    let op = 0;
    while (op < deel.length) {
      const verder = this.stap(deel, op);
      if (verder < 0) {
        if (deel.length - op > MAX_REGELS) throw new OngeldigAntwoord('a line without end');
        this.half = op === 0 ? deel : deel.subarray(op);
        return;
      }
      op = verder;
    }
  }

  /** The other side closed. @returns whether that was the end of an answer that has no other */
  gesloten(): boolean {
    if (this.stand !== 'tot einde') return false;
    this.af();
    return true;
  }

  /** @returns from where to go on, or -1 when more is needed first */
  private stap(deel: Buffer, op: number): number {
    switch (this.stand) {
      case 'kop': {
        const einde = deel.indexOf('\r\n\r\n', op, 'latin1');
        if (einde < 0) return -1;
        this.leesKop(deel.toString('latin1', op, einde));
        return einde + 4;
      }
      case 'lengte':
      case 'stuk': {
        const tot = Math.min(deel.length, op + this.rest);
        this.rest -= tot - op;
        this.ontvanger.deel(deel.subarray(op, tot));
        if (this.rest === 0) {
          if (this.stand === 'lengte') this.af();
          else this.stand = 'na stuk';
        }
        return tot;
      }
      case 'tot einde':
        this.ontvanger.deel(op === 0 ? deel : deel.subarray(op));
        return deel.length;
      case 'klaar':
        throw new OngeldigAntwoord('bytes that nobody asked for');
      default: {
        const einde = deel.indexOf('\r\n', op, 'latin1');
        if (einde < 0) return -1;
        this.leesRegel(deel.toString('latin1', op, einde));
        return einde + 2;
      }
    }
  }

  /** The lines around chunks (RFC 9112 §7.1). */
  private leesRegel(regel: string): void {
    if (this.stand === 'maat') {
      const maat = /^([0-9a-f]{1,12})[ \t]*(?:;.*)?$/i.exec(regel)?.[1];
      if (maat === undefined) throw new OngeldigAntwoord('wrong size of a chunk');
      this.rest = Number.parseInt(maat, 16);
      this.stand = this.rest === 0 ? 'staart' : 'stuk';
    } else if (this.stand === 'na stuk') {
      if (regel !== '') throw new OngeldigAntwoord('a chunk that is longer than it says');
      this.stand = 'maat';
    } else if (regel === '') this.af();
  }

  private leesKop(tekst: string): void {
    const regels = tekst.split('\r\n');
    const [, minor, code] = /^HTTP\/1\.([01]) ([1-5]\d\d)(?: |$)/.exec(regels[0] ?? '') ?? [];
    if (code === undefined) throw new OngeldigAntwoord('no status line');
    const status = Number(code);
    const koppen: string[] = [];
    let lengte = -1;
    let inStukken = false;
    this.blijft = minor === '1';
    for (let i = 1; i < regels.length; i++) {
      const regel = regels[i] ?? '';
      const dubbelePunt = regel.indexOf(':');
      if (dubbelePunt < 1) throw new OngeldigAntwoord('a header without a name');
      const naam = regel.slice(0, dubbelePunt).toLowerCase();
      const waarde = regel.slice(dubbelePunt + 1).trim();
      if (naam === 'content-length') {
        if (lengte >= 0 || !/^\d{1,15}$/.test(waarde)) throw new OngeldigAntwoord('wrong content-length');
        lengte = Number(waarde);
      } else if (naam === 'transfer-encoding') {
        if (inStukken || waarde.toLowerCase() !== 'chunked') throw new OngeldigAntwoord('wrong transfer-encoding');
        inStukken = true;
      } else if (naam === 'connection' && /\bclose\b/i.test(waarde)) this.blijft = false;
      koppen.push(naam, waarde);
    }
    if (inStukken && lengte >= 0) throw new OngeldigAntwoord('two lengths');
    if (status === 101) throw new OngeldigAntwoord('another protocol');
    // Interim answers (100, 103) come before the answer itself.
    if (status < 200) return;
    this.ontvanger.kop(status, koppen, lengte);
    if (this.zonderInhoud || status === 204 || status === 304 || lengte === 0) this.af();
    else if (inStukken) this.stand = 'maat';
    else if (lengte > 0) {
      this.rest = lengte;
      this.stand = 'lengte';
    } else {
      this.blijft = false;
      this.stand = 'tot einde';
    }
  }

  private af(): void {
    this.stand = 'klaar';
    this.ontvanger.einde();
  }
}
