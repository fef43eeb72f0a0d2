import { join } from 'node:path';
import type { Config } from '@bronhuis/component';
import { leesGeheim } from '@bronhuis/component';
import { datumInAmsterdam, type JWK, type Klok } from '@bronhuis/standaarden';
import { Bundelhouder, bundelOverHttp } from '@bronhuis/toegang';
import type { Logger } from 'pino';
import { activiteitVoor, alleDoelen, doelenVoor, type Doel, type Werkproces } from './gateway/doel.ts';
import type { Gemeente } from './lay-out/bezoeker.ts';

export interface Namen {
  organisatie: (oin: string) => string | null;
  activiteit: (id: string) => string | null;
}

/** Which municipalities there are and what they do, from the signed bundle that every component has. */
export class Gemeenten {
  private constructor(
    private readonly houder: Bundelhouder,
    private readonly klok: Klok,
  ) {}

  static async open(config: Config, klok: Klok, logger: Logger): Promise<Gemeenten> {
    const houder = new Bundelhouder({
      bron: bundelOverHttp(config.TOEGANGSBEHEER_URL ?? ''),
      sleutel: await leesGeheim<JWK>(config.GEHEIMEN_MAP, 'bundel.pub.json'),
      klok,
      bestand: join(config.GEGEVENS_MAP, 'bundel.jws'),
      meld: (bericht) => logger.warn(bericht),
    });
    await houder.start();
    return new Gemeenten(houder, klok);
  }

  gereed(): boolean {
    return this.houder.gereed();
  }

  /** Null for a host that belongs to nobody. @throws Probleem 503 without a bundle */
  gemeente(oin: string | undefined): Gemeente | null {
    const o = this.houder.huidige().bundel.organisaties.find((x) => x.oin === oin);
    return o ? { oin: o.oin, naam: o.naam, demonstratie: o.soort === 'demonstratie', aanmelden: o.aanmelden === true } : null;
  }

  activiteit(oin: string, werkproces: Werkproces): string | null {
    return activiteitVoor(this.houder.huidige().bundel, oin, werkproces, this.klok.nu());
  }

  doelen(oin: string, ids: readonly string[]): Doel[] {
    return doelenVoor(this.houder.huidige().bundel, oin, ids, this.klok.nu());
  }

  alleDoelen(oin: string): Doel[] {
    return alleDoelen(this.houder.huidige().bundel, oin, this.klok.nu());
  }

  /** What an organisation or an activity of this municipality is called, also one that has ended. */
  namen(oin: string): Namen {
    const { organisaties, activiteiten } = this.houder.huidige().bundel;
    return {
      organisatie: (nummer) => organisaties.find((o) => o.oin === nummer)?.naam ?? null,
      activiteit: (id) => activiteiten.find((a) => a.organisatie === oin && a.id === id)?.naam ?? null,
    };
  }

  vandaag(): string {
    return datumInAmsterdam(this.klok.nu());
  }

  onModuleDestroy(): void {
    this.houder.stop();
  }
}
