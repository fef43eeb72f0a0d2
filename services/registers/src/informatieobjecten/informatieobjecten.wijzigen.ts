import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { Bron } from '@bronhuis/bron';
import type { Antwoord, Tx } from '@bronhuis/bron';
import { eisIfMatch, etag } from '@bronhuis/component';
import { Probleem, uuidv7 } from '@bronhuis/standaarden';
import type { Aanroep } from '@bronhuis/toegang';
import { eisOpen } from '../dossiers/dossier.ts';
import { leesDossierMetDelen, meldDossier, verhoogVersie } from '../dossiers/dossiers.store.ts';
import type { DossierMetDelen } from '../dossiers/dossiers.store.ts';
import { DOSSIER_GEWIJZIGD } from '../dossiers/events.ts';
import { samen } from '../objecttypen/aanwijzers.ts';
import { BekendeRsins } from '../objecttypen/bekende-rsins.ts';
import { toetsGegevens } from '../objecttypen/gegevens.ts';
import type { Objecttype } from '../objecttypen/objecttype.ts';
import { bronvraag, verwerking } from '../objecttypen/toegang.ts';
import { Typen } from '../objecttypen/typen.ts';
import { nietGevonden, zoekOp } from '../objecttypen/vindplaats.ts';
import { verwachtControlegetal } from './bestandscontrole.ts';
import { Bestandsopslag } from './bestandsopslag.ts';
import type { OntvangenBestand } from './bestandsopslag.ts';
import type { BestandStandAntwoord, InformatieobjectInvoer, InformatieobjectStandAntwoord } from './informatieobjecten.dto.ts';
import { houdDossiersVast, isGekoppeld, koppel, leesStand, voegInformatieobjectToe, zetBestand } from './informatieobjecten.store.ts';
import { Opruimer } from './opruimer.ts';

export interface Aangeboden {
  stroom: Readable;
  mediatype: string;
  ifMatch: string | undefined;
  reprDigest: string | undefined;
  digest: string | undefined;
}

@Injectable()
export class InformatieobjectenWijzigen {
  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Typen) private readonly typen: Typen,
    @Inject(BekendeRsins) private readonly rsins: BekendeRsins,
    @Inject(Bestandsopslag) private readonly opslag: Bestandsopslag,
    @Inject(Opruimer) private readonly opruimer: Opruimer,
  ) {}

  async voegToe(aanroep: Aanroep, dossierId: string, invoer: InformatieobjectInvoer): Promise<Antwoord> {
    const dossiertype = (await zoekOp(this.bron, this.typen, aanroep, 'dossier', dossierId)).type;
    const toetstype = await this.typen.voorNieuw(aanroep.organisatie, invoer.objecttype);
    const { type } = toetstype;
    if (type.soort !== 'informatieobject') {
      throw Probleem.ongeldig([{ name: 'objecttype', reason: `Dit objecttype is van de soort ${type.soort}, niet informatieobject.`, code: 'soort' }]);
    }
    aanroep.beslis(bronvraag('informatieobject', type));
    const eigen = toetsGegevens(toetstype, invoer.gegevens, { titel: invoer.titel }, this.rsins.alle());
    return this.bron.schrijf(aanroep, async (tx) => {
      const kop = tx.nieuw(uuidv7());
      const { titel, soort, gegevens } = invoer;
      const dossier = await this.vulDossier(tx, dossiertype, dossierId, async () => {
        await voegInformatieobjectToe(tx, kop, type, { titel, soort, gegevens }, eigen);
        await koppel(tx, dossierId, kop.id);
        return true;
      });
      const betrokkenen = eigen.length > 0 ? eigen : dossier.betrokkenen;
      tx.verwerk(aanroep.regel(verwerking(type, 'Document toegevoegd', { soort: 'informatieobject', id: kop.id, kenmerk: dossier.kenmerk }, betrokkenen)));
      const body: InformatieobjectStandAntwoord = { id: kop.id, dossier: dossierId, objecttype: type.id, soort, versie: kop.versie };
      return { status: 201, body, headers: { location: `/registers/v1/informatieobjecten/${kop.id}`, etag: etag(kop.versie) }, onderwerp: kop.id };
    });
  }

  /** The same document in a second dossier: it goes when the last one goes. */
  async koppel(aanroep: Aanroep, dossierId: string, id: string): Promise<Antwoord> {
    const { type } = await zoekOp(this.bron, this.typen, aanroep, 'informatieobject', id);
    const dossiertype = (await zoekOp(this.bron, this.typen, aanroep, 'dossier', dossierId)).type;
    return this.bron.schrijf(aanroep, async (tx) => {
      const eerder = await houdDossiersVast(tx, id);
      if (eerder.length === 0) throw nietGevonden('informatieobject');
      let nieuw = false;
      const dossier = await this.vulDossier(tx, dossiertype, dossierId, async () => {
        nieuw = !(await isGekoppeld(tx, dossierId, id));
        if (nieuw) await koppel(tx, dossierId, id);
        return nieuw;
      });
      const { versie, soort, ...stand } = await leesStand(tx, id);
      const betrokkenen = stand.betrokkenen.length > 0 ? stand.betrokkenen : samen(...eerder.map((d) => d.betrokkenen));
      tx.verwerk(aanroep.regel(verwerking(type, 'Document bij een tweede dossier gevoegd', { soort: 'informatieobject', id, kenmerk: dossier.kenmerk }, betrokkenen)));
      const body: InformatieobjectStandAntwoord = { id, dossier: dossierId, objecttype: type.id, soort, versie };
      return { status: nieuw ? 201 : 200, body, headers: { etag: etag(versie) }, onderwerp: id };
    });
  }

  async zetBestand(aanroep: Aanroep, id: string, aangeboden: Aangeboden): Promise<Antwoord> {
    const { type } = await zoekOp(this.bron, this.typen, aanroep, 'informatieobject', id);
    const verwacht = verwachtControlegetal(aangeboden.reprDigest, aangeboden.digest);
    const ontvangen = await this.opslag.ontvang(aanroep.organisatie, aangeboden.stroom, verwacht);
    let gebruikt = false;
    try {
      const antwoord = await this.bron.schrijf({ organisatie: aanroep.organisatie, traceparent: aanroep.traceparent }, async (tx) => {
        const uitkomst = await this.bewaar(tx, aanroep, type, id, aangeboden, ontvangen);
        gebruikt = uitkomst.gebruikt;
        return uitkomst.antwoord;
      });
      if (!gebruikt) await this.opslag.wis(aanroep.organisatie, ontvangen.bestand);
      else await this.opruimer.probeerTeWissen(aanroep.organisatie);
      return antwoord;
    } catch (fout) {
      // Only what surely was not committed: after a lost connection nobody knows, and the sweep at start decides.
      if (fout instanceof Probleem && fout.status !== 503) await this.opslag.wis(aanroep.organisatie, ontvangen.bestand);
      throw fout;
    }
  }

  /** Gives the document a file that is on disk; `gebruikt` is false when it had the same one. */
  async bewaar(tx: Tx, aanroep: Aanroep, type: Objecttype, id: string, { mediatype, ifMatch }: Pick<Aangeboden, 'mediatype' | 'ifMatch'>, ontvangen: OntvangenBestand): Promise<{ antwoord: Antwoord; gebruikt: boolean }> {
    const dossiers = await houdDossiersVast(tx, id);
    const kop = await tx.vergrendel('informatieobject', id);
    if (!kop) throw nietGevonden('informatieobject');
    const stand = await leesStand(tx, id);
    const { omvang, sha256 } = ontvangen;
    const zelfde = stand.sha256 === sha256 && stand.mediatype === mediatype;
    if (!zelfde) {
      if (!dossiers.some((d) => d.status === 'open')) eisOpen({ status: 'afgesloten' });
      if (stand.bestand !== null) eisIfMatch(ifMatch, kop.vorige);
      await zetBestand(tx, kop, { ...ontvangen, mediatype }, stand.bestand);
    }
    const betrokkenen = stand.betrokkenen.length > 0 ? stand.betrokkenen : samen(...dossiers.map((d) => d.betrokkenen));
    const handeling = stand.bestand === null ? 'Bestand bij document gevoegd' : 'Bestand van document vervangen';
    const object = { soort: 'informatieobject', id, ...(dossiers[0] ? { kenmerk: dossiers[0].kenmerk } : {}) };
    tx.verwerk(aanroep.regel(verwerking(type, handeling, object, betrokkenen)));
    const versie = zelfde ? kop.vorige : kop.versie;
    const body: BestandStandAntwoord = { id, versie, bestand: { mediatype, omvang, sha256 } };
    return { antwoord: { status: stand.bestand === null ? 201 : 200, body, headers: { etag: etag(versie) }, onderwerp: id }, gebruikt: !zelfde };
  }

  /** Something comes into an open dossier: its version moves and the event tells. */
  private async vulDossier(tx: Tx, type: Objecttype, id: string, werk: () => Promise<boolean>): Promise<DossierMetDelen> {
    const kop = await tx.vergrendel('dossier', id);
    if (!kop) throw nietGevonden('dossier');
    eisOpen(await leesDossierMetDelen(tx, id));
    const veranderd = await werk();
    const dossier = await leesDossierMetDelen(tx, id);
    if (veranderd) {
      await verhoogVersie(tx, kop);
      meldDossier(tx, kop, DOSSIER_GEWIJZIGD, type, dossier);
    }
    return dossier;
  }
}
