import { stukken } from './stukken.ts';
import { HOST, json, lijst, OVERBRUGGE, verwacht, type Verhaal } from './verhaal.ts';
import { eis, totDat, type Verslag } from './verslag.ts';

export async function stap3(v: Verhaal, verslag: Verslag): Promise<void> {
  verslag.kop('3. NATS: de selectielijst bepaalt de datum, woo-publicatie maakt een concept');
  v.tokens['ingrid'] = await v.client.meldAan('ingrid', OVERBRUGGE, 'VA-03');
  v.tokens['willem'] = await v.client.meldAan('willem', OVERBRUGGE, 'VA-02');
  await verslag.stap('A heeft nog geen archiefactiedatum, en waarom niet', async () => {
    const a = await archiefactie(v, 'A', (d) => d['uitkomst'] === 'verleend');
    eis(a['archiefactiedatum'] === null, 'geen datum', a);
    const zin = `Nog geen archiefactiedatum: zaak ${v.dossiers['A']!.kenmerk} is niet afgesloten. Bij *verleend* geldt 11.1.1: vernietigen, 1 jaar na afhandeling`;
    eis(String(a['toelichting']).startsWith(zin), 'de uitleg', a['toelichting']);
  });
  await verslag.stap('F krijgt een datum volgens 11.4 (afgebroken), niet 11.3, met de afleiding', async () => {
    const f = await archiefactie(v, 'F', (d) => d['archiefactiedatum'] !== null);
    eis((f['waardering'] as { nummer?: string }).nummer === '11.4', 'nummer', f['waardering']);
    eis(String(f['archiefactiedatum']).slice(0, 4) === String(Number(v.vandaag.slice(0, 4)) + 1), 'een jaar na vandaag', f['archiefactiedatum']);
    eis((f['afleiding'] as unknown[]).length >= 3, 'afleiding', f['afleiding']);
  });
  await verslag.stap('B is aan de beurt om vernietigd te worden', async () => {
    const b = await archiefactie(v, 'B', (d) => d['archiefactiedatum'] !== null);
    eis(String(b['archiefactiedatum']) <= v.vandaag, 'verstreken', b);
  });
  await verslag.stap('D wordt blijvend bewaard', async () => {
    const d = await archiefactie(v, 'D', (x) => x['status'] === 'afgesloten');
    eis((d['waardering'] as { waardering?: string }).waardering === 'blijvend_bewaren' && d['archiefactiedatum'] === null, 'blijvend', d);
  });
  await verslag.stap('van A en B is er een leeg concept, van E en F niet', async () => {
    const kenmerken = ['A', 'B'].map((l) => v.dossiers[l]!.kenmerk);
    const concepten = await totDat(async () => {
      const alle = await alleConcepten(v);
      return kenmerken.every((k) => alle.some((c) => c['kenmerk'] === k)) && alle;
    }, 'concepten van A en B');
    for (const letter of ['A', 'B']) v.publicaties[letter] = String(concepten.find((c) => c['kenmerk'] === v.dossiers[letter]!.kenmerk)?.['id']);
    for (const letter of ['E', 'F']) eis(!concepten.some((c) => c['kenmerk'] === v.dossiers[letter]!.kenmerk), `geen concept voor ${letter}`);
    const a = json(await v.client.roep('GET', `/woo-publicatie/v1/concepten/${v.publicaties['A']}`, { token: v.tokens['willem']! }));
    eis(!JSON.stringify(a).includes('Buurtfeest'), 'het concept is leeg', a);
  });
}

export async function stap4(v: Verhaal, verslag: Verslag): Promise<void> {
  verslag.kop('4. Openbaar maken: het origineel nooit, de publicatieversie wel');
  const token = v.tokens['willem']!;
  const kenmerk = v.dossiers['A']!.kenmerk;
  const bied = async (naam: string, inhoud: Buffer) =>
    v.client.roep('POST', `/woo-publicatie/v1/concepten/${v.publicaties['A']}/documenten?bestandsnaam=${naam}.pdf&titel=Besluit`, { token, ruw: { inhoud, type: 'application/pdf' } });
  await verslag.stap('het originele besluit wordt geweigerd: er staan een adres en een e-mailadres in', async () => {
    const a = verwacht(await bied('besluit', await stukken.besluit(kenmerk, v.woord)), 400, 'geweigerd');
    const tekst = JSON.stringify(a.body);
    eis(/adres/.test(tekst) && /e-mail/.test(tekst), 'adres en e-mail genoemd', a.body);
    eis(!tekst.includes('Lindeplein 12') && !tekst.includes('voorbeeld.example'), 'de gevonden waarden staan er niet in', a.body);
  });
  await verslag.stap('de aanvraag wordt hard geweigerd: een burgerservicenummer op bladzijde 1', async () => {
    const a = verwacht(await bied('aanvraag', await stukken.aanvraag(kenmerk)), 400, 'geweigerd');
    const params = (json(a)['invalidParams'] ?? []) as { code?: string; reason: string }[];
    eis(params.some((p) => p.code === 'bsn-gevonden' && /bladzijde 1|pagina 1/.test(p.reason)), 'bsn op bladzijde 1', a.body);
    eis(!JSON.stringify(a.body).includes('999993021'), 'het nummer staat er niet in', a.body);
  });
  await verslag.stap('de publicatieversie wordt aangenomen, met wat is weggelaten, en gepubliceerd', () => publiceer(v, 'A', 'Evenementenvergunning Buurtfeest Lindeplein', v.woord));
  await verslag.stap('ook B wordt openbaar (het was vorig jaar al openbaar)', () => publiceer(v, 'B', 'Evenementenvergunning Buurtfeest Lindeplein, vorig jaar', `${v.woord}oud`));
  await verslag.stap('het besluit is te vinden met een woord van bladzijde 2', async () => {
    const gevonden = await totDat(async () => lijst(await zoek(v, v.woord)).find((r) => r['publicatie'] === v.publicaties['A']), 'zoekresultaat', 60_000);
    eis(gevonden['pagina'] === 2, 'op bladzijde 2', gevonden);
    v.gevonden['document'] = gevonden['document'];
  });
  await verslag.stap('het staat in een sitemap', async () => {
    eis((await sitemapRegels(v)).some((r) => r.includes(String(v.gevonden['document']))), 'in de sitemap');
  });
  await verslag.stap('drie keer anoniem lezen laat geen regel na', async () => {
    const bakker = await v.client.meldAan('bakker', OVERBRUGGE);
    const tel = async () => lijst(await v.client.roep('GET', '/verantwoording/v1/inzage?omvang=100', { token: bakker })).filter((r) => r['zelf'] !== true && String(r['onderwerp'] ?? '').includes(v.run)).length;
    const voor = await totDat(async () => (await tel()) > 0 && (await tel()), 'inzage van Bakker');
    for (const pad of [`/woo-publicatie/v1/publicaties/${v.publicaties['A']}`, `/woo-publicatie/v1/documenten/${String(v.gevonden['document'])}/bestand`, `/woo-publicatie/v1/zoekresultaten?q=${v.woord}`]) {
      verwacht(await v.client.roep('GET', pad, { host: HOST[OVERBRUGGE] }), 200, pad);
    }
    await new Promise((klaar) => setTimeout(klaar, 1000));
    eis((await tel()) === voor, 'geen nieuwe regel', { voor, na: await tel() });
  });
}

async function publiceer(v: Verhaal, letter: string, titel: string, woord: string): Promise<void> {
  const token = v.tokens['willem']!;
  const pad = `/woo-publicatie/v1/concepten/${v.publicaties[letter]}`;
  const etag = async () => String((await v.client.roep('GET', pad, { token })).koppen['etag']);
  const inhoud = await stukken.publicatieversie(v.dossiers[letter]!.kenmerk, woord);
  verwacht(await v.client.roep('PATCH', pad, { token, body: { officieleTitel: titel, omschrijving: 'Besluit van de burgemeester op een aanvraag.' }, koppen: { 'if-match': await etag() } }), 200, 'titel');
  const bestand = { inhoud, type: 'application/pdf' };
  verwacht(await v.client.roep('POST', `${pad}/documenten?bestandsnaam=besluit-publicatieversie.pdf&titel=Besluit`, { token, ruw: bestand }), 201, 'publicatieversie');
  const weglatingen = [{ pagina: 1, grond: '5.1 lid 2 e', omschrijving: 'Naam en adres van de aanvrager' }];
  const weg = await v.client.roep('PUT', `${pad}/weglatingen`, { token, body: { weglatingen }, koppen: { 'if-match': await etag() } });
  eis(weg.status === 200 || weg.status === 204, 'weglatingen', weg.body);
  const klaar = await v.client.roep('POST', `${pad}/_publiceren`, { token, koppen: { 'if-match': await etag() } });
  eis(klaar.status === 200 || klaar.status === 201, 'gepubliceerd', klaar.body);
}

export const zoek = (v: Verhaal, q: string) => v.client.roep('GET', `/woo-publicatie/v1/zoekresultaten?q=${encodeURIComponent(q)}`, { host: HOST[OVERBRUGGE] });

/** Every `<loc>` of every sitemap that the index names. */
export async function sitemapRegels(v: Verhaal): Promise<string[]> {
  const index = await v.client.roep('GET', '/sitemaps/sitemapindex-diwoo-infocat016.xml', { host: HOST[OVERBRUGGE] });
  if (index.status === 404) return [];
  verwacht(index, 200, 'sitemapindex');
  const regels: string[] = [];
  for (const [, loc] of String(index.body).matchAll(/<loc>([^<]+)<\/loc>/g)) {
    const kaart = await v.client.roep('GET', new URL(loc!).pathname, { host: HOST[OVERBRUGGE] });
    regels.push(...[...String(kaart.body).matchAll(/<loc>([^<]+)<\/loc>/g)].map((m) => m[1]!));
  }
  return regels;
}

async function alleConcepten(v: Verhaal): Promise<Record<string, unknown>[]> {
  const alle: Record<string, unknown>[] = [];
  let pad: string | undefined = '/woo-publicatie/v1/concepten?omvang=100';
  while (pad) {
    const a = verwacht(await v.client.roep('GET', pad, { token: v.tokens['willem']! }), 200, 'concepten');
    alle.push(...lijst(a));
    pad = (json(a)['links'] as { volgende?: string }).volgende;
  }
  return alle;
}

/** The archive action of a dossier, as soon as its events were handled. */
async function archiefactie(v: Verhaal, letter: string, klaar: (d: Record<string, unknown>) => boolean): Promise<Record<string, unknown>> {
  return totDat(async () => {
    const a = await v.client.roep('GET', `/selectielijst/v1/dossiers/${v.dossiers[letter]!.id}`, { token: v.tokens['ingrid']! });
    return a.status === 200 && klaar(json(a)) && json(a);
  }, `archiefactie van ${letter}`);
}
