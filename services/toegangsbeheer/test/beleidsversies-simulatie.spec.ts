import fc from 'fast-check';
import { datumInAmsterdam, minDuur, uuidv7 } from '@bronhuis/standaarden';
import { OVERBRUGGE, VOORBEELDSTAD, WERKORGANISATIE } from '@bronhuis/testing';
import { Beslisser, KLASSEN, maakBeslissing, NETWERKEN, oordeel, type Aanvraag, type Beslissingsrecord } from '@bronhuis/toegang';
import type { SimulatieAntwoord } from '../src/beleidsversies/simulatie.dto.ts';
import { herhaal } from '../src/beslissingen/herhaling.ts';
import { leesCedar } from '@bronhuis/toegang/cedar';
import { keten, met, VERSIES, type Keten } from './beleidsversies-hulp.ts';
import { opent, type Huis } from './omgeving.ts';

let huis: Huis;
let k: Keten;
let versie: number;
let bewaard: Beslissingsrecord[];
const DAG = 24 * 3_600_000;
/** Nobody reads dossiers, a bestuurder may see figures that are confidential. */
const TEKST = met('anders', `permit (principal is Bronhuis::Medewerker, action == Bronhuis::Action::"cijfers:lezen", resource) when { principal.rollen.contains("bestuurder") };
@id("dicht") @toelichting("Dossiers zijn even dicht.") forbid (principal, action == Bronhuis::Action::"dossiers:lezen", resource) when { context.werkproces == "vergunningverlening" };`);

const aanvraag: fc.Arbitrary<Aanvraag> = fc.record({
  wie: fc.constantFrom('noor', 'thijs', 'berend').chain((id) => fc.constantFrom('behandelaar', 'bestuurder', 'fg', 'ciso').map((rol) => ({ soort: 'medewerker' as const, id, rollen: [rol], applicatie: 'component-portaal' }))),
  organisatie: fc.constant(OVERBRUGGE),
  uitvoerder: fc.constantFrom(OVERBRUGGE, WERKORGANISATIE, VOORBEELDSTAD),
  doel: fc.constantFrom('VA-01', 'VA-05', 'VA-99', null),
  anoniem: fc.constant(false),
  actie: fc.constantFrom('dossiers:lezen', 'cijfers:lezen', 'archiefacties:lezen', 'beslissingen:lezen'),
  klasse: fc.constantFrom(...KLASSEN),
  component: fc.constant('registers'),
  bron: fc.record({ soort: fc.constantFrom('dossier', 'cijfer'), vertrouwelijkheid: fc.constantFrom(0, 1, 2), persoonsgegevens: fc.boolean(), activiteiten: fc.constantFrom(['VA-01'], []) }),
  dag: fc.constant(datumInAmsterdam(new Date())),
  uur: fc.integer({ min: 0, max: 23 }),
  niveau: fc.integer({ min: 0, max: 3 }),
  netwerk: fc.constantFrom(...NETWERKEN),
});

const bewaar = (records: Beslissingsrecord[], organisatie = OVERBRUGGE) =>
  huis.sql(
    `insert into beslissing (organisatie, id, tijdstip, gebruiker, applicatie, actie, besluit, record)
     select $1, (r->>'id')::uuid, (r->>'tijdstip')::timestamptz, r->'wie'->>'id', null, r->>'actie', r->>'besluit', r from unnest($2::jsonb[]) r`,
    [organisatie, records.map((r) => JSON.stringify(r))],
  );

beforeAll(async () => {
  huis = await opent();
  k = keten(huis);
  const stand = huis.draaiend.bundelhouder!.huidige();
  const nu = Date.now();
  bewaard = fc.sample(aanvraag, { numRuns: 1_500, seed: 16 }).map((a, i) => {
    // Sixty days back, one after another; all of the last two weeks are ours to count.
    const tijdstip = new Date(nu - Math.floor(i / 1_500 * 60 * DAG));
    return { ...maakBeslissing(a, oordeel(stand, a, null), { traceparent: '00-11111111111111111111111111111111-2222222222222222-01', tijdstip, bundel: stand.bundel, doelversie: null, apiToken: null }), id: uuidv7(tijdstip) };
  });
  // Some of before decisions could be made again, and one of a token that is gone.
  bewaard = bewaard.map((b, i) => (i % 50 === 0 ? { ...b, motor: 'cedar-4' } : i % 333 === 0 ? { ...b, apiToken: uuidv7() } : b));
  await bewaar(bewaard);
  versie = (await k.concept(TEKST)).versie;
});
afterAll(() => huis.stop());

const simuleer = async (body: object, wie = 'carla', organisatie?: string) =>
  huis.roep<SimulatieAntwoord>('POST', `${VERSIES}/${versie}/_simulatie`, { token: await huis.als(wie, undefined, organisatie), body });

describe('simulatie op echte beslissingen', () => {
  it('is hetzelfde als één voor één opnieuw beslissen', async () => {
    const vandaag = datumInAmsterdam(new Date());
    const van = minDuur(vandaag, 'P40D');
    const { status, body } = await simuleer({ van, tot: minDuur(vandaag, 'P5D') });
    expect(status).toBe(200);
    const { bundel } = huis.draaiend.bundelhouder!.huidige();
    const nieuw = { bundel, beslisser: new Beslisser({ beleid: leesCedar(TEKST) }) };
    const binnen = bewaard.filter((b) => datumInAmsterdam(new Date(b.tijdstip)) >= van && datumInAmsterdam(new Date(b.tijdstip)) <= minDuur(vandaag, 'P5D'));
    const verwacht = { geweigerd: 0, toegestaan: 0, niet: 0 };
    const groepen = new Map<string, string[]>();
    for (const b of binnen) {
      const h = herhaal(b, nieuw);
      if ('ontbreekt' in h) verwacht.niet++;
      else if (h.uitkomst.toegestaan !== (b.besluit === 'toegestaan')) {
        const naar = h.uitkomst.toegestaan ? 'toegestaan' : 'geweigerd';
        verwacht[naar]++;
        const sleutel = JSON.stringify([b.actie, b.doel?.id ?? null, b.resource.soort, b.wie.rollen, b.besluit, naar, h.uitkomst.beleid]);
        groepen.set(sleutel, [...(groepen.get(sleutel) ?? []), b.id]);
      }
    }
    expect(body).toMatchObject({ bekeken: binnen.length, nietTeHerhalen: verwacht.niet, straksGeweigerd: verwacht.geweigerd, straksToegestaan: verwacht.toegestaan });
    for (const n of Object.values(verwacht)) expect(n).toBeGreaterThan(0);
    expect(body.groepen.map((g) => g.aantal)).toEqual([...groepen.values()].map((g) => g.length).sort((a, b) => b - a));
    for (const g of body.groepen) {
      const ids = groepen.get(JSON.stringify([g.actie, g.doel, g.soort, g.rollen, g.van, g.naar, g.regels]));
      expect(ids).toHaveLength(g.aantal);
      expect(ids).toContain(g.voorbeeld);
      expect(g.ookMetGeldendBeleid).toBe(false);
    }
    expect(JSON.stringify(body)).not.toMatch(/noor|thijs|berend/);
  });

  it('kijkt zonder dagen naar de laatste twee weken, en nooit naar een andere gemeente', async () => {
    const { body } = await simuleer({});
    const eerste = minDuur(datumInAmsterdam(new Date()), 'P13D');
    const verwacht = bewaard.filter((b) => datumInAmsterdam(new Date(b.tijdstip)) >= eerste).length;
    // What this test itself decided meanwhile arrives in the log too.
    expect(body.bekeken).toBeGreaterThanOrEqual(verwacht);
    expect(body.bekeken).toBeLessThan(verwacht + 200);
    const ander = (await simuleer({ van: '2020-01-01' }, 'carla', VOORBEELDSTAD)).body;
    expect(ander.bekeken).toBeLessThan(200);
    expect((await simuleer({ van: '2026-02-30' })).status).toBe(400);
    expect((await simuleer({ van: '2026-02-02', tot: '2026-02-01' })).status).toBe(400);
    expect((await simuleer({}, 'noor')).status).toBe(403);
  });

  it('zegt erbij wat niet aan de regels ligt maar aan wat sindsdien is veranderd', async () => {
    const was = bewaard.find((b) => b.besluit === 'toegestaan' && b.actie === 'archiefacties:lezen' && b.motor === 'bronhuis-2' && !b.apiToken)!;
    const tijdstip = new Date('2021-05-05T10:00:00Z');
    await bewaar([{ ...was, id: uuidv7(tijdstip), tijdstip: tijdstip.toISOString(), uitvoerder: '00000009999999999000', klasse: 'geen-persoonsgegevens' }]);
    const { body } = await simuleer({ van: '2021-05-05', tot: '2021-05-05' });
    expect(body.groepen).toEqual([expect.objectContaining({ van: 'toegestaan', naar: 'geweigerd', regels: expect.arrayContaining(['grens-bevoegdheid']), ookMetGeldendBeleid: true, aantal: 1 })]);
  });
});
