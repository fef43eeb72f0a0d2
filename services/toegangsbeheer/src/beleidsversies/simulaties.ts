import type { Bron } from '@bronhuis/bron';
import { datumInAmsterdam, type Klok } from '@bronhuis/standaarden';
import { Beslisser, type Aanroep, type Beslissingsrecord, type Bundelhouder } from '@bronhuis/toegang';
import type { Beleidsversies } from './beleidsversies.ts';
import { vraagRecords } from './beleidsversie.queries.ts';
import { alsSet } from './beleidstekst.ts';
import type { SimulatieAntwoord, SimulatieInvoer } from './simulatie.dto.ts';
import { simuleer } from './simulatie.ts';
import { idsVan, tijdvakVan } from '../beslissingen/tijdvak.ts';

const HOOGSTENS = 100_000;

/** What a version would have decided: on the decisions of the organisatie of who asks, and of no other. */
export class Simulaties {
  constructor(
    private readonly bron: Bron,
    private readonly klok: Klok,
    private readonly bundelhouder: Bundelhouder,
    private readonly versies: Beleidsversies,
  ) {}

  /** @throws Probleem 400, 404 */
  async simuleer({ organisatie }: Pick<Aanroep, 'organisatie'>, versie: number, invoer: SimulatieInvoer): Promise<SimulatieAntwoord> {
    const dagen = tijdvakVan(datumInAmsterdam(this.klok.nu()), invoer.van, invoer.tot);
    const { rij } = await this.versies.lees(organisatie, versie);
    const { bundel, beslisser } = this.bundelhouder.huidige();
    const records = this.bron.stroom<{ record: Beslissingsrecord }>({ organisatie }, vraagRecords(organisatie, ...idsVan(dagen), HOOGSTENS));
    const nieuw = { bundel, beslisser: new Beslisser({ beleid: alsSet(rij.tekst).regels }) };
    return { ...dagen, ...(await simuleer(records, nieuw, { bundel, beslisser })) };
  }
}
