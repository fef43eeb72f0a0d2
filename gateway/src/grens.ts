/**
 * A bound on requests per second for one caller (token bucket: bursts of one second are fine).
 * Kept in memory of this process: it protects this process.
 */
export class Grens {
  private readonly emmers = new Map<string, { vol: number; sinds: number }>();

  constructor(private readonly perSeconde: number) {}

  /** @param nu monotonic milliseconds */
  mag(wie: string, nu: number): boolean {
    let emmer = this.emmers.get(wie);
    if (!emmer) {
      if (this.emmers.size >= 50_000) this.ruimOp(nu);
      emmer = { vol: this.perSeconde, sinds: nu };
      this.emmers.set(wie, emmer);
    }
    emmer.vol = Math.min(this.perSeconde, emmer.vol + ((nu - emmer.sinds) / 1000) * this.perSeconde);
    emmer.sinds = nu;
    if (emmer.vol < 1) return false;
    emmer.vol -= 1;
    return true;
  }

  private ruimOp(nu: number): void {
    for (const [wie, emmer] of this.emmers) if (nu - emmer.sinds > 1000) this.emmers.delete(wie);
  }
}
