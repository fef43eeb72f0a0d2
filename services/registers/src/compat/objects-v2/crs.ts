import { Probleem } from '@bronhuis/standaarden';

export const CRS = 'EPSG:4326';

/** @throws Probleem 412 when a body does not say its coordinate system, 406 on another one than WGS84 */
export function eisCrs(headers: Record<string, string | string[] | undefined>, metInhoud: boolean): void {
  const { 'accept-crs': gevraagd, 'content-crs': inhoud } = headers;
  if (gevraagd !== undefined && gevraagd !== CRS) throw onbekend('Accept-Crs');
  if (!metInhoud) return;
  if (inhoud === undefined) throw new Probleem({ status: 412, title: 'Content-Crs ontbreekt', detail: `Geef in de header Content-Crs het coördinatenstelsel mee: ${CRS}.`, code: 'precondition_failed' });
  if (inhoud !== CRS) throw onbekend('Content-Crs');
}

const onbekend = (kop: string): Probleem => new Probleem({ status: 406, title: 'Onbekend coördinatenstelsel', detail: `De header ${kop} kent alleen ${CRS}.`, code: 'not_acceptable' });
