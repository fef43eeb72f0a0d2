import { Body, Controller, Inject, Post, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { stuurAntwoord } from '@bronhuis/component';
import { Aanroep, Aanroeper, Route } from '@bronhuis/toegang';
import type { FastifyReply } from 'fastify';
import { IntrekkingAntwoord, IntrekkingInvoer } from './intrekking.dto.ts';
import { Intrekkingen } from './intrekkingen.ts';

@ApiTags('intrekkingen')
@Controller('intrekkingen')
export class IntrekkingController {
  constructor(@Inject(Intrekkingen) private readonly intrekkingen: Intrekkingen) {}

  @Post()
  @Route({ actie: 'intrekkingen:aanmaken', klasse: 'geen-persoonsgegevens', resource: 'intrekking' })
  @ApiOperation({ operationId: 'trekIn', summary: 'Applicatie, vertrokken medewerker of token intrekken', description: 'Werkt binnen vijf seconden bij elk onderdeel.' })
  @ApiHeader({ name: 'Idempotency-Key', required: false, schema: { type: 'string', maxLength: 100 }, description: 'Herhaalt u een verzoek met dezelfde sleutel, dan krijgt u het eerste antwoord.' })
  @ApiResponse({ status: 201, description: 'Ingetrokken.', type: IntrekkingAntwoord })
  async trekIn(@Aanroeper() aanroep: Aanroep, @Body() invoer: IntrekkingInvoer, @Res() antwoord: FastifyReply): Promise<void> {
    stuurAntwoord(antwoord, await this.intrekkingen.trekIn(aanroep, invoer));
  }
}
