import { Inject, Injectable } from '@nestjs/common';
import { Bron } from '@bronhuis/bron';
import { Probleem } from '@bronhuis/standaarden';
import type { Toetstype } from './gegevens.ts';
import { leesTypeversie } from './objecttypen.queries.ts';
import type { TypeRij } from './objecttypen.queries.ts';
import { compileerSchema } from './schema.ts';
import { uitGebruik } from './versie.ts';

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
    return (await this.nieuwsteVan(organisatie, id, veld)).toetstype;
  }

  /** The same, for something new of this type. @throws Probleem 400 as above, 409 when the type is out of use */
  async voorNieuw(organisatie: string, id: string): Promise<Toetstype> {
    const { toetstype, uitgefaseerd } = await this.nieuwsteVan(organisatie, id, 'objecttype');
    if (uitgefaseerd) throw uitGebruik();
    return toetstype;
  }

  /**
   * A published version that a caller named: its schema and where its betrokkenen are, with what the newest version says
   * of how sensitive the type is and who may use it.
   * @param nieuw for something new of this type
   * @throws Probleem 400 on `objecttype` or `objecttypeVersie`, 409 for something new when the type is out of use
   */
  async onderVersie(organisatie: string, id: string, versie: number, nieuw = false): Promise<Toetstype> {
    const nieuwste = nieuw ? await this.voorNieuw(organisatie, id) : await this.actueel(organisatie, id);
    const genoemd = versie === nieuwste.type.versie ? nieuwste : await this.laad(organisatie, id, versie);
    if (!genoemd) throw Probleem.ongeldig([{ name: 'objecttypeVersie', reason: 'Deze gepubliceerde versie van het objecttype bestaat niet.', code: 'objecttype-onbekend' }]);
    return onder(nieuwste, genoemd);
  }

  /** The same without asking the database: null when it has not been read yet. */
  geladen(organisatie: string, nieuwste: Toetstype, versie: number): Toetstype | null {
    const genoemd = this.versies.get(`${organisatie}/${nieuwste.type.id}/${versie}`);
    return genoemd ? onder(nieuwste, genoemd) : null;
  }

  /** The newest version as far as this process knows; the caller must check it in its transaction. */
  async vermoedelijk(organisatie: string, id: string): Promise<Toetstype> {
    const versie = this.nieuwste.get(`${organisatie}/${id}`);
    return versie === undefined ? this.voorNieuw(organisatie, id) : this.versie(organisatie, id, versie);
  }

  private async nieuwsteVan(organisatie: string, id: string, veld: string): Promise<{ toetstype: Toetstype; uitgefaseerd: boolean }> {
    const rij = await leesTypeversie(this.bron, organisatie, id, null);
    if (!rij) throw Probleem.ongeldig([{ name: veld, reason: 'Dit objecttype bestaat niet.', code: 'objecttype-onbekend' }]);
    this.onthoud(this.nieuwste, `${organisatie}/${id}`, rij.versie);
    return { toetstype: this.compileer(organisatie, rij), uitgefaseerd: rij.uitgefaseerd_op !== null };
  }

  private async laad(organisatie: string, id: string, versie: number): Promise<Toetstype | null> {
    const rij = await leesTypeversie(this.bron, organisatie, id, versie);
    return rij && this.compileer(organisatie, rij);
  }

  private compileer(organisatie: string, rij: TypeRij): Toetstype {
    const sleutel = `${organisatie}/${rij.id}/${rij.versie}`;
    const bekend = this.versies.get(sleutel);
    if (bekend) return bekend;
    const { valideer, fout } = compileerSchema(rij.inhoud.schema);
    if (fout !== null) throw new Error(`object type ${rij.id}: ${fout}`);
    const toetstype = { type: { id: rij.id, versie: rij.versie, ...rij.inhoud }, valideer };
    this.onthoud(this.versies, sleutel, toetstype);
    return toetstype;
  }

  private onthoud<V>(kast: Map<string, V>, sleutel: string, waarde: V): void {
    const oudste = kast.size >= MEEST ? kast.keys().next().value : undefined;
    if (oudste !== undefined) kast.delete(oudste);
    kast.set(sleutel, waarde);
  }
}

function onder(nieuwste: Toetstype, { type: { versie, schema, betrokkenen }, valideer }: Toetstype): Toetstype {
  return { type: { ...nieuwste.type, versie, schema, betrokkenen }, valideer };
}
