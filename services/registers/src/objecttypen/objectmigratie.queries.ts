import type { Bron } from '@bronhuis/bron';
import type { Plaatsfout } from './proefverslag.ts';
import { MEEST_GETOOND } from './proefverslag.ts';
import type { Stap } from './omzetting.ts';

export interface MigratieRij {
  id: string;
  objecttype: string;
  doelversie: number;
  status: 'loopt' | 'klaar';
  totaal: number;
  bekeken: number;
  verplaatst: number;
  mislukt: number;
  omzetting: Stap[];
  begonnen: Date;
  klaar: Date | null;
}

const VELDEN = 'id, objecttype, doelversie, status, totaal, bekeken, verplaatst, mislukt, omzetting, begonnen, klaar from objectmigratie where organisatie = $1';

export async function leesMigratie(bron: Bron, organisatie: string, id: string): Promise<MigratieRij | null> {
  const [rij] = await bron.lees<MigratieRij>({ organisatie }, { name: 'objectmigratie', text: `select ${VELDEN} and id = $2`, values: [organisatie, id] });
  return rij ?? null;
}

export async function leesMigraties(bron: Bron, organisatie: string, type: string, na: string | null, omvang: number): Promise<MigratieRij[]> {
  const text = `select ${VELDEN} and objecttype = $2 and ($3::uuid is null or id < $3) order by id desc limit $4`;
  return bron.lees<MigratieRij>({ organisatie }, { name: 'objectmigraties', text, values: [organisatie, type, na, omvang + 1] });
}

export async function leesFouten(bron: Bron, organisatie: string, migratie: string, na: string | null): Promise<{ object: string; fouten: Plaatsfout[] }[]> {
  const text = 'select object, fouten from objectmigratie_fout where organisatie = $1 and migratie = $2 and ($3::uuid is null or object > $3) order by object limit $4';
  return bron.lees({ organisatie }, { name: 'objectmigratie_fouten', text, values: [organisatie, migratie, na, MEEST_GETOOND] });
}

export async function leesLopende(bron: Bron, organisatie: string): Promise<string[]> {
  const text = "select id from objectmigratie where organisatie = $1 and status = 'loopt' order by id";
  return (await bron.lees<{ id: string }>({ organisatie }, { name: 'objectmigraties_lopend', text, values: [organisatie] })).map((r) => r.id);
}

export async function bestaatType(bron: Bron, organisatie: string, id: string): Promise<boolean> {
  return (await bron.lees({ organisatie }, { name: 'type_bestaat', text: 'select 1 from objecttype where organisatie = $1 and id = $2', values: [organisatie, id] })).length > 0;
}
