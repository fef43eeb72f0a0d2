import { Body, Controller, Delete, Get, Headers, HttpCode, Inject, Param, Patch, Post, Put, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CONFIG, type Config } from '@bronhuis/component';
import { Probleem } from '@bronhuis/standaarden';
import { Aanroep, Aanroeper, Route } from '@bronhuis/toegang';
import type { FastifyReply } from 'fastify';
import { COMPONENTEN } from './autorisatie.ts';
import { Autorisaties, onbekend } from './autorisaties.ts';
import type { AcRij } from './autorisaties.queries.ts';
import { alsLabel } from './beslis-autorisaties.ts';
import { eis, GEHEEL, PAD, veldfout } from './facade.ts';
import { APPLICATIE, APPLICATIEDEEL, APPLICATIEINVOER, Bewerking, LIJST } from './schemas.ts';

type Query_ = Record<string, unknown>;

const OMVANG = 100;
const LEZEN = { actie: 'autorisaties:lezen', klasse: 'geen-persoonsgegevens', resource: 'autorisatie' } as const;

const een = (waarde: unknown): string | undefined => {
  const laatste: unknown = Array.isArray(waarde) ? waarde.at(-1) : waarde;
  return typeof laatste === 'string' ? laatste : undefined;
};

/** @throws Probleem 415 */
function eisJson(soort: string | undefined): void {
  if (!/^application\/json *(;|$)/i.test(soort ?? '')) throw Probleem.verkeerdMediatype('Stuur de inhoud als application/json.');
}

/** A parameter that is not known is a fault, so that nobody takes a whole list for a part of it. @throws Probleem 400 */
function eisBekend(query: Query_, namen: readonly string[]): void {
  const onbekende = Object.keys(query).filter((naam) => !namen.includes(naam));
  eis(onbekende.length > 0 ? [veldfout(GEHEEL, 'unknown-parameters', `Onbekend: ${onbekende.join(', ')}.`)] : []);
}

/** Autorisaties API 1.1.0 (ZGW), for clients that know the applications by it. */
@ApiTags('autorisaties')
@Controller(`${PAD}/applicaties`)
export class AutorisatiesController {
  private readonly wortel: string;

  constructor(
    @Inject(Autorisaties) private readonly autorisaties: Autorisaties,
    @Inject(CONFIG) config: Config,
  ) {
    this.wortel = `${config.PUBLIEKE_URL}/${PAD}/applicaties`;
  }

  @Get()
  @Route(LEZEN)
  @Bewerking({ id: 'applicatie_list', wat: 'Applicaties met hun autorisaties', query: { clientIds: { type: 'string' }, page: { type: 'integer', minimum: 1 } }, status: 200, antwoord: LIJST })
  async lijst(@Aanroeper() aanroep: Aanroep, @Query() query: Query_): Promise<object> {
    eisBekend(query, ['clientIds', 'page']);
    const clientIds = een(query['clientIds']);
    const page = een(query['page']) ?? '1';
    if (!/^[1-9]\d{0,8}$/.test(page)) throw onbekend();
    const nummer = Number(page);
    // No client_id has a character that cannot be kept.
    const gezocht = clientIds === undefined ? null : clientIds.split(',').map((c) => c.trim()).filter((c) => /^[!-~]{1,50}$/.test(c));
    const { count, rijen } = await this.autorisaties.lijst(aanroep.organisatie, gezocht, (nummer - 1) * OMVANG, OMVANG);
    if (rijen.length === 0 && nummer > 1) throw onbekend();
    const naar = (n: number): string => {
      const adres = new URL(this.wortel);
      if (clientIds !== undefined) adres.searchParams.set('clientIds', clientIds);
      if (n > 1) adres.searchParams.set('page', String(n));
      return adres.href;
    };
    return { count, next: nummer * OMVANG < count ? naar(nummer + 1) : null, previous: nummer > 1 ? naar(nummer - 1) : null, results: rijen.map((r) => this.toon(r)) };
  }

  @Post()
  @Route({ actie: 'autorisaties:aanmaken', klasse: 'geen-persoonsgegevens', resource: 'autorisatie' })
  @Bewerking({ id: 'applicatie_create', wat: 'Registreer een applicatie', uitleg: 'Zij heeft nog geen toegang: daarvoor wordt zij eerst aangevuld in het applicatieregister.', inhoud: APPLICATIEINVOER, status: 201, antwoord: APPLICATIE })
  async maak(@Aanroeper() aanroep: Aanroep, @Headers('content-type') soort: string | undefined, @Body() inhoud: unknown, @Res({ passthrough: true }) antwoord: FastifyReply): Promise<object> {
    eisJson(soort);
    const uit = this.toon(await this.autorisaties.maak(aanroep, inhoud));
    void antwoord.header('location', uit.url);
    return uit;
  }

  @Get('consumer')
  @Route(LEZEN)
  @Bewerking({ id: 'applicatie_consumer', wat: 'De applicatie van een client_id', query: { clientId: { type: 'string' } }, verplicht: ['clientId'], status: 200, antwoord: APPLICATIE })
  async consumer(@Aanroeper() aanroep: Aanroep, @Query() query: Query_): Promise<object> {
    eisBekend(query, ['clientId']);
    const clientId = een(query['clientId']);
    if (clientId === undefined || clientId.includes('\u0000')) throw onbekend();
    return this.toon(await this.autorisaties.vanClient(aanroep.organisatie, clientId));
  }

  @Get(':uuid')
  @Route(LEZEN)
  @Bewerking({ id: 'applicatie_read', wat: 'Een applicatie met haar autorisaties', metUuid: true, status: 200, antwoord: APPLICATIE })
  async lees(@Aanroeper() aanroep: Aanroep, @Param('uuid') id: string): Promise<object> {
    return this.toon(await this.autorisaties.lees(aanroep.organisatie, id));
  }

  @Put(':uuid')
  @Route({ actie: 'autorisaties:schrijven', klasse: 'geen-persoonsgegevens', resource: 'autorisatie' })
  @Bewerking({ id: 'applicatie_update', wat: 'Werk een applicatie in zijn geheel bij', metUuid: true, inhoud: APPLICATIEINVOER, status: 200, antwoord: APPLICATIE })
  async wijzig(@Aanroeper() aanroep: Aanroep, @Param('uuid') id: string, @Headers('content-type') soort: string | undefined, @Body() inhoud: unknown): Promise<object> {
    eisJson(soort);
    return this.toon(await this.autorisaties.wijzig(aanroep, id, inhoud, false));
  }

  @Patch(':uuid')
  @Route({ actie: 'autorisaties:schrijven', klasse: 'geen-persoonsgegevens', resource: 'autorisatie' })
  @Bewerking({ id: 'applicatie_partial_update', wat: 'Werk een deel van een applicatie bij', metUuid: true, inhoud: APPLICATIEDEEL, status: 200, antwoord: APPLICATIE })
  async lap(@Aanroeper() aanroep: Aanroep, @Param('uuid') id: string, @Headers('content-type') soort: string | undefined, @Body() inhoud: unknown): Promise<object> {
    eisJson(soort);
    return this.toon(await this.autorisaties.wijzig(aanroep, id, inhoud, true));
  }

  @Delete(':uuid')
  @HttpCode(204)
  @Route({ actie: 'autorisaties:intrekken', klasse: 'geen-persoonsgegevens', resource: 'autorisatie' })
  @Bewerking({ id: 'applicatie_delete', wat: 'Trek de autorisaties en ZGW-clients van een applicatie in', uitleg: 'De applicatie zelf blijft in het register.', metUuid: true, status: 204 })
  async verwijder(@Aanroeper() aanroep: Aanroep, @Param('uuid') id: string): Promise<void> {
    await this.autorisaties.verwijder(aanroep, id);
  }

  private toon(r: AcRij): Record<string, unknown> & { url: string } {
    return {
      url: `${this.wortel}/${r.id}`,
      clientIds: r.clientIds,
      label: alsLabel(r.naam),
      heeftAlleAutorisaties: r.heeftAlleAutorisaties,
      alleenIsGereedVoorPublicatie: r.alleenIsGereedVoorPublicatie,
      autorisaties: r.autorisaties.map(({ component, ...a }) => ({ component, componentWeergave: COMPONENTEN[component], ...a })),
    };
  }
}
