import pg from 'pg';
import { contractproef, type TestOmgeving } from '@bronhuis/testing';
import { definitie } from '../src/definitie.ts';
import { laadDemonstratie } from '../src/demonstratie/laden.ts';

/** The tokens of the trial are signed by the test: its key is published like one of ours. */
async function publiceerTestsleutel(o: TestOmgeving): Promise<void> {
  const client = new pg.Client({ connectionString: o.db.beheer });
  await client.connect();
  const { publiek } = o.geheimen.token;
  await client.query(`insert into tokensleutel (kid, publiek, gemaakt, vanaf, tot) values ($1, $2, now(), 'epoch', now() + interval '1 day')`, [publiek.kid, publiek]);
  await client.query('update bundelstand set stand = stand + 1');
  await client.end();
}

contractproef(definitie, {
  vul: async (o) => {
    const { bron, bundelhouder } = o.draaiend;
    if (!bron || !bundelhouder) throw new Error('toegangsbeheer has a database');
    await laadDemonstratie({ bron, klok: o.klok, geheimenMap: o.geheimen.map, pseudonimiseerder: o.geheimen.pseudonimiseerder });
    await publiceerTestsleutel(o);
    await bundelhouder.peil();
    return ['7d1f6f0a-0001-4000-8000-000000000001', 'zaaksysteem', 'component-registers'];
  },
});
