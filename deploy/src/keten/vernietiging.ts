import { sitemapRegels, zoek } from './archief-en-publicatie.ts';
import { controleer, inzage } from './inzage.ts';
import { HOST, json, lijst, OVERBRUGGE, verwacht, type Verhaal } from './verhaal.ts';
import { eis, totDat, type Verslag } from './verslag.ts';

type Json = Record<string, unknown>;

export async function stap6(v: Verhaal, verslag: Verslag): Promise<void> {
  verslag.kop('6. Vernietigen: drie mensen in drie rollen');
  const ingrid = v.tokens['ingrid']!;
  await verslag.stap('C wordt bevroren: er loopt een beroep van een omwonende', async () => {
    const body = { dossier: v.dossiers['C']!.id, grond: 'beroep', toelichting: 'Beroep tegen de vergunning', verwijzing: 'eigen dossier 13.1' };
    verwacht(await v.client.roep('POST', '/selectielijst/v1/bevriezingen', { token: ingrid, body }), 201, 'bevriezing');
  });
  await verslag.stap('de lijst: B staat erop, C valt af (beroep), A, D en F staan er niet op', async () => {
    const gemaakt = verwacht(await v.client.roep('POST', '/selectielijst/v1/vernietigingslijsten', { token: ingrid, body: { naam: `Evenementen ${v.run}` } }), 201, 'lijst opstellen');
    v.gevonden['lijst'] = json(gemaakt)['id'];
    const l = await totDat(async () => {
      const nu = await leesLijst(v);
      return (nu['regels'] as Json[]).every((r) => r['hash']) && nu['status'] !== 'opgesteld' && nu;
    }, 'de bronnen zijn gevraagd wat gaat en wat blijft', 30_000);
    const regels = (l['regels'] as Json[]).map((r) => r['kenmerk']);
    eis(regels.includes(v.dossiers['B']!.kenmerk), 'B staat erop', regels);
    for (const letter of ['A', 'C', 'D', 'F']) eis(!regels.includes(v.dossiers[letter]!.kenmerk), `${letter} staat er niet op`, regels);
    const af = (l['afgevallen'] as Json[]).find((r) => r['kenmerk'] === v.dossiers['C']!.kenmerk);
    eis(/bevriezing/.test(String(af?.['reden'])) && /beroep/.test(String(af?.['reden'])), 'C valt af', l['afgevallen']);
  });
  await verslag.stap('de boom van B: wat gaat, en dat de factuur (18.3) blijft', async () => {
    const b = ((await leesLijst(v))['regels'] as Json[]).find((r) => r['kenmerk'] === v.dossiers['B']!.kenmerk)!;
    const gaat = b['gaat'] as Json[];
    eis(gaat.filter((g) => g['soort'] === 'informatieobject').length === 4, 'vier documenten', gaat);
    eis(gaat.some((g) => g['component'] === 'woo-publicatie'), 'de publicatie', gaat);
    eis((b['blijft'] as Json[]).some((x) => x['selectielijstnummer'] === '18.3' && String(x['omschrijving']).includes('Factuur')), 'de factuur blijft', b['blijft']);
    eis(!/Bakker|Wit|99999/.test(JSON.stringify(b)), 'geen namen in de boom');
  });
  await verslag.stap('wie de lijst maakte, mag hem niet goedkeuren', async () => {
    const a = await beoordeel(v, ingrid, 'proceseigenaar');
    eis(a.status === 403 || a.status === 409, 'geweigerd', a.body);
  });
  await verslag.stap('proceseigenaar, archivaris en gemeentesecretaris keuren na elkaar goed; niemand twee keer', async () => {
    const thijs = await v.client.meldAan('thijs', OVERBRUGGE, 'VA-03');
    const arjan = await v.client.meldAan('arjan', OVERBRUGGE, 'VA-03');
    const greet = await v.client.meldAan('greet', OVERBRUGGE, 'VA-03');
    const teVroeg = await beoordeel(v, greet, 'zorgdrager');
    eis(teVroeg.status === 409, 'niet voor de beurt', teVroeg.body);
    verwacht(await beoordeel(v, thijs, 'proceseigenaar'), 201, 'proceseigenaar');
    const tweede = await beoordeel(v, thijs, 'archivaris');
    eis(tweede.status === 403 || tweede.status === 409, 'één persoon in twee rollen', tweede.body);
    verwacht(await beoordeel(v, arjan, 'archivaris'), 201, 'archivaris');
    verwacht(await beoordeel(v, greet, 'zorgdrager'), 201, 'zorgdrager');
  });
}

export async function stap7(v: Verhaal, verslag: Verslag): Promise<void> {
  verslag.kop('7. Uitvoeren: alles wordt nog eens aan de bron gevraagd');
  const ingrid = v.tokens['ingrid']!;
  const anderen = await stand(v);
  await verslag.stap('de lijst wordt uitgevoerd', async () => {
    verwacht(await v.client.roep('POST', `/selectielijst/v1/vernietigingslijsten/${String(v.gevonden['lijst'])}/_uitvoeren`, { token: ingrid }), 202, 'uitvoeren');
    const l = await totDat(async () => {
      const nu = await leesLijst(v);
      return nu['status'] === 'uitgevoerd' && nu;
    }, 'uitgevoerd', 60_000);
    v.gevonden['verklaring'] = l['verklaring'];
    eis(l['verklaring'], 'er is een verklaring', l);
  });
  await verslag.stap('B is weg: dossier en documenten', async () => {
    const b = v.dossiers['B']!;
    const token = v.tokens['zaaksysteem']!;
    for (const pad of [`/dossiers/${b.id}`, ...Object.values(b.informatieobjecten).flatMap((id) => [`/informatieobjecten/${id}`, `/informatieobjecten/${id}/bestand`])]) {
      const a = await v.client.roep('GET', `/registers/v1${pad}`, { token });
      eis(a.status === 410, `${pad}: 410`, { status: a.status, body: a.body });
    }
  });
  await verslag.stap('de pagina antwoordt 410: de bewaartermijn is verstreken', async () => {
    const a = await v.client.roep('GET', `/woo-publicatie/v1/publicaties/${v.publicaties['B']}`, { host: HOST[OVERBRUGGE] });
    eis(a.status === 410 && JSON.stringify(a.body).includes('De bewaartermijn is verstreken'), '410 met reden', a.body);
    const bladzijde = await v.client.roep('GET', `/publicaties/${v.publicaties['B']}`, { host: HOST[OVERBRUGGE] });
    eis(bladzijde.status === 410 && String(bladzijde.body).includes('bewaartermijn is verstreken'), 'ook op de site', bladzijde.status);
  });
  await verslag.stap('B is nergens meer te vinden: woord, sitemap, adres', async () => {
    eis(lijst(await zoek(v, `${v.woord}oud`)).length === 0, 'niet te vinden met een woord');
    eis(!(await sitemapRegels(v)).some((r) => r.includes(v.publicaties['B']!)), 'niet in de sitemap');
  });
  await verslag.stap('de andere dossiers zijn niet veranderd', async () => {
    const nu = await stand(v);
    eis(JSON.stringify(nu) === JSON.stringify(anderen), 'ongewijzigd', { voor: anderen, na: nu });
    eis(lijst(await zoek(v, v.woord)).length > 0, 'A is nog te vinden');
  });
}

export async function stap8(v: Verhaal, verslag: Verslag): Promise<void> {
  verslag.kop('8. Wat blijft: een verklaring van vernietiging');
  const ingrid = v.tokens['ingrid']!;
  await verslag.stap('de verklaring is volledig: specificatie, grond, wijze, wat blijft, wat buiten bereik is', async () => {
    const a = verwacht(await v.client.roep('GET', `/selectielijst/v1/verklaringen-van-vernietiging/${String(v.gevonden['verklaring'])}`, { token: ingrid }), 200, 'verklaring');
    v.gevonden['document'] = a.body;
    const d = json(a)['verklaring'] as Json;
    const mijn = (d['specificatie'] as Json[]).find((s) => (s['kenmerken'] as string[]).includes(v.dossiers['B']!.kenmerk));
    eis(mijn && Number(mijn['aantalDossiers']) >= 1 && Number(mijn['aantalDocumenten']) >= 4, 'specificatie', d['specificatie']);
    eis((d['grondslagen'] as Json[]).some((g) => g['nummer'] === '11.1.1' && g['jaar'] === 2020), 'grond', d['grondslagen']);
    eis(JSON.stringify(d['wijze']).includes('Backup') && (d['blijft'] as Json[]).length > 0 && JSON.stringify(d['buitenBereik']).includes('open.overheid.nl'), 'wijze, blijft, buiten bereik', d);
    eis((d['bewaring'] as Json)['nummer'] === '19.1.18', 'zelf blijvend bewaard', d['bewaring']);
    eis(!/Bakker|de Wit|999993/.test(JSON.stringify(d)), 'geen namen van betrokkenen');
  });
  await verslag.stap('zij is te controleren met een programma dat de server niet kent; een gewijzigde verklaring niet', async () => {
    const sleutels = verwacht(await v.client.roep('GET', '/selectielijst/v1/sleutels', { token: ingrid, host: HOST[OVERBRUGGE] }), 200, 'sleutels').body;
    const programma = 'selectielijst/dist/src/verklaringen/verifieer.js';
    const goed = await controleer(programma, v.gevonden['document'], sleutels, ['--sleutel']);
    eis(goed.status === 0 && goed.uit.includes('GELDIG'), 'geldig', goed.uit);
    const vervalst = structuredClone(v.gevonden['document']) as { verklaring: { opgemaakt: string } };
    vervalst.verklaring.opgemaakt = '2020-01-01T00:00:00.000Z';
    const fout = await controleer(programma, vervalst, sleutels, ['--sleutel']);
    eis(fout.status === 1, 'gewijzigd wordt afgekeurd', fout.uit);
  });
  await verslag.stap('Saskia Bakker leest dat het dossier is vernietigd, wanneer en waarom', async () => {
    await totDat(async () => {
      const alle = await inzage(v, v.tokens['bakker']!);
      return alle.some((r) => r['onderwerp'] === v.dossiers['B']!.kenmerk && /vernietigd/i.test(String(r['handeling'])));
    }, 'de vernietiging in haar overzicht');
  });
}

const leesLijst = async (v: Verhaal): Promise<Json> =>
  json(verwacht(await v.client.roep('GET', `/selectielijst/v1/vernietigingslijsten/${String(v.gevonden['lijst'])}`, { token: v.tokens['ingrid']! }), 200, 'lijst'));

const beoordeel = (v: Verhaal, token: string, rol: string) =>
  v.client.roep('POST', `/selectielijst/v1/vernietigingslijsten/${String(v.gevonden['lijst'])}/beoordelingen`, { token, body: { rol, besluit: 'akkoord' } });

/** Versions of the dossiers that must not change. */
async function stand(v: Verhaal): Promise<Json> {
  const uit: Json = {};
  for (const letter of ['A', 'C', 'D', 'F', 'G']) {
    const token = v.tokens[letter === 'G' ? 'voorbeeldstad' : 'zaaksysteem']!;
    const a = verwacht(await v.client.roep('GET', `/registers/v1/dossiers/${v.dossiers[letter]!.id}`, { token }), 200, `dossier ${letter}`);
    uit[letter] = { versie: json(a)['versie'], status: json(a)['status'], documenten: (json(a)['informatieobjecten'] as unknown[]).length };
  }
  return uit;
}
