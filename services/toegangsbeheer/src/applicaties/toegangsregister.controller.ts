import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { KLOK } from '@bronhuis/component';
import { datumInAmsterdam, type Klok } from '@bronhuis/standaarden';
import { Aanroep, Aanroeper, Bundelhouder, Route } from '@bronhuis/toegang';
import type { FastifyReply } from 'fastify';
import { leesActies } from '../bundel/acties.ts';
import { ID } from './applicatie.controller.ts';
import type { ApplicatieAntwoord } from './applicatie.dto.ts';
import { Applicaties } from './applicaties.ts';
import { RechtenAntwoord, type DoelRechtenAntwoord } from './rechten.dto.ts';
import { krijgtToken, rechtenVan } from './rechten.ts';
import { alsCsv } from './toegangsregister.ts';

const PER_KEER = 100;

@ApiTags('applicaties')
@Controller()
export class ToegangsregisterController {
  private readonly acties = leesActies();

  constructor(
    @Inject(Applicaties) private readonly applicaties: Applicaties,
    @Inject(Bundelhouder) private readonly bundelhouder: Bundelhouder,
    @Inject(KLOK) private readonly klok: Klok,
  ) {}

  @Get('applicaties/:id/rechten')
  @Route({ actie: 'applicaties:lezen', klasse: 'geen-persoonsgegevens', resource: 'applicatie' })
  @ApiOperation({ operationId: 'leesRechten', summary: 'Wat een applicatie mag', description: 'Voor elk doel van de applicatie bij uw organisatie: welke handelingen vandaag zijn toegestaan, en door welke regels.' })
  @ApiParam(ID)
  @ApiResponse({ status: 200, description: 'De rechten.', type: RechtenAntwoord })
  async rechten(@Aanroeper() aanroep: Aanroep, @Param('id') id: string): Promise<RechtenAntwoord> {
    const a = await this.applicaties.lees(aanroep.organisatie, id);
    return { applicatie: a.id, toegang: krijgtToken(a), doelen: this.doelen(aanroep.organisatie, a) };
  }

  @Get('toegangsregister')
  @Route({ actie: 'applicaties:lezen', klasse: 'geen-persoonsgegevens', resource: 'applicatie' })
  @ApiOperation({
    operationId: 'leesToegangsregister',
    summary: 'Toegangsregister',
    description: 'Alle applicaties die voor uw organisatie werken, met hun rechten, wie ervoor staat, hun overeenkomst en wanneer zij het laatst zijn gebruikt: als CSV (RFC 4180, UTF-8), een regel per doel.',
  })
  @ApiResponse({ status: 200, description: 'Het register.', content: { 'text/csv': { schema: { type: 'string' } } } })
  async register(@Aanroeper() aanroep: Aanroep, @Res({ passthrough: true }) antwoord: FastifyReply): Promise<string> {
    const alle: ApplicatieAntwoord[] = [];
    for (let na: string | undefined = ''; na !== undefined; ) {
      const blad: ApplicatieAntwoord[] = await this.applicaties.lijst(aanroep.organisatie, na, PER_KEER);
      alle.push(...blad.slice(0, PER_KEER));
      na = blad.length > PER_KEER ? alle.at(-1)?.id : undefined;
    }
    void antwoord.header('content-type', 'text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="toegangsregister.csv"');
    return alsCsv(alle.map((applicatie) => ({ applicatie, doelen: this.doelen(aanroep.organisatie, applicatie) })));
  }

  private doelen(organisatie: string, a: ApplicatieAntwoord): DoelRechtenAntwoord[] {
    return rechtenVan(this.bundelhouder.huidige(), organisatie, a, this.acties, datumInAmsterdam(this.klok.nu()));
  }
}
