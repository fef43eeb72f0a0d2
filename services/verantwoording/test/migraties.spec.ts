import { bronMigraties, migreer, terug, catalogus } from '@bronhuis/bron';
import { testDatabase } from '@bronhuis/testing';
import { migraties } from '../src/migraties.ts';

it('up, down and up again give the same schema', async () => {
  const db = await testDatabase('verantwoording', migraties);
  try {
    const eerst = await catalogus(db.beheer);
    await terug(db.eigenaar, migraties.length);
    expect(JSON.stringify(await catalogus(db.beheer))).not.toContain('verwerking_betrokkene');
    await migreer(db.eigenaar, [...bronMigraties, ...migraties]);
    expect(await catalogus(db.beheer)).toEqual(eerst);
  } finally {
    await db.sluit();
  }
});
