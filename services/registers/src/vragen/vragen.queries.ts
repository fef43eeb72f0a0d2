import { sqlstate } from '@bronhuis/bron';
import type { Bron, Context, Tx } from '@bronhuis/bron';
import { Probleem } from '@bronhuis/standaarden';
import type { Datum } from '@bronhuis/standaarden';
import type { Gebied } from '../geometrie/gebied.ts';
import type { Persoon } from '../objecttypen/aanwijzers.ts';
import type { Index } from '../indexen/indexen.queries.ts';
import { padenVan } from '../indexen/verklaring.ts';
import { GRENS, kiesAanloop, metGebied, paden, teSchatten, toegangen } from './aanloop.ts';
import type { Aanloop } from './aanloop.ts';
import { compileer, dozen, stel, Waarden } from './compileer.ts';
import type { Keuze, Sleutel } from './controleer.ts';
import { beginGebied, zoekGebieden } from './gebieden.queries.ts';
import type { Gebiedsantwoord } from './gebieden.queries.ts';
import { langsIndex, metVoorwaarde } from './kandidaten.ts';
import { compileerSelectie } from './selectie.ts';
import { getal, plak } from './tekstdelen.ts';
import type { Uitdrukking, Voorwaarde } from './uitdrukking.ts';
import { compileerVolgorde, vervallen } from './volgorde.ts';
import type { Cursor } from './volgorde.ts';
import { compileerZoek, zoektoegang } from './zoeken.ts';
import type { Zoekwens } from './zoeken.ts';

/** How many versions are looked at along an index before the question is refused. */
const HOOGSTENS_BEKEKEN = 400_000;
/** How many objects are put in an order that no index has. */
const HOOGSTENS_GEORDEND = 250_000;
/** Where too little was found, so many times as much is looked at. */
const STEEDS_MEER = 4;
/** So much further along an index where another tells at one look what is not asked for. */
const RUIMER = 16;
/** So much further where no more is read than the page needs. */
const RUIM = 16;
/** An estimate counts as far as this; beyond it the planner of the database guesses. */
const TEL_TOT = 10_000;

export interface Objectvraag {
  typen: readonly string[];
  geldigOp: Datum;
  beschikbaarOp: string;
  filter: Uitdrukking<Voorwaarde> | null;
  zoek: Zoekwens | null;
  keuze: Keuze;
  sorteer: readonly Sleutel[];
  na: Cursor | null;
  omvang: number;
  aantal: 'exact' | 'geschat' | null;
  /** What the type is indexed by, when one type is asked for. */
  indexen: readonly Index[];
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
  /** The index that the rows were found by. */
  index: Index | null;
}

/** Page and count of one question. @throws Probleem 400 when it costs too much, or when the row that `na` names is not there */
export async function vraagObjecten(bron: Bron, ctx: Context, vraag: Objectvraag, hoogstensMs = GRENS.ms): Promise<Antwoord> {
  try {
    return await bron.transactie(ctx, async (tx) => {
      const weg = await bereid(tx, vraag, hoogstensMs);
      const rijen = await zoek(tx, vraag, weg);
      return { rijen, index: gebruikt(weg.aanloop), ...(vraag.aantal === null ? {} : await tel(tx, vraag, vraag.aantal, weg)) };
    }, { hoogstensMs });
  } catch (fout) {
    // 57014: the limit of time set above.
    if (fout instanceof Probleem && sqlstate(fout.cause) === '57014') throw teZwaar(`Het antwoord was er niet binnen ${hoogstensMs / 1000} seconden.`, vraag);
    throw fout;
  }
}

function teZwaar(waarom: string, { filter, sorteer, indexen }: Objectvraag): Probleem {
  const zonder = paden(filter, sorteer).filter((pad) => !indexen.some((i) => i.soort !== 'woorden' && padenVan(i).includes(pad)));
  const raad = zonder.length > 0 ? ` Een index in het objecttype kan helpen; hier is er geen op: ${zonder.join(', ')}.` : '';
  return new Probleem({
    status: 400,
    title: 'Deze vraag is te zwaar',
    detail: `${waarom} Maak de vraag kleiner: noem een objecttype, gebruik minder voorwaarden of sorteersleutels, of vraag niet om het aantal.${raad}`,
    code: 'vraag-te-zwaar',
  });
}

/** How the versions are found, and what was found of the areas of the question. */
interface Weg {
  aanloop: Aanloop;
  gebieden: ReadonlyMap<Gebied, Gebiedsantwoord>;
}

async function bereid(tx: Tx, vraag: Objectvraag, hoogstensMs: number): Promise<Weg> {
  const gebieden = await zoekGebieden(tx, vraag.typen, vraag.filter, hoogstensMs);
  const aanloop = await kies(tx, vraag);
  const gebied = beginGebied(vraag.filter, gebieden);
  return { gebieden, aanloop: gebied ? metGebied(aanloop, gebied, vraag.sorteer) : aanloop };
}

function gebruikt(a: Aanloop): Index | null {
  if (a.soort === 'type' || a.soort === 'gebied') return null;
  if (a.soort === 'set') return a.toegang.index;
  return a.langs.op === 'id' ? a.langs.toegang.index : a.langs.index;
}

/** Which way is the cheapest: what each index would give is counted, no further than matters. */
async function kies(tx: Tx, { filter, zoek, sorteer, indexen, typen }: Objectvraag): Promise<Aanloop> {
  const woorden = zoek && typen.length === 1 ? zoektoegang(zoek) : null;
  const wegen = [...toegangen(filter, indexen), ...(woorden ? [woorden] : [])];
  const vragen = teSchatten(wegen, sorteer);
  if (vragen.length === 0) return kiesAanloop(wegen, [], sorteer, indexen);
  const w = new Waarden();
  const tellingen = vragen.map((t) => `(select count(*) from (${metVoorwaarde(t, tx.organisatie, GRENS.klein + 1, w)}) x)`);
  const [rij = ''] = await stel(tx, `select concat_ws(' ', ${tellingen.join(', ')})`, w);
  return kiesAanloop(wegen, rij.split(' ').map(Number), sorteer, indexen);
}

/** The objects of this organisation and of the types that the caller may see. */
function zichtbaar({ typen }: Objectvraag, organisatie: string, w: Waarden): string {
  const [een, ...meer] = typen;
  // Of one type the objects lie in the order of their ids.
  const type = een !== undefined && meer.length === 0 ? `= ${w.bind(een)}::uuid` : `= any(${w.bind(`{${typen.join(',')}}`)}::uuid[])`;
  return `o.organisatie = ${w.bind(organisatie)} and o.objecttype ${type}`;
}

/**
 * The version `v` of object `o` holds on this day as it was known at this moment. The rule of geldende_versie() and of
 * objecten/tijdassen.ts, from the side of one version: nothing that was known comes before it. Most objects have one version.
 */
export const houdt = (dag: string, moment: string): string => `v.begin_geldigheid <= ${dag} and v.registratietijd <= ${moment} and (v.eind_geldigheid is null or v.eind_geldigheid > ${dag})
  and (o.versie = 1 or not exists (select from object_versie n
    where n.organisatie = v.organisatie and n.object = v.object and n.registratietijd <= ${moment}
      and (n.correctie_voor = v.versie or (n.begin_geldigheid <= ${dag} and (n.begin_geldigheid, n.versie) > (v.begin_geldigheid, v.versie)
        and not exists (select from object_versie c
          where c.organisatie = n.organisatie and c.object = n.object and c.correctie_voor = n.versie and c.registratietijd <= ${moment} offset 0)))))`;

/**
 * What holds at the moments of the question, and is asked for; of all, or of the versions in the table `k`. From an object
 * to its versions always by their key: `offset 0` keeps the database from joining them as sets, which without statistics,
 * right after a delivery, is each object with every version. And what is asked, is asked only of what holds.
 */
function gevraagd(vraag: Objectvraag, organisatie: string, w: Waarden, { aanloop, gebieden }: Weg, uitK: boolean): string {
  const [dag, moment] = [`${w.bind(vraag.geldigOp)}::date`, `${w.bind(vraag.beschikbaarOp)}::timestamptz`];
  const gevonden = aanloop.soort === 'set' ? aanloop.toegang : null;
  const zicht = zichtbaar(vraag, organisatie, w);
  // In the order of the pages, so that one is full before all that lies there was looked up.
  const bij = aanloop.soort === 'gebied' ? `(select distinct object, versie from versies_bij(${dozen([...aanloop.gebied.randen, ...aanloop.gebied.binnen], w)}, ${w.bind(`{${vraag.typen.join(',')}}`)}::uuid[], null) order by object, versie) k` : null;
  const k = bij ?? (uitK ? 'k' : null);
  const objecten = k === null ? 'object o' : `${k} cross join lateral (select o.* from object o where ${zicht} and o.id = k.object offset 0) o`;
  const versies = `select v.* from object_versie v where v.organisatie = o.organisatie and v.object = o.id${k === null ? '' : ' and v.versie = k.versie'} and ${houdt(dag, moment)} offset 0`;
  const delen = [
    ...(k === null ? [zicht] : []),
    ...(vraag.filter ? [compileer(vraag.filter, w, gebieden)] : []),
    // What the index of words has found, has the words.
    ...(vraag.zoek && !(gevonden && 'zoek' in gevonden) ? [compileerZoek(vraag.zoek, w)] : []),
  ];
  return `from ${objecten} cross join lateral (${versies}) v where ${delen.join(' and ') || 'true'}`;
}

/** What an answer is made of. One by one: a row as one value is unpacked and packed for every row that is put in order. */
const KOLOMMEN = {
  o: ['id', 'objecttype', 'soort', 'dossier'],
  v: ['versie', 'typeversie', 'begin_geldigheid', 'registratietijd', 'correctie_voor', 'onvolledig', 'gegevens', 'geometrie', 'betrokkenen'],
};
const kolommen = (van: keyof typeof KOLOMMEN, als: (kolom: string) => string): string => KOLOMMEN[van].map(als).join(', ');

/** Instead of rows: the row of the cursor is not there. Every row has its lines. */
const VERVALLEN = '';
/** Not a row: how many versions were looked at. */
const BEKEKEN = /^#(\d*)$/;

/** A row is three lines: whom it concerns, its version, and the answer as it leaves. */
async function zoek(tx: Tx, vraag: Objectvraag, weg: Weg): Promise<GevondenObject[]> {
  const { aanloop } = weg;
  if (aanloop.soort === 'type' || aanloop.soort === 'gebied') {
    if (vraag.sorteer.length > 0 && aanloop.soort === 'type') await eisTeOrdenen(tx, vraag);
    return (await zoekIn(tx, vraag, weg, { hoogstens: 0, geheel: 0 })).rijen;
  }
  const verwacht = Math.ceil(1.5 * (vraag.omvang + 1)) * (aanloop.soort === 'rij' && aanloop.ook.length > 0 ? RUIMER : 1);
  for (let n = aanloop.soort === 'set' ? 2 * GRENS.klein : verwacht * (komtInVolgorde(aanloop, vraag) ? RUIM : 1); ; n *= STEEDS_MEER) {
    const { rijen, bekeken } = await zoekIn(tx, vraag, weg, { hoogstens: n, geheel: GRENS.geheel * verwacht });
    if (bekeken < n) return rijen;
    if (n > HOOGSTENS_BEKEKEN) throw teZwaar(`Er zijn al ${n} versies bekeken.`, vraag);
  }
}

/** Rows come in the asked order, so that nothing is looked up behind a page that is full. */
const komtInVolgorde = (a: Aanloop, { sorteer }: Objectvraag): boolean =>
  a.soort === 'rij' ? a.langs.op === 'id' || a.langs.alleenId : a.soort === 'gebied' && sorteer.length === 0;

async function eisTeOrdenen(tx: Tx, vraag: Objectvraag): Promise<void> {
  const w = new Waarden();
  const sql = `select count(*)::text from (select 1 from object o where ${zichtbaar(vraag, tx.organisatie, w)} limit ${HOOGSTENS_GEORDEND + 1}) x`;
  const [aantal] = await stel(tx, sql, w);
  if (Number(aantal) > HOOGSTENS_GEORDEND) throw teZwaar(`Meer dan ${HOOGSTENS_GEORDEND} objecten worden niet geordend zonder index.`, vraag);
}

async function zoekIn(tx: Tx, vraag: Objectvraag, weg: Weg, grens: { hoogstens: number; geheel: number }): Promise<{ rijen: GevondenObject[]; bekeken: number }> {
  const { aanloop } = weg;
  const w = new Waarden();
  const { orderBy, na, laatste } = compileerVolgorde(vraag.sorteer, vraag.na, w);
  const inVolgorde = komtInVolgorde(aanloop, vraag);
  const toegang = aanloop.soort === 'set' ? aanloop.toegang : null;
  const uitK = aanloop.soort === 'set' || aanloop.soort === 'rij';
  const regel = plak([{ sql: 'v.betrokkenen::text' }, { vast: '\n' }, ...getal('v.versie'), { vast: '\n' }, ...compileerSelectie(vraag.keuze, w)]);
  // The order that they come in: by the id the database knows that, and along another index it has nothing to lose it with.
  const volgorde = !inVolgorde ? ` order by ${orderBy}` : vraag.sorteer.length === 0 ? ' order by k.object' : '';
  const blad = (wat: string): string => `select ${wat} ${gevraagd(vraag, tx.organisatie, w, weg, uitK)} and ${na}${volgorde} limit ${w.bind(String(vraag.omvang + 1))}::int`;
  // What must be ordered first, says after that what it says: the JSON of rows outside the page costs as much as all the rest.
  const ordent = !inVolgorde && (uitK || vraag.sorteer.length > 0);
  const bladzijde = ordent ? `select ${regel} as r from (${blad(`${kolommen('o', (k) => `o.${k} as o_${k}`)}, ${kolommen('v', (k) => `v.${k} as v_${k}`)}`)}) b
    cross join lateral (select ${kolommen('o', (k) => `b.o_${k} as ${k}`)}) o cross join lateral (select ${kolommen('v', (k) => `b.v_${k} as ${k}`)}) v` : blad(`${regel} as r`);
  const met: string[] = [];
  if (laatste) {
    met.push(`laatste as materialized (
      select ${laatste.kolommen} from object o join object_versie v on v.organisatie = o.organisatie and v.object = o.id
      where ${zichtbaar(vraag, tx.organisatie, w)} and ${laatste.is})`);
  }
  if (toegang) met.push(`k as materialized (${metVoorwaarde(toegang, tx.organisatie, grens.hoogstens, w)})`);
  if (aanloop.soort === 'rij') met.push(langsIndex(aanloop.langs, aanloop.ook, vraag.na, tx.organisatie, grens, w));
  met.push(`blad as materialized (${bladzijde})`);
  const delen = ['select r from blad'];
  if (laatste) delen.push(`select '${VERVALLEN}' where not exists (select from laatste)`);
  // Of a page that is full nobody asks how far it went, and to count would be to go further.
  if (aanloop.soort === 'rij') delen.push(`select concat('#', case when (select count(*) from blad) <= ${w.bind(String(vraag.omvang))}::int then (select count(*) from langs) end)`);
  if (aanloop.soort === 'set') delen.push(`select concat('#', count(*)) from k`);
  const rijen = await stel(tx, `with ${met.join(', ')} ${delen.join(' union all ')}`, w);
  if (rijen.includes(VERVALLEN)) throw vervallen();
  const bekeken = uitK ? Number(BEKEKEN.exec(rijen.pop() ?? '')?.[1]) : 0;
  return { rijen: rijen.map(leesRij), bekeken };
}

/** An answer begins with its id. */
const ID = { van: '{"id":"'.length, tot: '{"id":"'.length + 36 };

function leesRij(r: string): GevondenObject {
  const een = r.indexOf('\n');
  const twee = r.indexOf('\n', een + 1);
  const tekst = r.slice(twee + 1);
  return { betrokkenen: JSON.parse(r.slice(0, een)) as Persoon[], cursor: { id: tekst.slice(ID.van, ID.tot), versie: Number(r.slice(een + 1, twee)) }, tekst };
}

async function tel(tx: Tx, vraag: Objectvraag, hoe: 'exact' | 'geschat', weg: Weg): Promise<{ aantal: number; aantalSoort: 'exact' | 'geschat' }> {
  const w = new Waarden();
  const toegang = weg.aanloop.soort === 'set' ? weg.aanloop.toegang : null;
  const met = toegang ? `with k as materialized (${metVoorwaarde(toegang, tx.organisatie, null, w)}) ` : '';
  const rest = gevraagd(vraag, tx.organisatie, w, weg, toegang !== null);
  const eersteGetal = async (sql: string, waar: RegExp): Promise<number> => {
    const [rij = ''] = await stel(tx, sql, w);
    return Number(waar.exec(rij)?.[1] ?? 0);
  };
  if (hoe === 'exact') return { aantal: await eersteGetal(`${met}select count(*)::text ${rest}`, /^(\d+)$/), aantalSoort: 'exact' };
  const geteld = await eersteGetal(`${met}select count(*)::text from (select 1 ${rest} limit ${TEL_TOT + 1}) x`, /^(\d+)$/);
  if (geteld <= TEL_TOT) return { aantal: geteld, aantalSoort: 'exact' };
  return { aantal: Math.max(geteld, await eersteGetal(`explain ${met}select 1 ${rest}`, /rows=(\d+)/)), aantalSoort: 'geschat' };
}
