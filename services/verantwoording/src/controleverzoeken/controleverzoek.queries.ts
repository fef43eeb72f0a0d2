import type { Bron, Context, Tx } from '@bronhuis/bron';
import type { Cursor } from '../cursor.ts';
import type { Controleverzoek } from './controleverzoek.ts';

const KOLOMMEN = `c.id, c.medewerker, c.reden, c.van, c.tot, c.status, c.aanvrager, c.aangevraagd_op as "aangevraagdOp", c.goedkeurder,
  c.goedgekeurd_op as "goedgekeurdOp"`;
const EEN = `select ${KOLOMMEN} from controleverzoek c where c.organisatie = $1 and c.id = $2`;
const LIJST = `select ${KOLOMMEN} from controleverzoek c
  where c.organisatie = $1 and ($2::timestamptz is null or (c.aangevraagd_op, c.id) < ($2, $3::uuid)) order by c.aangevraagd_op desc, c.id desc limit $4`;

/** The column `gebruiker` is read here and nowhere else: inzage never shows it. */
const RESULTAAT = `select r.id, to_char(r.tijdstip at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as tijdstip, r.activiteit, r.handeling,
    r.gegevens, r.object_soort, r.object_id, r.object_kenmerk, r.component, r.aantal_betrokkenen
  from verwerking r
  where r.organisatie = $1 and r.gebruiker_id = $2 and r.gebruiker_soort = 'medewerker'
    and r.tijdstip >= ($3::date::timestamp at time zone 'Europe/Amsterdam')
    and r.tijdstip < (($4::date + 1)::timestamp at time zone 'Europe/Amsterdam')
    and ($5::timestamptz is null or (r.tijdstip, r.id) < ($5, $6::uuid))
  order by r.tijdstip desc, r.id desc limit $7`;

export interface Raadpleging {
  id: string;
  tijdstip: string;
  activiteit: string;
  handeling: string;
  gegevens: string[];
  object_soort: string;
  object_id: string;
  object_kenmerk: string | null;
  component: string;
  aantal_betrokkenen: number;
}

type Wie = Pick<Context, 'organisatie'>;

export async function zoekVerzoek(tx: Tx, id: string): Promise<Controleverzoek | null> {
  const [rij] = await tx.query<Controleverzoek>(EEN, [tx.organisatie, id]);
  return rij ?? null;
}

export const verzoekenLijst = (bron: Bron, { organisatie }: Wie, na: Cursor | null, aantal: number): Promise<Controleverzoek[]> =>
  bron.lees<Controleverzoek>({ organisatie }, { name: 'controleverzoeken', text: LIJST, values: [organisatie, na?.tijdstip ?? null, na?.id ?? null, aantal] });

export const raadplegingen = (tx: Tx, v: Controleverzoek, na: Cursor | null, aantal: number): Promise<Raadpleging[]> =>
  tx.query<Raadpleging>(RESULTAAT, [tx.organisatie, v.medewerker, v.van, v.tot, na?.tijdstip ?? null, na?.id ?? null, aantal]);
