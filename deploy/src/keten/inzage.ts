import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { json, lijst, OVERBRUGGE, verwacht, type Verhaal, VOORBEELDSTAD } from './verhaal.ts';
import { eis, totDat, type Verslag } from './verslag.ts';

const voer = promisify(execFile);

export async function stap5(v: Verhaal, verslag: Verslag): Promise<void> {
  verslag.kop('5. Verantwoording: Saskia Bakker ziet wie haar gegevens gebruikte');
  v.tokens['bakker'] = await v.client.meldAan('bakker', OVERBRUGGE);
  let eigen: Record<string, unknown>[] = [];
  await verslag.stap('zij leest: de burgemeester, uitgevoerd door de werkorganisatie, welke gegevens, wanneer en waarom', async () => {
    eigen = await totDat(async () => {
      const alle = (await inzage(v, v.tokens['bakker']!)).filter((r) => String(r['onderwerp'] ?? '').includes(v.run));
      return alle.some((r) => /openbaar/i.test(String(r['handeling']))) && alle;
    }, 'de handelingen van deze zaken');
    const aanvraag = eigen.find((r) => r['onderwerp'] === v.dossiers['A']!.kenmerk && (r['waarom'] as { activiteit?: string }).activiteit === 'Evenementenvergunning behandelen');
    eis(/burgemeester van Gemeente Overbrugge/.test(String(aanvraag?.['organisatie'])), 'de burgemeester', aanvraag);
    eis(aanvraag?.['uitvoerder'] === 'Werkorganisatie Beide Oevers', 'uitgevoerd door', aanvraag);
    const waarom = aanvraag?.['waarom'] as { doel?: string; grondslag?: string };
    eis(waarom.doel && waarom.grondslag && (aanvraag?.['gegevens'] as string[]).length > 0, 'doel, grondslag en gegevens', aanvraag);
  });
  await verslag.stap('het besluit is openbaar gemaakt zonder haar naam: één regel', async () => {
    const openbaar = eigen.filter((r) => r['onderwerp'] === v.dossiers['A']!.kenmerk && (r['waarom'] as { activiteit?: string }).activiteit === 'Actieve openbaarmaking');
    eis(openbaar.length === 1 && /openbaar gemaakt zonder uw naam/.test(String(openbaar[0]?.['handeling'])), 'één regel', openbaar);
  });
  await verslag.stap('geen medewerker, niets van VA-06, niets van De Wit, niets van Voorbeeldstad', async () => {
    const alles = JSON.stringify(await inzage(v, v.tokens['bakker']!));
    for (const verboden of ['noor', 'willem', 'Noor', 'Willem', 'VA-06', 'ondermijning', 'Wit', '999993033', 'Voorbeeldstad']) {
      eis(!alles.includes(verboden), `"${verboden}" is niet te zien`);
    }
    const daar = await v.client.meldAan('bakker', VOORBEELDSTAD);
    const elders = JSON.stringify(await inzage(v, daar));
    eis(!elders.includes('Overbrugge'), 'bij Voorbeeldstad niets van Overbrugge');
  });
  await verslag.stap('haar ontvangstbewijs is te controleren zonder de server; een gewijzigd bewijs niet', async () => {
    const bewijs = verwacht(await v.client.roep('GET', `/verantwoording/v1/inzage/${String(eigen[0]?.['id'])}/ontvangstbewijs`, { token: v.tokens['bakker']! }), 200, 'ontvangstbewijs');
    const sleutels = verwacht(await v.client.roep('GET', '/verantwoording/v1/sleutels', { token: v.tokens['bakker']!, host: 'overbrugge.localhost' }), 200, 'sleutels');
    const goed = await controleer('verantwoording/dist/src/logboek/verifieer-ontvangstbewijs.js', bewijs.body, sleutels.body, []);
    eis(goed.status === 0, 'het bewijs klopt', goed.uit);
    const vervalst = structuredClone(bewijs.body) as { verwerking: { handeling: string } };
    vervalst.verwerking.handeling = 'Niets gedaan';
    const fout = await controleer('verantwoording/dist/src/logboek/verifieer-ontvangstbewijs.js', vervalst, sleutels.body, []);
    eis(fout.status === 1, 'het gewijzigde bewijs wordt afgekeurd', fout.uit);
  });
  await verslag.stap('het aantal regels is één plus het aantal betrokkenen; een tweede persoon keurt de controle goed', () => telRegels(v));
}

/** Everything that a resident may read, page by page. */
export async function inzage(v: Verhaal, token: string): Promise<Record<string, unknown>[]> {
  const alle: Record<string, unknown>[] = [];
  let pad: string | undefined = '/verantwoording/v1/inzage?omvang=100';
  while (pad) {
    const a = verwacht(await v.client.roep('GET', pad, { token }), 200, 'inzage');
    alle.push(...lijst(a));
    pad = (json(a)['links'] as { volgende?: string }).volgende;
  }
  return alle;
}

async function telRegels(v: Verhaal): Promise<void> {
  const carla = await v.client.meldAan('carla', OVERBRUGGE, 'VA-05');
  const petra = await v.client.meldAan('petra', OVERBRUGGE, 'VA-05');
  const body = { medewerker: 'noor', reden: 'Steekproef op het gebruik van dossiers in dit verhaal', van: v.vandaag, tot: v.vandaag };
  const verzoek = verwacht(await v.client.roep('POST', '/verantwoording/v1/controleverzoeken', { token: carla, body }), 201, 'controleverzoek');
  const id = String(json(verzoek)['id']);
  eis((await v.client.roep('GET', `/verantwoording/v1/controleverzoeken/${id}/resultaat`, { token: carla })).status !== 200, 'zonder tweede persoon niets');
  const zelf = await v.client.roep('POST', `/verantwoording/v1/controleverzoeken/${id}/_goedkeuren`, { token: carla });
  eis(zelf.status === 403 || zelf.status === 409, 'niet door de aanvrager zelf', zelf.body);
  verwacht(await v.client.roep('POST', `/verantwoording/v1/controleverzoeken/${id}/_goedkeuren`, { token: petra }), 200, 'goedgekeurd');
  const resultaat = verwacht(await v.client.roep('GET', `/verantwoording/v1/controleverzoeken/${id}/resultaat?omvang=100`, { token: carla }), 200, 'resultaat');
  const vanA = lijst(resultaat).filter((r) => (r['object'] as { id?: string }).id === v.dossiers['A']!.id);
  const geopend = vanA.filter((r) => /geopend/i.test(String(r['handeling'])));
  // One parent record with its betrokkenen: opening A concerned Bakker and De Wit, once.
  eis(geopend.length === 1 && geopend[0]?.['aantalBetrokkenen'] === 2, 'één regel met twee betrokkenen', vanA);
}

/** Runs an offline verifier with two files, in a process that knows no server. */
export async function controleer(programma: string, document: unknown, sleutels: unknown, vlaggen: string[]): Promise<{ status: number; uit: string }> {
  const map = await mkdtemp(join(tmpdir(), 'keten-'));
  try {
    await writeFile(join(map, 'document.json'), JSON.stringify(document));
    await writeFile(join(map, 'sleutels.json'), JSON.stringify(sleutels));
    const { stdout } = await voer(process.execPath, [resolve('services', programma), join(map, 'document.json'), ...vlaggen, join(map, 'sleutels.json')], { env: {} });
    return { status: 0, uit: stdout };
  } catch (fout) {
    const f = fout as { code?: number; stdout?: string; stderr?: string };
    return { status: f.code ?? -1, uit: `${f.stdout ?? ''}${f.stderr ?? ''}` };
  } finally {
    await rm(map, { recursive: true, force: true });
  }
}
