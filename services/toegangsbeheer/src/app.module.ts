import { Module, type Provider } from '@nestjs/common';
import { Bron } from '@bronhuis/bron';
import { KLOK } from '@bronhuis/component';
import type { Klok } from '@bronhuis/standaarden';
import { Bundelhouder } from '@bronhuis/toegang';
import { VerwerkingSchrijver } from '@bronhuis/verwerking';
import { ActiviteitEvents } from './activiteiten/activiteit.events.ts';
import { ApiTokenController } from './api-tokens/api-token.controller.ts';
import { ApiTokens } from './api-tokens/api-tokens.ts';
import { ApplicatieController } from './applicaties/applicatie.controller.ts';
import { Applicaties } from './applicaties/applicaties.ts';
import { ToegangsregisterController } from './applicaties/toegangsregister.controller.ts';
import { AutorisatiesController } from './autorisaties/autorisaties.controller.ts';
import { Autorisaties } from './autorisaties/autorisaties.ts';
import { AuthzenModule } from './authzen/authzen.module.ts';
import { BeleidsversiesModule } from './beleidsversies/beleidsversies.module.ts';
import { BeslissingController } from './beslissingen/beslissing.controller.ts';
import { Beslisstanden } from './beslissingen/beslisstanden.ts';
import { BeslissingEvents } from './beslissingen/beslissing.events.ts';
import { Bewaring } from './beslissingen/bewaring.ts';
import { ControleEvents } from './beslissingen/controle.events.ts';
import { Bevoegdheden } from './bevoegdheden/bevoegdheden.ts';
import { BevoegdheidController } from './bevoegdheden/bevoegdheid.controller.ts';
import { BundelController } from './bundel/bundel.controller.ts';
import { IntrekkingController } from './intrekkingen/intrekking.controller.ts';
import { Intrekkingen } from './intrekkingen/intrekkingen.ts';
import { MedewerkerController } from './medewerkers/medewerker.controller.ts';
import { Medewerkers } from './medewerkers/medewerkers.ts';
import { Sleutelkluis } from './sleutels/sleutelkluis.ts';
import { OauthModule } from './oauth/oauth.module.ts';
import { ToegangsverzoekController } from './toegangsverzoeken/toegangsverzoek.controller.ts';
import { Toegangsverzoeken } from './toegangsverzoeken/toegangsverzoeken.ts';
import { TokensModule } from './tokens/tokens.module.ts';
import { Tokenuitgever } from './tokens/tokenuitgever.ts';
import { ZgwClientController } from './zgw-clients/zgw-client.controller.ts';
import { ZgwClients } from './zgw-clients/zgw-clients.ts';
import { ZgwTokenController } from './zgw-clients/zgw-token.controller.ts';
import { ZgwTokens } from './zgw-clients/zgw-tokens.ts';

const providers: Provider[] = [
  Bewaring,
  { provide: Beslisstanden, inject: [Bron], useFactory: (bron: Bron) => new Beslisstanden(bron) },
  { provide: Applicaties, inject: [Bron, KLOK], useFactory: (bron: Bron, klok: Klok) => new Applicaties(bron, klok) },
  { provide: ApiTokens, inject: [Bron, KLOK], useFactory: (bron: Bron, klok: Klok) => new ApiTokens(bron, klok) },
  { provide: ZgwClients, inject: [Bron, KLOK, Sleutelkluis], useFactory: (...delen: ConstructorParameters<typeof ZgwClients>) => new ZgwClients(...delen) },
  {
    provide: ZgwTokens,
    inject: [Bron, KLOK, Sleutelkluis, Tokenuitgever, VerwerkingSchrijver, Bundelhouder],
    useFactory: (...delen: ConstructorParameters<typeof ZgwTokens>) => new ZgwTokens(...delen),
  },
  { provide: Autorisaties, inject: [Bron, KLOK, ZgwClients], useFactory: (...delen: ConstructorParameters<typeof Autorisaties>) => new Autorisaties(...delen) },
  { provide: Bevoegdheden, inject: [Bron, KLOK], useFactory: (bron: Bron, klok: Klok) => new Bevoegdheden(bron, klok) },
  { provide: Medewerkers, inject: [Bron], useFactory: (bron: Bron) => new Medewerkers(bron) },
  { provide: Toegangsverzoeken, inject: [Bron, KLOK], useFactory: (bron: Bron, klok: Klok) => new Toegangsverzoeken(bron, klok) },
  { provide: Intrekkingen, inject: [Bron, KLOK], useFactory: (bron: Bron, klok: Klok) => new Intrekkingen(bron, klok) },
];

@Module({
  imports: [TokensModule, OauthModule, AuthzenModule, BeleidsversiesModule],
  controllers: [
    BundelController,
    ApplicatieController,
    ToegangsregisterController,
    ApiTokenController,
    ZgwClientController,
    ZgwTokenController,
    AutorisatiesController,
    BevoegdheidController,
    IntrekkingController,
    MedewerkerController,
    ToegangsverzoekController,
    BeslissingController,
    BeslissingEvents,
    ControleEvents,
    ActiviteitEvents,
  ],
  providers,
})
export class AppModule {}
