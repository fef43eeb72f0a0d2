import type { Vraag } from '@bronhuis/bron';
import type { Beslissingsrecord } from '@bronhuis/toegang';

export interface Beslissingfilter {
  gebruiker: string | null;
  actie: string | null;
  besluit: string | null;
  na: string | null;
  omvang: number;
}

export interface Beslissingrij {
  id: string;
  record: Beslissingsrecord;
}

/** Newest first: the ids are UUID version 7, so their order is that of time. */
export const vraagBeslissingen = (organisatie: string, f: Beslissingfilter): Vraag => ({
  name: 'beslissingen',
  text: `select id, record from beslissing
    where organisatie = $1 and ($2::text is null or gebruiker = $2) and ($3::text is null or actie = $3)
      and ($4::text is null or besluit = $4) and ($5::uuid is null or id < $5)
    order by id desc limit $6`,
  values: [organisatie, f.gebruiker, f.actie, f.besluit, f.na, f.omvang + 1],
});
