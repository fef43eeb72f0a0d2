import { Inject, Injectable } from '@nestjs/common';
import { Bron } from '@bronhuis/bron';
import type { Antwoord, Kop, Tx } from '@bronhuis/bron';
import { eisIfMatch, etag, KLOK } from '@bronhuis/component';
import { datumInAmsterdam, Probleem, uuidv7 } from '@bronhuis/standaarden';
import type { Klok } from '@bronhuis/standaarden';
import type { Aanroep } from '@bronhuis/toegang';
import { BekendeRsins } from './bekende-rsins.ts';
import { omgezet } from './objectmigratie.ts';
import { decideTypeversie } from './objecttype.ts';
import type { Objecttype, Typeinhoud } from './objecttype.ts';
import type { ConceptInvoer, ObjecttypeInvoer, ObjecttypeversieInvoer, PublicatieInvoer, UitfaseringInvoer } from './objecttypen.dto.ts';
import { isUitgefaseerd, leesConceptVan, leesType, verwijderConcept, verwijderConcepttype, voegConceptToe, voegConcepttypeToe, voegTypeToe, voegTypeversieToe, voegUitfaseringToe, wijzigConcept } from './objecttypen.store.ts';
import type { Publicatie } from './objecttypen.store.ts';
import { compileerSchema } from './schema.ts';
import { decidePubliceren, decideUitfaseren, vergelijkTypen } from './versie.ts';
import type { Verklaring } from './versie.ts';
import { voorkomensIn } from './voorkomens.queries.ts';
import { ALLES, doelzicht, isVerborgen, zietAlles } from './zicht.ts';
import type { Zicht } from './zicht.ts';
import { conceptEtag, toonConcept, toonVersie } from './weergave.ts';

export const ONBEKEND = 'Dit objecttype bestaat niet.';
const GEEN_CONCEPT = 'Dit objecttype heeft geen concept.';

/** The writes on object types: load, decide, save, in one transaction. */
@Injectable()
export class ObjecttypenWijzigen {
  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(BekendeRsins) private readonly rsins: BekendeRsins,
    @Inject(KLOK) private readonly klok: Klok,
  ) {}

  async maak(aanroep: Aanroep, { concept = false, ...invoer }: ObjecttypeInvoer): Promise<Antwoord> {
    const inhoud = decideTypeversie(null, invoer);
    return this.bron.schrijf(aanroep, async (tx) => {
      const kop = tx.nieuw(uuidv7());
      if (concept) await voegConcepttypeToe(tx, kop, inhoud);
      else await voegTypeToe(tx, kop, inhoud);
      tx.verwerk(aanroep.regel(null));
      const antwoord = concept ? alsConcept(201, kop, inhoud, 1) : alsVersie(201, kop, inhoud);
      return { ...antwoord, headers: { ...antwoord.headers, location: `/registers/v1/objecttypen/${kop.id}` } };
    });
  }

  async maakVersie(aanroep: Aanroep, id: string, ifMatch: string | undefined, invoer: ObjecttypeversieInvoer): Promise<Antwoord> {
    const { concept = false, brekend, reden, ...inhoud } = invoer;
    return this.bron.schrijf(aanroep, async (tx) => {
      const kop = await this.vergrendel(tx, id);
      const vorige = await leesType(tx, id);
      if (!vorige) throw Probleem.conflict('Van dit objecttype is er alleen een concept. Wijzig of publiceer dat.', 'concept-bestaat');
      eisIfMatch(ifMatch, kop.vorige);
      decideTypeversie(vorige, inhoud);
      tx.verwerk(aanroep.regel(null));
      if (!concept) return this.publiceerAls(tx, aanroep, kop, vorige, inhoud, { brekend, reden }, 201);
      if (await leesConceptVan(tx, id)) throw Probleem.conflict('Dit objecttype heeft al een concept. Wijzig dat.', 'concept-bestaat');
      await voegConceptToe(tx, kop, inhoud);
      return alsConcept(201, kop, inhoud, 1);
    });
  }

  async wijzigConcept(aanroep: Aanroep, id: string, ifMatch: string | undefined, invoer: ConceptInvoer): Promise<Antwoord> {
    return this.bron.schrijf(aanroep, async (tx) => {
      const { kop, wijziging, inhoud } = await this.vergrendelConcept(tx, id, ifMatch);
      decideTypeversie({ ...inhoud, afgeschermd: (await leesType(tx, id))?.afgeschermd }, invoer);
      await wijzigConcept(tx, kop, wijziging + 1, invoer);
      tx.verwerk(aanroep.regel(null));
      return alsConcept(200, kop, invoer, wijziging + 1);
    });
  }

  async publiceer(aanroep: Aanroep, id: string, ifMatch: string | undefined, verklaring: PublicatieInvoer): Promise<Antwoord> {
    return this.bron.schrijf(aanroep, async (tx) => {
      const { kop, inhoud } = await this.vergrendelConcept(tx, id, ifMatch);
      tx.verwerk(aanroep.regel(null));
      const vorige = await leesType(tx, id);
      // Another version may have been published since the draft was checked.
      if (vorige) decideTypeversie(vorige, inhoud);
      const antwoord = await this.publiceerAls(tx, aanroep, kop, vorige, inhoud, verklaring, 200);
      await verwijderConcept(tx, id);
      return antwoord;
    });
  }

  /** What was never published leaves nothing behind. */
  async verwijderConcept(aanroep: Aanroep, id: string, ifMatch: string | undefined): Promise<void> {
    await this.bron.transactie(aanroep, async (tx) => {
      const { kop } = await this.vergrendelConcept(tx, id, ifMatch);
      await verwijderConcept(tx, id);
      if (kop.vorige === 0) await verwijderConcepttype(tx, id);
      tx.verwerk(aanroep.regel(null));
    });
  }

  async faseerUit(aanroep: Aanroep, id: string, { versie, reden }: UitfaseringInvoer): Promise<Antwoord> {
    return this.bron.schrijf(aanroep, async (tx) => {
      const kop = await this.vergrendel(tx, id);
      decideUitfaseren(kop.vorige, versie, await isUitgefaseerd(tx, id, versie));
      await voegUitfaseringToe(tx, kop, versie, reden ?? null);
      tx.verwerk(aanroep.regel(null));
      return { status: 200, body: { id, versie, status: 'uitgefaseerd', uitgefaseerdOp: kop.tijd.toISOString() } };
    });
  }

  /** Saves a version as the newest, unless it breaks with what is there and does not say so. */
  private async publiceerAls(tx: Tx, aanroep: Aanroep, kop: Kop, vorige: Objecttype | null, inhoud: Typeinhoud, verklaring: Verklaring, status: number): Promise<Antwoord> {
    const breuken = vorige ? vergelijkTypen(vorige, inhoud) : [];
    const zicht = vorige ? doelzicht(aanroep, vorige) : ALLES;
    // Nobody tries drafts on what they do not see: there a break is only declared.
    const ongezien = !zietAlles(zicht) && breuken.some((b) => b.pad === '' || isVerborgen(zicht, b.pad));
    const publicatie = await decidePubliceren(breuken, verklaring, async () => ongezien || this.gebroken(tx, { ...inhoud, id: kop.id, versie: kop.versie }, zicht));
    await voegTypeversieToe(tx, kop, inhoud, publicatie);
    return alsVersie(status, kop, inhoud, publicatie);
  }

  /**
   * Does anything that is there fail this version? In the transaction that publishes it: what a create adds in that very
   * moment was made under the version before, and is what the next dry run finds.
   */
  private async gebroken(tx: Tx, type: Objecttype, zicht: Zicht): Promise<boolean> {
    const { valideer, fout } = compileerSchema(type.schema);
    if (fout !== null) throw new Error(`object type ${type.id}: ${fout}`);
    for await (const oud of voorkomensIn(tx, type.soort, type.id, datumInAmsterdam(this.klok.nu()))) {
      if (omgezet({ type, valideer }, [], oud, this.rsins.alle(), zicht).fouten.length > 0) return true;
    }
    return false;
  }

  private async vergrendel(tx: Tx, id: string): Promise<Kop> {
    const kop = await tx.vergrendel('objecttype', id);
    if (!kop) throw Probleem.nietGevonden(ONBEKEND);
    return kop;
  }

  private async vergrendelConcept(tx: Tx, id: string, ifMatch: string | undefined): Promise<{ kop: Kop; wijziging: number; inhoud: Typeinhoud }> {
    const kop = await this.vergrendel(tx, id);
    const concept = await leesConceptVan(tx, id);
    // A published version is never changed: there is only a draft to change, or nothing.
    if (!concept) throw Probleem.nietGevonden(GEEN_CONCEPT);
    eisConceptMatch(ifMatch, concept.wijziging);
    return { kop, ...concept };
  }
}

function eisConceptMatch(ifMatch: string | undefined, wijziging: number): void {
  if (!ifMatch) throw Probleem.voorwaardeVereist('Geef in de header If-Match de ETag mee van het concept dat u wijzigt.');
  const tags = ifMatch.split(',').map((t) => t.trim());
  if (!tags.includes('*') && !tags.includes(conceptEtag(wijziging))) throw Probleem.voorwaardeMislukt('Het concept is intussen gewijzigd. Haal het opnieuw op en probeer het dan opnieuw.');
}

function alsVersie(status: number, kop: Kop, inhoud: Typeinhoud, { brekend, reden }: Publicatie = { brekend: false, reden: null }): Antwoord {
  const body = toonVersie({ id: kop.id, versie: kop.versie, registratietijd: kop.tijd, inhoud, brekend, reden, uitgefaseerd_op: null });
  return { status, body, headers: { etag: etag(kop.versie) } };
}

function alsConcept(status: number, kop: Kop, inhoud: Typeinhoud, wijziging: number): Antwoord {
  return { status, body: toonConcept({ id: kop.id, versie: kop.versie, registratietijd: kop.tijd, inhoud }), headers: { etag: conceptEtag(wijziging) } };
}
