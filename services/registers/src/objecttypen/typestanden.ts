import { Inject, Injectable } from '@nestjs/common';
import { Bron } from '@bronhuis/bron';
import { leesTypestanden } from '../indexen/indexen.queries.ts';
import type { Index, Typestand } from '../indexen/indexen.queries.ts';
import type { Objecttype } from './objecttype.ts';
import { leesTypeversies } from './objecttypen.queries.ts';

/** A type as a question sees it. */
export type Vraagtype = Objecttype & { indexlijst: readonly Index[] };

const MEEST = 5_000;

/** The types of registrations as they are now, for every question. A version never changes, so only which one it is, is read again. */
@Injectable()
export class Typestanden {
  private readonly bekend = new Map<string, Objecttype>();
  /** What is about to be read, by organisation. */
  private readonly straks = new Map<string, { ids: Set<string>; standen: Promise<Typestand[]> }>();

  constructor(@Inject(Bron) private readonly bron: Bron) {}

  /** @param alleen one of them, if it is there */
  async registraties(organisatie: string, alleen?: string): Promise<Vraagtype[]> {
    const standen = alleen === undefined ? await leesTypestanden(this.bron, organisatie) : (await this.een(organisatie, alleen)).filter((s) => s.id === alleen);
    const sleutel = (t: { id: string; versie: number }): string => `${organisatie}/${t.id}/${t.versie}`;
    const onbekend = standen.filter((s) => !this.bekend.has(sleutel(s)));
    if (onbekend.length > 0) {
      if (this.bekend.size > MEEST) this.bekend.clear();
      for (const type of await leesTypeversies(this.bron, organisatie, onbekend)) this.bekend.set(sleutel(type), type);
    }
    return standen.flatMap((s) => {
      const type = this.bekend.get(sleutel(s));
      return type ? [{ ...type, indexlijst: s.indexen }] : [];
    });
  }

  /** What is asked in one moment is read at once, after all of it was asked: nobody gets what was so before. */
  private een(organisatie: string, id: string): Promise<Typestand[]> {
    const lees = async (): Promise<Typestand[]> => {
      await new Promise((verder) => setImmediate(verder));
      const { ids } = this.straks.get(organisatie) as { ids: Set<string> };
      this.straks.delete(organisatie);
      return leesTypestanden(this.bron, organisatie, [...ids]);
    };
    const straks = this.straks.get(organisatie) ?? { ids: new Set(), standen: lees() };
    this.straks.set(organisatie, straks);
    straks.ids.add(id);
    return straks.standen;
  }
}
