import { Controller, Get, Inject, Param, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { KLOK, pagina } from '@bronhuis/component';
import { datumInAmsterdam, type Datum, type Klok } from '@bronhuis/standaarden';
import { Aanroep, Aanroeper, Bundelhouder, Route } from '@bronhuis/toegang';
import type { FastifyRequest } from 'fastify';
import { rechtenVoor } from '../applicaties/rechten.ts';
import { leesActies } from '../bundel/acties.ts';
import { rollenMet } from '../toegangsverzoeken/toekenning.ts';
import { MedewerkerAntwoord, MedewerkerLijst, MedewerkerRechtenAntwoord } from './medewerker.dto.ts';
import { Medewerkers } from './medewerkers.ts';

const ID = { name: 'id', schema: { type: 'string', minLength: 1, maxLength: 100 }, description: 'Id van de medewerker.' } as const;
const LEZEN = { actie: 'medewerkers:lezen', klasse: 'geen-persoonsgegevens', laat: true } as const;

/** What a colleague may is nobody's business but of who manages, decides or controls. */
const VERTROUWELIJK = { soort: 'medewerker', vertrouwelijkheid: 2, persoonsgegevens: false } as const;

@ApiTags('medewerkers')
@Controller('medewerkers')
export class MedewerkerController {
  private readonly acties = leesActies();

  constructor(
    @Inject(Medewerkers) private readonly medewerkers: Medewerkers,
    @Inject(Bundelhouder) private readonly bundelhouder: Bundelhouder,
    @Inject(KLOK) private readonly klok: Klok,
  ) {}

  @Get()
  @Route(LEZEN)
  @ApiOperation({ operationId: 'leesMedewerkers', summary: 'Medewerkers en hun rollen', description: 'Wie voor uw organisatie werkt, met de rollen van de werkgever en die voor een tijd.' })
  @ApiQuery({ name: 'na', required: false, schema: { type: 'string', maxLength: 100 }, description: 'Ga verder na deze medewerker.' })
  @ApiQuery({ name: 'omvang', required: false, schema: { type: 'integer', minimum: 1, maximum: 100, default: 25 }, description: 'Aantal per bladzijde.' })
  @ApiResponse({ status: 200, description: 'Medewerkers.', type: MedewerkerLijst })
  async lijst(@Aanroeper() aanroep: Aanroep, @Query('na') na: string | undefined, @Query('omvang') omvang: number, @Req() verzoek: FastifyRequest): Promise<object> {
    aanroep.beslis(VERTROUWELIJK);
    return pagina(await this.medewerkers.lijst(aanroep.organisatie, this.vandaag(), na ?? '', omvang), omvang, verzoek.url, (m) => m.id);
  }

  @Get(':id')
  @Route(LEZEN)
  @ApiOperation({ operationId: 'leesMedewerker', summary: 'Een medewerker en de rollen' })
  @ApiParam(ID)
  @ApiResponse({ status: 200, description: 'De medewerker.', type: MedewerkerAntwoord })
  async een(@Aanroeper() aanroep: Aanroep, @Param('id') id: string): Promise<MedewerkerAntwoord> {
    aanroep.beslis({ ...VERTROUWELIJK, id });
    return this.medewerkers.lees(aanroep.organisatie, this.vandaag(), id);
  }

  @Get(':id/rechten')
  @Route(LEZEN)
  @ApiOperation({ operationId: 'leesRechtenVanMedewerker', summary: 'Wat een medewerker mag', description: 'Voor elk doel: welke handelingen vandaag zijn toegestaan, en door welke regels. Wat de medewerker deed, staat hier niet.' })
  @ApiParam(ID)
  @ApiResponse({ status: 200, description: 'De rechten.', type: MedewerkerRechtenAntwoord })
  async rechten(@Aanroeper() aanroep: Aanroep, @Param('id') id: string): Promise<MedewerkerRechtenAntwoord> {
    aanroep.beslis({ ...VERTROUWELIJK, id });
    const { organisatie } = aanroep;
    const m = await this.medewerkers.lees(organisatie, this.vandaag(), id);
    const rollen = (doel: string) => rollenMet(m.rollen, m.tijdelijk.filter((t) => t.activiteiten.includes(doel)).map((t) => ({ ...t, id: t.verzoek })));
    const wie = { soort: 'medewerker' as const, id, applicatie: aanroep.wie.applicatie, uitvoerder: m.werkgever ?? organisatie, rollen };
    const doelen = rechtenVoor(this.bundelhouder.huidige(), organisatie, wie, ['*'], this.acties, this.vandaag());
    return { medewerker: id, doelen: doelen.filter((d) => d.handelingen.length > 0) };
  }

  private vandaag(): Datum {
    return datumInAmsterdam(this.klok.nu());
  }
}
