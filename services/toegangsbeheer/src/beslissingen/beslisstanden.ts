import type { Bron } from '@bronhuis/bron';
import { canoniek, sha256Hex } from '@bronhuis/standaarden';
import { Beslisser, type Bundel } from '@bronhuis/toegang';
import { vraagJws } from '../bundel/bundel.queries.ts';
import { systeemContext } from '../systeem.ts';
import type { Beslisstand } from './herhaling.ts';

/** Bundles of then, ready to decide with: a page of decisions is of a few. */
const BEWAARD = 8;

/** The policies and the information of any bundle that ever was: none is thrown away. */
export class Beslisstanden {
  private readonly bekend = new Map<number, Beslisstand>();

  constructor(private readonly bron: Bron) {}

  /** @returns what is missing, when that bundle is not there, is not what it was, or cannot be read any more */
  async van({ versie, hash }: Pick<Bundel, 'versie' | 'hash'>): Promise<Beslisstand | { ontbreekt: string[] }> {
    const bekend = this.bekend.get(versie);
    const stand = bekend ?? (await this.lees(versie));
    if ('ontbreekt' in stand) return stand;
    if (stand.bundel.hash !== hash) return { ontbreekt: [`Bundel ${versie} is niet die waarmee is beslist.`] };
    // The one that was asked for last goes last.
    this.bekend.delete(versie);
    this.bekend.set(versie, stand);
    for (const oudste of this.bekend.keys()) if (this.bekend.size > BEWAARD) this.bekend.delete(oudste);
    return stand;
  }

  private async lees(versie: number): Promise<Beslisstand | { ontbreekt: string[] }> {
    const [rij] = await this.bron.lees<{ jws: string }>(systeemContext(), vraagJws(versie));
    if (!rij) return { ontbreekt: [`Bundel ${versie} is er niet (meer).`] };
    const bundel = JSON.parse(Buffer.from(rij.jws.split('.')[1] ?? '', 'base64url').toString('utf8')) as Bundel;
    const { versie: _versie, hash, uitgegeven: _uitgegeven, ...inhoud } = bundel;
    // Whoever changed the row did not change the record of the decision.
    if (sha256Hex(canoniek(inhoud)) !== hash) return { ontbreekt: [`Bundel ${versie} is veranderd sinds zij is gemaakt.`] };
    if (bundel.beleid.some((b) => b.regel === undefined)) return { ontbreekt: [`De regels van bundel ${versie} staan er niet in de vorm waarin zij te herhalen zijn.`] };
    return { bundel, beslisser: new Beslisser(bundel) };
  }
}
