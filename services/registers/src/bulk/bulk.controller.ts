import { Readable } from 'node:stream';
import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Bron } from '@bronhuis/bron';
import { pagina, stuurAntwoord } from '@bronhuis/component';
import { Probleem } from '@bronhuis/standaarden';
import { Aanroeper, Route } from '@bronhuis/toegang';
import type { Aanroep } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { bronvraag, eisVolledigZicht } from '../objecttypen/toegang.ts';
import { Typen } from '../objecttypen/typen.ts';
import { ID, OMVANG, SLEUTEL } from '../parameters.ts';
import { BulkfoutenLijst, BulkopdrachtAntwoord } from './bulk.dto.ts';
import { Bulkontvangst, toon } from './bulk.ontvangst.ts';
import { leesBulkfouten, leesBulkopdracht, MODI } from './bulkopdracht.queries.ts';
import type { Bulkopdracht, Modus } from './bulkopdracht.queries.ts';

export const NDJSON = 'application/x-ndjson';

@ApiTags('bulk')
@Controller()
export class BulkController {
  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Typen) private readonly typen: Typen,
    @Inject(Bulkontvangst) private readonly ontvangst: Bulkontvangst,
  ) {}

  @Post('objecttypen/:id/_bulk')
  @HttpCode(202)
  @Route({ actie: 'objecten:aanmaken', klasse: 'doelgebonden', laat: true })
  @ApiOperation({
    operationId: 'leverInBulk',
    summary: 'Lever veel objecten in één keer',
    description:
      'Elke regel is een JSON-object met beginGeldigheid, eindGeldigheid, correctieVoor, dossier en gegevens, als bij een gewone registratie of wijziging. Wie de natuurlijke sleutel van het type al heeft, krijgt een nieuwe versie; wat hetzelfde is, blijft zoals het is. ' +
      'Regels met id en versie zijn samen de geschiedenis van één object, zoals een uitvoer die geeft: zij staan bij elkaar, in hun volgorde, en correctieVoor noemt een versie daarvan. De levering wordt op de achtergrond verwerkt.',
  })
  @ApiParam(ID)
  @ApiQuery({ name: 'modus', required: false, schema: { type: 'string', enum: [...MODI], default: 'alles-of-niets' }, description: 'alles-of-niets: één foute regel en er gebeurt niets. doorgaan: foute regels worden genoemd, de andere gaan door.' })
  @ApiHeader({ ...SLEUTEL, description: 'Verplicht. Sleutel waarmee een herhaalde levering het eerste antwoord krijgt.' })
  @ApiConsumes(NDJSON)
  @ApiBody({ required: true, schema: { type: 'string', format: 'binary' } })
  @ApiResponse({ status: 202, type: BulkopdrachtAntwoord, description: 'De levering is ontvangen en wordt verwerkt.' })
  async lever(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Req() verzoek: FastifyRequest, @Res() reply: FastifyReply, @Query('modus') modus: Modus = 'alles-of-niets'): Promise<void> {
    const { body } = verzoek;
    if (!(body instanceof Readable)) throw Probleem.verkeerdMediatype(`Stuur de regels als ${NDJSON}.`);
    stuurAntwoord(reply, await this.ontvangst.ontvang(aanroep, id, modus, body));
  }

  @Get('bulkopdrachten/:id')
  @Route({ actie: 'objecten:lezen', klasse: 'doelgebonden', laat: true })
  @ApiOperation({ operationId: 'leesBulkopdracht', summary: 'Lees hoe ver een levering is', description: 'Aantallen; bij alles-of-niets pas aan het eind.' })
  @ApiParam(ID)
  @ApiResponse({ status: 200, type: BulkopdrachtAntwoord, description: 'De levering.' })
  async lees(@Aanroeper() aanroep: Aanroep, @Param('id') id: string): Promise<BulkopdrachtAntwoord> {
    return toon(await this.zoek(aanroep, id));
  }

  @Get('bulkopdrachten/:id/fouten')
  @Route({ actie: 'objecten:lezen', klasse: 'doelgebonden', laat: true })
  @ApiOperation({ operationId: 'leesBulkfouten', summary: 'Lees de foute regels van een levering', description: 'Plaatsen en codes, nooit een waarde. Ten hoogste 10.000 regels worden genoemd.' })
  @ApiParam(ID)
  @ApiQuery({ name: 'na', required: false, schema: { type: 'integer', minimum: 0, default: 0 }, description: 'De regel waarna de lijst verder gaat.' })
  @ApiQuery(OMVANG)
  @ApiResponse({ status: 200, type: BulkfoutenLijst, description: 'De foute regels.' })
  async fouten(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Req() verzoek: FastifyRequest, @Query('na') na = 0, @Query('omvang') omvang = 50): Promise<BulkfoutenLijst> {
    await this.zoek(aanroep, id);
    return pagina(await leesBulkfouten(this.bron, aanroep.organisatie, id, na, omvang), omvang, verzoek.originalUrl, (f) => String(f.regel));
  }

  private async zoek(aanroep: Aanroep, id: string): Promise<Bulkopdracht> {
    const opdracht = await leesBulkopdracht(this.bron, aanroep.organisatie, id);
    if (!opdracht) throw Probleem.nietGevonden('Deze levering is er niet.');
    const { type } = await this.typen.actueel(aanroep.organisatie, opdracht.objecttype);
    aanroep.beslis(bronvraag('object', type));
    eisVolledigZicht(aanroep, type);
    return opdracht;
  }
}
