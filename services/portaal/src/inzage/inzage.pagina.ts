import { adres, html, type Html } from '../html.ts';
import { gegevens, h1, h2, h3, kader, koppeling, lijst, meer, p, stil } from '../lay-out/onderdelen.ts';
import type { Pagina } from '../lay-out/pagina.ts';
import { hoofdletter, opsomming, tijd } from '../woorden.ts';
import type { Inzageantwoord } from './inzage.contract.ts';
import { perDag, type Dag, type Samen } from './samen.ts';

const metLidwoord = (wie: string): string => `${/^(college|bestuur|dagelijks bestuur)\b/i.test(wie) ? 'het' : 'de'} ${wie}`;
const keer = (wat: { naam: string; aantal: number }): string => (wat.aantal === 1 ? wat.naam : `${wat.naam} (${wat.aantal} keer)`);

/** '14:05 uur', or from the first to the last time. */
function wanneer(s: Samen): string {
  const [van, tot] = [tijd(s.gebruiken[0]?.tijdstip ?? ''), tijd(s.gebruiken.at(-1)?.tijdstip ?? '')];
  return van === tot ? (van ?? '') : `Tussen ${van?.replace(' uur', '')} en ${tot}`;
}

function kaart(s: Samen): Html {
  const [enige, ...meer] = s.handelingen;
  const titel = enige && meer.length === 0 ? keer(enige) : s.activiteit;
  return html`<li class="kaart">
    ${h3(s.onderwerp ? `${titel}, zaak ${s.onderwerp}` : titel)}
    ${gegevens([
      ['Wie', hoofdletter(metLidwoord(s.organisatie))],
      ['Uitgevoerd door', s.uitvoerder],
      ['Wanneer', wanneer(s)],
      ['Wat er gebeurde', meer.length > 0 && html`${s.handelingen.map((h, i) => html`${i > 0 && html`<br />`}${keer(h)}`)}`],
      ['Welke gegevens', s.gegevens.length > 0 && hoofdletter(opsomming(s.gegevens))],
      ['Waarom', html`${s.doel}${meer.length === 0 && html`<br /><span class="stil">${s.activiteit}</span>`}`],
    ])}
    <details><summary>Mag dat? En klopt dit?</summary>
      ${s.grondslag.length > 0 && html`${p('De gemeente mag dit volgens deze regels:')} ${lijst(s.grondslag)}`}
      ${p('Van elke keer kunt u een bewijs downloaden. Daarmee laat u later zien dat dit zo in het logboek van de gemeente stond. Niemand kan dat ongemerkt veranderen.')}
      ${lijst(s.gebruiken.map((g) => html`${tijd(g.tijdstip)}: ${g.handeling}. ${koppeling(adres`/uw-gegevens/${g.id}/ontvangstbewijs`, html`Bewijs<span class="alleen-voorlezen"> van ${g.handeling.toLowerCase()}, ${tijd(g.tijdstip)}</span>`)}`))}
    </details></li>`;
}

function dagblok(d: Dag): Html {
  return html`<section class="blok">${h2(d.naam)}
    ${d.samen.length > 0 && html`<ul class="kaarten">${d.samen.map(kaart)}</ul>`} ${d.zelf.map((h) => stil(`${keer(h)}.`))}</section>`;
}

export function inzagepagina(naam: string, antwoord: Inzageantwoord, volgende: string | null, eerste: boolean): Pagina {
  const leeg = antwoord.resultaten.length === 0;
  return {
    titel: 'Wie gebruikte uw gegevens?',
    inhoud: html`${h1('Wie gebruikte uw gegevens?', `${naam}, hier ziet u wie bij deze gemeente uw gegevens gebruikte, wanneer en waarom.`)}
      ${leeg && eerste && p('De gemeente heeft uw gegevens nog niet gebruikt. Gebruikt ze die wel, dan ziet u het hier na een paar tellen.')}
      ${!leeg && eerste && p(`Er staan ${antwoord.aantal === 1 ? 'één regel' : `${antwoord.aantal} regels`} over u in het logboek. Wat bij elkaar hoort, staat hier bij elkaar.`)}
      ${perDag(antwoord.resultaten).map(dagblok)} ${meer(volgende, 'Toon wat eerder gebeurde')}
      <section class="blok">${kader(
        'info',
        'Klopt er iets niet?',
        p('Bel of mail de gemeente en noem de dag en wat u ziet. U mag vragen om uw gegevens te verbeteren of te verwijderen. Namen van medewerkers staan hier niet: de gemeente is verantwoordelijk, niet een medewerker.'),
      )}</section>`,
  };
}
