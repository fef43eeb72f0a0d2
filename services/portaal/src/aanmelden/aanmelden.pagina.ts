import { adres, html } from '../html.ts';
import type { Bezoeker } from '../lay-out/bezoeker.ts';
import { formulier, keuzerondjes, verborgen } from '../lay-out/formulier.ts';
import { taken } from '../lay-out/menu.ts';
import { h1, h2, kader, knopkoppeling, koppeling, p } from '../lay-out/onderdelen.ts';
import type { Pagina } from '../lay-out/pagina.ts';
import type { Persoon } from '../sessie/sessie.ts';

/** What this portal reads of toegangsbeheer. */
export interface Demonstratiepersoon {
  id: string;
  naam: string;
  omschrijving: string;
  rollen: string[];
  soort: 'medewerker' | 'inwoner';
}

export function aanmeldpagina(b: Bezoeker, personen: readonly Demonstratiepersoon[], verder: string | null): Pagina {
  if (b.gemeente.aanmelden && !b.gemeente.demonstratie) return metAccount(b, verder);
  if (!b.gemeente.demonstratie) return zonderDemonstratie();
  const volgorde = [...personen].sort((x, y) => Number(y.soort === 'inwoner') - Number(x.soort === 'inwoner'));
  return {
    titel: 'Aanmelden',
    inhoud: html`${h1('Aanmelden', 'Kies wie u vandaag bent. Alle personen zijn verzonnen.')}
      ${formulier(
        b,
        { naar: '/aanmelden', knop: 'Aanmelden' },
        verder && verborgen('verder', verder),
        keuzerondjes('persoon', 'Wie bent u?', volgorde.map((persoon) => ({ waarde: persoon.id, label: persoon.naam, uitleg: persoon.omschrijving }))),
      )}`,
  };
}

/** An employee signs in where the municipality says; a resident cannot yet. */
function metAccount(b: Bezoeker, verder: string | null): Pagina {
  return {
    titel: 'Aanmelden',
    inhoud: html`${h1('Aanmelden')}
      <section class="blok" aria-labelledby="medewerker">${h2('Voor medewerkers', 'medewerker')}
        ${p(`U meldt zich aan met uw account van ${b.gemeente.naam}. Daarna komt u hier terug.`)}
        ${p(knopkoppeling(verder ? adres`/aanmelden/medewerker?verder=${verder}` : '/aanmelden/medewerker', 'Aanmelden met mijn werkaccount'))}
      </section>
      <section class="blok" aria-labelledby="inwoner">${h2('Voor inwoners', 'inwoner')}
        ${p('Deze gemeente heeft aanmelden met DigiD nog niet aangesloten. Wilt u weten wie uw gegevens gebruikte? Bel of mail de gemeente: u krijgt het antwoord dan op papier.')}
      </section>`,
  };
}

/** Never a sign-in without a real means for a real organisation. */
function zonderDemonstratie(): Pagina {
  return {
    titel: 'Aanmelden',
    status: 404,
    inhoud: html`${h1('Aanmelden kan hier nog niet')}
      ${p('Deze gemeente heeft aanmelden met DigiD nog niet aangesloten. Wilt u weten wie uw gegevens gebruikte? Bel of mail de gemeente: u krijgt het antwoord dan op papier.')}
      ${p(koppeling('/', 'Zoek in openbare besluiten'))}`,
  };
}

/** Where an employee starts. */
export function werkpagina(persoon: Persoon): Pagina {
  const lijst = taken(persoon);
  return {
    titel: 'Mijn werk',
    inhoud: html`${h1(`Welkom, ${persoon.naam}`)}
      ${
        lijst.length === 0
          ? kader('info', 'Voor uw rol zijn er hier geen taken', p('U kunt wel zoeken in wat de gemeente openbaar maakte.'))
          : html`<ul class="kaarten">${lijst.map((t) => html`<li class="kaart"><h2 class="utrecht-heading-3">${koppeling(t.pad, t.naam)}</h2>${p(t.uitleg)}</li>`)}</ul>`
      }`,
  };
}
