import type { Datum } from '@bronhuis/standaarden';
import type { Objecttype, Waarderingsregel, WooRegel } from '../objecttypen/objecttype.ts';
import type { Status } from './dossier.ts';

export const DOSSIER_GEOPEND = 'nl.gemeente.dossiers.dossier-geopend';
export const DOSSIER_GEWIJZIGD = 'nl.gemeente.dossiers.dossier-gewijzigd';
export const DOSSIER_AFGESLOTEN = 'nl.gemeente.dossiers.dossier-afgesloten';
export const DOSSIER_HEROPEND = 'nl.gemeente.dossiers.dossier-heropend';
export const DOSSIER_VERNIETIGD = 'nl.gemeente.dossiers.dossier-vernietigd';

/** The whole state of a dossier that names nobody: no subject, no data, no titles. */
export interface DossierGebeurtenis {
  dossier: string;
  kenmerk: string;
  objecttype: string;
  objecttypeNaam: string;
  soort: 'dossier';
  status: Status;
  startdatum: Datum;
  uitkomst: string | null;
  einddatum: Datum | null;
  /** Open again since this day. */
  heropendOp: Datum | null;
  waarderingsregel: Waarderingsregel | null;
  woo: WooRegel | null;
  vertrouwelijkheid: number;
  overgenomen: boolean;
  informatieobjecten: { id: string; soort: string }[];
  relaties: { soort: string; selectielijstnummer: string | null }[];
  versie: number;
}

export interface DossierStand {
  id: string;
  kenmerk: string;
  status: Status;
  startdatum: Datum;
  uitkomst: string | null;
  einddatum: Datum | null;
  heropendOp: Datum | null;
  overgenomen: boolean;
  informatieobjecten: { id: string; soort: string }[];
  relaties: { soort: string; selectielijstnummer: string | null }[];
}

export function dossierGebeurtenis(type: Objecttype, stand: DossierStand, versie: number): DossierGebeurtenis {
  return {
    dossier: stand.id,
    kenmerk: stand.kenmerk,
    objecttype: type.id,
    objecttypeNaam: type.naam,
    soort: 'dossier',
    status: stand.status,
    startdatum: stand.startdatum,
    uitkomst: stand.uitkomst,
    einddatum: stand.einddatum,
    heropendOp: stand.heropendOp,
    waarderingsregel: type.waarderingsregel ?? null,
    woo: type.woo ?? null,
    vertrouwelijkheid: type.classificatie.vertrouwelijkheid,
    overgenomen: stand.overgenomen,
    informatieobjecten: stand.informatieobjecten.map(({ id, soort }) => ({ id, soort })),
    relaties: stand.relaties.map(({ soort, selectielijstnummer }) => ({ soort, selectielijstnummer })),
    versie,
  };
}

export interface Grondslag {
  selectielijst: string;
  nummer: string;
  omschrijving: string;
}

export const dossierVernietigd = (dossier: string, kenmerk: string, objecttype: string, grondslag: Grondslag, vernietigingslijst: string, tijdstip: Date) => ({
  dossier,
  kenmerk,
  objecttype,
  grondslag,
  vernietigingslijst,
  tijdstip: tijdstip.toISOString(),
});
