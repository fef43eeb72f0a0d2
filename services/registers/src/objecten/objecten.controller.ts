import { Body, Controller, Get, Headers, Inject, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Bron } from '@bronhuis/bron';
import { etag, KLOK, stuurAntwoord } from '@bronhuis/component';
import { datumInAmsterdam, Probleem } from '@bronhuis/standaarden';
import type { Datum, Klok } from '@bronhuis/standaarden';
import { Aanroeper, Route } from '@bronhuis/toegang';
import type { Aanroep } from '@bronhuis/toegang';
import type { FastifyReply } from 'fastify';
import { eisCrs } from '../geometrie/crs.ts';
import { ACCEPT_CRS, CONTENT_CRS, MET_CRS } from '../geometrie/geometrie.dto.ts';
import { tekstNaarCrs } from '../geometrie/omrekenen.ts';
import { bronvraag, verwerking, zichtVan } from '../objecttypen/toegang.ts';
import { Typen } from '../objecttypen/typen.ts';
import { zoekOp } from '../objecttypen/vindplaats.ts';
import { strip, zietAlles } from '../objecttypen/zicht.ts';
import type { Zicht } from '../objecttypen/zicht.ts';
import { BESCHIKBAAR_OP, GELDIG_OP, ID, ifMatch, JSON_TYPE, SLEUTEL } from '../parameters.ts';
import { bestaat } from './object.ts';
import { ObjectAntwoord, ObjectGewijzigd, ObjectInvoer, ObjectStand, ObjectversieInvoer } from './objecten.dto.ts';
import { leesObject, NU_BEKEND } from './objecten.queries.ts';
import { ObjectenWijzigen } from './objecten.wijzigen.ts';

@ApiTags('objecten')
@Controller('objecten')
export class ObjectenController {
  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Typen) private readonly typen: Typen,
    @Inject(ObjectenWijzigen) private readonly wijzigen: ObjectenWijzigen,
    @Inject(KLOK) private readonly klok: Klok,
  ) {}

  @Get(':id')
  @Route({ actie: 'objecten:lezen', klasse: 'doelgebonden', laat: true })
  @ApiOperation({ operationId: 'leesObject', summary: 'Lees een object', description: 'Met beide tijdassen in één vraag: wat gold op een dag, zoals wij dat op een moment wisten.' })
  @ApiParam(ID)
  @ApiQuery(GELDIG_OP)
  @ApiQuery(BESCHIKBAAR_OP)
  @ApiHeader(ACCEPT_CRS)
  @ApiResponse({ status: 200, type: ObjectAntwoord, headers: MET_CRS, description: 'Het object.' })
  async lees(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Headers('Accept-Crs') acceptCrs: string | undefined, @Res() reply: FastifyReply, @Query('geldigOp') geldigOp?: string, @Query('beschikbaarOp') beschikbaarOp?: string): Promise<void> {
    const { organisatie } = aanroep;
    const crs = eisCrs(acceptCrs, 'Accept-Crs');
    const rij = await leesObject(this.bron, organisatie, id, this.geldigOp(geldigOp), beschikbaarOp ?? NU_BEKEND);
    if (!rij) {
      await zoekOp(this.bron, this.typen, aanroep, 'object', id);
      throw Probleem.nietGevonden();
    }
    const { type } = await this.typen.versie(organisatie, rij.objecttype, rij.typeversie);
    aanroep.beslis(bronvraag('object', type, id));
    if (rij.tekst === null || rij.betrokkenen === null) throw Probleem.nietGevonden('Van dit object is op de gevraagde momenten niets bekend.');
    await aanroep.vastleggen(verwerking(type, 'Registratie ingezien', { soort: 'object', id }, rij.betrokkenen));
    void reply.headers({ etag: etag(rij.versie), 'content-type': JSON_TYPE, 'content-crs': crs }).send(tekstNaarCrs(inZicht(rij.tekst, zichtVan(aanroep, type)), crs));
  }

  @Post()
  @Route({ actie: 'objecten:aanmaken', klasse: 'doelgebonden', laat: true })
  @ApiOperation({ operationId: 'registreerObject', summary: 'Registreer een object' })
  @ApiHeader(SLEUTEL)
  @ApiHeader(CONTENT_CRS)
  @ApiBody({ type: ObjectInvoer })
  @ApiResponse({ status: 201, type: ObjectStand, description: 'Het object is geregistreerd.' })
  async registreer(@Aanroeper() aanroep: Aanroep, @Headers('Content-Crs') contentCrs: string | undefined, @Body() invoer: ObjectInvoer, @Res() reply: FastifyReply): Promise<void> {
    stuurAntwoord(reply, await this.wijzigen.registreer(aanroep, invoer, eisCrs(contentCrs, 'Content-Crs')));
  }

  @Put(':id')
  @Route({ actie: 'objecten:schrijven', klasse: 'doelgebonden', laat: true })
  @ApiOperation({ operationId: 'wijzigObject', summary: 'Leg een nieuwe versie van een object vast', description: 'Er wordt nooit iets overschreven. Een eerdere begindatum splitst de periode waarin zij valt; met correctieVoor vervangt u een onjuiste versie, met eindGeldigheid zegt u tot wanneer het object geldt. Het antwoord zegt wat het is geworden.' })
  @ApiParam(ID)
  @ApiHeader(ifMatch('de versie waarop u voortbouwt'))
  @ApiHeader(CONTENT_CRS)
  @ApiBody({ type: ObjectversieInvoer })
  @ApiResponse({ status: 200, type: ObjectGewijzigd, description: 'De nieuwe versie is vastgelegd.' })
  async wijzig(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Headers('If-Match') ifMatch: string | undefined, @Headers('Content-Crs') contentCrs: string | undefined, @Body() invoer: ObjectversieInvoer, @Res() reply: FastifyReply): Promise<void> {
    stuurAntwoord(reply, await this.wijzigen.wijzig(aanroep, id, ifMatch, invoer, eisCrs(contentCrs, 'Content-Crs')));
  }

  private geldigOp(gevraagd: string | undefined): Datum {
    if (gevraagd === undefined) return datumInAmsterdam(this.klok.nu());
    if (!bestaat(gevraagd)) throw Probleem.ongeldig([{ name: 'geldigOp', reason: 'Deze datum bestaat niet.', code: 'datum' }]);
    return gevraagd;
  }
}

/** The answer as it stands, without what this caller does not see. */
function inZicht(tekst: string, zicht: Zicht): string {
  if (zietAlles(zicht)) return tekst;
  const antwoord = JSON.parse(tekst) as ObjectAntwoord;
  return JSON.stringify({ ...antwoord, gegevens: strip(antwoord.gegevens, zicht) });
}
