import { enkelvouden, exacteTekens } from './woordhulp.ts';

/** One word or phrase: what Postgres may look for instead of each other. */
export interface Zoekterm {
  /** phrases for websearch_to_tsquery('dutch', …) */
  tekst: string[];
  /** whole tokens, as they are */
  exact: string[];
  niet: boolean;
}

/** All groups must be there; of a group any term. */
export type Zoekvraag = Zoekterm[][];

const MAX_TERMEN = 12;
const DEEL = /(-?)"([^"]*)"|(-?)([^\s"]+)/gu;

const term = (ruw: string, zin: boolean, niet: boolean): Zoekterm => {
  const woord = ruw.toLowerCase();
  const varianten = zin ? [] : enkelvouden(woord);
  return { tekst: zin ? [`"${ruw}"`] : [woord.replaceAll('"', ' '), ...varianten], exact: exacteTekens(ruw), niet };
};

/** As people search: words together, "a phrase", -not, and OF or OR between alternatives. */
export function ontleed(q: string): Zoekvraag {
  const groepen: Zoekvraag = [];
  let of = false;
  let aantal = 0;
  for (const m of q.normalize('NFKC').matchAll(DEEL)) {
    const zin = m[2];
    const ruw = (zin ?? m[4] ?? '').replace(/[\u0000]/gu, '').trim();
    if (zin === undefined && /^(?:of|or)$/iu.test(ruw)) {
      of = groepen.length > 0;
      continue;
    }
    if (!/[\p{L}\d]/u.test(ruw) || aantal >= MAX_TERMEN) continue;
    aantal++;
    const t = term(ruw, zin !== undefined, (m[1] ?? m[3]) === '-');
    const laatste = groepen.at(-1);
    if (of && laatste) laatste.push(t);
    else groepen.push([t]);
    of = false;
  }
  return groepen;
}

/** Text between markers that no document can hold: pieces that a page can show without trusting any of it. */
export const MARKERING = { begin: '\ue000', eind: '\ue001' } as const;

export function fragmentdelen(gemarkeerd: string): { tekst: string; treffer: boolean }[] {
  return gemarkeerd
    .split(MARKERING.begin)
    .flatMap((stuk, i) => {
      if (i === 0) return [{ tekst: stuk, treffer: false }];
      const [raak = '', ...na] = stuk.split(MARKERING.eind);
      return [{ tekst: raak, treffer: true }, { tekst: na.join(''), treffer: false }];
    })
    .map((d) => ({ ...d, tekst: d.tekst.replace(/\s+/gu, ' ') }))
    .filter((d) => d.tekst !== '');
}
