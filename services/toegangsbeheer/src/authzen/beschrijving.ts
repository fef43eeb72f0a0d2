import { applyDecorators, HttpCode } from '@nestjs/common';
import { STANDAARD } from '@bronhuis/component';
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

/** The identifier of a request comes back with every answer, also with an error (AuthZEN 1.0 §10.1). */
export function geefKenmerkTerug(instantie: FastifyInstance): void {
  instantie.addHook('onRequest', (verzoek, antwoord, klaar) => {
    const kenmerk = verzoek.headers['x-request-id'];
    if (typeof kenmerk === 'string' && PADEN.test(verzoek.url)) void antwoord.header('x-request-id', kenmerk);
    klaar();
  });
}
