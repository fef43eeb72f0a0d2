import type { Bron, Context, Tx } from '@bronhuis/bron';
import type { ActiviteitVersie } from './activiteit.ts';

const KOLOMMEN = `v.kenmerk, v.versie, v.naam, v.doel, v.toelichting, v.grondslag, v.bestuursorgaan, v.werkproces, v.vertrouwelijk,
  v.betrokkenen, v.gegevenscategorieen, v.bewaartermijn, v.van, v.tot`;
const ALLE = `select ${KOLOMMEN} from activiteit_versie v where v.organisatie = $1 order by v.kenmerk, v.versie`;
const EEN = `select ${KOLOMMEN} from activiteit_versie v where v.organisatie = $1 and v.kenmerk = $2 order by v.versie`;

/** All versions of all activities: a register of this kind holds dozens. */
export const alleVersies = (bron: Bron, ctx: Pick<Context, 'organisatie'>): Promise<ActiviteitVersie[]> =>
  bron.lees<ActiviteitVersie>(ctx, { name: 'activiteit_versies', text: ALLE, values: [ctx.organisatie] });

export const alleVersiesIn = (tx: Tx): Promise<ActiviteitVersie[]> => tx.query<ActiviteitVersie>(ALLE, [tx.organisatie]);

export const versiesVan = (tx: Tx, kenmerk: string): Promise<ActiviteitVersie[]> => tx.query<ActiviteitVersie>(EEN, [tx.organisatie, kenmerk]);

export function perActiviteit(versies: readonly ActiviteitVersie[]): Map<string, ActiviteitVersie[]> {
  const per = new Map<string, ActiviteitVersie[]>();
  for (const v of versies) per.set(v.kenmerk, [...(per.get(v.kenmerk) ?? []), v]);
  return per;
}
