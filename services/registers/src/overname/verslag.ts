import type { Bronrecord } from './objectsapi.ts';
import { sha256Hex } from '@bronhuis/standaarden';

/** What came of a type. Places and codes, never a value. */
export interface Typeverslag {
  uuid: string;
  naam: string;
  /** Of the source by its own count; what came over now, and what was here. */
  objecten: { bron: number; overgenomen: number; ongewijzigd: number; overgeslagen: number };
  records: number;
  /** What is here, but not as it was there. */
  anders: { object: string; index: number; reden: string }[];
  /** What is not here. */
  geweigerd: { object: string; redenen: string[] }[];
  controle: Controle | null;
}

export interface Controle {
  objecten: { bron: number; hier: number };
  records: { bron: number; hier: number };
  som: { bron: string; hier: string };
  verschillen: { object: string; reden: string }[];
}

/** A record as it can be compared: JSON of one form, without what is only an address. */
export const vorm = (r: Bronrecord): string =>
  stabiel({ typeVersion: r.typeVersion, data: r.data, geometry: r.geometry, startAt: r.startAt, registrationAt: r.registrationAt, correctionFor: r.correctionFor });

function stabiel(waarde: unknown): string {
  if (Array.isArray(waarde)) return `[${waarde.map(stabiel).join(',')}]`;
  if (typeof waarde !== 'object' || waarde === null) return JSON.stringify(waarde) ?? 'null';
  const leden = Object.entries(waarde).filter(([, w]) => w !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${leden.map(([naam, w]) => `${JSON.stringify(naam)}:${stabiel(w)}`).join(',')}}`;
}

/** A sum over objects that does not depend on their order. */
export class Som {
  private stand = 0n;

  voegToe(object: string, records: readonly Bronrecord[]): void {
    const hash = sha256Hex(`${object}\n${records.map(vorm).join('\n')}`);
    this.stand = (this.stand + BigInt(`0x${hash.slice(0, 32)}`)) % (1n << 128n);
  }

  get tekst(): string {
    return this.stand.toString(16).padStart(32, '0');
  }
}

/** Why two histories of one object are not the same; null when they are. */
export function verschilTussen(bron: readonly Bronrecord[], hier: readonly Bronrecord[] | null): string | null {
  if (hier === null) return 'is hier niet';
  if (bron.length !== hier.length) return `heeft daar ${bron.length} records en hier ${hier.length}`;
  const i = bron.findIndex((r, n) => vorm(r) !== vorm(hier[n] as Bronrecord));
  if (i < 0) return null;
  const [a, b] = [bron[i] as Bronrecord, hier[i] as Bronrecord];
  const velden = (['typeVersion', 'data', 'geometry', 'startAt', 'registrationAt', 'correctionFor'] as const).filter((v) => stabiel(a[v]) !== stabiel(b[v]));
  return `record ${a.index} verschilt in ${velden.join(', ')}`;
}

const getal = (n: number): string => n.toLocaleString('nl-NL');

export function toonVerslag(typen: readonly Typeverslag[]): string {
  return typen
    .flatMap((t) => {
      const { bron, overgenomen, ongewijzigd, overgeslagen } = t.objecten;
      return [
        '',
        `${t.naam} (${t.uuid})`,
        `  objecten: ${getal(bron)} daar; ${getal(overgenomen)} overgenomen met ${getal(t.records)} records, ${getal(ongewijzigd + overgeslagen)} waren er al`,
        ...t.geweigerd.map((g) => `  niet overgenomen: ${g.object}: ${g.redenen.join(', ')}`),
        ...t.anders.map((a) => `  anders: ${a.object}, record ${a.index}: ${a.reden}`),
        ...(t.controle ? toonControle(t.controle) : []),
      ];
    })
    .join('\n');
}

const toonControle = (c: Controle): string[] => [
  `  controle: ${getal(c.objecten.bron)} objecten en ${getal(c.records.bron)} records daar, ${getal(c.objecten.hier)} en ${getal(c.records.hier)} hier; som ${c.som.bron === c.som.hier ? 'gelijk' : `${c.som.bron} daar, ${c.som.hier} hier`}`,
  ...c.verschillen.map((v) => `  verschil: ${v.object} ${v.reden}`),
];
