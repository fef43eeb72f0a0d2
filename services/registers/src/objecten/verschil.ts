/** One attribute that differs: where (RFC 6901), and what it was and became. Absent is something else than null. */
export interface Verschil {
  pad: string;
  soort: 'toegevoegd' | 'gewijzigd' | 'verwijderd';
  oud?: unknown;
  nieuw?: unknown;
}

type Leden = Record<string, unknown>;
const isObject = (v: unknown): v is Leden => typeof v === 'object' && v !== null && !Array.isArray(v);
const ontsnap = (deel: string): string => deel.replaceAll('~', '~0').replaceAll('/', '~1');

/** Equal as JSON (RFC 6902 §4.6): order of members does not matter, of elements it does. */
export function gelijk(a: unknown, b: unknown): boolean {
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((x, i) => gelijk(x, b[i]));
  if (!isObject(a)) return a === b;
  if (!isObject(b)) return false;
  const sleutels = Object.keys(a);
  return sleutels.length === Object.keys(b).length && sleutels.every((s) => Object.hasOwn(b, s) && gelijk(a[s], b[s]));
}

/** Per attribute, as deep as both sides have the same shape. */
export function verschillen(oud: unknown, nieuw: unknown, pad = ''): Verschil[] {
  if (Array.isArray(oud) && Array.isArray(nieuw)) return ledenVerschil({ ...oud }, { ...nieuw }, pad);
  if (isObject(oud) && isObject(nieuw)) return ledenVerschil(oud, nieuw, pad);
  return gelijk(oud, nieuw) ? [] : [{ pad, soort: 'gewijzigd', oud, nieuw }];
}

function ledenVerschil(oud: Leden, nieuw: Leden, pad: string): Verschil[] {
  const sleutels = [...new Set([...Object.keys(oud), ...Object.keys(nieuw)])];
  return sleutels.flatMap((s): Verschil[] => {
    const hier = `${pad}/${ontsnap(s)}`;
    if (!Object.hasOwn(oud, s)) return [{ pad: hier, soort: 'toegevoegd', nieuw: nieuw[s] }];
    if (!Object.hasOwn(nieuw, s)) return [{ pad: hier, soort: 'verwijderd', oud: oud[s] }];
    return verschillen(oud[s], nieuw[s], hier);
  });
}
