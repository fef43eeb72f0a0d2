import type { Bron } from '@bronhuis/bron';
import type { Wie } from '../objecten/wie.ts';
import type { Persoon } from '../objecttypen/aanwijzers.ts';
import type { Status } from './dossier.ts';

export interface GelezenDossier {
  objecttype: string;
  /** The newest version of its type: what the decision looks at. */
  typeversie: number;
  versie: number;
  kenmerk: string;
  betrokkenen: Persoon[];
  tekst: string;
}

const MOMENT = (kolom: string): string => `to_char(${kolom} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const DOSSIER = `
select d.objecttype, t.versie as typeversie, d.versie, d.kenmerk, d.betrokkenen, json_build_object(
  'id', d.id, 'objecttype', d.objecttype, 'objecttypeNaam', t.naam, 'objecttypeVersie', d.typeversie, 'kenmerk', d.kenmerk, 'onderwerp', d.onderwerp,
  'status', d.status, 'startdatum', d.startdatum, 'uitkomst', d.uitkomst, 'einddatum', d.einddatum, 'gegevens', d.gegevens,
  'overgenomenUit', d.overgenomen_uit, 'versie', d.versie, 'tijdstipRegistratie', ${MOMENT('d.registratietijd')},
  'informatieobjecten', coalesce((
    select json_agg(json_build_object('id', i.id, 'objecttype', i.objecttype, 'soort', i.soort, 'titel', i.titel, 'versie', i.versie,
      'bestand', case when i.bestand is not null then json_build_object('mediatype', i.mediatype, 'omvang', i.omvang, 'sha256', i.sha256) end) order by i.id)
    from dossier_informatieobject di join informatieobject i on i.organisatie = di.organisatie and i.id = di.informatieobject
    where di.organisatie = d.organisatie and di.dossier = d.id), '[]'),
  'relaties', coalesce((
    select json_agg(json_build_object('id', r.id, 'soort', r.soort, 'omschrijving', r.omschrijving, 'systeem', r.systeem, 'selectielijstnummer', r.selectielijstnummer) order by r.id)
    from dossier_relatie r where r.organisatie = d.organisatie and r.dossier = d.id), '[]'))::text as tekst
from dossier d join objecttype t on t.organisatie = d.organisatie and t.id = d.objecttype
where d.organisatie = $1 and d.id = $2`;

/** One dossier with its parts, as the text of the answer. */
export async function leesDossier(bron: Bron, organisatie: string, id: string): Promise<GelezenDossier | null> {
  const [rij] = await bron.lees<GelezenDossier>({ organisatie }, { name: 'dossier', text: DOSSIER, values: [organisatie, id] });
  return rij ?? null;
}

export interface DossiersVraag {
  typen: string[];
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

const WAAR = `from dossier d join objecttype t on t.organisatie = d.organisatie and t.id = d.objecttype
  where d.organisatie = $1 and d.objecttype = any($2::uuid[]) and ($3::text is null or d.status = $3) and ($4::text is null or d.kenmerk = $4)`;

export async function zoekDossiers(bron: Bron, organisatie: string, vraag: DossiersVraag): Promise<GevondenDossier[]> {
  const text = `select d.id, d.betrokkenen, json_build_object('id', d.id, 'objecttype', d.objecttype, 'objecttypeNaam', t.naam, 'objecttypeVersie', d.typeversie,
      'kenmerk', d.kenmerk, 'onderwerp', d.onderwerp, 'status', d.status, 'startdatum', d.startdatum, 'uitkomst', d.uitkomst, 'einddatum', d.einddatum,
      'versie', d.versie, 'tijdstipRegistratie', ${MOMENT('d.registratietijd')})::text as tekst
    ${WAAR} and ($5::uuid is null or d.id > $5) order by d.id limit $6`;
  const values = [organisatie, vraag.typen, vraag.status, vraag.kenmerk, vraag.na, vraag.omvang + 1];
  return bron.lees<GevondenDossier>({ organisatie }, { name: 'dossiers', text, values });
}

export async function telDossiers(bron: Bron, organisatie: string, vraag: DossiersVraag): Promise<number> {
  const values = [organisatie, vraag.typen, vraag.status, vraag.kenmerk];
  const [rij] = await bron.lees<{ aantal: number }>({ organisatie }, { name: 'dossiers_aantal', text: `select count(*) as aantal ${WAAR}`, values });
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
