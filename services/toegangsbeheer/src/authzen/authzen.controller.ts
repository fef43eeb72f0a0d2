import { Body, Controller, Headers, HttpCode, Inject, Post, Res } from '@nestjs/common';
import { STANDAARD } from '@bronhuis/component';
import { ApiBody, ApiExtension, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Bron } from '@bronhuis/bron';
import { KLOK } from '@bronhuis/component';
import { datumInAmsterdam, leesTraceparent, uuidv7, type Klok } from '@bronhuis/standaarden';
import { Aanroep, Aanroeper, Bundelhouder, redenenVanWeigering, Route } from '@bronhuis/toegang';
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
    const { bundel, beslisser } = this.bundelhouder.huidige();
    const nu = this.klok.nu();
    const { vraag, doel, uitvoerder } = vertaal(verzoek, bundel, organisatie, await this.rollenVan(organisatie, verzoek), datumInAmsterdam(nu));
    const { toegestaan, beleid } = beslisser.beslis(vraag);
    const redenen = toegestaan ? [] : redenenVanWeigering(vraag, doel?.id ?? null, (oin) => aanroep.naamVan(oin));
    const trace = leesTraceparent(aanroep.traceparent);
    const beslissing = {
      id: uuidv7(nu),
      traceId: trace?.traceId,
      spanId: trace?.spanId,
      tijdstip: nu.toISOString(),
      organisatie,
      uitvoerder,
      component: vraag.resource.component || 'toegangsbeheer',
      wie: { soort: vraag.principal.soort, id: verzoek.subject.id, applicatie: vraag.principal.applicatie || aanroep.wie.applicatie, rollen: vraag.principal.rollen },
      actie: vraag.actie,
      klasse: vraag.context.klasse,
      doel,
      resource: { soort: verzoek.resource.type, id: verzoek.resource.id },
      besluit: toegestaan ? 'toegestaan' : 'geweigerd',
      redenen,
      beleid,
      bundel: { versie: bundel.versie, hash: bundel.hash },
    };
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
