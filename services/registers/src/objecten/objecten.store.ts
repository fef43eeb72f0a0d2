import type { Ineens, Kop, Tx } from '@bronhuis/bron';
import { Probleem } from '@bronhuis/standaarden';
import type { Datum } from '@bronhuis/standaarden';
import type { Persoon } from '../objecttypen/aanwijzers.ts';
import type { Objecttype } from '../objecttypen/objecttype.ts';
import type { Gegevens } from '../objecttypen/schema.ts';
import type { NieuweVersie } from './object.ts';
import type { Versie } from './tijdassen.ts';

/** The type got a newer version since the data was checked: check again. */
export class VerouderdType extends Error {}

export interface NieuwObject {
  dossier: string | null;
  beginGeldigheid: Datum;
  gegevens: Gegevens;
}

/** For `schrijfIneens`: the head with its first version. */
export const maakObject = (kop: Kop, type: Objecttype, nieuw: NieuwObject, betrokkenen: Persoon[]): Pick<Ineens, 'functie' | 'argumenten'> => ({
  functie: 'maak_objecten',
  argumenten: [kop.id, kop.tijd.toISOString(), type.id, type.versie, nieuw.dossier, nieuw.beginGeldigheid, JSON.stringify(nieuw.gegevens), JSON.stringify(betrokkenen)],
});

/** What stood in the way of a new object. */
export function alsFout(bezwaar: string): Error {
  switch (bezwaar) {
    case 'typeversie':
      return new VerouderdType();
    case 'dossier-afgesloten':
      return Probleem.conflict('Dit dossier is afgesloten. Heropen het eerst.', 'dossier-afgesloten');
    default:
      return Probleem.ongeldig([{ name: 'dossier', reason: 'Dit dossier is er niet.', code: 'dossier-onbekend' }]);
  }
}

/** What decisions about the history need; under the lock of the head. */
export async function leesGeschiedenis(tx: Tx, id: string): Promise<(Versie & { betrokkenen: Persoon[] })[]> {
  return tx.query(
    `select versie, begin_geldigheid as "beginGeldigheid", registratietijd as "tijdstipRegistratie", correctie_voor as "correctieVoor", betrokkenen
     from object_versie where organisatie = $1 and object = $2 order by versie`,
    [tx.organisatie, id],
  );
}

export async function voegVersieToe(tx: Tx, kop: Kop, type: Objecttype, versie: NieuweVersie, gegevens: Gegevens, betrokkenen: Persoon[]): Promise<void> {
  await tx.query(
    `with kop as (update object set versie = $3, registratietijd = $4 where organisatie = $1 and id = $2)
     insert into object_versie (organisatie, object, versie, registratietijd, begin_geldigheid, correctie_voor, typeversie, gegevens, betrokkenen)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [tx.organisatie, kop.id, kop.versie, kop.tijd, versie.beginGeldigheid, versie.correctieVoor, type.versie, JSON.stringify(gegevens), JSON.stringify(betrokkenen)],
  );
}
