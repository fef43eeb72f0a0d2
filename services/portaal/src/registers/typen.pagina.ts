import { adres, html, type Html, type Invoeging } from '../html.ts';
import { heeftRol, type Bezoeker } from '../lay-out/bezoeker.ts';
import { gegevens, h1, h2, knopkoppeling, koppeling, lijst, meer, p, status, stil, tabel } from '../lay-out/onderdelen.ts';
import type { Pagina } from '../lay-out/pagina.ts';
import { aantal, dag, hoofdletter, moment, opsomming, termijn, woordVoor } from '../woorden.ts';
import type { Migratie, Objecttype, Objecttypen, Soort } from './registers.contract.ts';
import { leesSchema, naamVanPlaats } from './schema.ts';
import { BESCHIKBAARHEID, FREQUENTIE, HERKEND_AAN, INTEGRITEIT, naamVanType, SOORT, SOORTUITLEG, STATUS, TERMIJN_BEGINT, VERTROUWELIJKHEID } from './typen.woorden.ts';

/** '' is everything that is published. */
export type Typenfilter = Soort | 'concept' | '';
export const TYPENFILTERS: readonly (readonly [Typenfilter, string])[] = [
  ['', 'Alles'],
  ['registratie', 'Registraties'],
  ['dossier', 'Dossiers'],
  ['informatieobject', 'Documenten'],
  ['concept', 'Concepten'],
];

/** Registers decides; this only keeps a way away that would end in a refusal. */
const magZoeken = (b: Bezoeker, t: Objecttype): boolean => t.soort === 'registratie' && t.status !== 'concept' && heeftRol(b, 'behandelaar', 'teamleider');

export function typenpagina(b: Bezoeker, typen: Objecttypen, toon: Typenfilter, volgende: string | null): Pagina {
  return {
    titel: 'Registers',
    inhoud: html`${h1('Registers', 'Welke gegevens houdt de gemeente bij, hoe gevoelig zijn ze en wie gaat erover?')}
      <form class="zoekbalk" method="get" action="/objecttypen" role="search" aria-label="Registers">
        <div class="utrecht-form-field"><label class="utrecht-form-label" for="toon">Toon</label>
          <select class="utrecht-select utrecht-select--html-select" id="toon" name="toon">
            ${TYPENFILTERS.map(([waarde, naam]) => html`<option value="${waarde}" ${waarde === toon && html`selected`}>${naam}</option>`)}
          </select></div>
        <button class="utrecht-button utrecht-button--secondary-action" type="submit">Toon</button>
      </form>
      ${
        typen.resultaten.length === 0
          ? p('Er is niets gevonden.')
          : tabel(
              'Soorten gegevens',
              [
                { kop: 'Wat', cel: (t) => html`${koppeling(adres`/objecttypen/${t.id}`, naamVanType(t))}${t.omschrijving && html`<br /><span class="stil">${t.omschrijving}</span>`}` },
                { kop: 'Soort', cel: (t) => SOORT[t.soort] },
                { kop: 'Gevoelig', cel: (t) => hoofdletter(VERTROUWELIJKHEID[t.classificatie.vertrouwelijkheid]) },
                { kop: 'Versie', cel: (t) => html`${t.versie}${t.status !== 'gepubliceerd' && html` ${status(...STATUS[t.status])}`}` },
                ...(heeftRol(b, 'behandelaar', 'teamleider') ? [{ kop: 'Zoeken', cel: (t: Objecttype) => magZoeken(b, t) && koppeling(adres`/objecttypen/${t.id}/zoeken`, html`Zoek<span class="alleen-voorlezen"> in ${naamVanType(t)}</span>`) }] : []),
              ],
              typen.resultaten,
            )
      }
      ${meer(volgende)}`,
  };
}

export interface Typestukken {
  type: Objecttype;
  /** the newest first */
  versies: readonly Objecttype[];
  concept: Objecttype | null;
  migraties: readonly Migratie[];
  /** name of an activity, when this municipality knows it */
  activiteit: (id: string) => string | null;
}

export function typepagina(b: Bezoeker, s: Typestukken): Pagina {
  const { type } = s;
  const ouder = type.versie < (s.versies[0]?.versie ?? 0);
  return {
    titel: naamVanType(type),
    terug: ouder ? { pad: adres`/objecttypen/${type.id}`, naam: 'De nieuwste versie' } : { pad: '/objecttypen', naam: 'Registers' },
    inhoud: html`${h1(naamVanType(type), type.omschrijving)}
      ${p(status(...STATUS[type.status]), ` Versie ${type.versie}`, type.status !== 'concept' && `, sinds ${dag(type.tijdstipRegistratie)}`)}
      ${magZoeken(b, type) && html`<p class="knoppen">${knopkoppeling(adres`/objecttypen/${type.id}/zoeken`, 'Zoek een registratie')} ${knopkoppeling(adres`/objecttypen/${type.id}/zoeken?doe=zoek`, 'Bekijk alles wat nu geldt')}</p>`}
      ${overHetType(s)}
      ${velden(s)}
      ${betrokkenen(type)}
      ${bewaren(type)}
      ${versies(s)}
      ${migraties(s)}`,
  };
}

function blok(id: string, titel: string, ...inhoud: Invoeging[]): Html {
  return html`<section class="blok" aria-labelledby="${id}">${h2(titel, id)} ${inhoud}</section>`;
}

function overHetType({ type, activiteit }: Typestukken): Html {
  const { beschikbaarheid, integriteit, vertrouwelijkheid } = type.classificatie;
  const doelen = type.verwerkingsactiviteiten.map((id) => activiteit(id) ?? id);
  return blok(
    'over',
    'Over deze gegevens',
    gegevens([
      ['Soort', html`${SOORT[type.soort]}<br /><span class="stil">${SOORTUITLEG[type.soort]}</span>`],
      ['Vertrouwelijkheid', `${hoofdletter(VERTROUWELIJKHEID[vertrouwelijkheid])}${type.open ? ', open voor iedereen om te gebruiken' : ''}`],
      ['Integriteit (moet het kloppen)', hoofdletter(INTEGRITEIT[integriteit])],
      ['Beschikbaarheid (moet het er zijn)', hoofdletter(BESCHIKBAARHEID[beschikbaarheid])],
      ['Verantwoordelijk (bronhouder)', type.bronhouder],
      ['Beheert het register (beheerder)', type.beheerder],
      ['Gaat over de gegevens (gegevenseigenaar)', type.gegevenseigenaar],
      ['Wordt bijgewerkt', type.bijwerkfrequentie && (woordVoor(FREQUENTIE, type.bijwerkfrequentie) ?? type.bijwerkfrequentie)],
      ['Gebruikt voor', doelen.length > 0 && hoofdletter(opsomming(doelen))],
      ['Soorten gegevens', type.gegevenscategorieen.length > 0 && hoofdletter(opsomming(type.gegevenscategorieen))],
      ...Object.entries(type.labels ?? {}).map(([naam, waarde]) => [hoofdletter(naam), waarde] as const),
    ]),
  );
}

function velden({ type, activiteit }: Typestukken): Html {
  const { velden: rijen, namen } = leesSchema(type.schema);
  const voor = (pointer: string): Html | undefined => {
    const alleen = type.afgeschermd?.find((a) => `${pointer}/`.startsWith(`${a.pad}/`));
    return alleen && html`<br /><span class="stil">Alleen te zien voor: ${opsomming(alleen.verwerkingsactiviteiten.map((id) => activiteit(id) ?? id))}</span>`;
  };
  const sleutel = (type.sleutel ?? []).map((pad) => naamVanPlaats(namen, pad));
  return blok(
    'velden',
    'Wat wordt vastgelegd?',
    rijen.length === 0
      ? p('In deze versie is niets vastgelegd over losse gegevens.')
      : tabel(
          'Gegevens van deze soort',
          [
            { kop: 'Gegeven', cel: (v) => html`${v.naam}${v.uitleg && html`<br /><span class="stil">${v.uitleg}</span>`}` },
            { kop: 'Vorm', cel: (v) => html`${v.inWoorden}${v.keuzes && html`<br /><span class="stil">${opsomming(v.keuzes)}</span>`}` },
            { kop: 'Nodig', cel: (v) => html`${v.verplicht ? 'Altijd' : 'Als het er is'}${voor(v.pointer)}` },
          ],
          rijen,
        ),
    sleutel.length > 0 && stil(`Samen wijzen deze gegevens één registratie aan: ${opsomming(sleutel)}.`),
  );
}

function betrokkenen(type: Objecttype): Html {
  const { namen } = leesSchema(type.schema);
  return blok(
    'betrokkenen',
    'Over wie gaan deze gegevens?',
    type.betrokkenen.length === 0
      ? p('In deze gegevens staan geen mensen of bedrijven op een vaste plaats.')
      : tabel(
          'Waar mensen en bedrijven staan',
          [
            { kop: 'Wie', cel: (x) => hoofdletter(x.rol) },
            { kop: 'Waar', cel: (x) => naamVanPlaats(namen, x.pad.replaceAll('/*', '')) },
            { kop: 'Herkend aan', cel: (x) => hoofdletter(HERKEND_AAN[x.soort]) },
          ],
          type.betrokkenen,
        ),
  );
}

function bewaren({ soort, waarderingsregel: regel, registerregel }: Objecttype): Html {
  if (registerregel) {
    const { naam, jaar } = registerregel.selectielijst;
    const hoe = registerregel.waardering === 'blijvend' ? 'Blijft altijd bewaard' : `Gaat weg ${termijn(registerregel.bewaartermijn ?? '')} nadat een registratie niet meer geldt`;
    return blok('bewaren', 'Hoe lang blijft het bewaard?', gegevens([['Regel', hoe], ['Volgens', `${naam} ${jaar}, nummer ${registerregel.nummer}`]]));
  }
  if (!regel) {
    const tekst = soort === 'dossier' ? 'Voor deze dossiers is nog geen regel vastgelegd.' : soort === 'registratie' ? 'Een registratie die bij een dossier hoort, gaat weg met dat dossier. Voor andere is nog geen regel vastgelegd.' : 'Een document blijft zolang als de dossiers waar het bij hoort.';
    return blok('bewaren', 'Hoe lang blijft het bewaard?', p(tekst));
  }
  return blok(
    'bewaren',
    'Hoe lang blijft het bewaard?',
    p(`Dat hangt af van de uitkomst. Het staat in ${regel.selectielijst.naam} ${regel.selectielijst.jaar}, procestype ${regel.procestype}. De termijn begint ${woordVoor(TERMIJN_BEGINT, regel.afleidingswijze) ?? `bij: ${regel.afleidingswijze}`}.`, regel.procestermijn && ` Die vaste tijd is ${termijn(regel.procestermijn)}.`),
    lijst(Object.entries(regel.uitkomsten).map(([uitkomst, nummer]) => `${hoofdletter(uitkomst)}: nummer ${nummer}`)),
  );
}

function versies({ type, versies: alle, concept }: Typestukken): Html {
  const rijen = concept ? [concept, ...alle] : alle;
  return blok(
    'versies',
    'Versies',
    p('Een gepubliceerde versie verandert nooit. Wat is vastgelegd, blijft bij de versie waaraan het toen is getoetst.'),
    tabel(
      'Versies van deze soort',
      [
        { kop: 'Versie', cel: (v) => (v.versie === type.versie && v.status === type.status ? `Versie ${v.versie} (deze)` : v.status === 'concept' ? `Versie ${v.versie}` : koppeling(adres`/objecttypen/${v.id}?versie=${v.versie}`, `Versie ${v.versie}`)) },
        { kop: 'Stand', cel: (v) => status(...STATUS[v.status]) },
        { kop: 'Sinds', cel: (v) => html`${dag(v.tijdstipRegistratie)}${v.uitgefaseerdOp && html`<br /><span class="stil">Uitgefaseerd op ${dag(v.uitgefaseerdOp)}</span>`}` },
        { kop: 'Bijzonderheden', cel: (v) => (v.status === 'concept' ? 'Hier ligt nog niets onder' : v.brekend ? `Past niet bij alles van eerder: ${v.reden ?? ''}` : v.versie === 1 ? 'De eerste' : 'Past bij wat er al lag') },
      ],
      rijen,
    ),
  );
}

function migraties({ migraties: alle }: Typestukken): Html | null {
  if (alle.length === 0) return null;
  return blok(
    'migraties',
    'Omzetten naar een nieuwe versie',
    tabel(
      'Omzettingen',
      [
        { kop: 'Begonnen', cel: (m) => moment(m.begonnen) },
        { kop: 'Naar versie', cel: (m) => m.doelversie },
        { kop: 'Stand', cel: (m) => html`${m.status === 'klaar' ? status('Klaar', 'success') : status('Loopt', 'warning')}<br /><span class="stil">${m.klaar ? `Op ${moment(m.klaar)}` : `${m.bekeken} van ${m.totaal} bekeken`}</span>` },
        { kop: 'Uitkomst', cel: (m) => `${m.verplaatst} overgezet${m.mislukt > 0 ? `, ${aantal(m.mislukt, 'past nog niet en bleef', 'passen nog niet en bleven')} staan` : ''}` },
      ],
      alle,
    ),
  );
}
