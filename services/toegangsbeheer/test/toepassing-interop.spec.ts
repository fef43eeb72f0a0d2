import { opent, ZAAKSYSTEEM, type Huis } from './omgeving.ts';
import { invoerVan, leesScenario, voerIn } from './toepassingen-hulp.ts';

// The published scenarios of OpenID AuthZEN, each configured through the API alone: what stands in `toepassingen/`.

const PAD = '/toegangsbeheer/access/v1';
let huis: Huis;
let token: string;
beforeAll(async () => {
  huis = await opent();
  token = (await huis.vraagToken(ZAAKSYSTEEM)).access_token!;
});
afterAll(() => huis.stop());

type Deel = { type: string; id: string; properties?: object };
interface Vraag {
  subject: Deel;
  action: { name: string; properties?: object };
  resource: Deel;
}
const roep = <T>(pad: string, body: object) => huis.roep<T>('POST', `${PAD}/${pad}`, { token, body });
const mag = async (v: object): Promise<boolean> => {
  const { status, body } = await roep<{ decision: boolean }>('evaluation', v);
  expect(status).toBe(200);
  return body.decision;
};
const reeks = async (v: object): Promise<boolean[]> => (await roep<{ evaluations: { decision: boolean }[] }>('evaluations', v)).body.evaluations.map((e) => e.decision);
async function gevonden(wat: string, v: object, limit?: number): Promise<string[]> {
  const uit: string[] = [];
  for (let next: string | undefined; next !== ''; ) {
    const { status, body } = await roep<{ page: { next_token: string; count: number }; results: { id?: string; name?: string; type?: string }[] }>(`search/${wat}`, { ...v, page: { ...(limit ? { limit } : {}), ...(next ? { token: next } : {}) } });
    expect([status, body.page.count]).toEqual([200, body.results.length]);
    uit.push(...body.results.map((r) => r.id ?? r.name ?? ''));
    next = body.page.next_token;
  }
  return uit;
}

describe('Todo', () => {
  const s = leesScenario<{ personen: Record<string, string>; vragen: [string, string, Deel, boolean][]; reeksen: [string, string[], boolean[]][] }>('todo');
  const subject = (wie: string): Deel => ({ type: 'user', id: s.personen[wie]! });
  beforeAll(() => voerIn(huis, invoerVan('todo')));

  it.each(s.vragen)('%s, %s, %j: %s', async (wie, name, resource, decision) => {
    expect(await mag({ subject: subject(wie), action: { name }, resource, context: {} })).toBe(decision);
  });
  it.each(s.reeksen)('evaluations: %s wijzigt taken van %j: %j', async (wie, eigenaren, besluiten) => {
    const evaluations = eigenaren.map((ownerID) => ({ resource: { type: 'todo', id: '7240d0db-8ff0-41ec-98b2-34a096273b9f', properties: { ownerID } } }));
    expect(await reeks({ subject: subject(wie), action: { name: 'can_update_todo' }, resource: {}, context: {}, evaluations })).toEqual(besluiten);
  });
});

describe('API gateway', () => {
  const s = leesScenario<{ personen: Record<string, string>; vragen: [string, string, string, boolean][] }>('gateway');
  beforeAll(() => voerIn(huis, invoerVan('gateway')));

  it.each(s.vragen)('%s, %s %s: %s', async (wie, name, id, decision) => {
    const v = { subject: { type: 'identity', id: s.personen[wie] }, action: { name }, resource: { type: 'route', id }, context: {} };
    expect(await mag(v)).toBe(decision);
    // A gateway may tell more of the request, headers and all: no rule looks at it.
    expect(await mag({ ...v, action: { name, properties: { method: name } }, context: { headers: { 'x-b3': ['1', 2.5, null] } } })).toBe(decision);
  });
});

describe('Search', () => {
  const s = leesScenario<Record<'wie' | 'waarop' | 'wat', string[][]>>('zoeken');
  const [user, record] = [(id: string) => ({ type: 'user', id }), (id: string) => ({ type: 'record', id })];
  beforeAll(() => voerIn(huis, invoerVan('zoeken')));

  it.each(s.wie)('wie: %s %s', async (id, name, ...wie) => {
    expect(await gevonden('subject', { subject: { type: 'user' }, action: { name }, resource: record(id!) })).toEqual(wie);
  });
  it.each(s.waarop)('waarop: %s %s', async (id, name, ...waarop) => {
    const v = { subject: user(id!), action: { name }, resource: { type: 'record' } };
    expect(await gevonden('resource', v)).toEqual(waarop);
    expect(await gevonden('resource', v, 3)).toEqual(waarop);
  });
  it('wat: alle paren, ook die zonder', async () => {
    const bekend = new Map(s.wat.map(([u, r, ...acties]) => [`${u} ${r}`, acties.sort()]));
    for (const u of ['alice', 'bob', 'carol', 'dan', 'erin', 'felix']) {
      for (let r = 101; r <= 120; r++) {
        expect([u, r, await gevonden('action', { subject: user(u), resource: record(String(r)) })]).toEqual([u, r, bekend.get(`${u} ${r}`) ?? []]);
      }
    }
  }, 120_000);
  it('van wat niet bestaat is er niets', async () => {
    const view = { name: 'view' };
    expect(await gevonden('subject', { subject: { type: 'user' }, action: view, resource: record('999') })).toEqual([]);
    expect(await gevonden('subject', { subject: { type: 'user' }, action: { name: 'print' }, resource: record('101') })).toEqual([]);
    expect(await gevonden('resource', { subject: user('niemand'), action: view, resource: { type: 'record' } })).toEqual([]);
    expect(await gevonden('action', { subject: user('niemand'), resource: record('101') })).toEqual([]);
  });
});

describe('certificering van AuthZEN 1.0', () => {
  const s = leesScenario<{ vragen: [Vraag, boolean][]; reeksen: [object, boolean[]][]; zoeken: [string, object, string[]][]; fout: [string, object][] }>('certificering');
  beforeAll(() => voerIn(huis, invoerVan('certificering')));

  it.each(s.vragen)('Basic: %j %s', async (v, decision) => {
    for (let n = 0; n < 3; n++) expect(await mag(v)).toBe(decision); // Idempotency
    expect((await roep<{ decision: boolean; evaluations?: object }>('evaluations', { ...v, evaluations: [] })).body).toMatchObject({ decision });
  });
  it.each(s.reeksen)('Batch: %j', async (v, besluiten) => {
    expect(await reeks(v)).toEqual(besluiten);
  });
  it.each(s.zoeken)('Search %s: %j', async (wat, v, verwacht) => {
    expect(await gevonden(wat, v)).toEqual(verwacht);
    expect(await gevonden(wat, { ...v, context: { time: '2025-06-27T18:03-07:00', ip: '192.168.1.1' } }, 1)).toEqual(verwacht);
  });
  it.each(['evaluation', 'evaluations', 'search/subject'])('400 op wat geen JSON is: %s', async (pad) => {
    for (const [body, type] of [['subject=alice', 'application/x-www-form-urlencoded'], [JSON.stringify(s.vragen[0]![0]), 'text/plain'], ['{', 'application/json'], ['', 'application/json']] as const) {
      const headers = { 'content-type': type, 'x-request-id': 'r-1' };
      const a = await huis.roep('POST', `${PAD}/${pad}`, { token, body, headers });
      expect([type, a.status, a.headers.get('x-request-id')]).toEqual([type, 400, 'r-1']);
    }
    expect((await huis.roep('POST', `${PAD}/${pad}`, { token, body: JSON.stringify(s.vragen[0]![0]), headers: { 'content-type': 'application/json; charset=utf-8' } })).status).toBe(200);
  });
  it.each(s.fout)('400 zonder wat er moet zijn: %s %j', async (pad, v) => {
    expect((await roep(pad, v)).status).toBe(400);
  });
});
