import type { Bron, Tx } from '@bronhuis/bron';
import { type Klok, uuidv7 } from '@bronhuis/standaarden';
import { markeerGewijzigd } from '../bundel/stand.store.ts';
import { systeemContext } from '../systeem.ts';
import { LEVENSDUUR_S } from '../tokens/tokenuitgever.ts';
import { hash } from './toestand.ts';

export interface Tokenplaats {
  organisatie: string;
  jti: string;
}

/** Ends tokens before their time: the next bundle names them, and every component looks at it each second. */
export class Herroeping {
  constructor(
    private readonly bron: Bron,
    private readonly klok: Klok,
  ) {}

  /** RFC 7009: of the application that holds it. Twice is once. */
  async vanToken({ organisatie, jti }: Tokenplaats, door: string): Promise<void> {
    await this.bron.transactie({ ...systeemContext(), organisatie }, (tx) => this.schrijf(tx, jti, 'Ingetrokken door de applicatie', door));
  }

  /**
   * Remembers which token a code gave.
   * @returns false when the code was used again meanwhile: then there is no token
   */
  async onthoud(toestemming: string, token: Tokenplaats): Promise<boolean> {
    const nu = this.klok.nu();
    return this.bron.transactie(systeemContext(), async (tx) => {
      const bestaat = await tx.query(`select 1 from oauth_toestand where model = 'Grant' and naam = $1 for update`, [hash(toestemming)]);
      if (bestaat.length === 0) return false;
      await tx.query(`insert into oauth_toestand (model, naam, inhoud, toestemming, verloopt) values ('Uitgegeven', $1, $2, $3, $4)`, [
        hash(token.jti), token, hash(toestemming), new Date(nu.getTime() + LEVENSDUUR_S * 1000),
      ]);
      return true;
    });
  }

  /** RFC 6749 §4.1.2: a code that comes twice ends what it gave, and what it is about to give. */
  async vanToestemming(toestemming: string): Promise<void> {
    const tokens = await this.bron.transactie(systeemContext(), async (tx) => {
      await tx.query(`delete from oauth_toestand where model = 'Grant' and naam = $1`, [hash(toestemming)]);
      return tx.query<{ inhoud: Tokenplaats }>(`select inhoud from oauth_toestand where model = 'Uitgegeven' and toestemming = $1`, [hash(toestemming)]);
    });
    for (const { inhoud } of tokens) {
      await this.bron.transactie({ ...systeemContext(), organisatie: inhoud.organisatie }, (tx) => this.schrijf(tx, inhoud.jti, 'De code van deze aanmelding kwam een tweede keer', 'toegangsbeheer'));
    }
  }

  private async schrijf(tx: Tx, jti: string, reden: string, door: string): Promise<void> {
    const nu = this.klok.nu();
    const al = await tx.query('select 1 from intrekking where organisatie = $1 and jti = $2', [tx.organisatie, jti]);
    if (al.length > 0) return;
    await tx.query('insert into intrekking (organisatie, id, jti, reden, tijdstip, tot, door) values ($1, $2, $3, $4, $5, $6, $7)', [
      tx.organisatie, uuidv7(nu), jti, reden, nu, new Date(nu.getTime() + 2 * LEVENSDUUR_S * 1000), door,
    ]);
    await markeerGewijzigd(tx);
  }
}
