import { Body, Controller, Delete, Head, Headers, HttpCode, Inject, Param, Patch, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiHeader, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { stuurAntwoord } from '@bronhuis/component';
import { Aanroeper, Route } from '@bronhuis/toegang';
import type { Aanroep } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BestandStandAntwoord } from '../informatieobjecten/informatieobjecten.dto.ts';
import { ID, ifMatch, SLEUTEL } from '../parameters.ts';
import { leesVervolg } from './upload.ts';
import { UploadAntwoord, UploadInvoer } from './uploads.dto.ts';
import { alsStroom, UploadsWijzigen } from './uploads.wijzigen.ts';

const UPLOAD = { name: 'upload', schema: { type: 'string', format: 'uuid' } } as const;
const DEEL = 'application/partial-upload';
const kop = (name: string, description: string, example?: string) => ({ name, required: false, schema: { type: 'string', maxLength: 200 }, description, ...(example ? { example } : {}) }) as const;

/** Going on, asking and giving up follow draft-ietf-httpbis-resumable-upload; the beginning is a document, as elsewhere in this API. */
@ApiTags('informatieobjecten')
@Controller('informatieobjecten/:id/uploads')
export class UploadsController {
  constructor(@Inject(UploadsWijzigen) private readonly wijzigen: UploadsWijzigen) {}

  @Post()
  @Route({ actie: 'informatieobjecten:schrijven', klasse: 'doelgebonden', laat: true })
  @ApiOperation({ operationId: 'beginUpload', summary: 'Begin een hervatbare upload', description: 'Zeg hoe groot het bestand wordt; stuur het daarna in één of meer delen naar het adres in Location. Vervangt het een bestand, dan met If-Match.' })
  @ApiParam(ID)
  @ApiHeader(ifMatch('de versie van het document waarvan u het bestand vervangt'))
  @ApiHeader(SLEUTEL)
  @ApiBody({ type: UploadInvoer })
  @ApiResponse({ status: 201, type: UploadAntwoord, description: 'De upload is begonnen.' })
  async begin(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Headers('If-Match') match: string | undefined, @Body() invoer: UploadInvoer, @Res() reply: FastifyReply): Promise<void> {
    stuurAntwoord(reply, await this.wijzigen.begin(aanroep, id, match, invoer));
  }

  @Head(':upload')
  @HttpCode(204)
  @Route({ actie: 'informatieobjecten:schrijven', klasse: 'doelgebonden', laat: true })
  @ApiOperation({ operationId: 'vraagUpload', summary: 'Vraag hoever een upload is', description: 'Upload-Offset zegt hoeveel bytes veilig zijn ontvangen, Upload-Complete of het klaar is.' })
  @ApiParam(ID)
  @ApiParam(UPLOAD)
  @ApiResponse({ status: 204, description: 'Hoever het is, in de headers.' })
  async stand(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Param('upload') upload: string, @Res() reply: FastifyReply): Promise<void> {
    stuurAntwoord(reply, { status: 204, body: null, headers: await this.wijzigen.stand(aanroep, id, upload) });
  }

  @Patch(':upload')
  @Route({ actie: 'informatieobjecten:schrijven', klasse: 'doelgebonden', laat: true })
  @ApiOperation({
    operationId: 'vervolgUpload',
    summary: 'Stuur een deel van het bestand',
    description: 'Vanaf Upload-Offset, dat gelijk is aan wat is ontvangen (anders 409, met de goede plaats). Wie verder gaat, neemt het over van een verzoek dat nog liep. Met Upload-Complete ?1 is dit het laatste deel: het controlegetal wordt gecontroleerd en het document krijgt zijn bestand.',
  })
  @ApiParam(ID)
  @ApiParam(UPLOAD)
  @ApiHeader(kop('Upload-Offset', 'Plaats in het bestand waar dit deel begint, in bytes.', '0'))
  @ApiHeader(kop('Upload-Complete', '?1 bij het laatste deel, anders ?0.', '?1'))
  @ApiHeader(kop('Repr-Digest', 'Controlegetal van het hele bestand, sha-256 (RFC 9530); bij het laatste deel.'))
  @ApiHeader(kop('Digest', 'Controlegetal in de oudere vorm (RFC 3230).'))
  @ApiConsumes(DEEL)
  @ApiBody({ required: false, schema: { type: 'string', format: 'binary' } })
  @ApiResponse({ status: 204, description: 'Het deel is ontvangen.' })
  @ApiResponse({ status: 201, type: BestandStandAntwoord, description: 'Het bestand is bewaard.' })
  @ApiResponse({ status: 200, type: BestandStandAntwoord, description: 'Het bestand is vervangen, of was hetzelfde.' })
  async vervolg(
    @Aanroeper() aanroep: Aanroep,
    @Param('id') id: string,
    @Param('upload') upload: string,
    @Req() verzoek: FastifyRequest,
    @Res() reply: FastifyReply,
    @Headers('Upload-Offset') offset?: string,
    @Headers('Upload-Complete') compleet?: string,
    @Headers('Repr-Digest') reprDigest?: string,
    @Headers('Digest') digest?: string,
  ): Promise<void> {
    const vervolg = leesVervolg({ offset, compleet, lengte: verzoek.headers['content-length'] });
    try {
      stuurAntwoord(reply, await this.wijzigen.vulAan(aanroep, id, upload, { ...vervolg, stroom: alsStroom(verzoek.body), reprDigest, digest }));
    } catch (fout) {
      // What still comes of a piece that is refused is not read: the connection ends with the answer.
      if (!verzoek.raw.complete) void reply.header('connection', 'close');
      throw fout;
    }
  }

  @Delete(':upload')
  @Route({ actie: 'informatieobjecten:schrijven', klasse: 'doelgebonden', laat: true })
  @ApiOperation({ operationId: 'annuleerUpload', summary: 'Breek een upload af', description: 'Wat er al is ontvangen, gaat weg. Een bestand dat al bij het document staat, blijft.' })
  @ApiParam(ID)
  @ApiParam(UPLOAD)
  @ApiResponse({ status: 204, description: 'De upload is weg.' })
  async annuleer(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Param('upload') upload: string, @Res() reply: FastifyReply): Promise<void> {
    await this.wijzigen.annuleer(aanroep, id, upload);
    stuurAntwoord(reply, { status: 204, body: null });
  }
}
