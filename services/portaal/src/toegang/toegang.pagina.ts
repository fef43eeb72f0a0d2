import type { Doel } from '../gateway/doel.ts';
import type { Namen } from '../gemeenten.ts';
import { adres, html, type Html, type Invoeging } from '../html.ts';
import { heeftRol, type Bezoeker } from '../lay-out/bezoeker.ts';
import { formulier, keuzelijst, suggestieveld, tekstvak, tekstveld, verborgen } from '../lay-out/formulier.ts';
import { gegevens, h1, h2, kader, knopkoppeling, koppeling, lijst, meer, p, status, tabel, type Kolom, type Toon } from '../lay-out/onderdelen.ts';
import type { Pagina } from '../lay-out/pagina.ts';
import { dag, handelingen, hoofdletter, moment, opsomming, rolnaam, termijn } from '../woorden.ts';
import type { Medewerker, MedewerkerRechten, Medewerkers, Toegangsverzoek, Toegangsverzoeken } from './toegang.contract.ts';

const STATUS: Record<Toegangsverzoek['status'], readonly [string, Toon]> = {
  ingediend: ['Wacht op een besluit', 'warning'],
  toegekend: ['Geldt nu', 'success'],
  verlopen: ['Voorbij', 'inactive'],
  afgewezen: ['Afgewezen', 'danger'],
  ingetrokken: ['Ingetrokken', 'inactive'],
  beeindigd: ['Beëindigd', 'inactive'],
};

const STAP: Record<Toegangsverzoek['stappen'][number]['stap'], string> = {
  ingediend: 'Gevraagd',
  toegekend: 'Toegekend',
  afgewezen: 'Afgewezen',
  ingetrokken: 'Ingetrokken',
  behouden: 'Opnieuw bekeken: nog nodig',
  beeindigd: 'Beëindigd',
};

const VOOR = { medewerker: 'een medewerker', applicatie: 'een applicatie' } as const;
export type Voor = keyof typeof VOOR;

/** Toegangsbeheer decides; this only keeps a button away that would be refused. */
const magVragen = (b: Bezoeker): boolean => heeftRol(b, 'teamleider', 'zorgdrager', 'applicatiebeheerder');
const magToekennen = (b: Bezoeker): boolean => heeftRol(b, 'gegevenseigenaar');

const leesbaar = (rol: string): string => hoofdletter(rolnaam(rol));
const wieVan = (v: Toegangsverzoek): string => v.naam ?? v.medewerker ?? v.applicatie ?? '';
const doelen = (activiteiten: readonly string[], namen: Namen): string => opsomming(activiteiten.map((a) => namen.activiteit(a) ?? a));

const kolommen = (namen: Namen): Kolom<Toegangsverzoek>[] => [
  { kop: 'Voor wie', cel: (v) => koppeling(adres`/toegang/${v.id}`, wieVan(v)) },
  { kop: 'Als', cel: (v) => (v.rol ? leesbaar(v.rol) : 'Applicatie') },
  { kop: 'Waarvoor', cel: (v) => doelen(v.activiteiten, namen) },
  { kop: 'Tot en met', cel: (v) => dag(v.geldigTot ?? v.tot) },
  { kop: 'Stand', cel: (v) => (v.vraagtAandacht ? status('Kijk opnieuw', 'warning') : status(...STATUS[v.status])) },
];

export function toegangspagina(b: Bezoeker, open: Toegangsverzoeken, lopend: Toegangsverzoeken, namen: Namen): Pagina {
  const eerst = [...lopend.resultaten].sort((x, y) => Number(y.vraagtAandacht) - Number(x.vraagtAandacht));
  const deel = (titel: string, leeg: string, rijen: readonly Toegangsverzoek[]): Html =>
    html`<section class="blok">${h2(titel)}${rijen.length === 0 ? p(leeg) : tabel(titel, kolommen(namen), rijen)}</section>`;
  return {
    titel: 'Tijdelijke toegang',
    inhoud: html`${h1('Tijdelijke toegang', 'Wie mag er tijdelijk meer, waarvoor en tot wanneer? De een vraagt het, een ander beslist.')}
      ${
        magVragen(b) &&
        html`<p class="knoppen">${knopkoppeling('/toegang/nieuw?voor=medewerker', 'Vraag toegang voor een medewerker')} ${knopkoppeling('/toegang/nieuw?voor=applicatie', 'Vraag toegang voor een applicatie')}</p>`
      }
      ${deel('Wacht op een besluit', 'Er wacht niets op een besluit.', open.resultaten)}
      ${deel('Geldt nu', 'Niemand heeft nu tijdelijke toegang.', eerst)}
      ${p(koppeling('/toegang/alle', 'Bekijk alle verzoeken, ook wat voorbij is'))}
      ${p(koppeling('/medewerkers', 'Bekijk wat elke medewerker mag'))}`,
  };
}

export function allepagina({ resultaten }: Toegangsverzoeken, volgende: string | null, namen: Namen): Pagina {
  return {
    titel: 'Alle verzoeken om toegang',
    terug: { pad: '/toegang', naam: 'Tijdelijke toegang' },
    inhoud: html`${h1('Alle verzoeken', 'Het nieuwste verzoek staat bovenaan.')}
      ${resultaten.length === 0 ? p('Er is nog niets gevraagd.') : tabel('Verzoeken om toegang, het nieuwste eerst', kolommen(namen), resultaten)}
      ${meer(volgende)}`,
  };
}

/** @param bekend ids and names to choose from; there may be more */
export function nieuwpagina(b: Bezoeker, voor: Voor, bekend: readonly (readonly [string, string])[], rollen: readonly string[], kan: readonly Doel[]): Pagina {
  const wieveld = { naam: voor, label: voor === 'medewerker' ? 'Welke medewerker?' : 'Welke applicatie?', uitleg: 'Kies uit de lijst, of vul de gebruikersnaam in.', verplicht: true };
  return {
    titel: `Toegang vragen voor ${VOOR[voor]}`,
    terug: { pad: '/toegang', naam: 'Tijdelijke toegang' },
    inhoud: html`${h1(`Toegang voor ${VOOR[voor]}`, 'De eigenaar van de gegevens beslist over uw verzoek.')}
      ${formulier(
        b,
        { naar: '/toegang', knop: 'Vraag de toegang' },
        verborgen('voor', voor),
        suggestieveld(wieveld, bekend),
        voor === 'medewerker' && keuzelijst({ naam: 'rol', label: 'In welke rol?', verplicht: true }, rollen.map((r) => [r, leesbaar(r)])),
        keuzelijst({ naam: 'activiteit', label: 'Voor welk werk?', verplicht: true }, kan.map((d) => [d.id, d.naam])),
        tekstveld({ naam: 'tot', label: 'Tot en met welke dag?', uitleg: 'Ten hoogste een jaar.', verplicht: true }, 'date'),
        keuzelijst({ naam: 'herbeoordelen', label: 'Hoe vaak kijkt iemand of het nog nodig is?', uitleg: 'Kijkt niemand, dan houdt de toegang vanzelf op.', waarde: 'P3M', verplicht: true }, ['P1M', 'P3M', 'P6M', 'P1Y'].map((t) => [t, `Elke ${termijn(t)}`])),
        tekstvak({ naam: 'reden', label: 'Waarom is het nodig?', verplicht: true, max: 500 }),
      )}`,
  };
}

export function verzoekpagina(b: Bezoeker, v: Toegangsverzoek, gezien: string, namen: Namen): Pagina {
  return {
    titel: `Toegang voor ${wieVan(v)}`,
    terug: { pad: '/toegang', naam: 'Tijdelijke toegang' },
    inhoud: html`<div class="titel"><h1 class="utrecht-heading-1">Toegang voor ${wieVan(v)}</h1>${p(status(...STATUS[v.status]))}</div>
      ${v.vraagtAandacht && v.geldigTot && kader('let', 'Kijk opnieuw of dit nodig is', p(`Doet niemand iets, dan houdt de toegang op na ${dag(v.geldigTot)}.`))}
      ${gegevens([
        ['Voor wie', v.medewerker ? koppeling(adres`/medewerkers/${v.medewerker}`, wieVan(v)) : v.applicatie && wieVan(v)],
        ['In de rol van', v.rol && leesbaar(v.rol)],
        ['Voor welk werk', doelen(v.activiteiten, namen)],
        ['Waarom', v.reden],
        ['Vanaf', dag(v.van)],
        [v.van ? 'Uiterlijk tot en met' : 'Gevraagd tot en met', dag(v.tot)],
        ['Opnieuw bekijken', `Elke ${termijn(v.herbeoordelen)}`],
        ['Geldt nu tot en met', v.status === 'toegekend' && dag(v.geldigTot)],
      ])}
      ${mogelijk(b, v, gezien)}
      <section class="blok" aria-labelledby="verloop">${h2('Wat er gebeurde', 'verloop')}
        ${lijst(v.stappen.map((s) => html`<strong>${STAP[s.stap]}</strong> door ${s.naam ?? s.door}, op ${moment(s.tijdstip)}. ${s.toelichting}`))}</section>`,
  };
}

/** What one can do with it now, for who may. */
function mogelijk(b: Bezoeker, v: Toegangsverzoek, gezien: string): Invoeging {
  const zelf = b.persoon?.id;
  const betrokken = zelf === v.aanvrager || zelf === v.medewerker;
  const knop = (wat: string, tekst: string, vraag: string, gewicht: 'hoofd' | 'bijzaak' | 'ingrijpend'): Html =>
    formulier(b, { naar: adres`/toegang/${v.id}/${wat}`, knop: tekst, gewicht }, tekstvak({ naam: `${wat}-toelichting`, label: vraag, verplicht: true, max: 500 }), verborgen('gezien', gezien));
  const delen: Invoeging[] = [];
  if (magToekennen(b) && betrokken && (v.status === 'ingediend' || v.vraagtAandacht)) delen.push(kader('info', 'Een ander beslist hierover', p(zelf === v.aanvrager ? 'U vroeg dit zelf.' : 'Dit gaat over uw eigen toegang.')));
  if (v.status === 'ingediend' && magToekennen(b) && !betrokken) {
    delen.push(knop('toekennen', 'Ken de toegang toe', 'Waarom mag dit?', 'hoofd'), knop('afwijzen', 'Wijs het verzoek af', 'Waarom niet?', 'bijzaak'));
  }
  if (v.status === 'ingediend' && zelf === v.aanvrager) delen.push(knop('beeindigen', 'Trek het verzoek in', 'Waarom hoeft het niet meer?', 'bijzaak'));
  if (v.status === 'toegekend' && magToekennen(b) && !betrokken) delen.push(knop('behouden', 'Dit is nog nodig', 'Waarom is het nog nodig?', 'hoofd'));
  if (v.status === 'toegekend' && (magToekennen(b) || magVragen(b))) delen.push(knop('beeindigen', 'Beëindig de toegang', 'Waarom houdt het op?', 'ingrijpend'));
  return delen.length > 0 && html`<section class="blok" aria-labelledby="stappen">${h2('Wat u kunt doen', 'stappen')}${delen}</section>`;
}

const rollenVan = (m: Medewerker): string => opsomming(m.rollen.map(leesbaar));

export function medewerkerspagina({ resultaten }: Medewerkers, volgende: string | null): Pagina {
  return {
    titel: 'Medewerkers',
    terug: { pad: '/toegang', naam: 'Tijdelijke toegang' },
    inhoud: html`${h1('Medewerkers', 'Wie werkt voor de gemeente, en in welke rol?')}
      ${
        resultaten.length === 0
          ? p('Er heeft zich nog niemand aangemeld.')
          : tabel(
              'Medewerkers',
              [
                { kop: 'Naam', cel: (m) => koppeling(adres`/medewerkers/${m.id}`, m.naam) },
                { kop: 'Van de werkgever', cel: rollenVan },
                { kop: 'Tijdelijk', cel: (m) => opsomming([...new Set(m.tijdelijk.map((t) => leesbaar(t.rol)))]) || 'Niets' },
              ],
              resultaten,
            )
      }
      ${meer(volgende)}`,
  };
}

export function medewerkerpagina(m: Medewerker, { doelen: rechten }: MedewerkerRechten, namen: Namen): Pagina {
  return {
    titel: m.naam,
    terug: { pad: '/medewerkers', naam: 'Medewerkers' },
    inhoud: html`${h1(m.naam, 'Wat mag deze medewerker vandaag, en waarom?')}
      ${gegevens([['Van de werkgever', rollenVan(m)]])}
      ${
        m.tijdelijk.length > 0 &&
        html`<section class="blok">${h2('Tijdelijk')}${tabel(
          'Tijdelijke toegang',
          [
            { kop: 'Als', cel: (t) => koppeling(adres`/toegang/${t.verzoek}`, leesbaar(t.rol)) },
            { kop: 'Waarvoor', cel: (t) => doelen(t.activiteiten, namen) },
            { kop: 'Tot en met', cel: (t) => dag(t.geldigTot) },
          ],
          m.tijdelijk,
        )}</section>`
      }
      <section class="blok" aria-labelledby="rechten">${h2('Voor elk werk', 'rechten')}
        ${
          rechten.length === 0
            ? p('Met gegevens van mensen mag deze medewerker nu niets.')
            : tabel(
                'Wat deze medewerker vandaag mag, voor elk werk',
                [
                  { kop: 'Waarvoor', cel: (d) => d.naam ?? d.verwerkingsactiviteit },
                  { kop: 'Wat', cel: (d) => lijst(handelingen(d.handelingen.map((x) => x.actie))) },
                  { kop: 'Volgens de regels', cel: (d) => [...new Set(d.handelingen.flatMap((x) => x.beleid))].join(', ') },
                ],
                rechten,
              )
        }</section>
      ${p('Wat deze medewerker deed, staat hier niet. Dat vraagt de CISO of de privacy officer op, met een reden en een tweede persoon.')}`,
  };
}
