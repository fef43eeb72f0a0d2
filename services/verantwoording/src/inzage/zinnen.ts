import { tijdstipInWoorden } from '@bronhuis/standaarden';

const VOLUIT: { [orgaan: string]: string } = {
  college: 'college van burgemeester en wethouders',
  raad: 'gemeenteraad',
};

const opsomming = (delen: readonly string[]): string =>
  delen.length < 2 ? (delen[0] ?? '') : `${delen.slice(0, -1).join(', ')} en ${delen.at(-1)}`;

const metLidwoord = (wie: string): string => `${/^(college|bestuur|dagelijks bestuur)\b/.test(wie) ? 'het' : 'de'} ${wie}`;

/** 'burgemeester' and 'Gemeente Overbrugge' → 'burgemeester van Gemeente Overbrugge': who answers for it by law. */
export function wieVerantwoordelijkIs(bestuursorgaan: string, organisatie: string): string {
  const organen = bestuursorgaan.split(/,\s*/).map((o) => VOLUIT[o] ?? o);
  // The sentence around it gives the first its article.
  return `${opsomming(organen.map((o, i) => (i === 0 ? o : metLidwoord(o))))} van ${organisatie}`;
}
const metKleineLetter = (s: string): string => s.charAt(0).toLowerCase() + s.slice(1);

export interface Gebruik {
  organisatie: string;
  uitvoerder: string | null;
  tijdstip: Date;
  gegevens: readonly string[];
  handeling: string;
  onderwerp: string | null;
  /** The resident did it: looking at one's own data is a processing as well. */
  zelf: boolean;
}

/** One use of the data in plain Dutch (language level B1). */
export function gebruikInWoorden(g: Gebruik): string {
  const wanneer = tijdstipInWoorden(g.tijdstip);
  if (g.zelf) return `Op ${wanneer}: ${metKleineLetter(g.handeling)}.`;
  const wat = g.gegevens.length > 0 ? `deze gegevens van u: ${opsomming(g.gegevens)}` : 'uw gegevens';
  const waarvoor = `Wat er gebeurde: ${metKleineLetter(g.handeling)}${g.onderwerp ? ` (${g.onderwerp})` : ''}.`;
  const namens = g.uitvoerder ? ` ${g.uitvoerder} voerde dit uit.` : '';
  return `Op ${wanneer} gebruikte ${metLidwoord(g.organisatie)} ${wat}. ${waarvoor}${namens}`;
}
