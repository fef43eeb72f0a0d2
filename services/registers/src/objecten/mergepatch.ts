const isObject = (v: unknown): v is Record<string, unknown> => typeof v === 'object' && v !== null && !Array.isArray(v);

/** JSON Merge Patch, RFC 7396 §2: null removes, objects merge, everything else replaces. Changes neither argument. */
export function mergePatch(doel: unknown, lap: unknown): unknown {
  if (!isObject(lap)) return lap;
  // A Map, so that a member called __proto__ is a member like any other.
  const leden = new Map(isObject(doel) ? Object.entries(doel) : []);
  for (const [naam, waarde] of Object.entries(lap)) {
    if (waarde === null) leden.delete(naam);
    else leden.set(naam, mergePatch(leden.get(naam), waarde));
  }
  return Object.fromEntries(leden);
}
