import { ongeldig, veldfout } from '../fouten.ts';

export const RECORDVELDEN = ['index', 'typeVersion', 'data', 'geometry', 'references', 'startAt', 'endAt', 'registrationAt', 'correctionFor', 'correctedBy'] as const;
const BUITEN = ['url', 'uuid', 'type', 'record'] as const;

/** Names below a place; an empty map is all of it. */
export interface Keuze {
  [naam: string]: Keuze;
}

/** `url,uuid,record__geometry`: what must be in the answer. Null: all of it. @throws Probleem 400 on a name that an object does not have */
export function leesVelden(tekst: string | undefined): Keuze | null {
  if (tekst === undefined || tekst.trim() === '') return null;
  const keuze: Keuze = Object.create(null) as Keuze;
  for (const pad of tekst.split(',').map((t) => t.trim())) {
    const delen = pad.split('__');
    if (!bestaat(delen)) throw ongeldig(veldfout('fields', 'invalid', 'Noem velden van een object, zoals url,uuid,record__geometry.'));
    let hier = keuze;
    for (const deel of delen) hier = hier[deel] ??= Object.create(null) as Keuze;
  }
  return keuze;
}

function bestaat([eerste = '', tweede, ...rest]: string[]): boolean {
  if (tweede === undefined) return BUITEN.some((b) => b === eerste);
  return eerste === 'record' && (tweede === 'data' ? !rest.includes('') : rest.length === 0 && RECORDVELDEN.some((r) => r === tweede));
}

/** Only what was asked for. */
export function kies(waarde: unknown, keuze: Keuze | null): unknown {
  if (keuze === null || Object.keys(keuze).length === 0 || typeof waarde !== 'object' || waarde === null || Array.isArray(waarde)) return waarde;
  return Object.fromEntries(Object.entries(waarde).flatMap(([naam, w]) => (keuze[naam] ? [[naam, kies(w, keuze[naam])]] : [])));
}

export type Sorteerplaats = { record: (typeof SORTEERBAAR)[number] } | { data: string[] };
export interface Sorteersleutel {
  plaats: Sorteerplaats;
  af: boolean;
}

export const SORTEERBAAR = ['uuid', 'type', 'index', 'typeVersion', 'startAt', 'endAt', 'registrationAt', 'correctionFor'] as const;
const MEESTE = 5;

/** `-record__data__length,record__index`. As with them, a name that they cannot sort on is passed over. */
export function leesOrdening(tekst: string | undefined): Sorteersleutel[] {
  const sleutels = (tekst ?? '').split(',').flatMap((deel): Sorteersleutel[] => {
    const af = deel.trim().startsWith('-');
    const delen = deel.trim().replace(/^-/, '').split('__');
    if (delen[0] === 'record' && delen[1] === 'data' && delen.length > 2 && !delen.includes('') && !/[\u0000\p{Surrogate}]/u.test(deel)) return [{ plaats: { data: delen.slice(2) }, af }];
    const naam = delen[0] === 'record' ? delen[1] : delen[0];
    const record = SORTEERBAAR.find((s) => s === naam);
    return record && delen.length === (record === 'uuid' || record === 'type' ? 1 : 2) ? [{ plaats: { record }, af }] : [];
  });
  return sleutels.slice(0, MEESTE);
}
