import { type CanActivate, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Aanroep } from './aanroep.ts';
import { ROUTE, type RouteVerklaring } from './route.ts';
import type { Toegang, Verzoekkop } from './toegang.ts';

/** A request that passed the guard. */
export interface MetAanroep extends Verzoekkop {
  aanroep?: Aanroep;
}

/** Checks path, query, headers and body of a request against the contract. @throws Probleem 400 with every wrong field. */
export type Invoercontrole = (handler: object, verzoek: MetAanroep) => void;

/**
 * The guard of every route: who calls (401), is the input right (400), may it (403). In that order, so that a
 * stranger learns nothing of the contract's inside.
 */
export class Deurwachter implements CanActivate {
  constructor(
    private readonly toegang: Toegang,
    private readonly invoercontrole: Invoercontrole,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const handler = context.getHandler();
    const verklaring = Reflect.getMetadata(ROUTE, handler) as RouteVerklaring | undefined;
    if (!verklaring) throw new Error(`route ${handler.name} declares no action and class`);
    const verzoek = context.switchToHttp().getRequest<MetAanroep>();
    const aanroep = await this.toegang.open(verzoek, verklaring);
    verzoek.aanroep = aanroep;
    this.invoercontrole(handler, verzoek);
    if (!verklaring.laat && verklaring.klasse !== 'openbaar') {
      aanroep.beslis({ soort: verklaring.resource ?? verklaring.actie.split(':')[0] ?? verklaring.actie });
    }
    return true;
  }
}

/** The call, as an argument of a controller method. */
export const Aanroeper = createParamDecorator((_: unknown, context: ExecutionContext): Aanroep => {
  const { aanroep } = context.switchToHttp().getRequest<MetAanroep>();
  if (!aanroep) throw new Error('the guard did not run');
  return aanroep;
});

