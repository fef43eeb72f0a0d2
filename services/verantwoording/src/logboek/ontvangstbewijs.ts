import { bladHash, canoniek, controleerInclusie, type JWK } from '@bronhuis/standaarden';
import { isEchtControlepunt, type Controlepunt } from './controlepunt.ts';
import { afdruk, type OpenbareBetrokkene, type OpenbareVerwerking } from './rij.ts';

/** Everything that a resident needs to prove, without the server, that this use of the data stands in the log. */
export interface Ontvangstbewijs {
  soort: 'bronhuis-ontvangstbewijs';
  versie: 1;
  verwerking: OpenbareVerwerking;
  betrokkene: OpenbareBetrokkene;
  /** The resident's own pseudonym with the salt of its imprint. */
  pseudoniem: string;
  zout: string;
  index: number;
  bewijs: string[];
  controlepunt: Controlepunt;
}

const isHex = (s: unknown): s is string => typeof s === 'string' && /^[0-9a-f]{64}$/.test(s);
const hex = (s: string): Buffer => Buffer.from(s, 'hex');

/** What is wrong with a receipt, in plain Dutch; nothing means that it holds. */
export function gebreken(o: Ontvangstbewijs, sleutels: readonly JWK[]): string[] {
  const fouten: string[] = [];
  if (o.soort !== 'bronhuis-ontvangstbewijs' || o.versie !== 1) return ['Dit is geen ontvangstbewijs dat dit programma kent.'];
  if (!isHex(o.controlepunt.wortel) || !o.bewijs.every(isHex)) return ['Het bewijs is geen rij hashes.'];

  const bladVanOuder = bladHash(canoniek(o.verwerking)).toString('hex');
  if (bladVanOuder !== o.betrokkene.verwerkingBlad || o.betrokkene.verwerking !== o.verwerking.id) {
    fouten.push('De beschrijving van de verwerking is niet die van het logboek.');
  }
  if (afdruk(Buffer.from(o.zout, 'hex'), o.pseudoniem) !== o.betrokkene.afdruk) fouten.push('De regel gaat niet over dit pseudoniem.');
  const { organisatie, grootte, wortel } = o.controlepunt;
  if (o.verwerking.organisatie !== organisatie || o.betrokkene.organisatie !== organisatie) {
    fouten.push('De regel en het controlepunt zijn van verschillende organisaties.');
  }
  const blad = bladHash(canoniek(o.betrokkene));
  if (!controleerInclusie({ index: o.index, grootte, blad, bewijs: o.bewijs.map(hex), wortel: hex(wortel) })) {
    fouten.push('De regel staat niet op deze plaats in het logboek.');
  }
  if (!isEchtControlepunt(o.controlepunt, sleutels)) fouten.push('Het controlepunt is niet ondertekend met een sleutel van deze organisatie.');
  return fouten;
}
