import type { Bron, Context, Tx } from '@bronhuis/bron';
import { BETROKKENE_KOLOMMEN, VERWERKING_KOLOMMEN, type BetrokkeneUitDatabase, type VerwerkingUitDatabase } from '../logboek/logboek.queries.ts';
import type { Cursor } from '../cursor.ts';

/**
 * What the subject may see: rows of an activity whose version at that moment is known and not vertrouwelijk. An
 * activity that the register does not know may be one of those, so it stays out. List, count and receipt share this.
 */
const ZICHTBAAR = `from verwerking_betrokkene b
  join verwerking r on r.organisatie = b.organisatie and r.id = b.verwerking
  cross join lateral (
    select v.naam, v.doel, v.grondslag, v.bestuursorgaan, v.vertrouwelijk, v.tot, (r.tijdstip at time zone 'Europe/Amsterdam')::date as dag
    from activiteit_versie v
    where v.organisatie = r.organisatie and v.kenmerk = r.activiteit and v.van <= (r.tijdstip at time zone 'Europe/Amsterdam')::date
    order by v.versie desc limit 1) v
  where b.organisatie = $1 and b.pseudoniem = $2 and not r.geweigerd and not v.vertrouwelijk and (v.tot is null or v.tot >= v.dag)`;

const LIJST = `select b.verwerking as id, to_char(b.tijdstip at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as tijdstip,
    r.uitvoerder, r.component, r.handeling, r.gegevens, r.object_soort, r.object_kenmerk, v.naam, v.doel, v.grondslag, v.bestuursorgaan
  ${ZICHTBAAR} and ($3::timestamptz is null or (b.tijdstip, b.verwerking) < ($3, $4::uuid))
  order by b.tijdstip desc, b.verwerking desc limit $5`;
const AANTAL = `select count(*) as aantal ${ZICHTBAAR}`;
const EEN = `select ${VERWERKING_KOLOMMEN} ${ZICHTBAAR} and b.verwerking = $3`;
const BETROKKENE = `select ${BETROKKENE_KOLOMMEN} from verwerking_betrokkene b
  where b.organisatie = $1 and b.logindex > $2 and b.logindex <= $3 and b.pseudoniem = $4`;

export interface Inzageregel {
  id: string;
  tijdstip: string;
  uitvoerder: string;
  component: string;
  handeling: string;
  gegevens: string[];
  object_soort: string;
  object_kenmerk: string | null;
  naam: string;
  doel: string;
  grondslag: string[];
  bestuursorgaan: string;
}

type Wie = Pick<Context, 'organisatie'> & { pseudoniem: string };

export const inzageLijst = (bron: Bron, { organisatie, pseudoniem }: Wie, na: Cursor | null, aantal: number): Promise<Inzageregel[]> =>
  bron.lees<Inzageregel>({ organisatie }, { name: 'inzage_lijst', text: LIJST, values: [organisatie, pseudoniem, na?.tijdstip ?? null, na?.id ?? null, aantal] });

export async function inzageAantal(bron: Bron, { organisatie, pseudoniem }: Wie): Promise<number> {
  const [rij] = await bron.lees<{ aantal: number }>({ organisatie }, { name: 'inzage_aantal', text: AANTAL, values: [organisatie, pseudoniem] });
  return rij?.aantal ?? 0;
}

/** The two rows that prove one use of the data, when the subject may see it. */
export async function inzageRijen(tx: Tx, pseudoniem: string, id: string): Promise<{ verwerking: VerwerkingUitDatabase; betrokkene: BetrokkeneUitDatabase } | null> {
  const [verwerking] = await tx.query<VerwerkingUitDatabase>(EEN, [tx.organisatie, pseudoniem, id]);
  if (!verwerking) return null;
  const begin = Number(verwerking.logindex);
  const [betrokkene] = await tx.query<BetrokkeneUitDatabase>(BETROKKENE, [tx.organisatie, begin, begin + verwerking.aantal_betrokkenen, pseudoniem]);
  return betrokkene ? { verwerking, betrokkene } : null;
}
