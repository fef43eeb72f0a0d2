import { adres, html, type Html, type Invoeging } from '../html.ts';
import type { Bezoeker } from '../lay-out/bezoeker.ts';
import { gegevens, h1, h2, koppeling, meer, p, status, tabel, type Toon } from '../lay-out/onderdelen.ts';
import type { Pagina } from '../lay-out/pagina.ts';
import { dag, hoofdletter, metNadruk, termijn } from '../woorden.ts';
import { bevriesformulier, bevriezing } from './bevriezing.pagina.ts';
import type { Dossier, Dossierlijst } from './dossiers.contract.ts';

const STATUS: Record<Dossier['status'], readonly [string, Toon]> = {
  open: ['Loopt nog', 'neutral'],
  afgesloten: ['Afgesloten', 'inactive'],
  vernietigd: ['Vernietigd', 'warning'],
};

/** How long it stays, in a few words: for a list. */
export function bewaring(d: Dossier): Invoeging {
  if (d.status === 'vernietigd') return 'Vernietigd';
  const bevroren = d.bevriezingen.length > 0 && html`<br />${status('Nu niet vernietigen', 'warning')}`;
  if (d.waardering?.waardering === 'blijvend_bewaren') return html`Blijft altijd bewaard${bevroren}`;
  return html`${dag(d.archiefactiedatum) ?? 'Nog niet bekend'}${bevroren}`;
}

function wat(d: Dossier): Html {
  return html`${hoofdletter(d.objecttypeNaam)}${d.uitkomst && html`<br /><span class="stil">${d.uitkomst}</span>`}`;
}

export interface Filter {
  kenmerk: string;
  status: string;
  vervallen: boolean;
}

const KEUZES = [
  ['', 'Alle dossiers'],
  ['open', 'Lopende dossiers'],
  ['afgesloten', 'Afgesloten dossiers'],
  ['vervallen', 'Dossiers waarvan de termijn voorbij is'],
  ['vernietigd', 'Vernietigde dossiers'],
] as const;

function zoekformulier(f: Filter): Html {
  const gekozen = f.vervallen ? 'vervallen' : f.status;
  return html`<form class="zoekbalk" method="get" action="/dossiers" role="search" aria-label="Dossiers">
    <div class="utrecht-form-field"><label class="utrecht-form-label" for="kenmerk">Zaaknummer</label>
      <input class="utrecht-textbox utrecht-textbox--html-input" id="kenmerk" name="kenmerk" value="${f.kenmerk}" maxlength="100" autocomplete="off" /></div>
    <div class="utrecht-form-field"><label class="utrecht-form-label" for="toon">Toon</label>
      <select class="utrecht-select utrecht-select--html-select" id="toon" name="toon">
        ${KEUZES.map(([waarde, naam]) => html`<option value="${waarde}" ${waarde === gekozen && html`selected`}>${naam}</option>`)}
      </select></div>
    <button class="utrecht-button utrecht-button--secondary-action" type="submit">Toon</button>
  </form>`;
}

export function dossierspagina(lijst: Dossierlijst, filter: Filter, volgende: string | null): Pagina {
  return {
    titel: 'Dossiers',
    inhoud: html`${h1('Dossiers', 'Tot wanneer blijft een dossier, en waarom?')} ${zoekformulier(filter)}
      ${
        lijst.resultaten.length === 0
          ? p('Er zijn geen dossiers gevonden.')
          : tabel(
              'Dossiers',
              [
                { kop: 'Zaak', cel: (d) => koppeling(adres`/dossiers/${d.id}`, d.kenmerk) },
                { kop: 'Wat', cel: wat },
                { kop: 'Stand', cel: (d) => status(...STATUS[d.status]) },
                { kop: 'Bewaren tot', cel: bewaring },
              ],
              lijst.resultaten,
            )
      }
      ${meer(volgende)}`,
  };
}

export function dossierpagina(b: Bezoeker, d: Dossier): Pagina {
  const blijvend = d.waardering?.waardering === 'blijvend_bewaren';
  return {
    titel: `Dossier ${d.kenmerk}`,
    terug: { pad: '/dossiers', naam: 'Dossiers' },
    inhoud: html`${h1(d.kenmerk, hoofdletter(d.objecttypeNaam))}
      ${d.bevriezingen.map((x) => bevriezing(b, d, x))}
      ${gegevens([
        ['Stand', status(...STATUS[d.status])],
        ['Uitkomst', d.uitkomst && hoofdletter(d.uitkomst)],
        ['Afgesloten op', dag(d.einddatum)],
        ['Bewaren tot', d.status !== 'vernietigd' && (dag(d.archiefactiedatum) ?? (blijvend ? 'Blijft altijd bewaard' : 'Nog niet bekend'))],
        ['Bewaartermijn', d.waardering?.bewaartermijn && termijn(d.waardering.bewaartermijn)],
      ])}
      ${h2('Waarom?')} ${p(metNadruk(d.toelichting))}
      ${
        d.afleiding.length > 0 &&
        html`<details><summary>Hoe komen we daarop?</summary>${tabel(
          'De stappen naar de datum',
          [
            { kop: 'Stap', cel: (s) => s.stap },
            { kop: 'Uitkomst', cel: (s) => dag(s.waarde) ?? s.waarde },
            { kop: 'Bron', cel: (s) => s.bron },
          ],
          d.afleiding,
        )}</details>`
      }
      ${bevriesformulier(b, d)}`,
  };
}
