import { html, type Html, type Invoeging } from '../html.ts';
import type { Bezoeker } from './bezoeker.ts';

export interface FormulierOpties {
  naar: string;
  knop: string;
  /** the action of this page, or one beside it */
  gewicht?: 'hoofd' | 'bijzaak' | 'licht' | 'ingrijpend';
  /** what the button is about, for who hears the page and not sees it */
  omschrijving?: string;
  bestand?: boolean;
}

const KNOP = {
  hoofd: 'utrecht-button--primary-action',
  bijzaak: 'utrecht-button--secondary-action',
  licht: 'utrecht-button--subtle',
  ingrijpend: 'utrecht-button--primary-action knop--ingrijpend',
} as const;

/** Each form that changes something carries the code of this session (against cross-site request forgery). */
export function formulier(b: Pick<Bezoeker, 'formuliercode' | 'eenmalig'>, opties: FormulierOpties, ...velden: Invoeging[]): Html {
  return html`<form class="formulier" method="post" action="${opties.naar}" ${opties.bestand && html`enctype="multipart/form-data"`}>
    <input type="hidden" name="formuliercode" value="${b.formuliercode}" />
    <input type="hidden" name="eenmalig" value="${b.eenmalig}" />
    ${velden}
    <div><button class="utrecht-button ${KNOP[opties.gewicht ?? 'hoofd']}" type="submit">${opties.knop}${opties.omschrijving && html`<span class="alleen-voorlezen">: ${opties.omschrijving}</span>`}</button></div>
  </form>`;
}

export interface Veld {
  naam: string;
  label: string;
  uitleg?: string;
  waarde?: string;
  verplicht?: boolean;
  max?: number;
  /** what is wrong with what was filled in */
  fouten?: readonly string[] | undefined;
}

const foutmelding = (naam: string, fouten: readonly string[] = []): Invoeging =>
  fouten.length > 0 && html`<div class="utrecht-form-field-error-message" id="${naam}-fout">${fouten.map((fout) => html`<p>${fout}</p>`)}</div>`;

const ongeldig = (fouten: readonly string[] = []): Invoeging => fouten.length > 0 && 'utrecht-form-field--invalid';

function omhulsel(veld: Veld, invoer: Html): Html {
  return html`<div class="utrecht-form-field utrecht-form-field--text ${ongeldig(veld.fouten)}">
    <label class="utrecht-form-label" for="${veld.naam}">${veld.label}${!veld.verplicht && html` <span class="stil">(hoeft niet)</span>`}</label>
    ${veld.uitleg && html`<p class="utrecht-form-field-description" id="${veld.naam}-uitleg">${veld.uitleg}</p>`}
    ${foutmelding(veld.naam, veld.fouten)}
    ${invoer}
  </div>`;
}

function beschreven({ naam, uitleg, fouten = [] }: Omit<Veld, 'label'>): Html | undefined {
  const door = [...(uitleg ? [`${naam}-uitleg`] : []), ...(fouten.length > 0 ? [`${naam}-fout`] : [])];
  return door.length > 0 ? html`aria-describedby="${door.join(' ')}"` : undefined;
}
const foutief = (veld: Veld): Html | undefined => (veld.fouten?.length ? html` aria-invalid="true"` : undefined);
const vereist = (veld: Veld): Html | undefined => (veld.verplicht ? html`required` : undefined);

export function tekstveld(veld: Veld, soort: 'text' | 'number' | 'date' = 'text'): Html {
  return omhulsel(
    veld,
    html`<input class="utrecht-textbox utrecht-textbox--html-input" type="${soort}" id="${veld.naam}" name="${veld.naam}"
      value="${veld.waarde ?? ''}" maxlength="${veld.max ?? 200}" ${beschreven(veld)}${foutief(veld)} ${vereist(veld)} />`,
  );
}

/** A text that is known by another name: what is known is suggested, what is not can be typed. */
export function suggestieveld(veld: Veld, bekend: readonly (readonly [string, string])[]): Html {
  const lijst = `${veld.naam}-bekend`;
  return omhulsel(
    veld,
    html`<input class="utrecht-textbox utrecht-textbox--html-input" type="text" id="${veld.naam}" name="${veld.naam}" list="${lijst}" autocomplete="off"
      value="${veld.waarde ?? ''}" maxlength="${veld.max ?? 200}" ${beschreven(veld)}${foutief(veld)} ${vereist(veld)} />
      <datalist id="${lijst}">${bekend.map(([waarde, naam]) => html`<option value="${waarde}">${naam}</option>`)}</datalist>`,
  );
}

export function tekstvak(veld: Veld): Html {
  return omhulsel(
    veld,
    html`<textarea class="utrecht-textarea utrecht-textarea--html-textarea" id="${veld.naam}" name="${veld.naam}" rows="4"
      maxlength="${veld.max ?? 2000}" ${beschreven(veld)}${foutief(veld)} ${vereist(veld)}>${veld.waarde ?? ''}</textarea>`,
  );
}

export function bestandsveld(veld: Veld, soorten: string): Html {
  return omhulsel(
    veld,
    html`<input class="bestand" type="file" id="${veld.naam}" name="${veld.naam}" accept="${soorten}" ${beschreven(veld)}${foutief(veld)} ${vereist(veld)} />`,
  );
}

export function keuzelijst(veld: Veld, keuzes: readonly (readonly [string, string])[]): Html {
  return omhulsel(
    veld,
    html`<select class="utrecht-select utrecht-select--html-select" id="${veld.naam}" name="${veld.naam}" ${beschreven(veld)}${foutief(veld)} ${vereist(veld)}>
      ${keuzes.map(([waarde, naam]) => html`<option value="${waarde}" ${waarde === veld.waarde && html`selected`}>${naam}</option>`)}
    </select>`,
  );
}

export interface Keuze {
  waarde: string;
  label: string;
  uitleg?: string;
}

/** A question with more than one part to its answer: the group says what is asked, and what is wrong. */
function groep(veld: Veld, keuzes: readonly Html[]): Html {
  return html`<fieldset class="keuzes ${ongeldig(veld.fouten)}" ${beschreven(veld)}><legend class="utrecht-form-label">${veld.label}</legend>
    ${veld.uitleg && html`<p class="utrecht-form-field-description" id="${veld.naam}-uitleg">${veld.uitleg}</p>`}
    ${foutmelding(veld.naam, veld.fouten)}
    ${keuzes}
  </fieldset>`;
}

export function keuzerondjes(naam: string, vraag: string, keuzes: readonly Keuze[], gekozen?: string, fouten?: readonly string[]): Html {
  const rondjes = keuzes.map(
    (k, i) => html`<div class="keuze">
        <input class="utrecht-radio-button utrecht-radio-button--html-input" type="radio" id="${naam}-${i}" name="${naam}" value="${k.waarde}"
          ${k.uitleg && html`aria-describedby="${naam}-${i}-uitleg"`} ${k.waarde === gekozen && html`checked`} required />
        <label for="${naam}-${i}">${k.label}</label>
        ${k.uitleg && html`<p class="stil" id="${naam}-${i}-uitleg">${k.uitleg}</p>`}
      </div>`,
  );
  return groep({ naam, label: vraag, fouten }, rondjes);
}

/** Each box has a name of its own, `naam-waarde`: of what is sent by one name, only the last arrives. */
export function aankruisvakjes(veld: Veld, keuzes: readonly Keuze[], gekozen: readonly string[]): Html {
  const vakjes = keuzes.map(
    (k, i) => html`<div class="keuze">
        <input class="utrecht-checkbox utrecht-checkbox--html-input" type="checkbox" id="${veld.naam}-${i}" name="${veld.naam}-${k.waarde}" value="ja"
          ${k.uitleg && html`aria-describedby="${veld.naam}-${i}-uitleg"`} ${gekozen.includes(k.waarde) && html`checked`} />
        <label for="${veld.naam}-${i}">${k.label}</label>
        ${k.uitleg && html`<p class="stil" id="${veld.naam}-${i}-uitleg">${k.uitleg}</p>`}
      </div>`,
  );
  return groep(veld, vakjes);
}

export function verborgen(naam: string, waarde: string): Html {
  return html`<input type="hidden" name="${naam}" value="${waarde}" />`;
}
