import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { VasteKlok } from '@bronhuis/standaarden';
import { Gateway, Weigering } from '../src/gateway/gateway.ts';
import { agent, Browser, stuur } from './browser.ts';
import { openHuis, paginas, type Huis } from './huis.ts';
import { keurAntwoord, tekstVan } from './keuring.ts';

const ID = '018f0000-0000-7000-8000-000000000001';

describe('everything behind the portaal is away', () => {
  let huis: Huis;
  const klok = new VasteKlok(new Date('2026-11-22T10:00:00Z'));
  const medewerker = (): Promise<Browser> => new Browser(huis.url).meldAan('archivaris');
  beforeAll(async () => {
    huis = await openHuis(klok);
  });
  afterAll(async () => {
    agent.destroy();
    await huis?.o.stop();
  });

  test('a page is a page that says so, with 503; what needs nobody stays; the portaal itself is ready', async () => {
    const b = await medewerker();
    huis.o.buiten.weg();
    try {
      const stand = new Map<string, number>();
      for (const route of paginas(huis.routes, 'GET')) {
        const blad = await b.ga(route.replace(':versie', '1').replace(/:\w+/g, ID).replace('/*', '/bestaat-niet') + (route === '/zoeken' ? '?q=feest' : ''));
        expect([route, keurAntwoord(blad, { woorden: true })]).toEqual([route, []]);
        if (blad.status === 503) expect([route, tekstVan(blad.tekst).includes('Deze pagina werkt nu even niet')]).toEqual([route, true]);
        stand.set(route, blad.status);
      }
      const met = (status: number): string[] => [...stand].filter(([, s]) => s === status).map(([r]) => r).sort();
      expect(met(200)).toEqual(['/', '/mijn-werk', '/over', '/toegankelijkheid']);
      expect(met(403)).toEqual(['/uw-gegevens', '/uw-gegevens/:id/ontvangstbewijs']);
      expect(met(404)).toEqual(['/*']);
      // On the way to the provider of a municipality and back: there is nobody to ask.
      expect(met(303)).toEqual(['/aanmelden/medewerker', '/aanmelden/terug']);
      expect(met(503).length).toBe(stand.size - 9);
      const start = await b.ga('/');
      expect(tekstVan(start.tekst)).toContain('Zoeken werkt nu even niet');
      // Ready is its own dependencies: the bundle holds.
      expect((await stuur(huis.url, { methode: 'GET', pad: '/health/ready' })).status).toBe(200);
    } finally {
      huis.o.buiten.weg(false);
    }
    expect((await b.ga('/dossiers')).status).toBe(200);
  });

  test('a policy bundle that is too old: not ready, and every page and form says so in Dutch', async () => {
    const b = await medewerker();
    huis.o.buiten.weg();
    klok.zet(new Date(klok.nu().getTime() + 16 * 60_000));
    expect((await stuur(huis.url, { methode: 'GET', pad: '/health/ready' })).status).toBe(503);
    expect((await stuur(huis.url, { methode: 'GET', pad: '/health/live' })).status).toBe(200);
    for (const r of huis.routes.filter((x) => !/^\/(health|metrics|portaal)/.test(x.pad))) {
      const blad = await b.doe({ methode: r.methode, pad: r.pad.replace(/:\w+|\*/g, ID), ...(r.methode === 'POST' ? { koppen: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'a=b' } : {}) });
      expect([r, blad.status, keurAntwoord(blad, { woorden: true })]).toEqual([r, 503, []]);
      expect(tekstVan(blad.tekst)).toContain('Deze pagina werkt nu even niet');
    }
    huis.o.buiten.weg(false);
  });
});

describe('a gateway that does not keep to the rules', () => {
  let server: Server;
  let gateway: Gateway;
  let doe: (vraag: IncomingMessage, antwoord: ServerResponse) => void;
  beforeAll(async () => {
    server = createServer((v, a) => doe(v, a));
    await new Promise<void>((klaar) => server.listen(0, '127.0.0.1', klaar));
    gateway = new Gateway(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { lezen: 300, schrijven: 300 });
  });
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await gateway.sluit();
  });

  const uitkomst = async (): Promise<unknown> => {
    try {
      return (await gateway.vraag({ pad: '/x', van: { host: 'overbrugge.localhost', adres: '203.0.113.7' } })).body;
    } catch (fout) {
      return fout instanceof Weigering ? [fout.status, fout.detail === undefined || !/<html|^\{/.test(fout.detail)] : fout;
    }
  };

  test.each<[string, typeof doe, unknown]>([
    ['says nothing for too long', () => undefined, [504, true]],
    ['stops half-way and says nothing more', (_, a) => void a.writeHead(200, { 'content-length': '100' }).write('{"a":'), [504, true]],
    ['hangs up before it answers', (v) => void v.socket.destroy(), [503, true]],
    ['hangs up half-way', (_, a) => void (a.writeHead(200, { 'content-length': '100' }).write('{"a":'), setTimeout(() => a.destroy(), 20)), [503, true]],
    ['answers with something else', (_, a) => void a.writeHead(200).end('<html>inlogscherm</html>'), [502, true]],
    ['refuses in another language', (_, a) => void a.writeHead(503, { 'content-type': 'text/html' }).end('<html>down</html>'), [503, true]],
    ['refuses with a number', (_, a) => void a.writeHead(403).end('7'), [403, true]],
    ['refuses with nothing', (_, a) => void a.writeHead(404).end('null'), [404, true]],
    ['answers', (_, a) => void a.writeHead(200).end('{"a":1}'), { a: 1 }],
  ])('%s', async (_, zo, verwacht) => {
    doe = zo;
    expect(await uitkomst()).toEqual(verwacht);
  });
});
