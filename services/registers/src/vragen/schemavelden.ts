import type { Gegevens } from '../objecttypen/schema.ts';
import type { Stap } from './pad.ts';
import type { Soort } from './uitdrukking.ts';

const MEESTE_TAKKEN = 200;
const isObject = (v: unknown): v is Gegevens => typeof v === 'object' && v !== null && !Array.isArray(v);

/** What a schema says of the values at the end of a path: their kinds, or null when it does not know the path. */
export function soortenOp(schema: Gegevens, stappen: readonly Stap[]): ReadonlySet<Soort> | null {
  const hier = takkenOp(schema, stappen);
  if (hier.length === 0) return null;
  const soorten = new Set(hier.flatMap(soortenVan));
  // A date, or some other text: a comparison as text is right for both.
  if (soorten.size > 1 && [...soorten].every((s) => s === 'tekst' || Object.values(VORM).includes(s))) return new Set(['tekst']);
  return soorten;
}

/** Every subschema that speaks of the values at the end of a path; none when the schema does not know it. */
export function takkenOp(schema: Gegevens, stappen: readonly Stap[]): readonly Gegevens[] {
  return stappen.reduce((hier, stap) => takken(schema, hier.flatMap((tak) => stapIn(tak, stap))), takken(schema, [schema]));
}

/** Every subschema that speaks of the same value: behind a local `$ref`, in allOf, anyOf, oneOf, if, then and else. */
function takken(wortel: Gegevens, begin: readonly unknown[]): Gegevens[] {
  const gezien = new Set<Gegevens>();
  const rij = [...begin];
  while (rij.length > 0 && gezien.size < MEESTE_TAKKEN) {
    const tak = rij.shift();
    if (!isObject(tak) || gezien.has(tak)) continue;
    gezien.add(tak);
    if (typeof tak['$ref'] === 'string') rij.push(volg(wortel, tak['$ref']));
    for (const naam of ['allOf', 'anyOf', 'oneOf']) if (Array.isArray(tak[naam])) rij.push(...(tak[naam] as unknown[]));
    for (const naam of ['then', 'else']) rij.push(tak[naam]);
  }
  return [...gezien];
}

function volg(wortel: Gegevens, ref: string): unknown {
  if (ref !== '#' && !ref.startsWith('#/')) return undefined;
  const delen = ref.slice(1).split('/').slice(1).map((d) => decodeURIComponent(d).replaceAll('~1', '/').replaceAll('~0', '~'));
  return delen.reduce<unknown>((w, d) => (isObject(w) || Array.isArray(w) ? (w as Gegevens)[d] : undefined), wortel);
}

function stapIn(tak: Gegevens, stap: Stap): unknown[] {
  if ('elk' in stap) return [tak['items'], ...(Array.isArray(tak['prefixItems']) ? (tak['prefixItems'] as unknown[]) : [])];
  const kinderen = tak['properties'];
  if (isObject(kinderen) && Object.hasOwn(kinderen, stap.naam)) return [kinderen[stap.naam]];
  return [tak['additionalProperties']];
}

const VORM: Record<string, Soort> = { date: 'datum', 'onvolledige-datum': 'onvolledige-datum', 'date-time': 'tijdstip' };
const SOORT: Record<string, Soort> = { number: 'getal', integer: 'getal', boolean: 'waarheid', array: 'lijst', object: 'object' };

function soortenVan(tak: Gegevens): Soort[] {
  const typen = [tak['type'] ?? uitVoorbeelden(tak)].flat();
  return typen.flatMap((t) => {
    if (t === 'string') return [VORM[String(tak['format'])] ?? 'tekst'];
    const soort = typeof t === 'string' ? SOORT[t] : undefined;
    return soort ? [soort] : [];
  });
}

/** Without a type, what is listed or described tells it. */
function uitVoorbeelden(tak: Gegevens): string[] {
  const waarden = [...(Array.isArray(tak['enum']) ? (tak['enum'] as unknown[]) : []), ...(Object.hasOwn(tak, 'const') ? [tak['const']] : [])];
  if (waarden.length > 0) return waarden.map((w) => (Array.isArray(w) ? 'array' : typeof w));
  if (isObject(tak['properties'])) return ['object'];
  return isObject(tak['items']) ? ['array'] : [];
}
