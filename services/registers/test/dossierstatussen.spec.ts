import { BAKKER, Proef } from './hulp.ts';
import { tweede } from './tweede.ts';

let proef: Proef;
beforeAll(async () => {
  proef = await Proef.start();
});
afterAll(() => proef.stop());

interface Status {
  versie: number;
  status: string;
  sinds: string;
  uitkomst: string | null;
  einddatum: string | null;
  reden: string | null;
  vastgelegdDoor: { gebruiker: string | null; activiteit: string | null } | null;
}
interface Lijst {
  links: { volgende?: string };
  resultaten: Status[];
}
const heropen = (id: string, etag: string | null, reden = 'Bezwaar gegrond') =>
  proef.roep('POST', `/dossiers/${id}/_heropenen`, { body: { reden }, headers: etag === null ? {} : { 'if-match': etag } });
const statussen = async (id: string, vraag = ''): Promise<Lijst> => (await proef.roep<Lijst>('GET', `/dossiers/${id}/statussen${vraag}`)).body;

describe('the statuses of a dossier', () => {
  it('are all kept: when, by whom and why, and reading them is recorded', async () => {
    const { id } = await proef.open('S-1');
    await proef.sluit(id);
    await heropen(id, '"2"');
    await proef.sluit(id, 'geweigerd', '2025-10-01');
    const { resultaten } = await statussen(id);
    expect(resultaten.map((s) => [s.versie, s.status, s.uitkomst, s.einddatum, s.reden])).toEqual([
      [1, 'open', null, null, null],
      [2, 'afgesloten', 'verleend', '2025-09-09', null],
      [3, 'open', 'verleend', null, 'Bezwaar gegrond'],
      [4, 'afgesloten', 'geweigerd', '2025-10-01', null],
    ]);
    for (const s of resultaten) expect(s).toMatchObject({ sinds: expect.stringMatching(/Z$/), vastgelegdDoor: { gebruiker: expect.any(String), activiteit: 'VA-01', uitvoerder: expect.any(String), trace: expect.any(String) } });
    expect((await proef.verwerkingen(id)).at(-1)).toMatchObject({ handeling: 'Statussen van dossier ingezien', betrokkenen: expect.arrayContaining([expect.objectContaining({ pseudoniem: proef.pseudoniem(BAKKER) })]) });
  });

  it('are walked by key', async () => {
    const { id } = await proef.open('S-2');
    await proef.sluit(id);
    const gezien: number[] = [];
    for (let vraag: string | undefined = '?omvang=1'; vraag !== undefined; ) {
      const blad: Lijst = await statussen(id, vraag);
      gezien.push(...blad.resultaten.map((s) => s.versie));
      vraag = blad.links.volgende && new URL(blad.links.volgende, 'http://x').search;
    }
    expect(gezien).toEqual([1, 2]);
  });

  it('change only with the others: a refused change leaves none, and the application can never change one', async () => {
    const { id } = await proef.open('S-3');
    await proef.sluit(id, 'onbekend');
    await proef.sluit(id, 'verleend', '2999-01-01');
    expect((await statussen(id)).resultaten).toHaveLength(1);
    const { rows } = await proef.db.query("select count(*)::int as n from information_schema.role_table_grants where table_name = 'dossierstatus' and privilege_type in ('UPDATE', 'DELETE') and grantee like '%toepassing%'");
    expect(rows).toEqual([{ n: 0 }]);
  });
});

describe('reopening', () => {
  it('needs a reason without names, If-Match, and a dossier that is closed', async () => {
    const { id } = await proef.open('S-4');
    expect((await heropen(id, '"1"')).body['code']).toBe('dossier-open');
    await proef.sluit(id);
    expect((await heropen(id, null)).status).toBe(428);
    expect((await heropen(id, '"1"')).status).toBe(412);
    expect((await proef.roep('POST', `/dossiers/${id}/_heropenen`, { body: {}, headers: { 'if-match': '"2"' } })).body['invalidParams']).toMatchObject([{ name: 'reden' }]);
    const metBsn = await heropen(id, '"2"', `Verzoek van ${BAKKER}`);
    expect([metBsn.status, metBsn.body['invalidParams'], metBsn.tekst.includes(BAKKER)]).toEqual([400, [expect.objectContaining({ name: 'reden', code: 'bsn-gevonden' })], false]);
    expect((await statussen(id)).resultaten).toHaveLength(2);
  });

  it('tells since when, never why; closing ends it', async () => {
    const { id } = await proef.open('S-5');
    await proef.sluit(id);
    await heropen(id, '"2"');
    await proef.sluit(id);
    const gebeurtenissen = await proef.gebeurtenissen(id);
    expect(gebeurtenissen.map((g) => g.data['heropendOp'])).toEqual([null, null, expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/), null]);
    expect(JSON.stringify(gebeurtenissen)).not.toContain('Bezwaar');
  });

  it('of many at once, in two processes, happens once', async () => {
    const ander = await tweede(proef.o);
    try {
      const { id } = await proef.open('S-6');
      await proef.sluit(id);
      const token = await proef.token();
      const bij = (url: string) => fetch(`${url}/registers/v1/dossiers/${id}/_heropenen`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'if-match': '"2"' }, body: '{"reden":"Bezwaar"}' });
      const uit = await Promise.all(Array.from({ length: 10 }, (_, n) => bij(n % 2 ? ander.url : proef.o.url)));
      expect(uit.map((a) => a.status).sort()).toEqual([200, ...Array.from({ length: 9 }, () => 412)]);
      expect((await statussen(id)).resultaten.map((s) => s.status)).toEqual(['open', 'afgesloten', 'open']);
    } finally {
      await ander.stop();
    }
  });
});
