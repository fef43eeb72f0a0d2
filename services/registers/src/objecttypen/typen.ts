import { Inject, Injectable } from '@nestjs/common';
import { Bron } from '@bronhuis/bron';
import { Probleem } from '@bronhuis/standaarden';
import type { Toetstype } from './gegevens.ts';
import { leesTypeversie } from './objecttypen.queries.ts';
import { compileerSchema } from './schema.ts';

const MEEST = 500;

/**
 * Versions of types with their compiled schemas. A version never changes, so it is kept; which version is the newest
 * does change, so that is only remembered as a guess that the write itself checks.
 */
@Injectable()
export class Typen {
  private readonly versies = new Map<string, Toetstype>();
  private readonly nieuwste = new Map<string, number>();

  constructor(@Inject(Bron) private readonly bron: Bron) {}

  /** A version that is known to exist. */
  async versie(organisatie: string, id: string, versie: number): Promise<Toetstype> {
    const bekend = this.versies.get(`${organisatie}/${id}/${versie}`);
    if (bekend) return bekend;
    const geladen = await this.laad(organisatie, id, versie);
    if (!geladen) throw new Error(`object type ${id} has no version ${versie}`);
    return geladen;
  }

  /** The newest version as the database has it now. @throws Probleem 400 on the named field when there is no such type */
  async actueel(organisatie: string, id: string, veld = 'objecttype'): Promise<Toetstype> {
    const geladen = await this.laad(organisatie, id, null);
    if (!geladen) throw Probleem.ongeldig([{ name: veld, reason: 'Dit objecttype bestaat niet.', code: 'objecttype-onbekend' }]);
    return geladen;
  }

  /** The newest version as far as this process knows; the caller must check it in its transaction. */
  async vermoedelijk(organisatie: string, id: string): Promise<Toetstype> {
    const versie = this.nieuwste.get(`${organisatie}/${id}`);
    return versie === undefined ? this.actueel(organisatie, id) : this.versie(organisatie, id, versie);
  }

  private async laad(organisatie: string, id: string, versie: number | null): Promise<Toetstype | null> {
    const rij = await leesTypeversie(this.bron, organisatie, id, versie);
    if (!rij) return null;
    if (versie === null) this.onthoud(this.nieuwste, `${organisatie}/${id}`, rij.versie);
    const sleutel = `${organisatie}/${id}/${rij.versie}`;
    const bekend = this.versies.get(sleutel);
    if (bekend) return bekend;
    const { valideer, fout } = compileerSchema(rij.inhoud.schema);
    if (fout !== null) throw new Error(`object type ${id}: ${fout}`);
    const toetstype = { type: { id, versie: rij.versie, ...rij.inhoud }, valideer };
    this.onthoud(this.versies, sleutel, toetstype);
    return toetstype;
  }

  private onthoud<V>(kast: Map<string, V>, sleutel: string, waarde: V): void {
    const oudste = kast.size >= MEEST ? kast.keys().next().value : undefined;
    if (oudste !== undefined) kast.delete(oudste);
    kast.set(sleutel, waarde);
  }
}
