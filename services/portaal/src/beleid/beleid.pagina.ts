import type { Namen } from '../gemeenten.ts';
import { adres, html, type Html, type Invoeging } from '../html.ts';
import { heeftRol, type Bezoeker } from '../lay-out/bezoeker.ts';
import { bestandsveld, formulier, tekstvak, tekstveld, verborgen } from '../lay-out/formulier.ts';
import { gegevens, h1, h2, kader, knopkoppeling, koppeling, lijst, meer, p, status, stil, tabel, type Toon } from '../lay-out/onderdelen.ts';
import type { Pagina } from '../lay-out/pagina.ts';
import { aantal, dag, handeling, moment, opsomming, rolnaam } from '../woorden.ts';
import type { Beleidsversie, Beleidsversies, HeleBeleidsversie, Simulatie } from './beleid.contract.ts';

const STATUS: Record<Beleidsversie['status'], readonly [string, Toon]> = {
  concept: ['Concept', 'neutral'],
  voorgelegd: ['Wacht op een tweede persoon', 'warning'],
  vastgesteld: ['Gaat nog in', 'neutral'],
  geldend: ['Geldt nu', 'success'],
  vervallen: ['Geldt niet meer', 'inactive'],
  afgewezen: ['Afgewezen', 'danger'],
};

const naamVan = (v: Beleidsversie): string => (v.versie === 0 ? 'Meegeleverde regels' : `Versie ${v.versie}`);
/** Toegangsbeheer decides; this only keeps a button away that would be refused. */
const magSchrijven = (b: Bezoeker): boolean => heeftRol(b, 'applicatiebeheerder');
const magVaststellen = (b: Bezoeker): boolean => heeftRol(b, 'applicatiebeheerder', 'ciso', 'privacy-officer');

/** Turned down by who wrote it. */
const isIngetrokken = (v: Beleidsversie): boolean => v.status === 'afgewezen' && v.beoordelaar === v.auteur;
const stand = (v: Beleidsversie): Html => (isIngetrokken(v) ? status('Ingetrokken', 'inactive') : status(...STATUS[v.status]));

export function beleidspagina(b: Bezoeker, { resultaten }: Beleidsversies, volgende: string | null): Pagina {
  const geldend = resultaten.find((v) => v.status === 'geldend');
  return {
    titel: 'Toegangsregels',
    inhoud: html`${h1('Toegangsregels', 'Welke regels zeggen wie wat mag? De een schrijft een versie, een ander stelt haar vast.')}
      ${tabel(
        'Versies van de regels, de nieuwste eerst',
        [
          { kop: 'Versie', cel: (v) => koppeling(adres`/beleid/${String(v.versie)}`, naamVan(v)) },
          { kop: 'Waarom', cel: (v) => v.reden },
          { kop: 'Geschreven door', cel: (v) => v.auteur },
          { kop: 'Vanaf', cel: (v) => dag(v.geldigVanaf ?? v.ingangsdatum) },
          { kop: 'Stand', cel: stand },
        ],
        resultaten,
      )}
      ${meer(volgende)}
      ${geldend && magSchrijven(b) && html`<p class="knoppen">${knopkoppeling(adres`/beleid/${String(geldend.versie)}/nieuw`, 'Maak een nieuwe versie')}</p>`}`,
  };
}

export function beleidpagina(b: Bezoeker, v: HeleBeleidsversie, gezien: string): Pagina {
  const { erbij, weg, anders } = v.verschilMetMeegeleverd;
  return {
    titel: naamVan(v),
    terug: { pad: '/beleid', naam: 'Toegangsregels' },
    inhoud: html`<div class="titel"><h1 class="utrecht-heading-1">${naamVan(v)}</h1>${p(stand(v))}</div>
      ${gegevens([
        ['Waarom', v.reden],
        ['Geschreven door', v.auteur && `${v.auteur}, op ${moment(v.aangemaakt)}`],
        ['Vanaf', dag(v.geldigVanaf ?? v.ingangsdatum)],
        ['Gemaakt van', v.basis !== null && v.versie !== 0 && koppeling(adres`/beleid/${String(v.basis)}`, v.basis === 0 ? 'de meegeleverde regels' : `versie ${v.basis}`)],
        ['Terug naar', v.terugNaar !== null && koppeling(adres`/beleid/${String(v.terugNaar)}`, v.terugNaar === 0 ? 'de meegeleverde regels' : `versie ${v.terugNaar}`)],
        ['Beoordeeld door', v.beoordelaar && [v.beoordelaar, moment(v.beoordeeldOp)].filter(Boolean).join(', op ')],
        [isIngetrokken(v) ? 'Waarom ingetrokken' : 'Waarom afgewezen', v.oordeel],
        ['Anders dan meegeleverd', !v.gelijkAanMeegeleverd && lijst([...erbij.map((r) => `Erbij: ${r}`), ...weg.map((r) => `Weg: ${r}`), ...anders.map((r) => `Veranderd: ${r}`)])],
      ])}
      ${onderzocht(v)}
      ${stappen(b, v, gezien)}
      <section class="blok" aria-labelledby="regels">${h2('De regels', 'regels')}
        ${v.regels.map((r) => html`${p(r.toelichting)}<details><summary>${r.effect === 'forbid' ? 'Verbiedt' : 'Staat toe'}: ${r.id}</summary><p class="utrecht-paragraph beleidsregel" lang="en">${r.tekst}</p></details>`)}
        ${p(koppeling(adres`/beleid/${String(v.versie)}/tekst`, 'Haal de regels op als bestand'))}</section>`,
  };
}

function onderzocht({ onderzoek }: HeleBeleidsversie): Html | null {
  if (!onderzoek) return null;
  const { waarschuwingen, vragen } = onderzoek;
  if (waarschuwingen.length === 0) return kader('gelukt', 'Niets bijzonders gevonden', p(`De regels zijn op ${aantal(vragen, 'vraag', 'vragen')} geprobeerd.`));
  return kader('let', 'Kijk hier nog eens naar', lijst(waarschuwingen.map((w) => [w.regel && `${w.regel}: `, w.uitleg].filter(Boolean).join(''))));
}

/** What one can do with it now, for who may. */
function stappen(b: Bezoeker, v: HeleBeleidsversie, gezien: string): Invoeging {
  const naar = (wat: string): string => adres`/beleid/${String(v.versie)}/${wat}`;
  const versie = verborgen('gezien', gezien);
  const eigen = b.persoon?.id === v.auteur;
  const delen: Invoeging[] = [];
  if (v.status === 'concept' && eigen && magSchrijven(b)) delen.push(formulier(b, { naar: naar('voorleggen'), knop: 'Leg deze versie voor' }, p('Daarna verandert de tekst niet meer. Een collega stelt haar vast.'), versie));
  if (v.status === 'voorgelegd' && eigen) {
    delen.push(kader('info', 'Een ander moet dit vaststellen', p('U schreef deze versie zelf.')));
    if (magVaststellen(b)) delen.push(formulier(b, { naar: naar('afwijzen'), knop: 'Trek deze versie in', gewicht: 'bijzaak' }, tekstvak({ naam: 'reden', label: 'Waarom trekt u haar in?', verplicht: true, max: 1000 }), versie));
  }
  if (v.status === 'voorgelegd' && !eigen && magVaststellen(b)) {
    delen.push(formulier(b, { naar: naar('vaststellen'), knop: 'Stel deze versie vast' }, p(`Zij gaat in op ${dag(v.ingangsdatum)}, of meteen als die dag al voorbij is.`), versie));
    delen.push(formulier(b, { naar: naar('afwijzen'), knop: 'Wijs deze versie af', gewicht: 'bijzaak' }, tekstvak({ naam: 'reden', label: 'Waarom niet?', verplicht: true, max: 1000 }), versie));
  }
  if (v.status === 'vervallen' && magVaststellen(b)) {
    delen.push(formulier(b, { naar: naar('terugdraaien'), knop: 'Laat deze regels nu weer gelden', gewicht: 'ingrijpend' }, tekstvak({ naam: 'reden', label: 'Waarom terug naar deze versie?', verplicht: true, max: 1000 })));
  }
  const proef = magVaststellen(b) && html`<p class="knoppen">${knopkoppeling(naar('simulatie'), 'Probeer uit op de afgelopen twee weken')}</p>`;
  return delen.length === 0 && !proef ? null : html`<section class="blok" aria-labelledby="stappen">${h2('Wat u kunt doen', 'stappen')}${proef}${delen}</section>`;
}

export function nieuwpagina(b: Bezoeker, van: HeleBeleidsversie, vandaag: string): Pagina {
  return {
    titel: 'Nieuwe versie van de toegangsregels',
    terug: { pad: adres`/beleid/${String(van.versie)}`, naam: naamVan(van) },
    inhoud: html`${h1('Nieuwe versie', 'Haal de regels op als bestand, verander wat nodig is en lever het bestand hier in.')}
      ${gegevens([['U gaat uit van', naamVan(van)], ['Waarom die er kwam', van.reden]])}
      ${p(koppeling(adres`/beleid/${String(van.versie)}/tekst`, 'Haal de regels op als bestand'))}
      ${formulier(
        b,
        { naar: '/beleid', knop: 'Bewaar als concept', bestand: true },
        bestandsveld({ naam: 'regels', label: 'Bestand met alle regels', uitleg: 'Tekst in Cedar. Elke regel heeft een naam (@id) en zegt wat zij betekent (@toelichting).', verplicht: true }, '.cedar,text/plain'),
        tekstvak({ naam: 'reden', label: 'Waarom veranderen de regels?', verplicht: true, max: 1000 }),
        tekstveld({ naam: 'ingangsdatum', label: 'Vanaf welke dag?', waarde: vandaag, verplicht: true }, 'date'),
        verborgen('basis', String(van.versie)),
      )}`,
  };
}

export function simulatiepagina(versie: string, s: Simulatie, namen: Namen): Pagina {
  return {
    titel: 'Uitgeprobeerd',
    terug: { pad: adres`/beleid/${versie}`, naam: versie === '0' ? 'Meegeleverde regels' : `Versie ${versie}` },
    inhoud: html`${h1('Uitgeprobeerd', `Wat zou er met deze regels anders zijn gegaan van ${dag(s.van)} tot en met ${dag(s.tot)}?`)}
      ${gegevens([
        ['Bekeken', aantal(s.bekeken, 'beslissing', 'beslissingen')],
        ['Zou nu niet mogen', String(s.straksGeweigerd)],
        ['Zou nu wel mogen', String(s.straksToegestaan)],
        ['Zou nu andere gegevens tonen', s.straksAnderePlicht > 0 && String(s.straksAnderePlicht)],
        ['Niet opnieuw te doen', s.nietTeHerhalen > 0 && String(s.nietTeHerhalen)],
      ])}
      ${gevolgen(s, namen)}
      ${stil('Er staan geen namen bij: het gaat om rollen en doelen.')}`,
  };
}

function gevolgen(s: Simulatie, namen: Namen): Html {
  if (s.groepen.length > 0) {
    return tabel(
      'Wat er anders wordt',
      [
        { kop: 'Wat', cel: (g) => handeling(g.actie) },
        { kop: 'Waarvoor', cel: (g) => g.doel && (namen.activiteit(g.doel) ?? g.doel) },
        { kop: 'In de rol van', cel: (g) => opsomming(g.rollen.map(rolnaam)) || 'Applicatie' },
        { kop: 'Wordt', cel: (g) => (g.naar === 'toegestaan' ? status('Mag wel', 'success') : status('Mag niet', 'danger')) },
        { kop: 'Hoe vaak', cel: (g) => html`${String(g.aantal)}${g.ookMetGeldendBeleid && html`<br /><span class="stil">Met de regels van nu ook al</span>`}` },
      ],
      s.groepen,
    );
  }
  if (s.straksAnderePlicht > 0) return p('Wat mag, blijft hetzelfde. Soms zijn er andere gegevens te zien.');
  return kader('gelukt', 'Er verandert niets', p('Alle beslissingen komen met deze regels hetzelfde uit.'));
}
