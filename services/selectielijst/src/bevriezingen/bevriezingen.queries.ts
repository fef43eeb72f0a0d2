import type { Bron, Tx } from '@bronhuis/bron';
import type { TeBevriezen } from './bevriezing.ts';

export interface BevriezingRij {
  id: string;
  dossier: string;
  kenmerk: string;
  grond: string;
  toelichting: string;
  verwijzing: string | null;
  geplaatstDoor: string;
  geplaatstOp: Date;
  opgehevenDoor: string | null;
  opgehevenOp: Date | null;
}

const KOLOMMEN = `b.id, b.dossier, d.kenmerk, b.grond, b.toelichting, b.verwijzing, b.geplaatst_door as "geplaatstDoor",
  b.geplaatst_op as "geplaatstOp", b.opgeheven_door as "opgehevenDoor", b.opgeheven_op as "opgehevenOp"
  from bevriezing b join dossier d on d.organisatie = b.organisatie and d.id = b.dossier`;

const LIJST = `select ${KOLOMMEN} where b.organisatie = $1 and ($2::uuid is null or b.dossier = $2) and (not $3::boolean or b.opgeheven_op is null)
  and ($4::uuid is null or b.id > $4) order by b.id limit $5`;

export async function leesBevriezingen(
  bron: Pick<Bron, 'lees'>,
  organisatie: string,
  filter: { dossier: string | null; alleenGeldend: boolean },
  na: string | null,
  omvang: number,
): Promise<BevriezingRij[]> {
  const values = [organisatie, filter.dossier, filter.alleenGeldend, na, omvang + 1];
  return bron.lees<BevriezingRij>({ organisatie }, { name: 'sl_bevriezingen', text: LIJST, values });
}

export async function leesBevriezing(tx: Tx, id: string): Promise<BevriezingRij | undefined> {
  return (await tx.query<BevriezingRij>(`select ${KOLOMMEN} where b.organisatie = $1 and b.id = $2`, [tx.organisatie, id]))[0];
}

/** The dossier of a new hold, seen under its lock: execution takes the same lock before it begins. */
export async function leesTeBevriezen(tx: Tx, dossier: string): Promise<TeBevriezen | undefined> {
  const rijen = await tx.query<TeBevriezen>(
    `select d.kenmerk, d.status, exists (select from vernietigingslijst_regel r where r.organisatie = d.organisatie and r.dossier = d.id
      and r.staat in ('in-uitvoering', 'mislukt')) as "inVernietiging" from dossier d where d.organisatie = $1 and d.id = $2`,
    [tx.organisatie, dossier],
  );
  return rijen[0];
}
