import { generateKeyPairSync } from 'node:crypto';
import { agent, Browser, ingevuld } from './browser.ts';
import { openHuis, type Huis } from './huis.ts';
import { keurAntwoord, tekstVan } from './keuring.ts';

// Registering an application, changing it and withdrawing it, over HTTP: what toegangsbeheer is asked, against its own
// contract, and what a person sees of a refusal.

const V1 = '/toegangsbeheer/v1/applicaties';
const ID = '018f0000-0000-7000-8000-000000000001';
const EEN = `/applicaties/${ID}/wijzigen`;
const NIEUW = '/applicaties/nieuw';

const sleutels = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const publiek = { ...sleutels.publicKey.export({ format: 'jwk' }), kid: 'zaak-1', use: 'sig' };
const geheim = { ...sleutels.privateKey.export({ format: 'jwk' }), kid: 'zaak-1' };

const applicatie = {
  id: ID, naam: 'Zaken & "zo" <hier>', soort: 'applicatie', uitvoerder: '00000001999990020000', jwks: { keys: [{ ...publiek, extra: { b: 1, a: [2] } }] }, jwksUri: null, clientauthenticatie: 'private_key_jwt', certificaatnaam: null,
  gebondenTokens: true, redirectUris: ['https://zaak.example/terug', 'https://zaak.example/terug?x=1&y=2'], beheerder: 'Team Zaken', gegevenseigenaar: null, leverancier: 'Zaaksoft B.V.', hosting: 'Amsterdam', extern: true,
  verwerkersovereenkomst: 'VWO-1', verwerkersovereenkomstTot: '2027-12-31', activiteiten: ['VA-01', 'VA-77'], status: 'actief', ontbreekt: [], apiTokens: [], zgwClients: [], laatstGebruikt: null, versie: 3,
};
/** What a change sends: all of it but what the register itself makes. */
const wijziging = (({ id: _, soort: __, uitvoerder: ___, ontbreekt: ____, apiTokens: _____, zgwClients: ______, laatstGebruikt: _______, versie: ________, ...rest }) => rest)(applicatie);

let huis: Huis;
let b: Browser;
let nu: object;
let etag: string;
beforeAll(async () => {
  huis = await openHuis();
  huis.o.buiten.op('GET', `${V1}/${ID}`, () => ({ status: 200, body: nu, koppen: { etag } }));
  b = await new Browser(huis.url).meldAan('applicatiebeheerder');
});
beforeEach(() => {
  [nu, etag] = [applicatie, '"3"'];
  Object.assign(huis.standin, { fout: null });
});
afterAll(async () => {
  agent.destroy();
  await huis?.o.stop();
});

const geschreven = () => huis.o.buiten.gevraagd.filter((g) => g.pad.startsWith(V1) && g.methode !== 'GET');
const laatste = () => geschreven().at(-1);
const tekst = (): string => tekstVan(b.blad.tekst);
const veilig = (): void => expect(keurAntwoord(b.blad, { woorden: true })).toEqual([]);
/** The words at a field, as who hears the page hears them. */
const foutBij = (naam: string): string => {
  const door = new RegExp(`name="${naam}"[^>]*aria-describedby="[^"]*\\b${naam}-fout"[^>]*aria-invalid="true"`).test(b.blad.tekst);
  return door ? tekstVan(new RegExp(`id="${naam}-fout">(.*?)</div>`, 's').exec(b.blad.tekst)?.[1] ?? '') : '';
};
const weiger = (status: number, body: object): void => {
  huis.standin.fout = { status, body: { status, title: 'Titel', ...body } };
};
const invulling = { naam: 'Bomen', beheerder: 'Team Groen', extern: 'nee', jwks: JSON.stringify({ keys: [publiek] }), redirectUris: ' https://bomen.example/terug \r\n\r\n', 'activiteiten-VA-01': 'ja' };

describe('a new application', () => {
  test('is registered as it was filled in; sent twice, it is asked once', async () => {
    await b.ga('/applicaties');
    expect(b.blad.tekst).toContain(`href="${NIEUW}"`);
    await b.ga(NIEUW);
    veilig();
    const formulier = b.blad;
    const n = geschreven().length;
    for (let keer = 0; keer < 2; keer++) {
      b.blad = formulier;
      await b.verstuur(NIEUW, invulling);
      expect([b.blad.status, keurAntwoord(b.blad)]).toEqual([303, []]);
    }
    expect(b.blad.koppen.location).toMatch(/^\/applicaties\/[^/]+$/);
    const [een, twee] = geschreven().slice(n);
    expect([een?.methode, een?.pad, een?.body]).toEqual(['POST', V1, {
      naam: 'Bomen', beheerder: 'Team Groen', gegevenseigenaar: null, leverancier: null, hosting: null, extern: false, verwerkersovereenkomst: null, verwerkersovereenkomstTot: null, clientauthenticatie: 'private_key_jwt',
      jwks: { keys: [publiek] }, jwksUri: null, certificaatnaam: null, gebondenTokens: false, redirectUris: ['https://bomen.example/terug'], activiteiten: ['VA-01'],
    }]);
    expect([typeof een?.headers['idempotency-key'], een?.headers['idempotency-key']]).toEqual(['string', twee?.headers['idempotency-key']]);
    expect(huis.standin.geweigerd).toEqual([]);
  });

  test('with another form than before after all leads to the list', async () => {
    await b.ga(NIEUW);
    weiger(409, { detail: 'Deze Idempotency-Key is al gebruikt voor een ander verzoek.', code: 'idempotency-key-hergebruikt' });
    await b.verstuur(NIEUW, invulling);
    expect([b.blad.status, b.blad.koppen.location]).toEqual([303, '/applicaties']);
  });

  test('that does not fit the contract: each fault at its field and in the summary, the rest stays', async () => {
    await b.ga(NIEUW);
    const code = ingevuld(b.blad.tekst, NIEUW)['eenmalig'];
    await b.verstuur(NIEUW, { ...invulling, naam: '', uitvoerder: '12', verwerkersovereenkomstTot: '2027-02-30', jwksUri: 'http://x', redirectUris: 'bomen.example', certificaatnaam: 'Met Spatie' });
    veilig();
    expect([b.blad.status, tekst().includes('Er is niets veranderd.')]).toEqual([400, true]);
    const bij = { naam: 'Vul een naam in', uitvoerder: '20 cijfers', verwerkersovereenkomstTot: 'geen dag die bestaat', jwksUri: 'https://', redirectUris: 'elk op een eigen regel', certificaatnaam: 'kleine letters' };
    for (const [naam, zegt] of Object.entries(bij)) expect([naam, foutBij(naam).includes(zegt), b.blad.tekst.includes(`href="#${naam}"`)]).toEqual([naam, true, true]);
    expect(foutBij('beheerder')).toBe('');
    expect(b.blad.tekst).toContain('<title>Er klopt iets niet');
    const velden = ingevuld(b.blad.tekst, NIEUW);
    expect(velden).toMatchObject({ beheerder: 'Team Groen', uitvoerder: '12', extern: 'nee', jwksUri: 'http://x', redirectUris: 'bomen.example', jwks: invulling.jwks, 'activiteiten-VA-01': 'ja', eenmalig: code });
    expect(huis.standin.geweigerd.length).toBeGreaterThan(0);
    // What was wrong is mended, and then it counts.
    await b.verstuur(NIEUW, { naam: 'Bomen', uitvoerder: '', verwerkersovereenkomstTot: '', jwksUri: '', redirectUris: '', certificaatnaam: '' });
    expect([b.blad.status, (laatste()?.body as { beheerder?: string }).beheerder]).toEqual([303, 'Team Groen']);
  });

  test('with keys that cannot be read: nothing is asked, nothing else is lost', async () => {
    const n = geschreven().length;
    for (const jwks of ['{"keys": [', 'geen sleutels', '{"keys": 5}', '[1]', '7', '['.repeat(200_000), `${'{"a":'.repeat(50)}1${'}'.repeat(50)}`]) {
      await b.ga(NIEUW);
      await b.verstuur(NIEUW, { ...invulling, jwks });
      veilig();
      expect([jwks.slice(0, 20), b.blad.status, foutBij('jwks').includes('kunnen we niet lezen'), ingevuld(b.blad.tekst, NIEUW)['naam']]).toEqual([jwks.slice(0, 20), 400, true, 'Bomen']);
    }
    expect(geschreven().length).toBe(n);
  });

  test('that another organisation would have to register: at its number', async () => {
    await b.ga(NIEUW);
    weiger(403, { detail: 'U registreert alleen applicaties die uw eigen organisatie of uw opdrachtgever draait.', code: 'andere-uitvoerder' });
    await b.verstuur(NIEUW, { ...invulling, uitvoerder: '00000001999990019000' });
    expect([b.blad.status, foutBij('uitvoerder').includes('uw opdrachtgever'), ingevuld(b.blad.tekst, NIEUW)['uitvoerder']]).toEqual([403, true, '00000001999990019000']);
  });

  test('while toegangsbeheer is away: the form stays as it was, with the same code', async () => {
    await b.ga(NIEUW);
    const code = ingevuld(b.blad.tekst, NIEUW)['eenmalig'];
    weiger(503, { detail: 'ECONNREFUSED' });
    await b.verstuur(NIEUW, invulling);
    veilig();
    expect([b.blad.status, tekst().includes('Probeer het over een paar minuten opnieuw')]).toEqual([503, true]);
    expect(ingevuld(b.blad.tekst, NIEUW)).toMatchObject({ naam: 'Bomen', jwks: invulling.jwks, eenmalig: code });
  });

  test('by who may not: the words of the refusal, and the form stays', async () => {
    const ciso = await new Browser(huis.url).meldAan('ciso');
    expect((await ciso.ga('/applicaties')).tekst).not.toContain(NIEUW);
    await ciso.ga(NIEUW);
    weiger(403, { detail: 'Uw rol of doel geeft geen recht op deze handeling.' });
    const blad = await ciso.verstuur(NIEUW, invulling);
    expect([blad.status, tekstVan(blad.tekst).includes('Dit mag u niet doen'), tekstVan(blad.tekst).includes('Uw rol of doel')]).toEqual([403, true, true]);
    const inwoner = await new Browser(huis.url).meldAan('bakker');
    for (const pad of [NIEUW, EEN]) expect([pad, (await inwoner.ga(pad)).status]).toEqual([pad, 403]);
  });
});

describe('a private key that was pasted by mistake', () => {
  const pem = sleutels.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  const delen = [geheim.d ?? '?', pem.split('\n')[1] ?? '?'];
  const nergens = (): void => {
    for (const deel of delen) expect(b.blad.tekst.includes(deel)).toBe(false);
    for (const g of huis.o.buiten.gevraagd) expect(`${g.pad}?${[...g.query.values()].join()}`).not.toContain(geheim.d);
    expect(JSON.stringify(b.blad.koppen)).not.toContain(geheim.d);
  };

  test('goes no further than the form, and is not shown again', async () => {
    const gevallen = [JSON.stringify({ keys: [publiek, geheim] }), JSON.stringify(geheim), JSON.stringify([geheim], null, 4), JSON.stringify({ keys: [geheim] }).replace('"d"', '"\\u0064"'), pem, `{"keys": [${JSON.stringify(geheim)}`];
    for (const jwks of gevallen) {
      await b.ga(NIEUW);
      const n = geschreven().length;
      await b.verstuur(NIEUW, { ...invulling, redirectUris: pem, jwks });
      veilig();
      expect([b.blad.status, foutBij('jwks').includes('lijkt op een geheime sleutel'), geschreven().length]).toEqual([400, true, n]);
      expect(ingevuld(b.blad.tekst, NIEUW)).toMatchObject({ naam: invulling.naam, jwks: '', redirectUris: '' });
      nergens();
    }
  });

  test('leaves an application the keys that it has', async () => {
    await b.ga(EEN);
    const n = geschreven().length;
    await b.verstuur(EEN, { hosting: 'Utrecht', jwks: JSON.stringify({ keys: [geheim] }) });
    nergens();
    const velden = ingevuld(b.blad.tekst, EEN);
    expect([foutBij('jwks').includes('geheime sleutel'), geschreven().length, JSON.parse(velden['jwks'] ?? ''), velden['hosting']]).toEqual([true, n, applicatie.jwks, 'Utrecht']);
  });
});

describe('an application that is there', () => {
  test('sent as it stands, nothing of it changes: also what does not hold today', async () => {
    await b.ga(`/applicaties/${ID}`);
    expect(b.blad.tekst).toContain(`href="${EEN}"`);
    await b.ga(EEN);
    veilig();
    expect(tekst()).toContain('Dit werk geldt vandaag niet.');
    const n = huis.standin.geweigerd.length;
    await b.verstuur(EEN);
    expect([b.blad.status, b.blad.koppen.location]).toEqual([303, `/applicaties/${ID}`]);
    expect([laatste()?.methode, laatste()?.pad, laatste()?.headers['if-match'], laatste()?.body]).toEqual(['PUT', `${V1}/${ID}`, '"3"', wijziging]);
    expect(JSON.stringify((laatste()?.body as typeof wijziging).jwks)).toBe(JSON.stringify(applicatie.jwks));
    expect(huis.standin.geweigerd.length).toBe(n);
  });

  test('changes in what was changed, and is withdrawn by a choice of its own', async () => {
    await b.ga(EEN);
    expect(tekst()).toContain('binnen vijf seconden nergens meer');
    await b.verstuur(EEN, { hosting: 'Utrecht', verwerkersovereenkomstTot: '', 'activiteiten-VA-77': null, status: 'ingetrokken' });
    expect(laatste()?.body).toEqual({ ...wijziging, hosting: 'Utrecht', verwerkersovereenkomstTot: null, activiteiten: ['VA-01'], status: 'ingetrokken' });
  });

  test.each([['ingetrokken', 'De applicatie is ingetrokken'], ['actief', 'De wijziging is bewaard']])('says that it is %s', async (status, zegt) => {
    const ander = 'zaaksysteem';
    huis.o.buiten.op('GET', `${V1}/${ander}`, { status: 200, body: { ...applicatie, id: ander }, koppen: { etag } });
    huis.o.buiten.op('PUT', `${V1}/${ander}`, { status: 200, body: { ...applicatie, id: ander, status } });
    await b.ga(`/applicaties/${ander}/wijzigen`);
    await b.verstuur(`/applicaties/${ander}/wijzigen`, { status });
    await b.ga(String(b.blad.koppen.location));
    veilig();
    expect(tekst()).toContain(zegt);
  });

  test('a choice that was not made is asked for, and does not count as no', async () => {
    await b.ga(EEN);
    await b.verstuur(EEN, { extern: null, gebondenTokens: null, status: null, clientauthenticatie: null });
    veilig();
    expect(b.blad.status).toBe(400);
    for (const naam of ['extern', 'gebondenTokens', 'status', 'clientauthenticatie']) expect([naam, b.blad.tekst.includes(`href="#${naam}-0"`), b.blad.tekst.includes(`aria-describedby="${naam}-fout"`)]).toEqual([naam, true, true]);
  });

  test('that somebody else changed meanwhile is not overwritten: what stands there now is shown at each field', async () => {
    await b.ga(EEN);
    [nu, etag] = [{ ...applicatie, beheerder: 'Team Nieuw', activiteiten: ['VA-01'], redirectUris: [], jwks: { keys: [{ ...publiek, kid: 'zaak-2' }] } }, '"4"'];
    weiger(412, { detail: 'De gegevens zijn intussen gewijzigd.' });
    await b.verstuur(EEN, { hosting: 'Utrecht' });
    veilig();
    expect([b.blad.status, tekst().includes('Iemand anders was u voor')]).toEqual([412, true]);
    expect([foutBij('beheerder'), foutBij('hosting'), foutBij('redirectUris'), foutBij('jwks')]).toEqual([
      'In het register staat nu: Team Nieuw.', 'In het register staat nu: Amsterdam.', 'In het register staat nu: niets.', 'In het register staan nu andere sleutels.',
    ]);
    expect([tekst().includes('In het register staat nu: Evenementenvergunning behandelen.'), foutBij('naam'), foutBij('leverancier')]).toEqual([true, '', '']);
    expect(ingevuld(b.blad.tekst, EEN)).toMatchObject({ hosting: 'Utrecht', beheerder: 'Team Zaken', gezien: '"4"' });
    huis.standin.fout = null;
    await b.verstuur(EEN, { beheerder: 'Team Nieuw' });
    expect([b.blad.status, laatste()?.headers['if-match']]).toEqual([303, '"4"']);
  });

  test('of another organisation: its words, above the form', async () => {
    await b.ga(EEN);
    weiger(403, { detail: 'Alleen de organisatie die deze applicatie draait, wijzigt de registratie.', code: 'andere-uitvoerder' });
    await b.verstuur(EEN, { hosting: 'Utrecht' });
    veilig();
    expect([b.blad.status, tekst().includes('Alleen de organisatie die deze applicatie draait')]).toEqual([403, true]);
  });

  test('of the house itself is not changed here', async () => {
    for (const soort of ['component', 'portaal']) {
      nu = { ...applicatie, soort };
      await b.ga(`/applicaties/${ID}`);
      expect([soort, b.blad.tekst.includes('/wijzigen')]).toEqual([soort, false]);
      await b.ga(EEN);
      expect([soort, b.blad.status, tekst().includes('bij de installatie')]).toEqual([soort, 403, true]);
    }
    expect((await b.ga('/applicaties/Geen%20Id/wijzigen')).status).toBe(404);
  });
});
