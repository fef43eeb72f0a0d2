import { APIS, client, contract, GATEWAY, OVERBRUGGE, totGereed } from './hulp.ts';
import { NERGENS, probeer, tokensVanBeide, vul, zonderKenmerk, type Tokens } from './proberen.ts';
import { idsVan } from './stand.ts';

// Every endpoint of every component, made from the contracts, so that a new route is tried by itself: with a token of the
// other municipality it must answer as if the thing were not there. Same status, same message, no count.

interface Ding {
  component: string;
  pad: string;
  id: string;
}

const c = client();
let tokens: Tokens;
let dingen: Ding[];

/** Ids that live in Overbrugge: everything that its lists show, and the newest of every table, also of what no list shows. */
async function verzamel(): Promise<Ding[]> {
  const gevonden: Ding[] = [];
  for (const component of APIS) {
    const { paths } = await contract(component);
    for (const pad of Object.keys(paths).filter((p) => !p.includes('{') && 'get' in paths[p]!)) {
      const a = await c.roep('GET', `/${component}/v1${pad}`, { token: tokens[component]!.eigen, host: 'overbrugge.localhost' });
      const resultaten = (a.body as { resultaten?: Record<string, unknown>[] } | null)?.resultaten;
      if (a.status !== 200 || !Array.isArray(resultaten)) continue;
      for (const r of resultaten.slice(0, 3)) {
        // Ids that both have (VA-01, the name of an application) are not of one municipality.
        if (typeof r['id'] === 'string' && /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(r['id'])) gevonden.push({ component, pad, id: r['id'] });
      }
    }
  }
  const verborgen = await Promise.all(APIS.map(async (component) => (await idsVan(component, OVERBRUGGE)).map(({ tabel, id }) => ({ component, pad: tabel, id }))));
  return [...gevonden, ...verborgen.flat()];
}

beforeAll(async () => {
  await totGereed();
  tokens = await tokensVanBeide(c);
  dingen = await verzamel();
});

test('the story left things of every kind to try', () => {
  expect(new Set(dingen.map((d) => `${d.component}${d.pad}`)).size).toBeGreaterThanOrEqual(8);
});

// Before the next one, and before verwijzingen.spec.ts: their attempts put the ids that Voorbeeldstad asked for in Voorbeeldstad's own decision log.
test.each(APIS)('%s: no list, search, sitemap or count of Voorbeeldstad shows anything of Overbrugge', async (component) => {
  const { paths } = await contract(component);
  const ids = dingen.filter((d) => !d.pad.includes('objecttypen') || d.component === 'registers').map((d) => d.id);
  for (const pad of Object.keys(paths).filter((p) => !p.includes('{') && 'get' in paths[p]!)) {
    for (const query of ['', '?aantal=true', '?q=brandwacht', '?omvang=100']) {
      const a = await c.roep('GET', `/${component}/v1${pad}${query}`, { token: tokens[component]!.ander, host: 'voorbeeldstad.localhost' });
      const tekst = JSON.stringify(a.body) ?? '';
      for (const id of ids) expect(`${pad}${query} ${tekst.includes(id) ? id : 'niets'}`).toBe(`${pad}${query} niets`);
    }
  }
});

test.each(APIS)('%s: every operation on an id of Overbrugge answers Voorbeeldstad as if there were none', async (component) => {
  const doc = await contract(component);
  let geprobeerd = 0;
  for (const [pad, bewerkingen] of Object.entries(doc.paths).filter(([p]) => p.includes('{'))) {
    for (const [methode, bewerking] of Object.entries(bewerkingen).filter(([m]) => ['get', 'post', 'put', 'patch', 'delete'].includes(m))) {
      const eigen = dingen.filter((d) => d.component === component).map((d) => d.id);
      for (const id of [...new Set(eigen)].slice(-24)) {
        const ander = await probeer(c, { component, methode, pad: vul(pad, id), token: tokens[component]!.ander }, bewerking, doc);
        const nergens = await probeer(c, { component, methode, pad: vul(pad, NERGENS), token: tokens[component]!.ander }, bewerking, doc);
        expect(`${methode} ${pad}: ${ander.status} ${zonderKenmerk(ander.body, id)}`).toBe(`${methode} ${pad}: ${nergens.status} ${zonderKenmerk(nergens.body, NERGENS)}`);
        geprobeerd++;
      }
    }
  }
  expect(geprobeerd).toBeGreaterThan(3);
});

test('the pages and sitemaps of the other municipality know nothing of it', async () => {
  const publicaties = dingen.filter((d) => d.component === 'woo-publicatie' && d.pad === '/publicaties').map((d) => d.id);
  expect(publicaties.length).toBeGreaterThan(0);
  for (const id of publicaties) {
    for (const pad of [`/publicaties/${id}`, `/woo-publicatie/v1/publicaties/${id}`, `/woo-publicatie/v1/documenten/${id}/bestand`]) {
      const a = await c.roep('GET', pad, { host: 'voorbeeldstad.localhost' });
      expect(`${pad} ${a.status}`).toBe(`${pad} 404`);
    }
  }
  const sitemap = await c.roep('GET', '/sitemaps/sitemapindex-diwoo-infocat016.xml', { host: 'voorbeeldstad.localhost' });
  expect(sitemap.status).toBe(404);
});

test('nothing in a URL, body or header widens a tenant', async () => {
  const mijn = tokens['registers']!.ander;
  const proeven: { pad: string; status: number; koppen: Record<string, string> }[] = [
    { pad: `/registers/v1/dossiers?organisatie=${OVERBRUGGE}`, status: 400, koppen: {} },
    { pad: '/registers/v1/dossiers?kenmerk=Z', status: 200, koppen: { 'x-bronhuis-organisatie': OVERBRUGGE, 'x-forwarded-host': 'overbrugge.localhost' } },
  ];
  for (const o of proeven) {
    const a = await c.roep('GET', o.pad, { token: mijn, host: 'overbrugge.localhost', koppen: o.koppen });
    expect(a.status).toBe(o.status);
    for (const d of dingen) expect(JSON.stringify(a.body)).not.toContain(d.id);
  }
  expect(GATEWAY).not.toBe('');
});
