import type { Bron } from '@bronhuis/bron';
import { leesGeheim, type Config } from '@bronhuis/component';
import type { Klok } from '@bronhuis/standaarden';
import type { JWK } from 'jose';
import { GeldendBeleid } from '../beleidsversies/geldend-beleid.ts';
import { Sleutelbeheer } from '../sleutels/sleutelbeheer.ts';
import { Sleutelkluis } from '../sleutels/sleutelkluis.ts';
import { issuerVan } from '../tokens/tokenuitgever.ts';
import { Bundelmaker } from './bundelmaker.ts';

/** What is made with the bundle key: the bundle itself, and the safe of what must rest encrypted. */
export interface Bundeldienst {
  bundelsleutel: JWK;
  kluis: Sleutelkluis;
  sleutels: Sleutelbeheer;
  maker: Bundelmaker;
}

/** Keys and bundle of this process; also used by the commands and, before there is a module, for its own bundle. */
export async function maakBundeldienst(o: { bron: Bron; config: Pick<Config, 'GEHEIMEN_MAP' | 'PUBLIEKE_URL'>; klok: Klok }): Promise<Bundeldienst> {
  const bundelsleutel = await leesGeheim<JWK>(o.config.GEHEIMEN_MAP, 'bundel.key.json');
  const kluis = new Sleutelkluis(bundelsleutel);
  const sleutels = new Sleutelbeheer(o.bron, o.klok, kluis);
  const beleid = new GeldendBeleid(o.bron);
  const maker = new Bundelmaker(o.bron, o.klok, sleutels, async (dag) => (await beleid.op(dag)).set.regels, bundelsleutel, issuerVan(o.config));
  return { bundelsleutel, kluis, sleutels, maker };
}
