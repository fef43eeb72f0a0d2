import type { Kop, Tx } from '@bronhuis/bron';
import { Probleem, uuidv7 } from '@bronhuis/standaarden';
import { ActiviteitVersieRij, VerwerkingsactiviteitRij } from './activiteit.entity.ts';
import { eisVersie, gewijzigd, type ActiviteitVersie, type NieuweVersie } from './activiteit.ts';
import { versiesVan } from './activiteit.queries.ts';

const GEWIJZIGD = 'nl.gemeente.verwerkingsactiviteiten.activiteit-gewijzigd';
const ZOEK = 'select id, versie from verwerkingsactiviteit where organisatie = $1 and kenmerk = $2';

/** The head of an activity, or null. `versie` is what a client saw last. */
export async function zoekActiviteit(tx: Tx, kenmerk: string): Promise<{ id: string; versie: number } | null> {
  const [rij] = await tx.query<{ id: string; versie: number }>(ZOEK, [tx.organisatie, kenmerk]);
  return rij ?? null;
}

export async function registreerActiviteit(tx: Tx, kenmerk: string, nieuw: NieuweVersie, door: string): Promise<ActiviteitVersie[]> {
  eisVersie(nieuw);
  if (await zoekActiviteit(tx, kenmerk)) {
    throw Probleem.conflict(`De verwerkingsactiviteit ${kenmerk} bestaat al. Leg een nieuwe versie vast.`, 'bestaat-al');
  }
  const kop = tx.nieuw(uuidv7());
  await tx.manager.insert(VerwerkingsactiviteitRij, { organisatie: tx.organisatie, id: kop.id, kenmerk, versie: kop.versie, registratietijd: kop.tijd });
  return voegVersieToe(tx, kop, kenmerk, nieuw, door);
}

/** @param magVerder says whether the version that was found is the one that the caller builds on */
export async function registreerVersie(
  tx: Tx,
  kenmerk: string,
  nieuw: NieuweVersie,
  door: string,
  magVerder: (versie: number) => void,
): Promise<ActiviteitVersie[]> {
  eisVersie(nieuw);
  const gevonden = await zoekActiviteit(tx, kenmerk);
  const kop = gevonden && (await tx.vergrendel('verwerkingsactiviteit', gevonden.id));
  if (!kop) throw Probleem.nietGevonden(`De verwerkingsactiviteit ${kenmerk} bestaat niet.`);
  magVerder(kop.vorige);
  await tx.manager.update(VerwerkingsactiviteitRij, { organisatie: tx.organisatie, id: kop.id }, { versie: kop.versie, registratietijd: kop.tijd });
  return voegVersieToe(tx, kop, kenmerk, nieuw, door);
}

async function voegVersieToe(tx: Tx, kop: Kop, kenmerk: string, nieuw: NieuweVersie, door: string): Promise<ActiviteitVersie[]> {
  const rij = { ...nieuw, organisatie: tx.organisatie, kenmerk, versie: kop.versie, vastgelegdDoor: door, registratietijd: kop.tijd };
  await tx.manager.insert(ActiviteitVersieRij, rij);
  const versies = await versiesVan(tx, kenmerk);
  tx.emit(kop, { type: GEWIJZIGD, data: gewijzigd(tx.organisatie, versies) });
  return versies;
}
