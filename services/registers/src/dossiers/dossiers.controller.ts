import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Bron } from '@bronhuis/bron';
import { etag, pagina, stuurAntwoord } from '@bronhuis/component';
import { uuidv7 } from '@bronhuis/standaarden';
import { Aanroeper, Route } from '@bronhuis/toegang';
import type { Aanroep } from '@bronhuis/toegang';
import { Pseudonimiseerder } from '@bronhuis/verwerking';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { samen } from '../objecttypen/aanwijzers.ts';
import { leesNieuwsteTypen } from '../objecttypen/objecttypen.queries.ts';
import { beslisLijst, bronvraag, lijstvraag, verwerking } from '../objecttypen/toegang.ts';
import { Typen } from '../objecttypen/typen.ts';
import { nietGevonden, zoekOp } from '../objecttypen/vindplaats.ts';
import { AANTAL, ID, ifMatch, JSON_TYPE, NA_ID, OMVANG, SLEUTEL } from '../parameters.ts';
import { STATUSSEN } from './dossier.ts';
import type { Status } from './dossier.ts';
import { BetrokkenenAntwoord, DossierAntwoord, DossierInvoer, DossiersLijst, DossierStand, DossierWijziging, HeropenInvoer, RelatieAntwoord, RelatieInvoer, SluitInvoer, StatussenLijst } from './dossiers.dto.ts';
import { leesBetrokkenen, leesDossier, leesStatussen, telDossiers, zoekDossiers, type GelezenDossier } from './dossiers.queries.ts';
import { DossiersWijzigen } from './dossiers.wijzigen.ts';

const IF_MATCH = ifMatch('de versie die u wijzigt');

interface ZoekQuery {
  status?: Status;
  kenmerk?: string;
  objecttype?: string;
  na?: string;
  omvang?: number;
  aantal?: boolean;
}

@ApiTags('dossiers')
@Controller('dossiers')
export class DossiersController {
  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Typen) private readonly typen: Typen,
    @Inject(DossiersWijzigen) private readonly wijzigen: DossiersWijzigen,
    @Inject(Pseudonimiseerder) private readonly pseudonimiseerder: Pseudonimiseerder,
  ) {}

  @Get()
  @Route({ actie: 'dossiers:lezen', klasse: 'doelgebonden', laat: true })
  @ApiOperation({ operationId: 'zoekDossiers', summary: 'Zoek dossiers', description: 'Alleen typen die u voor uw doel mag zien.' })
  @ApiQuery({ name: 'status', required: false, schema: { type: 'string', enum: [...STATUSSEN] }, description: 'Alleen dossiers met deze status.' })
  @ApiQuery({ name: 'kenmerk', required: false, schema: { type: 'string', maxLength: 100 }, description: 'Het dossier met dit kenmerk.' })
  @ApiQuery({ name: 'objecttype', required: false, schema: { type: 'string', format: 'uuid' }, description: 'Alleen dossiers van dit type.' })
  @ApiQuery(NA_ID)
  @ApiQuery(OMVANG)
  @ApiQuery(AANTAL)
  @ApiResponse({ status: 200, type: DossiersLijst, description: 'De dossiers.' })
  async zoek(@Aanroeper() aanroep: Aanroep, @Req() verzoek: FastifyRequest, @Res() reply: FastifyReply, @Query() q: ZoekQuery): Promise<void> {
    const { organisatie } = aanroep;
    const omvang = q.omvang ?? 50;
    const lijst = { rijen: aanroep.rijen(lijstvraag('dossier')), objecttype: q.objecttype ?? null, status: q.status ?? null, kenmerk: q.kenmerk ?? null, na: q.na ?? null, omvang };
    const { typen, rijen } = await zoekDossiers(this.bron, organisatie, lijst);
    if (typen === null) await this.weiger(aanroep, lijst.objecttype);
    else aanroep.beslis(lijstvraag('dossier', typen));
    const aantal = q.aantal ? await telDossiers(this.bron, organisatie, lijst) : undefined;
    const { resultaten, ...rest } = pagina(rijen, omvang, verzoek.originalUrl, (r) => r.id, aantal);
    const betrokkenen = samen(...resultaten.map((r) => r.betrokkenen));
    const gegevens = ['onderwerp en stand van het dossier'];
    await aanroep.vastleggen(betrokkenen.length > 0 ? { handeling: 'Lijst van dossiers bekeken', gegevens, object: { soort: 'zoekvraag', id: uuidv7() }, betrokkenen } : null);
    const kop = JSON.stringify(rest).slice(0, -1);
    void reply.header('content-type', JSON_TYPE).send(`${kop},"resultaten":[${resultaten.map((r) => r.tekst).join(',')}]}`);
  }

  @Get(':id')
  @Route({ actie: 'dossiers:lezen', klasse: 'doelgebonden', laat: true })
  @ApiOperation({ operationId: 'leesDossier', summary: 'Lees een dossier', description: 'Met zijn verwijzingen, en met de documenten die u voor uw doel mag lezen.' })
  @ApiParam(ID)
  @ApiResponse({ status: 200, type: DossierAntwoord, description: 'Het dossier.' })
  async lees(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const heel = await leesDossier(this.bron, aanroep.organisatie, id);
    if (!heel) {
      await zoekOp(this.bron, this.typen, aanroep, 'dossier', id);
      throw nietGevonden('dossier');
    }
    const { type } = await this.typen.versie(aanroep.organisatie, heel.objecttype, heel.typeversie);
    aanroep.beslis(bronvraag('dossier', type, id));
    const rij = await this.metDocumenten(aanroep, id, heel);
    await aanroep.vastleggen(verwerking(type, 'Dossier ingezien', { soort: 'dossier', id, kenmerk: rij.kenmerk }, rij.betrokkenen));
    void reply.header('etag', etag(rij.versie)).header('content-type', JSON_TYPE).send(rij.tekst);
  }

  /** Of a document that somebody may not read one by one, the title says too much already. @throws Probleem 404 */
  private async metDocumenten(aanroep: Aanroep, id: string, heel: GelezenDossier): Promise<GelezenDossier> {
    const typen = await Promise.all(heel.documenttypen.map(async (t) => (await this.typen.versie(aanroep.organisatie, t.id, t.versie)).type));
    const leesbaar = typen.filter((t) => aanroep.mag(bronvraag('informatieobject', t), 'informatieobjecten:lezen'));
    if (leesbaar.length === typen.length) return heel;
    const deel = await leesDossier(this.bron, aanroep.organisatie, id, leesbaar.map((t) => t.id));
    if (!deel) throw nietGevonden('dossier');
    return deel;
  }

  @Get(':id/statussen')
  @Route({ actie: 'dossiers:lezen', klasse: 'doelgebonden', laat: true })
  @ApiOperation({ operationId: 'leesStatussen', summary: 'Lees welke statussen een dossier had', description: 'Elke opening, sluiting en heropening: wanneer, door wie en waarom.' })
  @ApiParam(ID)
  @ApiQuery({ name: 'na', required: false, schema: { type: 'integer', minimum: 1, maximum: 2_147_483_647 }, description: 'Vanaf waar de lijst verder gaat.' })
  @ApiQuery(OMVANG)
  @ApiResponse({ status: 200, type: StatussenLijst, description: 'De statussen.' })
  async statussen(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Req() verzoek: FastifyRequest, @Query('na') na?: number, @Query('omvang') omvang = 50): Promise<StatussenLijst> {
    const { type } = await zoekOp(this.bron, this.typen, aanroep, 'dossier', id);
    const gelezen = await leesStatussen(this.bron, aanroep.organisatie, id, na ?? 0, omvang);
    if (!gelezen) throw nietGevonden('dossier');
    await aanroep.vastleggen(verwerking(type, 'Statussen van dossier ingezien', { soort: 'dossier', id, kenmerk: gelezen.kenmerk }, gelezen.betrokkenen));
    return pagina(gelezen.statussen, omvang, verzoek.originalUrl, (s) => String(s.versie));
  }

  @Get(':id/betrokkenen')
  @Route({ actie: 'betrokkenen:lezen', klasse: 'intern-proces', laat: true })
  @ApiOperation({ operationId: 'leesBetrokkenen', summary: 'Wie betreft dit dossier', description: 'Alleen pseudoniemen, voor componenten die een verwerking moeten verantwoorden.' })
  @ApiParam(ID)
  @ApiResponse({ status: 200, type: BetrokkenenAntwoord, description: 'De betrokkenen.' })
  async betrokkenen(@Aanroeper() aanroep: Aanroep, @Param('id') id: string): Promise<BetrokkenenAntwoord> {
    const { organisatie } = aanroep;
    await zoekOp(this.bron, this.typen, aanroep, 'dossier', id);
    const gelezen = await leesBetrokkenen(this.bron, organisatie, id);
    if (!gelezen) throw nietGevonden('dossier');
    const personen = samen(gelezen.betrokkenen);
    // A step of a processing elsewhere that makes the one record of it: its caller. Here only the decision is kept.
    await aanroep.vastleggen(null);
    return { betrokkenen: personen.map(({ soort, identificatie, rol }) => ({ soort, pseudoniem: this.pseudonimiseerder.pseudoniem(organisatie, soort, identificatie), rol })) };
  }

  @Post()
  @Route({ actie: 'dossiers:aanmaken', klasse: 'doelgebonden', laat: true })
  @ApiOperation({ operationId: 'openDossier', summary: 'Open een dossier' })
  @ApiHeader(SLEUTEL)
  @ApiBody({ type: DossierInvoer })
  @ApiResponse({ status: 201, type: DossierStand, description: 'Het dossier is geopend.' })
  async open(@Aanroeper() aanroep: Aanroep, @Body() invoer: DossierInvoer, @Res() reply: FastifyReply): Promise<void> {
    stuurAntwoord(reply, await this.wijzigen.open(aanroep, invoer));
  }

  @Patch(':id')
  @Route({ actie: 'dossiers:schrijven', klasse: 'doelgebonden', laat: true })
  @ApiOperation({ operationId: 'wijzigDossier', summary: 'Wijzig een open dossier' })
  @ApiParam(ID)
  @ApiHeader(IF_MATCH)
  @ApiBody({ type: DossierWijziging })
  @ApiResponse({ status: 200, type: DossierStand, description: 'Het dossier is gewijzigd.' })
  async wijzig(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Headers('If-Match') ifMatch: string | undefined, @Body() invoer: DossierWijziging, @Res() reply: FastifyReply): Promise<void> {
    stuurAntwoord(reply, await this.wijzigen.wijzig(aanroep, id, ifMatch, invoer));
  }

  @Post(':id/_sluiten')
  @HttpCode(200)
  @Route({ actie: 'dossiers:sluiten', klasse: 'doelgebonden', laat: true })
  @ApiOperation({ operationId: 'sluitDossier', summary: 'Sluit een dossier af', description: 'Met de uitkomst en de dag waarop de zaak is afgehandeld; vanaf die dag loopt de bewaartermijn.' })
  @ApiParam(ID)
  @ApiHeader(IF_MATCH)
  @ApiHeader(SLEUTEL)
  @ApiBody({ type: SluitInvoer })
  @ApiResponse({ status: 200, type: DossierStand, description: 'Het dossier is afgesloten.' })
  async sluit(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Headers('If-Match') ifMatch: string | undefined, @Body() invoer: SluitInvoer, @Res() reply: FastifyReply): Promise<void> {
    stuurAntwoord(reply, await this.wijzigen.sluit(aanroep, id, ifMatch, invoer));
  }

  @Post(':id/_heropenen')
  @HttpCode(200)
  @Route({ actie: 'dossiers:sluiten', klasse: 'doelgebonden', laat: true })
  @ApiOperation({ operationId: 'heropenDossier', summary: 'Heropen een dossier', description: 'Met een reden. De einddatum vervalt en daarmee de bewaartermijn; de uitkomst blijft staan tot zij wordt gewijzigd. Staat het dossier op een vernietigingslijst die nog niet is uitgevoerd, dan valt het daarvan af.' })
  @ApiParam(ID)
  @ApiHeader(IF_MATCH)
  @ApiHeader(SLEUTEL)
  @ApiBody({ type: HeropenInvoer })
  @ApiResponse({ status: 200, type: DossierStand, description: 'Het dossier is weer open.' })
  async heropen(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Headers('If-Match') ifMatch: string | undefined, @Body() invoer: HeropenInvoer, @Res() reply: FastifyReply): Promise<void> {
    stuurAntwoord(reply, await this.wijzigen.heropen(aanroep, id, ifMatch, invoer));
  }

  @Post(':id/relaties')
  @Route({ actie: 'dossiers:schrijven', klasse: 'doelgebonden', laat: true })
  @ApiOperation({ operationId: 'voegRelatieToe', summary: 'Leg vast wat elders blijft', description: 'Wat bij het dossier hoort en blijft bestaan als het dossier weggaat, zoals een factuur in het financieel systeem.' })
  @ApiParam(ID)
  @ApiHeader(SLEUTEL)
  @ApiBody({ type: RelatieInvoer })
  @ApiResponse({ status: 201, type: RelatieAntwoord, description: 'De verwijzing is vastgelegd.' })
  async voegRelatieToe(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Body() invoer: RelatieInvoer, @Res() reply: FastifyReply): Promise<void> {
    stuurAntwoord(reply, await this.wijzigen.voegRelatieToe(aanroep, id, invoer));
  }

  /** Nothing to see: of the types that there are, why not. @throws Probleem 403 */
  private async weiger(aanroep: Aanroep, objecttype: string | null): Promise<void> {
    const typen = await leesNieuwsteTypen(this.bron, aanroep.organisatie);
    beslisLijst(aanroep, 'dossier', typen.filter((t) => t.soort === 'dossier' && (objecttype === null || t.id === objecttype)));
  }
}
