import { html, type Html, type Invoeging } from '../html.ts';
import type { Bezoeker } from './bezoeker.ts';
import { menu } from './menu.ts';
import { meldingskader } from './onderdelen.ts';

/** A page is a title and what stands under the header. */
export interface Pagina {
  titel: string;
  inhoud: Html;
  status?: number;
  /** the way back, from near to far */
  terug?: { pad: string; naam: string };
}

export interface Huisstijl {
  /** addresses of the style sheets, in order */
  paden: readonly string[];
  /** address of the icon of the site */
  teken: string;
}

function kop(b: Bezoeker): Html {
  const huidig = b.pad.split('?')[0] ?? '/';
  const hier = (pad: string): boolean => (pad === '/' ? huidig === '/' || huidig.startsWith('/zoeken') || huidig.startsWith('/publicaties') : huidig.startsWith(pad));
  return html`<header class="kop">
    ${b.gemeente.demonstratie && html`<p class="demonstratie"><span class="breedte">Dit is een demonstratie: verzonnen gegevens</span></p>`}
    <div class="breedte kop__boven">
      <a class="kop__naam" href="/"><span class="kop__teken" aria-hidden="true">${b.gemeente.naam.replace(/^Gemeente /, '').charAt(0)}</span>${b.gemeente.naam}</a>
      ${aanmelding(b)}
    </div>
    <nav class="kop__menu" aria-label="Hoofdmenu"><ul class="breedte">
      ${menu(b.persoon).map((punt) => html`<li><a href="${punt.pad}" ${hier(punt.pad) && html`aria-current="page"`}>${punt.naam}</a></li>`)}
    </ul></nav>
  </header>`;
}

function aanmelding(b: Bezoeker): Html {
  if (!b.persoon) return html`<a class="kop__aanmelden" href="/aanmelden">Aanmelden</a>`;
  return html`<form class="kop__persoon" method="post" action="/afmelden">
    <input type="hidden" name="formuliercode" value="${b.formuliercode}" />
    <span>${b.persoon.naam}</span> <button class="utrecht-link-button utrecht-link-button--html-button" type="submit">Afmelden</button>
  </form>`;
}

function voet(b: Bezoeker): Html {
  return html`<footer class="voet"><div class="breedte">
    <p class="voet__naam">${b.gemeente.naam}</p>
    <ul>
      <li><a href="/over">Over deze website</a></li>
      <li><a href="/toegankelijkheid">Toegankelijkheid</a></li>
      <li><a href="/docs">Voor ontwikkelaars</a></li>
    </ul>
  </div></footer>`;
}

/** The whole document. The demonstration says what it is on every page, and asks not to be indexed. */
export function document(b: Bezoeker, pagina: Pagina, stijl: Huisstijl): string {
  const delen: Invoeging = [
    kop(b),
    html`<main id="inhoud" class="breedte inhoud" tabindex="-1">
      ${pagina.terug && html`<p class="terug"><a class="utrecht-link utrecht-link--html-a" href="${pagina.terug.pad}">← ${pagina.terug.naam}</a></p>`}
      ${meldingskader(b.melding)}
      ${pagina.inhoud}
    </main>`,
    voet(b),
  ];
  const blad = html`<!doctype html>
<html lang="nl" class="voorbeeld-theme">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    ${b.gemeente.demonstratie && html`<meta name="robots" content="noindex, nofollow" />`}
    <title>${pagina.titel} | ${b.gemeente.naam}</title>
    <link rel="icon" type="image/svg+xml" href="${stijl.teken}" />
    ${stijl.paden.map((pad) => html`<link rel="stylesheet" href="${pad}" />`)}
  </head>
  <body class="utrecht-document utrecht-surface">
    <a class="utrecht-skip-link utrecht-skip-link--visible-on-focus" href="#inhoud">Direct naar de inhoud</a>
    ${delen}
  </body>
</html>
`;
  return blad.toString();
}
