import { join } from 'node:path';
import { Bron } from '@bronhuis/bron';
import { CONFIG, KLOK, LOGGER, maakContract, type Componentdefinitie } from '@bronhuis/component';
import type { OpenApi } from '@bronhuis/testing';
import { Bundelhouder, ComponentClient, Toegang } from '@bronhuis/toegang';
import { Pseudonimiseerder, VerwerkingSchrijver } from '@bronhuis/verwerking';
import { DiscoveryModule, NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';

/** Where each component says what it is. By path: the portaal knows the others by their contracts only. */
const DEFINITIES: Record<string, string> = {
  registers: 'definitie.ts',
  selectielijst: 'definitie.ts',
  'woo-publicatie': 'definitie.ts',
  toegangsbeheer: 'definitie.ts',
  verantwoording: 'verantwoording.ts',
};

/** What the house gives to every room: here only the names, nothing is made. */
const HUIS = [Bron, Pseudonimiseerder, VerwerkingSchrijver, Bundelhouder, Toegang, ComponentClient, KLOK, CONFIG, LOGGER];

/**
 * The contracts of the components behind the gateway as they are in this checkout, without starting them: Nest in
 * preview makes no providers, so no database and no broker.
 */
export async function leesContracten(): Promise<Map<string, OpenApi>> {
  const uit = new Map<string, OpenApi>();
  for (const [naam, bestand] of Object.entries(DEFINITIES)) {
    const pad = join(import.meta.dirname, '../..', naam, 'src', bestand);
    const geladen = (await import(pad)) as Record<string, unknown>;
    const d = Object.values(geladen).find((x): x is Componentdefinitie => typeof x === 'object' && x !== null && 'module' in x && 'versie' in x);
    if (!d) throw new Error(`${pad} has no definition of a component`);
    uit.set(naam, await contractVan(d));
  }
  return uit;
}

async function contractVan(d: Componentdefinitie): Promise<OpenApi> {
  const huis = { module: class Huis {}, global: true, providers: HUIS.map((provide) => ({ provide, useValue: {} })), exports: HUIS };
  const wortel = { module: class Wortel {}, imports: [DiscoveryModule, huis, ...[d.module].flat()] };
  const app = await NestFactory.create(wortel, new FastifyAdapter(), { preview: true, logger: false, abortOnError: false });
  const { titel, omschrijving, versie } = d;
  const buiten = { paden: d.buitenPrefix ?? [], facades: d.facades ?? [], server: '/' };
  return maakContract(app, { titel, omschrijving, versie, server: '/', buiten }) as unknown as OpenApi;
}
