import { sha256Hex } from '@bronhuis/standaarden';
import type { Gemeenten, Namen } from '../gemeenten.ts';
import { Weigering, type Afzender, type Antwoord, type Gateway, type Roep, type Vraag } from '../gateway/gateway.ts';
import type { Doel, Werkproces } from '../gateway/doel.ts';
import type { Persoonstokens } from '../gateway/persoonstoken.ts';
import type { Bezoeker } from '../lay-out/bezoeker.ts';
import type { Persoon, Sessie } from '../sessie/sessie.ts';

export interface Huis {
  gateway: Gateway;
  tokens: Persoonstokens;
  gemeenten: Gemeenten;
}

/** One visit of one person to one page: what may be asked of the gateway, and as whom. */
export class Bezoek {
  /** code of the form that was sent; null for a page that is only looked at */
  verzonden: string | null = null;

  constructor(
    readonly bezoeker: Bezoeker,
    readonly van: Afzender,
    readonly sessie: Sessie | null,
    private readonly huis: Huis,
  ) {}

  get oin(): string {
    return this.bezoeker.gemeente.oin;
  }

  /** @throws Weigering 401 for who is not signed in, 403 for the other kind of person */
  eis(soort: Persoon['soort']): Persoon {
    const persoon = this.bezoeker.persoon;
    if (!persoon) throw new Weigering(401, undefined);
    if (persoon.soort !== soort) {
      const wie = soort === 'inwoner' ? 'inwoners' : 'medewerkers';
      throw new Weigering(403, `Deze pagina is voor ${wie}. U bent aangemeld als ${persoon.naam}.`);
    }
    return persoon;
  }

  /** As anybody may. */
  async openbaar<T>(pad: string): Promise<T> {
    return (await this.huis.gateway.vraag<T>({ pad, van: this.van })).body;
  }

  /** As the resident, about the own data. */
  async eigen<T>(pad: string): Promise<T> {
    this.eis('inwoner');
    return (await this.roep<T>({ pad }, this.sessie?.aangemeld?.token ?? '')).body;
  }

  /** As the employee, without personal data and so without purpose. */
  async zonderDoel<T>(vraag: Roep): Promise<Antwoord<T>> {
    this.eis('medewerker');
    return this.roep<T>(vraag, this.sessie?.aangemeld?.token ?? '');
  }

  /** As the employee, for the work that this page belongs to. */
  async voor<T>(werkproces: Werkproces, vraag: Roep): Promise<Antwoord<T>> {
    this.eis('medewerker');
    const activiteit = this.huis.gemeenten.activiteit(this.oin, werkproces);
    if (activiteit === null) throw new Weigering(403, 'Uw gemeente heeft dit werk nog niet ingericht.');
    return this.voorDoel<T>(activiteit, vraag);
  }

  /** As the employee, for an activity that the thing itself names. */
  async voorDoel<T>(activiteit: string, vraag: Roep): Promise<Antwoord<T>> {
    this.eis('medewerker');
    return this.roep<T>(vraag, await this.tokenVoor(activiteit));
  }

  /** What these activities are called here, as far as they hold today. */
  doelen(ids: readonly string[]): Doel[] {
    return this.huis.gemeenten.doelen(this.oin, ids);
  }

  /** All work that this municipality has today. */
  alleDoelen(): Doel[] {
    return this.huis.gemeenten.alleDoelen(this.oin);
  }

  get namen(): Namen {
    return this.huis.gemeenten.namen(this.oin);
  }

  /** The day in Amsterdam. */
  get vandaag(): string {
    return this.huis.gemeenten.vandaag();
  }

  private async tokenVoor(activiteit: string): Promise<string> {
    try {
      return await this.huis.tokens.voorDoel(this.van, this.sessie?.aangemeld?.token ?? '', activiteit);
    } catch (fout) {
      if (!(fout instanceof Weigering) || fout.status !== 400) throw fout;
      // RFC 8693 §2.2.2: the sign-in has ended, or (an ended mandaat, say) this work is refused and not the person.
      if (fout.code === 'invalid_request') throw new Weigering(401, fout.detail);
      throw new Weigering(403, fout.detail);
    }
  }

  private roep<T>(vraag: Roep, token: string): Promise<Antwoord<T>> {
    return this.huis.gateway.vraag<T>({ ...vraag, koppen: { ...eenmalig(vraag, this.verzonden), ...vraag.koppen }, van: this.van, token });
  }
}

/** A form that arrives twice (a double click, a retry of the browser) is carried out once. */
export function eenmalig(vraag: Pick<Vraag, 'methode' | 'pad'>, verzonden: string | null): Record<string, string> {
  if (vraag.methode !== 'POST' || verzonden === null || !/^[\w-]{1,60}$/.test(verzonden)) return {};
  return { 'idempotency-key': `${verzonden}-${sha256Hex(vraag.pad).slice(0, 16)}` };
}

/** The address of the next page of a list, under the path of this portal. */
export function volgendePagina(links: { volgende?: string } | undefined, hier: string): string | null {
  if (!links?.volgende || !URL.canParse(links.volgende, 'http://x')) return null;
  const na = new URL(links.volgende, 'http://x').searchParams.get('na');
  if (na === null) return null;
  const url = new URL(hier, 'http://x');
  url.searchParams.set('na', na);
  return `${url.pathname}${url.search}`;
}
