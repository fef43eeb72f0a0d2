import { Body, Controller, Delete, Headers, Inject, Param, Patch, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { stuurAntwoord } from '@bronhuis/component';
import { Probleem } from '@bronhuis/standaarden';
import { Aanroeper, Route } from '@bronhuis/toegang';
import type { Aanroep } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { eisCrs } from '../geometrie/crs.ts';
import { CONTENT_CRS } from '../geometrie/geometrie.dto.ts';
import { TE_KIEZEN } from '../vernietiging/gronden.ts';
import { dag, ID, ifMatch } from '../parameters.ts';
import type { Grond } from '../vernietiging/gronden.ts';
import { JSON_PATCH, MERGE_PATCH } from './lap.ts';
import { bestaat } from './object.ts';
import { ObjectGewijzigd } from './objecten.dto.ts';
import { ObjectenVernietigen } from './objecten.vernietigen.ts';
import { ObjectenWijzigen } from './objecten.wijzigen.ts';

const IF_MATCH = ifMatch('de versie waarop u voortbouwt');
const GROND = { name: 'grond', required: true, schema: { type: 'string', enum: Object.keys(TE_KIEZEN) }, description: 'Waarom de registratie weg moet.' } as const;

/** One schema for both kinds: the media type says which, and the rules of the RFCs say the rest. */
const LAP = {
  oneOf: [
    { type: 'object', additionalProperties: true, description: 'JSON Merge Patch (RFC 7396): null verwijdert.', example: { gegevens: { plaats: 'Markt 2' } } },
    {
      type: 'array',
      description: 'JSON Patch (RFC 6902), ook met test.',
      items: { type: 'object', additionalProperties: true, properties: { op: { type: 'string' }, path: { type: 'string' }, from: { type: 'string' }, value: {} } },
    },
  ],
};

@ApiTags('objecten')
@Controller('objecten')
export class WijzigingenController {
  constructor(
    @Inject(ObjectenWijzigen) private readonly wijzigen: ObjectenWijzigen,
    @Inject(ObjectenVernietigen) private readonly vernietigen: ObjectenVernietigen,
  ) {}

  @Patch(':id')
  @Route({ actie: 'objecten:schrijven', klasse: 'doelgebonden', laat: true })
  @ApiOperation({
    operationId: 'lapObject',
    summary: 'Wijzig een deel van een object',
    description: 'Legt een nieuwe versie vast die ingaat op geldigOp (zonder: vandaag) en voortbouwt op wat dan geldt. U wijzigt { beginGeldigheid, eindGeldigheid, correctieVoor, gegevens, geometrie }; is eindGeldigheid de dag zelf, dan eindigt het object daar.',
  })
  @ApiParam(ID)
  @ApiQuery(dag('geldigOp', 'Dag waarop de wijziging ingaat; zonder: vandaag.'))
  @ApiHeader(IF_MATCH)
  @ApiHeader(CONTENT_CRS)
  @ApiConsumes(MERGE_PATCH, JSON_PATCH)
  @ApiBody({ schema: LAP as never })
  @ApiResponse({ status: 200, type: ObjectGewijzigd, description: 'De nieuwe versie is vastgelegd.' })
  async lap(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Req() verzoek: FastifyRequest, @Headers('If-Match') ifMatch: string | undefined, @Headers('Content-Crs') contentCrs: string | undefined, @Body() lap: unknown, @Res() reply: FastifyReply, @Query('geldigOp') geldigOp?: string): Promise<void> {
    if (geldigOp !== undefined && !bestaat(geldigOp)) throw Probleem.ongeldig([{ name: 'geldigOp', reason: 'Deze datum bestaat niet.', code: 'datum' }]);
    const mediatype = verzoek.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? MERGE_PATCH;
    stuurAntwoord(reply, await this.wijzigen.lap(aanroep, id, ifMatch, { mediatype, lap, geldigOp, crs: eisCrs(contentCrs, 'Content-Crs') }));
  }

  @Delete(':id')
  @Route({ actie: 'objecten:verwijderen', klasse: 'doelgebonden', laat: true, gevoelig: true })
  @ApiOperation({ operationId: 'vernietigObject', summary: 'Vernietig een object', description: 'Alle versies gaan weg; alleen dat het er was, wanneer het is vernietigd, door wie en waarom, blijft. Een registratie van een dossier gaat weg met haar dossier.' })
  @ApiParam(ID)
  @ApiQuery(GROND)
  @ApiHeader(IF_MATCH)
  @ApiResponse({ status: 204, description: 'Het object is vernietigd.' })
  async vernietig(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Headers('If-Match') ifMatch: string | undefined, @Query('grond') grond: Grond, @Res() reply: FastifyReply): Promise<void> {
    await this.vernietigen.vernietig(aanroep, id, ifMatch, grond);
    stuurAntwoord(reply, { status: 204, body: null });
  }
}
