import type { Vraag } from '@bronhuis/bron';
import type { Datum } from '@bronhuis/standaarden';
import type { Beslissingsrecord } from '@bronhuis/toegang';
import { beginVanDag, uuidVanaf } from './tijdvak.ts';

export interface Beslissingfilter {
  gebruiker: string | null;
  actie: string | null;
  besluit: string | null;
  /** Id of what it was about. */
  bron: string | null;
  van: Datum | null;
  tot: Datum | null;
  na: string | null;
  omvang: number;
}

export interface Beslissingrij {
  id: string;
  record: Beslissingsrecord;
}

const [EERSTE, LAATSTE] = ['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'];
/** Longer than the longest day: the clock goes back once a year. */
const DAG_MS = 26 * 3_600_000;

/**
 * Newest first: the ids are UUID version 7, so their order is that of time. A day is one in Amsterdam; a decision is
 * found by its own time, within the ids that can have it: what lies outside is not read.
 */
export const vraagBeslissingen = (organisatie: string, f: Beslissingfilter): Vraag => ({
  name: 'beslissingen',
  text: `select id, record from beslissing
    where organisatie = $1 and ($2::text is null or gebruiker = $2) and ($3::text is null or actie = $3)
      and ($4::text is null or besluit = $4) and ($5::text is null or record #>> '{resource,id}' = $5)
      and ($6::date is null or tijdstip >= $6::date::timestamp at time zone 'Europe/Amsterdam')
      and ($7::date is null or tijdstip < ($7::date + 1)::timestamp at time zone 'Europe/Amsterdam')
      and ($8::uuid is null or id < $8) and id >= $10::uuid and id < $11::uuid
    order by id desc limit $9`,
  values: [
    organisatie, f.gebruiker, f.actie, f.besluit, f.bron, f.van, f.tot, f.na, f.omvang + 1,
    f.van === null ? EERSTE : uuidVanaf(beginVanDag(f.van)),
    f.tot === null ? LAATSTE : uuidVanaf(new Date(beginVanDag(f.tot).getTime() + DAG_MS)),
  ],
});

/** Controls that open the log of an employee to this person now, the newest first. */
export const vraagControles = (organisatie: string, medewerker: string, wie: string, nu: Date): Vraag => ({
  name: 'controles',
  text: `select van, tot from controle where organisatie = $1 and medewerker = $2 and $3 = any(inzage) and inzage_tot >= $4 order by inzage_tot desc`,
  values: [organisatie, medewerker, wie, nu],
});

export const vraagBeslissing = (organisatie: string, id: string): Vraag => ({
  name: 'beslissing',
  text: 'select id, record from beslissing where organisatie = $1 and id = $2',
  values: [organisatie, id],
});
