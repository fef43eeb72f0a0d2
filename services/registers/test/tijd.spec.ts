import { VasteKlok } from '@bronhuis/standaarden';
import { BAKKER, DE_WIT, Proef } from './hulp.ts';

const klok = new VasteKlok('2026-05-10T10:00:00Z');
let proef: Proef;
beforeAll(async () => {
  proef = await Proef.start({ klok });
});
afterAll(() => proef.stop());

const gegevens = (plaats: string, bsn = BAKKER) => ({ plaats, houder: { bsn, naam: 'Naam' } });
const nieuw = async (extra: object = {}): Promise<string> => String((await proef.standplaats({ gegevens: gegevens('Markt 1'), ...extra })).body['id']);
const zet = (id: string, etag: number, body: object) => proef.roep('PUT', `/objecten/${id}`, { body, headers: { 'if-match': `"${etag}"` } });
const lap = (id: string, etag: number | null, body: unknown, w: { soort?: string; vraag?: string } = {}) =>
  proef.roep('PATCH', `/objecten/${id}${w.vraag ?? ''}`, {
    body: JSON.stringify(body),
    headers: { 'content-type': `application/${w.soort ?? 'merge-patch'}+json`, ...(etag === null ? {} : { 'if-match': `"${etag}"` }) },
  });
const lees = async (id: string, vraag = '') => (await proef.roep('GET', `/objecten/${id}${vraag}`)).body;
const namen = (a: { body: Record<string, unknown> }) => ((a.body['invalidParams'] ?? []) as { name: string }[]).map((p) => p.name);

describe('a period', () => {
  it('ends when it says so, or when the next one begins; the answer says which change it was', async () => {
    const id = await nieuw({ beginGeldigheid: '2024-01-01', eindGeldigheid: '2027-01-01' });
    expect(await lees(id)).toMatchObject({ beginGeldigheid: '2024-01-01', eindGeldigheid: '2027-01-01' });
    const stappen: [object, object][] = [
      [{ beginGeldigheid: '2026-01-01', gegevens: gegevens('Markt 2') }, { uitkomst: 'wijziging', eindGeldigheid: null }],
      [{ beginGeldigheid: '2025-01-01', gegevens: gegevens('Markt 3') }, { uitkomst: 'tussenvoeging', eindGeldigheid: '2026-01-01' }],
      [{ beginGeldigheid: '2026-12-01', gegevens: gegevens('Markt 4') }, { uitkomst: 'toekomst', eindGeldigheid: null }],
      [{ beginGeldigheid: '2025-01-01', gegevens: gegevens('Markt 5'), correctieVoor: 3 }, { uitkomst: 'correctie', eindGeldigheid: '2026-01-01' }],
      [{ beginGeldigheid: '2026-05-10', eindGeldigheid: '2026-05-10' }, { uitkomst: 'beeindiging', eindGeldigheid: '2026-05-10' }],
    ];
    for (const [i, [body, verwacht]] of stappen.entries()) expect((await zet(id, i + 1, body)).body).toMatchObject({ versie: i + 2, ...verwacht });
    expect((await proef.roep('GET', `/objecten/${id}`)).status).toBe(404);
    expect(await lees(id, '?geldigOp=2026-05-09')).toMatchObject({ versie: 2, eindGeldigheid: '2026-05-10' });
    expect(await lees(id, '?geldigOp=2026-12-01')).toMatchObject({ versie: 5 - 1, eindGeldigheid: null });
    expect((await proef.verwerkingen(id)).map((v) => v.handeling).filter((h) => /be[eë]|corr/.test(h))).toEqual(['Registratie gecorrigeerd', 'Registratie beëindigd']);
  });

  it('that is impossible is refused with both dates', async () => {
    const id = await nieuw();
    expect(namen(await zet(id, 1, { beginGeldigheid: '2024-02-30', eindGeldigheid: '2024-02-31', gegevens: gegevens('x') }))).toEqual(['beginGeldigheid', 'eindGeldigheid']);
    expect(namen(await zet(id, 1, { beginGeldigheid: '2024-02-02', eindGeldigheid: '2024-02-01', gegevens: gegevens('x') }))).toEqual(['eindGeldigheid']);
    expect(namen(await zet(id, 1, { beginGeldigheid: '2024-02-02', eindGeldigheid: '2024-02-02', gegevens: gegevens('x') }))).toEqual(['gegevens']);
    expect(namen(await zet(id, 1, { beginGeldigheid: '2024-02-02' }))).toEqual(['gegevens']);
    expect((await proef.standplaats({ beginGeldigheid: '2024-01-01', eindGeldigheid: '2024-01-01' })).status).toBe(400);
    expect(await proef.tel('object_versie where object = $1', [id])).toBe(1);
  });
});

describe('a period of which a part is known', () => {
  const lijst = async (id: string, vraag = '') => ((await proef.roep<{ resultaten: Record<string, unknown>[] }>('GET', `/objecten?filter=id__exact__${id}${vraag}`)).body.resultaten ?? [])[0];

  it('counts for as long as it can have been, and says what is known of it', async () => {
    const a = await proef.standplaats({ beginGeldigheid: '1998', eindGeldigheid: '2027-02', gegevens: gegevens('Markt 1') });
    const id = String(a.body['id']);
    const periode = { beginGeldigheid: '1998-01-01', onvolledig: { begin: '1998', eind: '2027-02' } };
    expect([a.status, a.body]).toMatchObject([201, periode]);
    expect(await lees(id)).toMatchObject({ ...periode, eindGeldigheid: '2027-02-28' });
    expect(await lijst(id)).toMatchObject(periode);
    expect(await lijst(id, '&velden=beginGeldigheid')).toEqual({ id, ...periode });
    expect([(await lees(id, '?geldigOp=1998-01-01'))['versie'], (await proef.roep('GET', `/objecten/${id}?geldigOp=1997-12-31`)).status]).toEqual([1, 404]);
    const { rows } = await proef.db.query('select soort, dag::text from object_moment where object = $1', [id]);
    expect(rows).toEqual([{ soort: 'beeindigd', dag: '2027-02-28' }]);
    // A next version ends it on a whole date.
    expect((await zet(id, 1, { beginGeldigheid: '2020-06', gegevens: gegevens('Markt 2') })).body).toMatchObject({ beginGeldigheid: '2020-06-01', onvolledig: { begin: '2020-06' }, uitkomst: 'wijziging' });
    expect(await lees(id, '?geldigOp=2019-01-01')).toMatchObject({ eindGeldigheid: '2020-06-01', onvolledig: { begin: '1998' } });
    expect(((await lees(id, '/tijdlijn'))['resultaten'] as object[])).toMatchObject([{ eindGeldigheid: '2020-06-01', onvolledig: { begin: '1998' } }, { eindGeldigheid: null, onvolledig: { begin: '2020-06' } }]);
  });

  it('ends before now when nothing is known of its end, and can be only an end', async () => {
    const id = await nieuw({ beginGeldigheid: 'onbekend' });
    expect(await lees(id)).toMatchObject({ beginGeldigheid: '0001-01-01', eindGeldigheid: null, onvolledig: { begin: 'onbekend' } });
    expect((await zet(id, 1, { beginGeldigheid: '2024', eindGeldigheid: '2024' })).body).toMatchObject({ beginGeldigheid: '2024-12-31', eindGeldigheid: '2024-12-31', onvolledig: { eind: '2024' }, uitkomst: 'beeindiging' });
    expect([(await lees(id, '?geldigOp=2024-12-30'))['versie'], (await proef.roep('GET', `/objecten/${id}`)).status]).toEqual([1, 404]);
    const ander = await nieuw({ beginGeldigheid: '2024-01-01' });
    expect((await zet(ander, 1, { beginGeldigheid: '2024-01-01', eindGeldigheid: 'onbekend', gegevens: gegevens('Markt 2') })).body).toMatchObject({ eindGeldigheid: '2026-05-10', onvolledig: { eind: 'onbekend' } });
    expect((await proef.roep('GET', `/objecten/${ander}`)).status).toBe(404);
  });

  it('stays what it was in a patch that leaves the end alone', async () => {
    const id = await nieuw({ beginGeldigheid: '2024', eindGeldigheid: '2028' });
    expect((await lap(id, 1, { gegevens: { plaats: 'Markt 2' } })).body).toMatchObject({ beginGeldigheid: '2026-05-10', eindGeldigheid: '2028-12-31', onvolledig: { eind: '2028' } });
    expect((await lap(id, 2, { eindGeldigheid: '2027-03' })).body).toMatchObject({ eindGeldigheid: '2027-03-31', onvolledig: { eind: '2027-03' } });
    expect((await lap(id, 3, { eindGeldigheid: null })).body).toMatchObject({ eindGeldigheid: null, onvolledig: null });
  });

  it('that says two things is refused, with every field', async () => {
    const id = await nieuw();
    expect(namen(await zet(id, 1, { beginGeldigheid: '2024-02', eindGeldigheid: '2024-01', gegevens: gegevens('x') }))).toEqual(['eindGeldigheid']);
    expect(namen(await zet(id, 1, { beginGeldigheid: '2024-02-02', onvolledig: { begin: '2024', eind: '2025' }, gegevens: gegevens('x') }))).toEqual(['onvolledig.begin', 'onvolledig.eind']);
    expect(namen(await zet(id, 1, { beginGeldigheid: '2024-1', onvolledig: { midden: '2024' }, gegevens: gegevens('x') }))).toEqual(expect.arrayContaining(['beginGeldigheid', expect.stringContaining('onvolledig')]));
    expect(await proef.tel('object_versie where object = $1', [id])).toBe(1);
  });
});

describe('the timeline', () => {
  it('knows of each version who registered it, why and in which call, and what we thought when', async () => {
    const token = await proef.token({ id: 'noor', applicatie: 'portaal' });
    const trace = '0af7651916cd43dd8448eb211c80319c';
    const a = await proef.standplaats({ beginGeldigheid: '2024-01-01' }, { token, headers: { traceparent: `00-${trace}-b7ad6b7169203331-01` } });
    const id = String(a.body['id']);
    const applicatie = await proef.token({ soort: 'applicatie' });
    const b = await proef.roep('PUT', `/objecten/${id}`, { token: applicatie, body: { beginGeldigheid: '2025-01-01', gegevens: gegevens('Markt 2') }, headers: { 'if-match': '"1"' } });
    const { objecttype, resultaten, perioden } = await lees(id, '/tijdlijn') as { objecttype: string; resultaten: { vastgelegdDoor: object }[]; perioden: object[] };
    expect(objecttype).toBe(proef.typeId('standplaats'));
    expect(resultaten.map((v) => v.vastgelegdDoor)).toEqual([
      { applicatie: 'portaal', gebruiker: 'noor', uitvoerder: '00000001999990007000', activiteit: 'VA-01', activiteitVersie: expect.any(Number), trace },
      { applicatie: 'zaaksysteem', gebruiker: null, uitvoerder: '00000001999990007000', activiteit: 'VA-01', activiteitVersie: expect.any(Number), trace: expect.stringMatching(/^[0-9a-f]{32}$/) },
    ]);
    const [t1, t2] = [a, b].map((x) => x.body['tijdstipRegistratie']);
    expect(perioden).toEqual([
      { versie: 1, beginGeldigheid: '2024-01-01', eindGeldigheid: null, beginRegistratie: t1, eindRegistratie: t2 },
      { versie: 1, beginGeldigheid: '2024-01-01', eindGeldigheid: '2025-01-01', beginRegistratie: t1 === t2 ? t1 : t2, eindRegistratie: null },
      { versie: 2, beginGeldigheid: '2025-01-01', eindGeldigheid: null, beginRegistratie: t2, eindRegistratie: null },
    ]);
  });
});

describe('the difference between two moments', () => {
  it('is told per attribute, on either axis or both, and recorded for whom it concerns', async () => {
    const id = await nieuw({ beginGeldigheid: '2024-01-01' });
    await zet(id, 1, { beginGeldigheid: '2025-01-01', gegevens: { ...gegevens('Markt 2', DE_WIT), oppervlakte: 10 } });
    const correctie = await zet(id, 2, { beginGeldigheid: '2025-01-01', gegevens: { ...gegevens('Markt 3', DE_WIT), oppervlakte: 10 }, correctieVoor: 2 });
    const voor = new Date(new Date(String(correctie.body['tijdstipRegistratie'])).getTime() - 1).toISOString();
    expect(await lees(id, '/verschil?van=2024-06-01&tot=2025-06-01')).toMatchObject({
      objecttype: proef.typeId('standplaats'),
      van: { geldigOp: '2024-06-01', beschikbaarOp: null, versie: 1 },
      tot: { geldigOp: '2025-06-01', beschikbaarOp: null, versie: 3 },
      verschillen: [
        { pad: '/houder/bsn', soort: 'gewijzigd', oud: BAKKER, nieuw: DE_WIT },
        { pad: '/plaats', soort: 'gewijzigd', oud: 'Markt 1', nieuw: 'Markt 3' },
        { pad: '/oppervlakte', soort: 'toegevoegd', nieuw: 10 },
      ],
    });
    expect((await proef.verwerkingen(id)).at(-1)).toMatchObject({ handeling: 'Verschil in registratie ingezien', betrokkenen: [{ pseudoniem: proef.pseudoniem(BAKKER) }, { pseudoniem: proef.pseudoniem(DE_WIT) }] });
    expect(await lees(id, `/verschil?vanBeschikbaarOp=${voor}`)).toMatchObject({ van: { versie: 2, beschikbaarOp: voor }, tot: { versie: 3 }, verschillen: [{ pad: '/plaats', oud: 'Markt 2', nieuw: 'Markt 3' }] });
    expect(await lees(id, `/verschil?van=2023-01-01&tot=2024-06-01&totBeschikbaarOp=${voor}`)).toMatchObject({ van: { versie: null }, tot: { versie: 1 }, verschillen: [{ pad: '/houder', soort: 'toegevoegd' }, { pad: '/plaats', soort: 'toegevoegd' }] });
    expect(namen(await proef.roep('GET', `/objecten/${id}/verschil`))).toEqual(['van']);
    expect(namen(await proef.roep('GET', `/objecten/${id}/verschil?van=2024-02-30`))).toEqual(['van']);
  });
});

describe('PATCH', () => {
  it('with a merge patch starts today on what holds today; null removes (RFC 7396)', async () => {
    const id = await nieuw({ beginGeldigheid: '2024-01-01', eindGeldigheid: '2028-01-01', gegevens: { ...gegevens('Markt 1'), oppervlakte: 3 } });
    const a = await lap(id, 1, { gegevens: { plaats: 'Markt 2', oppervlakte: null } });
    expect([a.status, a.body]).toMatchObject([200, { versie: 2, beginGeldigheid: '2026-05-10', eindGeldigheid: '2028-01-01', uitkomst: 'wijziging' }]);
    expect((await lees(id))['gegevens']).toEqual(gegevens('Markt 2'));
    expect((await lees(id, '?geldigOp=2026-05-09'))['gegevens']).toEqual({ ...gegevens('Markt 1'), oppervlakte: 3 });
  });

  it('with a JSON patch does all or nothing, tests included (RFC 6902)', async () => {
    const id = await nieuw();
    const soort = 'json-patch';
    const a = await lap(id, 1, [{ op: 'test', path: '/gegevens/plaats', value: 'Markt 1' }, { op: 'replace', path: '/gegevens/plaats', value: 'Markt 2' }, { op: 'add', path: '/eindGeldigheid', value: '2027-01-01' }], { soort });
    expect([a.status, a.body['eindGeldigheid']]).toEqual([200, '2027-01-01']);
    const b = await lap(id, 2, [{ op: 'replace', path: '/gegevens/plaats', value: 'Markt 3' }, { op: 'test', path: '/gegevens/houder/bsn', value: DE_WIT }], { soort });
    expect([b.status, b.body['code']]).toEqual([409, 'test-mislukt']);
    expect(b.tekst).not.toContain(BAKKER);
    expect((await lap(id, 2, [{ op: 'remove', path: '/gegevens/nergens' }], { soort })).body['code']).toBe('pad-onbekend');
    expect(namen(await lap(id, 2, [{ op: 'remove', path: '/gegevens/plaats' }], { soort }))).toEqual(['gegevens.plaats']);
    expect(await lees(id)).toMatchObject({ versie: 2, gegevens: gegevens('Markt 2') });
  });

  it('on another day builds on what holds then, also in the future', async () => {
    const id = await nieuw({ beginGeldigheid: '2024-01-01' });
    await zet(id, 1, { beginGeldigheid: '2027-01-01', gegevens: gegevens('Toekomst') });
    expect((await lap(id, 2, { gegevens: { oppervlakte: 1 } }, { vraag: '?geldigOp=2027-06-01' })).body).toMatchObject({ beginGeldigheid: '2027-06-01', uitkomst: 'toekomst' });
    expect((await lap(id, 3, { gegevens: { oppervlakte: 2 } })).body).toMatchObject({ uitkomst: 'tussenvoeging', eindGeldigheid: '2027-01-01' });
    expect((await lees(id, '?geldigOp=2027-06-01'))['gegevens']).toEqual({ ...gegevens('Toekomst'), oppervlakte: 1 });
    expect((await lees(id))['gegevens']).toEqual({ ...gegevens('Markt 1'), oppervlakte: 2 });
    expect((await lap(id, 4, { gegevens: {} }, { vraag: '?geldigOp=2023-01-01' })).body['code']).toBe('niets-geldig');
  });

  it('ends an object with one field, and leaves no data with the end', async () => {
    const id = await nieuw();
    expect((await lap(id, 1, { eindGeldigheid: '2026-05-10' })).body).toMatchObject({ uitkomst: 'beeindiging' });
    expect((await proef.roep('GET', `/objecten/${id}`)).status).toBe(404);
    const { rows } = await proef.db.query('select gegevens, betrokkenen from object_versie where object = $1 and versie = 2', [id]);
    expect(rows).toEqual([{ gegevens: {}, betrokkenen: [] }]);
  });

  it('asks If-Match, one of its two media types, and nothing that it does not know', async () => {
    const id = await nieuw();
    expect((await lap(id, null, { gegevens: {} })).status).toBe(428);
    expect((await lap(id, 9, { gegevens: {} })).status).toBe(412);
    expect((await proef.roep('PATCH', `/objecten/${id}`, { body: { gegevens: {} }, headers: { 'if-match': '"1"' } })).status).toBe(415);
    expect(namen(await lap(id, 1, { onbekend: 1, gegevens: 7 }))).toEqual(['onbekend', 'gegevens']);
    expect(namen(await lap(id, 1, { beginGeldigheid: '2027-01-01' }))).toEqual(['beginGeldigheid']);
    expect(namen(await lap(id, 1, { gegevens: { onbekend: 1 } }))).toEqual(['gegevens.onbekend']);
    expect(namen(await lap(id, 1, { gegevens: { plaats: BAKKER } }))).toEqual(['gegevens.plaats']);
    expect((await lap(id, 1, [], {})).status).toBe(400);
    expect((await lap(id, 1, {}, { soort: 'json-patch' })).status).toBe(400);
    expect(await proef.tel('object_versie where object = $1', [id])).toBe(1);
  });
});
