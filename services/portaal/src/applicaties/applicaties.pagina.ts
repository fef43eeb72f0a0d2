import { adres, html, type Invoeging } from '../html.ts';
import { heeftRol, type Bezoeker } from '../lay-out/bezoeker.ts';
import { gegevens, h1, h2, kader, knopkoppeling, koppeling, lijst, meer, p, status, tabel } from '../lay-out/onderdelen.ts';
import type { Pagina } from '../lay-out/pagina.ts';
import { dag, handelingen, woordVoor } from '../woorden.ts';
import type { Applicatie, Applicaties, Blijvend, Rechten } from './applicaties.contract.ts';

const SOORT: Record<Applicatie['soort'], string> = { applicatie: 'Applicatie', component: 'Onderdeel van dit huis', portaal: 'Deze website' };

const GEGEVEN: Record<string, string> = {
  beheerder: 'Wie de applicatie beheert',
  gegevenseigenaar: 'Wie eigenaar is van de gegevens',
  leverancier: 'Wie de applicatie levert',
  'plaats van hosting': 'Waar de applicatie draait',
  verwerkersovereenkomst: 'De verwerkersovereenkomst',
  'geldige verwerkersovereenkomst': 'Een verwerkersovereenkomst die nog loopt',
};

/** Toegangsbeheer decides; this only keeps a button away that would be refused. */
const magRegistreren = (b: Bezoeker): boolean => heeftRol(b, 'applicatiebeheerder');

function stand(a: Applicatie): Invoeging {
  if (a.status === 'ingetrokken') return status('Ingetrokken', 'inactive');
  return a.ontbreekt.length > 0 ? status('Geen toegang', 'warning') : status('Heeft toegang', 'success');
}

export function applicatiespagina(b: Bezoeker, register: Applicaties, volgende: string | null): Pagina {
  return {
    titel: 'Applicaties',
    inhoud: html`${h1('Applicaties', 'Dit is het applicatieregister. Wat hier niet volledig in staat, krijgt geen gegevens.')}
      ${magRegistreren(b) && html`<p class="knoppen">${knopkoppeling('/applicaties/nieuw', 'Registreer een applicatie')}</p>`}
      ${
        register.resultaten.length === 0
          ? p('Er staat nog niets in het register.')
          : tabel(
              'Applicatieregister',
              [
                { kop: 'Naam', cel: (a) => koppeling(adres`/applicaties/${a.id}`, a.naam) },
                { kop: 'Soort', cel: (a) => SOORT[a.soort] },
                { kop: 'Beheerder', cel: (a) => a.beheerder ?? html`<span class="stil">Ontbreekt</span>` },
                { kop: 'Laatst gebruikt', cel: (a) => dag(a.laatstGebruikt) ?? 'Nog niet' },
                { kop: 'Stand', cel: stand },
              ],
              register.resultaten,
            )
      }
      ${meer(volgende)}
      ${p(koppeling('/applicaties/toegangsregister', 'Haal het toegangsregister op als bestand (CSV)'))}`,
  };
}

/** The last day in words, and what somebody has to do something about. */
function einde(b: Blijvend): Invoeging {
  const tot = dag(b.geldigTot);
  if (b.einde === 'voorbij') return html`${tot} ${status('Verlopen', 'inactive')}`;
  return b.einde === 'binnenkort' ? html`${tot} ${status('Loopt binnen 30 dagen af', 'warning')}` : tot;
}

const koppelingen = (titel: string, uitleg: string, alle: Blijvend[]): Invoeging =>
  alle.length > 0 &&
  html`${h2(titel)}
    ${tabel(
      uitleg,
      [
        { kop: 'Naam', cel: (b) => b.naam },
        { kop: 'Geldig tot en met', cel: einde },
        { kop: 'Laatst gebruikt', cel: (b) => dag(b.laatstGebruikt) ?? 'Nog niet' },
      ],
      alle,
    )}`;

const site = (adres: string): string => adres.replace(/^https?:\/\//, '').split(/[/?#]/)[0] ?? adres;

/** How the application shows who it is, in the words of who must see whether that is right. */
function bewijs(a: Applicatie): Invoeging {
  switch (a.clientauthenticatie) {
    case undefined:
      return false;
    case 'tls_client_auth':
      return `Met een certificaat op naam van ${a.certificaatnaam ?? 'niemand'}`;
    case 'self_signed_tls_client_auth':
      return 'Met een eigen certificaat, dat hier bekend is';
    case 'private_key_jwt':
      if (a.jwksUri) return `Met een sleutel die staat op ${site(a.jwksUri)}`;
      return (a.jwks?.keys.length ?? 0) > 0 ? 'Met een sleutel, die hier bekend is' : 'Nog niet: er is geen sleutel bekend';
  }
}

export function applicatiepagina(b: Bezoeker, a: Applicatie, rechten: Rechten): Pagina {
  const mist = html`<span class="stil">Ontbreekt</span>`;
  return {
    titel: a.naam,
    terug: { pad: '/applicaties', naam: 'Applicaties' },
    inhoud: html`<div class="titel"><h1 class="utrecht-heading-1">${a.naam}</h1>${p(stand(a))}</div>
      ${a.ontbreekt.length > 0 && kader('let', 'Dit ontbreekt nog', html`${p('Zolang dit ontbreekt, krijgt de applicatie geen gegevens.')}${lijst(a.ontbreekt.map((naam) => woordVoor(GEGEVEN, naam) ?? naam))}`)}
      ${gegevens([
        ['Soort', SOORT[a.soort]],
        ['Beheerder', a.beheerder ?? mist],
        ['Eigenaar van de gegevens', a.gegevenseigenaar ?? mist],
        ['Leverancier', a.leverancier ?? mist],
        ['Waar draait het?', a.hosting ?? mist],
        ['Bij een ander?', a.extern ? 'Ja, dus met een verwerkersovereenkomst' : 'Nee'],
        ['Verwerkersovereenkomst', a.extern && (a.verwerkersovereenkomst ?? mist)],
        ['Die loopt tot en met', a.extern && dag(a.verwerkersovereenkomstTot)],
        ['Hoe bewijst zij wie zij is?', bewijs(a)],
        ['Waar komt een medewerker na het aanmelden terug?', (a.redirectUris ?? []).length > 0 && lijst([...new Set((a.redirectUris ?? []).map(site))])],
        ['Laatst gebruikt', dag(a.laatstGebruikt) ?? 'Nog niet'],
      ])}
      <section class="blok" aria-labelledby="rechten">${h2('Wat zij mag', 'rechten')}
      ${
        rechten.doelen.length === 0
          ? p(a.soort === 'portaal' ? 'Zelf niets: zij werkt met de rechten van wie is aangemeld.' : 'Niets: de gemeente gaf haar geen doel.')
          : html`${!rechten.toegang && p('Op dit moment niets, want zij krijgt geen toegang. Zodra dat verandert:')}
              ${tabel(
                'Wat de applicatie vandaag mag, voor elk doel',
                [
                  { kop: 'Waarvoor', cel: (d) => d.naam ?? d.verwerkingsactiviteit },
                  { kop: 'Wat', cel: (d) => (d.handelingen.length > 0 ? lijst(handelingen(d.handelingen.map((h) => h.actie))) : d.geldig ? 'Niets' : 'Niets: dit doel geldt nu niet') },
                  { kop: 'Volgens de regels', cel: (d) => [...new Set(d.handelingen.flatMap((h) => h.beleid))].join(', ') },
                ],
                rechten.doelen,
              )}`
      }</section>
      ${koppelingen('Tokens voor bestaande koppelingen', 'Tokens die blijven gelden tot hun einddatum', a.apiTokens ?? [])}
      ${koppelingen('Koppelingen voor zaakgericht werken', 'Koppelingen die zelf ondertekenen, tot hun einddatum', a.zgwClients ?? [])}
      ${aanpassen(b, a)}`,
  };
}

function aanpassen(b: Bezoeker, a: Applicatie): Invoeging {
  if (a.soort !== 'applicatie') return p('Dit onderdeel komt bij de installatie in het register. Hier verandert u het niet.');
  if (!magRegistreren(b)) return p('Klopt er iets niet? Een applicatiebeheerder past het register aan.');
  return html`<p class="knoppen">${knopkoppeling(adres`/applicaties/${a.id}/wijzigen`, 'Wijzig')}</p>`;
}
