import { leesNetwerken } from './netwerk.ts';
import type { Doel } from './routes.ts';

/** Files in PEM: what we show, and who may show us a certificate (RFC 8705), with the lists of revoked ones. */
export interface Tlsbestanden {
  certificaat: string;
  sleutel: string;
  clientCa: string | null;
  clientCrl: string | null;
}

/** Settings of the gateway, parsed once. Times in milliseconds, sizes in bytes. */
export interface Config {
  poort: number;
  adres: string;
  tls: Tlsbestanden | null;
  toegangsbeheerUrl: string;
  geheimenMap: string;
  gegevensMap: string;
  /** Organisatie (OIN) for hosts that no organisation names; empty: none. */
  standaardOrganisatie: string;
  doelen: Record<Doel, string>;
  /** Networks from which a call is `intern`, as CIDR. */
  interneNetwerken: readonly string[];
  /** Networks of proxies that may say for whom they call, as CIDR. */
  vertrouwdeProxys: readonly string[];
  maxInhoud: number;
  maxTegelijk: number;
  maxPerSeconde: number;
  wachttijd: number;
  /** Port of `/metrics`, 0: none. */
  metingenPoort: number;
  logNiveau: string;
}

const DOELEN: Record<Doel, string> = {
  toegangsbeheer: 'TOEGANGSBEHEER_URL',
  registers: 'REGISTERS_URL',
  selectielijst: 'SELECTIELIJST_URL',
  'woo-publicatie': 'WOO_PUBLICATIE_URL',
  verantwoording: 'VERANTWOORDING_URL',
  portaal: 'PORTAAL_URL',
};

/** @throws Error that names every wrong variable at once */
export function leesConfig(omgeving: NodeJS.ProcessEnv): Config {
  const fouten: string[] = [];
  const tekst = (naam: string, standaard?: string): string => {
    const waarde = omgeving[naam] ?? standaard;
    if (waarde === undefined) fouten.push(`${naam} is missing`);
    return waarde ?? '';
  };
  const getal = (naam: string, standaard: string): number => {
    const waarde = tekst(naam, standaard);
    if (!/^\d+$/.test(waarde)) fouten.push(`${naam} must be a whole number`);
    return Number(waarde);
  };
  const url = (naam: string): string => {
    const waarde = tekst(naam);
    if (waarde && !URL.canParse(waarde)) fouten.push(`${naam} must be a URL`);
    return waarde;
  };
  const certificaat = omgeving['TLS_CERTIFICAAT'];
  const sleutel = omgeving['TLS_SLEUTEL'];
  if (Boolean(certificaat) !== Boolean(sleutel)) fouten.push('TLS_CERTIFICAAT and TLS_SLEUTEL belong together');
  const clientCa = omgeving['TLS_CLIENT_CA'] || null;
  const clientCrl = omgeving['TLS_CLIENT_CRL'] || null;
  if (clientCa && !certificaat) fouten.push('TLS_CLIENT_CA needs TLS_CERTIFICAAT and TLS_SLEUTEL: only who ends TLS sees a client certificate');
  if (clientCrl && !clientCa) fouten.push('TLS_CLIENT_CRL needs TLS_CLIENT_CA');
  const netwerken = (naam: string): string[] => {
    const gelezen = leesNetwerken(tekst(naam, ''));
    fouten.push(...gelezen.fouten.map((s) => `${naam}: ${s} is no network, like 10.0.0.0/8`));
    return gelezen.netwerken;
  };
  const config: Config = {
    poort: getal('PORT', '8080'),
    adres: tekst('ADRES', '127.0.0.1'),
    tls: certificaat && sleutel ? { certificaat, sleutel, clientCa, clientCrl } : null,
    toegangsbeheerUrl: url('TOEGANGSBEHEER_URL'),
    geheimenMap: tekst('GEHEIMEN_MAP'),
    gegevensMap: tekst('GEGEVENS_MAP'),
    standaardOrganisatie: tekst('STANDAARD_ORGANISATIE', ''),
    doelen: Object.fromEntries(Object.entries(DOELEN).map(([doel, naam]) => [doel, url(naam)])) as Config['doelen'],
    interneNetwerken: netwerken('INTERNE_NETWERKEN'),
    vertrouwdeProxys: netwerken('VERTROUWDE_PROXYS'),
    maxInhoud: getal('MAX_INHOUD', String(2 * 1024 ** 3)),
    maxTegelijk: getal('MAX_TEGELIJK', '2000'),
    maxPerSeconde: getal('MAX_PER_SECONDE', '500'),
    wachttijd: getal('WACHTTIJD', '60000'),
    metingenPoort: getal('METINGEN_PORT', '0'),
    logNiveau: tekst('LOG_NIVEAU', 'info'),
  };
  if (fouten.length > 0) throw new Error(`wrong settings: ${[...new Set(fouten)].join('; ')}`);
  return Object.freeze(config);
}
