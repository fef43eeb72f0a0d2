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
  maximaalPerKeer?: number;
}

interface Wachtend {
  organisatie: string;
  regel: Verwerkingsregel;
  klaar: () => void;
  mislukt: (fout: unknown) => void;
}

const INSERT = `insert into bron.verwerking_uit (organisatie, onderwerp, verwerking, beslissing)
select * from unnest($1::text[], $2::text[], $3::jsonb[], $4::jsonb[])`;

/**
 * Writes the records of reads before their answers leave. The requests of a few milliseconds share one insert: while
 * one is on its way, the next collect. Every request waits for the commit of its own record.
 */
export class VerwerkingSchrijver {
  private wachtend: Wachtend[] = [];
  private bezig = false;
  private readonly maximaalWachtend: number;
  private readonly maximaalPerKeer: number;

  constructor(
    private readonly databron: Databron,
    private readonly opties: SchrijverOpties = {},
  ) {
    this.maximaalWachtend = opties.maximaalWachtend ?? 5000;
    this.maximaalPerKeer = opties.maximaalPerKeer ?? 500;
  }

  schrijf(organisatie: string, regel: Verwerkingsregel): Promise<void> {
    if (this.wachtend.length >= this.maximaalWachtend) {
      throw Probleem.nietBeschikbaar('Het vastleggen van verwerkingen loopt achter. Probeer het zo opnieuw.', 1);
    }
    return new Promise<void>((klaar, mislukt) => {
      this.wachtend.push({ organisatie, regel, klaar, mislukt });
      if (!this.bezig) {
        this.bezig = true;
        setImmediate(() => void this.leegmaken());
      }
    });
  }

  private async leegmaken(): Promise<void> {
    while (this.wachtend.length > 0) {
      await this.voegToe(this.wachtend.splice(0, this.maximaalPerKeer));
      this.opties.naCommit?.();
    }
    this.bezig = false;
  }

  /** A record that the database refuses may not take its neighbours with it: halve until it stands alone. */
  private async voegToe(groep: Wachtend[]): Promise<void> {
    try {
      await this.databron.query({ name: 'verwerking-uit', text: INSERT, values: kolommen(groep) });
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
      await this.voegToe(groep.slice(0, helft));
      await this.voegToe(groep.slice(helft));
    }
  }
}

function kolommen(groep: Wachtend[]): unknown[] {
  const organisaties: string[] = [];
  const onderwerpen: (string | null)[] = [];
  const verwerkingen: (string | null)[] = [];
  const beslissingen: (string | null)[] = [];
  for (const { organisatie, regel } of groep) {
    organisaties.push(organisatie);
    onderwerpen.push(regel.onderwerp ?? null);
    verwerkingen.push(regel.verwerking ? JSON.stringify(regel.verwerking) : null);
    beslissingen.push(regel.beslissing ? JSON.stringify(regel.beslissing) : null);
  }
  return [organisaties, onderwerpen, verwerkingen, beslissingen];
}

/** Classes 22 (data) and 23 (constraint) are the record's own fault; everything else is the database's. */
function isFoutInGegevens(fout: unknown): boolean {
  const code = (fout as { code?: unknown }).code;
  return typeof code === 'string' && /^2[23]/.test(code);
}
