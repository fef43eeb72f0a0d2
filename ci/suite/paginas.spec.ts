import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { GATEWAY } from './hulp.ts';

// Every page in a real browser: axe finds nothing (WCAG 2.1 AA), at 320 px nothing runs off the side, and all of it
// works with JavaScript off.

const kandidaten = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const browserPad = kandidaten.find((p) => existsSync(p));
if (!browserPad) process.stderr.write('SKIPPED: pages in a browser (no Chromium on this machine)\n');
const metBrowser = browserPad ? describe : describe.skip;

const AXE = readFileSync(createRequire(join(process.cwd(), 'package.json')).resolve('axe-core/axe.min.js'), 'utf8');
/** In the page: one line per element, with the values of attributes left out that axe does not read. */
const KENMERKEN = `(() => {
  const waarde = (el, a) => {
    if (/^(aria-(labelledby|describedby|controls|owns)|for|headers)$/.test(a.name)) return a.value.split(/\\s+/).every((id) => document.getElementById(id));
    return /^(id|href|src|value|action|name|title|aria-label|content|d|x|y|x1|x2|y1|y2|cx|cy|r|width|height|points|transform|viewBox)$/.test(a.name) ? a.value !== '' : a.value;
  };
  const trek = new Map();
  const van = (el) => {
    if (!el) return '';
    if (!trek.has(el)) {
      const zegt = [...el.childNodes].some((k) => k.nodeType === 3 && k.textContent.trim());
      trek.set(el, van(el.parentElement) + '>' + el.tagName + [...el.attributes].map((a) => '[' + a.name + '=' + waarde(el, a) + ']').sort().join('') + (zegt ? '.' : el.children.length ? '' : '0'));
    }
    return trek.get(el);
  };
  return [...new Set([...document.querySelectorAll('*')].map(van))];
})()`;
const HOST = 'overbrugge.localhost';
const poort = new URL(GATEWAY).port;
const adres = (pad: string): string => `http://${HOST}:${poort}${pad}`;
const platen = process.env['SCHERMBEELDEN'];

metBrowser('pages', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: browserPad!,
      args: ['--no-sandbox', '--headless', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', `--host-resolver-rules=MAP *.localhost 127.0.0.1`],
    });
    if (platen) mkdirSync(platen, { recursive: true });
  });
  afterAll(async () => {
    await browser?.close();
  });

  const open = (breedte: number, javaScriptEnabled = true): Promise<BrowserContext> => browser.newContext({ viewport: { width: breedte, height: 900 }, javaScriptEnabled, bypassCSP: javaScriptEnabled });

  const gekeurd = new Set<string>();

  /**
   * What axe would look at: every element with its place, its attributes, whether it says something, and whether what
   * it refers to is there. People share most of a page; axe looks again only when there is something it did not see.
   */
  async function ietsNieuws(page: Page): Promise<boolean> {
    const trekken = await page.evaluate<string[]>(KENMERKEN);
    const breedte = page.viewportSize()!.width;
    const nieuw = trekken.map((trek) => `${breedte} ${trek}`).filter((trek) => !gekeurd.has(trek));
    for (const trek of nieuw) gekeurd.add(trek);
    return nieuw.length > 0;
  }

  async function keur(page: Page, naam: string): Promise<void> {
    if (await ietsNieuws(page)) await axe(page, naam);
    const overloop = await page.evaluate(() => {
      const d = (globalThis as unknown as { document: { documentElement: { scrollWidth: number; clientWidth: number } } }).document.documentElement;
      return d.scrollWidth - d.clientWidth;
    });
    expect([naam, overloop <= 0]).toEqual([naam, true]);
    if (platen) await page.screenshot({ path: join(platen, `${naam}.png`), fullPage: true });
  }

  async function axe(page: Page, naam: string): Promise<void> {
    await page.evaluate(AXE);
    const fouten = await page.evaluate(async () => {
      const uit = await (globalThis as unknown as { axe: { run(d: unknown, o: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }).axe.run(
        (globalThis as unknown as { document: unknown }).document,
        { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] },
      );
      return uit.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 120)).join(' | ')}`);
    });
    expect([naam, fouten]).toEqual([naam, []]);
  }

  /** Signs in with the form, as a person does. */
  async function meldAan(page: Page, naam: string): Promise<void> {
    await page.goto(adres('/aanmelden'));
    await page.getByLabel(new RegExp(naam)).check();
    await page.getByRole('button', { name: /aanmelden/i }).click();
    await page.waitForLoadState();
  }

  /** Every page that one can walk to from here with a link, each path pattern once. */
  async function loopRond(page: Page, start: string, wie: string, breedte: number): Promise<string[]> {
    const gedaan = new Set<string>();
    const rij = [start];
    while (rij.length > 0 && gedaan.size < 30) {
      const pad = rij.shift()!;
      const vorm = pad.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '<id>').replace(/^\/(applicaties|medewerkers)\/(?!nieuw$)[^/?]+/, '/$1/<id>').replace(/\?.*/, '');
      if (gedaan.has(vorm)) continue;
      gedaan.add(vorm);
      const antwoord = await page.goto(adres(pad));
      if (!String(antwoord?.headers()['content-type']).includes('text/html')) continue;
      expect([pad, antwoord!.status()]).toEqual([pad, 200]);
      if (await page.evaluate(() => true).catch(() => false)) await keur(page, `${wie}${vorm.replaceAll('/', '-').replaceAll('<id>', 'een')}-${breedte}`);
      const paden = await page.locator('a[href^="/"]').evaluateAll((as) => as.map((a) => (a as unknown as { getAttribute(n: string): string }).getAttribute('href')));
      rij.push(...paden.filter((p) => !/afmelden|\/(stijl|docs|bestand|download|ontvangstbewijs|tekst|toegangsregister)/.test(p)));
    }
    return [...gedaan];
  }

  const TAKEN: Record<string, string[]> = {
    'Noor de Graaf': ['/dossiers/<id>', '/objecttypen/<id>', '/objecttypen/<id>/zoeken'],
    'Farida el Amrani': ['/cijfers', '/register', '/controles', '/beslissingen', '/beslissingen/<id>'],
    'Petra Jonkers': ['/register', '/controles', '/controles/<id>', '/controles/<id>/resultaat', '/beslissingen', '/beslissingen/<id>', '/beleid', '/beleid/0', '/beleid/0/simulatie'],
    'Thijs Verhoeven': ['/toegang', '/toegang/<id>', '/toegang/alle', '/toegang/nieuw', '/medewerkers', '/medewerkers/<id>'],
    'Carla Brouwer': ['/controles/<id>/resultaat'],
    'Bas Hendriks': ['/applicaties', '/applicaties/<id>', '/applicaties/<id>/wijzigen', '/applicaties/nieuw', '/objecttypen/<id>', '/beleid/0/nieuw'],
  };

  const MENSEN = [
    { naam: '', start: '/' },
    { naam: 'Saskia Bakker', start: '/' },
    { naam: 'Noor de Graaf', start: '/' },
    { naam: 'Willem Postma', start: '/' },
    { naam: 'Ingrid Smeets', start: '/' },
    { naam: 'Thijs Verhoeven', start: '/' },
    { naam: 'Arjan Kloosterman', start: '/' },
    { naam: 'Greet van Dam', start: '/' },
    { naam: 'Farida el Amrani', start: '/mijn-werk' },
    { naam: 'Petra Jonkers', start: '/mijn-werk' },
    { naam: 'Carla Brouwer', start: '/mijn-werk' },
    { naam: 'Bas Hendriks', start: '/mijn-werk' },
  ];

  /** Before the walk: so that each of its pages has something on it. */
  test('what a colleague consulted: asked with a reason, approved by another, and then seen', async () => {
    const carla = await open(1280, false);
    const vraag = await carla.newPage();
    await meldAan(vraag, 'Carla Brouwer');
    await vraag.goto(adres('/controles'));
    await vraag.getByLabel('Gebruikersnaam').fill('noor');
    const dag = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    await vraag.getByLabel('Eerste dag').fill(dag);
    await vraag.getByLabel('Laatste dag').fill(new Date(Date.now() + 86_400_000).toISOString().slice(0, 10));
    await vraag.getByLabel(/Waarom/).fill('Een inwoner meldde dat haar dossier zonder reden is bekeken.');
    await vraag.getByRole('button', { name: 'Doe het verzoek' }).click();
    const pad = new URL(vraag.url()).pathname;
    expect(pad).toMatch(/^\/controles\/[0-9a-f-]{36}$/);
    expect(await vraag.locator('main').textContent()).toMatch(/Een ander moet dit goedkeuren/);
    expect((await vraag.goto(adres(`${pad}/resultaat`)))?.status()).toBe(403);

    const petra = await open(1280, false);
    const oordeel = await petra.newPage();
    await meldAan(oordeel, 'Petra Jonkers');
    await oordeel.goto(adres(pad));
    await oordeel.getByRole('button', { name: 'Keur het verzoek goed' }).click();
    expect(await oordeel.locator('main').textContent()).toMatch(/U keurde het verzoek goed/);

    await vraag.goto(adres(pad));
    await vraag.getByRole('link', { name: 'Bekijk het resultaat' }).click();
    expect(await vraag.getByRole('heading', { level: 1 }).textContent()).toMatch(/Wat noor raadpleegde/);
    expect(await vraag.locator('main').textContent()).toMatch(/Over hoeveel mensen/);
    await carla.close();
    await petra.close();
  });

  test('access for a time: asked for a colleague, granted by another, and to be seen', async () => {
    const [greet, thijs] = [await open(1280, false), await open(1280, false)];
    const vraag = await greet.newPage();
    await meldAan(vraag, 'Greet van Dam');
    await vraag.goto(adres('/toegang'));
    await vraag.getByRole('link', { name: 'Vraag toegang voor een medewerker' }).click();
    await vraag.getByLabel('Welke medewerker?').fill('willem');
    await vraag.getByLabel('In welke rol?').selectOption('bestuurder');
    await vraag.getByLabel('Voor welk werk?').selectOption({ label: 'Actieve openbaarmaking' });
    await vraag.getByLabel('Tot en met welke dag?').fill(new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10));
    await vraag.getByLabel('Waarom is het nodig?').fill('Beslist tijdens de vakantie mee over wat openbaar wordt.');
    await vraag.getByRole('button', { name: 'Vraag de toegang' }).click();
    const pad = new URL(vraag.url()).pathname;
    expect(pad).toMatch(/^\/toegang\/[0-9a-f-]{36}$/);
    expect(await vraag.locator('main').textContent()).toMatch(/Wacht op een besluit/);
    expect(await vraag.getByRole('button', { name: 'Ken de toegang toe' }).count()).toBe(0);

    const oordeel = await thijs.newPage();
    await meldAan(oordeel, 'Thijs Verhoeven');
    await oordeel.goto(adres(pad));
    await oordeel.getByLabel('Waarom mag dit?').fill('Past bij het werk van Willem.');
    await oordeel.getByRole('button', { name: 'Ken de toegang toe' }).click();
    expect(await oordeel.locator('main').textContent()).toMatch(/Geldt nu/);
    await oordeel.getByRole('link', { name: 'Willem Postma' }).click();
    expect(await oordeel.locator('main').textContent()).toMatch(/Bestuurder/);
    await greet.close();
    await thijs.close();
  });

  test('an application: registered after a mistake was mended, and withdrawn', async () => {
    const context = await open(320);
    const page = await context.newPage();
    await meldAan(page, 'Bas Hendriks');
    await page.goto(adres('/applicaties'));
    await page.getByRole('link', { name: 'Registreer een applicatie' }).click();
    await page.getByLabel('Naam van de applicatie').fill('Bomenregister');
    await page.getByLabel(/Nummer van de organisatie/).fill('12');
    await page.getByRole('group', { name: /bij een ander bedrijf/ }).getByLabel('Nee').check();
    await page.getByLabel('Evenementenvergunning behandelen').check();
    await page.getByRole('button', { name: 'Registreer de applicatie' }).click();
    expect(await page.getByRole('alert').textContent()).toMatch(/precies 20 cijfers/);
    await keur(page, 'applicatie-fout-320');
    await page.getByLabel(/Nummer van de organisatie/).fill('');
    await page.getByRole('button', { name: 'Registreer de applicatie' }).click();
    expect(await page.locator('main').textContent()).toMatch(/staat in het register.*Dit ontbreekt nog/s);
    const pad = new URL(page.url()).pathname;
    await page.getByRole('link', { name: 'Wijzig' }).click();
    await page.getByLabel('Nee, trek de applicatie in').check();
    await page.getByRole('button', { name: 'Bewaar de wijziging' }).click();
    expect([new URL(page.url()).pathname, await page.getByRole('heading', { level: 1 }).textContent()]).toEqual([pad, 'Bomenregister']);
    expect(await page.locator('main').textContent()).toMatch(/De applicatie is ingetrokken/);
    await context.close();
  });

  test.each(MENSEN.flatMap((m) => [320, 1280].map((breedte) => ({ ...m, breedte }))))('$naam at $breedte px: axe finds nothing and nothing runs off the side', async ({ naam, start, breedte }) => {
    const context = await open(breedte);
    const page = await context.newPage();
    if (naam) await meldAan(page, naam);
    const gezien = await loopRond(page, start, naam.split(' ')[0]?.toLowerCase() ?? '', breedte);
    expect(gezien.length).toBeGreaterThanOrEqual(2);
    // What this role has on its start page was walked to.
    for (const pad of TAKEN[naam] ?? []) expect([naam, gezien.includes(pad)]).toEqual([naam, true]);
    await context.close();
  });

  /** From the list of types to a registration, as it was thought to be on another day, and what changed. */
  async function doorRegister(page: Page, bekijk: (naam: string) => Promise<void>): Promise<void> {
    await page.goto(adres('/objecttypen?toon=registratie'));
    await bekijk('typen');
    await page.getByRole('link', { name: 'Standplaats', exact: true }).click();
    await bekijk('type');
    await page.getByRole('link', { name: 'Zoek een registratie' }).click();
    await page.getByLabel('Zoek op').selectOption({ label: 'Plaats' });
    await page.getByRole('button', { name: 'Voeg toe' }).click();
    await page.getByLabel('Waarde', { exact: true }).fill('markt');
    await page.getByLabel('Nog een voorwaarde').selectOption({ label: 'Houder: burgerservicenummer' });
    await page.getByRole('button', { name: 'Voeg toe' }).click();
    await page.getByLabel('Hoe', { exact: true }).nth(1).selectOption({ label: 'is precies' });
    await page.getByLabel('Waarde', { exact: true }).nth(1).fill('999993033');
    await page.getByRole('button', { name: 'Zoeken', exact: true }).click();
    expect([page.url().includes('999993033'), await page.getByRole('status').textContent()]).toEqual([false, '1 registratie gevonden']);
    await bekijk('gevonden');
    await page.getByRole('link', { name: 'Markt, plek 4' }).click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Markt, plek 4');
    await bekijk('registratie');
    // The drawing: what was thought before the correction, by the link in a rectangle.
    await page.getByRole('link', { name: /^versie 2 achterhaald/ }).click();
    expect(await page.locator('main').textContent()).toMatch(/Zo was het op .* zoals we het wisten op/);
    expect(await page.getByRole('table', { name: /Gegevens/ }).textContent()).toContain('18');
    await page.getByRole('link', { name: 'Wat veranderde er? Versie 3' }).click();
    expect(await page.getByRole('table', { name: 'Veranderde gegevens' }).textContent()).toMatch(/Oppervlakte\s*Veranderd\s*18\s*16/);
    await bekijk('verschil');
  }

  test.each([320, 1280])('a registration and its timeline at %i px: axe finds nothing and nothing runs off the side', async (breedte) => {
    const context = await open(breedte);
    const page = await context.newPage();
    await meldAan(page, 'Noor de Graaf');
    await doorRegister(page, (naam) => keur(page, `register-${naam}-${breedte}`));
    await context.close();
  });

  test('without JavaScript: a registration is found, and seen on another day', async () => {
    const context = await open(1280, false);
    const page = await context.newPage();
    await meldAan(page, 'Thijs Verhoeven');
    await doorRegister(page, async () => undefined);
    await context.close();
  });

  test('without JavaScript: search, read, sign in, see who used your data, sign out', async () => {
    const context = await open(1280, false);
    const page = await context.newPage();
    await page.goto(adres('/'));
    await page.getByRole('searchbox').or(page.getByRole('textbox')).first().fill('buurtfeest');
    await page.getByRole('button', { name: /zoek/i }).click();
    await page.getByRole('link', { name: /Buurtfeest/ }).first().click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toMatch(/Buurtfeest/);
    await meldAan(page, 'Saskia Bakker');
    await page.goto(adres('/uw-gegevens'));
    expect(await page.locator('main').textContent()).toMatch(/burgemeester/);
    await context.close();
  });

  test('a demonstration says so on every page, and an unknown page is a friendly one', async () => {
    const context = await open(1280);
    const page = await context.newPage();
    await page.goto(adres('/'));
    expect(await page.locator('body').textContent()).toMatch(/demonstratie/i);
    const weg = await page.goto(adres('/bestaat-niet'));
    expect(weg?.status()).toBe(404);
    await keur(page, 'niet-gevonden');
    await context.close();
  });
});

