import { sqlstate } from '@bronhuis/bron';
import type { Kop, Tx } from '@bronhuis/bron';
import { Probleem } from '@bronhuis/standaarden';
import type { Wie } from '../objecten/wie.ts';
import type { Persoon } from '../objecttypen/aanwijzers.ts';
import type { Objecttype } from '../objecttypen/objecttype.ts';
import { DossierRelatieRij, DossierRij, DossierStatusRij } from './dossier.entity.ts';
import type { Dossier } from './dossier.ts';
import { dossierGebeurtenis } from './events.ts';

const bezet = (kenmerk: string): Probleem => Probleem.conflict(`Het kenmerk ${kenmerk} is al gebruikt.`, 'kenmerk-bestaat');

const kolommen = (d: Dossier, type: Objecttype, kop: Kop, betrokkenen: Persoon[]) => ({
  versie: kop.versie,
  registratietijd: kop.tijd,
  objecttype: type.id,
  typeversie: type.versie,
  kenmerk: d.kenmerk,
  onderwerp: d.onderwerp,
  status: d.status,
  startdatum: d.startdatum,
  uitkomst: d.uitkomst,
  einddatum: d.einddatum,
  heropendOp: d.heropendOp,
  gegevens: d.gegevens,
  betrokkenen,
  overgenomenUit: d.overgenomenUit,
});

/** @throws Probleem 409 when the reference is in use, also by a dossier that was destroyed */
export async function voegDossierToe(tx: Tx, kop: Kop, type: Objecttype, dossier: Dossier, betrokkenen: Persoon[]): Promise<void> {
  const eerder = await tx.query("select 1 from grafsteen where organisatie = $1 and kenmerk = $2 and soort = 'dossier'", [tx.organisatie, dossier.kenmerk]);
  if (eerder.length > 0) throw bezet(dossier.kenmerk);
  try {
    await tx.manager.insert(DossierRij, { organisatie: tx.organisatie, id: kop.id, ...kolommen(dossier, type, kop, betrokkenen) });
  } catch (fout) {
    if (sqlstate(fout) === '23505') throw bezet(dossier.kenmerk);
    throw fout;
  }
}

export async function wijzigDossier(tx: Tx, kop: Kop, type: Objecttype, dossier: Dossier, betrokkenen: Persoon[]): Promise<void> {
  await tx.manager.update(DossierRij, { organisatie: tx.organisatie, id: kop.id }, kolommen(dossier, type, kop, betrokkenen));
}

/** What a dossier was, since when, by whom and why: never changed, gone with the dossier. */
export async function voegStatusToe(tx: Tx, kop: Kop, { status, uitkomst, einddatum }: Dossier, wie: Wie, reden: string | null = null): Promise<void> {
  await tx.manager.insert(DossierStatusRij, { organisatie: tx.organisatie, dossier: kop.id, versie: kop.versie, status, sinds: kop.tijd, uitkomst, einddatum, reden, wie });
}

/** Something of the dossier changed that is not in its own row: only its version moves. */
export async function verhoogVersie(tx: Tx, kop: Kop): Promise<void> {
  await tx.manager.update(DossierRij, { organisatie: tx.organisatie, id: kop.id }, { versie: kop.versie, registratietijd: kop.tijd });
}

export interface NieuweRelatie {
  id: string;
  soort: 'blijft';
  omschrijving: string;
  systeem: string;
  selectielijstnummer: string | null;
}

export async function voegRelatieToe(tx: Tx, dossier: string, relatie: NieuweRelatie): Promise<void> {
  await tx.manager.insert(DossierRelatieRij, { organisatie: tx.organisatie, dossier, ...relatie });
}

export interface DossierMetDelen extends Dossier {
  betrokkenen: Persoon[];
  informatieobjecten: { id: string; soort: string }[];
  relaties: { soort: string; selectielijstnummer: string | null }[];
}

/** The whole state, under the lock of its head. */
export async function leesDossierMetDelen(tx: Tx, id: string): Promise<DossierMetDelen> {
  const [rij] = await tx.query<DossierMetDelen>(
    `select d.kenmerk, d.onderwerp, d.status, d.startdatum, d.uitkomst, d.einddatum, d.heropend_op as "heropendOp", d.gegevens, d.betrokkenen, d.overgenomen_uit as "overgenomenUit",
       coalesce((select json_agg(json_build_object('id', i.id, 'soort', i.soort) order by i.id)
         from dossier_informatieobject di join informatieobject i on i.organisatie = di.organisatie and i.id = di.informatieobject
         where di.organisatie = d.organisatie and di.dossier = d.id), '[]') as informatieobjecten,
       coalesce((select json_agg(json_build_object('soort', r.soort, 'selectielijstnummer', r.selectielijstnummer) order by r.id)
         from dossier_relatie r where r.organisatie = d.organisatie and r.dossier = d.id), '[]') as relaties
     from dossier d where d.organisatie = $1 and d.id = $2`,
    [tx.organisatie, id],
  );
  if (!rij) throw new Error(`dossier ${id} was locked and is not there`);
  return rij;
}

/** The event carries the state as this transaction leaves it behind. */
export function meldDossier(tx: Tx, kop: Kop, eventtype: string, type: Objecttype, d: Omit<DossierMetDelen, 'betrokkenen'>): void {
  const data = dossierGebeurtenis(type, { ...d, id: kop.id, overgenomen: d.overgenomenUit !== null }, kop.versie);
  tx.emit(kop, { type: eventtype, data });
}
