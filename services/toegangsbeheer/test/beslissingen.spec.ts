import { OVERBRUGGE, VOORBEELDSTAD, wachtTot } from '@bronhuis/testing';
import { connect, headers } from '@nats-io/transport-node';
import { maakCloudEvent, nieuweTrace, uuidv7 } from '@bronhuis/standaarden';
import { Bewaring } from '../src/beslissingen/bewaring.ts';
import type { BeslissingAntwoord } from '../src/beslissingen/beslissing.dto.ts';
import { opent, PAD, ZAAKSYSTEEM, type Huis } from './omgeving.ts';

let huis: Huis;
/** Of who asked and who approved, as verantwoording told of it. */
const controle = (medewerker: string, anders: { van?: string; tot?: string; inzageTot?: string } = {}) =>
  huis.sql(`insert into controle (organisatie, id, medewerker, van, tot, inzage, inzage_tot) values ($1, gen_random_uuid(), $2, $3, $4, '{carla,petra}', $5)`, [
    OVERBRUGGE, medewerker, anders.van ?? '2020-01-01', anders.tot ?? '2099-01-01', anders.inzageTot ?? '2099-01-01',
  ]);

beforeAll(async () => {
  huis = await opent();
  for (const medewerker of ['noor', 'thijs', 'willem']) await controle(medewerker);
});
afterAll(() => huis.stop());

interface Lijst {
  links: { self: string; volgende?: string };
  resultaten: BeslissingAntwoord[];
}
const lees = async (query: string, persoon = 'carla', organisatie = OVERBRUGGE) =>
  huis.roep<Lijst>('GET', `${PAD}/beslissingen?${query}`, { token: await huis.als(persoon, 'VA-05', organisatie) });
const komt = (query: string, aantal: number, organisatie?: string) =>
  wachtTot(async () => (await lees(query, 'carla', organisatie)).body.resultaten.length >= aantal, { ms: 15_000, wat: `${aantal} decisions for ${query}` });

describe('logboek van beslissingen', () => {
  it('zegt wie (gebruiker en applicatie), voor wie, wat, waarom en volgens welk beleid', async () => {
    await huis.vraagToken({ ...ZAAKSYSTEEM, gebruiker: 'noor' });
    await komt('gebruiker=noor&actie=tokens:aanmaken', 1);
    const [b] = (await lees('gebruiker=noor&actie=tokens:aanmaken')).body.resultaten;
    const { bundel } = huis.draaiend.bundelhouder!.huidige();
    expect(b).toMatchObject({
      wie: { soort: 'medewerker', id: 'noor', applicatie: 'zaaksysteem', rollen: ['behandelaar'] },
      uitvoerder: '00000001999990020000', doel: { id: 'VA-01' }, besluit: 'toegestaan', redenen: [], component: 'toegangsbeheer',
    });
    expect(b!.bundel.versie).toBeLessThanOrEqual(bundel.versie);
    expect(b!.bundel.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('bewaart ook een weigering, met de reden', async () => {
    await huis.vraagToken({ ...ZAAKSYSTEEM, verwerkingsactiviteit: 'VA-03', gebruiker: 'noor' });
    await komt('gebruiker=noor&besluit=geweigerd', 1);
    expect((await lees('gebruiker=noor&besluit=geweigerd')).body.resultaten[0]).toMatchObject({
      besluit: 'geweigerd', redenen: ['Applicatie Zaaksysteem Beide Oevers mag geen token vragen voor VA-03.'], beleid: ['token-invalid_scope'],
    });
    const token = await huis.als('noor');
    expect((await huis.roep('POST', `${PAD}/intrekkingen`, { token, body: { applicatie: 'zaaksysteem', reden: 'zomaar' } })).status).toBe(403);
    await komt('gebruiker=noor&actie=intrekkingen:aanmaken', 1);
  });

  it('heeft per beslissing één regel, ook als zij nog eens binnenkomt', async () => {
    const [voor] = await huis.sql<{ n: number }>('select count(*)::int as n from beslissing');
    await huis.sql('update bron.verwerking_uit set verzonden = null');
    await huis.vraagToken({ ...ZAAKSYSTEEM, gebruiker: 'thijs' });
    await komt('gebruiker=thijs&actie=tokens:aanmaken', 1);
    await wachtTot(async () => (await huis.sql('select 1 from bron.verwerking_uit where verzonden is null')).length === 0, { ms: 10_000 });
    const dubbel = await huis.sql('select id from beslissing group by id having count(*) > 1');
    expect(dubbel).toEqual([]);
    expect((await huis.sql<{ n: number }>('select count(*)::int as n from beslissing'))[0]!.n).toBeGreaterThan(voor!.n);
  });

  it('laat een record dat niet klopt apart liggen, met de reden, en neemt de rest van het bericht op', async () => {
    const [rij] = await huis.sql<{ record: { id: string } }>('select record from beslissing limit 1');
    const [a, b, fout] = [uuidv7(), uuidv7(), uuidv7()];
    const records = [{ ...rij!.record, id: a }, { ...rij!.record, id: fout, besluit: 'misschien' }, { ...rij!.record, id: b }];
    const organisatie = (rij!.record as unknown as { organisatie: string }).organisatie;
    await huis.sql('insert into bron.verwerking_uit (organisatie, beslissing) values ($1, $2)', [organisatie, JSON.stringify(records)]);
    await wachtTot(async () => (await huis.sql('select 1 from bron.inkomend where id = $1 and pogingen > 0', [fout])).length === 1, { ms: 10_000, wat: 'the refusal' });
    const opgenomen = () => huis.sql('select id from beslissing where id = any($1) order by id', [[a, b, fout]]);
    // The group is taken apart: what stands behind the wrong one comes a moment after its refusal.
    await wachtTot(async () => (await opgenomen()).length >= 2, { ms: 10_000, wat: 'the others' });
    expect(await opgenomen()).toEqual([{ id: a }, { id: b }]);
  });

  it('wordt met bladzijden gelezen, de nieuwste eerst, zonder iets over te slaan', async () => {
    for (let i = 0; i < 5; i++) await huis.vraagToken({ ...ZAAKSYSTEEM, gebruiker: 'willem' });
    await komt('gebruiker=willem', 5);
    const gezien: string[] = [];
    let pad: string | undefined = `${PAD}/beslissingen?gebruiker=willem&omvang=2`;
    const token = await huis.als('petra', 'VA-05');
    while (pad) {
      const { body }: { body: Lijst } = await huis.roep<Lijst>('GET', pad, { token });
      gezien.push(...body.resultaten.map((r) => r.id));
      pad = body.links.volgende;
    }
    expect(gezien).toHaveLength(5);
    expect(gezien).toEqual([...new Set(gezien)].sort().reverse());
  });

  it('is alleen voor de CISO, de privacy officer en de FG, voor logging en controle', async () => {
    for (const [persoon, doel] of [['carla', undefined], ['carla', 'VA-01'], ['noor', 'VA-05'], ['bas', 'VA-05'], ['farida', undefined], ['farida', 'VA-01']] as const) {
      expect((await huis.roep('GET', `${PAD}/beslissingen`, { token: await huis.als(persoon, doel) })).status).toBe(403);
    }
    for (const wie of ['carla', 'petra', 'farida']) expect([wie, (await huis.roep('GET', `${PAD}/beslissingen`, { token: await huis.als(wie, 'VA-05') })).status]).toEqual([wie, 200]);
    expect((await huis.roep('GET', `${PAD}/beslissingen`)).status).toBe(401);
  });

  it('toont wat een medewerker deed alleen met een controleverzoek dat een ander goedkeurde', async () => {
    const status = async (query: string, wie = 'carla', waar = OVERBRUGGE) => (await lees(query, wie, waar)).status;
    expect(await status('gebruiker=ingrid')).toBe(403);
    await controle('ingrid', { van: '2026-01-01', tot: '2026-01-31', inzageTot: '2026-02-01' });
    expect(await status('gebruiker=ingrid')).toBe(403);
    await controle('ingrid', { van: '2026-01-01', tot: '2026-01-31' });
    expect([await status('gebruiker=ingrid'), await status('gebruiker=ingrid&van=2026-01-10&tot=2026-01-12', 'petra')]).toEqual([200, 200]);
    expect([await status('gebruiker=ingrid&tot=2026-02-01'), await status('gebruiker=ingrid&van=2025-12-31')]).toEqual([403, 403]);
    expect(await status('gebruiker=ingrid', 'carla', VOORBEELDSTAD)).toBe(403);
    await huis.sql(`update controle set inzage = '{petra,farida}' where medewerker = 'ingrid'`);
    expect(await status('gebruiker=ingrid')).toBe(403);
  });

  it('hoort van verantwoording welk controleverzoek is goedgekeurd', async () => {
    const data = { controleverzoek: uuidv7(), medewerker: 'greet', van: '2026-01-01', tot: '2026-12-31', inzage: ['carla', 'petra'], inzageTot: '2099-01-01T00:00:00.000Z' };
    const type = 'nl.gemeente.controleverzoeken.controleverzoek-goedgekeurd';
    const nc = await connect({ servers: huis.nats.url });
    for (const wat of [data, { ...data, controleverzoek: uuidv7(), inzage: ['carla', 'carla'] }]) {
      const event = maakCloudEvent({ organisatie: OVERBRUGGE, component: 'verantwoording', type, subject: wat.controleverzoek, versie: 1, data: wat, traceparent: nieuweTrace(), tijd: new Date() });
      const h = headers();
      h.set('Nats-Msg-Id', event.id);
      await nc.request(`${huis.nats.voorvoegsel}.verantwoording.${OVERBRUGGE}.controleverzoeken.controleverzoek-goedgekeurd`, JSON.stringify(event), { headers: h, timeout: 5000 });
    }
    await nc.close();
    await wachtTot(async () => (await lees('gebruiker=greet')).status === 200, { ms: 10_000, wat: 'de controle' });
    expect(await huis.sql(`select 1 from controle where inzage = '{carla,carla}'`)).toEqual([]);
  });

  it('gaat weg na de bewaartermijn van zijn activiteit, en nooit eerder', async () => {
    const record = (doel: string | null) => JSON.stringify({ wie: { soort: 'applicatie', id: 'x' }, doel: doel && { id: doel, versie: 1 } });
    const zet = async (tijdstip: Date, doel: string | null) => {
      const id = uuidv7(tijdstip);
      await huis.sql(`insert into beslissing (organisatie, id, tijdstip, actie, besluit, record) values ($1, $2, $3, 'x:lezen', 'toegestaan', $4)`, [OVERBRUGGE, id, tijdstip, record(doel)]);
      return id;
    };
    const jaren = (n: number, dagen = 0) => new Date(Date.now() - n * 365.25 * 86_400_000 - dagen * 86_400_000);
    // VA-01 is kept for five years, VA-03 for ever until its register says so.
    await huis.sql(`update activiteit set bewaartermijn = null where id = 'VA-03'`);
    const weg = [await zet(jaren(5, 3), 'VA-01'), await zet(jaren(3, 3), null)];
    const blijft = [await zet(jaren(5, -3), 'VA-01'), await zet(jaren(3, -3), null), await zet(jaren(40), 'VA-03'), await zet(jaren(40), 'VA-99')];
    const elders = uuidv7(jaren(6));
    await huis.sql(`insert into beslissing (organisatie, id, tijdstip, actie, besluit, record) values ($1, $2, $3, 'x:lezen', 'toegestaan', $4)`, [VOORBEELDSTAD, elders, jaren(6), record('VA-01')]);
    await huis.sql(`update activiteit set bewaartermijn = 'P10Y' where id = 'VA-01' and organisatie = $1`, [VOORBEELDSTAD]);
    await huis.draaiend.app.get(Bewaring).ruimOp();
    const over = (await huis.sql<{ id: string }>('select id from beslissing where id = any($1) order by id', [[...weg, ...blijft, elders]])).map((r) => r.id);
    expect(over).toEqual([...blijft, elders].sort());
    await huis.sql('delete from beslissing where id = any($1)', [[...blijft, elders]]);
  });

  it('toont nooit iets van een andere gemeente', async () => {
    await huis.vraagToken({ organisatie: VOORBEELDSTAD, verwerkingsactiviteit: 'VA-01' }, { client: 'zaaksysteem-voorbeeldstad' });
    await komt('actie=tokens:aanmaken', 1, VOORBEELDSTAD);
    const ids = (await lees('omvang=100', 'carla', VOORBEELDSTAD)).body.resultaten.map((r) => r.id);
    const anders = await huis.sql<{ organisatie: string }>('select distinct organisatie from beslissing where id = any($1)', [ids]);
    expect(anders).toEqual([{ organisatie: VOORBEELDSTAD }]);
  });

  it('legt vast dat het is bekeken, met de medewerkers om wie het gaat', async () => {
    const { body } = await lees('gebruiker=willem&omvang=1');
    expect(body.resultaten).toHaveLength(1);
    const [rij] = await huis.sql<{ v: { activiteit: string; betrokkenen: object[]; gebruiker: object } }>(
      `select verwerking as v from bron.verwerking_uit where verwerking is not null order by volgnummer desc limit 1`,
    );
    const pseudoniem = huis.geheimen.pseudonimiseerder.pseudoniem(OVERBRUGGE, 'eigen', 'willem');
    expect(rij?.v).toMatchObject({ activiteit: 'VA-05', gebruiker: { id: 'carla' }, betrokkenen: [{ soort: 'eigen', pseudoniem, rol: 'medewerker' }] });
  });

  it('kan niet worden gewijzigd of gewist door de component', async () => {
    const bron = huis.draaiend.bron!;
    const ctx = { organisatie: OVERBRUGGE, traceparent: '00-11111111111111111111111111111111-2222222222222222-01' };
    await expect(bron.transactie(ctx, (tx) => tx.query(`update beslissing set besluit = 'toegestaan'`))).rejects.toThrow('permission denied');
    // Whatever asks so, nothing of the last half year goes.
    await expect(bron.transactie(ctx, (tx) => tx.query('delete from beslissing'))).rejects.toThrow('eerste halfjaar');
    await expect(bron.transactie(ctx, (tx) => tx.query('delete from aanmelding'))).rejects.toThrow('eerste halfjaar');
  });
});
