import { randomUUID } from 'node:crypto';
import { Probleem, VasteKlok } from '@bronhuis/standaarden';
import { sqlstate, type Tx } from '../src/index.ts';
import { anders, ctx, Ding, kijk, OVERBRUGGE, proef, Regel, VOEG, type Proef } from './hulp.ts';

let p: Proef;
const klok = new VasteKlok(new Date('2026-11-22T10:00:00.000Z'));

beforeAll(async () => {
  p = await proef({ klok });
});
afterAll(() => p.sluit());

const rijen = (id: string) => kijk<{ naam: string; versie: string }>(p.db.beheer, 'select naam, versie from ding where id = $1', [id]);
const events = (id: string) =>
  kijk<{ type: string; payload: string; versie: string }>(p.db.beheer, 'select type, versie, payload from bron.uitgaand where onderwerp = $1 order by volgnummer', [id]);

async function maak(tx: Tx, id: string, naam = 'x'): Promise<void> {
  const kop = tx.nieuw(id);
  await tx.query(VOEG, [tx.organisatie, id, kop.versie, kop.tijd, naam]);
  tx.emit(kop, { type: 'nl.gemeente.dingen.ding-gemaakt', data: { ding: id } });
  tx.verwerk({ verwerking: { handeling: 'Ding vastgelegd' }, beslissing: { besluit: 'toegestaan' }, onderwerp: id });
}

describe('one transaction holds state, event and record', () => {
  it('keeps all of it, the event exactly as it will be sent', async () => {
    const id = randomUUID();
    await p.bron.transactie(ctx, (tx) => maak(tx, id));
    const [event] = await events(id);
    expect(JSON.parse(event?.payload ?? '')).toMatchObject({
      specversion: '1.0', source: `urn:nld:oin:${OVERBRUGGE}:systeem:bronproef`, type: 'nl.gemeente.dingen.ding-gemaakt',
      subject: id, sequence: '1', time: '2026-11-22T10:00:00.000Z', traceparent: ctx.traceparent, data: { ding: id },
    });
    const regels = await kijk(p.db.beheer, 'select organisatie, traceparent, verwerking, beslissing from bron.verwerking_uit where onderwerp = $1', [id]);
    expect(regels).toEqual([{ organisatie: OVERBRUGGE, traceparent: ctx.traceparent, verwerking: { handeling: 'Ding vastgelegd' }, beslissing: { besluit: 'toegestaan' } }]);
  });

  it('keeps nothing when the work throws', async () => {
    const id = randomUUID();
    const mislukt = p.bron.transactie(ctx, async (tx) => {
      await maak(tx, id);
      await tx.manager.insert(Ding, { organisatie: OVERBRUGGE, id: randomUUID(), versie: 1, registratietijd: new Date(), naam: id });
      throw Probleem.conflict('Dit kan niet.');
    });
    await expect(mislukt).rejects.toMatchObject({ status: 409 });
    expect(await rijen(id)).toEqual([]);
    expect(await events(id)).toEqual([]);
    expect(await kijk(p.db.beheer, 'select 1 from ding where naam = $1', [id])).toEqual([]);
  });

  it('says 400 to a text that PostgreSQL cannot keep, written or asked for', async () => {
    await expect(p.bron.transactie(ctx, (tx) => maak(tx, randomUUID(), 'a\u0000b'))).rejects.toMatchObject({ status: 400 });
    await expect(p.bron.lees(ctx, { name: 'nul', text: 'select $1::text as t', values: ['a\u0000b'] })).rejects.toMatchObject({ status: 400 });
    await expect(p.bron.lees(ctx, { name: 'nul_json', text: 'select $1::jsonb as t', values: [JSON.stringify('a\u0000b')] })).rejects.toMatchObject({ status: 400 });
  });

  it('writes many events and records of one transaction in order', async () => {
    const ids = Array.from({ length: 5 }, () => randomUUID());
    await p.bron.transactie(ctx, async (tx) => {
      for (const id of ids) await maak(tx, id);
    });
    const gevonden = await kijk<{ onderwerp: string }>(p.db.beheer, 'select onderwerp from bron.uitgaand where onderwerp = any($1) order by volgnummer', [ids]);
    expect(gevonden.map((r) => r.onderwerp)).toEqual(ids);
    expect(await kijk(p.db.beheer, 'select 1 from bron.verwerking_uit where onderwerp = any($1)', [ids])).toHaveLength(5);
  });

  it('serves TypeORM and SQL on one connection', async () => {
    const id = randomUUID();
    await p.bron.transactie(ctx, async (tx) => {
      await tx.manager.insert(Ding, { organisatie: OVERBRUGGE, id, versie: 1, registratietijd: klok.nu(), naam: 'orm', dag: '2026-03-29' });
      expect(await tx.query('select naam, dag from ding where id = $1', [id])).toEqual([{ naam: 'orm', dag: '2026-03-29' }]);
      const r = await tx.manager.update(Ding, { organisatie: OVERBRUGGE, id, versie: 1 }, { naam: 'orm2', versie: 2 });
      expect(r.affected).toBe(1);
    });
    expect(await rijen(id)).toEqual([{ naam: 'orm2', versie: '2' }]);
  });

  it('inserts entities as TypeORM does: conversions, several rows, what is left out, what the database makes', async () => {
    const [a, b] = [randomUUID(), randomUUID()];
    const basis = { organisatie: OVERBRUGGE, versie: 1, registratietijd: klok.nu() };
    await p.bron.transactie(ctx, async (tx) => {
      const r = await tx.manager.insert(Ding, [
        { ...basis, id: a, naam: 'een', gegevens: { x: [1, null, 'é"'] }, woorden: ['a,b', 'c"d'] },
        { ...basis, id: b, naam: () => "upper('twee')", dag: null },
      ]);
      expect(r.identifiers).toEqual([{ organisatie: OVERBRUGGE, id: a }, { organisatie: OVERBRUGGE, id: b }]);
      const c = await tx.manager.insert(Ding, [{ ...basis, id: randomUUID(), naam: b, gegevens: [] }, { ...basis, id: randomUUID(), naam: b, dag: '2026-01-31' }]);
      expect(c.identifiers).toHaveLength(2);
      expect((await tx.manager.insert(Ding, [])).identifiers).toEqual([]);
      const nr = await tx.manager.insert(Regel, { organisatie: OVERBRUGGE, tekst: 'genummerd' });
      expect(nr.identifiers[0]).toEqual({ organisatie: OVERBRUGGE, nr: '1' });
      expect(await tx.manager.findOneByOrFail(Ding, { id: a })).toMatchObject({ naam: 'een', gegevens: { x: [1, null, 'é"'] }, woorden: ['a,b', 'c"d'], dag: null });
      expect(await tx.manager.findOneByOrFail(Ding, { id: b })).toMatchObject({ naam: 'TWEE', gegevens: null });
      expect((await tx.manager.findBy(Ding, { naam: b })).map((d) => [d.dag, d.gegevens])).toEqual(expect.arrayContaining([[null, []], ['2026-01-31', null]]));
    });
    const dubbel = p.bron.transactie(ctx, (tx) => tx.manager.insert(Ding, { ...basis, id: a, naam: 'nog eens' }));
    expect(sqlstate(await dubbel.catch((f: unknown) => f))).toBe('23505');
  });

  it('is an error when the database turned it back although the work went on', async () => {
    const id = randomUUID();
    const stil = p.bron.transactie(ctx, async (tx) => {
      await maak(tx, id);
      await tx.query('select 1/0').catch(() => undefined); // swallowed: the COMMIT will answer ROLLBACK
      return 'klaar';
    });
    await expect(stil).rejects.toThrow();
    expect(await rijen(id)).toEqual([]);
    const zonder = p.bron.transactie(ctx, async (tx) => tx.query('select 1/0').catch(() => 'klaar'));
    await expect(zonder).rejects.toThrow('De transactie is teruggedraaid');
  });

  it('refuses whatever comes after its end', async () => {
    let bewaard: Tx | undefined;
    await p.bron.transactie(ctx, async (tx) => {
      bewaard = tx;
      await tx.manager.count(Ding);
    });
    const tx = bewaard as Tx;
    const { manager } = await p.bron.transactie(ctx, async (t) => ({ manager: t.manager }));
    await expect(tx.query('select 1')).rejects.toThrow('al afgesloten');
    expect(() => tx.manager).toThrow('al afgesloten');
    expect(() => tx.emit(tx.nieuw(randomUUID()), { type: 'nl.gemeente.dingen.ding-gemaakt', data: {} })).toThrow('al afgesloten');
    await expect(manager.count(Ding)).rejects.toThrow(/released/);
    const rij = { organisatie: OVERBRUGGE, id: randomUUID(), versie: 1, registratietijd: klok.nu(), naam: 'te laat' };
    await expect(manager.insert(Ding, rij)).rejects.toThrow('al afgesloten');
  });

  it('wakes the relay after a commit with something to send, and only then', async () => {
    let gewekt = 0;
    p.bron.naCommit(() => (gewekt += 1));
    await p.bron.transactie(ctx, (tx) => tx.query('select 1'));
    await p.bron.transactie(ctx, async (tx) => { await maak(tx, randomUUID()); throw new Error('nee'); }).catch(() => undefined);
    expect(gewekt).toBe(0);
    await p.bron.transactie(ctx, (tx) => maak(tx, randomUUID()));
    expect(gewekt).toBe(1);
  });
});

describe('the head of a thing', () => {
  it('gives the next version, and a moment after the last one', async () => {
    const id = randomUUID();
    await p.bron.transactie(ctx, (tx) => maak(tx, id));
    const kop = await p.bron.transactie(ctx, (tx) => tx.vergrendel('ding', id));
    expect(kop).toEqual({ id, versie: 2, vorige: 1, tijd: new Date('2026-11-22T10:00:00.001Z') });
    expect(await p.bron.transactie(anders, (tx) => tx.vergrendel('ding', id))).toBeNull();
    await expect(p.bron.transactie(ctx, (tx) => tx.vergrendel('ding; drop table ding', id))).rejects.toThrow('is geen tabelnaam');
  });

  it('makes writers of one thing wait for each other: no version is lost', async () => {
    const id = randomUUID();
    await p.bron.transactie(ctx, (tx) => maak(tx, id));
    await Promise.all(
      Array.from({ length: 16 }, () =>
        p.bron.transactie(ctx, async (tx) => {
          const kop = await tx.vergrendel('ding', id);
          if (!kop) throw new Error('weg');
          await tx.query('update ding set versie = $3, registratietijd = $4 where organisatie = $1 and id = $2', [OVERBRUGGE, id, kop.versie, kop.tijd]);
          tx.emit(kop, { type: 'nl.gemeente.dingen.ding-gewijzigd', data: {} });
        }),
      ),
    );
    expect((await events(id)).map((e) => Number(e.versie))).toEqual(Array.from({ length: 17 }, (_, i) => i + 1));
    const tijden = (await events(id)).map((e) => (JSON.parse(e.payload) as { time: string }).time);
    expect(new Set(tijden).size).toBe(17);
  });
});

describe('what the database asks to do again is done again', () => {
  it('after a deadlock', async () => {
    const [a, b] = [randomUUID(), randomUUID()];
    await p.bron.transactie(ctx, async (tx) => { await maak(tx, a); await maak(tx, b); });
    let pogingen = 0;
    const kruis = (eerst: string, dan: string) =>
      p.bron.transactie(ctx, async (tx) => {
        pogingen += 1;
        await tx.vergrendel('ding', eerst);
        await new Promise((klaar) => setTimeout(klaar, 80));
        await tx.vergrendel('ding', dan);
        tx.emit({ id: eerst, versie: 9, vorige: 8, tijd: klok.nu() }, { type: 'nl.gemeente.dingen.ding-gekruist', data: {} });
      });
    await Promise.all([kruis(a, b), kruis(b, a)]);
    expect(pogingen).toBeGreaterThan(2);
    // Whatever the failed attempt had buffered is not sent twice.
    const gekruist = await kijk(p.db.beheer, "select 1 from bron.uitgaand where type like '%gekruist' and onderwerp = any($1)", [[a, b]]);
    expect(gekruist).toHaveLength(2);
  });

  it('after a migration that changed a prepared answer', async () => {
    const id = randomUUID();
    const lees = () => p.bron.lees<Record<string, unknown>>(ctx, { name: 'ding-alles', text: 'select * from ding where id = $1', values: [id] });
    await p.bron.transactie(ctx, (tx) => maak(tx, id));
    await Promise.all(Array.from({ length: 20 }, lees));
    await kijk(p.db.beheer, 'alter table ding add column erbij text');
    try {
      expect((await Promise.all(Array.from({ length: 20 }, lees))).every(([r]) => r && 'erbij' in r)).toBe(true);
    } finally {
      await kijk(p.db.beheer, 'alter table ding drop column erbij');
    }
  });
});

describe('reads', () => {
  it('is one read-only transaction', async () => {
    const schrijf = p.bron.lees(ctx, { name: 'stiekem', text: VOEG, values: [OVERBRUGGE, randomUUID(), 1, new Date(), 'x'] });
    await expect(schrijf).rejects.toMatchObject({ code: '25006' });
    expect(await p.bron.lees(ctx, { name: 'goed', text: 'select count(*) as n from ding', values: [] })).toEqual([{ n: expect.any(Number) as number }]);
  });

  it('reads by a function in one round trip', async () => {
    const id = randomUUID();
    await p.bron.transactie(ctx, (tx) => maak(tx, id, 'snel'));
    const q = (organisatie: string) => ({ naam: 'lees_ding', organisatie, soorten: ['uuid'], waarden: [id] });
    expect(JSON.parse((await p.bron.functie(q(OVERBRUGGE))) ?? '')).toMatchObject({ id, naam: 'snel' });
    expect(await p.bron.functie(q(anders.organisatie))).toBeNull();
  });

  it('streams many rows, and lets go when the reader stops', async () => {
    const gezien: number[] = [];
    const q = { name: 'reeks', text: 'select n::int as n from generate_series(1, $1::int) n', values: [2_500] };
    for await (const { n } of p.bron.stroom<{ n: number }>(ctx, q, 1_000)) gezien.push(n);
    expect(gezien).toHaveLength(2_500);
    for (let i = 0; i < 5; i++) {
      for await (const { n } of p.bron.stroom<{ n: number }>(ctx, q, 100)) if (n === 150) break;
    }
    expect(p.bron.statistiek().find((s) => s.pool === 'stroom')).toMatchObject({ wachtend: 0, max: 2 });
  });

  it('tells which SQLSTATE an error has, also through TypeORM', async () => {
    const fout = await p.bron.transactie(ctx, (tx) => tx.manager.insert(Ding, { organisatie: OVERBRUGGE, id: 'geen-uuid', versie: 1, registratietijd: new Date(), naam: 'x' })).catch((f: unknown) => f);
    expect(sqlstate(fout)).toBe('22P02');
  });
});

describe('traces of a thing', () => {
  it('go with the thing; what was not yet sent goes as soon as it is', async () => {
    const [weg, blijft] = [randomUUID(), randomUUID()];
    for (const id of [weg, blijft]) {
      await p.bron.schrijf({ ...ctx, idempotentie: { sleutel: `s-${id}`, verzoekHash: 'h' } }, async (tx) => {
        await maak(tx, id);
        return { status: 201, body: { id, geheim: 'x' }, onderwerp: id };
      });
      await kijk(p.db.beheer, 'update bron.uitgaand set verzonden = now() where onderwerp = $1', [id]);
      await p.bron.transactie(ctx, async (tx) => tx.emit({ id, versie: 2, vorige: 1, tijd: klok.nu() }, { type: 'nl.gemeente.dingen.ding-vernietigd', data: {} }));
      await kijk(p.db.beheer, `insert into bron.inkomend (organisatie, consument, id, domein, onderwerp, versie) values ($1, 'c', $2, 'dingen', $2, 1)`, [OVERBRUGGE, id]);
      await kijk(p.db.beheer, `insert into bron.geparkeerd (organisatie, consument, id, domein, onderwerp, versie, reden, pogingen, payload) values ($1, 'c', $2, 'dingen', $2, 1, 'r', 1, '{}')`, [OVERBRUGGE, id]);
    }
    await p.bron.transactie(ctx, (tx) => tx.wisSporen([weg]));
    const sporen = async (id: string) => {
      const n: Record<string, number> = {};
      for (const t of ['idempotentie', 'uitgaand', 'verwerking_uit', 'inkomend', 'geparkeerd']) n[t] = (await kijk(p.db.beheer, `select 1 from bron.${t} where onderwerp = $1`, [id])).length;
      return n;
    };
    expect(await sporen(weg)).toEqual({ idempotentie: 0, uitgaand: 1, verwerking_uit: 1, inkomend: 0, geparkeerd: 0 });
    expect(await sporen(blijft)).toEqual({ idempotentie: 1, uitgaand: 2, verwerking_uit: 1, inkomend: 1, geparkeerd: 1 });
    await kijk(p.db.beheer, 'update bron.uitgaand set verzonden = now() where onderwerp = $1', [weg]);
    await kijk(p.db.beheer, 'update bron.verwerking_uit set verzonden = now() where onderwerp = $1', [weg]);
    await p.bron.werker.query('select bron.ruim_op()');
    expect(await sporen(weg)).toEqual({ idempotentie: 0, uitgaand: 0, verwerking_uit: 0, inkomend: 0, geparkeerd: 0 });
    expect(await sporen(blijft)).toMatchObject({ uitgaand: 2, idempotentie: 1 });
  });
});
