const vrij = { type: 'object', additionalProperties: true } as const;
const deel = (naam: string): object => ({
  type: 'object',
  additionalProperties: true,
  required: ['type', 'id'],
  properties: { type: { type: 'string', minLength: 1, maxLength: 100 }, id: { type: 'string', minLength: 1, maxLength: 500 }, properties: vrij },
  description: naam,
});

/** Access Evaluation request; unknown members are ignored, as AuthZEN asks. */
export const VERZOEK = {
  type: 'object',
  additionalProperties: true,
  required: ['subject', 'action', 'resource'],
  properties: {
    subject: deel('Wie: medewerker, applicatie, inwoner of component.'),
    action: {
      type: 'object',
      additionalProperties: true,
      required: ['name'],
      properties: { name: { type: 'string', pattern: '^[a-z-]+:[a-z-]+$', maxLength: 100, example: 'dossiers:lezen' }, properties: vrij },
      description: 'Wat; properties.processing_activity_id noemt de verwerkingsactiviteit.',
    },
    resource: deel('Waarop.'),
    context: vrij,
  },
};

/** Access Evaluation response. */
export const ANTWOORD = {
  type: 'object',
  required: ['decision'],
  properties: { decision: { type: 'boolean', description: 'Mag het?' }, context: { ...vrij, description: 'Redenen, regels en versie van het beleid.' } },
};
