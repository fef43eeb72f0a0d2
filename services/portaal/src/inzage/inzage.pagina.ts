import { adres, html, type Html } from '../html.ts';
import { gegevens, h1, h2, h3, kader, koppeling, lijst, meer, p, stil } from '../lay-out/onderdelen.ts';
import type { Pagina } from '../lay-out/pagina.ts';
import { dag, hoofdletter, opsomming, tijd } from '../woorden.ts';
import type { Gebruik, Inzageantwoord } from './inzage.contract.ts';

/** The uses of one day together, the newest day first: people remember a day, not a moment. */
export function perDag(gebruiken: readonly Gebruik[]): { dag: string; gebruiken: Gebruik[] }[] {
  const dagen = new Map<string, Gebruik[]>();
  for (const g of [...gebruiken].sort((a, b) => b.tijdstip.localeCompare(a.tijdstip))) {
    const naam = dag(g.tijdstip) ?? 'Onbekende dag';
    dagen.set(naam, [...(dagen.get(naam) ?? []), g]);
  }
  return [...dagen].map(([naam, lijstje]) => ({ dag: naam, gebruiken: lijstje }));
}

const metLidwoord = (wie: string): string => (/^(de|het) /i.test(wie) ? wie : `${/^(college|bestuur)/i.test(wie) ? 'het' : 'de'} ${wie}`);

function gebruik(g: Gebruik): Html {
  if (g.zelf) return html`<li class="kaart kaart--rij">${stil(`${tijd(g.tijdstip)}: ${g.handeling.charAt(0).toLowerCase()}${g.handeling.slice(1)}`)}</li>`;
  const grondslag = g.waarom.grondslag.split('; ').filter(Boolean);
  return html`<li class="kaart">
    ${h3(`${hoofdletter(g.handeling)}${g.onderwerp ? ` (${g.onderwerp})` : ''}`)}
    ${gegevens([
      ['Tijd', tijd(g.tijdstip)],
      ['Wie', hoofdletter(metLidwoord(g.organisatie))],
      ['Uitgevoerd door', g.uitvoerder],
      ['Welke gegevens', g.gegevens.length > 0 && hoofdletter(opsomming(g.gegevens))],
      ['Waarom', html`${g.waarom.doel}<br /><span class="stil">${g.waarom.activiteit}</span>`],
    ])}
    <details><summary>Mag dat? En klopt dit?</summary>
      ${grondslag.length > 0 && html`${p('De gemeente mag dit volgens deze regels:')} ${lijst(grondslag)}`}
      ${p('Met een bewijs kunt u later laten zien dat dit zo in het logboek van de gemeente stond. Niemand kan dat ongemerkt veranderen.')}
      ${p(koppeling(adres`/uw-gegevens/${g.id}/bewijs`, 'Download het bewijs'))}
    </details></li>`;
}

export function inzagepagina(naam: string, antwoord: Inzageantwoord, volgende: string | null, eerste: boolean): Pagina {
  const leeg = antwoord.resultaten.length === 0;
  return {
    titel: 'Wie gebruikte uw gegevens?',
    inhoud: html`${h1('Wie gebruikte uw gegevens?', `${naam}, hier ziet u wie bij deze gemeente uw gegevens gebruikte, wanneer en waarom.`)}
      ${leeg && eerste && p('De gemeente heeft uw gegevens nog niet gebruikt. Gebruikt ze die wel, dan ziet u het hier na een paar tellen.')}
      ${!leeg && eerste && p(`Uw gegevens zijn ${antwoord.aantal === 1 ? 'één keer' : `${antwoord.aantal} keer`} gebruikt.`)}
      ${perDag(antwoord.resultaten).map(
        (d) => html`<section class="blok">${h2(d.dag)}
          <ul class="kaarten">${d.gebruiken.map(gebruik)}</ul></section>`,
      )}
      ${meer(volgende, 'Toon eerder gebruik')}
      ${kader(
        'info',
        'Klopt er iets niet?',
        p('Bel of mail de gemeente en noem de dag en wat u ziet. U mag vragen om uw gegevens te verbeteren of te verwijderen. Namen van medewerkers staan hier niet: de gemeente is verantwoordelijk, niet een medewerker.'),
      )}`,
  };
}
