import type { Datum } from '@bronhuis/standaarden';
import type { Gegevens } from '../../objecttypen/schema.ts';
import { typeIdUit } from '../adressen.ts';
import { Lezer } from '../invoer.ts';
import type { Referentie } from './record.ts';

const HOOGSTE_VERSIE = 32_767;
const HOOGSTE_INDEX = 2_147_483_647;

/** What a client sent of a record. Undefined: it said nothing of it. */
export interface Recordinvoer {
  typeversie: number | undefined;
  gegevens: Gegevens | undefined;
  /** Null takes the place away. */
  geometrie: object | null | undefined;
  referenties: Referentie[] | undefined;
  beginGeldigheid: Datum | undefined;
  correctieVoor: number | null | undefined;
}

export interface Objectinvoer {
  uuid: string | undefined;
  objecttype: string | undefined;
  record: Recordinvoer;
}

/** @param gedeeltelijk PATCH: what is not sent stays as it is. @throws Probleem 400 with every fault */
export function leesObject(inhoud: unknown, gedeeltelijk: boolean): Objectinvoer {
  const lezer = Lezer.van(inhoud, gedeeltelijk);
  const adres = lezer.tekst('type', { verplicht: true, min: 1, max: 1000 });
  const objecttype = adres === undefined ? undefined : (typeIdUit(adres) ?? lezer.fout('type', 'invalid', 'Dit is geen adres van een objecttype.'));
  const uuid = lezer.uuid('uuid');
  const deel = lezer.deel('record', { verplicht: true });
  const record = deel ? leesRecord(deel) : LEEG;
  lezer.klaar();
  return { uuid, objecttype, record };
}

const LEEG: Recordinvoer = { typeversie: undefined, gegevens: undefined, geometrie: undefined, referenties: undefined, beginGeldigheid: undefined, correctieVoor: undefined };

function leesRecord(deel: Lezer): Recordinvoer {
  return {
    typeversie: deel.geheel('typeVersion', HOOGSTE_VERSIE, { verplicht: true }) ?? undefined,
    gegevens: deel.voorwerp('data'),
    geometrie: deel.ruw('geometry') === null ? null : deel.voorwerp('geometry'),
    referenties: leesReferenties(deel),
    beginGeldigheid: deel.datum('startAt', { verplicht: true }),
    correctieVoor: deel.geheel('correctionFor', HOOGSTE_INDEX, { leeg: true }),
  };
}

/** Each case once. */
function leesReferenties(deel: Lezer): Referentie[] | undefined {
  const gelezen = deel.lijst('references')?.map((r) => ({ type: r.keuze('type', ['zaak'], { verplicht: true }) ?? '', url: r.url('url', { verplicht: true, max: 200 }) ?? '' }));
  return gelezen && [...new Map(gelezen.map((r) => [`${r.type} ${r.url}`, r])).values()];
}
