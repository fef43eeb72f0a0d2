import { OVERBRUGGE, VOORBEELDSTAD, WERKORGANISATIE } from '@bronhuis/testing';
import fc from 'fast-check';
import { leesActies } from '../src/bundel/acties.ts';
import { opent, ZAAKSYSTEEM, type Huis } from './omgeving.ts';

const PAD = '/toegangsbeheer/access/v1';
let huis: Huis;
/** May search, for logging and control. */
let carla: string;
/** May ask for a decision. */
let zaaksysteem: string;
beforeAll(async () => {
  huis = await opent();
  carla = await huis.als('carla', 'VA-05');
  zaaksysteem = (await huis.vraagToken(ZAAKSYSTEEM)).access_token!;
  // A municipality has more employees than a page holds.
  await huis.sql(
    `insert into persoon (organisatie, id, naam, omschrijving, soort, rollen, werkgever)
     select $1, 'm' || lpad(i::text, 4, '0'), 'M', 'm', 'medewerker', array[case when i % 2 = 0 then 'behandelaar' else 'bestuurder' end], case when i % 4 = 0 then $2 end from generate_series(1, 700) i`,
    [OVERBRUGGE, WERKORGANISATIE],
  );
  await huis.sql(
    `insert into persoon (organisatie, id, naam, omschrijving, soort, rollen, werkgever) values ($1, 'van-voorbeeldstad', 'V', 'v', 'medewerker', '{behandelaar}', null)`,
    [VOORBEELDSTAD],
  );
});
afterAll(() => huis.stop());

interface Deel {
  type: string;
  id: string;
  properties?: Record<string, unknown>;
}
interface Actie {
  name: string;
  properties?: Record<string, unknown>;
}
interface Blad<T> {
  page: { next_token: string; count: number };
  results: T[];
}
type Wat = 'subject' | 'action' | 'resource';
const zoek = <T = Deel>(wat: Wat, body: object, token = carla, headers: Record<string, string> = {}) => huis.roep<Blad<T>>('POST', `${PAD}/search/${wat}`, { token, body, headers });
async function alles<T = Deel>(wat: Wat, body: object, limit?: number): Promise<T[]> {
  const uit: T[] = [];
  for (let token: string | undefined; token !== ''; ) {
    const { status, body: blad } = await zoek<T>(wat, { ...body, page: { ...(limit ? { limit } : {}), ...(token ? { token } : {}) } });
    expect([status, blad.page.count]).toEqual([200, blad.results.length]);
    uit.push(...blad.results);
    token = blad.page.next_token;
  }
  return uit;
}

const action = { name: 'dossiers:lezen', properties: { processing_activity_id: 'VA-01' } };
const resource = { type: 'dossier', id: 'Z-0147', properties: { activiteiten: ['VA-01'] } };
const medewerkers = { subject: { type: 'medewerker' }, action, resource };
const besluitenVan = async (waar: string): Promise<Record<string, unknown>[]> =>
  (await huis.sql<{ b: unknown }>(`select beslissing as b from bron.verwerking_uit where beslissing::text like '%beslissingen:zoeken%' and beslissing::text like $1`, [`%${waar}%`]))
    .flatMap((r) => [r.b].flat() as Record<string, unknown>[]);

describe('AuthZEN 1.0 §8.4 Subject Search', () => {
  it('vindt precies de medewerkers voor wie een evaluatie ja zegt, en geen van een ander', async () => {
    const bekend = await huis.sql<{ id: string; uitvoerder: string }>(`select id, coalesce(werkgever, organisatie) as uitvoerder from persoon where organisatie = $1 and soort = 'medewerker' order by id`, [OVERBRUGGE]);
    const kandidaten = bekend.map(({ id, uitvoerder }) => ({ type: 'medewerker', id, properties: { uitvoerder } }));
    const vraag = fc.record({
      action: fc.constantFrom<Actie>(action, { name: 'dossiers:lezen' }, { name: 'applicaties:lezen' }, { name: 'vernietigingslijsten:beoordelen', properties: { processing_activity_id: 'VA-03' } }, { name: 'beslissingen:zoeken', properties: { processing_activity_id: 'VA-05' } }),
      resource: fc.constantFrom(resource, { ...resource, properties: { persoonsgegevens: false } }),
      context: fc.constantFrom({}, { klasse: 'geen-persoonsgegevens' }, { verwerkingsactiviteit: 'VA-01' }, { time: '2019-12-31T10:00:00Z' }),
    });
    await fc.assert(
      fc.asyncProperty(vraag, fc.integer({ min: 60, max: 500 }), async (v, limit) => {
        const { body } = await huis.roep<{ evaluations: { decision: boolean }[] }>('POST', `${PAD}/evaluations`, { token: zaaksysteem, body: { ...v, evaluations: kandidaten.map((subject) => ({ subject })) } });
        expect(await alles('subject', { ...v, subject: { type: 'medewerker' } }, limit)).toEqual(kandidaten.filter((_, i) => body.evaluations[i]?.decision));
      }),
      { numRuns: 12, examples: [[{ action, resource, context: {} }, 500]] },
    );
    const ids = (await alles('subject', medewerkers, 500)).map((s) => s.id);
    expect(ids).toEqual(expect.arrayContaining(['noor', 'thijs', 'm0002', 'm0700']));
    expect(ids).not.toContain('van-voorbeeldstad');
  }, 120_000);

  it('vindt van een andere organisatie alleen die van haar', async () => {
    const token = await huis.als('carla', 'VA-05', VOORBEELDSTAD);
    const { body } = await zoek('subject', { ...medewerkers, page: { limit: 500 } }, token);
    expect(body.results.map((s) => s.id)).toEqual(['van-voorbeeldstad']); // for the others the mandate ended yesterday
    expect((await zoek('subject', { ...medewerkers, context: { organisatie: OVERBRUGGE }, page: { limit: 500 } }, token)).body.results).toHaveLength(1);
  });

  it('vindt de applicaties die voor dit doel zijn geregistreerd', async () => {
    const v = { ...medewerkers, subject: { type: 'applicatie' } };
    expect((await alles('subject', v)).map((s) => s.id)).toEqual(['zaaksysteem']);
    expect(await alles('subject', { ...v, action: { ...action, properties: { processing_activity_id: 'VA-02' } }, resource: { ...resource, properties: { activiteiten: ['VA-02'] } } })).toEqual([]);
    const lezen = { ...v, action: { name: 'applicaties:lezen' }, context: { klasse: 'geen-persoonsgegevens' } };
    expect((await alles('subject', lezen)).map((s) => s.id)).toEqual(['zaaksysteem']);
    await huis.sql(`update applicatie set status = 'ingetrokken' where id = 'zaaksysteem-voorbeeldstad'`);
    const token = await huis.als('carla', 'VA-05', VOORBEELDSTAD);
    expect((await zoek('subject', lezen, token)).body.results.map((s) => s.id)).toEqual(['zaaksysteem']);
  });

  it('geeft van een onbekende soort niemand, en kijkt niet naar een id', async () => {
    for (const type of ['spaceship', 'inwoner', 'component', 'user']) {
      expect((await zoek('subject', { ...medewerkers, subject: { type } })).body).toEqual({ page: { next_token: '', count: 0 }, results: [] });
    }
    const een = await zoek('subject', { ...medewerkers, subject: { type: 'medewerker', id: 'bas' }, page: { limit: 3 } });
    expect(een.body.results).toEqual((await zoek('subject', { ...medewerkers, page: { limit: 3 } })).body.results);
    expect((await zoek('subject', { ...medewerkers, subject: { type: 'medewerker', id: 5 } })).status).toBe(200);
    expect((await zoek('subject', { ...medewerkers, action: { name: 'can_read' } })).body.results).toEqual([]);
  });

  it('§8.2: elke bladzijde verder, elk resultaat één keer', async () => {
    const ineens = (await alles('subject', medewerkers, 500)).map((s) => s.id);
    expect(new Set(ineens).size).toBe(ineens.length);
    expect((await alles('subject', medewerkers)).map((s) => s.id)).toEqual(ineens);
    expect((await alles('subject', medewerkers, 97)).map((s) => s.id)).toEqual(ineens);
    expect((await zoek('subject', medewerkers)).body.page.count).toBe(50);
  });

  it('§8.2: een token hoort bij zijn vraag', async () => {
    const { next_token: token } = (await zoek('subject', { ...medewerkers, page: { limit: 2 } })).body.page;
    expect((await zoek('subject', { ...medewerkers, page: { token } })).body.page.count).toBe(2);
    expect((await zoek('subject', { ...medewerkers, context: { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' }, page: { token } })).status).toBe(200);
    for (const fout of [{ ...medewerkers, page: { token: 'onzin' } }, { ...medewerkers, action: { name: 'dossiers:sluiten' }, page: { token } }, { ...medewerkers, page: { token, limit: 3 } }, { ...medewerkers, page: { limit: 501 } }]) {
      expect((await zoek('subject', fout)).status).toBe(400);
    }
    expect((await zoek('subject', { ...medewerkers, page: { token } }, await huis.als('carla', 'VA-05', VOORBEELDSTAD))).status).toBe(400);
  });
});

describe('AuthZEN 1.0 §8.6 Action Search', () => {
  it('vindt precies de handelingen waarop een evaluatie ja zegt', async () => {
    const doelen = (await huis.sql<{ id: string }>('select distinct id from activiteit where organisatie = $1 order by id', [OVERBRUGGE])).map((a) => a.id);
    expect(doelen).toContain('VA-05');
    const wie = fc.constantFrom<Deel>(
      { type: 'medewerker', id: 'noor', properties: { uitvoerder: WERKORGANISATIE } }, { type: 'medewerker', id: 'ingrid' }, { type: 'medewerker', id: 'bas' },
      { type: 'medewerker', id: 'elders', properties: { rollen: ['woo-coordinator'] } }, { type: 'applicatie', id: 'zaaksysteem' }, { type: 'component', id: 'component-woo-publicatie' }, { type: 'inwoner', id: 'bakker' },
    );
    const waarop = fc.constantFrom<Deel>(resource, { type: 'x', id: '1', properties: { component: 'selectielijst', activiteiten: ['VA-02', 'VA-03'] } });
    const context = fc.constantFrom({}, { klasse: 'geen-persoonsgegevens' }, { verwerkingsactiviteit: 'VA-03' }, { klasse: 'intern-proces' }, { klasse: 'geen-persoonsgegevens', verwerkingsactiviteit: 'VA-05' }, { time: '2019-12-31T10:00:00Z' });
    await fc.assert(
      fc.asyncProperty(wie, waarop, context, fc.integer({ min: 7, max: 80 }), async (subject, ding, ctx, limit) => {
        const v = { subject, resource: ding, context: ctx };
        const genoemd = 'verwerkingsactiviteit' in ctx ? [ctx.verwerkingsactiviteit] : 'klasse' in ctx && ctx.klasse === 'geen-persoonsgegevens' ? [null] : doelen;
        const kandidaten: Actie[] = leesActies().flatMap((name) => genoemd.map((d) => (d ? { name, properties: { processing_activity_id: d } } : { name })));
        const { body } = await huis.roep<{ evaluations: { decision: boolean }[] }>('POST', `${PAD}/evaluations`, { token: zaaksysteem, body: { ...v, evaluations: kandidaten.map((action) => ({ action })) } });
        expect(await alles<Actie>('action', v, limit)).toEqual(kandidaten.filter((_, i) => body.evaluations[i]?.decision));
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  it('zegt voor welk doel, en zonder doel alleen waar er geen nodig is', async () => {
    const subject = { type: 'medewerker', id: 'noor', properties: { uitvoerder: WERKORGANISATIE } };
    const gevonden = await alles<Actie>('action', { subject, resource });
    expect(gevonden).toContainEqual({ name: 'dossiers:lezen', properties: { processing_activity_id: 'VA-01' } });
    expect(new Set(gevonden.map((a) => a.properties?.['processing_activity_id']))).toEqual(new Set(['VA-01', 'VA-03']));
    expect(gevonden.filter((a) => a.properties?.['processing_activity_id'] === 'VA-03').map((a) => a.name)).toEqual(['bevriezingen:aanmaken', 'bevriezingen:schrijven', 'bevriezingen:sluiten']);
    const zonder = await alles<Actie>('action', { subject, resource, context: { klasse: 'geen-persoonsgegevens' } });
    expect(zonder).toContainEqual({ name: 'applicaties:lezen' });
    expect(zonder.every((a) => a.properties === undefined && a.name.endsWith(':lezen'))).toBe(true);
  });

  it('weet van een vreemde niets', async () => {
    for (const subject of [{ type: 'medewerker', id: 'van-voorbeeldstad' }, { type: 'medewerker', id: 'niemand' }, { type: 'applicatie', id: 'zaaksysteem-voorbeeldstad' }, { type: 'component', id: 'zaaksysteem' }, { type: 'spaceship', id: '1' }]) {
      expect((await zoek<Actie>('action', { subject, resource, context: { klasse: 'geen-persoonsgegevens' } })).body).toEqual({ page: { next_token: '', count: 0 }, results: [] });
    }
  });
});

describe('AuthZEN 1.0 §8.5 Resource Search', () => {
  it('is leeg: gegevens staan bij hun bron', async () => {
    const v = { subject: { type: 'medewerker', id: 'noor' }, action, resource: { type: 'dossier', id: 'genegeerd' } };
    expect((await zoek('resource', v)).body).toEqual({ page: { next_token: '', count: 0 }, results: [] });
    expect((await zoek('resource', { ...v, page: { token: 'x' } })).status).toBe(400);
  });
});

describe('een zoekvraag', () => {
  const v: Record<Wat, object> = { subject: medewerkers, action: { subject: { type: 'medewerker', id: 'noor' }, resource }, resource: { subject: { type: 'medewerker', id: 'noor' }, action, resource: { type: 'dossier' } } };

  it('§8.4.1, §8.5.1, §8.6.1: antwoordt 400 op wat ontbreekt of niet klopt', async () => {
    const zonder = (o: object, deel: string) => Object.fromEntries(Object.entries(o).filter(([k]) => k !== deel));
    for (const wat of ['subject', 'action', 'resource'] as const) {
      for (const deel of Object.keys(v[wat])) expect([wat, deel, (await zoek(wat, zonder(v[wat], deel))).status]).toEqual([wat, deel, 400]);
      for (const context of [{ time: 'straks' }, { klasse: 'geheim' }, { verwerkingsactiviteit: '\u0000' }]) expect((await zoek(wat, { ...v[wat], context })).status).toBe(400);
    }
    expect((await zoek('subject', { ...medewerkers, resource: { type: 'dossier' } })).status).toBe(400);
    expect((await zoek('resource', { ...v.resource, subject: { type: 'medewerker' } })).status).toBe(400);
  });

  it('mag voor een doel van logging en controle: de CISO, en de applicatiebeheerder als het niet over een mens gaat', async () => {
    const status = async (wat: Wat, body: object, token: string) => (await zoek(wat, body, token)).status;
    const bas = await huis.als('bas', 'VA-05');
    const applicatie = { type: 'applicatie', id: 'zaaksysteem' };
    for (const wat of ['subject', 'action', 'resource'] as const) {
      expect(await status(wat, v[wat], bas)).toBe(403);
      expect(await status(wat, { ...v[wat], subject: applicatie }, bas)).toBe(200);
      expect(await status(wat, v[wat], await huis.als('carla'))).toBe(403); // without a purpose
      expect(await status(wat, v[wat], await huis.als('carla', 'VA-01'))).toBe(403);
      expect(await status(wat, v[wat], await huis.als('noor', 'VA-05'))).toBe(403);
      expect(await status(wat, v[wat], zaaksysteem)).toBe(403);
    }
  });

  it('laat altijd een beslissing na, ook als zij niets vindt of wordt geweigerd', async () => {
    for (const [wat, body] of Object.entries(v) as [Wat, object][]) {
      for (const [n, token, besluit] of [[1, carla, 'toegestaan'], [2, zaaksysteem, 'geweigerd'], [3, carla, 'toegestaan']] as const) {
        const traceId = `${wat.length}${n}`.padStart(32, 'a');
        const page = n === 3 ? { page: { token: 'onzin' } } : {};
        await zoek(wat, { ...body, ...page, context: { traceparent: `00-${traceId}-b7ad6b7169203331-01` } }, token);
        expect(await besluitenVan(traceId)).toEqual([expect.objectContaining({ actie: 'beslissingen:zoeken', besluit, traceId, resource: expect.objectContaining({ soort: 'beslissing', persoonsgegevens: true }) })]);
      }
    }
  });

  it('is een verwerking van wie er in het antwoord staan, met wat er is gezocht', async () => {
    const traceId = 'b'.repeat(32);
    await zoek('subject', { ...medewerkers, context: { traceparent: `00-${traceId}-b7ad6b7169203331-01` }, page: { limit: 2 } });
    const rijen = await huis.sql<{ v: unknown }>('select verwerking as v from bron.verwerking_uit where verwerking::text like $1', [`%${traceId}%`]);
    expect(rijen.flatMap((r) => [r.v].flat())).toEqual([
      expect.objectContaining({ activiteit: 'VA-05', handeling: 'Gezocht wie iets mag (dossiers:lezen)', gegevens: ['rechten'], gebruiker: { soort: 'medewerker', id: 'carla' }, betrokkenen: [expect.objectContaining({ soort: 'eigen', rol: 'medewerker' }), expect.anything()] }),
    ]);
    const [b] = await besluitenVan(traceId);
    expect(b).toMatchObject({ resource: { id: 'Z-0147', type: 'medewerker met dossiers:lezen' }, wie: { id: 'carla' }, doel: { id: 'VA-05' } });
  });
});
