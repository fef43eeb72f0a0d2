import { Inject, Injectable } from '@nestjs/common';
import { Bron } from '@bronhuis/bron';
import type { Antwoord, Kop, Tx } from '@bronhuis/bron';
import { eisIfMatch, etag, KLOK } from '@bronhuis/component';
import { datumInAmsterdam, Probleem, uuidv7 } from '@bronhuis/standaarden';
import type { Datum, Klok } from '@bronhuis/standaarden';
import type { Aanroep } from '@bronhuis/toegang';
import { wieVan } from '../objecten/wie.ts';
import { samen } from '../objecttypen/aanwijzers.ts';
import { BekendeRsins } from '../objecttypen/bekende-rsins.ts';
import { bsnInTeksten, toetsGegevens } from '../objecttypen/gegevens.ts';
import type { Objecttype } from '../objecttypen/objecttype.ts';
import { bronvraag, verwerking } from '../objecttypen/toegang.ts';
import { Typen } from '../objecttypen/typen.ts';
import { nietGevonden, zoekOp } from '../objecttypen/vindplaats.ts';
import { decideHeropenen, decideOpenen, decideSluiten, decideWijzigen } from './dossier.ts';
import type { Dossier } from './dossier.ts';
import type { DossierInvoer, DossierStand, DossierWijziging, HeropenInvoer, RelatieInvoer, SluitInvoer } from './dossiers.dto.ts';
import { leesDossierMetDelen, meldDossier, verhoogVersie, voegDossierToe, voegRelatieToe, voegStatusToe, wijzigDossier } from './dossiers.store.ts';
import type { DossierMetDelen } from './dossiers.store.ts';
import { DOSSIER_AFGESLOTEN, DOSSIER_GEOPEND, DOSSIER_GEWIJZIGD, DOSSIER_HEROPEND } from './events.ts';

/** The writes on dossiers: load, decide, save, emit, in one transaction. */
@Injectable()
export class DossiersWijzigen {
  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Typen) private readonly typen: Typen,
    @Inject(BekendeRsins) private readonly rsins: BekendeRsins,
    @Inject(KLOK) private readonly klok: Klok,
  ) {}

  async open(aanroep: Aanroep, invoer: DossierInvoer): Promise<Antwoord> {
    const toetstype = await this.typen.voorNieuw(aanroep.organisatie, invoer.objecttype);
    const { type } = toetstype;
    aanroep.beslis(bronvraag('dossier', type));
    const { kenmerk, onderwerp, startdatum, gegevens, overgenomenUit = null } = invoer;
    const dossier = decideOpenen(type, { kenmerk, onderwerp, startdatum, gegevens, overgenomenUit }, this.vandaag());
    const betrokkenen = toetsGegevens(toetstype, gegevens, { kenmerk, onderwerp, 'overgenomenUit.systeem': overgenomenUit?.systeem }, this.rsins.alle());
    return this.bron.schrijf(aanroep, async (tx) => {
      const kop = tx.nieuw(uuidv7());
      await voegDossierToe(tx, kop, type, dossier, betrokkenen);
      await voegStatusToe(tx, kop, dossier, wieVan(aanroep));
      meldDossier(tx, kop, DOSSIER_GEOPEND, type, { ...dossier, informatieobjecten: [], relaties: [] });
      tx.verwerk(aanroep.regel(verwerking(type, 'Dossier geopend', { soort: 'dossier', id: kop.id, kenmerk }, betrokkenen)));
      return antwoord(201, kop, type, dossier, { location: `/registers/v1/dossiers/${kop.id}` });
    });
  }

  async wijzig(aanroep: Aanroep, id: string, ifMatch: string | undefined, invoer: DossierWijziging): Promise<Antwoord> {
    const toetstype = await zoekOp(this.bron, this.typen, aanroep, 'dossier', id);
    const { type } = toetstype;
    return this.bron.schrijf(aanroep, async (tx) => {
      const { kop, vorig } = await this.vergrendel(tx, id, ifMatch);
      const dossier = decideWijzigen(type, vorig, invoer);
      const betrokkenen = toetsGegevens(toetstype, dossier.gegevens, { onderwerp: dossier.onderwerp }, this.rsins.alle());
      await wijzigDossier(tx, kop, type, dossier, betrokkenen);
      meldDossier(tx, kop, DOSSIER_GEWIJZIGD, type, { ...vorig, ...dossier });
      // Who was taken out is concerned too: it is their data that went.
      this.verwerk(tx, aanroep, type, 'Dossier gewijzigd', id, { ...vorig, betrokkenen: samen(betrokkenen, vorig.betrokkenen) });
      return antwoord(200, kop, type, dossier);
    });
  }

  async sluit(aanroep: Aanroep, id: string, ifMatch: string | undefined, invoer: SluitInvoer): Promise<Antwoord> {
    const besluit = (type: Objecttype, dossier: Dossier): Dossier => decideSluiten(type, dossier, invoer, this.vandaag());
    return this.verander(aanroep, id, ifMatch, { handeling: 'Dossier afgesloten', eventtype: DOSSIER_AFGESLOTEN, besluit });
  }

  async heropen(aanroep: Aanroep, id: string, ifMatch: string | undefined, { reden }: HeropenInvoer): Promise<Antwoord> {
    const besluit = (_: Objecttype, dossier: Dossier): Dossier => {
      const fouten = bsnInTeksten({ reden }, this.rsins.alle());
      if (fouten.length > 0) throw Probleem.ongeldig(fouten);
      return decideHeropenen(dossier, this.vandaag());
    };
    return this.verander(aanroep, id, ifMatch, { handeling: 'Dossier heropend', eventtype: DOSSIER_HEROPEND, besluit, reden });
  }

  /** What stays when the dossier goes; also allowed on a closed one (an invoice often comes later). */
  async voegRelatieToe(aanroep: Aanroep, id: string, invoer: RelatieInvoer): Promise<Antwoord> {
    const { type } = await zoekOp(this.bron, this.typen, aanroep, 'dossier', id);
    const fouten = bsnInTeksten({ omschrijving: invoer.omschrijving, systeem: invoer.systeem }, this.rsins.alle());
    if (fouten.length > 0) throw Probleem.ongeldig(fouten);
    return this.bron.schrijf(aanroep, async (tx) => {
      const kop = await tx.vergrendel('dossier', id);
      if (!kop) throw nietGevonden('dossier');
      const { soort, omschrijving, systeem, selectielijstnummer = null } = invoer;
      const relatie = { id: uuidv7(), soort, omschrijving, systeem, selectielijstnummer };
      await voegRelatieToe(tx, id, relatie);
      await verhoogVersie(tx, kop);
      const dossier = await leesDossierMetDelen(tx, id);
      meldDossier(tx, kop, DOSSIER_GEWIJZIGD, type, dossier);
      this.verwerk(tx, aanroep, type, 'Verwijzing bij dossier vastgelegd', id, dossier);
      return { status: 201, body: relatie, headers: { etag: etag(kop.versie) }, onderwerp: id };
    });
  }

  private async verander(
    aanroep: Aanroep,
    id: string,
    ifMatch: string | undefined,
    stap: { handeling: string; eventtype: string; reden?: string; besluit: (type: Objecttype, dossier: Dossier) => Dossier },
  ): Promise<Antwoord> {
    const { type } = await zoekOp(this.bron, this.typen, aanroep, 'dossier', id);
    return this.bron.schrijf(aanroep, async (tx) => {
      const { kop, vorig } = await this.vergrendel(tx, id, ifMatch);
      const dossier = stap.besluit(type, vorig);
      await wijzigDossier(tx, kop, type, dossier, vorig.betrokkenen);
      await voegStatusToe(tx, kop, dossier, wieVan(aanroep), stap.reden);
      meldDossier(tx, kop, stap.eventtype, type, { ...vorig, ...dossier });
      this.verwerk(tx, aanroep, type, stap.handeling, id, vorig);
      return antwoord(200, kop, type, dossier);
    });
  }

  private async vergrendel(tx: Tx, id: string, ifMatch: string | undefined): Promise<{ kop: Kop; vorig: DossierMetDelen }> {
    const kop = await tx.vergrendel('dossier', id);
    if (!kop) throw nietGevonden('dossier');
    eisIfMatch(ifMatch, kop.vorige);
    return { kop, vorig: await leesDossierMetDelen(tx, id) };
  }

  private verwerk(tx: Tx, aanroep: Aanroep, type: Objecttype, handeling: string, id: string, d: Pick<DossierMetDelen, 'kenmerk' | 'betrokkenen'>): void {
    tx.verwerk(aanroep.regel(verwerking(type, handeling, { soort: 'dossier', id, kenmerk: d.kenmerk }, d.betrokkenen)));
  }

  private vandaag(): Datum {
    return datumInAmsterdam(this.klok.nu());
  }
}

function antwoord(status: number, kop: Kop, type: Objecttype, d: Dossier, headers: Record<string, string> = {}): Antwoord {
  const body: DossierStand = {
    id: kop.id,
    objecttype: type.id,
    objecttypeNaam: type.naam,
    objecttypeVersie: type.versie,
    kenmerk: d.kenmerk,
    onderwerp: d.onderwerp,
    status: d.status,
    startdatum: d.startdatum,
    uitkomst: d.uitkomst,
    einddatum: d.einddatum,
    versie: kop.versie,
    tijdstipRegistratie: kop.tijd.toISOString(),
  };
  return { status, body, headers: { etag: etag(kop.versie), ...headers }, onderwerp: kop.id };
}
