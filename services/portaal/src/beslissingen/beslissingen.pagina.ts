import type { Namen } from '../gemeenten.ts';
import { adres, html, type Html } from '../html.ts';
import { gegevens, h1, h2, kader, koppeling, lijst, meer, p, status, stil, tabel, type Toon } from '../lay-out/onderdelen.ts';
import type { Pagina } from '../lay-out/pagina.ts';
import { dag, handeling, hoofdletter, moment, opsomming, rolnaam } from '../woorden.ts';
import type { Beslissing, Beslissingen, Herhaling } from './beslissingen.contract.ts';

const BESLUIT: Record<Beslissing['besluit'], readonly [string, Toon]> = { toegestaan: ['Mocht', 'success'], geweigerd: ['Mocht niet', 'danger'] };
const SOORT: Record<string, string> = { medewerker: 'Medewerker', inwoner: 'Inwoner', applicatie: 'Applicatie', component: 'Onderdeel', portaal: 'Portaal', anoniem: 'Niet aangemeld' };

const leesbaar = (s: string): string => s.replaceAll('-', ' ');
/** A resident is known here by a pseudonym, which says nothing to a reader. */
const wie = ({ wie: w }: Beslissing): string => [w.soort === 'inwoner' ? SOORT['inwoner'] : w.id, w.applicatie && w.applicatie !== w.id && `met ${w.applicatie}`].filter(Boolean).join(', ');

export interface Beslissingsvraag {
  bron: string;
  dag: string;
}

export function beslissingenpagina(vraag: Beslissingsvraag, { resultaten }: Beslissingen, volgende: string | null): Pagina {
  return {
    titel: 'Wie mocht wat',
    inhoud: html`${h1('Wie mocht wat', 'Waarom kon iemand iets zien of doen, of juist niet? Begin bij het dossier of het document.')}
      <form class="zoekbalk" method="get" action="/beslissingen" role="search" aria-label="Beslissingen over toegang">
        <div class="utrecht-form-field"><label class="utrecht-form-label" for="bron">Dossier of document</label>
          <p class="utrecht-form-field-description" id="bron-uitleg">Het lange nummer uit het adres van de pagina</p>
          <input class="utrecht-textbox utrecht-textbox--html-input" type="text" id="bron" name="bron" value="${vraag.bron}" maxlength="200" aria-describedby="bron-uitleg" /></div>
        <div class="utrecht-form-field"><label class="utrecht-form-label" for="dag">Dag</label>
          <input class="utrecht-textbox utrecht-textbox--html-input" type="date" id="dag" name="dag" value="${vraag.dag}" /></div>
        <button class="utrecht-button utrecht-button--secondary-action" type="submit">Zoek</button>
      </form>
      ${
        resultaten.length === 0
          ? p('Er is niets gevonden.')
          : tabel(
              'Beslissingen over toegang, de nieuwste eerst',
              [
                { kop: 'Wanneer', cel: (b) => koppeling(adres`/beslissingen/${b.id}`, moment(b.tijdstip)) },
                { kop: 'Wie', cel: wie },
                { kop: 'Wat', cel: (b) => handeling(b.actie) },
                { kop: 'Uitkomst', cel: (b) => status(...BESLUIT[b.besluit]) },
              ],
              resultaten,
            )
      }
      ${meer(volgende)}
      ${stil('Dat u dit bekijkt, komt ook in het logboek.')}`,
  };
}

export function waarompagina(b: Beslissing, h: Herhaling, namen: Namen): Pagina {
  const mocht = b.besluit === 'toegestaan';
  const uitvoerder = namen.organisatie(b.uitvoerder);
  return {
    titel: mocht ? 'Waarom mocht dit?' : 'Waarom mocht dit niet?',
    terug: { pad: '/beslissingen', naam: 'Wie mocht wat' },
    inhoud: html`<div class="titel"><h1 class="utrecht-heading-1">${mocht ? 'Waarom mocht dit?' : 'Waarom mocht dit niet?'}</h1>${p(status(...BESLUIT[b.besluit]))}</div>
      ${gegevens([
        ['Wanneer', moment(b.tijdstip)],
        [SOORT[b.wie.soort] ?? 'Wie', wie(b)],
        ['In de rol van', opsomming(b.wie.rollen.map(rolnaam))],
        ['Werkte voor', uitvoerder],
        ['Wat', handeling(b.actie)],
        ['Waarop', [b.resource.type ?? b.resource.soort, b.resource.id].filter(Boolean).join(' ')],
        ['Waarvoor', h.activiteit ? `${h.activiteit.naam} (${h.activiteit.id}, ${h.activiteit.bestuursorgaan})` : b.doel?.id],
        ['Bevoegd door', h.bevoegdheid && `${hoofdletter(leesbaar(h.bevoegdheid.soort))} aan ${h.bevoegdheid.uitvoerder}, sinds ${dag(h.bevoegdheid.van)}${h.bevoegdheid.tot ? ` tot en met ${dag(h.bevoegdheid.tot)}` : ''}`],
        ['Reden', b.redenen.length > 0 && lijst(b.redenen)],
      ])}
      <section class="blok" aria-labelledby="regels">${h2('De regels die beslisten', 'regels')}
        ${
          h.regels.length > 0
            ? h.regels.map((r) => html`${p(r.toelichting ?? r.id)}<details><summary>Toon de regel zelf</summary><p class="utrecht-paragraph beleidsregel" lang="en">${r.tekst}</p></details>`)
            : p(mocht ? 'Over deze vraag beslist geen regel van het beleid.' : 'Geen regel stond dit toe. Wat niet is toegestaan, mag niet.')
        }
        ${stil(`Stand ${b.bundel.versie} van het beleid.`)}</section>
      <section class="blok" aria-labelledby="opnieuw">${h2('Opnieuw gedaan', 'opnieuw')}
        ${opnieuw(b, h)}</section>`,
  };
}

function opnieuw(b: Beslissing, h: Herhaling): Html {
  if (h.gelijk === null) return kader('let', 'Dit is niet opnieuw te doen', lijst(h.ontbreekt));
  if (!h.gelijk) return kader('mislukt', 'De uitkomst is nu anders', p('Met de regels en gegevens van toen komt er iets anders uit dan er is vastgelegd. Meld dit bij de beheerder.'));
  const anders = h.vandaag !== null && h.vandaag.besluit !== b.besluit;
  return html`${kader('gelukt', 'Dezelfde uitkomst', p('Met de regels en gegevens van toen komt er hetzelfde uit.'))}
    ${anders && kader('info', `Vandaag zou dit ${h.vandaag?.besluit === 'toegestaan' ? 'wel' : 'niet'} mogen`, (h.vandaag?.redenen.length ?? 0) > 0 && lijst(h.vandaag?.redenen ?? []))}`;
}
