import { agent, Browser, type Blad } from './browser.ts';
import { SCRIPT } from './antwoorden.ts';
import { openHuis, paginas, type Huis } from './huis.ts';
import { keurAntwoord, tekstVan } from './keuring.ts';
import { MENSEN } from './standin.ts';

// Every page of the route table, for everybody who can sign in, over HTTP. The stand-in answers as the contracts of the
// components say, so a page that reads something else than they promise fails here.

const ID = '018f0000-0000-7000-8000-000000000001';
/** Pages of our own words only. */
const ZONDER_GEGEVENS = ['/over', '/toegankelijkheid', '/mijn-werk', '/*'];

let huis: Huis;
const browsers = new Map<string, Browser>();

const padVan = (route: string): string => `${route.replace(':versie', '1').replace(/:\w+/g, ID).replace('/*', '/bestaat-niet')}${route === '/zoeken' ? '?q=feest' : ''}`;
const routes = (): string[] => paginas(huis.routes, 'GET');

async function ieder(doe: (wie: string, route: string, blad: Blad) => void): Promise<void> {
  for (const [wie, b] of browsers) for (const route of routes()) doe(wie, route, await b.ga(padVan(route)));
}

beforeAll(async () => {
  huis = await openHuis();
  browsers.set('', new Browser(huis.url));
  for (const wie of Object.keys(MENSEN)) browsers.set(wie, await new Browser(huis.url).meldAan(wie));
});
beforeEach(() => {
  Object.assign(huis.standin, { toon: 'gewoon', fout: null });
});
afterEach(() => {
  expect([huis.standin.woordbreuk, huis.standin.onbekend]).toEqual([[], []]);
});
afterAll(async () => {
  agent.destroy();
  await huis?.o.stop();
});

/** On the way to the provider of a municipality and back: nothing to see. */
const DOORGANG = ['/aanmelden/medewerker', '/aanmelden/terug'];

test('the table has every page of the house', () => {
  expect(routes().length).toBeGreaterThanOrEqual(20);
  expect(routes()).toEqual(expect.arrayContaining(['/', '/zoeken', '/publicaties/:id', '/uw-gegevens', '/dossiers/:id', '/concepten/:id', '/vernietigingslijsten/:id', '/verklaringen/:id', '/cijfers', '/register', '/controles/:id', '/beslissingen/:id', '/beleid/:versie', '/beleid/:versie/nieuw', '/applicaties/:id', '/applicaties/nieuw', '/applicaties/:id/wijzigen', '/toegang/:id', '/toegang/nieuw', '/medewerkers/:id']));
});

test('each page is plain Dutch, for whom it is for; who may not is told so or signs in first', async () => {
  const gezien = new Map<string, Set<number>>();
  await ieder((wie, route, blad) => {
    const mis = keurAntwoord(blad, { woorden: true });
    expect([wie, route, blad.status, mis]).toEqual([wie, route, blad.status, []]);
    gezien.set(route, new Set([...(gezien.get(route) ?? []), blad.status]));
    if (DOORGANG.includes(route)) expect([route, blad.status, blad.koppen.location]).toEqual([route, 303, '/aanmelden']);
    else if (blad.status === 303 && wie === '') expect([route, blad.koppen.location]).toEqual([route, `/aanmelden?verder=${encodeURIComponent(padVan(route))}`]);
    else if (route === '/*') expect(blad.status).toBe(404);
    else expect([wie, route, [200, 403].includes(blad.status)]).toEqual([wie, route, true]);
  });
  // Every page was seen by somebody: none of them only ever refuses.
  expect([...gezien].filter(([route, s]) => route !== '/*' && !DOORGANG.includes(route) && !s.has(200)).map(([route]) => route)).toEqual([]);
  // What the portaal asks is what the contracts take.
  expect(huis.standin.geweigerd).toEqual([]);
});

test('what a component says is text: with <script> in every field, every page shows it and runs nothing', async () => {
  huis.standin.toon = 'script';
  const toonde = new Set<string>();
  await ieder((wie, route, blad) => {
    expect([wie, route, keurAntwoord(blad)]).toEqual([wie, route, []]);
    expect(blad.status).toBeLessThan(500);
    if (String(blad.koppen['content-type']).startsWith('text/html')) expect([route, blad.tekst.includes(SCRIPT)]).toEqual([route, false]);
    if (blad.status === 200 && blad.tekst.includes('&lt;script&gt;alert(1)&lt;/script&gt;')) toonde.add(route);
    // A download is a file, never a page.
    if (!String(blad.koppen['content-type'] ?? 'text/html').startsWith('text/html')) {
      expect([route, blad.koppen['content-disposition']?.startsWith('attachment; filename="')]).toEqual([route, true]);
      toonde.add(route);
    }
  });
  expect(routes().filter((r) => !toonde.has(r)).sort()).toEqual([...ZONDER_GEGEVENS, ...DOORGANG].sort());
});

test('words that mean something to a machine are words here', async () => {
  huis.standin.toon = 'vijandig';
  for (let keer = 0; keer < 4; keer++) {
    await ieder((wie, route, blad) => expect([wie, route, blad.status < 500, keurAntwoord(blad)]).toEqual([wie, route, true, []]));
  }
});

describe('a refusal of the gateway is a page that says what one can do', () => {
  const DETAIL = 'De gemeente legt dit zo uit.';
  const gevallen = [
    { status: 400, titel: 'Dit lukte niet', zegt: true },
    { status: 403, titel: 'Dit mag u niet bekijken', zegt: true },
    { status: 404, titel: 'Deze pagina is er niet', zegt: false },
    { status: 409, titel: 'Dit kan nu niet', zegt: true },
    { status: 412, titel: 'Iemand anders was u voor', zegt: false },
    { status: 429, titel: 'Het is even te druk', zegt: false },
    { status: 500, titel: 'Er ging iets mis', zegt: false },
    { status: 502, titel: 'Deze pagina werkt nu even niet', zegt: false },
    { status: 503, titel: 'Deze pagina werkt nu even niet', zegt: false },
    { status: 504, titel: 'Deze pagina werkt nu even niet', zegt: false },
  ];

  test.each(gevallen)('$status: “$titel”', async ({ status, titel, zegt }) => {
    huis.standin.fout = { status, body: { status, title: 'Titel', detail: DETAIL } };
    let geraakt = 0;
    await ieder((wie, route, blad) => {
      expect([wie, route, keurAntwoord(blad, { woorden: true })]).toEqual([wie, route, []]);
      if (blad.status !== status) return;
      geraakt++;
      const tekst = tekstVan(blad.tekst);
      if (blad.tekst.includes(DETAIL) || !tekst.includes('Deze pagina is voor')) {
        if (!(status === 404 && route === '/*')) expect([route, tekst.includes(titel)]).toEqual([route, true]);
        expect([route, tekst.includes(DETAIL)]).toEqual([route, zegt]);
      }
      expect(blad.tekst).toContain('href="/"');
    });
    expect(geraakt).toBeGreaterThan(20);
  });

  test('401: signs in again, and comes back', async () => {
    huis.standin.fout = { status: 401, body: { status: 401, title: 'Niet aangemeld', detail: 'Het token geldt niet meer.' } };
    const blad = await browsers.get('archivaris')!.ga('/dossiers');
    expect([blad.status, blad.koppen.location]).toEqual([303, '/aanmelden?verder=%2Fdossiers']);
  });

  test('410: says why it is gone', async () => {
    huis.standin.fout = { status: 410, body: { status: 410, title: 'Weg', detail: 'Was er.', reden: 'De bewaartermijn is verstreken' } };
    const blad = await browsers.get('')!.ga(`/publicaties/${ID}`);
    expect([blad.status, tekstVan(blad.tekst).includes('de bewaartermijn is verstreken')]).toEqual([410, true]);
  });
});

describe('a form that failed leads back, with the reason, and changed nothing', () => {
  const LIJST = '/vernietigingslijsten';
  test.each([
    [400, 'Wat u invulde, klopt niet.', 'Wat u invulde, klopt niet.'],
    [403, 'Uw rol mag dit niet.', 'Uw rol mag dit niet.'],
    [409, 'Deze lijst is er al.', 'Deze lijst is er al.'],
    [412, 'De gegevens zijn intussen gewijzigd.', 'Iemand anders was u voor'],
    [503, 'ECONNREFUSED', 'Dat lukte nu niet'],
    [504, 'Te lang.', 'Dat lukte nu niet'],
  ])('%i', async (status, detail, zegt) => {
    const b = browsers.get('informatiebeheerder')!;
    await b.ga(LIJST);
    huis.standin.fout = { status, body: { status, title: 'Titel', detail } };
    const na = await b.verzend(LIJST, { naam: 'Najaar' });
    expect([na.status, na.koppen.location, keurAntwoord(na)]).toEqual([303, LIJST, []]);
    huis.standin.fout = null;
    const blad = await b.ga(LIJST);
    expect([tekstVan(blad.tekst).includes(zegt), keurAntwoord(blad, { woorden: true })]).toEqual([true, []]);
    // Said once.
    expect(tekstVan((await b.ga(LIJST)).tekst)).not.toContain(zegt);
  });

  test('401: signs in again', async () => {
    const b = browsers.get('informatiebeheerder')!;
    await b.ga(LIJST);
    huis.standin.fout = { status: 401, body: { status: 401, title: 'Niet aangemeld', detail: 'Te lang weg.' } };
    const na = await b.verzend(LIJST, { naam: 'Najaar' });
    expect([na.status, na.koppen.location]).toEqual([303, '/aanmelden']);
  });
});
