import { VOORBEELDSTAD, wachtTot } from '@bronhuis/testing';
import { BAKKER, DE_WIT, Proef } from './hulp.ts';

let proef: Proef;
let token: string;
beforeAll(async () => {
  proef = await Proef.start();
  token = await proef.token({ id: 'teun', rollen: ['teamleider'] });
});
afterAll(() => proef.stop());

const vernietig = (id: string, w: { grond?: string; etag?: string; token?: string } = {}) =>
  proef.roep('DELETE', `/objecten/${id}?grond=${w.grond ?? 'verzoek-betrokkene'}`, { token: w.token ?? token, headers: w.etag === '' ? {} : { 'if-match': w.etag ?? '"1"' } });

describe('destroying one object', () => {
  it('leaves that it was there, when it went, by whom and why; and nothing else', async () => {
    const gegevens = { plaats: 'Markt 2', houder: { bsn: DE_WIT, naam: 'Jan de Wit' } };
    const id = String((await proef.standplaats({}, { headers: { 'idempotency-key': 'weg' } })).body['id']);
    await proef.roep('PUT', `/objecten/${id}`, { body: { beginGeldigheid: '2999-01-01', gegevens }, headers: { 'if-match': '"1"' } });
    await wachtTot(async () => (await proef.tel('bron.uitgaand where verzonden is null')) + (await proef.tel('bron.verwerking_uit where verzonden is null')) === 0);
    const a = await vernietig(id, { etag: '"2"' });
    expect([a.status, a.tekst]).toEqual([204, '']);

    const { rows } = await proef.db.query('select * from grafsteen where id = $1', [id]);
    expect(rows).toMatchObject([
      { soort: 'object', objecttype: proef.typeId('standplaats'), versie: '3', grondslag: { grond: 'verzoek-betrokkene' }, wie: { gebruiker: 'teun', applicatie: 'portaal', activiteit: 'VA-01' }, dossier: null, kenmerk: null },
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/Markt|Wit|Bakker|99999302/);
    for (const tabel of ['object where id', 'object_versie where object', 'object_moment where object']) expect([tabel, await proef.tel(`${tabel} = $1`, [id])]).toEqual([tabel, 0]);
    expect(await proef.tel('bron.idempotentie where onderwerp = $1', [id])).toBe(0);
    expect((await proef.gebeurtenissen(id)).map((g) => [g.type, g.sequence])).toEqual([['nl.gemeente.objecten.object-vernietigd', '3']]);
    const records = await proef.verwerkingen(id);
    expect(records.map((v) => [v.handeling, v.betrokkenen.map((b) => b.pseudoniem).sort()])).toEqual([['Registratie vernietigd', [proef.pseudoniem(BAKKER), proef.pseudoniem(DE_WIT)].sort()]]);
  });

  it('is 410 with the ground for who might know of it, and a thing that is nowhere for anybody else', async () => {
    const id = String((await proef.standplaats()).body['id']);
    expect((await vernietig(id, { grond: 'onrechtmatig-verwerkt' })).status).toBe(204);
    const body = { beginGeldigheid: '2025-01-01', gegevens: { plaats: 'x', houder: { bsn: BAKKER, naam: 'x' } } };
    const lap = { body: '{}', headers: { 'content-type': 'application/merge-patch+json', 'if-match': '"1"' } };
    for (const [methode, pad, opties] of [['GET', '', {}], ['GET', '/tijdlijn', {}], ['GET', '/verschil?van=2024-01-01', {}], ['PUT', '', { body, headers: { 'if-match': '"1"' } }], ['PATCH', '', lap]] as const) {
      const a = await proef.roep(methode, `/objecten/${id}${pad}`, opties);
      expect([methode, pad, a.status, a.body['reden']]).toEqual([methode, pad, 410, 'De gegevens waren onrechtmatig verwerkt (AVG artikel 17 lid 1 onder d).']);
    }
    expect((await vernietig(id)).status).toBe(410);
    expect((await proef.roep('GET', `/objecten/${id}`, { token: await proef.token({ verwerkingsactiviteit: 'VA-07' }) })).status).toBe(403);
    expect((await proef.roep('GET', `/objecten/${id}`, { token: await proef.token({ organisatie: VOORBEELDSTAD }) })).status).toBe(404);
  });

  it('asks a ground that exists, If-Match, and somebody who may', async () => {
    const id = String((await proef.standplaats()).body['id']);
    expect((await vernietig(id, { grond: 'zomaar' })).status).toBe(400);
    expect((await proef.roep('DELETE', `/objecten/${id}`, { token, headers: { 'if-match': '"1"' } })).status).toBe(400);
    expect((await vernietig(id, { etag: '' })).status).toBe(428);
    expect((await vernietig(id, { etag: '"7"' })).status).toBe(412);
    expect((await vernietig(id, { token: await proef.token() })).status).toBe(403);
    expect((await proef.roep('GET', `/objecten/${id}`)).status).toBe(200);
  });

  it('is not for what is in a dossier: that follows its selectielijst', async () => {
    const { id: dossier } = await proef.open('OV-1');
    const id = String((await proef.standplaats({ dossier })).body['id']);
    const a = await vernietig(id);
    expect([a.status, a.body['code']]).toEqual([409, 'hoort-bij-dossier']);
    expect((await proef.roep('GET', `/objecten/${id}`)).status).toBe(200);
  });

  it('of many at once happens once', async () => {
    const id = String((await proef.standplaats()).body['id']);
    const uit = await Promise.all(Array.from({ length: 8 }, () => vernietig(id)));
    expect(uit.filter((a) => a.status === 204)).toHaveLength(1);
    expect(uit.filter((a) => ![204, 404, 410].includes(a.status))).toEqual([]);
    expect((await proef.gebeurtenissen(id)).filter((g) => g.type.endsWith('vernietigd'))).toHaveLength(1);
    expect(await proef.tel('grafsteen where id = $1', [id])).toBe(1);
  });
});
