import type { Bron, Tx } from '@bronhuis/bron';
import type { Afweging, Bevinding } from '../documenten/poort.ts';
import type { Mediatype } from '../documenten/tekstlezer.ts';
import type { Status, Weglating } from './publicatie.ts';

export interface DocumentRij {
  id: string;
  titel: string;
  bestandsnaam: string;
  mediatype: Mediatype;
  omvang: number;
  sha256: string;
  paginas: number;
  bron: string | null;
  bevindingen: Bevinding[];
  aangebodenOp: string;
}

export interface PublicatieRij {
  id: string;
  versie: number;
  dossier: string;
  kenmerk: string | null;
  status: Status;
  categorie: string;
  officieleTitel: string | null;
  omschrijving: string | null;
  besluitdatum: string | null;
  afwegingen: Afweging[];
  weglatingen: Weglating[];
  aangemaaktOp: Date;
  gepubliceerdOp: Date | null;
  publicatieTot: string | null;
  eindeOp: Date | null;
  documenten: DocumentRij[];
}

const KOLOMMEN = /* sql */ `
  p.id, p.versie, p.dossier, d.kenmerk, p.status, p.categorie, p.officiele_titel as "officieleTitel", p.omschrijving, p.besluitdatum,
  p.afwegingen, p.weglatingen, p.aangemaakt_op as "aangemaaktOp", p.gepubliceerd_op as "gepubliceerdOp",
  p.publicatie_tot as "publicatieTot", p.einde_op as "eindeOp",
  coalesce((select json_agg(json_build_object('id', x.id, 'titel', x.titel, 'bestandsnaam', x.bestandsnaam, 'mediatype', x.mediatype,
      'omvang', x.omvang, 'sha256', x.sha256, 'paginas', x.paginas, 'bron', x.bron, 'bevindingen', x.bevindingen,
      'aangebodenOp', to_char(x.aangeboden_op at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by x.id)
    from document x where x.organisatie = p.organisatie and x.publicatie = p.id), '[]') as documenten`;
const VAN = 'from publicatie p join dossier d on d.organisatie = p.organisatie and d.id = p.dossier';

const EEN = `select ${KOLOMMEN} ${VAN} where p.organisatie = $1 and p.id = $2`;
const LIJST = `select ${KOLOMMEN} ${VAN} where p.organisatie = $1 and p.status = $2 and ($3::uuid is null or p.id < $3)
  and ($4::uuid is null or p.dossier = $4) order by p.id desc limit $5`;

export async function leesPublicatie(bron: Bron, organisatie: string, id: string): Promise<PublicatieRij | undefined> {
  return (await bron.lees<PublicatieRij>({ organisatie }, { name: 'woo_publicatie', text: EEN, values: [organisatie, id] }))[0];
}

/** The same inside a transaction that holds the head. */
export async function leesVergrendeld(tx: Tx, id: string): Promise<PublicatieRij> {
  const [rij] = await tx.query<PublicatieRij>(EEN, [tx.organisatie, id]);
  if (!rij) throw new Error('a locked publication is not there');
  return rij;
}

/** One page and one row more; newest first. */
export function leesLijst(bron: Bron, organisatie: string, status: Status, na: string | null, dossier: string | null, omvang: number): Promise<PublicatieRij[]> {
  return bron.lees<PublicatieRij>({ organisatie }, { name: 'woo_publicaties', text: LIJST, values: [organisatie, status, na, dossier, omvang + 1] });
}

export async function tel(bron: Bron, organisatie: string, status: Status, dossier: string | null): Promise<number> {
  const [rij] = await bron.lees<{ aantal: number }>(
    { organisatie },
    { name: 'woo_telling', text: 'select count(*) as aantal from publicatie where organisatie = $1 and status = $2 and ($3::uuid is null or dossier = $3)', values: [organisatie, status, dossier] },
  );
  return rij?.aantal ?? 0;
}
