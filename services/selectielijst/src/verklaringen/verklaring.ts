import { bladHash, canoniek, plusDuur, wortel, type Datum, type Handtekening } from '@bronhuis/standaarden';

export interface Goedkeuring {
  rol: string;
  functie: string;
  persoon: string;
  besluit: string;
  tijdstip: string;
}

/** What is declared. Archiefbesluit 1995 art. 8: at least a specification, the ground and the manner. No names of persons concerned. */
export interface Verklaring {
  soort: 'verklaring-van-vernietiging';
  versie: '1.0';
  id: string;
  opgemaakt: string;
  organisatie: { oin: string; naam: string };
  zorgdrager: { functie: string; mandaat: string; persoon: string; besluit: string };
  vernietigingslijst: { id: string; naam: string; peildatum: Datum; samengesteldDoor: { rol: string; persoon: string }; samengesteldOp: string };
  goedkeuringen: Goedkeuring[];
  uitvoering: { opdrachtVan: { rol: string; persoon: string }; begonnen: string; voltooid: string };
  specificatie: Specificatie[];
  grondslagen: Grondslag[];
  wijze: { omschrijving: string; onderdelen: string[]; backupBewaartermijn: string; laatsteBackupVerlooptOp: Datum };
  blijft: { kenmerk: string; omschrijving: string; reden: string; selectielijstnummer: string | null; bron: string }[];
  buitenBereik: { waar: string; tot: string; reden: string }[];
  nietVernietigd: { kenmerk: string; reden: string }[];
  bewijs: { algoritme: 'RFC 6962, SHA-256'; wortel: string; bladeren: { dossier: string; hash: string }[] };
  bewaring: { selectielijst: string; nummer: '19.1.18'; waardering: 'blijvend_bewaren' };
}

export interface Specificatie {
  type: string;
  aantalDossiers: number;
  kenmerken: string[];
  periode: { van: Datum | null; tot: Datum | null };
  aantalDocumenten: number;
}

export interface Grondslag {
  selectielijst: string;
  jaar: number;
  nummer: string;
  omschrijving: string;
  waardering: 'vernietigen';
  bewaartermijn: string;
  aantalDossiers: number;
}

export interface OndertekendeVerklaring {
  verklaring: Verklaring;
  handtekening: Handtekening;
}

export interface VernietigdDossier {
  dossier: string;
  kenmerk: string;
  type: string;
  startdatum: Datum | null;
  einddatum: Datum | null;
  aantalDocumenten: number;
  gepubliceerd: boolean;
  grondslag: Omit<Grondslag, 'waardering' | 'aantalDossiers'>;
  hash: string;
  blijft: { bron: string; omschrijving: string; reden: string; selectielijstnummer?: string }[];
}

export interface Opgave {
  id: string;
  nu: Date;
  vandaag: Datum;
  organisatie: { oin: string; naam: string };
  lijst: { id: string; naam: string; peildatum: Datum; samengesteldDoor: string; samengesteldOp: string; uitvoeringDoor: string; begonnen: string };
  beoordelingen: { rol: string; persoon: string; besluit: string; tijdstip: string }[];
  vernietigd: VernietigdDossier[];
  nietVernietigd: { kenmerk: string; reden: string }[];
  backupBewaartermijn: string;
}

const FUNCTIES: Record<string, string> = {
  proceseigenaar: 'proceseigenaar',
  archivaris: 'archivaris',
  zorgdrager: 'gemeentesecretaris, namens het college van burgemeester en wethouders',
};

/** What is no data of the dossier any more, but stays: said with every declaration, also when no source says it. */
const LOGREGELS = {
  kenmerk: 'alle',
  omschrijving: 'Logregels van verwerkingen, onder pseudoniem',
  reden: 'Verantwoording van het gebruik van persoonsgegevens; eigen termijn per verwerkingsactiviteit',
  selectielijstnummer: '19.1',
  bron: 'verantwoording',
};

/** @throws Error when there is nothing to declare or nobody who was mandated */
export function stelVerklaringOp(o: Opgave): Verklaring {
  const zorgdrager = o.beoordelingen.find((b) => b.rol === 'zorgdrager');
  if (o.vernietigd.length === 0 || zorgdrager === undefined) throw new Error('a declaration needs destroyed dossiers and a zorgdrager');
  const bladeren = o.vernietigd.map(({ dossier, hash }) => ({ dossier, hash })).sort((a, b) => (a.dossier < b.dossier ? -1 : 1));
  return {
    soort: 'verklaring-van-vernietiging',
    versie: '1.0',
    id: o.id,
    opgemaakt: o.nu.toISOString(),
    organisatie: o.organisatie,
    zorgdrager: {
      functie: FUNCTIES['zorgdrager'] ?? 'zorgdrager',
      mandaat: 'gemandateerd door het college van burgemeester en wethouders',
      persoon: zorgdrager.persoon,
      besluit: zorgdrager.tijdstip,
    },
    vernietigingslijst: {
      id: o.lijst.id,
      naam: o.lijst.naam,
      peildatum: o.lijst.peildatum,
      samengesteldDoor: { rol: 'informatiebeheerder', persoon: o.lijst.samengesteldDoor },
      samengesteldOp: o.lijst.samengesteldOp,
    },
    goedkeuringen: o.beoordelingen.map((b) => ({ rol: b.rol, functie: FUNCTIES[b.rol] ?? b.rol, persoon: b.persoon, besluit: b.besluit, tijdstip: b.tijdstip })),
    uitvoering: { opdrachtVan: { rol: 'informatiebeheerder', persoon: o.lijst.uitvoeringDoor }, begonnen: o.lijst.begonnen, voltooid: o.nu.toISOString() },
    specificatie: specificeer(o.vernietigd),
    grondslagen: gronden(o.vernietigd),
    wijze: {
      omschrijving: 'Verwijderd uit elke bron en gecontroleerd dat niets meer te vinden is; niet terug te halen.',
      onderdelen: ['dossier en gegevens met alle versies', 'bestanden', 'publicatie en publicatieversie', 'zoekindex', 'sitemap', 'kopieën in wachtrijen en bewaarde antwoorden'],
      backupBewaartermijn: o.backupBewaartermijn,
      laatsteBackupVerlooptOp: plusDuur(o.vandaag, o.backupBewaartermijn),
    },
    blijft: [
      ...o.vernietigd.flatMap((d) =>
        d.blijft.map((b) => ({ kenmerk: d.kenmerk, omschrijving: b.omschrijving, reden: b.reden, selectielijstnummer: b.selectielijstnummer ?? null, bron: b.bron })),
      ),
      ...(o.vernietigd.some((d) => d.blijft.some((b) => b.selectielijstnummer === LOGREGELS.selectielijstnummer)) ? [] : [LOGREGELS]),
    ],
    buitenBereik: o.vernietigd.some((d) => d.gepubliceerd)
      ? [{ waar: 'open.overheid.nl', tot: 'de volgende keer dat die site de sitemap ophaalt', reden: 'Kopie van de publicatie bij een ander; de sitemap noemt haar niet meer.' }]
      : [],
    nietVernietigd: o.nietVernietigd,
    bewijs: { algoritme: 'RFC 6962, SHA-256', wortel: wortelVan(bladeren), bladeren },
    bewaring: { selectielijst: 'Selectielijst gemeenten en intergemeentelijke organen 2020', nummer: '19.1.18', waardering: 'blijvend_bewaren' },
  };
}

/** Merkle root over the hashes of the approved trees: binds the declaration to what was on the list. */
export function wortelVan(bladeren: readonly { dossier: string; hash: string }[]): string {
  return wortel(bladeren.map((b) => bladHash(canoniek(b)))).toString('hex');
}

function groepeer<T>(rijen: readonly T[], sleutel: (rij: T) => string): T[][] {
  const groepen = new Map<string, T[]>();
  for (const rij of rijen) groepen.set(sleutel(rij), [...(groepen.get(sleutel(rij)) ?? []), rij]);
  return [...groepen.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, groep]) => groep);
}

function specificeer(dossiers: readonly VernietigdDossier[]): Specificatie[] {
  return groepeer(dossiers, (d) => d.type).map((groep) => {
    const starts = groep.flatMap((d) => d.startdatum ?? []).sort();
    const eindes = groep.flatMap((d) => d.einddatum ?? []).sort();
    return {
      type: groep[0]?.type ?? '',
      aantalDossiers: groep.length,
      kenmerken: groep.map((d) => d.kenmerk).sort(),
      periode: { van: starts[0] ?? null, tot: eindes.at(-1) ?? null },
      aantalDocumenten: groep.reduce((som, d) => som + d.aantalDocumenten, 0),
    };
  });
}

function gronden(dossiers: readonly VernietigdDossier[]): Grondslag[] {
  return groepeer(dossiers, (d) => canoniek(d.grondslag)).flatMap(([eerste, ...rest]) =>
    eerste === undefined ? [] : [{ ...eerste.grondslag, waardering: 'vernietigen' as const, aantalDossiers: rest.length + 1 }],
  );
}
