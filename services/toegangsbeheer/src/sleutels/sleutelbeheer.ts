import type { Bron, Tx } from '@bronhuis/bron';
import { type Klok, uuidv7 } from '@bronhuis/standaarden';
import { exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose';
import { markeerGewijzigd } from '../bundel/stand.store.ts';
import { systeemContext } from '../systeem.ts';
import { huidigeSleutel, rotatieplan } from './rotatie.ts';
import { SLEUTELS, vraagSleutels, type Sleutelrij } from './sleutels.queries.ts';
import type { Sleutelkluis } from './sleutelkluis.ts';

const VERS_MS = 1000;

/** Token keys: one signs, the next is published already, the former stays published until its tokens are over. */
export class Sleutelbeheer {
  private gelezen: { op: number; rijen: Promise<Sleutelrij[]> } = { op: -Infinity, rijen: Promise.resolve([]) };
  private readonly geopend = new Map<string, { sleutel: CryptoKey; prive: JWK }>();

  constructor(
    private readonly bron: Bron,
    private readonly klok: Klok,
    private readonly kluis: Sleutelkluis,
  ) {}

  /** Brings the keys to where they should be now; `opVerzoek` starts a rotation. Safe with several processes. */
  async zorg(opVerzoek = false): Promise<void> {
    if (rotatieplan(await this.rijen(), this.klok.nu(), opVerzoek).length === 0) return;
    await this.bron.transactie(systeemContext(), async (tx) => {
      await tx.query("select pg_advisory_xact_lock(hashtext('tokensleutel'))");
      const nu = this.klok.nu();
      for (const stap of rotatieplan(await tx.query<Sleutelrij>(SLEUTELS), nu, opVerzoek)) {
        if (stap.soort === 'maak') await this.maak(tx, nu, stap.gebruikVanaf);
        else if (stap.soort === 'verwijder') await tx.query('delete from tokensleutel where kid = $1', [stap.kid]);
        else {
          await tx.query('update tokensleutel set tot = $2 where kid = $1', [stap.van, stap.op]);
          await tx.query('update tokensleutel set vanaf = $2 where kid = $1', [stap.naar, stap.op]);
        }
      }
      await markeerGewijzigd(tx);
    });
  }

  /** Every key that a token may still be signed with, soon or long ago enough. */
  async publiek(): Promise<JWK[]> {
    return (await this.rijen()).map((r) => r.publiek);
  }

  /** The key to sign with now. A second old is new enough: a key signs a minute after everybody knows it. */
  async ondertekensleutel(): Promise<{ kid: string; sleutel: CryptoKey; prive: JWK }> {
    const nu = this.klok.nu();
    let rij = huidigeSleutel(await this.verseRijen(nu.getTime()), nu);
    if (!rij) {
      await this.zorg();
      rij = huidigeSleutel(await this.rijen(), nu);
    }
    if (!rij) throw new Error('no token key');
    let geopend = this.geopend.get(rij.kid);
    if (!geopend) {
      const prive = this.kluis.open(rij.prive, rij.kid);
      geopend = { prive, sleutel: (await importJWK(prive, 'PS256')) as CryptoKey };
      this.geopend.set(rij.kid, geopend);
    }
    return { kid: rij.kid, ...geopend };
  }

  private async verseRijen(nu: number): Promise<Sleutelrij[]> {
    if (Math.abs(nu - this.gelezen.op) >= VERS_MS) this.gelezen = { op: nu, rijen: this.rijen() };
    try {
      return await this.gelezen.rijen;
    } catch (fout) {
      this.gelezen.op = -Infinity;
      throw fout;
    }
  }

  private rijen(): Promise<Sleutelrij[]> {
    return this.bron.lees<Sleutelrij>(systeemContext(), vraagSleutels());
  }

  private async maak(tx: Tx, nu: Date, vanaf: Date | null): Promise<void> {
    const kid = `t-${uuidv7(nu)}`;
    const paar = await generateKeyPair('PS256', { modulusLength: 2048, extractable: true });
    const publiek = { ...(await exportJWK(paar.publicKey)), kid, alg: 'PS256', use: 'sig' };
    const prive = this.kluis.sluit(await exportJWK(paar.privateKey), kid);
    await tx.query('insert into tokensleutel (kid, publiek, prive, gemaakt, vanaf) values ($1, $2, $3, $4, $5)', [kid, publiek, prive, nu, vanaf]);
  }
}
