import { Module, type FactoryProvider } from '@nestjs/common';
import { Bron } from '@bronhuis/bron';
import { CONFIG, KLOK, leesGeheim, type Config } from '@bronhuis/component';
import type { Klok } from '@bronhuis/standaarden';
import { Bundelhouder } from '@bronhuis/toegang';
import { VerwerkingSchrijver } from '@bronhuis/verwerking';
import type { JWK } from 'jose';
import { AanmeldingController } from './aanmeldingen/aanmelding.controller.ts';
import { Aanmeldingen } from './aanmeldingen/aanmeldingen.ts';
import { ActiviteitEvents } from './activiteiten/activiteit.events.ts';
import { ApiTokenController } from './api-tokens/api-token.controller.ts';
import { ApiTokens } from './api-tokens/api-tokens.ts';
import { ApplicatieController } from './applicaties/applicatie.controller.ts';
import { Applicaties } from './applicaties/applicaties.ts';
import { ToegangsregisterController } from './applicaties/toegangsregister.controller.ts';
import { AuthzenModule } from './authzen/authzen.module.ts';
import { BeleidsversiesModule } from './beleidsversies/beleidsversies.module.ts';
import { GeldendBeleid } from './beleidsversies/geldend-beleid.ts';
import { BeslissingController } from './beslissingen/beslissing.controller.ts';
import { Beslisstanden } from './beslissingen/beslisstanden.ts';
import { BeslissingEvents } from './beslissingen/beslissing.events.ts';
import { Bevoegdheden } from './bevoegdheden/bevoegdheden.ts';
import { BevoegdheidController } from './bevoegdheden/bevoegdheid.controller.ts';
import { BundelController } from './bundel/bundel.controller.ts';
import { Bundelmaker } from './bundel/bundelmaker.ts';
import { IntrekkingController } from './intrekkingen/intrekking.controller.ts';
import { Intrekkingen } from './intrekkingen/intrekkingen.ts';
import { Sleutelbeheer } from './sleutels/sleutelbeheer.ts';
import { Sleutelkluis } from './sleutels/sleutelkluis.ts';
import { Clientverklaring } from './tokens/clientverklaring.ts';
import { TokenController } from './tokens/token.controller.ts';
import { Tokens } from './tokens/tokens.ts';
import { Tokenuitgever, UITGEVER } from './tokens/tokenuitgever.ts';
import { ZgwClientController } from './zgw-clients/zgw-client.controller.ts';
import { ZgwClients } from './zgw-clients/zgw-clients.ts';
import { ZgwTokenController } from './zgw-clients/zgw-token.controller.ts';
import { ZgwTokens } from './zgw-clients/zgw-tokens.ts';

const TOKENPAD = '/toegangsbeheer/v1/token';

/** Audiences of a client assertion: our name, and the token endpoint as the caller may know it. */
function publiekVan(c: Config): string[] {
  const adressen = [c.GATEWAY_URL, c.PUBLIEKE_URL, c.TOEGANGSBEHEER_URL].filter((u) => u !== undefined);
  return [UITGEVER, ...adressen.map((u) => `${u}${TOKENPAD}`)];
}

/** Keys and bundle of this process; also used by the commands and, before there is a module, for its own bundle. */
export async function maakBundeldienst(o: { bron: Bron; config: Pick<Config, 'GEHEIMEN_MAP'>; klok: Klok }): Promise<{ kluis: Sleutelkluis; sleutels: Sleutelbeheer; maker: Bundelmaker }> {
  const bundelsleutel = await leesGeheim<JWK>(o.config.GEHEIMEN_MAP, 'bundel.key.json');
  const kluis = new Sleutelkluis(bundelsleutel);
  const sleutels = new Sleutelbeheer(o.bron, o.klok, kluis);
  const beleid = new GeldendBeleid(o.bron);
  return { kluis, sleutels, maker: new Bundelmaker(o.bron, o.klok, sleutels, async (dag) => (await beleid.op(dag)).set.regels, bundelsleutel) };
}

const BUNDELDIENST = Symbol('bundeldienst');
type Bundeldienst = Awaited<ReturnType<typeof maakBundeldienst>>;

const providers: FactoryProvider[] = [
  { provide: BUNDELDIENST, inject: [Bron, CONFIG, KLOK], useFactory: (bron: Bron, config: Config, klok: Klok) => maakBundeldienst({ bron, config, klok }) },
  { provide: Sleutelkluis, inject: [BUNDELDIENST], useFactory: (d: Bundeldienst) => d.kluis },
  { provide: Sleutelbeheer, inject: [BUNDELDIENST], useFactory: (d: Bundeldienst) => d.sleutels },
  { provide: Bundelmaker, inject: [BUNDELDIENST], useFactory: (d: Bundeldienst) => d.maker },
  { provide: Clientverklaring, inject: [Bron, CONFIG, KLOK], useFactory: (bron: Bron, config: Config, klok: Klok) => new Clientverklaring(bron, klok, publiekVan(config)) },
  { provide: Tokenuitgever, inject: [Sleutelbeheer, KLOK], useFactory: (s: Sleutelbeheer, klok: Klok) => new Tokenuitgever(s, klok) },
  {
    provide: Tokens,
    inject: [Bron, KLOK, Clientverklaring, Tokenuitgever, Sleutelbeheer, VerwerkingSchrijver, Bundelhouder],
    useFactory: (...delen: ConstructorParameters<typeof Tokens>) => new Tokens(...delen),
  },
  {
    provide: Aanmeldingen,
    inject: [Bron, KLOK, Clientverklaring, Tokenuitgever, Bundelhouder],
    useFactory: (...delen: ConstructorParameters<typeof Aanmeldingen>) => new Aanmeldingen(...delen),
  },
  { provide: Beslisstanden, inject: [Bron], useFactory: (bron: Bron) => new Beslisstanden(bron) },
  { provide: Applicaties, inject: [Bron, KLOK], useFactory: (bron: Bron, klok: Klok) => new Applicaties(bron, klok) },
  { provide: ApiTokens, inject: [Bron, KLOK], useFactory: (bron: Bron, klok: Klok) => new ApiTokens(bron, klok) },
  { provide: ZgwClients, inject: [Bron, KLOK, Sleutelkluis], useFactory: (...delen: ConstructorParameters<typeof ZgwClients>) => new ZgwClients(...delen) },
  {
    provide: ZgwTokens,
    inject: [Bron, KLOK, Sleutelkluis, Tokenuitgever, VerwerkingSchrijver, Bundelhouder],
    useFactory: (...delen: ConstructorParameters<typeof ZgwTokens>) => new ZgwTokens(...delen),
  },
  { provide: Bevoegdheden, inject: [Bron, KLOK], useFactory: (bron: Bron, klok: Klok) => new Bevoegdheden(bron, klok) },
  { provide: Intrekkingen, inject: [Bron, KLOK], useFactory: (bron: Bron, klok: Klok) => new Intrekkingen(bron, klok) },
];

@Module({
  imports: [AuthzenModule, BeleidsversiesModule],
  controllers: [
    TokenController,
    BundelController,
    AanmeldingController,
    ApplicatieController,
    ToegangsregisterController,
    ApiTokenController,
    ZgwClientController,
    ZgwTokenController,
    BevoegdheidController,
    IntrekkingController,
    BeslissingController,
    BeslissingEvents,
    ActiviteitEvents,
  ],
  providers,
})
export class AppModule {}
