import { randomUUID } from 'node:crypto';
import type { Bron } from '@bronhuis/bron';
import { OVERBRUGGE, VOORBEELDSTAD } from '@bronhuis/testing';
import { BAKKER, Proef } from './hulp.ts';

// The functions of migration 0005: what they skip for speed may not change an answer.
let proef: Proef;
let bron: Bron;
beforeAll(async () => {
  proef = await Proef.start();
  bron = proef.o.draaiend.bron as Bron;
});
afterAll(() => proef.stop());

type Rij = { objecttype: string; typeversie: number; versie: number; tekst: string | null; betrokkenen: unknown };
const TRACE = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const NU = 'infinity';

const snel = (id: string, dag: string, moment = NU, organisatie = OVERBRUGGE): Promise<string | null> =>
  bron.functie({ naam: 'object_tekst', organisatie, soorten: ['uuid', 'date', 'timestamptz'], waarden: [id, dag, moment] });

const LANG = `select o.objecttype, t.versie as typeversie, o.versie,
    json_build_object('id', o.id, 'objecttype', o.objecttype, 'objecttypeVersie', v.typeversie, 'soort', o.soort, 'dossier', o.dossier, 'versie', v.versie,
      'beginGeldigheid', v.begin_geldigheid, 'eindGeldigheid', (select least(v.eind_geldigheid, min(n.begin_geldigheid)) from object_versie n
        where n.object = o.id and n.begin_geldigheid > v.begin_geldigheid and n.registratietijd <= $3
          and not exists (select 1 from object_versie c where c.object = o.id and c.correctie_voor = n.versie and c.registratietijd <= $3)),
      'onvolledig', v.onvolledig, 'tijdstipRegistratie', to_char(v.registratietijd at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'correctieVoor', v.correctie_voor, 'gegevens', v.gegevens, 'geometrie', v.geometrie)::text as tekst, v.betrokkenen
  from object o join objecttype t on t.organisatie = o.organisatie and t.id = o.objecttype
  left join lateral geldende_versie(o.id, $2, $3) v on true where o.id = $1`;

/** The same as the plain query says, for every day and moment that matters. */
async function vergelijk(id: string, dagen: string[], momenten: string[]): Promise<number> {
  let metTekst = 0;
  for (const dag of dagen) {
    for (const moment of momenten) {
      const [rij] = await bron.lees<Rij>({ organisatie: OVERBRUGGE }, { name: 'lang', text: LANG, values: [id, dag, moment] });
      if (!rij) throw new Error('no such object');
      const tekst = await snel(id, dag, moment);
      const [kop = '', ...rest] = String(tekst).split('\n');
      const [objecttype, typeversie, versie, ...betrokkenen] = kop.split(' ');
      expect([objecttype, Number(typeversie), Number(versie)]).toEqual([rij.objecttype, rij.typeversie, rij.versie]);
      expect(rest.length).toBe(rij.betrokkenen === null ? 0 : 1);
      if (rij.betrokkenen === null) expect(kop.split(' ')).toHaveLength(3);
      else {
        expect(JSON.parse(rest[0] ?? '')).toEqual(JSON.parse(rij.tekst ?? ''));
        expect(JSON.parse(betrokkenen.join(' '))).toEqual(rij.betrokkenen);
        metTekst++;
      }
    }
  }
  return metTekst;
}

describe('object_tekst', () => {
  it('says what the plain query says: one version, in a dossier, with line ends and quotes in the data', async () => {
    const { id: dossier } = await proef.open('HP-1');
    const gegevens = { plaats: 'Markt "1"\nachter\\om', houder: { bsn: BAKKER, naam: 'Saskia\r\nBakker' } };
    const a = await proef.standplaats({ dossier, gegevens });
    const id = String(a.body['id']);
    const voor = new Date(new Date(String(a.body['tijdstipRegistratie'])).getTime() - 1).toISOString();
    expect(await vergelijk(id, ['2023-12-31', '2024-01-01', '2030-01-01'], [NU, voor])).toBe(2);
    expect(JSON.parse((await snel(id, '2024-01-01'))?.split('\n')[1] ?? '')).toMatchObject({ dossier, gegevens, correctieVoor: null, soort: 'registratie' });
  });

  it('and with later, earlier and corrected versions', async () => {
    const id = String((await proef.standplaats()).body['id']);
    const zet = async (versie: number, beginGeldigheid: string, extra: object = {}): Promise<string> => {
      const body = { beginGeldigheid, gegevens: { plaats: `Markt ${versie + 1}`, houder: { bsn: BAKKER, naam: 'Naam' } }, ...extra };
      const a = await proef.roep('PUT', `/objecten/${id}`, { body, headers: { 'if-match': `"${versie}"` } });
      expect(a.status).toBe(200);
      return String(a.body['tijdstipRegistratie']);
    };
    const momenten = [await zet(1, '2024-06-01'), await zet(2, '2023-01-01'), await zet(3, '2024-02-01', { correctieVoor: 1 }), NU];
    expect(await vergelijk(id, ['2022-12-31', '2023-01-01', '2024-01-01', '2024-02-01', '2024-06-01', '2025-01-01'], momenten)).toBeGreaterThan(15);
  });

  it('knows nothing of another organisation, and leaves no organisation behind', async () => {
    const id = String((await proef.standplaats()).body['id']);
    expect(await snel(id, '2025-01-01', NU, VOORBEELDSTAD)).toBeNull();
    expect(await snel(randomUUID(), '2025-01-01')).toBeNull();
    for (const geen of ['', `${OVERBRUGGE.slice(0, 19)}x`]) await expect(snel(id, '2025-01-01', NU, geen)).rejects.toThrow('is geen OIN');
    await proef.alsToepassing(async (c) => {
      await c.query('select object_tekst($1, $2, $3, $4)', [OVERBRUGGE, id, '2025-01-01', NU]);
      await expect(c.query('select * from object')).rejects.toMatchObject({ code: 'BRN01' });
    });
  });
});

describe('a create in one statement', () => {
  const MAAK = `select (bron.leg_vast(maak_objecten($1, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28),
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14))[1] as bezwaar`;
  const maak = async (sleutel: string, w: { organisatie?: string; typeversie?: number; dossier?: string } = {}) => {
    const id = randomUUID();
    const { organisatie = OVERBRUGGE, typeversie = 1, dossier = null } = w;
    const type = proef.typeId('standplaats', organisatie);
    const kolommen = [
      id, randomUUID(), 'nl.gemeente.objecten.object-geregistreerd', 1, '{}', TRACE, id, '{"v":1}', '{"b":1}', sleutel, 'hash', id, '{"status":201}',
      id, new Date().toISOString(), type, typeversie, dossier, '2024-01-01', '{"plaats":"Markt 1"}', '[]', null, '{}', null, null, null, null,
    ];
    const values = [organisatie, ...kolommen.map((k) => [k])];
    const { rows } = await proef.alsToepassing((c) => c.query<{ bezwaar: string | null }>(MAAK, values));
    return { id, bezwaar: rows[0]?.bezwaar };
  };
  const sporen = async (id: string): Promise<number[]> => [
    await proef.tel('object where id = $1', [id]),
    await proef.tel('object_versie where object = $1', [id]),
    await proef.tel('bron.uitgaand where onderwerp = $1', [id]),
    await proef.tel('bron.verwerking_uit where onderwerp = $1', [id]),
    await proef.tel('bron.idempotentie where onderwerp = $1', [id]),
  ];

  it('leaves head, version, event, record and answer', async () => {
    const { id, bezwaar } = await maak(randomUUID());
    expect(bezwaar).toBeNull();
    expect(await sporen(id)).toEqual([1, 1, 1, 1, 1]);
    expect(await snel(id, '2024-01-01')).toContain('"plaats": "Markt 1"');
  });

  it('leaves nothing when something stands in the way', async () => {
    const { id: dossier } = await proef.open('HP-2');
    await proef.sluit(dossier);
    for (const [w, verwacht] of [[{ typeversie: 2 }, 'typeversie'], [{ dossier: randomUUID() }, 'dossier-onbekend'], [{ dossier }, 'dossier-afgesloten']] as const) {
      const { id, bezwaar } = await maak(randomUUID(), w);
      expect(bezwaar).toBe(verwacht);
      expect(await sporen(id)).toEqual([0, 0, 0, 0, 0]);
    }
  });

  it('gives one of many with the same key, and the others a unique violation and nothing else', async () => {
    const sleutel = randomUUID();
    const uit = await Promise.allSettled(Array.from({ length: 8 }, () => maak(sleutel)));
    const fouten = uit.flatMap((u) => (u.status === 'rejected' ? [u.reason as unknown] : []));
    expect(fouten).toHaveLength(7);
    for (const fout of fouten) expect(fout).toMatchObject({ code: '23505', constraint: 'idempotentie_pkey' });
    expect(await proef.tel('bron.idempotentie where sleutel = $1', [sleutel])).toBe(1);
    const [gelukt] = uit.flatMap((u) => (u.status === 'fulfilled' ? [u.value.id] : []));
    expect(await proef.tel('object where id = $1', [gelukt])).toBe(1);
    const voor = await proef.tel('object');
    await expect(maak(sleutel)).rejects.toMatchObject({ code: '23505' });
    expect(await proef.tel('object')).toBe(voor);
    // the same key of another organisation is another key
    expect((await maak(sleutel, { organisatie: VOORBEELDSTAD })).bezwaar).toBeNull();
  });
});

it('a row that may not be is refused by the policies', async () => {
  const id = String((await proef.standplaats()).body['id']);
  const ctx = { organisatie: OVERBRUGGE, traceparent: TRACE };
  const weiger = async (sql: string, values: unknown[] = []): Promise<void> => {
    await expect(bron.transactie(ctx, (tx) => tx.query(sql, values))).rejects.toMatchObject({ code: '42501' });
  };
  await weiger(`insert into object select organisatie, gen_random_uuid(), versie, registratietijd, objecttype, 'dossier', dossier from object where id = $1`, [id]);
  await weiger(
    `insert into object_versie (organisatie, object, versie, registratietijd, begin_geldigheid, eind_geldigheid, correctie_voor, typeversie, gegevens, betrokkenen, wie)
     select organisatie, object, 2, registratietijd + interval '1 millisecond', begin_geldigheid, null, 2, typeversie, gegevens, betrokkenen, wie
     from object_versie where object = $1`,
    [id],
  );
  await weiger(`insert into bron.verwerking_uit (organisatie) values ($1)`, [OVERBRUGGE]);
  await weiger(`insert into bron.idempotentie (organisatie, sleutel, verzoek_hash, antwoord) values ($1, '', 'h', '{}')`, [OVERBRUGGE]);
  await weiger('delete from objecttype');
  for (const organisatie of ['', 'x', `${OVERBRUGGE}0`]) {
    await expect(bron.werker.query(`insert into bron.verwerking_uit (organisatie, verwerking) values ($1, '{}')`, [organisatie])).rejects.toMatchObject({ code: '42501' });
  }
});
