import { adres, html, type Html } from '../html.ts';
import { heeftRol, type Bezoeker } from '../lay-out/bezoeker.ts';
import { formulier, keuzelijst, tekstvak, tekstveld } from '../lay-out/formulier.ts';
import { kader, p, stil } from '../lay-out/onderdelen.ts';
import { GROND } from '../vernietiging/boom.ts';
import { dag, hoofdletter, woordVoor } from '../woorden.ts';
import type { Bevriezing, Dossier } from './dossiers.contract.ts';

/** Selectielijst decides; this only keeps a button away that would be refused. */
const mag = (b: Bezoeker): boolean => heeftRol(b, 'informatiebeheerder', 'teamleider', 'archivaris', 'behandelaar');

export function bevriezing(b: Bezoeker, d: Dossier, x: Bevriezing): Html {
  const reden = hoofdletter(woordVoor(GROND, x.grond) ?? x.grond);
  return kader(
    'let',
    'Dit dossier mag nu niet weg',
    html`${p(`${reden}. ${x.toelichting}`)}${stil(`Sinds ${dag(x.geplaatstOp)}${x.verwijzing ? `, zie ${x.verwijzing}` : ''}`)}
      ${mag(b) && d.status !== 'vernietigd' && formulier(b, { naar: adres`/dossiers/${d.id}/bevriezingen/${x.id}/opheffen`, knop: 'Dit is voorbij: hef op', omschrijving: reden, gewicht: 'bijzaak' })}`,
  );
}

export function bevriesformulier(b: Bezoeker, d: Dossier): Html | null {
  if (!mag(b) || d.status === 'vernietigd') return null;
  return html`<details><summary>Mag dit dossier voorlopig niet weg?</summary>
    ${p('Zolang er bijvoorbeeld een beroep loopt, blijft het dossier bewaard. Ook als de termijn voorbij is.')}
    ${formulier(
      b,
      { naar: adres`/dossiers/${d.id}/bevriezingen`, knop: 'Houd dit dossier vast', gewicht: 'bijzaak' },
      keuzelijst({ naam: 'grond', label: 'Waarom mag het niet weg?', verplicht: true }, Object.entries(GROND).map(([waarde, naam]) => [waarde, hoofdletter(naam)] as const)),
      tekstvak({ naam: 'toelichting', label: 'Toelichting', uitleg: 'Noem geen namen of nummers van mensen.', verplicht: true, max: 1000 }),
      tekstveld({ naam: 'verwijzing', label: 'Zaaknummer van bijvoorbeeld het beroep', max: 200 }),
    )}</details>`;
}
