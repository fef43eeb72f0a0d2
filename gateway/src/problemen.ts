import { Probleem } from '@bronhuis/standaarden';

const ONBEREIKBAAR = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN']);

export const duurtTeLang = (): Probleem =>
  new Probleem({ status: 504, title: 'Het duurde te lang', detail: 'Het onderdeel dat hierover gaat, antwoordde niet op tijd. Probeer het opnieuw.' });

export const teGroot = (): Probleem => Probleem.teGroot('De inhoud van het verzoek is te groot.');

/** What a broken connection means to a caller. @param fout null when the other side just closed it */
export function bijVerbroken(fout: NodeJS.ErrnoException | null): Error {
  if (fout && !ONBEREIKBAAR.has(fout.code ?? '')) return fout;
  return Probleem.nietBeschikbaar('Het onderdeel dat hierover gaat, is nu niet bereikbaar. Probeer het zo opnieuw.', 2);
}
