import { Body, Controller, Get, Headers, Inject, Put, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Bron } from '@bronhuis/bron';
import { eisIfMatch, etag, stuurAntwoord } from '@bronhuis/component';
import { Aanroeper, Route, type Aanroep } from '@bronhuis/toegang';
import type { FastifyReply } from 'fastify';
import { ContactgegevensAntwoord, ContactgegevensInvoer } from './contactgegevens.dto.ts';
import { bewaarContactgegevens, leesContactgegevens, vergrendelContactgegevens } from './contactgegevens.ts';

@ApiTags('contactgegevens')
@Controller('contactgegevens')
export class ContactgegevensController {
  constructor(@Inject(Bron) private readonly bron: Bron) {}

  @Get()
  @Route({ actie: 'concepten:lezen', klasse: 'geen-persoonsgegevens' })
  @ApiOperation({ operationId: 'leesContactgegevens', summary: 'Openbare contactgegevens van de organisatie, die in documenten mogen staan' })
  @ApiResponse({ status: 200, type: ContactgegevensAntwoord, description: 'De contactgegevens.' })
  async lees(@Aanroeper() aanroep: Aanroep, @Res({ passthrough: true }) reply: FastifyReply): Promise<ContactgegevensAntwoord> {
    const c = await leesContactgegevens(this.bron, aanroep.organisatie);
    void reply.header('etag', etag(c.versie));
    return c;
  }

  @Put()
  @Route({ actie: 'concepten:schrijven', klasse: 'geen-persoonsgegevens' })
  @ApiOperation({ operationId: 'zetContactgegevens', summary: 'Zet de openbare contactgegevens van de organisatie' })
  @ApiHeader({ name: 'If-Match', required: false, schema: { type: 'string' }, description: 'ETag van de versie waarop u voortbouwt.' })
  @ApiResponse({ status: 200, type: ContactgegevensAntwoord, description: 'De nieuwe contactgegevens.' })
  async zet(@Aanroeper() aanroep: Aanroep, @Headers('if-match') ifMatch: string | undefined, @Body() invoer: ContactgegevensInvoer, @Res() reply: FastifyReply): Promise<void> {
    const antwoord = await this.bron.schrijf(aanroep, async (tx) => {
      const huidig = await vergrendelContactgegevens(tx);
      eisIfMatch(ifMatch, huidig.versie);
      const nieuw = { ...invoer, versie: huidig.versie + 1 };
      await bewaarContactgegevens(tx, nieuw);
      tx.verwerk(aanroep.regel(null));
      return { status: 200, body: nieuw, headers: { etag: etag(nieuw.versie) } };
    });
    stuurAntwoord(reply, antwoord);
  }
}
