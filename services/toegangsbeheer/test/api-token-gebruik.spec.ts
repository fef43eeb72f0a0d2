import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Controller, Get, Module, Param } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiProperty, ApiResponse } from '@nestjs/swagger';
import type { Componentdefinitie } from '@bronhuis/component';
import { datumInAmsterdam, plusDuur, VasteKlok } from '@bronhuis/standaarden';
import { Aanroep, Aanroeper, Route } from '@bronhuis/toegang';
import { OVERBRUGGE, testComponent, wachtTot, WERKORGANISATIE, type TestOmgeving } from '@bronhuis/testing';
import type { ApiTokenAangemaakt } from '../src/api-tokens/api-token.dto.ts';
import { opent, PAD, type Huis } from './omgeving.ts';

class DingAntwoord {
  @ApiProperty({ type: String }) organisatie: string;
  @ApiProperty({ type: String }) uitvoerder: string;
  @ApiProperty({ type: String, nullable: true }) token: string | null;
}

/** A component with one route for tokens and one without, that knows toegangsbeheer by its bundle alone. */
@Controller()
class Dingen {
  @Get('dingen/api/v2/dingen/:type')
  @Route({ actie: 'objecten:lezen', klasse: 'doelgebonden', laat: true, token: true })
  @ApiOperation({ operationId: 'ding', summary: 'Ding' })
  @ApiParam({ name: 'type', schema: { type: 'string', format: 'uuid' } })
  @ApiResponse({ status: 200, type: DingAntwoord })
  async lees(@Aanroeper() aanroep: Aanroep, @Param('type') objecttype: string): Promise<DingAntwoord> {
    aanroep.beslis({ soort: 'object', objecttype, activiteiten: ['VA-01'] });
    await aanroep.vastleggen(null);
    return { organisatie: aanroep.organisatie, uitvoerder: aanroep.uitvoerder, token: aanroep.apiToken?.id ?? null };
  }

  @Get('eigen')
  @Route({ actie: 'objecten:lezen', klasse: 'doelgebonden' })
  @ApiOperation({ operationId: 'eigen', summary: 'Eigen' })
  @ApiResponse({ status: 200, type: DingAntwoord })
  eigen(): never {
    throw new Error('nobody comes here');
  }
}

@Module({ controllers: [Dingen] })
class DingenModule {}

const definitie: Componentdefinitie = {
  naam: 'proef', titel: 'Proef', omschrijving: 'Component van deze test.', versie: '1.0.0', module: DingenModule,
  facades: [{ naam: 'dingen', pad: 'dingen/api/v2', titel: 'Dingen API', omschrijving: 'Proef.', versie: '2.0.0' }],
};

const TYPE = '7d1f6f0a-0001-4000-8000-00000000000a';
const ANDER = '7d1f6f0a-0001-4000-8000-00000000000b';
const klok = new VasteKlok(new Date());
let huis: Huis;
let proef: TestOmgeving;
let bas: string;

beforeAll(async () => {
  huis = await opent();
  bas = await huis.als('bas');
  proef = await testComponent({
    start: definitie,
    klok,
    instellingen: { TOEGANGSBEHEER_URL: huis.url },
    vooraf: ({ geheimen }) => copyFile(join(huis.geheimen.map, 'bundel.pub.json'), join(geheimen.map, 'bundel.pub.json')),
  });
});
afterAll(async () => {
  await proef?.stop();
  await huis?.stop();
});
beforeEach(() => klok.zet(new Date()));

const ZAAK = `${PAD}/applicaties/zaaksysteem/api-tokens`;
const maak = async (anders: object = {}): Promise<ApiTokenAangemaakt & { geheim: string }> => {
  const invoer = { naam: 'Proef', verwerkingsactiviteit: 'VA-01', geldigTot: plusDuur(datumInAmsterdam(new Date()), 'P1Y'), rechten: [{ objecttype: TYPE, modus: 'lezen' }], ...anders };
  const { status, body } = await huis.roep<ApiTokenAangemaakt>('POST', ZAAK, { token: bas, body: invoer });
  if (status !== 201 || !body.geheim) throw new Error(JSON.stringify(body));
  return { ...body, geheim: body.geheim };
};
const vraag = (apiToken: string, type = TYPE) => proef.roep<DingAntwoord & { detail: string }>('GET', `/dingen/api/v2/dingen/${type}`, { apiToken });

/** The first look at the bundle that the component takes of itself from now on has been. It takes one every second. */
function peiling(): Promise<void> {
  const houder = proef.draaiend.bundelhouder!;
  const peil = houder.peil.bind(houder);
  return new Promise((klaar, mislukt) => {
    houder.peil = () => {
      houder.peil = peil;
      const gepeild = peil();
      gepeild.then(klaar, mislukt);
      return gepeild;
    };
  });
}

/** What was acknowledged just before, is known after one look: never "some time later". */
async function naPeiling(geheim: string, type = TYPE): Promise<number> {
  await peiling();
  return (await vraag(geheim, type)).status;
}

describe('een API-token bij een onderdeel dat alleen de bundel kent', () => {
  it('werkt na één peiling, als de applicatie, namens de gemeente en met zijn rechten', async () => {
    const t = await maak();
    expect(await naPeiling(t.geheim)).toBe(200);
    expect((await vraag(t.geheim)).body).toEqual({ organisatie: OVERBRUGGE, uitvoerder: WERKORGANISATIE, token: t.id });
    expect(await vraag(t.geheim, ANDER)).toMatchObject({ status: 403, body: { detail: 'Dit token geeft geen recht op dit objecttype.' } });
    const elders = await proef.roep('GET', '/proef/v1/eigen', { apiToken: t.geheim });
    expect([elders.status, elders.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
  });

  it('heeft na één peiling andere rechten', async () => {
    const t = await maak();
    expect(await naPeiling(t.geheim)).toBe(200);
    const wijziging = { naam: t.naam, geldigTot: t.geldigTot, rechten: [{ objecttype: ANDER, modus: 'lezen' }] };
    expect((await huis.roep('PUT', `${ZAAK}/${t.id}`, { token: bas, body: wijziging, headers: { 'if-match': '"1"' } })).status).toBe(200);
    expect(await naPeiling(t.geheim)).toBe(403);
    expect((await vraag(t.geheim, ANDER)).status).toBe(200);
  });

  it('houdt na zijn laatste dag op, met hetzelfde antwoord als een onbekend token', async () => {
    const t = await maak();
    expect(await naPeiling(t.geheim)).toBe(200);
    klok.zet(new Date(`${plusDuur(t.geldigTot, 'P1D')}T10:00:00Z`));
    await proef.draaiend.bundelhouder!.peil();
    const [verlopen, onbekend] = [await vraag(t.geheim), await vraag('f'.repeat(40))];
    expect([verlopen.status, verlopen.headers.get('www-authenticate')]).toEqual([401, 'Token']);
    expect(verlopen.tekst).toBe(onbekend.tekst);
  });

  it('is één peiling na een intrekking overal weg: dat ene token', async () => {
    const [weg, blijft] = [await maak(), await maak()];
    expect(await naPeiling(blijft.geheim)).toBe(200);
    expect((await vraag(weg.geheim)).status).toBe(200);
    expect((await huis.roep('DELETE', `${ZAAK}/${weg.id}`, { token: bas })).status).toBe(204);
    expect(await naPeiling(weg.geheim)).toBe(401);
    expect((await vraag(blijft.geheim)).status).toBe(200);
  });

  it('stopt met zijn mandaat, en met zijn applicatie', async () => {
    const t = await maak();
    expect(await naPeiling(t.geheim)).toBe(200);
    await huis.sql(`update bevoegdheid set tot = '2020-12-31' where organisatie = $1`, [OVERBRUGGE]);
    await huis.sql('update bundelstand set stand = stand + 1');
    expect(await naPeiling(t.geheim)).toBe(403);
    await huis.sql('update bevoegdheid set tot = null where organisatie = $1', [OVERBRUGGE]);
    await huis.sql('update bundelstand set stand = stand + 1');
    expect(await naPeiling(t.geheim)).toBe(200);
    await wachtTot(async () => (await huis.roep('POST', `${PAD}/intrekkingen`, { token: bas, body: { applicatie: 'zaaksysteem', reden: 'Gelekt' } })).status === 201, { ms: 5_000 });
    expect(await naPeiling(t.geheim)).toBe(401);
  });
});
