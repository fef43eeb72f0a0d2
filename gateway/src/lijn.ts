import type { Socket } from 'node:net';
import { Antwoordlezer, type Ontvanger } from './antwoordlezer.ts';
import type { Doorgave } from './doorgave.ts';
import { Inhoud } from './inhoud.ts';
import type { Leiding } from './leiding.ts';
import { bijVerbroken, duurtTeLang, teGroot } from './problemen.ts';

/** One connection to a component, with one request at a time. */
export class Lijn implements Ontvanger {
  private readonly lezer = new Antwoordlezer(this);
  private doorgave: Doorgave | null = null;
  private inhoud: Inhoud | null = null;
  private verbonden = false;
  private bezig = false;
  private eerder = false;
  private wachtOpLezer = false;
  private stuk = false;
  /** When something last moved. */
  private bewoog = performance.now();

  constructor(
    private readonly leiding: Leiding,
    private readonly socket: Socket,
    verbinding: 'connect' | 'secureConnect',
  ) {
    socket
      .once(verbinding, () => {
        this.verbonden = true;
        this.bewoog = performance.now();
      })
      .on('data', (deel: Buffer) => this.lees(() => this.lezer.lees(deel)))
      .on('drain', () => this.inhoud?.hervat())
      .on('end', () => {
        this.lees(() => this.lezer.gesloten());
        this.breek(bijVerbroken(null));
      })
      .on('error', (fout) => this.breek(bijVerbroken(fout)))
      .on('close', () => this.breek(bijVerbroken(null)));
  }

  begin(doorgave: Doorgave): void {
    this.doorgave = doorgave;
    this.bezig = true;
    this.bewoog = performance.now();
    this.lezer.begin(doorgave.methode === 'HEAD');
    doorgave.lijn = this;
    const { socket } = this;
    if (!doorgave.inhoud) {
      socket.write(doorgave.kop, 'latin1');
      return;
    }
    // What has come of the body already, leaves together with the headers.
    socket.cork();
    socket.write(doorgave.kop, 'latin1');
    this.inhoud = new Inhoud(doorgave.inhoud, socket, (gelezen) => this.magDoor(gelezen));
    process.nextTick(() => socket.uncork());
  }

  kop(status: number, koppen: string[], lengte: number): void {
    this.doorgave?.ontvangKop(status, koppen, lengte);
  }

  deel(deel: Buffer): void {
    if (!this.doorgave || this.doorgave.ontvang(deel)) return;
    this.wachtOpLezer = true;
    this.socket.pause();
  }

  einde(): void {
    // In this order: when its end cannot be told, that is told.
    this.doorgave?.einde();
    this.doorgave = null;
  }

  /** The caller took what it got. */
  hervat(doorgave: Doorgave): void {
    if (this.doorgave === doorgave) this.leesVerder();
  }

  /** The caller left: what runs for it, stops. */
  verlaat(doorgave: Doorgave): void {
    if (this.doorgave !== doorgave) return;
    this.doorgave = null;
    this.sluit();
  }

  sluit(): void {
    this.inhoud?.stop();
    this.socket.destroy();
  }

  kijkRond(nu: number): void {
    const { wachttijd, verbindtijd, rust } = this.leiding.grenzen;
    const stil = nu - this.bewoog;
    if (!this.verbonden) {
      if (stil > verbindtijd) this.breek(bijVerbroken(null));
    } else if (!this.doorgave) {
      if (stil > rust) this.sluit();
    } else {
      // Neither a slow sender nor a slow reader is the fault of the component.
      const aanDeBeurt = !this.wachtOpLezer && (!this.inhoud || this.inhoud.af || this.socket.writableNeedDrain);
      if (aanDeBeurt && stil > wachttijd) this.breek(duurtTeLang(), false);
    }
  }

  private lees(stap: () => void): void {
    this.bewoog = performance.now();
    try {
      stap();
    } catch (fout) {
      this.breek(fout as Error, false);
      return;
    }
    // Only now: bytes after the end of an answer must not become the beginning of the next.
    if (this.bezig && !this.doorgave) this.maakVrij();
  }

  /** A body in chunks does not tell its size before. */
  private magDoor(gelezen: number): boolean {
    this.bewoog = performance.now();
    if (gelezen <= this.leiding.grenzen.maxInhoud) return true;
    this.breek(teGroot(), false);
    return false;
  }

  private leesVerder(): void {
    this.wachtOpLezer = false;
    this.bewoog = performance.now();
    this.socket.resume();
  }

  private maakVrij(): void {
    this.bezig = false;
    const allesVerstuurd = !this.inhoud || this.inhoud.af;
    this.inhoud?.stop();
    this.inhoud = null;
    if (!allesVerstuurd || !this.lezer.herbruikbaar || this.stuk) {
      this.sluit();
      return;
    }
    if (this.wachtOpLezer) this.leesVerder();
    this.eerder = true;
    this.leiding.terug(this);
  }

  /** @param opnieuw the component may have closed a resting connection just as it was used: then another is tried */
  private breek(fout: Error, opnieuw = true): void {
    if (this.stuk) return;
    this.stuk = true;
    const { doorgave } = this;
    this.doorgave = null;
    this.sluit();
    this.leiding.weg(this);
    if (opnieuw && this.eerder && this.lezer.leeg && doorgave?.herhaalbaar) this.leiding.geef(doorgave);
    else doorgave?.mislukt(fout);
  }
}
