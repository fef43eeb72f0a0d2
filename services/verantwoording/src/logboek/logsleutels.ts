import { leesGeheim } from '@bronhuis/component';
import { Probleem, type JWK } from '@bronhuis/standaarden';

/** The keys with which the logs are signed, one per organisatie: never in the database that they guard. */
export class Logsleutels {
  private readonly gelezen = new Map<string, Promise<JWK>>();

  constructor(private readonly map: string) {}

  prive(organisatie: string): Promise<JWK> {
    const bekend = this.gelezen.get(organisatie);
    if (bekend) return bekend;
    const sleutel = leesGeheim<JWK>(this.map, `log-${organisatie}.key.json`);
    this.gelezen.set(organisatie, sleutel);
    // A file that is put there later must be found later.
    sleutel.catch(() => this.gelezen.delete(organisatie));
    return sleutel;
  }

  /** @throws Probleem 404 for an organisatie that has no log here */
  async publiek(organisatie: string): Promise<JWK> {
    const prive = await this.prive(organisatie).catch((oorzaak: unknown) => {
      throw Object.assign(Probleem.nietGevonden('Deze organisatie heeft hier geen logboek.'), { cause: oorzaak });
    });
    const { d: _geheim, ...publiek } = prive;
    return publiek;
  }
}
