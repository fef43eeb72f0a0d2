import { canoniek, datumInAmsterdam, uurInAmsterdam } from '@bronhuis/standaarden';
import { KLASSEN, MOTOR, oordeel, SOORTEN, type Aanvraag, type Beslisser, type Beslissingsrecord, type Bronvraag, type Bundel, type Oordeel } from '@bronhuis/toegang';

/** Policies with the information of one moment. */
export interface Beslisstand {
  bundel: Bundel;
  beslisser: Beslisser;
}

/** What was decided again, or what is missing to do so. */
export type Herhaling = { uitkomst: Oordeel; gelijk: boolean } | { ontbreekt: string[] };

/** Of before there were obligations: the same in all else. */
const ZONDER_PLICHT = 'bronhuis-1';

/** The request as it was, out of its record. */
export function aanvraagVan(b: Beslissingsrecord): Aanvraag | { ontbreekt: string[] } {
  const [soort, klasse] = [SOORTEN.find((s) => s === b.wie.soort), KLASSEN.find((k) => k === b.klasse)];
  if (b.motor === undefined) return { ontbreekt: ['Deze beslissing is niet met regels genomen, of van voor het moment dat zij werd bewaard met wat zij gebruikte.'] };
  const ontbreekt = [
    ...(b.motor === MOTOR || b.motor === ZONDER_PLICHT ? [] : [`Deze beslissing is genomen door ${b.motor}; wat hier draait, is ${MOTOR}.`]),
    ...(soort ? [] : [`De soort aanroeper ${b.wie.soort} is niet bekend.`]),
    ...(klasse ? [] : [`De klasse ${b.klasse} is niet bekend.`]),
  ];
  if (!soort || !klasse || ontbreekt.length > 0) return { ontbreekt };
  return {
    wie: { ...b.wie, soort },
    organisatie: b.organisatie,
    uitvoerder: b.uitvoerder,
    ...(b.keten ? { keten: b.keten } : {}),
    doel: b.doel?.id ?? null,
    anoniem: soort === 'anoniem',
    actie: b.actie,
    klasse,
    component: b.component,
    bron: b.resource as Bronvraag,
    dag: b.dag ?? datumInAmsterdam(new Date(b.tijdstip)),
    uur: b.uur ?? uurInAmsterdam(new Date(b.tijdstip)),
    niveau: b.niveau ?? 0,
    netwerk: b.netwerk ?? 'extern',
  };
}

/**
 * Decides again what was decided: with the policies and the information of `stand`. With those of then the answer must
 * be the same; with others it is what would have been.
 */
export function herhaal(b: Beslissingsrecord, stand: Beslisstand): Herhaling {
  const aanvraag = aanvraagVan(b);
  if ('ontbreekt' in aanvraag) return aanvraag;
  const apiToken = b.apiToken === undefined ? null : stand.bundel.apiTokens?.find((t) => t.id === b.apiToken);
  if (apiToken === undefined) return { ontbreekt: ['Het API-token van deze aanroep staat niet in deze bundel.'] };
  const uitkomst = oordeel(stand, aanvraag, apiToken);
  const gelijk = uitkomst.toegestaan === (b.besluit === 'toegestaan') && uitkomst.rijen === b.rijen && String(uitkomst.beleid) === String(b.beleid);
  return { uitkomst, gelijk: gelijk && (b.motor === ZONDER_PLICHT || zelfdePlicht(uitkomst, b)) };
}

export const zelfdePlicht = (a: Pick<Oordeel, 'verplichtingen'>, b: Pick<Oordeel, 'verplichtingen'>): boolean => canoniek(a.verplichtingen ?? {}) === canoniek(b.verplichtingen ?? {});
