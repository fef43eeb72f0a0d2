import type { Namen } from '../gemeenten.ts';
import { adres, html, type Html } from '../html.ts';
import { gegevens, h1, h2, kader, knopkoppeling, koppeling, p, status, stil, tabel } from '../lay-out/onderdelen.ts';
import type { Pagina } from '../lay-out/pagina.ts';
import { hoofdletter, moment } from '../woorden.ts';
import { objectadres, terugNaarZoeken, verschiladres, type Plek } from './adressen.ts';
import type { Objecttype, Periode, Tijdlijn, Voorkomen, Wie } from './registers.contract.ts';
import { leesSchema, overPersoon } from './schema.ts';
import { geldendOp, keuzeVoor, rondom, soortVan, standVan, type Keuze } from './tijdlijn.ts';
import { bekendInWoorden, geldigInWoorden, SOORT, tijdlijntekening } from './tijdlijn.tekening.ts';
import { naamVanType } from './typen.woorden.ts';
import { dagVan, opPlaats, plaatsInWoorden, regels, waardeInWoorden } from './waarden.ts';
import { kolommenVan } from './zoekvraag.ts';

export interface Objectstukken {
  plek: Plek;
  type: Objecttype;
  lijn: Tijdlijn;
  vandaag: string;
  /** what the reader asked for; null: today, as known now */
  gekozen: Keuze | null;
  namen: Namen;
}

export function objectpagina(s: Objectstukken): Pagina {
  const { plek, type, lijn, vandaag } = s;
  const keuze = s.gekozen ?? { geldigOp: vandaag, beschikbaarOp: null };
  const periode = geldendOp(lijn.perioden, keuze);
  const versie = lijn.resultaten.find((v) => v.versie === periode?.versie) ?? null;
  return {
    titel: `Registratie van ${naamVanType(type).toLowerCase()}`,
    terug: terugNaarZoeken(plek, naamVanType(type)),
    inhoud: html`${kop(type, versie)}
      ${stand(s, periode)}
      ${periode && versie ? inhoudVan(s, periode, versie) : nietsGold(s, keuze)}
      <section class="blok" aria-labelledby="tijdlijn">${h2('Wat gold wanneer?', 'tijdlijn')}
        ${p('Elk vlak is een versie. Naar rechts: de dagen waarop zij geldt. Naar boven: sinds wanneer we het weten. Kies een vlak om te zien wat er toen stond.')}
        ${tijdlijntekening({ perioden: lijn.perioden, versies: lijn.resultaten, vandaag, keuze, naar: (k) => objectadres(plek, k) })}
        ${kiesformulier(s, keuze)}
        ${periodentabel(s)}
        ${vergelijk(s)}</section>
      <section class="blok" aria-labelledby="versies">${h2('Wie legde wat vast, en waarom?', 'versies')}
        ${versietabel(s)}</section>`,
  };
}

/** What it is called, as far as that says nothing about a person: this stands large on a screen. */
function kop(type: Objecttype, versie: Voorkomen | null): Html {
  const veld = kolommenVan(type).find((k) => !overPersoon(type.betrokkenen, k.pointer));
  const naam = veld && versie ? waardeInWoorden(opPlaats(versie.gegevens, veld.pointer)) : null;
  return naam ? h1(naam, naamVanType(type)) : h1(naamVanType(type), type.omschrijving);
}

/** Today, in one line; and when the reader looks at another day or moment, which. */
function stand({ plek, lijn, vandaag, gekozen }: Objectstukken, periode: Periode | null): Html {
  const nu = standVan(lijn.perioden, vandaag);
  const badge = { geldt: status('Geldt nu', 'success'), komt: status('Gaat nog in', 'warning'), voorbij: status('Geldt niet meer', 'inactive'), niets: status('Geldt niet', 'inactive') }[nu];
  const bekend = lijn.perioden.filter((x) => x.eindRegistratie === null);
  const eerste = bekend.map((x) => x.beginGeldigheid).filter((d) => d > vandaag).sort()[0];
  const laatste = bekend.map((x) => x.eindGeldigheid ?? '').filter((d) => d !== '' && d <= vandaag).sort().at(-1);
  const zin = { geldt: eerste ? ` Er verandert iets op ${dagVan(eerste)}.` : '', komt: eerste ? ` Vanaf ${dagVan(eerste)}.` : '', voorbij: laatste ? ` Sinds ${dagVan(laatste)}.` : '', niets: '' }[nu];
  if (!gekozen) return p(badge, zin);
  const wanneer = gekozen.beschikbaarOp === null ? 'zoals we het nu weten' : `zoals we het wisten op ${moment(gekozen.beschikbaarOp)}`;
  return html`${p(badge, zin)}
    ${kader('info', `Zo was het op ${dagVan(gekozen.geldigOp)}, ${wanneer}`, html`${periode && p(`Dit is versie ${periode.versie}: ${SOORT[soortVan(periode, vandaag)]}.`)}${p(koppeling(objectadres(plek, null), 'Terug naar vandaag'))}`)}`;
}

function nietsGold({ lijn, vandaag }: Objectstukken, keuze: Keuze): Html {
  const volgende = lijn.perioden.filter((x) => x.eindRegistratie === null && x.beginGeldigheid > keuze.geldigOp).sort((a, b) => (a.beginGeldigheid < b.beginGeldigheid ? -1 : 1))[0];
  const uitleg = volgende ? `Vanaf ${dagVan(volgende.beginGeldigheid)} geldt er wel iets.` : keuze.geldigOp === vandaag ? 'Hieronder ziet u wat er eerder gold.' : 'Kies hieronder een andere dag.';
  return kader('let', `Op ${dagVan(keuze.geldigOp)} geldt er niets`, p(uitleg));
}

function inhoudVan({ plek, type, namen: bekendeNamen }: Objectstukken, periode: Periode, v: Voorkomen): Html {
  const { namen } = leesSchema(type.schema);
  const plaats = plaatsInWoorden(v.geometrie);
  const rijen = [...regels(namen, v.gegevens), ...(plaats ? [['Plaats op de kaart', plaats] as const] : [])];
  return html`<section class="blok" aria-labelledby="gegevens">${h2('Gegevens', 'gegevens')}
      ${
        rijen.length === 0
          ? p('Er zijn geen gegevens die u mag zien.')
          : tabel('Gegevens van deze registratie', [{ kop: 'Gegeven', cel: ([naam]) => naam }, { kop: 'Waarde', cel: ([, waarde]) => waarde ?? html`<span class="stil">niet ingevuld</span>` }], rijen)
      }</section>
    <section class="blok" aria-labelledby="herkomst">${h2('Waar komt dit vandaan?', 'herkomst')}
      ${gegevens([
        ['Versie', v.versie],
        ['Geldt', hoofdletter(geldigInWoorden(periode))],
        ['Niet precies bekend', hoofdletter(onvolledigInWoorden(v))],
        ['Vastgelegd', hoofdletter(moment(v.tijdstipRegistratie) ?? '')],
        ['Door', wie(v.vastgelegdDoor, bekendeNamen)],
        ['Waarom', waarom(v.vastgelegdDoor, bekendeNamen)],
        ['Verbetert', v.correctieVoor !== null && `Versie ${v.correctieVoor}, die niet klopte`],
        ['Later verbeterd', v.gecorrigeerdDoor !== null && `Met versie ${v.gecorrigeerdDoor}: dit klopte niet`],
      ])}
      ${v.versie > 1 && p(koppeling(wijziging(plek, v), 'Wat veranderde er met deze versie?'))}</section>`;
}

/** What is known of the days that are counted with; nothing when they are whole. */
function onvolledigInWoorden({ onvolledig }: Voorkomen): string {
  const deel = (wat: string, d: string | undefined): string[] => (d === undefined ? [] : [d === 'onbekend' ? `${wat} is onbekend` : `van ${wat} is alleen ${dagVan(d)} bekend`]);
  return [...deel('het begin', onvolledig?.begin), ...deel('het einde', onvolledig?.eind)].join(', ');
}

const wijziging = (plek: Plek, v: Voorkomen): string => verschiladres(plek, rondom(v));

/** Who: as far as the version tells. An organisation by its name; what has none is what registers calls it. */
function wie(w: Wie | null, namen: Namen): string {
  if (!w) return 'Niet bekend: dit is van voor we dat bijhielden';
  const delen = [w.gebruiker ? `Medewerker ${w.gebruiker}` : null, w.applicatie ? `met ${w.applicatie}` : null].filter((d) => d !== null).join(' ');
  const organisatie = namen.organisatie(w.uitvoerder);
  return hoofdletter([delen, organisatie].filter(Boolean).join(', ')) || 'Niet bekend';
}

function waarom(w: Wie | null, namen: Namen): string | null {
  return w?.activiteit ? (namen.activiteit(w.activiteit) ?? w.activiteit) : null;
}

/** A day, and one of the moments at which something was registered: no script, and no moment to type. */
function kiesformulier({ plek, lijn }: Objectstukken, keuze: Keuze): Html {
  const momenten = [...new Set(lijn.resultaten.map((v) => v.tijdstipRegistratie))].sort().reverse();
  const gekozen = keuze.beschikbaarOp === null || momenten.includes(keuze.beschikbaarOp) ? [] : [keuze.beschikbaarOp];
  return html`<form class="zoekbalk" method="get" action="${adres`/objecttypen/${plek.type}/objecten/${plek.object}`}">
    ${plek.doel !== null && html`<input type="hidden" name="doel" value="${plek.doel}" />`}
    <div class="utrecht-form-field"><label class="utrecht-form-label" for="geldigOp">Wat gold op</label>
      <input class="utrecht-textbox utrecht-textbox--html-input" type="date" id="geldigOp" name="geldigOp" value="${keuze.geldigOp}" required /></div>
    <div class="utrecht-form-field"><label class="utrecht-form-label" for="beschikbaarOp">Zoals we het wisten</label>
      <select class="utrecht-select utrecht-select--html-select" id="beschikbaarOp" name="beschikbaarOp">
        <option value="" ${keuze.beschikbaarOp === null && html`selected`}>Nu</option>
        ${[...gekozen, ...momenten].map((m) => html`<option value="${m}" ${m === keuze.beschikbaarOp && html`selected`}>Op ${moment(m)}</option>`)}
      </select></div>
    <button class="utrecht-button utrecht-button--secondary-action" type="submit">Toon</button>
  </form>`;
}

function periodentabel({ plek, lijn, vandaag }: Objectstukken): Html {
  const bekend = (x: Periode): number => (x.eindRegistratie === null ? 0 : 1);
  const eerst = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  // What we know now from early to late, and then what we thought before, the latest first.
  const opRij = [...lijn.perioden].sort((a, b) => bekend(a) - bekend(b) || (bekend(a) ? eerst(b.beginRegistratie, a.beginRegistratie) : 0) || eerst(a.beginGeldigheid, b.beginGeldigheid));
  if (opRij.length === 0) return p('Er is niets dat geldt of gold.');
  return tabel(
    'Wat gold wanneer, en sinds wanneer we dat weten',
    [
      { kop: 'Versie', cel: (x) => koppeling(objectadres(plek, keuzeVoor(x)), html`<span class="alleen-voorlezen">Bekijk </span>Versie\u00a0${x.versie}`) },
      { kop: 'Stand', cel: (x) => hoofdletter(SOORT[soortVan(x, vandaag)]) },
      { kop: 'Geldt', cel: (x) => hoofdletter(geldigInWoorden(x)) },
      { kop: 'Zo wisten we het', cel: (x) => hoofdletter(bekendInWoorden(x)) },
    ],
    opRij,
  );
}

/** From the first day on which something held to today; the page that opens lets one choose others. */
function vergelijk({ plek, lijn, vandaag }: Objectstukken): Html | null {
  const eerste = lijn.perioden.filter((x) => x.eindRegistratie === null).map((x) => x.beginGeldigheid).sort()[0];
  if (eerste === undefined) return null;
  const op = (geldigOp: string): Keuze => ({ geldigOp, beschikbaarOp: null });
  return p(koppeling(verschiladres(plek, { van: op(eerste), tot: op(vandaag) }), 'Vergelijk twee dagen'));
}

function bijzonder(v: Voorkomen): string {
  const delen = [
    v.eindGeldigheid === v.beginGeldigheid && `Beëindigt de registratie per ${dagVan(v.beginGeldigheid)}`,
    v.onvolledig && hoofdletter(onvolledigInWoorden(v)),
    v.correctieVoor !== null && `Verbetert versie ${v.correctieVoor}`,
    v.gecorrigeerdDoor !== null && `Klopte niet; verbeterd met versie ${v.gecorrigeerdDoor}`,
  ].filter((d) => d !== false);
  return delen.length === 0 ? (v.versie === 1 ? 'Eerste vastlegging' : 'Wijziging') : delen.join('. ');
}

function versietabel({ plek, lijn, namen }: Objectstukken): Html {
  return tabel(
    'Alle versies',
    [
      { kop: 'Versie', cel: (v) => `Versie\u00a0${v.versie}` },
      { kop: 'Vastgelegd', cel: (v) => moment(v.tijdstipRegistratie) },
      { kop: 'Door', cel: (v) => html`${wie(v.vastgelegdDoor, namen)}${waarom(v.vastgelegdDoor, namen) && html`<br /><span class="stil">Voor: ${waarom(v.vastgelegdDoor, namen)}</span>`}` },
      { kop: 'Wat', cel: (v) => html`${bijzonder(v)}${v.versie > 1 && html`<br />${koppeling(wijziging(plek, v), html`Wat veranderde er?<span class="alleen-voorlezen"> Versie ${v.versie}</span>`)}`}` },
    ],
    [...lijn.resultaten].reverse(),
  );
}

/** 410: it was here, and is gone for good. The words come from registers: when, and on which ground. */
export function vernietigdpagina(type: string, detail: string | undefined): Pagina {
  return {
    titel: 'Deze registratie is vernietigd',
    status: 410,
    terug: { pad: adres`/objecttypen/${type}/zoeken`, naam: 'Zoeken' },
    inhoud: html`${h1('Deze registratie is vernietigd')} ${p(detail ?? 'Wat hier stond, is er niet meer.')}
      ${stil('Wat er stond, kan niemand meer lezen. We houden alleen bij dat de registratie er was, wanneer zij is vernietigd en waarom.')}
      <p class="knoppen">${knopkoppeling('/objecttypen', 'Naar de registers')}</p>`,
  };
}

/** More than one purpose may use this type: the person says for which one this is. */
export function doelpagina(titel: string, doelen: readonly { naam: string; pad: string }[]): Pagina {
  return {
    titel: 'Waarvoor gebruikt u deze gegevens?',
    inhoud: html`${h1('Waarvoor gebruikt u deze gegevens?', `${titel} wordt voor meer dan één taak gebruikt. Kies waarvoor u nu kijkt. Uw keuze komt in het logboek.`)}
      <ul class="kaarten">${doelen.map((d) => html`<li class="kaart kaart--rij">${koppeling(d.pad, d.naam)}</li>`)}</ul>`,
  };
}

