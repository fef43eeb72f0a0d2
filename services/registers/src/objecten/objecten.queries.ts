import type { Bron } from '@bronhuis/bron';
import type { Datum } from '@bronhuis/standaarden';
import type { Geometrie } from '../geometrie/geojson.ts';
import type { Persoon } from '../objecttypen/aanwijzers.ts';
import type { Gegevens } from '../objecttypen/schema.ts';
import type { Geldigheid } from './object.ts';
import type { Versie } from './tijdassen.ts';
import type { Wie } from './wie.ts';

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
  const r = await bron.functie({ naam: 'object_tekst', organisatie, soorten: ['uuid', 'date', 'timestamptz'], waarden: [id, geldigOp, beschikbaarOp] });
  return r === null ? null : ontleed(r);
}

export interface ObjectVersie extends Versie, Pick<Geldigheid, 'onvolledig'> {
  gegevens: Gegevens;
  geometrie: Geometrie | null;
  betrokkenen: Persoon[];
  /** Of a version from before this was kept: not known. */
  wie: Wie;
}

export async function leesVersies(bron: Bron, organisatie: string, id: string): Promise<ObjectVersie[]> {
  const text = `select versie, begin_geldigheid as "beginGeldigheid", eind_geldigheid as "eindGeldigheid", onvolledig, registratietijd as "tijdstipRegistratie",
      correctie_voor as "correctieVoor", gegevens, geometrie, betrokkenen, wie
    from object_versie where organisatie = $1 and object = $2 order by versie`;
  return bron.lees<ObjectVersie>({ organisatie }, { name: 'object_versies', text, values: [organisatie, id] });
}
