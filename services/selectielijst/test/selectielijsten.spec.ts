import type { TestOmgeving } from '@bronhuis/testing';
import type { ProcestypenDto, ResultaatDto, ResultatenDto, SelectielijstenDto } from '../src/lijsten/lijsten.dto.ts';
import { S, start } from './hulp.ts';

// Every number exactly once, in the order of the printed list, whatever the page size: an order that is not total loses entries.
describe('the lists of the municipalities over HTTP', () => {
  let o: TestOmgeving;
  beforeAll(async () => {
    o = await start();
  });
  afterAll(() => o.stop());

  const loop = async (pad: string): Promise<ResultaatDto[]> => {
    const alles: ResultaatDto[] = [];
    let volgende: string | undefined = pad;
    while (volgende) {
      const { body }: { body: ResultatenDto } = await o.roep<ResultatenDto>('GET', volgende);
      alles.push(...body.resultaten);
      volgende = body.links.volgende;
    }
    return alles;
  };

  it('are both there, open to everybody', async () => {
    const { status, body } = await o.roep<SelectielijstenDto>('GET', `${S}/selectielijsten`);
    expect(status).toBe(200);
    expect(body.resultaten.map((l) => [l.jaar, l.staatscourant, l.aantalProcestypen, l.aantalResultaten])).toEqual([
      [2020, 'Stcrt. 2020, 11143', 29, 346],
      [2017, 'Stcrt. 2017, 38013', 29, 305],
    ]);
  });

  it.each([7, 50, 100])('give each of the 651 results once with %i on a page', async (omvang) => {
    const alles = await loop(`${S}/resultaten?omvang=${omvang}`);
    expect(alles).toHaveLength(651);
    expect(new Set(alles.map((r) => `${r.jaar} ${r.nummer}`)).size).toBe(651);
    expect(alles[0]).toMatchObject({ jaar: 2020, nummer: '1.1' });
    expect(alles.filter((r) => r.nummer === '8.1').map((r) => r.jaar)).toEqual([2020, 2017]);
  });

  it('filter by year, procestype and words, and count when asked', async () => {
    const alles = await loop(`${S}/resultaten?jaar=2020&procestype=11&omvang=5`);
    expect(alles.every((r) => r.jaar === 2020 && r.procestype === '11')).toBe(true);
    const { body } = await o.roep<ResultatenDto>('GET', `${S}/resultaten?jaar=2020&procestype=11&aantal=true&omvang=1`);
    expect([body.aantal, body.resultaten.length]).toEqual([alles.length, 1]);
    const gevonden = await o.roep<ResultatenDto>('GET', `${S}/resultaten?jaar=2020&q=archiefvernietiging`);
    expect(gevonden.body.resultaten.map((r) => [r.nummer, r.waardering])).toEqual([
      ['19.1.18', 'blijvend_bewaren'],
      ['24.1.2', 'blijvend_bewaren'],
    ]);
  });

  it('give the procestypen of a year, in order', async () => {
    const { body } = await o.roep<ProcestypenDto>('GET', `${S}/procestypen?jaar=2017`);
    expect(body.resultaten.map((p) => p.nummer)).toEqual(Array.from({ length: 29 }, (_, i) => String(i + 1)));
  });

  it('say of a number what holds, what was dropped and what is an exception', async () => {
    const lees = async (pad: string) => (await o.roep<ResultaatDto>('GET', `${S}/resultaten/${pad}`)).body;
    expect(await lees('2020/11.1.1')).toMatchObject({ waardering: 'vernietigen', bewaartermijn: 'P1Y', procestermijn: 'nihil', inWoorden: 'vernietigen, 1 jaar na afhandeling' });
    expect(await lees('2020/7.1.20')).toMatchObject({ vervallen: true, opvolger: '19.1.19', waardering: null });
    expect(await lees('2020/22.1.2')).toMatchObject({ waardering: 'blijvend_bewaren', uitzondering: { na: 'P3M' } });
    expect(await lees('2020/8.1.1')).toMatchObject({ opVerzoek: 'P3M', ofLanger: true });
    expect((await o.roep('GET', `${S}/resultaten/2017/24.4.1`)).status).toBe(404);
    expect((await o.roep('GET', `${S}/resultaten/2020/elf`)).status).toBe(400);
  });

  it('have an ETag; who has it already gets 304', async () => {
    const eerste = await o.roep('GET', `${S}/resultaten?jaar=2020&omvang=3`);
    const tag = eerste.headers.get('etag') ?? '';
    expect(tag).toMatch(/^"[0-9a-f]{32}"$/);
    const weer = await fetch(`${o.url}${S}/resultaten?jaar=2020&omvang=3`, { headers: { 'if-none-match': tag } });
    expect([weer.status, await weer.text()]).toEqual([304, '']);
    expect((await o.roep('GET', `${S}/resultaten?jaar=2017&omvang=3`, { headers: { 'if-none-match': tag } })).status).toBe(200);
  });

  it('refuse a wrong question with every wrong parameter named', async () => {
    const { status, body } = await o.roep<{ invalidParams: { name: string }[] }>('GET', `${S}/resultaten?omvang=0&jaar=twintig&kleur=rood`);
    expect([status, body.invalidParams.map((p) => p.name).sort()]).toEqual([400, ['jaar', 'kleur', 'omvang']]);
  });
});
