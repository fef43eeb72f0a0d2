import type { Migratie } from '../migreer.ts';

const up = /* sql */ `
-- How far the relay came in each stream, and with which message: behind a reconnect may be a server that lost its storage.
create table bron.relay_stand (
  stroom     text primary key,
  aangemaakt text not null,
  volgnummer bigint not null default 0,
  gebeurtenis text,
  bijgewerkt timestamptz not null default clock_timestamp()
);
insert into bron.zonder_organisatie (tabel, reden)
  values ('bron.relay_stand', 'stand van de stromen van NATS; bevat geen gegevens van een organisatie');
grant select, insert, update, delete on bron.relay_stand to {{werker}};

-- What came of an event: 'onbekend' has no handler, 'verouderd' is of an older version than was applied.
alter table bron.inkomend add column type text;
alter table bron.inkomend add column uitkomst text
  check (uitkomst in ('verwerkt', 'verouderd', 'onbekend', 'geparkeerd'));

-- The version before this write, so that one statement both raises the mark and tells what it was.
alter table bron.inkomend_stand add column vorige bigint not null default 0;

alter table bron.geparkeerd add column type text;

-- The record itself names its trace.
alter table bron.verwerking_uit alter column traceparent drop not null;

-- A row of a busy moment holds a hundred records for two weeks: packing it costs more than writing it.
alter table bron.verwerking_uit alter column verwerking set storage external, alter column beslissing set storage external;
`;

const down = /* sql */ `
alter table bron.verwerking_uit alter column verwerking set storage extended, alter column beslissing set storage extended;
delete from bron.verwerking_uit where traceparent is null;
alter table bron.verwerking_uit alter column traceparent set not null;
alter table bron.geparkeerd drop column type;
alter table bron.inkomend_stand drop column vorige;
alter table bron.inkomend drop column uitkomst;
alter table bron.inkomend drop column type;
delete from bron.zonder_organisatie where tabel = 'bron.relay_stand';
drop table bron.relay_stand;
`;

export const migratie: Migratie = { naam: '0002-events', up, down };
