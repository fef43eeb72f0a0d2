import { Inject, Injectable } from '@nestjs/common';
import { Bron } from '@bronhuis/bron';
import { leesTypestanden } from '../indexen/indexen.queries.ts';
import type { Index } from '../indexen/indexen.queries.ts';
import type { Objecttype } from './objecttype.ts';
import { leesTypeversies } from './objecttypen.queries.ts';

/** A type as a question sees it. */
export type Vraagtype = Objecttype & { indexlijst: readonly Index[] };

const MEEST = 5_000;

/** The types of registrations as they are now, for every question. A version never changes, so only which one it is, is read again. */
@Injectable()
export class Typestanden {
  private readonly bekend = new Map<string, Objecttype>();

  constructor(@Inject(Bron) private readonly bron: Bron) {}

  /** @param alleen one of them, if it is there */
  async registraties(organisatie: string, alleen?: string): Promise<Vraagtype[]> {
    const standen = await leesTypestanden(this.bron, organisatie, alleen);
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
}
