import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OVERBRUGGE, VOORBEELDSTAD, wachtTot } from '@bronhuis/testing';
import { aangemeldeSessie, Kluis, nieuweSessie } from '../src/sessie/sessie.ts';
import { agent, Browser, formulieren, stuur } from './browser.ts';
import { openHuis, paginas, type Huis } from './huis.ts';
import { keurAntwoord, tekstVan } from './keuring.ts';
import { MENSEN } from './standin.ts';

const ID = '018f0000-0000-7000-8000-000000000001';
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

let huis: Huis;
beforeAll(async () => {
  huis = await openHuis();
});
afterAll(async () => {
  agent.destroy();
  await huis?.o.stop();
});

const geschreven = (): number => huis.standin.gevraagd.filter((g) => !g.startsWith('GET ')).length;

test('everything that is asked for a page is asked for whoever looks at it, signing in included', async () => {
  huis.standin.afzenders.clear();
  const vooraf = huis.standin.gevraagd.length;
  const inwoner = await new Browser(huis.url, OVERBRUGGE, { 'x-forwarded-for': '203.0.113.7' }).meldAan('bakker');
  for (const pad of ['/zoeken?q=feest', '/uw-gegevens']) await inwoner.ga(pad);
  const medewerker = await new Browser(huis.url, OVERBRUGGE, { 'x-forwarded-for': '203.0.113.7' }).meldAan('behandelaar');
  await medewerker.ga('/dossiers');
  const gevraagd = huis.standin.gevraagd.slice(vooraf);
  expect(gevraagd.filter((g) => g === 'POST /toegangsbeheer/v1/token').length).toBeGreaterThanOrEqual(2);
  expect(gevraagd.some((g) => g.startsWith('GET /registers') || g.startsWith('GET /selectielijst'))).toBe(true);
  expect([...huis.standin.afzenders]).toEqual(['overbrugge.localhost:8080 203.0.113.7']);
});

describe('the cookie of a session', () => {
  test('is not for scripts, not for other sites, and over TLS for TLS alone', async () => {
    for (const [koppen, einde] of [[{}, ''], [{ 'x-forwarded-proto': 'https' }, '; Secure']] as const) {
      const b = new Browser(huis.url, OVERBRUGGE, koppen);
      await b.ga('/aanmelden');
      const na = await b.verzend('/aanmelden', { persoon: 'bakker' });
      const kop = (na.koppen['set-cookie'] ?? []).find((k) => k.startsWith('sessie='));
      expect(kop).toMatch(new RegExp(`^sessie=[^;]+; Path=/; HttpOnly; SameSite=Lax; Max-Age=\\d+${einde}$`));
      // Encrypted: neither the person nor the token is in it.
      expect(Buffer.from(kop?.split('.')[3] ?? '', 'base64url').toString('latin1') + kop).not.toMatch(/bakker|Saskia|token-/);
    }
  });

  test('a reader gets none; signing in changes the code of the forms; signing out ends it', async () => {
    const b = new Browser(huis.url);
    await b.ga('/');
    await b.ga('/zoeken?q=feest');
    expect([...b.koekjes.keys()]).toEqual([]);
    await b.ga('/aanmelden');
    const voor = formulieren(b.blad.tekst)[0]?.velden['formuliercode'];
    await b.verzend('/aanmelden', { persoon: 'bakker' });
    await b.ga('/uw-gegevens');
    const na = formulieren(b.blad.tekst)[0]?.velden['formuliercode'];
    expect([typeof voor, typeof na, voor === na]).toEqual(['string', 'string', false]);
    await b.verzend('/afmelden');
    expect(b.koekjes.has('sessie')).toBe(false);
    expect((await b.ga('/uw-gegevens')).status).toBe(303);
  });

  test('of one municipality opens nothing at another', async () => {
    const hier = await new Browser(huis.url).meldAan('archivaris');
    const daar = new Browser(huis.url, VOORBEELDSTAD);
    daar.koekjes.set('sessie', hier.koekjes.get('sessie') ?? '');
    expect((await hier.ga('/dossiers')).status).toBe(200);
    expect((await daar.ga('/dossiers')).status).toBe(303);
  });
});

describe('a form of somebody else', () => {
  test('counts nowhere: every route that changes something, without a code, with an old one, with one of another session', async () => {
    const mijn = await new Browser(huis.url).meldAan('informatiebeheerder');
    const ander = await new Browser(huis.url).meldAan('informatiebeheerder');
    await ander.ga('/dossiers');
    const vreemd = formulieren(ander.blad.tekst)[0]?.velden['formuliercode'] ?? '';
    await mijn.ga('/dossiers');
    const eigen = formulieren(mijn.blad.tekst)[0]?.velden['formuliercode'] ?? '';
    expect([eigen.length > 20, vreemd.length > 20, eigen === vreemd]).toEqual([true, true, false]);
    const routes = paginas(huis.routes, 'POST');
    expect(routes.length).toBeGreaterThanOrEqual(14);
    const velden = { naam: 'x', persoon: 'bakker', grond: 'beroep', toelichting: 'x', besluit: 'akkoord', rol: 'archivaris', versie: '1', titel: 'x', soort: 'adres', wat: 'x', pagina: '1' };
    const voor = geschreven();
    for (const route of routes) {
      for (const formuliercode of [undefined, '', vreemd, `${eigen}x`, eigen.toUpperCase()]) {
        const body = new URLSearchParams({ ...velden, ...(formuliercode === undefined ? {} : { formuliercode }) }).toString();
        const a = await mijn.doe({ methode: 'POST', pad: route.replace(/:\w+/g, ID), koppen: FORM, body });
        expect([route, a.status, keurAntwoord(a)]).toEqual([route, 303, []]);
      }
    }
    expect(geschreven()).toBe(voor);
    expect(mijn.koekjes.has('sessie')).toBe(true);
    expect(tekstVan((await mijn.ga('/dossiers')).tekst)).toContain('Dat formulier was verlopen');
    // The same with the right code does count: this is not a portaal that writes nothing.
    await mijn.doe({ methode: 'POST', pad: '/vernietigingslijsten', koppen: FORM, body: new URLSearchParams({ naam: 'Najaar', formuliercode: eigen }).toString() });
    expect(geschreven()).toBeGreaterThan(voor);
  });

  test('sent twice, it arrives with one key', async () => {
    const b = await new Browser(huis.url).meldAan('informatiebeheerder');
    await b.ga('/vernietigingslijsten');
    const { velden = {} } = formulieren(b.blad.tekst).find((f) => f.actie === '/vernietigingslijsten') ?? {};
    const sleutels = (): unknown[] => huis.o.buiten.gevraagd.filter((g) => g.methode === 'POST' && g.pad.endsWith('/vernietigingslijsten')).map((g) => g.headers['idempotency-key']);
    const voor = sleutels().length;
    for (let i = 0; i < 2; i++) await b.doe({ methode: 'POST', pad: '/vernietigingslijsten', koppen: FORM, body: new URLSearchParams({ ...velden, naam: 'Najaar' }).toString() });
    const [een, twee] = sleutels().slice(voor);
    expect([typeof een, een === twee]).toEqual(['string', true]);
  });
});

test('signing in leads back into the house and nowhere else', async () => {
  for (const verder of ['//kwaad.example', '/\\kwaad.example', 'https://kwaad.example/', 'javascript:alert(1)', '/%0d%0aSet-Cookie:x', '/\t/kwaad.example', '/..//kwaad.example', '/dossiers\r\nx: y']) {
    const b = new Browser(huis.url);
    await b.ga(`/aanmelden?verder=${encodeURIComponent(verder)}`);
    const na = await b.verzend('/aanmelden', { persoon: 'archivaris', verder });
    expect([verder, na.status, keurAntwoord(na)]).toEqual([verder, 303, []]);
    expect(new URL(String(na.koppen.location), 'http://overbrugge.localhost:8080').host).toBe('overbrugge.localhost:8080');
  }
  const b = new Browser(huis.url);
  await b.ga('/aanmelden?verder=%2Fdossiers%3Ftoon%3Dopen');
  expect((await b.verzend('/aanmelden', { persoon: 'archivaris' })).koppen.location).toBe('/dossiers?toon=open');
});

describe('an organisation of kind productie', () => {
  let kluis: Kluis;
  beforeAll(async () => {
    kluis = new Kluis(Buffer.from(JSON.parse(await readFile(join(huis.o.geheimen.map, 'sessie.key'), 'utf8').then((t) => (t.startsWith('"') ? t : JSON.stringify(t)))) as string, 'base64'));
    const organisaties = huis.o.buiten.bundel.organisaties.map((o) => (o.oin === VOORBEELDSTAD ? { ...o, soort: 'productie' as const } : o));
    await huis.o.buiten.wijzigBundel({ organisaties });
    await wachtTot(async () => (await stuur(huis.url, { methode: 'GET', pad: '/aanmelden' }, VOORBEELDSTAD)).status === 404, { ms: 15_000, wat: 'the new bundle' });
  });

  test('has no sign-in: no form, no people, no call, whatever is sent', async () => {
    const b = new Browser(huis.url, VOORBEELDSTAD);
    const blad = await b.ga('/aanmelden');
    expect([blad.status, formulieren(blad.tekst), tekstVan(blad.tekst).includes('Aanmelden kan hier nog niet')]).toEqual([404, [], true]);
    for (const { naam } of Object.values(MENSEN)) expect(blad.tekst).not.toContain(naam);
    expect(keurAntwoord(blad, { woorden: true })).toEqual([]);
    // Even with a session of our own making and its code: the check is not the missing form.
    const nu = huis.o.klok.nu();
    const sessie = nieuweSessie(VOORBEELDSTAD, nu);
    b.koekjes.set('sessie', await kluis.verzegel('sessie', sessie, sessie.tot));
    const voor = geschreven();
    const na = await b.doe({ methode: 'POST', pad: '/aanmelden', koppen: FORM, body: new URLSearchParams({ persoon: 'archivaris', formuliercode: sessie.formuliercode }).toString() });
    expect([na.status, na.koppen.location]).toEqual([303, '/aanmelden']);
    expect((na.koppen['set-cookie'] ?? []).some((k) => k.startsWith('sessie=') && !k.includes('Max-Age=0'))).toBe(false);
    expect(geschreven()).toBe(voor);
    // The same at a demonstration organisation does sign in, so it is the kind that refuses.
    const hier = await new Browser(huis.url).meldAan('archivaris');
    expect((await hier.ga('/dossiers')).status).toBe(200);
  });

  test('says nowhere that it is a demonstration', async () => {
    const blad = await stuur(huis.url, { methode: 'GET', pad: '/' }, VOORBEELDSTAD);
    expect([blad.status, /demonstratie|noindex/.test(blad.tekst)]).toEqual([200, false]);
  });
});

test('a session that was made up, is too old or of another key is nobody', async () => {
  const nu = huis.o.klok.nu();
  const persoon = { id: 'archivaris', naam: 'X', soort: 'medewerker' as const, rollen: ['archivaris'] };
  const vreemd = new Kluis(new Uint8Array(32).fill(7));
  const s = aangemeldeSessie(OVERBRUGGE, persoon, 'token-archivaris', 600, nu);
  for (const koek of [await vreemd.verzegel('sessie', s, s.tot), 'x', 'a.b.c.d.e']) {
    const a = await stuur(huis.url, { methode: 'GET', pad: '/dossiers', koppen: { cookie: `sessie=${koek}` } });
    expect([a.status, keurAntwoord(a)]).toEqual([303, []]);
  }
});
