import { Readable } from 'node:stream';
import { Body, Controller, Get, Headers, Inject, Param, Post, Put, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiHeader, ApiOperation, ApiParam, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Bron } from '@bronhuis/bron';
import { etag, stuurAntwoord } from '@bronhuis/component';
import { Probleem } from '@bronhuis/standaarden';
import { Aanroeper, Route } from '@bronhuis/toegang';
import type { Aanroep } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { samen } from '../objecttypen/aanwijzers.ts';
import { bronvraag, verwerking } from '../objecttypen/toegang.ts';
import { Typen } from '../objecttypen/typen.ts';
import { nietGevonden, zoekOp } from '../objecttypen/vindplaats.ts';
import { ID, ifMatch, JSON_TYPE, SLEUTEL } from '../parameters.ts';
import { contentDisposition, leesBereik, MEDIATYPEN, reprDigest } from './bestandscontrole.ts';
import { Bestandsopslag } from './bestandsopslag.ts';
import { BestandStandAntwoord, InformatieobjectAntwoord, InformatieobjectInvoer, InformatieobjectStandAntwoord } from './informatieobjecten.dto.ts';
import { leesInformatieobject } from './informatieobjecten.queries.ts';
import type { GelezenInformatieobject } from './informatieobjecten.queries.ts';
import { InformatieobjectenWijzigen } from './informatieobjecten.wijzigen.ts';


@ApiTags('informatieobjecten')
@Controller()
export class InformatieobjectenController {
  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Typen) private readonly typen: Typen,
    @Inject(Bestandsopslag) private readonly opslag: Bestandsopslag,
    @Inject(InformatieobjectenWijzigen) private readonly wijzigen: InformatieobjectenWijzigen,
  ) {}

  @Post('dossiers/:id/informatieobjecten')
  @Route({ actie: 'informatieobjecten:aanmaken', klasse: 'doelgebonden', laat: true })
  @ApiOperation({ operationId: 'voegInformatieobjectToe', summary: 'Voeg een document aan een open dossier toe', description: 'Het bestand volgt daarna met PUT.' })
  @ApiParam(ID)
  @ApiHeader(SLEUTEL)
  @ApiBody({ type: InformatieobjectInvoer })
  @ApiResponse({ status: 201, type: InformatieobjectStandAntwoord, description: 'Het document is toegevoegd.' })
  async voegToe(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Body() invoer: InformatieobjectInvoer, @Res() reply: FastifyReply): Promise<void> {
    stuurAntwoord(reply, await this.wijzigen.voegToe(aanroep, id, invoer));
  }

  @Put('dossiers/:id/informatieobjecten/:informatieobject')
  @Route({ actie: 'informatieobjecten:schrijven', klasse: 'doelgebonden', laat: true })
  @ApiOperation({ operationId: 'koppelInformatieobject', summary: 'Voeg een bestaand document bij een tweede dossier', description: 'Het document gaat pas weg als het laatste dossier weggaat.' })
  @ApiParam(ID)
  @ApiParam({ name: 'informatieobject', schema: { type: 'string', format: 'uuid' } })
  @ApiResponse({ status: 201, type: InformatieobjectStandAntwoord, description: 'Het document zit nu ook in dit dossier.' })
  @ApiResponse({ status: 200, type: InformatieobjectStandAntwoord, description: 'Het document zat al in dit dossier.' })
  async koppel(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Param('informatieobject') informatieobject: string, @Res() reply: FastifyReply): Promise<void> {
    stuurAntwoord(reply, await this.wijzigen.koppel(aanroep, id, informatieobject));
  }

  @Get('informatieobjecten/:id')
  @Route({ actie: 'informatieobjecten:lezen', klasse: 'doelgebonden', laat: true })
  @ApiOperation({ operationId: 'leesInformatieobject', summary: 'Lees een document', description: 'De beschrijving; het bestand staat op /bestand.' })
  @ApiParam(ID)
  @ApiResponse({ status: 200, type: InformatieobjectAntwoord, description: 'Het document.' })
  async lees(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const rij = await this.zoek(aanroep, id, 'Document ingezien');
    void reply.header('etag', etag(rij.versie)).header('content-type', JSON_TYPE).send(rij.tekst);
  }

  @Get('informatieobjecten/:id/bestand')
  @Route({ actie: 'informatieobjecten:lezen', klasse: 'doelgebonden', laat: true })
  @ApiOperation({ operationId: 'leesBestand', summary: 'Haal het bestand van een document op', description: 'Met zijn controlegetal in Repr-Digest. Wie werd afgebroken, gaat verder met Range.' })
  @ApiParam(ID)
  @ApiHeader({ name: 'Range', required: false, schema: { type: 'string', maxLength: 200 }, description: 'Alleen dit deel (RFC 9110).', example: 'bytes=1048576-' })
  @ApiHeader({ name: 'If-Range', required: false, schema: { type: 'string', maxLength: 200 }, description: 'Alleen een deel van de versie met deze ETag; is er een andere, dan het hele bestand.' })
  @ApiProduces(...Object.keys(MEDIATYPEN))
  @ApiResponse({ status: 200, schema: { type: 'string', format: 'binary' }, description: 'Het bestand.' })
  @ApiResponse({ status: 206, schema: { type: 'string', format: 'binary' }, description: 'Het gevraagde deel.' })
  @ApiResponse({ status: 416, description: 'Dit deel is er niet.', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Probleem' } } } })
  async leesBestand(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Res() reply: FastifyReply, @Headers('Range') range?: string, @Headers('If-Range') ifRange?: string): Promise<void> {
    const rij = await this.zoek(aanroep, id, 'Bestand van document ingezien');
    const { bestand, mediatype, omvang, sha256 } = rij;
    if (bestand === null || mediatype === null || omvang === null || sha256 === null) throw Probleem.nietGevonden('Dit document heeft nog geen bestand.');
    const versie = etag(rij.versie);
    const bereik = leesBereik(range, ifRange, versie, omvang);
    const stroom = await this.opslag.lees(aanroep.organisatie, bestand, bereik ?? undefined);
    const lengte = bereik ? bereik.totEnMet - bereik.van + 1 : omvang;
    void reply
      .code(bereik ? 206 : 200)
      .headers({ etag: versie, 'content-type': mediatype, 'content-length': String(lengte), 'accept-ranges': 'bytes', ...(bereik ? { 'content-range': `bytes ${bereik.van}-${bereik.totEnMet}/${omvang}` } : {}) })
      .headers({ 'repr-digest': reprDigest(sha256), 'content-disposition': contentDisposition(rij.titel, mediatype) })
      .send(stroom);
  }

  @Put('informatieobjecten/:id/bestand')
  @Route({ actie: 'informatieobjecten:schrijven', klasse: 'doelgebonden', laat: true })
  @ApiOperation({ operationId: 'zetBestand', summary: 'Geef het bestand van een document', description: 'Vervangen van een bestand vraagt If-Match. Het controlegetal in Repr-Digest wordt gecontroleerd.' })
  @ApiParam(ID)
  @ApiHeader({ name: 'Repr-Digest', required: false, schema: { type: 'string' }, description: 'Controlegetal, sha-256 (RFC 9530).', example: 'sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:' })
  @ApiHeader({ name: 'Digest', required: false, schema: { type: 'string' }, description: 'Controlegetal in de oudere vorm (RFC 3230).' })
  @ApiHeader(ifMatch('de versie die u vervangt'))
  @ApiConsumes(...Object.keys(MEDIATYPEN))
  @ApiBody({ required: true, schema: { type: 'string', format: 'binary' } })
  @ApiResponse({ status: 201, type: BestandStandAntwoord, description: 'Het bestand is bewaard.' })
  @ApiResponse({ status: 200, type: BestandStandAntwoord, description: 'Het bestand is vervangen, of was hetzelfde.' })
  async zetBestand(
    @Aanroeper() aanroep: Aanroep,
    @Param('id') id: string,
    @Req() verzoek: FastifyRequest,
    @Res() reply: FastifyReply,
    @Headers('If-Match') ifMatch?: string,
    @Headers('Repr-Digest') reprDigest?: string,
    @Headers('Digest') digest?: string,
  ): Promise<void> {
    const { body } = verzoek;
    if (!(body instanceof Readable)) throw Probleem.verkeerdMediatype('Stuur het bestand zelf als inhoud.');
    const mediatype = (verzoek.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
    stuurAntwoord(reply, await this.wijzigen.zetBestand(aanroep, id, { stroom: body, mediatype, ifMatch, reprDigest, digest }));
  }

  private async zoek(aanroep: Aanroep, id: string, handeling: string): Promise<GelezenInformatieobject> {
    const rij = await leesInformatieobject(this.bron, aanroep.organisatie, id);
    if (!rij) {
      await zoekOp(this.bron, this.typen, aanroep, 'informatieobject', id);
      throw nietGevonden('informatieobject');
    }
    const { type } = await this.typen.versie(aanroep.organisatie, rij.objecttype, rij.typeversie);
    aanroep.beslis(bronvraag('informatieobject', type, id));
    await aanroep.vastleggen(verwerking(type, handeling, { soort: 'informatieobject', id, kenmerk: rij.kenmerk }, samen(rij.betrokkenen)));
    return rij;
  }
}
