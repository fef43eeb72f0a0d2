import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/** The body of a request on its way to a component: as a stream, no faster than the component takes it. */
export class Inhoud {
  /** All of it was sent. */
  af = false;
  private readonly inStukken: boolean;
  private gelezen = 0;

  /** @param bij told the size so far of what came; false: it is too much and goes no further */
  constructor(
    private readonly vraag: IncomingMessage,
    private readonly socket: Socket,
    private readonly bij: (gelezen: number) => boolean,
  ) {
    this.inStukken = vraag.headers['content-length'] === undefined;
    vraag.on('data', this.deel).on('end', this.einde);
  }

  hervat(): void {
    this.vraag.resume();
  }

  /** What still comes, is not kept: the connection of the caller ends with the answer. */
  stop(): void {
    this.vraag.off('data', this.deel).off('end', this.einde).resume();
  }

  private readonly deel = (deel: Buffer): void => {
    this.gelezen += deel.length;
    if (!this.bij(this.gelezen)) return;
    const { socket } = this;
    let doorgaan: boolean;
    if (this.inStukken) {
      socket.cork();
      socket.write(`${deel.length.toString(16)}\r\n`, 'latin1');
      socket.write(deel);
      doorgaan = socket.write('\r\n', 'latin1');
      socket.uncork();
    } else doorgaan = socket.write(deel);
    if (!doorgaan) this.vraag.pause();
  };

  private readonly einde = (): void => {
    this.af = true;
    if (this.inStukken) this.socket.write('0\r\n\r\n', 'latin1');
  };
}
