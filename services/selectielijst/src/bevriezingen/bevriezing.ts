import { Probleem, zoekBsn } from '@bronhuis/standaarden';

export const GRONDEN = ['beroep', 'bezwaar', 'woo-verzoek', 'avg-verzoek', 'enquete', 'onderzoek'] as const;
export type Grond = (typeof GRONDEN)[number];

/** What one must know of a dossier to freeze it. */
export interface TeBevriezen {
  kenmerk: string;
  status: 'open' | 'afgesloten' | 'vernietigd';
  /** Destruction of it has begun at the source: too late to hold it. */
  inVernietiging: boolean;
}

/** Refuses what can no longer be held, and a text that names a person by number. @throws Probleem */
export function toetsBevriezing(dossier: TeBevriezen, tekst: { toelichting: string; verwijzing?: string | undefined }): void {
  const fout = (['toelichting', 'verwijzing'] as const).filter((veld) => zoekBsn(tekst[veld] ?? '').length > 0);
  if (fout.length > 0) {
    throw Probleem.ongeldig(fout.map((name) => ({ name, reason: 'Hier staat een burgerservicenummer. Noem geen personen.', code: 'bsn-gevonden' })));
  }
  if (dossier.status === 'vernietigd') throw Probleem.conflict(`Zaak ${dossier.kenmerk} is vernietigd; bevriezen kan niet meer.`, 'vernietigd');
  if (dossier.inVernietiging) throw Probleem.conflict(`De vernietiging van zaak ${dossier.kenmerk} is begonnen; bevriezen kan niet meer.`, 'vernietiging-begonnen');
}

/** @throws Probleem 409 when it was lifted before */
export function toetsOpheffing(bevriezing: { opgehevenOp: Date | null }): void {
  if (bevriezing.opgehevenOp !== null) throw Probleem.conflict('Deze bevriezing is al opgeheven.');
}

/** 'bevriezing: beroep' or, when several hold it, 'bevriezing: beroep, woo-verzoek'. */
export function redenVanBevriezing(gronden: readonly string[]): string | null {
  return gronden.length === 0 ? null : `bevriezing: ${[...new Set(gronden)].sort().join(', ')}`;
}
