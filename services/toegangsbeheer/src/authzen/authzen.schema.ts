import { SEMANTIEKEN } from './beslis-evaluaties.ts';

const vrij = { type: 'object', additionalProperties: true } as const;
const TYPE = { type: 'string', minLength: 1, maxLength: 100 } as const;

const deel = (description: string, type: string, id: string): object => ({
  ...vrij,
  required: ['type', 'id'],
  properties: { type: { ...TYPE, example: type }, id: { type: 'string', minLength: 1, maxLength: 500, example: id }, properties: vrij },
  description,
});
/** The entity that is searched for: its id is passed over (AuthZEN 1.0 §8.4, §8.5). */
const gezocht = (description: string, type: string): object => ({ ...vrij, required: ['type'], properties: { type: { ...TYPE, example: type }, properties: vrij }, description });

const SUBJECT = deel('Wie: medewerker, applicatie, inwoner of component; voor het eigen beleid van een applicatie elke soort.', 'medewerker', 'noor');
const RESOURCE = deel('Waarop.', 'dossier', 'Z-2026-0147');
const ACTION = {
  ...vrij,
  required: ['name'],
  properties: { name: { type: 'string', minLength: 1, maxLength: 100, example: 'dossiers:lezen' }, properties: vrij },
  description: 'Wat; properties.processing_activity_id noemt de verwerkingsactiviteit.',
};
const CONTEXT = {
  ...vrij,
  description:
    'Omstandigheden: klasse, verwerkingsactiviteit, time (RFC 3339: het moment waarop u het vraagt), acr (laag, substantieel, hoog: hoe de persoon is aangemeld), netwerk (intern, extern), velden (true: u kunt velden weglaten en maskeren; zonder dit is een besluit dat daarom vraagt een weigering) en traceparent (W3C: de keten waarin de beslissing wordt vastgelegd).',
};

/** Access Evaluation request (AuthZEN 1.0 §6.1); unknown members are ignored, as the standard asks. */
export const VERZOEK = { ...vrij, required: ['subject', 'action', 'resource'], properties: { subject: SUBJECT, action: ACTION, resource: RESOURCE, context: CONTEXT } };

/** Access Evaluation response (AuthZEN 1.0 §6.2). */
export const ANTWOORD = {
  type: 'object',
  required: ['decision'],
  properties: { decision: { type: 'boolean', description: 'Mag het?' }, context: { ...vrij, description: 'Redenen, regels en versie van het beleid; verplichtingen (weglaten, maskeren: JSON Pointers); acr_values als alleen een sterkere aanmelding ontbreekt; error bij een vraag die niet gesteld kan worden.' } },
};

/** Access Evaluations request (AuthZEN 1.0 §7.1). What is wrong with one item is said of that item. */
export const VERZOEKEN = {
  ...vrij,
  properties: {
    subject: { ...vrij, description: 'Wie, voor elk onderdeel dat zelf geen subject noemt.' },
    action: { ...vrij, description: 'Wat, voor elk onderdeel dat zelf geen action noemt.' },
    resource: { ...vrij, description: 'Waarop, voor elk onderdeel dat zelf geen resource noemt.' },
    context: { ...vrij, description: 'Omstandigheden, voor elk onderdeel dat zelf geen context noemt.' },
    evaluations: {
      type: 'array',
      maxItems: 1000,
      items: { description: 'Een vraag met subject, action, resource en context; wat ontbreekt, komt als geheel van boven.' },
      description: 'De vragen. Zonder vragen is het verzoek zelf de vraag.',
    },
    options: {
      ...vrij,
      properties: { evaluations_semantic: { type: 'string', enum: SEMANTIEKEN, description: 'Alles beantwoorden, stoppen bij de eerste weigering, of stoppen bij de eerste toestemming.' } },
    },
  },
};

/** Access Evaluations response (AuthZEN 1.0 §7.2); without items that of one evaluation. */
export const ANTWOORDEN = {
  type: 'object',
  properties: { ...ANTWOORD.properties, evaluations: { type: 'array', items: ANTWOORD, description: 'De besluiten, in de volgorde van de vragen.' } },
};

export const MAX_RESULTATEN = 500;
const PAGE = {
  ...vrij,
  properties: {
    limit: { type: 'integer', minimum: 0, maximum: MAX_RESULTATEN, description: 'Ten hoogste zoveel resultaten; 50 als u niets noemt.' },
    token: { type: 'string', maxLength: 4000, description: 'De next_token van de vorige bladzijde, bij verder hetzelfde verzoek.' },
  },
};

/** Search requests (AuthZEN 1.0 §8.4.1, §8.5.1, §8.6.1). */
export const ZOEK_SUBJECT = {
  ...vrij,
  required: ['subject', 'action', 'resource'],
  properties: { subject: gezocht('Welke soort: medewerker of applicatie.', 'medewerker'), action: ACTION, resource: RESOURCE, context: CONTEXT, page: PAGE },
};
export const ZOEK_RESOURCE = {
  ...vrij,
  required: ['subject', 'action', 'resource'],
  properties: { subject: SUBJECT, action: ACTION, resource: gezocht('Welke soort.', 'dossier'), context: CONTEXT, page: PAGE },
};
export const ZOEK_ACTION = { ...vrij, required: ['subject', 'resource'], properties: { subject: SUBJECT, resource: RESOURCE, context: CONTEXT, page: PAGE } };

/** Search response (AuthZEN 1.0 §8.3). */
const gevonden = (item: object): object => ({
  type: 'object',
  required: ['page', 'results'],
  properties: {
    page: {
      type: 'object',
      required: ['next_token', 'count'],
      properties: {
        next_token: { type: 'string', description: 'Voor de volgende bladzijde; leeg als er niets meer is.' },
        count: { type: 'integer', minimum: 0, description: 'Aantal resultaten op deze bladzijde.' },
      },
    },
    results: { type: 'array', items: item, description: 'Alleen wat mag.' },
  },
});
const DEEL = { type: 'object', required: ['type', 'id'], properties: { type: { type: 'string' }, id: { type: 'string' }, properties: vrij } };
export const GEVONDEN_DELEN = gevonden(DEEL);
export const GEVONDEN_ACTIES = gevonden({ type: 'object', required: ['name'], properties: { name: { type: 'string' }, properties: vrij } });

const ADRES = { type: 'string', format: 'uri' } as const;
const ADRESSEN = ['policy_decision_point', 'access_evaluation_endpoint', 'access_evaluations_endpoint', 'search_subject_endpoint', 'search_action_endpoint', 'search_resource_endpoint'];

/** PDP metadata (AuthZEN 1.0 §9.1). */
export const METADATA = { type: 'object', required: ADRESSEN, properties: Object.fromEntries(ADRESSEN.map((naam) => [naam, ADRES])) };
