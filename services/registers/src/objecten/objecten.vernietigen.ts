import { Inject, Injectable } from '@nestjs/common';
import { Bron } from '@bronhuis/bron';
import type { Tx } from '@bronhuis/bron';
import { eisIfMatch } from '@bronhuis/component';
import { Probleem } from '@bronhuis/standaarden';
import type { Aanroep } from '@bronhuis/toegang';
import { samen } from '../objecttypen/aanwijzers.ts';
import { verwerking } from '../objecttypen/toegang.ts';
import { Typen } from '../objecttypen/typen.ts';
import { nietGevonden, zoekOp } from '../objecttypen/vindplaats.ts';
import type { Grond } from '../vernietiging/gronden.ts';
import { objectGebeurtenis, OBJECT_VERNIETIGD } from './events.ts';
import { leesGeschiedenis } from './objecten.store.ts';
import { leesPlaatsInDossier, vernietigObject } from './vernietiging.store.ts';
import { wieVan } from './wie.ts';

/** Takes a single object away, on a ground: what is left is that it was there. */
@Injectable()
export class ObjectenVernietigen {
  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Typen) private readonly typen: Typen,
  ) {}

  /**
   * @param ifMatch null for a standard that knows none
   * @param blijft asked while the object is held: does something else still need it? Then it stays
   * @returns whether it is gone
   */
  async vernietig(aanroep: Aanroep, id: string, ifMatch: string | undefined | null, grond: Grond, blijft: (tx: Tx) => Promise<boolean> = async () => false): Promise<boolean> {
    const { type } = await zoekOp(this.bron, this.typen, aanroep, 'object', id);
    return this.bron.transactie(aanroep, async (tx) => {
      const kop = await tx.vergrendel('object', id);
      if (!kop) throw nietGevonden('object');
      if (ifMatch !== null) eisIfMatch(ifMatch, kop.vorige);
      if (await blijft(tx)) {
        tx.verwerk(aanroep.regel(null));
        return false;
      }
      // The dossier is the unit of retention: its term, its bevriezing and its three roles go first.
      if ((await leesPlaatsInDossier(tx, id)) !== null) {
        throw Probleem.conflict('Deze registratie hoort bij een dossier en gaat weg met dat dossier, volgens de selectielijst.', 'hoort-bij-dossier');
      }
      const betrokkenen = samen(...(await leesGeschiedenis(tx, id)).map((v) => v.betrokkenen));
      await vernietigObject(tx, kop, type.id, grond, wieVan(aanroep));
      tx.emit(kop, { type: OBJECT_VERNIETIGD, data: objectGebeurtenis(id, type.id, 'registratie', kop.versie) });
      tx.verwerk(aanroep.regel(verwerking(type, 'Registratie vernietigd', { soort: 'object', id }, betrokkenen)));
      return true;
    });
  }
}
