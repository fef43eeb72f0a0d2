import type { Tx } from '@bronhuis/bron';
import type { Vernietiging } from '../dossiers/dossier.entity.ts';
import { maakGrafsteen, publicatiesVan, vergrendelDossier } from '../dossiers/dossiers.store.ts';
import { beeindig, type Verwijderd } from '../publicaties/publicatie.store.ts';

export interface Opdracht {
  vernietigingslijst: string | null;
  nummer: string | null;
  tijdstip: Date;
}

/** Everything of a dossier goes, in this transaction; a second time gives what the first left behind. */
export async function vernietigDossier(tx: Tx, dossier: string, opdracht: Opdracht): Promise<Vernietiging> {
  const rij = await vergrendelDossier(tx, dossier);
  if (rij?.vernietiging) return rij.vernietiging;
  const publicaties = await publicatiesVan(tx, dossier);
  const eerder = await eerderVerdwenen(tx, publicaties.map((p) => p.id));
  const weg: Verwijderd[] = [];
  for (const p of publicaties) {
    const kop = await tx.vergrendel('publicatie', p.id);
    if (kop) weg.push(...(await beeindig(tx, kop, p, 'bron-vernietigd', null)));
  }
  await tx.wisSporen([dossier, ...publicaties.map((p) => p.id), ...weg.map((w) => w.document), ...eerder]);
  const vernietiging: Vernietiging = {
    tijdstip: opdracht.tijdstip.toISOString(),
    vernietigingslijst: opdracht.vernietigingslijst,
    nummer: opdracht.nummer,
    publicaties: publicaties.map((p) => p.id),
    bestanden: weg.map(({ document, omvang, sha256 }) => ({ document, omvang, sha256 })),
    aantallen: { publicaties: publicaties.length, documenten: weg.length, paginas: weg.reduce((som, w) => som + w.paginas, 0) },
  };
  await maakGrafsteen(tx, dossier, vernietiging, rij === null);
  return vernietiging;
}

/** Documents that left before (withdrawn): an answer that was kept may still speak of them. */
async function eerderVerdwenen(tx: Tx, publicaties: string[]): Promise<string[]> {
  const rijen = await tx.query<{ id: string }>('select id from verdwenen_document where organisatie = $1 and publicatie = any($2::uuid[])', [tx.organisatie, publicaties]);
  return rijen.map((r) => r.id);
}
