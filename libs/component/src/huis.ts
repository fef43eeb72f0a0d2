import { type DynamicModule, type FactoryProvider, Module, type ValueProvider } from '@nestjs/common';

/** Token of the clock; a test gives its own. */
export const KLOK = Symbol('klok');
/** Token of the settings (`Config`). */
export const CONFIG = Symbol('config');
/** Token of the logger (pino). */
export const LOGGER = Symbol('logger');

/** What the house gives to every room, under the class or token that a constructor names with `@Inject`. */
@Module({})
export class Huis {
  static met(providers: (ValueProvider | FactoryProvider)[]): DynamicModule {
    return { module: Huis, global: true, providers, exports: providers.map((p) => p.provide) };
  }
}
