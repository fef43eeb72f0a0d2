import type { Vraag } from '@bronhuis/bron';
import type { Onderzoek } from './onderzoek.ts';

/** `vastgesteld`: its day has yet to come. `vervallen`: another one holds instead. */
export const STATUSSEN = ['concept', 'voorgelegd', 'afgewezen', 'vastgesteld', 'geldend', 'vervallen'] as const;
export type Status = (typeof STATUSSEN)[number];

export interface Beleidsversierij {
  versie: number;
  wijziging: number;
  status: Status;
  basis: number | null;
  hash: string;
  auteur: string | null;
  reden: string;
  ingangsdatum: string;
  aangemaakt: Date;
  voorgelegdOp: Date | null;
  beoordelaar: string | null;
  beoordeeldOp: Date | null;
  oordeel: string | null;
  geldigVanaf: string | null;
  terugNaar: number | null;
}

export interface HeleBeleidsversie extends Beleidsversierij {
  tekst: string;
  onderzoek: Onderzoek | null;
}

// Of what was established and has begun, the last one established holds: who establishes later, goes before what was planned.
const KOP = `b.versie, b.wijziging, b.basis, b.hash, b.auteur, b.reden, b.ingangsdatum, b.aangemaakt, b.voorgelegd_op as "voorgelegdOp",
  b.beoordelaar, b.beoordeeld_op as "beoordeeldOp", b.oordeel, b.geldig_vanaf as "geldigVanaf", b.terug_naar as "terugNaar",
  case when b.status <> 'vastgesteld' then b.status
    when exists (select 1 from beleidsversie n where n.status = 'vastgesteld' and n.beoordeeld_op > b.beoordeeld_op
      and n.geldig_vanaf <= greatest(b.geldig_vanaf, $1::date)) then 'vervallen'
    when b.geldig_vanaf > $1::date then 'vastgesteld'
    else 'geldend' end as status`;

export const vraagBeleidsversies = (dag: string, na: number | null, omvang: number): Vraag => ({
  name: 'beleidsversies',
  text: `select ${KOP} from beleidsversie b where $2::bigint is null or b.versie < $2 order by b.versie desc limit $3`,
  values: [dag, na, omvang + 1],
});

export const vraagBeleidsversie = (dag: string, versie: number): Vraag => ({
  name: 'beleidsversie',
  text: `select ${KOP}, b.tekst, b.onderzoek from beleidsversie b where b.versie = $2`,
  values: [dag, versie],
});

/** What holds on a day; none until the first version begins: then the files that ship hold. */
export const vraagGeldend = (dag: string): Vraag => ({
  name: 'beleid-geldend',
  text: `select versie, hash, tekst from beleidsversie where status = 'vastgesteld' and geldig_vanaf <= $1::date order by beoordeeld_op desc limit 1`,
  values: [dag],
});

/** Decisions of a time, the newest first; their ids are UUID version 7, so the key of the table is the order of time. */
export const vraagRecords = (organisatie: string, van: string, tot: string, hoogstens: number): Vraag => ({
  name: 'beslissingen-simulatie',
  text: 'select record from beslissing where organisatie = $1 and id >= $2::uuid and id < $3::uuid order by id desc limit $4',
  values: [organisatie, van, tot, hoogstens],
});
