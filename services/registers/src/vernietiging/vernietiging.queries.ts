import type { Bron, Tx } from '@bronhuis/bron';
import type { Persoon } from '../objecttypen/aanwijzers.ts';
import type { Blijft, TeVernietigen } from './plan.ts';

/** A dossier with everything that hangs on it: facts for the plan, and beside them whom and what it concerns. */
export interface GeladenDossier extends TeVernietigen {
  objecttype: string;
  typeversie: number;
  betrokkenen: Persoon[];
  documenttypen: { id: string; objecttype: string }[];
  objecttypen: { id: string; objecttype: string }[];
}

const LAAD = `
select d.id, d.kenmerk, d.versie, t.naam as typenaam, d.status, d.uitkomst, d.einddatum, d.objecttype, t.versie as typeversie,
  d.betrokkenen || coalesce(io.betrokkenen, '[]') || coalesce(ob.betrokkenen, '[]') as betrokkenen,
  coalesce(io.delen, '[]') as informatieobjecten, coalesce(io.typen, '[]') as documenttypen,
  coalesce(ob.delen, '[]') as objecten, coalesce(ob.typen, '[]') as objecttypen,
  coalesce((select json_agg(json_build_object('soort', r.soort, 'omschrijving', r.omschrijving, 'systeem', r.systeem,
      'selectielijstnummer', r.selectielijstnummer) order by r.id)
    from dossier_relatie r where r.organisatie = d.organisatie and r.dossier = d.id), '[]') as relaties
from dossier d join objecttype t on t.organisatie = d.organisatie and t.id = d.objecttype
left join lateral (
  select json_agg(json_build_object('id', i.id, 'versie', i.versie, 'soort', i.soort,
      'bestand', case when i.bestand is not null then json_build_object('id', i.bestand, 'mediatype', i.mediatype, 'omvang', i.omvang, 'sha256', i.sha256) end,
      'ookIn', coalesce((select json_agg(d2.kenmerk order by d2.kenmerk) from dossier_informatieobject di2
        join dossier d2 on d2.organisatie = di2.organisatie and d2.id = di2.dossier
        where di2.organisatie = i.organisatie and di2.informatieobject = i.id and di2.dossier <> d.id), '[]')) order by i.id) as delen,
    json_agg(json_build_object('id', i.id, 'objecttype', i.objecttype)) as typen,
    (select jsonb_agg(p) from dossier_informatieobject di3 join informatieobject i3 on i3.organisatie = di3.organisatie and i3.id = di3.informatieobject,
      jsonb_array_elements(i3.betrokkenen) p where di3.organisatie = d.organisatie and di3.dossier = d.id) as betrokkenen
  from dossier_informatieobject di join informatieobject i on i.organisatie = di.organisatie and i.id = di.informatieobject
  where di.organisatie = d.organisatie and di.dossier = d.id) io on true
left join lateral (
  select json_agg(json_build_object('id', o.id, 'versie', o.versie, 'typenaam', ot.naam) order by o.id) as delen,
    json_agg(json_build_object('id', o.id, 'objecttype', o.objecttype)) as typen,
    (select jsonb_agg(p) from object o2 join object_versie v on v.organisatie = o2.organisatie and v.object = o2.id,
      jsonb_array_elements(v.betrokkenen) p where o2.organisatie = d.organisatie and o2.dossier = d.id) as betrokkenen
  from object o join objecttype ot on ot.organisatie = o.organisatie and ot.id = o.objecttype
  where o.organisatie = d.organisatie and o.dossier = d.id) ob on true
where d.organisatie = $1 and d.id = any($2::uuid[])`;

export async function laadDossiers(bron: Bron, organisatie: string, ids: string[]): Promise<GeladenDossier[]> {
  return bron.lees<GeladenDossier>({ organisatie }, { name: 'te_vernietigen', text: LAAD, values: [organisatie, ids] });
}

export async function laadInTransactie(tx: Tx, id: string): Promise<GeladenDossier | null> {
  const [rij] = await tx.query<GeladenDossier>(LAAD, [tx.organisatie, [id]]);
  return rij ?? null;
}

export interface Grafsteen {
  id: string;
  vernietigd_op: Date;
  vernietigingslijst: string;
  plan_hash: string;
  aantallen: Record<string, number>;
  blijft: Blijft[];
}

const GRAFSTEEN = "select id, vernietigd_op, vernietigingslijst, plan_hash, aantallen, blijft from grafsteen where organisatie = $1 and id = any($2::uuid[]) and soort = 'dossier'";

export async function leesGrafstenen(bron: Bron, organisatie: string, ids: string[]): Promise<Map<string, Grafsteen>> {
  const rijen = await bron.lees<Grafsteen>({ organisatie }, { name: 'grafstenen', text: GRAFSTEEN, values: [organisatie, ids] });
  return new Map(rijen.map((r) => [r.id, r]));
}

export async function leesGrafsteen(tx: Tx, id: string): Promise<Grafsteen | null> {
  const [rij] = await tx.query<Grafsteen>(GRAFSTEEN, [tx.organisatie, [id]]);
  return rij ?? null;
}

export interface Resten {
  waar: string;
  aantal: number;
}

/** Everything of a dossier that could still be in this database, by the ids that its tombstones remember. */
const RESTEN = `
with weg as (
  select $2::uuid as id union select id from grafsteen where organisatie = $1 and dossier = $2),
bestanden as (select unnest(bestanden) as bestand from grafsteen where organisatie = $1 and dossier = $2)
select waar, aantal from (
  select 'dossiers' as waar, count(*) as aantal from dossier where organisatie = $1 and id in (select id from weg)
  union all select 'documenten bij dossiers', count(*) from dossier_informatieobject where organisatie = $1 and (dossier in (select id from weg) or informatieobject in (select id from weg))
  union all select 'documenten', count(*) from informatieobject where organisatie = $1 and (id in (select id from weg) or bestand in (select bestand from bestanden))
  union all select 'uploads', count(*) from upload where organisatie = $1 and informatieobject in (select id from weg)
  union all select 'statussen van dossiers', count(*) from dossierstatus where organisatie = $1 and dossier in (select id from weg)
  union all select 'verwijzingen', count(*) from dossier_relatie where organisatie = $1 and dossier in (select id from weg)
  union all select 'registraties', count(*) from object where organisatie = $1 and (id in (select id from weg) or dossier in (select id from weg))
  union all select 'versies van registraties', count(*) from object_versie where organisatie = $1 and object in (select id from weg)
  union all select 'te wissen bestanden', count(*) from te_wissen_bestand where organisatie = $1 and bestand in (select bestand from bestanden)
  union all select 'bewaarde antwoorden', count(*) from bron.idempotentie where organisatie = $1 and onderwerp in (select id::text from weg)
  -- a row marked to be removed goes by itself once it is sent; a tombstone event is meant to stay
  union all select 'verzonden gebeurtenissen', count(*) from bron.uitgaand where organisatie = $1 and onderwerp in (select id::text from weg) and not wissen and type not like '%-vernietigd'
  union all select 'ontvangen gebeurtenissen', count(*) from bron.inkomend where organisatie = $1 and onderwerp in (select id::text from weg)
  union all select 'geparkeerde gebeurtenissen', count(*) from bron.geparkeerd where organisatie = $1 and onderwerp in (select id::text from weg)
) alles where aantal > 0`;

export async function telResten(bron: Bron, organisatie: string, id: string): Promise<Resten[]> {
  return bron.lees<Resten>({ organisatie }, { name: 'resten', text: RESTEN, values: [organisatie, id] });
}

export async function leesBestanden(bron: Bron, organisatie: string, id: string): Promise<string[]> {
  const text = 'select unnest(bestanden) as bestand from grafsteen where organisatie = $1 and id = $2';
  return (await bron.lees<{ bestand: string }>({ organisatie }, { name: 'grafsteen_bestanden', text, values: [organisatie, id] })).map((r) => r.bestand);
}
