import { adres, html, type Html } from '../html.ts';
import type { Bezoeker } from '../lay-out/bezoeker.ts';
import { h1, h2, kader, koppeling, lijst, meer, p, stil, tabel } from '../lay-out/onderdelen.ts';
import type { Pagina } from '../lay-out/pagina.ts';
import { aantal } from '../woorden.ts';
import { objectadres } from './adressen.ts';
import { operatorenVoor, type Voorwaarde, type Zoekveld } from './operatoren.ts';
import type { Gevonden, Objecttype, Zoekantwoord } from './registers.contract.ts';
import { naamVanType } from './typen.woorden.ts';
import { dagVan, opPlaats, waardeInWoorden } from './waarden.ts';
import { MEESTE_VOORWAARDEN, schrijfZoekvraag, type Kolomveld, type Zoekvraag } from './zoekvraag.ts';

export interface Zoekstukken {
  b: Bezoeker;
  type: Objecttype;
  doel: string | null;
  velden: readonly Zoekveld[];
  /** what the list shows of each */
  kolommen: readonly Kolomveld[];
  vraag: Zoekvraag;
  vandaag: string;
  /** null: not asked yet */
  gevonden: Zoekantwoord | null;
  /** what is wrong with the question, in words */
  fouten: readonly string[];
  /** address of the next page; null when there is none, or when it must be sent */
  volgende: string | null;
}

export function zoekpagina(s: Zoekstukken): Pagina {
  const { type, fouten, gevonden } = s;
  return {
    titel: `Zoeken: ${naamVanType(type).toLowerCase()}`,
    terug: { pad: adres`/objecttypen/${type.id}`, naam: naamVanType(type) },
    inhoud: html`${h1(`Zoeken: ${naamVanType(type).toLowerCase()}`, 'Kies waarop u zoekt. Zonder voorwaarden ziet u alles wat op die dag geldt.')}
      ${fouten.length > 0 && kader('mislukt', 'Uw vraag klopt nog niet', fouten.length > 1 ? lijst(fouten) : p(fouten[0]), 'alert')}
      ${zoekformulier(s)}
      ${gevonden && resultaten(s, gevonden)}`,
  };
}

const knop = (doe: string, tekst: string | Html, gewicht: string): Html => html`<button class="utrecht-button utrecht-button--${gewicht}" type="submit" name="doe" value="${doe}">${tekst}</button>`;

function verborgen(s: Zoekstukken): Html {
  return html`<input type="hidden" name="formuliercode" value="${s.b.formuliercode}" /><input type="hidden" name="eenmalig" value="${s.b.eenmalig}" />
    ${s.doel !== null && html`<input type="hidden" name="doel" value="${s.doel}" />`}`;
}

/**
 * Sent, not asked with an address: a value may be about a person. Enter does what the first button does, so that one is
 * there twice.
 */
function zoekformulier(s: Zoekstukken): Html {
  const { vraag, velden } = s;
  return html`<form class="formulier vraag" method="post" action="${adres`/objecttypen/${s.type.id}/zoeken`}" role="search" aria-label="${naamVanType(s.type)}">
    ${verborgen(s)}
    <button class="alleen-voorlezen" type="submit" name="doe" value="zoek" tabindex="-1" aria-hidden="true">Zoeken</button>
    ${vraag.voorwaarden.map((v, i) => voorwaarde(v, i))}
    ${
      vraag.voorwaarden.length < MEESTE_VOORWAARDEN &&
      html`<div class="vraag__rij"><div class="utrecht-form-field"><label class="utrecht-form-label" for="nieuw">${vraag.voorwaarden.length === 0 ? 'Zoek op' : 'Nog een voorwaarde'}</label>
        <select class="utrecht-select utrecht-select--html-select" id="nieuw" name="nieuw">${velden.map((v) => html`<option value="${v.pad}">${v.naam}</option>`)}</select></div>
        ${knop('erbij', 'Voeg toe', 'secondary-action')}</div>`
    }
    ${vraag.voorwaarden.length > 1 && html`<div class="vraag__rij">${keuze('samen', 'Wat moet kloppen?', [['en', 'Alle voorwaarden'], ['of', 'Ten minste één voorwaarde']], vraag.samen)}</div>`}
    <div class="vraag__rij">
      <div class="utrecht-form-field"><label class="utrecht-form-label" for="geldigOp">Wat gold op</label>
        <input class="utrecht-textbox utrecht-textbox--html-input" type="date" id="geldigOp" name="geldigOp" value="${vraag.geldigOp}" required /></div>
      ${keuze('sorteer', 'Volgorde', [['', 'Geen vaste volgorde'], ...velden.filter((v) => v.sorteerbaar).map((v) => [v.pad, v.naam] as const)], vraag.sorteer)}
      ${keuze('richting', 'Begin bij', [['op', 'Laag, vroeg of A'], ['af', 'Hoog, laat of Z']], vraag.aflopend ? 'af' : 'op')}
    </div>
    <div>${knop('zoek', 'Zoeken', 'primary-action')}</div>
  </form>`;
}

function keuze(naam: string, label: string, keuzes: readonly (readonly [string, string])[], gekozen: string): Html {
  return html`<div class="utrecht-form-field"><label class="utrecht-form-label" for="${naam}">${label}</label>
    <select class="utrecht-select utrecht-select--html-select" id="${naam}" name="${naam}">
      ${keuzes.map(([waarde, tekst]) => html`<option value="${waarde}" ${waarde === gekozen && html`selected`}>${tekst}</option>`)}
    </select></div>`;
}

/** One field, with the operators that fit it. What `tussen` needs is there for every field that knows it: no script shows it later. */
function voorwaarde(v: Voorwaarde, i: number): Html {
  const operatoren = operatorenVoor(v.veld);
  const metTot = operatoren.some(([o]) => o === 'tussen');
  return html`<fieldset class="vraag__voorwaarde"><legend class="utrecht-form-label">${v.veld.naam}</legend>
    <input type="hidden" name="v${i}" value="${v.veld.pad}" />
    <div class="vraag__rij">
      <div class="utrecht-form-field"><label class="utrecht-form-label vraag__klein" for="o${i}">Hoe</label>
        <select class="utrecht-select utrecht-select--html-select" id="o${i}" name="o${i}">${operatoren.map(([o, naam]) => html`<option value="${o}" ${o === v.operator && html`selected`}>${naam}</option>`)}</select></div>
      ${operatoren.some(([o]) => o !== 'leeg' && o !== 'gevuld') && invoer(`w${i}`, metTot ? 'Waarde, of van' : 'Waarde', v, v.waarde)}
      ${metTot && invoer(`t${i}`, 'Tot en met', v, v.tot)}
      ${knop(`weg-${i}`, html`Haal weg<span class="alleen-voorlezen">: ${v.veld.naam}</span>`, 'subtle')}
    </div></fieldset>`;
}

function invoer(naam: string, label: string, { veld }: Voorwaarde, waarde: string): Html {
  const kop = html`<label class="utrecht-form-label vraag__klein" for="${naam}">${label}</label>`;
  const keuzes = veld.keuzes ?? (veld.soort === 'waarheid' ? ['ja', 'nee'] : null);
  if (keuzes) return html`<div class="utrecht-form-field">${kop}<select class="utrecht-select utrecht-select--html-select" id="${naam}" name="${naam}">${keuzes.map((k) => html`<option value="${k}" ${k === waarde && html`selected`}>${k}</option>`)}</select></div>`;
  const soort = veld.soort === 'datum' || veld.soort === 'tijdstip' ? 'date' : 'text';
  return html`<div class="utrecht-form-field">${kop}<input class="utrecht-textbox utrecht-textbox--html-input" type="${soort}" id="${naam}" name="${naam}" value="${waarde}" maxlength="2000" autocomplete="off" /></div>`;
}

function hoeveel({ resultaten: rijen, aantal: n, aantalSoort }: Zoekantwoord): string {
  if (n === undefined) return aantal(rijen.length, 'registratie op deze bladzijde', 'registraties op deze bladzijde');
  return `${aantalSoort === 'geschat' ? 'Ongeveer ' : ''}${n.toLocaleString('nl-NL')} ${n === 1 ? 'registratie' : 'registraties'} gevonden`;
}

function resultaten(s: Zoekstukken, gevonden: Zoekantwoord): Html {
  const { type, doel, vraag, kolommen } = s;
  const [eerste, ...rest] = kolommen;
  const waarde = (g: Gevonden, pointer: string): string => waardeInWoorden(opPlaats(g.gegevens, pointer)) ?? '–';
  const naar = (g: Gevonden): string => objectadres({ type: type.id, object: g.id, doel }, vraag.geldigOp === s.vandaag ? null : { geldigOp: vraag.geldigOp, beschikbaarOp: null });
  return html`<section class="blok" aria-labelledby="gevonden">${h2('Gevonden', 'gevonden')}
    <p class="utrecht-paragraph" role="status">${hoeveel(gevonden)}</p>
    ${
      gevonden.resultaten.length === 0
        ? p('Probeer minder voorwaarden, of een andere dag.')
        : tabel(
            'Gevonden registraties',
            [
              { kop: eerste?.naam ?? 'Registratie', cel: (g) => koppeling(naar(g), eerste ? waarde(g, eerste.pointer) : 'Bekijk') },
              ...rest.map((k) => ({ kop: k.naam, cel: (g: Gevonden) => waarde(g, k.pointer) })),
              { kop: 'Geldt vanaf', cel: (g) => (g.beginGeldigheid ? dagVan(g.beginGeldigheid) : '–') },
            ],
            gevonden.resultaten,
          )
    }
    ${meer(s.volgende)} ${gevonden.na !== undefined && s.volgende === null && verderMetFormulier(s, gevonden.na)}
    ${stil('Dat u dit zocht en zag, staat in het logboek.')}</section>`;
}

/** The same question with the place where the list goes on; it is about a person, so it is sent again. */
function verderMetFormulier(s: Zoekstukken, na: string): Html {
  return html`<form class="verder" method="post" action="${adres`/objecttypen/${s.type.id}/zoeken`}">${verborgen(s)}
    ${schrijfZoekvraag(s.vraag).map(([naam, waarde]) => html`<input type="hidden" name="${naam}" value="${waarde}" />`)}
    <input type="hidden" name="na" value="${na}" /><div>${knop('zoek', 'Toon meer', 'secondary-action')}</div></form>`;
}
