import { Beslisser, type Beslissingsrecord, type Bundel } from '@bronhuis/toegang';
import { herhaal, type Beslisstand } from '../../services/toegangsbeheer/src/beslissingen/herhaling.ts';
import { OVERBRUGGE, totGereed, VOORBEELDSTAD } from './hulp.ts';
import { alsBeheer } from './stand.ts';

// Every decision that all the proofs before this one led to, of every component, made again with the policies and the data
// of then: the same answer, by the same policies, with the same reasons.

test('every decision in the log can be made again, and comes out the same', async () => {
  await totGereed();
  await alsBeheer('toegangsbeheer', async (c) => {
    const standen = new Map<number, Beslisstand>();
    for (const { jws } of (await c.query<{ jws: string }>('select jws from bundel')).rows) {
      const bundel = JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8')) as Bundel;
      standen.set(bundel.versie, { bundel, beslisser: new Beslisser(bundel) });
    }
    const telling: Record<string, number> = {};
    const anders: unknown[] = [];
    for (let na = '00000000-0000-0000-0000-000000000000'; ; ) {
      // Not those of the third organisatie: the proof of events gave it copies of what others decided.
      const { rows } = await c.query<{ id: string; record: Beslissingsrecord }>('select id, record from beslissing where id > $1 and organisatie = any($2) order by id limit 5000', [na, [OVERBRUGGE, VOORBEELDSTAD]]);
      if (rows.length === 0) break;
      na = rows.at(-1)?.id ?? na;
      for (const { record } of rows) {
        const stand = standen.get(record.bundel.versie);
        const h = stand ? herhaal(record, stand) : { ontbreekt: [`bundle ${record.bundel.versie}`] };
        const wat = 'ontbreekt' in h ? 'by code' : `${record.component} ${record.besluit}`;
        telling[wat] = (telling[wat] ?? 0) + 1;
        // Handing out tokens and signing in are decided by code, and say so.
        const goed = 'ontbreekt' in h ? record.motor === undefined && /^(tokens|aanmeldingen):/.test(record.actie) : h.gelijk && String(h.uitkomst.redenen) === String(record.redenen);
        if (!goed && anders.length < 10) anders.push([record, h]);
      }
    }
    process.stderr.write(`decisions made again: ${JSON.stringify(telling)}\n`);
    expect(anders).toEqual([]);
    for (const component of ['registers', 'selectielijst', 'verantwoording', 'toegangsbeheer', 'woo-publicatie']) expect(telling).toMatchObject({ [`${component} toegestaan`]: expect.any(Number) });
    expect(Object.entries(telling).filter(([wat]) => wat.endsWith('geweigerd')).length).toBeGreaterThan(2);
    expect(Object.values(telling).reduce((a, b) => a + b, 0)).toBeGreaterThan(3_000);
  });
}, 300_000);
