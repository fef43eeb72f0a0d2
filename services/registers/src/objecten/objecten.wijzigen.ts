import { Inject, Injectable } from '@nestjs/common';
import { Bron } from '@bronhuis/bron';
import type { Antwoord, Kop, Tx } from '@bronhuis/bron';
import { eisIfMatch, etag } from '@bronhuis/component';
import { datumInAmsterdam, Probleem, uuidv7 } from '@bronhuis/standaarden';
import type { Datum, InvalidParam } from '@bronhuis/standaarden';
import type { Aanroep } from '@bronhuis/toegang';
import { WGS84 } from '../geometrie/crs.ts';
import type { Crs } from '../geometrie/crs.ts';
import type { Geometrie } from '../geometrie/geojson.ts';
import { naarCrs } from '../geometrie/omrekenen.ts';
import { toetsGeometrie } from '../geometrie/toets.ts';
import { samen } from '../objecttypen/aanwijzers.ts';
import type { Persoon } from '../objecttypen/aanwijzers.ts';
import { BekendeRsins } from '../objecttypen/bekende-rsins.ts';
import type { Toetstype } from '../objecttypen/gegevens.ts';
import type { Objecttype } from '../objecttypen/objecttype.ts';
import type { Gegevens } from '../objecttypen/schema.ts';
import { vertaalSleutelfout } from '../objecttypen/sleutel.ts';
import { bronvraag, schrijfzicht, verwerking } from '../objecttypen/toegang.ts';
import { Typen } from '../objecttypen/typen.ts';
import { nietGevonden, zoekOp } from '../objecttypen/vindplaats.ts';
import { strip, zietAlles } from '../objecttypen/zicht.ts';
import { toetsInZicht } from './behoud.ts';
import { objectGebeurtenis, OBJECT_GEREGISTREERD, OBJECT_GEWIJZIGD } from './events.ts';
import { pasLapToe } from './lap.ts';
import { momentenVan } from './momenten.ts';
import { decideEerste, decideVersie, isBeeindiging, leesPeriode, onvolledigTot, uitkomstVan } from './object.ts';
import type { Geldigheid, NieuweVersie, Periodeopgave, Uitkomst } from './object.ts';
import type { ObjectGewijzigd, ObjectInvoer, ObjectStand, ObjectversieInvoer } from './objecten.dto.ts';
import { alsFout, leesInhoud, leesGeschiedenis, maakArgumenten, MAAK_SOORTEN, VerouderdType, voegObjectToe, voegVersieToe } from './objecten.store.ts';
import { bekend, geldend, tijdlijn } from './tijdassen.ts';
import type { Versie } from './tijdassen.ts';
import { gelijk } from './verschil.ts';
import { wieVan } from './wie.ts';

const SOORT = 'registratie';
const HANDELING: Partial<Record<Uitkomst, string>> = { correctie: 'Registratie gecorrigeerd', beeindiging: 'Registratie beëindigd' };

type MetBetrokkenen = Versie & Geldigheid & { betrokkenen: Persoon[] };

/** A version of which the caller says under which version of its type it falls. */
export interface VrijeVersie extends Periodeopgave {
  typeversie: number;
  correctieVoor?: number | null;
  gegevens: Gegevens;
  /** GeoJSON in EPSG:4326, not yet checked. */
  geometrie: unknown;
}

/** With the data that it builds on, when that is not what holds at its begin. */
type Maak = (tx: Tx, versies: readonly Versie[], type: Objecttype) => Promise<VrijeVersie & { oud?: Gegevens }>;

export type VrijeRegistratie = Omit<VrijeVersie, 'correctieVoor'> & { id: string; objecttype: string };

/** Which version of the type is asked for is known only once the object is held. */
class OngeladenVersie extends Error {
  constructor(
    readonly objecttype: string,
    readonly versie: number,
  ) {
    super(`version ${versie} of object type ${objecttype} is not loaded yet`);
  }
}

type Erbij = (tx: Tx, kop: Kop, type: Objecttype) => Promise<Antwoord>;

/** An object that is held: its head, its type in the newest version, and its history. */
interface Gehouden {
  kop: Kop;
  toetstype: Toetstype;
  versies: MetBetrokkenen[];
}

/** What a new version is to say, as far as it was read, and the data that it builds on for whoever does not see all of that. */
interface Gezegd {
  gegevens: Gegevens | undefined;
  oud: Gegevens | null;
  geometrie: Geometrie | null;
  fouten: InvalidParam[];
}
const EINDE: Gezegd = { gegevens: undefined, oud: null, geometrie: null, fouten: [] };

/** The writes on objects: load, decide, save, emit, in one transaction. */
@Injectable()
export class ObjectenWijzigen {
  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Typen) private readonly typen: Typen,
    @Inject(BekendeRsins) private readonly rsins: BekendeRsins,
  ) {}

  /** `crs` is that of the geometry, here and below. */
  async registreer(aanroep: Aanroep, invoer: ObjectInvoer, crs: Crs = WGS84): Promise<Antwoord> {
    const vermoed = await this.typen.vermoedelijk(aanroep.organisatie, invoer.objecttype);
    try {
      return await this.registreerOnder(aanroep, invoer, crs, vermoed);
    } catch (fout) {
      // What an older version refuses, the newest may accept: a refusal is only given by the newest.
      if (!(fout instanceof VerouderdType) && !(fout instanceof Probleem && fout.status === 400)) throw fout;
      const actueel = await this.typen.voorNieuw(aanroep.organisatie, invoer.objecttype);
      if (fout instanceof Probleem && actueel.type.versie === vermoed.type.versie) throw fout;
      return this.registreerOnder(aanroep, invoer, crs, actueel);
    }
  }

  private async registreerOnder(aanroep: Aanroep, invoer: ObjectInvoer, crs: Crs, toetstype: Toetstype): Promise<Antwoord> {
    const { type } = toetstype;
    aanroep.beslis(bronvraag('object', type));
    eisRegistratie(type);
    const kop = this.bron.nieuw(uuidv7());
    const vandaag = datumInAmsterdam(kop.tijd);
    const versie = decideEerste(leesPeriode(invoer, vandaag));
    const { geometrie, fouten } = toetsGeometrie(type, invoer.geometrie, crs);
    const { gegevens, betrokkenen } = toetsInZicht(toetstype, schrijfzicht(aanroep, type), { oud: null, nieuw: invoer.gegevens }, this.rsins.alle(), fouten);
    const momenten = momentenVan(kop.versie, versie, vandaag);
    const schrijven = this.bron.schrijfIneens(aanroep, {
      functie: 'maak_objecten',
      soorten: MAAK_SOORTEN,
      kop,
      maak: () => ({
        argumenten: maakArgumenten(kop, type, { ...versie, dossier: invoer.dossier ?? null, gegevens, geometrie }, betrokkenen, { wie: wieVan(aanroep), momenten }),
        event: { type: OBJECT_GEREGISTREERD, data: objectGebeurtenis(kop.id, type.id, SOORT, kop.versie) },
        regel: aanroep.regel(verwerking(type, 'Registratie vastgelegd', { soort: 'object', id: kop.id }, betrokkenen)),
      }),
      antwoord: {
        status: 201,
        body: stand(kop, toetstype, versie),
        headers: { location: `/registers/v1/objecten/${kop.id}`, etag: etag(kop.versie) },
        onderwerp: kop.id,
      },
    });
    const uit = await schrijven.catch((fout: unknown) => Promise.reject(vertaalSleutelfout(fout, type) as Error));
    if ('bezwaar' in uit) throw alsFout(uit.bezwaar);
    // The record was that of the first time; this time only the decision is kept.
    if (uit.herhaald) aanroep.nietVastgelegd();
    return uit.antwoord;
  }

  async wijzig(aanroep: Aanroep, id: string, ifMatch: string | undefined, invoer: ObjectversieInvoer, crs: Crs = WGS84): Promise<Antwoord> {
    return this.houdVast(aanroep, id, ifMatch, async (tx, gehouden) => {
      const nieuw = { ...leesPeriode(invoer, datumInAmsterdam(gehouden.kop.tijd), invoer.gegevens === undefined), correctieVoor: invoer.correctieVoor ?? null };
      const teVeel = isBeeindiging(nieuw) ? (['gegevens', 'geometrie'] as const).filter((naam) => (invoer[naam] ?? null) !== null) : [];
      if (teVeel.length > 0) throw Probleem.ongeldig(teVeel.map((name) => ({ name, reason: `Een beëindiging heeft geen ${name}.`, code: 'beeindiging' })));
      const { geometrie, fouten } = toetsGeometrie(gehouden.toetstype.type, invoer.geometrie, crs);
      return this.voegToe(tx, aanroep, gehouden, nieuw, { gegevens: invoer.gegevens, oud: await this.voortbouwOp(tx, aanroep, gehouden, nieuw), geometrie, fouten });
    });
  }

  /** Builds on what holds on a day, and starts there: never on something in the future that nobody looked at. */
  async lap(aanroep: Aanroep, id: string, ifMatch: string | undefined, w: { mediatype: string; lap: unknown; geldigOp: Datum | undefined; crs: Crs }): Promise<Antwoord> {
    return this.houdVast(aanroep, id, ifMatch, async (tx, gehouden) => {
      const dag = w.geldigOp ?? datumInAmsterdam(gehouden.kop.tijd);
      const basis = geldend(gehouden.versies, dag, null);
      if (!basis) throw Probleem.conflict('Op deze dag geldt er niets dat kan worden gewijzigd. Gebruik PUT.', 'niets-geldig');
      const was = await leesInhoud(tx, id, basis.versie);
      // Patched in the system of the patch; what it leaves alone is not computed to and fro.
      const geometrie = was.geometrie && naarCrs(was.geometrie, WGS84, w.crs);
      const gegevens = strip(was.gegevens, schrijfzicht(aanroep, gehouden.toetstype.type));
      const gelapt = pasLapToe(w.mediatype, { beginGeldigheid: dag, eindGeldigheid: basis.eindGeldigheid, correctieVoor: null, gegevens, geometrie }, w.lap);
      const eind = basis.onvolledig?.eind;
      const onvolledig = eind !== undefined && gelapt.eindGeldigheid === basis.eindGeldigheid ? { eind } : null;
      const nieuw = { ...gelapt, ...leesPeriode({ ...gelapt, onvolledig }, datumInAmsterdam(gehouden.kop.tijd)) };
      if (isBeeindiging(nieuw)) return this.voegToe(tx, aanroep, gehouden, nieuw, EINDE);
      const blijft = gelijk(nieuw.geometrie, geometrie);
      const gelezen = toetsGeometrie(gehouden.toetstype.type, blijft ? was.geometrie : nieuw.geometrie, blijft ? WGS84 : w.crs);
      return this.voegToe(tx, aanroep, gehouden, nieuw, { gegevens: nieuw.gegevens, oud: was.gegevens, ...gelezen });
    });
  }

  /** What somebody who does not see everything leaves as it was: that of the version that is corrected, or of what holds then. */
  private async voortbouwOp(tx: Tx, aanroep: Aanroep, { kop, toetstype, versies }: Gehouden, invoer: Pick<NieuweVersie, 'beginGeldigheid' | 'correctieVoor'>): Promise<Gegevens | null> {
    if (zietAlles(schrijfzicht(aanroep, toetstype.type))) return null;
    const onjuist = versies.find((v) => v.versie === invoer.correctieVoor);
    // An end has no data; without it, something else holds.
    const basis = onjuist && !isBeeindiging(onjuist) ? onjuist : geldend(versies.filter((v) => v !== onjuist), invoer.beginGeldigheid, null);
    return basis && (await leesInhoud(tx, kop.id, basis.versie)).gegevens;
  }

  /** For a standard that lets its caller choose the id and the version of the type. `erbij` stores what that standard keeps besides, and answers. */
  async registreerVrij(aanroep: Aanroep, { id, objecttype, typeversie, ...nieuw }: VrijeRegistratie, erbij: Erbij): Promise<Antwoord> {
    const toetstype = await this.typen.onderVersie(aanroep.organisatie, objecttype, typeversie, true);
    const { type } = toetstype;
    aanroep.beslis(bronvraag('object', type));
    eisRegistratie(type);
    const versie = decideEerste(leesPeriode(nieuw, datumInAmsterdam(this.bron.nieuw(id).tijd)));
    const { geometrie, fouten } = toetsGeometrie(type, nieuw.geometrie, WGS84);
    const { gegevens, betrokkenen } = this.toets(aanroep, toetstype, { gegevens: nieuw.gegevens, oud: null, geometrie, fouten });
    const schrijven = this.bron.schrijf(aanroep, async (tx) => {
      const kop = tx.nieuw(id);
      await voegObjectToe(tx, kop, type, versie, { gegevens, geometrie }, betrokkenen, { wie: wieVan(aanroep), momenten: momentenVan(kop.versie, versie, datumInAmsterdam(kop.tijd)) });
      tx.emit(kop, { type: OBJECT_GEREGISTREERD, data: objectGebeurtenis(id, type.id, SOORT, kop.versie) });
      tx.verwerk(aanroep.regel(verwerking(type, 'Registratie vastgelegd', { soort: 'object', id }, betrokkenen)));
      return erbij(tx, kop, type);
    });
    return schrijven.catch((fout: unknown) => Promise.reject(vertaalSleutelfout(fout, type) as Error));
  }

  /** For a standard without If-Match: the last one wins, one after the other under the lock of the head. `maak` sees the whole history. */
  async wijzigVrij(aanroep: Aanroep, id: string, maak: Maak, erbij: Erbij): Promise<Antwoord> {
    const poging = () => this.houdVast(aanroep, id, null, async (tx, gehouden) => {
      const { typeversie, gegevens, geometrie, oud, ...opgave } = await maak(tx, gehouden.versies, gehouden.toetstype.type);
      const nieuw = { ...leesPeriode(opgave, datumInAmsterdam(gehouden.kop.tijd)), correctieVoor: opgave.correctieVoor ?? null };
      const toetstype = this.typen.geladen(aanroep.organisatie, gehouden.toetstype, typeversie);
      if (!toetstype) throw new OngeladenVersie(gehouden.toetstype.type.id, typeversie);
      const zegt = { gegevens, oud: oud ?? (await this.voortbouwOp(tx, aanroep, gehouden, nieuw)), ...toetsGeometrie(toetstype.type, geometrie, WGS84) };
      await this.voegToe(tx, aanroep, { ...gehouden, toetstype }, nieuw, zegt);
      return erbij(tx, gehouden.kop, toetstype.type);
    });
    for (;;) {
      try {
        return await poging();
      } catch (fout) {
        if (!(fout instanceof OngeladenVersie)) throw fout;
        // Not while the object is held: who holds it would wait for a connection of those who wait for it.
        await this.typen.onderVersie(aanroep.organisatie, fout.objecttype, fout.versie);
      }
    }
  }

  private async houdVast(aanroep: Aanroep, id: string, ifMatch: string | undefined | null, werk: (tx: Tx, gehouden: Gehouden) => Promise<Antwoord>): Promise<Antwoord> {
    const toetstype = await zoekOp(this.bron, this.typen, aanroep, 'object', id);
    const schrijven = this.bron.schrijf(aanroep, async (tx) => {
      const kop = await tx.vergrendel('object', id);
      if (!kop) throw nietGevonden('object');
      if (ifMatch !== null) eisIfMatch(ifMatch, kop.vorige);
      return werk(tx, { kop, toetstype, versies: await leesGeschiedenis(tx, id) });
    });
    return schrijven.catch((fout: unknown) => Promise.reject(vertaalSleutelfout(fout, toetstype.type) as Error));
  }

  private async voegToe(tx: Tx, aanroep: Aanroep, { kop, toetstype, versies }: Gehouden, nieuw: NieuweVersie, zegt: Gezegd): Promise<Antwoord> {
    const { type } = toetstype;
    const versie = decideVersie(versies, nieuw);
    const { gegevens, betrokkenen } = isBeeindiging(versie) ? { gegevens: {}, betrokkenen: [] } : this.toets(aanroep, toetstype, zegt);
    const vandaag = datumInAmsterdam(kop.tijd);
    const uitkomst = uitkomstVan(bekend(versies, null), versie, vandaag);
    await voegVersieToe(tx, kop, type, versie, { gegevens, geometrie: zegt.geometrie }, betrokkenen, { wie: wieVan(aanroep), momenten: momentenVan(kop.versie, versie, vandaag) });
    tx.emit(kop, { type: OBJECT_GEWIJZIGD, data: objectGebeurtenis(kop.id, type.id, SOORT, kop.versie) });
    // A correction is also about whom the wrong version named, and an end about whom it ends for.
    const gecorrigeerd = versies.find((v) => v.versie === versie.correctieVoor)?.betrokkenen ?? [];
    const geeindigd = isBeeindiging(versie) ? (geldend(versies, versie.beginGeldigheid, null)?.betrokkenen ?? []) : [];
    tx.verwerk(aanroep.regel(verwerking(type, HANDELING[uitkomst] ?? 'Registratie gewijzigd', { soort: 'object', id: kop.id }, samen(betrokkenen, gecorrigeerd, geeindigd))));
    const eindGeldigheid = tijdlijn([...versies, { ...versie, versie: kop.versie, tijdstipRegistratie: kop.tijd }]).at(-1)?.eindGeldigheid ?? null;
    const body: ObjectGewijzigd = { ...stand(kop, toetstype, { ...versie, onvolledig: onvolledigTot(versie, eindGeldigheid) }), eindGeldigheid, uitkomst };
    return { status: 200, body, headers: { etag: etag(kop.versie) }, onderwerp: kop.id };
  }

  private toets(aanroep: Aanroep, toetstype: Toetstype, { gegevens, oud, fouten }: Gezegd): { gegevens: Gegevens; betrokkenen: Persoon[] } {
    if (gegevens === undefined) throw Probleem.ongeldig([{ name: 'gegevens', reason: 'Dit gegeven ontbreekt.', code: 'required' }, ...fouten]);
    return toetsInZicht(toetstype, schrijfzicht(aanroep, toetstype.type), { oud, nieuw: gegevens }, this.rsins.alle(), fouten);
  }
}

function eisRegistratie(type: Objecttype): void {
  if (type.soort !== SOORT) throw Probleem.ongeldig([{ name: 'objecttype', reason: `Dit objecttype is van de soort ${type.soort}, niet registratie.`, code: 'soort' }]);
}

const stand = (kop: { id: string; versie: number; tijd: Date }, { type }: Toetstype, { beginGeldigheid, onvolledig }: Geldigheid): ObjectStand => ({
  id: kop.id,
  objecttype: type.id,
  objecttypeVersie: type.versie,
  versie: kop.versie,
  beginGeldigheid,
  onvolledig,
  tijdstipRegistratie: kop.tijd.toISOString(),
});
