import type { Bron, Tx } from '@bronhuis/bron';
import type { Gewaardeerd } from '../archiefacties/afleiding.ts';
import type { Beoordelaar, Besluit, Lijststatus } from './beoordelen.ts';
import type { Nu, Regel } from './regel.ts';
import type { Kandidaat } from './samenstellen.ts';

export interface Beoordelingsrij {
  rol: Beoordelaar;
  persoon: string;
  besluit: Besluit;
  tijdstip: string;
  toelichting: string | null;
}

export interface Lijstrij {
  id: string;
  versie: number;
  naam: string;
  peildatum: string;
  status: Lijststatus;
  samengesteldDoor: string;
  samengesteldOp: string;
  reden: string | null;
  uitvoeringDoor: string | null;
  uitvoeringBegonnen: string | null;
  verklaring: string | null;
  beoordelingen: Beoordelingsrij[];
  aantalDossiers: number;
  aantalAfgevallen: number;
}

export interface Lijstdetail extends Lijstrij {
  regels: Regel[];
}

export interface KandidaatRij extends Kandidaat {
  objecttype: string;
  objecttypeNaam: string;
  startdatum: string | null;
  uitkomst: string | null;
  einddatum: string | null;
  waardering: Gewaardeerd;
  archiefactiedatum: string;
}

const tijd = (kolom: string): string => `to_char(${kolom} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const LIJST = `select l.id, l.versie, l.naam, l.peildatum, l.status, l.samengesteld_door as "samengesteldDoor", ${tijd('l.samengesteld_op')} as "samengesteldOp",
  coalesce(l.reden, (select 'Wacht op een bron: ' || w.reden from werk w where w.organisatie = l.organisatie and w.lijst = l.id and w.reden is not null limit 1)) as reden,
  l.uitvoering_door as "uitvoeringDoor", ${tijd('l.uitvoering_begonnen')} as "uitvoeringBegonnen", l.verklaring,
  coalesce((select json_agg(json_build_object('rol', b.rol, 'persoon', b.persoon, 'besluit', b.besluit, 'tijdstip', ${tijd('b.tijdstip')}, 'toelichting', b.toelichting)
    order by b.tijdstip) from beoordeling b where b.organisatie = l.organisatie and b.lijst = l.id), '[]'::json) as beoordelingen,
  (select count(*) from vernietigingslijst_regel r where r.organisatie = l.organisatie and r.lijst = l.id and r.staat <> 'afgevallen') as "aantalDossiers",
  (select count(*) from vernietigingslijst_regel r where r.organisatie = l.organisatie and r.lijst = l.id and r.staat = 'afgevallen') as "aantalAfgevallen"
  from vernietigingslijst l`;

const REGELS = `select r.dossier, r.kenmerk, r.objecttype, r.objecttype_naam as "objecttypeNaam", r.startdatum, r.uitkomst, r.einddatum, r.waardering,
  r.archiefactiedatum, r.staat, r.plan, r.hash, r.reden, r.pogingen, r.vernietigd_op as "vernietigdOp" from vernietigingslijst_regel r`;

export async function leesLijsten(bron: Pick<Bron, 'lees'>, organisatie: string, status: string | null, na: string | null, omvang: number): Promise<Lijstrij[]> {
  // Newest first: ids are uuidv7, so their order is that of creation.
  const text = `${LIJST} where l.organisatie = $1 and ($2::text is null or l.status = $2) and ($3::uuid is null or l.id < $3) order by l.id desc limit $4`;
  return bron.lees<Lijstrij>({ organisatie }, { name: 'sl_lijsten', text, values: [organisatie, status, na, omvang + 1] });
}

export async function leesLijst(bron: Pick<Bron, 'lees'>, organisatie: string, id: string): Promise<Lijstdetail | undefined> {
  const [lijst] = await bron.lees<Lijstrij>({ organisatie }, { name: 'sl_lijst', text: `${LIJST} where l.organisatie = $1 and l.id = $2`, values: [organisatie, id] });
  if (lijst === undefined) return undefined;
  const text = `${REGELS} where r.organisatie = $1 and r.lijst = $2 order by r.archiefactiedatum, r.dossier`;
  return { ...lijst, regels: await bron.lees<Regel>({ organisatie }, { name: 'sl_regels', text, values: [organisatie, id] }) };
}

/** The same, inside the transaction that changes it. */
export async function leesLijstIn(tx: Tx, id: string): Promise<Lijstdetail> {
  const [lijst] = await tx.query<Lijstrij>(`${LIJST} where l.organisatie = $1 and l.id = $2`, [tx.organisatie, id]);
  if (lijst === undefined) throw new Error('a locked list is not there');
  const regels = await tx.query<Regel>(`${REGELS} where r.organisatie = $1 and r.lijst = $2 order by r.archiefactiedatum, r.dossier`, [tx.organisatie, id]);
  return { ...lijst, regels };
}

/** Lines in one of these states, oldest date first. */
export async function leesRegels(bron: Pick<Bron, 'lees'>, organisatie: string, lijst: string, staten: readonly string[], aantal: number): Promise<Regel[]> {
  const text = `${REGELS} where r.organisatie = $1 and r.lijst = $2 and r.staat = any($3::text[]) order by r.archiefactiedatum, r.dossier limit $4`;
  return bron.lees<Regel>({ organisatie }, { name: 'sl_regels_in_staat', text, values: [organisatie, lijst, staten, aantal] });
}

/** What is due on the peildatum, with its holds and the living list that it is on. */
export async function leesKandidaten(tx: Tx, peildatum: string, aantal: number): Promise<KandidaatRij[]> {
  return tx.query<KandidaatRij>(
    `select d.id as dossier, d.kenmerk, d.objecttype, d.objecttype_naam as "objecttypeNaam", d.status, d.soort, d.startdatum, d.uitkomst, d.einddatum,
      d.waardering, d.archiefactiedatum,
      coalesce((select array_agg(b.grond order by b.id) from bevriezing b where b.organisatie = d.organisatie and b.dossier = d.id and b.opgeheven_op is null), '{}') as bevriezingen,
      (select l.naam from vernietigingslijst_regel r join vernietigingslijst l on l.organisatie = r.organisatie and l.id = r.lijst
        where r.organisatie = d.organisatie and r.dossier = d.id and r.levend) as "opLijst"
    from dossier d where d.organisatie = $1 and d.soort = 'datum' and d.archiefactiedatum <= $2 order by d.archiefactiedatum, d.id limit $3`,
    [tx.organisatie, peildatum, aantal],
  );
}

/** The facts of a dossier at this moment; its row is locked by the caller. */
export async function leesNu(tx: Tx, dossier: string): Promise<Nu> {
  const [rij] = await tx.query<Nu>(
    `select d.status, d.soort, d.waardering, d.archiefactiedatum, d.uitkomst, d.einddatum,
      coalesce((select array_agg(b.grond order by b.id) from bevriezing b where b.organisatie = d.organisatie and b.dossier = d.id and b.opgeheven_op is null), '{}') as bevriezingen
    from dossier d where d.organisatie = $1 and d.id = $2`,
    [tx.organisatie, dossier],
  );
  if (rij === undefined) throw new Error('a locked dossier is not there');
  return rij;
}
