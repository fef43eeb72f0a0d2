import type { Kop, Tx } from '@bronhuis/bron';
import { uuidv7 } from '@bronhuis/standaarden';
import { CONCEPT_GEMAAKT, CONCEPT_VERVALLEN, PUBLICATIE_BEEINDIGD, PUBLICATIE_GEPUBLICEERD, PUBLICATIE_VERNIETIGD, type PublicatieGebeurtenis } from './publicatie.events.ts';
import type { Einde, Status } from './publicatie.ts';
import { PublicatieEntity } from './publicatie.entity.ts';

export type Velden = Partial<Pick<PublicatieEntity, 'officieleTitel' | 'omschrijving' | 'besluitdatum' | 'afwegingen' | 'weglatingen'>>;

interface Wie {
  id: string;
  dossier: string;
  categorie: string;
}

const gebeurtenis = (p: Wie, kop: Kop, status: Status, documenten: string[] = []): PublicatieGebeurtenis => ({
  publicatie: p.id, dossier: p.dossier, categorie: p.categorie, status, documenten, versie: kop.versie,
});

/** Every change of the head comes through here: version and registration time go along with it. */
export async function wijzig(tx: Tx, kop: Kop, velden: Partial<Omit<PublicatieEntity, 'organisatie' | 'id'>> = {}): Promise<void> {
  await tx.manager.update(PublicatieEntity, { organisatie: tx.organisatie, id: kop.id }, { ...velden, versie: kop.versie, registratietijd: kop.tijd });
}

export async function maakConcept(tx: Tx, dossier: string, categorie: string): Promise<string> {
  const kop = tx.nieuw(uuidv7());
  await tx.manager.insert(PublicatieEntity, {
    organisatie: tx.organisatie, id: kop.id, versie: kop.versie, registratietijd: kop.tijd, aangemaaktOp: kop.tijd,
    dossier, categorie, status: 'concept', afwegingen: [], weglatingen: [],
  });
  tx.emit(kop, { type: CONCEPT_GEMAAKT, data: gebeurtenis({ id: kop.id, dossier, categorie }, kop, 'concept') });
  return kop.id;
}

export async function maakOpenbaar(tx: Tx, kop: Kop, p: Wie, publicatieTot: string, documenten: string[]): Promise<void> {
  await wijzig(tx, kop, { status: 'gepubliceerd', gepubliceerdOp: kop.tijd, publicatieTot });
  tx.emit(kop, { type: PUBLICATIE_GEPUBLICEERD, data: gebeurtenis(p, kop, 'gepubliceerd', documenten) });
}

/** Nothing that a person wrote remains. */
const LEEG = { officieleTitel: null, omschrijving: null, besluitdatum: null, afwegingen: [], weglatingen: [], eindeToelichting: null };

export interface Verwijderd {
  document: string;
  omvang: number;
  sha256: string;
  paginas: number;
}

/** Ends a publication: contents out of table, index and sitemap now, the files right after commit by their work row. */
export async function beeindig(tx: Tx, kop: Kop, p: Wie, einde: Einde, toelichting: string | null): Promise<Verwijderd[]> {
  const weg = await verwijderInhoud(tx, kop, p.dossier);
  const vernietigd = einde === 'bron-vernietigd';
  await wijzig(tx, kop, { status: einde, eindeOp: kop.tijd, eindeToelichting: toelichting, ...(vernietigd ? LEEG : {}) });
  tx.emit(kop, { type: vernietigd ? PUBLICATIE_VERNIETIGD : PUBLICATIE_BEEINDIGD, data: gebeurtenis(p, kop, einde) });
  return weg;
}

/** A concept whose reason is gone: it was never public, so nothing of it needs to stay. */
export async function laatVervallen(tx: Tx, kop: Kop, p: Wie): Promise<void> {
  await verwijderInhoud(tx, kop, p.dossier);
  await wijzig(tx, kop, { status: 'vervallen', eindeOp: kop.tijd, ...LEEG });
  tx.emit(kop, { type: CONCEPT_VERVALLEN, data: gebeurtenis(p, kop, 'vervallen') });
}

const VERWIJDER = /* sql */ `
with weg as (select id, omvang, sha256, paginas from document where organisatie = $1 and publicatie = $2 and ($3::uuid is null or id = $3)),
  werk as (insert into opruiming (organisatie, document, dossier, sinds) select $1, id, $4, $5 from weg),
  adres as (insert into verdwenen_document (organisatie, id, publicatie) select $1, id, $2 from weg on conflict do nothing),
  bladen as (delete from pagina where organisatie = $1 and publicatie = $2 and document in (select id from weg))
select id as document, omvang, sha256, paginas from weg order by id`;

/** Pages, documents and, through their work rows, files: of all documents or of one. */
export async function verwijderInhoud(tx: Tx, kop: Kop, dossier: string, document: string | null = null): Promise<Verwijderd[]> {
  const weg = await tx.query<Verwijderd>(VERWIJDER, [tx.organisatie, kop.id, document, dossier, kop.tijd]);
  await tx.query('delete from document where organisatie = $1 and id = any($2::uuid[])', [tx.organisatie, weg.map((w) => w.document)]);
  return weg;
}
