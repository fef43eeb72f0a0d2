import type { Bron } from '@bronhuis/bron';
import type { Aanroep } from '@bronhuis/toegang';
import { hashVan, leesInhoud } from './inhoud.ts';
import { Toepassing, type Entiteit, type Toepassingsinhoud } from './toepassing.ts';
import { vraagGeldend, vraagVersie, type Inhoudrij } from './toepassingsversie.queries.ts';

/** A version, ready to decide with. */
export interface Gelezen {
  versie: number;
  toepassing: Toepassing;
}

/** As many as Cedar has places for. */
const BEWAARD = 32;

/** What applications bring of their own, read once for as long as it is used. */
export class Toepassingen {
  private readonly bekend = new Map<string, Toepassing>();

  constructor(private readonly bron: Bron) {}

  /** What the application that asks brings for this organisatie; null when it brings nothing, or when it is no application. */
  async voor({ organisatie, wie }: Pick<Aanroep, 'organisatie' | 'wie'>): Promise<Gelezen | null> {
    return wie.soort === 'applicatie' && wie.applicatie !== null ? this.geldend(organisatie, wie.applicatie) : null;
  }

  /** Asked each time: what was established a moment ago decides, in every process. */
  async geldend(organisatie: string, applicatie: string): Promise<Gelezen | null> {
    const [kop] = await this.bron.lees<Pick<Inhoudrij, 'versie' | 'hash'>>({ organisatie }, vraagGeldend(organisatie, applicatie));
    if (!kop) return null;
    const bekend = this.bekend.get(kop.hash);
    return bekend ? { versie: kop.versie, toepassing: this.onthoud(bekend) } : this.versie(organisatie, applicatie, kop.versie);
  }

  async versie(organisatie: string, applicatie: string, versie: number): Promise<Gelezen | null> {
    const [rij] = await this.bron.lees<Inhoudrij>({ organisatie }, vraagVersie(organisatie, applicatie, versie));
    return rij ? { versie, toepassing: this.onthoud(this.bekend.get(rij.hash) ?? new Toepassing(inhoudVan(rij))) } : null;
  }

  private onthoud(t: Toepassing): Toepassing {
    if (t.onleesbaar !== null) return t;
    this.bekend.delete(t.hash);
    this.bekend.set(t.hash, t);
    for (const oudste of this.bekend.keys()) if (this.bekend.size > BEWAARD) this.bekend.delete(oudste);
    return t;
  }
}

/** What cannot be read (any more), or is not what was established, decides nothing: every question is refused, with why. */
function inhoudVan({ hash, beleid, schema, entiteiten: json }: Inhoudrij): Toepassingsinhoud {
  const onleesbaar = (reden: string): Toepassingsinhoud => ({ hash, regels: [], entiteiten: [], acties: [], onleesbaar: reden });
  const invoer = { beleid, schema, entiteiten: JSON.parse(json) as Entiteit[] };
  if (hashVan(invoer) !== hash) return onleesbaar('Deze versie is veranderd sinds zij is gemaakt.');
  try {
    return leesInhoud(invoer);
  } catch (fout) {
    return onleesbaar((fout as Error).message);
  }
}
