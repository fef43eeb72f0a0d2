import type { Tx } from '@bronhuis/bron';
import { exacteTekens, hulpwoorden } from './woordhulp.ts';

const PER_KEER = 100;

const BLADEN = `select g.document, g.nummer, g.tekst, d.titel from pagina g join document d on d.organisatie = g.organisatie and d.id = g.document
  where g.organisatie = $1 and g.publicatie = $2 and (g.document, g.nummer) > ($3::uuid, $4::int) order by g.document, g.nummer limit ${PER_KEER}`;

// Weights: A title, case number and references · C description · D text. Exact tokens are lexemes as they stand.
const INDEXEER = /* sql */ `
update pagina p set zoek = setweight(to_tsvector('dutch', x.titel), 'A') || x.exact_kop::tsvector || setweight(to_tsvector('dutch', x.bij), 'C')
  || to_tsvector('dutch', p.tekst) || x.exact::tsvector || to_tsvector('dutch', x.hulp)
from unnest($3::uuid[], $4::int[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[]) as x(document, nummer, titel, exact_kop, bij, exact, hulp)
where p.organisatie = $1 and p.publicatie = $2 and p.document = x.document and p.nummer = x.nummer`;

const lexemen = (tekens: string[], gewicht: 'A' | 'D'): string => tekens.map((t) => `'${t}':1${gewicht}`).join(' ');

export interface Kop {
  titel: string;
  omschrijving: string;
  kenmerk: string;
  categorie: string;
}

/** Fills the index of every page of a publication: from this commit on it is found. */
export async function indexeer(tx: Tx, publicatie: string, kop: Kop): Promise<void> {
  let na: [string, number] = ['00000000-0000-0000-0000-000000000000', 0];
  for (;;) {
    const bladen = await tx.query<{ document: string; nummer: number; tekst: string; titel: string }>(BLADEN, [tx.organisatie, publicatie, ...na]);
    const laatste = bladen.at(-1);
    if (!laatste) return;
    const titel = (b: { titel: string }): string => `${kop.titel} ${b.titel} ${kop.kenmerk}`;
    const bij = `${kop.omschrijving} ${kop.categorie}`;
    await tx.query(INDEXEER, [
      tx.organisatie, publicatie, bladen.map((b) => b.document), bladen.map((b) => b.nummer), bladen.map(titel),
      bladen.map((b) => lexemen(exacteTekens(titel(b)), 'A')), bladen.map(() => bij),
      bladen.map((b) => lexemen(exacteTekens(b.tekst), 'D')), bladen.map((b) => hulpwoorden(`${titel(b)} ${bij} ${b.tekst}`).join(' ')),
    ]);
    na = [laatste.document, laatste.nummer];
  }
}
