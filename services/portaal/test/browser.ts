import { Agent, request, type IncomingHttpHeaders } from 'node:http';
import { OVERBRUGGE } from '@bronhuis/testing';

export interface Blad {
  status: number;
  koppen: IncomingHttpHeaders;
  tekst: string;
}

export const agent = new Agent({ keepAlive: true, maxSockets: 8 });

export interface Verzoek {
  methode: string;
  pad: string;
  koppen?: Record<string, string | string[]>;
  body?: Buffer | string;
}

/** One request as the gateway passes it on: it says which municipality, and which host was asked. */
export function stuur(url: string, v: Verzoek, organisatie = OVERBRUGGE): Promise<Blad> {
  return new Promise((klaar, mislukt) => {
    const { hostname, port } = new URL(url);
    const lengte = v.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(v.body)) };
    const koppen = { 'x-bronhuis-organisatie': organisatie, 'x-forwarded-host': 'overbrugge.localhost:8080', 'x-forwarded-proto': 'http', ...lengte, ...v.koppen };
    const vraag = request({ agent, hostname, port, path: v.pad, method: v.methode, headers: koppen }, (a) => {
      const delen: Buffer[] = [];
      a.on('data', (deel: Buffer) => delen.push(deel)).on('error', mislukt);
      a.on('end', () => klaar({ status: a.statusCode ?? 0, koppen: a.headers, tekst: Buffer.concat(delen).toString('utf8') }));
    });
    vraag.on('error', mislukt).end(v.body);
  });
}

const ENTITEIT: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
export const leesbaar = (html: string): string => html.replace(/&(?:amp|lt|gt|quot|#39);/g, (e) => ENTITEIT[e] ?? e);

export interface Formulier {
  actie: string;
  velden: Record<string, string>;
}

/** The forms of a page that change something, with every field and its value. */
export function formulieren(tekst: string): Formulier[] {
  return [...tekst.matchAll(/<form [^>]*method="post" action="([^"]*)"[^>]*>(.*?)<\/form>/gs)].map((m) => ({
    actie: leesbaar(m[1] ?? ''),
    velden: Object.fromEntries([...(m[2] ?? '').matchAll(/<(?:input|textarea|select)\b[^>]*?\bname="([^"]*)"(?:[^>]*?\bvalue="([^"]*)")?/gs)].map((v) => [leesbaar(v[1] ?? ''), leesbaar(v[2] ?? '')])),
  }));
}

const kenmerk = (element: string, naam: string): string | undefined => {
  const waarde = new RegExp(`\\s${naam}="([^"]*)"`).exec(element)?.[1];
  return waarde === undefined ? undefined : leesbaar(waarde);
};

/** What a browser sends of a form as it stands: of choices only what is chosen, of a text what is in it. */
export function ingevuld(tekst: string, actie: string): Record<string, string> {
  const form = [...tekst.matchAll(/<form [^>]*action="([^"]*)"[^>]*>(.*?)<\/form>/gs)].find((m) => leesbaar(m[1] ?? '') === actie)?.[2];
  if (form === undefined) throw new Error(`no form ${actie}`);
  const velden: Record<string, string> = {};
  for (const [heel, soort = '', binnen = ''] of form.matchAll(/<(input|textarea|select)\b[^>]*>(?:([^<]*)<\/textarea>|(.*?)<\/select>)?/gs)) {
    const open = /^<[^>]*>/s.exec(heel)?.[0] ?? '';
    const keuze = /type="(radio|checkbox)"/.test(open);
    if (keuze && !/\schecked\b/.test(open)) continue;
    const gekozen = soort === 'select' ? (/<option [^>]*\sselected\b[^>]*>/.exec(heel) ?? /<option [^>]*>/.exec(heel))?.[0] : open;
    velden[kenmerk(open, 'name') ?? ''] = soort === 'textarea' ? leesbaar(binnen).replace(/\n/g, '\r\n') : (kenmerk(gekozen ?? '', 'value') ?? '');
  }
  return velden;
}

/** A browser without JavaScript: keeps cookies, sends forms as they stand on the page. */
export class Browser {
  readonly koekjes = new Map<string, string>();
  blad: Blad = { status: 0, koppen: {}, tekst: '' };

  constructor(
    private readonly url: string,
    private readonly organisatie = OVERBRUGGE,
    private readonly koppen: Record<string, string> = {},
  ) {}

  async ga(pad: string): Promise<Blad> {
    return this.doe({ methode: 'GET', pad });
  }

  async doe(v: Verzoek): Promise<Blad> {
    const cookie = [...this.koekjes].map(([n, w]) => `${n}=${w}`).join('; ');
    this.blad = await stuur(this.url, { ...v, koppen: { ...this.koppen, ...(cookie ? { cookie } : {}), ...v.koppen } }, this.organisatie);
    for (const regel of this.blad.koppen['set-cookie'] ?? []) {
      const [naam = '', waarde = ''] = regel.split(';')[0]?.split(/=(.*)/s) ?? [];
      if (/Max-Age=0/.test(regel)) this.koekjes.delete(naam);
      else this.koekjes.set(naam, waarde);
    }
    return this.blad;
  }

  /** Sends a form of the page that stands there, with these values in place of its own. */
  async verzend(actie: string, velden: Record<string, string> = {}): Promise<Blad> {
    const f = formulieren(this.blad.tekst).find((x) => x.actie === actie);
    if (!f) throw new Error(`no form ${actie}`);
    return this.doe({ methode: 'POST', pad: actie, koppen: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ ...f.velden, ...velden }).toString() });
  }

  /** Sends a form of the page as it stands, with these values in place of its own; null is a choice taken back. */
  async verstuur(actie: string, anders: Record<string, string | null> = {}): Promise<Blad> {
    const velden = Object.entries({ ...ingevuld(this.blad.tekst, actie), ...anders }).filter((v): v is [string, string] => v[1] !== null);
    return this.doe({ methode: 'POST', pad: actie, koppen: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(velden).toString() });
  }

  async meldAan(persoon: string): Promise<this> {
    await this.ga('/aanmelden');
    await this.verzend('/aanmelden', { persoon });
    return this;
  }
}
