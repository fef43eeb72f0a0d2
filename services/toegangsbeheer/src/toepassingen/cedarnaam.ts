/** Words that Cedar keeps to itself in a policy, types that its schema has already, and the type of every action. */
const BEZET = /^(?:true|false|if|then|else|in|is|like|has|__cedar.*|Action|Bool|Boolean|Entity|Extension|Long|Record|Set|String|datetime|decimal|duration|ipaddr)$/;

const ontsnap = (teken: string): string => `_x${(teken.codePointAt(0) as number).toString(16)}_`;

/**
 * The type of a subject or resource as Cedar can write it: as it is when it can, and otherwise with `_x2d_` for a hyphen
 * and so on. No two types have the same name: `_x` of their own is written out too.
 */
export function cedarnaam(type: string): string {
  const naam = type.replace(/[^A-Za-z0-9_]|_(?=x)/gu, ontsnap);
  return BEZET.test(naam) || /^\d/.test(naam) ? `${ontsnap(naam)}${naam.slice(1)}` : naam;
}
