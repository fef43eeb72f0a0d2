import { setTimeout as wacht } from 'node:timers/promises';

/** Thrown by `eis`: a thing that ends the run. */
export class Mislukt extends Error {}

/** Prints every step with a tick and its time, and remembers what failed. */
export class Verslag {
  private readonly mislukt: string[] = [];
  private gelukt = 0;

  kop(tekst: string): void {
    console.log(`\n${tekst}`);
  }

  /** One step; a failure is printed and the story goes on where it can. */
  async stap<T>(tekst: string, werk: () => Promise<T>): Promise<T | undefined> {
    const begin = performance.now();
    try {
      const uitkomst = await werk();
      this.gelukt++;
      console.log(`  ✔ ${tekst} (${Math.round(performance.now() - begin)} ms)`);
      return uitkomst;
    } catch (fout) {
      this.mislukt.push(`${tekst}: ${(fout as Error).message}`);
      console.log(`  ✘ ${tekst} (${Math.round(performance.now() - begin)} ms)\n      ${(fout as Error).message}`);
      return undefined;
    }
  }

  /** @returns exit status */
  slot(): number {
    console.log(`\n${this.gelukt} stappen gelukt, ${this.mislukt.length} mislukt`);
    for (const m of this.mislukt) console.log(`  ✘ ${m}`);
    return this.mislukt.length === 0 ? 0 : 1;
  }
}

export function eis(voorwaarde: unknown, tekst: string, gevonden?: unknown): asserts voorwaarde {
  if (!voorwaarde) throw new Mislukt(gevonden === undefined ? tekst : `${tekst}; gevonden: ${JSON.stringify(gevonden).slice(0, 600)}`);
}

/** Asks again until it holds: events travel in their own time. @param ms how long it may take */
export async function totDat<T>(vraag: () => Promise<T | null | undefined | false>, tekst: string, ms = 15_000): Promise<T> {
  const eind = performance.now() + ms;
  for (;;) {
    const antwoord = await vraag();
    if (antwoord) return antwoord;
    if (performance.now() > eind) throw new Mislukt(`${tekst} (na ${ms / 1000} seconden nog niet)`);
    await wacht(100);
  }
}
