import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Route } from '@bronhuis/toegang';
import { DemonstratiepersoonLijst } from './aanmelding.dto.ts';
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
}
