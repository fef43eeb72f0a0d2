import { applyDecorators } from '@nestjs/common';
import { EIGEN_CONTROLE, STANDAARD } from '@bronhuis/component';
import { ApiBody, ApiExtension, ApiExtraModels, ApiOperation, ApiQuery, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { OauthFout } from './oauth.schema.ts';

export interface Bewerking {
  operationId: string;
  summary: string;
  description: string;
  standaard: string;
  /** Form of the request; null for one without. */
  formulier?: object;
  query?: Record<string, string>;
  /** Status and content of what it answers when all is well. */
  antwoorden: Record<number, { description: string; schema?: object }>;
}

const FOUT = {
  'application/json': { schema: { $ref: getSchemaPath(OauthFout) } },
  'application/problem+json': { schema: { $ref: '#/components/schemas/Probleem' } },
  'text/html': { schema: { type: 'string' } },
};

/** The operations of OAuth: unknown parameters are passed over (RFC 6749 §3.1, §3.2) and errors have its own form. */
export const Oauth = (b: Bewerking): MethodDecorator =>
  applyDecorators(
    ApiExtension(STANDAARD, b.standaard),
    ApiExtension(EIGEN_CONTROLE, true),
    ApiOperation({ operationId: b.operationId, summary: b.summary, description: b.description, security: [] }),
    ...(b.formulier ? [ApiBody({ required: false, content: { 'application/x-www-form-urlencoded': { schema: b.formulier } } } as never)] : []),
    ...Object.entries(b.query ?? {}).map(([name, description]) => ApiQuery({ name, required: false, description, schema: { type: 'string', maxLength: 2000 } })),
    ...Object.entries(b.antwoorden).map(([status, a]) => ApiResponse({ status: Number(status), ...a })),
    ApiExtraModels(OauthFout),
    ApiResponse({ status: 400, description: 'Het kan niet, met de reden. Een verzoek dat niet te lezen is, krijgt problem+json; een browser een pagina.', content: FOUT }),
    ApiResponse({ status: 401, description: 'De applicatie is niet herkend.', content: FOUT }),
    ApiResponse({ status: 503, description: 'Nu niet: wat wordt besloten, kan nu niet worden vastgelegd.', content: FOUT }),
  );
