/** All SQL of the inbox; role toepassing, in the transaction of the tenant. */

/** The claim: the events that nobody finished before. Sorted, so that two replicas never wait for each other in a circle. */
export const CLAIM = `
  insert into bron.inkomend as i (organisatie, consument, id, type, domein, onderwerp, versie, verwerkt, uitkomst)
  select $1, $2, e.id, e.type, e.domein, e.onderwerp, e.versie, clock_timestamp(), e.uitkomst
  from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::text[])
    as e(id, type, domein, onderwerp, versie, uitkomst)
  order by e.id
  on conflict (organisatie, consument, id) do update set verwerkt = excluded.verwerkt, uitkomst = excluded.uitkomst
    where i.verwerkt is null
  returning id`;

/** Raises the mark of each thing, holds it until commit, and tells what it was. */
export const STAND = `
  insert into bron.inkomend_stand as s (organisatie, consument, domein, onderwerp, hoogste, vorige)
  select $1, $2, e.domein, e.onderwerp, e.hoogste, 0
  from unnest($3::text[], $4::text[], $5::bigint[]) as e(domein, onderwerp, hoogste)
  order by e.domein, e.onderwerp
  on conflict (organisatie, consument, domein, onderwerp) do update
    set vorige = s.hoogste, hoogste = greatest(s.hoogste, excluded.hoogste), bijgewerkt = clock_timestamp()
  returning domein, onderwerp, vorige::text as vorige`;

/** One transaction may send two kinds of events of one version: the second is not older than the first. */
export const ZELFDE_SOORT_GEHAD = `
  select exists (select 1 from bron.inkomend where organisatie = $1 and consument = $2 and onderwerp = $3 and versie = $4
    and type = $5 and id <> $6 and uitkomst = 'verwerkt') as gehad`;

export const VEROUDERD = `
  update bron.inkomend set uitkomst = 'verouderd' where organisatie = $1 and consument = $2 and id = any($3::text[])`;

export const POGING = `
  insert into bron.inkomend as i (organisatie, consument, id, type, domein, onderwerp, versie, pogingen)
  values ($1, $2, $3, $4, $5, $6, $7, 1)
  on conflict (organisatie, consument, id) do update set pogingen = i.pogingen + 1
  returning pogingen, verwerkt is not null as klaar`;

export const PARKEER = `
  insert into bron.geparkeerd (organisatie, consument, id, type, domein, onderwerp, versie, reden, pogingen, payload)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
  on conflict (organisatie, consument, id) do update
    set reden = excluded.reden, pogingen = excluded.pogingen, opnieuw = clock_timestamp()`;

export const GEPARKEERD_IS_KLAAR = `
  update bron.inkomend set verwerkt = clock_timestamp(), uitkomst = 'geparkeerd'
  where organisatie = $1 and consument = $2 and id = $3`;

export const LIJST_GEPARKEERD = `
  select consument, id, type, domein, onderwerp, versie::text as versie, reden, pogingen, geparkeerd, opnieuw
  from bron.geparkeerd where organisatie = $1 order by geparkeerd, id limit $2`;

export const NEEM_GEPARKEERD = `
  select consument, payload, pogingen from bron.geparkeerd where organisatie = $1 and consument = $2 and id = $3 for update`;

export const HEROPEN = `
  insert into bron.inkomend as i (organisatie, consument, id, type, domein, onderwerp, versie)
  values ($1, $2, $3, $4, $5, $6, $7)
  on conflict (organisatie, consument, id) do update set verwerkt = null, uitkomst = null`;

export const WEG_GEPARKEERD = `delete from bron.geparkeerd where organisatie = $1 and consument = $2 and id = $3`;
