import { type DynamicModule, Module } from '@nestjs/common';
import { CONFIG, KLOK, leesGeheim, LOGGER, type Componentdefinitie, type Config } from '@bronhuis/component';
import type { JWK, Klok, Probleem } from '@bronhuis/standaarden';
import type { Logger } from 'pino';
import { AanmeldenController } from './aanmelden/aanmelden.controller.ts';
import { ApplicatiesController } from './applicaties/applicaties.controller.ts';
import { RegistratieController } from './applicaties/registratie.controller.ts';
import { BevriezingenController } from './dossiers/bevriezingen.controller.ts';
import { Portier } from './bezoek/portier.ts';
import { BeleidController } from './beleid/beleid.controller.ts';
import { BeslissingenController } from './beslissingen/beslissingen.controller.ts';
import { ConceptenController } from './concepten/concepten.controller.ts';
import { ControlesController } from './controles/controles.controller.ts';
import { gereedMetBundel, zonderOnleesbaarAdres } from './deur.ts';
import { DossiersController } from './dossiers/dossiers.controller.ts';
import { Gateway } from './gateway/gateway.ts';
import { Persoonstokens } from './gateway/persoonstoken.ts';
import { Gemeenten } from './gemeenten.ts';
import { InzageController } from './inzage/inzage.controller.ts';
import { zetKoppen } from './koppen.ts';
import type { Gemeente } from './lay-out/bezoeker.ts';
import { foutpagina, redenVoorMensen } from './lay-out/fouten.ts';
import { document } from './lay-out/pagina.ts';
import { OverController } from './over/over.controller.ts';
import { ObjectenController } from './registers/objecten.controller.ts';
import { TypenController } from './registers/typen.controller.ts';
import { ZoekController } from './registers/zoek.controller.ts';
import { PublicatieController } from './publicatie/publicatie.controller.ts';
import { Kluis } from './sessie/sessie.ts';
import { Stijl } from './stijlbladen.ts';
import { ToegangController } from './toegang/toegang.controller.ts';
import { ToezichtController } from './toezicht/toezicht.controller.ts';
import { VernietigingController } from './vernietiging/vernietiging.controller.ts';
import { ZoekenController } from './zoeken/zoeken.controller.ts';

@Module({})
class PortaalModule {
  static met(stijl: Stijl, neem: (g: Gemeenten) => void): DynamicModule {
    return {
      module: PortaalModule,
      controllers: [
        ZoekenController,
        PublicatieController,
        AanmeldenController,
        InzageController,
        DossiersController,
        BevriezingenController,
        ConceptenController,
        VernietigingController,
        ToezichtController,
        ControlesController,
        BeslissingenController,
        BeleidController,
        ApplicatiesController,
        RegistratieController,
        ToegangController,
        TypenController,
        ZoekController,
        ObjectenController,
        OverController,
      ],
      providers: [
        { provide: Gateway, inject: [CONFIG], useFactory: (c: Config) => new Gateway(c.GATEWAY_URL ?? '') },
        {
          provide: Gemeenten,
          inject: [CONFIG, KLOK, LOGGER],
          useFactory: async (c: Config, klok: Klok, logger: Logger) => {
            const gemeenten = await Gemeenten.open(c, klok, logger);
            neem(gemeenten);
            return gemeenten;
          },
        },
        {
          provide: Persoonstokens,
          inject: [CONFIG, Gateway],
          useFactory: async (c: Config, gateway: Gateway) => new Persoonstokens(gateway, await leesGeheim<JWK>(c.GEHEIMEN_MAP, 'client-portaal.key.json')),
        },
        {
          provide: Portier,
          inject: [CONFIG, KLOK, LOGGER, Gateway, Persoonstokens, Gemeenten],
          useFactory: async (c: Config, klok: Klok, logger: Logger, gateway: Gateway, tokens: Persoonstokens, gemeenten: Gemeenten) =>
            new Portier({
              huis: { gateway, tokens, gemeenten },
              kluis: new Kluis(Buffer.from(await leesGeheim<string>(c.GEHEIMEN_MAP, 'sessie.key'), 'base64')),
              stijl,
              klok,
              logger,
            }),
        },
      ],
    };
  }
}

const ONBEKEND: Gemeente = { oin: '', naam: 'Gemeente', demonstratie: false };

/** The portal as a component without data of its own. */
export async function maakPortaal(): Promise<Componentdefinitie> {
  const stijl = await Stijl.lees();
  let gemeenten: Gemeenten | null = null;
  /** What no page caught, as a page: for nobody in particular, because the session was not opened. */
  const foutweergave = (probleem: Probleem, verzoek: { url: string; headers: Record<string, string | string[] | undefined> }): { contentType: string; body: string } => {
    const oin = verzoek.headers['x-bronhuis-organisatie'];
    const gemeente = gemeenten?.gereed() ? gemeenten.gemeente(typeof oin === 'string' ? oin : undefined) : null;
    const pagina = foutpagina(probleem.status, redenVoorMensen(probleem.status, probleem.detail));
    return {
      contentType: 'text/html; charset=utf-8',
      body: document({ gemeente: gemeente ?? ONBEKEND, persoon: null, formuliercode: '', eenmalig: '', melding: null, pad: '/fout' }, pagina, stijl),
    };
  };
  return {
    naam: 'portaal',
    titel: 'Portaal',
    omschrijving: "Webpagina's voor inwoners en medewerkers.",
    versie: '1.0.0',
    prefix: '',
    database: false,
    module: PortaalModule.met(stijl, (g) => {
      gemeenten = g;
    }),
    foutweergave,
    fastify: (instantie) => {
      zetKoppen(instantie);
      zonderOnleesbaarAdres(instantie);
      gereedMetBundel(instantie, () => gemeenten?.gereed() ?? false);
      stijl.serveer(instantie);
    },
  };
}
