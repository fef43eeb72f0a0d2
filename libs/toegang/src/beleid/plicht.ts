import { NIVEAUS, type Niveau } from '../omstandigheden.ts';
import { Beleidsfout, type Cedarregel } from './lees.ts';

/** What a policy attaches to the right that it gives, as RFC 6901 pointers into the data of a thing; `*` is each member of a list. */
export interface Veldplichten {
  weglaten?: string[];
  maskeren?: string[];
}

/** What a decision asks beside yes or no. Fields: of who was allowed; a higher level: of who was refused for want of it. */
export interface Verplichtingen extends Veldplichten {
  opwaarderen?: Niveau;
}

/** Of one policy; null when it asks nothing. */
export type Regelplicht = { velden: Required<Veldplichten>; niveau: 0 } | { velden: null; niveau: number } | null;

const VELDEN = ['weglaten', 'maskeren'] as const;
/** The annotations that a policy may have. */
export const ANNOTATIES = ['id', 'toelichting', ...VELDEN, 'opwaarderen'] as const;
/** Each is looked at in every member of the data that is shown. */
const MEESTE_VELDEN = 50;
const POINTER = /^(?:\/(?:[^~/\0\p{Surrogate}]|~[01])+)+$/u;

const padenVan = (tekst: string | null | undefined): string[] => (tekst ?? '').split(',').map((p) => p.trim());

/** What is wrong with what a policy attaches, in plain Dutch. */
export function plichtfouten({ effect, annotations: a = {} }: Pick<Cedarregel, 'effect' | 'annotations'>): string[] {
  const velden = VELDEN.filter((naam) => naam in a);
  const paden = velden.flatMap((naam) => padenVan(a[naam]));
  return [
    ...(effect === 'forbid' ? velden.map((naam) => `@${naam} hoort bij een regel die iets toestaat (permit)`) : []),
    ...(effect === 'permit' && 'opwaarderen' in a ? ['@opwaarderen hoort bij een regel die iets verbiedt (forbid)'] : []),
    ...(!('opwaarderen' in a) || NIVEAUS.some((n) => n === a['opwaarderen']) ? [] : [`@opwaarderen noemt een niveau: ${NIVEAUS.join(', ')}`]),
    ...paden.filter((p) => p.length > 500 || !POINTER.test(p)).map((p) => `"${p.slice(0, 80)}" is geen JSON Pointer, zoals /houder/bsn`),
    ...[...new Set(paden.filter((p, i) => paden.indexOf(p) !== i))].map((p) => `${p.slice(0, 80)} staat er twee keer`),
    ...(paden.length > MEESTE_VELDEN ? [`Een regel noemt hoogstens ${MEESTE_VELDEN} velden`] : []),
  ];
}

/** @throws Beleidsfout on what cannot be carried out: left out, it would show more than was meant */
export function leesPlicht(regel: Cedarregel): Regelplicht {
  const { annotations: a } = regel;
  if (!a) return null;
  const fouten = plichtfouten(regel);
  if (fouten.length > 0) throw new Beleidsfout(fouten.join(', '));
  if (a['opwaarderen']) return { velden: null, niveau: NIVEAUS.findIndex((n) => n === a['opwaarderen']) + 1 };
  const [weglaten, maskeren] = VELDEN.map((naam) => (naam in a ? padenVan(a[naam]) : []));
  return weglaten?.length || maskeren?.length ? { velden: { weglaten: weglaten ?? [], maskeren: maskeren ?? [] }, niveau: 0 } : null;
}

const isOnder = (pad: string, boven: string): boolean => pad.startsWith(`${boven}/`);

/** What a policy asks of one field: 0 shown, 1 masked, 2 left out. What is below a mask is no text of its own: it is not shown. */
function strengte(p: Regelplicht, pad: string): number {
  if (!p?.velden) return 0;
  const { weglaten, maskeren } = p.velden;
  if (weglaten.some((w) => w === pad || isOnder(pad, w)) || maskeren.some((m) => isOnder(pad, m))) return 2;
  return maskeren.includes(pad) ? 1 : 0;
}

const alsPlicht = ({ weglaten = [], maskeren = [] }: Veldplichten): Regelplicht => ({ velden: { weglaten, maskeren }, niveau: 0 });

/** Is something of it to be seen with these that is hidden or masked with the others? */
export function toontMeer(met: Veldplichten, dan: Veldplichten): boolean {
  const [a, b] = [alsPlicht(met), alsPlicht(dan)];
  return [...(dan.weglaten ?? []), ...(dan.maskeren ?? [])].some((pad) => strengte(a, pad) < strengte(b, pad));
}

function samen(plichten: readonly Regelplicht[], kies: (...n: number[]) => number): Veldplichten | null {
  const genoemd = [...new Set(plichten.flatMap((p) => (p?.velden ? [...p.velden.weglaten, ...p.velden.maskeren] : [])))].sort();
  const per = genoemd.map((pad) => ({ pad, n: kies(...plichten.map((p) => strengte(p, pad))) }));
  const weg = per.filter(({ n }) => n === 2).map(({ pad }) => pad);
  const weglaten = weg.filter((pad) => !weg.some((w) => isOnder(pad, w)));
  const maskeren = per.filter(({ pad, n }) => n === 1 && !weg.some((w) => isOnder(pad, w))).map(({ pad }) => pad);
  if (weglaten.length + maskeren.length === 0) return null;
  return { ...(weglaten.length > 0 ? { weglaten } : {}), ...(maskeren.length > 0 ? { maskeren } : {}) };
}

/** Of the policies that each permit it: every one gives its own right, so a field is only hidden when all of them hide it. */
export function plichtVan(plichten: readonly Regelplicht[]): Veldplichten | null {
  return plichten.includes(null) ? null : samen(plichten, Math.min);
}

/**
 * The same for all rows of a list: what may be asked of some row. `zeker` permit every row, so that more than they ask is
 * asked of none.
 */
export const plichtVanRijen = (zeker: readonly Regelplicht[], mogelijk: readonly Regelplicht[]): Veldplichten | null => (zeker.length > 0 ? plichtVan(zeker) : samen(mogelijk, Math.max));
