import type { Bron } from '@bronhuis/bron';
import type { Gebruik } from './advies.ts';
import type { Indexsoort, Stappen } from './verklaring.ts';

export interface IndexRij {
  pad: string;
  soort: Indexsoort;
  status: 'wacht' | 'bouwt' | 'gereed' | 'weg';
  gevuld: number;
  totaal: number;
  sinds: Date;
}

export async function leesIndexen(bron: Bron, organisatie: string, objecttype: string): Promise<IndexRij[]> {
  const text = 'select pad, soort, status, gevuld, totaal, sinds from object_index where organisatie = $1 and objecttype = $2 order by pad, nr';
  return bron.lees<IndexRij>({ organisatie }, { name: 'object_indexen', text, values: [organisatie, objecttype] });
}

/** An index as a question sees it. */
export interface Index {
  nr: number;
  pad: string;
  soort: Indexsoort;
  stappen: Stappen[];
  lijst: boolean;
  /** Only then is everything in it. */
  gereed: boolean;
}

export interface Typestand {
  id: string;
  versie: number;
  indexen: Index[];
}

const TYPESTANDEN = `select t.id, t.versie, coalesce((
      select json_agg(json_build_object('nr', i.nr, 'pad', i.pad, 'soort', i.soort, 'stappen', i.stappen, 'lijst', i.lijst, 'gereed', i.status = 'gereed') order by i.nr)
      from object_index i where i.organisatie = t.organisatie and i.objecttype = t.id and i.status <> 'weg'), '[]') as indexen
    from objecttype t where t.organisatie = $1 and t.soort = 'registratie' and t.versie > 0`;

/** Which version of each type of registrations is the newest, and what it is indexed by; or of these of them, if they are there. */
export async function leesTypestanden(bron: Bron, organisatie: string, alleen?: readonly string[]): Promise<Typestand[]> {
  if (alleen === undefined) return bron.lees<Typestand>({ organisatie }, { name: 'typestanden', text: TYPESTANDEN, values: [organisatie] });
  return bron.lees<Typestand>({ organisatie }, { name: 'typestanden_van', text: `${TYPESTANDEN} and t.id = any($2::uuid[])`, values: [organisatie, alleen] });
}

export async function leesGebruik(bron: Bron, organisatie: string, objecttype: string): Promise<Gebruik[]> {
  const text = 'select pad, gebruik, keren, ms, laatst from index_gebruik where organisatie = $1 and objecttype = $2 order by pad, gebruik';
  return bron.lees<Gebruik>({ organisatie }, { name: 'index_gebruik', text, values: [organisatie, objecttype] });
}
