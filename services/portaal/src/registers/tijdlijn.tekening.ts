import { html, type Html } from '../html.ts';
import { aantal, dag, moment } from '../woorden.ts';
import type { Periode, Voorkomen } from './registers.contract.ts';
import { deelIn, keuzeVoor, MAAT, type Indeling, type Keuze, type Vlak, type Vlaksoort } from './tijdlijn.ts';
import { dagVan } from './waarden.ts';

export const SOORT: Record<Vlaksoort, string> = { geldt: 'geldt nu', komt: 'gaat nog in', was: 'voorbij', achterhaald: 'achterhaald' };

/** 'van 1 januari 2026 tot 1 mei 2026' */
/** As far back as a begin can lie of which nothing is known. */
const EERSTE_DAG = '0001-01-01';

export const geldigInWoorden = (p: Pick<Periode, 'beginGeldigheid' | 'eindGeldigheid'>): string => `vanaf ${p.beginGeldigheid === EERSTE_DAG ? 'een onbekende dag' : dagVan(p.beginGeldigheid)}${p.eindGeldigheid === null ? '' : ` tot ${dagVan(p.eindGeldigheid)}`}`;
export const bekendInWoorden = (p: Pick<Periode, 'beginRegistratie' | 'eindRegistratie'>): string => `vanaf ${moment(p.beginRegistratie)}${p.eindRegistratie === null ? '' : ` tot ${moment(p.eindRegistratie)}`}`;

/** As short as a date can be and still be one: for beside a line. */
function kortedag(waarde: string): string {
  const [jaar, maand, d] = waarde.split('-');
  return [d && Number(d), maand && Number(maand), jaar].filter(Boolean).join('-');
}

/** Six that differ without colour; a version keeps its own. */
const PATRONEN = [
  html`<path d="M0 12 L12 0" />`,
  html`<circle cx="6" cy="6" r="1.6" />`,
  html`<path d="M0 6 H12" />`,
  html`<path d="M0 0 L12 12" />`,
  html`<path d="M6 0 V12" />`,
  html`<path d="M6 2 V10 M2 6 H10" />`,
];
const patroonVan = (versie: number): number => (((versie - 1) % PATRONEN.length) + PATRONEN.length) % PATRONEN.length;

function patronen(): Html {
  return html`<defs>${PATRONEN.map((p, i) => html`<pattern id="patroon-${i}" width="12" height="12" patternUnits="userSpaceOnUse"><g class="tijdlijn__patroon">${p}</g></pattern>`)}</defs>`;
}

function assen(d: Indeling): Html {
  const [boven, onder] = [MAAT.boven, d.hoogte - MAAT.onder];
  const links = MAAT.links;
  return html`<g class="tijdlijn__assen">
    <text class="tijdlijn__as" x="${links}" y="16">Dagen waarop het geldt →</text>
    <text class="tijdlijn__as" x="4" y="16">↑ Bekend sinds</text>
    ${d.kolommen.map((k) => html`<line x1="${k.x}" y1="${boven}" x2="${k.x}" y2="${onder}" />${k.van !== null && html`<text x="${k.x + 2}" y="${onder + 18}">${kortedag(k.van)}</text>`}`)}
    ${d.rijen.map((r) => {
      const [datum = '', tijd = ''] = (moment(r.van) ?? '').split(' om ');
      return html`<line x1="${links}" y1="${r.y + r.hoogte}" x2="${d.breedte - MAAT.rechts}" y2="${r.y + r.hoogte}" />
        <text x="4" y="${r.y + r.hoogte - 24}">${datum}</text><text x="4" y="${r.y + r.hoogte - 8}">${tijd}</text>`;
    })}
  </g>`;
}

/** A rectangle that leads to what held then; its words stand on a plate, so that a pattern does not run through them. */
function vlak(v: Vlak, bijVersie: ReadonlyMap<number, Voorkomen>, naar: (k: Keuze) => string): Html {
  const { periode: p } = v;
  const correctie = bijVersie.get(p.versie)?.correctieVoor ?? null;
  const woorden = [`versie ${p.versie}`, SOORT[v.soort], ...(correctie === null ? [] : [`verbetert ${correctie}`])];
  const hoogte = woorden.length * 17 + 6;
  const plaat = { x: v.x + 7, y: v.y + 6, breedte: Math.min(92, v.breedte - 14) };
  // What one sees comes first, word for word: who says aloud what stands there, gets there (WCAG 2.5.3).
  const naam = `${woorden.join(' ')}. Geldt ${geldigInWoorden(p)}. Zo wisten we het ${bekendInWoorden(p)}.`;
  return html`<a href="${naar(keuzeVoor(p))}" aria-label="${naam}" class="tijdlijn__vlak tijdlijn__vlak--${v.soort}">
    <rect class="tijdlijn__grond" x="${v.x + 2}" y="${v.y + 2}" width="${v.breedte - 4}" height="${v.hoogte - 4}" />
    <rect class="tijdlijn__rand" x="${v.x + 2}" y="${v.y + 2}" width="${v.breedte - 4}" height="${v.hoogte - 4}" fill="url(#patroon-${patroonVan(p.versie)})" />
    ${v.open && html`<path class="tijdlijn__pijl" d="M${v.x + v.breedte - 10} ${v.y + v.hoogte / 2 - 6} l8 6 l-8 6" />`}
    <rect class="tijdlijn__plaat" x="${plaat.x}" y="${plaat.y}" width="${plaat.breedte}" height="${hoogte}" />
    ${woorden.map((w, i) => html`<text class="tijdlijn__woord${i === 0 && ' tijdlijn__woord--vet'}" x="${plaat.x + 5}" y="${plaat.y + 16 + i * 17}">${w}</text> `)}
  </a>`;
}

function vandaagLijn(d: Indeling): Html | null {
  if (d.vandaagX === null) return null;
  const anker = d.vandaagX > d.breedte - 70 ? 'end' : 'start';
  return html`<line class="tijdlijn__vandaag" x1="${d.vandaagX}" y1="${MAAT.boven - 6}" x2="${d.vandaagX}" y2="${d.hoogte - MAAT.onder}" />
    <text class="tijdlijn__as" x="${d.vandaagX + (anker === 'end' ? -4 : 0)}" y="${MAAT.boven - 10}" text-anchor="${anker}">vandaag</text>`;
}

/** A cross in a ring: where the reader is. */
function keuzepunt(d: Indeling): Html | null {
  if (!d.keuze) return null;
  const { x, y } = d.keuze;
  return html`<g class="tijdlijn__keuze"><circle cx="${x}" cy="${y}" r="8" /><path d="M${x - 5} ${y} h10 M${x} ${y - 5} v10" /></g>`;
}

export interface Tekenopties {
  perioden: readonly Periode[];
  versies: readonly Voorkomen[];
  vandaag: string;
  keuze: Keuze;
  /** address of the page at a day and a moment */
  naar: (k: Keuze) => string;
}

/** The timeline as a drawing. Everything in it is also in the table under it. */
export function tijdlijntekening({ perioden, versies, vandaag, keuze, naar }: Tekenopties): Html | null {
  const d = deelIn(perioden, vandaag, keuze);
  if (d.vlakken.length === 0) return null;
  const bijVersie = new Map(versies.map((v) => [v.versie, v]));
  const nu = d.vlakken.find((v) => v.soort === 'geldt');
  const wat = `${aantal(versies.length, 'versie', 'versies')}. Van links naar rechts staan de dagen waarop iets geldt. Van onder naar boven staat sinds wanneer we het weten; bovenaan staat wat we nu weten. ${nu ? `Nu geldt versie ${nu.periode.versie}, ${geldigInWoorden(nu.periode)}.` : `Op ${dag(vandaag)} geldt niets.`} Dezelfde gegevens staan in de tabel hieronder.`;
  return html`<div class="tijdlijn" role="region" aria-label="Tijdlijn" tabindex="0">
    <svg role="group" aria-labelledby="tijdlijn-titel tijdlijn-uitleg" width="${d.breedte}" height="${d.hoogte}" viewBox="0 0 ${d.breedte} ${d.hoogte}">
      <title id="tijdlijn-titel">Tijdlijn van deze registratie</title>
      <desc id="tijdlijn-uitleg">${wat}</desc>
      ${patronen()} ${assen(d)} ${d.vlakken.map((v) => vlak(v, bijVersie, naar))} ${vandaagLijn(d)} ${keuzepunt(d)}
    </svg></div>
    <p class="utrecht-paragraph stil alleen-smal">Past de tekening niet op uw scherm? Schuif haar opzij, of lees de tabel.</p>
    ${d.ingekort && html`<p class="utrecht-paragraph stil">De tekening toont de laatste veranderingen. In de tabel staat alles.</p>`}`;
}
