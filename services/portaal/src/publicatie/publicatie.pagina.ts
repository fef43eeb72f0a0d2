import { eigenPad, html, type Html } from '../html.ts';
import { gegevens, h1, h2, knopkoppeling, koppeling, lijst, p, stil } from '../lay-out/onderdelen.ts';
import type { Pagina } from '../lay-out/pagina.ts';
import { aantal, dag, hoofdletter, omvang, woordVoor } from '../woorden.ts';
import type { Document, Publicatie, Weglating } from './publicatie.contract.ts';

const SOORT: Record<string, string> = { 'application/pdf': 'PDF', 'text/plain': 'tekst' };

function bestand(d: Document): Html {
  const bijzonderheden = [woordVoor(SOORT, d.mediatype) ?? d.mediatype, aantal(d.paginas, 'pagina', "pagina's"), omvang(d.omvang)].join(', ');
  return html`${eigenPad(d.bestand) ? koppeling(d.bestand, d.titel) : d.titel} <span class="stil">(${bijzonderheden})</span>`;
}

/** '5.1.2e' → 'artikel 5.1 lid 2 onder e van de Wet open overheid' */
export function grondInWoorden(grond: string): string {
  const m = /^(5\.\d)(?:\.(\d))?([a-i])?$/.exec(grond);
  if (!m) return grond;
  return `artikel ${m[1]}${m[2] ? ` lid ${m[2]}` : ''}${m[3] ? ` onder ${m[3]}` : ''} van de Wet open overheid`;
}

function weglating(w: Weglating): Html {
  return html`Pagina ${w.pagina}: ${w.omschrijving.replace(/\.$/, '')}.<br /><span class="stil">${hoofdletter(w.grondInWoorden)}: ${grondInWoorden(w.grond)}</span>`;
}

export function publicatiepagina(publicatie: Publicatie): Pagina {
  return {
    titel: publicatie.officieleTitel,
    terug: { pad: '/', naam: 'Zoeken' },
    inhoud: html`${h1(publicatie.officieleTitel, publicatie.omschrijving)}
      <section class="blok" aria-labelledby="documenten">${h2(publicatie.documenten.length === 1 ? 'Document' : 'Documenten', 'documenten')}
        ${lijst(publicatie.documenten.map(bestand))}</section>
      ${
        publicatie.weglatingen.length > 0 &&
        html`<section class="blok" aria-labelledby="weggelaten">${h2('Wat is weggelaten?', 'weggelaten')}
          ${p('Sommige delen van het document mogen of moeten we weglaten. Hieronder ziet u wat, en volgens welke regel.')}
          ${lijst(publicatie.weglatingen.map(weglating))}</section>`
      }
      <section class="blok" aria-labelledby="over">${h2('Over deze publicatie', 'over')}
        ${gegevens([
          ['Besloten op', dag(publicatie.besluitdatum)],
          ['Openbaar sinds', dag(publicatie.gepubliceerdOp)],
          ['Blijft online tot', dag(publicatie.publicatieTot)],
          ['Soort', hoofdletter(publicatie.categorie.naam)],
          ['Zaaknummer', publicatie.kenmerk],
        ])}</section>`,
  };
}

const REDEN: Record<string, { titel: string; tekst: string }> = {
  'De bewaartermijn is verstreken': {
    titel: 'Deze publicatie is er niet meer: de bewaartermijn is verstreken',
    tekst: 'De gemeente mag stukken niet langer bewaren dan nodig is. De termijn voor dit dossier is voorbij. Daarom is het dossier vernietigd, met deze publicatie.',
  },
  'De publicatieduur is verstreken': {
    titel: 'Deze publicatie is er niet meer: de termijn is verstreken',
    tekst: 'Een publicatie staat niet voor altijd online. De tijd die voor deze publicatie was afgesproken, is voorbij.',
  },
  'De publicatie is ingetrokken': { titel: 'Deze publicatie is ingetrokken', tekst: 'De gemeente heeft deze publicatie van de website gehaald.' },
};

/** 410: what was here is gone, and why. */
export function verdwenenpagina(reden: string | undefined): Pagina {
  const uitleg = woordVoor(REDEN, reden ?? '') ?? { titel: 'Deze publicatie is er niet meer', tekst: 'De gemeente heeft deze publicatie van de website gehaald.' };
  return {
    titel: uitleg.titel,
    status: 410,
    inhoud: html`${h1(uitleg.titel)} ${p(uitleg.tekst)} ${stil('Zoekmachines kunnen de pagina nog een tijdje noemen.')}
      <p class="knoppen">${knopkoppeling('/', 'Zoek in openbare besluiten')}</p>`,
  };
}
