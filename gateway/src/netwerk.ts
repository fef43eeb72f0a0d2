import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { NETWERKKOP, type Netwerk } from '@bronhuis/toegang';

const CIDR = /^([^/]+)\/(\d{1,3})$/;

/** `10.0.0.0/8` or `fd00::/8`, or null for what is no network. */
function leesCidr(tekst: string): { adres: string; bits: number; familie: 'ipv4' | 'ipv6' } | null {
  const [, adres = '', bits = ''] = CIDR.exec(tekst) ?? [];
  const soort = isIP(adres);
  return soort !== 0 && Number(bits) <= (soort === 4 ? 32 : 128) ? { adres, bits: Number(bits), familie: soort === 4 ? 'ipv4' : 'ipv6' } : null;
}

/** The networks of a setting, and what in it is none. */
export function leesNetwerken(instelling: string): { netwerken: string[]; fouten: string[] } {
  const genoemd = instelling.split(',').map((s) => s.trim()).filter((s) => s !== '');
  return { netwerken: genoemd, fouten: genoemd.filter((s) => leesCidr(s) === null) };
}

/** Some load balancers write a port behind it, and brackets around one of IPv6: `192.0.2.7:4711`, `[2001:db8::7]:4711`. */
function adresIn(tekst: string): string | null {
  const kaal = tekst.trim();
  const adres = /^\[([^\]]+)\](?::\d+)?$/.exec(kaal)?.[1] ?? /^([\d.]+):\d+$/.exec(kaal)?.[1] ?? kaal;
  return isIP(adres) === 0 ? null : adres;
}

/** Is an address in one of these networks? @param netwerken that `leesNetwerken` found no fault in */
function erin(netwerken: readonly string[]): (adres: string) => boolean {
  if (netwerken.length === 0) return () => false;
  const lijst = new BlockList();
  for (const c of netwerken.map(leesCidr)) if (c) lijst.addSubnet(c.adres, c.bits, c.familie);
  return (adres) => {
    const soort = isIP(adres);
    return soort !== 0 && lijst.check(adres, soort === 4 ? 'ipv4' : 'ipv6');
  };
}

/** Who calls, and from which network. */
export class Netwerken {
  private readonly isIntern: (adres: string) => boolean;
  private readonly isProxy: (adres: string) => boolean;

  /** Both that `leesNetwerken` found no fault in. @param proxys that may say for whom they call */
  constructor(intern: readonly string[], proxys: readonly string[] = []) {
    this.isIntern = erin(intern);
    this.isProxy = erin(proxys);
  }

  /**
   * The address that connects; of a proxy that was named, the last one in X-Forwarded-For that is no such proxy. What stands
   * before that, the caller may have written.
   */
  beller({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>): string {
    let adres = socket.remoteAddress ?? '';
    const genoemd = this.isProxy(adres) ? [headers['x-forwarded-for'] ?? ''].flat().join(',').split(',') : [];
    while (this.isProxy(adres)) {
      const vorige = adresIn(genoemd.pop() ?? '');
      if (vorige === null) break;
      adres = vorige;
    }
    return adres;
  }

  /** Only an address of a network that was named is from inside. */
  van(adres: string): Netwerk {
    return this.isIntern(adres) ? 'intern' : 'extern';
  }

  /** The line of the header. */
  kop(adres: string): string {
    return `${NETWERKKOP}: ${this.van(adres)}\r\n`;
  }
}
