import type { Pagina } from '../lay-out/pagina.ts';
import type { Melding, Sessie } from '../sessie/sessie.ts';

/** After a form: where the browser goes, what is said there, and the session when it changed (null ends it). */
export interface Verwijzing {
  naar: string;
  melding?: Melding;
  sessie?: Sessie | null;
}

export interface Download {
  bestandsnaam: string;
  soort: string;
  inhoud: string;
}

export type Uitkomst = Pagina | Verwijzing | Download;

export function isVerwijzing(u: Uitkomst): u is Verwijzing {
  return 'naar' in u;
}

export function isDownload(u: Uitkomst): u is Download {
  return 'bestandsnaam' in u;
}

export function gelukt(titel: string, ...regels: string[]): Melding {
  return { soort: 'gelukt', titel, regels };
}

export function mislukt(titel: string, ...regels: string[]): Melding {
  return { soort: 'mislukt', titel, regels };
}
