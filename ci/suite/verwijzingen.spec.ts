import { definities, controllersVan, methodenVan } from './afnemers.ts';
import { APIS, client, contract, OVERBRUGGE, totGereed, VOORBEELDSTAD, type Bewerking, type Contract } from './hulp.ts';
import { NERGENS, probeer, tokensVanBeide, voorbeeld, zonderKenmerk, type Tokens } from './proberen.ts';
import { idsVan } from './stand.ts';

// What Voorbeeldstad may name of its own, and beside it something of Overbrugge: in a path with two ids, in a query, in a
// body. And every page of the portaal, as somebody who works for Voorbeeldstad. Made from the contracts and the routes: the
// answer is the same as for an id that is nowhere.

const c = client();
const METHODEN = ['get', 'post', 'put', 'patch', 'delete'];
let tokens: Tokens;
/** Ids of Overbrugge in all components: a name of one may be used at another. */
let vanA: string[];
const vanB: Record<string, string[]> = {};

beforeAll(async () => {
  await totGereed();
  tokens = await tokensVanBeide(c);
  vanA = (await Promise.all(APIS.map((a) => idsVan(a, OVERBRUGGE, 1)))).flat().map((d) => d.id);
  for (const a of APIS) vanB[a] = (await idsVan(a, VOORBEELDSTAD, 1)).map((d) => d.id);
});

/** An id that is nowhere, right beside this one: in the order of a list they are at the same place. */
const buurman = (id: string): string => `${id.slice(0, -1)}${id.endsWith('0') ? '1' : '0'}`;

/** Where two answers begin to differ. */
function verschil(wat: string, p: string, q: string): string[] {
  if (p === q) return [];
  let i = 0;
  while (p[i] === q[i]) i++;
  return [`${wat}: ${p.slice(0, 3)} …${p.slice(Math.max(0, i - 60), i + 160)} <> ${q.slice(0, 3)} …${q.slice(Math.max(0, i - 60), i + 160)}`];
}

/** Every attempt is written in this list itself, while one looks; that it shows no id of the other is proved elsewhere. */
const GROEIT = new Set(['toegangsbeheer /beslissingen']);

/** Without what is new in every answer: moments, and ids that were made for it. An id of Overbrugge stays to be seen. */
function gladgestreken(antwoord: { status: number; body: unknown }, id: string): string {
  const tekst = typeof antwoord.body === 'string' ? antwoord.body : (zonderKenmerk(antwoord.body, id) ?? '');
  return `${antwoord.status} ${tekst}`
    .replaceAll(id, '<id>')
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, (u) => (vanA.includes(u) ? u : '<uuid>'))
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<moment>')
    .replace(/(name="(?:formuliercode|eenmalig)" value=")[^"]*/g, '$1');
}

interface Plaats {
  wat: string;
  /** The call with this id in this place. */
  roep: (id: string) => Promise<{ status: number; body: unknown }>;
}

/** Fields of a body that take an id, however deep: the way to them, and the body with an id there. */
function idVelden(schema: Record<string, unknown>, doc: Contract, pad: string[] = []): string[][] {
  const ref = schema['$ref'] as string | undefined;
  if (ref) return idVelden(doc.components.schemas[ref.split('/').at(-1)!]!, doc, pad);
  const keuzes = (schema['allOf'] ?? schema['oneOf'] ?? schema['anyOf']) as Record<string, unknown>[] | undefined;
  if (keuzes) return keuzes.flatMap((k) => idVelden(k, doc, pad));
  if (schema['format'] === 'uuid') return [pad];
  if (schema['type'] === 'array') return pad.length > 6 ? [] : idVelden((schema['items'] ?? {}) as Record<string, unknown>, doc, [...pad, '0']);
  const velden = Object.entries((schema['properties'] ?? {}) as Record<string, Record<string, unknown>>);
  return pad.length > 6 ? [] : velden.flatMap(([naam, v]) => idVelden(v, doc, [...pad, naam]));
}

function metId(body: unknown, pad: string[], id: string): unknown {
  const [eerste, ...rest] = pad;
  if (eerste === undefined) return id;
  if (eerste === '0') return [metId(Array.isArray(body) ? body[0] : undefined, rest, id)];
  const o = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  return { ...o, [eerste]: metId(o[eerste], rest, id) };
}

const vulIn = (pad: string, ids: string[]): string => {
  let i = 0;
  return pad.replace(/\{\w+\}/g, () => ids[i++] ?? NERGENS);
};

/** Every place of an operation where an id fits beside what is one's own. */
function plaatsen(component: string, pad: string, methode: string, b: Bewerking, doc: Contract): Plaats[] {
  const doe = (p: string, body?: unknown) => probeer(c, { component, methode, pad: p, token: tokens[component]!.ander, body }, b, doc);
  const aantal = pad.match(/\{\w+\}/g)?.length ?? 0;
  const eigen = aantal === 0 ? [[]] : vanB[component]!.map((id) => Array.from({ length: aantal }, () => id));
  const uit: Plaats[] = [];
  for (const ids of eigen) {
    if (aantal > 1) for (let i = 0; i < aantal; i++) uit.push({ wat: `pad, plaats ${i + 1}`, roep: (id) => doe(vulIn(pad, ids.with(i, id))) });
    for (const q of (b.parameters ?? []).filter((p) => p.in === 'query' && (p.schema?.['type'] ?? 'string') === 'string' && !p.schema?.['enum'])) {
      uit.push({ wat: `?${q.name}`, roep: (id) => doe(`${vulIn(pad, ids)}?${q.name}=${id}`) });
    }
    const schema = b.requestBody?.content?.['application/json']?.schema;
    if (!schema) continue;
    for (const veld of idVelden(schema, doc)) uit.push({ wat: veld.join('.'), roep: (id) => doe(vulIn(pad, ids), metId(voorbeeld(schema, doc), veld, id)) });
  }
  return uit;
}

test('there is something of both to try', () => {
  expect(vanA.length).toBeGreaterThanOrEqual(12);
  expect(vanB['registers']!.length).toBeGreaterThanOrEqual(2);
});

test.each(APIS)('%s: an id of Overbrugge in a path, query or body of Voorbeeldstad is an id that is nowhere', async (component) => {
  const doc = await contract(component);
  const verschillen: string[] = [];
  let geprobeerd = 0;
  for (const [pad, bewerkingen] of Object.entries(doc.paths)) {
    for (const [methode, b] of Object.entries(bewerkingen).filter(([m]) => METHODEN.includes(m))) {
      for (const p of plaatsen(component, pad, methode, b, doc)) {
        if (GROEIT.has(`${component} ${pad}`)) continue;
        for (const id of vanA) {
          const nergens = gladgestreken(await p.roep(buurman(id)), buurman(id));
          verschillen.push(...verschil(`${methode} ${pad} (${p.wat})`, gladgestreken(await p.roep(id), id), nergens));
          geprobeerd++;
        }
      }
    }
  }
  expect(verschillen).toEqual([]);
  expect(geprobeerd).toBeGreaterThan(vanA.length - 1);
});

interface Bladroute {
  methode: 'GET' | 'POST';
  pad: string;
}

/** The pages of the portaal, from its controllers. */
async function bladroutes(): Promise<Bladroute[]> {
  const portaal = (await definities()).find((d) => d.naam === 'portaal')!;
  return controllersVan(portaal.module).flatMap((k) =>
    methodenVan(k).flatMap((m) => {
      const methode = Reflect.getMetadata('method', m) as number | undefined;
      if (methode === undefined) return [];
      const pad = [Reflect.getMetadata('path', k) as string, Reflect.getMetadata('path', m) as string].map((d) => d.replace(/^\/|\/$/g, '')).filter(Boolean).join('/');
      return [{ methode: methode === 0 ? 'GET' : 'POST', pad: `/${pad}` } as Bladroute];
    }),
  );
}

/** Somebody at the portaal of Voorbeeldstad, with the cookies of the visit. */
class Bezoeker {
  private readonly koekjes = new Map<string, string>();

  async vraag(methode: string, pad: string, velden?: Record<string, string>): Promise<{ status: number; body: string }> {
    const a = await c.roep(methode, pad, {
      host: 'voorbeeldstad.localhost',
      koppen: this.koekjes.size > 0 ? { cookie: [...this.koekjes].map(([n, w]) => `${n}=${w}`).join('; ') } : {},
      ...(velden ? { ruw: { inhoud: Buffer.from(new URLSearchParams(velden).toString()), type: 'application/x-www-form-urlencoded' } } : {}),
    });
    for (const regel of [a.koppen['set-cookie'] ?? []].flat()) {
      const [naam, waarde] = regel.split(';')[0]!.split(/=(.*)/s) as [string, string];
      this.koekjes.set(naam, waarde);
    }
    return { status: a.status, body: `${String(a.koppen['location'] ?? '')} ${typeof a.body === 'string' ? a.body : JSON.stringify(a.body)}` };
  }

  /** Sends fields with the hidden ones of a form that this visitor has before them. */
  async verzend(vanaf: string, pad: string, velden: Record<string, string>): Promise<{ status: number; body: string }> {
    const { body } = await this.vraag('GET', vanaf);
    const verborgen = [...body.matchAll(/name="(formuliercode|eenmalig)" value="([^"]*)"/g)].map((m) => [m[1]!, m[2]!]);
    return this.vraag('POST', pad, { ...Object.fromEntries(verborgen), ...velden });
  }
}

test.each(['willem', 'ingrid'])('every page of the portaal shows %s of Voorbeeldstad nothing of Overbrugge, and no form touches it', async (persoon) => {
  const b = new Bezoeker();
  expect((await b.verzend('/aanmelden', '/aanmelden', { persoon })).status).toBe(303);
  expect((await b.vraag('GET', '/mijn-werk')).status).toBe(200);
  // What is read first: what came of a form is told on the next page.
  const routes = (await bladroutes()).filter((r) => !['/aanmelden', '/afmelden'].includes(r.pad)).sort((p, q) => p.methode.localeCompare(q.methode));
  expect(routes.filter((r) => r.pad.includes(':')).length).toBeGreaterThanOrEqual(8);
  const verschillen: string[] = [];
  for (const { methode, pad } of routes) {
    if (!pad.includes(':')) {
      if (methode === 'POST') continue; // makes something of one's own; names nothing of another
      const { body } = await b.vraag(methode, pad.replace('*', 'bestaat-niet'));
      verschillen.push(...vanA.filter((id) => body.includes(id)).map((id) => `${pad} shows ${id}`));
      continue;
    }
    const roep = (id: string) => (methode === 'GET' ? b.vraag('GET', pad.replace(/:\w+/g, id)) : b.verzend('/over', pad.replace(/:\w+/g, id), {}));
    const nergens = gladgestreken(await roep(NERGENS), NERGENS);
    for (const id of vanA) verschillen.push(...verschil(`${methode} ${pad}`, gladgestreken(await roep(id), id), nergens));
  }
  expect(verschillen).toEqual([]);
});
