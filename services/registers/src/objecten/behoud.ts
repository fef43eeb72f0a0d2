import { Probleem } from '@bronhuis/standaarden';
import type { InvalidParam } from '@bronhuis/standaarden';
import type { Persoon } from '../objecttypen/aanwijzers.ts';
import { beoordeel, toetsGegevens } from '../objecttypen/gegevens.ts';
import type { Toetstype } from '../objecttypen/gegevens.ts';
import { delen, isVoorwerp, ontsnap } from '../objecttypen/pointers.ts';
import { alsParam } from '../objecttypen/schema.ts';
import type { Gegevens, Gegevensfout } from '../objecttypen/schema.ts';
import { boomVan, dekt, isVerborgen, zietAlles, zonder } from '../objecttypen/zicht.ts';
import type { Boom, Zicht } from '../objecttypen/zicht.ts';
import { gelijk } from './verschil.ts';

const NIET_VASTLEGGEN = 'Dit gegeven is er voor uw doel niet; u kunt het niet vastleggen.';
const NIET_WEG = 'Hierin kunnen gegevens staan die er voor uw doel niet zijn; u kunt het wijzigen, maar niet weghalen.';
const ALLEEN_ERBIJ = 'In deze lijst kunnen gegevens staan die er voor uw doel niet zijn; u kunt er alleen elementen achteraan bij zetten.';
const VERPLICHT = 'Dit veld is verplicht, maar is er voor uw doel niet; u kunt het niet vastleggen.';

const lid = (waarde: unknown, naam: string): unknown => (isVoorwerp(waarde) && Object.hasOwn(waarde, naam) ? waarde[naam] : undefined);
const CODE = 'afgeschermd';

/**
 * What somebody who does not see everything writes, with what is hidden from them as it was. Each refusal follows from
 * the type, from what they wrote and from what they see, so it says nothing of what they do not see.
 */
export function behoud(zicht: Zicht, oud: Gegevens | null, nieuw: Gegevens): { gegevens: Gegevens; fouten: Gegevensfout[] } {
  const menger = new Menger();
  const { alleen } = zicht;
  const boom = alleen === null ? boomVan(zicht) : metAlleen(boomVan(zicht), alleen, [...Object.keys(oud ?? {}), ...Object.keys(nieuw)]);
  return { gegevens: menger.meng(oud ?? undefined, nieuw, boom, '') as Gegevens, fouten: menger.fouten };
}

const metAlleen = (boom: Boom, alleen: readonly string[], namen: readonly string[]): Boom => Object.fromEntries([...Object.entries(boom), ...namen.filter((n) => !alleen.includes(n)).map((n) => [n, true] as const)]);

class Menger {
  readonly fouten: Gegevensfout[] = [];

  meng(oud: unknown, nieuw: unknown, boom: Boom, pad: string): unknown {
    if (Array.isArray(oud) && oud.length > 0 && Object.hasOwn(boom, '*')) return this.lijst(oud as unknown[], nieuw, boom, pad);
    if (isVoorwerp(oud) && !isVoorwerp(nieuw) && Object.keys(boom).some((d) => d !== '*')) return this.fout(pad, NIET_WEG, nieuw);
    if (isVoorwerp(nieuw)) return this.leden(oud, nieuw, boom, pad);
    if (!Array.isArray(nieuw)) return nieuw;
    const elk = boom['*'];
    return nieuw.map((w, i) => (elk === undefined || elk === true ? (w as unknown) : this.meng(undefined, w, elk, `${pad}/${i}`)));
  }

  private leden(oud: unknown, nieuw: Gegevens, boom: Boom, pad: string): Gegevens {
    const leden = new Map(Object.entries(nieuw));
    for (const [naam, onder] of Object.entries(boom)) {
      const [was, wordt] = [lid(oud, naam), lid(nieuw, naam)];
      const hier = `${pad}/${ontsnap(naam)}`;
      if (onder === true && wordt !== undefined) this.fout(hier, NIET_VASTLEGGEN, wordt);
      const waarde = onder === true ? was : this.meng(was, wordt, onder, hier);
      if (waarde === undefined) leden.delete(naam);
      else leden.set(naam, waarde);
    }
    return Object.fromEntries(leden);
  }

  /** Which element is which cannot be told once they move, and what is hidden would end up with another. */
  private lijst(oud: unknown[], nieuw: unknown, boom: Boom, pad: string): unknown {
    if (!Array.isArray(nieuw)) return this.fout(pad, NIET_WEG, nieuw);
    const voor = this.fouten.length;
    const gemengd = this.meng(undefined, nieuw, boom, pad) as unknown[];
    if (this.fouten.length > voor) return gemengd;
    const gezien = zonder(oud, boom) as unknown[];
    const gebleven = gezien.length === oud.length && gezien.every((w, i) => i < nieuw.length && gelijk(w, nieuw[i]));
    return gebleven ? [...oud, ...gemengd.slice(oud.length)] : this.fout(pad, ALLEEN_ERBIJ, nieuw);
  }

  private fout(pad: string, reden: string, waarde: unknown): unknown {
    this.fouten.push({ pad, reden, code: CODE });
    return waarde;
  }
}

/**
 * Checks what is written against its type, with what is hidden from the writer as it was in `oud`, and says whom it
 * concerns.
 * @throws Probleem 400 with every fault that the writer may know
 */
export function toetsInZicht(toetstype: Toetstype, zicht: Zicht, { oud, nieuw }: { oud: Gegevens | null; nieuw: Gegevens }, rsins: ReadonlySet<string>, ernaast: readonly InvalidParam[] = []): { gegevens: Gegevens; betrokkenen: Persoon[] } {
  if (zietAlles(zicht)) return { gegevens: nieuw, betrokkenen: toetsGegevens(toetstype, nieuw, {}, rsins, ernaast) };
  const { gegevens, fouten } = behoud(zicht, oud, nieuw);
  const oordeel = beoordeel(toetstype, gegevens, rsins);
  const gezien = oordeel.fouten.flatMap((f) => toonbaar(f, zicht, oud)).filter((f) => !fouten.some((al) => al.pad === f.pad));
  const params = [...[...fouten, ...gezien].map(alsParam), ...ernaast];
  if (params.length > 0) throw Probleem.ongeldig(params);
  return { gegevens, betrokkenen: oordeel.betrokkenen };
}

/** What is hidden stays as it was, also when a newer version of the type would not take it; where it cannot have been, that is said. */
function toonbaar(fout: Gegevensfout, zicht: Zicht, oud: Gegevens | null): Gegevensfout[] {
  if (!isVerborgen(zicht, fout.pad)) return [fout];
  const plaats = delen(fout.pad);
  const pointer = zicht.verborgen.map(delen).find((p) => dekt(p, plaats)) ?? plaats.slice(0, 1);
  const houder = plaats.slice(0, pointer.length - 1).reduce<unknown>((w, d) => (Array.isArray(w) ? (w as unknown[])[Number(d)] : lid(w, d)), oud);
  return isVoorwerp(houder) ? [] : [{ ...fout, reden: VERPLICHT }];
}
