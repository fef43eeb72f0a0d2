import cedar from '@cedar-policy/cedar-wasm/nodejs';
import { canoniek, type InvalidParam, Probleem, sha256Hex } from '@bronhuis/standaarden';
import { ANNOTATIES, Beslisser, plichtfouten, type Beleidsregel } from '@bronhuis/toegang';
import { leesCedar, type GeschrevenRegel } from '@bronhuis/toegang/cedar';
import type { Schematoets } from './schematoets.ts';

export const MEESTE_REGELS = 2_000;
const DIEPST = 32;
const MEESTE_DELEN = 150;
const MEESTE_FOUTEN = 100;

/** A set of policies, read: its hash is that of what a bundle carries of it. */
export interface Beleidsset {
  tekst: string;
  hash: string;
  regels: GeschrevenRegel[];
}

export const hashVan = (regels: readonly Beleidsregel[]): string =>
  sha256Hex(canoniek([...regels].sort((a, b) => (a.id < b.id ? -1 : 1)).map(({ id, regel }) => ({ id, regel }))));

export const alsSet = (tekst: string, regels: GeschrevenRegel[] = leesCedar(tekst)): Beleidsset => ({ tekst, hash: hashVan(regels), regels });

/**
 * A text that somebody wrote, as a set that can be in a bundle.
 * @throws Probleem 400 that names each rule that is wrong: not Cedar, without name or reason, not in the schema, with an
 *   obligation that is none, or of a form that cannot be decided with
 */
export async function eisSet(tekst: string, schema: Pick<Schematoets, 'fouten'>): Promise<Beleidsset> {
  const regels = eisRegels(tekst);
  eis(regels.flatMap(annotatiefouten));
  eis((await schema.fouten(regels)).map((f) => fout(f.id, 'Deze regel past niet in het schema', f.fout, 'schema')));
  eis(regels.flatMap(maakfouten));
  return alsSet(tekst, regels);
}

/**
 * The rules that a text holds, each with its name and its reason, of a length that Cedar can read.
 * @param veld where the text came from
 * @throws Probleem 400 that names each rule that is wrong
 */
export function eisRegels(tekst: string, veld = 'tekst'): GeschrevenRegel[] {
  eisLengte(tekst, veld);
  const delen = cedar.policySetTextToParts(tekst);
  if (delen.type === 'failure') throw Probleem.ongeldig(delen.errors.map((e) => ({ ...fout(null, 'Dit is geen Cedar', `${e.message}${plaats(tekst, e.sourceLocations?.[0]?.start)}`, 'cedar'), name: veld })));
  const bezwaren: InvalidParam[] = [];
  if (delen.policy_templates.length > 0) bezwaren.push(fout(null, 'Een sjabloon (?principal, ?resource) kan niet in het beleid', null, 'sjabloon'));
  if (delen.policies.length === 0) bezwaren.push(fout(null, 'Er staat geen regel in', null, 'leeg'));
  if (delen.policies.length > MEESTE_REGELS) bezwaren.push(fout(null, `Er staan meer dan ${MEESTE_REGELS} regels in`, null, 'te-veel'));
  eis(bezwaren, veld);
  const annotaties = delen.policies.map(annotatiesVan);
  eis([...annotaties.flatMap((a, i) => naamfouten(a, delen.policies[i] ?? '')), ...dubbele(annotaties)], veld);
  return leesCedar(tekst);
}

/** @throws Probleem 400 for a text that Cedar must not see */
export const eisLengte = (tekst: string, veld: string): void => eis(tekstfouten(tekst), veld);

/** What differs between two sets, by name. */
export function verschil(nu: readonly Beleidsregel[], met: readonly Beleidsregel[]): { erbij: string[]; weg: string[]; anders: string[] } {
  const [a, b] = [vormen(nu), vormen(met)];
  return {
    erbij: [...a.keys()].filter((id) => !b.has(id)).sort(),
    weg: [...b.keys()].filter((id) => !a.has(id)).sort(),
    anders: [...a].filter(([id, vorm]) => b.has(id) && b.get(id) !== vorm).map(([id]) => id).sort(),
  };
}

const vormen = (regels: readonly Beleidsregel[]): Map<string, string> => new Map(regels.map((r) => [r.id, canoniek(r.regel)]));

const eis = (bezwaren: InvalidParam[], veld = 'tekst'): void => {
  if (bezwaren.length > 0) throw Probleem.ongeldig(bezwaren.slice(0, MEESTE_FOUTEN).map((b) => ({ ...b, name: b.name.replace(/^tekst/, veld) })));
};

const fout = (id: string | null, wat: string, waarom: string | null, code: string): InvalidParam => ({
  name: id === null ? 'tekst' : `tekst.${id}`,
  reason: waarom === null ? `${wat}.` : `${wat}: ${waarom}.`,
  code,
});

const plaats = (tekst: string, waar: number | undefined): string => (waar === undefined ? '' : ` (regel ${tekst.slice(0, waar).split('\n').length})`);

type Annotaties = Record<string, string | null>;
const annotatiesVan = (deel: string): Annotaties => {
  const json = cedar.policyToJson(deel);
  if (json.type === 'failure') throw new Error(json.errors.map((e) => e.message).join('; '));
  return json.json.annotations ?? {};
};

/** A name that can stand in an address, a record and a message; a reason that is shown to who is refused. */
function naamfouten({ id, toelichting }: Annotaties, deel: string): InvalidParam[] {
  if (!id) return [fout(null, 'Een regel heeft geen @id', deel.slice(0, 60).replaceAll('\n', ' '), 'id')];
  return [
    ...(/^[a-z0-9][a-z0-9-]{0,79}$/.test(id) ? [] : [fout(null, 'Een @id bestaat uit kleine letters, cijfers en streepjes', id.slice(0, 80), 'id')]),
    ...(toelichting?.trim() ? [] : [fout(id, 'Deze regel heeft geen @toelichting', null, 'toelichting')]),
  ];
}

function dubbele(annotaties: readonly Annotaties[]): InvalidParam[] {
  const namen = annotaties.map((a) => a['id']).filter((id): id is string => !!id);
  const gezien = new Set<string>();
  return [...new Set(namen.filter((n) => gezien.has(n) || !gezien.add(n)))].map((id) => fout(id, 'Twee regels hebben dit @id', null, 'dubbel'));
}

/** What is misspelled would ask nothing, and show all. */
const annotatiefouten = ({ id, regel }: GeschrevenRegel): InvalidParam[] => [
  ...Object.keys(regel.annotations ?? {}).filter((naam) => !ANNOTATIES.some((a) => a === naam)).map((naam) => fout(id, `De annotatie @${naam} is er niet`, `kies uit @${ANNOTATIES.join(', @')}`, 'annotatie')),
  ...plichtfouten(regel).map((reden) => fout(id, 'Deze verplichting kan niet', reden, 'verplichting')),
];

function maakfouten(regel: GeschrevenRegel): InvalidParam[] {
  try {
    new Beslisser({ beleid: [regel] });
    return [];
  } catch (e) {
    return [fout(regel.id, 'Met deze regel kan niet worden beslist', (e as Error).message, 'vorm')];
  }
}

/**
 * Bounds how deep and how long one rule is, before Cedar sees it: its WebAssembly has a small stack, and when that
 * overflows, nothing in this process can be read or validated any more.
 */
function tekstfouten(tekst: string): InvalidParam[] {
  let [diep, diepst, delen, meeste, rest] = [0, 0, 0, 0, ''];
  for (const [deel] of tekst.matchAll(/\/\/[^\n\r]*|"(?:\\.|[^"\\])*"|&&|\|\||[a-z]\w*|[()[\]{}.;!<>=+*-]|"/gi)) {
    if ('([{'.includes(deel)) diepst = Math.max(diepst, ++diep);
    else if (')]}'.includes(deel)) diep--;
    else if (deel === ';') [diep, delen] = [0, 0];
    else if (/^(&&|\|\||if|when|unless|has|like|in|is|[.!<>=+*-])$/.test(deel)) meeste = Math.max(meeste, ++delen);
    else if (deel === '"') rest = deel;
  }
  return [
    ...(rest === '' ? [] : [fout(null, 'Een tekst tussen aanhalingstekens houdt niet op', null, 'cedar')]),
    ...(diepst <= DIEPST ? [] : [fout(null, `Een regel heeft meer dan ${DIEPST} haken in elkaar`, null, 'te-diep')]),
    ...(meeste <= MEESTE_DELEN ? [] : [fout(null, `Een regel heeft meer dan ${MEESTE_DELEN} vergelijkingen en voegwoorden: splits haar`, null, 'te-lang')]),
  ];
}
