import type { Bron, Vraag } from '@bronhuis/bron';
import { Probleem, type Datum } from '@bronhuis/standaarden';
import { toekenningenVan, type Toekenning } from '../toegangsverzoeken/toekenning.ts';
import type { MedewerkerAntwoord } from './medewerker.dto.ts';

interface Medewerkerrij extends Omit<MedewerkerAntwoord, 'tijdelijk'> {
  toekenningen: Toekenning[];
}

const RIJ = `select p.id, p.naam, p.werkgever, p.rollen, ${toekenningenVan('medewerker', 'p.id', '$2::date')} as toekenningen
  from persoon p where p.organisatie = $1 and p.soort = 'medewerker' and p.vertrokken_op is null`;

const vraagMedewerkers = (organisatie: string, dag: Datum, na: string, omvang: number): Vraag => ({
  name: 'medewerkers',
  text: `${RIJ} and p.id > $3 order by p.id limit $4`,
  values: [organisatie, dag, na, omvang + 1],
});

const vraagMedewerker = (organisatie: string, dag: Datum, id: string): Vraag => ({ name: 'medewerker', text: `${RIJ} and p.id = $3`, values: [organisatie, dag, id] });

const alsAntwoord = ({ toekenningen, ...m }: Medewerkerrij): MedewerkerAntwoord => ({
  ...m,
  tijdelijk: toekenningen.map(({ id, rol, activiteiten, geldigTot }) => ({ verzoek: id, rol: rol ?? '', activiteiten, geldigTot })),
});

/** The employees that work for an organisatie, as the employer last told of them. */
export class Medewerkers {
  constructor(private readonly bron: Bron) {}

  async lijst(organisatie: string, dag: Datum, na: string, omvang: number): Promise<MedewerkerAntwoord[]> {
    return (await this.bron.lees<Medewerkerrij>({ organisatie }, vraagMedewerkers(organisatie, dag, na, omvang))).map(alsAntwoord);
  }

  /** @throws Probleem 404 */
  async lees(organisatie: string, dag: Datum, id: string): Promise<MedewerkerAntwoord> {
    const [m] = await this.bron.lees<Medewerkerrij>({ organisatie }, vraagMedewerker(organisatie, dag, id));
    if (!m) throw Probleem.nietGevonden('Deze medewerker is hier niet bekend.');
    return alsAntwoord(m);
  }
}
