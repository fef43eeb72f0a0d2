import { html } from '../html.ts';
import type { Gemeente } from '../lay-out/bezoeker.ts';
import { h1, h2, lijst, p } from '../lay-out/onderdelen.ts';
import type { Pagina } from '../lay-out/pagina.ts';

export function overpagina(gemeente: Gemeente): Pagina {
  return {
    titel: 'Over deze website',
    inhoud: html`${h1('Over deze website')}
      ${gemeente.demonstratie && p('Dit is een demonstratie. De gemeente, de mensen, de zaken en de besluiten zijn verzonnen.')}
      ${h2('Wat u hier kunt')}
      ${lijst(['Zoeken in besluiten die de gemeente openbaar maakte.', 'Zien wie uw gegevens gebruikte, wanneer en waarom.'])}
      ${h2('Wat wij van u bewaren')}
      ${p('Zoeken en lezen kan zonder dat wij weten wie u bent. We houden niet bij wat u zoekt of leest. We gebruiken geen volgcookies en geen diensten van anderen.')}
      ${p('Meldt u zich aan, dan onthoudt uw browser dat zolang u hier bent. Dat gegeven is versleuteld en verdwijnt als u zich afmeldt, of als u tien minuten niets doet.')}`,
  };
}

export function toegankelijkheidspagina(): Pagina {
  return {
    titel: 'Toegankelijkheid',
    inhoud: html`${h1('Toegankelijkheid', 'Iedereen moet deze website kunnen gebruiken.')}
      ${p('We bouwen naar de wettelijke norm WCAG 2.1, niveau AA. Elke pagina werkt met het toetsenbord, met een schermlezer, op een smal scherm en zonder JavaScript. We controleren dat bij elke verandering met een automatische toets.')}
      ${p('Een automatische toets vindt niet alles. Komt u toch iets tegen dat niet werkt? Laat het de gemeente weten, dan lossen we het op.')}
      ${h2('Documenten')}
      ${p('Besluiten zijn soms een PDF die niet goed voor te lezen is. Vraag de gemeente dan om een andere vorm.')}`,
  };
}
