import type { Bron } from '@bronhuis/bron';
import type { Datum } from '@bronhuis/standaarden';
import { toonboom, zietAlles } from '../objecttypen/zicht.ts';
import type { Zicht } from '../objecttypen/zicht.ts';
import { getal, jsonOfNull, plak, tekst, tekstOfNull, TIJDSTIP } from '../vragen/tekstdelen.ts';
import { houdt } from '../vragen/vragen.queries.ts';

export interface Uitvoervraag {
  type: string;
  beschikbaarOp: string;
  /** Null: the whole history. */
  geldigOp: Datum | null;
  zicht: Zicht;
}

/** A line as it leaves, and whom it concerns. */
export interface Uitvoerregel {
  betrokkenen: string;
  tekst: string;
}

// An end has no data.
function regel(geschiedenis: boolean, eind: string, onvolledig: string, gegevens: string): string {
  const inhoud = plak([{ vast: ',"gegevens":' }, { sql: `${gegevens}::text` }, { vast: ',"geometrie":' }, ...jsonOfNull('v.geometrie')]);
  const tekstregel = plak([
    { vast: '{"id":' }, ...tekst('o.id'),
    { vast: ',"objecttype":' }, ...tekst('o.objecttype'),
    { vast: ',"objecttypeVersie":' }, ...getal('v.typeversie'),
    { vast: ',"soort":' }, ...tekst('o.soort'),
    { vast: ',"dossier":' }, ...tekstOfNull('o.dossier'),
    ...(geschiedenis ? [{ vast: ',"versie":' }, ...getal('v.versie')] : []),
    { vast: ',"beginGeldigheid":' }, ...tekst('v.begin_geldigheid'),
    { vast: ',"eindGeldigheid":' }, ...tekstOfNull(eind),
    { vast: ',"onvolledig":' }, ...jsonOfNull(onvolledig),
    { vast: ',"tijdstipRegistratie":' }, ...tekst(TIJDSTIP),
    ...(geschiedenis ? [{ vast: ',"correctieVoor":' }, ...jsonOfNull('v.correctie_voor')] : []),
    { sql: `case when v.eind_geldigheid = v.begin_geldigheid then '' else ${inhoud} end` },
    { vast: '}\n' },
  ]);
  return `v.betrokkenen::text as betrokkenen, ${tekstregel} as tekst`;
}

/** The version says itself until when, or the next one that was known; most objects have one version. */
const VOLGENDE = /* sql */ `case when o.versie = 1 then v.eind_geldigheid else least(v.eind_geldigheid, (select min(n.begin_geldigheid) from object_versie n
    where n.organisatie = $1 and n.object = v.object and n.begin_geldigheid > v.begin_geldigheid and n.registratietijd <= $3::timestamptz
      and not exists (select 1 from object_versie c
        where c.organisatie = $1 and c.object = v.object and c.correctie_voor = n.versie and c.registratietijd <= $3::timestamptz))) end`;

// An end that follows from another version is a whole date.
const ONVOLLEDIG = `case when e.eind < v.eind_geldigheid then nullif(v.onvolledig - 'eind', '{}') else v.onvolledig end`;

/** All objects of a type as they stand at this moment, without holding them. */
export function stroomUitvoer(bron: Bron, organisatie: string, { type, beschikbaarOp, geldigOp, zicht }: Uitvoervraag, perKeer: number): AsyncIterable<Uitvoerregel> {
  // The one place where fields that the caller does not see are left out.
  const gegevens = zietAlles(zicht) ? 'v.gegevens' : 'gegevens_zonder(v.gegevens, $4::jsonb)';
  const values = [organisatie, type, beschikbaarOp, ...(zietAlles(zicht) ? [] : [JSON.stringify(toonboom(zicht))])];
  const text =
    geldigOp === null
      ? `select ${regel(true, 'v.eind_geldigheid', 'v.onvolledig', gegevens)} from object o join object_versie v on v.organisatie = o.organisatie and v.object = o.id
         where o.organisatie = $1 and o.objecttype = $2 and v.registratietijd <= $3::timestamptz order by o.id, v.versie`
      : `select ${regel(false, 'e.eind', ONVOLLEDIG, gegevens)} from object o
         cross join lateral (select v.* from object_versie v where v.organisatie = o.organisatie and v.object = o.id and ${houdt(`$${values.push(geldigOp)}::date`, '$3::timestamptz')} offset 0) v
         cross join lateral (select ${VOLGENDE} as eind) e
         where o.organisatie = $1 and o.objecttype = $2 order by o.id`;
  return bron.stroom<Uitvoerregel>({ organisatie }, { name: 'uitvoer', text, values }, perKeer);
}
