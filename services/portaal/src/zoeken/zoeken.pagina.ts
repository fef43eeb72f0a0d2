import { adres, html, type Html } from '../html.ts';
import type { Bezoeker } from '../lay-out/bezoeker.ts';
import { h1, h2, kader, koppeling, meer, p, stil } from '../lay-out/onderdelen.ts';
import type { Pagina } from '../lay-out/pagina.ts';
import { dag } from '../woorden.ts';
import type { Fragmentdeel, RecentePublicatie, Zoekantwoord, Zoekresultaat } from './zoeken.contract.ts';

export const MAX_ZOEKVRAAG = 200;

export function zoekbalk(q: string): Html {
  return html`<form class="zoekbalk" method="get" action="/zoeken" role="search" aria-label="Zoek in openbare besluiten">
    <div class="utrecht-form-field"><label class="utrecht-form-label" for="q">Waar zoekt u naar?</label>
      <input class="utrecht-textbox utrecht-textbox--html-input" type="search" id="q" name="q" value="${q}" maxlength="${MAX_ZOEKVRAAG}" autocomplete="off" /></div>
    <button class="utrecht-button utrecht-button--primary-action" type="submit">Zoeken</button>
  </form>`;
}

/** An employee has no page of the own data here: that door is for residents. */
export function startpagina(b: Pick<Bezoeker, 'gemeente' | 'persoon'>, recent: readonly RecentePublicatie[] | null): Pagina {
  return {
    titel: 'Zoek in openbare besluiten',
    inhoud: html`${h1('Zoek in openbare besluiten', `${b.gemeente.naam} zet besluiten online, zodat u kunt zien wat er is besloten en waarom.`)}
      ${recent === null ? kader('let', 'Zoeken werkt nu even niet', p('Probeer het over een paar minuten opnieuw.')) : zoekbalk('')}
      ${
        recent !== null &&
        recent.length > 0 &&
        html`<section class="blok" aria-labelledby="recent">${h2('Kortgeleden openbaar gemaakt', 'recent')}
          <ul class="kaarten">${recent.map((r) => html`<li class="kaart kaart--rij">${koppeling(adres`/publicaties/${r.id}`, r.officieleTitel)}${stil(dag(r.gepubliceerdOp))}</li>`)}</ul></section>`
      }
      ${b.persoon?.soort !== 'medewerker' && uwGegevens()}`,
  };
}

function uwGegevens(): Html {
  return html`<section class="blok" aria-labelledby="uw-gegevens">${h2('Wie gebruikte uw gegevens?', 'uw-gegevens')}
        ${p('De gemeente gebruikt gegevens van u, bijvoorbeeld als u een vergunning aanvraagt. U kunt zien wie dat deed, wanneer en waarom.')}
        ${p(koppeling('/uw-gegevens', 'Bekijk wie uw gegevens gebruikte'))}</section>`;
}

function fragment(delen: readonly Fragmentdeel[]): Html {
  return html`${delen.map((deel) => (deel.treffer ? html`<mark>${deel.tekst}</mark>` : deel.tekst))}`;
}

function resultaat(r: Zoekresultaat): Html {
  return html`<li class="kaart kaart--rij"><h2 class="utrecht-heading-3">${koppeling(adres`/publicaties/${r.publicatie}`, r.titel)}</h2>
    ${r.fragmentdelen.length > 0 && p('… ', fragment(r.fragmentdelen), ' …')} ${stil(`Pagina ${r.pagina}. Openbaar sinds ${dag(r.gepubliceerdOp)}`)}</li>`;
}

export function zoekpagina(q: string, antwoord: Zoekantwoord, volgende: string | null): Pagina {
  const n = antwoord.aantal ?? antwoord.resultaten.length;
  const gevonden = volgende !== null && antwoord.aantal === undefined ? `Resultaten voor “${q}”` : `${n} ${n === 1 ? 'resultaat' : 'resultaten'} voor “${q}”`;
  return {
    titel: `Zoeken: ${q}`,
    inhoud: html`<h1 class="utrecht-heading-1">Zoeken</h1>
      ${zoekbalk(q)}
      <p class="utrecht-paragraph" role="status">${antwoord.resultaten.length === 0 ? `Niets gevonden voor “${q}”` : gevonden}</p>
      ${antwoord.resultaten.length === 0 && p('Probeer een ander woord, of minder woorden. We zoeken in de hele tekst van alle documenten.')}
      <ul class="kaarten">${antwoord.resultaten.map(resultaat)}</ul>
      ${meer(volgende)}`,
  };
}
