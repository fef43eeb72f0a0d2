import { bronMigraties, catalogus, migreer, onbeveiligd, terug } from '@bronhuis/bron';
import { testDatabase } from '@bronhuis/testing';
import type { TestDatabase } from '@bronhuis/testing';
import { migraties } from '../src/migraties.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase('registers', migraties);
});
afterAll(() => db.sluit());

describe('migrations', () => {
  it('up, down and up again give the same schema', async () => {
    const voor = await catalogus(db.beheer);
    await terug(db.eigenaar, migraties.length);
    expect(JSON.stringify(await catalogus(db.beheer))).not.toContain('object_versie');
    await migreer(db.eigenaar, [...bronMigraties, ...migraties]);
    expect(await catalogus(db.beheer)).toEqual(voor);
  });

  it('protect every table with an organisation', async () => {
    expect(await onbeveiligd(db.eigenaar)).toEqual([]);
  });
});
