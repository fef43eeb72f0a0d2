export interface Rondeopties {
  elkeMs: number;
  /** Tells that a round failed. What it left is work for the next. */
  mislukt: (fout: string) => void;
}

type Werk = () => Promise<unknown>;

/** Background work in rounds: one at a time, again and again, and none is cut off by a stop. */
export class Rondes {
  private wekker: NodeJS.Timeout | null = null;
  private bezig: Promise<void> = Promise.resolve();
  private readonly gevraagd = new Set<Werk>();
  private stopt = false;

  constructor(
    private readonly werk: Werk,
    private readonly opties: Rondeopties,
  ) {}

  /** For work that takes long: it may end after a piece. */
  get gestopt(): boolean {
    return this.stopt;
  }

  /** The first round comes after one interval; who wants it sooner asks for it. */
  start(): void {
    if (this.stopt) return;
    this.wekker = setTimeout(() => void this.wek().then(() => this.start()), this.opties.elkeMs);
    this.wekker.unref();
  }

  /** A round now, behind the one under way; other work may take its turn like this too. Asked for twice before it begins, it is done once. */
  wek(werk: Werk = this.werk): Promise<void> {
    this.gevraagd.add(werk);
    this.bezig = this.bezig.then(() => this.ronde(werk));
    return this.bezig;
  }

  /** Waits for the round under way; begins none after it. */
  async stop(): Promise<void> {
    this.stopt = true;
    if (this.wekker) clearTimeout(this.wekker);
    await this.bezig;
  }

  private async ronde(werk: Werk): Promise<void> {
    if (!this.gevraagd.delete(werk) || this.stopt) return;
    try {
      await werk();
    } catch (fout) {
      this.opties.mislukt((fout as Error).message);
    }
  }
}
