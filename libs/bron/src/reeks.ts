type Waarde = string | number | boolean | null;

/** Type `text`, as PostgreSQL numbers its own types. */
const TEXT = 25;
const KOP = 20;

/** A list for `unnest($1::soort[])`, of any type that SQL names. */
export const kolom = (waarden: readonly Waarde[], soort: string): unknown => (soort === 'text' ? teksten(waarden as readonly (string | null)[]) : reeks(waarden));

/**
 * A list as PostgreSQL reads an array by one call of JSON.stringify. The driver writes each element by itself, with two
 * regular expressions: half the time of a large insert. What JSON writes otherwise than an array does (control characters)
 * is left to the driver.
 */
export function reeks(waarden: readonly Waarde[]): unknown {
  const json = JSON.stringify(waarden);
  return json.includes('\\') && /\\[^"\\]/.test(json) ? waarden : `{${json.slice(1, -1)}}`;
}

/**
 * A list of texts in the binary form of `text[]`: for JSON and other long texts, of which every quote would otherwise be
 * escaped here and unescaped there. The driver sends bytes as they are.
 */
export function teksten(waarden: readonly (string | null)[]): Buffer {
  let lengte = KOP;
  for (const w of waarden) lengte += 4 + (w === null ? 0 : Buffer.byteLength(w));
  const b = Buffer.allocUnsafe(lengte);
  // One dimension, with or without nulls, of texts; so many of them, counted from 1.
  const kop = [waarden.length === 0 ? 0 : 1, waarden.includes(null) ? 1 : 0, TEXT, waarden.length, 1];
  kop.forEach((getal, i) => b.writeInt32BE(getal, 4 * i));
  let plaats = KOP;
  for (const w of waarden) {
    const bytes = w === null ? 0 : b.write(w, plaats + 4);
    b.writeInt32BE(w === null ? -1 : bytes, plaats);
    plaats += 4 + bytes;
  }
  // An array of nothing has no dimensions.
  return waarden.length === 0 ? b.subarray(0, 12) : b;
}
