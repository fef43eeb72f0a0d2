import { veralgemeen } from './pointers.ts';

export interface Plaatsfout {
  pad: string;
  code: string;
}

export const MEEST_GETOOND = 100;
const MEEST_PER_OBJECT = 20;

/** What a dry run found: counts of everything, and examples up to a bound. Places and codes, never a value. */
export class Proefverslag {
  private aantal = 0;
  private fout = 0;
  private laatste: string | null = null;
  private readonly perPlaats = new Map<string, { pad: string; code: string; objecten: number }>();
  private readonly gezien = new Set<string>();
  private readonly voorbeelden: { object: string; fouten: Plaatsfout[] }[] = [];
  private geteld = false;

  /** Called in the order of the objects; one object may come more than once. */
  neem(object: string, fouten: readonly Plaatsfout[]): void {
    if (object !== this.laatste) {
      this.aantal++;
      this.geteld = false;
      this.gezien.clear();
      this.laatste = object;
    }
    if (fouten.length === 0) return;
    if (!this.geteld) {
      this.geteld = true;
      this.fout++;
      if (this.voorbeelden.length < MEEST_GETOOND) this.voorbeelden.push({ object, fouten: [] });
    }
    const voorbeeld = this.voorbeelden.at(-1);
    if (voorbeeld?.object === object) voorbeeld.fouten.push(...beknopt(fouten).slice(0, MEEST_PER_OBJECT - voorbeeld.fouten.length));
    for (const f of fouten) this.tel({ pad: veralgemeen(f.pad), code: f.code });
  }

  uitkomst(): { objecten: number; goed: number; fout: number; plaatsen: { pad: string; code: string; objecten: number }[]; voorbeelden: { object: string; fouten: Plaatsfout[] }[] } {
    const plaatsen = [...this.perPlaats.values()].sort((a, b) => b.objecten - a.objecten).slice(0, MEEST_GETOOND);
    return { objecten: this.aantal, goed: this.aantal - this.fout, fout: this.fout, plaatsen, voorbeelden: this.voorbeelden };
  }

  private tel({ pad, code }: Plaatsfout): void {
    const sleutel = `${code} ${pad}`;
    if (this.gezien.has(sleutel)) return;
    this.gezien.add(sleutel);
    const plaats = this.perPlaats.get(sleutel);
    if (plaats) plaats.objecten++;
    // Keys are chosen by whoever wrote the data: their number has a bound too.
    else if (this.perPlaats.size < 10_000) this.perPlaats.set(sleutel, { pad, code, objecten: 1 });
  }
}

/** Without the words, and each once. */
export function beknopt(fouten: readonly Plaatsfout[]): Plaatsfout[] {
  return [...new Map(fouten.map(({ pad, code }) => [`${code} ${pad}`, { pad, code }])).values()].slice(0, MEEST_PER_OBJECT);
}
