import { Inject, Injectable } from '@nestjs/common';
import { Bron } from '@bronhuis/bron';
import type { Antwoord, Tx } from '@bronhuis/bron';
import { KLOK } from '@bronhuis/component';
import { datumInAmsterdam, Probleem } from '@bronhuis/standaarden';
import type { InvalidParam, Klok } from '@bronhuis/standaarden';
import type { Aanroep } from '@bronhuis/toegang';
import { WGS84 } from '../geometrie/crs.ts';
import { toetsGeometrie } from '../geometrie/toets.ts';
import { objectGebeurtenis, OBJECT_GEREGISTREERD, OBJECT_GEWIJZIGD } from '../objecten/events.ts';
import { isBeeindiging } from '../objecten/object.ts';
import { wieVan } from '../objecten/wie.ts';
import { samen } from '../objecttypen/aanwijzers.ts';
import { BekendeRsins } from '../objecttypen/bekende-rsins.ts';
import { beoordeel, BSN_GEVONDEN } from '../objecttypen/gegevens.ts';
import type { Toetstype } from '../objecttypen/gegevens.ts';
import type { Objecttype } from '../objecttypen/objecttype.ts';
import { alsParam } from '../objecttypen/schema.ts';
import { vertaalSleutelfout } from '../objecttypen/sleutel.ts';
import { bronvraag, eisVolledigZicht, verwerking } from '../objecttypen/toegang.ts';
import { ONBEKEND } from '../objecttypen/objecttypen.wijzigen.ts';
import { Typen } from '../objecttypen/typen.ts';
import type { Overname, Overnameantwoord } from './overname.dto.ts';
import { decideOvername } from './overname.ts';
import type { Aangeleverd } from './overname.ts';
import { houdObjecten, leesBewaarde, leesVernietigd, voegOvergenomenToe } from './overname.store.ts';
import type { Overgenomen } from './overname.store.ts';

type Afwijking = Overnameantwoord['afwijkingen'][number];

/** Objects with their whole history, from the register where they were kept until now. */
@Injectable()
export class Overnemen {
  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Typen) private readonly typen: Typen,
    @Inject(BekendeRsins) private readonly rsins: BekendeRsins,
    @Inject(KLOK) private readonly klok: Klok,
  ) {}

  async neemOver(aanroep: Aanroep, objecttype: string, { objecten }: Overname): Promise<Antwoord> {
    const toetstype = await this.typen.actueel(aanroep.organisatie, objecttype).catch((fout: unknown) => {
      throw fout instanceof Probleem && fout.status === 400 ? Probleem.nietGevonden(ONBEKEND) : fout;
    });
    const { type } = toetstype;
    aanroep.beslis(bronvraag('object', type));
    eisVolledigZicht(aanroep, type);
    if (type.soort !== 'registratie') throw Probleem.ongeldig([{ name: 'id', reason: `Dit objecttype is van de soort ${type.soort}, niet registratie.`, code: 'soort' }]);
    const schrijven = this.bron.schrijf(aanroep, async (tx) => {
      const { nieuw, ...antwoord } = await this.besluit(tx, toetstype, objecten);
      await voegOvergenomenToe(tx, type.id, nieuw, wieVan(aanroep), datumInAmsterdam(this.klok.nu()));
      for (const v of new Map(nieuw.map((n) => [n.object, n])).values()) {
        const isNieuw = nieuw.some((n) => n.object === v.object && n.versie === 1);
        const kop = { id: v.object, versie: v.versie, vorige: v.versie - 1, tijd: this.klok.nu() };
        tx.emit(kop, { type: isNieuw ? OBJECT_GEREGISTREERD : OBJECT_GEWIJZIGD, data: objectGebeurtenis(v.object, type.id, type.soort, v.versie) });
      }
      if (nieuw.length > 0) tx.verwerk(aanroep.regel(verwerking(type, 'Registraties uit een ander register overgenomen', { soort: 'objecttype', id: type.id, kenmerk: type.naam }, samen(...nieuw.map((v) => v.betrokkenen)))));
      return { status: 200, body: antwoord };
    });
    return schrijven.catch((fout: unknown) => Promise.reject(vertaalSleutelfout(fout, type) as Error));
  }

  private async besluit(tx: Tx, toetstype: Toetstype, objecten: Overname['objecten']): Promise<{ nieuw: Overgenomen[] } & Overnameantwoord> {
    const { type } = toetstype;
    const ids = objecten.map((o) => o.id);
    const hier = await houdObjecten(tx, ids);
    const bewaard = await leesBewaarde(tx, ids);
    const bezet = [...hier.filter((o) => o.objecttype !== type.id).map((o) => o.id), ...(await leesVernietigd(tx, ids))];
    const fouten: InvalidParam[] = objecten.flatMap((o, i) => [
      ...(bezet.includes(o.id) ? [{ name: `objecten.${i}.id`, reason: 'Onder deze id is hier iets anders, of iets dat vernietigd is.', code: 'id-bezet' }] : []),
      ...(ids.indexOf(o.id) < i ? [{ name: `objecten.${i}.id`, reason: 'Een object staat er één keer in.', code: 'dubbel' }] : []),
    ]);
    const nieuw: Overgenomen[] = [];
    for (const [i, { id, versies }] of objecten.entries()) {
      const plaats = `objecten.${i}`;
      const gelezen = versies.map((v, n) => lees(type, v, `${plaats}.versies.${n}`));
      fouten.push(...gelezen.flatMap((g) => g.fouten));
      try {
        const erbij = decideOvername(bewaard.filter((b) => b.object === id), gelezen.map((g) => g.versie), this.klok.nu(), plaats);
        nieuw.push(...erbij.map((v) => ({ ...v, object: id, betrokkenen: [] })));
      } catch (fout) {
        if (!(fout instanceof Probleem) || fout.invalidParams === undefined) throw fout;
        fouten.push(...fout.invalidParams);
      }
    }
    if (fouten.length > 0) throw Probleem.ongeldig(fouten);
    const afwijkingen = nieuw.flatMap((v) => this.beoordeel(toetstype, v));
    // All else may come as it was; this would be the data of a person who is never told of it.
    const bsn = afwijkingen.filter((a) => a.code === BSN_GEVONDEN.code);
    if (bsn.length > 0) throw Probleem.ongeldig(bsn.map((a) => ({ name: `objecten.${ids.indexOf(a.id)}.versies.${a.versie - 1}.${a.naam}`, ...BSN_GEVONDEN })));
    const gewijzigd = new Set(nieuw.map((v) => v.object));
    return { nieuw, versies: nieuw.length, overgenomen: gewijzigd.size, ongewijzigd: objecten.length - gewijzigd.size, afwijkingen };
  }

  /** What was registered elsewhere was so, whatever a schema says of it now: it is kept, and what does not fit is told. */
  private beoordeel(toetstype: Toetstype, v: Overgenomen): Afwijking[] {
    if (isBeeindiging(v)) return [];
    const { fouten, betrokkenen } = beoordeel(toetstype, v.gegevens, this.rsins.alle());
    v.betrokkenen = betrokkenen;
    return fouten.map((f) => ({ id: v.object, versie: v.versie, naam: alsParam(f).name, code: f.code }));
  }
}

function lees(type: Objecttype, v: Overname['objecten'][number]['versies'][number], plaats: string): { versie: Aangeleverd; fouten: InvalidParam[] } {
  const { geometrie, fouten } = toetsGeometrie(type, v.geometrie, WGS84);
  const versie = { ...v, eindGeldigheid: v.eindGeldigheid ?? null, correctieVoor: v.correctieVoor ?? null, gegevens: v.gegevens ?? {}, geometrie, tijdstipRegistratie: new Date(v.tijdstipRegistratie) };
  if (v.objecttypeVersie > type.versie) fouten.push({ name: 'objecttypeVersie', reason: `Het objecttype heeft ${type.versie} versies.`, code: 'typeversie' });
  return { versie, fouten: fouten.map((f) => ({ ...f, name: `${plaats}.${f.name}` })) };
}
