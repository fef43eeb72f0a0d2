import type { Componentdefinitie, Facade } from '@bronhuis/component';
import { OBJECTS, OBJECTTYPES } from './adressen.ts';

export { foutweergave } from './fouten.ts';

/** With the versions whose paths, parameters and members these answers have (Open Object 4.0, Objecttypes API 3.4). */
export const FACADES: Facade[] = [
  { naam: 'objects', pad: OBJECTS, titel: 'Objects API v2', omschrijving: 'De Objects API v2, op de objecten van dit register. Wat anders is, staat in docs/compat/objects-v2.md.', versie: '2.7.0' },
  { naam: 'objecttypes', pad: OBJECTTYPES, titel: 'Objecttypes API v2', omschrijving: 'De Objecttypes API v2, op de objecttypen van dit register. Wat anders is, staat in docs/compat/objects-v2.md.', versie: '2.2.2' },
];

/** On every answer there, also on an error: the version of that API, not of ours. */
export const zetVersie: NonNullable<Componentdefinitie['fastify']> = (instantie) => {
  instantie.addHook('onRequest', (verzoek, antwoord, klaar) => {
    const facade = FACADES.find((f) => verzoek.url.startsWith(`/${f.pad}/`));
    if (facade) void antwoord.header('api-version', facade.versie);
    klaar();
  });
};
