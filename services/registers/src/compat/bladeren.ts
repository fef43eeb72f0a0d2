import { nietGevonden } from './fouten.ts';

export interface Bladzijde {
  nummer: number;
  omvang: number;
}

const GEWOON = 100;
const MEEST = 500;

const eerste = (waarde: unknown): unknown => (Array.isArray(waarde) ? (waarde as unknown[]).at(-1) : waarde);
const geheel = (waarde: unknown): number | null => (typeof waarde === 'string' && /^\d{1,9}$/.test(waarde) ? Number(waarde) : null);

/** A page that is none is a 404; a size that is none is the usual one, and one that is too large the largest. */
export function leesBladzijde(query: Record<string, unknown>): Bladzijde {
  const gevraagd = geheel(eerste(query['pageSize']));
  const omvang = gevraagd === null || gevraagd === 0 ? GEWOON : Math.min(gevraagd, MEEST);
  const nummer = query['page'] === undefined ? 1 : geheel(eerste(query['page']));
  if (nummer === null || nummer < 1) throw nietGevonden();
  return { nummer, omvang };
}

export interface Lijst<T> {
  count: number;
  next: string | null;
  previous: string | null;
  results: T[];
}

/** @throws Probleem 404 behind the last page; the first one is always there */
export function alsLijst<T>(results: T[], count: number, { nummer, omvang }: Bladzijde, adres: URL): Lijst<T> {
  if (results.length === 0 && nummer > 1) throw nietGevonden();
  const naar = (n: number): string => {
    const url = new URL(adres);
    if (n === 1) url.searchParams.delete('page');
    else url.searchParams.set('page', String(n));
    return url.href;
  };
  return { count, next: nummer * omvang < count ? naar(nummer + 1) : null, previous: nummer > 1 ? naar(nummer - 1) : null, results };
}

/** For a list that is small enough to be here whole. */
export function bladzijdeVan<T>(alles: readonly T[], bladzijde: Bladzijde, adres: URL): Lijst<T> {
  const vanaf = (bladzijde.nummer - 1) * bladzijde.omvang;
  return alsLijst(alles.slice(vanaf, vanaf + bladzijde.omvang), alles.length, bladzijde, adres);
}
