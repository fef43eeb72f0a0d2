import { request } from 'node:http';
import { stukken } from '../../deploy/src/keten/stukken.ts';
import { client, GATEWAY, OVERBRUGGE } from './hulp.ts';

// The portal as a browser without JavaScript meets it: sessions, forms, redirects, headers, and the work of an employee
// from a refused file to a publication.

interface Blad {
  status: number;
  koppen: Record<string, string | string[] | undefined>;
  tekst: string;
}

const poort = new URL(GATEWAY).port;
const HOSTS = { overbrugge: `overbrugge.localhost:${poort}`, voorbeeldstad: `voorbeeldstad.localhost:${poort}` };

function stuur(host: string, methode: string, pad: string, koppen: Record<string, string>, body: Buffer | null): Promise<Blad> {
  return new Promise((klaar, mislukt) => {
    const vraag = request(`${GATEWAY}${pad}`, { method: methode, headers: { host, ...koppen, ...(body ? { 'content-length': String(body.length) } : {}) } }, (a) => {
      const delen: Buffer[] = [];
      a.on('data', (deel: Buffer) => delen.push(deel));
      a.on('end', () => klaar({ status: a.statusCode ?? 0, koppen: a.headers, tekst: Buffer.concat(delen).toString('utf8') }));
    });
    vraag.on('error', mislukt);
    vraag.end(body ?? undefined);
  });
}

/** Keeps cookies, follows redirects, and fills in a form as it stands on the page. */
class Browser {
  readonly koekjes = new Map<string, string>();
  blad: Blad = { status: 0, koppen: {}, tekst: '' };
  pad = '/';

  constructor(private readonly host = HOSTS.overbrugge) {}

  async ga(pad: string): Promise<this> {
    return this.haal('GET', pad, {}, null);
  }

  /** Sends the form with this action, with its hidden fields and these values. */
  async verzend(actie: string, velden: Record<string, string | File> = {}, o: { zonderCode?: boolean; volg?: boolean } = {}): Promise<this> {
    const formulier = this.blad.tekst.split('<form').find((deel) => deel.includes(`action="${actie}"`));
    if (!formulier) throw new Error(`geen formulier ${actie} op ${this.pad}`);
    const verborgen = [...formulier.split('</form>')[0]!.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map((m) => [m[1]!, m[2]!] as const);
    const alles = { ...Object.fromEntries(verborgen), ...velden };
    if (o.zonderCode) delete alles['formuliercode'];
    if (!formulier.includes('multipart/form-data')) {
      const body = Buffer.from(new URLSearchParams(alles as Record<string, string>).toString());
      return this.haal('POST', actie, { 'content-type': 'application/x-www-form-urlencoded' }, body, o.volg);
    }
    const gegevens = new FormData();
    for (const [naam, waarde] of Object.entries(alles)) gegevens.set(naam, waarde);
    const r = new Response(gegevens);
    return this.haal('POST', actie, { 'content-type': r.headers.get('content-type') ?? '' }, Buffer.from(await r.arrayBuffer()), o.volg);
  }

  async meldAan(persoon: string): Promise<this> {
    await this.ga('/aanmelden');
    return this.verzend('/aanmelden', { persoon });
  }

  private async haal(methode: string, pad: string, koppen: Record<string, string>, body: Buffer | null, volg = true): Promise<this> {
    const cookie = [...this.koekjes].map(([n, w]) => `${n}=${w}`).join('; ');
    this.blad = await stuur(this.host, methode, pad, { ...koppen, ...(cookie ? { cookie } : {}) }, body);
    this.pad = pad;
    for (const regel of [this.blad.koppen['set-cookie'] ?? []].flat()) {
      const [naam, waarde] = regel.split(';')[0]!.split(/=(.*)/s) as [string, string];
      if (/Max-Age=0/.test(regel)) this.koekjes.delete(naam);
      else this.koekjes.set(naam, waarde);
    }
    return this.blad.status === 303 && volg ? this.ga(String(this.blad.koppen['location'])) : this;
  }
}

const c = client();

/** A dossier of the case application that has been decided on: it becomes a concept. */
async function besloten(kenmerk: string): Promise<void> {
  const { body } = await c.tokenVoor('zaaksysteem', { organisatie: OVERBRUGGE, verwerkingsactiviteit: 'VA-01', gebruiker: 'noor' });
  const token = String((body as { access_token: string }).access_token);
  const typen = (await c.roep('GET', '/registers/v1/objecttypen?omvang=100', { token })).body as { resultaten: { id: string; naam: string }[] };
  const objecttype = typen.resultaten.find((t) => t.naam === 'evenementendossier')?.id;
  const gegevens = { aanvrager: { bsn: '999993021', naam: 'Saskia Bakker', adres: 'Lindeplein 12, 1234 AB Overbrugge' } };
  const open = await c.roep('POST', '/registers/v1/dossiers', { token, body: { objecttype, kenmerk, onderwerp: 'Buurtfeest Lindeplein', startdatum: new Date().toISOString().slice(0, 10), gegevens } });
  const id = (open.body as { id: string }).id;
  const lezen = await c.roep('GET', `/registers/v1/dossiers/${id}`, { token });
  const wijzig = await c.roep('PATCH', `/registers/v1/dossiers/${id}`, { token, body: { uitkomst: 'verleend' }, koppen: { 'if-match': String(lezen.koppen['etag']) } });
  expect([open.status, wijzig.status]).toEqual([201, 200]);
}

const wacht = (ms: number): Promise<void> => new Promise((klaar) => setTimeout(klaar, ms));

async function concept(b: Browser, kenmerk: string): Promise<string> {
  for (let i = 0; i < 60; i++) {
    await b.ga('/concepten');
    const m = new RegExp(`href="(/concepten/[0-9a-f-]{36})">${kenmerk}<`).exec(b.blad.tekst);
    if (m) return m[1]!;
    await wacht(500);
  }
  throw new Error(`geen concept van ${kenmerk}`);
}

describe('what a browser gets', () => {
  test('a strict policy on every page, also when it is an error; no script, nothing from elsewhere', async () => {
    for (const pad of ['/', '/aanmelden', '/over', '/bestaat-niet', '/publicaties/x', '/zoeken?q=%3Cscript%3E']) {
      const { blad } = await new Browser().ga(pad);
      expect([pad, blad.koppen['content-security-policy']]).toEqual([pad, "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"]);
      expect([pad, blad.tekst.match(/<script|<style|\sstyle=|(?:src|href)="(?:https?:)?\/\//g)]).toEqual([pad, null]);
      expect(blad.koppen['cache-control']).toBe('no-store');
    }
  });

  test('a reader who only reads gets no cookie', async () => {
    const b = await new Browser().ga('/');
    await b.ga('/zoeken?q=feest');
    expect([...b.koekjes]).toEqual([]);
  });

  test('the style sheets are small, and kept for a year under an address of their content', async () => {
    const b = await new Browser().ga('/');
    const paden = [...b.blad.tekst.matchAll(/rel="stylesheet" href="([^"]+)"/g)].map((m) => m[1]!);
    expect(paden).toHaveLength(3);
    for (const pad of paden) {
      const a = await stuur(HOSTS.overbrugge, 'GET', pad, { 'accept-encoding': 'br' }, null);
      expect([a.status, a.koppen['content-encoding'], Number(a.koppen['content-length']) < 40_000]).toEqual([200, 'br', true]);
      expect(a.koppen['cache-control']).toContain('immutable');
    }
  });
});

describe('signing in', () => {
  test('the cookie is not for scripts or other sites, tells nothing, and is gone after signing out', async () => {
    const b = await new Browser().ga('/aanmelden');
    await b.verzend('/aanmelden', { persoon: 'bakker' }, { volg: false });
    expect([b.blad.status, b.blad.koppen['location']]).toEqual([303, '/uw-gegevens']);
    const kop = [b.blad.koppen['set-cookie'] ?? []].flat().find((k) => k.startsWith('sessie='));
    expect(kop).toMatch(/; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+/);
    expect(Buffer.from(b.koekjes.get('sessie') ?? '', 'base64').toString()).not.toMatch(/bakker|access|999993021/i);
    await b.ga('/uw-gegevens');
    expect(b.blad.tekst).toContain('Wie gebruikte uw gegevens?');
    await b.verzend('/afmelden');
    expect(b.koekjes.has('sessie')).toBe(false);
    expect(b.blad.tekst).toContain('U bent afgemeld');
  });

  test('a session of one municipality opens nothing at the other, and a damaged one is nobody', async () => {
    const hier = await new Browser().meldAan('ingrid');
    expect(hier.blad.tekst).toContain('Ingrid');
    const daar = new Browser(HOSTS.voorbeeldstad);
    daar.koekjes.set('sessie', hier.koekjes.get('sessie') ?? '');
    await daar.ga('/dossiers');
    expect([daar.pad.split('?')[0], daar.blad.tekst.includes('Ingrid Smeets</span>')]).toEqual(['/aanmelden', false]);
    const stuk = new Browser();
    stuk.koekjes.set('sessie', `${(hier.koekjes.get('sessie') ?? '').slice(0, -4)}AAAA`);
    await stuk.ga('/dossiers');
    expect(stuk.pad).toBe('/aanmelden?verder=%2Fdossiers');
  });

  test('leads back to where one wanted to be, and never to another site', async () => {
    const b = await new Browser().ga('/dossiers');
    expect(b.pad).toBe('/aanmelden?verder=%2Fdossiers');
    await b.verzend('/aanmelden', { persoon: 'noor' });
    expect(b.pad).toBe('/dossiers');
    const lokaas = await new Browser().ga('/aanmelden?verder=//kwaad.example');
    await lokaas.verzend('/aanmelden', { persoon: 'noor', verder: '//kwaad.example' });
    expect(lokaas.pad).toBe('/mijn-werk');
  });

  test('a form without the code of the session changes nothing', async () => {
    const b = await new Browser().ga('/aanmelden');
    await b.verzend('/aanmelden', { persoon: 'ingrid' }, { zonderCode: true });
    expect(b.blad.tekst).toContain('Dat formulier was verlopen');
    await b.meldAan('ingrid');
    const voor = (await b.ga('/vernietigingslijsten')).blad.tekst.match(/\/vernietigingslijsten\/[0-9a-f-]{36}/g)?.length ?? 0;
    await b.verzend('/vernietigingslijsten', { naam: 'Zonder code' }, { zonderCode: true });
    expect(b.blad.tekst).toContain('Er is niets veranderd');
    expect(b.blad.tekst).not.toContain('Zonder code');
    expect(b.blad.tekst.match(/\/vernietigingslijsten\/[0-9a-f-]{36}/g)?.length ?? 0).toBe(voor);
  });
});

describe('who may see what', () => {
  test.each(['/dossiers', '/concepten', '/vernietigingslijsten', '/mijn-werk'])('%s is not for a resident', async (pad) => {
    const b = await new Browser().meldAan('bakker');
    await b.ga(pad);
    expect([b.blad.status, b.blad.tekst.includes('Deze pagina is voor medewerkers')]).toEqual([403, true]);
  });

  test.each([
    ['noor', ['/cijfers', '/controles']],
    ['bas', ['/cijfers', '/controles']],
    ['carla', ['/cijfers']],
    ['petra', ['/cijfers']],
  ])('%s is told no at what is of another role: %j', async (wie, paden) => {
    const b = await new Browser().meldAan(wie);
    for (const pad of paden) {
      await b.ga(pad);
      expect([pad, b.blad.status, b.blad.tekst.includes('Dit mag u niet bekijken')]).toEqual([pad, 403, true]);
    }
  });

  test.each([
    ['farida', '/cijfers', /Hoe vaak/],
    ['farida', '/register', /Evenementenvergunning behandelen/],
    ['petra', '/register', /Inwoners zien dit gebruik niet/],
    ['carla', '/controles', /Nieuw verzoek/],
    ['farida', '/controles', /Nieuw verzoek/],
    ['bas', '/applicaties', /Zaaksysteem Beide Oevers/],
    ['bas', '/applicaties/zaaksysteem', /Team Informatiebeheer Beide Oevers/],
  ])('%s works at %s', async (wie, pad, zegt) => {
    const b = await new Browser().meldAan(wie);
    await b.ga(pad);
    expect([pad, b.blad.status]).toEqual([pad, 200]);
    expect(b.blad.tekst).toMatch(zegt);
  });

  test('a dossier is held by who may, and let go again; the secretary only sees it', async () => {
    const kenmerk = `Z-B${Date.now().toString(36)}`;
    await besloten(kenmerk);
    const b = await new Browser().meldAan('ingrid');
    let pad = '';
    for (let i = 0; i < 60 && !pad; i++) {
      await b.ga(`/dossiers?kenmerk=${kenmerk}`);
      pad = /href="(\/dossiers\/[0-9a-f-]{36})"/.exec(b.blad.tekst)?.[1] ?? '';
      if (!pad) await wacht(500);
    }
    await b.ga(pad);
    await b.verzend(`${pad}/bevriezingen`, { grond: 'beroep', toelichting: 'De rechter beslist nog.', verwijzing: 'Z-1' });
    expect(b.blad.tekst).toContain('Het komt op geen vernietigingslijst');
    expect(b.blad.tekst).toContain('Er loopt een beroep. De rechter beslist nog.');
    const greet = await new Browser().meldAan('greet');
    await greet.ga(pad);
    expect([greet.blad.tekst.includes('De rechter beslist nog.'), greet.blad.tekst.includes(`${pad}/bevriezingen`)]).toEqual([true, false]);
    const opheffen = new RegExp(`action="(${pad}/bevriezingen/[0-9a-f-]{36}/opheffen)"`).exec(b.blad.tekst)?.[1] ?? '';
    await b.verzend(opheffen);
    expect(b.blad.tekst).toContain('houdt het dossier niet langer vast');
    expect(b.blad.tekst).not.toContain('De rechter beslist nog.');
  });

  test('an employee has no page of a resident', async () => {
    const b = await new Browser().meldAan('noor');
    await b.ga('/uw-gegevens');
    expect([b.blad.status, b.blad.tekst.includes('Deze pagina is voor inwoners')]).toEqual([403, true]);
  });

  test('a resident reads who used the data, without technical words or employees, and takes a proof along', async () => {
    const b = await new Browser().meldAan('bakker');
    expect(b.blad.tekst).toMatch(/[Dd]e burgemeester van Gemeente Overbrugge/);
    expect(b.blad.tekst.replace(/<[^>]+>/g, ' ')).not.toMatch(/VA-0\d|\d{20}|Noor de Graaf|Jan de Wit|999993021|[0-9a-f]{8}-[0-9a-f]{4}-/);
    const bewijs = /href="(\/uw-gegevens\/[0-9a-f-]{36}\/ontvangstbewijs)"/.exec(b.blad.tekst)?.[1] ?? '';
    await b.ga(bewijs);
    expect(b.blad.koppen['content-disposition']).toMatch(/^attachment; filename="ontvangstbewijs-/);
    expect(JSON.parse(b.blad.tekst)).toMatchObject({ soort: 'bronhuis-ontvangstbewijs' });
  });
});

test('from a refused file to a publication; a form that is sent twice counts once', async () => {
  const kenmerk = `Z-P${Date.now().toString(36)}`;
  await besloten(kenmerk);
  const b = await new Browser().meldAan('willem');
  const pad = await concept(b, kenmerk);
  const bied = async (naam: keyof typeof stukken): Promise<void> => {
    await b.ga(pad);
    const bytes = await stukken[naam](kenmerk, `woord${kenmerk.toLowerCase().replaceAll('-', '')}`);
    await b.verzend(`${pad}/documenten`, { titel: 'Besluit', bestand: new File([new Uint8Array(bytes)], `${naam}.pdf`, { type: 'application/pdf' }) });
  };
  await bied('aanvraag');
  expect(b.blad.tekst).toContain('er staat een burgerservicenummer in');
  expect(b.blad.tekst).toContain('Op pagina 1 staat een burgerservicenummer');
  expect(b.blad.tekst).not.toContain('999993021');
  await bied('besluit');
  expect(b.blad.tekst).toMatch(/Op pagina 1 staat een adres/);
  expect(b.blad.tekst).not.toContain('action="' + pad + '/publiceren"');

  await b.verzend(pad, { officieleTitel: `Besluit <feest> ${kenmerk}`, omschrijving: 'Verleend.', besluitdatum: '2026-11-20' });
  expect(b.blad.tekst).toContain(`Besluit &lt;feest&gt; ${kenmerk}`);
  const oud = b.blad;
  await bied('publicatieversie');
  expect(b.blad.tekst).toContain('Het document is nagekeken en kan online');
  await b.verzend(`${pad}/weglatingen`, { wat: 'Naam en adres van de aanvrager', pagina: '1', grond: '5.1.2e' });
  expect(b.blad.tekst).toContain('Pagina 1: Naam en adres van de aanvrager');

  // A page that was open since before the other changes: nothing of them is overwritten.
  b.blad = oud;
  await b.verzend(pad, { officieleTitel: 'Van een oude pagina' });
  expect(b.blad.tekst).toContain('Iemand anders was u voor');

  const klaar = b.blad;
  await b.verzend(`${pad}/publiceren`);
  expect(b.blad.tekst).toContain('Dit is nu openbaar');
  b.blad = klaar;
  await b.verzend(`${pad}/publiceren`);
  expect(b.blad.tekst).toContain('href="' + pad.replace('concepten', 'publicaties') + '"');

  const lezer = await new Browser().ga(pad.replace('concepten', 'publicaties'));
  expect([lezer.blad.status, lezer.blad.tekst.includes('Naam en adres van de aanvrager'), lezer.blad.tekst.includes('Blijft online tot')]).toEqual([200, true, true]);
  const elders = await new Browser(HOSTS.voorbeeldstad).ga(pad.replace('concepten', 'publicaties'));
  expect(elders.blad.status).toBe(404);
});
