import { Inject, Injectable } from '@nestjs/common';
import type { Antwoord, Kop, Tx } from '@bronhuis/bron';
import { Probleem, uuidv7 } from '@bronhuis/standaarden';
import { rechtOp } from '@bronhuis/toegang';
import type { Aanroep } from '@bronhuis/toegang';
import { isBeeindiging } from '../../objecten/object.ts';
import { ObjectenVernietigen } from '../../objecten/objecten.vernietigen.ts';
import { ObjectenWijzigen } from '../../objecten/objecten.wijzigen.ts';
import type { VrijeVersie } from '../../objecten/objecten.wijzigen.ts';
import type { Versie } from '../../objecten/tijdassen.ts';
import type { Objecttype } from '../../objecttypen/objecttype.ts';
import type { Gegevens } from '../../objecttypen/schema.ts';
import { schrijfzicht } from '../../objecttypen/toegang.ts';
import { strip } from '../../objecttypen/zicht.ts';
import { nietGevonden, ongeldig, veldfout } from '../fouten.ts';
import { ObjectsLezen } from './objects.lezen.ts';
import { leesRecordversiesIn } from './objects.queries.ts';
import type { GelezenVersie } from './objects.queries.ts';
import { records, versieVan } from './record.ts';
import type { ObjectRecord, Referentie } from './record.ts';
import { leesObject } from './recordinvoer.ts';
import type { Recordinvoer } from './recordinvoer.ts';
import { laatLosAlsAnderenBlijven, voegReferentiesToe } from './referenties.store.ts';
import { voegSamen } from './samenvoegen.ts';
import { vertaal } from './vertaling.ts';
import { alsGezien } from './zicht.ts';

/** The writes of the Objects API, through the same use cases as ours. */
@Injectable()
export class ObjectsSchrijven {
  constructor(
    @Inject(ObjectenWijzigen) private readonly wijzigen: ObjectenWijzigen,
    @Inject(ObjectenVernietigen) private readonly vernietigen: ObjectenVernietigen,
    @Inject(ObjectsLezen) private readonly lezen: ObjectsLezen,
  ) {}

  async maak(aanroep: Aanroep, inhoud: unknown): Promise<Antwoord> {
    const { uuid = uuidv7(), objecttype = '', record } = leesObject(inhoud, false);
    eisHeelZicht(aanroep, objecttype);
    const { typeversie = 0, beginGeldigheid = '', gegevens = {}, referenties = [] } = record;
    if (record.correctieVoor !== null && record.correctieVoor !== undefined) throw onbekendRecord();
    return this.vertaald(() =>
      this.wijzigen.registreerVrij(aanroep, { id: uuid, objecttype, typeversie, beginGeldigheid, gegevens, geometrie: record.geometrie }, async (tx, kop, type) => {
        await voegReferentiesToe(tx, uuid, kop.versie, referenties);
        const antwoord = await this.antwoord(tx, aanroep, kop, type, 201);
        return { ...antwoord, headers: { location: this.lezen.adresVan(uuid) } };
      }),
    );
  }

  async wijzig(aanroep: Aanroep, id: string, inhoud: unknown, gedeeltelijk: boolean): Promise<Antwoord> {
    const { type } = await this.lezen.vind(aanroep, id);
    eisHeelZicht(aanroep, type.id);
    const invoer = leesObject(inhoud, gedeeltelijk);
    eisOnveranderd(invoer, id.toLowerCase(), type.id);
    let referenties: Referentie[] = [];
    const maak = async (tx: Tx, versies: readonly Versie[]): Promise<VrijeVersie & { oud?: Gegevens }> => {
      const vorige = gedeeltelijk ? ((await leesRecordversiesIn(tx, id)).filter((v) => !isBeeindiging(v)).at(-1) ?? null) : null;
      referenties = invoer.record.referenties ?? vorige?.referenties ?? [];
      return { ...nieuweVersie(invoer.record, vorige && { ...vorige, gegevens: strip(vorige.gegevens, schrijfzicht(aanroep, type)) }, versies), ...(vorige ? { oud: vorige.gegevens } : {}) };
    };
    return this.vertaald(() =>
      this.wijzigen.wijzigVrij(aanroep, id, maak, async (tx, kop, type) => {
        await voegReferentiesToe(tx, id, kop.versie, referenties);
        return this.antwoord(tx, aanroep, kop, type, 200);
      }),
    );
  }

  /** @returns whether it is gone; not when another case than the one that is being destroyed still names it */
  async verwijder(aanroep: Aanroep, id: string, zaak: string | undefined): Promise<boolean> {
    if (zaak !== undefined && !URL.canParse(zaak)) throw ongeldig(veldfout('zaak', 'invalid', 'Verwacht een URL.'));
    await this.lezen.vind(aanroep, id);
    const blijft = async (tx: Tx): Promise<boolean> => {
      const laatste = zaak === undefined ? undefined : (await leesRecordversiesIn(tx, id)).at(-1);
      return zaak !== undefined && laatste !== undefined && laatLosAlsAnderenBlijven(tx, id, laatste.versie, zaak);
    };
    return this.vernietigen.vernietig(aanroep, id, null, zaak === undefined ? 'zonder-grond' : 'bewaartermijn-verstreken', blijft);
  }

  private async antwoord(tx: Tx, aanroep: Aanroep, kop: Kop, type: Objecttype, status: number): Promise<Antwoord> {
    const record = records(await leesRecordversiesIn(tx, kop.id), null).at(-1) as ObjectRecord;
    const body = alsGezien(aanroep, type, this.lezen.alsObject(kop.id, type.id, record));
    return { status, body, onderwerp: kop.id };
  }

  private async vertaald<T>(werk: () => Promise<T>): Promise<T> {
    try {
      return await werk();
    } catch (fout) {
      throw vertaal(fout);
    }
  }
}

/** Who is shown a part of the fields would write over the others: such a token only reads, as with them. */
function eisHeelZicht(aanroep: Aanroep, objecttype: string): void {
  if (aanroep.apiToken && rechtOp(aanroep.apiToken, objecttype)?.velden) throw Probleem.verboden('Dit token ziet niet alle velden van dit objecttype, en kan daarom alleen lezen.');
}

const onbekendRecord = () => ongeldig(veldfout('record.correctionFor', 'does_not_exist', 'Dit record heeft het object niet.'));

/** Built on the newest record, also when that is still to begin; what was not sent stays as it was there. */
function nieuweVersie(r: Recordinvoer, vorige: GelezenVersie | null, versies: readonly Versie[]): VrijeVersie {
  const beginGeldigheid = r.beginGeldigheid ?? vorige?.beginGeldigheid;
  const typeversie = r.typeversie ?? vorige?.typeversie;
  if (beginGeldigheid === undefined || typeversie === undefined) throw nietGevonden();
  const correctieVoor = r.correctieVoor === null || r.correctieVoor === undefined ? null : versieVan(versies, r.correctieVoor);
  if (correctieVoor === null && typeof r.correctieVoor === 'number') throw onbekendRecord();
  const gegevens = vorige === null ? (r.gegevens ?? {}) : (voegSamen(vorige.gegevens, r.gegevens ?? {}) as VrijeVersie['gegevens']);
  const eind = vorige?.eindGeldigheid && vorige.eindGeldigheid > beginGeldigheid ? vorige.eindGeldigheid : null;
  // They know whole dates only: what is known of a day that stays, stays.
  const { begin: deelBegin, eind: deelEind } = vorige?.onvolledig ?? {};
  const onvolledig = { ...(deelBegin && beginGeldigheid === vorige?.beginGeldigheid ? { begin: deelBegin } : {}), ...(deelEind && eind ? { eind: deelEind } : {}) };
  const geometrie = r.geometrie === undefined ? (vorige?.geometrie ?? null) : r.geometrie;
  return { typeversie, beginGeldigheid, eindGeldigheid: eind, onvolledig, correctieVoor, gegevens, geometrie };
}

function eisOnveranderd(invoer: { uuid: string | undefined; objecttype: string | undefined }, id: string, objecttype: string): void {
  const anders = (naam: string, gevraagd: string | undefined, is: string) => (gevraagd === undefined || gevraagd === is ? [] : [veldfout(naam, 'immutable-field', 'Dit gegeven verandert niet.')]);
  const fouten = [...anders('uuid', invoer.uuid, id), ...anders('type', invoer.objecttype, objecttype)];
  if (fouten.length > 0) throw ongeldig(...fouten);
}
