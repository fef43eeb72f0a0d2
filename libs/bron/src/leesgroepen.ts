import type pg from 'pg';
import { Probleem } from '@bronhuis/standaarden';
import { vertaalFout } from './fouten.ts';
import { naamVan } from './opdracht.ts';
import { reeks } from './reeks.ts';
import type { Functievraag } from './types.ts';

interface Wachtend {
  waarden: Functievraag['waarden'];
  klaar: (tekst: string | null) => void;
  mislukt: (fout: unknown) => void;
}

interface Groep {
  vraag: Functievraag;
  wachtend: Wachtend[];
  onderweg: number;
  gepland: boolean;
}

const PER_KEER = 50;
const TEGELIJK = 2;
/** A statement for a few costs both sides as much as one for these: while one is on its way, fewer wait for it. */
const GENOEG = 16;

/**
 * Reads by one function, of one organisation, that come in the same moment go in one statement: while one is on its way, or
 * two when there are many, the next collect. A statement for each costs both sides more than the read itself.
 */
export class Leesgroepen {
  readonly #groepen = new Map<string, Groep>();

  constructor(private readonly pool: pg.Pool) {}

  lees(vraag: Functievraag): Promise<string | null> {
    const sleutel = `${vraag.organisatie} ${vraag.naam}`;
    return new Promise((klaar, mislukt) => {
      let groep = this.#groepen.get(sleutel);
      if (!groep) this.#groepen.set(sleutel, (groep = { vraag, wachtend: [], onderweg: 0, gepland: false }));
      groep.wachtend.push({ waarden: vraag.waarden, klaar, mislukt });
      if (!groep.gepland && magWeg(groep)) this.#plan(sleutel, groep);
    });
  }

  /** Once for all that this turn of the event loop brings. */
  #plan(sleutel: string, groep: Groep): void {
    groep.gepland = true;
    setImmediate(() => {
      groep.gepland = false;
      void this.#verzend(sleutel, groep);
    });
  }

  async #verzend(sleutel: string, groep: Groep): Promise<void> {
    if (!magWeg(groep)) return;
    groep.onderweg++;
    await this.#samen(groep.vraag, groep.wachtend.splice(0, PER_KEER));
    groep.onderweg--;
    if (groep.wachtend.length > 0) void this.#verzend(sleutel, groep);
    else if (groep.onderweg === 0 && !groep.gepland) this.#groepen.delete(sleutel);
  }

  async #samen(vraag: Functievraag, stuk: readonly Wachtend[]): Promise<void> {
    try {
      const { rows } = await this.pool.query<{ r: string | null }>(statement(vraag, stuk));
      stuk.forEach(({ klaar }, i) => klaar(rows[i]?.r ?? null));
    } catch (oorzaak) {
      const fout = vertaalFout(oorzaak);
      // What the database refuses of one says nothing of the others.
      if (stuk.length > 1 && !(fout instanceof Probleem && fout.status === 503)) await Promise.all(stuk.map((een) => this.#samen(vraag, [een])));
      else for (const { mislukt } of stuk) mislukt(fout);
    }
  }
}

const magWeg = ({ wachtend, onderweg }: Groep): boolean => wachtend.length > 0 && (onderweg === 0 || (onderweg < TEGELIJK && wachtend.length >= GENOEG));

function statement({ organisatie, naam, soorten }: Functievraag, stuk: readonly Wachtend[]): pg.QueryConfig {
  const namen = soorten.map((_, i) => `a${i}`).join(', ');
  const reeksen = soorten.map((soort, i) => `$${i + 2}::${soort}[]`).join(', ');
  const text = `select ${naam}($1, ${namen}) as r from unnest(${reeksen}) with ordinality as x(${namen}, nr) order by nr`;
  return { name: naamVan(text), text, values: [organisatie, ...soorten.map((_, i) => reeks(stuk.map((s) => s.waarden[i] ?? null)))] };
}
