import { ADRES, BLADEREN, DATUM, GEHEEL, leeg, lijstVan, ruim, UUID, voorwerp } from '../contract.ts';
import type { Schema } from '../contract.ts';

const VRIJ: Schema = { type: 'object', additionalProperties: true };
const REFERENTIE = voorwerp({ type: { type: 'string', enum: ['zaak'] }, url: { type: 'string', format: 'uri', maxLength: 200 } });

const HISTORIE: Record<string, Schema> = {
  index: GEHEEL,
  typeVersion: GEHEEL,
  data: VRIJ,
  geometry: leeg(VRIJ),
  startAt: DATUM,
  endAt: leeg(DATUM),
  registrationAt: DATUM,
  correctionFor: leeg(GEHEEL),
  correctedBy: leeg(GEHEEL),
};
const RECORD = { ...HISTORIE, references: { type: 'array', items: REFERENTIE } };

export const HISTORIERECORD = voorwerp(HISTORIE);
export const HISTORIELIJST = lijstVan(HISTORIERECORD);
/** No member is required: `fields`, or the rights of a token, may leave out any of them. */
export const OBJECT = voorwerp({ url: ADRES, uuid: UUID, type: ADRES, record: voorwerp(RECORD) });
export const OBJECTLIJST = lijstVan(OBJECT);
export const BEHOUDEN = voorwerp({ behouden: { type: 'array', items: ADRES } }, { required: ['behouden'] });

export const OBJECTINVOER = ruim(
  voorwerp({ uuid: UUID, type: ADRES, record: ruim(voorwerp({ typeVersion: GEHEEL, data: VRIJ, geometry: leeg(VRIJ), references: { type: 'array', items: REFERENTIE }, startAt: DATUM, correctionFor: leeg(GEHEEL) })) }),
);

const TEKST: Schema = { type: 'string' };
export const FILTERS: Record<string, Schema> = {
  type: ADRES,
  typeVersion: { type: 'integer' },
  date: { ...DATUM, description: 'Wat gold op deze dag; zonder: vandaag.' },
  registrationDate: { ...DATUM, description: 'Zoals het aan het einde van deze dag bekend was; samen met date mag ook.' },
  data_attr: { type: 'array', items: TEKST, description: 'key__operator__value, met als operator exact, gt, gte, lt, lte, icontains of in. Meer dan één mag: alle gelden.' },
  data_attrs: { ...TEKST, description: 'Verouderd: hetzelfde, met een komma ertussen.', deprecated: true },
  data_icontains: { ...TEKST, description: 'Staat ergens in een tekst van de gegevens; geen patroon.' },
  ordering: { ...TEKST, description: 'Bijvoorbeeld -record__data__length,record__index.' },
};
export const FIELDS: Record<string, Schema> = { fields: { ...TEKST, description: 'Bijvoorbeeld url,uuid,record__geometry.' } };
export const LIJSTQUERY = { ...FILTERS, ...FIELDS, ...BLADEREN };
export const MOMENTEN = { date: FILTERS['date'] as Schema, registrationDate: FILTERS['registrationDate'] as Schema };
export const ZOEKINVOER = ruim(voorwerp({ geometry: ruim(voorwerp({ within: VRIJ })), ...FILTERS }));

export const PERMISSIES = lijstVan(
  voorwerp({ type: ADRES, mode: { type: 'string', enum: ['read_only', 'read_and_write'] }, use_fields: { type: 'boolean' }, fields: leeg(VRIJ) }, { required: ['type', 'mode'] }),
);
