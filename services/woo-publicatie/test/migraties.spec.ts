import { bronMigraties, catalogus, migreer, onbeveiligd, terug } from '@bronhuis/bron';
import { testDatabase, type TestDatabase } from '@bronhuis/testing';
import { migraties } from '../src/migraties.ts';

describe('migrations', () => {
  let db: TestDatabase;
  beforeAll(async () => void (db = await testDatabase('woo-publicatie', migraties)));
  afterAll(() => db.sluit());

  it('up, down, up gives the same schema', async () => {
    const voor = await catalogus(db.eigenaar);
    expect(await terug(db.eigenaar, migraties.length)).toHaveLength(migraties.length);
    expect(JSON.stringify(await catalogus(db.eigenaar))).not.toContain('zoekvraag');
    await migreer(db.eigenaar, [...bronMigraties, ...migraties]);
    expect(await catalogus(db.eigenaar)).toEqual(voor);
  });

  it('every table is of one organisation', async () => expect(await onbeveiligd(db.eigenaar)).toEqual([]));
});
