import fc from 'fast-check';
import { geldend } from '../src/objecten/tijdassen.ts';
import type { Versie } from '../src/objecten/tijdassen.ts';
import { BAKKER, Proef } from './hulp.ts';

let proef: Proef;
beforeAll(async () => {
  proef = await Proef.start();
});
afterAll(() => proef.stop());

const gegevens = (plaats: string, bsn = BAKKER) => ({ plaats, houder: { bsn, naam: 'Naam' } });
const zet = (id: string, etag: string, beginGeldigheid: string, plaats: string, extra: object = {}) =>
  proef.roep('PUT', `/objecten/${id}`, { body: { beginGeldigheid, gegevens: gegevens(plaats), ...extra }, headers: { 'if-match': etag } });
const op = async (id: string, vraag: string) => {
  const a = await proef.roep<{ versie?: number; gegevens?: { plaats: string } }>('GET', `/objecten/${id}?${vraag}`);
  return a.status === 200 ? a.body.gegevens?.plaats : a.status;
};

describe('an object', () => {
  it('is registered with its event and its record, and read with what it says', async () => {
    const a = await proef.standplaats();
    expect(a.status).toBe(201);
    expect(a.tekst).not.toContain(BAKKER);
    const id = String(a.body['id']);
    expect(a.headers.get('location')).toBe(`/registers/v1/objecten/${id}`);
    const gelezen = await proef.roep('GET', `/objecten/${id}`);
    expect(gelezen.headers.get('etag')).toBe('"1"');
    expect(gelezen.body).toEqual({
      ...a.body,
      soort: 'registratie',
      dossier: null,
      eindGeldigheid: null,
      correctieVoor: null,
      geometrie: null,
      gegevens: { plaats: 'Markt 1', houder: { bsn: BAKKER, naam: 'Saskia Bakker' } },
    });
    expect((await proef.gebeurtenissen(id)).map((g) => g.data)).toEqual([{ object: id, objecttype: proef.typeId('standplaats'), soort: 'registratie', versie: 1 }]);
    expect((await proef.verwerkingen(id)).map((v) => [v.handeling, v.activiteit, v.betrokkenen.map((b) => b.pseudoniem)])).toEqual([
      ['Registratie vastgelegd', 'VA-01', [proef.pseudoniem(BAKKER)]],
      ['Registratie ingezien', 'VA-01', [proef.pseudoniem(BAKKER)]],
    ]);
  });

  it('answers both time axes in one question: what held on a day, as we knew it at a moment', async () => {
    const een = await proef.standplaats();
    const id = String(een.body['id']);
    await zet(id, '"1"', '2024-06-01', 'Markt 2');
    const correctie = await zet(id, '"2"', '2024-01-01', 'Haven 1', { correctieVoor: 1 });
    expect(correctie.status).toBe(200);
    const voor = new Date(new Date(String(correctie.body['tijdstipRegistratie'])).getTime() - 1).toISOString();
    expect(await op(id, 'geldigOp=2024-03-01')).toBe('Haven 1');
    expect(await op(id, `geldigOp=2024-03-01&beschikbaarOp=${voor}`)).toBe('Markt 1');
    expect(await op(id, `geldigOp=2024-07-01&beschikbaarOp=${voor}`)).toBe('Markt 2');
    expect(await op(id, 'geldigOp=2023-12-31')).toBe(404);
    expect(await op(id, 'geldigOp=2024-02-30')).toBe(400);
    const lijn = await proef.roep<{ resultaten: object[] }>('GET', `/objecten/${id}/tijdlijn`);
    expect(lijn.body.resultaten).toMatchObject([
      { versie: 1, eindGeldigheid: '2024-06-01', gecorrigeerdDoor: 3, eindRegistratie: correctie.body['tijdstipRegistratie'] },
      { versie: 2, beginGeldigheid: '2024-06-01', eindGeldigheid: null, eindRegistratie: null },
      { versie: 3, correctieVoor: 1, eindGeldigheid: '2024-06-01', gecorrigeerdDoor: null },
    ]);
  });

  it('refuses a second correction of the same version, an unknown one, and a change without or with an old ETag', async () => {
    const id = String((await proef.standplaats()).body['id']);
    expect((await zet(id, '', '2024-01-01', 'x')).status).toBe(428);
    expect((await zet(id, '"9"', '2024-01-01', 'x')).status).toBe(412);
    expect((await zet(id, '"1"', '2024-01-01', 'x', { correctieVoor: 7 })).status).toBe(400);
    expect((await zet(id, '"1"', '2024-01-01', 'x', { correctieVoor: 1 })).status).toBe(200);
    expect((await zet(id, '"2"', '2024-01-01', 'x', { correctieVoor: 1 })).status).toBe(409);
  });

  it('SQL and the pure rule agree on random histories', async () => {
    const dagen = ['2024-01-01', '2024-02-01', '2024-03-01'];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ dag: fc.nat(2), corrigeert: fc.option(fc.nat(5)) }), { minLength: 1, maxLength: 5 }), async (stappen) => {
        const eerste = await proef.standplaats({ beginGeldigheid: '2024-02-01', gegevens: gegevens('versie 1') });
        const id = String(eerste.body['id']);
        const versies: Versie[] = [{ versie: 1, beginGeldigheid: '2024-02-01', eindGeldigheid: null, tijdstipRegistratie: new Date(String(eerste.body['tijdstipRegistratie'])), correctieVoor: null }];
        for (const stap of stappen) {
          const vrij = versies.filter((v) => !versies.some((w) => w.correctieVoor === v.versie));
          const correctieVoor = stap.corrigeert === null ? null : (vrij[stap.corrigeert % vrij.length]?.versie ?? null);
          const nummer = versies.length + 1;
          const a = await zet(id, `"${nummer - 1}"`, dagen[stap.dag]!, `versie ${nummer}`, { correctieVoor });
          expect(a.status).toBe(200);
          versies.push({ versie: nummer, beginGeldigheid: dagen[stap.dag]!, eindGeldigheid: null, tijdstipRegistratie: new Date(String(a.body['tijdstipRegistratie'])), correctieVoor });
        }
        for (const moment of versies.map((v) => v.tijdstipRegistratie)) {
          for (const dag of dagen) {
            const verwacht = geldend(versies, dag, moment);
            expect(await op(id, `geldigOp=${dag}&beschikbaarOp=${moment.toISOString()}`)).toBe(verwacht ? `versie ${verwacht.versie}` : 404);
          }
        }
      }),
      { numRuns: 6 },
    );
  });

  it('concurrent writers never lose: of those with the same ETag one wins, and no two versions share a moment', async () => {
    const id = String((await proef.standplaats()).body['id']);
    for (let ronde = 1; ronde <= 5; ronde++) {
      const uit = await Promise.all(Array.from({ length: 8 }, (_, n) => zet(id, `"${ronde}"`, '2024-01-01', `ronde ${ronde} door ${n}`)));
      expect(uit.map((a) => a.status).sort()).toEqual([200, 412, 412, 412, 412, 412, 412, 412]);
    }
    expect(await proef.tel('object_versie where object = $1', [id])).toBe(6);
    expect(await proef.tel('(select distinct registratietijd from object_versie where object = $1) x', [id])).toBe(6);
    expect((await proef.gebeurtenissen(id)).map((g) => g.sequence)).toEqual(['1', '2', '3', '4', '5', '6']);
  });

  it('cannot be rewritten, not even by the application role', async () => {
    await expect(proef.o.draaiend.bron?.transactie({ organisatie: '00000001999990007000', traceparent: '00-00000000000000000000000000000001-0000000000000001-01' }, (tx) => tx.query('update object_versie set begin_geldigheid = begin_geldigheid'))).rejects.toThrow(/permission denied/);
  });
});

describe('a registration of a dossier', () => {
  it('comes only into an open dossier', async () => {
    const { id } = await proef.open('Z-object');
    const a = await proef.standplaats({ dossier: id });
    expect(a.status).toBe(201);
    await proef.sluit(id);
    expect((await proef.standplaats({ dossier: id })).status).toBe(409);
    expect((await proef.standplaats({ dossier: '0199ffff-0000-7000-8000-000000000000' })).status).toBe(400);
  });

  it('is checked against the newest version of its type, also when this process knew an older one', async () => {
    const token = await proef.token({ id: 'bas', rollen: ['applicatiebeheerder'], verwerkingsactiviteit: null });
    const pad = `/objecttypen/${proef.typeId('standplaats')}`;
    const oud = await proef.roep('GET', pad, { token });
    const { id: _i, versie: _v, tijdstipRegistratie: _t, status: _s, ...inhoud } = oud.body;
    const schema = structuredClone(inhoud['schema']) as { properties: Record<string, object>; required: string[] };
    schema.properties['branche'] = { type: 'string' };
    schema.required.push('branche');
    // As if another process made the version: this one's guess is now old.
    const nieuw = await proef.roep('POST', `${pad}/versies`, { token, body: { ...inhoud, schema, brekend: true, reden: 'Elke standplaats heeft een branche.' }, headers: { 'if-match': String(oud.headers.get('etag')) } });
    expect(nieuw.status).toBe(201);
    const a = await proef.roep<{ invalidParams: { name: string }[] }>('POST', '/objecten', { body: { objecttype: proef.typeId('standplaats'), beginGeldigheid: '2024-01-01', gegevens: gegevens('x') } });
    expect([a.status, a.body.invalidParams]).toEqual([400, [expect.objectContaining({ name: 'gegevens.branche' })]]);
    const goed = await proef.standplaats({ gegevens: { ...gegevens('x'), branche: 'vis' } });
    expect(goed.body['objecttypeVersie']).toBe(2);
  });
});
