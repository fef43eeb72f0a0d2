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

/** Tells components from which network a call comes: only an address of a network that was named is from inside. */
export class Netwerken {
  private readonly intern = new BlockList();
  private readonly geen: boolean;

  /** @param netwerken that `leesNetwerken` found no fault in */
  constructor(netwerken: readonly string[]) {
    this.geen = netwerken.length === 0;
    for (const c of netwerken.map(leesCidr)) if (c) this.intern.addSubnet(c.adres, c.bits, c.familie);
  }

  van(adres: string | undefined): Netwerk {
    if (this.geen || adres === undefined) return 'extern';
    const soort = isIP(adres);
    return soort !== 0 && this.intern.check(adres, soort === 4 ? 'ipv4' : 'ipv6') ? 'intern' : 'extern';
  }

  /** The line of the header. */
  kop(adres: string | undefined): string {
    return `${NETWERKKOP}: ${this.van(adres)}\r\n`;
  }
}
