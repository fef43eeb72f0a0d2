import { Inject, Injectable } from '@nestjs/common';
import { Bron } from '@bronhuis/bron';
import type { Antwoord } from '@bronhuis/bron';
import { eisIfMatch, etag } from '@bronhuis/component';
import { Probleem, uuidv7 } from '@bronhuis/standaarden';
import type { Aanroep } from '@bronhuis/toegang';
import { samen } from '../objecttypen/aanwijzers.ts';
import { BekendeRsins } from '../objecttypen/bekende-rsins.ts';
import { toetsGegevens } from '../objecttypen/gegevens.ts';
import type { Toetstype } from '../objecttypen/gegevens.ts';
import { bronvraag, verwerking } from '../objecttypen/toegang.ts';
import { Typen } from '../objecttypen/typen.ts';
import { nietGevonden, zoekOp } from '../objecttypen/vindplaats.ts';
import { objectGebeurtenis, OBJECT_GEREGISTREERD, OBJECT_GEWIJZIGD } from './events.ts';
import { decideVersie } from './object.ts';
import type { ObjectInvoer, ObjectStand, ObjectversieInvoer } from './objecten.dto.ts';
import { alsFout, leesGeschiedenis, maakObject, VerouderdType, voegVersieToe } from './objecten.store.ts';

const SOORT = 'registratie';

/** The writes on objects: load, decide, save, emit, in one transaction. */
@Injectable()
export class ObjectenWijzigen {
  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Typen) private readonly typen: Typen,
    @Inject(BekendeRsins) private readonly rsins: BekendeRsins,
  ) {}

  async registreer(aanroep: Aanroep, invoer: ObjectInvoer): Promise<Antwoord> {
    try {
      return await this.registreerOnder(aanroep, invoer, await this.typen.vermoedelijk(aanroep.organisatie, invoer.objecttype));
    } catch (fout) {
      if (!(fout instanceof VerouderdType)) throw fout;
      return this.registreerOnder(aanroep, invoer, await this.typen.actueel(aanroep.organisatie, invoer.objecttype));
    }
  }

  private async registreerOnder(aanroep: Aanroep, invoer: ObjectInvoer, toetstype: Toetstype): Promise<Antwoord> {
    const { type } = toetstype;
    aanroep.beslis(bronvraag('object', type));
    if (type.soort !== SOORT) throw Probleem.ongeldig([{ name: 'objecttype', reason: `Dit objecttype is van de soort ${type.soort}, niet registratie.`, code: 'soort' }]);
    decideVersie([], { beginGeldigheid: invoer.beginGeldigheid, correctieVoor: null });
    const betrokkenen = toetsGegevens(toetstype, invoer.gegevens, {}, this.rsins.alle());
    const kop = this.bron.nieuw(uuidv7());
    const uit = await this.bron.schrijfIneens(aanroep, {
      ...maakObject(kop, type, { dossier: invoer.dossier ?? null, beginGeldigheid: invoer.beginGeldigheid, gegevens: invoer.gegevens }, betrokkenen),
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
    if ('bezwaar' in uit) throw alsFout(uit.bezwaar);
    // The record was that of the first time; this time only the decision is kept.
    if (uit.herhaald) aanroep.nietVastgelegd();
    return uit.antwoord;
  }

  async wijzig(aanroep: Aanroep, id: string, ifMatch: string | undefined, invoer: ObjectversieInvoer): Promise<Antwoord> {
    const toetstype = await zoekOp(this.bron, this.typen, aanroep, 'object', id);
    const betrokkenen = toetsGegevens(toetstype, invoer.gegevens, {}, this.rsins.alle());
    return this.bron.schrijf(aanroep, async (tx) => {
      const kop = await tx.vergrendel('object', id);
      if (!kop) throw nietGevonden('object');
      eisIfMatch(ifMatch, kop.vorige);
      const versies = await leesGeschiedenis(tx, id);
      const versie = decideVersie(versies, { beginGeldigheid: invoer.beginGeldigheid, correctieVoor: invoer.correctieVoor ?? null });
      await voegVersieToe(tx, kop, toetstype.type, versie, invoer.gegevens, betrokkenen);
      tx.emit(kop, { type: OBJECT_GEWIJZIGD, data: objectGebeurtenis(id, toetstype.type.id, SOORT, kop.versie) });
      // A correction is also about whom the wrong version named.
      const gecorrigeerd = versies.find((v) => v.versie === versie.correctieVoor)?.betrokkenen ?? [];
      const handeling = versie.correctieVoor === null ? 'Registratie gewijzigd' : 'Registratie gecorrigeerd';
      tx.verwerk(aanroep.regel(verwerking(toetstype.type, handeling, { soort: 'object', id }, samen(betrokkenen, gecorrigeerd))));
      return { status: 200, body: stand(kop, toetstype, versie.beginGeldigheid), headers: { etag: etag(kop.versie) }, onderwerp: id };
    });
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
