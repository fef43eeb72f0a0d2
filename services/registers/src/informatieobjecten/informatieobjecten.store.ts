import type { Kop, Tx } from '@bronhuis/bron';
import type { Persoon } from '../objecttypen/aanwijzers.ts';
import type { Objecttype } from '../objecttypen/objecttype.ts';
import type { Gegevens } from '../objecttypen/schema.ts';
import type { OntvangenBestand } from './bestandsopslag.ts';
import { DossierInformatieobjectRij, InformatieobjectRij, TeWissenBestandRij } from './informatieobject.entity.ts';

export interface NieuwInformatieobject {
  soort: string;
  titel: string;
  gegevens: Gegevens;
}

export async function voegInformatieobjectToe(tx: Tx, kop: Kop, type: Objecttype, nieuw: NieuwInformatieobject, betrokkenen: Persoon[]): Promise<void> {
  await tx.manager.insert(InformatieobjectRij, {
    organisatie: tx.organisatie,
    id: kop.id,
    versie: kop.versie,
    registratietijd: kop.tijd,
    objecttype: type.id,
    typeversie: type.versie,
    ...nieuw,
    betrokkenen,
  });
}

export async function koppel(tx: Tx, dossier: string, informatieobject: string): Promise<void> {
  await tx.manager.insert(DossierInformatieobjectRij, { organisatie: tx.organisatie, dossier, informatieobject });
}

export async function isGekoppeld(tx: Tx, dossier: string, informatieobject: string): Promise<boolean> {
  const sql = 'select 1 from dossier_informatieobject where organisatie = $1 and dossier = $2 and informatieobject = $3';
  return (await tx.query(sql, [tx.organisatie, dossier, informatieobject])).length > 0;
}

/** The dossiers of a document, held until commit: none of them can close or be destroyed meanwhile. */
export async function houdDossiersVast(tx: Tx, informatieobject: string): Promise<{ kenmerk: string; status: string; betrokkenen: Persoon[] }[]> {
  return tx.query(
    `select d.kenmerk, d.status, d.betrokkenen from dossier_informatieobject di
     join dossier d on d.organisatie = di.organisatie and d.id = di.dossier
     where di.organisatie = $1 and di.informatieobject = $2 order by d.id for share of d`,
    [tx.organisatie, informatieobject],
  );
}

export interface InformatieobjectStand {
  versie: number;
  soort: string;
  betrokkenen: Persoon[];
  bestand: string | null;
  sha256: string | null;
  mediatype: string | null;
}

export async function leesStand(tx: Tx, id: string): Promise<InformatieobjectStand> {
  const [rij] = await tx.query<InformatieobjectStand>('select versie, soort, betrokkenen, bestand, sha256, mediatype from informatieobject where organisatie = $1 and id = $2', [tx.organisatie, id]);
  if (!rij) throw new Error(`informatieobject ${id} was locked and is not there`);
  return rij;
}

/** The new file, and the old one as work to be removed. */
export async function zetBestand(tx: Tx, kop: Kop, nieuw: OntvangenBestand & { mediatype: string }, oud: string | null): Promise<void> {
  const { organisatie } = tx;
  await tx.manager.update(InformatieobjectRij, { organisatie, id: kop.id }, { versie: kop.versie, registratietijd: kop.tijd, ...nieuw });
  if (oud !== null) await tx.manager.insert(TeWissenBestandRij, { organisatie, bestand: oud, sinds: kop.tijd });
}
