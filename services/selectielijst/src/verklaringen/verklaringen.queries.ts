import type { Bron } from '@bronhuis/bron';

export interface VerklaringRij {
  id: string;
  vernietigingslijst: string;
  naam: string;
  opgemaakt: Date;
  aantalDossiers: number;
}

const LIJST = `select v.id, v.lijst as vernietigingslijst, l.naam, v.registratietijd as opgemaakt,
  (select count(*) from vernietigingslijst_regel r where r.organisatie = v.organisatie and r.lijst = v.lijst and r.staat = 'vernietigd') as "aantalDossiers"
  from verklaring v join vernietigingslijst l on l.organisatie = v.organisatie and l.id = v.lijst
  where v.organisatie = $1 and ($2::uuid is null or v.id < $2) order by v.id desc limit $3`;

export async function leesVerklaringen(bron: Pick<Bron, 'lees'>, organisatie: string, na: string | null, omvang: number): Promise<VerklaringRij[]> {
  return bron.lees<VerklaringRij>({ organisatie }, { name: 'sl_verklaringen', text: LIJST, values: [organisatie, na, omvang + 1] });
}

/** The document exactly as it was stored, as text: what was signed is not rebuilt. */
export async function leesVerklaring(bron: Pick<Bron, 'lees'>, organisatie: string, id: string): Promise<string | undefined> {
  const text = 'select document::text as document from verklaring where organisatie = $1 and id = $2';
  return (await bron.lees<{ document: string }>({ organisatie }, { name: 'sl_verklaring', text, values: [organisatie, id] }))[0]?.document;
}
