import type { Bron } from '@bronhuis/bron';
import type { Datum } from '@bronhuis/standaarden';
import type { Rolhouder } from '../toegangsverzoeken/toekenning.ts';
import { vraagRollen } from './authzen.queries.ts';

/** The employees that we know, by id. */
export type Bekenden = ReadonlyMap<string, Rolhouder>;

interface Groep {
  ids: Set<string>;
  klaar: Promise<Bekenden>;
}

/**
 * Reads the roles of employees as they are now, for all who ask in the same moment together: one query of an organisatie
 * at a time, and what is asked meanwhile goes in the next. It begins after each asked, so nobody hears of before.
 */
export class Rollenlezer {
  private readonly bezig = new Map<string, Promise<unknown>>();
  private readonly volgende = new Map<string, Groep>();

  constructor(private readonly bron: Pick<Bron, 'lees'>) {}

  /** @param dag on which rights for a time must hold */
  lees(organisatie: string, dag: Datum, ids: readonly string[]): Promise<Bekenden> {
    if (ids.length === 0) return Promise.resolve(new Map());
    const sleutel = `${organisatie} ${dag}`;
    const groep = this.volgende.get(sleutel) ?? this.nieuweGroep(sleutel, organisatie, dag);
    for (const id of ids) groep.ids.add(id);
    return groep.klaar;
  }

  private nieuweGroep(sleutel: string, organisatie: string, dag: Datum): Groep {
    const ids = new Set<string>();
    const vorige = this.bezig.get(sleutel) ?? Promise.resolve();
    const klaar = vorige.then(() => {
      this.volgende.delete(sleutel);
      return this.vraag(organisatie, dag, [...ids]);
    });
    // What goes wrong is for who asked; the next group does not wait for it in vain.
    const eind = klaar.then(() => undefined, () => undefined).then(() => {
      if (this.bezig.get(sleutel) === eind) this.bezig.delete(sleutel);
    });
    const groep = { ids, klaar };
    this.bezig.set(sleutel, eind);
    this.volgende.set(sleutel, groep);
    return groep;
  }

  private async vraag(organisatie: string, dag: Datum, ids: readonly string[]): Promise<Bekenden> {
    const rijen = await this.bron.lees<Rolhouder & { id: string }>({ organisatie }, vraagRollen(organisatie, dag, ids));
    return new Map(rijen.map((r) => [r.id, r]));
  }
}
