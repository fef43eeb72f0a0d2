import pg from 'pg';
import { request } from 'undici';
import { cijfer, minstens, type Meting } from '../cijfer.ts';
import { OVERBRUGGE } from '../suite.ts';
import { PER_TYPE } from './voorraad.ts';

/** A whole register out, beside the same rows as text through a cursor of pg. */
export const uitvoer: Meting = {
  naam: 'een register uitvoeren',
  async meet(suite, meld) {
    const beheer = new pg.Pool({ connectionString: suite.beheerUrl('registers'), max: 2 });
    try {
      const { rows } = await beheer.query<{ id: string }>("select id from objecttype where organisatie = $1 and naam like 'meting-%' order by naam limit 3", [OVERBRUGGE]);
      const headers = { authorization: `Bearer ${await suite.token()}` };
      return await suite.alleen(['registers'], async () => {
        let [beste, kaal] = [0, 0];
        for (const { id } of rows) {
          meld('kaal en component om de beurt');
          kaal = Math.max(kaal, await perSeconde(() => kaleRegels(beheer, id)));
          beste = Math.max(beste, await perSeconde(() => regels(`${suite.url('registers')}/registers/v1/objecttypen/${id}/_export`, headers)));
        }
        return [cijfer(`uitvoeren van ${PER_TYPE} objecten`, beste, 'per s', { kaal, doel: minstens(30_000) })];
      });
    } finally {
      await beheer.end();
    }
  },
};

async function perSeconde(doe: () => Promise<number>): Promise<number> {
  const begin = performance.now();
  const aantal = await doe();
  if (aantal < PER_TYPE) throw new Error(`er kwamen ${aantal} van ${PER_TYPE} regels uit`);
  return aantal / ((performance.now() - begin) / 1000);
}

async function regels(url: string, headers: Record<string, string>): Promise<number> {
  const { statusCode, body } = await request(url, { headers, bodyTimeout: 0 });
  if (statusCode !== 200) throw new Error(`${url} geeft ${statusCode}: ${await body.text()}`);
  let aantal = 0;
  for await (const stuk of body as AsyncIterable<Buffer>) for (let i = stuk.indexOf(10); i >= 0; i = stuk.indexOf(10, i + 1)) aantal++;
  return aantal;
}

async function kaleRegels(beheer: pg.Pool, objecttype: string): Promise<number> {
  const client = await beheer.connect();
  try {
    await client.query('begin');
    await client.query(
      `declare kaal cursor for select json_build_object('id', o.id, 'versie', v.versie, 'beginGeldigheid', v.begin_geldigheid, 'gegevens', v.gegevens)::text
       from object o join object_versie v on v.organisatie = o.organisatie and v.object = o.id where o.organisatie = '${OVERBRUGGE}' and o.objecttype = '${objecttype}' order by o.id`,
    );
    for (let aantal = 0; ; ) {
      const { rows } = await client.query('fetch 1000 from kaal');
      if (rows.length === 0) return aantal;
      aantal += rows.length;
    }
  } finally {
    await client.query('rollback');
    client.release();
  }
}
