import { html, type Html } from '../html.ts';
import { lijst, stil } from '../lay-out/onderdelen.ts';
import { aantal, hoofdletter, omvang, opsomming, termijn, woordVoor } from '../woorden.ts';
import type { Gaat } from './vernietiging.contract.ts';

const WAAR: Record<string, string> = { registers: 'In het dossier', 'woo-publicatie': 'Openbaar gemaakt' };

const MEERVOUD: Record<string, readonly [string, string]> = {
  dossier: ['dossier', 'dossiers'],
  informatieobject: ['document', 'documenten'],
  bestand: ['bestand', 'bestanden'],
  object: ['registratie', 'registraties'],
  publicatie: ['publicatie', 'publicaties'],
  concept: ['concept', 'concepten'],
  publicatieversie: ['publicatieversie', 'publicatieversies'],
  zoekindex: ['vermelding in het zoeken', 'vermeldingen in het zoeken'],
  sitemapregel: ['vermelding voor zoekmachines', 'vermeldingen voor zoekmachines'],
};

/** Before destruction each thing by its description; after it only kinds and numbers are left. */
function wat(g: Gaat): Html {
  const woorden = woordVoor(MEERVOUD, g.soort);
  const naam = g.aantal !== undefined && woorden ? aantal(g.aantal, ...woorden) : hoofdletter(g.omschrijving.replace('application/pdf', 'PDF').replace('text/plain', 'tekst'));
  return html`${naam}${g.omvang !== undefined && html` <span class="stil">(${omvang(g.omvang)})</span>`}`;
}

/** What goes, under the place where it is. */
export function boom(gaat: readonly Gaat[], isWeg: boolean): Html {
  const plaatsen = [...new Set(gaat.map((g) => g.component))];
  return html`<div><h4 class="utrecht-heading-4">${isWeg ? 'Dit is weg' : 'Dit gaat weg'}</h4>
    ${gaat.length === 0 && stil('Wordt nog opgevraagd.')}
    ${plaatsen.map((plaats) => html`${stil(woordVoor(WAAR, plaats) ?? plaats)}${lijst(gaat.filter((g) => g.component === plaats).map(wat))}`)}</div>`;
}

/** 'Selectielijst 2020, 11.1.1 (P1Y)' → 'Selectielijst 2020, 11.1.1 (1 jaar)' */
export function grondslagInWoorden(grondslag: string): string {
  return grondslag.replace(/\((P\w+)\)$/, (_, duur: string) => `(${termijn(duur)})`);
}

export const GROND: Record<string, string> = {
  beroep: 'er loopt een beroep',
  bezwaar: 'er loopt een bezwaar',
  'woo-verzoek': 'er loopt een verzoek om openbaarmaking',
  'avg-verzoek': 'iemand vroeg naar de eigen gegevens',
  enquete: 'er loopt een enquête',
  onderzoek: 'er loopt een onderzoek',
};

/** 'bevriezing: beroep' → 'er loopt een beroep'; any other reason is a sentence already. */
export function redenInWoorden(reden: string): string {
  const m = /^bevriezing: (.+)$/.exec(reden);
  return m?.[1] ? opsomming(m[1].split(', ').map((grond) => woordVoor(GROND, grond) ?? grond)) : reden;
}
