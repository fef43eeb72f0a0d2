import { hash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Verwerkingsregel } from '@bronhuis/bron';
import { datumInAmsterdam, kindVan, leesTraceparent, Probleem, uurInAmsterdam } from '@bronhuis/standaarden';
import { maakVerwerking, type Verwerking } from '@bronhuis/verwerking';
import type { ApiTokenrechten } from './api-token.ts';
import type { Veldplichten } from './beleid/plicht.ts';
import { geldigeActiviteit, organisatieVan, type Organisatie } from './bundel.ts';
import type { Vraag } from './beslisser.ts';
import type { Geldend } from './bundelhouder.ts';
import type { Netwerk } from './omstandigheden.ts';
import { maakBeslissing, oordeel, oordeelRijen, type Beslissingsrecord, type Oordeel } from './oordeel.ts';
import type { Rijen } from './rijen.ts';
import type { RouteVerklaring } from './route.ts';
import type { Token } from './token.ts';
import type { Toegangsomgeving } from './toegang.ts';
import type { Aanvraag, Bron, Omstandigheden } from './vraag.ts';

/** Who calls: a person or an application, and with which roles. */
export interface Wie {
  soort: Vraag['principal']['soort'];
  id: string;
  applicatie: string | null;
  rollen: string[];
  betrokkene?: { soort: 'bsn'; pseudoniem: string };
}

const ANONIEM: Wie = { soort: 'anoniem', id: 'anoniem', applicatie: null, rollen: [] };

interface Verzoek {
  methode: string;
  pad: string;
  body: unknown;
  idempotentiesleutel?: string;
  netwerk: Netwerk;
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
  readonly omstandigheden: Readonly<Omstandigheden>;
  private trace: { traceId: string; spanId: string };
  private beslissing: Beslissingsrecord | null = null;
  private vastgelegd = false;
  private eigenIdempotentie: { sleutel: string; verzoekHash: string } | undefined;

  constructor(
    private eigenTraceparent: string,
    private readonly verklaring: RouteVerklaring,
    private readonly geldend: Geldend,
    private readonly omgeving: Toegangsomgeving,
    private readonly token: Token | null,
    organisatieVanHost: string | null,
    private readonly verzoek: Verzoek,
    readonly tijdstip: Date,
  ) {
    this.omstandigheden = { dag: datumInAmsterdam(tijdstip), uur: uurInAmsterdam(tijdstip), niveau: token?.niveau ?? 0, netwerk: verzoek.netwerk };
    this.trace = traceVan(eigenTraceparent);
    this.tenant = token?.organisatie ?? organisatieVanHost;
    this.uitvoerder = token?.uitvoerder ?? this.tenant ?? '';
    this.wie = token
      ? { soort: token.soort, id: token.id, applicatie: token.applicatie, rollen: token.rollen, ...(token.betrokkene ? { betrokkene: token.betrokkene } : {}) }
      : ANONIEM;
    const a = token?.doel ? geldigeActiviteit(geldend.bundel, token.organisatie, token.doel, this.omstandigheden.dag) : null;
    this.doel = a ? { id: a.id, versie: a.versie, werkproces: a.werkproces } : null;
  }

  get traceparent(): string {
    return this.eigenTraceparent;
  }

  /**
   * Joins the trace that the question itself names (NL GOV AuthZEN profile: `context.traceparent`), before anything is
   * decided or recorded. What is no trace is passed over (W3C Trace Context §3.2).
   */
  volg(traceparent: unknown): void {
    if (this.token === null || !leesTraceparent(traceparent)) return;
    this.eigenTraceparent = kindVan(traceparent as string);
    this.trace = traceVan(this.eigenTraceparent);
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
    const o = organisatieVan(this.geldend.bundel, this.organisatie);
    if (!o) throw Probleem.nietGevonden('Deze organisatie is hier niet bekend.');
    return o;
  }

  /** Name of an organisation, for pages and texts. */
  naamVan(oin: string): string {
    return organisatieVan(this.geldend.bundel, oin)?.naam ?? oin;
  }

  /** Idempotency-Key with a hash of the request, or undefined when the caller gave none. */
  get idempotentie(): { sleutel: string; verzoekHash: string } | undefined {
    // Asked more than once for a write, and the hash is of the whole request.
    this.eigenIdempotentie ??= this.maakIdempotentie();
    return this.eigenIdempotentie;
  }

  private maakIdempotentie(): { sleutel: string; verzoekHash: string } | undefined {
    const sleutel = this.verzoek.idempotentiesleutel;
    if (!sleutel) return undefined;
    // A file is a stream that was not read yet: who reads it, adds its hash.
    const inhoud = this.verzoek.body instanceof Readable ? null : (this.verzoek.body ?? null);
    const verzoekHash = hash('sha256', `${this.verzoek.methode} ${this.verzoek.pad}\n${JSON.stringify(inhoud)}`, 'base64url');
    // The key is the caller's: two applications, or tokens with other rights, that choose the same one do not meet.
    return { sleutel: `${this.apiToken?.id ?? this.wie.applicatie ?? this.wie.id}:${sleutel}`, verzoekHash };
  }

  /** Decides and remembers the decision. @throws Probleem 403 with the reason in Dutch, 401 for want of a stronger sign-in. */
  beslis(bron: Bron, actie = this.verklaring.actie): void {
    const aanvraag = this.aanvraag(bron, actie);
    const o = oordeel(this.geldend, aanvraag, this.apiToken);
    this.beslissing = maakBeslissing(aanvraag, o, {
      traceparent: this.traceparent,
      tijdstip: this.tijdstip,
      bundel: this.geldend.bundel,
      doelversie: this.doel?.versie ?? null,
      apiToken: this.apiToken,
    });
    if (!o.toegestaan) throw weigering(o);
  }

  /** The same question for a filter in a list: no record of its own. */
  mag(bron: Bron, actie = this.verklaring.actie): boolean {
    return oordeel(this.geldend, this.aanvraag(bron, actie), this.apiToken).toegestaan;
  }

  /**
   * What of the data of this one may not be seen, or only masked; of one thing, or of the rows of a list that are like it. Null:
   * none of it. No record of its own.
   */
  velden(bron: Bron, actie = this.verklaring.actie): Veldplichten | null {
    if (!this.geldend.beslisser.metVelden) return {};
    const o = oordeel(this.geldend, this.aanvraag({ ...bron, velden: true }, actie), this.apiToken);
    return o.toegestaan ? (o.verplichtingen ?? {}) : null;
  }

  /**
   * Which rows of a list, that differ in `perRij`, may be seen. No record of its own: `beslis` with the same `bron` refuses
   * when there are none, and makes the record.
   */
  rijen(bron: Bron & Required<Pick<Bron, 'perRij'>>, actie = this.verklaring.actie): Rijen {
    return oordeelRijen(this.geldend, this.aanvraag(bron, actie), this.apiToken).rijen;
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

  private verwerking(v: Verwerking): object {
    const id = v.activiteit ?? this.doel?.id;
    if (!id) throw new Error(`a processing needs an activity (${this.verklaring.actie})`);
    const activiteit = geldigeActiviteit(this.geldend.bundel, this.organisatie, id, this.omstandigheden.dag);
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

  private aanvraag(bron: Bron, actie: string): Aanvraag {
    return {
      wie: this.wie,
      organisatie: this.tenant ?? '',
      uitvoerder: this.uitvoerder,
      ...(this.token?.keten.length ? { keten: this.token.keten } : {}),
      doel: this.token?.doel ?? null,
      anoniem: this.token === null,
      actie,
      klasse: this.klasse,
      component: this.omgeving.component,
      bron,
      ...this.omstandigheden,
    };
  }
}

function weigering({ redenen, verplichtingen }: Oordeel): Probleem {
  const [detail, niveau] = [redenen.join(' '), verplichtingen?.opwaarderen];
  if (!niveau) return Probleem.verboden(detail, 'geen-toegang');
  // RFC 9470 §3: the client brings the person to the authorization server with these acr_values.
  const kop = `Bearer error="insufficient_user_authentication", error_description="${detail}", acr_values="${niveau}"`;
  return new Probleem({ status: 401, title: 'U bent niet sterk genoeg aangemeld', detail, code: 'opwaarderen', headers: { 'WWW-Authenticate': kop } });
}

function traceVan(traceparent: string): { traceId: string; spanId: string } {
  const trace = leesTraceparent(traceparent);
  if (!trace) throw new Error(`no trace: ${traceparent}`);
  return trace;
}
