import type { Niveau, Typeinhoud, Waarderingsregel } from '../objecttypen/objecttype.ts';

const persoon = {
  type: 'object',
  additionalProperties: false,
  required: ['bsn', 'naam'],
  properties: {
    bsn: { type: 'string', pattern: '^[0-9]{9}$' },
    naam: { type: 'string', minLength: 1, maxLength: 200 },
    adres: { type: 'string', maxLength: 300 },
    email: { type: 'string', format: 'email', maxLength: 200 },
    telefoon: { type: 'string', maxLength: 30 },
  },
};

const schema = (properties: Record<string, unknown>, required: string[] = []): Record<string, unknown> => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  additionalProperties: false,
  required,
  properties,
  $defs: { persoon },
});

const PERSOON = { $ref: '#/$defs/persoon' };
const DATUM = { type: 'string', format: 'date' };
const TEKST = { type: 'string', maxLength: 1000 };

const biv = (beschikbaarheid: Niveau, integriteit: Niveau, vertrouwelijkheid: Niveau) => ({ beschikbaarheid, integriteit, vertrouwelijkheid });

const regel = (procestype: string, uitkomsten: Record<string, string>): Waarderingsregel => ({
  selectielijst: { naam: 'Selectielijst gemeenten en intergemeentelijke organen', jaar: 2020 },
  procestype,
  uitkomsten,
  afleidingswijze: 'afgehandeld',
  brondatum: 'einddatum',
});

/** Of the stalls, which have registrations. */
export const STANDPLAATS = '09';
const VERGUNNING = ['VA-01', 'VA-02'];

/** The types of the demonstration, the same for both municipalities; each with the last part of its fixed id. */
export const DEMONSTRATIETYPEN: readonly { nummer: string; inhoud: Typeinhoud }[] = [
  {
    nummer: '01',
    inhoud: {
      naam: 'evenementendossier',
      soort: 'dossier',
      omschrijving: 'Aanvraag van een evenementenvergunning, met de reacties van omwonenden en het besluit.',
      schema: schema(
        {
          aanvrager: PERSOON,
          omwonenden: { type: 'array', maxItems: 500, items: PERSOON },
          evenement: { type: 'object', additionalProperties: false, properties: { naam: TEKST, locatie: TEKST, datum: DATUM, bezoekers: { type: 'integer', minimum: 0 } } },
        },
        ['aanvrager'],
      ),
      classificatie: biv(1, 2, 2),
      betrokkenen: [
        { pad: '/aanvrager/bsn', soort: 'bsn', rol: 'aanvrager' },
        { pad: '/omwonenden/*/bsn', soort: 'bsn', rol: 'omwonende' },
      ],
      gegevenscategorieen: ['naam', 'adres', 'burgerservicenummer', 'aanvraag'],
      verwerkingsactiviteiten: [...VERGUNNING, 'VA-06'],
      waarderingsregel: regel('11', { verleend: '11.1.1', geweigerd: '11.2', ingetrokken: '11.3', afgebroken: '11.4' }),
      woo: { categorie: 'c_46a81018', bijUitkomst: ['verleend', 'geweigerd', 'ingetrokken'] },
    },
  },
  {
    nummer: '02',
    inhoud: {
      naam: 'aanvraag',
      soort: 'informatieobject',
      omschrijving: 'De aanvraag zoals zij is ontvangen.',
      schema: schema({ aanvrager: PERSOON, ontvangstdatum: DATUM }),
      classificatie: biv(1, 2, 2),
      betrokkenen: [{ pad: '/aanvrager/bsn', soort: 'bsn', rol: 'aanvrager' }],
      gegevenscategorieen: ['naam', 'adres', 'burgerservicenummer', 'aanvraag'],
      verwerkingsactiviteiten: VERGUNNING,
    },
  },
  {
    nummer: '03',
    inhoud: {
      naam: 'reactie-omwonende',
      soort: 'informatieobject',
      omschrijving: 'Wat een omwonende van de aanvraag vindt.',
      schema: schema({ omwonende: PERSOON, ontvangstdatum: DATUM, strekking: TEKST }),
      classificatie: biv(1, 2, 2),
      betrokkenen: [{ pad: '/omwonende/bsn', soort: 'bsn', rol: 'omwonende' }],
      gegevenscategorieen: ['naam', 'adres', 'reactie'],
      verwerkingsactiviteiten: VERGUNNING,
    },
  },
  {
    nummer: '04',
    inhoud: {
      naam: 'besluit',
      soort: 'informatieobject',
      omschrijving: 'Het ondertekende besluit, met de naam en het adres van de aanvrager.',
      schema: schema({ besluitdatum: DATUM, strekking: TEKST }),
      classificatie: biv(1, 2, 2),
      betrokkenen: [],
      gegevenscategorieen: ['naam', 'adres', 'besluit'],
      verwerkingsactiviteiten: VERGUNNING,
    },
  },
  {
    nummer: '05',
    inhoud: {
      naam: 'besluit-publicatieversie',
      soort: 'informatieobject',
      omschrijving: 'Het besluit zonder persoonsgegevens, om openbaar te maken.',
      schema: schema({ besluitdatum: DATUM, strekking: TEKST }),
      classificatie: biv(1, 2, 1),
      betrokkenen: [],
      gegevenscategorieen: ['besluit zonder naam en adres'],
      verwerkingsactiviteiten: VERGUNNING,
    },
  },
  {
    nummer: '06',
    inhoud: {
      naam: 'omgevingsdossier',
      soort: 'dossier',
      omschrijving: 'Aanvraag van een omgevingsvergunning voor bouwen.',
      schema: schema({ aanvrager: PERSOON, locatie: TEKST }, ['aanvrager']),
      classificatie: biv(1, 2, 2),
      betrokkenen: [{ pad: '/aanvrager/bsn', soort: 'bsn', rol: 'aanvrager' }],
      gegevenscategorieen: ['naam', 'adres', 'burgerservicenummer', 'aanvraag'],
      verwerkingsactiviteiten: VERGUNNING,
      waarderingsregel: regel('11', { verleend: '11.1.6', geweigerd: '11.2', afgebroken: '11.4' }),
    },
  },
  {
    nummer: '07',
    inhoud: {
      naam: 'wmo-dossier',
      soort: 'dossier',
      omschrijving: 'Aanvraag van een maatwerkvoorziening (Wmo 2015).',
      schema: schema({ client: PERSOON, voorziening: TEKST }, ['client']),
      classificatie: biv(2, 2, 3),
      betrokkenen: [{ pad: '/client/bsn', soort: 'bsn', rol: 'cliënt' }],
      gegevenscategorieen: ['naam', 'adres', 'burgerservicenummer', 'gezondheid'],
      verwerkingsactiviteiten: ['VA-07'],
      waarderingsregel: regel('8', { verstrekt: '8.1.1', geweigerd: '8.2', beeindigd: '8.3', afgebroken: '8.4' }),
    },
  },
  {
    nummer: '08',
    inhoud: {
      naam: 'beroepsdossier',
      soort: 'dossier',
      omschrijving: 'Bezwaar of beroep tegen een besluit.',
      schema: schema({ indiener: PERSOON, tegen: TEKST }, ['indiener']),
      classificatie: biv(1, 2, 2),
      betrokkenen: [{ pad: '/indiener/bsn', soort: 'bsn', rol: 'indiener' }],
      gegevenscategorieen: ['naam', 'adres', 'burgerservicenummer', 'beroepschrift'],
      verwerkingsactiviteiten: VERGUNNING,
      waarderingsregel: regel('13', { afgehandeld: '13.1', afgebroken: '13.2' }),
    },
  },
  {
    nummer: STANDPLAATS,
    inhoud: {
      naam: 'standplaats',
      soort: 'registratie',
      omschrijving: 'Register van standplaatsen en wie er mag staan.',
      schema: schema({ plaats: TEKST, oppervlakte: { type: 'number', minimum: 0, description: 'In vierkante meter.' }, houder: PERSOON }, ['plaats', 'houder']),
      classificatie: biv(1, 2, 2),
      betrokkenen: [{ pad: '/houder/bsn', soort: 'bsn', rol: 'houder' }],
      gegevenscategorieen: ['naam', 'adres', 'burgerservicenummer', 'standplaats'],
      verwerkingsactiviteiten: ['VA-01'],
      bronhouder: 'Burgemeester',
      beheerder: 'Team Vergunningen',
      gegevenseigenaar: 'Teamleider Vergunningen',
      bijwerkfrequentie: 'doorlopend',
      labels: { domein: 'openbare ruimte' },
    },
  },
];

/** Overbrugge and Voorbeeldstad. */
export const GEMEENTEN: readonly { oin: string; nummer: string }[] = [
  { oin: '00000001999990007000', nummer: '1' },
  { oin: '00000001999990019000', nummer: '2' },
];

/** Fixed, and different for each municipality: a mix-up then shows itself as "not found". */
export const idVanType = (gemeente: { nummer: string }, type: { nummer: string }): string => `01994a00-000${gemeente.nummer}-7000-8000-0000000000${type.nummer}`;
