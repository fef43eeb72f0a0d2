import { applyDecorators, HttpCode } from '@nestjs/common';
import { STANDAARD } from '@bronhuis/component';
import { Probleem } from '@bronhuis/standaarden';
import { ApiBody, ApiExtension, ApiHeader, ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';

interface Bewerking {
  operationId: string;
  summary: string;
  description: string;
  verzoek: object;
  antwoord: object;
}

/** What the operations of AuthZEN have in common. Errors are problem+json, as everywhere in the house. */
export const Authzen = ({ operationId, summary, description, verzoek, antwoord }: Bewerking): MethodDecorator =>
  applyDecorators(
    HttpCode(200),
    ApiExtension(STANDAARD, 'AuthZEN 1.0'),
    ApiOperation({ operationId, summary, description }),
    ApiHeader({ name: 'X-Request-ID', required: false, schema: { type: 'string', maxLength: 200 }, description: 'Komt terug in het antwoord.' }),
    ApiBody({ schema: verzoek }),
    ApiResponse({ status: 200, description: summary, schema: antwoord }),
  );

const PADEN = /^\/(toegangsbeheer\/access\/|\.well-known\/authzen-configuration)/;
const JSON_TYPE = /^application\/json *(;|$)/i;

/**
 * The identifier of a request comes back with every answer, also with an error (AuthZEN 1.0 §10.1). What is no JSON is a
 * 400 here, where it is a 415 elsewhere in the house (certification of AuthZEN 1.0, invalid content type).
 */
export function volgAuthzen(instantie: FastifyInstance): void {
  instantie.addHook('onRequest', (verzoek, antwoord, klaar) => {
    if (!PADEN.test(verzoek.url)) return klaar();
    const kenmerk = verzoek.headers['x-request-id'];
    if (typeof kenmerk === 'string') void antwoord.header('x-request-id', kenmerk);
    const type = verzoek.headers['content-type'];
    return klaar(type === undefined || JSON_TYPE.test(type) ? undefined : Probleem.ongeldig([{ name: 'content-type', reason: 'Stuur application/json.', code: 'mediatype' }]));
  });
}
