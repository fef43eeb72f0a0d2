import type { Vraag } from './beslisser.ts';
import type { Niveau } from './omstandigheden.ts';

export const opnieuwAanmelden = (niveau: Niveau): string => `Meld u hiervoor opnieuw aan, met betrouwbaarheidsniveau ${niveau} of hoger.`;
export const VELDEN_BLIJVEN = 'Het beleid staat dit alleen toe zonder bepaalde gegevens, en die kunnen hier niet worden weggelaten.';

/** Why a question was refused, in plain Dutch; the first things that somebody can do something about come first. */
export function redenenVanWeigering(v: Vraag, doel: string | null, naam: (oin: string) => string): string[] {
  const redenen: string[] = [];
  if (!v.context.bevoegd) {
    redenen.push(`${naam(v.context.uitvoerder)} heeft nu geen bevoegdheid om hiervoor namens ${naam(v.context.organisatie)} te handelen.`);
  }
  if (v.context.klasse === 'doelgebonden' || v.context.klasse === 'intern-proces') {
    if (!doel) redenen.push('Het token noemt geen verwerkingsactiviteit: zonder doel geen gegevens.');
    else if (!v.context.doelGeldig) redenen.push(`De verwerkingsactiviteit ${doel} geldt niet (meer) voor deze organisatie.`);
    else if (v.resource.activiteiten.length > 0 && !v.resource.activiteiten.includes(doel)) {
      redenen.push(`Dit soort gegevens wordt niet gebruikt voor ${doel}.`);
    }
  }
  if (redenen.length === 0) redenen.push('Uw rol of doel geeft geen recht op deze handeling.');
  return redenen;
}
