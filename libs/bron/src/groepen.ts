import type pg from 'pg';
import { Probleem } from '@bronhuis/standaarden';
import { isHerhaalbaar } from './fouten.ts';
import { naamVan, stuur } from './opdracht.ts';
import { kolom } from './reeks.ts';
import type { Context, Idempotentie, Ineens, Nalatenschap } from './types.ts';
import { uitgaand, wat } from './vastleggen.ts';

export type SchrijfContext = Context & { idempotentie?: Idempotentie };

interface Wachtend {
  ctx: SchrijfContext;
  w: Ineens;
  klaar: (bezwaar: string | null) => void;
  mislukt: (fout: unknown) => void;
}

interface Groep {
  wachtend: Wachtend[];
  onderweg: number;
  /** So many are in the last one that went. */
  vorige: number;
  ongeduld: NodeJS.Timeout | null;
}

type Gemaakt = Wachtend & Nalatenschap;

type Verbinding = <T>(werk: (client: pg.PoolClient) => Promise<T>) => Promise<T>;

const TEGELIJK = 2;
const PER_KEER = 50;
/**
 * A transaction for a few costs both sides as much as one for these: while one is on its way, fewer wait for it. But not behind
 * one that is smaller than they are, as when little is asked; nor for long behind one that is held up, by a lock or a disk.
 */
const GENOEG = 16;
const GEDULD_MS = 25;

/**
 * Writes of one kind and one organisation that come in the same moment go in one statement, and so in one transaction: while
 * one group is on its way, or two when there are many or one is held up, the next collect. What stands in the way of one stands
 * in the way of that one only; when the database refuses them together, each goes alone.
 */
export class Groepen {
  readonly #verbinding: Verbinding;
  readonly #component: string;
  readonly #groepen = new Map<string, Groep>();

  constructor(verbinding: Verbinding, component: string) {
    this.#verbinding = verbinding;
    this.#component = component;
  }

  /** Null when it is written and committed, or what stood in its way. */
  schrijf(ctx: SchrijfContext, w: Ineens): Promise<string | null> {
    const sleutel = `${ctx.organisatie} ${w.functie}`;
    return new Promise((klaar, mislukt) => {
      const groep = this.#groepen.get(sleutel) ?? { wachtend: [], onderweg: 0, vorige: 0, ongeduld: null };
      this.#groepen.set(sleutel, groep);
      groep.wachtend.push({ ctx, w, klaar, mislukt });
      if (magWeg(groep)) setImmediate(() => void this.#verzend(sleutel));
      else this.#wacht(sleutel, groep);
    });
  }

  #wacht(sleutel: string, groep: Groep): void {
    groep.ongeduld ??= setTimeout(() => {
      groep.ongeduld = null;
      void this.#verzend(sleutel, 1);
    }, GEDULD_MS);
  }

  async #verzend(sleutel: string, genoeg?: number): Promise<void> {
    const groep = this.#groepen.get(sleutel);
    if (!groep || !magWeg(groep, genoeg)) return;
    if (groep.ongeduld) clearTimeout(groep.ongeduld);
    groep.ongeduld = null;
    groep.onderweg++;
    const stuk = groep.wachtend.splice(0, PER_KEER);
    groep.vorige = stuk.length;
    await this.#samen(stuk.flatMap((een) => this.#maak(een)));
    groep.onderweg--;
    if (groep.wachtend.length === 0 && groep.onderweg === 0) this.#groepen.delete(sleutel);
    else if (magWeg(groep)) void this.#verzend(sleutel);
    else if (groep.wachtend.length > 0) this.#wacht(sleutel, groep);
  }

  /** One that cannot be made stands in no other's way. */
  #maak(wachtend: Wachtend): Gemaakt[] {
    try {
      return [{ ...wachtend, ...wachtend.w.maak() }];
    } catch (fout) {
      wachtend.mislukt(fout);
      return [];
    }
  }

  async #samen(stuk: Gemaakt[]): Promise<void> {
    if (stuk.length === 0) return;
    try {
      const bezwaren = await this.#verbinding((client) => this.#stuur(client, stuk));
      stuk.forEach(({ klaar }, i) => klaar(bezwaren[i] ?? null));
    } catch (fout) {
      if (stuk.length > 1 && isGeweigerd(fout)) await Promise.all(stuk.map((een) => this.#samen([een])));
      else for (const { mislukt } of stuk) mislukt(fout);
    }
  }

  async #stuur(client: pg.PoolClient, stuk: Gemaakt[]): Promise<(string | null)[]> {
    const [{ ctx, w }] = stuk as [Gemaakt];
    const vast = wat(
      stuk.map((s) => uitgaand(s.ctx, this.#component, s.w.kop, s.event)),
      stuk.map((s) => ({ ...s.regel, spoor: s.ctx.traceparent })),
      stuk.map((s) => s.ctx.idempotentie ? { ...s.ctx.idempotentie, antwoord: s.w.antwoord } : null),
    );
    const eigen = w.soorten.map((soort, i) => kolom(stuk.map((s) => s.argumenten[i] ?? null), soort));
    const plaatsen = (van: number, aantal: number): string => Array.from({ length: aantal }, (_, i) => `$${van + i}`).join(', ');
    const text = `select bron.leg_vast(${w.functie}($1, ${plaatsen(2 + vast.length, eigen.length)}), $1, ${plaatsen(2, vast.length)}) as bezwaren`;
    const { rows } = await stuur<{ bezwaren: (string | null)[] }>(client, text, [ctx.organisatie, ...vast, ...eigen], naamVan(text));
    return rows[0]?.bezwaren ?? [];
  }
}

const magWeg = ({ wachtend, onderweg, vorige }: Groep, genoeg = Math.min(GENOEG, vorige)): boolean =>
  wachtend.length >= (onderweg === 0 ? 1 : genoeg) && onderweg < TEGELIJK;

/** The database said no, and so wrote nothing. A lost connection says nothing: that one may have been written. */
const isGeweigerd = (fout: unknown): boolean => !(fout instanceof Probleem && fout.status === 503) || isHerhaalbaar(fout.cause);
