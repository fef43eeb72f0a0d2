import 'reflect-metadata';
import { createHash, randomBytes, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

const ALGORITME = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAG_MS = 86_400_000;

x509.cryptoProvider.set(webcrypto);

export interface Certificaatwens {
  /** Serial number of the subject: an OIN (Digikoppeling PKI001). */
  oin?: string;
  /** Subject alternative name of kind DNS, and the common name. */
  naam?: string;
  organisatie?: string;
  /** Days from now. */
  van?: number;
  tot?: number;
}

export interface Certificaat {
  /** PEM, as all below that does not say otherwise. */
  certificaat: string;
  sleutel: string;
  /** DER in base64, as in `x5c` (RFC 7517 §4.7). */
  der: string;
  /** SHA-256 of it, base64url (RFC 8705 §3.1). */
  afdruk: string;
  serienummer: string;
}

/** A certificate that nobody issued. */
export async function zelfondertekend(wens: Certificaatwens = {}): Promise<Certificaat> {
  const keys = await maakSleutels();
  return alsCertificaat(await x509.X509CertificateGenerator.createSelfSigned({ keys, name: naamVan(wens), ...gemeenschappelijk(wens) }), keys);
}

/** An authority of the test, as PKIoverheid is one: it issues certificates, and lists those that it takes back. */
export class Autoriteit {
  private constructor(
    private readonly keys: webcrypto.CryptoKeyPair,
    private readonly eigen: x509.X509Certificate,
  ) {}

  static async maak(naam: string): Promise<Autoriteit> {
    const keys = await maakSleutels();
    const gebruik = new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true);
    const extensions = [new x509.BasicConstraintsExtension(true, 1, true), gebruik, await x509.SubjectKeyIdentifierExtension.create(keys.publicKey)];
    return new Autoriteit(keys, await x509.X509CertificateGenerator.createSelfSigned({ keys, name: [{ CN: [naam] }], ...geldig({}), extensions }));
  }

  get certificaat(): string {
    return this.eigen.toString('pem');
  }

  async geefUit(wens: Certificaatwens = {}): Promise<Certificaat> {
    const keys = await maakSleutels();
    const gegevens = { subject: naamVan(wens), issuer: this.eigen.subject, publicKey: keys.publicKey, signingKey: this.keys.privateKey, ...gemeenschappelijk(wens) };
    return alsCertificaat(await x509.X509CertificateGenerator.create(gegevens), keys);
  }

  /** The list of what was taken back (RFC 5280 §5). */
  async lijst(ingetrokken: Certificaat[] = [], tot = 7): Promise<string> {
    const [thisUpdate, nextUpdate] = [overDagen(Math.min(-1, tot - 1)), overDagen(tot)];
    const entries = ingetrokken.map(({ serienummer }) => ({ serialNumber: serienummer, revocationDate: thisUpdate }));
    const lijst = await x509.X509CrlGenerator.create({ issuer: this.eigen.subject, thisUpdate, nextUpdate, entries, signingKey: this.keys.privateKey, signingAlgorithm: ALGORITME });
    return x509.PemConverter.encode(lijst.rawData, 'X509 CRL');
  }
}

const maakSleutels = (): Promise<webcrypto.CryptoKeyPair> => webcrypto.subtle.generateKey(ALGORITME, true, ['sign', 'verify']);
const overDagen = (dagen: number): Date => new Date(Date.now() + dagen * DAG_MS);
const geldig = ({ van = -1, tot = 30 }: Certificaatwens): { notBefore: Date; notAfter: Date; signingAlgorithm: typeof ALGORITME } => ({ notBefore: overDagen(van), notAfter: overDagen(tot), signingAlgorithm: ALGORITME });

const naamVan = ({ naam = 'localhost', oin, organisatie }: Certificaatwens): x509.JsonName => [
  { CN: [naam] },
  ...(organisatie === undefined ? [] : [{ O: [organisatie] }]),
  ...(oin === undefined ? [] : [{ '2.5.4.5': [oin] }]),
];

const gemeenschappelijk = (wens: Certificaatwens): x509.X509CertificateCreateParamsBase => ({
  serialNumber: `01${randomBytes(8).toString('hex')}`,
  ...geldig(wens),
  extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: wens.naam ?? 'localhost' }])],
});

async function alsCertificaat(c: x509.X509Certificate, keys: webcrypto.CryptoKeyPair): Promise<Certificaat> {
  const der = Buffer.from(c.rawData);
  return {
    certificaat: c.toString('pem'),
    sleutel: x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY'),
    der: der.toString('base64'),
    afdruk: createHash('sha256').update(der).digest('base64url'),
    serienummer: c.serialNumber,
  };
}
