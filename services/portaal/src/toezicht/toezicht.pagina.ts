import { html, type Html } from '../html.ts';
import { gegevens, h1, h2, h3, kader, lijst, p, tabel } from '../lay-out/onderdelen.ts';
import type { Pagina } from '../lay-out/pagina.ts';
import { dag, hoofdletter, opsomming, termijn } from '../woorden.ts';
import type { Activiteit, Activiteiten, Cijfer, Cijfers } from './toezicht.contract.ts';

/** '<5' → 'minder dan 5' */
function telling(aantal: string): string {
  if (aantal.startsWith('<')) return `minder dan ${aantal.slice(1)}`;
  return /^\d{1,15}$/.test(aantal) ? Number(aantal).toLocaleString('nl-NL') : aantal;
}

/** '2026-11' → 'november 2026' */
const maand = (m: string): string => dag(`${m}-01`)?.replace(/^1 /, '') ?? m;

function maandblok(m: string, cijfers: readonly Cijfer[]): Html {
  return html`<section class="blok">${h2(hoofdletter(maand(m)))}
    ${tabel(
      `Gebruik van gegevens in ${maand(m)}`,
      [
        { kop: 'Waarvoor', cel: (c) => c.naam ?? 'Niet in het register' },
        { kop: 'Hoe vaak', cel: (c) => telling(c.verwerkingen) },
        { kop: 'Over hoeveel mensen', cel: (c) => telling(c.betrokkenen) },
      ],
      cijfers,
    )}</section>`;
}

export function cijferspagina({ resultaten }: Cijfers): Pagina {
  const maanden = [...new Set(resultaten.map((c) => c.maand))].sort().reverse();
  return {
    titel: 'Cijfers',
    inhoud: html`${h1('Cijfers', 'Hoe vaak gebruikte de gemeente gegevens van mensen, en waarvoor?')}
      ${
        maanden.length === 0
          ? p('In het afgelopen jaar zijn geen gegevens van mensen gebruikt.')
          : kader('info', 'Aantallen, geen personen', p('Kleine aantallen staan er niet precies: een 1 kan al naar iemand wijzen. Ook vertrouwelijk werk telt mee.'))
      }
      ${maanden.map((m) => maandblok(m, resultaten.filter((c) => c.maand === m)))}`,
  };
}

function kaart(a: Activiteit): Html {
  const { selectielijst, nummer, termijn: duur } = a.bewaartermijn;
  return html`<li class="kaart">${h3(a.naam)} ${p(a.doel)}
    ${gegevens([
      ['Verantwoordelijk', hoofdletter(a.bestuursorgaan)],
      ['Over wie', hoofdletter(opsomming(a.betrokkenen))],
      ['Welke gegevens', hoofdletter(opsomming(a.gegevenscategorieen))],
      ['Geldt sinds', dag(a.van)],
      ['Geldt tot en met', dag(a.tot)],
    ])}
    ${a.vertrouwelijk && kader('let', 'Vertrouwelijk', p('Inwoners zien dit gebruik niet in hun overzicht.'))}
    <details><summary>Mag dat, en hoe lang blijft het?</summary>${p('De gemeente mag dit volgens deze regels:')} ${lijst(a.grondslag)}
      ${p(`Wat in het logboek staat, blijft ${termijn(duur)} (${selectielijst.naam} ${selectielijst.jaar}, nummer ${nummer}).`)}</details></li>`;
}

export function registerpagina({ resultaten }: Activiteiten): Pagina {
  return {
    titel: 'Waarvoor we gegevens gebruiken',
    inhoud: html`${h1('Waarvoor we gegevens gebruiken', 'Dit is het register van de gemeente. Voor ander werk gaat geen gegeven open.')}
      ${resultaten.length === 0 ? p('Het register is nog leeg.') : html`<ul class="kaarten">${resultaten.map(kaart)}</ul>`}`,
  };
}
