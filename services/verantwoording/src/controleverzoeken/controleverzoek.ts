import { Probleem, vergelijkDatum, type Datum } from '@bronhuis/standaarden';

/** "What did this employee consult": only with a reason, and never by one person alone. */
export interface Controleverzoek {
  id: string;
  medewerker: string;
  reden: string;
  van: Datum;
  tot: Datum;
  status: 'aangevraagd' | 'goedgekeurd';
  aanvrager: string;
  aangevraagdOp: Date;
  goedkeurder: string | null;
  goedgekeurdOp: Date | null;
}

export type Aanvraag = Pick<Controleverzoek, 'medewerker' | 'reden' | 'van' | 'tot'>;

/** An approval does not last for ever: afterwards the reason is asked again. */
const DAGEN_GELDIG = 30;

export function vraagAan(a: Aanvraag, aanvrager: string, id: string, nu: Date): Controleverzoek {
  if (vergelijkDatum(a.tot, a.van) < 0) {
    throw Probleem.ongeldig([{ name: 'tot', reason: 'De einddatum ligt voor de begindatum.', code: 'volgorde' }]);
  }
  if (a.reden.trim().length < 20) {
    throw Probleem.ongeldig([{ name: 'reden', reason: 'Leg in ten minste twintig tekens uit waarom deze controle nodig is.', code: 'reden' }]);
  }
  return { ...a, reden: a.reden.trim(), id, status: 'aangevraagd', aanvrager, aangevraagdOp: nu, goedkeurder: null, goedgekeurdOp: null };
}

export function keurGoed(v: Controleverzoek, goedkeurder: string, nu: Date): Controleverzoek {
  if (v.status !== 'aangevraagd') throw Probleem.conflict('Dit verzoek is al goedgekeurd.', 'al-goedgekeurd');
  if (goedkeurder === v.aanvrager) {
    throw Probleem.verboden('U hebt dit verzoek zelf gedaan. Een tweede persoon moet het goedkeuren.', 'vier-ogen');
  }
  if (goedkeurder === v.medewerker) throw Probleem.verboden('Dit verzoek gaat over uzelf. Iemand anders moet het goedkeuren.', 'vier-ogen');
  return { ...v, status: 'goedgekeurd', goedkeurder, goedgekeurdOp: nu };
}

/** Until when an approval holds. */
export const inzageTot = (goedgekeurdOp: Date): Date => new Date(goedgekeurdOp.getTime() + DAGEN_GELDIG * 86_400_000);

/** Who may see the result: the two who asked and approved, for a month. */
export function eisInzageInResultaat(v: Controleverzoek, wie: string, nu: Date): void {
  if (v.status !== 'goedgekeurd' || !v.goedgekeurdOp) {
    throw Probleem.verboden('Dit verzoek is nog niet goedgekeurd door een tweede persoon.', 'niet-goedgekeurd');
  }
  if (wie !== v.aanvrager && wie !== v.goedkeurder) {
    throw Probleem.verboden('Alleen wie het verzoek deed of goedkeurde, ziet het resultaat.', 'niet-betrokken');
  }
  if (nu > inzageTot(v.goedgekeurdOp)) {
    throw Probleem.verdwenen(`De goedkeuring is ouder dan ${DAGEN_GELDIG} dagen. Doe een nieuw verzoek.`);
  }
}
