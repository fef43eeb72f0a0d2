import { elementen, gezien, lid } from './compileer.ts';
import type { Waarden } from './compileer.ts';
import type { Keuze } from './controleer.ts';
import { getal, jsonOfNull, tekst, tekstOfNull, TIJDSTIP } from './tekstdelen.ts';
import type { Deel } from './tekstdelen.ts';
import type { Deelzicht, Plek } from './uitdrukking.ts';

/** What is asked of a place: all that is to be seen of it, or some of its members, or of its elements. */
interface Knoop {
  heel: readonly Deelzicht[] | null;
  leden: Map<string, Knoop>;
  elk: Knoop | null;
}

const knoop = (): Knoop => ({ heel: null, leden: new Map(), elk: null });

function alsBoom(plekken: readonly Plek[]): Knoop {
  const wortel = knoop();
  for (const { stappen, beperkt } of plekken) {
    let hier = wortel;
    for (const stap of stappen) {
      if ('elk' in stap) hier = hier.elk ??= knoop();
      else {
        const onder = hier.leden.get(stap.naam) ?? knoop();
        hier.leden.set(stap.naam, onder);
        hier = onder;
      }
    }
    hier.heel = beperkt;
  }
  return wortel;
}

/** What an answer says beside its data. */
const META: readonly [string, Deel[]][] = [
  ['objecttype', tekst('o.objecttype')],
  ['objecttypeVersie', getal('v.typeversie')],
  ['soort', tekst('o.soort')],
  ['dossier', tekstOfNull('o.dossier')],
  ['versie', getal('v.versie')],
  ['beginGeldigheid', tekst('v.begin_geldigheid')],
  ['tijdstipRegistratie', tekst(TIJDSTIP)],
  ['correctieVoor', jsonOfNull('v.correctie_voor')],
];

/**
 * The answer for one object as JSON text, its id first: what was not asked for does not leave the database. Parts, because
 * json_build_object costs twice as much.
 */
export function compileerSelectie(keuze: Keuze, w: Waarden): Deel[] {
  const gevraagd = (naam: string): boolean => keuze.meta === null || keuze.meta.has(naam);
  const leden = META.filter(([naam]) => gevraagd(naam));
  // Belongs to the begin: what is known of it.
  if (gevraagd('beginGeldigheid')) leden.push(['onvolledig', jsonOfNull('v.onvolledig')]);
  if (keuze.gegevens.length > 0) leden.push(['gegevens', jsonOfNull(deel('v.gegevens', alsBoom(keuze.gegevens), 1, w))]);
  // Last: who rewrites it in another coordinate system finds it at the end.
  if (gevraagd('geometrie')) leden.push(['geometrie', jsonOfNull('v.geometrie')]);
  return [{ vast: '{"id":' }, ...tekst('o.id'), ...leden.flatMap(([naam, delen]) => [{ vast: `,"${naam}":` }, ...delen]), { vast: '}' }];
}

function deel(json: string, k: Knoop, diepte: number, w: Waarden): string {
  if (k.heel) return gezien(json, k.heel, w);
  const leden = [...k.leden].map(([naam, onder]) => {
    const hier = lid(json, naam, w);
    return `case when ${aanwezig(hier, onder, w)} then jsonb_build_object(${w.bind(naam)}, ${deel(hier, onder, diepte, w)}) else '{}' end`;
  });
  const e = `s${diepte}`;
  const elk = k.elk && `(select coalesce(jsonb_agg(${deel(`${e}.w`, k.elk, diepte + 1, w)} order by ${e}.nr), '[]') from ${elementen(json)} with ordinality as ${e}(w, nr))`;
  return `(case jsonb_typeof(${json}) when 'object' then ${leden.join(' || ') || 'null'} ${elk ? `when 'array' then ${elk}` : ''} end)`;
}

/** A member that is not there, or has no members of its own to choose from, is left out. */
function aanwezig(json: string, k: Knoop, w: Waarden): string {
  if (k.heel) return `${gezien(json, k.heel, w)} is not null`;
  const typen = [...(k.leden.size > 0 ? ["'object'"] : []), ...(k.elk ? ["'array'"] : [])];
  return `jsonb_typeof(${json}) in (${typen.join(', ')})`;
}
