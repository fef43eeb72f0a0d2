import { Inject, Injectable } from '@nestjs/common';
import { Bron } from '@bronhuis/bron';
import type { Antwoord, Kop, Tx } from '@bronhuis/bron';
import { eisIfMatch, etag } from '@bronhuis/component';
import { datumInAmsterdam, Probleem, uuidv7 } from '@bronhuis/standaarden';
import type { Datum } from '@bronhuis/standaarden';
import type { Aanroep } from '@bronhuis/toegang';
import { samen } from '../objecttypen/aanwijzers.ts';
import type { Persoon } from '../objecttypen/aanwijzers.ts';
import { BekendeRsins } from '../objecttypen/bekende-rsins.ts';
import { toetsGegevens } from '../objecttypen/gegevens.ts';
import type { Toetstype } from '../objecttypen/gegevens.ts';
import type { Gegevens } from '../objecttypen/schema.ts';
import { vertaalSleutelfout } from '../objecttypen/sleutel.ts';
import { bronvraag, verwerking } from '../objecttypen/toegang.ts';
import { Typen } from '../objecttypen/typen.ts';
import { nietGevonden, zoekOp } from '../objecttypen/vindplaats.ts';
import { objectGebeurtenis, OBJECT_GEREGISTREERD, OBJECT_GEWIJZIGD } from './events.ts';
import { pasLapToe } from './lap.ts';
import { momentenVan } from './momenten.ts';
import { decideEerste, decideVersie, isBeeindiging, uitkomstVan } from './object.ts';
import type { Uitkomst } from './object.ts';
import type { ObjectGewijzigd, ObjectInvoer, ObjectStand, ObjectversieInvoer } from './objecten.dto.ts';
import { alsFout, leesGegevens, leesGeschiedenis, maakObject, VerouderdType, voegVersieToe } from './objecten.store.ts';
import { bekend, geldend, tijdlijn } from './tijdassen.ts';
import type { Versie } from './tijdassen.ts';
import { wieVan } from './wie.ts';

const SOORT = 'registratie';
const HANDELING: Partial<Record<Uitkomst, string>> = { correctie: 'Registratie gecorrigeerd', beeindiging: 'Registratie beëindigd' };

type MetBetrokkenen = Versie & { betrokkenen: Persoon[] };

/** An object that is held: its head, its type in the newest version, and its history. */
interface Gehouden {
  kop: Kop;
  toetstype: Toetstype;
  versies: MetBetrokkenen[];
}

/** The writes on objects: load, decide, save, emit, in one transaction. */
@Injectable()
export class ObjectenWijzigen {
  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Typen) private readonly typen: Typen,
    @Inject(BekendeRsins) private readonly rsins: BekendeRsins,
  ) {}

  async registreer(aanroep: Aanroep, invoer: ObjectInvoer): Promise<Antwoord> {
    const vermoed = await this.typen.vermoedelijk(aanroep.organisatie, invoer.objecttype);
    try {
      return await this.registreerOnder(aanroep, invoer, vermoed);
    } catch (fout) {
      // What an older version refuses, the newest may accept: a refusal is only given by the newest.
      if (!(fout instanceof VerouderdType) && !(fout instanceof Probleem && fout.status === 400)) throw fout;
      const actueel = await this.typen.voorNieuw(aanroep.organisatie, invoer.objecttype);
      if (fout instanceof Probleem && actueel.type.versie === vermoed.type.versie) throw fout;
      return this.registreerOnder(aanroep, invoer, actueel);
    }
  }

  private async registreerOnder(aanroep: Aanroep, invoer: ObjectInvoer, toetstype: Toetstype): Promise<Antwoord> {
    const { type } = toetstype;
    aanroep.beslis(bronvraag('object', type));
    if (type.soort !== SOORT) throw Probleem.ongeldig([{ name: 'objecttype', reason: `Dit objecttype is van de soort ${type.soort}, niet registratie.`, code: 'soort' }]);
    const { beginGeldigheid, eindGeldigheid } = decideEerste(invoer);
    const betrokkenen = toetsGegevens(toetstype, invoer.gegevens, {}, this.rsins.alle());
    const kop = this.bron.nieuw(uuidv7());
    const momenten = momentenVan(kop.versie, { beginGeldigheid, eindGeldigheid }, datumInAmsterdam(kop.tijd));
    const schrijven = this.bron.schrijfIneens(aanroep, {
      ...maakObject(kop, type, { dossier: invoer.dossier ?? null, beginGeldigheid, eindGeldigheid, gegevens: invoer.gegevens }, betrokkenen, { wie: wieVan(aanroep), momenten }),
      kop,
      event: { type: OBJECT_GEREGISTREERD, data: objectGebeurtenis(kop.id, type.id, SOORT, kop.versie) },
      regel: aanroep.regel(verwerking(type, 'Registratie vastgelegd', { soort: 'object', id: kop.id }, betrokkenen)),
      antwoord: {
        status: 201,
        body: stand(kop, toetstype, invoer.beginGeldigheid),
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

  async wijzig(aanroep: Aanroep, id: string, ifMatch: string | undefined, invoer: ObjectversieInvoer): Promise<Antwoord> {
    return this.houdVast(aanroep, id, ifMatch, async (tx, gehouden) => {
      if (isBeeindiging(invoer) && invoer.gegevens !== undefined) {
        throw Probleem.ongeldig([{ name: 'gegevens', reason: 'Een beëindiging heeft geen gegevens.', code: 'beeindiging' }]);
      }
      return this.voegToe(tx, aanroep, gehouden, invoer, invoer.gegevens);
    });
  }

  /** Builds on what holds on a day, and starts there: never on something in the future that nobody looked at. */
  async lap(aanroep: Aanroep, id: string, ifMatch: string | undefined, w: { mediatype: string; lap: unknown; geldigOp: Datum | undefined }): Promise<Antwoord> {
    return this.houdVast(aanroep, id, ifMatch, async (tx, gehouden) => {
      const dag = w.geldigOp ?? datumInAmsterdam(gehouden.kop.tijd);
      const basis = geldend(gehouden.versies, dag, null);
      if (!basis) throw Probleem.conflict('Op deze dag geldt er niets dat kan worden gewijzigd. Gebruik PUT.', 'niets-geldig');
      const gegevens = await leesGegevens(tx, id, basis.versie);
      const nieuw = pasLapToe(w.mediatype, { beginGeldigheid: dag, eindGeldigheid: basis.eindGeldigheid, correctieVoor: null, gegevens }, w.lap);
      return this.voegToe(tx, aanroep, gehouden, nieuw, isBeeindiging(nieuw) ? undefined : nieuw.gegevens);
    });
  }

  private async houdVast(aanroep: Aanroep, id: string, ifMatch: string | undefined, werk: (tx: Tx, gehouden: Gehouden) => Promise<Antwoord>): Promise<Antwoord> {
    const toetstype = await zoekOp(this.bron, this.typen, aanroep, 'object', id);
    const schrijven = this.bron.schrijf(aanroep, async (tx) => {
      const kop = await tx.vergrendel('object', id);
      if (!kop) throw nietGevonden('object');
      eisIfMatch(ifMatch, kop.vorige);
      return werk(tx, { kop, toetstype, versies: await leesGeschiedenis(tx, id) });
    });
    return schrijven.catch((fout: unknown) => Promise.reject(vertaalSleutelfout(fout, toetstype.type) as Error));
  }

  private async voegToe(tx: Tx, aanroep: Aanroep, { kop, toetstype, versies }: Gehouden, invoer: Omit<ObjectversieInvoer, 'gegevens'>, gegevens: Gegevens | undefined): Promise<Antwoord> {
    const { type } = toetstype;
    const versie = decideVersie(versies, { ...invoer, correctieVoor: invoer.correctieVoor ?? null });
    const betrokkenen = this.toets(toetstype, gegevens, isBeeindiging(versie));
    const vandaag = datumInAmsterdam(kop.tijd);
    const uitkomst = uitkomstVan(bekend(versies, null), versie, vandaag);
    await voegVersieToe(tx, kop, type, versie, gegevens ?? {}, betrokkenen, { wie: wieVan(aanroep), momenten: momentenVan(kop.versie, versie, vandaag) });
    tx.emit(kop, { type: OBJECT_GEWIJZIGD, data: objectGebeurtenis(kop.id, type.id, SOORT, kop.versie) });
    // A correction is also about whom the wrong version named, and an end about whom it ends for.
    const gecorrigeerd = versies.find((v) => v.versie === versie.correctieVoor)?.betrokkenen ?? [];
    const geeindigd = isBeeindiging(versie) ? (geldend(versies, versie.beginGeldigheid, null)?.betrokkenen ?? []) : [];
    tx.verwerk(aanroep.regel(verwerking(type, HANDELING[uitkomst] ?? 'Registratie gewijzigd', { soort: 'object', id: kop.id }, samen(betrokkenen, gecorrigeerd, geeindigd))));
    const nieuw = { ...versie, versie: kop.versie, tijdstipRegistratie: kop.tijd };
    const eindGeldigheid = tijdlijn([...versies, nieuw]).at(-1)?.eindGeldigheid ?? null;
    const body: ObjectGewijzigd = { ...stand(kop, toetstype, versie.beginGeldigheid), eindGeldigheid, uitkomst };
    return { status: 200, body, headers: { etag: etag(kop.versie) }, onderwerp: kop.id };
  }

  private toets(toetstype: Toetstype, gegevens: Gegevens | undefined, beeindiging: boolean): Persoon[] {
    if (beeindiging) return [];
    if (gegevens === undefined) throw Probleem.ongeldig([{ name: 'gegevens', reason: 'Dit gegeven ontbreekt.', code: 'required' }]);
    return toetsGegevens(toetstype, gegevens, {}, this.rsins.alle());
  }
}

const stand = (kop: { id: string; versie: number; tijd: Date }, { type }: Toetstype, beginGeldigheid: string): ObjectStand => ({
  id: kop.id,
  objecttype: type.id,
  objecttypeVersie: type.versie,
  versie: kop.versie,
  beginGeldigheid,
  tijdstipRegistratie: kop.tijd.toISOString(),
});
