import { isDatum, isUuid, Probleem, type Datum } from '@bronhuis/standaarden';

/** A control of an employee that a second person approved, as verantwoording told of it. */
export interface Controle {
  id: string;
  medewerker: string;
  van: Datum;
  tot: Datum;
  /** Who may look: who asked, and who approved. */
  inzage: string[];
  inzageTot: string;
}

/** @throws Error that says what is wrong; the event is then parked */
export function eisControle(data: unknown): Controle {
  const { controleverzoek: id, medewerker, van, tot, inzage, inzageTot } = (data ?? {}) as Record<string, unknown>;
  if (!isUuid(id) || typeof medewerker !== 'string' || medewerker === '') throw new Error('a control has an id and an employee');
  if (!isDatum(van) || !isDatum(tot) || typeof inzageTot !== 'string' || Number.isNaN(Date.parse(inzageTot))) throw new Error('a control has days, and an end');
  if (!Array.isArray(inzage) || inzage.length !== 2 || inzage[0] === inzage[1] || inzage.some((x) => typeof x !== 'string')) throw new Error('a control is of two persons');
  return { id, medewerker, van, tot, inzage: inzage as string[], inzageTot };
}

/**
 * The days about which the caller may look up what this employee did.
 * @param controles of this employee, that the caller may look into now
 * @throws Probleem 403 without a control for all of these days
 */
export function eisInzage(controles: readonly Pick<Controle, 'van' | 'tot'>[], van: Datum | null, tot: Datum | null): { van: Datum; tot: Datum } {
  const [laatste] = controles;
  if (!laatste) throw Probleem.verboden('Wat een medewerker deed, zoekt u alleen op met een reden en een tweede persoon: doe een controleverzoek en laat het goedkeuren.', 'geen-controleverzoek');
  const [vanaf, tot_] = [van ?? laatste.van, tot ?? laatste.tot];
  if (!controles.some((c) => c.van <= vanaf && tot_ <= c.tot)) {
    throw Probleem.verboden(`Het goedgekeurde controleverzoek gaat over ${laatste.van} tot en met ${laatste.tot}.`, 'buiten-controleverzoek');
  }
  return { van: vanaf, tot: tot_ };
}
