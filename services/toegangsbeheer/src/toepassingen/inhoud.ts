import { setImmediate as adem } from 'node:timers/promises';
import cedar from '@cedar-policy/cedar-wasm/nodejs';
import { canoniek, Probleem, sha256Hex, zoekBsn, type InvalidParam } from '@bronhuis/standaarden';
import type { GeschrevenRegel } from '@bronhuis/toegang/cedar';
import { eisLengte, eisRegels } from '../beleidsversies/beleidstekst.ts';
import { leesActies } from '../bundel/acties.ts';
import { schemafouten } from '../bundel/beleidsbestanden.ts';
import type { Bezwaar } from './cedarwaarde.ts';
import { leesRegels } from './regelinhoud.ts';
import { alsCedarentiteit, type Actie, type Entiteit, type Toepassingsinhoud } from './toepassing.ts';

/** What somebody writes for an application: rules, what they may look at, and whom and what they are about. */
export interface Invoer {
  beleid: string;
  schema?: string | null;
  entiteiten?: readonly Entiteit[];
}

const MEESTE_FOUTEN = 100;
const REGELS_PER_KEER = 10;
const ENTITEITEN_PER_KEER = 250;
/** From group to group, upwards. */
const DIEPSTE_OUDER = 20;
const MEESTE_GROEPEN = 200;

/** The actions of the house itself: never decided by the rules of an application. */
const HUIS: ReadonlySet<string> = new Set(leesActies());
export const isVanHetHuis = (actie: string): boolean => HUIS.has(actie);

const fout = (name: string, reason: string, code: string): InvalidParam => ({ name, reason, code });
const eis = (fouten: readonly InvalidParam[]): void => {
  if (fouten.length > 0) throw Probleem.ongeldig(fouten.slice(0, MEESTE_FOUTEN));
};

/**
 * What was written, as it can be decided with. Others are served in between: Cedar takes its time for a large one.
 * @throws Probleem 400 that names each rule, each part of the schema and each entity that is wrong
 */
export async function eisInhoud(invoer: Invoer): Promise<Toepassingsinhoud> {
  const regels = eisRegels(invoer.beleid, 'beleid');
  eis(regels.flatMap(vormfouten));
  const acties = actiesVan(regels, invoer.schema ?? null);
  eis(acties.filter((a) => isVanHetHuis(a.naam)).map((a) => fout(invoer.schema ? 'schema' : 'beleid', `${a.naam} is een handeling van het huis: daarover beslist het beleid van de installatie.`, 'huis')));
  if (invoer.schema) await eisInSchema(regels, acties, invoer.schema);
  await eisEntiteiten(invoer.entiteiten ?? [], invoer.schema ?? null);
  return lees(invoer, regels);
}

/** What was written and judged before: not judged again. @throws Error when it cannot be read (any more) */
export const leesInhoud = (invoer: Invoer): Toepassingsinhoud => lees(invoer, eisRegels(invoer.beleid, 'beleid'));

const lees = (invoer: Invoer, regels: readonly GeschrevenRegel[]): Toepassingsinhoud => ({ hash: hashVan(invoer), regels, entiteiten: invoer.entiteiten ?? [], acties: actiesVan(regels, invoer.schema ?? null) });

export const hashVan = ({ beleid, schema, entiteiten }: Invoer): string => sha256Hex(canoniek({ beleid, schema: schema ?? null, entiteiten: entiteiten ?? [] }));

function vormfouten(regel: GeschrevenRegel): InvalidParam[] {
  const { typen, heleContext } = leesRegels([regel]);
  return [
    ...(heleContext ? [fout(`beleid.${regel.id}`, 'Noem wat u uit context gebruikt; context als geheel kan niet.', 'context')] : []),
    ...[...typen].filter((t) => t.includes('::')).map((t) => fout(`beleid.${regel.id}`, `Een type heeft hier geen namespace: ${t}.`, 'namespace')),
  ];
}

/** What a schema says can be asked, with the groups it makes; without one, what the rules name. */
function actiesVan(regels: readonly GeschrevenRegel[], schema: string | null): Actie[] {
  if (schema === null) {
    const namen = leesRegels(regels).verwijzingen.filter((v) => v.type === 'Action').map((v) => v.id);
    return [...new Set(namen)].map((naam) => ({ naam, groepen: [] }));
  }
  eisLengte(schema, 'schema');
  const uit = cedar.schemaToJson(schema);
  if (uit.type === 'failure') throw Probleem.ongeldig(uit.errors.map((e) => fout('schema', `Dit is geen schema van Cedar: ${e.message}.`, 'cedar')));
  eis(Object.keys(uit.json).filter((n) => n !== '').map((n) => fout('schema', `Een schema heeft hier geen namespace: ${n}.`, 'namespace')));
  return Object.entries(uit.json['']?.actions ?? {}).map(([naam, a]) => ({ naam, groepen: (a.memberOf ?? []).map((g) => g.id), isGroep: (a.appliesTo?.principalTypes ?? []).length === 0 }));
}

async function eisInSchema(regels: readonly GeschrevenRegel[], acties: readonly Actie[], schema: string): Promise<void> {
  eis(teDiep(acties.map((a) => ({ sleutel: a.naam, ouders: a.groepen }))).map((i) => fout('schema', `De handeling ${acties[i]?.naam} hoort bij groepen die te diep liggen of te veel zijn.`, 'te-diep')));
  const fouten: InvalidParam[] = [];
  for (let i = 0; i < regels.length && fouten.length < MEESTE_FOUTEN; i += REGELS_PER_KEER) {
    const nieuw = schemafouten(regels.slice(i, i + REGELS_PER_KEER), schema);
    fouten.push(...nieuw.map((f) => fout(f.id === null ? 'schema' : `beleid.${f.id}`, f.id === null ? `Dit schema is niet te gebruiken: ${f.fout}.` : `Deze regel past niet in het schema: ${f.fout}.`, 'schema')));
    await adem();
  }
  eis(fouten);
}

async function eisEntiteiten(entiteiten: readonly Entiteit[], schema: string | null): Promise<void> {
  const gezien = new Set<string>();
  const fouten = entiteiten.flatMap((e, i) => {
    const sleutel = sleutelVan(e);
    const dubbel = gezien.has(sleutel);
    gezien.add(sleutel);
    const bezwaren: Bezwaar[] = [];
    alsCedarentiteit(e, bezwaren, `entiteiten.${i}.eigenschappen`);
    return [
      ...(dubbel ? [fout(`entiteiten.${i}`, 'Deze staat er al in.', 'dubbel')] : []),
      ...bezwaren.map((b) => fout(b.plaats, `Deze waarde ${b.reden}.`, 'waarde')),
      ...(bezwaren.length === 0 && zoekBsn(JSON.stringify(e)).length > 0 ? [fout(`entiteiten.${i}`, 'Hier staat een burgerservicenummer, of iets dat erop lijkt. Gebruik een eigen kenmerk.', 'bsn')] : []),
    ];
  });
  eis(fouten);
  const tediep = teDiep(entiteiten.map((e) => ({ sleutel: sleutelVan(e), ouders: (e.ouders ?? []).map(sleutelVan) })));
  eis(tediep.map((i) => fout(`entiteiten.${i}.ouders`, `Via deze ouders komt men niet binnen ${DIEPSTE_OUDER} stappen bovenaan, weer bij het begin, of bij meer dan ${MEESTE_GROEPEN} groepen.`, 'te-diep')));
  for (let i = 0; i < entiteiten.length; i += ENTITEITEN_PER_KEER) {
    const deel = entiteiten.slice(i, i + ENTITEITEN_PER_KEER);
    if (cedarfout(deel, schema) !== null) eis(deel.flatMap((e, j) => cedarfout([e], schema)?.map((m) => fout(`entiteiten.${i + j}`, `Cedar neemt dit niet aan: ${m}.`, 'cedar')) ?? []));
    await adem();
  }
}

const sleutelVan = ({ type, id }: { type: string; id: string }): string => JSON.stringify([type, id]);

function cedarfout(entiteiten: readonly Entiteit[], schema: string | null): string[] | null {
  const uit = cedar.checkParseEntities({ entities: entiteiten.map((e) => alsCedarentiteit(e, [])), ...(schema === null ? {} : { schema }) });
  return uit.type === 'failure' ? uit.errors.map((e) => e.message) : null;
}

/**
 * Which of these do not come out above within the bound, or by way of too many: Cedar walks up by itself, with a small
 * stack, and keeps all that it meets.
 */
function teDiep(delen: readonly { sleutel: string; ouders: readonly string[] }[]): number[] {
  const boven = new Map<string, ReadonlySet<string>>();
  const teVeel: number[] = [];
  let over = delen.map((d, i) => ({ ...d, i }));
  for (let stap = 0; stap < DIEPSTE_OUDER && over.length > 0; stap++) {
    const nog = new Set(over.map((d) => d.sleutel));
    for (const d of over.filter((o) => !o.ouders.some((ouder) => nog.has(ouder)))) {
      const groepen = new Set(d.ouders.flatMap((o) => [o, ...(boven.get(o) ?? [])]));
      if (groepen.size > MEESTE_GROEPEN) teVeel.push(d.i);
      boven.set(d.sleutel, groepen.size > MEESTE_GROEPEN ? new Set() : groepen);
    }
    over = over.filter((d) => d.ouders.some((o) => nog.has(o)));
  }
  return [...teVeel, ...over.map((d) => d.i)];
}
