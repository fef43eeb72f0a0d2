import { agent, Browser } from './browser.ts';
import { openHuis, type Huis } from './huis.ts';
import { keurAntwoord, tekstVan } from './keuring.ts';

// The pages about registers over HTTP: what is asked of registers, in which way, and what must never stand in an address.

const TYPE = '018f0000-0000-7000-8000-000000000001';
const OBJECT = '018f0000-0000-7000-8000-000000000002';
const BSN = '999993021';
const PAD = `/objecttypen/${TYPE}`;

const type = (extra: object = {}) => ({
  id: TYPE,
  versie: 1,
  status: 'gepubliceerd',
  tijdstipRegistratie: '2026-01-01T10:00:00.000Z',
  naam: 'standplaats',
  soort: 'registratie',
  schema: {
    type: 'object',
    required: ['plaats', 'houder'],
    properties: { plaats: { type: 'string' }, oppervlakte: { type: 'number' }, houder: { type: 'object', required: ['bsn'], properties: { bsn: { type: 'string' }, naam: { type: 'string' } } } },
  },
  classificatie: { beschikbaarheid: 1, integriteit: 2, vertrouwelijkheid: 2 },
  betrokkenen: [{ pad: '/houder/bsn', soort: 'bsn', rol: 'houder' }],
  gegevenscategorieen: ['naam'],
  verwerkingsactiviteiten: ['VA-01'],
  ...extra,
});

const wie = { applicatie: 'zaaksysteem', gebruiker: 'noor', uitvoerder: '00000001999990020000', activiteit: 'VA-01', activiteitVersie: 1, trace: 'a' };
const versie = (n: number, extra: object = {}) => ({
  versie: n, beginGeldigheid: '2024-01-01', eindGeldigheid: null, tijdstipRegistratie: `2024-01-0${n}T10:00:00.000Z`, eindRegistratie: null, correctieVoor: null, gecorrigeerdDoor: null, vastgelegdDoor: wie,
  gegevens: { plaats: `Markt, plek ${n}`, houder: { bsn: BSN, naam: 'Saskia Bakker' } }, ...extra,
});
const lijn = {
  links: { self: '/x' },
  objecttype: TYPE,
  resultaten: [versie(1, { eindRegistratie: '2024-01-02T10:00:00.000Z', gecorrigeerdDoor: 2 }), versie(2, { correctieVoor: 1 })],
  perioden: [
    { versie: 1, beginGeldigheid: '2024-01-01', eindGeldigheid: null, beginRegistratie: '2024-01-01T10:00:00.000Z', eindRegistratie: '2024-01-02T10:00:00.000Z' },
    { versie: 2, beginGeldigheid: '2024-01-01', eindGeldigheid: null, beginRegistratie: '2024-01-02T10:00:00.000Z', eindRegistratie: null },
  ],
};

let huis: Huis;
let b: Browser;
let antwoord: Record<string, unknown>;
beforeAll(async () => {
  huis = await openHuis();
  const op = (methode: string, pad: string, body: () => unknown): void => huis.o.buiten.op(methode, pad, () => body() as never);
  op('GET', `/registers/v1/objecttypen/${TYPE}`, () => ({ status: 200, body: antwoord['type'] }));
  op('GET', `/registers/v1/objecten/${OBJECT}/tijdlijn`, () => antwoord['tijdlijn']);
  op('GET', `/registers/v1/objecten/${OBJECT}/verschil`, () => antwoord['verschil']);
  op('POST', '/registers/v1/objecten/_zoek', () => antwoord['zoek']);
  b = await new Browser(huis.url).meldAan('behandelaar');
});
beforeEach(() => {
  antwoord = { type: type(), tijdlijn: { status: 200, body: lijn }, zoek: { status: 200, body: { resultaten: [{ id: OBJECT, beginGeldigheid: '2024-01-01', gegevens: { plaats: 'Markt, plek 2', houder: { naam: 'Saskia Bakker' } } }], aantal: 1, aantalSoort: 'exact' } } };
});
afterAll(async () => {
  agent.destroy();
  await huis?.o.stop();
});

const gezocht = () => huis.o.buiten.gevraagd.filter((g) => g.pad.endsWith('/_zoek'));
const sinds = (n: number) => gezocht().slice(n).map((g) => g.body as Record<string, unknown>);
const tekst = (): string => tekstVan(b.blad.tekst);
const veilig = (): void => expect(keurAntwoord(b.blad, { woorden: true })).toEqual([]);

describe('a search', () => {
  test('is made up of conditions, each with a button; what says nothing about a person gets an address', async () => {
    await b.ga(`${PAD}/zoeken`);
    veilig();
    await b.verzend(`${PAD}/zoeken`, { doe: 'erbij', nieuw: 'gegevens.plaats' });
    expect([b.blad.status, b.blad.koppen.location]).toEqual([303, expect.stringMatching(/^\/objecttypen\/[^?]+\/zoeken\?v0=gegevens\.plaats&o0=bevat&geldigOp=\d{4}-\d\d-\d\d$/)]);
    await b.ga(String(b.blad.koppen.location));
    veilig();
    expect(tekst()).toContain('begint met');
    const n = gezocht().length;
    await b.verzend(`${PAD}/zoeken`, { doe: 'zoek', o0: 'begint-met', w0: 'Markt', sorteer: 'gegevens.plaats', richting: 'af' });
    const naar = String(b.blad.koppen.location);
    expect(naar).toContain('w0=Markt');
    await b.ga(naar);
    veilig();
    expect(sinds(n)).toEqual([
      {
        objecttype: TYPE, filter: { en: [{ pad: 'gegevens.plaats', operator: 'begint-met', waarde: 'Markt' }] }, sorteer: ['-gegevens.plaats'], geldigOp: expect.any(String), aantal: 'geschat', omvang: 25,
        velden: ['beginGeldigheid', 'gegevens.plaats', 'gegevens.oppervlakte', 'gegevens.houder.naam'],
      },
    ]);
    expect(tekst()).toContain('1 registratie gevonden');
    expect(b.blad.tekst).toContain(`href="${PAD}/objecten/${OBJECT}"`);
    await b.verzend(`${PAD}/zoeken`, { doe: 'weg-0' });
    expect(String(b.blad.koppen.location)).not.toContain('v0');
  });

  test('about a person is sent: no address, here or behind the gateway, ever has the value', async () => {
    await b.ga(`${PAD}/zoeken`);
    await b.verzend(`${PAD}/zoeken`, { doe: 'erbij', nieuw: 'gegevens.houder.bsn' });
    expect(b.blad.status).toBe(200);
    veilig();
    const n = gezocht().length;
    antwoord['zoek'] = { status: 200, body: { resultaten: [], na: 'verder', aantal: 60, aantalSoort: 'geschat' } };
    await b.verzend(`${PAD}/zoeken`, { doe: 'zoek', o0: 'exact', w0: BSN });
    expect([b.blad.status, b.blad.koppen.location]).toEqual([200, undefined]);
    veilig();
    expect(sinds(n)).toMatchObject([{ filter: { en: [{ pad: 'gegevens.houder.bsn', operator: 'exact', waarde: BSN }] } }]);
    // The next page is sent as well, with the same question.
    const form = b.blad.tekst.split('<form').find((f) => f.includes('name="na"')) ?? '';
    expect(form).toMatch(/method="post"/);
    const velden = Object.fromEntries([...form.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map((m) => [m[1]!, m[2]!]));
    await b.doe({ methode: 'POST', pad: `${PAD}/zoeken`, koppen: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(velden).toString() });
    expect(sinds(n)[1]).toMatchObject({ na: 'verder', filter: { en: [{ waarde: BSN }] } });
    for (const g of huis.o.buiten.gevraagd) expect([g.pad, [...g.query.values()].join()].join(' ')).not.toContain(BSN);
  });

  test('about a person that somebody wrote in an address is not asked, and not shown', async () => {
    const n = gezocht().length;
    for (const pad of ['gegevens.houder.bsn', 'gegevens.houder.naam']) {
      await b.ga(`${PAD}/zoeken?v0=${pad}&o0=exact&w0=${BSN}&doe=zoek`);
      expect([b.blad.status, tekst().includes('niet met een adres'), b.blad.tekst.includes(BSN)]).toEqual([200, true, false]);
      veilig();
    }
    expect(gezocht().length).toBe(n);
  });

  test('goes on page by page, and says what is wrong beside what was filled in', async () => {
    antwoord['zoek'] = { status: 200, body: { resultaten: [], na: 'ver&der', aantal: 12_345, aantalSoort: 'geschat' } };
    await b.ga(`${PAD}/zoeken?doe=zoek`);
    expect(tekst()).toContain('Ongeveer 12.345 registraties gevonden');
    const meer = /href="([^"]*na=[^"]*)"/.exec(b.blad.tekst)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const n = gezocht().length;
    await b.ga(meer);
    expect(sinds(n)).toMatchObject([{ na: 'ver&der' }]);
    expect(sinds(n)[0]).not.toHaveProperty('aantal');
    antwoord['zoek'] = { status: 400, body: { status: 400, title: 'Fout', detail: 'De vraag klopt niet.', invalidParams: [{ name: 'filter', reason: 'Deze vraag is te zwaar.', code: 'vraag-te-zwaar' }] } };
    await b.ga(`${PAD}/zoeken?doe=zoek&v0=gegevens.plaats&w0=Markt`);
    expect([b.blad.status, tekst().includes('Deze vraag is te zwaar.'), b.blad.tekst.includes('value="Markt"')]).toEqual([200, true, true]);
    await b.ga(`${PAD}/zoeken?doe=zoek&v0=gegevens.oppervlakte&o0=exact&w0=groot`);
    expect([tekst().includes('Oppervlakte: Vul een getal in'), b.blad.tekst.includes('value="groot"')]).toEqual([true, true]);
  });

  test('does not know a field that is shielded from this purpose', async () => {
    antwoord['type'] = type({ afgeschermd: [{ pad: '/houder', verwerkingsactiviteiten: ['VA-07'] }] });
    const n = gezocht().length;
    await b.ga(`${PAD}/zoeken?doe=zoek`);
    veilig();
    expect([tekst().includes('Houder'), sinds(n).map((x) => x['velden'])]).toEqual([false, [['beginGeldigheid', 'gegevens.plaats', 'gegevens.oppervlakte']]]);
    expect(tekstVan((await b.ga(PAD)).tekst)).toContain('Alleen te zien voor: Wmo-voorziening behandelen');
  });
});

describe('a registration', () => {
  test('shows what holds, who registered it and why, and its timeline as a drawing and as a table', async () => {
    await b.ga(`${PAD}/objecten/${OBJECT}`);
    veilig();
    for (const woord of ['Markt, plek 2', 'Saskia Bakker', 'Geldt nu', 'Medewerker noor met zaaksysteem, Werkorganisatie Beide Oevers', 'Evenementenvergunning behandelen', 'Verbetert versie 1', 'Klopte niet; verbeterd met versie 2']) expect([woord, tekst().includes(woord)]).toEqual([woord, true]);
    expect(b.blad.tekst).toMatch(/<svg role="group" aria-labelledby="tijdlijn-titel tijdlijn-uitleg"[^>]*>\s*<title id="tijdlijn-titel">[^<]+<\/title>\s*<desc id="tijdlijn-uitleg">[^<]*Nu geldt versie 2/);
    const vlakken = [...b.blad.tekst.matchAll(/<a href="([^"]+)" aria-label="([^"]+)" class="tijdlijn__vlak/g)].map((m) => m[1]!.replaceAll('&amp;', '&'));
    expect(vlakken).toHaveLength(2);
    // Nothing of the person in the title: it stays in the history of a browser.
    expect(/<title>[^<]*<\/title>/.exec(b.blad.tekst)?.[0]).not.toMatch(/Saskia|9999|Markt/);
    await b.ga(vlakken[0]!);
    veilig();
    expect([tekst().includes('Zo was het op 1 januari 2024'), tekst().includes('Markt, plek 1'), tekst().includes('achterhaald')]).toEqual([true, true, true]);
  });

  test('on a day on which nothing held, says so; what is no day counts as not asked', async () => {
    await b.ga(`${PAD}/objecten/${OBJECT}?geldigOp=2020-01-01`);
    veilig();
    expect(tekst()).toContain('Op 1 januari 2020 geldt er niets');
    await b.ga(`${PAD}/objecten/${OBJECT}?geldigOp=2020-02-31&beschikbaarOp=morgen`);
    expect([b.blad.status, tekst().includes('Zo was het')]).toEqual([200, false]);
  });

  test('that changed: per field what it was and became', async () => {
    antwoord['verschil'] = { status: 200, body: { links: { self: '/x' }, objecttype: TYPE, van: { geldigOp: '2024-01-01', beschikbaarOp: '2024-01-02T09:59:59.999Z', versie: 1 }, tot: { geldigOp: '2024-01-01', beschikbaarOp: '2024-01-02T10:00:00.000Z', versie: 2 }, verschillen: [{ pad: '/plaats', soort: 'gewijzigd', oud: 'Markt 1', nieuw: 'Markt 2' }, { pad: '/oppervlakte', soort: 'toegevoegd', nieuw: 12.5 }, { pad: '/houder', soort: 'verwijderd', oud: { bsn: BSN, naam: 'Saskia Bakker' } }] } };
    await b.ga(`${PAD}/objecten/${OBJECT}`);
    const link = /href="([^"]*\/verschil[^"]*)"/.exec(b.blad.tekst)?.[1]?.replaceAll('&amp;', '&') ?? '';
    await b.ga(link);
    veilig();
    expect(huis.o.buiten.gevraagd.at(-1)?.query.toString()).toBe(new URL(link, 'http://x').searchParams.toString());
    for (const woord of ['Plaats Veranderd Markt 1 Markt 2', 'Oppervlakte Nieuw niet ingevuld 12,5', 'Houder: burgerservicenummer Weg', 'net voor 2 januari 2024']) expect([woord, tekst().includes(woord)]).toEqual([woord, true]);
  });

  test('that was destroyed: the page says when and on which ground', async () => {
    const detail = 'Deze registratie is op 3 maart 2026 vernietigd. De bewaartermijn is verstreken';
    antwoord['tijdlijn'] = antwoord['verschil'] = { status: 410, body: { status: 410, title: 'Verdwenen', detail, reden: 'De bewaartermijn is verstreken' } };
    for (const pad of ['', '/verschil?van=2024-01-01']) {
      await b.ga(`${PAD}/objecten/${OBJECT}${pad}`);
      veilig();
      expect([b.blad.status, tekst().includes(detail)]).toEqual([410, true]);
    }
  });

  test('of another type is not there; who may not see it gets the page of every refusal; a resident is told whose page it is', async () => {
    antwoord['tijdlijn'] = { status: 200, body: { ...lijn, objecttype: OBJECT } };
    expect((await b.ga(`${PAD}/objecten/${OBJECT}`)).status).toBe(404);
    antwoord['tijdlijn'] = { status: 403, body: { status: 403, title: 'Geen recht', detail: 'Uw rol of doel geeft geen recht op deze handeling.' } };
    await b.ga(`${PAD}/objecten/${OBJECT}`);
    veilig();
    expect([b.blad.status, tekst().includes('Dit mag u niet bekijken')]).toEqual([403, true]);
    const inwoner = await new Browser(huis.url).meldAan('bakker');
    for (const pad of ['/objecttypen', PAD, `${PAD}/zoeken`, `${PAD}/objecten/${OBJECT}`]) {
      const blad = await inwoner.ga(pad);
      expect([pad, blad.status, tekstVan(blad.tekst).includes('Deze pagina is voor medewerkers')]).toEqual([pad, 403, true]);
    }
  });
});

describe('a type that more than one purpose may use', () => {
  test('asks for which one, once; the choice goes along', async () => {
    antwoord['type'] = type({ verwerkingsactiviteiten: ['VA-01', 'VA-07'] });
    await b.ga(`${PAD}/zoeken`);
    veilig();
    expect([tekst().includes('Waarvoor gebruikt u deze gegevens?'), tekst().includes('Wmo-voorziening behandelen')]).toEqual([true, true]);
    await b.ga(`${PAD}/zoeken?doel=VA-07&doe=zoek`);
    veilig();
    expect(b.blad.tekst).toContain(`href="${PAD}/objecten/${OBJECT}?doel=VA-07"`);
    // The token that asked is one for that purpose.
    const token = String(gezocht().at(-1)?.headers['authorization']).split('.')[1] ?? '';
    expect(Buffer.from(token, 'base64url').toString()).toContain('"VA-07"');
    expect(tekstVan((await b.ga(`${PAD}/objecten/${OBJECT}?doel=VA-99`)).tekst)).toContain('Waarvoor gebruikt u deze gegevens?');
  });

  test('that nobody may use yet says so', async () => {
    antwoord['type'] = type({ verwerkingsactiviteiten: ['VA-98'] });
    await b.ga(`${PAD}/objecten/${OBJECT}`);
    expect([b.blad.status, tekst().includes('nog niet vastgelegd waarvoor')]).toEqual([403, true]);
  });
});
