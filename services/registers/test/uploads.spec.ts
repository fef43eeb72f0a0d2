import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { OVERBRUGGE, wachtTot } from '@bronhuis/testing';
import type { Antwoord } from '@bronhuis/testing';
import type { Draaiend } from '@bronhuis/component';
import { Opruimer } from '../src/informatieobjecten/opruimer.ts';
import { digest, P, Proef } from './hulp.ts';
import { eigenProces, tweede } from './tweede.ts';

const MB = 1_048_576;
let proef: Proef;
let ander: Draaiend;
beforeAll(async () => {
  proef = await Proef.start();
  ander = await tweede(proef.o, proef.o.gegevensMap);
});
afterAll(async () => {
  await ander.stop();
  await proef.stop();
});

type Json = Record<string, unknown>;
interface Begonnen {
  document: string;
  dossier: string;
  pad: string;
}
const hex = (b: Uint8Array): string => createHash('sha256').update(b).digest('hex');
const opSchijf = async (): Promise<string[]> => (await readdir(join(proef.o.gegevensMap, 'bestanden', OVERBRUGGE)).catch(() => [])).sort();

const begin = async (kenmerk: string, omvang: number, extra: Json = {}): Promise<Begonnen> => {
  const dossier = await proef.open(kenmerk);
  const document = await proef.document(dossier.id, 'besluit');
  const a = await proef.roep('POST', `/informatieobjecten/${document}/uploads`, { body: { mediatype: 'application/pdf', omvang, ...extra } });
  expect([a.status, a.headers.get('upload-offset'), a.headers.get('upload-limit')]).toEqual([201, '0', expect.stringContaining('max-size=')]);
  return { document, dossier: dossier.id, pad: String(a.headers.get('location')).slice(P.length) };
};
const stuur = (pad: string, offset: number, inhoud: Uint8Array | undefined, laatste: boolean, extra: Record<string, string> = {}): Promise<Antwoord<Json>> =>
  proef.roep('PATCH', pad, { ...(inhoud ? { body: inhoud } : {}), headers: { 'content-type': 'application/partial-upload', 'upload-offset': String(offset), 'upload-complete': laatste ? '?1' : '?0', ...extra } });
const hoever = async (pad: string, url = proef.o.url): Promise<[number, string | null, string | null]> => {
  const a = await fetch(`${url}${P}${pad}`, { method: 'HEAD', headers: { authorization: `Bearer ${await proef.token()}` } });
  return [a.status, a.headers.get('upload-offset'), a.headers.get('upload-complete')];
};
const leesBestand = (document: string, headers: Record<string, string> = {}) => proef.roep('GET', `/informatieobjecten/${document}/bestand`, { headers });

/** A piece over a socket of its own, that the test cuts or leaves open; nothing says that it ends. */
const slepend = async (url: string, pad: string, offset: number) => {
  const uit = request(`${url}${P}${pad}`, {
    method: 'PATCH',
    agent: false,
    headers: { authorization: `Bearer ${await proef.token()}`, 'content-type': 'application/partial-upload', 'upload-offset': String(offset), 'upload-complete': '?1', 'transfer-encoding': 'chunked' },
  });
  const antwoord = new Promise<number>((klaar) => uit.on('response', (a) => klaar(a.resume().statusCode ?? 0)).on('error', () => klaar(-1)));
  const schrijf = (b: Uint8Array): Promise<void> => new Promise((klaar) => uit.write(b, () => klaar()));
  return { uit, antwoord, schrijf };
};

describe('a file in pieces', () => {
  it('is asked how far it is, gone on with, and whole in the end, with one record', async () => {
    const inhoud = randomBytes(3 * MB);
    const { document, pad } = await begin('U-1', inhoud.length);
    expect(await hoever(pad)).toEqual([204, '0', '?0']);
    const een = await stuur(pad, 0, inhoud.subarray(0, MB), false);
    expect([een.status, een.headers.get('upload-offset')]).toEqual([204, String(MB)]);
    expect((await leesBestand(document)).status).toBe(404);
    expect((await stuur(pad, MB, inhoud.subarray(MB, 2 * MB + 7), false)).status).toBe(204);
    expect(await hoever(pad, ander.url)).toEqual([204, String(2 * MB + 7), '?0']);
    const klaar = await stuur(pad, 2 * MB + 7, inhoud.subarray(2 * MB + 7), true, { 'repr-digest': digest(inhoud) });
    expect([klaar.status, klaar.headers.get('upload-complete'), klaar.body['bestand']]).toEqual([201, '?1', { mediatype: 'application/pdf', omvang: inhoud.length, sha256: hex(inhoud) }]);
    expect(Buffer.from((await leesBestand(document)).bytes).equals(inhoud)).toBe(true);
    expect(await hoever(pad)).toEqual([204, String(inhoud.length), '?1']);
    expect((await stuur(pad, inhoud.length, undefined, true)).body['code']).toBe('upload-klaar');
    expect((await proef.verwerkingen(document)).filter((v) => v.handeling === 'Bestand bij document gevoegd')).toHaveLength(1);
    expect(await proef.tel('upload_deel')).toBe(0);
  });

  it('names what is missing, where it is, and never takes more than was declared', async () => {
    const inhoud = randomBytes(1000);
    const { pad } = await begin('U-2', 1000, { sha256: hex(inhoud) });
    const zonder = await proef.roep<{ invalidParams: { name: string }[] }>('PATCH', pad, { body: inhoud, headers: { 'content-type': 'application/partial-upload' } });
    expect([zonder.status, zonder.body.invalidParams.map((p) => p.name)]).toEqual([400, ['Upload-Offset', 'Upload-Complete']]);
    expect((await proef.roep('PATCH', pad, { body: inhoud, headers: { 'content-type': 'application/pdf', 'upload-offset': '0', 'upload-complete': '?1' } })).status).toBe(415);
    const elders = await stuur(pad, 10, inhoud.subarray(10), true);
    expect([elders.status, elders.headers.get('upload-offset'), elders.body['code'], elders.body['type']]).toEqual([409, '0', 'upload-offset', expect.stringContaining('mismatching-upload-offset')]);
    expect((await stuur(pad, 0, inhoud.subarray(1), true)).body['invalidParams']).toMatchObject([{ code: 'upload-lengte' }]);
    expect((await stuur(pad, 0, randomBytes(1001), true)).status).toBe(413);
    const { uit, antwoord } = await slepend(proef.o.url, pad, 0);
    uit.end(randomBytes(1001));
    expect(await antwoord).toBe(413);
    expect(await hoever(pad)).toEqual([204, '0', '?0']);
    expect((await stuur(pad, 0, inhoud, true)).status).toBe(201);
  });

  it('needs the right checksum: with another one it stays as it is, and can still be finished', async () => {
    const inhoud = randomBytes(5000);
    const { document, pad } = await begin('U-3', inhoud.length);
    expect((await stuur(pad, 0, inhoud, true)).body['invalidParams']).toMatchObject([{ name: 'Repr-Digest', code: 'controlegetal-ontbreekt' }]);
    expect((await stuur(pad, 0, inhoud, true, { 'repr-digest': digest('iets anders') })).body['invalidParams']).toMatchObject([{ code: 'controlegetal' }]);
    expect((await leesBestand(document)).status).toBe(404);
    expect((await stuur(pad, inhoud.length, undefined, true, { 'repr-digest': digest(inhoud) })).status).toBe(201);
  });

  it('that replaces another asks If-Match at its beginning, and holds it against what came between', async () => {
    const { document } = await begin('U-4', 10);
    await proef.bestand(document, 'een');
    const nieuw = (match?: string) => proef.roep('POST', `/informatieobjecten/${document}/uploads`, { body: { mediatype: 'text/plain', omvang: 4, sha256: hex(Buffer.from('twee')) }, headers: match ? { 'if-match': match } : {} });
    expect([(await nieuw()).status, (await nieuw('"1"')).status]).toEqual([428, 412]);
    const [a, b] = [await nieuw('"2"'), await nieuw('"2"')].map((x) => String(x.headers.get('location')).slice(P.length)) as [string, string];
    expect((await stuur(a, 0, Buffer.from('twee'), true)).status).toBe(200);
    await proef.bestand(document, 'drie', { 'if-match': '"3"' });
    const voor = await opSchijf();
    expect((await stuur(b, 0, Buffer.from('twee'), true)).status).toBe(412);
    expect((await leesBestand(document)).tekst).toBe('drie');
    expect(await opSchijf()).toHaveLength(voor.length + 1);
    expect((await proef.roep('DELETE', b)).status).toBe(204);
    expect(await opSchijf()).toEqual(voor);
  });
});

describe('a file that is broken off', () => {
  it('by its connection goes on where it was, in another process on the same store', async () => {
    const inhoud = randomBytes(2 * MB);
    const { document, pad } = await begin('B-1', inhoud.length, { sha256: hex(inhoud) });
    const { uit, schrijf } = await slepend(proef.o.url, pad, 0);
    await schrijf(inhoud.subarray(0, MB + 3));
    uit.destroy();
    await wachtTot(async () => (await hoever(pad))[1] !== '0');
    const [, offset] = await hoever(pad, ander.url);
    expect(Number(offset)).toBeLessThanOrEqual(MB + 3);
    const rest = await fetch(`${ander.url}${P}${pad}`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${await proef.token()}`, 'content-type': 'application/partial-upload', 'upload-offset': String(offset), 'upload-complete': '?1' },
      body: inhoud.subarray(Number(offset)),
    });
    expect(rest.status).toBe(201);
    expect(Buffer.from((await leesBestand(document)).bytes).equals(inhoud)).toBe(true);
  });

  it('by a process that is killed loses no more than what was not written down yet', async () => {
    const proces = await eigenProces(proef.o);
    try {
      const voor = await opSchijf();
      const inhoud = randomBytes(24 * MB);
      const { document, pad } = await begin('B-2', inhoud.length, { sha256: hex(inhoud) });
      const { uit, antwoord, schrijf } = await slepend(proces.url, pad, 0);
      await schrijf(inhoud.subarray(0, 20 * MB));
      await wachtTot(async () => Number((await hoever(pad))[1]) >= 16 * MB);
      await proces.dood();
      expect(await antwoord).toBe(-1);
      uit.destroy();
      const offset = Number((await hoever(pad))[1]);
      expect(offset).toBeGreaterThanOrEqual(16 * MB);
      expect((await stuur(pad, offset, inhoud.subarray(offset), true)).status).toBe(201);
      expect(Buffer.from((await leesBestand(document)).bytes).equals(inhoud)).toBe(true);
      // The half file of the dead is gone, what holds the whole one stays.
      expect(await opSchijf()).toHaveLength(voor.length + 1);
    } finally {
      await proces.dood();
    }
  });

  it('by a process that is stopped loses nothing, and the stop does not wait for its sender', async () => {
    const proces = await eigenProces(proef.o);
    try {
      const { pad } = await begin('B-6', 10 * MB, { sha256: hex(randomBytes(1)) });
      const { uit, antwoord, schrijf } = await slepend(proces.url, pad, 0);
      await schrijf(randomBytes(5 * MB));
      const deel = async (): Promise<string> => (await proef.db.query<{ bestand: string }>('select bestand from upload_deel where upload = $1', [pad.split('/').at(-1)])).rows[0]?.bestand ?? '';
      await wachtTot(async () => (await stat(join(proef.o.gegevensMap, 'bestanden', OVERBRUGGE, await deel())).catch(() => null))?.size === 5 * MB);
      expect(await proces.stop()).toBe(0);
      expect(await antwoord).not.toBe(204);
      uit.destroy();
      expect(await hoever(pad)).toEqual([204, String(5 * MB), '?0']);
    } finally {
      await proces.dood();
    }
  });

  it('while the server does not know yet: who goes on takes over, and the old one can spoil nothing', async () => {
    const inhoud = randomBytes(20 * MB);
    const { document, pad } = await begin('B-3', inhoud.length, { sha256: hex(inhoud) });
    const oud = await slepend(proef.o.url, pad, 0);
    await oud.schrijf(inhoud.subarray(0, 9 * MB));
    await wachtTot(async () => Number((await hoever(pad))[1]) >= 8 * MB);
    const offset = Number((await hoever(pad))[1]);
    const nieuw = await slepend(ander.url, pad, offset);
    await nieuw.schrijf(inhoud.subarray(offset, 12 * MB));
    await wachtTot(async () => (await proef.tel('upload where id = $1 and beurt = 2', [pad.split('/').at(-1)])) === 1);
    // What the old one still sends is something else.
    await oud.schrijf(randomBytes(8 * MB));
    expect(await oud.antwoord).toBe(409);
    nieuw.uit.end(inhoud.subarray(12 * MB));
    expect(await nieuw.antwoord).toBe(201);
    expect(Buffer.from((await leesBestand(document)).bytes).equals(inhoud)).toBe(true);
  });

  it('and never gone on with is given up after a day; its bytes go', async () => {
    const voor = await opSchijf();
    const { pad } = await begin('B-4', 100);
    await stuur(pad, 0, randomBytes(50), false);
    expect(await opSchijf()).toHaveLength(voor.length + 1);
    await proef.o.draaiend.app.get(Opruimer, { strict: false }).wisAlles();
    expect(await hoever(pad)).toEqual([204, '50', '?0']);
    await proef.db.query("update upload set verloopt = now() - interval '1 second' where id = $1", [pad.split('/').at(-1)]);
    expect((await hoever(pad))[0]).toBe(404);
    await Promise.all([proef.o.draaiend, ander].map((d) => d.app.get(Opruimer, { strict: false }).wisAlles()));
    expect([await opSchijf(), await proef.tel('upload where id = $1', [pad.split('/').at(-1)])]).toEqual([voor, 0]);
  });

  it('goes with its document when the dossier is destroyed, and the proof looks for it', async () => {
    const voor = await opSchijf();
    const { dossier, pad } = await begin('B-5', 100);
    await stuur(pad, 0, randomBytes(50), false);
    await proef.sluit(dossier);
    expect((await stuur(pad, 50, randomBytes(50), true, { 'repr-digest': digest('x') })).status).toBe(400);
    const token = await proef.vernietiger();
    const stap = <B>(naam: string, body: object) => proef.roep<B>('POST', `/vernietigingen/_${naam}`, { token, body });
    const plan = (await stap<{ dossiers: { hash: string }[] }>('plan', { dossiers: [dossier] })).body.dossiers[0];
    await proef.db.query("update dossier set status = 'afgesloten' where id = $1", [dossier]);
    const grondslag = { selectielijst: 'x', nummer: '11.1.1', omschrijving: 'x' };
    expect((await stap('uitvoering', { vernietigingslijst: dossier, dossiers: [{ id: dossier, hash: plan?.hash }], grondslag })).body).toMatchObject({ dossiers: [{ vernietigd: true }] });
    expect((await stap('bewijs', { dossiers: [dossier] })).body).toMatchObject({ dossiers: [{ resten: [] }] });
    expect(await opSchijf()).toEqual(voor);
    expect((await hoever(pad))[0]).toBe(410);
  });
});

it('a large file takes no more memory than a small one', async () => {
  const proces = await eigenProces(proef.o);
  try {
    const [omvang, stuk] = [200 * MB, randomBytes(MB)];
    const som = createHash('sha256');
    for (let n = 0; n < omvang / MB; n++) som.update(stuk);
    const { document, pad } = await begin('G-1', omvang, { sha256: som.digest('hex') });
    const rss = (): Promise<number> => new Promise((klaar, mis) => execFile('ps', ['-o', 'rss=', '-p', String(proces.pid)], (fout, uit) => (fout ? mis(fout) : klaar(Number(uit) / 1024))));
    const vooraf = await rss();
    let hoogste = vooraf;
    const { uit, antwoord, schrijf } = await slepend(proces.url, pad, 0);
    for (let n = 0; n < omvang / MB; n++) {
      await schrijf(stuk);
      if (n % 20 === 0) hoogste = Math.max(hoogste, await rss());
    }
    uit.end();
    expect(await antwoord).toBe(201);
    hoogste = Math.max(hoogste, await rss());
    expect(hoogste - vooraf).toBeLessThan(100);
    expect((await proef.roep('GET', `/informatieobjecten/${document}`)).body['bestand']).toMatchObject({ omvang });
  } finally {
    await proces.dood();
  }
}, 120_000);

describe('a download', () => {
  it('goes on where it was (RFC 9110 §14): a part, its end, or all of it when it changed meanwhile', async () => {
    const inhoud = randomBytes(10_000);
    const document = await proef.document((await proef.open('D-1')).id, 'besluit');
    await proef.bestand(document, inhoud);
    const heel = await leesBestand(document);
    expect([heel.status, heel.headers.get('accept-ranges')]).toEqual([200, 'bytes']);
    const versie = String(heel.headers.get('etag'));
    for (const [range, van, tot] of [['bytes=4000-', 4000, 10_000], ['bytes=0-0', 0, 1], ['bytes=-5', 9995, 10_000], ['bytes=9990-99999', 9990, 10_000]] as const) {
      const deel = await leesBestand(document, { range, 'if-range': versie });
      expect([deel.status, deel.headers.get('content-range'), deel.headers.get('content-length')]).toEqual([206, `bytes ${van}-${tot - 1}/10000`, String(tot - van)]);
      expect(Buffer.from(deel.bytes).equals(inhoud.subarray(van, tot))).toBe(true);
      expect(deel.headers.get('repr-digest')).toBe(digest(inhoud));
    }
    const erna = await leesBestand(document, { range: 'bytes=10000-' });
    expect([erna.status, erna.headers.get('content-range')]).toEqual([416, 'bytes */10000']);
    await proef.bestand(document, 'nieuw', { 'if-match': versie });
    const anders = await leesBestand(document, { range: 'bytes=4000-', 'if-range': versie });
    expect([anders.status, anders.tekst]).toEqual([200, 'nieuw']);
  });
});
