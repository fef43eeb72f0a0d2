import fc from 'fast-check';
import pg from 'pg';
import type { Rijgegeven } from '../src/beleid/deels.ts';
import type { Bind, Kolommen } from '../src/beleid/sql.ts';
import { Beslisser, type Vraag } from '../src/beslisser.ts';
import { leesCedar } from '../src/cedar.ts';
import type { Klasse } from '../src/route.ts';
import { Rijen } from '../src/rijen.ts';
import { bronVoorBeleid, type Bron } from '../src/vraag.ts';
import { beleid, DOELEN, SOORTEN, vraag } from './beleid-maken.ts';

/** A row of a list: what it does not have is null. */
interface Rij {
  soort: string | null;
  vertrouwelijkheid: 0 | 1 | 2 | 3 | null;
  persoonsgegevens: boolean | null;
  activiteiten: string[] | null;
}

const leegOf = <T>(a: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(a, { nil: null, freq: 6 });
const rij: fc.Arbitrary<Rij> = fc.record({
  soort: leegOf(fc.constantFrom(...SOORTEN, 'a%b', 'a_b', 'é😀', 'a\\b')),
  vertrouwelijkheid: leegOf(fc.constantFrom(0, 1, 2, 3)),
  persoonsgegevens: leegOf(fc.boolean()),
  activiteiten: leegOf(fc.subarray(DOELEN)),
});
const perRij = fc.subarray<Rijgegeven>(['soort', 'vertrouwelijkheid', 'persoonsgegevens', 'activiteiten'], { minLength: 1 });

const KOLOMMEN: Kolommen = { soort: { sql: 'r.soort' }, vertrouwelijkheid: { sql: 'r.vertrouwelijkheid' }, persoonsgegevens: { sql: 'r.persoonsgegevens' }, activiteiten: { sql: 'r.activiteiten' } };

/** What a question says of a row, when `alleen` is what differs: the rest is as in the question. */
function bronVan(v: Vraag, r: Rij, alleen: readonly Rijgegeven[]): Bron {
  const uit: Record<string, unknown> = { ...v.resource };
  for (const naam of alleen) uit[naam] = r[naam as keyof Rij] ?? undefined;
  return { ...(uit as unknown as Bron), soort: (uit['soort'] as string | undefined) ?? '' };
}

/** As a list is asked for: of what differs per row nothing is said. */
function lijstvraag(v: Vraag, alleen: readonly Rijgegeven[]): Bron {
  return bronVan(v, { soort: null, vertrouwelijkheid: null, persoonsgegevens: null, activiteiten: null }, alleen);
}

let client: pg.Client;
beforeAll(async () => {
  client = new pg.Client({ connectionString: process.env['BRONHUIS_TEST_PG'] });
  await client.connect();
});
afterAll(() => client.end());

/** All conditions asked of all rows in one query: null would be neither yes nor no. */
async function volgensDatabase(rijen: readonly Rij[], vragen: readonly Rijen[]): Promise<(boolean | null)[][]> {
  const waarden: unknown[] = [JSON.stringify(rijen.map((r, i) => ({ i, ...r })))];
  const bind: Bind = (w, type) => `$${waarden.push(w)}::${type}`;
  const kolommen = vragen.map((v, n) => `${v.sql(KOLOMMEN, bind)} as v${n}`);
  const { rows } = await client.query<Record<string, boolean | null>>(
    `select ${kolommen.join(', ')} from jsonb_to_recordset($1::jsonb) as r(i int, soort text, vertrouwelijkheid bigint, persoonsgegevens boolean, activiteiten text[]) order by i`,
    waarden,
  );
  return rows.map((r) => vragen.map((_, n) => r[`v${n}`] ?? null));
}

describe('policies as a condition on rows', () => {
  it('select the rows that the same policies allow one by one: 3,000 pairs of policies and questions, some 60,000 rows', async () => {
    // Of every size from one: what does not hold is shown as small as can be.
    const [VRAGEN, RIJEN] = [{ minLength: 1, maxLength: 5, size: 'max' }, { minLength: 1, maxLength: 40, size: 'max' }] as const;
    const telling = { alle: 0, geen: 0, deels: 0, gekozen: 0, over: 0 };
    await fc.assert(
      fc.asyncProperty(
        beleid,
        fc.array(fc.record({ v: vraag, alleen: perRij }), VRAGEN),
        fc.array(rij, RIJEN),
        async (tekst, gevraagd, rijen) => {
          const beslisser = new Beslisser({ beleid: leesCedar(tekst) });
          const vragen = gevraagd.map(({ v, alleen }) => {
            const bron = lijstvraag(v, alleen);
            const klasse = v.context.klasse as Klasse;
            const lijst = { ...v, resource: { component: v.resource.component, ...bronVoorBeleid(bron, klasse) } };
            const uitkomst = beslisser.beslisRijen(lijst, new Set<string>(alleen));
            return { ...uitkomst, lijst, klasse, alleen, rijen: new Rijen(uitkomst.voorwaarde, lijst, bron, klasse) };
          });
          const gevonden = await volgensDatabase(rijen, vragen.map((v) => v.rijen));
          for (const [n, v] of vragen.entries()) {
            telling[v.rijen.alle ? 'alle' : v.rijen.geen ? 'geen' : 'deels']++;
            for (const [i, r] of rijen.entries()) {
              const bron = bronVan(v.lijst, r, v.alleen);
              const een = beslisser.beslis({ ...v.lijst, resource: { component: v.lijst.resource.component, ...bronVoorBeleid(bron, v.klasse) } });
              const antwoorden = { db: gevonden[i]?.[n], los: v.rijen.geldtVoor(bron), beleid: een.beleid.every((id) => v.beleid.includes(id)) || !v.toegestaan };
              if (antwoorden.db !== een.toegestaan || antwoorden.los !== een.toegestaan || !antwoorden.beleid) {
                expect({ sql: v.rijen.sql(KOLOMMEN, (w) => JSON.stringify(w)), rij: r, ...antwoorden }).toMatchObject({ db: een.toegestaan, los: een.toegestaan, beleid: true });
              }
              if (!v.rijen.alle && !v.rijen.geen) telling[een.toegestaan ? 'gekozen' : 'over']++;
            }
          }
        },
      ),
      { numRuns: 1_000, seed: 7 },
    );
    // Lists that are wholly allowed or refused prove little; so does a condition that every row meets, or none.
    for (const n of [telling.alle, telling.geen, telling.deels]) expect(n).toBeGreaterThan(100);
    for (const n of [telling.gekozen, telling.over]) expect(n).toBeGreaterThan(telling.deels * 4);
  }, 120_000);
});
