import { sqlstate } from '@bronhuis/bron';
import type { Bron, Context, Tx } from '@bronhuis/bron';
import { Probleem } from '@bronhuis/standaarden';
import type { Datum } from '@bronhuis/standaarden';
import type { Persoon } from '../objecttypen/aanwijzers.ts';
import { compileer, Waarden } from './compileer.ts';
import type { Keuze, Sleutel } from './controleer.ts';
import { compileerSelectie } from './selectie.ts';
import type { Uitdrukking, Voorwaarde } from './uitdrukking.ts';
import { compileerVolgorde, vervallen } from './volgorde.ts';
import type { Cursor } from './volgorde.ts';

/** How long the database may work on one statement of a question. What takes longer is refused, whatever its shape. */
export const HOOGSTENS_MS = 3_000;
/** An estimate counts as far as this; beyond it the planner of the database guesses. */
const TEL_TOT = 10_000;

export interface Objectvraag {
  typen: readonly string[];
  geldigOp: Datum;
  beschikbaarOp: string;
  filter: Uitdrukking<Voorwaarde> | null;
  keuze: Keuze;
  sorteer: readonly Sleutel[];
  na: Cursor | null;
  omvang: number;
  aantal: 'exact' | 'geschat' | null;
}

export interface GevondenObject {
  cursor: Cursor;
  tekst: string;
  betrokkenen: Persoon[];
}

export interface Antwoord {
  /** One more than asked for when there is a next page. */
  rijen: GevondenObject[];
  aantal?: number;
  aantalSoort?: 'exact' | 'geschat';
}

const STEL = 'select * from stel_vraag($1, $2) as r';
// Each question is new: compiling it to machine code would cost more than asking it.
const BEPERK = "select set_config('statement_timeout', $1, true), set_config('transaction_read_only', 'on', true), set_config('jit', 'off', true)";

/** Page and count of one question. @throws Probleem 400 when it costs too much, or when the row that `na` names is not there */
export async function vraagObjecten(bron: Bron, ctx: Context, vraag: Objectvraag, hoogstensMs = HOOGSTENS_MS): Promise<Antwoord> {
  try {
    return await bron.transactie(ctx, async (tx) => {
      const [, rijen] = await Promise.all([tx.query(BEPERK, [String(hoogstensMs)]), zoek(tx, vraag)]);
      return { rijen, ...(vraag.aantal === null ? {} : await tel(tx, vraag, vraag.aantal)) };
    });
  } catch (fout) {
    // 57014: the limit of time set above.
    if (fout instanceof Probleem && sqlstate(fout.cause) === '57014') throw teDuur(hoogstensMs);
    throw fout;
  }
}

const teDuur = (ms: number): Probleem =>
  new Probleem({
    status: 400,
    title: 'Deze vraag is te zwaar',
    detail: `Het antwoord was er niet binnen ${ms / 1000} seconden. Maak de vraag kleiner: noem een objecttype, gebruik minder voorwaarden of sorteersleutels, of vraag niet om het aantal.`,
    code: 'vraag-te-zwaar',
  });

/** The objects of this organisation and of the types that the caller may see. */
const zichtbaar = (vraag: Objectvraag, organisatie: string, w: Waarden): string =>
  `o.organisatie = ${w.bind(organisatie)} and o.objecttype = any(${w.bind(`{${vraag.typen.join(',')}}`)}::uuid[])`;

/** What holds at the moments of the question, and is asked for. */
function gevraagd(vraag: Objectvraag, organisatie: string, w: Waarden): string {
  const [dag, moment] = [w.bind(vraag.geldigOp), w.bind(vraag.beschikbaarOp)];
  return `from object o cross join lateral geldende_versie(o.id, ${dag}::date, ${moment}::timestamptz) v
    where ${zichtbaar(vraag, organisatie, w)}${vraag.filter ? ` and ${compileer(vraag.filter, w)}` : ''}`;
}

/** Instead of rows: the row of the cursor is not there. Every row has its lines. */
const VERVALLEN = '';

/** A row is three lines of JSON: whom it concerns, its place, and the answer as it leaves. */
async function zoek(tx: Tx, vraag: Objectvraag): Promise<GevondenObject[]> {
  const w = new Waarden();
  const { orderBy, na, laatste } = compileerVolgorde(vraag.sorteer, vraag.na, w);
  const bladzijde = `select concat(v.betrokkenen, chr(10), json_build_array(o.id, v.versie), chr(10), ${compileerSelectie(vraag.keuze, w)})
    ${gevraagd(vraag, tx.organisatie, w)} and ${na} order by ${orderBy} limit ${w.bind(String(vraag.omvang + 1))}::int`;
  const sql = laatste
    ? `with laatste as materialized (
        select ${laatste.kolommen} from object o join object_versie v on v.organisatie = o.organisatie and v.object = o.id
        where ${zichtbaar(vraag, tx.organisatie, w)} and ${laatste.is})
      (${bladzijde}) union all select '${VERVALLEN}' where not exists (select from laatste)`
    : bladzijde;
  const rijen = await tx.query<{ r: string }>(STEL, [sql, w.lijst]);
  if (rijen[0]?.r === VERVALLEN) throw vervallen();
  return rijen.map(({ r }) => {
    const een = r.indexOf('\n');
    const twee = r.indexOf('\n', een + 1);
    const [id, versie] = JSON.parse(r.slice(een + 1, twee)) as [string, number];
    return { betrokkenen: JSON.parse(r.slice(0, een)) as Persoon[], cursor: { id, versie }, tekst: r.slice(twee + 1) };
  });
}

async function tel(tx: Tx, vraag: Objectvraag, hoe: 'exact' | 'geschat'): Promise<{ aantal: number; aantalSoort: 'exact' | 'geschat' }> {
  const w = new Waarden();
  const rest = gevraagd(vraag, tx.organisatie, w);
  const eersteGetal = async (sql: string, waar: RegExp): Promise<number> => {
    const [rij] = await tx.query<{ r: string }>(STEL, [sql, w.lijst]);
    return Number(waar.exec(rij?.r ?? '')?.[1] ?? 0);
  };
  if (hoe === 'exact') return { aantal: await eersteGetal(`select count(*)::text ${rest}`, /^(\d+)$/), aantalSoort: 'exact' };
  const geteld = await eersteGetal(`select count(*)::text from (select 1 ${rest} limit ${TEL_TOT + 1}) x`, /^(\d+)$/);
  if (geteld <= TEL_TOT) return { aantal: geteld, aantalSoort: 'exact' };
  return { aantal: Math.max(geteld, await eersteGetal(`explain select 1 ${rest}`, /rows=(\d+)/)), aantalSoort: 'geschat' };
}
