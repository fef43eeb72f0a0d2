import { createHash } from 'node:crypto';
import { VOORBEELDSTAD, wachtTot } from '@bronhuis/testing';
import { agent, Browser, stuur } from './browser.ts';
import { openHuis, type Huis } from './huis.ts';
import { keurAntwoord, tekstVan } from './keuring.ts';

const ISSUER = 'https://bronhuis.example';
let huis: Huis;
let uitdaging = '';
let gevraagd: Record<string, string>[] = [];
beforeAll(async () => {
  huis = await openHuis();
  const organisaties = huis.o.buiten.bundel.organisaties.map((o) => (o.oin === VOORBEELDSTAD ? { ...o, soort: 'productie' as const, aanmelden: true } : o));
  await huis.o.buiten.wijzigBundel({ organisaties });
  await wachtTot(async () => (await stuur(huis.url, { methode: 'GET', pad: '/aanmelden' }, VOORBEELDSTAD)).tekst.includes('werkaccount'), { ms: 15_000, wat: 'the new bundle' });
  // toegangsbeheer gives a token for the code `goed` to who knows the verifier of the question.
  huis.o.buiten.op('POST', '/toegangsbeheer/v1/token', (v) => {
    const f = Object.fromEntries(new URLSearchParams(String(v.body)));
    gevraagd.push(f);
    const past = f['grant_type']?.endsWith(':demonstratiepersoon') || (f['code'] === 'goed' && createHash('sha256').update(f['code_verifier'] ?? '').digest('base64url') === uitdaging);
    if (!past) return { status: 400, body: { error: 'invalid_grant', error_description: 'grant request is invalid' } };
    return { status: 200, body: { access_token: 'token-archivaris', token_type: 'Bearer', expires_in: 600, persoon: { id: 'adejong', naam: 'Ada de Jong', soort: 'medewerker', rollen: ['archivaris'] } } };
  });
});
afterAll(async () => {
  agent.destroy();
  await huis?.o.stop();
});
beforeEach(() => {
  gevraagd = [];
});

async function begonnen(pad = '/aanmelden/medewerker'): Promise<{ b: Browser; naar: URL; terug: (query: Record<string, string>) => string }> {
  const b = new Browser(huis.url, VOORBEELDSTAD);
  const naar = new URL(String((await b.ga(pad)).koppen.location));
  uitdaging = naar.searchParams.get('code_challenge') ?? '';
  const state = naar.searchParams.get('state') ?? '';
  return { b, naar, terug: (query) => `/aanmelden/terug?${new URLSearchParams({ state, iss: ISSUER, ...query }).toString()}` };
}

test('an employee signs in with the account of the municipality and comes back to where it was', async () => {
  const blad = await new Browser(huis.url, VOORBEELDSTAD).ga('/aanmelden?verder=%2Fdossiers');
  expect([blad.status, keurAntwoord(blad, { woorden: true })]).toEqual([200, []]);
  expect(blad.tekst).toContain('href="/aanmelden/medewerker?verder=%2Fdossiers"');
  const { b, naar, terug } = await begonnen('/aanmelden/medewerker?verder=%2Fdossiers');
  expect(naar.origin + naar.pathname).toBe(`${ISSUER}/toegangsbeheer/v1/authorize`);
  const adres = naar.searchParams.get('redirect_uri') ?? '';
  expect(adres).toMatch(/^https:\/\/[\w.:-]+\/aanmelden\/terug$/);
  const na = await b.ga(terug({ code: 'goed' }));
  expect([na.status, na.koppen.location]).toEqual([303, '/dossiers']);
  expect(gevraagd).toEqual([expect.objectContaining({ grant_type: 'authorization_code', code: 'goed', redirect_uri: adres, client_assertion: expect.any(String) })]);
  expect(tekstVan((await b.ga('/mijn-werk')).tekst)).toContain('Welkom, Ada de Jong');
});

test('what asks for a stronger sign-in leads there and back again; where there is none, it says so', async () => {
  const { b, terug } = await begonnen();
  await b.ga(terug({ code: 'goed' }));
  const uitdaging = 'Bearer error="insufficient_user_authentication", acr_values="hoog"';
  huis.standin.fout = { status: 401, koppen: { 'www-authenticate': uitdaging }, body: { detail: 'Meld u hiervoor opnieuw aan, met betrouwbaarheidsniveau hoog of hoger.', code: 'opwaarderen' } };
  try {
    const na = await b.ga('/vernietigingslijsten');
    expect([na.status, na.koppen.location]).toEqual([303, '/aanmelden/medewerker?verder=%2Fvernietigingslijsten&niveau=hoog']);
    const naar = new URL(String((await b.ga(String(na.koppen.location))).koppen.location));
    expect([naar.searchParams.get('acr_values'), naar.searchParams.get('organisatie')]).toEqual(['hoog', VOORBEELDSTAD]);
    expect(new URL(String((await b.ga('/aanmelden/medewerker?niveau=alles')).koppen.location)).searchParams.has('acr_values')).toBe(false);
    const demonstratie = await new Browser(huis.url).meldAan('archivaris');
    const blad = await demonstratie.ga('/vernietigingslijsten');
    expect([blad.status, tekstVan(blad.tekst).includes('betrouwbaarheidsniveau hoog')]).toEqual([403, true]);
  } finally {
    huis.standin.fout = null;
  }
});

test('a code for another question, of another issuer or in another browser signs nobody in', async () => {
  const { b, terug } = await begonnen();
  for (const pad of [terug({ code: 'goed', state: 'ander' }), '/aanmelden/terug?code=goed']) {
    const [een] = [await begonnen()];
    const na = await een.b.ga(pad);
    expect([na.status, na.koppen.location]).toEqual([303, '/aanmelden']);
  }
  expect((await new Browser(huis.url, VOORBEELDSTAD).ga(terug({ code: 'goed' }))).koppen.location).toBe('/aanmelden');
  expect((await (await begonnen()).b.ga(terug({ code: 'goed', iss: 'https://elders.example' }))).koppen.location).toBe('/aanmelden');
  expect(gevraagd).toEqual([]);
  expect((await b.ga('/mijn-werk')).status).toBe(303);
});

test('an attempt counts once, and whoever is refused reads why', async () => {
  const { b, terug } = await begonnen();
  expect((await b.ga(terug({ code: 'fout' }))).koppen.location).toBe('/aanmelden');
  expect(tekstVan((await b.ga('/aanmelden')).tekst)).toContain('Aanmelden lukte niet');
  expect((await b.ga(terug({ code: 'goed' }))).koppen.location).toBe('/aanmelden');
  expect(gevraagd).toHaveLength(1);
  const weer = await begonnen();
  await weer.b.ga(weer.terug({ error: 'access_denied', error_description: 'U heeft hier geen rol. Vraag uw applicatiebeheerder daarom.' }));
  expect(tekstVan((await weer.b.ga('/aanmelden')).tekst)).toContain('U heeft hier geen rol.');
});
