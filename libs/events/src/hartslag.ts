/** A loop's pause: ends after a time, by a kick, or for good by `stop`. A kick during work is not lost. */
export class Hartslag {
  #gewekt = false;
  #gestopt = false;
  #door: (() => void) | null = null;

  get gestopt(): boolean {
    return this.#gestopt;
  }

  wek(): void {
    this.#gewekt = true;
    this.#door?.();
  }

  stop(): void {
    this.#gestopt = true;
    this.#door?.();
  }

  /** During a back-off kicks do not count: what failed a moment ago would fail again. True after a kick. */
  async wacht(ms: number, wekbaar = true): Promise<boolean> {
    if (this.#gestopt) return false;
    if (!(wekbaar && this.#gewekt)) {
      await new Promise<void>((klaar) => {
        const wekker = setTimeout(klaar, ms);
        this.#door = () => {
          if (!wekbaar && !this.#gestopt) return;
          clearTimeout(wekker);
          klaar();
        };
      });
      this.#door = null;
    }
    const gewekt = this.#gewekt;
    this.#gewekt = false;
    return gewekt;
  }
}
