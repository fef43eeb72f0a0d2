/** All SQL of the relay; role werker. */

// A prepared plan from when the tables were small would read them from end to end for as long as nobody analyses them.
export const BEGIN = 'begin; set local enable_seqscan = off';

// A statement of its own, before the select: the select must see what the previous holder of the lock committed.
export const SLOT = `select pg_try_advisory_xact_lock(hashtext('bronhuis.relay'), 1) as slot`;

export const WACHTENDE_EVENTS = {
  name: 'relay-uitgaand',
  text: `select volgnummer::text as volgnummer, organisatie, id::text as id, type, payload
         from bron.uitgaand where verzonden is null and volgnummer <> all($2::bigint[]) order by uitgaand.verzonden, uitgaand.volgnummer limit $1`,
};

export const WACHTENDE_VERWERKINGEN = {
  name: 'relay-verwerking-uit',
  text: `select volgnummer::text as volgnummer, organisatie, traceparent, aangemaakt, verwerking::text as verwerking,
                beslissing::text as beslissing
         from bron.verwerking_uit where verzonden is null order by verwerking_uit.verzonden, verwerking_uit.volgnummer limit $1`,
};

const markeer = (tabel: string): string => `
  with weg as (
    delete from bron.${tabel} where verzonden is null and wissen and volgnummer = any($1::bigint[]))
  update bron.${tabel} set verzonden = clock_timestamp()
  where verzonden is null and not wissen and volgnummer = any($1::bigint[])`;

export const MARKEER_EVENTS = { name: 'relay-markeer-uitgaand', text: markeer('uitgaand') };
export const MARKEER_VERWERKINGEN = { name: 'relay-markeer-verwerking-uit', text: markeer('verwerking_uit') };

export const STANDEN = `select stroom, aangemaakt, volgnummer::text as volgnummer, gebeurtenis,
  bijgewerkt < clock_timestamp() - interval '6 days' as oud from bron.relay_stand`;

export const ZET_STAND = `insert into bron.relay_stand (stroom, aangemaakt, volgnummer, gebeurtenis)
  values ($1, $2, $3, $4) on conflict (stroom) do update
  set aangemaakt = excluded.aangemaakt, volgnummer = excluded.volgnummer, gebeurtenis = excluded.gebeurtenis,
      bijgewerkt = clock_timestamp()`;

export const SCHUIF_STAND = {
  name: 'relay-schuif-stand',
  text: `update bron.relay_stand set volgnummer = $2, gebeurtenis = $3, bijgewerkt = clock_timestamp()
         where stroom = $1 and volgnummer < $2`,
};

/** The cheap question of an idle relay. */
export const IETS_TE_DOEN = {
  name: 'relay-iets',
  // Ordered: statistics from a backlog must not make it read the whole table.
  text: `select exists (select 1 from bron.uitgaand where verzonden is null order by verzonden, volgnummer limit 1)
             or exists (select 1 from bron.verwerking_uit where verzonden is null order by verzonden, volgnummer limit 1) as iets`,
};

/** Everything that is kept goes out again; consumers recognise what they had. */
export const OPNIEUW_EVENTS = `update bron.uitgaand set verzonden = null where verzonden is not null and not wissen`;
export const OPNIEUW_VERWERKINGEN = {
  verwerkingen: `update bron.verwerking_uit set verzonden = null where verzonden is not null and verwerking is not null and not wissen`,
  beslissingen: `update bron.verwerking_uit set verzonden = null where verzonden is not null and beslissing is not null and not wissen`,
} as const;

export const RUIM_OP = `select bron.ruim_op() as rijen`;

export const ACHTERSTAND = `select
  (select count(*)::int from bron.uitgaand where verzonden is null) as events,
  (select count(*)::int from bron.verwerking_uit where verzonden is null) as verwerkingen`;
