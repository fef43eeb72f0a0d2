import { Probleem } from '@bronhuis/standaarden';
import type { Typeinhoud } from './objecttype.ts';
import { vergelijkSchemas } from './schemavergelijking.ts';
import type { Breuk } from './schemavergelijking.ts';

export const STATUSSEN = ['concept', 'gepubliceerd', 'uitgefaseerd'] as const;
export type Versiestatus = (typeof STATUSSEN)[number];

/** Where a new version may refuse data that the one before it accepted. Empty is a promise, anything else a question to the data. */
export function vergelijkTypen(oud: Typeinhoud, nieuw: Typeinhoud): Breuk[] {
  // An identifier is checked where it is named, and a BSN refused where it is not: both ways can refuse.
  const namen = (t: Typeinhoud): Map<string, string> => new Map(t.betrokkenen.map((b) => [`${b.pad} ${b.soort}`, b.pad]));
  const [was, wordt] = [namen(oud), namen(nieuw)];
  const verschil = [...was, ...wordt].filter(([k]) => was.has(k) !== wordt.has(k)).map(([, pad]) => pad);
  const geometrie = oud.geometrie === true && nieuw.geometrie !== true ? [{ pad: '', code: 'geometrie' }] : [];
  return [...vergelijkSchemas(oud.schema, nieuw.schema), ...[...new Set(verschil)].map((pad) => ({ pad, code: 'betrokkene' })), ...geometrie];
}

export interface Verklaring {
  brekend?: boolean;
  reden?: string;
}

/**
 * May this version be published? One that is certain to keep accepting what is there, or of which the data itself shows
 * it, is. Any other must say that it breaks, and why.
 * @param gebroken does the data that is there fail; asked only when it matters
 */
export async function decidePubliceren(breuken: readonly Breuk[], verklaring: Verklaring, gebroken: () => Promise<boolean>): Promise<{ brekend: boolean; reden: string | null }> {
  const { brekend = false, reden } = verklaring;
  if (brekend && reden === undefined) throw Probleem.ongeldig([{ name: 'reden', reason: 'Een wijziging die met eerdere gegevens breekt, heeft een reden.', code: 'required' }]);
  if (brekend) return { brekend: true, reden: reden ?? null };
  if (breuken.length === 0 || !(await gebroken())) return { brekend: false, reden: null };
  throw new Probleem({
    status: 409,
    title: 'Dit kan nu niet',
    detail: 'Deze versie breekt met eerdere gegevens. Bekijk met _proef welke objecten niet meer voldoen, of verklaar de wijziging met brekend en reden.',
    code: 'brekende-versie',
    invalidParams: breuken.slice(0, 50).map(({ pad, code }) => ({ name: pad === '' ? 'schema' : pad, reason: 'Wat hier al staat, kan in de nieuwe versie ongeldig zijn.', code })),
  });
}

/** What is refused to whoever wants to make something new of such a type. */
export const uitGebruik = (): Probleem => Probleem.conflict('Dit objecttype is uitgefaseerd: er wordt niets nieuws meer onder vastgelegd. Wat er ligt, blijft.', 'objecttype-uitgefaseerd');

/** Any version can go out of use. With the newest, nothing new is made of the type until a next version is published. */
export function decideUitfaseren(nieuwste: number, versie: number, al: boolean): void {
  if (versie > nieuwste) throw Probleem.ongeldig([{ name: 'versie', reason: 'Deze gepubliceerde versie bestaat niet.', code: 'versie-onbekend' }]);
  if (al) throw Probleem.conflict('Deze versie is al uitgefaseerd.', 'al-uitgefaseerd');
}
