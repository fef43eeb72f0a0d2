import { bewerkingen, generatedCalls, OVERBRUGGE, WERKORGANISATIE } from '@bronhuis/testing';
import type { Beslissingsrecord } from '@bronhuis/toegang';
import { herhaal } from '../src/beslissingen/herhaling.ts';
import { AUTHZEN_PADEN } from '../src/authzen/authzen.module.ts';
import { opent, ZAAKSYSTEEM, type Huis } from './omgeving.ts';

const PAD = '/toegangsbeheer/access/v1/evaluation';
let huis: Huis;
let token: string;
beforeAll(async () => {
  huis = await opent();
  token = (await huis.vraagToken(ZAAKSYSTEEM)).access_token!;
});
afterAll(() => huis.stop());

interface Besluit {
  decision: boolean;
  context: { id: string; beleid: string[]; bundel: { versie: number }; reason?: string; reason_user?: { nl: string } };
}
const verzoek = {
  subject: { type: 'medewerker', id: 'noor', properties: { uitvoerder: WERKORGANISATIE } },
  action: { name: 'dossiers:lezen', properties: { processing_activity_id: 'VA-01' } },
  resource: { type: 'dossier', id: 'Z-0147', properties: { activiteiten: ['VA-01'], component: 'registers' } },
};
const vraag = (body: unknown, headers: Record<string, string> = {}) => huis.roep<Besluit>('POST', PAD, { token, body, headers });
const record = async (id: string): Promise<Beslissingsrecord> => {
  const rijen = await huis.sql<{ b: Beslissingsrecord | Beslissingsrecord[] }>(`select beslissing as b from bron.verwerking_uit where beslissing::text like '%' || $1 || '%'`, [id]);
  const gevonden = rijen.flatMap((r) => [r.b].flat()).filter((b) => b.id === id);
  expect(gevonden).toHaveLength(1);
  return gevonden[0]!;
};

describe('AuthZEN 1.0 §6 Access Evaluation', () => {
  it('§6.2: antwoordt wat het beleid zegt, met de regels en de versie', async () => {
    const { status, body } = await vraag(verzoek);
    expect(status).toBe(200);
    expect(body).toMatchObject({ decision: true, context: { beleid: ['dossiers-voor-het-doel'] } });
    expect(body.context.bundel.versie).toBeGreaterThan(0);
  });

  it('§6.2: antwoordt op een weigering 200 met de reden, en legt haar vast', async () => {
    const { status, body } = await vraag({ ...verzoek, action: { name: 'dossiers:lezen', properties: { processing_activity_id: 'VA-02' } } });
    expect(status).toBe(200);
    expect(body).toMatchObject({ decision: false, context: { reason: 'Dit soort gegevens wordt niet gebruikt voor VA-02.', reason_user: { nl: expect.any(String) } } });
    expect(await record(body.context.id)).toMatchObject({
      organisatie: OVERBRUGGE, wie: { id: 'noor', applicatie: 'zaaksysteem' }, actie: 'dossiers:lezen', besluit: 'geweigerd', resource: { soort: 'dossier', id: 'Z-0147' },
    });
  });

  it('laat de vrager geen rollen of organisatie kiezen', async () => {
    const subject = { ...verzoek.subject, id: 'bas', properties: { uitvoerder: WERKORGANISATIE, rollen: ['behandelaar'] } };
    expect((await vraag({ ...verzoek, subject })).body.decision).toBe(false);
    expect((await vraag({ ...verzoek, subject: { type: 'medewerker', id: 'noor', properties: { uitvoerder: '00000001999990033000' } }, context: { organisatie: '00000001999990033000' } })).body.decision).toBe(false);
  });

  it('§6.1: een handeling die wij niet kennen is geen fout, zij mag niet', async () => {
    expect((await vraag({ ...verzoek, action: { name: 'can_read' } })).body.decision).toBe(false);
  });

  it.each([
    ['zonder wie', { ...verzoek, subject: undefined }], ['met een onbekende soort', { ...verzoek, subject: { type: 'robot', id: '1' } }], ['zonder handeling', { ...verzoek, action: {} }],
    ['met een tekst die niet te bewaren is', { ...verzoek, resource: { type: 'dossier', id: 'a\u0000b' } }],
    ['met te veel', { ...verzoek, subject: { ...verzoek.subject, properties: { rollen: Array.from({ length: 2000 }, () => 'behandelaar') } } }],
    ['met een tijdstip dat er geen is', { ...verzoek, context: { time: '2026-02-30T10:00:00Z' } }],
  ])('antwoordt 400 %s', async (_, body) => {
    expect((await vraag(body)).status).toBe(400);
  });

  it('antwoordt 400 op wat te diep genest is om te bewaren', async () => {
    const diep = `{"subject":{"type":"medewerker","id":"noor"},"action":{"name":"x"},"resource":{"type":"dossier","id":"1"},"context":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`;
    expect((await huis.roep('POST', PAD, { token, body: diep, headers: { 'content-type': 'application/json' } })).status).toBe(400);
  });

  it('is niet voor een medewerker of voor wie niet is aangemeld', async () => {
    expect((await huis.roep('POST', PAD, { token: await huis.als('noor'), body: verzoek })).status).toBe(403);
    expect((await huis.roep('POST', PAD, { body: verzoek })).status).toBe(401);
  });
});

describe('NL GOV AuthZEN profile: context', () => {
  it('time: beslist over die dag, en het record kan opnieuw beslist worden', async () => {
    const gisteren = new Date(Date.now() - 86_400_000).toISOString();
    const v = (time: string) => vraag({ ...verzoek, context: { time } });
    expect((await v(gisteren)).body.decision).toBe(true);
    const { body } = await v('2019-12-31T12:00:00+01:00'); // the activity and the mandate are of 2020-01-01
    expect(body.decision).toBe(false);
    const b = await record(body.context.id);
    expect(b.dag).toBe('2019-12-31');
    expect(herhaal(b, huis.draaiend.bundelhouder!.huidige())).toMatchObject({ gelijk: true });
    expect(herhaal({ ...b, dag: undefined }, huis.draaiend.bundelhouder!.huidige())).toMatchObject({ gelijk: false });
    expect((await record((await vraag(verzoek)).body.context.id)).dag).toBeUndefined();
  });

  it('traceparent: de beslissing staat in die keten; wat er geen is wordt overgeslagen', async () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const { body } = await vraag({ ...verzoek, context: { traceparent: `00-${traceId}-b7ad6b7169203331-01` } });
    const b = await record(body.context.id);
    expect(b.traceId).toBe(traceId);
    expect(b.spanId).not.toBe('b7ad6b7169203331');
    const ander = await vraag({ ...verzoek, context: { traceparent: `00-${'0'.repeat(32)}-b7ad6b7169203331-01` } });
    expect((await record(ander.body.context.id)).traceId).toMatch(/[1-9a-f]/);
  });
});

describe('AuthZEN 1.0 §9 Policy Decision Point Metadata', () => {
  it('is er voor iedereen, met adressen die er zijn', async () => {
    const { status, body, headers } = await huis.roep<Record<string, string>>('GET', '/.well-known/authzen-configuration');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toContain('application/json');
    expect(headers.get('cache-control')).toContain('max-age');
    const { policy_decision_point: pdp, ...adressen } = body;
    expect(pdp).toBe('https://bronhuis.example');
    expect(Object.keys(adressen)).toHaveLength(5);
    for (const adres of Object.values(adressen)) {
      expect(adres.startsWith(`${pdp}/`)).toBe(true);
      expect((await huis.roep('POST', adres.slice(pdp!.length), { body: {} })).status).toBe(401);
    }
  });
});

describe('AuthZEN 1.0 §10.1 HTTPS binding', () => {
  const elk = AUTHZEN_PADEN.filter((p) => p.includes('access'));

  it('negeert onbekende velden', async () => {
    expect((await vraag({ ...verzoek, options: { x: 1 }, foo: { bar: [] } })).body.decision).toBe(true);
  });

  it.each(elk)('geeft X-Request-ID terug, ook op een weigering: %s', async (pad) => {
    const headers = { 'x-request-id': 'bfe9eb29-ab87' };
    const antwoorden = [
      await huis.roep('POST', `/${pad}`, { token, body: verzoek, headers }),
      await huis.roep('POST', `/${pad}`, { token, body: {}, headers }),
      await huis.roep('POST', `/${pad}`, { body: verzoek, headers }),
      await huis.roep('POST', `/${pad}`, { token: 'onzin', body: verzoek, headers }),
      await huis.roep('GET', `/${pad}`, { token, headers }),
    ];
    for (const a of antwoorden) expect([a.status, a.headers.get('x-request-id')]).toEqual([a.status, 'bfe9eb29-ab87']);
    expect(antwoorden.slice(1).map((a) => a.status)).toEqual([400, 401, 401, 405]);
  });

  it.each(elk)('antwoordt 400 op wat geen JSON is, en op niets: %s', async (pad) => {
    const stuur = (body: string) => huis.roep('POST', `/${pad}`, { token, body, headers: { 'content-type': 'application/json' } });
    expect((await stuur('{')).status).toBe(400);
    expect((await stuur('')).status).toBe(400);
    expect((await stuur('[]')).status).toBe(400);
  });

  it('duizend verzinsels geven geen fout van het onderdeel zelf', async () => {
    const paths = Object.fromEntries(Object.entries(huis.contract.paths).filter(([p]) => AUTHZEN_PADEN.includes(p.slice(1))));
    const contract = { ...huis.contract, paths };
    expect(bewerkingen(contract)).toHaveLength(6);
    const carla = await huis.als('carla', 'VA-05');
    const statussen = new Set<string>();
    for (const { methode, pad, headers, body } of generatedCalls(contract, { aantal: 1000, bekend: ['noor'] })) {
      const { status } = await huis.roep(methode, pad, { token: pad.includes('search') ? carla : token, headers, body });
      statussen.add(`${pad.split('?')[0]?.slice(1)} ${status}`);
      expect(status).toBeLessThan(500);
    }
    for (const pad of AUTHZEN_PADEN) expect(statussen).toContain(`${pad} 200`);
  }, 120_000);
});
