const isVoorwerp = (v: unknown): v is Record<string, unknown> => typeof v === 'object' && v !== null && !Array.isArray(v);

/** Their PATCH: objects merge, everything else replaces; null is a value and removes nothing (unlike RFC 7396). */
export function voegSamen(doel: unknown, lap: unknown): unknown {
  if (!isVoorwerp(lap)) return lap;
  // A Map, so that a member called __proto__ is a member like any other.
  const leden = new Map(isVoorwerp(doel) ? Object.entries(doel) : []);
  for (const [naam, waarde] of Object.entries(lap)) leden.set(naam, voegSamen(leden.get(naam), waarde));
  return Object.fromEntries(leden);
}
