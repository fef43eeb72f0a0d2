import type { Bron } from '@bronhuis/bron';
import type { Opdrachtomgeving } from '@bronhuis/component';
import { canoniek, nieuweTrace } from '@bronhuis/standaarden';
import { decideTypeversie } from '../objecttypen/objecttype.ts';
import type { Typeinhoud } from '../objecttypen/objecttype.ts';
import { leesType, voegTypeToe, voegTypeversieToe } from '../objecttypen/objecttypen.store.ts';
import { DEMONSTRATIETYPEN, GEMEENTEN, idVanType } from './typen.ts';

/** `node main.js demonstratie`: the object types of the demonstration municipalities. Doing it again changes nothing. */
export async function laadDemonstratie({ bron, logger }: Pick<Opdrachtomgeving, 'bron' | 'logger'>): Promise<void> {
  for (const gemeente of GEMEENTEN) {
    let gewijzigd = 0;
    for (const type of DEMONSTRATIETYPEN) gewijzigd += (await zetType(bron, gemeente.oin, idVanType(gemeente, type), type.inhoud)) ? 1 : 0;
    logger.info({ organisatie: gemeente.oin, typen: DEMONSTRATIETYPEN.length, gewijzigd }, 'demonstration types are there');
  }
}

async function zetType(bron: Bron, organisatie: string, id: string, inhoud: Typeinhoud): Promise<boolean> {
  return bron.transactie({ organisatie, traceparent: nieuweTrace() }, async (tx) => {
    const kop = await tx.vergrendel('objecttype', id);
    if (!kop) {
      await voegTypeToe(tx, tx.nieuw(id), decideTypeversie(null, inhoud));
      return true;
    }
    const vorige = await leesType(tx, id);
    if (!vorige) throw new Error(`object type ${id} was locked and is not there`);
    const { id: _id, versie: _versie, ...oud } = vorige;
    if (canoniek(oud) === canoniek(inhoud)) return false;
    await voegTypeversieToe(tx, kop, decideTypeversie(vorige, inhoud));
    return true;
  });
}
