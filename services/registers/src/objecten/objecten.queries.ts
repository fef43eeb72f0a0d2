import type { Bron } from '@bronhuis/bron';
import type { Datum } from '@bronhuis/standaarden';
import type { Persoon } from '../objecttypen/aanwijzers.ts';
import type { Gegevens } from '../objecttypen/schema.ts';
import type { Versie } from './tijdassen.ts';

export interface GelezenObject {
  objecttype: string;
  /** The newest version of its type: what the decision looks at. */
  typeversie: number;
  versie: number;
  /** The answer as it leaves; null when nothing holds at the asked moments. */
  tekst: string | null;
  betrokkenen: Persoon[] | null;
}

/** Everything that is known now. */
export const NU_BEKEND = 'infinity';

/** `<type> <version of the type> <version>`, and when something holds ` <betrokkenen>`, a line end and the answer. */
function ontleed(r: string): GelezenObject {
  const een = r.indexOf(' ');
  const twee = r.indexOf(' ', een + 1);
  const einde = r.indexOf('\n', twee);
  const drie = einde < 0 ? r.length : r.indexOf(' ', twee + 1);
  return {
    objecttype: r.slice(0, een),
    typeversie: Number(r.slice(een + 1, twee)),
    versie: Number(r.slice(twee + 1, drie)),
    tekst: einde < 0 ? null : r.slice(einde + 1),
    betrokkenen: einde < 0 ? null : (JSON.parse(r.slice(drie + 1, einde)) as Persoon[]),
  };
}

/** The hot read: one round trip, the body as text. */
export async function leesObject(bron: Bron, organisatie: string, id: string, geldigOp: Datum, beschikbaarOp: string): Promise<GelezenObject | null> {
  const q = { name: 'object_tekst', text: 'select object_tekst($1, $2, $3, $4) as r', values: [organisatie, id, geldigOp, beschikbaarOp] };
  const [rij] = await bron.functie<{ r: string | null }>(q);
  return rij?.r ? ontleed(rij.r) : null;
}

export interface ObjectVersie extends Versie {
  gegevens: Gegevens;
  betrokkenen: Persoon[];
}

export async function leesVersies(bron: Bron, organisatie: string, id: string): Promise<ObjectVersie[]> {
  const text = `select versie, begin_geldigheid as "beginGeldigheid", registratietijd as "tijdstipRegistratie",
      correctie_voor as "correctieVoor", gegevens, betrokkenen
    from object_versie where organisatie = $1 and object = $2 order by versie`;
  return bron.lees<ObjectVersie>({ organisatie }, { name: 'object_versies', text, values: [organisatie, id] });
}

export interface ObjectenVraag {
  typen: string[];
  geldigOp: Datum;
  beschikbaarOp: string;
  na: string | null;
  omvang: number;
  /** The data contains one of these (a text as a text, a number as a number). */
  bevat: string[] | null;
}

export interface GevondenObject {
  id: string;
  tekst: string;
  betrokkenen: Persoon[];
}

const WAAR = `from object o cross join lateral geldende_versie(o.id, $3, $4) v
  where o.organisatie = $1 and o.objecttype = any($2::uuid[]) and ($5::jsonb[] is null or v.gegevens @> any($5::jsonb[]))`;

export async function zoekObjecten(bron: Bron, organisatie: string, vraag: ObjectenVraag): Promise<GevondenObject[]> {
  const text = `select o.id, v.betrokkenen, json_build_object(
      'id', o.id, 'objecttype', o.objecttype, 'objecttypeVersie', v.typeversie, 'soort', o.soort, 'dossier', o.dossier,
      'versie', v.versie, 'beginGeldigheid', v.begin_geldigheid,
      'tijdstipRegistratie', to_char(v.registratietijd at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'correctieVoor', v.correctie_voor, 'gegevens', v.gegevens)::text as tekst
    ${WAAR} and ($6::uuid is null or o.id > $6) order by o.id limit $7`;
  const values = [organisatie, vraag.typen, vraag.geldigOp, vraag.beschikbaarOp, vraag.bevat, vraag.na, vraag.omvang + 1];
  return bron.lees<GevondenObject>({ organisatie }, { name: 'objecten', text, values });
}

export async function telObjecten(bron: Bron, organisatie: string, vraag: ObjectenVraag): Promise<number> {
  const values = [organisatie, vraag.typen, vraag.geldigOp, vraag.beschikbaarOp, vraag.bevat];
  const [rij] = await bron.lees<{ aantal: number }>({ organisatie }, { name: 'objecten_aantal', text: `select count(*) as aantal ${WAAR}`, values });
  return rij?.aantal ?? 0;
}
