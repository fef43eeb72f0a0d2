import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Bron } from '@bronhuis/bron';
import { etag, pagina, stuurAntwoord } from '@bronhuis/component';
import { Probleem } from '@bronhuis/standaarden';
import { Aanroep, Aanroeper, Route } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LijstDto, LijstenDto, NieuweBeoordelingDto, NieuweLijstDto } from './lijsten.dto.ts';
import { leesLijst, leesLijsten } from './lijsten.queries.ts';
import { Lijsten } from './lijsten.ts';
import { alsKop, alsLijst } from './weergave.ts';

const SLEUTEL = { name: 'Idempotency-Key', required: false, schema: { type: 'string', maxLength: 200 }, description: 'Zelfde sleutel, zelfde antwoord.' } as const;
const ID = { name: 'id', schema: { type: 'string', format: 'uuid' } } as const;

@ApiTags('vernietigingslijsten')
@Controller('vernietigingslijsten')
export class VernietigingslijstenController {
  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Lijsten) private readonly lijsten: Lijsten,
  ) {}

  @Post()
  @Route({ actie: 'vernietigingslijsten:aanmaken', klasse: 'doelgebonden' })
  @ApiOperation({ operationId: 'stelVernietigingslijstOp', summary: 'Een vernietigingslijst opstellen van alles wat aan de beurt is' })
  @ApiHeader(SLEUTEL)
  @ApiResponse({ status: 201, type: LijstDto, description: 'De lijst. De bronnen worden daarna gevraagd wat gaat en wat blijft.' })
  async stelOp(@Aanroeper() aanroep: Aanroep, @Body() body: NieuweLijstDto, @Res() reply: FastifyReply): Promise<void> {
    stuurAntwoord(reply, await this.lijsten.stelOp(aanroep, body));
  }

  @Get()
  @Route({ actie: 'vernietigingslijsten:lezen', klasse: 'geen-persoonsgegevens' })
  @ApiOperation({ operationId: 'leesVernietigingslijsten', summary: 'Vernietigingslijsten, nieuwste eerst' })
  @ApiQuery({ name: 'status', required: false, schema: { type: 'string', enum: ['opgesteld', 'in-beoordeling', 'goedgekeurd', 'in-uitvoering', 'uitgevoerd', 'afgewezen'] } })
  @ApiQuery({ name: 'na', required: false, schema: { type: 'string', format: 'uuid' }, description: 'Waar de vorige pagina eindigde.' })
  @ApiQuery({ name: 'omvang', required: false, schema: { type: 'integer', minimum: 1, maximum: 100, default: 50 } })
  @ApiResponse({ status: 200, type: LijstenDto, description: 'Een pagina met lijsten.' })
  async lees(
    @Aanroeper() aanroep: Aanroep,
    @Req() verzoek: FastifyRequest,
    @Query('status') status?: string,
    @Query('na') na?: string,
    @Query('omvang') omvang = 50,
  ): Promise<LijstenDto> {
    const rijen = await leesLijsten(this.bron, aanroep.organisatie, status ?? null, na ?? null, omvang);
    return pagina(rijen.map(alsKop), omvang, verzoek.url, (l) => l.id);
  }

  @Get(':id')
  @Route({ actie: 'vernietigingslijsten:lezen', klasse: 'geen-persoonsgegevens' })
  @ApiOperation({ operationId: 'leesVernietigingslijst', summary: 'Een vernietigingslijst: wat gaat, wat blijft, wat afviel, wie beoordeelde' })
  @ApiParam(ID)
  @ApiResponse({ status: 200, type: LijstDto, description: 'De lijst.' })
  async een(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<LijstDto> {
    const lijst = await leesLijst(this.bron, aanroep.organisatie, id);
    if (lijst === undefined) throw Probleem.nietGevonden('Deze vernietigingslijst is hier niet bekend.');
    void reply.header('etag', etag(lijst.versie));
    return alsLijst(lijst);
  }

  @Post(':id/beoordelingen')
  @Route({ actie: 'vernietigingslijsten:beoordelen', klasse: 'doelgebonden', laat: true })
  @ApiOperation({ operationId: 'beoordeelVernietigingslijst', summary: 'Een vernietigingslijst beoordelen: proceseigenaar, archivaris en zorgdrager, in die volgorde' })
  @ApiParam(ID)
  @ApiHeader(SLEUTEL)
  @ApiResponse({ status: 201, type: LijstDto, description: 'De lijst met uw oordeel.' })
  async beoordeel(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Body() body: NieuweBeoordelingDto, @Res() reply: FastifyReply): Promise<void> {
    stuurAntwoord(reply, await this.lijsten.beoordeel(aanroep, id, body));
  }

  @Post(':id/_uitvoeren')
  @HttpCode(202)
  @Route({ actie: 'vernietigingslijsten:uitvoeren', klasse: 'doelgebonden', gevoelig: true })
  @ApiOperation({ operationId: 'voerVernietigingslijstUit', summary: 'Een goedgekeurde vernietigingslijst uitvoeren' })
  @ApiParam(ID)
  @ApiHeader(SLEUTEL)
  @ApiResponse({ status: 202, type: LijstDto, description: 'De uitvoering is begonnen.' })
  async voerUit(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    stuurAntwoord(reply, await this.lijsten.voerUit(aanroep, id));
  }
}
