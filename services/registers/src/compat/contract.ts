import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiExtension, ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiResponse } from '@nestjs/swagger';
import { EIGEN_CONTROLE } from '@bronhuis/component';

export type Schema = Record<string, unknown>;

const tekst = (extra: Schema = {}): Schema => ({ type: 'string', ...extra });
export const ADRES: Schema = tekst({ format: 'uri', minLength: 1, maxLength: 1000 });
export const DATUM: Schema = tekst({ format: 'date' });
export const UUID: Schema = tekst({ format: 'uuid' });
export const GEHEEL: Schema = { type: 'integer', minimum: 0 };
export const leeg = (s: Schema): Schema => ({ ...s, nullable: true });
export const voorwerp = (properties: Record<string, Schema>, extra: Schema = {}): Schema => ({ type: 'object', properties, ...extra });
/** Members that are not known, or only for reading, are passed over. */
export const ruim = (s: Schema): Schema => ({ ...s, additionalProperties: true });
export const lijstVan = (items: Schema): Schema =>
  voorwerp({ count: GEHEEL, next: leeg(ADRES_LANG), previous: leeg(ADRES_LANG), results: { type: 'array', items } }, { required: ['count', 'results'] });
const ADRES_LANG: Schema = tekst({ format: 'uri' });

const FOUT: Schema = voorwerp(
  {
    type: tekst(),
    code: tekst(),
    title: tekst(),
    status: { type: 'integer' },
    detail: tekst(),
    instance: tekst(),
    invalid_params: { type: 'array', items: voorwerp({ name: tekst(), code: tekst(), reason: tekst() }, { required: ['name', 'code', 'reason'] }) },
  },
  { required: ['status', 'title', 'detail'] },
);

const FOUTEN: Record<number, string> = {
  400: 'De invoer klopt niet.',
  401: 'Geen geldig token.',
  403: 'Geen recht op deze handeling.',
  404: 'Niet gevonden.',
  406: 'Dit coördinatenstelsel wordt niet gebruikt.',
  409: 'Botst met wat er al is.',
  412: 'De header Content-Crs ontbreekt.',
  413: 'De inhoud is te groot.',
  415: 'Dit mediatype wordt niet verwerkt.',
  503: 'Nu niet beschikbaar.',
};

interface Bewerking {
  id: string;
  wat: string;
  uitleg?: string;
  pad?: string[];
  query?: Record<string, Schema>;
  koppen?: string[];
  inhoud?: Schema;
  /** Status and answer; null: no content. */
  antwoorden: Record<number, Schema | null>;
}

const antwoord = (status: number, description: string, schema: Schema | null, soort: string): MethodDecorator =>
  ApiResponse(schema ? { status, description, content: { [soort]: { schema: schema as never } } } : { status, description });

/** An operation of a standard of others: its own document, its own errors, and it checks its own input as that standard does. */
export function Bewerking(b: Bewerking): MethodDecorator {
  return applyDecorators(
    ApiExtension(EIGEN_CONTROLE, true),
    ApiOperation({ operationId: b.id, summary: b.wat, ...(b.uitleg ? { description: b.uitleg } : {}) }),
    ...(b.pad ?? []).map((name) => ApiParam({ name, schema: (name === 'version' || name === 'index' ? { type: 'integer' } : UUID) as never })),
    ...Object.entries(b.query ?? {}).map(([name, schema]) => ApiQuery({ name, required: false, schema: schema as never })),
    ...(b.koppen ?? []).map((name) => ApiHeader({ name, required: false, schema: { type: 'string', enum: ['EPSG:4326'] } })),
    ...(b.inhoud ? [ApiBody({ required: false, schema: b.inhoud as never })] : []),
    ...Object.entries(b.antwoorden).map(([status, schema]) => antwoord(Number(status), 'Gelukt.', schema, 'application/json')),
    ...Object.entries(FOUTEN).map(([status, description]) => antwoord(Number(status), description, FOUT, 'application/problem+json')),
  );
}

export const BLADEREN: Record<string, Schema> = { page: { type: 'integer', minimum: 1 }, pageSize: { type: 'integer', minimum: 1, maximum: 500 } };
