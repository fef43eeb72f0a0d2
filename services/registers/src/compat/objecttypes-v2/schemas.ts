import { ADRES, DATUM, GEHEEL, leeg, lijstVan, ruim, UUID, voorwerp } from '../contract.ts';
import type { Schema } from '../contract.ts';
import { CLASSIFICATIES, FREQUENTIES, STATUSSEN } from './objecttype.ts';

const tekst = (maxLength: number): Schema => ({ type: 'string', maxLength });
const VRIJ: Schema = { type: 'object', additionalProperties: true };
export const CLASSIFICATIE: Schema = { type: 'string', enum: [...CLASSIFICATIES] };

const SCHRIJFBAAR: Record<string, Schema> = {
  uuid: UUID,
  name: tekst(100),
  namePlural: tekst(100),
  description: tekst(1000),
  dataClassification: CLASSIFICATIE,
  maintainerOrganization: tekst(200),
  maintainerDepartment: tekst(200),
  contactPerson: tekst(200),
  contactEmail: tekst(200),
  source: tekst(200),
  updateFrequency: { type: 'string', enum: [...FREQUENTIES] },
  providerOrganization: tekst(200),
  documentationUrl: tekst(200),
  labels: { type: 'object', additionalProperties: { type: 'string' } },
  allowGeometry: { type: 'boolean' },
};

export const OBJECTTYPE = voorwerp({ url: ADRES, ...SCHRIJFBAAR, createdAt: DATUM, modifiedAt: DATUM, versions: { type: 'array', items: ADRES } }, { required: ['url', 'uuid', 'name', 'namePlural'] });
export const OBJECTTYPELIJST = lijstVan(OBJECTTYPE);
export const OBJECTTYPEINVOER = ruim(voorwerp(SCHRIJFBAAR));

const STATUS: Schema = { type: 'string', enum: [...STATUSSEN] };
export const VERSIE = voorwerp({ url: ADRES, version: GEHEEL, objectType: ADRES, status: STATUS, jsonSchema: VRIJ, createdAt: DATUM, modifiedAt: DATUM, publishedAt: leeg(DATUM) });
export const VERSIELIJST = lijstVan(VERSIE);
export const VERSIEINVOER = ruim(voorwerp({ status: STATUS, jsonSchema: VRIJ }));
