import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OVERBRUGGE } from '@bronhuis/testing';
import { Opruimer } from '../src/informatieobjecten/opruimer.ts';
import { digest, Proef } from './hulp.ts';

let proef: Proef;
let map: string;
beforeAll(async () => {
  proef = await Proef.start({ instellingen: { BESTAND_MAX_BYTES: String(4 * 1_048_576) } });
  map = join(proef.o.gegevensMap, 'bestanden', OVERBRUGGE);
});
afterAll(() => proef.stop());

const nieuw = async (kenmerk: string): Promise<string> => proef.document((await proef.open(kenmerk)).id, 'besluit');
const opSchijf = async (): Promise<string[]> => (await readdir(map)).sort();

describe('a file', () => {
  it('goes in and comes out byte for byte, with its checksum (RFC 9530)', async () => {
    const id = await nieuw('F-1');
    const inhoud = randomBytes(3 * 1_048_576);
    const a = await proef.bestand(id, inhoud, { 'repr-digest': digest(inhoud) });
    expect([a.status, a.tekst]).toEqual([201, expect.stringContaining('"omvang":3145728')]);
    const uit = await proef.roep('GET', `/informatieobjecten/${id}/bestand`);
    expect(Buffer.from(uit.bytes).equals(inhoud)).toBe(true);
    expect(uit.headers.get('repr-digest')).toBe(digest(inhoud));
    expect(uit.headers.get('content-type')).toBe('application/pdf');
    expect(uit.headers.get('content-disposition')).toContain('Titel van besluit.pdf');
  });

  it('with another checksum, empty, too large or of an unknown type is refused and leaves nothing', async () => {
    const id = await nieuw('F-2');
    const voor = await opSchijf();
    expect((await proef.bestand(id, 'a', { 'repr-digest': digest('b') })).body['invalidParams']).toMatchObject([{ code: 'controlegetal' }]);
    expect((await proef.bestand(id, 'a', { 'repr-digest': 'onzin' })).status).toBe(400);
    expect((await proef.bestand(id, new Uint8Array(0))).status).toBe(400);
    expect((await proef.bestand(id, randomBytes(4 * 1_048_576 + 1))).status).toBe(413);
    expect((await proef.bestand(id, 'a', { 'content-type': 'application/x-msdownload' })).status).toBe(415);
    expect(await opSchijf()).toEqual(voor);
    expect((await proef.roep('GET', `/informatieobjecten/${id}/bestand`)).status).toBe(404);
  });

  it('is the same when sent again; another one needs If-Match and takes the place of the old one, also on disk', async () => {
    const id = await nieuw('F-3');
    const een = await proef.bestand(id, 'een');
    const voor = await opSchijf();
    expect([een.status, een.body['versie']]).toEqual([201, 2]);
    const weer = await proef.bestand(id, 'een');
    expect([weer.status, weer.body['versie']]).toEqual([200, 2]);
    expect(await opSchijf()).toEqual(voor);
    expect((await proef.bestand(id, 'twee')).status).toBe(428);
    expect((await proef.bestand(id, 'twee', { 'if-match': '"1"' })).status).toBe(412);
    expect(await opSchijf()).toEqual(voor);
    expect((await proef.bestand(id, 'twee', { 'if-match': '"2"' })).body['versie']).toBe(3);
    expect((await proef.roep('GET', `/informatieobjecten/${id}/bestand`)).tekst).toBe('twee');
    expect(await opSchijf()).toHaveLength(voor.length);
    expect(await proef.tel('te_wissen_bestand')).toBe(0);
  });

  it('comes only into an open dossier', async () => {
    const dossier = await proef.open('F-4');
    const id = await proef.document(dossier.id, 'besluit');
    await proef.sluit(dossier.id);
    const voor = await opSchijf();
    expect((await proef.bestand(id, 'laat')).status).toBe(409);
    expect(await opSchijf()).toEqual(voor);
  });

  it('of two writers at once: one wins, and no bytes are left of the other', async () => {
    const id = await nieuw('F-5');
    const voor = (await opSchijf()).length;
    const uit = await Promise.all(Array.from({ length: 6 }, (_, n) => proef.bestand(id, `inhoud ${n}`)));
    expect(uit.map((a) => a.status).sort()).toEqual([201, 428, 428, 428, 428, 428]);
    expect(await opSchijf()).toHaveLength(voor + 1);
  });

  it('that a crash left between disk and row is swept away; what has a row or is young stays', async () => {
    const id = await nieuw('F-6');
    await proef.bestand(id, 'blijft');
    await mkdir(map, { recursive: true });
    const lang = new Date(Date.now() - 86_400_000);
    const [wees, half, jong] = [randomUUID(), `${randomUUID()}.deel`, `${randomUUID()}.deel`];
    for (const naam of [wees, half, jong]) await writeFile(join(map, naam), 'x');
    for (const naam of await opSchijf()) if (naam !== jong) await utimes(join(map, naam), lang, lang);
    const voor = await opSchijf();
    await proef.o.draaiend.app.get(Opruimer, { strict: false }).ruimWezenOp();
    expect(await opSchijf()).toEqual(voor.filter((n) => n !== wees && n !== half));
    expect((await proef.roep('GET', `/informatieobjecten/${id}/bestand`)).tekst).toBe('blijft');
  });
});

describe('a document in two dossiers', () => {
  it('is put there once, and read from both', async () => {
    const [een, twee] = [await proef.open('F-7'), await proef.open('F-8')];
    const id = await proef.document(een.id, 'aanvraag');
    expect((await proef.roep('PUT', `/dossiers/${twee.id}/informatieobjecten/${id}`)).status).toBe(201);
    expect((await proef.roep('PUT', `/dossiers/${twee.id}/informatieobjecten/${id}`)).status).toBe(200);
    expect((await proef.roep('GET', `/informatieobjecten/${id}`)).body['dossiers']).toEqual([een.id, twee.id].sort());
    expect((await proef.gebeurtenissen(twee.id)).map((g) => g.sequence)).toEqual(['1', '2']);
  });
});
