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
    werkproces: 'tekst', doelGeldig: 'waarheid', handeling: 'tekst', onderwerp: 'tekst', demonstratie: 'waarheid', niveau: 'getal', netwerk: 'tekst', uur: 'getal', weekdag: 'getal',
  },
} as const satisfies Record<string, Record<string, Soort>>;

export const TYPEN = { applicatie: 'Applicatie', medewerker: 'Medewerker', inwoner: 'Inwoner', component: 'Component', anoniem: 'Anoniem' } as const;

export type Deel = keyof typeof VORM;
/** What a policy can name as a whole. */
export type Onderdeel = 'principal' | 'action' | 'resource';
export type Waarde = boolean | string | number | readonly (string | number)[] | ReadonlySet<string | number>;

/** An entity as one text: its type, a space (which no type has), its id. */
export const entiteit = (type: string, id: string): string => `${type} ${id}`;

/** `dossiers:lezen` is looked at for each question, and there are a few dozen. */
const gesplitst = new Map<string, { onderwerp: string; handeling: string; entiteit: string }>();

function splits(actie: string): { onderwerp: string; handeling: string; entiteit: string } {
  let delen = gesplitst.get(actie);
  if (!delen) {
    const grens = actie.indexOf(':');
    delen = { onderwerp: grens < 0 ? actie : actie.slice(0, grens), handeling: grens < 0 ? '' : actie.slice(grens + 1), entiteit: entiteit('Bronhuis::Action', actie) };
    // Over AuthZEN anybody may name an action.
    if (gesplitst.size < 1_000) gesplitst.set(actie, delen);
  }
  return delen;
}

const TYPE_VAN = Object.fromEntries(Object.entries(TYPEN).map(([soort, type]) => [soort, `Bronhuis::${type}`])) as Record<keyof typeof TYPEN, string>;

/** A question as the policies see it: also by what follows from it, worked out when a policy asks. */
export class Feiten {
  private readonly actie: ReturnType<typeof splits>;

  constructor(private readonly vraag: Vraag) {
    this.actie = splits(vraag.actie);
  }

  waarde(deel: Deel, naam: string): Waarde {
    if (deel === 'context') {
      if (naam === 'onderwerp') return this.actie.onderwerp;
      if (naam === 'handeling') return this.actie.handeling;
    }
    return (this.vraag[deel] as unknown as Record<string, Waarde>)[naam] as Waarde;
  }

  type(wie: Onderdeel): string {
    return wie === 'principal' ? TYPE_VAN[this.vraag.principal.soort] : wie === 'action' ? 'Bronhuis::Action' : 'Bronhuis::Bron';
  }

  entiteit(wie: Onderdeel): string {
    if (wie === 'action') return this.actie.entiteit;
    return entiteit(this.type(wie), wie === 'principal' ? this.vraag.principal.id : `${this.vraag.resource.component}/${this.vraag.resource.soort}`);
  }
}
