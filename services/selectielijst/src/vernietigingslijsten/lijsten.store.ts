import type { Kop, Tx } from '@bronhuis/bron';
import type { Beoordelaar, Besluit, Lijststatus } from './beoordelen.ts';
import { BeoordelingEntity, LijstEntity, RegelEntity } from './lijst.entity.ts';
import type { KandidaatRij } from './lijsten.queries.ts';
import type { Samenstelling } from './samenstellen.ts';

type Gebeurtenis = 'opgesteld' | 'gepland' | 'beoordeeld' | 'goedgekeurd' | 'afgewezen' | 'in-uitvoering' | 'uitgevoerd';

function meld(tx: Tx, kop: Kop, gebeurtenis: Gebeurtenis, status: Lijststatus, meer: object = {}): void {
  tx.emit(kop, {
    type: `nl.gemeente.vernietigingen.vernietigingslijst-${gebeurtenis}`,
    data: { vernietigingslijst: kop.id, status, ...meer, versie: kop.versie },
  });
}

const sleutel = (tx: Tx, id: string) => ({ organisatie: tx.organisatie, id });
const kopvelden = (kop: Kop) => ({ versie: kop.versie, registratietijd: kop.tijd });

/** One list at a time for each organisation: two that are made at once would both choose the same dossiers. */
export async function vergrendelSamenstellen(tx: Tx): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('vernietigingslijst ' || $1, 0))", [tx.organisatie]);
}

export async function bewaarLijst(tx: Tx, kop: Kop, lijst: { naam: string; peildatum: string; door: string }, samenstelling: Samenstelling<KandidaatRij>): Promise<void> {
  await tx.manager.insert(LijstEntity, {
    ...sleutel(tx, kop.id),
    ...kopvelden(kop),
    naam: lijst.naam,
    peildatum: lijst.peildatum,
    status: 'opgesteld',
    samengesteldDoor: lijst.door,
    samengesteldOp: kop.tijd,
  });
  const rijen = [
    ...samenstelling.regels.map((k) => ({ ...feiten(k), staat: 'opgesteld' as const, levend: true, reden: null })),
    ...samenstelling.afgevallen.map(({ kandidaat, reden }) => ({ ...feiten(kandidaat), staat: 'afgevallen' as const, levend: false, reden })),
  ].map((rij) => ({ ...rij, organisatie: tx.organisatie, lijst: kop.id, pogingen: 0 }));
  // In portions: one statement takes 65 535 parameters at most.
  for (let i = 0; i < rijen.length; i += 500) await tx.manager.insert(RegelEntity, rijen.slice(i, i + 500));
  meld(tx, kop, 'opgesteld', 'opgesteld', { aantal: samenstelling.regels.length });
}

const feiten = (k: KandidaatRij) => ({
  dossier: k.dossier,
  kenmerk: k.kenmerk,
  objecttype: k.objecttype,
  objecttypeNaam: k.objecttypeNaam,
  startdatum: k.startdatum,
  uitkomst: k.uitkomst,
  einddatum: k.einddatum,
  waardering: k.waardering,
  archiefactiedatum: k.archiefactiedatum,
});

/** Every line has its tree (or dropped out): the list can be judged, unless nothing is left of it. */
export async function maakBeoordeelbaar(tx: Tx, kop: Kop, aantal: number): Promise<void> {
  const status: Lijststatus = aantal > 0 ? 'in-beoordeling' : 'afgewezen';
  const reden = aantal > 0 ? null : 'Er bleef geen dossier over op de lijst.';
  await tx.manager.update(LijstEntity, sleutel(tx, kop.id), { ...kopvelden(kop), status, reden });
  meld(tx, kop, aantal > 0 ? 'gepland' : 'afgewezen', status, { aantal });
}

export interface NieuweBeoordeling {
  rol: Beoordelaar;
  persoon: string;
  besluit: Besluit;
  toelichting: string | null;
}

export async function bewaarBeoordeling(tx: Tx, kop: Kop, beoordeling: NieuweBeoordeling, status: Lijststatus): Promise<void> {
  await tx.manager.insert(BeoordelingEntity, { ...beoordeling, organisatie: tx.organisatie, lijst: kop.id, tijdstip: kop.tijd });
  const afgewezen = status === 'afgewezen';
  const reden = afgewezen ? `Niet akkoord van de ${beoordeling.rol}: ${beoordeling.toelichting ?? ''}` : null;
  await tx.manager.update(LijstEntity, sleutel(tx, kop.id), { ...kopvelden(kop), status, reden });
  // The dossiers of a refused list are free for another one.
  if (afgewezen) await tx.manager.update(RegelEntity, { organisatie: tx.organisatie, lijst: kop.id }, { levend: false });
  const gebeurtenis = afgewezen ? 'afgewezen' : status === 'goedgekeurd' ? 'goedgekeurd' : 'beoordeeld';
  meld(tx, kop, gebeurtenis, status, { rol: beoordeling.rol, besluit: beoordeling.besluit });
}

export async function begin(tx: Tx, kop: Kop, door: string): Promise<void> {
  await tx.manager.update(LijstEntity, sleutel(tx, kop.id), { ...kopvelden(kop), status: 'in-uitvoering', uitvoeringDoor: door, uitvoeringBegonnen: kop.tijd });
  meld(tx, kop, 'in-uitvoering', 'in-uitvoering');
}

export async function rondLijstAf(tx: Tx, kop: Kop, verklaring: string | null): Promise<void> {
  const reden = verklaring === null ? 'Geen enkel dossier is vernietigd.' : null;
  await tx.manager.update(LijstEntity, sleutel(tx, kop.id), { ...kopvelden(kop), status: 'uitgevoerd', verklaring, reden });
  await tx.manager.update(RegelEntity, { organisatie: tx.organisatie, lijst: kop.id }, { levend: false });
  meld(tx, kop, 'uitgevoerd', 'uitgevoerd', { verklaring });
}

/** Puts a list in the queue of the background task, in the transaction that makes it necessary. */
export async function zetInWachtrij(tx: Tx, lijst: string, soort: 'plannen' | 'uitvoeren'): Promise<void> {
  await tx.query('insert into werk (organisatie, lijst, soort, traceparent) values ($1, $2, $3, $4)', [tx.organisatie, lijst, soort, tx.traceparent]);
}
