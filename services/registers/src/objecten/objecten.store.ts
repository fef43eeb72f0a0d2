import type { Kop, Nalatenschap, Tx } from '@bronhuis/bron';
import { Probleem } from '@bronhuis/standaarden';
import type { Datum } from '@bronhuis/standaarden';
import { alsTekst } from '../geometrie/toets.ts';
import type { Geometrie } from '../geometrie/geojson.ts';
import type { Persoon } from '../objecttypen/aanwijzers.ts';
import type { Objecttype } from '../objecttypen/objecttype.ts';
import type { Gegevens } from '../objecttypen/schema.ts';
import { uitGebruik } from '../objecttypen/versie.ts';
import type { Moment } from './momenten.ts';
import type { Geldigheid, NieuweVersie } from './object.ts';
import type { Versie } from './tijdassen.ts';
import type { Wie } from './wie.ts';

/** The type got a newer version since the data was checked: check again. */
export class VerouderdType extends Error {}

/** What a version says. */
export interface Inhoud {
  gegevens: Gegevens;
  geometrie: Geometrie | null;
}

export interface NieuwObject extends Inhoud, Geldigheid {
  dossier: string | null;
}

/** What belongs to a version besides what it says. */
export interface Bijzaken {
  wie: Wie;
  /** What is still to come of it. */
  momenten: readonly Moment[];
}

const dagVan = (momenten: readonly Moment[], soort: Moment['soort']): Datum | null => momenten.find((m) => m.soort === soort)?.dag ?? null;

/** Types of the arguments of `maak_objecten`, behind the organisation. */
export const MAAK_SOORTEN = ['uuid', 'timestamptz', 'uuid', 'bigint', 'uuid', 'date', 'text', 'text', 'date', 'text', 'date', 'date', 'text', 'text'] as const;

/** The arguments of `maak_objecten` for `schrijfIneens`: the head with its first version. */
export const maakArgumenten = (kop: Kop, type: Objecttype, nieuw: NieuwObject, betrokkenen: Persoon[], { wie, momenten }: Bijzaken): Nalatenschap['argumenten'] => [
  ...[kop.id, kop.tijd.toISOString(), type.id, type.versie, nieuw.dossier, nieuw.beginGeldigheid, JSON.stringify(nieuw.gegevens), JSON.stringify(betrokkenen)],
  ...[nieuw.eindGeldigheid, JSON.stringify(wie), dagVan(momenten, 'ingegaan'), dagVan(momenten, 'beeindigd'), alsTekst(nieuw.geometrie), alsTekst(nieuw.onvolledig)],
];

/** What stood in the way of a new object. */
export function alsFout(bezwaar: string): Error {
  switch (bezwaar) {
    case 'typeversie':
      return new VerouderdType();
    case 'uitgefaseerd':
      return uitGebruik();
    case 'dossier-afgesloten':
      return Probleem.conflict('Dit dossier is afgesloten. Heropen het eerst.', 'dossier-afgesloten');
    default:
      return Probleem.ongeldig([{ name: 'dossier', reason: 'Dit dossier is er niet.', code: 'dossier-onbekend' }]);
  }
}

/** What decisions about the history need; under the lock of the head. */
export async function leesGeschiedenis(tx: Tx, id: string): Promise<(Versie & Geldigheid & { betrokkenen: Persoon[] })[]> {
  return tx.query(
    `select versie, begin_geldigheid as "beginGeldigheid", eind_geldigheid as "eindGeldigheid", onvolledig, registratietijd as "tijdstipRegistratie",
       correctie_voor as "correctieVoor", betrokkenen
     from object_versie where organisatie = $1 and object = $2 order by versie`,
    [tx.organisatie, id],
  );
}

/** What a patch builds on. */
export async function leesInhoud(tx: Tx, id: string, versie: number): Promise<Inhoud> {
  const [rij] = await tx.query<Inhoud>('select gegevens, geometrie from object_versie where organisatie = $1 and object = $2 and versie = $3', [tx.organisatie, id, versie]);
  if (!rij) throw new Error(`object ${id} has no version ${versie}`);
  return rij;
}

/** A head with its first version, of which the caller chose the id. @throws Probleem 409 when something has, or had, this id */
export async function voegObjectToe(tx: Tx, kop: Kop, type: Objecttype, versie: NieuweVersie, inhoud: Inhoud, betrokkenen: Persoon[], bijzaken: Bijzaken): Promise<void> {
  const toegevoegd = await tx.query(
    `insert into object (organisatie, id, versie, registratietijd, objecttype, soort)
     values ($1, $2, $3, $4, $5, 'registratie') on conflict do nothing returning id`,
    [tx.organisatie, kop.id, kop.versie, kop.tijd, type.id],
  );
  // Looked at afterwards: whoever was destroying it while this waited has left its tombstone by now.
  const geweest = await tx.query('select 1 from grafsteen where organisatie = $1 and id = $2', [tx.organisatie, kop.id]);
  if (toegevoegd.length === 0 || geweest.length > 0) throw Probleem.conflict('Er is al een registratie met dit id, of die is er geweest.', 'id-bestaat');
  await voegVersieToe(tx, kop, type, versie, inhoud, betrokkenen, bijzaken);
}

export async function voegVersieToe(tx: Tx, kop: Kop, type: Objecttype, versie: NieuweVersie, { gegevens, geometrie }: Inhoud, betrokkenen: Persoon[], { wie, momenten }: Bijzaken): Promise<void> {
  await tx.query(
    `with kop as (update object set versie = $3, registratietijd = $4 where organisatie = $1 and id = $2)
     insert into object_versie (organisatie, object, versie, registratietijd, begin_geldigheid, eind_geldigheid, correctie_voor, typeversie, gegevens, betrokkenen, wie, geometrie, onvolledig)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      ...[tx.organisatie, kop.id, kop.versie, kop.tijd, versie.beginGeldigheid, versie.eindGeldigheid, versie.correctieVoor, type.versie],
      ...[JSON.stringify(gegevens), JSON.stringify(betrokkenen), JSON.stringify(wie), alsTekst(geometrie), alsTekst(versie.onvolledig)],
    ],
  );
  if (momenten.length === 0) return;
  await tx.query(
    `insert into object_moment (organisatie, object, versie, soort, dag)
     select $1, $2, x.versie, x.soort, x.dag from unnest($3::bigint[], $4::text[], $5::date[]) as x(versie, soort, dag)`,
    [tx.organisatie, kop.id, momenten.map((m) => m.versie), momenten.map((m) => m.soort), momenten.map((m) => m.dag)],
  );
}
