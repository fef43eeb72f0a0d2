import { decodeJwt } from 'jose';
import { stukken } from './stukken.ts';
import { BEIDE_OEVERS, bewaarStuk, etagVan, json, lijst, objecttypen, openDossier, OVERBRUGGE, verwacht, type Verhaal, VOORBEELDSTAD } from './verhaal.ts';
import { eis, totDat, type Verslag } from './verslag.ts';

const BAKKER = '999993021';
const DE_WIT = '999993033';

export async function stap1(v: Verhaal, verslag: Verslag): Promise<void> {
  verslag.kop('1. Toegang: een token voor één gemeente en één doel');
  await verslag.stap('het zaaksysteem krijgt een token voor Overbrugge, uitgevoerd door de werkorganisatie, voor VA-01', async () => {
    const a = verwacht(await v.client.tokenVoor('zaaksysteem', { organisatie: OVERBRUGGE, verwerkingsactiviteit: 'VA-01', gebruiker: 'noor' }), 200, 'token');
    v.tokens['zaaksysteem'] = String(json(a)['access_token']);
    const claims = decodeJwt(v.tokens['zaaksysteem']);
    eis(claims['organisatie'] === OVERBRUGGE && (claims['act'] as { sub?: string }).sub === BEIDE_OEVERS, 'organisatie en act', claims);
    eis(claims['verwerkingsactiviteit'] === 'VA-01', 'doel', claims);
  });
  await verslag.stap('voor VA-03 wordt het geweigerd, met de reden', async () => {
    const a = await v.client.tokenVoor('zaaksysteem', { organisatie: OVERBRUGGE, verwerkingsactiviteit: 'VA-03', gebruiker: 'noor' });
    eis(a.status === 400 && String(json(a)['error_description']).includes('VA-03'), 'geweigerd met reden', a.body);
  });
  await verslag.stap('voor Voorbeeldstad wordt het geweigerd: het mandaat is gisteren geëindigd', async () => {
    const a = await v.client.tokenVoor('zaaksysteem', { organisatie: VOORBEELDSTAD, verwerkingsactiviteit: 'VA-01', gebruiker: 'noor' });
    eis(a.status === 400 && /geëindigd/i.test(String(json(a)['error_description'])), 'geweigerd met reden', a.body);
  });
  await verslag.stap('zonder doel geen gegevens', async () => {
    const ander = await v.client.meldAan('noor', OVERBRUGGE);
    const a = await v.client.roep('GET', '/registers/v1/dossiers', { token: ander });
    eis(a.status === 403, 'geweigerd', a.body);
  });
  await verslag.stap('Voorbeeldstad heeft een eigen zaaksysteem', async () => {
    const a = verwacht(await v.client.tokenVoor('zaaksysteem-voorbeeldstad', { organisatie: VOORBEELDSTAD, verwerkingsactiviteit: 'VA-01' }), 200, 'token');
    v.tokens['voorbeeldstad'] = String(json(a)['access_token']);
  });
}

export async function stap2(v: Verhaal, verslag: Verslag): Promise<void> {
  verslag.kop('2. Registers: dossiers met echte stukken');
  const token = v.tokens['zaaksysteem'] ?? '';
  const typen = await objecttypen(v, token);
  const evenement = typen['evenementendossier'] ?? '';
  const bakker = { aanvrager: { bsn: BAKKER, naam: 'Saskia Bakker', adres: 'Lindeplein 12, 1234 AB Overbrugge' } };
  const metReactie = { ...bakker, omwonenden: [{ bsn: DE_WIT, naam: 'Jan de Wit' }] };
  const dossier = (kenmerk: string, onderwerp: string, startdatum: string, gegevens: object) => ({ objecttype: evenement, kenmerk, onderwerp, startdatum, gegevens });
  const stuk = (letter: string, soort: string, titel: string, inhoud: Buffer, gegevens: Record<string, unknown>) =>
    bewaarStuk(v, token, v.dossiers[letter]!, typen[soort] ?? '', soort, titel, inhoud, gegevens);

  await verslag.stap('A: Buurtfeest Lindeplein wordt geopend, met aanvraag, reactie en besluit', async () => {
    const d = await openDossier(v, token, 'A', dossier(`Z-0147-${v.run}`, 'Buurtfeest Lindeplein', v.vandaag, metReactie));
    await stuk('A', 'aanvraag', 'Aanvraag', await stukken.aanvraag(d.kenmerk), bakker);
    await stuk('A', 'reactie-omwonende', 'Reactie van een omwonende', await stukken.reactie(d.kenmerk), { omwonende: { bsn: DE_WIT, naam: 'Jan de Wit' } });
    await stuk('A', 'besluit', 'Besluit', await stukken.besluit(d.kenmerk, v.woord), {});
    const gewijzigd = await v.client.roep('PATCH', `/registers/v1/dossiers/${d.id}`, { token, body: { uitkomst: 'verleend' }, koppen: { 'if-match': await etagVan(v, token, d) } });
    verwacht(gewijzigd, 200, 'uitkomst verleend');
  });
  await verslag.stap('A opnieuw sturen met dezelfde Idempotency-Key opent geen tweede dossier', async () => {
    const d = v.dossiers['A']!;
    const a = await v.client.roep('POST', '/registers/v1/dossiers', {
      token,
      body: dossier(d.kenmerk, 'Buurtfeest Lindeplein', v.vandaag, metReactie),
      koppen: { 'idempotency-key': `${v.run}-A` },
    });
    eis(a.status === 201 && json(a)['id'] === d.id, 'het eerste antwoord', a.body);
  });
  await verslag.stap('B en C: vorig jaar afgehandeld, overgenomen uit een vorig systeem', async () => {
    const vorig = { overgenomenUit: { systeem: 'vorig zaaksysteem', datum: v.vandaag } };
    const b = await openDossier(v, token, 'B', { ...dossier(`Z-0093-${v.run}`, 'Buurtfeest Lindeplein vorig jaar', v.vorigJaar, metReactie), ...vorig });
    await stuk('B', 'aanvraag', 'Aanvraag', await stukken.aanvraag(b.kenmerk), bakker);
    await stuk('B', 'reactie-omwonende', 'Reactie van een omwonende', await stukken.reactie(b.kenmerk), { omwonende: { bsn: DE_WIT, naam: 'Jan de Wit' } });
    await stuk('B', 'besluit', 'Besluit', await stukken.besluit(b.kenmerk, `${v.woord}oud`), {});
    await stuk('B', 'besluit-publicatieversie', 'Besluit, publicatieversie', await stukken.publicatieversie(b.kenmerk, `${v.woord}oud`), {});
    const relatie = { soort: 'blijft', omschrijving: 'Factuur 2025-118', systeem: 'financieel systeem', selectielijstnummer: '18.3' };
    verwacht(await v.client.roep('POST', `/registers/v1/dossiers/${b.id}/relaties`, { token, body: relatie }), 201, 'factuur van B');
    await openDossier(v, token, 'C', { ...dossier(`Z-0112-${v.run}`, 'Kermis Havenkade', v.vorigJaar, metReactie), ...vorig });
    for (const letter of ['B', 'C']) await sluit(v, token, letter, 'verleend', v.vorigJaar);
  });
  await verslag.stap('F: Straatspeeldag, de aanvraag is ingetrokken voor er een besluit was', async () => {
    await openDossier(v, token, 'F', dossier(`Z-0148-${v.run}`, 'Straatspeeldag', v.vandaag, bakker));
    await sluit(v, token, 'F', 'afgebroken', v.vandaag);
  });
  await verslag.stap('D: een omgevingsvergunning (blijvend te bewaren) en E: een Wmo-voorziening, met een eigen doel', async () => {
    await openDossier(v, token, 'D', { ...dossier(`Z-0089-${v.run}`, 'Bouw Dorpsstraat 1', v.vorigJaar, bakker), objecttype: typen['omgevingsdossier'], overgenomenUit: { systeem: 'vorig zaaksysteem', datum: v.vandaag } });
    await sluit(v, token, 'D', 'verleend', v.vorigJaar);
    const wmo = { ...dossier(`W-0031-${v.run}`, 'Maatwerkvoorziening', v.vandaag, { client: bakker.aanvrager }), objecttype: typen['wmo-dossier'] };
    const verkeerd = await v.client.roep('POST', '/registers/v1/dossiers', { token, body: wmo });
    eis(verkeerd.status === 403, 'voor VA-01 geweigerd', verkeerd.body);
    await openDossier(v, await v.client.meldAan('noor', OVERBRUGGE, 'VA-07'), 'E', wmo);
  });
  await verslag.stap('toezicht (VA-06, vertrouwelijk) leest dossier A', async () => {
    const toezicht = await v.client.meldAan('noor', OVERBRUGGE, 'VA-06');
    verwacht(await v.client.roep('GET', `/registers/v1/dossiers/${v.dossiers['A']!.id}`, { token: toezicht }), 200, 'gelezen');
  });
  await verslag.stap('G: hetzelfde nummer in Voorbeeldstad is een ander dossier', async () => {
    const hier = v.tokens['voorbeeldstad'] ?? '';
    const daar = await objecttypen(v, hier);
    await openDossier(v, hier, 'G', { objecttype: daar['evenementendossier'], kenmerk: v.dossiers['A']!.kenmerk, onderwerp: 'Braderie', startdatum: v.vandaag, gegevens: bakker });
    const g = v.dossiers['G']!;
    eis((await v.client.roep('GET', `/registers/v1/dossiers/${g.id}`, { token })).status === 404, 'G is er niet voor Overbrugge');
    const gezocht = verwacht(await v.client.roep('GET', `/registers/v1/dossiers?kenmerk=${encodeURIComponent(g.kenmerk)}&aantal=true`, { token }), 200, 'zoeken op nummer');
    eis(lijst(gezocht).length === 1 && lijst(gezocht)[0]?.['id'] === v.dossiers['A']!.id && json(gezocht)['aantal'] === 1, 'alleen A', gezocht.body);
  });
}

async function sluit(v: Verhaal, token: string, letter: string, uitkomst: string, einddatum: string): Promise<void> {
  const d = v.dossiers[letter]!;
  const a = await v.client.roep('POST', `/registers/v1/dossiers/${d.id}/_sluiten`, { token, body: { uitkomst, einddatum }, koppen: { 'if-match': await etagVan(v, token, d) } });
  verwacht(a, 200, `${letter} sluiten`);
}

/** Who and what the logs say of the steps so far; asked by the CISO with a reason, approved by a second person. */
export async function logboeken(v: Verhaal, verslag: Verslag): Promise<void> {
  await verslag.stap('elke beslissing staat in het beslissingenlogboek, met de gebruiker', async () => {
    const [carla, petra] = [await v.client.meldAan('carla', OVERBRUGGE, 'VA-05'), await v.client.meldAan('petra', OVERBRUGGE, 'VA-05')];
    const wie = `/toegangsbeheer/v1/beslissingen?gebruiker=noor&van=${v.vandaag}&tot=${v.vandaag}&omvang=100`;
    const body = { medewerker: 'noor', reden: 'Nagaan of elke beslissing in dit verhaal is vastgelegd', van: v.vandaag, tot: v.vandaag };
    const verzoek = verwacht(await v.client.roep('POST', '/verantwoording/v1/controleverzoeken', { token: carla, body }), 201, 'controleverzoek');
    verwacht(await v.client.roep('POST', `/verantwoording/v1/controleverzoeken/${String(json(verzoek)['id'])}/_goedkeuren`, { token: petra }), 200, 'goedgekeurd');
    // Toegangsbeheer hears of the approval a moment later, and of the last decisions too.
    await totDat(async () => {
      const a = await v.client.roep('GET', wie, { token: carla });
      const regels = a.status === 200 ? lijst(a).map((r) => JSON.stringify(r)) : [];
      return regels.some((r) => r.includes('dossiers:aanmaken') && r.includes('zaaksysteem')) && regels.some((r) => r.includes('geweigerd'));
    }, 'toegestaan met applicatie, en ook de weigering');
  });
}
