import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, leesGeheim, type Config } from '@bronhuis/component';
import type { JWK } from '@bronhuis/standaarden';

/** The key under which an organisation declares; a file of its own per organisation, read when it is needed. */
@Injectable()
export class Ondertekensleutel {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** @throws Error when the organisation has no key */
  prive(organisatie: string): Promise<JWK> {
    return leesGeheim<JWK>(this.config.GEHEIMEN_MAP, `verklaring-${organisatie}.key.json`);
  }

  async publiek(organisatie: string): Promise<JWK> {
    const { kty, crv, x, kid } = await this.prive(organisatie);
    return { kty, crv, x, kid, alg: 'EdDSA', use: 'sig' };
  }
}
