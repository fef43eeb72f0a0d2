import { OVERBRUGGE, VOORBEELDSTAD } from '@bronhuis/testing';
import type { Bron } from '@bronhuis/bron';
import { BAKKER, DE_WIT, Proef } from './hulp.ts';
import { vul } from './vragen-model.ts';
import { GRENS } from '../src/vragen/aanloop.ts';
import { vraagObjecten } from '../src/vragen/vragen.queries.ts';

let proef: Proef;
let meetpunt: string;
beforeAll(async () => {
  proef = await Proef.start();
  meetpunt = (await vul(proef)).objecttype;
});
afterAll(() => proef.stop());

interface Lijst {
  resultaten: { id: string; gegevens?: Record<string, unknown> }[];
  aantal?: number;
  aantalSoort?: string;
  na?: string;
  links: { self: string; volgende?: string };
  code?: string;
  invalidParams: { name: string; code: string }[];
}
const gegevens = (plaats: string, bsn = BAKKER) => ({ plaats, houder: { bsn, naam: 'Saskia Bakker' } });
const lijst = (q: Record<string, string | string[]>, token?: string) => {
  const p = new URLSearchParams();
  for (const [naam, w] of Object.entries(q)) for (const x of [w].flat()) p.append(naam, x);
  return proef.roep<Lijst>('GET', `/objecten?${p}`, token ? { token } : {});
};
const zoek = (body: object, token?: string) => proef.roep<Lijst>('POST', '/objecten/_zoek', { body, ...(token ? { token } : {}) });
const ids = (a: { body: Lijst }): string[] => a.body.resultaten.map((r) => r.id);
const fouten = (a: { status: number; body: Lijst }) => [a.status, ...(a.body.invalidParams ?? []).map((p) => `${p.name} ${p.code}`)];

describe('the list of objects', () => {
  it('searches by a field, on both axes, and never in an address by a person', async () => {
    const a = await proef.standplaats({ gegevens: { ...gegevens('Zoekplein 7', DE_WIT), oppervlakte: 12.5 } });
    const id = String(a.body['id']);
    const voor = new Date(new Date(String(a.body['tijdstipRegistratie'])).getTime() - 1).toISOString();
    const een = await lijst({ filter: 'plaats__exact__Zoekplein 7', aantal: 'true' });
    expect([ids(een), een.body.aantal, een.body.aantalSoort]).toEqual([[id], 1, 'exact']);
    expect(ids(await lijst({ filter: ['oppervlakte__tussen__12|13', 'plaats__begint-met__ZOEK'] }))).toEqual([id]);
    expect(ids(await lijst({ filter: 'plaats__exact__Zoekplein 7', geldigOp: '2023-01-01' }))).toEqual([]);
    expect(ids(await lijst({ filter: 'plaats__exact__Zoekplein 7', beschikbaarOp: voor }))).toEqual([]);
    for (const q of <Record<string, string>[]>[{ filter: `houder.bsn__exact__${DE_WIT}` }, { filter: 'houder.bsn__leeg__false' }, { filter: `plaats__exact__${BAKKER}` }, { sorteer: 'houder.bsn' }]) {
      expect(fouten(await lijst(q))).toEqual([400, expect.stringContaining('persoon-in-adres')]);
    }
  });

  it('finds by a person with a question in the body, that needs no Idempotency-Key and writes nothing but its record', async () => {
    const id = String((await proef.standplaats({ gegevens: gegevens('Personenplein 1', DE_WIT) })).body['id']);
    const voor = await proef.tel('bron.uitgaand');
    const a = await zoek({ filter: { en: [{ pad: 'houder.bsn', operator: 'exact', waarde: DE_WIT }, { pad: 'plaats', operator: 'exact', waarde: 'Personenplein 1' }] } });
    expect([a.status, ids(a)]).toEqual([200, [id]]);
    expect(await proef.tel('bron.uitgaand')).toBe(voor);
  });

  it('is one record with everybody on the page, also when their fields were not asked for', async () => {
    await proef.standplaats({ gegevens: gegevens('Lijst 1', BAKKER) });
    await proef.standplaats({ gegevens: gegevens('Lijst 2', DE_WIT) });
    const records = async () =>
      (await proef.db.query("select verwerking from bron.verwerking_uit where verwerking->'object'->>'soort' = 'zoekvraag' order by volgnummer")).rows as { verwerking: { betrokkenen: { pseudoniem: string }[] } }[];
    const voor = (await records()).length;
    await lijst({ filter: 'plaats__begint-met__Lijst', velden: 'plaats' });
    await zoek({ filter: { pad: 'plaats', operator: 'begint-met', waarde: 'Lijst' }, velden: ['id'] });
    await lijst({ filter: 'plaats__exact__Nergens' });
    const erna = (await records()).slice(voor);
    const allen = [proef.pseudoniem(BAKKER), proef.pseudoniem(DE_WIT)].sort();
    expect(erna.map((r) => r.verwerking.betrokkenen.map((b) => b.pseudoniem).sort())).toEqual([allen, allen]);
  });

  it('gives only the fields that were asked for, nested and through lists', async () => {
    const id = String((await proef.standplaats({ gegevens: { ...gegevens('Veld 1'), oppervlakte: 3 } })).body['id']);
    const filter = 'plaats__exact__Veld 1';
    expect((await lijst({ filter, velden: 'plaats,houder.naam,versie' })).body.resultaten).toEqual([{ id, versie: 1, gegevens: { plaats: 'Veld 1', houder: { naam: 'Saskia Bakker' } } }]);
    expect((await lijst({ filter, velden: 'gegevens.houder,gegevens.houder.naam' })).body.resultaten).toEqual([{ id, gegevens: { houder: gegevens('').houder } }]);
    expect((await lijst({ filter, velden: 'dossier,houder.email' })).body.resultaten).toEqual([{ id, dossier: null, gegevens: { houder: {} } }]);
    expect((await lijst({ filter, velden: 'gegevens' })).body.resultaten).toEqual([{ id, gegevens: { ...gegevens('Veld 1'), oppervlakte: 3 } }]);
    expect((await lijst({ filter })).body.resultaten[0]).toMatchObject({ id, soort: 'registratie', objecttype: proef.typeId('standplaats'), versie: 1, dossier: null });
    const delen = await zoek({ objecttype: meetpunt, velden: ['delen.*.naam', 'adres.plaats'], omvang: 100 });
    const alles = await zoek({ objecttype: meetpunt, omvang: 100 });
    const isObject = (w: unknown): w is Record<string, unknown> => typeof w === 'object' && w !== null && !Array.isArray(w);
    const kies = (w: unknown, naam: string) => (isObject(w) ? (naam in w ? { [naam]: w[naam] } : {}) : null);
    const verwacht = alles.body.resultaten.map(({ id: ding, gegevens: g = {} }) => ({
      id: ding,
      gegevens: {
        ...(isObject(g['adres']) ? { adres: kies(g['adres'], 'plaats') } : {}),
        ...(Array.isArray(g['delen']) ? { delen: g['delen'].map((d) => kies(d, 'naam')) } : {}),
      },
    }));
    expect(delen.body.resultaten).toEqual(verwacht);
    expect(verwacht.some((v) => (v.gegevens.delen?.length ?? 0) > 1)).toBe(true);
  });

  it('names every fault at once', async () => {
    const q = { filter: ['plaats__exact__x', 'straat__exact__x', 'oppervlakte__gt__veel', 'houder__exact__x', 'x'], velden: 'plaats,nergens', sorteer: 'houder,-', geldigOp: '2023-02-29', objecttype: proef.typeId('standplaats') };
    expect((await lijst({ ...q, geldigOp: '0000-01-01' })).body.invalidParams.map((p) => p.name)).toContain('geldigOp');
    expect(fouten(await lijst({ ...q, geldigOp: '2023-02-28' }))).toEqual([
      400,
      'filter.4 filter',
      'sorteer.1 pad',
      'filter.1 onbekend-gegeven',
      'filter.2 waarde',
      'filter.3 operator-past-niet',
      'velden.1 onbekend-gegeven',
      'sorteer.0 sorteer',
    ]);
    expect(fouten(await zoek({ filter: { of: [{ pad: 'plaats', operator: 'in', waarde: ['x', 3] }] } }))).toEqual([400, 'filter.of.0.waarde.1 waarde']);
    for (const body of [{ filter: [] }, { filter: 'x' }, { onbekend: 1 }, { velden: 'x' }, { omvang: 101 }, { aantal: 'ongeveer' }]) expect((await zoek(body)).status).toBe(400);
  });

  it('says so when a field means different things in different types, and takes it when one is named', async () => {
    const q = { filter: 'plaats__exact__x' };
    expect((await lijst(q)).status).toBe(200);
    expect(fouten(await lijst({ filter: 'naam__bevat__x', objecttype: proef.typeId('standplaats') }))).toEqual([400, 'filter.0 onbekend-gegeven']);
    const token = await proef.token({ id: 'bas', rollen: ['applicatiebeheerder'], verwerkingsactiviteit: null });
    const ander = { naam: 'telpunt', soort: 'registratie', schema: { type: 'object', properties: { naam: { type: 'integer' } } }, classificatie: { beschikbaarheid: 1, integriteit: 1, vertrouwelijkheid: 1 }, betrokkenen: [], gegevenscategorieen: [], verwerkingsactiviteiten: ['VA-01'] };
    expect((await proef.roep('POST', '/objecttypen', { token, body: ander })).status).toBe(201);
    expect(fouten(await lijst({ filter: 'naam__exact__x' }))).toEqual([400, 'filter.0 gegeven-dubbelzinnig']);
    expect((await lijst({ filter: 'naam__exact__x', objecttype: meetpunt })).status).toBe(200);
  });

  it('takes a cursor only with the ordering that it belongs to, and unchanged', async () => {
    const volgende = (await lijst({ objecttype: meetpunt, sorteer: '-naam', omvang: '2' })).body.links.volgende ?? '';
    const na = new URL(volgende, 'http://x').searchParams.get('na') ?? '';
    expect((await lijst({ objecttype: meetpunt, sorteer: '-naam', na })).status).toBe(200);
    const knoei = (deel: unknown[]) => Buffer.from(JSON.stringify(deel)).toString('base64url');
    const [kenmerk] = JSON.parse(Buffer.from(na, 'base64url').toString()) as string[];
    const vreemd = [[], [kenmerk], [kenmerk, "' or true --", 1], [kenmerk, meetpunt, 'x'], [kenmerk, meetpunt, 1.5], [kenmerk, meetpunt, 1, 'x']].map((deel) => ['-naam', knoei(deel)] as const);
    for (const [sorteer, poging] of [['naam', na], ['', na], ['-naam', 'x'], ...vreemd] as const) {
      expect(fouten(await lijst({ objecttype: meetpunt, ...(sorteer ? { sorteer } : {}), na: poging }))).toEqual([400, 'na cursor']);
    }
  });
});

describe('the address of the next page', () => {
  const straat = 'Geheimstraat';
  const q = { sorteer: '-plaats', objecttype: '', omvang: '1', velden: 'id' };
  const volgende = async (token?: string) => new URL((await lijst(q, token)).body.links.volgende ?? '', 'http://x').searchParams.get('na') ?? '';
  beforeAll(async () => {
    q.objecttype = proef.typeId('standplaats');
    for (const nr of [1, 2, 3]) await proef.standplaats({ gegevens: gegevens(`zzz ${straat} ${nr}`) });
  });

  it('holds nothing of the data, whatever the list is ordered by', async () => {
    const alles = await proef.db.query<{ g: string }>('select gegevens::text g from object_versie v join object o using (organisatie) where o.id = v.object and o.objecttype = $1', [q.objecttype]);
    const waarden = new Set(alles.rows.flatMap(({ g }) => [...g.matchAll(/: "?([^",{}]{4,})"?[,}]/g)].map((m) => m[1] ?? '')));
    expect(waarden.size).toBeGreaterThan(3);
    for (const sorteer of ['plaats', '-plaats', 'houder.naam', '-oppervlakte', 'oppervlakte,plaats', '']) {
      const { links } = (await lijst({ ...q, sorteer: sorteer || 'id' })).body;
      const leesbaar = `${decodeURIComponent(links.volgende ?? '')} ${Buffer.from(new URL(links.volgende ?? '', 'http://x').searchParams.get('na') ?? '', 'base64url').toString()}`;
      expect([sorteer, [...waarden].filter((w) => leesbaar.includes(w))]).toEqual([sorteer, []]);
    }
  });

  it('goes on from where the row stood, although it stands somewhere else since', async () => {
    const [eerste] = (await lijst({ ...q, velden: 'id,plaats' })).body.resultaten;
    expect(eerste?.gegevens).toEqual({ plaats: `zzz ${straat} 3` });
    const na = await volgende();
    const pad = `/objecten/${eerste?.id}`;
    const etag = String((await proef.roep('GET', pad)).headers.get('etag'));
    expect((await proef.roep('PATCH', pad, { headers: { 'if-match': etag, 'content-type': 'application/merge-patch+json' }, body: { gegevens: { plaats: 'aaa' } } })).status).toBe(200);
    expect((await lijst({ ...q, na, velden: 'plaats' })).body.resultaten.map((r) => r.gegevens)).toEqual([{ plaats: `zzz ${straat} 2` }]);
  });

  it('says the same of a row that is not there, is of another type, and is of another municipality', async () => {
    const ander = (await lijst({ objecttype: meetpunt, omvang: '1', velden: 'id' })).body.resultaten[0]?.id;
    const [kenmerk, eigen] = JSON.parse(Buffer.from(await volgende(), 'base64url').toString()) as string[];
    const met = (id?: string) => Buffer.from(JSON.stringify([kenmerk, id, 1])).toString('base64url');
    const zegt = async (na: string, token?: string) => (await lijst({ ...q, na }, token)).body.invalidParams;
    const weg = await zegt(met('01900000-0000-7000-8000-000000000000'));
    expect(weg).toMatchObject([{ name: 'na', code: 'cursor' }]);
    expect(await zegt(met(ander))).toEqual(weg);
    const daar = await proef.voorbeeldstad();
    const typeDaar = proef.typeId('standplaats', VOORBEELDSTAD);
    expect((await lijst({ ...q, objecttype: typeDaar, na: met(eigen) }, daar)).body.invalidParams).toEqual(weg);
  });
});

describe('another municipality', () => {
  it('sees nothing, whatever it asks', async () => {
    await proef.standplaats();
    const token = await proef.voorbeeldstad();
    const alles = [{}, { filter: { niet: { pad: 'plaats', operator: 'exact', waarde: 'x' } } }, { filter: { of: [{ pad: 'id', operator: 'leeg', waarde: false }, { pad: 'versie', operator: 'gte', waarde: 0 }] } }, { sorteer: ['-plaats'] }];
    for (const body of alles) expect(await zoek({ ...body, aantal: 'exact' }, token)).toMatchObject({ status: 200, body: { resultaten: [], aantal: 0 } });
    expect((await zoek({ objecttype: meetpunt, aantal: 'geschat' }, token)).body.resultaten ?? []).toEqual([]);
    // The fields of a type there are not known here.
    expect(fouten(await zoek({ filter: { pad: 'metingen', operator: 'bevat-element', waarde: 1 } }, token))).toEqual([400, 'filter.pad onbekend-gegeven']);
    const vraag = { typen: [meetpunt, proef.typeId('standplaats')], geldigOp: '2026-01-01', beschikbaarOp: 'infinity', filter: null, zoek: null, indexen: [], keuze: { meta: null, gegevens: [{ stappen: [], beperkt: [] }] }, sorteer: [], na: null, omvang: 100, aantal: 'exact' as const };
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const bron = proef.o.draaiend.bron as Bron;
    expect((await vraagObjecten(bron, { organisatie: VOORBEELDSTAD, traceparent }, vraag)).aantal).toBe(0);
    expect((await vraagObjecten(bron, { organisatie: OVERBRUGGE, traceparent }, vraag)).aantal).toBeGreaterThan(200);
  });
});

describe('what a question may cost', () => {
  it('is bounded: what takes too long is refused in words, and the next one is answered', async () => {
    const slot = await proef.db.connect();
    const { ms } = GRENS;
    GRENS.ms = 500;
    try {
      await slot.query('begin; lock table object_versie in access exclusive mode');
      const begin = performance.now();
      const a = await lijst({ objecttype: meetpunt, aantal: 'exact' });
      expect([a.status, a.body.code]).toEqual([400, 'vraag-te-zwaar']);
      expect(performance.now() - begin).toBeLessThan(ms);
    } finally {
      GRENS.ms = ms;
      await slot.query('rollback');
      slot.release();
    }
    expect((await lijst({ objecttype: meetpunt })).status).toBe(200);
  });

  it('an estimate of few is a count, of many it says that it is none', async () => {
    expect((await zoek({ objecttype: meetpunt, geldigOp: '2024-07-01', aantal: 'geschat' })).body).toMatchObject({ aantal: 240, aantalSoort: 'exact' });
    const type = proef.typeId('standplaats');
    await proef.db.query(
      `with o as (insert into object (organisatie, id, versie, registratietijd, objecttype, soort) select $1, gen_random_uuid(), 1, now(), $2, 'registratie' from generate_series(1, 11000) returning id)
       insert into object_versie (organisatie, object, versie, registratietijd, begin_geldigheid, typeversie, gegevens, betrokkenen, wie) select $1, id, 1, now(), '2024-01-01', 1, '{"plaats":"x"}', '[]', '{}' from o`,
      [OVERBRUGGE, type],
    );
    const a = await zoek({ objecttype: type, aantal: 'geschat' });
    expect([a.status, a.body.aantalSoort]).toEqual([200, 'geschat']);
    expect(a.body.aantal).toBeGreaterThan(10_000);
  });
});
