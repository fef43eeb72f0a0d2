import type { Verwerkingsregel } from '@bronhuis/bron';
import { Probleem } from '@bronhuis/standaarden';

/** What the writer needs of a database: the pool of the role `werker`, that may write for every organisatie. */
interface Databron {
  query(q: { name: string; text: string; values: unknown[] }): Promise<unknown>;
}

export interface SchrijverOpties {
  /** Called after a commit, to wake the relay. */
  naCommit?: () => void;
  /** Records that may wait; above it a request is refused with 503 (a read without a record never happens). */
  maximaalWachtend?: number;
}

interface Wachtend {
  onderwerp: string | null;
  verwerking: string | null;
  beslissing: string | null;
  klaar: () => void;
  mislukt: (fout: unknown) => void;
}

const INSERT = 'insert into bron.verwerking_uit (organisatie, onderwerp, verwerking, beslissing) values ($1, $2, $3, $4)';

/** While one waits for the disk, the next is made, as soon as it has so many: one for a few costs as much as one for these. */
const TEGELIJK = 2;
const GENOEG = 16;

/** Well below what one message may hold. */
const PER_RIJ = { regels: 100, tekens: 100_000 };

/**
 * Writes the records of reads before their answers leave. The requests of a few milliseconds share one row for each
 * organisation: while those before them are on their way, the next collect. Every request waits for the commit of its own record.
 */
export class VerwerkingSchrijver {
  private readonly wachtend = new Map<string, Wachtend[]>();
  private aantal = 0;
  private onderweg = 0;
  private gepland = false;
  private readonly maximaalWachtend: number;

  constructor(
    private readonly databron: Databron,
    private readonly opties: SchrijverOpties = {},
  ) {
    this.maximaalWachtend = opties.maximaalWachtend ?? 5000;
  }

  schrijf(organisatie: string, regel: Verwerkingsregel): Promise<void> {
    if (this.aantal >= this.maximaalWachtend) {
      throw Probleem.nietBeschikbaar('Het vastleggen van verwerkingen loopt achter. Probeer het zo opnieuw.', 1);
    }
    const verwerking = regel.verwerking ? JSON.stringify(regel.verwerking) : null;
    const beslissing = regel.beslissing ? JSON.stringify(regel.beslissing) : null;
    return new Promise<void>((klaar, mislukt) => {
      const w = { onderwerp: regel.onderwerp ?? null, verwerking, beslissing, klaar, mislukt };
      const rij = this.wachtend.get(organisatie);
      if (rij) rij.push(w);
      else this.wachtend.set(organisatie, [w]);
      this.aantal++;
      if (!this.gepland && this.magWeg) this.plan();
    });
  }

  private get magWeg(): boolean {
    return this.onderweg === 0 || (this.onderweg < TEGELIJK && this.aantal >= GENOEG);
  }

  /** Once for all that this turn of the event loop brings. */
  private plan(): void {
    this.gepland = true;
    setImmediate(() => {
      this.gepland = false;
      void this.leegmaken();
    });
  }

  private async leegmaken(): Promise<void> {
    if (!this.magWeg) return;
    this.onderweg++;
    while (this.aantal > 0 && (this.onderweg === 1 || this.aantal >= GENOEG)) {
      const groepen = [...this.wachtend].map(([organisatie, rij]) => ({ organisatie, groep: neem(rij) }));
      for (const { organisatie, groep } of groepen) {
        this.aantal -= groep.length;
        if (this.wachtend.get(organisatie)?.length === 0) this.wachtend.delete(organisatie);
      }
      await Promise.all(groepen.map(({ organisatie, groep }) => this.voegToe(organisatie, groep)));
      this.opties.naCommit?.();
    }
    this.onderweg--;
  }

  /** A record that the database refuses may not take its neighbours with it: halve until it stands alone. */
  private async voegToe(organisatie: string, groep: Wachtend[]): Promise<void> {
    try {
      await this.databron.query({ name: 'verwerking-uit', text: INSERT, values: [organisatie, ...kolommen(groep)] });
      for (const w of groep) w.klaar();
    } catch (fout) {
      if (groep.length === 1 || !isFoutInGegevens(fout)) {
        const antwoord = isFoutInGegevens(fout)
          ? fout
          : Probleem.nietBeschikbaar('De verwerking kan nu niet worden vastgelegd, dus het antwoord wordt niet gegeven.', 1);
        for (const w of groep) w.mislukt(antwoord);
        return;
      }
      const helft = groep.length >> 1;
      await this.voegToe(organisatie, groep.slice(0, helft));
      await this.voegToe(organisatie, groep.slice(helft));
    }
  }
}

/** Takes what fits in one row, and at least one. */
function neem(rij: Wachtend[]): Wachtend[] {
  let n = 0;
  let tekens = 0;
  while (n < rij.length && n < PER_RIJ.regels && (n === 0 || tekens < PER_RIJ.tekens)) {
    const w = rij[n++] as Wachtend;
    tekens += (w.verwerking?.length ?? 0) + (w.beslissing?.length ?? 0);
  }
  return rij.splice(0, n);
}

/**
 * One record stands as it is and goes with its subject; several are a list, that belongs to no subject alone. That is
 * no loss: the term of a record is that of its activity, not that of the thing that was read.
 */
function kolommen(groep: Wachtend[]): (string | null)[] {
  const [een] = groep;
  if (een && groep.length === 1) return [een.onderwerp, een.verwerking, een.beslissing];
  return [null, lijst(groep.map((w) => w.verwerking)), lijst(groep.map((w) => w.beslissing))];
}

function lijst(teksten: (string | null)[]): string | null {
  const leden = teksten.filter((t) => t !== null);
  return leden.length === 0 ? null : `[${leden.join(',')}]`;
}

/** Classes 22 (data) and 23 (constraint) are the record's own fault; everything else is the database's. */
function isFoutInGegevens(fout: unknown): boolean {
  const code = (fout as { code?: unknown }).code;
  return typeof code === 'string' && /^2[23]/.test(code);
}
