import type { IncomingMessage, ServerResponse } from 'node:http';
import { Probleem } from '@bronhuis/standaarden';
import type { Dispatcher, Pool } from 'undici';
import { naarBuiten } from './koppen.ts';

/**
 * Passes one request through, both ways as streams: nothing is held whole, a slow reader slows the source, and a
 * caller who leaves ends the work behind. Written on `dispatch`, which costs half of the ready-made proxies.
 */
export function geefDoor(pool: Pool, vraag: { methode: string; pad: string; koppen: string[]; inhoud: IncomingMessage | null }, antwoord: ServerResponse): Promise<void> {
  return new Promise<void>((klaar, mislukt) => {
    let regelaar: Dispatcher.DispatchController | null = null;
    const weg = (): void => regelaar?.abort(new Error('caller left'));
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(controller) {
        regelaar = controller;
        if (antwoord.destroyed) weg();
      },
      onResponseStart(_, status, koppen) {
        if (status < 200) return;
        antwoord.writeHead(status, naarBuiten(koppen as Record<string, string | string[]>));
      },
      onResponseData(controller, deel) {
        if (!antwoord.write(deel)) {
          controller.pause();
          antwoord.once('drain', () => controller.resume());
        }
      },
      onResponseEnd() {
        antwoord.off('close', weg);
        antwoord.end();
        klaar();
      },
      onResponseError(_, fout) {
        antwoord.off('close', weg);
        // Half an answer must not look whole: cut the line.
        if (antwoord.headersSent) antwoord.destroy(fout);
        mislukt(naarProbleem(fout));
      },
    };
    antwoord.once('close', weg);
    pool.dispatch({ path: vraag.pad, method: vraag.methode as Dispatcher.HttpMethod, headers: vraag.koppen, body: vraag.inhoud }, handler);
  });
}

function naarProbleem(fout: Error): Error {
  const code = (fout as { code?: string }).code ?? '';
  if (['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'].includes(code)) {
    return new Probleem({ status: 504, title: 'Het duurde te lang', detail: 'Het onderdeel dat hierover gaat, antwoordde niet op tijd. Probeer het opnieuw.' });
  }
  if (['ECONNREFUSED', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN'].includes(code)) {
    return Probleem.nietBeschikbaar('Het onderdeel dat hierover gaat, is nu niet bereikbaar. Probeer het zo opnieuw.', 2);
  }
  return fout;
}
