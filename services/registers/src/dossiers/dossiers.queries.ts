import type { Bron } from '@bronhuis/bron';
import type { Bind, Rijen } from '@bronhuis/toegang';
import type { Wie } from '../objecten/wie.ts';
import type { Persoon } from '../objecttypen/aanwijzers.ts';
import { TYPEKOLOMMEN } from '../objecttypen/toegang.ts';
import type { Status } from './dossier.ts';

export interface GelezenDossier {
  objecttype: string;
  /** The newest version of its type: what the decision looks at. */
  typeversie: number;
  versie: number;
  kenmerk: string;
  betrokkenen: Persoon[];
  /** The types of its documents, at their newest version. */
  documenttypen: { id: string; versie: number }[];
  tekst: string;
}

const MOMENT = (kolom: string): string => `to_char(${kolom} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const DOSSIER = `
select d.objecttype, t.versie as typeversie, d.versie, d.kenmerk, d.betrokkenen, coalesce((
    select jsonb_agg(distinct jsonb_build_object('id', t.id, 'versie', t.versie))
    from dossier_informatieobject di join informatieobject i on i.organisatie = di.organisatie and i.id = di.informatieobject
      join objecttype t on t.organisatie = i.organisatie and t.id = i.objecttype
    where di.organisatie = d.organisatie and di.dossier = d.id), '[]') as documenttypen, json_build_object(
  'id', d.id, 'objecttype', d.objecttype, 'objecttypeNaam', t.naam, 'objecttypeVersie', d.typeversie, 'kenmerk', d.kenmerk, 'onderwerp', d.onderwerp,
  'status', d.status, 'startdatum', d.startdatum, 'uitkomst', d.uitkomst, 'einddatum', d.einddatum, 'gegevens', d.gegevens,
  'overgenomenUit', d.overgenomen_uit, 'versie', d.versie, 'tijdstipRegistratie', ${MOMENT('d.registratietijd')},
  'informatieobjecten', coalesce((
    select json_agg(json_build_object('id', i.id, 'objecttype', i.objecttype, 'soort', i.soort, 'titel', i.titel, 'versie', i.versie,
      'bestand', case when i.bestand is not null then json_build_object('mediatype', i.mediatype, 'omvang', i.omvang, 'sha256', i.sha256) end) order by i.id)
    from dossier_informatieobject di join informatieobject i on i.organisatie = di.organisatie and i.id = di.informatieobject
    where di.organisatie = d.organisatie and di.dossier = d.id and ($3::uuid[] is null or i.objecttype = any($3::uuid[]))), '[]'),
  'relaties', coalesce((
    select json_agg(json_build_object('id', r.id, 'soort', r.soort, 'omschrijving', r.omschrijving, 'systeem', r.systeem, 'selectielijstnummer', r.selectielijstnummer) order by r.id)
    from dossier_relatie r where r.organisatie = d.organisatie and r.dossier = d.id), '[]'))::text as tekst
from dossier d join objecttype t on t.organisatie = d.organisatie and t.id = d.objecttype
where d.organisatie = $1 and d.id = $2`;

/** One dossier with its parts, as the text of the answer. @param documenttypen only documents of these types; null: all */
export async function leesDossier(bron: Bron, organisatie: string, id: string, documenttypen: readonly string[] | null = null): Promise<GelezenDossier | null> {
  const [rij] = await bron.lees<GelezenDossier>({ organisatie }, { name: 'dossier', text: DOSSIER, values: [organisatie, id, documenttypen] });
  return rij ?? null;
}

export interface DossiersVraag {
  /** Which rows the caller may see. */
  rijen: Rijen;
  objecttype: string | null;
  status: Status | null;
  kenmerk: string | null;
  na: string | null;
  omvang: number;
}

export interface GevondenDossier {
  id: string;
  betrokkenen: Persoon[];
  tekst: string;
}

/** The question in parts. Its text depends on the policies that hold for who asks, so it has no name of its own. */
function stel(organisatie: string, vraag: DossiersVraag) {
  const values: unknown[] = [organisatie];
  const bind: Bind = (waarde, type) => `$${values.push(waarde)}::${type}`;
  // Once for the whole list: of these types the dossiers are found as of any other.
  const typen = `select t.id, t.naam from objecttype t where t.organisatie = $1 and t.soort = 'dossier' and t.versie > 0${vraag.objecttype === null ? '' : ` and t.id = ${bind(vraag.objecttype, 'text')}::uuid`} and ${vraag.rijen.sql(TYPEKOLOMMEN, bind)}`;
  const waar = [
    ...(vraag.status === null ? [] : [`d.status = ${bind(vraag.status, 'text')}`]),
    ...(vraag.kenmerk === null ? [] : [`d.kenmerk = ${bind(vraag.kenmerk, 'text')}`]),
  ];
  return { values, bind, typen, waar: ['d.organisatie = $1', ...waar].join(' and ') };
}

/** One page, with the names of all types that the caller may see; null when there are none. */
export async function zoekDossiers(bron: Bron, organisatie: string, vraag: DossiersVraag): Promise<{ typen: string | null; rijen: GevondenDossier[] }> {
  const { values, bind, typen, waar } = stel(organisatie, vraag);
  const text = `with zicht as materialized (select array_agg(x.id) as ids, string_agg(x.naam, ' ' order by x.naam) as namen from (${typen}) x)
    select zicht.namen, d.* from zicht left join lateral (
      select d.id, d.betrokkenen, json_build_object('id', d.id, 'objecttype', d.objecttype, 'objecttypeNaam', t.naam, 'objecttypeVersie', d.typeversie,
        'kenmerk', d.kenmerk, 'onderwerp', d.onderwerp, 'status', d.status, 'startdatum', d.startdatum, 'uitkomst', d.uitkomst, 'einddatum', d.einddatum,
        'versie', d.versie, 'tijdstipRegistratie', ${MOMENT('d.registratietijd')})::text as tekst
      from dossier d join objecttype t on t.organisatie = d.organisatie and t.id = d.objecttype
      where ${waar} and d.objecttype = any(zicht.ids)${vraag.na === null ? '' : ` and d.id > ${bind(vraag.na, 'text')}::uuid`}
      order by d.id limit ${bind(vraag.omvang + 1, 'bigint')}) d on true order by d.id`;
  const rijen = await bron.lees<GevondenDossier & { namen: string | null }>({ organisatie }, { text, values });
  return { typen: rijen[0]?.namen ?? null, rijen: rijen.filter((r) => r.id !== null) };
}

export async function telDossiers(bron: Bron, organisatie: string, vraag: DossiersVraag): Promise<number> {
  const { values, typen, waar } = stel(organisatie, vraag);
  const text = `select count(*) as aantal from dossier d where ${waar} and d.objecttype = any(array(select x.id from (${typen}) x))`;
  const [rij] = await bron.lees<{ aantal: number }>({ organisatie }, { text, values });
  return rij?.aantal ?? 0;
}

/** Everybody whom a dossier and its documents concern. */
export async function leesBetrokkenen(bron: Bron, organisatie: string, id: string): Promise<{ kenmerk: string; betrokkenen: Persoon[] } | null> {
  const text = `select d.kenmerk, d.betrokkenen || coalesce((
      select jsonb_agg(p) from dossier_informatieobject di
      join informatieobject i on i.organisatie = di.organisatie and i.id = di.informatieobject, jsonb_array_elements(i.betrokkenen) p
      where di.organisatie = d.organisatie and di.dossier = d.id), '[]') as betrokkenen
    from dossier d where d.organisatie = $1 and d.id = $2`;
  const [rij] = await bron.lees<{ kenmerk: string; betrokkenen: Persoon[] }>({ organisatie }, { name: 'dossier_betrokkenen', text, values: [organisatie, id] });
  return rij ?? null;
}

export interface GelezenStatus {
  versie: number;
  status: Status;
  sinds: string;
  uitkomst: string | null;
  einddatum: string | null;
  reden: string | null;
  vastgelegdDoor: Wie | null;
}

/** What a dossier was, the oldest first; one more than asked for when there is more. */
export async function leesStatussen(bron: Bron, organisatie: string, id: string, na: number, omvang: number): Promise<{ kenmerk: string; betrokkenen: Persoon[]; statussen: GelezenStatus[] } | null> {
  const text = `select d.kenmerk, d.betrokkenen, coalesce((
      select json_agg(json_build_object('versie', s.versie, 'status', s.status, 'sinds', ${MOMENT('s.sinds')}, 'uitkomst', s.uitkomst, 'einddatum', s.einddatum,
        'reden', s.reden, 'vastgelegdDoor', s.wie) order by s.versie)
      from (select * from dossierstatus where organisatie = $1 and dossier = $2 and versie > $3 order by versie limit $4) s), '[]') as statussen
    from dossier d where d.organisatie = $1 and d.id = $2`;
  const values = [organisatie, id, na, omvang + 1];
  const [rij] = await bron.lees<{ kenmerk: string; betrokkenen: Persoon[]; statussen: GelezenStatus[] }>({ organisatie }, { name: 'dossierstatussen', text, values });
  return rij ?? null;
}
