import { adres, html, type Html } from '../html.ts';
import { h1, h2, koppeling, p, stil, tabel } from '../lay-out/onderdelen.ts';
import type { Pagina } from '../lay-out/pagina.ts';
import { moment } from '../woorden.ts';
import { objectadres, type Plek } from './adressen.ts';
import type { Objecttype, Stand, Verschillen } from './registers.contract.ts';
import { leesSchema } from './schema.ts';
import { naamVanType } from './typen.woorden.ts';
import { dagVan, plaatsInWoorden, regels } from './waarden.ts';

/** 'Op 1 mei 2026, zoals we het nu weten' */
const standInWoorden = (s: Stand, tot: Stand): string => `Op ${dagVan(s.geldigOp)}, ${zoalsBekend(s, tot)}`;

/** A change of one version is asked for from just before it was registered: said so, for a clock has no milliseconds. */
function zoalsBekend({ beschikbaarOp: op }: Stand, { beschikbaarOp: later }: Stand): string {
  if (op === null) return 'zoals we het nu weten';
  if (later !== null && Date.parse(later) - Date.parse(op) === 1) return `zoals we het wisten net voor ${moment(later)}`;
  return `zoals we het wisten op ${moment(op)}`;
}

export interface Wijziging {
  naam: string;
  was: string | null;
  werd: string | null;
  /** in one word */
  wat: 'Nieuw' | 'Veranderd' | 'Weg';
}

/** Per field, as deep as a field goes: of a whole group that came or went, each of its fields. */
export function wijzigingen(namen: ReadonlyMap<string, string>, verschillen: Verschillen['verschillen']): Wijziging[] {
  return verschillen.flatMap(({ pad, soort, oud, nieuw }) => {
    const [was, werd] = [new Map(soort === 'toegevoegd' ? [] : regels(namen, oud, pad)), new Map(soort === 'verwijderd' ? [] : regels(namen, nieuw, pad))];
    return [...new Set([...was.keys(), ...werd.keys()])].map((naam): Wijziging => {
      const wat = !was.has(naam) ? 'Nieuw' : werd.has(naam) ? 'Veranderd' : 'Weg';
      return { naam, was: was.get(naam) ?? null, werd: werd.get(naam) ?? null, wat };
    });
  });
}

function verplaatst(g: Verschillen['geometrie']): Wijziging[] {
  if (!g) return [];
  return [{ naam: 'Plaats op de kaart', was: plaatsInWoorden(g.oud), werd: plaatsInWoorden(g.nieuw), wat: !g.oud ? 'Nieuw' : g.nieuw ? 'Veranderd' : 'Weg' }];
}

const NIETS = html`<span class="stil">niet ingevuld</span>`;

export function verschilpagina(plek: Plek, type: Objecttype, v: Verschillen): Pagina {
  const rijen = [...wijzigingen(leesSchema(type.schema).namen, v.verschillen), ...verplaatst(v.geometrie ?? null)];
  return {
    titel: 'Wat veranderde er?',
    terug: { pad: objectadres(plek, null), naam: naamVanType(type) },
    inhoud: html`${h1('Wat veranderde er?', 'We vergelijken twee momenten.')}
      <dl class="gegevens"><div><dt>Eerst</dt><dd>${standregel(plek, v.van, v.tot)}</dd></div><div><dt>Daarna</dt><dd>${standregel(plek, v.tot, v.tot)}</dd></div></dl>
      <section class="blok" aria-labelledby="verschillen">${h2('Veranderde gegevens', 'verschillen')}
      ${
        rijen.length === 0
          ? p(v.van.versie === null && v.tot.versie === null ? 'Op geen van beide momenten gold er iets.' : 'Er is geen verschil in de gegevens.')
          : tabel(
              'Veranderde gegevens',
              [
                { kop: 'Gegeven', cel: (w) => w.naam },
                { kop: 'Verandering', cel: (w) => w.wat },
                { kop: 'Was', cel: (w) => w.was ?? NIETS },
                { kop: 'Werd', cel: (w) => w.werd ?? NIETS },
              ],
              rijen,
            )
      }</section>
      <section class="blok" aria-labelledby="andere">${h2('Andere dagen vergelijken', 'andere')} ${formulier(plek, v)}</section>`,
  };
}

function standregel(plek: Plek, s: Stand, tot: Stand): Html {
  const wat = s.versie === null ? html`<span class="stil">Toen gold er niets</span>` : koppeling(objectadres(plek, s), `Versie ${s.versie}`);
  return html`${standInWoorden(s, tot)}<br />${wat}`;
}

/** The days may be other ones; the moments stay what they were, and are said. */
function formulier(plek: Plek, { van, tot }: Verschillen): Html {
  const houd = (naam: string, waarde: string | null): Html | null => (waarde === null ? null : html`<input type="hidden" name="${naam}" value="${waarde}" />`);
  const veld = (naam: string, label: string, waarde: string): Html => html`<div class="utrecht-form-field"><label class="utrecht-form-label" for="${naam}">${label}</label>
    <input class="utrecht-textbox utrecht-textbox--html-input" type="date" id="${naam}" name="${naam}" value="${waarde}" required /></div>`;
  return html`<form class="zoekbalk" method="get" action="${adres`/objecttypen/${plek.type}/objecten/${plek.object}/verschil`}">
      ${houd('doel', plek.doel)} ${houd('vanBeschikbaarOp', van.beschikbaarOp)} ${houd('totBeschikbaarOp', tot.beschikbaarOp)}
      ${veld('van', 'Eerste dag', van.geldigOp)} ${veld('tot', 'Tweede dag', tot.geldigOp)}
      <button class="utrecht-button utrecht-button--secondary-action" type="submit">Vergelijk</button>
    </form>
    ${(van.beschikbaarOp !== null || tot.beschikbaarOp !== null) && stil('We vergelijken wat we op de momenten hierboven wisten. Wilt u vergelijken wat we nu weten? ', koppeling(objectadres(plek, null), 'Ga terug naar de registratie'), '.')}`;
}
