import { sqlstate } from '@bronhuis/bron';
import type { Kop, Tx } from '@bronhuis/bron';
import { Probleem } from '@bronhuis/standaarden';
import { ObjecttypeRij, ObjecttypeVersieRij } from './objecttype.entity.ts';
import type { Objecttype, Typeinhoud } from './objecttype.ts';

/** A new type with its first version. @throws Probleem 409 when the municipality already has one of this name */
export async function voegTypeToe(tx: Tx, kop: Kop, inhoud: Typeinhoud): Promise<void> {
  const { organisatie } = tx;
  try {
    await tx.manager.insert(ObjecttypeRij, { organisatie, id: kop.id, versie: kop.versie, registratietijd: kop.tijd, naam: inhoud.naam, soort: inhoud.soort });
  } catch (fout) {
    if (sqlstate(fout) === '23505') throw Probleem.conflict(`Er is al een objecttype met de naam ${inhoud.naam}.`, 'naam-bestaat');
    throw fout;
  }
  await tx.manager.insert(ObjecttypeVersieRij, { organisatie, objecttype: kop.id, versie: kop.versie, registratietijd: kop.tijd, inhoud });
}

export async function voegTypeversieToe(tx: Tx, kop: Kop, inhoud: Typeinhoud): Promise<void> {
  const { organisatie } = tx;
  await tx.manager.update(ObjecttypeRij, { organisatie, id: kop.id }, { versie: kop.versie, registratietijd: kop.tijd });
  await tx.manager.insert(ObjecttypeVersieRij, { organisatie, objecttype: kop.id, versie: kop.versie, registratietijd: kop.tijd, inhoud });
}

export async function leesType(tx: Tx, id: string): Promise<Objecttype | null> {
  const [rij] = await tx.query<{ versie: number; inhoud: Typeinhoud }>(
    `select v.versie, v.inhoud from objecttype t
     join objecttype_versie v on v.organisatie = t.organisatie and v.objecttype = t.id and v.versie = t.versie
     where t.organisatie = $1 and t.id = $2`,
    [tx.organisatie, id],
  );
  return rij ? { id, versie: rij.versie, ...rij.inhoud } : null;
}
