import { html } from '../html.ts';
import { h1, knopkoppeling, p } from './onderdelen.ts';
import type { Pagina } from './pagina.ts';

interface Uitleg {
  titel: string;
  tekst: string;
}

const EVEN_NIET: Uitleg = { titel: 'Deze pagina werkt nu even niet', tekst: 'Er wordt aan gewerkt. Probeer het over een paar minuten opnieuw. Er is niets kwijt.' };

const UITLEG: Record<number, Uitleg> = {
  400: { titel: 'Dit lukte niet', tekst: 'Er ontbrak iets, of er stond iets wat we niet begrepen. Ga terug en probeer het opnieuw.' },
  401: { titel: 'Meld u opnieuw aan', tekst: 'U was te lang weg. Voor uw veiligheid hebben we u afgemeld.' },
  403: { titel: 'Dit mag u niet bekijken', tekst: 'Uw rol geeft geen recht op deze pagina.' },
  404: { titel: 'Deze pagina is er niet', tekst: 'Misschien klopt het adres niet helemaal, of is de pagina verplaatst.' },
  405: { titel: 'Deze pagina is er niet', tekst: 'Misschien klopt het adres niet helemaal, of is de pagina verplaatst.' },
  409: { titel: 'Dit kan nu niet', tekst: 'Iemand anders was u voor, of de stap is al gedaan. Bekijk de pagina opnieuw.' },
  410: { titel: 'Dit is er niet meer', tekst: 'De bewaartermijn is verstreken.' },
  412: { titel: 'Iemand anders was u voor', tekst: 'Er is intussen iets veranderd. Bekijk de pagina opnieuw.' },
  413: { titel: 'Het bestand is te groot', tekst: 'Maak het bestand kleiner en probeer het opnieuw.' },
  429: { titel: 'Het is even te druk', tekst: 'Wacht een minuut en probeer het opnieuw.' },
  502: EVEN_NIET,
  503: EVEN_NIET,
  504: EVEN_NIET,
};

const ONBEKEND: Uitleg = {
  titel: 'Er ging iets mis',
  tekst: 'Dat ligt niet aan u. Probeer het over een paar minuten opnieuw. Gaat het dan nog niet goed? Bel de gemeente.',
};

/** An error as a page: what happened and what one can do. `reden` is a sentence in Dutch of the component that refused. */
export function foutpagina(status: number, reden?: string): Pagina {
  const uitleg = UITLEG[status] ?? ONBEKEND;
  return {
    titel: uitleg.titel,
    status,
    inhoud: html`${h1(uitleg.titel)} ${p(uitleg.tekst)} ${reden && p(reden)}
      <p class="knoppen">${status === 401 && knopkoppeling('/aanmelden', 'Aanmelden')} ${knopkoppeling('/', 'Naar de startpagina')}</p>`,
  };
}

/** Whose words of refusal a person can do something with; the rest is technique. */
export function redenVoorMensen(status: number, detail: string | undefined): string | undefined {
  return [400, 403, 409, 410, 413].includes(status) ? detail : undefined;
}
