import type { Kop, Tx } from '@bronhuis/bron';
import { canoniek, datumInWoorden, datumInAmsterdam } from '@bronhuis/standaarden';
import type { Archiefactie, Gewaardeerd, Soort, Stap, Waarderingsregel } from './afleiding.ts';
import { DossierEntity, type Dossierstatus } from './dossier.entity.ts';

export interface Brongegevens {
  bronversie: number;
  kenmerk: string;
  objecttype: string;
  objecttypeNaam: string;
  status: 'open' | 'afgesloten';
  startdatum: string | null;
  uitkomst: string | null;
  einddatum: string | null;
  waarderingsregel: Waarderingsregel | null;
}

export interface Stand {
  bronversie: number;
  status: Dossierstatus;
  soort: Soort | null;
  waardering: Gewaardeerd | null;
  archiefactiedatum: string | null;
  toelichting: string;
  afleiding: Stap[];
}

/** The row as the lock holder sees it. */
export async function leesStand(tx: Tx, id: string): Promise<Stand> {
  const [rij] = await tx.query<Stand>(
    'select bronversie, status, soort, waardering, archiefactiedatum, toelichting, afleiding from dossier where organisatie = $1 and id = $2',
    [tx.organisatie, id],
  );
  if (rij === undefined) throw new Error('a locked dossier is not there');
  return rij;
}

/** Stores the dossier with its archive action; tells others only when the action is another one than before. */
export async function bewaarArchiefactie(tx: Tx, kop: Kop, bron: Brongegevens, actie: Archiefactie, vorige: Stand | null): Promise<void> {
  const waarden = {
    ...bron,
    versie: kop.versie,
    registratietijd: kop.tijd,
    soort: actie.soort,
    waardering: actie.waardering,
    archiefactiedatum: actie.datum,
    toelichting: actie.toelichting,
    afleiding: actie.afleiding,
  };
  if (vorige === null) await tx.manager.insert(DossierEntity, { ...waarden, organisatie: tx.organisatie, id: kop.id });
  else await tx.manager.update(DossierEntity, { organisatie: tx.organisatie, id: kop.id }, waarden);
  if (vorige !== null && zelfde(actie, vorige)) return;
  tx.emit(kop, {
    type: 'nl.gemeente.archiefacties.archiefactie-bepaald',
    data: {
      dossier: kop.id,
      kenmerk: bron.kenmerk,
      soort: actie.soort,
      archiefactiedatum: actie.datum,
      waardering: actie.waardering,
      toelichting: actie.toelichting,
      versie: kop.versie,
    },
  });
}

const zelfde = (actie: Archiefactie, vorige: Stand): boolean =>
  canoniek([actie.soort, actie.datum, actie.waardering, actie.toelichting]) ===
  canoniek([vorige.soort, vorige.archiefactiedatum, vorige.waardering, vorige.toelichting]);

export interface Grafsteen {
  kenmerk: string;
  objecttype: string;
  tijdstip: Date;
  vernietigingslijst: string | null;
}

/** What remains of a destroyed dossier here: that it was, its number, and when and by which list it went. */
export async function maakGrafsteen(tx: Tx, kop: Kop, steen: Grafsteen): Promise<void> {
  const dag = datumInWoorden(datumInAmsterdam(steen.tijdstip));
  const waarden = {
    versie: kop.versie,
    registratietijd: kop.tijd,
    kenmerk: steen.kenmerk,
    status: 'vernietigd' as const,
    startdatum: null,
    uitkomst: null,
    einddatum: null,
    waarderingsregel: null,
    soort: null,
    waardering: null,
    archiefactiedatum: null,
    toelichting: `Zaak ${steen.kenmerk} is vernietigd op ${dag}: de bewaartermijn was verstreken.`,
    afleiding: [],
    vernietigdOp: steen.tijdstip,
    vernietigingslijst: steen.vernietigingslijst,
  };
  await tx.wisSporen([kop.id]);
  // Holds that were lifted go along: their explanation speaks of the dossier.
  await tx.query('delete from bevriezing where organisatie = $1 and dossier = $2', [tx.organisatie, kop.id]);
  if (kop.vorige === 0) {
    const nieuw = { ...waarden, organisatie: tx.organisatie, id: kop.id, bronversie: 0, objecttype: steen.objecttype, objecttypeNaam: steen.objecttype };
    await tx.manager.insert(DossierEntity, nieuw);
  } else await tx.manager.update(DossierEntity, { organisatie: tx.organisatie, id: kop.id }, waarden);
  tx.emit(kop, {
    type: 'nl.gemeente.archiefacties.archiefactie-vernietigd',
    data: { dossier: kop.id, kenmerk: steen.kenmerk, vernietigingslijst: steen.vernietigingslijst, tijdstip: steen.tijdstip.toISOString(), versie: kop.versie },
  });
}
