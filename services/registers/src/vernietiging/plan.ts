import { canoniek, sha256Hex } from '@bronhuis/standaarden';
import type { Datum } from '@bronhuis/standaarden';

/** What destruction looks at: facts without names. */
export interface TeVernietigen {
  id: string;
  kenmerk: string;
  versie: number;
  typenaam: string;
  status: string;
  uitkomst: string | null;
  einddatum: Datum | null;
  informatieobjecten: {
    id: string;
    versie: number;
    soort: string;
    bestand: { id: string; mediatype: string; omvang: number; sha256: string } | null;
    /** Other dossiers that this one is in as well; it goes when the last one goes. */
    ookIn: string[];
  }[];
  objecten: { id: string; versie: number; typenaam: string }[];
  relaties: { soort: string; omschrijving: string; systeem: string; selectielijstnummer: string | null }[];
}

export interface Gaat {
  soort: 'dossier' | 'informatieobject' | 'bestand' | 'object';
  id: string;
  omschrijving: string;
  omvang?: number;
  sha256?: string;
}

export interface Blijft {
  soort: string;
  omschrijving: string;
  reden: string;
  selectielijstnummer?: string;
}

export interface Plan {
  id: string;
  kenmerk: string;
  versie: number;
  gaat: Gaat[];
  blijft: Blijft[];
  hash: string;
}

/** What stays of every dossier, whatever was in it. */
const BLIJFT_ALTIJD: readonly Blijft[] = [
  { soort: 'grafsteen', omschrijving: 'Kenmerk, soort, datum en grond van de vernietiging', reden: 'Zo blijft na te gaan dat er is vernietigd en waarom' },
  { soort: 'verantwoording', omschrijving: 'Vastleggingen van het gebruik van persoonsgegevens', reden: 'Hebben een eigen bewaartermijn in verantwoording', selectielijstnummer: '19.1' },
];

/** What goes and what stays; the hash lets the execution see that nothing changed since the approval. */
export function maakPlan(d: TeVernietigen): Plan {
  const [gaanMee, blijven] = [d.informatieobjecten.filter((i) => i.ookIn.length === 0), d.informatieobjecten.filter((i) => i.ookIn.length > 0)];
  const gaat: Gaat[] = [
    { soort: 'dossier', id: d.id, omschrijving: `Dossier ${d.kenmerk} (${d.typenaam})` },
    ...gaanMee.flatMap((i): Gaat[] => [
      { soort: 'informatieobject', id: i.id, omschrijving: `Document: ${i.soort}` },
      ...(i.bestand
        ? [{ soort: 'bestand' as const, id: i.bestand.id, omschrijving: `Bestand bij ${i.soort} (${i.bestand.mediatype})`, omvang: i.bestand.omvang, sha256: i.bestand.sha256 }]
        : []),
    ]),
    ...d.objecten.map((o): Gaat => ({ soort: 'object', id: o.id, omschrijving: `Registratie: ${o.typenaam}` })),
  ];
  const blijft: Blijft[] = [
    ...blijven.map((i) => ({ soort: 'informatieobject', omschrijving: `Document: ${i.soort}`, reden: `Hoort ook bij ${i.ookIn.join(', ')}` })),
    ...d.relaties.map((r) => ({
      soort: 'relatie',
      omschrijving: r.omschrijving,
      reden: `Blijft bewaard in ${r.systeem}`,
      ...(r.selectielijstnummer ? { selectielijstnummer: r.selectielijstnummer } : {}),
    })),
    ...BLIJFT_ALTIJD,
  ];
  const plan = { id: d.id, kenmerk: d.kenmerk, versie: d.versie, gaat, blijft };
  // Status, outcome and versions of the parts are covered too, though the plan does not show them.
  const grond = { status: d.status, uitkomst: d.uitkomst, einddatum: d.einddatum, delen: [...d.informatieobjecten, ...d.objecten].map((x) => [x.id, x.versie]) };
  return { ...plan, hash: sha256Hex(canoniek({ plan, grond })) };
}

export interface Opgave {
  hash: string;
  uitkomst: string | null;
  einddatum: Datum | null;
}

/** Asked again at the source: may this dossier still go, exactly as it was approved? Null is yes, else the reason. */
export function bezwaarTegen(d: TeVernietigen, opgave: Opgave): string | null {
  if (d.status !== 'afgesloten') return 'Het dossier is niet afgesloten.';
  if (d.uitkomst !== opgave.uitkomst) return 'De uitkomst van het dossier is veranderd.';
  if (d.einddatum !== opgave.einddatum) return 'De einddatum van het dossier is veranderd.';
  return maakPlan(d).hash === opgave.hash ? null : 'Het dossier is veranderd sinds de lijst is opgesteld.';
}
