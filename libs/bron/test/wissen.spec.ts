import { randomUUID } from 'node:crypto';
import { ctx, kijk, proef, VOEG, type Proef } from './hulp.ts';

let p: Proef;
beforeAll(async () => void (p = await proef()));
afterAll(() => p.sluit());

// Destruction and relay meet: what is being sent is neither unsent nor sent in the eyes of one single statement.
it('traces of a thing go too when the relay is sending them at this very moment', async () => {
  const id = randomUUID();
  await p.bron.transactie(ctx, async (tx) => {
    const kop = tx.nieuw(id);
    await tx.query(VOEG, [tx.organisatie, id, kop.versie, kop.tijd, 'x']);
    tx.emit(kop, { type: 'nl.gemeente.dingen.ding-gemaakt', data: { ding: id } });
    tx.verwerk({ verwerking: { handeling: 'Ding vastgelegd' }, beslissing: null, onderwerp: id });
  });
  const relay = await p.bron.werker.connect();
  try {
    await relay.query('begin');
    for (const tabel of ['uitgaand', 'verwerking_uit']) await relay.query(`update bron.${tabel} set verzonden = clock_timestamp() where onderwerp = $1`, [id]);
    const wissen = p.bron.transactie(ctx, (tx) => tx.wisSporen([id]));
    await new Promise((klaar) => setTimeout(klaar, 300));
    await relay.query('commit');
    await wissen;
  } finally {
    relay.release();
  }
  for (const tabel of ['uitgaand', 'verwerking_uit']) expect([tabel, await kijk(p.db.beheer, `select 1 from bron.${tabel} where onderwerp = $1`, [id])]).toEqual([tabel, []]);
});
