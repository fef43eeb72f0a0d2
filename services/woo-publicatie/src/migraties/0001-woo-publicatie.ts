import type { Migratie } from '@bronhuis/bron';

const up = /* sql */ `
-- What registers told of its dossiers, and nothing that names anybody. A destroyed one stays as a tombstone without kenmerk:
-- a late event must not bring it back, and its proof must be repeatable.
create table dossier (
  organisatie text not null,
  id uuid not null,
  bronversie bigint not null,
  status text not null check (status in ('open', 'afgesloten', 'vernietigd')),
  kenmerk text,
  objecttype_naam text,
  uitkomst text,
  einddatum date,
  woo jsonb,
  vernietiging jsonb,
  primary key (organisatie, id),
  check ((status = 'vernietigd') = (vernietiging is not null)),
  check (status <> 'vernietigd' or (kenmerk is null and objecttype_naam is null and uitkomst is null and einddatum is null and woo is null))
);
select bron.beveilig('dossier');

-- The retention of a dossier as selectielijst found it; may arrive before the dossier itself.
create table dossiertermijn (
  organisatie text not null,
  id uuid not null,
  bewaartermijn text not null,
  primary key (organisatie, id)
);
select bron.beveilig('dossiertermijn');

create table publicatie (
  organisatie text not null,
  id uuid not null,
  versie bigint not null,
  registratietijd timestamptz not null,
  dossier uuid not null,
  status text not null check (status in ('concept', 'vervallen', 'gepubliceerd', 'ingetrokken', 'publicatieduur-verstreken', 'bron-vernietigd')),
  categorie text not null,
  officiele_titel text,
  omschrijving text,
  besluitdatum date,
  afwegingen jsonb not null default '[]',
  weglatingen jsonb not null default '[]',
  aangemaakt_op timestamptz not null,
  gepubliceerd_op timestamptz,
  publicatie_tot date,
  einde_op timestamptz,
  einde_toelichting text,
  primary key (organisatie, id),
  foreign key (organisatie, dossier) references dossier (organisatie, id),
  check (status in ('concept', 'vervallen') or gepubliceerd_op is not null or status = 'bron-vernietigd'),
  check (status <> 'gepubliceerd' or officiele_titel is not null)
);
select bron.beveilig('publicatie');
create index publicatie_dossier on publicatie (organisatie, dossier);
create index publicatie_status on publicatie (organisatie, status, id);
create index publicatie_tot on publicatie (organisatie, publicatie_tot) where status = 'gepubliceerd';
-- One concept or publication of a dossier at a time, whatever order its events come in.
create unique index publicatie_levend on publicatie (organisatie, dossier) where status in ('concept', 'gepubliceerd');

create table document (
  organisatie text not null,
  id uuid not null,
  publicatie uuid not null,
  titel text not null,
  bestandsnaam text not null,
  mediatype text not null,
  omvang bigint not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  paginas integer not null check (paginas > 0),
  bron uuid,
  bevindingen jsonb not null,
  aangeboden_op timestamptz not null,
  primary key (organisatie, id),
  foreign key (organisatie, publicatie) references publicatie (organisatie, id)
);
select bron.beveilig('document');
create index document_publicatie on document (organisatie, publicatie);
create index document_sha256 on document (organisatie, sha256);

-- One row for each page: a tsvector holds at most a megabyte, and a hit can name its page. zoek is filled when the
-- publication becomes public: what is not public is not in the index.
create table pagina (
  organisatie text not null,
  document uuid not null,
  nummer integer not null,
  publicatie uuid not null,
  tekst text not null,
  zoek tsvector,
  primary key (organisatie, document, nummer),
  foreign key (organisatie, document) references document (organisatie, id)
);
select bron.beveilig('pagina');
create index pagina_publicatie on pagina (organisatie, publicatie);
create index pagina_zoek on pagina using gin (zoek) where zoek is not null;

-- Addresses of files that are gone: they answer 410 with the reason of their publication.
create table verdwenen_document (
  organisatie text not null,
  id uuid not null,
  publicatie uuid not null,
  primary key (organisatie, id),
  foreign key (organisatie, publicatie) references publicatie (organisatie, id)
);
select bron.beveilig('verdwenen_document');

-- Files that must leave the store: written in the transaction that let them go, done afterwards as often as needed.
create table opruiming (
  organisatie text not null,
  document uuid not null,
  dossier uuid not null,
  sinds timestamptz not null,
  pogingen integer not null default 0,
  laatste_fout text,
  primary key (organisatie, document)
);
select bron.beveilig('opruiming');

-- Public contact data of the organisation itself, which the gate lets through.
create table contactgegevens (
  organisatie text not null,
  versie bigint not null,
  emaildomeinen jsonb not null,
  telefoonnummers jsonb not null,
  adressen jsonb not null,
  primary key (organisatie)
);
select bron.beveilig('contactgegevens');

-- Words of a question to one tsquery: groups with AND, terms in a group with OR. Stop words give no node and are left out.
create function zoekvraag(groepen jsonb) returns tsquery language plpgsql stable parallel safe as $$
declare groep jsonb; term jsonb; deel text; een tsquery; van_groep tsquery; alles tsquery; deze tsquery;
begin
  for groep in select value from jsonb_array_elements(groepen) loop
    van_groep := null;
    for term in select value from jsonb_array_elements(groep) loop
      deze := null;
      for deel in select value from jsonb_array_elements_text(term->'tekst') loop
        een := websearch_to_tsquery('dutch', deel);
        if numnode(een) > 0 then deze := case when deze is null then een else deze || een end; end if;
      end loop;
      for deel in select value from jsonb_array_elements_text(term->'exact') loop
        een := ('''' || replace(replace(deel, '\\', '\\\\'), '''', '''''') || '''')::tsquery;
        deze := case when deze is null then een else deze || een end;
      end loop;
      if deze is not null then
        if (term->>'niet')::boolean then deze := !! deze; end if;
        van_groep := case when van_groep is null then deze else van_groep || deze end;
      end if;
    end loop;
    if van_groep is not null then alles := case when alles is null then van_groep else alles && van_groep end; end if;
  end loop;
  return alles;
end $$;
grant execute on function zoekvraag(jsonb) to {{toepassing}};
`;

const down = /* sql */ `
drop function zoekvraag(jsonb);
drop table contactgegevens, opruiming, verdwenen_document, pagina, document, publicatie, dossiertermijn, dossier;
`;

export const migratie: Migratie = { naam: '0001-woo-publicatie', up, down };
