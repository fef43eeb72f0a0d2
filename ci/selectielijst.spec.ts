import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// Compares our own data with the published lists, number by number. The published files are no part of the project:
// GEGEVENS names the folder they stand in.
const gegevens = process.env['GEGEVENS'];
const beschikbaar = gegevens !== undefined && existsSync(join(gegevens, 'selectielijst'));
if (!beschikbaar) {
  process.stderr.write('ci/selectielijst: OVERGESLAGEN. Zet GEGEVENS op de map met de gepubliceerde lijsten om ze te vergelijken.\n');
}

type Gepubliceerd = { volledigNummer: string; waardering: string; procestermijn: string; bewaartermijn: string | null; vervallen: boolean; opvolger: string | null; bewarenMetUitzondering: boolean };
type Eigen = { nummer: string; waardering?: string; procestermijn?: string; bewaartermijn?: string; vervallen?: boolean; opvolger?: string; uitzondering?: object };

const lees = <T>(pad: string): T => JSON.parse(readFileSync(pad, 'utf8')) as T;

(beschikbaar ? describe : describe.skip).each([
  [2017, 29, 305],
  [2020, 29, 346],
])('Selectielijst gemeenten en intergemeentelijke organen %i', (jaar, procestypen, resultaten) => {
  const bron = () => lees<{ procestypen: { nummer: number; naam: string }[]; resultaten: Gepubliceerd[] }>(join(gegevens ?? '', 'selectielijst', `selectielijst-${jaar}.json`));
  const eigen = () =>
    lees<{ jaar: number; procestypen: { nummer: string; naam: string }[]; resultaten: Eigen[] }>(
      join(import.meta.dirname, '..', 'services', 'selectielijst', 'gegevens', `selectielijst-${jaar}.json`),
    );

  it(`has the ${procestypen} procestypen and ${resultaten} results of the published list`, () => {
    expect([eigen().jaar, eigen().procestypen.length, eigen().resultaten.length]).toEqual([jaar, procestypen, resultaten]);
    expect([bron().procestypen.length, bron().resultaten.length]).toEqual([procestypen, resultaten]);
    const namen = (rijen: { nummer: number | string; naam: string }[]) => new Map(rijen.map((p) => [String(p.nummer), p.naam.trim()]));
    expect(namen(eigen().procestypen)).toEqual(namen(bron().procestypen));
  });

  it('says of every number the same waardering, procestermijn and bewaartermijn, successor and exception', () => {
    const feiten = (r: Eigen | Gepubliceerd) => ({
      waardering: r.waardering || null,
      procestermijn: r.procestermijn || null,
      bewaartermijn: r.bewaartermijn ?? null,
      vervallen: r.vervallen ?? false,
      opvolger: r.opvolger ?? null,
      uitzondering: 'bewarenMetUitzondering' in r ? r.bewarenMetUitzondering : 'uitzondering' in r,
    });
    expect(Object.fromEntries(eigen().resultaten.map((r) => [r.nummer, feiten(r)]))).toEqual(
      Object.fromEntries(bron().resultaten.map((r) => [r.volledigNummer, feiten(r)])),
    );
  });
});
