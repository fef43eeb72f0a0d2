import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PATTERN_METADATA } from '@nestjs/microservices/constants.js';
import 'reflect-metadata';
import type { Consumptie } from '../../libs/events/src/stromen.ts';

// What the components themselves say that they do, from the definitions that their main.ts starts: a new component, a
// new command, a new stream or a new handler is there by itself.

export interface Definitie {
  naam: string;
  module: unknown;
  database?: false;
  consumeert?: Consumptie[];
  opdrachten?: Record<string, unknown>;
}

/** @throws Error when a main.ts starts something that cannot be found: nothing may be left out in silence */
export async function definities(): Promise<Definitie[]> {
  const uit: Definitie[] = [];
  for (const map of readdirSync('services').filter((n) => existsSync(join('services', n, 'src/main.ts')))) {
    const main = readFileSync(join('services', map, 'src/main.ts'), 'utf8');
    const [, naam, maakt] = /startComponent\((?:await )?(\w+)(\(\))?\)/.exec(main) ?? [];
    const pad = new RegExp(`import \\{[^}]*\\b${naam}\\b[^}]*\\} from '(\\./[^']+)'`).exec(main)?.[1];
    if (!naam || !pad) throw new Error(`services/${map}/src/main.ts does not say which definition it starts`);
    const inhoud = (await import(pathToFileURL(resolve('services', map, 'src', pad)).href)) as Record<string, unknown>;
    uit.push(maakt ? await (inhoud[naam] as () => Promise<Definitie>)() : (inhoud[naam] as Definitie));
  }
  return uit;
}

interface Module {
  imports?: unknown[];
  controllers?: unknown[];
  module?: unknown;
}

/** The controllers of a module and of all that it imports. */
export function controllersVan(module: unknown): (new (...args: never[]) => object)[] {
  if (Array.isArray(module)) return module.flatMap(controllersVan);
  if (module === null || module === undefined) return [];
  const dynamisch = typeof module === 'object' ? (module as Module) : {};
  const klasse = typeof module === 'function' ? module : dynamisch.module;
  const vast = (sleutel: string): unknown[] => (klasse ? ((Reflect.getMetadata(sleutel, klasse as object) as unknown[] | undefined) ?? []) : []);
  return [
    ...(dynamisch.controllers ?? []),
    ...vast('controllers'),
    ...[...(dynamisch.imports ?? []), ...vast('imports')].flatMap(controllersVan),
  ] as (new (...args: never[]) => object)[];
}

export const methodenVan = (klasse: { prototype: object }): ((...args: never[]) => unknown)[] =>
  Object.getOwnPropertyNames(klasse.prototype)
    .filter((n) => n !== 'constructor')
    .map((n) => (klasse.prototype as Record<string, unknown>)[n])
    .filter((m): m is (...args: never[]) => unknown => typeof m === 'function');

/** The types of event for which a component has a handler (`@EventPattern`). */
export function typenVan(d: Definitie): string[] {
  const patronen = controllersVan(d.module).flatMap((k) => methodenVan(k).flatMap((m) => (Reflect.getMetadata(PATTERN_METADATA, m) as string[] | undefined) ?? []));
  return [...new Set(patronen)].sort();
}
