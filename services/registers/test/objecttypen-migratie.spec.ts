import { wachtTot } from '@bronhuis/testing';
import { Objectmigratieloper } from '../src/objecttypen/objectmigratie.loper.ts';
import { BAKKER, DE_WIT, Proef } from './hulp.ts';

let proef: Proef;
let beheerder: string;
let loper: Objectmigratieloper;
beforeAll(async () => {
  proef = await Proef.start();
  beheerder = await proef.token({ id: 'bas', rollen: ['applicatiebeheerder'], verwerkingsactiviteit: null });
  loper = proef.o.draaiend.app.get(Objectmigratieloper);
});
afterAll(() => proef.stop());

type Json = Record<string, unknown>;
type Stand = Json & { id: string; status: string; bekeken: number; verplaatst: number; mislukt: number; fouten: { object: string; fouten: Json[] }[] };

const persoon = { type: 'object', additionalProperties: false, required: ['bsn'], properties: { bsn: { type: 'string' } } };
const type = (naam: string, properties: Json, required: string[], pad: string) => ({
  naam,
  soort: 'registratie',
  schema: { type: 'object', additionalProperties: false, required, properties },
  classificatie: { beschikbaarheid: 1, integriteit: 1, vertrouwelijkheid: 2 },
  betrokkenen: [{ pad, soort: 'bsn', rol: 'houder' }],
  gegevenscategorieen: ['burgerservicenummer'],
  verwerkingsactiviteiten: ['VA-01'],
});
const v1 = (naam: string) => type(naam, { plaats: { type: 'string' }, persoon }, ['plaats'], '/persoon/bsn');
const v2 = (naam: string) => ({
  ...type(naam, { adres: { type: 'object', additionalProperties: false, required: ['plaats'], properties: { plaats: { type: 'string', maxLength: 10 } } }, houder: persoon, bron: { const: 'v1' } }, ['adres', 'bron'], '/houder/bsn'),
  brekend: true,
  reden: 'Adressen volgen de BAG.',
});
const OMZETTING = [
  { stap: 'verplaats', pad: '/plaats', naar: '/adres/plaats' },
  { stap: 'hernoem', pad: '/persoon', naam: 'houder' },
  { stap: 'constante', pad: '/bron', waarde: 'v1' },
];
const als = <B = Json>(methode: string, pad: string, body?: object, ifMatch?: string) => proef.roep<B>(methode, pad, { token: beheerder, ...(body ? { body } : {}), headers: ifMatch ? { 'if-match': ifMatch } : {} });
const maakType = async (naam: string): Promise<string> => String((await als('POST', '/objecttypen', v1(naam))).body['id']);
const publiceer = async (id: string, naam: string): Promise<void> => expect((await als('POST', `/objecttypen/${id}/versies`, v2(naam), '"1"')).status).toBe(201);
async function maakObject(objecttype: string, plaats: string, beginGeldigheid = '2024-01-01'): Promise<string> {
  const a = await proef.roep('POST', '/objecten', { body: { objecttype, beginGeldigheid, gegevens: { plaats, persoon: { bsn: BAKKER } } } });
  if (a.status !== 201) throw new Error(a.tekst);
  return String(a.body['id']);
}
const stand = async (id: string): Promise<Stand> => (await als<Stand>('GET', `/migraties/${id}`)).body;
const klaar = (id: string) => wachtTot(async () => (await stand(id)).status === 'klaar', { ms: 60_000, stap: 100, wat: 'migration is done' });

describe('a dry run', () => {
  it('says which objects fail and where, before and after a mapping, and changes nothing', async () => {
    const id = await maakType('proefterrein');
    const goed = await maakObject(id, 'Markt');
    const fout = await maakObject(id, 'Veel te lange plaatsnaam');
    await publiceer(id, 'proefterrein');
    const zonder = await als('POST', `/objecttypen/${id}/_proef`, { versie: 2 });
    expect(zonder.body).toMatchObject({ versie: 2, objecten: 2, goed: 0, fout: 2 });
    const met = await als('POST', `/objecttypen/${id}/_proef`, { omzetting: OMZETTING });
    expect(met.body).toMatchObject({
      versie: 2, objecten: 2, goed: 1, fout: 1,
      plaatsen: [{ pad: '/adres/plaats', code: 'maxLength', objecten: 1 }],
      voorbeelden: [{ object: fout, fouten: [{ pad: '/adres/plaats', code: 'maxLength' }] }],
    });
    expect(met.tekst).not.toContain(BAKKER);
    expect((await proef.roep('GET', `/objecten/${goed}`)).body['versie']).toBe(1);
    expect((await als('POST', `/objecttypen/${id}/_proef`, { omzetting: [{ stap: 'hernoem', pad: 'x' }] })).status).toBe(400);
    expect((await als('POST', `/objecttypen/${id}/_proef`, { versie: 9 })).status).toBe(404);
    expect((await proef.roep('POST', `/objecttypen/${id}/_proef`, { body: {} })).status).toBe(403);
  });
});

describe('a migration', () => {
  it('moves what holds now and what is to come, as new versions; history stays; what fails stays and is named', async () => {
    const id = await maakType('verhuisregister');
    const object = await maakObject(id, 'Markt');
    const zet = (begin: string, plaats: string, etag: string) => proef.roep('PUT', `/objecten/${object}`, { body: { beginGeldigheid: begin, gegevens: { plaats, persoon: { bsn: DE_WIT } } }, headers: { 'if-match': etag } });
    await zet('2024-06-01', 'Plein', '"1"');
    await zet('2999-01-01', 'Haven', '"2"');
    const fout = await maakObject(id, 'Veel te lange plaatsnaam');
    await publiceer(id, 'verhuisregister');
    const start = await als<Stand>('POST', `/objecttypen/${id}/migraties`, { omzetting: OMZETTING });
    expect([start.status, start.body]).toEqual([202, expect.objectContaining({ status: 'loopt', doelversie: 2, totaal: 2 })]);
    expect(start.headers.get('location')).toBe(`/registers/v1/migraties/${start.body.id}`);
    await klaar(start.body.id);
    expect(await stand(start.body.id)).toMatchObject({ bekeken: 2, verplaatst: 1, mislukt: 1, fouten: [{ object: fout, fouten: [{ pad: '/adres/plaats', code: 'maxLength' }] }] });
    const op = async (dag: string) => (await proef.roep('GET', `/objecten/${object}?geldigOp=${dag}`)).body;
    expect((await op('2024-03-01'))['gegevens']).toEqual({ plaats: 'Markt', persoon: { bsn: BAKKER } });
    expect(await op('2024-07-01')).toMatchObject({ objecttypeVersie: 2, gegevens: { adres: { plaats: 'Plein' }, houder: { bsn: DE_WIT }, bron: 'v1' } });
    expect(await op('2999-02-01')).toMatchObject({ objecttypeVersie: 2, gegevens: { adres: { plaats: 'Haven' } } });
    expect((await proef.roep('GET', `/objecten/${fout}`)).body).toMatchObject({ versie: 1, objecttypeVersie: 1 });
    expect((await proef.gebeurtenissen(object)).map((g) => g.sequence)).toEqual(['1', '2', '3', '4', '5']);
    const regel = (await proef.verwerkingen(object)).find((v) => v.handeling.startsWith('Registratie omgezet'));
    expect(regel).toMatchObject({ activiteit: 'VA-01', betrokkenen: [{ pseudoniem: proef.pseudoniem(DE_WIT), rol: 'houder' }] });
    // The next mapping takes what the first left.
    const tweede = await als<Stand>('POST', `/objecttypen/${id}/migraties`, { omzetting: [{ stap: 'verwijder', pad: '/plaats' }, { stap: 'standaard', pad: '/adres', waarde: { plaats: 'onbekend' } }, ...OMZETTING.slice(1)] });
    await klaar(tweede.body.id);
    expect(await stand(tweede.body.id)).toMatchObject({ verplaatst: 1, mislukt: 0, fouten: [] });
    expect((await als<{ resultaten: Json[] }>('GET', `/objecttypen/${id}/migraties`)).body.resultaten.map((m) => m['id'])).toEqual([tweede.body.id, start.body.id]);
  });

  it('that is killed half way, and then taken up by several at once, moves each object exactly once', async () => {
    const id = await maakType('groot-register');
    const objecten = await Promise.all(Array.from({ length: 450 }, (_, n) => maakObject(id, n % 50 === 7 ? 'Veel te lange plaatsnaam' : `P${n}`)));
    await publiceer(id, 'groot-register');
    // Somebody holds an object of the second piece: there the migration waits, in the middle of its transaction, and dies.
    const slot = await proef.db.connect();
    await slot.query('begin');
    await slot.query('select 1 from object where id = (select id from object where objecttype = $1 order by id offset 300 limit 1) for update', [id]);
    const m = (await als<Stand>('POST', `/objecttypen/${id}/migraties`, { omzetting: OMZETTING })).body.id;
    const dood = async (): Promise<boolean> => {
      const { rows } = await proef.db.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'bronhuis-registers' and wait_event_type = 'Lock'");
      return rows.length > 0;
    };
    await wachtTot(dood, { ms: 30_000, stap: 20, wat: 'killed half way' });
    await slot.query('rollback');
    slot.release();
    expect(await stand(m)).toMatchObject({ status: 'loopt', bekeken: 200, verplaatst: 196, mislukt: 4 });
    const verder = async (): Promise<void> => {
      while (await loper.stap('00000001999990007000', m));
    };
    await Promise.all([verder(), verder(), verder()]);
    expect(await stand(m)).toMatchObject({ status: 'klaar', totaal: 450, bekeken: 450, verplaatst: 441, mislukt: 9 });
    const { rows } = await proef.db.query('select o.versie::int as kop, count(v.*)::int as versies, max(v.typeversie)::int as typeversie, count(*)::int as n from object o join object_versie v on v.object = o.id where o.objecttype = $1 group by o.id, o.versie', [id]);
    const verdeling = new Map<string, number>();
    for (const r of rows as { kop: number; versies: number; typeversie: number }[]) verdeling.set(`${r.kop} ${r.versies} ${r.typeversie}`, (verdeling.get(`${r.kop} ${r.versies} ${r.typeversie}`) ?? 0) + 1);
    expect(Object.fromEntries(verdeling)).toEqual({ '2 2 2': 441, '1 1 1': 9 });
    expect(await proef.tel("bron.uitgaand where type like '%object-gewijzigd' and onderwerp = any($1)", [objecten])).toBe(441);
    expect(await proef.tel("bron.verwerking_uit where verwerking->>'handeling' like 'Registratie omgezet%' and onderwerp = any($1)", [objecten])).toBe(441);
  }, 150_000);

  it('runs one at a time, only for registrations, and only for who manages types', async () => {
    const id = await maakType('klein-register');
    expect((await proef.roep('POST', `/objecttypen/${id}/migraties`, { body: { omzetting: [] } })).status).toBe(403);
    expect((await als('POST', `/objecttypen/${proef.typeId('evenementendossier')}/migraties`, { omzetting: [] })).status).toBe(409);
    expect((await als('POST', `/objecttypen/${id}/migraties`, { omzetting: [{ stap: 'constante', pad: '/x', waarde: `over ${BAKKER}` }] })).status).toBe(400);
    const voeg = "insert into objectmigratie (organisatie, id, versie, registratietijd, objecttype, doelversie, omzetting, opdracht, status, totaal, begonnen) values ('00000001999990007000', gen_random_uuid(), 1, now(), $1, 1, '[]', '{}', 'loopt', 0, now())";
    await proef.db.query(voeg, [id]);
    const bezet = await als('POST', `/objecttypen/${id}/migraties`, { omzetting: [] });
    expect([bezet.status, bezet.body['code']]).toEqual([409, 'migratie-loopt']);
    // What a process left behind when it died, the next takes up by itself.
    loper.hervat();
    await wachtTot(async () => (await als('POST', `/objecttypen/${id}/migraties`, { omzetting: [] })).status === 202, { ms: 20_000, stap: 100, wat: 'taken up' });
  });
});
