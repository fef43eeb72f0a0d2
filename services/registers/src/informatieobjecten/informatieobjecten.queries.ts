import type { Bron } from '@bronhuis/bron';
import type { Persoon } from '../objecttypen/aanwijzers.ts';

export interface GelezenInformatieobject {
  objecttype: string;
  typeversie: number;
  versie: number;
  kenmerk: string;
  /** Its own betrokkenen; a document that names nobody is about those of its dossiers. */
  betrokkenen: Persoon[];
  titel: string;
  bestand: string | null;
  mediatype: string | null;
  omvang: number | null;
  sha256: string | null;
  tekst: string;
}

const INFORMATIEOBJECT = `
select i.objecttype, t.versie as typeversie, i.versie, i.titel, i.bestand, i.mediatype, i.omvang, i.sha256, x.kenmerk,
  case when i.betrokkenen = '[]' then x.betrokkenen else i.betrokkenen end as betrokkenen,
  json_build_object('id', i.id, 'objecttype', i.objecttype, 'objecttypeVersie', i.typeversie, 'soort', i.soort, 'titel', i.titel, 'gegevens', i.gegevens,
    'dossiers', x.dossiers, 'versie', i.versie, 'tijdstipRegistratie', to_char(i.registratietijd at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'bestand', case when i.bestand is not null then json_build_object('mediatype', i.mediatype, 'omvang', i.omvang, 'sha256', i.sha256) end)::text as tekst
from informatieobject i
join objecttype t on t.organisatie = i.organisatie and t.id = i.objecttype
cross join lateral (
  select json_agg(d.id order by d.id) as dossiers, min(d.kenmerk) as kenmerk,
    coalesce((select jsonb_agg(p) from dossier_informatieobject di2 join dossier d2 on d2.organisatie = di2.organisatie and d2.id = di2.dossier,
      jsonb_array_elements(d2.betrokkenen) p where di2.organisatie = i.organisatie and di2.informatieobject = i.id), '[]') as betrokkenen
  from dossier_informatieobject di join dossier d on d.organisatie = di.organisatie and d.id = di.dossier
  where di.organisatie = i.organisatie and di.informatieobject = i.id) x
where i.organisatie = $1 and i.id = $2`;

export async function leesInformatieobject(bron: Bron, organisatie: string, id: string): Promise<GelezenInformatieobject | null> {
  const [rij] = await bron.lees<GelezenInformatieobject>({ organisatie }, { name: 'informatieobject', text: INFORMATIEOBJECT, values: [organisatie, id] });
  return rij ?? null;
}
