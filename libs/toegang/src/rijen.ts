import { ONWAAR, WAAR, type Knoop } from './beleid/lees.ts';
import type { Rijgegeven } from './beleid/deels.ts';
import { schrijfSql, type Bind, type Kolommen } from './beleid/sql.ts';
import { maakToets, type Toets } from './beleid/toets.ts';
import { Feiten, type Waarde } from './beleid/vorm.ts';
import type { Vraag } from './beslisser.ts';
import type { Klasse } from './route.ts';
import { bronVoorBeleid, type Bron } from './vraag.ts';

/**
 * Which rows of a list may be seen: the policies with all filled in that is known of the call. As SQL, so that the list is
 * found by it, or asked of one row.
 */
export class Rijen {
  #toets: Toets | null = null;

  constructor(
    private readonly voorwaarde: Knoop,
    private readonly vraag: Vraag,
    private readonly bron: Bron,
    private readonly klasse: Klasse,
  ) {}

  /** No row whatever it is: the same as a refusal. */
  get geen(): boolean {
    return this.voorwaarde === ONWAAR;
  }

  get alle(): boolean {
    return this.voorwaarde === WAAR;
  }

  /** The answer for one row: that of `mag`. */
  geldtVoor(rij: Partial<Bron>): boolean {
    this.#toets ??= maakToets(this.voorwaarde);
    const resource = { component: this.vraag.resource.component, ...this.gegevensVan({ ...this.bron, ...rij }) };
    return this.#toets(new Feiten({ ...this.vraag, resource }));
  }

  /** For `where`. @throws Error when a policy asks for what no column is given for */
  sql(kolommen: Kolommen, bind: Bind): string {
    return schrijfSql(this.voorwaarde, { kolommen, bind, leeg: this.gegevensVan(this.bron), component: this.vraag.resource.component });
  }

  private gegevensVan(bron: Bron): ReturnType<typeof bronVoorBeleid> & Record<Rijgegeven, Waarde> {
    return { ...bronVoorBeleid(bron, this.klasse), objecttype: bron.objecttype ?? '' };
  }
}
