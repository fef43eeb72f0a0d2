import { Inject, Injectable } from '@nestjs/common';
import { Bron } from '@bronhuis/bron';
import { CONFIG, KLOK } from '@bronhuis/component';
import type { Config } from '@bronhuis/component';
import { datumInAmsterdam, isUuid, plusDuur, Probleem, uuidv7 } from '@bronhuis/standaarden';
import type { Datum, Klok } from '@bronhuis/standaarden';
import { rechtOp } from '@bronhuis/toegang';
import type { Aanroep } from '@bronhuis/toegang';
import type { Enkel } from '../../geometrie/geojson.ts';
import { leesTypestanden } from '../../indexen/indexen.queries.ts';
import type { Index } from '../../indexen/indexen.queries.ts';
import { geldend } from '../../objecten/tijdassen.ts';
import { samen } from '../../objecttypen/aanwijzers.ts';
import type { Toetstype } from '../../objecttypen/gegevens.ts';
import type { Objecttype } from '../../objecttypen/objecttype.ts';
import { leesNieuwsteTypen } from '../../objecttypen/objecttypen.queries.ts';
import { beslisLijst, bronvraag, verwerking } from '../../objecttypen/toegang.ts';
import { Typen } from '../../objecttypen/typen.ts';
import { zoekOp } from '../../objecttypen/vindplaats.ts';
import { zietAlles } from '../../objecttypen/zicht.ts';
import { Adressen } from '../adressen.ts';
import { alsLijst, bladzijdeVan, leesBladzijde } from '../bladeren.ts';
import type { Lijst } from '../bladeren.ts';
import { nietGevonden, ongeldig, veldfout } from '../fouten.ts';
import type { Filtervraag } from './lijstvraag.ts';
import { leesRecordversies, vraagLijst } from './objects.queries.ts';
import type { Datazicht, GelezenVersie } from './objects.queries.ts';
import { records, zonderReferenties } from './record.ts';
import type { ObjectRecord } from './record.ts';
import { kies } from './velden.ts';
import type { Keuze } from './velden.ts';
import { alsGezien, alsKop, datazicht, magZien, veldenVan, verborgenVelden } from './zicht.ts';

type Json = Record<string, unknown>;

/** An answer, with the names of what the token may not see of it. */
export interface Gezien<T> {
  antwoord: T;
  verborgen: string | null;
}

/** The reads of the Objects API, over the same versions as ours. */
@Injectable()
export class ObjectsLezen {
  private readonly adressen: Adressen;

  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Typen) private readonly typen: Typen,
    @Inject(KLOK) private readonly klok: Klok,
    @Inject(CONFIG) config: Config,
  ) {
    this.adressen = new Adressen(config.PUBLIEKE_URL);
  }

  /** Finds an object and decides on it. What was destroyed is not there, as with them. */
  async vind(aanroep: Aanroep, id: string): Promise<Toetstype> {
    if (!isUuid(id)) throw nietGevonden();
    try {
      return await zoekOp(this.bron, this.typen, aanroep, 'object', id);
    } catch (fout) {
      if (fout instanceof Probleem && fout.status === 410) throw nietGevonden();
      throw fout;
    }
  }

  async een(aanroep: Aanroep, id: string, momenten: { datum: Datum | null; registratiedatum: Datum | null }, keuze: Keuze | null): Promise<Gezien<Json>> {
    const { type } = await this.vind(aanroep, id);
    const versies = await leesRecordversies(this.bron, aanroep.organisatie, id);
    const beschikbaarOp = momenten.registratiedatum === null ? null : eindeVan(momenten.registratiedatum);
    const versie = this.gevraagd(versies, momenten.datum, beschikbaarOp);
    if (!versie) throw nietGevonden();
    const record = records(versies, beschikbaarOp)[versies.filter((v) => v.versie < versie.versie).length];
    await aanroep.vastleggen(verwerking(type, 'Registratie ingezien', { soort: 'object', id }, versie.betrokkenen));
    const object = alsGezien(aanroep, type, this.alsObject(id, type.id, record as ObjectRecord));
    return { antwoord: kies(object, keuze) as Json, verborgen: await this.verborgen(aanroep, [{ objecttype: type.id, typeversie: versie.typeversie }]) };
  }

  /** By registration alone it is the newest record of that day, whatever it says about which time. */
  private gevraagd(versies: readonly GelezenVersie[], datum: Datum | null, beschikbaarOp: Date | null): GelezenVersie | null {
    if (datum !== null || beschikbaarOp === null) return geldend(versies, datum ?? datumInAmsterdam(this.klok.nu()), beschikbaarOp);
    const laatste = versies.filter((v) => v.tijdstipRegistratie <= beschikbaarOp).at(-1);
    return laatste && laatste.eindGeldigheid !== laatste.beginGeldigheid ? laatste : null;
  }

  async geschiedenis(aanroep: Aanroep, id: string, query: Json, adres: string): Promise<Lijst<Json>> {
    const bladzijde = leesBladzijde(query);
    const { alles } = await this.historie(aanroep, id);
    return bladzijdeVan(alles, bladzijde, this.adressen.volledig(adres));
  }

  async record(aanroep: Aanroep, id: string, index: string): Promise<Json> {
    if (!/^\d{1,9}$/.test(index)) throw nietGevonden();
    const { alles } = await this.historie(aanroep, id, Number(index));
    const [record] = alles;
    if (!record) throw nietGevonden();
    return record;
  }

  private async historie(aanroep: Aanroep, id: string, index?: number): Promise<{ alles: Json[] }> {
    const { type } = await this.vind(aanroep, id);
    const versies = await leesRecordversies(this.bron, aanroep.organisatie, id);
    const gevraagd = records(versies, null).map((record, i) => ({ record, versie: versies[i] as GelezenVersie })).filter(({ record }) => index === undefined || record.index === index);
    if (gevraagd.length === 0) throw nietGevonden();
    await aanroep.vastleggen(verwerking(type, 'Geschiedenis van registratie ingezien', { soort: 'object', id }, samen(...gevraagd.map((g) => g.versie.betrokkenen))));
    return { alles: gevraagd.map(({ record }) => alsGezien(aanroep, type, { record: zonderReferenties(record) })['record'] as Json) };
  }

  async lijst(aanroep: Aanroep, vraag: Filtervraag, query: Json, adres: string, vlak: Enkel | null = null): Promise<Gezien<Lijst<Json>>> {
    const bladzijde = leesBladzijde(query);
    const registraties = (await leesNieuwsteTypen(this.bron, aanroep.organisatie)).filter((t) => t.soort === 'registratie');
    const { objecttype } = vraag;
    if (objecttype !== null && !registraties.some((t) => t.id === objecttype)) throw ongeldig(veldfout('type', 'invalid', 'Dit objecttype bestaat niet.'));
    const typen = beslisLijst(aanroep, 'object', registraties.filter((t) => objecttype === null || t.id === objecttype));
    // A place, or a version of the type, that may not be seen is not searched for either: of such types nothing is found.
    const gevraagd = [...(vlak ? ['geometry'] : []), ...(vraag.typeversie === null ? [] : ['typeVersion'])];
    const doorzocht = typen.filter((t) => gevraagd.every((naam) => this.magZoeken(aanroep, t, naam)));
    const zicht = this.zicht(aanroep, typen);
    const vandaag = datumInAmsterdam(this.klok.nu());
    const { rijen, aantal } = await vraagLijst(this.bron, aanroep, {
      typen: doorzocht.map((t) => t.id),
      datum: vraag.datum ?? (vraag.registratiedatum === null ? vandaag : null),
      registratiedatum: vraag.registratiedatum,
      typeversie: vraag.typeversie,
      filters: vraag.filters,
      bevat: vraag.bevat,
      vlak,
      ordening: vraag.ordening.filter(({ plaats }) => 'data' in plaats || typen.every((t) => this.magZoeken(aanroep, t, plaats.record))),
      zicht,
      indexen: await this.indexenVan(aanroep.organisatie, vraag.filters.length > 0 ? doorzocht : []),
      bladzijde,
    });
    const opId = new Map(typen.map((t) => [t.id, t]));
    const resultaten = rijen.map(({ id, objecttype: type, record }) => kies(alsGezien(aanroep, opId.get(type) as Objecttype, this.alsObject(id, type, record)), vraag.velden) as Json);
    const lijst = alsLijst(resultaten, aantal, bladzijde, this.adressen.volledig(adres));
    const betrokkenen = samen(...rijen.map((r) => r.betrokkenen));
    const gegevens = [...new Set(typen.flatMap((t) => t.gegevenscategorieen))];
    await aanroep.vastleggen(betrokkenen.length > 0 ? { handeling: 'Lijst van registraties bekeken', gegevens, object: { soort: 'zoekvraag', id: uuidv7() }, betrokkenen } : null);
    return { antwoord: lijst, verborgen: await this.verborgen(aanroep, rijen.map((r) => ({ objecttype: r.objecttype, typeversie: r.record.typeVersion }))) };
  }

  private async indexenVan(organisatie: string, typen: readonly Objecttype[]): Promise<readonly Index[]> {
    const [enig, ...meer] = typen;
    if (!enig || meer.length > 0) return [];
    return (await leesTypestanden(this.bron, organisatie, [enig.id]))[0]?.indexen ?? [];
  }

  /** What a caller may do with the objects of each type, whether a token or a policy says so. */
  async permissies(aanroep: Aanroep, query: Json, adres: string): Promise<Lijst<Json>> {
    const bladzijde = leesBladzijde(query);
    const typen = beslisLijst(aanroep, 'object', (await leesNieuwsteTypen(this.bron, aanroep.organisatie)).filter((t) => t.soort === 'registratie'));
    await aanroep.vastleggen(null);
    const alles = typen.map((t): Json => {
      const velden = aanroep.apiToken && rechtOp(aanroep.apiToken, t.id)?.velden;
      return { type: this.adressen.objecttype(t.id), mode: aanroep.mag(bronvraag('object', t), 'objecten:schrijven') ? 'read_and_write' : 'read_only', use_fields: Boolean(velden), fields: velden ?? null };
    });
    return bladzijdeVan(alles, bladzijde, this.adressen.volledig(adres));
  }

  adresVan(id: string): string {
    return this.adressen.object(id);
  }

  alsObject(id: string, objecttype: string, record: ObjectRecord): Json & { record: ObjectRecord } {
    return { url: this.adressen.object(id), uuid: id, type: this.adressen.objecttype(objecttype), record };
  }

  /** For the header: what is not shown of each version of a type that is in the answer. */
  private async verborgen(aanroep: Aanroep, versies: readonly { objecttype: string; typeversie: number }[]): Promise<string | null> {
    const uit = new Map<string, string[]>();
    for (const { objecttype, typeversie } of versies) {
      const velden = veldenVan(aanroep.apiToken, objecttype, typeversie);
      const naam = `${this.adressen.objecttype(objecttype)}(${typeversie})`;
      if (velden === null || uit.has(naam)) continue;
      const namen = verborgenVelden(velden, (await this.typen.versie(aanroep.organisatie, objecttype, typeversie)).type.schema);
      if (namen.length > 0) uit.set(naam, namen);
    }
    return uit.size > 0 ? alsKop(uit) : null;
  }

  private zicht(aanroep: Aanroep, typen: readonly Objecttype[]): Datazicht[] {
    const { apiToken } = aanroep;
    return typen.flatMap((t) => {
      const versies = Object.keys((apiToken && rechtOp(apiToken, t.id)?.velden) ?? {}).filter((v) => /^\d{1,9}$/.test(v)).map(Number);
      // Of version 0, that no object has: what holds for all that the token does not name.
      const zicht = { objecttype: t.id, versies: versies.map((versie) => ({ versie, zicht: datazicht(aanroep, t, versie) })), anders: datazicht(aanroep, t, 0) };
      return zietAlles(zicht.anders) ? [] : [zicht];
    });
  }

  /** Order and search tell of a value what the answer does not: only by what is seen in every version of the type. */
  private magZoeken(aanroep: Aanroep, { id }: Objecttype, naam: string): boolean {
    const velden = aanroep.apiToken && rechtOp(aanroep.apiToken, id)?.velden;
    const pad = naam === 'uuid' || naam === 'type' ? naam : `record__${naam}`;
    return !velden || Object.values(velden).every((namen) => magZien(new Set(namen), pad));
  }
}

/** The last moment of a day in Amsterdam, to the millisecond in which versions are registered. */
export function eindeVan(dag: Datum): Date {
  const volgende = plusDuur(dag, 'P1D');
  // Midnight there is at 22:00 or 23:00 in UTC of the day before.
  const [vroeg, laat] = ['T00:00:00+02:00', 'T00:00:00+01:00'].map((t) => new Date(`${volgende}${t}`)) as [Date, Date];
  return new Date((datumInAmsterdam(vroeg) === volgende ? vroeg : laat).getTime() - 1);
}
