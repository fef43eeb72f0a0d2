// What the `dutch` configuration of Postgres does not do: plurals that the stemmer misses (huizen, plannen, subsidies),
// parts of compounds (omgevingsvergunning is a vergunning) and tokens it tears apart (Z-0147, 5.1.2e).

/** Second parts of municipal compounds; a dictionary file on the server is not possible in managed Postgres. */
const HOOFDEN = [
  'aanvraag', 'advies', 'akkoord', 'beleid', 'beheer', 'begroting', 'besluit', 'bezwaar', 'bijeenkomst', 'commissie', 'controle', 'dienst', 'evenement',
  'feest', 'gebied', 'gebouw', 'gesprek', 'heffing', 'huis', 'kermis', 'kosten', 'markt', 'melding', 'nota', 'onderzoek', 'ontheffing', 'ordening', 'overlast',
  'park', 'plan', 'plein', 'procedure', 'project', 'raad', 'rapport', 'recht', 'regeling', 'school', 'straat', 'subsidie', 'tarief', 'terrein', 'toezicht',
  'vergadering', 'vergunning', 'verkeer', 'verlening', 'verordening', 'verslag', 'voorziening', 'wet', 'woning', 'zaak', 'zorg',
];
const OP_LENGTE = [...HOOFDEN].sort((a, b) => b.length - a.length);

/** A case number, a legal reference, a date: kept whole, in lower case. */
const EXACT = /(?<![\p{L}\d])(?=[\p{L}\d./:-]*\d)[\p{L}\d]+(?:[./:-][\p{L}\d]+)+/gu;

export function exacteTekens(tekst: string): string[] {
  return [...new Set([...tekst.toLowerCase().matchAll(EXACT)].map((m) => m[0]))].filter((t) => t.length <= 60);
}

/** Possible singulars: more than one may be returned, both sides of a search use the same ones. */
export function enkelvouden(woord: string): string[] {
  const uit: string[] = [];
  const stam = /^(.{3,})en$/u.exec(woord)?.[1];
  if (stam) {
    const dubbel = /^(.*[^aeiou])?(.*)([bcdfgklmnprst])\3$/u.exec(stam);
    if (dubbel) uit.push(stam.slice(0, -1));
    if (stam.endsWith('z')) uit.push(`${stam.slice(0, -1)}s`);
    else if (stam.endsWith('v')) uit.push(`${stam.slice(0, -1)}f`);
    uit.push(stam);
  }
  const s = /^(.{3,}[^s])'?s$/u.exec(woord)?.[1];
  if (s) uit.push(s.replace(/'$/u, ''));
  return uit;
}

/** `omgevingsvergunning` → `omgeving`, `vergunning`; nothing for a word that is no known compound. */
export function samenstellingsdelen(woord: string): string[] {
  for (const vorm of [woord, ...enkelvouden(woord)]) {
    const hoofd = OP_LENGTE.find((h) => vorm.endsWith(h) && vorm.length - h.length >= 3);
    if (!hoofd) continue;
    const voor = vorm.slice(0, -hoofd.length).replace(/-$/u, '');
    return [voor, ...(voor.length > 4 && voor.endsWith('s') ? [voor.slice(0, -1)] : []), hoofd];
  }
  return [];
}

const WOORD = /\p{L}[\p{L}'-]{2,39}/gu;

/** Extra words to index beside a text, so that a search by singular, by part or by whole token finds it. */
export function hulpwoorden(tekst: string): string[] {
  const uit = new Set<string>();
  for (const woord of new Set([...tekst.toLowerCase().matchAll(WOORD)].map((m) => m[0]))) {
    for (const w of enkelvouden(woord)) uit.add(w);
    for (const w of samenstellingsdelen(woord)) uit.add(w);
  }
  return [...uit];
}
