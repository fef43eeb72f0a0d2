import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { Facade } from './definitie.ts';

/** What the contract says of the component. */
export interface ContractGegevens {
  titel: string;
  omschrijving: string;
  versie: string;
  server: string;
  /** Full paths outside the prefix, and all that is under the path of a facade, with the server that they hang under. */
  buiten: { paden: string[]; facades: Facade[]; server: string };
}

const PROBLEEM = {
  type: 'object',
  required: ['status', 'title', 'detail'],
  properties: {
    type: { type: 'string', format: 'uri-reference' },
    status: { type: 'integer', description: 'HTTP-status.', example: 400 },
    title: { type: 'string', description: 'Wat er mis is, kort.', example: 'Ongeldige invoer' },
    detail: { type: 'string', description: 'Wat er mis is en wat u kunt doen.' },
    code: { type: 'string', description: 'Vaste code van deze fout.' },
    instance: { type: 'string', description: 'Kenmerk van dit verzoek, voor de beheerder.' },
    reden: { type: 'string', description: 'Waarom iets er niet meer is.' },
    invalidParams: {
      type: 'array',
      description: 'Elk verkeerd gegeven.',
      items: {
        type: 'object',
        required: ['name', 'reason'],
        properties: { name: { type: 'string' }, reason: { type: 'string' }, code: { type: 'string' } },
      },
    },
  },
};

const FOUTEN: Record<string, string> = {
  '400': 'De invoer klopt niet.',
  '401': 'Geen geldig token.',
  '403': 'Geen recht op deze handeling.',
  '404': 'Niet gevonden.',
  '406': 'Dit coördinatenstelsel kennen wij niet.',
  '409': 'Botst met wat er al is.',
  '410': 'Was er, maar is er niet meer.',
  '412': 'De gegevens zijn intussen gewijzigd.',
  '413': 'De inhoud is te groot.',
  '415': 'Dit mediatype wordt niet verwerkt.',
  '428': 'If-Match ontbreekt.',
  '503': 'Nu niet beschikbaar.',
};

/** Which errors an operation can have follows from what it is; authors declare only its successes. */
function foutenVan(methode: string, pad: string, koppen: readonly string[]): string[] {
  const leest = methode === 'get';
  // NL API Design Rules, module geospatial: the coordinate reference system is negotiated in headers.
  const metCrs = koppen.some((k) => k.endsWith('-Crs'));
  return ['400', '401', '403', ...(pad.includes('{') ? ['404', '410'] : []), ...(metCrs ? ['406'] : []), ...(leest ? [] : ['409', '412', '413', '415', '428']), '503'];
}

const KOPPEN = { 'API-Version': { description: 'Versie van de API.', schema: { type: 'string' } } };

/** The OpenAPI document of a component (ADR /core/doc-openapi, /core/version-header, /core/error-handling/problem-details). */
export function maakContract(app: INestApplication, gegevens: ContractGegevens): OpenAPIObject {
  const basis = new DocumentBuilder()
    .setTitle(gegevens.titel)
    .setDescription(gegevens.omschrijving)
    .setVersion(gegevens.versie)
    .setContact('Beheer Bronhuis', 'https://bronhuis.example/contact', 'beheer@bronhuis.example')
    .setLicense('EUPL-1.2', 'https://eupl.eu/1.2/nl/')
    .addServer(gegevens.server)
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'Token van toegangsbeheer, voor één organisatie en één doel.' }, 'token')
    .addSecurityRequirements('token')
    .build();
  const document = SwaggerModule.createDocument(app, basis, { ignoreGlobalPrefix: true });
  document.components ??= {};
  document.components.schemas = { ...document.components.schemas, Probleem: PROBLEEM as never };
  for (const [pad, bewerkingen] of Object.entries(document.paths)) {
    const { paden, facades } = gegevens.buiten;
    if (paden.includes(pad.slice(1)) || facades.some((f) => isVan(f, pad))) bewerkingen.servers = [{ url: gegevens.buiten.server }];
    for (const [methode, bewerking] of Object.entries(bewerkingen as Record<string, { responses?: Record<string, Record<string, unknown>>; parameters?: { name: string }[] }>)) {
      if (!bewerking.responses) continue;
      for (const status of foutenVan(methode, pad, (bewerking.parameters ?? []).map((p) => p.name))) {
        bewerking.responses[status] ??= {
          description: FOUTEN[status],
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Probleem' } } },
        };
      }
      for (const antwoord of Object.values(bewerking.responses)) antwoord['headers'] = { ...(antwoord['headers'] as object | undefined), ...KOPPEN };
    }
  }
  return document;
}

/** Marks an operation that follows another standard than the API Design Rules: it gets a document of its own. */
export const STANDAARD = 'x-standaard';

/** Marks an operation of a standard that also fixes its input errors (names, codes, what is passed over): it checks its own input. */
export const EIGEN_CONTROLE = 'x-eigen-controle';

const isVan = (f: Facade, pad: string): boolean => pad.startsWith(`/${f.pad}/`);

/**
 * The documents of a component by name: what the rules of the API Design Rules hold for (`openapi`), what another
 * standard fixes (OAuth, AuthZEN, robots.txt), and each API of others that is served too.
 */
export function splitsContract(document: OpenAPIObject, facades: readonly Facade[], server: string): Map<string, OpenAPIObject> {
  const paden = Object.entries(document.paths);
  const isAnders = ([, bewerkingen]: (typeof paden)[number]): boolean =>
    Object.values(bewerkingen as Record<string, unknown>).some((b) => typeof b === 'object' && b !== null && STANDAARD in b);
  const eigen = paden.filter(([pad]) => !facades.some((f) => isVan(f, pad)));
  const anders = eigen.filter(isAnders);
  const met = (delen: typeof paden): OpenAPIObject => {
    const deel = { ...document, paths: Object.fromEntries(delen) };
    return facades.length > 0 ? { ...deel, components: { ...deel.components, schemas: bereikbaar(deel) } } : deel;
  };
  const uit = new Map([['openapi', met(eigen.filter((p) => !isAnders(p)))]]);
  if (anders.length > 0) uit.set('openapi-standaarden', met(anders));
  for (const f of facades) {
    const { components, ...rest } = met(paden.filter(([pad]) => isVan(f, pad)));
    uit.set(`openapi-${f.naam}`, {
      ...rest,
      info: { ...rest.info, title: f.titel, description: f.omschrijving, version: f.versie },
      servers: [{ url: `${server}/${f.pad}` }],
      paths: Object.fromEntries(Object.entries(rest.paths).map(([pad, { servers: _, ...bewerkingen }]) => [pad.slice(f.pad.length + 1), bewerkingen])),
      components: { ...components, securitySchemes: { ...components?.securitySchemes, apiToken: API_TOKEN } },
      security: [{ apiToken: [] }, { token: [] }],
    });
  }
  return uit;
}

const API_TOKEN = { type: 'apiKey', in: 'header', name: 'Authorization', description: 'Token van een applicatie: `Token <geheim>`.' } as const;

/** The schemas that the paths of a document speak of; those of another document are not its business. */
function bereikbaar(document: OpenAPIObject): NonNullable<OpenAPIObject['components']>['schemas'] {
  const schemas = document.components?.schemas ?? {};
  const gezien = new Set<string>();
  const volg = (deel: unknown): void => {
    for (const [, naam = ''] of JSON.stringify(deel).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (gezien.has(naam)) continue;
      gezien.add(naam);
      volg(schemas[naam] ?? null);
    }
  };
  volg(document.paths);
  return Object.fromEntries(Object.entries(schemas).filter(([naam]) => gezien.has(naam)));
}
