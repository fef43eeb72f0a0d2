import { OVERBRUGGE, VOORBEELDSTAD, wachtTot } from '@bronhuis/testing';
import type { ResultaatAntwoord } from '../src/controleverzoeken/controleverzoek.dto.ts';
import { BAKKER, DE_WIT, Opzet } from './opzet.ts';

const HIER = '/verantwoording/v1';
const REDEN = 'Melding van een inwoner over onterechte inzage in haar dossier.';

describe('figures for the FG', () => {
  let t: Opzet;
  beforeAll(async () => {
    t = await Opzet.start();
    await t.leg([
      ...Array.from({ length: 6 }, (_, i) => t.record({ tijdstip: `2026-09-1${i}T10:00:00.000Z`, betrokkenen: [BAKKER, DE_WIT] })),
      ...Array.from({ length: 2 }, () => t.record({ tijdstip: '2026-09-20T10:00:00.000Z', activiteit: 'VA-06' })),
      t.record({ tijdstip: '2026-09-30T22:00:00.000Z' }),
      t.record({ tijdstip: '2026-09-10T10:00:00.000Z', organisatie: VOORBEELDSTAD }),
    ]);
  });
  afterAll(() => t.stop());

  it('count per activity and month, name nobody and hide small numbers', async () => {
    const token = await t.medewerker('farida', ['fg'], null);
    const { body } = await t.o.roep<{ resultaten: object[] }>('GET', `${HIER}/cijfers?van=2026-09&tot=2026-10`, { token });
    expect(body.resultaten).toEqual([
      { activiteit: 'VA-01', naam: 'Evenementenvergunning behandelen', maand: '2026-10', verwerkingen: '<5', betrokkenen: '<5' },
      { activiteit: 'VA-01', naam: 'Evenementenvergunning behandelen', maand: '2026-09', verwerkingen: '6', betrokkenen: '<5' },
      { activiteit: 'VA-06', naam: 'Toezicht ondermijning', maand: '2026-09', verwerkingen: '<5', betrokkenen: '<5' },
    ]);
  });

  it('are not for others, and not for an impossible period', async () => {
    for (const rol of ['behandelaar', 'applicatiebeheerder', 'privacy-officer']) {
      expect((await t.o.roep('GET', `${HIER}/cijfers`, { token: await t.medewerker('x', [rol], null) })).status).toBe(403);
    }
    const token = await t.medewerker('farida', ['fg'], null);
    expect((await t.o.roep('GET', `${HIER}/cijfers?van=2026-10&tot=2026-09`, { token })).status).toBe(400);
    expect((await t.o.roep('GET', `${HIER}/cijfers?van=2026-13`, { token })).status).toBe(400);
  });
});

describe('what did this employee consult', () => {
  let t: Opzet;
  let carla: string;
  let petra: string;
  beforeAll(async () => {
    t = await Opzet.start();
    carla = await t.medewerker('carla', ['ciso'], 'VA-05');
    petra = await t.medewerker('petra', ['privacy-officer'], 'VA-05');
    await t.leg([
      t.record({ gebruiker: 'noor', tijdstip: '2026-10-01T10:00:00.000Z', betrokkenen: [BAKKER, DE_WIT], kenmerk: 'Z-1' }),
      t.record({ gebruiker: 'noor', tijdstip: '2026-10-02T10:00:00.000Z', activiteit: 'VA-06', kenmerk: 'Z-2' }),
      t.record({ gebruiker: 'noor', tijdstip: '2026-11-02T10:00:00.000Z', kenmerk: 'Z-3' }),
      t.record({ gebruiker: 'thijs', tijdstip: '2026-10-02T10:00:00.000Z', kenmerk: 'Z-4' }),
      t.record({ gebruiker: 'noor', tijdstip: '2026-10-02T10:00:00.000Z', organisatie: VOORBEELDSTAD, kenmerk: 'Z-5' }),
    ]);
  });
  afterAll(() => t.stop());

  const vraag = { medewerker: 'noor', reden: REDEN, van: '2026-10-01', tot: '2026-10-31' };
  const doe = async (token = carla, body: object = vraag): Promise<{ status: number; id: string }> => {
    const a = await t.o.roep<{ id: string }>('POST', `${HIER}/controleverzoeken`, { token, body });
    return { status: a.status, id: a.body.id };
  };
  const keurGoed = async (id: string, token: string): Promise<number> => (await t.o.roep('POST', `${HIER}/controleverzoeken/${id}/_goedkeuren`, { token })).status;
  const resultaat = (id: string, token: string): Promise<{ status: number; body: ResultaatAntwoord; tekst: string }> =>
    t.o.roep<ResultaatAntwoord>('GET', `${HIER}/controleverzoeken/${id}/resultaat`, { token });

  it('is shown only after a second person approved, to these two, without naming residents', async () => {
    const { id } = await doe();
    expect((await resultaat(id, carla)).status).toBe(403);
    expect(await keurGoed(id, carla)).toBe(403);
    expect(await keurGoed(id, await t.medewerker('noor', ['privacy-officer'], 'VA-05'))).toBe(403);
    expect((await resultaat(id, carla)).status).toBe(403);
    expect(await keurGoed(id, petra)).toBe(200);
    expect(await keurGoed(id, petra)).toBe(409);
    const { body, tekst } = await resultaat(id, carla);
    expect(body.resultaten.map((r) => [r.object.kenmerk, r.aantalBetrokkenen])).toEqual([['Z-2', 1], ['Z-1', 2]]);
    expect(tekst).not.toMatch(/k1:/);
    expect((await resultaat(id, petra)).status).toBe(200);
    expect((await resultaat(id, await t.medewerker('sven', ['ciso'], 'VA-05'))).status).toBe(403);
  });

  it('needs a reason, a role and a purpose', async () => {
    expect((await doe(carla, { ...vraag, reden: 'zomaar' })).status).toBe(400);
    expect((await doe(carla, { ...vraag, tot: '2026-09-01' })).status).toBe(400);
    expect((await doe(await t.medewerker('thijs', ['teamleider'], 'VA-05'))).status).toBe(403);
    expect((await doe(await t.medewerker('carla', ['ciso'], 'VA-01'))).status).toBe(403);
    expect((await doe(await t.medewerker('carla', ['ciso'], null))).status).toBe(403);
  });

  it('is itself in the log, under VA-05, with the employee as betrokkene', async () => {
    const { id } = await doe();
    await keurGoed(id, petra);
    await resultaat(id, carla);
    await wachtTot(async () => (await t.beheer.query('select 1 from verwerking where object_id = $1', [id])).rowCount === 3, { wat: 'three records' });
    const { rows } = await t.beheer.query<{ gebruiker_id: string; handeling: string; pseudoniem: string; activiteit: string }>(
      `select r.gebruiker_id, r.handeling, r.activiteit, b.pseudoniem from verwerking r join verwerking_betrokkene b on b.verwerking = r.id where r.object_id = $1 order by r.tijdstip`,
      [id],
    );
    const noor = t.o.geheimen.pseudonimiseerder.pseudoniem(OVERBRUGGE, 'eigen', 'noor');
    expect(rows.map((r) => [r.gebruiker_id, r.activiteit, r.pseudoniem === noor])).toEqual([['carla', 'VA-05', true], ['petra', 'VA-05', true], ['carla', 'VA-05', true]]);
  });

  it('is of one municipality', async () => {
    const { id } = await doe();
    const elders = await t.medewerker('petra', ['privacy-officer'], 'VA-05', VOORBEELDSTAD);
    expect(await keurGoed(id, elders)).toBe(404);
    expect((await resultaat(id, elders)).status).toBe(404);
    expect((await t.o.roep('GET', `${HIER}/controleverzoeken/${id}`, { token: elders })).status).toBe(404);
    const { body } = await t.o.roep<{ resultaten: object[] }>('GET', `${HIER}/controleverzoeken`, { token: elders });
    expect(body.resultaten).toEqual([]);
    const { body: hier } = await t.o.roep<{ resultaten: object[]; links: { volgende?: string } }>('GET', `${HIER}/controleverzoeken?omvang=1`, { token: petra });
    expect([hier.resultaten.length, typeof hier.links.volgende]).toEqual([1, 'string']);
  });
});
