import { sha256Hex } from '@bronhuis/standaarden';
import type { GeschrevenRegel } from '@bronhuis/toegang/cedar';
import { schemafouten } from '../bundel/beleidsbestanden.ts';

const PER_KEER = 10;
const MEESTE_ONTHOUDEN = 20_000;

/**
 * Holds policies against the schema, each text once: the validator of Cedar takes ten milliseconds for a policy about any
 * action, and the schema is that of this release for as long as the process lives. Others are served in between.
 */
export class Schematoets {
  private readonly past = new Set<string>();

  /** @param getoetst those that ship: a test of the house holds them against the schema */
  constructor(getoetst: readonly GeschrevenRegel[]) {
    for (const r of getoetst) this.past.add(sha256Hex(r.tekst));
  }

  async fouten(regels: readonly GeschrevenRegel[]): Promise<{ id: string | null; fout: string }[]> {
    const nieuw = regels.filter((r) => !this.past.has(sha256Hex(r.tekst)));
    const uit: { id: string | null; fout: string }[] = [];
    for (let i = 0; i < nieuw.length; i += PER_KEER) {
      const deel = nieuw.slice(i, i + PER_KEER);
      const fouten = schemafouten(deel);
      uit.push(...fouten);
      if (this.past.size > MEESTE_ONTHOUDEN) this.past.clear();
      if (fouten.length === 0) for (const r of deel) this.past.add(sha256Hex(r.tekst));
      await new Promise((klaar) => setImmediate(klaar));
    }
    return uit;
  }
}
