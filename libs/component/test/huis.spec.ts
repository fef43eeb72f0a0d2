import { mkdtemp, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { Body, Controller, Get, Inject, Module, Param, Post, Query, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiParam, ApiProperty, ApiQuery, ApiResponse } from '@nestjs/swagger';
import { Bron } from '@bronhuis/bron';
import { maakSleutelpaar, Probleem, sha256Hex } from '@bronhuis/standaarden';
import { Aanroep, Aanroeper, Route, type ApiToken } from '@bronhuis/toegang';
import { leesCedar } from '@bronhuis/toegang/cedar';
import { testDatabase, testServers, type TestDatabase } from '@bronhuis/testing';
import { CompactSign, exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';
import { bouwComponent, leesConfig, type Draaiend } from '../src/index.ts';
import type { FastifyReply } from 'fastify';

const OVERBRUGGE = '00000001999990007000';

class DingVerzoek {
  @ApiProperty({ type: String, maxLength: 20, description: 'Naam.' }) naam: string;
  @ApiProperty({ type: Number, minimum: 1, required: false, nullable: true, description: 'Aantal.' }) aantal?: number | null;
}

class DingAntwoord {
  @ApiProperty({ type: String }) naam: string;
}

@Controller('dingen')
class DingenController {
  constructor(@Inject(Bron) private readonly bron: Bron) {}

  @Get(':id')
  @Route({ actie: 'dingen:lezen', klasse: 'doelgebonden', laat: true })
  @ApiOperation({ operationId: 'ding', summary: 'Eén ding' })
  @ApiParam({ name: 'id', schema: { type: 'string', pattern: '^[a-z]+$' } })
  @ApiQuery({ name: 'geldigOp', required: false, schema: { type: 'string', format: 'date' } })
  @ApiResponse({ status: 200, type: DingAntwoord })
  async lees(@Param('id') id: string, @Query('geldigOp') _: string | undefined, @Aanroeper() aanroep: Aanroep): Promise<DingAntwoord> {
    if (id === 'vergeten') return { naam: id };
    aanroep.beslis({ soort: 'ding', id, activiteiten: ['VA-01'] });
    if (id === 'weg') throw Probleem.nietGevonden();
    await aanroep.vastleggen({
      handeling: 'Ding bekeken',
      gegevens: ['naam'],
      object: { soort: 'ding', id: '018f0000-0000-7000-8000-000000000001' },
      betrokkenen: [{ soort: 'bsn', identificatie: '999993021' }],
    });
    return { naam: id };
  }

  @Post()
  @Route({ actie: 'dingen:aanmaken', klasse: 'doelgebonden' })
  @ApiOperation({ operationId: 'maakDing', summary: 'Maak een ding' })
  @ApiResponse({ status: 201, type: DingAntwoord })
  async maak(@Body() verzoek: DingVerzoek, @Aanroeper() aanroep: Aanroep): Promise<DingAntwoord> {
    const antwoord = await this.bron.schrijf(aanroep, async (tx) => {
      const kop = tx.nieuw('018f0000-0000-7000-8000-000000000001');
      tx.emit(kop, { type: 'nl.gemeente.dingen.ding-gemaakt', data: { ding: kop.id } });
      tx.verwerk(aanroep.regel({ handeling: 'Ding gemaakt', gegevens: ['naam'], object: { soort: 'ding', id: kop.id }, betrokkenen: [] }));
      if (verzoek.naam === 'mislukt') throw Probleem.conflict('Dit ding is er al.');
      return { status: 201, body: { naam: verzoek.naam } };
    });
    return antwoord.body as DingAntwoord;
  }

  @Post('bestand')
  @Route({ actie: 'dingen:aanmaken', klasse: 'openbaar' })
  @ApiOperation({ operationId: 'bestand', summary: 'Stuur een bestand' })
  @ApiConsumes('application/pdf')
  @ApiBody({ required: true, schema: { type: 'string', format: 'binary' } })
  @ApiResponse({ status: 201, type: DingAntwoord })
  async bestand(@Body() inhoud: AsyncIterable<Buffer>, @Res() reply: FastifyReply): Promise<void> {
    let n = 0;
    for await (const deel of inhoud) n += deel.length;
    void reply.code(201).send({ naam: String(n) });
  }
}

/** The same things under the paths of an API of others. */
class ThingAntwoord {
  @ApiProperty({ type: String }) name: string;
}

@Controller('things/api/v2/things')
class ThingsController {
  @Get(':id')
  @Route({ actie: 'dingen:lezen', klasse: 'doelgebonden', laat: true, token: true })
  @ApiOperation({ operationId: 'thing', summary: 'One thing' })
  @ApiParam({ name: 'id', schema: { type: 'string', pattern: '^[a-z]+$' } })
  @ApiResponse({ status: 200, type: ThingAntwoord })
  async lees(@Param('id') id: string, @Aanroeper() aanroep: Aanroep): Promise<ThingAntwoord> {
    aanroep.beslis({ soort: 'ding', id, objecttype: 'ding', activiteiten: ['VA-01'] });
    await aanroep.vastleggen(null);
    return { name: aanroep.apiToken?.id ?? 'bearer' };
  }
}

@Module({ controllers: [DingenController, ThingsController] })
class DingenModule {}

const THINGS = { naam: 'things', pad: 'things/api/v2', titel: 'Things API', omschrijving: 'Things of others.', versie: '2.4.0' };
const [GEHEIM, ANDER_GEHEIM] = ['0123456789'.repeat(4), '9876543210'.repeat(4)] as const;
const apiToken = (id: string, geheim: string, objecttype: string): ApiToken => ({
  id, hash: sha256Hex(geheim), applicatie: 'app', organisatie: OVERBRUGGE, uitvoerder: OVERBRUGGE, doel: 'VA-01', van: '2020-01-01', tot: '2999-12-31',
  alleTypen: null, rechten: [{ objecttype, modus: 'lezen' }],
});

const BELEID = leesCedar('@id("doel") permit(principal, action, resource) when { context.doelGeldig && context.bevoegd && resource.activiteiten.containsAll([]) && (resource.activiteiten == [] || resource.activiteiten.contains(context.doel)) };');

let db: TestDatabase;
let bundelServer: Server;
let component: Draaiend;
let token: (claims?: Record<string, unknown>, seconden?: number) => Promise<string>;

beforeAll(async () => {
  db = await testDatabase('registers', []);
  const map = await mkdtemp(join(tmpdir(), 'huis-'));
  const bundelsleutel = maakSleutelpaar('bundel');
  const tokens = await generateKeyPair('PS256', { extractable: true });
  const jwk = { ...(await exportJWK(tokens.publicKey)), kid: 't1', alg: 'PS256' };
  await writeFile(join(map, 'bundel.pub.json'), JSON.stringify(bundelsleutel.publiek));
  await writeFile(join(map, 'client-dingen.key.json'), JSON.stringify(maakSleutelpaar('c').prive));
  await writeFile(join(map, 'pseudoniem.json'), JSON.stringify({ [OVERBRUGGE]: { kid: 'k1', sleutel: randomBytes(32).toString('base64') } }));
  const bundel = {
    versie: 1,
    hash: 'h1',
    uitgegeven: new Date().toISOString(),
    beleid: BELEID,
    organisaties: [{ oin: OVERBRUGGE, naam: 'Overbrugge', soort: 'demonstratie', type: 'gemeente', hosts: [] }],
    bevoegdheden: [],
    activiteiten: [{ organisatie: OVERBRUGGE, id: 'VA-01', versie: 1, naam: 'x', werkproces: 'vergunningverlening', bestuursorgaan: 'burgemeester', vertrouwelijk: false, van: '2020-01-01', tot: null }],
    ingetrokken: [],
    apiTokens: [apiToken('t1', GEHEIM, 'ding'), apiToken('t2', ANDER_GEHEIM, 'iets-anders')],
    jwks: [jwk],
  };
  const jws = await new CompactSign(Buffer.from(JSON.stringify(bundel))).setProtectedHeader({ alg: 'EdDSA' }).sign(await importJWK(bundelsleutel.prive, 'EdDSA'));
  bundelServer = createServer((_, a) => a.setHeader('etag', '"1"').end(jws)).listen(0);
  const config = leesConfig(
    {
      PORT: '0',
      DATABASE_URL: db.toepassing,
      DATABASE_URL_WERKER: db.werker,
      NATS_URL: testServers().nats,
      NATS_VOORVOEGSEL: `t${randomBytes(4).toString('hex')}`,
      TOEGANGSBEHEER_URL: `http://127.0.0.1:${(bundelServer.address() as { port: number }).port}`,
      GATEWAY_URL: 'http://127.0.0.1:1',
      GEHEIMEN_MAP: map,
      GEGEVENS_MAP: join(map, 'gegevens'),
      LOG_NIVEAU: 'silent',
    },
    { database: true },
  );
  component = await bouwComponent({ naam: 'dingen', titel: 'Dingen', omschrijving: 'Om te proberen.', versie: '1.2.3', module: DingenModule, facades: [THINGS] }, config);
  token = (claims = {}, seconden = 300) =>
    new SignJWT({ client_id: 'app', organisatie: OVERBRUGGE, act: { sub: OVERBRUGGE }, soort: 'applicatie', rollen: [], verwerkingsactiviteit: 'VA-01', ...claims })
      .setProtectedHeader({ alg: 'PS256', kid: 't1' })
      .setIssuer('x')
      .setSubject('app')
      .setAudience('bronhuis')
      .setIssuedAt()
      .setJti(randomBytes(8).toString('hex'))
      .setExpirationTime(Math.floor(Date.now() / 1000) + seconden)
      .sign(tokens.privateKey);
});

afterAll(async () => {
  await component?.stop();
  bundelServer?.close();
  await db?.sluit();
});

const vraag = async (pad: string, init: RequestInit & { token?: string } = {}): Promise<{ status: number; koppen: Headers; body: Record<string, unknown> }> => {
  const a = await fetch(`${component.url}${pad}`, { ...init, headers: { ...(init.token ? { authorization: `Bearer ${init.token}` } : {}), ...init.headers } });
  const tekst = await a.text();
  return { status: a.status, koppen: a.headers, body: tekst ? (JSON.parse(tekst) as Record<string, unknown>) : {} };
};

const wachtend = async (): Promise<{ verwerking: { betrokkenen: { pseudoniem: string }[] } | null; beslissing: { besluit: string } | null }[]> =>
  (await component.bron!.werker.query('select verwerking, beslissing from bron.verwerking_uit order by volgnummer')).rows as never;

test('a route without a declared action and class keeps the component from starting', async () => {
  @Controller('kaal')
  class Kaal {
    // eslint-disable-next-line huis/route-verklaard -- this test is about exactly that
    @Get() lees(): string {
      return 'x';
    }
  }
  const config = leesConfig({ PORT: '0', GEHEIMEN_MAP: '/', GEGEVENS_MAP: await mkdtemp(join(tmpdir(), 'k-')), LOG_NIVEAU: 'silent' }, { database: false });
  await expect(
    bouwComponent({ naam: 'kaal', titel: 'x', omschrijving: 'x', versie: '1.0.0', database: false, module: { module: class M {}, controllers: [Kaal] } }, config),
  ).rejects.toThrow('Kaal.lees');
});

test('settings: every wrong variable is named at once', () => {
  expect(() => leesConfig({ PORT: 'x' }, { database: true })).toThrow(/PORT must be.*DATABASE_URL is missing.*GEHEIMEN_MAP is missing/);
});

test('without a token 401, before the input is looked at (deny by default)', async () => {
  const a = await vraag('/dingen/v1/dingen/A?x=1');
  expect(a.status).toBe(401);
  expect(a.koppen.get('content-type')).toContain('application/problem+json');
  expect(a.koppen.get('api-version')).toBe('1.2.3');
  expect(a.koppen.get('www-authenticate')).toBe('Bearer');
});

test('every wrong field of the input is named, 400 (ADR /core/error-handling/all-errors)', async () => {
  const lees = await vraag('/dingen/v1/dingen/A1?geldigOp=gisteren&onbekend=1', { token: await token() });
  expect(lees.status).toBe(400);
  expect((lees.body['invalidParams'] as { name: string }[]).map((p) => p.name).sort()).toEqual(['geldigOp', 'id', 'onbekend']);
  const maak = await vraag('/dingen/v1/dingen', { method: 'POST', token: await token(), headers: { 'content-type': 'application/json' }, body: JSON.stringify({ aantal: 0, extra: 1 }) });
  expect(maak.status).toBe(400);
  const fouten = maak.body['invalidParams'] as { name: string; reason: string }[];
  expect(fouten.map((p) => p.name).sort()).toEqual(['aantal', 'extra', 'naam']);
  // That it may be absent is not what is wrong with it.
  expect(fouten.find((p) => p.name === 'aantal')?.reason).toBe('Dit moet ten minste 1 zijn.');
});

test('a read is recorded before the answer leaves, with a pseudonym and its decision; no BSN anywhere', async () => {
  const a = await vraag('/dingen/v1/dingen/mooi', { token: await token() });
  expect(a.status).toBe(200);
  const rij = (await wachtend()).at(-1);
  expect(rij?.verwerking?.betrokkenen).toEqual([{ soort: 'bsn', pseudoniem: expect.stringMatching(/^k1:[\w-]{43}$/) }]);
  expect(rij?.beslissing?.besluit).toBe('toegestaan');
  expect(JSON.stringify(rij)).not.toContain('999993021');
});

test('an answer without a decision does not leave', async () => {
  const a = await vraag('/dingen/v1/dingen/vergeten', { token: await token() });
  expect(a.status).toBe(503);
  expect(a.body['naam']).toBeUndefined();
});

test('a wrong purpose is refused with its reason, and the refusal is recorded', async () => {
  const a = await vraag('/dingen/v1/dingen/mooi', { token: await token({ verwerkingsactiviteit: 'VA-99' }) });
  expect(a.status).toBe(403);
  expect(String(a.body['detail'])).toContain('VA-99');
  expect((await wachtend()).at(-1)).toMatchObject({ verwerking: null, beslissing: { besluit: 'geweigerd' } });
});

test('a write that fails keeps its decision and loses its record and event', async () => {
  const voor = (await wachtend()).length;
  const maak = (naam: string, t: string) => vraag('/dingen/v1/dingen', { method: 'POST', token: t, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ naam }) });
  expect((await maak('mislukt', await token())).status).toBe(409);
  const na = await wachtend();
  expect(na.length).toBe(voor + 1);
  expect(na.at(-1)).toMatchObject({ verwerking: null, beslissing: { besluit: 'toegestaan' } });
  expect((await maak('gelukt', await token())).status).toBe(201);
  expect((await wachtend()).at(-1)).toMatchObject({ verwerking: { handeling: 'Ding gemaakt' } });
});

test('another method is 405 with Allow, another path 404, a slash at the end 404, another media type 415: all problem+json', async () => {
  const t = await token();
  for (const [methode, pad, status] of [
    ['DELETE', '/dingen/v1/dingen/mooi', 405],
    ['GET', '/dingen/v1/niets', 404],
    ['GET', '/dingen/v1/dingen/mooi/', 404],
  ] as const) {
    const a = await vraag(pad, { method: methode, token: t });
    expect([pad, a.status]).toEqual([pad, status]);
    expect(a.body).toMatchObject({ status, title: expect.any(String), detail: expect.any(String) });
  }
  const a = await vraag('/dingen/v1/dingen', { method: 'POST', token: t, headers: { 'content-type': 'text/plain' }, body: 'x' });
  expect(a.status).toBe(415);
  const kapot = await vraag('/dingen/v1/dingen', { method: 'POST', token: t, headers: { 'content-type': 'application/json' }, body: '{"naam":' });
  expect(kapot.status).toBe(400);
});

test('an address that cannot be read, or is far too long, is a problem too', async () => {
  const t = await token();
  for (const [pad, status] of [['/dingen/v1/dingen/%E0%A4%A', 400], [`/dingen/v1/niets/${'x'.repeat(500)}`, 404]] as const) {
    const antwoord = await fetch(`${component.url}${pad}`, { headers: { authorization: `Bearer ${t}` } });
    expect(antwoord.status).toBe(status);
    expect(antwoord.headers.get('content-type')).toContain('application/problem+json');
    expect(antwoord.headers.get('api-version')).toBeTruthy();
  }
  // A long id reaches the contract and is judged there, not by the router.
  expect((await vraag(`/dingen/v1/dingen/${'x'.repeat(500)}`, { token: t })).status).not.toBe(414);
});

test('a file is a stream', async () => {
  const a = await vraag('/dingen/v1/dingen/bestand', { method: 'POST', headers: { 'content-type': 'application/pdf' }, body: Buffer.alloc(3_000_000) });
  expect(a.body['naam']).toBe('3000000');
});

test('openapi.json is public and names the errors; health and metrics answer', async () => {
  const a = await vraag('/dingen/v1/openapi.json');
  expect(a.koppen.get('access-control-allow-origin')).toBe('*');
  expect(a.body).toMatchObject({ info: { version: '1.2.3' }, paths: { '/dingen/{id}': { get: { responses: { '404': {} } } } } });
  expect((await vraag('/health/ready')).status).toBe(200);
  expect(await (await fetch(`${component.url}/metrics`)).text()).toContain('http_request_duration_seconds');
});

test('an API of others has paths and a contract of its own, and ours says nothing of it', async () => {
  const { body: eigen } = await vraag('/dingen/v1/openapi.json');
  const { body: facade } = await vraag('/dingen/v1/openapi-things.json');
  expect(facade).toMatchObject({ info: { title: 'Things API', version: '2.4.0' }, servers: [{ url: expect.stringMatching(/\/things\/api\/v2$/) }], security: [{ apiToken: [] }, { token: [] }] });
  expect(Object.keys(facade['paths'] as object)).toEqual(['/things/{id}']);
  const schemas = (d: Record<string, unknown>): string[] => Object.keys((d['components'] as { schemas: object }).schemas).sort();
  expect([schemas(facade), schemas(eigen)]).toEqual([['Probleem', 'ThingAntwoord'], ['DingAntwoord', 'DingVerzoek', 'Probleem']]);
  expect(Object.keys(eigen['paths'] as object).filter((p) => p.includes('thing'))).toEqual([]);
  // The same check of input as everywhere.
  expect((await vraag('/things/api/v2/things/A1', { token: await token() })).status).toBe(400);
});

test('an API token opens only the routes that say so, and there no more than its rights', async () => {
  const met = (pad: string, geheim: string) => vraag(pad, { headers: { authorization: `Token ${geheim}` } });
  const pad = '/things/api/v2/things/mooi';
  expect(await met(pad, GEHEIM)).toMatchObject({ status: 200, body: { name: 't1' } });
  expect((await wachtend()).at(-1)?.beslissing).toMatchObject({ besluit: 'toegestaan', apiToken: 't1' });
  expect(await met(pad, ANDER_GEHEIM)).toMatchObject({ status: 403, body: { detail: 'Dit token geeft geen recht op dit objecttype.' } });
  expect(await vraag(pad, { token: await token() })).toMatchObject({ status: 200, body: { name: 'bearer' } });
  const onbekend = await met(pad, 'f'.repeat(40));
  expect([onbekend.status, onbekend.koppen.get('www-authenticate')]).toEqual([401, 'Token']);
  const elders = await met('/dingen/v1/dingen/mooi', GEHEIM);
  expect([elders.status, elders.koppen.get('www-authenticate')]).toEqual([401, 'Bearer']);
});

test('an expired token and one of another issuer key are refused', async () => {
  expect((await vraag('/dingen/v1/dingen/mooi', { token: await token({}, -60) })).status).toBe(401);
  expect((await vraag('/dingen/v1/dingen/mooi', { token: `${await token()}x` })).status).toBe(401);
});
