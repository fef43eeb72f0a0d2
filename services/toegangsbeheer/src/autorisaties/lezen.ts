import { veldfout, type Veldfout } from './facade.ts';

export type Voorwerp = Record<string, unknown>;
export const isVoorwerp = (v: unknown): v is Voorwerp => typeof v === 'object' && v !== null && !Array.isArray(v);

const MEEST = 1000;

/** PostgreSQL keeps no U+0000 and no half of a surrogate pair. */
export const onbewaarbaar = (tekst: string): boolean => /[\u0000\p{Surrogate}]/u.test(tekst);

// Each gives undefined for what was not sent, and for what is wrong: that is then among the faults.

export function leesLijst(inhoud: Voorwerp, naam: string, fouten: Veldfout[]): unknown[] | undefined {
  const waarde = inhoud[naam];
  if (waarde === undefined) return undefined;
  if (!Array.isArray(waarde)) fouten.push(veldfout(naam, waarde === null ? 'null' : 'not_a_list', 'Verwacht een lijst.'));
  else if (waarde.length > MEEST) fouten.push(veldfout(naam, 'max_length', `Ten hoogste ${MEEST}.`));
  else return waarde;
  return undefined;
}

export function leesTekst(inhoud: Voorwerp, naam: string, max: number, fouten: Veldfout[]): string | undefined {
  const waarde = inhoud[naam];
  if (waarde === undefined) return undefined;
  if (typeof waarde !== 'string') fouten.push(veldfout(naam, waarde === null ? 'null' : 'invalid', 'Verwacht een tekst.'));
  else if (waarde.trim() === '') fouten.push(veldfout(naam, 'blank', 'Dit gegeven is leeg.'));
  else if (waarde.trim().length > max) fouten.push(veldfout(naam, 'max_length', `Ten hoogste ${max} tekens.`));
  else if (onbewaarbaar(waarde)) fouten.push(veldfout(naam, 'invalid', 'Deze tekst bevat tekens die niet bewaard kunnen worden.'));
  else return waarde.trim();
  return undefined;
}

export function leesAdres(inhoud: Voorwerp, naam: string, fouten: Veldfout[]): string | undefined {
  const tekst = leesTekst(inhoud, naam, 1000, fouten);
  if (tekst === undefined) return undefined;
  // As a URI is written (RFC 3986): what a parser would mend, is none.
  if (/^https?:\/\/(?:[\w.~:/?#@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+$/.test(tekst) && URL.canParse(tekst)) return tekst;
  fouten.push(veldfout(naam, 'invalid', 'Verwacht een URL.'));
  return undefined;
}

export function leesWaarheid(inhoud: Voorwerp, naam: string, fouten: Veldfout[]): boolean | undefined {
  const waarde = inhoud[naam];
  if (waarde === undefined || typeof waarde === 'boolean') return waarde;
  fouten.push(veldfout(naam, waarde === null ? 'null' : 'invalid', 'Verwacht true of false.'));
  return undefined;
}

export function leesKeuze<K extends string>(inhoud: Voorwerp, naam: string, uit: readonly K[], fouten: Veldfout[]): K | undefined {
  const waarde = inhoud[naam];
  if (waarde === undefined) return undefined;
  const gekozen = uit.find((k) => k === waarde);
  if (gekozen === undefined) fouten.push(veldfout(naam, 'invalid_choice', `Kies uit: ${uit.join(', ')}.`));
  return gekozen;
}
