import { Controller, Get, Inject, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Bron } from '@bronhuis/bron';
import { pagina } from '@bronhuis/component';
import { Aanroeper, Route, type Aanroep } from '@bronhuis/toegang';
import type { FastifyRequest } from 'fastify';
import { LinksDto } from '../concepten/concepten.dto.ts';
import { telTreffers, zoek } from './zoeken.queries.ts';

export class FragmentdeelDto {
  @ApiProperty({ type: String }) tekst!: string;
  @ApiProperty({ type: Boolean, description: 'Dit deel is waarnaar is gezocht.' }) treffer!: boolean;
}

export class ZoekresultaatDto {
  @ApiProperty({ type: String, format: 'uuid' }) publicatie!: string;
  @ApiProperty({ type: String, format: 'uuid' }) document!: string;
  @ApiProperty({ type: Number, description: 'Pagina van het document waarop het staat.' }) pagina!: number;
  @ApiProperty({ type: String }) titel!: string;
  @ApiProperty({ type: String, description: 'Stukje van de tekst, zonder opmaak.' }) fragment!: string;
  @ApiProperty({ type: [FragmentdeelDto], description: 'Hetzelfde stukje in delen, om de treffers te laten zien.' }) fragmentdelen!: FragmentdeelDto[];
  @ApiProperty({ type: String, format: 'date-time' }) gepubliceerdOp!: string;
}

export class ZoekresultatenDto {
  @ApiProperty({ type: LinksDto }) links!: LinksDto;
  @ApiProperty({ type: [ZoekresultaatDto] }) resultaten!: ZoekresultaatDto[];
  @ApiProperty({ type: Number, required: false }) aantal?: number;
}

@ApiTags('zoeken')
@Controller('zoekresultaten')
export class ZoekenController {
  constructor(@Inject(Bron) private readonly bron: Bron) {}

  @Get()
  @Route({ actie: 'zoekresultaten:lezen', klasse: 'openbaar' })
  @ApiOperation({ operationId: 'zoek', summary: 'Zoek in alles wat openbaar is, tot op de pagina' })
  @ApiQuery({ name: 'q', required: true, schema: { type: 'string', minLength: 1, maxLength: 300 }, description: 'Woorden; "een zin"; -niet; OF tussen woorden.' })
  @ApiQuery({ name: 'na', required: false, schema: { type: 'string', pattern: '^\\d{1,4}\\.\\d{6}_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' }, description: 'Waar de vorige pagina eindigde.' })
  @ApiQuery({ name: 'omvang', required: false, schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 } })
  @ApiQuery({ name: 'aantal', required: false, schema: { type: 'boolean' }, description: 'Tel alle treffers.' })
  @ApiResponse({ status: 200, type: ZoekresultatenDto, description: 'De treffers, beste eerst.' })
  async zoek(@Aanroeper() aanroep: Aanroep, @Req() verzoek: FastifyRequest, @Query('q') q: string, @Query('na') na?: string, @Query('omvang') omvang = 20, @Query('aantal') aantal?: boolean): Promise<ZoekresultatenDto> {
    const treffers = await zoek(this.bron, aanroep.organisatie, q, na ?? null, omvang);
    const totaal = aantal ? await telTreffers(this.bron, aanroep.organisatie, q) : undefined;
    const antwoord = pagina(treffers, omvang, verzoek.url, (t) => t.cursor, totaal);
    return { ...antwoord, resultaten: antwoord.resultaten.map(({ cursor: _, ...t }) => t) };
  }
}
