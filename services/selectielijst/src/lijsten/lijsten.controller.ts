import { Controller, Get, Headers, Param, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { pagina } from '@bronhuis/component';
import { Probleem, sha256Hex } from '@bronhuis/standaarden';
import { Route } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { waarderingInWoorden } from '../archiefacties/afleiding.ts';
import { selectielijsten, vergelijkGenummerd, vindLijst, vindResultaat, zoekResultaten, type Genummerd } from './boekenkast.ts';
import { isGeneriek, procestypeVan, vergelijkNummer } from './lijst.ts';
import { ProcestypenDto, ResultaatDto, ResultatenDto, SelectielijstenDto } from './lijsten.dto.ts';

const JAAR = { type: 'integer', minimum: 1900, maximum: 2200 } as const;
const CURSOR = /^(\d{4})-(\d{1,2}(?:\.\d{1,3}){1,2})$/;

/** The lists are published facts: open to everybody, the same for every organisation, in the order of the printed list. */
@ApiTags('selectielijsten')
@ApiHeader({ name: 'If-None-Match', required: false, schema: { type: 'string' }, description: 'De ETag die u al hebt.' })
@Controller()
export class LijstenController {
  @Get('selectielijsten')
  @Route({ actie: 'selectielijsten:lezen', klasse: 'openbaar' })
  @ApiOperation({ operationId: 'leesSelectielijsten', summary: 'De selectielijsten die hier gelden of golden' })
  @ApiResponse({ status: 200, type: SelectielijstenDto, description: 'De lijsten, nieuwste eerst.' })
  lijsten(@Req() verzoek: FastifyRequest, @Headers('If-None-Match') bekend: string | undefined, @Res({ passthrough: true }) reply: FastifyReply): SelectielijstenDto | undefined {
    const resultaten = [...selectielijsten]
      .sort((a, b) => b.jaar - a.jaar)
      .map(({ procestypen, resultaten: r, ...lijst }) => ({ ...lijst, aantalProcestypen: procestypen.length, aantalResultaten: r.length }));
    return metEtag(reply, bekend, { links: { self: verzoek.url }, resultaten });
  }

  @Get('procestypen')
  @Route({ actie: 'selectielijsten:lezen', klasse: 'openbaar' })
  @ApiOperation({ operationId: 'leesProcestypen', summary: 'De procestypen van de selectielijsten' })
  @ApiQuery({ name: 'jaar', required: false, schema: JAAR })
  @ApiResponse({ status: 200, type: ProcestypenDto, description: 'De procestypen, per lijst op nummer.' })
  procestypen(
    @Req() verzoek: FastifyRequest,
    @Headers('If-None-Match') bekend: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query('jaar') jaar?: number,
  ): ProcestypenDto | undefined {
    const resultaten = selectielijsten
      .filter((l) => jaar === undefined || l.jaar === jaar)
      .flatMap((l) => l.procestypen.map((p) => ({ jaar: l.jaar, nummer: p.nummer, naam: p.naam, omschrijving: p.omschrijving ?? null, procesobject: p.procesobject ?? null })))
      .sort((a, b) => b.jaar - a.jaar || vergelijkNummer(a.nummer, b.nummer));
    return metEtag(reply, bekend, { links: { self: verzoek.url }, resultaten });
  }

  @Get('resultaten')
  @Route({ actie: 'selectielijsten:lezen', klasse: 'openbaar' })
  @ApiOperation({ operationId: 'zoekResultaten', summary: 'De resultaten van de selectielijsten, met hun termijn' })
  @ApiQuery({ name: 'jaar', required: false, schema: JAAR })
  @ApiQuery({ name: 'procestype', required: false, schema: { type: 'string', pattern: '^\\d{1,2}$' } })
  @ApiQuery({ name: 'q', required: false, schema: { type: 'string', maxLength: 100 }, description: 'Woorden uit nummer, naam of omschrijving.' })
  @ApiQuery({ name: 'na', required: false, schema: { type: 'string', pattern: '^\\d{4}-\\d{1,2}(\\.\\d{1,3}){1,2}$' }, description: 'Waar de vorige pagina eindigde.' })
  @ApiQuery({ name: 'omvang', required: false, schema: { type: 'integer', minimum: 1, maximum: 100, default: 50 } })
  @ApiQuery({ name: 'aantal', required: false, schema: { type: 'boolean' }, description: 'Tel alle resultaten.' })
  @ApiResponse({ status: 200, type: ResultatenDto, description: 'Een pagina met resultaten.' })
  resultaten(
    @Req() verzoek: FastifyRequest,
    @Headers('If-None-Match') bekend: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query('jaar') jaar?: number,
    @Query('procestype') procestype?: string,
    @Query('q') q?: string,
    @Query('na') na?: string,
    @Query('omvang') omvang = 50,
    @Query('aantal') aantal?: boolean,
  ): ResultatenDto | undefined {
    const gevonden = zoekResultaten(selectielijsten, { jaar, procestype, q });
    const [, naJaar, naNummer] = CURSOR.exec(na ?? '') ?? [];
    const vanaf = naJaar && naNummer ? { jaar: Number(naJaar), resultaat: { nummer: naNummer } } : null;
    const rest = vanaf === null ? gevonden : gevonden.filter((g) => vergelijkGenummerd(g, vanaf) > 0);
    const blad = pagina(rest.slice(0, omvang + 1).map(alsResultaat), omvang, verzoek.url, (r) => `${r.jaar}-${r.nummer}`, aantal ? gevonden.length : undefined);
    return metEtag(reply, bekend, blad);
  }

  @Get('resultaten/:jaar/:nummer')
  @Route({ actie: 'selectielijsten:lezen', klasse: 'openbaar' })
  @ApiOperation({ operationId: 'leesResultaat', summary: 'Eén resultaat van een selectielijst' })
  @ApiParam({ name: 'jaar', schema: JAAR })
  @ApiParam({ name: 'nummer', schema: { type: 'string', pattern: '^\\d{1,2}(\\.\\d{1,3}){1,2}$' } })
  @ApiResponse({ status: 200, type: ResultaatDto, description: 'Het resultaat.' })
  resultaat(
    @Param('jaar') jaar: number,
    @Param('nummer') nummer: string,
    @Headers('If-None-Match') bekend: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): ResultaatDto | undefined {
    const lijst = vindLijst(jaar);
    const resultaat = lijst && vindResultaat(lijst, nummer);
    if (!resultaat) throw Probleem.nietGevonden(`Nummer ${nummer} staat niet in een selectielijst van ${jaar}.`);
    return metEtag(reply, bekend, alsResultaat({ jaar, resultaat }));
  }
}

function alsResultaat({ jaar, resultaat: r }: Genummerd): ResultaatDto {
  return {
    lijst: vindLijst(jaar)?.naam ?? '',
    jaar,
    nummer: r.nummer,
    procestype: procestypeVan(r.nummer),
    generiek: isGeneriek(r.nummer),
    naam: r.naam,
    omschrijving: r.omschrijving ?? null,
    herkomst: r.herkomst ?? null,
    waardering: r.waardering ?? null,
    procestermijn: r.procestermijn ?? null,
    procestermijnDuur: r.procestermijnDuur ?? null,
    bewaartermijn: r.bewaartermijn ?? null,
    begin: r.begin ?? null,
    ofLanger: r.ofLanger ?? false,
    opVerzoek: r.opVerzoek ?? null,
    uitzondering: r.uitzondering ?? null,
    vervallen: r.vervallen ?? false,
    opvolger: r.opvolger ?? null,
    inWoorden: waarderingInWoorden(r),
  };
}

/** Strong tag over the answer itself; whoever has it already gets 304 (RFC 9110 §13.1.2). */
function metEtag<T>(reply: FastifyReply, bekend: string | undefined, inhoud: T): T | undefined {
  const tag = `"${sha256Hex(JSON.stringify(inhoud)).slice(0, 32)}"`;
  void reply.headers({ etag: tag, 'cache-control': 'public, no-cache' });
  const gekend = (bekend ?? '').split(',').map((t) => t.trim().replace(/^W\//, ''));
  if (!gekend.includes(tag) && !gekend.includes('*')) return inhoud;
  void reply.code(304);
  return undefined;
}
