import { leesSchema } from './beleidsbestanden.ts';

/**
 * The actions that the Cedar schema knows, in order. Read as text: Cedar's own reader takes 80 MB that it never gives
 * back; a test holds this against it.
 */
export function leesActies(schema: string = leesSchema()): string[] {
  const declaraties = schema.replace(/\/\/.*$/gm, '').matchAll(/\baction\s+((?:"[^"]+"\s*,?\s*)+)appliesTo/g);
  return [...declaraties].flatMap(([, namen = '']) => [...namen.matchAll(/"([^"]+)"/g)].map((m) => m[1] as string)).sort();
}
