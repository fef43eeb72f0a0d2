/** Parts of the contract that more than one subject speaks of. */
export const ID = { name: 'id', schema: { type: 'string', format: 'uuid' } } as const;
export const SLEUTEL = { name: 'Idempotency-Key', required: false, schema: { type: 'string', minLength: 1, maxLength: 200 }, description: 'Sleutel waarmee een herhaald verzoek het eerste antwoord krijgt.' } as const;
export const OMVANG = { name: 'omvang', required: false, schema: { type: 'integer', minimum: 1, maximum: 100, default: 50 }, description: 'Aantal op een bladzijde.' } as const;
export const NA_ID = { name: 'na', required: false, schema: { type: 'string', format: 'uuid' }, description: 'Vanaf waar de lijst verder gaat.' } as const;
export const AANTAL = { name: 'aantal', required: false, schema: { type: 'boolean', default: false }, description: 'Tel ook hoeveel het er zijn.' } as const;

export const ifMatch = (waarvan: string) => ({ name: 'If-Match', required: false, schema: { type: 'string' }, description: `ETag van ${waarvan}.` }) as const;
/** A day, or a moment, of a question about time. */
export const dag = (name: string, description: string) => ({ name, required: false, schema: { type: 'string', format: 'date' }, description }) as const;
export const moment = (name: string, description: string) => ({ name, required: false, schema: { type: 'string', format: 'date-time' }, description }) as const;

export const GELDIG_OP = dag('geldigOp', 'Wat gold op deze dag; zonder: vandaag.');
export const BESCHIKBAAR_OP = moment('beschikbaarOp', 'Wat wij op dit moment wisten; zonder: alles wat wij nu weten.');

export const JSON_TYPE = 'application/json; charset=utf-8';
