import type { Tx } from '@bronhuis/bron';
import { Probleem } from '@bronhuis/standaarden';
import { WGS84 } from '../../geometrie/crs.ts';
import type { Enkel, Geometrie } from '../../geometrie/geojson.ts';
import { Toetser } from '../../geometrie/ligging.ts';
import { leesVorm } from '../../geometrie/toets.ts';
import { ongeldig, veldfout } from '../fouten.ts';

const MEESTE = 10_000;

/** The shape of a search. @throws Probleem 400 on `geometry.within` */
export function leesVlak(json: object): Enkel {
  const { geometrie, fouten } = leesVorm(json, 'geometry.within', WGS84, 5_000);
  if (fouten.length > 0 || !geometrie) throw ongeldig(...fouten.map((f) => veldfout(f.name, 'invalid', f.reason)));
  if (geometrie.type === 'GeometryCollection') throw ongeldig(veldfout('geometry.within', 'invalid', 'Vraag met één vorm.'));
  return geometrie;
}

/** Versions, side by side with their objects, that lie wholly within a shape: whatever holds at the moments of the question is among them. */
export interface Binnen {
  objecten: string[];
  versies: number[];
}

/** Near it by their boxes in the database, within it by the library. @throws Probleem 400 when too many lie near */
export async function zoekBinnen(tx: Tx, typen: readonly string[], vlak: Enkel): Promise<Binnen> {
  const rijen = await tx.query<{ object: string; versie: number; geometrie: Geometrie }>(
    `select v.object, v.versie, v.geometrie from versies_bij(array[geometrie_omhulling($3::jsonb)], $2::uuid[], $4) k
     cross join lateral (select * from object_versie v where v.organisatie = $1 and v.object = k.object and v.versie = k.versie offset 0) v`,
    [tx.organisatie, typen, JSON.stringify(vlak), MEESTE + 1],
  );
  if (rijen.length > MEESTE) throw new Probleem({ status: 400, title: 'Deze vraag is te zwaar', detail: `In dit gebied liggen meer dan ${MEESTE} records. Vraag om een kleiner gebied, of noem een type.`, code: 'vraag-te-zwaar' });
  const toetser = new Toetser(vlak, 'binnen');
  const binnen = rijen.filter((r) => toetser.voldoet(r.geometrie));
  return { objecten: binnen.map((r) => r.object), versies: binnen.map((r) => r.versie) };
}
