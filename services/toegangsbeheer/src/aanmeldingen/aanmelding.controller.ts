import { Body, Controller, Get, Headers, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Aanroep, Aanroeper, Route } from '@bronhuis/toegang';
import { AanmeldingAntwoord, AanmeldingInvoer, DemonstratiepersoonLijst } from './aanmelding.dto.ts';
import { Aanmeldingen } from './aanmeldingen.ts';

@ApiTags('demonstratie')
@Controller()
export class AanmeldingController {
  constructor(@Inject(Aanmeldingen) private readonly aanmeldingen: Aanmeldingen) {}

  @Get('demonstratiepersonen')
  @Route({ actie: 'demonstratiepersonen:lezen', klasse: 'openbaar' })
  @ApiOperation({ operationId: 'leesDemonstratiepersonen', summary: 'Demonstratiepersonen', description: 'Alleen van demonstratieorganisaties. Deze personen bestaan niet.', security: [] })
  @ApiQuery({ name: 'organisatie', required: true, schema: { type: 'string', pattern: '^[0-9]{20}$' }, description: 'OIN van de organisatie.' })
  @ApiResponse({ status: 200, description: 'De personen.', type: DemonstratiepersoonLijst })
  async personen(@Query('organisatie') organisatie: string): Promise<DemonstratiepersoonLijst> {
    return { resultaten: await this.aanmeldingen.personen(organisatie) };
  }

  @Post('aanmeldingen')
  @HttpCode(201)
  @Route({ actie: 'aanmeldingen:aanmaken', klasse: 'openbaar' })
  @ApiOperation({ operationId: 'meldAan', summary: 'Aanmelden als demonstratiepersoon', description: 'Alleen voor het portaal en alleen bij een demonstratieorganisatie.', security: [] })
  @ApiHeader({ name: 'Client-Assertion', required: false, schema: { type: 'string', maxLength: 8000 }, description: 'Verklaring van het portaal (private_key_jwt).' })
  @ApiResponse({ status: 201, description: 'Aangemeld.', type: AanmeldingAntwoord })
  async meldAan(@Headers('client-assertion') verklaring: string | undefined, @Body() invoer: AanmeldingInvoer, @Aanroeper() aanroep: Aanroep): Promise<AanmeldingAntwoord> {
    return this.aanmeldingen.meldAan(verklaring, invoer, aanroep.traceparent);
  }
}
