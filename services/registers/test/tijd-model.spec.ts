import fc from 'fast-check';
import { VasteKlok } from '@bronhuis/standaarden';
import { OVERBRUGGE } from '@bronhuis/testing';
import { houdt } from '../src/vragen/vragen.queries.ts';
import { BAKKER, Proef } from './hulp.ts';

// The store against a model of a few lines: changes, corrections, insertions, ends and what is still to come.
const klok = new VasteKlok('2026-05-10T10:00:00Z');
const VANDAAG = '2026-05-10';
const DAGEN = ['2025-12-31', '2026-01-01', '2026-02-28', '2026-05-09', VANDAAG, '2026-05-11', '2027-01-01', '9999-12-31'];

let proef: Proef;
let token: string;
beforeAll(async () => {
  proef = await Proef.start({ klok });
  token = await proef.token();
});
afterAll(() => proef.stop());

interface Stap {
  begin: string;
  eind: string | null;
  corrigeert: number | null;
}

const dag = fc.constantFrom(...DAGEN.slice(0, -1));
const stap = fc.record({ begin: dag, eind: fc.option(dag, { freq: 2 }), corrigeert: fc.option(fc.nat(30), { freq: 2 }) });
const geschiedenis = fc.record({
  eerste: fc.constantFrom('2026-01-01', '2026-02-28', '2026-05-11'),
  totEind: fc.option(fc.constant('2027-01-01'), { freq: 3 }),
  stappen: fc.array(stap, { minLength: 1, maxLength: 7 }),
});

/** What the model holds: line by line what was registered; version n is line n. */
type Regel = Stap;

/** The model: of all lines that were known and not taken back, the one with the latest begin speaks; of equals the last. */
function naief(regels: readonly Regel[], opDag: string): number | null {
  const weg = new Set(regels.map((r) => r.corrigeert));
  let spreker: number | null = null;
  for (const d of [...DAGEN].sort().filter((x) => x <= opDag)) {
    regels.forEach((r, i) => {
      if (r.begin === d && !weg.has(i + 1)) spreker = i + 1;
    });
  }
  const eind = spreker === null ? null : (regels[spreker - 1]?.eind ?? null);
  return eind !== null && eind <= opDag ? null : spreker;
}

const gegevens = (versie: number) => ({ plaats: `versie ${versie}`, houder: { bsn: BAKKER, naam: 'Naam' } });

/** Carries a history out over HTTP. Gives the lines with the moments at which they were known. */
async function speel(h: { eerste: string; totEind: string | null; stappen: Stap[] }): Promise<{ id: string; regels: Regel[]; momenten: string[] }> {
  const a = await proef.standplaats({ beginGeldigheid: h.eerste, eindGeldigheid: h.totEind, gegevens: gegevens(1) }, { token });
  expect(a.status).toBe(201);
  const id = String(a.body['id']);
  const regels: Regel[] = [{ begin: h.eerste, eind: h.totEind, corrigeert: null }];
  const momenten = [String(a.body['tijdstipRegistratie'])];
  for (const s of h.stappen) {
    const vrij = regels.flatMap((_, i) => (regels.some((r) => r.corrigeert === i + 1) ? [] : [i + 1]));
    const corrigeert = s.corrigeert === null ? null : (vrij[s.corrigeert % vrij.length] ?? null);
    const eind = s.eind !== null && s.eind < s.begin ? null : s.eind;
    const nummer = regels.length + 1;
    const body = { beginGeldigheid: s.begin, eindGeldigheid: eind, correctieVoor: corrigeert, ...(eind === s.begin ? {} : { gegevens: gegevens(nummer) }) };
    const b = await proef.roep('PUT', `/objecten/${id}`, { token, body, headers: { 'if-match': `"${nummer - 1}"` } });
    expect([b.status, b.body['versie']]).toEqual([200, nummer]);
    expect(b.body['uitkomst']).toBe(verwachteUitkomst(regels, { begin: s.begin, eind, corrigeert }));
    regels.push({ begin: s.begin, eind, corrigeert });
    momenten.push(String(b.body['tijdstipRegistratie']));
  }
  return { id, regels, momenten };
}

function verwachteUitkomst(regels: readonly Regel[], nieuw: Regel): string {
  if (nieuw.corrigeert !== null) return 'correctie';
  if (nieuw.eind === nieuw.begin) return 'beeindiging';
  const nog = regels.filter((_, i) => !regels.some((r) => r.corrigeert === i + 1)).map((r) => r.begin);
  if (nog.includes(nieuw.begin)) return 'vervanging';
  if (nog.some((b) => b > nieuw.begin)) return 'tussenvoeging';
  return nieuw.begin > VANDAAG ? 'toekomst' : 'wijziging';
}

// For every day and moment at once: what the hot read says, and what lists go by.
const RASTER = `select d.dag::text, m.nr::int, (select g.versie from geldende_versie($2::uuid, d.dag, m.moment) g) as plat,
    (select v.versie from object o join object_versie v on v.organisatie = o.organisatie and v.object = o.id where o.organisatie = $1 and o.id = $2::uuid and ${houdt('d.dag', 'm.moment')}) as lijst, object_tekst($1, $2::uuid, d.dag, m.moment) as tekst
  from unnest($3::date[]) as d(dag) cross join unnest($4::timestamptz[]) with ordinality as m(moment, nr)`;

async function vergelijkRaster({ id, regels, momenten }: { id: string; regels: Regel[]; momenten: string[] }): Promise<void> {
  const voor = new Date(new Date(momenten[0] ?? '').getTime() - 1).toISOString();
  const values = [OVERBRUGGE, id, DAGEN, [voor, ...momenten, 'infinity']];
  const rijen = await proef.o.draaiend.bron!.lees<{ dag: string; nr: number; lijst: number | null; plat: number | null; tekst: string }>({ organisatie: OVERBRUGGE }, { name: 'raster', text: RASTER, values });
  expect(rijen).toHaveLength(DAGEN.length * (momenten.length + 2));
  for (const { dag: d, nr, lijst, plat, tekst } of rijen) {
    const verwacht = naief(regels.slice(0, nr - 1), d);
    const json = tekst.split('\n')[1];
    expect([d, nr, lijst, plat]).toEqual([d, nr, verwacht, verwacht]);
    expect([d, nr, json === undefined ? null : (JSON.parse(json) as { versie: number }).versie]).toEqual([d, nr, verwacht]);
  }
}

/** The four forms of the question, over HTTP. */
async function vraag(h: { id: string; regels: Regel[]; momenten: string[] }, opDag: string, n: number): Promise<void> {
  const moment = h.momenten[n % h.momenten.length] ?? '';
  const toen = h.regels.slice(0, (n % h.momenten.length) + 1);
  const vormen: [string, number | null][] = [
    [`geldigOp=${opDag}&beschikbaarOp=${moment}`, naief(toen, opDag)],
    [`geldigOp=${opDag}`, naief(h.regels, opDag)],
    [`beschikbaarOp=${moment}`, naief(toen, VANDAAG)],
    ['', naief(h.regels, VANDAAG)],
  ];
  for (const [q, verwacht] of vormen) {
    const a = await proef.roep<{ versie?: number; gegevens?: { plaats: string } }>('GET', `/objecten/${h.id}?${q}`, { token });
    expect([q, a.status, a.body.versie, a.body.gegevens?.plaats]).toEqual(verwacht === null ? [q, 404, undefined, undefined] : [q, 200, verwacht, `versie ${verwacht}`]);
  }
}

async function vergelijkTijdlijn({ id, regels, momenten }: { id: string; regels: Regel[]; momenten: string[] }): Promise<void> {
  interface Periode { versie: number; beginGeldigheid: string; eindGeldigheid: string | null; beginRegistratie: string; eindRegistratie: string | null }
  const { body } = await proef.roep<{ perioden: Periode[] }>('GET', `/objecten/${id}/tijdlijn`, { token });
  for (const d of DAGEN) {
    momenten.forEach((m, i) => {
      const hier = body.perioden.filter((p) => p.beginGeldigheid <= d && (p.eindGeldigheid ?? '~') > d && p.beginRegistratie <= m && (p.eindRegistratie ?? '~') > m);
      expect([d, m, hier.map((p) => p.versie)]).toEqual([d, m, [naief(regels.slice(0, i + 1), d)].filter((v) => v !== null)]);
    });
  }
}

it('gives for every history what the model gives: both axes, one of them, none; alone, in a list and on the timeline', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(geschiedenis, { minLength: 6, maxLength: 6 }), dag, fc.nat(20), async (reeks, opDag, n) => {
      await Promise.all(
        reeks.map(async (h) => {
          const gespeeld = await speel(h);
          await vergelijkRaster(gespeeld);
          await vraag(gespeeld, opDag, n);
          await vergelijkTijdlijn(gespeeld);
        }),
      );
    }),
    { numRuns: 40, endOnFailure: true },
  );
}, 400_000);
