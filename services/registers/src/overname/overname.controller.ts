import { Body, Controller, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { stuurAntwoord } from '@bronhuis/component';
import { Aanroeper, Route } from '@bronhuis/toegang';
import type { Aanroep } from '@bronhuis/toegang';
import type { FastifyReply } from 'fastify';
import { ID, SLEUTEL } from '../parameters.ts';
import { Overname, Overnameantwoord } from './overname.dto.ts';
import { Overnemen } from './overnemen.ts';

@ApiTags('overname')
@Controller('objecttypen')
export class OvernameController {
  constructor(@Inject(Overnemen) private readonly overnemen: Overnemen) {}

  @Post(':id/_overnemen')
  @HttpCode(200)
  @Route({ actie: 'objecten:overnemen', klasse: 'doelgebonden', laat: true })
  @ApiOperation({
    operationId: 'neemObjectenOver',
    summary: 'Neem objecten over uit een ander register, met hun hele geschiedenis',
    description: 'Elk object houdt zijn id, en elke versie het tijdstip waarop zij daar is vastgelegd. Wat hier al is, moet het begin van de geschiedenis zijn: wie nog eens levert, voegt alleen toe wat er bij kwam. Gegevens die niet bij het objecttype passen, gaan mee en worden genoemd.',
  })
  @ApiParam(ID)
  @ApiHeader(SLEUTEL)
  @ApiBody({ type: Overname })
  @ApiResponse({ status: 200, type: Overnameantwoord, description: 'Overgenomen.' })
  async neemOver(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Body() overname: Overname, @Res() reply: FastifyReply): Promise<void> {
    stuurAntwoord(reply, await this.overnemen.neemOver(aanroep, id, overname));
  }
}
