import { randomUUID } from 'node:crypto';
import { OVERBRUGGE, VOORBEELDSTAD } from '@bronhuis/testing';
import { BAKKER, DE_WIT, Proef } from './hulp.ts';

let proef: Proef;
let type: string;
beforeAll(async () => {
  proef = await Proef.start();
  type = proef.typeId('standplaats');
});
afterAll(() => proef.stop());

const gegevens = (plaats: string, bsn = BAKKER) => ({ plaats, houder: { bsn, naam: 'Saskia Bakker' } });
const versie = (nr: number, begin: string, extra: object = {}) => ({ objecttypeVersie: 1, beginGeldigheid: begin, tijdstipRegistratie: `2019-03-0${nr}T00:00:00.000Z`, gegevens: gegevens(`Kade ${nr}`), ...extra });
const GESCHIEDENIS = [versie(1, '2018-01-01'), versie(2, '2020-01-01'), versie(3, '2019-01-01', { correctieVoor: 2, gegevens: gegevens('Kade 3', DE_WIT) })];
const applicatie = () => proef.token({ soort: 'applicatie', id: 'zaaksysteem', rollen: [] });
const neemOver = async (objecten: object[], o: { token?: string; type?: string } = {}) =>
  proef.roep('POST', `/objecttypen/${o.type ?? type}/_overnemen`, { token: o.token ?? (await applicatie()), body: { objecten } });
const fouten = (a: { body: Record<string, unknown> }) => (a.body['invalidParams'] as { name: string; code: string }[]).map((p) => `${p.name} ${p.code}`);

describe('objects from another register', () => {
  it('keep their id, their history on both axes, and the moment at which each was known there', async () => {
    const id = randomUUID();
    const a = await neemOver([{ id, versies: GESCHIEDENIS }]);
    expect([a.status, a.body]).toEqual([200, { overgenomen: 1, ongewijzigd: 0, versies: 3, afwijkingen: [] }]);
    const op = async (q: string) => ((await proef.roep('GET', `/objecten/${id}?${q}`)).body['gegevens'] as { plaats: string } | undefined)?.plaats;
    expect(await op('geldigOp=2018-06-01')).toBe('Kade 1');
    expect(await op('geldigOp=2020-06-01')).toBe('Kade 3');
    expect(await op('geldigOp=2020-06-01&beschikbaarOp=2019-03-02T12:00:00Z')).toBe('Kade 2');
    expect(await op('geldigOp=2020-06-01&beschikbaarOp=2019-02-01T00:00:00Z')).toBeUndefined();
    const tijdlijn = (await proef.roep('GET', `/objecten/${id}/tijdlijn`)).body['resultaten'] as { tijdstipRegistratie: string; vastgelegdDoor: { applicatie: string } }[];
    expect(tijdlijn.map((v) => [v.tijdstipRegistratie.slice(0, 10), v.vastgelegdDoor.applicatie])).toEqual([['2019-03-01', 'zaaksysteem'], ['2019-03-02', 'zaaksysteem'], ['2019-03-03', 'zaaksysteem']]);
    expect(await proef.gebeurtenissen(id)).toMatchObject([{ type: 'nl.gemeente.objecten.object-geregistreerd', sequence: '3' }]);
  });

  it('are recorded with everybody in them', async () => {
    const voor = await proef.tel('bron.verwerking_uit where verwerking is not null');
    await neemOver([{ id: randomUUID(), versies: GESCHIEDENIS }, { id: randomUUID(), versies: [versie(1, '2018-01-01')] }]);
    const { rows } = await proef.db.query<{ v: { handeling: string; betrokkenen: { pseudoniem: string }[] } }>('select verwerking as v from bron.verwerking_uit where verwerking is not null order by volgnummer offset $1', [voor]);
    expect(rows.map((r) => [r.v.handeling, r.v.betrokkenen.map((b) => b.pseudoniem).sort()])).toEqual([
      ['Registraties uit een ander register overgenomen', [BAKKER, DE_WIT].map((b) => proef.pseudoniem(b)).sort()],
    ]);
  });

  it('can be given again, and later with more; with something else they are refused', async () => {
    const id = randomUUID();
    await neemOver([{ id, versies: GESCHIEDENIS.slice(0, 2) }]);
    expect((await neemOver([{ id, versies: GESCHIEDENIS.slice(0, 2) }])).body).toMatchObject({ overgenomen: 0, ongewijzigd: 1, versies: 0 });
    expect((await neemOver([{ id, versies: GESCHIEDENIS }])).body).toMatchObject({ overgenomen: 1, versies: 1 });
    expect(await proef.tel('object_versie where object = $1', [id])).toBe(3);
    expect((await proef.gebeurtenissen(id)).map((e) => [e.type.split('.').at(-1), e.sequence])).toEqual([['object-geregistreerd', '2'], ['object-gewijzigd', '3']]);
    const anders = await neemOver([{ id, versies: [versie(1, '2017-01-01'), ...GESCHIEDENIS.slice(1)] }]);
    expect([anders.status, anders.body['code']]).toEqual([409, 'geschiedenis-anders']);
  });

  it('come in whole or not at all, with every wrong place named', async () => {
    const [goed, fout] = [randomUUID(), randomUUID()];
    const a = await neemOver([
      { id: goed, versies: GESCHIEDENIS },
      { id: fout, versies: [versie(2, '2018-01-01'), versie(1, '2019-01-01', { objecttypeVersie: 9, geometrie: { type: 'Point', coordinates: [5, 52] } }), versie(3, '2019-03-01', { eindGeldigheid: '2019-02-01' })] },
      { id: goed, versies: GESCHIEDENIS },
    ]);
    expect(a.status).toBe(400);
    expect(fouten(a)).toEqual(expect.arrayContaining(['objecten.2.id dubbel', 'objecten.1.versies.1.geometrie geometrie-niet-toegestaan', 'objecten.1.versies.1.objecttypeVersie typeversie', 'objecten.1.versies.1.tijdstipRegistratie volgorde', 'objecten.1.versies.2.eindGeldigheid periode']));
    expect(await proef.tel('object where id = any($1)', [[goed, fout]])).toBe(0);
  });

  it('that do not fit the type come in, and are told without a value', async () => {
    const id = randomUUID();
    const a = await neemOver([{ id, versies: [versie(1, '2018-01-01', { gegevens: { plaats: 'Kade', onbekend: 1 } })] }]);
    expect(a.status).toBe(200);
    expect(a.body['afwijkingen']).toEqual(expect.arrayContaining([{ id, versie: 1, naam: 'gegevens.onbekend', code: 'additionalProperties' }]));
  });

  it('stay out when they name somebody where nobody would look for it', async () => {
    const [goed, fout] = [randomUUID(), randomUUID()];
    const a = await neemOver([{ id: goed, versies: GESCHIEDENIS }, { id: fout, versies: [versie(1, '2018-01-01'), versie(2, '2019-01-01', { gegevens: { plaats: `Kade ${DE_WIT}` } })] }]);
    expect([a.status, fouten(a)]).toEqual([400, ['objecten.1.versies.1.gegevens.plaats bsn-gevonden']]);
    expect(JSON.stringify(a.body)).not.toContain(DE_WIT);
    expect(await proef.tel('object where id = any($1)', [[goed, fout]])).toBe(0);
  });

  it('do not take the place of another object, nor of one that was destroyed', async () => {
    const bestaand = String((await proef.standplaats()).body['id']);
    const anderType = (await proef.roep('GET', '/objecttypen?soort=registratie')).body['resultaten'] as { id: string }[];
    const vreemd = anderType.find((t) => t.id !== type)?.id;
    if (vreemd) expect(fouten(await neemOver([{ id: bestaand, versies: GESCHIEDENIS }], { type: vreemd }))).toContain('objecten.0.id id-bezet');
    expect((await neemOver([{ id: bestaand, versies: GESCHIEDENIS }])).status).toBe(409);
    const weg = String((await proef.standplaats()).body['id']);
    const teamleider = await proef.token({ rollen: ['teamleider'] });
    const etag = String((await proef.roep('GET', `/objecten/${weg}`)).headers.get('etag'));
    expect((await proef.roep('DELETE', `/objecten/${weg}?grond=onrechtmatig-verwerkt`, { token: teamleider, headers: { 'if-match': etag } })).status).toBeLessThan(300);
    expect(fouten(await neemOver([{ id: weg, versies: GESCHIEDENIS }]))).toEqual(['objecten.0.id id-bezet']);
  });

  it('are for the application of the register only, in its own municipality', async () => {
    const objecten = [{ id: randomUUID(), versies: GESCHIEDENIS }];
    expect((await neemOver(objecten, { token: await proef.token() })).status).toBe(403);
    const daar = await proef.token({ soort: 'applicatie', id: 'zaaksysteem', rollen: [], organisatie: VOORBEELDSTAD });
    expect((await neemOver(objecten, { token: daar })).status).toBe(404);
    expect((await neemOver(objecten, { token: daar, type: proef.typeId('standplaats', VOORBEELDSTAD) })).status).toBe(200);
    expect((await neemOver(objecten)).status).toBe(200);
    expect(await proef.tel('object where id = $1 and organisatie = $2', [objecten[0]?.id, OVERBRUGGE])).toBe(1);
  });
});
