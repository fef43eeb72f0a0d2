import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Probleem } from '@bronhuis/standaarden';
import type { Config } from './config.ts';
import { APIS, FACADES, type Doel } from './routes.ts';

const MAP = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

const BESTANDEN: Record<string, string> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'swagger-ui-standalone-preset.js': 'text/javascript; charset=utf-8',
};

const BLADZIJDE = `<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>API's van Bronhuis</title><link rel="stylesheet" href="/docs/swagger-ui.css"></head>
<body><main id="docs"></main>
<script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/swagger-ui-standalone-preset.js"></script><script src="/docs/start.js"></script>
</body></html>`;

const start = (namen: string[]): string => `window.ui = SwaggerUIBundle({ dom_id: '#docs', layout: 'StandaloneLayout', deepLinking: true, validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
  urls: ${JSON.stringify(namen.map((naam) => ({ name: naam, url: `/docs/openapi/${naam}.json` })))} });`;

type Document = { component: Doel; bestand: string; server: string };

const document = (component: Doel, bestand: string, server = `/${component}/v1`): Document => ({ component, bestand, server });

/** Every contract, those of the operations that follow another standard (OAuth, AuthZEN, robots.txt), and those of the APIs of others. */
const DOCUMENTEN = new Map<string, Document>([
  ...APIS.map((naam): [string, Document] => [naam, document(naam, 'openapi.json')]),
  ...(['toegangsbeheer', 'woo-publicatie'] as const).map((naam): [string, Document] => [`${naam}-standaarden`, document(naam, 'openapi-standaarden.json')]),
  ...FACADES.map(({ naam, doel, pad }): [string, Document] => [naam, document(doel, `openapi-${naam}.json`, pad)]),
]);

export interface Blad {
  contentType: string;
  inhoud: string | Buffer;
}

/** One page with the contracts of all components, to try out. Null: there is no such page. */
export async function docsBlad(pad: string, doelen: Config['doelen']): Promise<Blad | null> {
  if (pad === '/docs') return { contentType: 'text/html; charset=utf-8', inhoud: BLADZIJDE };
  if (pad === '/docs/start.js') return { contentType: 'text/javascript; charset=utf-8', inhoud: start([...DOCUMENTEN.keys()]) };
  const gevraagd = DOCUMENTEN.get(/^\/docs\/openapi\/([a-z-]+)\.json$/.exec(pad)?.[1] ?? '');
  if (gevraagd) return { contentType: 'application/json; charset=utf-8', inhoud: await contract(gevraagd, doelen[gevraagd.component]) };
  const bestand = pad.slice('/docs/'.length);
  const contentType = BESTANDEN[bestand];
  return contentType ? { contentType, inhoud: await readFile(join(MAP, bestand)) } : null;
}

/** The contract with this gateway as its server, so that "try it out" works wherever it runs. @throws Probleem 404 when the component has none */
async function contract({ component, bestand, server }: Document, url: string): Promise<string> {
  const antwoord = await fetch(`${url}/${component}/v1/${bestand}`, { signal: AbortSignal.timeout(5000) });
  if (!antwoord.ok) throw Probleem.nietGevonden('Dit contract is er niet.');
  const inhoud = (await antwoord.json()) as Record<string, unknown>;
  return JSON.stringify({ ...inhoud, servers: [{ url: server }] });
}

/** Swagger UI styles its parts inline and carries its icons in its CSS. */
export const DOCS_CSP = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";
