import { hash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Verwerkingsregel } from '@bronhuis/bron';
import { datumInAmsterdam, leesTraceparent, Probleem, uuidv7 } from '@bronhuis/standaarden';
import { maakVerwerking, type Verwerking } from '@bronhuis/verwerking';
import { beperking, type ApiTokenrechten } from './api-token.ts';
import { geldigeActiviteit, isBevoegd, type Organisatie } from './bundel.ts';
import type { Uitkomst, Vraag } from './beslisser.ts';
import type { Geldend } from './bundelhouder.ts';
import { redenenVanWeigering } from './redenen.ts';
import type { RouteVerklaring } from './route.ts';
import type { Token } from './token.ts';
import type { Toegangsomgeving } from './toegang.ts';

/** Who calls: a person or an application, and with which roles. */
export interface Wie {
  soort: Vraag['principal']['soort'];
  id: string;
  applicatie: string | null;
  rollen: string[];
  betrokkene?: { soort: 'bsn'; pseudoniem: string };
}

/** What is asked for, as far as a decision needs to know. */
export interface Bron {
  soort: string;
  id?: string;
  type?: string;
  /** Id of its type, for a token whose rights are told by type. */
  objecttype?: string;
  vertrouwelijkheid?: 0 | 1 | 2 | 3;
  persoonsgegevens?: boolean;
  /** The verwerkingsactiviteiten that may use this type. */
  activiteiten?: string[];
}

interface Beslist {
  vraag: Vraag;
  uitkomst: Uitkomst;
}

/**
 * What a token was answered before: it asks the same few questions all day. A token is read anew under each bundle, so
 * an answer never outlives the policies that gave it.
 */
const eerder = new WeakMap<Token, Map<string, Beslist>>();
const MEEST_EERDER = 500;

const ANONIEM: Wie = { soort: 'anoniem', id: 'anoniem', applicatie: null, rollen: [] };

interface Verzoek {
  methode: string;
  pad: string;
  body: unknown;
  idempotentiesleutel?: string;
}

/**
 * One call: for whom, by whom, for which purpose, with its decision and its record. Made by the guard, passed as an
 * argument, never kept. It is also the context that a transaction needs.
 */
export class Aanroep {
  readonly wie: Wie;
  readonly uitvoerder: string;
  readonly doel: { id: string; versie: number; werkproces: string } | null;
  private readonly tenant: string | null;
  private readonly dag: string;
  private readonly trace: { traceId: string; spanId: string };
  private beslissing: object | null = null;
  private vastgelegd = false;

  constructor(
    readonly traceparent: string,
    private readonly verklaring: RouteVerklaring,
    private readonly geldend: Geldend,
    private readonly omgeving: Toegangsomgeving,
    private readonly token: Token | null,
    organisatieVanHost: string | null,
    private readonly verzoek: Verzoek,
    readonly tijdstip: Date,
  ) {
    this.dag = datumInAmsterdam(tijdstip);
    const trace = leesTraceparent(traceparent);
    if (!trace) throw new Error(`no trace: ${traceparent}`);
    this.trace = trace;
    this.tenant = token?.organisatie ?? organisatieVanHost;
    this.uitvoerder = token?.uitvoerder ?? this.tenant ?? '';
    this.wie = token
      ? { soort: token.soort, id: token.id, applicatie: token.applicatie, rollen: token.rollen, ...(token.betrokkene ? { betrokkene: token.betrokkene } : {}) }
      : ANONIEM;
    const a = token?.doel ? geldigeActiviteit(geldend.bundel, token.organisatie, token.doel, this.dag) : null;
    this.doel = a ? { id: a.id, versie: a.versie, werkproces: a.werkproces } : null;
  }

  /** The lasting token that called, with its rights; null for a Bearer token, that only the policies bound. */
  get apiToken(): ApiTokenrechten | null {
    return this.token?.apiToken ?? null;
  }

  get klasse(): RouteVerklaring['klasse'] {
    return this.verklaring.klasse;
  }

  /** The tenant. @throws Probleem 400 when the host names none. */
  get organisatie(): string {
    if (this.tenant) return this.tenant;
    throw Probleem.ongeldig([{ name: 'x-bronhuis-organisatie', reason: 'Het adres hoort niet bij een organisatie.' }]);
  }

  get organisatiegegevens(): Organisatie {
    const o = this.geldend.bundel.organisaties.find((x) => x.oin === this.organisatie);
    if (!o) throw Probleem.nietGevonden('Deze organisatie is hier niet bekend.');
    return o;
  }

  /** Name of an organisation, for pages and texts. */
  naamVan(oin: string): string {
    return this.geldend.bundel.organisaties.find((o) => o.oin === oin)?.naam ?? oin;
  }

  /** Idempotency-Key with a hash of the request, or undefined when the caller gave none. */
  get idempotentie(): { sleutel: string; verzoekHash: string } | undefined {
    const sleutel = this.verzoek.idempotentiesleutel;
    if (!sleutel) return undefined;
    // A file is a stream that was not read yet: who reads it, adds its hash.
    const inhoud = this.verzoek.body instanceof Readable ? null : (this.verzoek.body ?? null);
    const verzoekHash = hash('sha256', `${this.verzoek.methode} ${this.verzoek.pad}\n${JSON.stringify(inhoud)}`, 'base64url');
    // The key is the caller's: two applications, or tokens with other rights, that choose the same one do not meet.
    return { sleutel: `${this.apiToken?.id ?? this.wie.applicatie ?? this.wie.id}:${sleutel}`, verzoekHash };
  }

  /** Decides and remembers the decision. @throws Probleem 403 with the reason in Dutch. */
  beslis(bron: Bron, actie = this.verklaring.actie): void {
    const { vraag, uitkomst: beleid } = this.vraag(bron, actie);
    const grens = beleid.toegestaan ? this.grensVanToken(bron, actie) : null;
    const uitkomst: Uitkomst = grens === null ? beleid : { toegestaan: false, beleid: ['grens-api-token'] };
    const redenen = grens !== null ? [grens] : uitkomst.toegestaan ? [] : redenenVanWeigering(vraag, this.token?.doel ?? null, (oin) => this.naamVan(oin));
    this.beslissing = this.record(bron, actie, uitkomst, redenen);
    if (!uitkomst.toegestaan) throw Probleem.verboden(redenen.join(' '), 'geen-toegang');
  }

  /** The same question for a filter in a list: no record of its own. */
  mag(bron: Bron, actie = this.verklaring.actie): boolean {
    return this.vraag(bron, actie).uitkomst.toegestaan && this.grensVanToken(bron, actie) === null;
  }

  /** The row for `tx.verwerk`: record of the processing with the decision that let it happen. */
  regel(v: Verwerking | null): Verwerkingsregel {
    if (!this.beslissing) throw new Error(`no decision was made for ${this.verklaring.actie}`);
    this.vastgelegd = true;
    return { verwerking: v ? this.verwerking(v) : null, beslissing: this.beslissing, ...(v ? { onderwerp: v.object.id } : {}) };
  }

  /** For reads: resolves when the record is durable. */
  async vastleggen(v: Verwerking | null): Promise<void> {
    await this.omgeving.schrijver.schrijf(this.organisatie, this.regel(v));
  }

  /** Nothing left to write before the answer leaves. */
  get isVastgelegd(): boolean {
    return this.vastgelegd || this.klasse === 'openbaar';
  }

  /** Before any answer leaves: a decision that no transaction took along is written now. */
  async rondAf(geslaagd: boolean): Promise<void> {
    if (this.isVastgelegd) return;
    if (!this.beslissing) {
      if (geslaagd) throw new Error(`route ${this.verklaring.actie} answered without a decision`);
      return;
    }
    this.vastgelegd = true;
    await this.omgeving.schrijver.schrijf(this.organisatie, { verwerking: null, beslissing: this.beslissing });
  }

  /** A write that was rolled back takes its record with it; the decision itself must stay. */
  nietVastgelegd(): void {
    this.vastgelegd = false;
  }

  private grensVanToken(bron: Bron, actie: string): string | null {
    return this.apiToken === null ? null : beperking(this.apiToken, bron, actie, this.klasse);
  }

  private verwerking(v: Verwerking): object {
    const id = v.activiteit ?? this.doel?.id;
    if (!id) throw new Error(`a processing needs an activity (${this.verklaring.actie})`);
    const activiteit = geldigeActiviteit(this.geldend.bundel, this.organisatie, id, this.dag);
    if (!activiteit) throw Probleem.verboden(`De verwerkingsactiviteit ${id} geldt niet voor deze organisatie.`, 'doel-ongeldig');
    return maakVerwerking(
      v,
      {
        organisatie: this.organisatie,
        uitvoerder: this.uitvoerder,
        trace: this.trace,
        component: this.omgeving.component,
        activiteit: { id: activiteit.id, versie: activiteit.versie },
        gebruiker: this.wie.soort === 'medewerker' ? { soort: 'medewerker', id: this.wie.id } : null,
        applicatie: this.wie.applicatie,
        tijdstip: this.tijdstip,
      },
      this.omgeving.pseudonimiseerder,
    );
  }

  private vraag(bron: Bron, actie: string): Beslist {
    const { token } = this;
    if (!token) return this.beoordeel(bron, actie);
    const sleutel = `${actie} ${this.klasse} ${this.dag} ${bron.soort} ${bron.vertrouwelijkheid} ${bron.persoonsgegevens} ${bron.activiteiten?.join()}`;
    let bekend = eerder.get(token);
    if (!bekend) eerder.set(token, (bekend = new Map()));
    let beslist = bekend.get(sleutel);
    if (!beslist) {
      if (bekend.size >= MEEST_EERDER) bekend.clear();
      bekend.set(sleutel, (beslist = this.beoordeel(bron, actie)));
    }
    return beslist;
  }

  private beoordeel(bron: Bron, actie: string): Beslist {
    const organisatie = this.tenant ?? '';
    const o = this.geldend.bundel.organisaties.find((x) => x.oin === organisatie);
    const vraag: Vraag = {
      principal: { soort: this.wie.soort, id: this.wie.soort === 'medewerker' || this.wie.soort === 'inwoner' ? '' : this.wie.id, rollen: this.wie.rollen, applicatie: this.wie.applicatie ?? '' },
      actie,
      resource: {
        soort: bron.soort,
        component: this.omgeving.component,
        vertrouwelijkheid: bron.vertrouwelijkheid ?? (this.klasse === 'doelgebonden' ? 2 : 1),
        persoonsgegevens: bron.persoonsgegevens ?? this.klasse === 'doelgebonden',
        activiteiten: bron.activiteiten ?? [],
      },
      context: {
        klasse: this.klasse,
        organisatie,
        uitvoerder: this.uitvoerder,
        eigenOrganisatie: this.uitvoerder === organisatie,
        bevoegd: this.token ? isBevoegd(this.geldend.bundel, this.uitvoerder, organisatie, this.token.doel, this.dag) : true,
        doel: this.token?.doel ?? '',
        werkproces: this.doel?.werkproces ?? '',
        doelGeldig: this.doel !== null,
        demonstratie: o?.soort === 'demonstratie',
      },
    };
    return { vraag, uitkomst: this.geldend.beslisser.beslis(vraag) };
  }

  private record(bron: Bron, actie: string, uitkomst: Uitkomst, redenen: string[]): object {
    return {
      id: uuidv7(this.tijdstip),
      traceId: this.trace.traceId,
      spanId: this.trace.spanId,
      tijdstip: this.tijdstip.toISOString(),
      organisatie: this.tenant,
      uitvoerder: this.uitvoerder,
      component: this.omgeving.component,
      wie: { soort: this.wie.soort, id: this.wie.id, applicatie: this.wie.applicatie, rollen: this.wie.rollen },
      actie,
      klasse: this.klasse,
      doel: this.token?.doel ? { id: this.token.doel, versie: this.doel?.versie ?? null } : null,
      resource: { soort: bron.soort, ...(bron.id ? { id: bron.id } : {}), ...(bron.type ? { type: bron.type } : {}) },
      besluit: uitkomst.toegestaan ? 'toegestaan' : 'geweigerd',
      redenen,
      beleid: uitkomst.beleid,
      bundel: { versie: this.geldend.bundel.versie, hash: this.geldend.bundel.hash },
      ...(this.apiToken ? { apiToken: this.apiToken.id } : {}),
    };
  }
}
