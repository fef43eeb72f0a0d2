import { Module, type FactoryProvider } from '@nestjs/common';
import { Bron } from '@bronhuis/bron';
import { CONFIG, KLOK, type Config } from '@bronhuis/component';
import type { Klok } from '@bronhuis/standaarden';
import { Bundelhouder } from '@bronhuis/toegang';
import { VerwerkingSchrijver } from '@bronhuis/verwerking';
import { maakBundeldienst, type Bundeldienst } from '../bundel/bundeldienst.ts';
import { Bundelmaker } from '../bundel/bundelmaker.ts';
import { eindpunten } from '../oauth/paden.ts';
import { Sleutelbeheer } from '../sleutels/sleutelbeheer.ts';
import { Sleutelkluis } from '../sleutels/sleutelkluis.ts';
import { Tokenlezer } from './huistoken.ts';
import { Tokens } from './tokens.ts';
import { issuerVan, Tokenuitgever } from './tokenuitgever.ts';

export const BUNDELDIENST = Symbol('bundeldienst');
/** Audiences of a client assertion: our name, our address, and each endpoint where a client may have found it. */
export const PUBLIEK = Symbol('publiek');

function publiekVan(c: Config): string[] {
  const adressen = [c.GATEWAY_URL, c.PUBLIEKE_URL, c.TOEGANGSBEHEER_URL, c.eigen['APPLICATIEDEUR_URL']].filter((u) => u !== undefined && u !== '').map((u) => (u as string).replace(/\/+$/, ''));
  return ['bronhuis-toegangsbeheer', ...adressen.flatMap((u) => [u, ...Object.values(eindpunten(u))])];
}

const providers: FactoryProvider[] = [
  { provide: BUNDELDIENST, inject: [Bron, CONFIG, KLOK], useFactory: (bron: Bron, config: Config, klok: Klok) => maakBundeldienst({ bron, config, klok }) },
  { provide: Sleutelkluis, inject: [BUNDELDIENST], useFactory: (d: Bundeldienst) => d.kluis },
  { provide: Sleutelbeheer, inject: [BUNDELDIENST], useFactory: (d: Bundeldienst) => d.sleutels },
  { provide: Bundelmaker, inject: [BUNDELDIENST], useFactory: (d: Bundeldienst) => d.maker },
  { provide: PUBLIEK, inject: [CONFIG], useFactory: publiekVan },
  { provide: Tokenuitgever, inject: [Sleutelbeheer, KLOK, CONFIG], useFactory: (s: Sleutelbeheer, klok: Klok, config: Config) => new Tokenuitgever(s, klok, issuerVan(config)) },
  {
    provide: Tokenlezer,
    inject: [Sleutelbeheer, Bundelhouder, KLOK, CONFIG],
    useFactory: (s: Sleutelbeheer, houder: Bundelhouder, klok: Klok, config: Config) => new Tokenlezer(s, houder, klok, issuerVan(config)),
  },
  {
    provide: Tokens,
    inject: [Bron, KLOK, Tokenuitgever, Tokenlezer, VerwerkingSchrijver, Bundelhouder],
    useFactory: (...delen: ConstructorParameters<typeof Tokens>) => new Tokens(...delen),
  },
];

/** Keys, tokens and the bundle, for whoever hands out or reads tokens. */
@Module({ providers, exports: providers.map((p) => p.provide) })
export class TokensModule {}
