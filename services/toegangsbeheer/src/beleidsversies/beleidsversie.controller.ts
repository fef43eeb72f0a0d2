import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiParam, ApiProduces, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { etag, pagina, stuurAntwoord } from '@bronhuis/component';
import { Aanroep, Aanroeper, Route } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BeleidsversieAntwoord, BeleidsversieInvoer, BeleidsversieLijst, RedenInvoer } from './beleidsversie.dto.ts';
import { Beleidsversies } from './beleidsversies.ts';
import { SimulatieAntwoord, SimulatieInvoer } from './simulatie.dto.ts';
import { Simulaties } from './simulaties.ts';

const VERSIE = { name: 'versie', schema: { type: 'integer', minimum: 0, maximum: 1_000_000_000 }, description: 'Nummer van de versie; 0 is het meegeleverde beleid.', example: 1 } as const;
const IF_MATCH = { name: 'If-Match', required: false, schema: { type: 'string', maxLength: 100 }, description: 'ETag van wat u hebt gezien.' } as const;
const SLEUTEL = { name: 'Idempotency-Key', required: false, schema: { type: 'string', maxLength: 100 }, description: 'Herhaalt u een verzoek met dezelfde sleutel, dan krijgt u het eerste antwoord.' } as const;
const LEZEN = { actie: 'beleid:lezen', klasse: 'geen-persoonsgegevens', resource: 'beleidsversie' } as const;
const SCHRIJVEN = { actie: 'beleid:schrijven', klasse: 'geen-persoonsgegevens', resource: 'beleidsversie' } as const;
const VASTSTELLEN = { actie: 'beleid:vaststellen', klasse: 'geen-persoonsgegevens', resource: 'beleidsversie' } as const;

@ApiTags('beleidsversies')
@Controller('beleidsversies')
export class BeleidsversieController {
  constructor(
    @Inject(Beleidsversies) private readonly versies: Beleidsversies,
    @Inject(Simulaties) private readonly simulaties: Simulaties,
  ) {}

  @Get()
  @Route(LEZEN)
  @ApiOperation({ operationId: 'leesBeleidsversies', summary: 'Versies van het beleid', description: 'Het beleid van de hele installatie, de nieuwste versie eerst; de laatste is het meegeleverde beleid.' })
  @ApiQuery({ name: 'na', required: false, schema: { type: 'integer', minimum: 1, maximum: 1_000_000_000 }, description: 'Ga verder na deze versie.' })
  @ApiQuery({ name: 'omvang', required: false, schema: { type: 'integer', minimum: 1, maximum: 100, default: 25 }, description: 'Aantal per bladzijde.' })
  @ApiResponse({ status: 200, description: 'Versies.', type: BeleidsversieLijst })
  async lijst(@Aanroeper() aanroep: Aanroep, @Query('na') na: number | undefined, @Query('omvang') omvang: number, @Req() verzoek: FastifyRequest): Promise<object> {
    return pagina(await this.versies.lijst(aanroep.organisatie, na ?? null, omvang), omvang, verzoek.url, (v) => String(v.versie));
  }

  @Get(':versie')
  @Route(LEZEN)
  @ApiOperation({ operationId: 'leesBeleidsversie', summary: 'Een versie van het beleid, regel voor regel' })
  @ApiParam(VERSIE)
  @ApiResponse({ status: 200, description: 'De versie.', type: BeleidsversieAntwoord })
  async een(@Aanroeper() aanroep: Aanroep, @Param('versie') versie: number, @Res({ passthrough: true }) antwoord: FastifyReply): Promise<BeleidsversieAntwoord> {
    const gevonden = await this.versies.lees(aanroep.organisatie, Number(versie));
    void antwoord.header('etag', etag(gevonden.rij.wijziging));
    return gevonden.antwoord;
  }

  @Get(':versie/tekst')
  @Route(LEZEN)
  @ApiOperation({ operationId: 'leesBeleidstekst', summary: 'Een versie van het beleid als bestand', description: 'De tekst in Cedar, zoals zij is geschreven: om te bewaren, te vergelijken en weer in te voeren als nieuwe versie.' })
  @ApiParam(VERSIE)
  @ApiProduces('text/plain')
  @ApiResponse({ status: 200, schema: { type: 'string' }, description: 'De regels in Cedar.' })
  async tekst(@Aanroeper() aanroep: Aanroep, @Param('versie') versie: number, @Res() antwoord: FastifyReply): Promise<void> {
    const { rij } = await this.versies.lees(aanroep.organisatie, Number(versie));
    const koppen = { 'content-type': 'text/plain; charset=utf-8', 'content-disposition': `attachment; filename="beleid-${rij.versie}.cedar"`, etag: etag(rij.wijziging) };
    await antwoord.headers(koppen).send(rij.tekst);
  }

  @Post()
  @Route(SCHRIJVEN)
  @ApiOperation({ operationId: 'maakBeleidsversie', summary: 'Concept van een nieuwe versie', description: 'De regels worden gelezen, aan het schema gehouden en op duizenden vragen geprobeerd. Fouten houden het concept tegen; waarschuwingen staan in het antwoord.' })
  @ApiHeader(SLEUTEL)
  @ApiResponse({ status: 201, description: 'Het concept.', type: BeleidsversieAntwoord })
  async maak(@Aanroeper() aanroep: Aanroep, @Body() invoer: BeleidsversieInvoer, @Res() antwoord: FastifyReply): Promise<void> {
    stuurAntwoord(antwoord, await this.versies.maak(aanroep, invoer));
  }

  @Put(':versie')
  @Route(SCHRIJVEN)
  @ApiOperation({ operationId: 'vervangBeleidsversie', summary: 'Eigen concept vervangen', description: 'Alleen door wie het schreef, en alleen zolang het niet is voorgelegd.' })
  @ApiParam(VERSIE)
  @ApiHeader(IF_MATCH)
  @ApiResponse({ status: 200, description: 'Het concept.', type: BeleidsversieAntwoord })
  async vervang(
    @Aanroeper() aanroep: Aanroep,
    @Param('versie') versie: number,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() invoer: BeleidsversieInvoer,
    @Res() antwoord: FastifyReply,
  ): Promise<void> {
    stuurAntwoord(antwoord, await this.versies.vervang(aanroep, Number(versie), ifMatch, invoer));
  }

  @Post(':versie/_voorleggen')
  @Route(SCHRIJVEN)
  @ApiOperation({ operationId: 'legBeleidsversieVoor', summary: 'Eigen concept voorleggen', description: 'Vanaf nu verandert de tekst niet meer.' })
  @ApiParam(VERSIE)
  @ApiHeader(IF_MATCH)
  @HttpCode(200)
  @ApiResponse({ status: 200, description: 'De voorgelegde versie.', type: BeleidsversieAntwoord })
  async legVoor(@Aanroeper() aanroep: Aanroep, @Param('versie') versie: number, @Headers('if-match') ifMatch: string | undefined, @Res() antwoord: FastifyReply): Promise<void> {
    stuurAntwoord(antwoord, await this.versies.legVoor(aanroep, Number(versie), ifMatch));
  }

  @Post(':versie/_vaststellen')
  @Route(VASTSTELLEN)
  @ApiOperation({ operationId: 'stelBeleidsversieVast', summary: 'Versie van een ander vaststellen', description: 'Gaat in op de ingangsdatum, zonder dat daar dan nog iemand voor nodig is. Nooit door wie haar schreef.' })
  @ApiParam(VERSIE)
  @ApiHeader(IF_MATCH)
  @HttpCode(200)
  @ApiResponse({ status: 200, description: 'De vastgestelde versie.', type: BeleidsversieAntwoord })
  async stelVast(@Aanroeper() aanroep: Aanroep, @Param('versie') versie: number, @Headers('if-match') ifMatch: string | undefined, @Res() antwoord: FastifyReply): Promise<void> {
    stuurAntwoord(antwoord, await this.versies.stelVast(aanroep, Number(versie), ifMatch));
  }

  @Post(':versie/_afwijzen')
  @Route(VASTSTELLEN)
  @ApiOperation({ operationId: 'wijsBeleidsversieAf', summary: 'Voorgelegde versie afwijzen' })
  @ApiParam(VERSIE)
  @ApiHeader(IF_MATCH)
  @HttpCode(200)
  @ApiResponse({ status: 200, description: 'De afgewezen versie.', type: BeleidsversieAntwoord })
  async wijsAf(
    @Aanroeper() aanroep: Aanroep,
    @Param('versie') versie: number,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() invoer: RedenInvoer,
    @Res() antwoord: FastifyReply,
  ): Promise<void> {
    stuurAntwoord(antwoord, await this.versies.wijsAf(aanroep, Number(versie), ifMatch, invoer.reden));
  }

  @Post(':versie/_terugdraaien')
  @Route(VASTSTELLEN)
  @ApiOperation({
    operationId: 'draaiBeleidTerug',
    summary: 'Terug naar deze versie, nu meteen',
    description: 'Maakt een nieuwe versie met de tekst van deze, die al eens is ingegaan. Eén persoon, met een reden. Wat voor later was vastgesteld, gaat niet meer in.',
  })
  @ApiParam(VERSIE)
  @ApiHeader(SLEUTEL)
  @ApiResponse({ status: 201, description: 'De nieuwe versie.', type: BeleidsversieAntwoord })
  async draaiTerug(@Aanroeper() aanroep: Aanroep, @Param('versie') versie: number, @Body() invoer: RedenInvoer, @Res() antwoord: FastifyReply): Promise<void> {
    stuurAntwoord(antwoord, await this.versies.draaiTerug(aanroep, Number(versie), invoer.reden));
  }

  @Post(':versie/_simulatie')
  @Route({ actie: 'beleid:simuleren', klasse: 'geen-persoonsgegevens', resource: 'beleidsversie' })
  @ApiOperation({
    operationId: 'simuleerBeleidsversie',
    summary: 'Wat zou deze versie hebben beslist?',
    description: 'Neemt de echte beslissingen van uw organisatie opnieuw, met de regels van deze versie en alle andere gegevens zoals zij nu zijn. Noemt geen personen.',
  })
  @ApiParam(VERSIE)
  @HttpCode(200)
  @ApiResponse({ status: 200, description: 'Wat er anders zou zijn.', type: SimulatieAntwoord })
  simuleer(@Aanroeper() aanroep: Aanroep, @Param('versie') versie: number, @Body() invoer: SimulatieInvoer): Promise<SimulatieAntwoord> {
    return this.simulaties.simuleer(aanroep, Number(versie), invoer);
  }
}
