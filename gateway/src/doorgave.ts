import type { IncomingMessage, ServerResponse } from 'node:http';
import { naarBuiten } from './koppen.ts';
import type { Lijn } from './lijn.ts';

/** A body that is here whole and is not larger than this leaves in one write with its headers. */
const KLEIN = 16_384;

/** What goes to a component. */
export interface Verzoek {
  methode: string;
  /** Request line and headers, with the empty line after them. */
  kop: string;
  inhoud: IncomingMessage | null;
}

/**
 * One request that is passed through, both ways as streams: nothing is held whole, a slow reader slows the source, and
 * a caller who leaves ends the work behind.
 */
export class Doorgave implements Verzoek {
  readonly methode: string;
  readonly kop: string;
  readonly inhoud: IncomingMessage | null;
  lijn: Lijn | null = null;
  private status = 0;
  private koppen: string[] = [];
  private lengte = -1;
  private heel: Buffer | null = null;
  private wachtOpLezer = false;

  constructor(
    verzoek: Verzoek,
    private readonly antwoord: ServerResponse,
    private readonly meld: (fout: Error) => void,
  ) {
    this.methode = verzoek.methode;
    this.kop = verzoek.kop;
    this.inhoud = verzoek.inhoud;
  }

  get verlaten(): boolean {
    return this.antwoord.destroyed;
  }

  /** Asking again changes nothing (RFC 9110 §9.2.2). */
  get herhaalbaar(): boolean {
    return this.inhoud === null && (this.methode === 'GET' || this.methode === 'HEAD');
  }

  /** The caller left. */
  weg(): void {
    this.lijn?.verlaat(this);
  }

  ontvangKop(status: number, koppen: string[], lengte: number): void {
    this.status = status;
    this.koppen = naarBuiten(koppen);
    this.lengte = lengte;
  }

  /** @returns false when the caller has enough for now; then the line is told to go on */
  ontvang(deel: Buffer): boolean {
    const { antwoord } = this;
    if (!antwoord.headersSent) {
      if (deel.length === this.lengte && deel.length <= KLEIN) {
        this.heel = deel;
        return true;
      }
      this.schrijfKop();
    }
    if (antwoord.write(deel)) return true;
    if (!this.wachtOpLezer) {
      this.wachtOpLezer = true;
      antwoord.once('drain', () => {
        this.wachtOpLezer = false;
        this.lijn?.hervat(this);
      });
    }
    return false;
  }

  einde(): void {
    if (!this.antwoord.headersSent) this.schrijfKop();
    // As text of single bytes Node joins it to the headers: one piece to write instead of two.
    if (this.heel) this.antwoord.end(this.heel.toString('latin1'), 'latin1');
    else this.antwoord.end();
  }

  mislukt(fout: Error): void {
    // Half an answer must not look whole: cut the line.
    if (this.antwoord.headersSent) this.antwoord.destroy(fout);
    this.meld(fout);
  }

  private schrijfKop(): void {
    // An answer before all was asked: what still comes in is not read, so the connection ends with it.
    if (this.inhoud && !this.inhoud.complete) this.koppen.push('connection', 'close');
    this.antwoord.writeHead(this.status, this.koppen);
  }
}
