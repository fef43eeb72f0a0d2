import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import { leesTraceparent, Probleem } from '@bronhuis/standaarden';
import type { MetAanroep } from '@bronhuis/toegang';
import type { FastifyReply } from 'fastify';
import type { Logger } from 'pino';

/** How a component shows a problem; the default is `application/problem+json`, the portaal shows a page. */
export type Foutweergave = (probleem: Probleem, verzoek: MetAanroep) => { contentType: string; body: string };

export const alsProblem: Foutweergave = (probleem, verzoek) => {
  const trace = verzoek.aanroep ? leesTraceparent(verzoek.aanroep.traceparent)?.traceId : undefined;
  return {
    contentType: 'application/problem+json; charset=utf-8',
    body: JSON.stringify({ ...probleem.naarJson(), ...(trace ? { instance: `urn:trace:${trace}` } : {}) }),
  };
};

const KORT: Record<number, (detail: string) => Probleem> = {
  404: () => Probleem.nietGevonden('Dit adres is er niet.'),
  413: () => Probleem.teGroot('De inhoud van het verzoek is te groot.'),
  415: () => Probleem.verkeerdMediatype('Dit mediatype wordt hier niet verwerkt.'),
};

/** Every error of a component becomes a problem (RFC 9457); what nobody foresaw becomes a 500 that tells nothing. */
export function naarProbleem(fout: unknown): Probleem | null {
  if (fout instanceof Probleem) return fout;
  if (isAfgebroken(fout)) return new Probleem({ status: 400, title: 'Het verzoek brak af', detail: 'De inhoud kwam niet helemaal binnen. Er is niets veranderd.' });
  const status = fout instanceof HttpException ? fout.getStatus() : (fout as { statusCode?: number }).statusCode;
  if (status === undefined || status >= 500) return null;
  const kort = KORT[status];
  if (kort) return kort('');
  return new Probleem({ status, title: 'Het verzoek klopt niet', detail: 'Het verzoek kan niet worden gelezen. Controleer de inhoud en de headers.' });
}

/** The caller went away while its body was being read (node:http says so of the stream); nobody hears the answer. */
function isAfgebroken(fout: unknown): boolean {
  const { message, code } = fout as { message?: unknown; code?: unknown };
  return message === 'aborted' && code === 'ECONNRESET';
}

@Catch()
export class Foutfilter implements ExceptionFilter {
  constructor(
    private readonly logger: Logger,
    private readonly routes: (pad: string) => string[],
    private readonly weergave: Foutweergave = alsProblem,
  ) {}

  catch(fout: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw fout;
    const verzoek = host.switchToHttp().getRequest<MetAanroep>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    // A record that went down with its transaction: the decision is written on its own, before the answer.
    verzoek.aanroep?.nietVastgelegd();
    let probleem = naarProbleem(fout);
    if (!probleem) {
      this.logger.error({ fout: (fout as Error).stack ?? String(fout), methode: verzoek.method }, 'unexpected error');
      probleem = new Probleem({ status: 500, title: 'Er ging iets mis', detail: 'Dit had niet mogen gebeuren. De beheerder kan het met het kenmerk van dit verzoek opzoeken.' });
    }
    if (probleem.status === 404) {
      const methoden = this.routes(verzoek.url.split('?')[0] ?? '');
      if (methoden.length > 0 && !methoden.includes(verzoek.method)) {
        probleem = new Probleem({ status: 405, title: 'Deze methode kan hier niet', detail: `Gebruik ${methoden.join(' of ')}.`, headers: { allow: methoden.join(', ') } });
      }
    }
    if (reply.sent) return;
    const { contentType, body } = this.weergave(probleem, verzoek);
    void reply.code(probleem.status).headers({ ...probleem.headers, 'content-type': contentType }).send(body);
  }
}
