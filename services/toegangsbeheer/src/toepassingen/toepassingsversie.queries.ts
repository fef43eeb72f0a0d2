import type { Vraag } from '@bronhuis/bron';

/** `vervallen`: a newer one was established. */
export const STATUSSEN = ['concept', 'geldend', 'vervallen'] as const;
export type Status = (typeof STATUSSEN)[number];

export interface Toepassingsversierij {
  versie: number;
  status: Status;
  reden: string;
  auteur: string;
  aangemaakt: Date;
  vastgesteldDoor: string | null;
  vastgesteldOp: Date | null;
  hash: string;
  regels: number;
  aantal: number;
}

/** What is decided with; the entities as JSON. */
export interface Inhoudrij {
  versie: number;
  hash: string;
  beleid: string;
  schema: string | null;
  entiteiten: string;
}

const NIEUWSTE = `(select max(n.versie) from toepassingsversie n where n.organisatie = $1 and n.applicatie = $2 and n.vastgesteld_op is not null)`;
const KOP = `t.versie, t.reden, t.auteur, t.aangemaakt, t.vastgesteld_door as "vastgesteldDoor", t.vastgesteld_op as "vastgesteldOp", t.hash, t.regels, t.aantal,
  case when t.versie < ${NIEUWSTE} then 'vervallen' when t.vastgesteld_op is null then 'concept' else 'geldend' end as status`;

export const vraagVersies = (organisatie: string, applicatie: string, na: number | null, omvang: number): Vraag => ({
  name: 'toepassingsversies',
  text: `select ${KOP} from toepassingsversie t where t.organisatie = $1 and t.applicatie = $2 and ($3::bigint is null or t.versie < $3) order by t.versie desc limit $4`,
  values: [organisatie, applicatie, na, omvang + 1],
});

export const vraagVersie = (organisatie: string, applicatie: string, versie: number): Vraag => ({
  name: 'toepassingsversie',
  text: `select ${KOP}, t.beleid, t.schema, t.entiteiten from toepassingsversie t where t.organisatie = $1 and t.applicatie = $2 and t.versie = $3`,
  values: [organisatie, applicatie, versie],
});

/** Which version holds now: the newest that was established. Without what is in it, which most often is known. */
export const vraagGeldend = (organisatie: string, applicatie: string): Vraag => ({
  name: 'toepassing-geldend',
  text: `select versie, hash from toepassingsversie where organisatie = $1 and applicatie = $2 and vastgesteld_op is not null order by versie desc limit 1`,
  values: [organisatie, applicatie],
});
