import type { Bron } from '@bronhuis/bron';
import type { Wie } from '../objecten/wie.ts';
import type { Regelfout } from './regel.ts';

export const MODI = ['alles-of-niets', 'doorgaan'] as const;
export type Modus = (typeof MODI)[number];
export type Bulkstatus = 'loopt' | 'klaar' | 'mislukt';

/** Who asked for it: what the versions and the records say. */
export interface Opdrachtgever {
  traceparent: string;
  uitvoerder: string;
  gebruiker: { soort: string; id: string } | null;
  applicatie: string | null;
  activiteit: { id: string; versie: number } | null;
  wie: Wie;
}

export interface Bulkopdracht {
  id: string;
  objecttype: string;
  modus: Modus;
  status: Bulkstatus;
  bestand: string;
  regels: number;
  opdracht: Opdrachtgever;
  positie: number;
  regel: number;
  aangemaakt: number;
  gewijzigd: number;
  ongewijzigd: number;
  fout: number;
  begonnen: Date;
  klaar: Date | null;
}

export const KOLOMMEN = 'id, objecttype, modus, status, bestand, regels, opdracht, positie, regel, aangemaakt, gewijzigd, ongewijzigd, fout, begonnen, klaar';

export async function leesBulkopdracht(bron: Bron, organisatie: string, id: string): Promise<Bulkopdracht | null> {
  const text = `select ${KOLOMMEN} from bulkopdracht where organisatie = $1 and id = $2`;
  const [rij] = await bron.lees<Bulkopdracht>({ organisatie }, { name: 'bulkopdracht', text, values: [organisatie, id] });
  return rij ?? null;
}

/** Faults in the order of the lines, from the line behind `na`; one more than asked for when there are more. */
export async function leesBulkfouten(bron: Bron, organisatie: string, id: string, na: number, omvang: number): Promise<{ regel: number; fouten: Regelfout[] }[]> {
  const text = 'select regel, fouten from bulkfout where organisatie = $1 and opdracht = $2 and regel > $3 order by regel limit $4';
  return bron.lees({ organisatie }, { name: 'bulkfouten', text, values: [organisatie, id, na, omvang + 1] });
}

/** What waits, of every organisation, in the order in which it came: who got on with it since then, is left alone. */
export async function leesLopendeOpdrachten(bron: Bron, sinds: Date): Promise<{ organisatie: string; id: string }[]> {
  const text = "select organisatie, id from bulkopdracht where status = 'loopt' and registratietijd <= $1 order by id";
  const { rows } = await bron.werker.query<{ organisatie: string; id: string }>(text, [sinds]);
  return rows;
}
