import { constants, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Klok } from '@bronhuis/standaarden';
import { AFDRUKKOP, CERTIFICAATKOP, VERTROUWDKOP } from '@bronhuis/toegang';
import type { Logger } from 'pino';
import type { Tlsbestanden } from './config.ts';
import { regel } from './koppen.ts';
import type { Doel } from './routes.ts';

/**
 * Certificates and lists of revoked ones are replaced while we run, and a list that is too old trusts nobody. A fresh
 * context also has fresh keys for session tickets, in which the judgement of the first handshake is kept.
 */
const VERS_MS = 10 * 60_000;
/** Longest client certificate, in bytes: with the headers of a request it must fit in what a component takes. */
const MAX_CERTIFICAAT = 3072;
/** Room in the headers for a certificate in base64 and its fingerprint. */
export const KOPRUIMTE = 4352;

/** What a connection showed: lines of headers for the component. */
interface Getoond {
  voorToegangsbeheer: string;
  voorAnderen: string;
  /** Milliseconds since 1970. */
  sinds: number;
}

/** The settings of TLS from their files. @throws Error that names a file without what it is for */
export function leesTls({ certificaat, sleutel, clientCa, clientCrl }: Tlsbestanden): https.ServerOptions {
  return {
    cert: readFileSync(certificaat),
    key: readFileSync(sleutel),
    minVersion: 'TLSv1.2',
    // NCSC guidelines for TLS: only we may ask for another handshake, and we never do. Who a connection is from stays.
    secureOptions: constants.SSL_OP_NO_RENEGOTIATION,
    ...(clientCa === null ? {} : { ca: blokken('TLS_CLIENT_CA', clientCa, 'CERTIFICATE').map((pem) => (new X509Certificate(pem), pem)) }),
    // Node reads one list from each value.
    ...(clientCrl === null ? {} : { crl: blokken('TLS_CLIENT_CRL', clientCrl, 'X509 CRL') }),
  };
}

/** OpenSSL passes over what it does not find: no authority would be nobody, no list would be everybody. */
function blokken(instelling: string, bestand: string, soort: string): string[] {
  const gevonden = readFileSync(bestand, 'latin1').match(new RegExp(`-----BEGIN ${soort}-----[^-]+-----END ${soort}-----`, 'g'));
  if (!gevonden) throw new Error(`${instelling}: no ${soort} in ${bestand}`);
  return gevonden;
}

/** A server with TLS, and the certificates of who calls it (RFC 8705) when there are authorities for those. */
export class Tlsdeur {
  readonly server: https.Server;
  private readonly getoond = new WeakMap<Socket, Getoond>();
  private readonly verser: NodeJS.Timeout;

  constructor(
    private readonly bestanden: Tlsbestanden,
    opties: https.ServerOptions,
    private readonly klok: Klok,
    private readonly logger: Logger,
  ) {
    const vraagt = bestanden.clientCa !== null;
    // Who has no certificate comes in as always, and one of nobody we know is only not trusted: toegangsbeheer decides.
    this.server = https.createServer({ ...opties, ...leesTls(bestanden), requestCert: vraagt, rejectUnauthorized: false });
    if (vraagt) this.server.prependListener('secureConnection', (socket) => this.bekijk(socket));
    this.verser = setInterval(() => this.ververs(), VERS_MS).unref();
  }

  /**
   * Lines of headers for the component behind; '' without a certificate. What was established at the handshake is not
   * for ever, for a certificate expires or is revoked while a connection is open: then this answer is its last.
   */
  koppen(socket: Socket, antwoord: ServerResponse, doel: Doel): string {
    const getoond = this.getoond.get(socket);
    if (getoond === undefined) return '';
    if (this.klok.nu().getTime() - getoond.sinds > VERS_MS) antwoord.shouldKeepAlive = false;
    return doel === 'toegangsbeheer' ? getoond.voorToegangsbeheer : getoond.voorAnderen;
  }

  /** From now on with the files as they are. What cannot be read leaves all as it was. */
  ververs(): void {
    try {
      this.server.setSecureContext(leesTls(this.bestanden));
    } catch (fout) {
      this.logger.error({ fout: (fout as Error).message }, 'the files of TLS could not be read again');
    }
  }

  sluit(): void {
    clearInterval(this.verser);
  }

  /** Once for each connection, before its first request. */
  private bekijk(socket: TLSSocket): void {
    const certificaat = socket.getPeerX509Certificate();
    if (!certificaat) return;
    if (certificaat.raw.length > MAX_CERTIFICAAT) {
      this.logger.warn({ omvang: certificaat.raw.length }, 'refused a client certificate that is too large');
      socket.destroy();
      return;
    }
    const voorAnderen = regel(AFDRUKKOP, Buffer.from(certificaat.fingerprint256.replaceAll(':', ''), 'hex').toString('base64url'));
    this.getoond.set(socket, {
      voorAnderen,
      // Chain, validity and, with lists, revocation.
      voorToegangsbeheer: voorAnderen + regel(CERTIFICAATKOP, certificaat.raw.toString('base64')) + regel(VERTROUWDKOP, socket.authorized ? 'ja' : 'nee'),
      sinds: this.klok.nu().getTime(),
    });
  }
}
