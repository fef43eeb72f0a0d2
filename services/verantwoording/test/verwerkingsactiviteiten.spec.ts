import type { CloudEvent } from '@bronhuis/standaarden';
import { OVERBRUGGE, VOORBEELDSTAD } from '@bronhuis/testing';
import type { ActiviteitMetVersies } from '../src/verwerkingsactiviteiten/activiteit.dto.ts';
import { Opzet } from './opzet.ts';

const PAD = '/verantwoording/v1/verwerkingsactiviteiten';

const nieuw = {
  id: 'VA-20',
  naam: 'Parkeervergunning behandelen',
  doel: 'Beslissen op uw aanvraag voor een parkeervergunning.',
  grondslag: ['AVG artikel 6 lid 1 onder e', 'Parkeerverordening'],
  bestuursorgaan: 'college van burgemeester en wethouders',
  werkproces: 'vergunningverlening',
  vertrouwelijk: false,
  betrokkenen: ['aanvragers'],
  gegevenscategorieen: ['naam', 'kenteken'],
  bewaartermijn: { selectielijst: { naam: 'Selectielijst gemeenten en intergemeentelijke organen', jaar: 2020 }, nummer: '19.1', termijn: 'P5Y' },
  van: '2026-01-01',
  tot: null,
};

describe('the register of verwerkingsactiviteiten (AVG art. 30)', () => {
  let t: Opzet;
  let po: string;
  beforeAll(async () => {
    t = await Opzet.start();
    po = await t.medewerker('petra', ['privacy-officer'], null);
  });
  afterAll(() => t.stop());

  const events = async (kenmerk: string): Promise<CloudEvent<{ versies: { versie: number; van: string; tot: string | null }[]; versie: number; id: string }>[]> => {
    const { rows } = await t.beheer.query<{ payload: string }>(
      `select u.payload from bron.uitgaand u join verwerkingsactiviteit v on v.id::text = u.onderwerp where v.kenmerk = $1 and v.organisatie = $2 order by u.volgnummer`,
      [kenmerk, OVERBRUGGE],
    );
    return rows.map((r) => JSON.parse(r.payload) as never);
  };

  it('holds the demonstration set, once however often it is loaded', async () => {
    await t.laadDemonstratie();
    const { body } = await t.o.roep<{ resultaten: { id: string; versie: number }[] }>('GET', PAD, { token: po });
    expect(body.resultaten.map((a) => [a.id, a.versie])).toEqual([1, 2, 3, 4, 5, 6, 7].map((n) => [`VA-0${n}`, 1]));
  });

  it('gets an activity and versions; the one that holds on a day can be asked', async () => {
    const gemaakt = await t.o.roep<ActiviteitMetVersies>('POST', PAD, { token: po, body: nieuw });
    expect([gemaakt.status, gemaakt.body.versie, gemaakt.headers.get('etag')]).toEqual([201, 1, '"1"']);
    const { id: _, ...versie } = nieuw;
    const tweede = await t.o.roep<ActiviteitMetVersies>('POST', `${PAD}/VA-20/versies`, {
      token: po,
      headers: { 'if-match': '"1"' },
      body: { ...versie, doel: 'Ander doel.', van: '2026-07-01' },
    });
    expect([tweede.status, tweede.body.versie]).toEqual([201, 2]);
    const op = async (dag: string): Promise<[number, number | undefined]> => {
      const { status, body } = await t.o.roep<ActiviteitMetVersies>('GET', `${PAD}/VA-20?geldigOp=${dag}`, { token: po });
      return [status, body.versie];
    };
    expect([await op('2025-12-31'), await op('2026-06-30'), await op('2026-07-01')]).toEqual([[404, undefined], [200, 1], [200, 2]]);
  });

  it('tells it to the others: the newest version, and the stretches of time of all', async () => {
    const van = await events('VA-20');
    expect(van.map((e) => [e.type, e.sequence, e.data.versie])).toEqual([
      ['nl.gemeente.verwerkingsactiviteiten.activiteit-gewijzigd', '1', 1],
      ['nl.gemeente.verwerkingsactiviteiten.activiteit-gewijzigd', '2', 2],
    ]);
    expect(van[1]?.data).toMatchObject({ organisatie: OVERBRUGGE, id: 'VA-20', naam: nieuw.naam, werkproces: 'vergunningverlening', vertrouwelijk: false });
    expect(van[1]?.data.versies.map((v) => [v.versie, v.van, v.tot])).toEqual([[1, '2026-01-01', '2026-06-30'], [2, '2026-07-01', null]]);
  });

  it('is changed only on the version that was seen, and once per Idempotency-Key', async () => {
    const { id: _, ...versie } = nieuw;
    const roep = (headers: Record<string, string>): Promise<{ status: number }> => t.o.roep('POST', `${PAD}/VA-03/versies`, { token: po, headers, body: versie });
    expect((await roep({})).status).toBe(428);
    expect((await roep({ 'if-match': '"7"' })).status).toBe(412);
    expect((await roep({ 'if-match': '"1"', 'idempotency-key': 'een' })).status).toBe(201);
    expect((await roep({ 'if-match': '"1"', 'idempotency-key': 'een' })).status).toBe(201);
    expect(await events('VA-03')).toHaveLength(2);
    expect((await t.o.roep('POST', PAD, { token: po, body: nieuw })).status).toBe(409);
    expect((await t.o.roep('POST', `${PAD}/VA-98/versies`, { token: po, headers: { 'if-match': '"1"' }, body: versie })).status).toBe(404);
  });

  it('tells everything that is wrong at once', async () => {
    const { status, body } = await t.o.roep<{ invalidParams: { name: string }[] }>('POST', PAD, {
      token: po,
      body: { ...nieuw, id: 'VA-21', tot: '2025-01-01', bewaartermijn: { ...nieuw.bewaartermijn, termijn: 'vijf jaar' } },
    });
    expect(status).toBe(400);
    expect(body.invalidParams.map((p) => p.name)).toEqual(['tot', 'bewaartermijn.termijn']);
  });

  it('takes no character that no text can hold', async () => {
    for (const body of [{ ...nieuw, id: 'VA-23', naam: 'a\u0000b' }, { ...nieuw, id: 'VA-23', grondslag: ['a\u0000b'] }]) {
      expect((await t.o.roep('POST', PAD, { token: po, body })).status).toBe(400);
    }
  });

  it('is kept by the privacy officer only; a vertrouwelijk activity is not there for others', async () => {
    const noor = await t.medewerker('noor', ['behandelaar'], null);
    expect((await t.o.roep('POST', PAD, { token: noor, body: { ...nieuw, id: 'VA-22' } })).status).toBe(403);
    const { body, tekst } = await t.o.roep<{ resultaten: { id: string }[] }>('GET', PAD, { token: noor });
    expect(body.resultaten.map((a) => a.id)).not.toContain('VA-06');
    expect(tekst).not.toContain('ondermijning');
    expect((await t.o.roep('GET', `${PAD}/VA-06`, { token: noor })).status).toBe(404);
    expect((await t.o.roep('GET', `${PAD}/VA-06`, { token: po })).status).toBe(200);
  });

  it('is of one municipality', async () => {
    const elders = await t.medewerker('petra', ['privacy-officer'], null, VOORBEELDSTAD);
    expect((await t.o.roep('GET', `${PAD}/VA-20`, { token: elders })).status).toBe(404);
  });
});
