import { OVERBRUGGE, VOORBEELDSTAD } from '@bronhuis/testing';
import type { HerhalingAntwoord } from '../src/beslissingen/herhaling.dto.ts';
import { eisBeslissing } from '../src/beslissingen/beslissing.ts';
import { voegToe } from '../src/beslissingen/beslissing.store.ts';
import { herhaal } from '../src/beslissingen/herhaling.ts';
import { herhalingVan, type Toepassingsbeslissing } from '../src/toepassingen/toepassingsbeslissing.ts';
import { Toepassingen } from '../src/toepassingen/toepassingen.ts';
import type { ToepassingsversieAntwoord, ToepassingsversieKort } from '../src/toepassingen/toepassingsversie.dto.ts';
import { opent, PAD, ZAAKSYSTEEM, type Huis } from './omgeving.ts';
import { invoerVan, versiesVan, voerIn } from './toepassingen-hulp.ts';

const AUTHZEN = '/toegangsbeheer/access/v1';
let huis: Huis;
let token: string;
beforeAll(async () => {
  huis = await opent();
  token = (await huis.vraagToken(ZAAKSYSTEEM)).access_token!;
});
afterAll(() => huis.stop());

type Fout = { code?: string; invalidParams?: { name: string; code: string; reason: string }[] };
interface Besluit {
  decision: boolean;
  context: { id: string; beleid: string[]; toepassingsversie?: number; reason?: string; reason_admin?: { nl: string } };
}
const roep = async (methode: string, pad: string, wie: string, body?: object) =>
  huis.roep<ToepassingsversieKort & Fout>(methode, `${versiesVan('zaaksysteem')}${pad}`, { token: await huis.als(wie), ...(body ? { body } : {}) });
const vraag = async (body: object, als = token): Promise<Besluit> => {
  const a = await huis.roep<Besluit>('POST', `${AUTHZEN}/evaluation`, { token: als, body });
  expect([a.status, a.tekst]).toEqual([200, expect.anything()]);
  return a.body;
};
const regel = (id: string, rest: string): string => `@id("${id}")\n@toelichting("Regel ${id} van deze proef.")\n${rest}\n`;
const met = (beleid: string, anders: object = {}): object => ({ beleid, reden: 'Proef', ...anders });
const alice = { type: 'user', id: 'alice' };
const record1 = { type: 'record', id: 'record-1' };
const lees = { subject: alice, action: { name: 'read' }, resource: record1 };
/** Every decision as it left, in the order of time. */
const records = async (organisatie = OVERBRUGGE): Promise<Toepassingsbeslissing[]> => {
  const rijen = await huis.sql<{ b: unknown }>('select beslissing as b from bron.verwerking_uit where organisatie = $1 and beslissing is not null', [organisatie]);
  return rijen.flatMap((r) => [r.b].flat() as Toepassingsbeslissing[]).filter((b) => 'toepassing' in b);
};

describe('zonder eigen beleid', () => {
  it('kent een applicatie alleen de woorden van het huis', async () => {
    expect((await huis.roep('POST', `${AUTHZEN}/evaluation`, { token, body: lees })).status).toBe(400);
    expect(await vraag({ ...lees, subject: { type: 'medewerker', id: 'noor' } })).toMatchObject({ decision: false, context: { beleid: ['grens-doel-verplicht'] } });
    expect((await huis.roep('POST', `${AUTHZEN}/search/action`, { token, body: { subject: alice, resource: record1 } })).status).toBe(403);
    expect((await roep('GET', '', 'bas')).body).toMatchObject({ resultaten: [] });
    expect((await roep('GET', '/1', 'bas')).status).toBe(404);
    expect((await roep('POST', '/1/_vaststellen', 'petra')).status).toBe(404);
  });
});

describe('een versie', () => {
  it('schrijft de applicatiebeheerder, en een ander stelt haar vast; tot dan geldt zij niet', async () => {
    const invoer = invoerVan('certificering');
    for (const wie of ['petra', 'carla', 'noor', 'farida']) expect([wie, (await roep('POST', '', wie, invoer)).status]).toEqual([wie, 403]);
    expect((await huis.roep('POST', versiesVan('zaaksysteem'), { token, body: invoer })).status).toBe(403);
    const { status, body, headers } = await roep('POST', '', 'bas', invoer);
    expect([status, headers.get('location')]).toEqual([201, `${versiesVan('zaaksysteem')}/${body.versie}`]);
    expect(body).toMatchObject({ status: 'concept', auteur: 'bas', vastgesteldDoor: null, aantalRegels: 4, aantalEntiteiten: 4 });
    expect((await huis.roep('POST', `${AUTHZEN}/evaluation`, { token, body: lees })).status).toBe(400);

    expect((await roep('POST', `/${body.versie}/_vaststellen`, 'bas')).body.code).toBe('eigen-versie');
    for (const wie of ['noor', 'farida', 'thijs']) expect([wie, (await roep('POST', `/${body.versie}/_vaststellen`, wie)).status]).toEqual([wie, 403]);
    expect((await roep('POST', `/${body.versie}/_vaststellen`, 'petra')).body).toMatchObject({ status: 'geldend', vastgesteldDoor: 'petra' });
    expect((await roep('POST', `/${body.versie}/_vaststellen`, 'carla')).body.code).toBe('al-vastgesteld');
    expect(await vraag(lees)).toMatchObject({ decision: true, context: { beleid: ['lezen'], toepassingsversie: body.versie } });
  });

  it('is te lezen voor wie haar schrijft en beoordeelt, als zij was geschreven', async () => {
    const heel = await huis.roep<ToepassingsversieAntwoord>('GET', `${versiesVan('zaaksysteem')}/1`, { token: await huis.als('carla') });
    expect(heel.body).toMatchObject({ ...invoerVan('certificering'), schema: null, versie: 1 });
    for (const wie of ['noor', 'thijs', 'farida']) for (const pad of ['', '/1']) expect([wie, (await roep('GET', pad, wie)).status]).toEqual([wie, 403]);
    expect((await huis.roep('GET', versiesVan('zaaksysteem'), { token })).status).toBe(403);
  });

  it('vervalt als er een nieuwere geldt; een ouder concept komt er niet meer doorheen', async () => {
    const [oud, nieuw] = [(await roep('POST', '', 'bas', invoerVan('todo'))).body, (await roep('POST', '', 'bas', invoerVan('certificering'))).body];
    expect(nieuw.hash).toBe((await roep('GET', '/1', 'bas')).body.hash);
    expect((await roep('POST', `/${nieuw.versie}/_vaststellen`, 'carla')).status).toBe(200);
    expect((await roep('POST', `/${oud.versie}/_vaststellen`, 'petra')).body.code).toBe('verouderd');
    const { body } = await huis.roep<{ resultaten: ToepassingsversieKort[]; links: { volgende?: string } }>('GET', `${versiesVan('zaaksysteem')}?omvang=2`, { token: await huis.als('bas') });
    expect(body.resultaten.map((v) => [v.versie, v.status])).toEqual([[nieuw.versie, 'geldend'], [oud.versie, 'vervallen']]);
    expect(body.links.volgende).toContain(`na=${oud.versie}`);
    expect((await vraag(lees)).context.toepassingsversie).toBe(nieuw.versie);
  });

  it('verandert niet meer, wat de code ook zegt', async () => {
    const wijzig = (wat: string) => huis.draaiend.bron!.transactie({ organisatie: OVERBRUGGE, traceparent: '' }, (tx) => tx.query(`update toepassingsversie set ${wat} where versie = 1`));
    await expect(wijzig(`beleid = 'x'`)).rejects.toThrow('verandert niet');
    await expect(huis.draaiend.bron!.transactie({ organisatie: OVERBRUGGE, traceparent: '' }, (tx) => tx.query('delete from toepassingsversie'))).rejects.toThrow('permission denied');
    await expect(huis.sql(`insert into toepassingsversie select organisatie, applicatie, 99, beleid, schema, entiteiten, regels, aantal, hash, reden, auteur, aangemaakt, auteur, now() from toepassingsversie where versie = 1`)).rejects.toThrow('check');
  });

  it('is er van een applicatie die deze organisatie kent, en nooit van een onderdeel van het huis', async () => {
    const bas = await huis.als('bas');
    expect((await huis.roep('GET', versiesVan('zaaksysteem-voorbeeldstad'), { token: bas })).status).toBe(404);
    expect((await huis.roep('POST', versiesVan('bestaat-niet'), { token: bas, body: invoerVan('todo') })).status).toBe(404);
    expect((await huis.roep<Fout>('POST', versiesVan('component-registers'), { token: bas, body: invoerVan('todo') })).body.code).toBe('onderdeel');
  });

  it('komt met dezelfde sleutel één keer', async () => {
    const stuur = async () => huis.roep<ToepassingsversieKort>('POST', versiesVan('zaaksysteem'), { token: await huis.als('bas'), headers: { 'idempotency-key': 'een-keer' }, body: invoerVan('gateway') });
    expect((await stuur()).body).toEqual((await stuur()).body);
  });
});

describe('wat niet klopt, wordt geweigerd met wat er niet klopt', () => {
  const SCHEMA = 'entity user = { role: String }; entity record in [record]; action "view" appliesTo { principal: user, resource: record };';
  const goed = regel('goed', 'permit (principal is user, action == Action::"view", resource);');
  const diep = (n: number): unknown => (n === 0 ? 1 : { a: diep(n - 1) });
  const rij = Array.from({ length: 30 }, (_, i) => ({ type: 'record', id: `r${i}`, ouders: [{ type: 'record', id: `r${i + 1}` }] }));
  const waaier = [0, 1, 2, 3].map((i) => ({ type: 'groep', id: `top${i}`, ouders: i < 3 ? Array.from({ length: 90 }, (_, j) => ({ type: 'g', id: `g${i}-${j}` })) : [0, 1, 2].map((j) => ({ type: 'groep', id: `top${j}` })) }));
  it.each<[string, object, [string, string][]]>([
    ['geen Cedar', met('permit (principal'), [['beleid', 'cedar']]],
    ['een regel zonder naam en een zonder reden', met(`permit (principal, action, resource);\n@id("b") forbid (principal, action, resource);`), [['beleid', 'id'], ['beleid.b', 'toelichting']]],
    ['te veel haken', met(regel('a', `permit (principal, action, resource) when { ${'('.repeat(500)}true${')'.repeat(500)} };`)), [['beleid', 'te-diep']]],
    ['een handeling van het huis', met(regel('a', 'permit (principal, action == Action::"dossiers:lezen", resource);')), [['beleid', 'huis']]],
    ['een namespace', met(regel('a', 'permit (principal is Todo::User, action, resource);')), [['beleid.a', 'namespace']]],
    ['context als geheel', met(regel('a', 'permit (principal, action, resource) when { context == {a: 1} };')), [['beleid.a', 'context']]],
    ['geen schema', met(goed, { schema: 'entity user = {' }), [['schema', 'cedar']]],
    ['een schema dat te diep is', met(goed, { schema: `entity user = ${'{ a: '.repeat(60)}Long${' }'.repeat(60)};` }), [['schema', 'te-diep']]],
    ['een schema met een namespace', met(goed, { schema: `namespace A { ${SCHEMA} }` }), [['schema', 'namespace']]],
    ['een regel buiten het schema', met(goed + regel('fout', 'permit (principal is user, action == Action::"view", resource) when { principal.rol == "x" };'), { schema: SCHEMA }), [['beleid.fout', 'schema']]],
    ['entiteiten buiten het schema, elk genoemd', met(goed, { schema: SCHEMA, entiteiten: [{ type: 'user', id: 'a', eigenschappen: { role: 'x' } }, { type: 'user', id: 'b' }, { type: 'robot', id: 'c' }] }), [['entiteiten.1', 'cedar'], ['entiteiten.2', 'cedar']]],
    ['een entiteit die er twee keer staat', met(goed, { entiteiten: [alice, record1, alice] }), [['entiteiten.2', 'dubbel']]],
    ['waarden die Cedar niet kent', met(goed, { entiteiten: [{ ...alice, eigenschappen: { a: 1.5, b: [1, 2 ** 60], c: diep(30), d: { __entity: 5 }, __e: 1 } }] }), [['entiteiten.0.eigenschappen.a', 'waarde'], ['entiteiten.0.eigenschappen.b.1', 'waarde'], [`entiteiten.0.eigenschappen.c${'.a'.repeat(20)}`, 'waarde'], ['entiteiten.0.eigenschappen.d', 'waarde'], ['entiteiten.0.eigenschappen.__e', 'waarde']]],
    ['een adres dat er geen is', met(goed, { entiteiten: [{ ...alice, eigenschappen: { adres: { __extn: { fn: 'ip', arg: 'hier' } } } }] }), [['entiteiten.0', 'cedar']]],
    ['een BSN', met(goed, { entiteiten: [{ type: 'user', id: '999993021' }] }), [['entiteiten.0', 'bsn']]],
    ['een kring van groepen', met(goed, { entiteiten: [{ ...alice, ouders: [alice] }] }), [['entiteiten.0.ouders', 'te-diep']]],
    ['te veel groepen', met(goed, { entiteiten: waaier }), [['entiteiten.3.ouders', 'te-diep']]],
    ['een te lange rij van groepen', met(goed, { entiteiten: rij }), rij.slice(0, 10).map((_, i) => [`entiteiten.${i}.ouders`, 'te-diep'] as [string, string])],
  ])('%s', async (_, invoer, fouten) => {
    const { status, body } = await roep('POST', '', 'bas', invoer);
    expect([status, body.invalidParams?.map((p) => [p.name, p.code])]).toEqual([400, fouten]);
  });

  it('ook de vorm van de invoer, en een teken dat niet te bewaren is', async () => {
    expect((await roep('POST', '', 'bas', { ...met(goed), onbekend: 1, entiteiten: [{ type: 'user' }] })).body.invalidParams!.map((p) => p.name).sort()).toEqual(['entiteiten.0.id', 'onbekend']);
    expect((await roep('POST', '', 'bas', met(`// \u0000\n${goed}`))).status).toBe(400);
    expect((await roep('POST', '', 'bas', met(goed, { entiteiten: [{ type: 'user', id: 'a\u0000b' }] }))).status).toBe(201); // kept as JSON, which can hold it
  });
});

describe('tussen organisaties', () => {
  it('gaat niets over: elk heeft haar eigen versie, en ziet alleen die', async () => {
    const wens = { client: 'zaaksysteem-voorbeeldstad' };
    const daar = (await huis.vraagToken({ organisatie: VOORBEELDSTAD, verwerkingsactiviteit: 'VA-01' }, wens)).access_token!;
    expect((await huis.roep('POST', `${AUTHZEN}/evaluation`, { token: daar, body: lees })).status).toBe(400);
    const bas = await huis.als('bas', undefined, VOORBEELDSTAD);
    expect((await huis.roep('GET', versiesVan('zaaksysteem'), { token: bas })).body).toMatchObject({ resultaten: [] });
    expect((await huis.roep('GET', `${versiesVan('zaaksysteem')}/1`, { token: bas })).status).toBe(404);
    expect((await huis.roep('POST', `${versiesVan('zaaksysteem')}/2/_vaststellen`, { token: await huis.als('petra', undefined, VOORBEELDSTAD) })).status).toBe(404);
    const nooit = met(regel('nooit', 'forbid (principal, action, resource);'));
    expect((await voerIn(huis, nooit, { applicatie: 'zaaksysteem-voorbeeldstad', organisatie: VOORBEELDSTAD })).versie).toBe(1);
    expect(await vraag(lees, daar)).toMatchObject({ decision: false, context: { beleid: ['nooit'], toepassingsversie: 1, reason: 'Regel nooit van deze proef.' } });
    expect((await vraag(lees)).decision).toBe(true);
    expect((await records(VOORBEELDSTAD)).map((b) => b.organisatie)).toEqual([VOORBEELDSTAD]);
  });
});

describe('over woorden van het huis', () => {
  it('beslist het huis, ook in dezelfde reeks', async () => {
    const noor = { subject: { type: 'medewerker', id: 'bas' }, action: { name: 'dossiers:lezen', properties: { processing_activity_id: 'VA-01' } }, resource: { type: 'dossier', id: '1', properties: { activiteiten: ['VA-01'] } } };
    const { body } = await huis.roep<{ evaluations: Besluit[] }>('POST', `${AUTHZEN}/evaluations`, { token, body: { evaluations: [lees, noor, { ...lees, subject: { type: 'robot', id: '1' } }, { ...noor, subject: { type: 'robot', id: '1' } }, { ...lees, context: { time: 'straks' } }] } });
    expect(body.evaluations.map((e) => [e.decision, e.context.toepassingsversie === undefined])).toEqual([[true, false], [false, true], [false, false], [false, true], [false, true]]);
    expect((await huis.roep('POST', `${AUTHZEN}/search/subject`, { token, body: { ...noor, subject: { type: 'medewerker' } } })).status).toBe(403);
  });
});

describe('een besluit', () => {
  const beleid =
    regel('lezen', 'permit (principal is my_x2d_type, action == Action::"read", resource) when { principal in groep::"lezers" };') +
    regel('bedrag', 'forbid (principal, action == Action::"pay", resource) when { context.bedrag > 100 };') +
    regel('betalen', 'permit (principal, action == Action::"pay", resource) when { !(principal has geblokkeerd) };') +
    regel('adres', 'permit (principal, action == Action::"visit", resource) when { context.adres.isInRange(ip("10.0.0.0/8")) };');
  const entiteiten = [{ type: 'my-type', id: 'x', ouders: [{ type: 'groep', id: 'teams' }], eigenschappen: { rol: 'vast' } }, { type: 'groep', id: 'teams', ouders: [{ type: 'groep', id: 'lezers' }] }];
  const betaal = { subject: { type: 'my-type', id: 'x' }, action: { name: 'pay' }, resource: record1 };
  let versie: number;
  beforeAll(async () => {
    versie = (await voerIn(huis, met(beleid, { entiteiten }))).versie;
  });

  it('kijkt langs groepen, bij elk soort type', async () => {
    expect(await vraag({ ...betaal, action: { name: 'read' } })).toMatchObject({ decision: true, context: { beleid: ['lezen'] } });
    expect(await vraag({ ...betaal, action: { name: 'read' }, subject: { type: 'my-type', id: 'y' } })).toMatchObject({ decision: false, context: { beleid: [], reason: 'Geen regel van de toepassing staat dit toe.' } });
  });

  it('is een weigering als een verbod niet is toe te passen of een waarde niet te begrijpen, met de reden voor wie de regels schreef', async () => {
    expect(await vraag({ ...betaal, context: { bedrag: 50 } })).toMatchObject({ decision: true });
    expect(await vraag({ ...betaal, context: { bedrag: 500 } })).toMatchObject({ decision: false, context: { beleid: ['bedrag'], reason: 'Regel bedrag van deze proef.' } });
    for (const [context, fout] of [[{}, 'bedrag: '], [{ bedrag: 'veel' }, 'bedrag: '], [{ bedrag: null }, 'bedrag: '], [{ bedrag: 1.5 }, 'context.bedrag is geen geheel getal'], [{ bedrag: { __extn: { fn: 'decimal', arg: 'x' } } }, 'decimal']] as const) {
      const { decision, context: c } = await vraag({ ...betaal, context });
      expect([context, decision, c.reason_admin?.nl]).toEqual([context, false, expect.stringContaining(fout)]);
      expect(c.reason).not.toContain('context.bedrag');
    }
    expect((await vraag({ ...betaal, context: { bedrag: 50, anders: 1.5, nog: { __extn: 5 } } })).decision).toBe(true); // no rule looks at it
    expect(await vraag({ ...betaal, action: { name: 'visit' }, context: { adres: { __extn: { fn: 'ip', arg: '10.1.2.3' } } } })).toMatchObject({ decision: true });
    expect((await vraag({ ...betaal, action: { name: 'visit' }, context: { adres: '10.1.2.3' } })).context.reason_admin?.nl).toContain('adres: ');
  });

  it('laat de vraag erbij zeggen, maar niet veranderen wat bewaard is', async () => {
    const blok = (id: string, properties: object) => vraag({ ...betaal, subject: { type: 'my-type', id, properties }, context: { bedrag: 1 } });
    expect((await blok('x', { geblokkeerd: true })).decision).toBe(false);
    await voerIn(huis, met(regel('a', 'permit (principal, action == Action::"read", resource) when { principal.rol == "baas" };'), { entiteiten }));
    expect((await vraag({ ...betaal, action: { name: 'read' }, subject: { ...betaal.subject, properties: { rol: 'baas' } } })).decision).toBe(false);
    expect((await vraag({ ...betaal, action: { name: 'read' }, subject: { type: 'my-type', id: 'y', properties: { rol: 'baas' } } })).decision).toBe(true);
    versie = (await voerIn(huis, met(beleid, { entiteiten }))).versie;
  });

  it('is voor een doel dat geldt, voor wie daarvoor bevoegd is', async () => {
    const voor = (processing_activity_id: string, context: object = { bedrag: 1 }) => vraag({ ...betaal, action: { name: 'pay', properties: { processing_activity_id } }, context });
    expect((await voor('VA-01')).decision).toBe(true);
    expect(await voor('VA-99')).toMatchObject({ decision: false, context: { reason: 'De verwerkingsactiviteit VA-99 geldt niet (meer) voor deze organisatie.' } });
    expect((await voor('VA-01', { bedrag: 1, time: '2019-12-31T10:00:00Z' })).decision).toBe(false);
  });

  it('staat in het logboek voor het antwoord vertrekt, met wat de regels konden zien en niet meer', async () => {
    const { context } = await vraag({ ...betaal, subject: { ...betaal.subject, properties: { naam: 'Jansen' } }, context: { bedrag: 7, brief: 'geheim', traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' } });
    const b = (await records()).find((r) => r.id === context.id);
    expect(b).toMatchObject({
      organisatie: OVERBRUGGE, component: 'toegangsbeheer', wie: { soort: 'my-type', id: 'x', applicatie: 'zaaksysteem' }, actie: 'pay', resource: { soort: 'record', id: 'record-1' },
      besluit: 'toegestaan', beleid: ['betalen'], traceId: '0af7651916cd43dd8448eb211c80319c', doel: { id: 'VA-01' }, motor: 'toepassing-1', toepassing: { versie, vraag: { context: { bedrag: 7 } } },
    });
    expect(JSON.stringify(b)).not.toMatch(/Jansen|geheim/);
  });

  it('is opnieuw te nemen met de versie van toen; nooit met het beleid van het huis', async () => {
    const alle = await records();
    expect(alle.length).toBeGreaterThan(20);
    await huis.draaiend.bron!.transactie({ organisatie: OVERBRUGGE, traceparent: '' }, (tx) => voegToe(tx, alle.map((b) => eisBeslissing(b, OVERBRUGGE))));
    const carla = await huis.als('carla', 'VA-05');
    const waarom = async (id: string) => (await huis.roep<HerhalingAntwoord>('GET', `${PAD}/beslissingen/${id}/herhaling`, { token: carla })).body;
    for (const b of alle) {
      const h = await waarom(b.id);
      expect([b.id, h.gelijk, h.toen?.redenen]).toEqual([b.id, true, b.redenen]);
      expect(herhaal(b, huis.draaiend.bundelhouder!.huidige())).toEqual({ ontbreekt: expect.arrayContaining([expect.stringContaining('toepassing-1')]) });
    }
    const eerste = alle.find((b) => b.beleid[0] === 'lezen' && b.wie.soort === 'user')!;
    expect(await waarom(eerste.id)).toMatchObject({ toen: { besluit: 'toegestaan' }, vandaag: { besluit: 'geweigerd' }, regels: [{ id: 'lezen', effect: 'permit', toelichting: 'Iedere gebruiker leest.' }] });
    expect((await huis.roep('GET', `${PAD}/beslissingen/${eerste.id}`, { token: carla })).body).toMatchObject({ toepassingsversie: eerste.toepassing.versie, wie: { soort: 'user' } });
    expect((await huis.roep('GET', `${PAD}/beslissingen/${eerste.id}/adl`, { token: carla })).body).toMatchObject({ attributes: { 'adl.core.policies': `toepassing zaaksysteem ${eerste.toepassing.versie} sha256:${eerste.toepassing.hash}` }, body: { 'adl.core.request': lees } });
    await huis.sql(`alter table toepassingsversie disable trigger toepassingsversie_blijft`);
    await huis.sql(`update toepassingsversie set beleid = replace(beleid, 'permit', 'forbid') where versie = $1`, [versie]);
    const laatste = alle.filter((b) => b.toepassing.versie === versie).at(-1)!;
    expect(await waarom(laatste.id)).toMatchObject({ gelijk: true }); // read before, and kept as it was
    const anderProces = await herhalingVan(laatste, new Toepassingen(huis.draaiend.bron!));
    expect(anderProces.toen(huis.draaiend.bundelhouder!.huidige())).toEqual({ ontbreekt: [expect.stringContaining('is niet (meer) die waarmee is beslist')] });
  }, 120_000);
});

describe('zoeken in wat een applicatie zelf meebrengt', () => {
  it('vraagt een doel, en is een verwerking van wie er worden gevonden', async () => {
    await voerIn(huis, invoerVan('certificering'));
    const zoek = { subject: { type: 'user' }, action: { name: 'read' }, resource: record1 };
    const traceparent = `00-${'c'.repeat(32)}-b7ad6b7169203331-01`;
    expect((await huis.roep('POST', `${AUTHZEN}/search/subject`, { token, body: { ...zoek, context: { traceparent } } })).body).toMatchObject({ results: [alice, { type: 'user', id: 'bob' }] });
    const rijen = await huis.sql<{ v: unknown; b: unknown }>('select verwerking as v, beslissing as b from bron.verwerking_uit where verwerking::text like $1', [`%${'c'.repeat(32)}%`]);
    expect(rijen.flatMap((r) => [r.v].flat())).toEqual([expect.objectContaining({ activiteit: 'VA-01', handeling: 'Gezocht wie iets mag (read)', betrokkenen: [expect.objectContaining({ rol: 'user' }), expect.anything()] })]);
    const zonder = (await huis.vraagToken({ organisatie: OVERBRUGGE })).access_token!;
    expect((await huis.roep('POST', `${AUTHZEN}/search/subject`, { token: zonder, body: zoek })).status).toBe(403);
    expect((await vraag(lees, zonder)).decision).toBe(true);
  });

  it('wat wordt gevonden, krijgt van een evaluatie ja; wat de vraag van een onbekende zegt, telt mee', async () => {
    const admin = { type: 'user', id: 'vreemd', properties: { role: 'admin' } };
    const { body } = await huis.roep<{ results: object[] }>('POST', `${AUTHZEN}/search/resource`, { token, body: { subject: admin, action: { name: 'write' }, resource: { type: 'record', properties: { extra: 1 } } } });
    expect(body.results).toEqual([{ type: 'record', id: 'record-2', properties: { extra: 1 } }]);
    expect((await vraag({ subject: admin, action: { name: 'write' }, resource: body.results[0] })).decision).toBe(true);
  });
});
