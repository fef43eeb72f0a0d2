import type { Index } from '../indexen/indexen.queries.ts';
import { zichtOp } from '../objecttypen/zicht.ts';
import type { Toegang } from './aanloop.ts';
import type { Waarden } from './compileer.ts';
import type { Gezien } from './controleer.ts';
import { zoekvraag } from './kandidaten.ts';

/** Words to look for in the texts that the types of a question name. */
export interface Zoekwens {
  tekst: string;
  /** The types that name such texts, each with those of its fields, by number, in which may be looked. */
  plaatsen: { objecttype: string; index: Index; velden: number[] }[];
}

/**
 * What may be looked in. Each field has its own words, so what a caller may not see is left out, and of no word in it can
 * be learned that it is there.
 */
export function zoekwens(tekst: string, typen: readonly Gezien[]): Zoekwens {
  const plaatsen = typen.flatMap(({ type, zicht }) => {
    const index = type.indexlijst.find((i) => i.soort === 'woorden');
    const velden = (index?.stappen ?? []).flatMap((stappen, i) => (zichtOp(zicht, stappen.map((s) => s ?? '*')) === null ? [] : [i + 1]));
    return index && velden.length > 0 ? [{ objecttype: type.id, index, velden }] : [];
  });
  return { tekst, plaatsen };
}

/** The index answers it whole, when one type is asked for. */
export function zoektoegang({ tekst, plaatsen }: Zoekwens): (Toegang & { zoek: string }) | null {
  const [plaats] = plaatsen;
  return plaats && plaatsen.length === 1 && plaats.index.gereed ? { index: plaats.index, zoek: tekst, velden: plaats.velden } : null;
}

/** The version `v` of object `o` has what is looked for; from what is kept of it, or while that is still being made from the data itself. */
export function compileerZoek({ tekst, plaatsen }: Zoekwens, w: Waarden): string {
  const delen = plaatsen.map(({ objecttype, index, velden }) => {
    const nr = `${w.bind(String(index.nr))}::bigint`;
    const vraag = zoekvraag({ index, zoek: tekst, velden }, w);
    const houdt = index.gereed
      ? `exists (select from object_index_woorden z where z.organisatie = v.organisatie and z.object = v.object and z.versie = v.versie and z.nr = ${nr} and z.woorden @@ ${vraag} offset 0)`
      : `coalesce(index_woorden(v.gegevens, ${nr}, ${w.bind(JSON.stringify(index.stappen))}::jsonb) @@ ${vraag}, false)`;
    return `(o.objecttype = ${w.bind(objecttype)}::uuid and ${houdt})`;
  });
  return delen.length > 0 ? `(${delen.join(' or ')})` : 'false';
}
