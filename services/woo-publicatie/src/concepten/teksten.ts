import type { InvalidParam } from '@bronhuis/standaarden';
import type { Vrijstelling } from '../documenten/patronen.ts';
import { alsFouten, bezwaren, doorzoekTekst, type Afweging } from '../documenten/poort.ts';

/** The gate for what an employee types: it becomes public as much as the file does. */
export function keurTeksten(velden: Record<string, string | null | undefined>, afwegingen: Afweging[], vrij: Vrijstelling): InvalidParam[] {
  return Object.entries(velden).flatMap(([naam, tekst]) => (tekst ? alsFouten(bezwaren(doorzoekTekst(tekst, vrij), afwegingen), naam) : []));
}
