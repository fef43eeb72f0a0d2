import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiExtension, ApiOperation, ApiParam, ApiQuery, ApiResponse } from '@nestjs/swagger';
import { EIGEN_CONTROLE } from '@bronhuis/component';
import { COMPONENTEN, VERTROUWELIJKHEDEN } from './autorisatie.ts';

type Schema = Record<string, unknown>;

const tekst = (extra: Schema = {}): Schema => ({ type: 'string', ...extra });
const ADRES = tekst({ format: 'uri', maxLength: 1000 });
const voorwerp = (properties: Record<string, Schema>, required: string[]): Schema => ({ type: 'object', properties, required });

const AUTORISATIE = voorwerp(
  {
    component: tekst({ enum: Object.keys(COMPONENTEN), description: 'Component waarop de autorisatie van toepassing is.' }),
    componentWeergave: tekst({ readOnly: true }),
    scopes: { type: 'array', items: tekst({ minLength: 1, maxLength: 100 }) },
    zaaktype: { ...ADRES, description: 'Bij zrc.' },
    informatieobjecttype: { ...ADRES, description: 'Bij drc.' },
    besluittype: { ...ADRES, description: 'Bij brc.' },
    maxVertrouwelijkheidaanduiding: tekst({ enum: VERTROUWELIJKHEDEN, description: 'Bij zrc en drc.' }),
  },
  ['component', 'scopes'],
);

const LEDEN = {
  url: { ...ADRES, readOnly: true },
  clientIds: { type: 'array', items: tekst({ minLength: 1, maxLength: 50 }), description: 'Een client_id hoort bij één applicatie.' },
  label: tekst({ minLength: 1, maxLength: 100, description: 'Naam van de applicatie in het register.' }),
  heeftAlleAutorisaties: { type: 'boolean' },
  alleenIsGereedVoorPublicatie: { type: 'boolean' },
  autorisaties: { type: 'array', items: AUTORISATIE },
};

export const APPLICATIE = voorwerp(LEDEN, Object.keys(LEDEN));
export const APPLICATIEINVOER: Schema = { ...voorwerp(LEDEN, ['clientIds', 'label']), additionalProperties: true };
export const APPLICATIEDEEL: Schema = { ...voorwerp(LEDEN, []), additionalProperties: true };

const BUUR: Schema = { ...tekst({ format: 'uri' }), nullable: true };
export const LIJST = voorwerp({ count: { type: 'integer', minimum: 0 }, next: BUUR, previous: BUUR, results: { type: 'array', items: APPLICATIE } }, ['count', 'next', 'previous', 'results']);

const FOUTLEDEN = { type: tekst(), code: tekst(), title: tekst(), status: { type: 'integer' }, detail: tekst(), instance: tekst() };
const VERPLICHT = ['code', 'title', 'status', 'detail', 'instance'];
const FOUT = voorwerp(FOUTLEDEN, VERPLICHT);
const VALIDATIEFOUT = voorwerp({ ...FOUTLEDEN, invalidParams: { type: 'array', items: voorwerp({ name: tekst(), code: tekst(), reason: tekst() }, ['name', 'code', 'reason']) } }, [...VERPLICHT, 'invalidParams']);

const FOUTEN: Record<number, [string, Schema]> = {
  400: ['De invoer klopt niet.', VALIDATIEFOUT],
  401: ['Geen geldig token.', FOUT],
  403: ['Geen recht op deze handeling.', FOUT],
  404: ['Niet gevonden.', FOUT],
  409: ['Botst met wat er al is.', FOUT],
  413: ['De inhoud is te groot.', FOUT],
  415: ['Dit mediatype wordt niet verwerkt.', FOUT],
  503: ['Nu niet beschikbaar.', FOUT],
};

interface Omschrijving {
  id: string;
  wat: string;
  uitleg?: string;
  metUuid?: true;
  query?: Record<string, Schema>;
  verplicht?: string[];
  inhoud?: Schema;
  status: number;
  antwoord?: Schema;
}

/** An operation of this standard, that also fixes its errors: it checks its own input. */
export function Bewerking(b: Omschrijving): MethodDecorator {
  return applyDecorators(
    ApiExtension(EIGEN_CONTROLE, true),
    ApiOperation({ operationId: b.id, summary: b.wat, ...(b.uitleg ? { description: b.uitleg } : {}) }),
    ...(b.metUuid ? [ApiParam({ name: 'uuid', schema: { type: 'string', format: 'uuid' }, description: 'Id van de applicatie.' })] : []),
    ...Object.entries(b.query ?? {}).map(([name, schema]) => ApiQuery({ name, required: b.verplicht?.includes(name) === true, schema: schema as never })),
    ...(b.inhoud ? [ApiBody({ schema: b.inhoud as never })] : []),
    ApiResponse({ status: b.status, description: 'Gelukt.', ...(b.antwoord ? { content: { 'application/json': { schema: b.antwoord as never } } } : {}) }),
    ...Object.entries(FOUTEN).map(([status, [description, schema]]) => ApiResponse({ status: Number(status), description, content: { 'application/problem+json': { schema: schema as never } } })),
  );
}
