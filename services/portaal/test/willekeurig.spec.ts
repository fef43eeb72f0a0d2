import fc from 'fast-check';
import { agent, Browser, formulieren, stuur, type Blad, type Verzoek } from './browser.ts';
import { openHuis, paginas, type Huis } from './huis.ts';
import { keurAntwoord } from './keuring.ts';
import { MENSEN } from './standin.ts';

// 2,000 requests that nobody thought of, over every route there is: no error of the portaal itself, always a page that
// a person can read, always the headers that protect the reader.

const AANTAL = 2_000;
const ID = '018f0000-0000-7000-8000-000000000001';
const GEK = ['', ' ', '\u0000', '<script>alert(1)</script>', "'; drop table x; --", '../../etc/passwd', '//kwaad.example', 'https://kwaad.example', '\\\\kwaad', 'x'.repeat(5_000), '-1', 'null', '__proto__', 'constructor', '\u202e', '😀'.repeat(20), '999993021'];

const tekst = fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...GEK) }, { weight: 1, arbitrary: fc.string({ maxLength: 40, unit: 'grapheme' }) });
const deel = fc.oneof({ weight: 4, arbitrary: fc.constant(ID) }, { weight: 1, arbitrary: fc.uuid() }, { weight: 2, arbitrary: tekst });
/** In an address and outside every encoding. */
const rauw = fc.constantFrom('%', '%zz', '%c3%28', '%00', '%2f%2e%2e', '..%5c', ';x=1', '%E0%80%80', '*', '~', '%ff%fe');

interface Inhoud {
  body?: Buffer | string;
  koppen: Record<string, string>;
}

describe('2,000 generated requests', () => {
  let huis: Huis;
  beforeAll(async () => {
    huis = await openHuis();
  });
  afterAll(async () => {
    agent.destroy();
    await huis?.o.stop();
  });

  const vul = (route: string, delen: string[]): string => {
    let i = 0;
    return route.replace(/:\w+|\*/g, (naam) => {
      const deel = delen[i++] ?? ID;
      // A version is a number.
      return encodeURIComponent(deel === ID && naam === ':versie' ? '1' : deel) || '%20';
    });
  };

  const vraagdeel = fc.oneof(
    { weight: 3, arbitrary: fc.constant('') },
    { weight: 4, arbitrary: fc.dictionary(fc.constantFrom('q', 'na', 'toon', 'kenmerk', 'verder', 'omvang', 'dossier', 'maand', 'van'), tekst, { maxKeys: 3 }).map((d) => `?${new URLSearchParams(d).toString()}`) },
    { weight: 1, arbitrary: fc.tuple(rauw, rauw).map(([a, b]) => `?q=${a}&na=${b}&na=x&__proto__=1`) },
  );

  const leespad = (): fc.Arbitrary<string> =>
    fc.oneof(
      { weight: 12, arbitrary: fc.record({ route: fc.constantFrom(...paginas(huis.routes, 'GET')), delen: fc.array(deel, { minLength: 2, maxLength: 2 }), vraag: vraagdeel }).map((x) => vul(x.route, x.delen) + x.vraag) },
      { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...paginas(huis.routes, 'GET')), rauw).map(([r, x]) => r.replace(/:\w+|\*/g, x)) },
      { weight: 1, arbitrary: rauw.map((x) => `/${x}`) },
    );

  const kapot = (koek: string): fc.Arbitrary<string> =>
    fc.oneof(
      fc.constantFrom('sessie=', 'sessie=a.b.c.d.e', '=;=;;', `sessie=${Buffer.from('{"alg":"none"}').toString('base64url')}....`, `melding=${koek}`),
      fc.nat({ max: Math.max(0, koek.length - 1) }).map((n) => `sessie=${koek.slice(0, n)}${koek[n] === 'A' ? 'B' : 'A'}${koek.slice(n + 1)}`),
      fc.base64String({ maxLength: 200 }).map((s) => `sessie=${s}`),
    );

  /** Forms as the pages have them, with values that nobody types; and what no form ever sends. */
  const inhoud = (velden: Record<string, string>): fc.Arbitrary<Inhoud> => {
    const wild = fc.record(Object.fromEntries(Object.keys(velden).map((n) => [n, n === 'formuliercode' || n === 'eenmalig' ? fc.constant(velden[n] ?? '') : fc.oneof(fc.constant(velden[n] ?? ''), tekst, fc.constant(ID))])));
    const vals = fc.record({ w: wild, code: fc.constantFrom(velden['formuliercode'] ?? '', velden['formuliercode'] ?? '', '', 'mis', 'x'.repeat(24)), eenmalig: tekst }).map(({ w, code, eenmalig }): Record<string, string> => ({ ...w, formuliercode: code, eenmalig }));
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    return fc.oneof(
      { weight: 8, arbitrary: vals.map((v) => ({ body: new URLSearchParams(v).toString(), koppen: form })) },
      { weight: 3, arbitrary: fc.tuple(vals, fc.uint8Array({ maxLength: 300 }), tekst).map(([v, bytes, naam]) => meerdelig(v, bytes, naam)) },
      { weight: 1, arbitrary: fc.constantFrom<Inhoud>({ body: '--x\r\nkapot', koppen: { 'content-type': 'multipart/form-data; boundary=x' } }, { body: 'abc', koppen: { 'content-type': 'multipart/form-data' } }, { body: '', koppen: { 'content-type': 'multipart/form-data; boundary=' } }) },
      { weight: 1, arbitrary: fc.constantFrom<Inhoud>({ body: '{', koppen: { 'content-type': 'application/json' } }, { body: '[1]', koppen: { 'content-type': 'application/json' } }, { body: '{"__proto__":{"x":1}}', koppen: { 'content-type': 'application/json' } }, { body: 'x', koppen: { 'content-type': 'geen mediatype' } }, { koppen: {} }, { body: 'a=%zz&%=%', koppen: form }, { body: 'y'.repeat(1_200_000), koppen: form }) },
    );
  };

  const meerdelig = (velden: Record<string, string>, bytes: Uint8Array, naam: string): Inhoud => {
    const grens = 'grens-van-dit-formulier';
    const delen = Object.entries(velden).map(([n, w]) => `--${grens}\r\ncontent-disposition: form-data; name="${n}"\r\n\r\n${w}\r\n`);
    const bestand = `--${grens}\r\ncontent-disposition: form-data; name="bestand"; filename="${naam.replace(/["\r\n]/g, '')}.pdf"\r\ncontent-type: application/pdf\r\n\r\n`;
    return { body: Buffer.concat([Buffer.from(delen.join('') + bestand), bytes, Buffer.from(`\r\n--${grens}--\r\n`)]), koppen: { 'content-type': `multipart/form-data; boundary=${grens}` } };
  };

  it('give no 5xx, always a page in plain Dutch, and the headers that protect', async () => {
    const browsers: (Browser | null)[] = [null];
    for (const wie of Object.keys(MENSEN)) browsers.push(await new Browser(huis.url).meldAan(wie));
    const koek = browsers[1]?.koekjes.get('sessie') ?? '';
    expect(koek.length).toBeGreaterThan(100);
    // The fields of every form on every page, by its action without ids; a route without a form is tried with all of them.
    const velden = new Map<string, Record<string, string>>();
    const alle: Record<string, string> = {};
    const vorm = (pad: string): string => pad.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id');
    for (const b of browsers) {
      for (const pad of paginas(huis.routes, 'GET')) for (const f of formulieren((b ? await b.ga(vul(pad, [])) : await stuur(huis.url, { methode: 'GET', pad: vul(pad, []) })).tekst)) {
        velden.set(vorm(f.actie), f.velden);
        Object.assign(alle, f.velden);
      }
    }
    const schrijf = paginas(huis.routes, 'POST');
    const codes = await Promise.all(browsers.map(async (b) => formulieren(b ? (await b.ga('/')).tekst : '').at(0)?.velden['formuliercode'] ?? ''));

    const geval = fc.nat({ max: browsers.length - 1 }).chain((wie) =>
      fc.oneof(
        { weight: 5, arbitrary: leespad().map((pad): Verzoek => ({ methode: 'GET', pad })) },
        {
          weight: 4,
          arbitrary: fc.tuple(fc.constantFrom(...schrijf), fc.array(deel, { minLength: 2, maxLength: 2 })).chain(([route, delen]) =>
            inhoud({ ...(velden.get(route.replace(/:\w+/g, ':id')) ?? alle), formuliercode: codes[wie] ?? '', eenmalig: ID }).map((i): Verzoek => ({ methode: 'POST', pad: vul(route, delen), ...i })),
          ),
        },
        { weight: 1, arbitrary: fc.tuple(fc.constantFrom('HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'POST'), leespad()).map(([methode, pad]): Verzoek => ({ methode, pad })) },
        { weight: 1, arbitrary: fc.tuple(leespad(), kapot(koek)).map(([pad, cookie]): Verzoek => ({ methode: 'GET', pad, koppen: { cookie } })) },
      ).map((v) => ({ wie, v })),
    );
    const gevallen = fc.sample(geval, { numRuns: AANTAL, seed: 20_261_122 });
    const statussen = new Map<number, number>();
    const fouten: string[] = [];
    const doe = async (): Promise<void> => {
      for (let g = gevallen.pop(); g; g = gevallen.pop()) {
        huis.standin.toon = gevallen.length % 3 === 0 ? 'vijandig' : 'gewoon';
        const cookie = [...(browsers[g.wie]?.koekjes ?? [])].map(([n, w]) => `${n}=${w}`).join('; ');
        const a: Blad = await stuur(huis.url, { ...g.v, koppen: { ...(cookie ? { cookie } : {}), ...g.v.koppen } });
        statussen.set(a.status, (statussen.get(a.status) ?? 0) + 1);
        const mis = [...(a.status >= 500 ? [`status ${a.status}`] : []), ...(g.v.methode === 'HEAD' ? [] : keurAntwoord(a))];
        if (mis.length > 0) fouten.push(`${g.wie} ${g.v.methode} ${g.v.pad.slice(0, 150)} ${JSON.stringify(g.v.koppen ?? {}).slice(0, 120)} ${String(g.v.body ?? '').slice(0, 200)} → ${a.status}: ${mis.join('; ')}`);
      }
    };
    await Promise.all(Array.from({ length: 6 }, doe));
    expect(huis.standin.woordbreuk).toEqual([]);
    expect(fouten.slice(0, 5)).toEqual([]);
    // It reached what it wanted to reach: pages, redirects, refusals; every form that the pages have was sent.
    for (const status of [200, 303, 400, 403, 404]) expect([status, (statussen.get(status) ?? 0) > 10]).toEqual([status, true]);
    expect([...statussen.values()].reduce((a, b) => a + b)).toBe(AANTAL);
    // Every form came through to the component that it is for (two of them end at the same call, two at no call).
    const geschreven = new Set(huis.standin.gevraagd.filter((x) => !x.startsWith('GET ')));
    expect(geschreven.size).toBeGreaterThanOrEqual(schrijf.length - 3);
    expect(huis.standin.onbekend).toEqual([]);
    const ready = await stuur(huis.url, { methode: 'GET', pad: '/health/ready' });
    expect(ready.status).toBe(200);
  }, 300_000);
});
