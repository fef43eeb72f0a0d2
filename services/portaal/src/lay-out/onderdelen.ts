import { html, type Html, type Invoeging } from '../html.ts';
import type { Melding } from '../sessie/sessie.ts';

export function h1(titel: Invoeging, inleiding?: Invoeging): Html {
  return html`<div class="titel"><h1 class="utrecht-heading-1">${titel}</h1>
    ${inleiding && html`<p class="utrecht-paragraph utrecht-paragraph--lead">${inleiding}</p>`}</div>`;
}

export function h2(titel: Invoeging, id?: string): Html {
  return id ? html`<h2 class="utrecht-heading-2" id="${id}">${titel}</h2>` : html`<h2 class="utrecht-heading-2">${titel}</h2>`;
}

export function h3(titel: Invoeging): Html {
  return html`<h3 class="utrecht-heading-3">${titel}</h3>`;
}

export function p(...inhoud: Invoeging[]): Html {
  return html`<p class="utrecht-paragraph">${inhoud}</p>`;
}

export function stil(...inhoud: Invoeging[]): Html {
  return html`<p class="utrecht-paragraph stil">${inhoud}</p>`;
}

export function koppeling(pad: string, tekst: Invoeging): Html {
  return html`<a class="utrecht-link utrecht-link--html-a" href="${pad}">${tekst}</a>`;
}

export function knopkoppeling(pad: string, tekst: string): Html {
  return html`<a class="utrecht-button-link utrecht-button-link--html-a utrecht-button-link--secondary-action" href="${pad}">${tekst}</a>`;
}

export function lijst(items: readonly Invoeging[]): Html {
  return html`<ul class="utrecht-unordered-list">
    ${items.map((item) => html`<li class="utrecht-unordered-list__item">${item}</li>`)}
  </ul>`;
}

/** Name and value, for what one looks up. What has no value is left out. */
export function gegevens(rijen: readonly (readonly [string, Invoeging])[]): Html {
  const gevuld = rijen.filter(([, waarde]) => waarde !== null && waarde !== undefined && waarde !== '' && waarde !== false);
  return html`<dl class="gegevens">
    ${gevuld.map(([naam, waarde]) => html`<div><dt>${naam}</dt><dd>${waarde}</dd></div>`)}
  </dl>`;
}

export type Toon = 'neutral' | 'success' | 'warning' | 'danger' | 'inactive';

export function status(tekst: string, toon: Toon): Html {
  return html`<span class="utrecht-status-badge utrecht-status-badge--${toon}">${tekst}</span>`;
}

const ALERT = { info: 'info', gelukt: 'ok', let: 'warning', mislukt: 'error' } as const;

export function kader(soort: keyof typeof ALERT, titel: string, inhoud?: Invoeging, rol?: 'status' | 'alert'): Html {
  return html`<div class="utrecht-alert utrecht-alert--${ALERT[soort]}" role="${rol ?? 'group'}" aria-label="${titel}">
    <div class="utrecht-alert__content"><div class="utrecht-alert__message">
      <p class="utrecht-paragraph kader-titel">${titel}</p>${inhoud}
    </div></div></div>`;
}

export function meldingskader(m: Melding | null): Html | null {
  if (!m) return null;
  const regels = m.regels.length > 1 ? lijst(m.regels) : m.regels.map((regel) => p(regel));
  return kader(m.soort, m.titel, regels, m.soort === 'mislukt' ? 'alert' : 'status');
}

export interface Kolom<T> {
  kop: string;
  cel: (rij: T) => Invoeging;
}

/** A table that becomes a list of cards on a narrow screen: each cell carries the name of its column. */
export function tabel<T>(bijschrift: string, kolommen: readonly Kolom<T>[], rijen: readonly T[]): Html {
  const cel = (kolom: Kolom<T>, rij: T, eerste: boolean): Html =>
    eerste
      ? html`<th scope="row" class="utrecht-table__cell" data-kop="${kolom.kop}">${kolom.cel(rij)}</th>`
      : html`<td class="utrecht-table__cell" data-kop="${kolom.kop}">${kolom.cel(rij)}</td>`;
  return html`<table class="utrecht-table tabel">
    <caption class="alleen-voorlezen">${bijschrift}</caption>
    <thead class="utrecht-table__header"><tr class="utrecht-table__row">
      ${kolommen.map((k) => html`<th scope="col" class="utrecht-table__header-cell">${k.kop}</th>`)}
    </tr></thead>
    <tbody class="utrecht-table__body">
      ${rijen.map((rij) => html`<tr class="utrecht-table__row">${kolommen.map((k, i) => cel(k, rij, i === 0))}</tr>`)}
    </tbody></table>`;
}

export function meer(volgende: string | null, tekst = 'Toon meer'): Html | null {
  return volgende === null ? null : html`<nav class="verder" aria-label="Meer resultaten">${knopkoppeling(volgende, tekst)}</nav>`;
}
