import type { Kop, Tx } from '@bronhuis/bron';
import type { Grondslag } from '../dossiers/events.ts';
import { TeWissenBestandRij } from '../informatieobjecten/informatieobject.entity.ts';
import { uploadsVan, verwijderUploads } from '../uploads/uploads.store.ts';
import { GrafsteenRij } from './grafsteen.entity.ts';
import type { Plan } from './plan.ts';
import type { GeladenDossier } from './vernietiging.queries.ts';

/** Whoever adds to or takes from the dossier waits now; after this its state cannot move under the plan. */
export async function houdDelenVast(tx: Tx, dossier: string): Promise<Kop[]> {
  await tx.query(
    `select i.id from informatieobject i join dossier_informatieobject di on di.organisatie = i.organisatie and di.informatieobject = i.id
     where di.organisatie = $1 and di.dossier = $2 order by i.id for update of i`,
    [tx.organisatie, dossier],
  );
  const koppen: Kop[] = [];
  const objecten = await tx.query<{ id: string }>('select id from object where organisatie = $1 and dossier = $2 order by id', [tx.organisatie, dossier]);
  for (const { id } of objecten) {
    const kop = await tx.vergrendel('object', id);
    if (kop) koppen.push(kop);
  }
  return koppen;
}

export interface Opdracht {
  vernietigingslijst: string;
  grondslag: Grondslag;
}

/** A statement takes no more values than 65,535, and no longer than one may; a dossier may hold any number of objects. */
const PER_OPDRACHT = 1_000;

function* inDelen<T>(alle: readonly T[]): Generator<T[]> {
  for (let i = 0; i < alle.length; i += PER_OPDRACHT) yield alle.slice(i, i + PER_OPDRACHT);
}

/** Removes the dossier and what goes with it; leaves the tombstones, and the files as work. */
export async function vernietigDossier(tx: Tx, kop: Kop, d: GeladenDossier, plan: Plan, opdracht: Opdracht): Promise<Record<string, number>> {
  const { organisatie } = tx;
  const documenten = d.informatieobjecten.filter((i) => i.ookIn.length === 0);
  const half = await uploadsVan(tx, documenten.map((i) => i.id));
  const bestanden = documenten.flatMap((i) => (i.bestand ? [i.bestand.id] : []));
  const objecten = d.objecten.map((o) => o.id);
  const [versies] = await tx.query<{ aantal: number }>('select count(*) as aantal from object_versie where organisatie = $1 and object = any($2::uuid[])', [organisatie, objecten]);
  const aantallen = { dossiers: 1, documenten: documenten.length, bestanden: bestanden.length, registraties: objecten.length, versies: versies?.aantal ?? 0 };
  const steen = { organisatie, dossier: d.id, kenmerk: d.kenmerk, vernietigdOp: kop.tijd, planHash: plan.hash, ...opdracht };
  const leeg = { aantallen: {}, bestanden: [], blijft: [] };
  const typeVan = new Map([...d.documenttypen, ...d.objecttypen].map((x) => [x.id, x.objecttype]));
  const deel = (soort: string) => (x: { id: string; versie: number }) => ({ ...steen, ...leeg, id: x.id, soort, versie: x.versie + 1, objecttype: typeVan.get(x.id) ?? d.objecttype });
  const stenen = [
    { ...steen, id: d.id, soort: 'dossier', versie: kop.versie, objecttype: d.objecttype, aantallen, bestanden: [...bestanden, ...half.bestanden], blijft: plan.blijft },
    ...documenten.map(deel('informatieobject')),
    ...d.objecten.map(deel('object')),
  ];
  for (const enkele of inDelen(stenen)) await tx.manager.insert(GrafsteenRij, enkele);
  if (bestanden.length > 0) await tx.manager.insert(TeWissenBestandRij, bestanden.map((bestand) => ({ organisatie, bestand, sinds: kop.tijd })));
  await verwijderUploads(tx, half.uploads, kop.tijd);
  for (const enkele of inDelen(objecten)) await tx.query('delete from object where organisatie = $1 and id = any($2::uuid[])', [organisatie, enkele]);
  await tx.query('delete from dossier where organisatie = $1 and id = $2', [organisatie, d.id]);
  await tx.query('delete from informatieobject where organisatie = $1 and id = any($2::uuid[])', [organisatie, documenten.map((i) => i.id)]);
  await tx.wisSporen([d.id, ...documenten.map((i) => i.id), ...objecten]);
  return aantallen;
}
