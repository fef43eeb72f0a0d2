import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { Bron, type Antwoord } from '@bronhuis/bron';
import { CONFIG, etag, KLOK, type Config } from '@bronhuis/component';
import { Probleem, sha256Hex, uuidv7, type Klok } from '@bronhuis/standaarden';
import { Bundelhouder, type Aanroep } from '@bronhuis/toegang';
import { leesVrijstelling } from '../contactgegevens/contactgegevens.ts';
import { keurTeksten } from '../concepten/teksten.ts';
import { eisConcept } from '../publicaties/publicatie.ts';
import { leesPublicatie, leesVergrendeld } from '../publicaties/publicaties.queries.ts';
import { wijzig } from '../publicaties/publicatie.store.ts';
import { MARKERING } from '../zoeken/zoekvraag.ts';
import { Bestandsopslag, type Ontvangen } from './bestandsopslag.ts';
import { DocumentEntity } from './document.entity.ts';
import { alsFouten, bezwaren, doorzoek, type Bevinding, type GelezenDocument } from './poort.ts';
import { leesDocument, type Mediatype } from './tekstlezer.ts';

export interface Aanbod {
  concept: string;
  mediatype: Mediatype;
  bestandsnaam: string;
  titel: string | null;
  bron: string | null;
  inhoud: Readable;
  lengte: number | null;
}

const INSERT_PAGINAS = `insert into pagina (organisatie, document, nummer, publicatie, tekst)
  select $1, $2, n, $3, t from unnest($4::int[], $5::text[]) as x(n, t)`;

/** A file is offered: streamed to disk, read whole, judged at the gate, and only then kept. */
@Injectable()
export class Aanbieden {
  private readonly maxBytes: number;

  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Bestandsopslag) private readonly opslag: Bestandsopslag,
    @Inject(Bundelhouder) private readonly bundelhouder: Bundelhouder,
    @Inject(KLOK) private readonly klok: Klok,
    @Inject(CONFIG) config: Config,
  ) {
    this.maxBytes = Number(config.eigen['MAX_BESTAND_MB'] ?? 100) * 1_000_000;
  }

  async bied(aanroep: Aanroep, aanbod: Aanbod): Promise<Antwoord> {
    if (aanbod.lengte !== null && aanbod.lengte > this.maxBytes) throw Probleem.teGroot(`Het bestand mag ten hoogste ${this.maxBytes / 1_000_000} MB zijn.`);
    const concept = await leesPublicatie(this.bron, aanroep.organisatie, aanbod.concept);
    if (!concept) throw Probleem.nietGevonden('Dit concept is er niet.');
    eisConcept(concept);
    const ontvangen = await this.opslag.ontvang(aanbod.inhoud, this.maxBytes);
    try {
      return await this.keurEnBewaar(aanroep, aanbod, ontvangen);
    } finally {
      // Still there when it was refused, or when this was a repeated request; else it has its place already.
      await this.opslag.weggooien(ontvangen);
    }
  }

  private async keurEnBewaar(aanroep: Aanroep, aanbod: Aanbod, ontvangen: Ontvangen): Promise<Antwoord> {
    eisSoort(aanbod.mediatype, ontvangen);
    const gelezen = await leesDocument(ontvangen.pad, aanbod.mediatype);
    const vrij = await leesVrijstelling(this.bron, aanroep.organisatie, this.bundelhouder.huidige().bundel.organisaties);
    const bevindingen = doorzoek(gelezen, vrij);
    const namen = keurTeksten({ bestandsnaam: aanbod.bestandsnaam, titel: aanbod.titel }, [], vrij);
    const { organisatie, traceparent } = aanroep;
    const sleutel = aanroep.idempotentie?.sleutel;
    const verzoekHash = sha256Hex(JSON.stringify([aanbod.concept, aanbod.bestandsnaam, aanbod.titel, aanbod.bron, aanbod.mediatype, ontvangen.sha256]));
    const document = uuidv7(this.klok.nu());
    let geplaatst = false;
    try {
      const antwoord = await this.bron.schrijf({ organisatie, traceparent, ...(sleutel ? { idempotentie: { sleutel, verzoekHash } } : {}) }, async (tx) => {
        const kop = await tx.vergrendel('publicatie', aanbod.concept);
        if (!kop) throw Probleem.nietGevonden('Dit concept is er niet.');
        const p = await leesVergrendeld(tx, aanbod.concept);
        eisConcept(p);
        const fouten = [...alsFouten(bezwaren(bevindingen, p.afwegingen)), ...namen];
        if (fouten.length > 0) throw geweigerd(fouten);
        if (!geplaatst) await this.opslag.plaats(ontvangen, organisatie, document);
        geplaatst = true;
        const rij = {
          id: document, titel: aanbod.titel ?? aanbod.bestandsnaam, bestandsnaam: aanbod.bestandsnaam, mediatype: aanbod.mediatype, omvang: ontvangen.omvang,
          sha256: ontvangen.sha256, paginas: gelezen.paginas.length, bron: aanbod.bron, bevindingen, aangebodenOp: kop.tijd,
        };
        await tx.manager.insert(DocumentEntity, { ...rij, organisatie, publicatie: kop.id });
        const teksten = gelezen.paginas.map((b) => b.tekst.replaceAll(MARKERING.begin, ' ').replaceAll(MARKERING.eind, ' ').replace(/\p{Surrogate}/gu, ' '));
        await tx.query(INSERT_PAGINAS, [organisatie, document, kop.id, teksten.map((_, i) => i + 1), teksten]);
        await wijzig(tx, kop);
        tx.verwerk(aanroep.regel(null));
        return {
          status: 201, onderwerp: kop.id, headers: { etag: etag(kop.versie) },
          body: { ...rij, aangebodenOp: rij.aangebodenOp.toISOString(), opmerkingen: opmerkingen(gelezen, bevindingen) },
        };
      });
      if (geplaatst && (antwoord.body as { id: string }).id !== document) await this.opslag.verwijder(organisatie, document);
      return antwoord;
    } catch (fout) {
      if (geplaatst) await this.opslag.verwijder(organisatie, document);
      throw fout;
    }
  }
}

const geweigerd = (fouten: Parameters<typeof Probleem.ongeldig>[0]): Probleem =>
  Probleem.ongeldig(
    fouten,
    fouten.some((f) => f.code === 'bsn-gevonden')
      ? 'Dit document kan niet openbaar worden: er staat een burgerservicenummer in.'
      : 'Dit document kan zo niet openbaar worden. Kijk bij invalidParams wat er is gevonden.',
  );

/** The file must be what it says it is. @throws Probleem 400 */
function eisSoort(mediatype: Mediatype, { omvang, begin }: Ontvangen): void {
  if (omvang === 0) throw Probleem.ongeldig([{ name: 'bestand', reason: 'Het bestand is leeg.', code: 'leeg' }]);
  const isPdf = begin.includes('%PDF-');
  if (mediatype === 'application/pdf' && !isPdf) throw Probleem.ongeldig([{ name: 'bestand', reason: 'Dit is geen PDF.', code: 'onleesbaar' }]);
  if (mediatype === 'text/plain' && begin.subarray(0, 5).equals(Buffer.from('%PDF-'))) {
    throw Probleem.ongeldig([{ name: 'bestand', reason: 'Dit is een PDF en geen platte tekst.', code: 'onleesbaar' }]);
  }
}

/** Not a reason to refuse, but worth a look by the one who publishes. */
function opmerkingen(gelezen: GelezenDocument, bevindingen: Bevinding[]): string[] {
  const uit: string[] = [];
  if (gelezen.metagegevens['Author']) uit.push('In de eigenschappen van het bestand staat een auteur. Controleer of dat geen naam van een persoon is.');
  for (const b of bevindingen) if (b.pagina !== null) uit.push(`Op pagina ${b.pagina} blijft zichtbaar wat u hebt afgewogen: ${b.soort}.`);
  return uit;
}
