import { bewerkingen, OVERBRUGGE, VOORBEELDSTAD } from '@bronhuis/testing';
import { Bulkproef } from './bulk-hulp.ts';
import { Proef } from './hulp.ts';

let proef: Proef;
const hier: Record<string, string> = {};
const NERGENS = '0199ffff-0000-7000-8000-000000000000';

beforeAll(async () => {
  proef = await Proef.start();
  const dossier = await proef.open('H-1');
  hier['dossiers'] = dossier.id;
  hier['informatieobjecten'] = await proef.document(dossier.id, 'besluit');
  await proef.bestand(hier['informatieobjecten'], 'geheim van Overbrugge');
  hier['uploads'] = String((await proef.roep('POST', `/informatieobjecten/${hier['informatieobjecten']}/uploads`, { body: { mediatype: 'application/pdf', omvang: 1 }, headers: { 'if-match': '*' } })).body['id']);
  hier['objecten'] = String((await proef.standplaats()).body['id']);
  hier['objecttypen'] = proef.typeId('evenementendossier', OVERBRUGGE);
  const beheerder = await proef.token({ id: 'bas', rollen: ['applicatiebeheerder'], verwerkingsactiviteit: null });
  hier['migraties'] = String((await proef.roep('POST', `/objecttypen/${proef.typeId('standplaats')}/migraties`, { token: beheerder, body: { omzetting: [] } })).body['id']);
  hier['bulkopdrachten'] = (await new Bulkproef(proef).lever(proef.typeId('standplaats'), '{}\n')).body.id;
});
afterAll(() => proef.stop());

const zonderKenmerk = (tekst: string): string => tekst.replace(/"instance":"[^"]*"/, '');

describe('the other municipality', () => {
  it('gets for every operation on a thing of Overbrugge what it gets for a thing that is nowhere', async () => {
    let beproefd = 0;
    for (const b of bewerkingen(proef.o.contract)) {
      if (!b.pad.includes('{id}')) continue;
      const soort = b.pad.split('/')[1] ?? '';
      const roep = async (id: string) => {
        const pad = b.pad.replace('{id}', id).replace('{informatieobject}', id === NERGENS ? NERGENS : (hier['informatieobjecten'] as string)).replace('{upload}', hier['uploads'] as string);
        const token = b.pad.endsWith('/betrokkenen')
          ? await proef.token({ organisatie: VOORBEELDSTAD, soort: 'component', id: 'component-woo-publicatie', verwerkingsactiviteit: 'VA-02' })
          : b.pad.startsWith('/objecttypen')
            ? await proef.token({ organisatie: VOORBEELDSTAD, id: 'bas', rollen: ['applicatiebeheerder'], verwerkingsactiviteit: null })
            : await proef.voorbeeldstad();
        const [isDeel, isBulk] = [b.pad.endsWith('/{upload}'), b.pad.endsWith('/_bulk')];
        const isBestand = isDeel || b.pad.endsWith('/bestand');
        const body = ['GET', 'HEAD', 'DELETE'].includes(b.methode.toUpperCase()) ? undefined : isBestand || isBulk ? 'x' : lichaam(b.pad, b.methode);
        const vraag = `${b.methode} ${b.pad}` === 'DELETE /objecten/{id}' ? '?grond=onterecht-geregistreerd' : '';
        const lap = `${b.methode} ${b.pad}` === 'PATCH /objecten/{id}' ? 'application/merge-patch+json' : null;
        const soortInhoud = isDeel ? 'application/partial-upload' : isBestand ? 'application/pdf' : isBulk ? 'application/x-ndjson' : lap;
        return proef.o.roep(b.methode.toUpperCase(), `/registers/v1${pad}${vraag}`, { token, ...(body === undefined ? {} : { body }), headers: { 'if-match': '"1"', 'upload-offset': '0', 'upload-complete': '?0', ...(soortInhoud ? { 'content-type': soortInhoud } : {}) } });
      };
      const [echt, nergens] = [await roep(hier[soort] as string), await roep(NERGENS)];
      expect([b.methode, b.pad, echt.status, zonderKenmerk(echt.tekst)]).toEqual([b.methode, b.pad, 404, zonderKenmerk(nergens.tekst)]);
      beproefd++;
    }
    expect(beproefd).toBeGreaterThanOrEqual(15);
  });

  it('sees none of it in lists, counts, plans and proofs', async () => {
    const token = await proef.voorbeeldstad();
    for (const lijst of ['dossiers', 'objecten']) {
      expect((await proef.roep('GET', `/${lijst}?aantal=true`, { token })).body).toMatchObject({ resultaten: [], aantal: 0 });
    }
    const vernietiger = await proef.token({ organisatie: VOORBEELDSTAD, soort: 'component', id: 'component-selectielijst', verwerkingsactiviteit: 'VA-03' });
    const vraag = (naam: string, body: object) => proef.roep('POST', `/vernietigingen/_${naam}`, { token: vernietiger, body });
    const id = hier['dossiers'] as string;
    expect((await vraag('plan', { dossiers: [id] })).body).toEqual({ dossiers: [], onbekend: [{ id, reden: 'Dit dossier is hier niet bekend.' }] });
    expect((await vraag('bewijs', { dossiers: [id] })).body).toEqual({ dossiers: [{ id, resten: [], blijft: [] }] });
    const lijst = { vernietigingslijst: NERGENS, dossiers: [{ id, hash: '0'.repeat(64) }], grondslag: { selectielijst: 'x', nummer: '1', omschrijving: 'x' } };
    expect((await vraag('uitvoering', lijst)).body).toMatchObject({ dossiers: [{ vernietigd: false, reden: 'Dit dossier is hier niet bekend.' }] });
    expect((await proef.roep('GET', `/dossiers/${id}`)).status).toBe(200);
  });

  it('cannot use a type of Overbrugge, nor put a thing of its own in a dossier there', async () => {
    const token = await proef.voorbeeldstad();
    expect((await proef.roep('POST', '/dossiers', { token, body: proef.opening('H-2') })).status).toBe(400);
    const body = { objecttype: proef.typeId('standplaats', VOORBEELDSTAD), beginGeldigheid: '2024-01-01', dossier: hier['dossiers'], gegevens: { plaats: 'x', houder: { bsn: '999993021', naam: 'x' } } };
    expect((await proef.roep('POST', '/objecten', { token, body })).status).toBe(400);
    expect(await proef.tel('object where organisatie = $1', [VOORBEELDSTAD])).toBe(0);
  });
});

describe('a query without an organisation', () => {
  it('is an error, not an empty list', async () => {
    const { rows } = await proef.db.query<{ tabel: string }>("select c.table_name as tabel from information_schema.columns c where c.table_schema = 'public' and c.column_name = 'organisatie' order by 1");
    expect(rows.map((r) => r.tabel)).toEqual(expect.arrayContaining(['dossier', 'dossierstatus', 'informatieobject', 'object', 'object_versie', 'grafsteen']));
    for (const { tabel } of rows) {
      await expect(proef.alsToepassing((c) => c.query(`select * from ${tabel}`))).rejects.toMatchObject({ code: 'BRN01' });
    }
  });
});

function lichaam(pad: string, methode: string): object | undefined {
  const voor: Record<string, object> = {
    'PUT /objecten/{id}': { beginGeldigheid: '2024-01-01', gegevens: { plaats: 'x', houder: { bsn: '999993021', naam: 'x' } } },
    'PATCH /objecten/{id}': { gegevens: { plaats: 'x' } },
    'PATCH /dossiers/{id}': { onderwerp: 'x' },
    'POST /dossiers/{id}/_sluiten': { uitkomst: 'verleend', einddatum: '2025-09-09' },
    'POST /dossiers/{id}/_heropenen': { reden: 'x' },
    'POST /dossiers/{id}/relaties': { soort: 'blijft', omschrijving: 'x', systeem: 'x' },
    'POST /dossiers/{id}/informatieobjecten': { objecttype: proef.typeId('besluit', VOORBEELDSTAD), soort: 'besluit', titel: 'x', gegevens: {} },
    'POST /informatieobjecten/{id}/uploads': { mediatype: 'application/pdf', omvang: 1 },
    'POST /objecttypen/{id}/versies': { naam: 'x-type', soort: 'registratie', schema: { type: 'object' }, classificatie: { beschikbaarheid: 0, integriteit: 0, vertrouwelijkheid: 0 }, betrokkenen: [], gegevenscategorieen: [], verwerkingsactiviteiten: [] },
    'POST /objecttypen/{id}/concept/_publiceren': {},
    'POST /objecttypen/{id}/_uitfaseren': { versie: 1 },
    'POST /objecttypen/{id}/_proef': {},
    'POST /objecttypen/{id}/_overnemen': { objecten: [{ id: NERGENS, versies: [{ objecttypeVersie: 1, beginGeldigheid: '2024-01-01', tijdstipRegistratie: '2024-01-01T00:00:00Z', gegevens: {} }] }] },
    'POST /objecttypen/{id}/migraties': { omzetting: [] },
  };
  voor['PUT /objecttypen/{id}/concept'] = voor['POST /objecttypen/{id}/versies'] as object;
  const sleutel = `${methode.toUpperCase()} ${pad}`;
  if (sleutel === 'PUT /dossiers/{id}/informatieobjecten/{informatieobject}') return undefined;
  const body = voor[sleutel];
  if (!body) throw new Error(`no body for the new operation ${sleutel}: add one, so that it is tried too`);
  return body;
}
