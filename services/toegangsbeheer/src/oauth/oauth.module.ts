import { Module, type FactoryProvider } from '@nestjs/common';
import { Bron } from '@bronhuis/bron';
import { CONFIG, KLOK, LOGGER, type Config } from '@bronhuis/component';
import type { Klok } from '@bronhuis/standaarden';
import { Bundelhouder } from '@bronhuis/toegang';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Bundeldienst } from '../bundel/bundeldienst.ts';
import { AanmeldingController } from '../aanmeldingen/aanmelding.controller.ts';
import { Aanmeldingen } from '../aanmeldingen/aanmeldingen.ts';
import { Sleutelbeheer } from '../sleutels/sleutelbeheer.ts';
import { Tokenlezer } from '../tokens/huistoken.ts';
import { Tokens } from '../tokens/tokens.ts';
import { BUNDELDIENST, PUBLIEK, TokensModule } from '../tokens/tokens.module.ts';
import { Tokenuitgever } from '../tokens/tokenuitgever.ts';
import { Aanbieder, type Aanbiederdelen } from './aanbieder.ts';
import { AanmeldenController } from './aanmelden.controller.ts';
import { AanmeldenElders } from './aanmelden.ts';
import { Herroeping } from './herroeping.ts';
import { OauthController, OauthMetadataController } from './oauth.controller.ts';

/** oidc-provider reads forms itself: it must see what came twice, and how much there is. */
export const laatFormulierenDoor = (instantie: FastifyInstance): void => instantie.removeContentTypeParser('application/x-www-form-urlencoded');

const providers: FactoryProvider[] = [
  { provide: Herroeping, inject: [Bron, KLOK], useFactory: (bron: Bron, klok: Klok) => new Herroeping(bron, klok) },
  {
    provide: Aanmeldingen,
    inject: [Bron, KLOK, Tokenuitgever, Bundelhouder],
    useFactory: (...delen: ConstructorParameters<typeof Aanmeldingen>) => new Aanmeldingen(...delen),
  },
  {
    provide: AanmeldenElders,
    inject: [Bron, KLOK, CONFIG, Tokenuitgever, LOGGER],
    useFactory: (bron: Bron, klok: Klok, config: Config, uitgever: Tokenuitgever, logger: Logger) => new AanmeldenElders(bron, klok, config.GEHEIMEN_MAP, uitgever.issuer, logger),
  },
  {
    provide: Aanbieder,
    inject: [Bron, KLOK, LOGGER, Tokens, Tokenlezer, Tokenuitgever, Sleutelbeheer, Aanmeldingen, Herroeping, PUBLIEK, BUNDELDIENST, CONFIG],
    useFactory: (
      bron: Bron, klok: Klok, logger: Logger, tokens: Tokens, lezer: Tokenlezer, uitgever: Tokenuitgever, sleutels: Sleutelbeheer,
      aanmeldingen: Aanmeldingen, herroeping: Herroeping, publiek: string[], { bundelsleutel }: Bundeldienst, { eigen }: Config,
    ) => new Aanbieder({ applicatiedeur: eigen['APPLICATIEDEUR_URL']?.replace(/\/+$/, '') || null, bron, klok, logger, tokens, lezer, uitgever, sleutels, aanmeldingen, herroeping, publiek, bundelsleutel } satisfies Aanbiederdelen),
  },
];

@Module({ imports: [TokensModule], controllers: [AanmeldingController, OauthController, OauthMetadataController, AanmeldenController], providers })
export class OauthModule {}
