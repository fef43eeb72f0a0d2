import type { Bezoek } from '../bezoek/bezoek.ts';
import type { Uitkomst } from '../bezoek/uitkomst.ts';
import { Weigering } from '../gateway/gateway.ts';
import { typepad } from './adressen.ts';
import { doelpagina } from './object.pagina.ts';
import type { Objecttype } from './registers.contract.ts';
import { naamVanType } from './typen.woorden.ts';

export interface BijType {
  type: Objecttype;
  activiteit: string;
  /** for in an address: null when there is nothing to choose */
  doel: string | null;
}

/**
 * A page about what is stored under a type: the type says which purposes may use it. With one, that is the one; with
 * more, the person says which, for that is what the log will tell.
 */
export async function bijType(b: Bezoek, id: string, gekozen: unknown, naar: (doel: string) => string, doe: (x: BijType) => Promise<Uitkomst>): Promise<Uitkomst> {
  const { body: type } = await b.zonderDoel<Objecttype>({ pad: typepad(id) });
  const doelen = b.doelen(type.verwerkingsactiviteiten);
  const [eerste, ...meer] = doelen;
  if (!eerste) throw new Weigering(403, 'Uw gemeente heeft nog niet vastgelegd waarvoor deze gegevens gebruikt mogen worden.');
  const doel = meer.length === 0 ? eerste : doelen.find((d) => d.id === gekozen);
  if (!doel) return doelpagina(naamVanType(type), doelen.map((d) => ({ naam: d.naam, pad: naar(d.id) })));
  return doe({ type, activiteit: doel.id, doel: meer.length === 0 ? null : doel.id });
}
