import fc from 'fast-check';
import { leesCedar } from '@bronhuis/toegang/cedar';
import { MASKER, strip, toonboom } from '../src/objecttypen/zicht.ts';
import { Proef } from './hulp.ts';
import { blad, elk, gezien, kaal, Kopieen, ONZICHTBAAR, onbekend, VERBORGEN, vervang, vraag, ZICHT, ZICHTBAAR, zoek } from './veldrechten-model.ts';
import type { Vraag } from './veldrechten-model.ts';
import { alsSorteer, beschikbaarOp, bewaar, geldend, geldigOp, geordend, IDS, maakType, naief, steekproef, VELDEN, voorwaarde } from './vragen-model.ts';
import type { Model } from './vragen-model.ts';

/** The policies of the house, but reading for VA-06 goes by another rule: without these fields, or with them masked. */
const WEG = `@weglaten("${VERBORGEN.join(', ')}")`;
let proef: Proef;
let model: Model;
let kopieen: Kopieen;
let buiten: string;
let huis: { id: string; regel: never }[];

async function geldt(plicht: string, meer = ''): Promise<void> {
  const anders = leesCedar(`
    @id("niet-zo") forbid(principal, action, resource) when { context.doel == "VA-06" && context.handeling == "overnemen" };
    @id("minder") ${plicht} permit(principal, action, resource) when { context.doel == "VA-06" }; ${meer}`);
  await proef.o.buiten.wijzigBundel({ beleid: [...huis.filter((r) => r.id !== 'dossiers-voor-het-doel'), ...leesCedar('@id("heel") permit(principal, action, resource) when { context.doel == "VA-01" };'), ...anders].map(({ id, regel }) => ({ id, regel })) });
  await proef.o.draaiend.bundelhouder?.peil();
}

beforeAll(async () => {
  proef = await Proef.start();
  huis = proef.o.buiten.bundel.beleid as typeof huis;
  model = { objecttype: await maakType(proef, { verwerkingsactiviteiten: ['VA-01', 'VA-06'], gegevenscategorieen: ['meting'] }), versies: steekproef(6) };
  await bewaar(proef, model);
  buiten = await proef.token({ verwerkingsactiviteit: 'VA-06' });
  kopieen = new Kopieen(proef, model, buiten);
  await geldt(WEG);
}, 120_000);
afterAll(() => proef.stop());

const laatste = async (actie: string) =>
  (await proef.db.query<{ b: Record<string, unknown> }>(`select beslissing as b from bron.verwerking_uit where beslissing ->> 'actie' = $1 order by volgnummer desc limit 1`, [actie])).rows[0]!.b;

describe('somebody whose policy leaves fields out', () => {
  it('gets the same answer whatever stands in them: 150 questions about other fields, which are the right ones', async () => {
    const gevallen = fc.sample(vraag(blad, ZICHTBAAR), { numRuns: 150, seed: 71 });
    const antwoorden = await kopieen.eisGelijk(gevallen.map((v) => zoek({ ...v, sorteer: alsSorteer(v.sorteer), objecttype: model.objecttype })), 20);
    const wat: Model = { ...model, versies: gezien(model.versies) };
    for (const [i, v] of gevallen.entries()) {
      const goed = geordend(wat, geldend(wat, v.geldigOp, v.beschikbaarOp).filter((d) => naief(wat, d, v.filter)), v.sorteer);
      const body = JSON.parse(antwoorden[i]?.replace(/^200 null /, '') ?? '') as { aantal: number; resultaten: { id: string }[] };
      expect([v, body.aantal, body.resultaten.map((r) => r.id)]).toEqual([v, goed.length, goed.slice(0, v.omvang)]);
    }
  }, 200_000);

  it('asks in vain for them, as for what no type knows', async () => {
    const gevallen = fc.sample(fc.tuple(vraag(voorwaarde, VELDEN), fc.constantFrom(...ONZICHTBAAR.map((v) => v.pad))), { numRuns: 100, seed: 72 });
    const weg = new Set(ONZICHTBAAR.map((v) => v.pad));
    const met = (p: string): string => (weg.has(p) ? onbekend(p) : p);
    await elk(gevallen, async ([v, zeker]) => {
      const een = { ...v, filter: { en: [v.filter, { pad: zeker, operator: 'leeg', waarde: true }] }, sorteer: alsSorteer(v.sorteer), objecttype: model.objecttype };
      const ander = { ...een, filter: vervang(een.filter, met), velden: een.velden?.map(met), sorteer: een.sorteer.map((s) => (s.startsWith('-') ? `-${met(s.slice(1))}` : met(s))) };
      const [a, b] = [await kopieen.stel(zoek(een), buiten), await kopieen.stel(zoek(ander), buiten)];
      expect([een, kaal(a)]).toEqual([een, kaal(b)]);
      expect(a.status).toBe(400);
    });
  }, 120_000);

  it('reads objects, their timelines, what changed and all of them at once without them, also as the Objects API writes them', async () => {
    const momenten = fc.sample(fc.tuple(geldigOp, beschikbaarOp), { numRuns: 30, seed: 73 });
    const vragen = IDS.slice(0, 30).flatMap((id, i): Vraag[] => [
      { methode: 'GET', pad: `/objecten/${id}` },
      { methode: 'GET', pad: `/objecten/${id}/tijdlijn` },
      { methode: 'GET', pad: `/objecten/${id}/verschil?van=${momenten[i]![0]}&vanBeschikbaarOp=${momenten[i]![1]}` },
    ]);
    const antwoorden = await kopieen.eisGelijk([...vragen, { methode: 'GET', pad: `/objecttypen/${model.objecttype}/_export?historie=true` }], 30);
    const een = JSON.parse(antwoorden.find((a) => a.includes('"delen"'))?.replace(/^200 \S+ /, '') ?? '') as { gegevens: object };
    expect(een.gegevens).toEqual(strip(een.gegevens, ZICHT));
    const lijst = await proef.o.roep<{ results: { record: { data: object } }[] }>('GET', '/objects/api/v2/objects?pageSize=100', { token: buiten, headers: { 'accept-crs': 'EPSG:4326' } });
    expect([lijst.status, lijst.body.results.length > 20]).toEqual([200, true]);
    for (const { record } of lijst.body.results) expect(record.data).toEqual(strip(record.data, ZICHT));
  }, 120_000);

  it('finds in the log what was left out, of one object and of a list', async () => {
    await kopieen.stel({ methode: 'GET', pad: `/objecten/${IDS[0]}` }, buiten);
    expect(await laatste('objecten:lezen')).toMatchObject({ besluit: 'toegestaan', beleid: ['minder'], verplichtingen: { weglaten: [...VERBORGEN].sort() }, resource: { velden: true } });
    await kopieen.stel(zoek({}), buiten);
    expect(await laatste('objecten:lezen')).toMatchObject({ besluit: 'toegestaan', rijen: expect.any(String), verplichtingen: { weglaten: [...VERBORGEN].sort() } });
  });

  it('sees all when another rule permits it too, without any of this', async () => {
    await geldt(WEG, '@id("ook") permit(principal, action, resource) when { principal.rollen.contains("teamleider") };');
    const hoger = await proef.token({ verwerkingsactiviteit: 'VA-06', rollen: ['teamleider'] });
    const [heel, minder] = [await kopieen.stel({ methode: 'GET', pad: `/objecten/${IDS[1]}` }, hoger), await kopieen.stel({ methode: 'GET', pad: `/objecten/${IDS[1]}` }, buiten)];
    expect(heel.body).toEqual((await proef.roep('GET', `/objecten/${IDS[1]}`)).body);
    expect(minder.tekst).not.toBe(heel.tekst);
    await geldt(WEG);
  });
});

describe('what cannot be carried out', () => {
  it('is refused: a dossier is shown whole or not at all', async () => {
    const { id } = await proef.open('VELD-1');
    await geldt('@weglaten("/aanvrager")', '@id("voor-dossiers") permit(principal, action, resource) when { false };');
    const open = (token: string) => proef.roep('GET', `/dossiers/${id}`, { token });
    const wmo = await proef.token({ verwerkingsactiviteit: 'VA-06' });
    expect((await open(await proef.token())).status).toBe(200);
    const [een, lijst] = [await open(wmo), await proef.roep('GET', '/dossiers', { token: wmo })];
    for (const a of [een, lijst]) expect([a.status, a.body['detail']]).toEqual([403, 'Het beleid staat dit alleen toe zonder bepaalde gegevens, en die kunnen hier niet worden weggelaten.']);
    expect(await laatste('dossiers:lezen')).toMatchObject({ besluit: 'geweigerd', beleid: ['minder'], verplichtingen: { weglaten: ['/aanvrager'] } });
    await geldt(WEG);
  });

  it('so is delivering in bulk; a change leaves what is hidden as it was, and cannot name it', async () => {
    const gegevens = { naam: 'oud', aantal: 3, adres: { plaats: 'Overbrugge', nummer: 1 } };
    const gemaakt = await proef.roep('POST', '/objecten', { body: { objecttype: model.objecttype, beginGeldigheid: '2024-01-01', gegevens } });
    const pad = `/objecten/${String(gemaakt.body['id'])}`;
    const lees = (token?: string) => proef.roep<{ gegevens: object; beginGeldigheid: string }>('GET', pad, token === undefined ? {} : { token });
    const lap = async (deel: object) => proef.roep('PATCH', pad, { token: buiten, body: { gegevens: deel }, headers: { 'if-match': String((await lees()).headers.get('etag')), 'content-type': 'application/merge-patch+json' } });
    expect((await lap({ naam: 'nieuw' })).status).toBe(200);
    expect((await lees()).body.gegevens).toEqual({ ...gegevens, naam: 'nieuw' });
    expect((await lees(buiten)).body.gegevens).toEqual({ naam: 'nieuw', adres: { nummer: 1 } });
    expect((await lap({ aantal: 1 })).status).toBe(400);
    // A mask is no value: what it stands for is kept, and cannot be written.
    await geldt('@maskeren("/naam")');
    expect((await lees(buiten)).body.gegevens).toEqual({ ...gegevens, naam: MASKER });
    expect([(await lap({ aantal: 4 })).status, (await lap({ naam: MASKER })).status]).toEqual([200, 400]);
    expect((await lees()).body.gegevens).toEqual({ ...gegevens, naam: 'nieuw', aantal: 4 });
    // A rule for writing that hides less than that for reading gives no more to see, and wipes nothing out.
    await geldt(WEG, '@id("schrijft") permit(principal, action == Bronhuis::Action::"objecten:schrijven", resource) when { context.doel == "VA-06" };');
    const gelezen = await lees(buiten);
    expect(gelezen.body.gegevens).toEqual({ naam: 'nieuw', adres: { nummer: 1 } });
    const terug = await proef.roep('PUT', pad, { token: buiten, body: { beginGeldigheid: gelezen.body.beginGeldigheid, gegevens: { ...gelezen.body.gegevens, naam: 'teruggestuurd' } }, headers: { 'if-match': String(gelezen.headers.get('etag')) } });
    expect([terug.status, (await lees()).body.gegevens]).toEqual([200, { ...gegevens, naam: 'teruggestuurd', aantal: 4 }]);
    expect((await lap({ aantal: 1 })).status).toBe(400);
    // Where the schema would tell of what is hidden from what it accepts beside it, one only reads.
    await geldt('@weglaten("/metingen/*")');
    expect((await lap({ naam: 'weer' })).status).toBe(403);
    expect((await lees(buiten)).status).toBe(200);
    await geldt(WEG);
    expect((await proef.roep('POST', `/objecttypen/${model.objecttype}/_bulk`, { token: buiten, body: '{}\n', headers: { 'content-type': 'application/x-ndjson' } })).status).toBe(403);
  });
});

describe('a masked field', () => {
  it('shows that there is a text and not which; of anything else nothing, and it cannot be asked for', async () => {
    await geldt('@maskeren("/naam, /aantal, /adres/plaats, /delen/*/naam")');
    const zicht = { verborgen: [], alleen: null, gemaskeerd: ['/naam', '/aantal', '/adres/plaats', '/delen/*/naam'] };
    let maskers = 0;
    for (const id of IDS.slice(0, 20)) {
      const [heel, deels] = [await proef.roep<{ gegevens?: object }>('GET', `/objecten/${id}`), await kopieen.stel({ methode: 'GET', pad: `/objecten/${id}` }, buiten)];
      if (heel.status !== 200) continue;
      expect(deels.body).toEqual({ ...heel.body, gegevens: strip(heel.body.gegevens, zicht) });
      maskers += deels.tekst.split(MASKER).length - 1;
    }
    expect(maskers).toBeGreaterThan(10);
    for (const body of [{ filter: { pad: 'naam', operator: 'exact', waarde: MASKER } }, { sorteer: ['naam'] }, { velden: ['adres.plaats'] }]) expect((await kopieen.stel(zoek({ ...body, objecttype: model.objecttype }), buiten)).status).toBe(400);
    const lijst = await proef.roep<{ resultaten: { gegevens: { naam?: unknown } }[] }>('POST', '/objecten/_zoek', { token: buiten, body: { objecttype: model.objecttype, omvang: 100 } });
    const namen = lijst.body.resultaten.map((r) => r.gegevens.naam).filter((n) => n !== undefined);
    expect([lijst.status, new Set(namen), namen.length > 20]).toEqual([200, new Set([MASKER]), true]);
    await geldt(WEG);
  }, 60_000);

  it('is masked by the database as it is by the rule', async () => {
    const pad = fc.array(fc.constantFrom('a', 'b', '*', 'c~/'), { minLength: 1, maxLength: 3 }).map((p) => p.map((d) => `/${d.replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''));
    const boom = fc.letrec((tie) => ({ w: fc.oneof({ depthSize: 'small' }, fc.integer(), fc.constantFrom('x', '***', ''), fc.constant(null), fc.dictionary(fc.constantFrom('a', 'b', 'c~/'), tie('w'), { noNullPrototype: true }), fc.array(tie('w'), { maxLength: 3 })) })).w;
    const gevallen = fc.sample(fc.record({ g: fc.oneof(fc.dictionary(fc.constantFrom('a', 'b', 'c~/'), boom, { noNullPrototype: true }), boom), verborgen: fc.array(pad, { maxLength: 2 }), gemaskeerd: fc.array(pad, { minLength: 1, maxLength: 3 }) }), { numRuns: 3_000, seed: 74 });
    const bomen = gevallen.map((v) => ({ g: v.g, boom: toonboom({ ...v, alleen: null }) }));
    const { rows } = await proef.db.query<{ g: unknown }>(`select gegevens_zonder(x.w -> 'g', x.w -> 'boom') as g from jsonb_array_elements($1) with ordinality as x(w, nr) order by nr`, [JSON.stringify(bomen)]);
    expect(rows.map((r) => r.g)).toEqual(gevallen.map(({ g, ...zicht }) => strip(g, { ...zicht, alleen: null })));
    expect(rows.filter((r, i) => JSON.stringify(r.g) !== JSON.stringify(gevallen[i]!.g) && JSON.stringify(r.g).includes(MASKER)).length).toBeGreaterThan(200);
  });
});

describe('a call that needs a stronger sign-in', () => {
  it('hears which (RFC 9470 §3), and is allowed with it; an application hears no', async () => {
    await geldt(WEG, '@id("sterker") @opwaarderen("substantieel") forbid(principal, action, resource) when { context.niveau < 2 && context.handeling == "lezen" };');
    const lees = (token: string) => proef.roep('GET', `/objecten/${IDS[0]}`, { token });
    const zwak = await lees(await proef.token({ acr: 'laag' }));
    expect([zwak.status, zwak.body['code'], zwak.headers.get('content-type')]).toEqual([401, 'opwaarderen', expect.stringContaining('application/problem+json')]);
    expect(zwak.headers.get('www-authenticate')).toBe('Bearer error="insufficient_user_authentication", error_description="Meld u hiervoor opnieuw aan, met betrouwbaarheidsniveau substantieel of hoger.", acr_values="substantieel"');
    expect(await laatste('objecten:lezen')).toMatchObject({ besluit: 'geweigerd', beleid: ['sterker'], niveau: 1, verplichtingen: { opwaarderen: 'substantieel' } });
    expect((await lees(await proef.token({ acr: 'substantieel' }))).status).toBe(200);
    expect((await lees(await proef.token({ acr: 'hoog' }))).status).toBe(200);
    const applicatie = await lees(await proef.token({ soort: 'applicatie' }));
    expect([applicatie.status, applicatie.headers.get('www-authenticate')]).toEqual([403, null]);
    // Nothing that a stronger sign-in would change: no purpose at all.
    expect((await lees(await proef.token({ verwerkingsactiviteit: null }))).status).toBe(403);
    await geldt(WEG);
  });
});
