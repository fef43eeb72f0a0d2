import { samen } from './aanwijzers.ts';
import type { Persoon } from './aanwijzers.ts';
import { beoordeel } from './gegevens.ts';
import type { Toetstype } from './gegevens.ts';
import { zetOm } from './omzetting.ts';
import type { Stap } from './omzetting.ts';
import { beknopt } from './proefverslag.ts';
import type { Plaatsfout } from './proefverslag.ts';
import type { Gegevens } from './schema.ts';
import { ALLES, isVerborgen, strip } from './zicht.ts';
import type { Zicht } from './zicht.ts';

interface Nieuw {
  gegevens: Gegevens;
  betrokkenen: Persoon[];
  fouten: Plaatsfout[];
}

/**
 * What happens to one piece of data when it is moved: its new form with whom it concerns, or why it stays.
 * @param zicht of whoever only asks what would happen: what they hear follows from what they see
 */
export function omgezet(toetstype: Toetstype, stappen: readonly Stap[], { gegevens, geometrie }: Oud, rsins: ReadonlySet<string>, zicht = ALLES): Nieuw {
  const gezien = (fouten: readonly Plaatsfout[]): Plaatsfout[] => beknopt(fouten.filter((f) => !isVerborgen(zicht, f.pad)));
  const { gegevens: nieuw, fouten } = zetOm(stappen, strip(gegevens, zicht));
  if (fouten.length > 0) return { gegevens, betrokkenen: [], fouten: gezien(fouten) };
  const oordeel = beoordeel(toetstype, nieuw, rsins);
  return { gegevens: nieuw, betrokkenen: oordeel.betrokkenen, fouten: gezien([...oordeel.fouten, ...plaatsfout(toetstype.type, geometrie)]) };
}

/** What is there: of an object also its place. */
export interface Oud {
  gegevens: Gegevens;
  geometrie?: unknown;
}

interface OudVoorkomen extends Oud {
  id: string;
  betrokkenen: Persoon[];
}

/** What has a place stays where one is allowed. */
const plaatsfout = (type: { geometrie?: boolean }, geometrie: unknown): Plaatsfout[] => ((geometrie ?? null) !== null && type.geometrie !== true ? [{ pad: '', code: 'geometrie' }] : []);

export interface Omgezet<V extends OudVoorkomen> {
  id: string;
  /** Each version that still holds, with its new form. */
  versies: { van: V; gegevens: Gegevens; betrokkenen: Persoon[] }[];
  /** Before and after: who is taken out is concerned too. */
  betrokkenen: Persoon[];
}

/** An object moves with all its versions that still hold, or it stays as it is. */
export function decideOmzetten<V extends OudVoorkomen>(toetstype: Toetstype, stappen: readonly Stap[], versies: readonly V[], rsins: ReadonlySet<string>): { goed: Omgezet<V>[]; fout: { object: string; fouten: Plaatsfout[] }[] } {
  const perObject = new Map<string, V[]>();
  for (const v of versies) perObject.set(v.id, [...(perObject.get(v.id) ?? []), v]);
  const goed: Omgezet<V>[] = [];
  const fout: { object: string; fouten: Plaatsfout[] }[] = [];
  for (const [id, eigen] of perObject) {
    const nieuw = eigen.map((van) => ({ van, ...omgezet(toetstype, stappen, van, rsins) }));
    const fouten = beknopt(nieuw.flatMap((n) => n.fouten));
    if (fouten.length > 0) fout.push({ object: id, fouten });
    else goed.push({ id, versies: nieuw, betrokkenen: samen(...nieuw.flatMap((n) => [n.betrokkenen, n.van.betrokkenen])) });
  }
  return { goed, fout };
}

/** Of objects that stayed, somebody who does not see a field hears that something they do not see is why. */
export const inZicht = (fouten: readonly Plaatsfout[], zicht: Zicht): Plaatsfout[] => beknopt(fouten.map((f) => (isVerborgen(zicht, f.pad) ? { pad: '', code: 'afgeschermd' } : f)));
