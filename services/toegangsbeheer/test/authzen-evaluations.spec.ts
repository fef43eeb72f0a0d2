import { jest } from '@jest/globals';
import { OVERBRUGGE, WERKORGANISATIE } from '@bronhuis/testing';
import fc from 'fast-check';
import { SEMANTIEKEN } from '../src/authzen/beslis-evaluaties.ts';
import { opent, ZAAKSYSTEEM, type Huis } from './omgeving.ts';

const PAD = '/toegangsbeheer/access/v1/evaluations';
let huis: Huis;
let token: string;
beforeAll(async () => {
  huis = await opent();
  token = (await huis.vraagToken(ZAAKSYSTEEM)).access_token!;
});
afterAll(() => huis.stop());
afterEach(() => jest.restoreAllMocks());

interface Besluit {
  decision: boolean;
  context: { id?: string; error?: { status: number; message: string }; reason?: string; beleid?: string[] };
}
const subject = { type: 'medewerker', id: 'noor', properties: { uitvoerder: WERKORGANISATIE } };
const action = { name: 'dossiers:lezen', properties: { processing_activity_id: 'VA-01' } };
const resource = { type: 'dossier', id: 'Z-0147', properties: { activiteiten: ['VA-01'] } };
const ander = { ...resource, properties: { activiteiten: ['VA-02'] } };
const vraag = (body: unknown) => huis.roep<{ evaluations: Besluit[]; decision?: boolean }>('POST', PAD, { token, body });
const besluiten = async (body: unknown) => (await vraag(body)).body.evaluations.map((e) => e.decision);
/** Every decision that was recorded about this employee on this thing. */
const records = async (id: string): Promise<{ id: string; actie: string }[]> => {
  const rijen = await huis.sql<{ b: object | object[] }>(`select beslissing as b from bron.verwerking_uit where beslissing::text like '%' || $1 || '%'`, [id]);
  return rijen.flatMap((r) => [r.b].flat() as { id: string; actie: string; resource: { id?: string } }[]).filter((b) => b.resource.id === id);
};

describe('AuthZEN 1.0 §7.1 Access Evaluations request', () => {
  it('§7.1.1: neemt van boven wat een onderdeel niet zelf noemt, elk deel als geheel', async () => {
    expect(await besluiten({ subject, action, evaluations: [{ resource }, { resource: ander }, { resource: ander, action: { ...action, properties: { processing_activity_id: 'VA-02' } } }] })).toEqual([true, false, false]);
    // The subject of the item has no uitvoerder of its own: it does not get that of the default.
    const { evaluations } = (await vraag({ subject: { ...subject, properties: { uitvoerder: '00000001999990033000' } }, action, resource, evaluations: [{}, { subject: { type: 'medewerker', id: 'noor' } }] })).body;
    expect(evaluations.map((e) => e.decision)).toEqual([false, true]);
    expect(await besluiten({ evaluations: [{ subject, action, resource }, { subject: { ...subject, id: 'willem' }, action, resource }] })).toEqual([true, false]);
  });

  it.each([['zonder', {}], ['met lege', { evaluations: [] }]])('%s evaluations is het één vraag (§7.1)', async (_, extra) => {
    const { status, body } = await vraag({ subject, action, resource, ...extra });
    expect(status).toBe(200);
    expect(body).toMatchObject({ decision: true, context: { beleid: ['dossiers-voor-het-doel'] } });
    expect(body).not.toHaveProperty('evaluations');
    expect((await vraag({ subject, action, ...extra })).status).toBe(400);
  });

  it('§7.1.2.1: stopt bij de eerste weigering, of bij de eerste toestemming, met het antwoord dat besliste', async () => {
    const evaluations = [{ resource }, { resource: ander }, { resource }];
    const met = (evaluations_semantic: string, rij: object[] = evaluations) => besluiten({ subject, action, evaluations: rij, options: { evaluations_semantic } });
    expect(await met('execute_all')).toEqual([true, false, true]);
    expect(await met('deny_on_first_deny')).toEqual([true, false]);
    expect(await met('permit_on_first_permit', [...evaluations].reverse().slice(1))).toEqual([false, true]);
    expect(await met('deny_on_first_deny', [{ resource }, {}, { resource }])).toEqual([true, false]); // an error is a denial
    expect((await vraag({ subject, action, evaluations, options: { evaluations_semantic: 'misschien' } })).status).toBe(400);
  });

  it('neemt duizend vragen aan, en niet meer', async () => {
    const evaluations = Array.from({ length: 1000 }, () => ({ resource }));
    expect((await besluiten({ subject, action, evaluations })).filter(Boolean)).toHaveLength(1000);
    expect((await vraag({ subject, action, evaluations: [...evaluations, {}] })).status).toBe(400);
  });
});

describe('AuthZEN 1.0 §7.2.1 Errors', () => {
  it('wat niet gevraagd kan worden, is geweigerd met de reden, en de rest is beantwoord', async () => {
    const fout = [{}, { resource: { type: 'dossier' } }, { resource, subject: { type: 'robot', id: '1' } }, { resource, context: { time: 'straks' } }, { resource, context: { klasse: 'geheim' } }, 5, null, [], { resource: null }, { resource: { ...resource, id: '\u0000' } }];
    const { status, body } = await vraag({ subject, action, evaluations: [{ resource }, ...fout, { resource }] });
    expect(status).toBe(200);
    expect(body.evaluations.map((e) => e.decision)).toEqual([true, ...fout.map(() => false), true]);
    expect(body.evaluations.slice(1, -1).map((e) => e.context)).toEqual(fout.map(() => ({ error: { status: 400, message: expect.stringMatching(/\S+: \S/) } })));
    expect(body.evaluations[1]?.context.error?.message).toBe('resource: Dit gegeven ontbreekt.');
  });
});

describe('elk besluit', () => {
  it('staat met zijn eigen record vast voor het antwoord vertrekt', async () => {
    const id = 'Z-vast';
    const { evaluations } = (await vraag({ subject, resource: { ...resource, id }, evaluations: [{ action }, { action: { name: 'dossiers:schrijven' } }, {}, { action }] })).body;
    const vast = await records(id);
    expect(vast.map((b) => b.id).sort()).toEqual(evaluations.flatMap((e) => e.context.id ?? []).sort());
    expect(vast).toHaveLength(3);
    await vraag({ subject, action, evaluations: [{ resource: { ...ander, id: 'Z-kort' } }, { resource: { ...resource, id: 'Z-kort' } }], options: { evaluations_semantic: 'deny_on_first_deny' } });
    expect(await records('Z-kort')).toHaveLength(1); // what was not decided has no record
  });

  it('vertrekt niet zonder record: kan er één niet worden geschreven, dan is het antwoord 503', async () => {
    await huis.sql('alter table bron.verwerking_uit rename to verwerking_uit_weg');
    try {
      expect((await vraag({ subject, action, evaluations: [{ resource }, { resource: ander }] })).status).toBe(503);
    } finally {
      await huis.sql('alter table bron.verwerking_uit_weg rename to verwerking_uit');
    }
    expect((await vraag({ subject, action, evaluations: [{ resource }] })).status).toBe(200);
  });

  it('vraagt de rollen van alle medewerkers in één keer: even veel vragen voor één als voor duizend', async () => {
    const lees = jest.spyOn(huis.draaiend.bron!, 'lees');
    const aantal = async (n: number) => {
      const evaluations = Array.from({ length: n }, (_, i) => ({ subject: { type: 'medewerker', id: i % 3 === 0 ? 'noor' : `p${i}` }, resource }));
      const uit = await besluiten({ action, evaluations });
      expect(uit.filter(Boolean)).toHaveLength(Math.ceil(n / 3));
      const gevraagd = lees.mock.calls.filter(([, q]) => q.name?.startsWith('authzen')).length;
      lees.mockClear();
      return gevraagd;
    };
    expect([await aantal(1), await aantal(10), await aantal(1000)]).toEqual([1, 1, 1]);
  });

  it('is dat van dezelfde vraag alleen, in alle drie de wijzen van evalueren', async () => {
    const delen = {
      subject: fc.constantFrom(subject, { ...subject, id: 'thijs' }, { ...subject, id: 'bas' }, { type: 'medewerker', id: 'vreemd', properties: { rollen: ['behandelaar'] } }, { type: 'applicatie', id: 'zaaksysteem' }, { type: 'robot', id: '1' }),
      action: fc.constantFrom(action, { name: 'applicaties:lezen' }, { name: 'dossiers:sluiten', properties: { processing_activity_id: 'VA-02' } }),
      resource: fc.constantFrom(resource, ander, { type: 'applicatie', id: 'x' }, { type: 'dossier' }),
      context: fc.constantFrom({}, { klasse: 'geen-persoonsgegevens' }, { time: '2019-12-31T10:00:00Z' }, { time: 'nooit' }),
    };
    const item = fc.record(delen, { requiredKeys: [] });
    await fc.assert(
      fc.asyncProperty(item, fc.array(item, { minLength: 1, maxLength: 6 }), fc.constantFrom(...SEMANTIEKEN), async (standaard, evaluations, evaluations_semantic) => {
        const samen = await besluiten({ ...standaard, evaluations, options: { evaluations_semantic } });
        const apart = [];
        for (const e of evaluations) {
          // Of who and what an item may name a part: the type or the id that it leaves out is that of the default.
          const resource = e.resource && { ...(standaard.resource && 'id' in standaard.resource ? { id: standaard.resource.id } : {}), ...e.resource };
          const a = await huis.roep<Besluit>('POST', '/toegangsbeheer/access/v1/evaluation', { token, body: { ...standaard, ...e, ...(resource ? { resource } : {}) } });
          apart.push(a.status === 200 && a.body.decision);
          if (evaluations_semantic === 'deny_on_first_deny' && !apart.at(-1)) break;
          if (evaluations_semantic === 'permit_on_first_permit' && apart.at(-1)) break;
        }
        expect(samen).toEqual(apart);
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  it('gaat over de organisatie van het token, wat de vraag ook zegt', async () => {
    const { evaluations } = (await vraag({ subject, action, resource: { ...resource, id: 'Z-org' }, context: { organisatie: '00000001999990019000' }, evaluations: [{}] })).body;
    expect(evaluations).toHaveLength(1);
    const rijen = await huis.sql<{ organisatie: string }>(`select distinct organisatie from bron.verwerking_uit where beslissing::text like '%Z-org%'`);
    expect(rijen).toEqual([{ organisatie: OVERBRUGGE }]);
  });
});
