import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { OVERBRUGGE, testComponent, VOORBEELDSTAD, wachtTot, type TestOmgeving } from '../src/index.ts';
import { proef } from './proef.ts';

let omgeving: TestOmgeving;
let token: string;

beforeAll(async () => {
  omgeving = await testComponent({ start: proef, logNiveau: 'silent' });
  token = await omgeving.token({ soort: 'applicatie' });
});
afterAll(() => omgeving.stop());

type Ding = { id: string; naam: string };
const maak = (naam: string, headers: Record<string, string> = {}) =>
  omgeving.roep<Ding>('POST', '/proef/v1/dingen', { token, body: { naam }, headers });

async function rijen<R extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<R[]> {
  const c = new pg.Client({ connectionString: omgeving.db.beheer });
  await c.connect();
  try {
    return (await c.query<R>(sql, values)).rows;
  } finally {
    await c.end();
  }
}

describe('testComponent', () => {
  it('runs a component with its own database, keys, policies and stream', async () => {
    const { status, body } = await maak('stoel');
    expect(status).toBe(201);
    const terug = await omgeving.roep<Ding>('GET', `/proef/v1/dingen/${body.id}`, { token });
    expect(terug.body).toEqual({ id: body.id, naam: 'stoel' });
    await wachtTot(async () => (await rijen('select 1 from bron.uitgaand where verzonden is null')).length === 0, { wat: 'het event is verzonden' });
    expect(await rijen("select verwerking->>'handeling' as h from bron.verwerking_uit where onderwerp = $1 order by 1", [body.id])).toEqual([
      { h: 'Ding bekeken' },
      { h: 'Ding vastgelegd' },
    ]);
  });

  it('gives the first answer to a repeated request', async () => {
    const sleutel = { 'idempotency-key': randomUUID() };
    const [een, twee] = await Promise.all([maak('tafel', sleutel), maak('tafel', sleutel)]);
    expect(twee.body).toEqual(een.body);
    expect((await maak('tafel', sleutel)).body).toEqual(een.body);
    expect(await rijen('select 1 from ding where naam = $1', ['tafel'])).toHaveLength(1);
  });

  it('keeps organisations apart', async () => {
    const { body } = await maak('kast');
    const ander = await omgeving.token({ soort: 'applicatie', applicatie: 'zaaksysteem-voorbeeldstad', organisatie: VOORBEELDSTAD });
    expect((await omgeving.roep('GET', `/proef/v1/dingen/${body.id}`, { token: ander })).status).toBe(404);
  });

  it('holds each answer against the contract', async () => {
    const { body } = await maak('te-veel');
    await expect(omgeving.roep('GET', `/proef/v1/dingen/${body.id}`, { token })).rejects.toThrow(/past niet bij het contract.*geheim/s);
    await expect(omgeving.roep('GET', '/proef/v1/dingen/kapot/kapot')).rejects.toThrow('deze status staat niet in het contract');
  });

  it('answers as another component behind the gateway, and as toegangsbeheer', async () => {
    const { body } = await maak('vraag');
    omgeving.buiten.op('GET', '/registers/v1/dossiers/{id}', { status: 200, body: { kenmerk: 'Z-0147' } });
    const antwoord = await omgeving.roep<Ding>('POST', `/proef/v1/dingen/${body.id}/_vraag`, { token });
    expect(antwoord.body.naam).toBe('Z-0147');
    expect(omgeving.buiten.gevraagd.at(-1)?.pad).toBe(`/registers/v1/dossiers/${body.id}`);
  });

  it('carries a new bundle to the component', async () => {
    const ingetrokken = await omgeving.token({ soort: 'applicatie', applicatie: 'proefsysteem' });
    const vraag = () => omgeving.roep('POST', '/proef/v1/dingen', { token: ingetrokken, body: { naam: 'x' } });
    expect((await vraag()).status).toBe(201);
    await omgeving.buiten.wijzigBundel({ ingetrokken: [{ applicatie: 'proefsysteem' }] });
    await wachtTot(async () => (await vraag()).status === 401, { ms: 6_000, wat: 'de intrekking werkt' });
  });

  it('refuses without a token, or for an ended purpose', async () => {
    expect((await omgeving.roep('POST', '/proef/v1/dingen', { body: { naam: 'x' } })).status).toBe(401);
    const zonderDoel = await omgeving.token({ soort: 'applicatie', organisatie: OVERBRUGGE, verwerkingsactiviteit: null });
    expect((await omgeving.roep('POST', '/proef/v1/dingen', { token: zonderDoel, body: { naam: 'x' } })).status).toBe(403);
  });
});
