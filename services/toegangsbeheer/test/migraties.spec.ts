import { bronMigraties, catalogus, migreer, onbeveiligd, terug } from '@bronhuis/bron';
import { testDatabase, type TestDatabase } from '@bronhuis/testing';
import { migraties } from '../src/migraties.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase('toegangsbeheer', migraties);
});
afterAll(() => db.sluit());

describe('migraties', () => {
  it('geven op, neer en weer op hetzelfde schema', async () => {
    const voor = await catalogus(db.eigenaar);
    expect(await terug(db.eigenaar, migraties.length)).toHaveLength(migraties.length);
    expect(await catalogus(db.eigenaar)).not.toEqual(voor);
    await migreer(db.eigenaar, [...bronMigraties, ...migraties]);
    expect(await catalogus(db.eigenaar)).toEqual(voor);
  });

  it('beveiligen elke tabel van een organisatie, of noemen waarom niet', async () => {
    expect(await onbeveiligd(db.eigenaar)).toEqual([]);
  });
});
