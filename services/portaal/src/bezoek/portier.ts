import type { Klok } from '@bronhuis/standaarden';
import { Probleem, uuidv7 } from '@bronhuis/standaarden';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { Weigering, type Afzender } from '../gateway/gateway.ts';
import type { Bezoeker, Gemeente } from '../lay-out/bezoeker.ts';
import { foutpagina, redenVoorMensen } from '../lay-out/fouten.ts';
import { document, type Huisstijl } from '../lay-out/pagina.ts';
import { aangemeldeSessie, klopt, nieuweSessie, passend, type Kluis, type Melding, type Sessie } from '../sessie/sessie.ts';
import { Bezoek, type Huis } from './bezoek.ts';
import { leesCookie, maakCookie } from './cookies.ts';
import { leesInzending, Onleesbaar, TeGroot, type Inzending } from './inzending.ts';
import { isDownload, isVerwijzing, mislukt, type Uitkomst } from './uitkomst.ts';

const NIEUW_TOKEN_BINNEN_S = 240;
const MELDING_S = 120;

interface Geopend {
  bezoek: Bezoek;
  https: boolean;
  /** cookies to set with the answer */
  cookies: string[];
}

export interface Portieropties {
  huis: Huis;
  kluis: Kluis;
  stijl: Huisstijl;
  klok: Klok;
  logger: Logger;
}

/** Between the browser and the pages: opens a visit, checks a form, and turns whatever comes of it into an answer. */
export class Portier {
  constructor(private readonly opties: Portieropties) {}

  /** A page to look at. `metFormulier` for a page with a form that somebody without session may send. */
  async toon(verzoek: FastifyRequest, antwoord: FastifyReply, maak: (b: Bezoek) => Promise<Uitkomst>, metFormulier = false): Promise<void> {
    const open = await this.open(verzoek, metFormulier);
    let uitkomst: Uitkomst;
    try {
      uitkomst = await maak(open.bezoek);
    } catch (fout) {
      uitkomst = this.naFout(fout, verzoek.url, open.bezoek.bezoeker.gemeente);
    }
    await this.stuur(open, antwoord, uitkomst);
  }

  /** A form that was sent: always ends in a redirect, also when it failed (then back to `terug`, with the reason). */
  async verwerk(verzoek: FastifyRequest, antwoord: FastifyReply, terug: string, doe: (b: Bezoek, i: Inzending) => Promise<Uitkomst>): Promise<void> {
    const open = await this.open(verzoek, false);
    let uitkomst: Uitkomst;
    try {
      const inzending = await leesInzending(verzoek.headers['content-type'], verzoek.body);
      open.bezoek.verzonden = inzending.velden['eenmalig'] ?? null;
      uitkomst = klopt(open.bezoek.sessie, inzending.velden['formuliercode'])
        ? await doe(open.bezoek, inzending)
        : { naar: open.bezoek.bezoeker.persoon ? terug : '/aanmelden', melding: mislukt('Dat formulier was verlopen', 'Er is niets veranderd. Probeer het opnieuw.') };
    } catch (fout) {
      uitkomst = this.naMislukteInzending(fout, terug, open.bezoek.bezoeker.gemeente);
    }
    await this.stuur(open, antwoord, uitkomst);
  }

  private naFout(fout: unknown, pad: string, gemeente: Gemeente): Uitkomst {
    if (fout instanceof Probleem) return foutpagina(fout.status, redenVoorMensen(fout.status, fout.detail));
    if (!(fout instanceof Weigering)) throw fout;
    if (fout.niveau) return gemeente.aanmelden ? { naar: sterker(fout.niveau, pad) } : foutpagina(403, fout.detail);
    if (fout.status === 401) return { naar: `/aanmelden?verder=${encodeURIComponent(pad)}` };
    if (fout.status >= 500) this.opties.logger.warn({ status: fout.status, reden: fout.message }, 'a page could not be made');
    return foutpagina(fout.status, redenVoorMensen(fout.status, fout.detail));
  }

  private naMislukteInzending(fout: unknown, terug: string, gemeente: Gemeente): Uitkomst {
    if (fout instanceof TeGroot) return { naar: terug, melding: mislukt('Het bestand is te groot', 'Een bestand mag ten hoogste 25 MB zijn.') };
    if (fout instanceof Onleesbaar) return { naar: terug, melding: mislukt('Dat formulier kwam niet goed aan', 'Er is niets veranderd. Probeer het opnieuw.') };
    if (!(fout instanceof Weigering)) throw fout;
    if (fout.niveau) return { naar: gemeente.aanmelden ? sterker(fout.niveau, terug) : terug, melding: mislukt('Hiervoor meldt u zich sterker aan', 'Er is niets veranderd. Doe het daarna nog eens.') };
    if (fout.status === 401) return { naar: '/aanmelden', melding: mislukt('Meld u opnieuw aan', 'U was te lang weg. Er is niets veranderd.') };
    if (fout.status >= 500) {
      this.opties.logger.warn({ status: fout.status, reden: fout.message }, 'a form could not be handled');
      return { naar: terug, melding: mislukt('Dat lukte nu niet', 'Probeer het over een paar minuten opnieuw.') };
    }
    if (fout.status === 412) return { naar: terug, melding: mislukt('Iemand anders was u voor', 'Hieronder staat hoe het nu is. Bekijk het en probeer het opnieuw.') };
    if (fout.code === 'idempotency-key-hergebruikt') return { naar: terug, melding: mislukt('Dat formulier was al verstuurd', 'Hieronder staat hoe het nu is. Wilt u iets veranderen? Vul het dan opnieuw in.') };
    const zin = fout.detail?.replace(/ Kijk bij invalidParams.*$/, '');
    if (fout.redenen.length > 0) return { naar: terug, melding: mislukt(zin ?? 'Dat lukte niet', ...fout.redenen) };
    return { naar: terug, melding: mislukt(fout.status === 403 ? 'Dit mag u niet doen' : 'Dat lukte niet', zin ?? 'Kijk na wat u invulde en probeer het opnieuw.') };
  }

  private async open(verzoek: FastifyRequest, metFormulier: boolean): Promise<Geopend> {
    const { kluis, klok, huis } = this.opties;
    const gemeente = this.gemeenteVan(verzoek);
    const van = { host: String(verzoek.headers['x-forwarded-host'] ?? verzoek.headers.host ?? ''), adres: String(verzoek.headers['x-forwarded-for'] ?? verzoek.ip) };
    const https = verzoek.headers['x-forwarded-proto'] === 'https';
    const koekjes = verzoek.headers.cookie;
    const nu = klok.nu();
    const cookies: string[] = [];
    let sessie = await kluis.open<Sessie>('sessie', leesCookie(koekjes, 'sessie'), nu);
    if (sessie?.organisatie !== gemeente.oin) sessie = null;
    const melding = await kluis.open<Melding>('melding', leesCookie(koekjes, 'melding'), nu);
    if (melding) cookies.push(maakCookie('melding', '', 0, https));
    const vers = sessie?.aangemeld ? await this.ververs(sessie, van, nu) : metFormulier && !sessie ? nieuweSessie(gemeente.oin, nu) : null;
    if (vers) {
      sessie = vers;
      cookies.push(await this.cookieVan(vers, https));
    }
    const bezoeker: Bezoeker = { gemeente, persoon: sessie?.aangemeld?.persoon ?? null, formuliercode: sessie?.formuliercode ?? '', eenmalig: uuidv7(), melding, pad: verzoek.url };
    return { bezoek: new Bezoek(bezoeker, van, sessie, huis), https, cookies };
  }

  /** The gateway says whose site this is. */
  private gemeenteVan(verzoek: FastifyRequest): Gemeente {
    const oin = verzoek.headers['x-bronhuis-organisatie'];
    const gemeente = this.opties.huis.gemeenten.gemeente(typeof oin === 'string' ? oin : undefined);
    if (!gemeente) throw Probleem.nietGevonden('Bij dit adres hoort geen gemeente.');
    return gemeente;
  }

  /** A token lives for minutes: whoever keeps working gets a fresh one, with the same code for the forms that are open. */
  private async ververs(sessie: Sessie, van: Afzender, nu: Date): Promise<Sessie | null> {
    if (!sessie.aangemeld || sessie.tot - nu.getTime() / 1000 > NIEUW_TOKEN_BINNEN_S) return null;
    const { persoon, token } = sessie.aangemeld;
    try {
      const nieuw = await this.opties.huis.tokens.vers(van, token);
      return { ...aangemeldeSessie(sessie.organisatie, persoon, nieuw.token, nieuw.geldigSeconden, nu), formuliercode: sessie.formuliercode };
    } catch (fout) {
      // The working day is over, or toegangsbeheer is away: the session goes on until its own end.
      if (fout instanceof Weigering) return null;
      throw fout;
    }
  }

  private async cookieVan(sessie: Sessie, https: boolean): Promise<string> {
    const seconden = Math.max(0, Math.floor(sessie.tot - this.opties.klok.nu().getTime() / 1000));
    return maakCookie('sessie', await this.opties.kluis.verzegel('sessie', sessie, sessie.tot), seconden, https);
  }

  private async stuur(open: Geopend, antwoord: FastifyReply, uitkomst: Uitkomst): Promise<void> {
    if (isVerwijzing(uitkomst)) {
      await this.verwijs(open, antwoord, uitkomst.naar, uitkomst.melding ?? open.bezoek.bezoeker.melding, uitkomst.sessie);
      return;
    }
    if (open.cookies.length > 0) void antwoord.header('set-cookie', open.cookies);
    if (isDownload(uitkomst)) {
      await antwoord.headers({ 'content-type': uitkomst.soort, 'content-disposition': `attachment; filename="${uitkomst.bestandsnaam}"` }).send(uitkomst.inhoud);
      return;
    }
    await antwoord
      .code(uitkomst.status ?? 200)
      .header('content-type', 'text/html; charset=utf-8')
      .send(document(open.bezoek.bezoeker, uitkomst, this.opties.stijl));
  }

  private async verwijs(open: Geopend, antwoord: FastifyReply, naar: string, melding: Melding | null, sessie: Sessie | null | undefined): Promise<void> {
    const cookies = open.cookies.filter((c) => !c.startsWith('melding='));
    if (melding) {
      const tot = Math.floor(this.opties.klok.nu().getTime() / 1000) + MELDING_S;
      cookies.push(maakCookie('melding', await this.opties.kluis.verzegel('melding', passend(melding), tot), MELDING_S, open.https));
    }
    if (sessie !== undefined) cookies.push(sessie ? await this.cookieVan(sessie, open.https) : maakCookie('sessie', '', 0, open.https));
    if (cookies.length > 0) void antwoord.header('set-cookie', cookies);
    await antwoord.code(303).header('location', naar).send();
  }
}

/** To the provider of the municipality, for a stronger sign-in, and back to what asked for it (RFC 9470 §5). */
const sterker = (niveau: string, verder: string): string => `/aanmelden/medewerker?${new URLSearchParams({ verder, niveau }).toString()}`;
