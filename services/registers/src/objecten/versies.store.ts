import { reeks, teksten } from '@bronhuis/bron';
import type { Tx } from '@bronhuis/bron';
import type { Geometrie } from '../geometrie/geojson.ts';
import { alsTekst } from '../geometrie/toets.ts';
import type { Persoon } from '../objecttypen/aanwijzers.ts';
import type { Moment } from './momenten.ts';
import type { Geldigheid } from './object.ts';
import type { Wie } from './wie.ts';

/** A version that follows on others. */
export interface Toevoeging extends Geldigheid {
  object: string;
  versie: number;
  tijd: Date;
  correctieVoor: number | null;
  /** The data as JSON. */
  json: string;
  geometrie: Geometrie | null;
  betrokkenen: Persoon[];
  /** What is still to come of it. */
  momenten: readonly Moment[];
}

/** Many versions of objects that are held, and their heads. */
export async function voegVersiesToe(tx: Tx, typeversie: number, versies: readonly Toevoeging[], wie: Wie): Promise<void> {
  if (versies.length === 0) return;
  const text = `with nieuw as (
      select * from unnest($3::uuid[], $4::bigint[], $5::timestamptz[], $6::date[], $7::date[], $8::bigint[], $9::text[], $10::text[], $11::text[], $12::text[])
        as x(id, versie, tijd, begin, eind, correctie, gegevens, betrokkenen, geometrie, onvolledig)),
    kop as (update object o set versie = x.versie, registratietijd = x.tijd
      from (select distinct on (id) id, versie, tijd from nieuw order by id, versie desc) x where o.organisatie = $1 and o.id = x.id)
    insert into object_versie (organisatie, object, versie, registratietijd, begin_geldigheid, eind_geldigheid, correctie_voor, typeversie, gegevens, betrokkenen, geometrie, onvolledig, wie)
      select $1, id, versie, tijd, begin, eind, correctie, $2, gegevens::jsonb, betrokkenen::jsonb, geometrie::jsonb, onvolledig::jsonb, $13::jsonb from nieuw order by id, versie`;
  const kort = [
    versies.map((v) => v.object),
    versies.map((v) => v.versie),
    versies.map((v) => v.tijd.toISOString()),
    versies.map((v) => v.beginGeldigheid),
    versies.map((v) => v.eindGeldigheid),
    versies.map((v) => v.correctieVoor),
  ];
  const lang = [
    versies.map((v) => v.json),
    versies.map((v) => JSON.stringify(v.betrokkenen)),
    versies.map((v) => alsTekst(v.geometrie)),
    versies.map((v) => alsTekst(v.onvolledig)),
  ];
  await tx.query(text, [tx.organisatie, typeversie, ...kort.map(reeks), ...lang.map(teksten), JSON.stringify(wie)]);
  const momenten = versies.flatMap((v) => v.momenten.map((m) => ({ ...m, object: v.object })));
  if (momenten.length === 0) return;
  await tx.query(
    `insert into object_moment (organisatie, object, versie, soort, dag)
     select $1, x.object, x.versie, x.soort, x.dag from unnest($2::uuid[], $3::bigint[], $4::text[], $5::date[]) as x(object, versie, soort, dag)`,
    [tx.organisatie, ...[momenten.map((m) => m.object), momenten.map((m) => m.versie), momenten.map((m) => m.soort), momenten.map((m) => m.dag)].map(reeks)],
  );
}
