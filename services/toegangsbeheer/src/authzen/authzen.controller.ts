import { Body, Controller, Headers, HttpCode, Inject, Post, Res } from '@nestjs/common';
import { STANDAARD } from '@bronhuis/component';
import { ApiBody, ApiExtension, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Bron } from '@bronhuis/bron';
import { KLOK } from '@bronhuis/component';
import { datumInAmsterdam, type Klok } from '@bronhuis/standaarden';
import { Aanroep, Aanroeper, Bundelhouder, geldigeActiviteit, maakBeslissing, oordeel, Route } from '@bronhuis/toegang';
import { VerwerkingSchrijver } from '@bronhuis/verwerking';
import type { FastifyReply } from 'fastify';
import { ANTWOORD, VERZOEK } from './authzen.schema.ts';
import { maakAntwoord, vertaal, type Evaluatieverzoek } from './evaluatie.ts';

/** OpenID AuthZEN 1.0 Access Evaluation; the standard fixes the path, so it stands outside `/v1`. */
@ApiTags('authzen')
@Controller('toegangsbeheer/access/v1')
export class AuthzenController {
  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Bundelhouder) private readonly bundelhouder: Bundelhouder,
    @Inject(VerwerkingSchrijver) private readonly schrijver: VerwerkingSchrijver,
    @Inject(KLOK) private readonly klok: Klok,
  ) {}

  @Post('evaluation')
  @HttpCode(200)
  @Route({ actie: 'beslissingen:verifieren', klasse: 'geen-persoonsgegevens', resource: 'beslissing' })
  @ApiExtension(STANDAARD, 'AuthZEN 1.0')
  @ApiOperation({ operationId: 'evalueerToegang', summary: 'Mag dit?', description: 'Access Evaluation volgens AuthZEN 1.0. Een weigering is ook antwoord 200, met decision false en de reden.' })
  @ApiHeader({ name: 'X-Request-ID', required: false, schema: { type: 'string', maxLength: 200 }, description: 'Komt terug in het antwoord.' })
  @ApiBody({ schema: VERZOEK })
  @ApiResponse({ status: 200, description: 'Het besluit.', schema: ANTWOORD })
  async evalueer(
    @Aanroeper() aanroep: Aanroep,
    @Body() verzoek: Evaluatieverzoek,
    @Headers('x-request-id') kenmerk: string | undefined,
    @Res({ passthrough: true }) antwoord: FastifyReply,
  ): Promise<object> {
    if (kenmerk) void antwoord.header('x-request-id', kenmerk);
    const { organisatie } = aanroep;
    const geldend = this.bundelhouder.huidige();
    const tijdstip = this.klok.nu();
    const dag = datumInAmsterdam(tijdstip);
    const aanvraag = vertaal(verzoek, organisatie, await this.rollenVan(organisatie, verzoek), dag);
    // Without an application in the question it is the one that asks.
    aanvraag.wie.applicatie ??= aanroep.wie.applicatie;
    const doelversie = aanvraag.doel ? (geldigeActiviteit(geldend.bundel, organisatie, aanvraag.doel, dag)?.versie ?? null) : null;
    const beslissing = maakBeslissing(aanvraag, oordeel(geldend, aanvraag, null), { traceparent: aanroep.traceparent, tijdstip, bundel: geldend.bundel, doelversie, apiToken: null });
    await this.schrijver.schrijf(organisatie, { verwerking: null, beslissing });
    return maakAntwoord(beslissing);
  }

  /** Roles of an employee that we know are not the caller's to choose. */
  private async rollenVan(organisatie: string, v: Evaluatieverzoek): Promise<string[] | null> {
    if (v.subject.type !== 'medewerker') return null;
    const text = `select rollen from persoon where organisatie = $1 and id = $2 and soort = 'medewerker'`;
    const [rij] = await this.bron.lees<{ rollen: string[] }>({ organisatie }, { name: 'rollen-van-medewerker', text, values: [organisatie, v.subject.id] });
    return rij?.rollen ?? null;
  }
}
