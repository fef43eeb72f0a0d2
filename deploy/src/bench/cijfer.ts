import type { Suite } from './suite.ts';

/** One line of the table, and one element of the JSON file. */
export interface Cijfer {
  subject: string;
  name: string;
  value: number;
  unit: string;
  /** The same work without us, in the same run. */
  baseline: number | null;
  ratio: number | null;
  goal: string | null;
  met: boolean | null;
}

type Doel = { soort: 'minstens' | 'hoogstens'; waarde: number; van: 'waarde' | 'verhouding' };

export interface Meting {
  naam: string;
  meet(suite: Suite, meld: (tekst: string) => void): Promise<Omit<Cijfer, 'subject'>[]>;
}

export const minstens = (waarde: number, van: Doel['van'] = 'waarde'): Doel => ({ soort: 'minstens', waarde, van });
export const hoogstens = (waarde: number, van: Doel['van'] = 'waarde'): Doel => ({ soort: 'hoogstens', waarde, van });

const rond = (n: number): number => Number(n.toPrecision(n >= 100 ? 6 : 3));

export function cijfer(name: string, value: number, unit: string, o: { kaal?: number; doel?: Doel } = {}): Omit<Cijfer, 'subject'> {
  const baseline = o.kaal ?? null;
  const ratio = baseline ? value / baseline : null;
  const doel = o.doel;
  const getoetst = doel?.van === 'verhouding' ? ratio : value;
  const met = doel && getoetst !== null ? (doel.soort === 'minstens' ? getoetst >= doel.waarde : getoetst <= doel.waarde) : null;
  return {
    name,
    value: rond(value),
    unit,
    baseline: baseline === null ? null : rond(baseline),
    ratio: ratio === null ? null : rond(ratio),
    goal: doel ? `${doel.soort === 'minstens' ? '>=' : '<='} ${doel.waarde}${doel.van === 'verhouding' ? ' x baseline' : ` ${unit}`}` : null,
    met,
  };
}

const getal = (n: number | null): string => (n === null ? '' : n >= 1000 ? Math.round(n).toLocaleString('nl-NL') : String(n).replace('.', ','));

export function tabel(cijfers: readonly Cijfer[]): string {
  const rijen = cijfers.map((c) => [c.subject, c.name, `${getal(c.value)} ${c.unit}`, getal(c.baseline), getal(c.ratio), c.goal ?? '', c.met === null ? '' : c.met ? 'ja' : 'NEE']);
  const alle = [['onderwerp', 'meting', 'waarde', 'kaal', 'verhouding', 'doel', 'gehaald'], ...rijen];
  const breed = (alle[0] as string[]).map((_, k) => Math.max(...alle.map((r) => (r[k] as string).length)));
  return alle.map((r) => `  ${r.map((v, k) => (k >= 2 && k <= 4 ? v.padStart(breed[k] as number) : v.padEnd(breed[k] as number))).join('  ')}`).join('\n');
}
