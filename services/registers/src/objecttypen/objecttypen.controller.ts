import { Body, Controller, Get, Headers, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Bron } from '@bronhuis/bron';
import { eisIfMatch, etag, pagina, stuurAntwoord } from '@bronhuis/component';
import { Probleem, uuidv7 } from '@bronhuis/standaarden';
import { Aanroeper, Route } from '@bronhuis/toegang';
import type { Aanroep } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { decideTypeversie, SOORTEN } from './objecttype.ts';
import type { SoortObjecttype } from './objecttype.ts';
import { ObjecttypeAntwoord, ObjecttypeInvoer, ObjecttypenLijst, ObjecttypeversieInvoer } from './objecttypen.dto.ts';
import { leesTypen, leesTypeversie, telTypen } from './objecttypen.queries.ts';
import type { TypeRij } from './objecttypen.queries.ts';
import { leesType, voegTypeToe, voegTypeversieToe } from './objecttypen.store.ts';

const ID = { name: 'id', schema: { type: 'string', format: 'uuid' } } as const;
const ONBEKEND = 'Dit objecttype bestaat niet.';

const naarAntwoord = ({ id, versie, registratietijd, inhoud }: TypeRij): ObjecttypeAntwoord => ({ id, versie, tijdstipRegistratie: registratietijd.toISOString(), ...inhoud });

interface ZoekQuery {
  soort?: SoortObjecttype;
  naam?: string;
  na?: string;
  omvang?: number;
  aantal?: boolean;
}

@ApiTags('objecttypen')
@Controller('objecttypen')
export class ObjecttypenController {
  constructor(@Inject(Bron) private readonly bron: Bron) {}

  @Get()
  @Route({ actie: 'objecttypen:lezen', klasse: 'geen-persoonsgegevens' })
  @ApiOperation({ operationId: 'zoekObjecttypen', summary: 'Zoek objecttypen', description: 'De objecttypen van de organisatie, elk in de nieuwste versie.' })
  @ApiQuery({ name: 'soort', required: false, schema: { type: 'string', enum: [...SOORTEN] }, description: 'Alleen typen van deze soort.' })
  @ApiQuery({ name: 'naam', required: false, schema: { type: 'string', maxLength: 100 }, description: 'Het type met deze naam.' })
  @ApiQuery({ name: 'na', required: false, schema: { type: 'string', format: 'uuid' }, description: 'Vanaf waar de lijst verder gaat.' })
  @ApiQuery({ name: 'omvang', required: false, schema: { type: 'integer', minimum: 1, maximum: 100, default: 50 }, description: 'Aantal op een bladzijde.' })
  @ApiQuery({ name: 'aantal', required: false, schema: { type: 'boolean', default: false }, description: 'Tel ook hoeveel het er zijn.' })
  @ApiResponse({ status: 200, type: ObjecttypenLijst, description: 'De objecttypen.' })
  async zoek(@Aanroeper() aanroep: Aanroep, @Req() verzoek: FastifyRequest, @Query() q: ZoekQuery): Promise<ObjecttypenLijst> {
    const omvang = q.omvang ?? 50;
    const vraag = { soort: q.soort ?? null, naam: q.naam ?? null, na: q.na ?? null, omvang };
    const rijen = await leesTypen(this.bron, aanroep.organisatie, vraag);
    const aantal = q.aantal ? await telTypen(this.bron, aanroep.organisatie, vraag) : undefined;
    return pagina(rijen.map(naarAntwoord), omvang, verzoek.originalUrl, (r) => r.id, aantal);
  }

  @Get(':id')
  @Route({ actie: 'objecttypen:lezen', klasse: 'geen-persoonsgegevens' })
  @ApiOperation({ operationId: 'leesObjecttype', summary: 'Lees een objecttype' })
  @ApiParam(ID)
  @ApiQuery({ name: 'versie', required: false, schema: { type: 'integer', minimum: 1 }, description: 'Een eerdere versie.' })
  @ApiResponse({ status: 200, type: ObjecttypeAntwoord, description: 'Het objecttype.' })
  async lees(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply, @Query('versie') versie?: number): Promise<ObjecttypeAntwoord> {
    const rij = await leesTypeversie(this.bron, aanroep.organisatie, id, versie ?? null);
    if (!rij) throw Probleem.nietGevonden(ONBEKEND);
    void reply.header('etag', etag(rij.versie));
    return naarAntwoord(rij);
  }

  @Post()
  @Route({ actie: 'objecttypen:beheren', klasse: 'geen-persoonsgegevens' })
  @ApiOperation({ operationId: 'maakObjecttype', summary: 'Maak een objecttype' })
  @ApiHeader({ name: 'Idempotency-Key', required: false, schema: { type: 'string', minLength: 1, maxLength: 200 }, description: 'Sleutel waarmee een herhaald verzoek het eerste antwoord krijgt.' })
  @ApiBody({ type: ObjecttypeInvoer })
  @ApiResponse({ status: 201, type: ObjecttypeAntwoord, description: 'Het objecttype is gemaakt.' })
  async maak(@Aanroeper() aanroep: Aanroep, @Body() invoer: ObjecttypeInvoer, @Res() reply: FastifyReply): Promise<void> {
    const inhoud = decideTypeversie(null, invoer);
    const antwoord = await this.bron.schrijf(aanroep, async (tx) => {
      const kop = tx.nieuw(uuidv7());
      await voegTypeToe(tx, kop, inhoud);
      tx.verwerk(aanroep.regel(null));
      const body = naarAntwoord({ id: kop.id, versie: kop.versie, registratietijd: kop.tijd, inhoud });
      return { status: 201, body, headers: { location: `/registers/v1/objecttypen/${kop.id}`, etag: etag(kop.versie) } };
    });
    stuurAntwoord(reply, antwoord);
  }

  @Post(':id/versies')
  @Route({ actie: 'objecttypen:beheren', klasse: 'geen-persoonsgegevens' })
  @ApiOperation({ operationId: 'maakObjecttypeversie', summary: 'Maak een nieuwe versie van een objecttype', description: 'Wat er al ligt, blijft bij zijn eigen versie; nieuwe gegevens worden aan de nieuwste getoetst.' })
  @ApiParam(ID)
  @ApiHeader({ name: 'If-Match', required: false, schema: { type: 'string' }, description: 'ETag van de versie waarop u voortbouwt.' })
  @ApiHeader({ name: 'Idempotency-Key', required: false, schema: { type: 'string', minLength: 1, maxLength: 200 }, description: 'Sleutel waarmee een herhaald verzoek het eerste antwoord krijgt.' })
  @ApiBody({ type: ObjecttypeversieInvoer })
  @ApiResponse({ status: 201, type: ObjecttypeAntwoord, description: 'De nieuwe versie.' })
  async maakVersie(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Headers('If-Match') ifMatch: string | undefined, @Body() invoer: ObjecttypeversieInvoer, @Res() reply: FastifyReply): Promise<void> {
    const antwoord = await this.bron.schrijf(aanroep, async (tx) => {
      const kop = await tx.vergrendel('objecttype', id);
      const vorige = kop && (await leesType(tx, id));
      if (!kop || !vorige) throw Probleem.nietGevonden(ONBEKEND);
      eisIfMatch(ifMatch, kop.vorige);
      const inhoud = decideTypeversie(vorige, invoer);
      await voegTypeversieToe(tx, kop, inhoud);
      tx.verwerk(aanroep.regel(null));
      const body = naarAntwoord({ id, versie: kop.versie, registratietijd: kop.tijd, inhoud });
      return { status: 201, body, headers: { etag: etag(kop.versie) } };
    });
    stuurAntwoord(reply, antwoord);
  }
}
