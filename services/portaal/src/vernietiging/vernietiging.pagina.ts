import { adres, html, type Html } from '../html.ts';
import { heeftRol, type Bezoeker } from '../lay-out/bezoeker.ts';
import { formulier, keuzerondjes, tekstvak, tekstveld, verborgen } from '../lay-out/formulier.ts';
import { gegevens, h1, h2, h3, kader, knopkoppeling, koppeling, lijst, meer, p, status, stil, tabel, type Toon } from '../lay-out/onderdelen.ts';
import type { Pagina } from '../lay-out/pagina.ts';
import { aantal, dag, hoofdletter, moment } from '../woorden.ts';
import { kan, ROLLEN, stappen, type Stap } from './stappen.ts';
import { boom, grondslagInWoorden, redenInWoorden } from './boom.ts';
import type { Beoordelaar, Lijst, Lijsten, Lijststatus, Regel } from './vernietiging.contract.ts';

const STATUS: Record<Lijststatus, readonly [string, Toon]> = {
  opgesteld: ['Wordt samengesteld', 'neutral'],
  'in-beoordeling': ['Wordt beoordeeld', 'neutral'],
  goedgekeurd: ['Goedgekeurd', 'success'],
  'in-uitvoering': ['Wordt uitgevoerd', 'warning'],
  uitgevoerd: ['Uitgevoerd', 'success'],
  afgewezen: ['Afgewezen', 'danger'],
};

export function lijstenpagina(b: Bezoeker, lijsten: Lijsten, volgende: string | null): Pagina {
  return {
    titel: 'Vernietigen',
    inhoud: html`${h1('Vernietigen', 'Dossiers waarvan de bewaartermijn voorbij is, gaan weg. Drie mensen kijken eerst of dat mag.')}
      ${
        lijsten.resultaten.length === 0
          ? p('Er zijn nog geen vernietigingslijsten.')
          : tabel(
              'Vernietigingslijsten',
              [
                { kop: 'Lijst', cel: (l) => koppeling(adres`/vernietigingslijsten/${l.id}`, l.naam) },
                { kop: 'Gemaakt op', cel: (l) => dag(l.samengesteldOp) },
                { kop: 'Dossiers', cel: (l) => l.aantalDossiers },
                { kop: 'Stand', cel: (l) => status(...STATUS[l.status]) },
              ],
              lijsten.resultaten,
            )
      }
      ${meer(volgende)}
      ${
        heeftRol(b, 'informatiebeheerder') &&
        html`<section class="blok" aria-labelledby="nieuw">${h2('Nieuwe lijst', 'nieuw')}
          ${p('We zoeken alle dossiers waarvan de termijn voorbij is. Dossiers waarvoor een beroep of bezwaar loopt, komen er niet op.')}
          ${formulier(b, { naar: '/vernietigingslijsten', knop: 'Stel de lijst samen' }, tekstveld({ naam: 'naam', label: 'Naam van de lijst', uitleg: 'Bijvoorbeeld: Evenementen, najaar 2026', verplicht: true }))}</section>`
      }`,
  };
}

function stap(s: Stap): Html {
  const woord = { klaar: 'Klaar', nu: 'Nu aan de beurt', straks: 'Komt nog', nee: 'Niet akkoord' }[s.stand];
  return html`<li class="stap--${s.stand}"><p class="stap__naam">${s.naam} <span class="alleen-voorlezen">(${woord})</span></p>
    ${s.uitleg && html`<p>${s.uitleg}</p>`} ${s.toelichting && html`<p>“${s.toelichting}”</p>`} ${s.wanneer && html`<p class="stil">${moment(s.wanneer)}</p>`}</li>`;
}

function regel(r: Regel): Html {
  return html`<li class="kaart">${h3(`${r.kenmerk}, ${r.objecttypeNaam}`)}
    ${r.staat === 'mislukt' && kader('let', 'Dit dossier is niet vernietigd', p(hoofdletter(r.reden ?? 'We proberen het later opnieuw.')))}
    ${gegevens([
      ['Termijn voorbij op', dag(r.archiefactiedatum)],
      ['Volgens', grondslagInWoorden(r.grondslag)],
      ['Vernietigd op', moment(r.vernietigdOp)],
    ])}
    <div class="boom">${boom(r.gaat, r.vernietigdOp !== null)}
      <div><h4 class="utrecht-heading-4">Dit blijft, en waarom</h4>
        ${r.blijft.length === 0 ? stil('Niets.') : lijst(r.blijft.map((x) => html`${hoofdletter(x.omschrijving)}<br /><span class="stil">${hoofdletter(x.reden)}${x.selectielijstnummer && ` (nummer ${x.selectielijstnummer})`}</span>`))}</div>
    </div></li>`;
}

function oordeelformulier(b: Bezoeker, l: Lijst, rol: Beoordelaar): Html {
  return html`<section class="blok" aria-labelledby="oordeel">${h2('Uw oordeel', 'oordeel')}
    ${p(`U beoordeelt als ${ROLLEN[rol].naam.toLowerCase()}. ${ROLLEN[rol].uitleg}`)}
    ${formulier(
      b,
      { naar: adres`/vernietigingslijsten/${l.id}/oordeel`, knop: 'Leg mijn oordeel vast' },
      verborgen('rol', rol),
      keuzerondjes('besluit', 'Mag deze lijst door?', [
        { waarde: 'akkoord', label: 'Ja, akkoord' },
        { waarde: 'niet-akkoord', label: 'Nee, niet akkoord', uitleg: 'De lijst stopt dan. Leg hieronder uit waarom.' },
      ]),
      tekstvak({ naam: 'toelichting', label: 'Toelichting' }),
    )}</section>`;
}

function uitvoerformulier(b: Bezoeker, l: Lijst): Html {
  return html`<section class="blok" aria-labelledby="uitvoeren">${h2('Uitvoeren', 'uitvoeren')}
    ${kader('let', 'Dit is niet terug te draaien', p(`U vernietigt ${aantal(l.regels.length, 'dossier', 'dossiers')}. Eerst vragen we alles nog een keer na. Is er iets veranderd, dan blijft dat dossier staan.`))}
    ${formulier(b, { naar: adres`/vernietigingslijsten/${l.id}/uitvoeren`, knop: l.aantalDossiers === 1 ? 'Vernietig dit dossier' : 'Vernietig deze dossiers', gewicht: 'ingrijpend' })}</section>`;
}

function wacht(l: Lijst): Html | null {
  if ((l.status !== 'opgesteld' && l.status !== 'in-uitvoering') || l.aantalDossiers === 0) return null;
  return kader('info', 'Dit is nog bezig', html`${p('Bekijk de stand over een paar tellen opnieuw.')}<p class="knoppen">${knopkoppeling(adres`/vernietigingslijsten/${l.id}`, 'Bekijk de stand')}</p>`);
}

export function lijstpagina(b: Bezoeker, l: Lijst): Pagina {
  const mag = kan(b, l);
  const nu = l.aanDeBeurt;
  const anderen = nu !== null && mag.beoordelen === null;
  return {
    titel: l.naam,
    terug: { pad: '/vernietigingslijsten', naam: 'Vernietigen' },
    inhoud: html`<div class="titel"><h1 class="utrecht-heading-1">${l.naam}</h1>${p(status(...STATUS[l.status]))}</div>
      ${wacht(l)}
      ${
        l.verklaring &&
        kader('gelukt', 'De verklaring van vernietiging is klaar', html`${p('De verklaring is ondertekend en blijft altijd bewaard.')}<p class="knoppen">${knopkoppeling(adres`/verklaringen/${l.verklaring}`, 'Bekijk de verklaring')}</p>`)
      }
      <section class="blok" aria-labelledby="stand">${h2('Stand', 'stand')}
        <ol class="stappen">${stappen(l).map(stap)}</ol>
        ${l.status === 'afgewezen' && l.reden && kader('mislukt', 'De lijst is afgewezen', p(hoofdletter(l.reden)))}
        ${anderen && p(`Nu is de ${ROLLEN[nu].naam.toLowerCase()} aan de beurt.`)}</section>
      ${mag.beoordelen && oordeelformulier(b, l, mag.beoordelen)} ${mag.uitvoeren && uitvoerformulier(b, l)}
      <section class="blok" aria-labelledby="dossiers">${h2(`Op de lijst: ${aantal(l.regels.length, 'dossier', 'dossiers')}`, 'dossiers')}
        ${l.regels.length === 0 && p('Er is nu niets dat weg kan.')}
        <ul class="kaarten">${l.regels.map(regel)}</ul></section>
      ${
        l.afgevallen.length > 0 &&
        html`<section class="blok" aria-labelledby="afgevallen">${h2('Niet op de lijst', 'afgevallen')}
          ${p('Van deze dossiers is de termijn voorbij, maar ze gaan nu niet weg.')}
          ${lijst(l.afgevallen.map((a) => html`<strong>${a.kenmerk}</strong>: ${redenInWoorden(a.reden)}`))}</section>`
      }`,
  };
}
