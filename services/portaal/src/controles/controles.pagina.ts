import { adres, html, type Html } from '../html.ts';
import type { Bezoeker } from '../lay-out/bezoeker.ts';
import { formulier, tekstvak, tekstveld } from '../lay-out/formulier.ts';
import { gegevens, h1, h2, kader, knopkoppeling, koppeling, meer, p, status, tabel, type Toon } from '../lay-out/onderdelen.ts';
import type { Pagina } from '../lay-out/pagina.ts';
import { aantal, dag, hoofdletter, moment, opsomming } from '../woorden.ts';
import type { Controle, Controleresultaat, Controles } from './controles.contract.ts';

const STATUS: Record<Controle['status'], readonly [string, Toon]> = {
  aangevraagd: ['Wacht op een tweede persoon', 'warning'],
  goedgekeurd: ['Goedgekeurd', 'success'],
};

const periode = (c: Controle): string => (c.van === c.tot ? `${dag(c.van)}` : `${dag(c.van)} tot en met ${dag(c.tot)}`);

export function controlespagina(b: Bezoeker, controles: Controles, volgende: string | null): Pagina {
  return {
    titel: 'Controle op gebruik',
    inhoud: html`${h1('Controle op gebruik', 'Wat raadpleegde een collega? U hebt een goede reden nodig, en een tweede persoon.')}
      <section class="blok" aria-labelledby="verzoeken">${h2('Verzoeken', 'verzoeken')}
      ${
        controles.resultaten.length === 0
          ? p('Er zijn nog geen verzoeken gedaan.')
          : tabel(
              'Verzoeken om controle',
              [
                { kop: 'Over wie', cel: (c) => koppeling(adres`/controles/${c.id}`, c.medewerker) },
                { kop: 'Periode', cel: periode },
                { kop: 'Gevraagd door', cel: (c) => c.aanvrager },
                { kop: 'Stand', cel: (c) => status(...STATUS[c.status]) },
              ],
              controles.resultaten,
            )
      }
      ${meer(volgende)}</section>
      <section class="blok" aria-labelledby="nieuw">${h2('Nieuw verzoek', 'nieuw')}
        ${p('Een tweede persoon moet uw verzoek goedkeuren voordat er iets te zien is. Uw verzoek komt zelf ook in het logboek.')}
        ${formulier(
          b,
          { naar: '/controles', knop: 'Doe het verzoek' },
          tekstveld({ naam: 'medewerker', label: 'Gebruikersnaam van de collega', uitleg: 'Bijvoorbeeld: noor', verplicht: true, max: 100 }),
          tekstveld({ naam: 'van', label: 'Eerste dag', verplicht: true }, 'date'),
          tekstveld({ naam: 'tot', label: 'Laatste dag', verplicht: true }, 'date'),
          tekstvak({ naam: 'reden', label: 'Waarom is deze controle nodig?', uitleg: 'Ten minste twintig tekens. Noem geen inwoners.', verplicht: true }),
        )}</section>`,
  };
}

export function controlepagina(b: Bezoeker, c: Controle): Pagina {
  const ik = b.persoon?.id;
  const zichtbaar = c.status === 'goedgekeurd' && (ik === c.aanvrager || ik === c.goedkeurder);
  return {
    titel: `Controle: ${c.medewerker}`,
    terug: { pad: '/controles', naam: 'Controle op gebruik' },
    inhoud: html`<div class="titel"><h1 class="utrecht-heading-1">Wat raadpleegde ${c.medewerker}?</h1>${p(status(...STATUS[c.status]))}</div>
      ${gegevens([
        ['Periode', periode(c)],
        ['Waarom', c.reden],
        ['Gevraagd door', `${c.aanvrager}, op ${moment(c.aangevraagdOp)}`],
        ['Goedgekeurd door', c.goedkeurder && [c.goedkeurder, moment(c.goedgekeurdOp)].filter(Boolean).join(', op ')],
      ])}
      ${c.status === 'aangevraagd' && oordeel(b, c)}
      ${zichtbaar && html`<p class="knoppen">${knopkoppeling(adres`/controles/${c.id}/resultaat`, 'Bekijk het resultaat')}</p>`}
      ${c.status === 'goedgekeurd' && !zichtbaar && kader('info', 'U ziet het resultaat niet', p('Alleen wie het verzoek deed of goedkeurde, ziet wat eruit kwam.'))}`,
  };
}

/** Verantwoording decides; this only keeps a button away that would be refused. */
function oordeel(b: Bezoeker, c: Controle): Html {
  if (b.persoon?.id === c.aanvrager) return kader('info', 'Een ander moet dit goedkeuren', p('U deed dit verzoek zelf. Vraag een collega die dit ook mag, om te kijken of uw reden goed genoeg is.'));
  if (b.persoon?.id === c.medewerker) return kader('info', 'Een ander moet dit goedkeuren', p('Dit verzoek gaat over u.'));
  return html`<section class="blok" aria-labelledby="goedkeuren">${h2('Is de reden goed genoeg?', 'goedkeuren')}
    ${p(`Keurt u dit goed, dan zien u en ${c.aanvrager} dertig dagen lang wat ${c.medewerker} in deze periode raadpleegde. Bent u het niet eens met de reden? Doe dan niets en bespreek het.`)}
    ${formulier(b, { naar: adres`/controles/${c.id}/goedkeuren`, knop: 'Keur het verzoek goed' })}</section>`;
}

export function resultaatpagina(r: Controleresultaat, volgende: string | null): Pagina {
  return {
    titel: `Wat ${r.verzoek.medewerker} raadpleegde`,
    terug: { pad: adres`/controles/${r.verzoek.id}`, naam: 'Het verzoek' },
    inhoud: html`${h1(`Wat ${r.verzoek.medewerker} raadpleegde`, periode(r.verzoek))}
      ${p('Namen van inwoners staan er niet bij. Dat u dit bekeek, staat in het logboek.')}
      ${
        r.resultaten.length === 0
          ? p('In deze periode is niets geraadpleegd.')
          : tabel(
              'Wat er is geraadpleegd',
              [
                { kop: 'Wanneer', cel: (x) => moment(x.tijdstip) },
                { kop: 'Wat', cel: (x) => html`${x.handeling}${x.object.kenmerk && html`<br /><span class="stil">Zaak ${x.object.kenmerk}</span>`}` },
                { kop: 'Welke gegevens', cel: (x) => (x.gegevens.length > 0 ? hoofdletter(opsomming(x.gegevens)) : 'Geen') },
                { kop: 'Over hoeveel mensen', cel: (x) => aantal(x.aantalBetrokkenen, 'persoon', 'personen') },
              ],
              r.resultaten,
            )
      }
      ${meer(volgende)}`,
  };
}
