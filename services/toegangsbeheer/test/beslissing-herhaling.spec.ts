import { uuidv7 } from '@bronhuis/standaarden';
import { Beslisser, type Beslissingsrecord, type Bundel } from '@bronhuis/toegang';
import { OVERBRUGGE, VOORBEELDSTAD, wachtTot, WERKORGANISATIE } from '@bronhuis/testing';
import { herhaal } from '../src/beslissingen/herhaling.ts';
import type { BeslissingAntwoord } from '../src/beslissingen/beslissing.dto.ts';
import type { HerhalingAntwoord } from '../src/beslissingen/herhaling.dto.ts';
import { opent, PAD, ZAAKSYSTEEM, type Huis } from './omgeving.ts';

let huis: Huis;
let carla: string;
let ids: { mag: string; magNiet: string };
beforeAll(async () => {
  huis = await opent();
  carla = await huis.als('carla', 'VA-05');
  const token = (await huis.vraagToken(ZAAKSYSTEEM)).access_token!;
  const vraag = async (doel: string, resource: object = {}): Promise<string> => {
    const body = {
      subject: { type: 'medewerker', id: 'noor', properties: { uitvoerder: WERKORGANISATIE } },
      action: { name: 'dossiers:lezen', properties: { processing_activity_id: doel } },
      resource: { type: 'dossier', id: 'Z-0147', properties: { activiteiten: ['VA-01'], component: 'registers', ...resource } },
    };
    return (await huis.roep<{ context: { id: string } }>('POST', '/toegangsbeheer/access/v1/evaluation', { token, body })).body.context.id;
  };
  ids = { mag: await vraag('VA-01'), magNiet: await vraag('VA-02', { vertrouwelijkheid: 3 }) };
  await huis.roep('POST', `${PAD}/intrekkingen`, { token: await huis.als('noor'), body: { applicatie: 'zaaksysteem', reden: 'zomaar' } });
  await huis.roep('GET', `${PAD}/applicaties`, { token: await huis.als('bas') });
  for (const id of Object.values(ids)) await wachtTot(async () => (await huis.sql('select 1 from beslissing where id = $1', [id])).length === 1, { ms: 20_000, wat: 'the decision' });
});
afterAll(() => huis.stop());

const herhaling = (id: string, token = carla) => huis.roep<HerhalingAntwoord>('GET', `${PAD}/beslissingen/${id}/herhaling`, { token });

describe('waarom mocht dit?', () => {
  it('is één vraag: dezelfde uitkomst met het beleid en de gegevens van toen, met de regels en de gronden', async () => {
    const { status, body } = await herhaling(ids.mag);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      beslissing: ids.mag, gelijk: true, ontbreekt: [],
      toen: { besluit: 'toegestaan', redenen: [], beleid: ['dossiers-voor-het-doel'] },
      vandaag: { besluit: 'toegestaan' },
      regels: [{ id: 'dossiers-voor-het-doel', effect: 'permit', toelichting: expect.stringContaining('Wie een vergunning'), tekst: expect.stringContaining('resource.activiteiten.contains(context.doel)') }],
      activiteit: { id: 'VA-01', versie: 1 },
      bevoegdheid: { soort: 'mandaat', uitvoerder: expect.stringContaining('Beide Oevers') },
    });
    expect((await herhaling(ids.magNiet)).body).toMatchObject({ gelijk: true, toen: { besluit: 'geweigerd', redenen: ['Dit soort gegevens wordt niet gebruikt voor VA-02.'], beleid: [] }, regels: [] });
  });

  it('blijft hetzelfde als er daarna iets verandert, en zegt wat het nu zou zijn', async () => {
    await huis.sql(`update activiteit set tot = '2020-12-31' where organisatie = $1 and id = 'VA-01'`, [OVERBRUGGE]);
    await huis.sql('update bundelstand set stand = stand + 1');
    await huis.draaiend.bundelhouder!.peil();
    const { body } = await herhaling(ids.mag);
    expect(body).toMatchObject({ gelijk: true, toen: { besluit: 'toegestaan' }, activiteit: { id: 'VA-01' } });
    expect(body.vandaag).toMatchObject({ besluit: 'geweigerd', redenen: ['De verwerkingsactiviteit VA-01 geldt niet (meer) voor deze organisatie.'] });
    await huis.sql('update activiteit set tot = null where organisatie = $1', [OVERBRUGGE]);
    await huis.sql('update bundelstand set stand = stand + 1');
    await huis.draaiend.bundelhouder!.peil();
  });

  it('geldt voor elke beslissing in het logboek, of zegt wat er ontbreekt', async () => {
    const standen = new Map<number, { bundel: Bundel; beslisser: Beslisser }>();
    for (const { jws } of await huis.sql<{ jws: string }>('select jws from bundel')) {
      const bundel = JSON.parse(Buffer.from(jws.split('.')[1]!, 'base64url').toString()) as Bundel;
      standen.set(bundel.versie, { bundel, beslisser: new Beslisser(bundel) });
    }
    const records = (await huis.sql<{ record: Beslissingsrecord }>('select record from beslissing')).map((r) => r.record);
    const metRegels = records.filter((r) => r.motor !== undefined);
    expect(metRegels.map((r) => [r.id, herhaal(r, standen.get(r.bundel.versie)!)])).toEqual(metRegels.map((r) => [r.id, { uitkomst: expect.objectContaining({ redenen: r.redenen }), gelijk: true }]));
    expect(new Set(metRegels.map((r) => r.besluit)).size).toBe(2);
    // Only who signs in or gets a token is decided by code.
    const zonder = records.filter((r) => r.motor === undefined);
    expect(new Set(zonder.map((r) => r.actie))).toEqual(new Set(['aanmeldingen:aanmaken', 'tokens:aanmaken']));
    const [token] = zonder;
    expect((await herhaling(token!.id)).body).toMatchObject({ gelijk: null, toen: null, vandaag: null, ontbreekt: [expect.stringContaining('niet met regels genomen')] });
  });

  it('vertrouwt geen bundel die is veranderd of er niet meer is, en geen record van een andere', async () => {
    const { record } = (await huis.sql<{ record: Beslissingsrecord }>('select record from beslissing where id = $1', [ids.mag]))[0]!;
    const { jws } = (await huis.sql<{ jws: string }>('select jws from bundel where versie = $1', [record.bundel.versie]))[0]!;
    const [kop, inhoud, handtekening] = jws.split('.') as [string, string, string];
    const bundel = JSON.parse(Buffer.from(inhoud, 'base64url').toString()) as Bundel;
    bundel.bevoegdheden = [];
    const met = async (waarde: string | null): Promise<HerhalingAntwoord> => {
      await huis.sql('delete from bundel where versie = $1', [record.bundel.versie + 1000]);
      const anders = { ...record, id: record.id.replace(/.$/, (c) => (c === '0' ? '1' : '0')), bundel: { ...record.bundel, versie: record.bundel.versie + 1000 } };
      if (waarde !== null) await huis.sql('insert into bundel (versie, stand, hash, uitgegeven, jws) values ($1, 0, $2, now(), $3)', [anders.bundel.versie, record.bundel.hash, waarde]);
      await huis.sql(`insert into beslissing (organisatie, id, tijdstip, actie, besluit, record) values ($1, $2, now(), 'x:y', 'toegestaan', $3) on conflict do nothing`, [OVERBRUGGE, anders.id, JSON.stringify(anders)]);
      const antwoord = (await herhaling(anders.id)).body;
      await huis.sql('delete from bundel where versie = $1', [anders.bundel.versie]);
      return antwoord;
    };
    expect(await met(null)).toMatchObject({ gelijk: null, ontbreekt: [expect.stringContaining('is er niet')] });
    expect(await met([kop, Buffer.from(JSON.stringify(bundel)).toString('base64url'), handtekening].join('.'))).toMatchObject({ gelijk: null, ontbreekt: [expect.stringContaining('is veranderd')] });
    const ander = JSON.parse(Buffer.from(inhoud, 'base64url').toString()) as Bundel;
    expect(herhaal({ ...record, motor: 'bronhuis-0' }, { bundel: ander, beslisser: new Beslisser(ander) })).toEqual({ ontbreekt: [expect.stringContaining('bronhuis-0')] });
    expect(herhaal({ ...record, beleid: ['andere-regel'] }, { bundel: ander, beslisser: new Beslisser(ander) })).toMatchObject({ gelijk: false });
    await huis.sql('delete from bundel where versie > 1000');
  });

  it('rekent een dag van middernacht tot middernacht in Amsterdam, ook als de klok verspringt', async () => {
    const [{ record }] = (await huis.sql<{ record: object }>('select record from beslissing where id = $1', [ids.mag])) as [{ record: Record<string, unknown> }];
    const zet = async (tijdstip: string) => {
      const id = uuidv7(new Date(tijdstip));
      const toen = { ...record, id, tijdstip, resource: { ...(record['resource'] as object), id: 'Z-middernacht' } };
      await huis.sql(`insert into beslissing (organisatie, id, tijdstip, gebruiker, actie, besluit, record) values ($1, $2, $3, 'noor', 'dossiers:lezen', 'toegestaan', $4)`, [OVERBRUGGE, id, tijdstip, JSON.stringify(toen)]);
      return id;
    };
    // 29 March has 23 hours, 25 October has 25.
    const [maart, maartLaat, oktober, oktoberLaat] = [await zet('2026-03-28T23:00:30Z'), await zet('2026-03-29T21:59:30Z'), await zet('2026-10-24T22:00:30Z'), await zet('2026-10-25T22:59:30Z')];
    const van = async (dag: string) =>
      (await huis.roep<{ resultaten: BeslissingAntwoord[] }>('GET', `${PAD}/beslissingen?bron=Z-middernacht&van=${dag}&tot=${dag}`, { token: carla })).body.resultaten.map((r) => r.id);
    expect([await van('2026-03-29'), await van('2026-10-25')]).toEqual([[maartLaat, maart], [oktoberLaat, oktober]]);
    for (const dag of ['2026-03-28', '2026-03-30', '2026-10-24', '2026-10-26']) expect(await van(dag)).toEqual([]);
  });

  it('vindt de beslissingen over één dossier, van één dag', async () => {
    const lees = async (query: string) => (await huis.roep<{ resultaten: BeslissingAntwoord[] }>('GET', `${PAD}/beslissingen?${query}`, { token: carla })).body.resultaten.map((r) => r.id);
    const { dag } = (await huis.sql<{ dag: string }>(`select to_char(tijdstip at time zone 'Europe/Amsterdam', 'YYYY-MM-DD') as dag from beslissing where id = $1`, [ids.mag]))[0]!;
    expect(await lees(`bron=Z-0147&van=${dag}&tot=${dag}&besluit=geweigerd`)).toContain(ids.magNiet);
    expect(await lees('bron=Z-0147')).toEqual(expect.arrayContaining([ids.mag, ids.magNiet]));
    expect(await lees('bron=Z-0148')).toEqual([]);
    expect(await lees('bron=Z-0147&tot=2020-01-01')).toEqual([]);
    expect(await lees('bron=Z-0147&van=2999-01-01')).toEqual([]);
    expect(await lees('bron=Z-0147&van=0001-01-01&tot=9999-12-31')).toEqual(await lees('bron=Z-0147'));
    expect((await huis.roep('GET', `${PAD}/beslissingen?van=gisteren`, { token: carla })).status).toBe(400);
  });

  it('is alleen voor wie het logboek mag lezen, van de eigen gemeente, en wordt vastgelegd', async () => {
    expect((await herhaling(ids.mag, await huis.als('noor', 'VA-05'))).status).toBe(403);
    expect((await herhaling(ids.mag, await huis.als('carla', 'VA-05', VOORBEELDSTAD))).status).toBe(404);
    expect((await huis.roep('GET', `${PAD}/beslissingen/${ids.mag}`, { token: await huis.als('carla', 'VA-05', VOORBEELDSTAD) })).status).toBe(404);
    await herhaling(ids.mag);
    const [rij] = await huis.sql<{ v: { betrokkenen: object[]; gebruiker: object } }>('select verwerking as v from bron.verwerking_uit where verwerking is not null order by volgnummer desc limit 1');
    expect(rij?.v).toMatchObject({ gebruiker: { id: 'carla' }, betrokkenen: [{ soort: 'eigen', pseudoniem: huis.geheimen.pseudonimiseerder.pseudoniem(OVERBRUGGE, 'eigen', 'noor') }] });
  });
});

describe('als record van het Authorization Decision Log', () => {
  it('zegt vraag, antwoord, beleid, informatie en configuratie, elk één keer', async () => {
    const { body } = await huis.roep<{ attributes: object; body: object; timestamp: number }>('GET', `${PAD}/beslissingen/${ids.magNiet}/adl`, { token: carla });
    const een = (await huis.roep<BeslissingAntwoord>('GET', `${PAD}/beslissingen/${ids.magNiet}`, { token: carla })).body;
    const bundel = `bundel ${een.bundel.versie} sha256:${een.bundel.hash}`;
    expect(body).toEqual({
      trace_id: expect.stringMatching(/^[0-9a-f]{32}$/), span_id: expect.stringMatching(/^[0-9a-f]{16}$/), event_name: 'adl.access_evaluation', timestamp: Date.parse(een.tijdstip), status: 'Ok',
      resource: { 'service.name': 'registers' },
      attributes: { 'adl.core.policies': bundel, 'adl.core.information': bundel, 'adl.core.configuration': 'bronhuis-2' },
      body: {
        'adl.core.request': {
          subject: { type: 'medewerker', id: 'noor', properties: { rollen: ['behandelaar'], applicatie: 'zaaksysteem', uitvoerder: WERKORGANISATIE } },
          action: { name: 'dossiers:lezen', properties: { processing_activity_id: 'VA-02' } },
          resource: { type: 'dossier', id: 'Z-0147', properties: { vertrouwelijkheid: 3, persoonsgegevens: true, activiteiten: ['VA-01'], component: 'registers' } },
          context: { time: een.tijdstip, niveau: 0, netwerk: 'extern', klasse: 'doelgebonden', organisatie: OVERBRUGGE },
        },
        'adl.core.response': { decision: false, context: { id: ids.magNiet, beleid: [], redenen: een.redenen } },
      },
    });
    expect(Object.keys(body.body).filter((k) => k in body.attributes)).toEqual([]);
  });
});
