import { randomUUID, type KeyObject } from 'node:crypto';
import { setTimeout as wacht } from 'node:timers/promises';
import { decodeJwt, type JWK } from 'jose';
import { datumInAmsterdam, maakSleutelpaar, plusDuur } from '@bronhuis/standaarden';
import { OVERBRUGGE, WERKORGANISATIE } from '@bronhuis/testing';
import type { ApplicatieAntwoord } from '../src/applicaties/applicatie.dto.ts';
import type { BevoegdheidAntwoord, BevoegdheidInvoer } from '../src/bevoegdheden/bevoegdheid.dto.ts';
import type { ToegangsverzoekAntwoord } from '../src/toegangsverzoeken/toegangsverzoek.dto.ts';
import { PAD, TOKEN_EXCHANGE } from './omgeving.ts';
import { leesSleutel, maakVerklaring, spoor, verklaringVan, vraag, wisselvelden, type Antwoord, type Gegeven, type Grootboek, type Huisproces, type Tokenbesluit, type Verzoek } from './uitval-hulp.ts';

export interface Opstelling {
  processen: [Huisproces, Huisproces];
  boek: Grootboek;
  /** Tokens of the applicatiebeheerder and of the gegevenseigenaar. */
  bas: string;
  thijs: string;
  /** A bevoegdheid that everybody changes. */
  gedeeld: string;
}

interface Applicatie {
  id: string;
  sleutel: KeyObject;
  /** As the last acknowledged change left it. */
  stand: ApplicatieAntwoord;
  /** What lets it ask for VA-02, for a time. */
  tijdelijk: string | null;
}

export const MANIEREN = ['trekZelfIn', 'laatIntrekken', 'trekApplicatieIn', 'beeindigToegang'] as const;
const meteen = (): Promise<void> => Promise.resolve();

const VOLHOUDEN_MS = 150_000;

/**
 * One client with applications, tokens and rights of its own, that does one thing after another: so it knows what must be
 * there. A change that was not acknowledged it sends again under the same Idempotency-Key, to whichever process, until it is.
 */
export class Klant {
  readonly applicaties: Applicatie[] = [];
  readonly ingetrokken: Applicatie[] = [];
  readonly bevoegdheden: BevoegdheidAntwoord[] = [];
  /** Creations that were given up after one attempt that was not acknowledged: wholly there or wholly not. */
  readonly opgegeven: string[] = [];
  /** Answers on changes of the shared bevoegdheid. */
  readonly gedeeld: BevoegdheidAntwoord[] = [];
  /** Access for a time by id, with the version of the last acknowledged step. */
  readonly toegang = new Map<string, number>();
  private readonly tokens: Gegeven[] = [];
  private readonly gebruikt: { verklaring: string; jti: string; applicatie: Applicatie }[] = [];
  private nr = 0;

  constructor(
    private readonly naam: string,
    private readonly kies: (n: number) => number,
    private readonly o: Opstelling,
  ) {}

  async begin(): Promise<void> {
    await this.registreerApplicatie();
    await this.registreerApplicatie();
    await this.vraagToken();
  }

  /** One thing, by chance. */
  async doe(): Promise<void> {
    const werk: [number, () => Promise<unknown>][] = [
      [20, () => this.vraagToken()],
      [4, () => this.vraagTweemaal()],
      [3, () => this.speelOpnieuw()],
      [6, () => this.wissel()],
      [28, () => this.beslis()],
      [5, () => this.beslisVeel()],
      [5, () => this.registreerBevoegdheid()],
      [6, () => this.wijzigBevoegdheid()],
      [3, () => this.wijzigGedeelde()],
      [5, () => this.wijzigApplicatie()],
      [4, () => this.trekZelfIn()],
      [3, () => this.laatIntrekken()],
      [1, () => this.trekApplicatieIn()],
      [3, () => this.krijgToegang()],
      [2, () => this.beeindigToegang()],
      [9, () => this.gebruik()],
    ];
    let lot = this.kies(werk.reduce((som, [n]) => som + n, 0));
    for (const [n, doe] of werk) {
      if (lot < n) return void (await doe());
      lot -= n;
    }
  }

  /** One of the ways to end tokens; `rust` is waited for just before it. @returns the tokens that are over */
  async trekIn(manier: (typeof MANIEREN)[number], rust: () => Promise<void>): Promise<Gegeven[]> {
    for (let keer = 0; keer < 20; keer++) {
      await this.vraagToken();
      const weg = await this[manier](rust);
      if (weg.length > 0) return weg;
    }
    throw new Error(`${this.naam} finds no token to end by ${manier}`);
  }

  private aan(): Huisproces {
    return this.o.processen[this.kies(2)] as Huisproces;
  }

  /** Until something is acknowledged, each time at either process. */
  private async volhard<B>(stuur: (aan: Huisproces) => Promise<Antwoord<B> | null>): Promise<Antwoord<B>> {
    const eind = Date.now() + VOLHOUDEN_MS;
    for (;;) {
      const a = await stuur(this.aan());
      if (a) return a;
      if (Date.now() > eind) throw new Error(`${this.naam} got no answer, again and again`);
      await wacht(20 + this.kies(40));
    }
  }

  /** A call with a token: once it is answered there must be a decision in its trace. */
  private async metToken<B = Record<string, unknown>>(aan: Huisproces, methode: string, pad: string, v: Verzoek): Promise<Antwoord<B> | null> {
    const { traceId, kop } = spoor();
    const a = await vraag<B>(aan, methode, pad, { ...v, koppen: { ...v.koppen, traceparent: kop } });
    if (a && a.status !== 401) this.o.boek.sporen.push(traceId);
    return a;
  }

  /** A change, by the applicatiebeheerder or another, carried out once however often it is sent. Now and then sent again when it was answered. */
  private async wijzig<B>(soort: string, methode: string, pad: string, json: object, koppen: Record<string, string> = {}, token = this.o.bas): Promise<B> {
    const v: Verzoek = { token, json, koppen: { ...koppen, 'idempotency-key': randomUUID() } };
    const a = await this.volhard((aan) => this.metToken<B>(aan, methode, pad, v));
    this.o.boek.eis(a.status === 200 || a.status === 201, soort, a);
    this.o.boek.tel(soort);
    if (this.kies(12) === 0) {
      const weer = await this.volhard((aan) => this.metToken<B>(aan, methode, pad, v));
      this.o.boek.eis(weer.status === a.status && JSON.stringify(weer.body) === JSON.stringify(a.body), `${soort}: the same key got another answer`, weer);
      this.o.boek.tel('herhaald met dezelfde sleutel');
    }
    return a.body;
  }

  private verklaar(a: Applicatie): { jti: string; velden: Record<string, string> } {
    const jti = randomUUID();
    const verklaring = maakVerklaring(a.id, a.sleutel, jti);
    this.o.boek.verklaringen.set(jti, 0);
    this.gebruikt.push({ verklaring, jti, applicatie: a });
    return { jti, velden: verklaringVan(verklaring) };
  }

  private bijBesluit(applicatie: string, doel: string, a: Antwoord, besluit: Tokenbesluit['besluit']): void {
    this.o.boek.tokenbesluiten.push({ applicatie, doel, besluit, verzonden: a.verzonden, ontvangen: a.ontvangen });
  }

  private ontvang(a: Applicatie, doel: string, jti: string, antwoord: Antwoord): void {
    const { boek } = this.o;
    boek.verklaringen.set(jti, (boek.verklaringen.get(jti) ?? 0) + 1);
    const ruw = String(antwoord.body['access_token']);
    const gegeven: Gegeven = { ruw, jti: String(decodeJwt(ruw).jti), applicatie: a.id, doel, einde: null, ingetrokken: null };
    boek.tokens.push(gegeven);
    this.tokens.push(gegeven);
    this.bijBesluit(a.id, doel, antwoord, 'toegestaan');
  }

  private kiesUit<T>(lijst: readonly T[]): T | undefined {
    return lijst[this.kies(Math.max(lijst.length, 1))];
  }

  private levend(): Gegeven | undefined {
    return this.kiesUit(this.tokens.filter((t) => t.einde === null));
  }

  /** For a purpose that the application has or has not, as the last acknowledged change says: nothing of before is left. */
  private async vraagToken(van?: Applicatie, welk?: string): Promise<void> {
    const a = van ?? (this.kiesUit(this.applicaties) as Applicatie);
    const doel = welk ?? (this.kies(3) === 0 ? 'VA-03' : 'VA-01');
    const mag = this.applicaties.includes(a) && (doel === 'VA-02' ? a.tijdelijk !== null : a.stand.activiteiten.includes(doel));
    let jti = '';
    const antwoord = await this.volhard((aan) => {
      const v = this.verklaar(a);
      jti = v.jti;
      return vraag(aan, 'POST', `${PAD}/token`, { formulier: { grant_type: 'client_credentials', organisatie: OVERBRUGGE, verwerkingsactiviteit: doel, ...v.velden } });
    });
    this.o.boek.eis(antwoord.status === (mag ? 200 : 400), `token for ${doel}, ${mag ? 'that' : 'not'} a right`, antwoord);
    if (antwoord.status === 200) this.ontvang(a, doel, jti, antwoord);
    else if (antwoord.status === 400) this.bijBesluit(a.id, doel, antwoord, 'geweigerd');
    this.o.boek.tel('token');
  }

  /** One assertion, at both processes at the same moment. */
  private async vraagTweemaal(): Promise<void> {
    const a = this.kiesUit(this.applicaties) as Applicatie;
    const { jti, velden } = this.verklaar(a);
    const formulier = { grant_type: 'client_credentials', organisatie: OVERBRUGGE, verwerkingsactiviteit: 'VA-01', ...velden };
    for (const antwoord of await Promise.all(this.o.processen.map((aan) => vraag(aan, 'POST', `${PAD}/token`, { formulier })))) {
      if (!antwoord) continue;
      this.o.boek.eis(antwoord.status === 200 || antwoord.status === 401, 'an assertion twice', antwoord);
      if (antwoord.status === 200) this.ontvang(a, 'VA-01', jti, antwoord);
      this.o.boek.tel('verklaring bij beide tegelijk');
    }
  }

  /** An assertion that was sent before, whatever came of it. */
  private async speelOpnieuw(): Promise<void> {
    const oud = this.kiesUit(this.gebruikt.filter((g) => this.applicaties.includes(g.applicatie)));
    if (!oud) return;
    const antwoord = await vraag(this.aan(), 'POST', `${PAD}/token`, {
      formulier: { grant_type: 'client_credentials', organisatie: OVERBRUGGE, verwerkingsactiviteit: 'VA-01', ...verklaringVan(oud.verklaring) },
    });
    if (!antwoord) return;
    this.o.boek.eis(antwoord.status === 200 || antwoord.status === 401, 'an assertion again', antwoord);
    if (antwoord.status === 200) this.ontvang(oud.applicatie, 'VA-01', oud.jti, antwoord);
    this.o.boek.tel('verklaring opnieuw');
  }

  private async wissel(): Promise<void> {
    const subject = this.kiesUit(this.tokens.filter((t) => t.einde === null && t.doel === 'VA-01'));
    if (!subject) return;
    const a = this.kiesUit(this.applicaties) as Applicatie;
    let jti = '';
    const antwoord = await this.volhard((aan) => {
      const v = this.verklaar(a);
      jti = v.jti;
      return vraag(aan, 'POST', `${PAD}/token`, { formulier: { grant_type: TOKEN_EXCHANGE, ...wisselvelden(subject.ruw), ...v.velden } });
    });
    this.o.boek.eis(antwoord.status === 200, 'exchange', antwoord);
    if (antwoord.status === 200) this.ontvang(a, 'VA-01', jti, antwoord);
    this.o.boek.tel('wissel');
  }

  private evaluatie(): { vraag: object; mag: boolean } {
    const mag = this.kies(2) === 0;
    return {
      mag,
      vraag: {
        subject: { type: 'medewerker', id: 'noor', properties: { uitvoerder: WERKORGANISATIE } },
        action: { name: 'dossiers:lezen', properties: { processing_activity_id: mag ? 'VA-01' : 'VA-02' } },
        resource: { type: 'dossier', id: `Z-${this.naam}-${this.nr++}`, properties: { activiteiten: ['VA-01'], component: 'registers' } },
      },
    };
  }

  private async beslis(): Promise<void> {
    const token = this.levend();
    if (!token) return this.vraagToken();
    const e = this.evaluatie();
    const a = await this.volhard((aan) => this.metToken<{ decision: boolean; context: { id: string } }>(aan, 'POST', '/toegangsbeheer/access/v1/evaluation', { token: token.ruw, json: e.vraag }));
    this.o.boek.eis(a.status === 200 && a.body.decision === e.mag, `evaluation: ${e.mag}`, a);
    if (a.status === 200) this.o.boek.besluiten.push(a.body.context.id);
    this.o.boek.tel('evaluatie');
  }

  private async beslisVeel(): Promise<void> {
    const token = this.levend();
    if (!token) return this.vraagToken();
    const alle = Array.from({ length: 1 + this.kies(12) }, () => this.evaluatie());
    const json = { evaluations: alle.map((e) => e.vraag) };
    const a = await this.volhard((aan) => this.metToken<{ evaluations: { decision: boolean; context: { id: string } }[] }>(aan, 'POST', '/toegangsbeheer/access/v1/evaluations', { token: token.ruw, json }));
    this.o.boek.eis(a.status === 200 && a.body.evaluations.map((e) => e.decision).join() === alle.map((e) => e.mag).join(), 'evaluations', a);
    if (a.status === 200) this.o.boek.besluiten.push(...a.body.evaluations.map((e) => e.context.id));
    this.o.boek.tel('evaluaties', alle.length);
  }

  private bevoegdheid(): BevoegdheidInvoer {
    const oin = `0000000199999${String(1_000_000 + this.kies(8_999_999))}`;
    return { uitvoerder: oin, naam: `${this.naam}-${this.nr++}`, soort: 'mandaat', activiteiten: this.kies(2) === 0 ? ['*'] : ['VA-01', 'VA-03'], van: '2026-01-01', tot: null };
  }

  private async registreerBevoegdheid(): Promise<void> {
    const invoer = this.bevoegdheid();
    if (this.kies(4) > 0) {
      this.bevoegdheden.push(await this.wijzig<BevoegdheidAntwoord>('bevoegdheid geregistreerd', 'POST', `${PAD}/bevoegdheden`, invoer));
      return;
    }
    const a = await this.metToken<BevoegdheidAntwoord>(this.aan(), 'POST', `${PAD}/bevoegdheden`, { token: this.o.bas, json: invoer });
    if (!a) {
      this.opgegeven.push(invoer.naam);
      return;
    }
    this.o.boek.eis(a.status === 201, 'bevoegdheid', a);
    this.bevoegdheden.push(a.body);
    this.o.boek.tel('bevoegdheid geregistreerd');
  }

  private async wijzigBevoegdheid(): Promise<void> {
    const oud = this.kiesUit(this.bevoegdheden);
    if (!oud) return this.registreerBevoegdheid();
    const nieuw = await this.wijzig<BevoegdheidAntwoord>('bevoegdheid gewijzigd', 'PUT', `${PAD}/bevoegdheden/${oud.id}`, this.bevoegdheid(), { 'if-match': `"${oud.versie}"` });
    this.bevoegdheden[this.bevoegdheden.indexOf(oud)] = nieuw;
  }

  private async wijzigGedeelde(): Promise<void> {
    this.gedeeld.push(await this.wijzig<BevoegdheidAntwoord>('gedeelde bevoegdheid gewijzigd', 'PUT', `${PAD}/bevoegdheden/${this.o.gedeeld}`, this.bevoegdheid(), { 'if-match': '*' }));
  }

  private async registreerApplicatie(): Promise<void> {
    const naam = `${this.naam}-${this.nr++}`;
    const { publiek, prive } = maakSleutelpaar(naam);
    const invoer = { naam, jwks: { keys: [publiek] }, beheerder: 'B', gegevenseigenaar: 'G', leverancier: 'L', hosting: 'Nederland', extern: false, activiteiten: ['VA-01'] };
    const stand = await this.wijzig<ApplicatieAntwoord>('applicatie geregistreerd', 'POST', `${PAD}/applicaties`, invoer);
    this.applicaties.push({ id: stand.id, sleutel: leesSleutel(prive as JWK), stand, tijdelijk: null });
  }

  private async wijzigApplicatie(): Promise<void> {
    const a = this.kiesUit(this.applicaties) as Applicatie;
    const { id: _i, soort: _s, ontbreekt: _o, versie, apiTokens: _a, zgwClients: _z, laatstGebruikt: _l, ...rest } = a.stand;
    const activiteiten = rest.activiteiten.includes('VA-03') ? ['VA-01'] : ['VA-01', 'VA-03'];
    a.stand = await this.wijzig<ApplicatieAntwoord>('applicatie gewijzigd', 'PUT', `${PAD}/applicaties/${a.id}`, { ...rest, leverancier: `L${this.nr++}`, activiteiten }, { 'if-match': `"${versie}"` });
  }

  /** RFC 7009: by the application that holds it. */
  private async trekZelfIn(rust = meteen): Promise<Gegeven[]> {
    const token = this.levend();
    const a = this.applicaties.find((x) => x.id === token?.applicatie);
    if (!token || !a) return [];
    await rust();
    token.einde = Date.now();
    const antwoord = await this.volhard((aan) => vraag(aan, 'POST', `${PAD}/revoke`, { formulier: { token: token.ruw, ...this.verklaar(a).velden } }));
    this.o.boek.eis(antwoord.status === 200, 'revoke', antwoord);
    token.ingetrokken = antwoord.ontvangen;
    this.o.boek.tel('token zelf ingetrokken');
    return [token];
  }

  private async laatIntrekken(rust = meteen): Promise<Gegeven[]> {
    const token = this.levend();
    if (!token) return [];
    await rust();
    token.einde = Date.now();
    await this.wijzig('token ingetrokken', 'POST', `${PAD}/intrekkingen`, { jti: token.jti, reden: 'Proef' });
    token.ingetrokken = Date.now();
    return [token];
  }

  /** All its tokens, and no new ones. */
  private async trekApplicatieIn(rust = meteen): Promise<Gegeven[]> {
    await this.registreerApplicatie();
    await rust();
    const a = this.applicaties.shift() as Applicatie;
    const haar = this.tokens.filter((t) => t.applicatie === a.id && t.einde === null);
    for (const t of haar) t.einde = Date.now();
    await this.wijzig('applicatie ingetrokken', 'POST', `${PAD}/intrekkingen`, { applicatie: a.id, reden: 'Proef' });
    for (const t of haar) t.ingetrokken = Date.now();
    this.ingetrokken.push(a);
    await this.vraagToken(a);
    return haar;
  }

  /** A purpose for a time: asked by one, granted by another. */
  private async krijgToegang(van?: Applicatie): Promise<Applicatie> {
    const a = van ?? (this.kiesUit(this.applicaties) as Applicatie);
    if (a.tijdelijk === null) {
      const json = { applicatie: a.id, activiteiten: ['VA-02'], reden: this.naam, tot: plusDuur(datumInAmsterdam(new Date()), 'P30D') };
      const { id } = await this.wijzig<ToegangsverzoekAntwoord>('toegang gevraagd', 'POST', `${PAD}/toegangsverzoeken`, json);
      this.toegang.set(id, 1);
      await this.bijToegang('toegang toegekend', id, 'toekennen');
      a.tijdelijk = id;
    }
    await this.vraagToken(a, 'VA-02');
    return a;
  }

  private async bijToegang(soort: string, id: string, stap: string): Promise<void> {
    const { versie } = await this.wijzig<ToegangsverzoekAntwoord>(soort, 'POST', `${PAD}/toegangsverzoeken/${id}/_${stap}`, { toelichting: 'Proef' }, { 'if-match': `"${this.toegang.get(id)}"` }, this.o.thijs);
    this.toegang.set(id, versie);
  }

  /** With the tokens that rest on it, and no new ones. */
  private async beeindigToegang(rust = meteen): Promise<Gegeven[]> {
    // A new token each time: those of before may all have ended otherwise.
    const a = await this.krijgToegang(this.applicaties.find((x) => x.tijdelijk !== null));
    const haar = this.tokens.filter((t) => t.applicatie === a.id && t.doel === 'VA-02' && t.einde === null);
    if (haar.length === 0 || a.tijdelijk === null) return [];
    await rust();
    for (const t of haar) t.einde = Date.now();
    await this.bijToegang('toegang beëindigd', a.tijdelijk, 'beeindigen');
    for (const t of haar) t.ingetrokken = Date.now();
    a.tijdelijk = null;
    await this.vraagToken(a, 'VA-02');
    return haar;
  }

  /** Of a token that was handed out, revoked or not. */
  private async gebruik(): Promise<void> {
    const token = this.kiesUit(this.kies(2) === 0 ? this.tokens.filter((t) => t.ingetrokken !== null) : this.tokens);
    if (token) await this.neemWaar(token, this.aan());
  }

  async neemWaar(token: Gegeven, aan: Huisproces): Promise<number | null> {
    const a = await this.metToken(aan, 'GET', `${PAD}/applicaties?omvang=1`, { token: token.ruw });
    if (!a) return null;
    this.o.boek.waarnemingen.push({ token, aan, verzonden: a.verzonden, status: a.status });
    this.o.boek.tel('gebruikt');
    return a.status;
  }
}
