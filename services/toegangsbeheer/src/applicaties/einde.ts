import { plusDuur, type Datum } from '@bronhuis/standaarden';

export const EINDEN = ['later', 'binnenkort', 'voorbij'] as const;
export type Einde = (typeof EINDEN)[number];

/** So long before the end of lasting access somebody has to see it coming. */
export const BINNENKORT = 'P30D';

/** @param tot the last day on which it holds */
export function eindeVan(tot: Datum, vandaag: Datum): Einde {
  if (tot < vandaag) return 'voorbij';
  return tot <= plusDuur(vandaag, BINNENKORT) ? 'binnenkort' : 'later';
}
