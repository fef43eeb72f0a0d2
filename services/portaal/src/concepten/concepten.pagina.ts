import { adres, html, type Html } from '../html.ts';
import type { Bezoeker } from '../lay-out/bezoeker.ts';
import { bestandsveld, formulier, keuzelijst, tekstvak, tekstveld, verborgen } from '../lay-out/formulier.ts';
import { h1, h2, kader, koppeling, lijst, meer, p, status, tabel } from '../lay-out/onderdelen.ts';
import type { Pagina } from '../lay-out/pagina.ts';
import { grondInWoorden } from '../publicatie/publicatie.pagina.ts';
import { aantal, dag, hoofdletter, omvang } from '../woorden.ts';
import type { Concept, Concepten } from './concepten.contract.ts';

export const GRONDEN = [
  ['5.1.2e', 'De persoonlijke levenssfeer van mensen (artikel 5.1 lid 2 onder e)'],
  ['5.1.1c', 'Vertrouwelijke gegevens van bedrijven (artikel 5.1 lid 1 onder c)'],
  ['5.1.1d', 'Bijzondere persoonsgegevens (artikel 5.1 lid 1 onder d)'],
  ['5.1.2b', 'Economische of financiële belangen (artikel 5.1 lid 2 onder b)'],
  ['5.1.2f', 'Gegevens van bedrijven waar concurrenten iets aan hebben (artikel 5.1 lid 2 onder f)'],
  ['5.1.2h', 'De veiligheid van personen en bedrijven (artikel 5.1 lid 2 onder h)'],
  ['5.2', 'Persoonlijke meningen in stukken voor intern overleg (artikel 5.2)'],
] as const;

export const WEEGBAAR = [
  ['adres', 'Een adres'],
  ['e-mail', 'Een e-mailadres'],
  ['telefoon', 'Een telefoonnummer'],
] as const;

export function conceptenpagina(concepten: Concepten, volgende: string | null): Pagina {
  return {
    titel: 'Openbaar maken',
    inhoud: html`${h1('Openbaar maken', 'Over deze zaken is besloten. Maak ze klaar voor publicatie.')}
      ${
        concepten.resultaten.length === 0
          ? p('Er ligt niets klaar. Zodra over een zaak is besloten, verschijnt die hier vanzelf.')
          : tabel(
              'Klaar te maken publicaties',
              [
                { kop: 'Zaak', cel: (c) => koppeling(adres`/concepten/${c.id}`, c.kenmerk ?? 'Zonder nummer') },
                { kop: 'Titel', cel: (c) => c.officieleTitel ?? html`<span class="stil">Nog geen titel</span>` },
                { kop: 'Sinds', cel: (c) => dag(c.aangemaaktOp) },
              ],
              concepten.resultaten,
            )
      }
      ${meer(volgende)}`,
  };
}

function titelblok(b: Bezoeker, c: Concept): Html {
  return html`<section class="blok" aria-labelledby="titel">${h2('1. Titel en omschrijving', 'titel')}
    ${formulier(
      b,
      { naar: adres`/concepten/${c.id}`, knop: 'Bewaar', gewicht: 'bijzaak' },
      verborgen('versie', String(c.versie)),
      tekstveld({ naam: 'officieleTitel', label: 'Titel', uitleg: 'Waaraan herkent een inwoner dit besluit? Noem geen namen van mensen.', waarde: c.officieleTitel ?? '', verplicht: true, max: 255 }),
      tekstvak({ naam: 'omschrijving', label: 'Omschrijving', uitleg: 'Wat is er besloten, in een paar zinnen?', waarde: c.omschrijving ?? '', max: 1000 }),
      tekstveld({ naam: 'besluitdatum', label: 'Datum van het besluit', waarde: c.besluitdatum ?? '' }, 'date'),
    )}</section>`;
}

function documentblok(b: Bezoeker, c: Concept): Html {
  return html`<section class="blok" aria-labelledby="document">${h2('2. Document', 'document')}
    ${p('Bied de versie aan die online komt: zonder namen, adressen en nummers van mensen. We kijken het bestand eerst na. Staat er iets in dat niet mag, dan komt het niet online en ziet u waar het staat.')}
    ${c.documenten.map(
      (d) => html`<div class="regel"><p class="utrecht-paragraph">${d.titel} <span class="stil">(${d.bestandsnaam}, ${aantal(d.paginas, 'pagina', "pagina's")}, ${omvang(d.omvang)})</span></p>
        ${formulier(b, { naar: adres`/concepten/${c.id}/documenten/${d.id}/verwijderen`, knop: 'Haal weg', omschrijving: d.titel, gewicht: 'licht' })}</div>`,
    )}
    ${formulier(
      b,
      { naar: adres`/concepten/${c.id}/documenten`, knop: 'Bied aan', gewicht: 'bijzaak', bestand: true },
      tekstveld({ naam: 'titel', label: 'Titel van het document', waarde: 'Besluit', verplicht: true }),
      bestandsveld({ naam: 'bestand', label: 'Bestand', uitleg: 'PDF of tekst, ten hoogste 25 MB', verplicht: true }, '.pdf,.txt,application/pdf,text/plain'),
    )}
    <details><summary>Moet een adres of nummer juist blijven staan?</summary>
      ${p('Dat kan, als u het belang van openbaarheid afweegt tegen de privacy. Leg de afweging eerst vast en bied het document daarna opnieuw aan. Een burgerservicenummer mag nooit blijven staan.')}
      ${c.afwegingen.length > 0 && lijst(c.afwegingen.map((a) => html`${WEEGBAAR.find(([soort]) => soort === a.soort)?.[1] ?? a.soort}: ${a.motivering} <span class="stil">(${grondInWoorden(a.grond)})</span>`))}
      ${formulier(
        b,
        { naar: adres`/concepten/${c.id}/afwegingen`, knop: 'Leg de afweging vast', gewicht: 'bijzaak' },
        verborgen('versie', String(c.versie)),
        keuzelijst({ naam: 'soort', label: 'Wat blijft staan?', verplicht: true }, WEEGBAAR),
        tekstvak({ naam: 'motivering', label: 'Waarom?', verplicht: true }),
      )}
    </details></section>`;
}

function weglatingblok(b: Bezoeker, c: Concept): Html {
  return html`<section class="blok" aria-labelledby="weggelaten">${h2('3. Wat is weggelaten?', 'weggelaten')}
    ${p('Dit komt bij de publicatie te staan, zodat iedereen ziet wat er weg is en waarom.')}
    ${c.weglatingen.map(
      (w, i) => html`<div class="regel"><p class="utrecht-paragraph">Pagina ${w.pagina}: ${w.omschrijving} <span class="stil">(${grondInWoorden(w.grond)})</span></p>
        ${formulier(b, { naar: adres`/concepten/${c.id}/weglatingen/verwijderen`, knop: 'Haal weg', omschrijving: `weglating ${i + 1}`, gewicht: 'licht' }, verborgen('versie', String(c.versie)), verborgen('plaats', String(i)))}</div>`,
    )}
    ${formulier(
      b,
      { naar: adres`/concepten/${c.id}/weglatingen`, knop: 'Voeg toe', gewicht: 'bijzaak' },
      verborgen('versie', String(c.versie)),
      tekstveld({ naam: 'wat', label: 'Wat is weggelaten?', uitleg: 'Bijvoorbeeld: naam en adres van de aanvrager', verplicht: true }),
      tekstveld({ naam: 'pagina', label: 'Op welke pagina?', verplicht: true }, 'number'),
      keuzelijst({ naam: 'grond', label: 'Waarom mag dat?', waarde: '5.1.2e', verplicht: true }, GRONDEN),
    )}</section>`;
}

function publiceerblok(b: Bezoeker, c: Concept): Html {
  const nog = c.ontbreekt.map((o) => o.reason);
  return html`<section class="blok" aria-labelledby="publiceren">${h2('4. Publiceren', 'publiceren')}
    ${
      nog.length > 0
        ? kader('info', 'Nog niet klaar', lijst(nog))
        : html`${p('Na het publiceren kan iedereen dit vinden en lezen, binnen een minuut.')}
          ${formulier(b, { naar: adres`/concepten/${c.id}/publiceren`, knop: 'Publiceer' }, verborgen('versie', String(c.versie)))}`
    }</section>`;
}

export function conceptpagina(b: Bezoeker, c: Concept): Pagina {
  if (c.status === 'gepubliceerd') return gepubliceerd(c);
  const naam = c.kenmerk ? `Zaak ${c.kenmerk}` : 'Zaak zonder nummer';
  return {
    titel: `Openbaar maken: ${naam}`,
    terug: { pad: '/concepten', naam: 'Openbaar maken' },
    inhoud: html`${h1(c.officieleTitel ?? naam, c.officieleTitel ? `${hoofdletter(c.categorie.naam)}, ${naam.replace('Zaak', 'zaak')}` : hoofdletter(c.categorie.naam))}
      ${titelblok(b, c)} ${documentblok(b, c)} ${weglatingblok(b, c)} ${publiceerblok(b, c)}`,
  };
}

function gepubliceerd(c: Concept): Pagina {
  const titel = c.officieleTitel ?? 'Publicatie';
  return {
    titel,
    terug: { pad: '/concepten', naam: 'Openbaar maken' },
    inhoud: html`${h1(titel, hoofdletter(c.categorie.naam))} ${p(status('Openbaar', 'success'))}
      ${p(koppeling(adres`/publicaties/${c.id}`, 'Bekijk de publicatie zoals iedereen die ziet'))}`,
  };
}
