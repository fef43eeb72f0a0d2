/** Eleven test of BSN and RSIN (both come from the same series of numbers): 9·a + 8·b + … + 2·h − i is a multiple of 11. */
function slaagtVoorElfproef(negenCijfers: string): boolean {
  let som = -Number(negenCijfers[8]);
  for (let i = 0; i < 8; i++) som += (9 - i) * Number(negenCijfers[i]);
  return som % 11 === 0 && negenCijfers !== '000000000';
}

export function isBsn(s: unknown): s is string {
  return typeof s === 'string' && /^\d{9}$/.test(s) && slaagtVoorElfproef(s);
}

export function isRsin(s: unknown): s is string {
  return isBsn(s);
}

export function isOin(s: unknown): s is string {
  return typeof s === 'string' && /^\d{20}$/.test(s);
}

// A UUID or a hash holds runs of digits by chance: they are identifiers of things, never of a person.
const KENMERK_VAN_EEN_DING =
  /\b(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32}(?:[0-9a-f]{8})*)\b/gi;
const REEKS = /(?<!\d)\d{8,9}(?!\d)/g;

/**
 * Whole runs of 8 or 9 digits that pass the eleven test (of a BSN that starts with a zero the zero is often left out).
 * `behalve` holds numbers that may stand there, such as the RSINs of known organisations.
 */
export function zoekBsn(
  tekst: string,
  opties: { behalve?: ReadonlySet<string> } = {},
): { waarde: string; index: number }[] {
  // Most texts hold no eight digits in a row: those cost one look, or none.
  if (tekst.length < 8 || !/\d{8}/.test(tekst)) return [];
  const zonderKenmerken = tekst.replace(KENMERK_VAN_EEN_DING, (m) => ' '.repeat(m.length));
  const gevonden: { waarde: string; index: number }[] = [];
  for (const treffer of zonderKenmerken.matchAll(REEKS)) {
    const waarde = treffer[0];
    const nummer = waarde.padStart(9, '0');
    if (opties.behalve?.has(nummer) || opties.behalve?.has(waarde)) continue;
    if (slaagtVoorElfproef(nummer)) gevonden.push({ waarde, index: treffer.index });
  }
  return gevonden;
}
