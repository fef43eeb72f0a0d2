/** On which ground a single thing may be destroyed, and how that is told to who asks for it afterwards. */
export const TE_KIEZEN = {
  'bewaartermijn-verstreken': 'De bewaartermijn is verstreken.',
  'verzoek-betrokkene': 'Dat is gedaan op verzoek van de betrokkene (AVG artikel 17 lid 1).',
  'onrechtmatig-verwerkt': 'De gegevens waren onrechtmatig verwerkt (AVG artikel 17 lid 1 onder d).',
  'wettelijke-verplichting': 'Een wettelijke verplichting vroeg erom (AVG artikel 17 lid 1 onder e).',
  'onterecht-geregistreerd': 'De registratie had er niet moeten zijn.',
} as const;

/** With what a standard of others leaves behind, that asks for no ground. */
const GRONDEN = { ...TE_KIEZEN, 'zonder-grond': 'De toepassing van het register verwijderde haar en noemde geen grond.' } as const;

export type Grond = keyof typeof GRONDEN;

export const isGrond = (s: unknown): s is Grond => typeof s === 'string' && Object.hasOwn(GRONDEN, s);

/** A dossier, and what went with it, goes by its selectielijst. */
export const grondInWoorden = (grond: string | null): string => (isGrond(grond) ? GRONDEN[grond] : GRONDEN['bewaartermijn-verstreken']);
