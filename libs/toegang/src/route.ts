import { SetMetadata } from '@nestjs/common';

export const KLASSEN = ['doelgebonden', 'eigen-gegevens', 'openbaar', 'intern-proces', 'geen-persoonsgegevens'] as const;
export type Klasse = (typeof KLASSEN)[number];

/** What a route says of itself. A route that says nothing keeps the component from starting. */
export interface RouteVerklaring {
  /** `<onderwerp>:<werkwoord>`, known in the Cedar schema. */
  actie: string;
  klasse: Klasse;
  /** Kind of the resource, when the guard decides. Default: the subject of the action. */
  resource?: string;
  /** The use case decides itself, once it knows the resource; without a decision no answer leaves. */
  laat?: true;
  /** Also takes the lasting token of an application (`Authorization: Token …`); elsewhere that is a 401. */
  token?: true;
  /** Refused when the bundle is older than 30 seconds instead of 15 minutes. */
  gevoelig?: true;
}

export const ROUTE = 'bronhuis:route';

/** Declares action and class of a route. */
export const Route = (verklaring: RouteVerklaring): MethodDecorator => SetMetadata(ROUTE, Object.freeze({ ...verklaring }));
