import { sqlstate } from '@bronhuis/bron';
import type { Kop, Tx } from '@bronhuis/bron';
import { Probleem } from '@bronhuis/standaarden';
import { stelIndexenBij } from '../indexen/indexen.store.ts';
import { ObjecttypeConceptRij, ObjecttypeRij, ObjecttypeUitfaseringRij, ObjecttypeVersieRij } from './objecttype.entity.ts';
import type { Objecttype, Typeinhoud } from './objecttype.ts';
import { zetSleutel } from './sleutel.store.ts';
import { typegegevens, type Typegegevens } from './typegegevens.ts';

/** How a version was published. */
export interface Publicatie {
  brekend: boolean;
  reden: string | null;
}

const GEWOON: Publicatie = { brekend: false, reden: null };

/** A new type with its first version. @throws Probleem 409 when the municipality already has one of this name */
export async function voegTypeToe(tx: Tx, kop: Kop, inhoud: Typeinhoud): Promise<void> {
  await voegKopToe(tx, kop, inhoud, kop.versie, typegegevens(inhoud));
  await voegVersieToe(tx, kop, inhoud, GEWOON);
  await zetSleutel(tx, kop.id, inhoud);
}

/** A new type of which nothing is published yet. @throws Probleem 409 as above */
export async function voegConcepttypeToe(tx: Tx, kop: Kop, inhoud: Typeinhoud): Promise<void> {
  await voegKopToe(tx, kop, inhoud, 0);
  await voegConceptToe(tx, kop, inhoud);
}

/** The head alone: without `gegevens` of a type of which there is no version yet. */
export async function voegKopToe(tx: Tx, kop: Kop, { naam, soort }: Pick<Typeinhoud, 'naam' | 'soort'>, versie: number, gegevens: Partial<Typegegevens> = {}): Promise<void> {
  try {
    await tx.manager.insert(ObjecttypeRij, { organisatie: tx.organisatie, id: kop.id, versie, registratietijd: kop.tijd, naam, soort, ...gegevens });
  } catch (fout) {
    if (sqlstate(fout) === '23505') throw Probleem.conflict(`Er is al een objecttype met de naam ${naam}.`, 'naam-bestaat');
    throw fout;
  }
}

async function voegVersieToe(tx: Tx, kop: Kop, inhoud: Typeinhoud, { brekend, reden }: Publicatie): Promise<void> {
  await tx.manager.insert(ObjecttypeVersieRij, { organisatie: tx.organisatie, objecttype: kop.id, versie: kop.versie, registratietijd: kop.tijd, inhoud, brekend, reden });
  await stelIndexenBij(tx, kop.id, inhoud, kop.versie === 1);
}

/** A published version: from now on the one that data is checked against. @throws Probleem 409 when what is there shares its key */
export async function voegTypeversieToe(tx: Tx, kop: Kop, inhoud: Typeinhoud, publicatie = GEWOON): Promise<void> {
  await tx.manager.update(ObjecttypeRij, { organisatie: tx.organisatie, id: kop.id }, { versie: kop.versie, registratietijd: kop.tijd, uitgefaseerd: false, ...typegegevens(inhoud) });
  await voegVersieToe(tx, kop, inhoud, publicatie);
  await zetSleutel(tx, kop.id, inhoud);
}

export async function voegConceptToe(tx: Tx, kop: Kop, inhoud: Typeinhoud): Promise<void> {
  await tx.manager.insert(ObjecttypeConceptRij, { organisatie: tx.organisatie, objecttype: kop.id, wijziging: 1, registratietijd: kop.tijd, inhoud });
}

export async function wijzigConcept(tx: Tx, kop: Kop, wijziging: number, inhoud: Typeinhoud): Promise<void> {
  await tx.manager.update(ObjecttypeConceptRij, { organisatie: tx.organisatie, objecttype: kop.id }, { wijziging, registratietijd: kop.tijd, inhoud });
}

export async function verwijderConcept(tx: Tx, id: string): Promise<void> {
  await tx.manager.delete(ObjecttypeConceptRij, { organisatie: tx.organisatie, objecttype: id });
}

/** A type of which nothing was ever published: nothing can refer to it, and its name is free again. */
export async function verwijderConcepttype(tx: Tx, id: string): Promise<void> {
  await tx.query('select verwijder_concepttype($1)', [id]);
}

export async function voegUitfaseringToe(tx: Tx, kop: Kop, versie: number, reden: string | null): Promise<void> {
  await tx.manager.insert(ObjecttypeUitfaseringRij, { organisatie: tx.organisatie, objecttype: kop.id, versie, registratietijd: kop.tijd, reden });
  if (versie === kop.vorige) await tx.manager.update(ObjecttypeRij, { organisatie: tx.organisatie, id: kop.id }, { uitgefaseerd: true });
}

/** The newest published version. */
export async function leesType(tx: Tx, id: string): Promise<Objecttype | null> {
  const [rij] = await tx.query<{ versie: number; inhoud: Typeinhoud }>(
    `select v.versie, v.inhoud from objecttype t
     join objecttype_versie v on v.organisatie = t.organisatie and v.objecttype = t.id and v.versie = t.versie
     where t.organisatie = $1 and t.id = $2`,
    [tx.organisatie, id],
  );
  return rij ? { id, versie: rij.versie, ...rij.inhoud } : null;
}

export async function leesConceptVan(tx: Tx, id: string): Promise<{ wijziging: number; inhoud: Typeinhoud } | null> {
  const [rij] = await tx.query<{ wijziging: number; inhoud: Typeinhoud }>('select wijziging, inhoud from objecttype_concept where organisatie = $1 and objecttype = $2', [tx.organisatie, id]);
  return rij ?? null;
}

export async function isUitgefaseerd(tx: Tx, id: string, versie: number): Promise<boolean> {
  const rijen = await tx.query('select 1 from objecttype_uitfasering where organisatie = $1 and objecttype = $2 and versie = $3', [tx.organisatie, id, versie]);
  return rijen.length > 0;
}
