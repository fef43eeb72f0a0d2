import type { Datum } from '@bronhuis/standaarden';
import { geldigeActiviteit, oordeel, type Beslisser, type Bundel } from '@bronhuis/toegang';
import type { ApplicatieAntwoord } from './applicatie.dto.ts';
import type { DoelRechtenAntwoord } from './rechten.dto.ts';

/** Of `*` every activity that the organisatie has on this day. The portaal has no rights of its own: it works with those of who signed in. */
function doelenVan(bundel: Bundel, organisatie: string, a: ApplicatieAntwoord, dag: Datum): string[] {
  if (a.soort === 'portaal') return [];
  if (!a.activiteiten.includes('*')) return a.activiteiten;
  const ids = new Set(bundel.activiteiten.filter((x) => x.organisatie === organisatie).map((x) => x.id));
  return [...ids].filter((id) => geldigeActiviteit(bundel, organisatie, id, dag)).sort();
}

/** What an application may do for each of its purposes on this day, by which policies: every action is asked. */
export function rechtenVan(stand: { bundel: Bundel; beslisser: Beslisser }, organisatie: string, a: ApplicatieAntwoord, acties: readonly string[], dag: Datum): DoelRechtenAntwoord[] {
  return doelenVan(stand.bundel, organisatie, a, dag).map((doel) => {
    const activiteit = geldigeActiviteit(stand.bundel, organisatie, doel, dag);
    const handelingen = acties.flatMap((actie) => {
      const { toegestaan, beleid } = oordeel(
        stand,
        {
          wie: { soort: a.soort === 'component' ? 'component' : 'applicatie', id: a.id, rollen: [], applicatie: a.id },
          organisatie,
          uitvoerder: a.uitvoerder ?? organisatie,
          doel,
          anoniem: false,
          actie,
          klasse: a.soort === 'component' ? 'intern-proces' : 'doelgebonden',
          component: '',
          bron: { soort: actie.split(':')[0] ?? actie, activiteiten: [doel] },
          dag,
        },
        null,
      );
      return toegestaan ? [{ actie, beleid }] : [];
    });
    return { verwerkingsactiviteit: doel, naam: activiteit?.naam ?? null, geldig: activiteit !== null, handelingen };
  });
}

/** Nothing gets a token that is withdrawn or not wholly registered. */
export const krijgtToken = (a: Pick<ApplicatieAntwoord, 'status' | 'ontbreekt'>): boolean => a.status === 'actief' && a.ontbreekt.length === 0;
