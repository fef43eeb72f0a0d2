import type { Datum } from '@bronhuis/standaarden';
import { geldigeActiviteit, oordeel, type Aanvraag, type Beslisser, type Bundel } from '@bronhuis/toegang';
import type { ApplicatieAntwoord } from './applicatie.dto.ts';
import type { DoelRechtenAntwoord } from './rechten.dto.ts';

/** Whose rights are asked for. */
export interface Rechthebbende {
  soort: 'applicatie' | 'component' | 'medewerker';
  id: string;
  applicatie: string | null;
  uitvoerder: string;
  /** The roles for a purpose. */
  rollen: (doel: string) => string[];
}

type Stand = { bundel: Bundel; beslisser: Beslisser };

/** Of `*` every activity that the organisatie has on this day. */
function doelenVan(bundel: Bundel, organisatie: string, activiteiten: readonly string[], dag: Datum): readonly string[] {
  if (!activiteiten.includes('*')) return activiteiten;
  const ids = new Set(bundel.activiteiten.filter((x) => x.organisatie === organisatie).map((x) => x.id));
  return [...ids].filter((id) => geldigeActiviteit(bundel, organisatie, id, dag)).sort();
}

/** What one may do for each of these purposes on this day, by which policies: every action is asked, at noon and from inside. */
export function rechtenVoor(stand: Stand, organisatie: string, wie: Rechthebbende, activiteiten: readonly string[], acties: readonly string[], dag: Datum): DoelRechtenAntwoord[] {
  return doelenVan(stand.bundel, organisatie, activiteiten, dag).map((doel) => {
    const activiteit = geldigeActiviteit(stand.bundel, organisatie, doel, dag);
    const { soort, id, applicatie, uitvoerder } = wie;
    const vraag = (actie: string): Aanvraag => ({
      wie: { soort, id, rollen: wie.rollen(doel), applicatie },
      organisatie,
      uitvoerder,
      doel,
      anoniem: false,
      actie,
      klasse: soort === 'component' ? 'intern-proces' : 'doelgebonden',
      component: '',
      bron: { soort: actie.split(':')[0] ?? actie, activiteiten: [doel], velden: true },
      dag,
      uur: 12,
      niveau: 0,
      netwerk: 'intern',
    });
    const handelingen = acties.flatMap((actie) => {
      const { toegestaan, beleid } = oordeel(stand, vraag(actie), null);
      return toegestaan ? [{ actie, beleid }] : [];
    });
    return { verwerkingsactiviteit: doel, naam: activiteit?.naam ?? null, geldig: activiteit !== null, handelingen };
  });
}

/** The same of an application, for its purposes. The portaal has no rights of its own: it works with those of who signed in. */
export function rechtenVan(stand: Stand, organisatie: string, a: ApplicatieAntwoord, acties: readonly string[], dag: Datum): DoelRechtenAntwoord[] {
  const soort = a.soort === 'component' ? 'component' : 'applicatie';
  const wie = { soort, id: a.id, applicatie: a.id, uitvoerder: a.uitvoerder ?? organisatie, rollen: () => [] } as const;
  return rechtenVoor(stand, organisatie, wie, a.soort === 'portaal' ? [] : a.activiteiten, acties, dag);
}

/** Nothing gets a token that is withdrawn or not wholly registered. */
export const krijgtToken = (a: Pick<ApplicatieAntwoord, 'status' | 'ontbreekt'>): boolean => a.status === 'actief' && a.ontbreekt.length === 0;
