import type { Bron } from '@bronhuis/bron';
import { Beslisser } from '@bronhuis/toegang';
import { leesBeleidstekst } from '../bundel/beleidsbestanden.ts';
import { systeemContext } from '../systeem.ts';
import { alsSet, type Beleidsset } from './beleidstekst.ts';
import { vraagGeldend } from './beleidsversie.queries.ts';

/** Which policies hold on a day: what the installation decided, or else what ships with this release. */
export class GeldendBeleid {
  readonly meegeleverd: Beleidsset;
  private laatste: { versie: number; set: Beleidsset };

  constructor(
    private readonly bron: Bron,
    tekst: string = leesBeleidstekst(),
  ) {
    this.meegeleverd = eisBeslisbaar(alsSet(tekst));
    this.laatste = { versie: 0, set: this.meegeleverd };
  }

  /** @throws Error when they cannot be decided with: such a bundle is never made */
  async op(dag: string): Promise<{ versie: number; set: Beleidsset }> {
    const [rij] = await this.bron.lees<{ versie: number; hash: string; tekst: string }>(systeemContext(), vraagGeldend(dag));
    if (!rij) return { versie: 0, set: this.meegeleverd };
    // Read once: a version that was established does not change.
    if (this.laatste.versie !== rij.versie || this.laatste.set.tekst !== rij.tekst) this.laatste = { versie: rij.versie, set: eisBeslisbaar(alsSet(rij.tekst)) };
    return this.laatste;
  }
}

function eisBeslisbaar(set: Beleidsset): Beleidsset {
  new Beslisser({ beleid: set.regels });
  return set;
}
