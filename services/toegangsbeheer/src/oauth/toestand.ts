import { createHash } from 'node:crypto';
import type { Bron } from '@bronhuis/bron';
import type { Klok } from '@bronhuis/standaarden';
import { errors, type Adapter, type AdapterPayload } from 'oidc-provider';
import { systeemContext } from '../systeem.ts';

/** How a secret name is kept. */
export const hash = (naam: string): Buffer => createHash('sha256').update(naam).digest();

/**
 * What oidc-provider must remember of a sign-in under way, in our database: a second process takes over in the middle.
 * A name is the secret itself (the code, the cookie), so only its hash is kept.
 */
export class Toestand implements Adapter {
  constructor(
    private readonly bron: Bron,
    private readonly klok: Klok,
    private readonly model: string,
    private readonly herroep: (toestemming: string) => Promise<void>,
  ) {}

  async upsert(naam: string, inhoud: AdapterPayload, seconden = 0): Promise<void> {
    const { jti: _, ...rest } = inhoud;
    const nu = this.klok.nu();
    await this.bron.voerUit(systeemContext(), {
      text: `insert into oauth_toestand (model, naam, inhoud, toestemming, verloopt) values ($1, $2, $3, $4, $5)
         on conflict (model, naam) do update set inhoud = excluded.inhoud, toestemming = excluded.toestemming, verloopt = excluded.verloopt`,
      values: [this.model, hash(naam), rest, inhoud.grantId ? hash(inhoud.grantId) : null, new Date(nu.getTime() + seconden * 1000)],
    });
  }

  async find(naam: string): Promise<AdapterPayload | undefined> {
    const [rij] = await this.bron.lees<{ inhoud: AdapterPayload; verbruikt: Date | null }>(systeemContext(), {
      name: 'oauth-toestand',
      text: 'select inhoud, verbruikt from oauth_toestand where model = $1 and naam = $2 and verloopt > $3',
      values: [this.model, hash(naam), this.klok.nu()],
    });
    return rij && { ...rij.inhoud, jti: naam, ...(rij.verbruikt ? { consumed: Math.floor(rij.verbruikt.getTime() / 1000) } : {}) };
  }

  /**
   * Once, also of two processes at the same moment: who comes second ends what the first was given (RFC 6749 §4.1.2).
   * @throws InvalidGrant, or InvalidRequestUri, for who comes second
   */
  async consume(naam: string): Promise<void> {
    const eerste = await this.bron.voerUit(systeemContext(), {
      text: 'update oauth_toestand set verbruikt = $3 where model = $1 and naam = $2 and verbruikt is null returning 1',
      values: [this.model, hash(naam), this.klok.nu()],
    });
    if (eerste.length === 1) return;
    if (this.model === 'PushedAuthorizationRequest') throw new errors.InvalidRequestUri('request_uri was already used');
    const toestemming = (await this.find(naam))?.grantId;
    if (toestemming) await this.herroep(toestemming);
    throw new errors.InvalidGrant('already consumed');
  }

  async destroy(naam: string): Promise<void> {
    await this.bron.voerUit(systeemContext(), { text: 'delete from oauth_toestand where model = $1 and naam = $2', values: [this.model, hash(naam)] });
  }

  async revokeByGrantId(toestemming: string): Promise<void> {
    if (this.model === 'AccessToken') await this.herroep(toestemming);
    await this.bron.voerUit(systeemContext(), { text: 'delete from oauth_toestand where model = $1 and toestemming = $2', values: [this.model, hash(toestemming)] });
  }

  /** Sessions end with their sign-in and there are no device codes: nothing is ever looked for this way. */
  findByUid(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
  findByUserCode(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
}
