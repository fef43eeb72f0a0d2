import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Bron } from '@bronhuis/bron';
import { eisIfMatch, etag, KLOK, stuurAntwoord } from '@bronhuis/component';
import { datumInAmsterdam, Probleem, type Klok } from '@bronhuis/standaarden';
import { Aanroep, Aanroeper, Route } from '@bronhuis/toegang';
import type { FastifyReply } from 'fastify';
import { geldigOp, type ActiviteitVersie } from './activiteit.ts';
import { ActiviteitenLijst, ActiviteitMetVersies, alsAntwoord, alsNieuweVersie, NieuweActiviteitVerzoek, NieuweVersieVerzoek } from './activiteit.dto.ts';
import { alleVersies, perActiviteit } from './activiteit.queries.ts';
import { registreerActiviteit, registreerVersie } from './activiteit.store.ts';

const KENMERK = { name: 'id', description: 'Kenmerk van de activiteit.', schema: { type: 'string' as const, pattern: '^VA-[0-9]{2,4}$' }, example: 'VA-01' };
const IDEMPOTENTIE = { name: 'Idempotency-Key', required: false, description: 'Sleutel waarmee herhalen van dit verzoek niets dubbel doet.', schema: { type: 'string' as const, maxLength: 255 } };

/** What is vertrouwelijk may exist without anybody knowing: only who keeps the register, or oversees it, sees it. */
const resource = (vertrouwelijk: boolean): { soort: string; vertrouwelijkheid: 1 | 2; persoonsgegevens: false } => ({
  soort: 'verwerkingsactiviteit',
  vertrouwelijkheid: vertrouwelijk ? 2 : 1,
  persoonsgegevens: false,
});

@ApiTags('verwerkingsactiviteiten')
@Controller('verwerkingsactiviteiten')
export class ActiviteitenController {
  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(KLOK) private readonly klok: Klok,
  ) {}

  @Get()
  @Route({ actie: 'verwerkingsactiviteiten:lezen', klasse: 'geen-persoonsgegevens', laat: true })
  @ApiOperation({ operationId: 'verwerkingsactiviteitenLijst', summary: 'Toon het register van verwerkingsactiviteiten', description: 'Geeft van elke activiteit de versie die op de gevraagde dag geldt.' })
  @ApiQuery({ name: 'geldigOp', required: false, description: 'Dag waarop de versies gelden; standaard vandaag.', schema: { type: 'string', format: 'date' } })
  @ApiResponse({ status: 200, description: 'Het register.', type: ActiviteitenLijst })
  async lijst(@Aanroeper() aanroep: Aanroep, @Query('geldigOp') geldig?: string): Promise<ActiviteitenLijst> {
    aanroep.beslis(resource(false));
    const dag = geldig ?? datumInAmsterdam(this.klok.nu());
    const alles = await alleVersies(this.bron, aanroep);
    const zichtbaar = alles.some((v) => v.vertrouwelijk) && !aanroep.mag(resource(true)) ? alles.filter((v) => !v.vertrouwelijk) : alles;
    const resultaten = [...perActiviteit(zichtbaar).values()].flatMap((versies) => geldigOp(versies, dag) ?? []).map(alsAntwoord);
    return { links: { self: `/verantwoording/v1/verwerkingsactiviteiten${geldig ? `?geldigOp=${geldig}` : ''}` }, resultaten };
  }

  @Get(':id')
  @Route({ actie: 'verwerkingsactiviteiten:lezen', klasse: 'geen-persoonsgegevens', laat: true })
  @ApiOperation({ operationId: 'verwerkingsactiviteitLezen', summary: 'Toon een verwerkingsactiviteit met al haar versies' })
  @ApiParam(KENMERK)
  @ApiQuery({ name: 'geldigOp', required: false, description: 'Dag waarvan de geldende versie bovenaan staat; standaard de laatste versie.', schema: { type: 'string', format: 'date' } })
  @ApiResponse({ status: 200, description: 'De activiteit.', type: ActiviteitMetVersies })
  async lees(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply, @Query('geldigOp') geldig?: string): Promise<ActiviteitMetVersies> {
    aanroep.beslis(resource(false));
    const alle = (await alleVersies(this.bron, aanroep)).filter((v) => v.kenmerk === id);
    const versies = alle.some((v) => v.vertrouwelijk) && !aanroep.mag(resource(true)) ? [] : alle;
    const gevraagd = geldig ? geldigOp(versies, geldig) : versies.at(-1);
    if (!gevraagd) throw Probleem.nietGevonden(`De verwerkingsactiviteit ${id} bestaat niet of geldt niet op deze dag.`);
    void reply.header('etag', etag(versies.length));
    return metVersies(gevraagd, versies);
  }

  @Post()
  @HttpCode(201)
  @Route({ actie: 'verwerkingsactiviteiten:aanmaken', klasse: 'geen-persoonsgegevens' })
  @ApiOperation({ operationId: 'verwerkingsactiviteitMaken', summary: 'Leg een verwerkingsactiviteit vast' })
  @ApiHeader(IDEMPOTENTIE)
  @ApiBody({ type: NieuweActiviteitVerzoek })
  @ApiResponse({ status: 201, description: 'De activiteit is vastgelegd.', type: ActiviteitMetVersies })
  async maak(@Aanroeper() aanroep: Aanroep, @Body() verzoek: NieuweActiviteitVerzoek, @Res() reply: FastifyReply): Promise<void> {
    const antwoord = await this.bron.schrijf(aanroepContext(aanroep), async (tx) => {
      const versies = await registreerActiviteit(tx, verzoek.id, alsNieuweVersie(verzoek), aanroep.wie.id);
      tx.verwerk(aanroep.regel(null));
      const headers = { etag: etag(1), location: `/verantwoording/v1/verwerkingsactiviteiten/${verzoek.id}` };
      return { status: 201, body: metVersies(versies.at(-1) as ActiviteitVersie, versies), headers };
    });
    stuurAntwoord(reply, antwoord);
  }

  @Post(':id/versies')
  @HttpCode(201)
  @Route({ actie: 'verwerkingsactiviteiten:schrijven', klasse: 'geen-persoonsgegevens' })
  @ApiOperation({ operationId: 'verwerkingsactiviteitVersieMaken', summary: 'Leg een nieuwe versie van een verwerkingsactiviteit vast', description: 'Vanaf de begindatum gaat deze versie voor alles wat eerder is vastgelegd. Eerdere versies blijven bestaan.' })
  @ApiParam(KENMERK)
  @ApiHeader({ name: 'If-Match', required: false, description: 'ETag van de versie waarop u voortbouwt.', schema: { type: 'string' } })
  @ApiHeader(IDEMPOTENTIE)
  @ApiBody({ type: NieuweVersieVerzoek })
  @ApiResponse({ status: 201, description: 'De versie is vastgelegd.', type: ActiviteitMetVersies })
  async nieuweVersie(
    @Aanroeper() aanroep: Aanroep,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() verzoek: NieuweVersieVerzoek,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const antwoord = await this.bron.schrijf(aanroepContext(aanroep), async (tx) => {
      const versies = await registreerVersie(tx, id, alsNieuweVersie(verzoek), aanroep.wie.id, (versie) => eisIfMatch(ifMatch, versie));
      tx.verwerk(aanroep.regel(null));
      return { status: 201, body: metVersies(versies.at(-1) as ActiviteitVersie, versies), headers: { etag: etag(versies.length) } };
    });
    stuurAntwoord(reply, antwoord);
  }
}

function aanroepContext(a: Aanroep): { organisatie: string; traceparent: string; idempotentie?: { sleutel: string; verzoekHash: string } } {
  const { organisatie, traceparent, idempotentie } = a;
  return { organisatie, traceparent, ...(idempotentie ? { idempotentie } : {}) };
}

function metVersies(v: ActiviteitVersie, versies: ActiviteitVersie[]): ActiviteitMetVersies {
  return { ...alsAntwoord(v), versies: versies.map(alsAntwoord) };
}
