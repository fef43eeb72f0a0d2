import type { Vraag } from '../beslisser.ts';

/** The kinds of value that a question holds, in the words of the house: Bool, String, Long, Set<String>, entity. */
export type Soort = 'waarheid' | 'tekst' | 'getal' | 'teksten' | 'getallen' | 'entiteit' | 'entiteiten';

/**
 * The attributes of a question with their kinds: the same as in `schema.cedarschema`, which a test of toegangsbeheer
 * holds it against. Every question has them all, so a policy that is well typed cannot fail.
 */
export const VORM = {
  principal: { rollen: 'teksten', applicatie: 'tekst' },
  resource: { soort: 'tekst', component: 'tekst', vertrouwelijkheid: 'getal', persoonsgegevens: 'waarheid', activiteiten: 'teksten' },
  context: {
    klasse: 'tekst', organisatie: 'tekst', uitvoerder: 'tekst', eigenOrganisatie: 'waarheid', bevoegd: 'waarheid', doel: 'tekst',
    werkproces: 'tekst', doelGeldig: 'waarheid', handeling: 'tekst', onderwerp: 'tekst', demonstratie: 'waarheid',
  },
} as const satisfies Record<string, Record<string, Soort>>;

export const TYPEN = { applicatie: 'Applicatie', medewerker: 'Medewerker', inwoner: 'Inwoner', component: 'Component', anoniem: 'Anoniem' } as const;

export type Deel = keyof typeof VORM;
/** What a policy can name as a whole. */
export type Onderdeel = 'principal' | 'action' | 'resource';
export type Waarde = boolean | string | number | readonly (string | number)[] | ReadonlySet<string | number>;

/** An entity as one text: its type, a space (which no type has), its id. */
export const entiteit = (type: string, id: string): string => `${type} ${id}`;

/** A question as the policies see it: also by what it follows from. */
export interface Feiten {
  principal: Record<string, Waarde>;
  resource: Record<string, Waarde>;
  context: Record<string, Waarde>;
  wie: Record<Onderdeel, { type: string; entiteit: string }>;
}

export function feitenVan({ principal, actie, resource, context }: Vraag): Feiten {
  const type = `Bronhuis::${TYPEN[principal.soort]}`;
  const grens = actie.indexOf(':');
  return {
    principal: { rollen: principal.rollen, applicatie: principal.applicatie },
    resource,
    context: { ...context, onderwerp: grens < 0 ? actie : actie.slice(0, grens), handeling: grens < 0 ? '' : actie.slice(grens + 1) },
    wie: {
      principal: { type, entiteit: entiteit(type, principal.id) },
      action: { type: 'Bronhuis::Action', entiteit: entiteit('Bronhuis::Action', actie) },
      resource: { type: 'Bronhuis::Bron', entiteit: entiteit('Bronhuis::Bron', `${resource.component}/${resource.soort}`) },
    },
  };
}
