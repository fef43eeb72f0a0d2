import { controleerHandtekening, onderteken, type Handtekening, type JWK } from '@bronhuis/standaarden';

/** What is signed: so many rows, this root, this end of the chain, at this moment. */
export interface ControlepuntInhoud {
  soort: 'bronhuis-controlepunt';
  organisatie: string;
  grootte: number;
  /** hex */
  wortel: string;
  keten: string;
  tijdstip: string;
}

export interface Controlepunt extends ControlepuntInhoud {
  handtekening: Handtekening;
}

export function maakControlepunt(inhoud: Omit<ControlepuntInhoud, 'soort'>, prive: JWK): Controlepunt {
  const ondertekend: ControlepuntInhoud = { soort: 'bronhuis-controlepunt', ...inhoud };
  return { ...ondertekend, handtekening: onderteken(ondertekend, prive) };
}

/** The key is chosen by the reader, never taken from what is being checked. */
export function isEchtControlepunt(c: Controlepunt, sleutels: readonly JWK[]): boolean {
  const { soort, organisatie, grootte, wortel, keten, tijdstip, handtekening } = c;
  const sleutel = sleutels.find((s) => s.kid === handtekening.kid);
  return sleutel !== undefined && controleerHandtekening({ soort, organisatie, grootte, wortel, keten, tijdstip }, handtekening, sleutel);
}
