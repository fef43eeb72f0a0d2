import type { Antwoord, Bron, Tx } from '@bronhuis/bron';
import { type Klok, Probleem, uuidv7 } from '@bronhuis/standaarden';
import type { Aanroep } from '@bronhuis/toegang';
import { ZICHTBAAR, type ZichtbareApplicatie } from '../applicaties/applicatie.queries.ts';
import { vergrendel, wijzig } from '../applicaties/applicatie.store.ts';
import { schrijfcontext } from '../applicaties/applicaties.ts';
import { markeerGewijzigd } from '../bundel/stand.store.ts';
import { beeindigVoorMedewerker } from '../toegangsverzoeken/toegangsverzoeken.ts';
import { beeindigTokens } from '../toegangsverzoeken/uitgegeven.ts';
import { LEVENSDUUR_S } from '../tokens/tokenuitgever.ts';
import type { IntrekkingInvoer } from './intrekking.dto.ts';

/** Nobody who does not run the application can stop it for others. @throws Probleem 403 */
export function toetsIntrekking(a: Pick<ZichtbareApplicatie, 'uitvoerder' | 'soort'>, wie: { organisatie: string; uitvoerder: string }): void {
  if (a.soort !== 'applicatie' || (a.uitvoerder !== wie.organisatie && a.uitvoerder !== wie.uitvoerder)) {
    throw Probleem.verboden('Alleen de organisatie die deze applicatie draait, trekt haar in. Haal de activiteiten van uw organisatie weg om haar bij u te stoppen.', 'andere-uitvoerder');
  }
}

const onbekend = (): Probleem =>
  Probleem.ongeldig([{ name: 'applicatie', reason: 'Deze applicatie staat niet in het register van uw organisatie.', code: 'onbekend' }]);

/** Whoever left has no access any more: not by the employer, not for a time, not by a token that there is. @throws Probleem 400 */
async function laatGaan(tx: Tx, medewerker: string, wat: { reden: string; tijd: Date; door: string }): Promise<void> {
  const bekend = await tx.query(`update persoon set vertrokken_op = $3 where organisatie = $1 and id = $2 and soort = 'medewerker' and vertrokken_op is null returning 1`, [tx.organisatie, medewerker, wat.tijd]);
  if (bekend.length === 0) throw Probleem.ongeldig([{ name: 'medewerker', reason: 'Deze medewerker is hier niet bekend.', code: 'onbekend' }]);
  await beeindigVoorMedewerker(tx, medewerker, wat);
  await beeindigTokens(tx, { medewerker }, wat);
}

/** Ends the access of an application or of an employee who left, or one token, everywhere: the next bundle names it and every component polls. */
export class Intrekkingen {
  constructor(
    private readonly bron: Bron,
    private readonly klok: Klok,
  ) {}

  /** @throws Probleem 400, 403 */
  async trekIn(aanroep: Aanroep, invoer: IntrekkingInvoer): Promise<Antwoord> {
    if ([invoer.applicatie, invoer.jti, invoer.medewerker].filter((x) => x !== undefined).length !== 1) {
      throw Probleem.ongeldig([{ name: 'applicatie', reason: 'Noem een applicatie, een medewerker of een token (jti), precies een van de drie.', code: 'keuze' }]);
    }
    return this.bron.schrijf(schrijfcontext(aanroep), async (tx) => {
      const nu = this.klok.nu();
      const id = uuidv7(nu);
      if (invoer.applicatie !== undefined) {
        const kop = await vergrendel(tx, invoer.applicatie, nu);
        const [applicatie] = await tx.query<ZichtbareApplicatie>(`${ZICHTBAAR} and a.id = $2`, [tx.organisatie, invoer.applicatie]);
        if (!kop || !applicatie) throw onbekend();
        toetsIntrekking(applicatie, aanroep);
        await wijzig(tx, kop, { status: 'ingetrokken' });
        tx.emit(kop, {
          type: 'nl.gemeente.applicaties.applicatie-gewijzigd',
          data: { applicatie: kop.id, naam: applicatie.naam, status: 'ingetrokken', activiteiten: applicatie.activiteiten, versie: kop.versie },
        });
      }
      if (invoer.medewerker !== undefined) await laatGaan(tx, invoer.medewerker, { reden: invoer.reden, tijd: nu, door: aanroep.wie.id });
      // A lasting token would be back when this revocation of a short one is over: nobody may think that it is gone.
      if (invoer.jti !== undefined && (await tx.query('select 1 from api_token where organisatie = $1 and id = $2', [tx.organisatie, invoer.jti])).length > 0) {
        throw Probleem.ongeldig([{ name: 'jti', reason: 'Dit is een API-token. Trek het in bij zijn applicatie: DELETE /applicaties/{id}/api-tokens/{token}.', code: 'api-token' }]);
      }
      // A token outlives its revocation by nothing: after its own end the row says nothing any more.
      const tot = invoer.applicatie !== undefined ? null : new Date(nu.getTime() + 2 * LEVENSDUUR_S * 1000);
      await tx.query('insert into intrekking (organisatie, id, applicatie, jti, medewerker, reden, tijdstip, tot, door) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)', [
        tx.organisatie, id, invoer.applicatie ?? null, invoer.jti ?? null, invoer.medewerker ?? null, invoer.reden, nu, tot, aanroep.wie.id,
      ]);
      tx.verwerk(aanroep.regel(null));
      await markeerGewijzigd(tx);
      return { status: 201, body: { id, ...invoer, tijdstip: nu.toISOString() } };
    });
  }
}
