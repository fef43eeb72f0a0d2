import { Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { LOGGER } from '@bronhuis/component';
import { Route } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Bezoek } from '../bezoek/bezoek.ts';
import type { Inzending } from '../bezoek/inzending.ts';
import { Portier } from '../bezoek/portier.ts';
import { gelukt, mislukt, type Uitkomst } from '../bezoek/uitkomst.ts';
import { Weigering } from '../gateway/gateway.ts';
import { adres } from '../html.ts';
import { applicatiepad, PAD } from './adressen.ts';
import type { Applicaties, Registratie } from './applicaties.contract.ts';
import { anders, foutenVan, GEHEIM, invoerVan, isToonbaar, sleuteltekst, toonbaar, veldenVan, type Fouten, type Velden } from './invoer.ts';
import { registratiepagina, woordVan, type Mislukt, type Registratieblad } from './registratie.pagina.ts';

const ERIN = ['Er klopt iets niet', 'Er is niets veranderd. Verbeter wat hieronder staat en verstuur het formulier opnieuw.'] as const;
const VOOR = ['Iemand anders was u voor', 'Er is niets veranderd. Bij elk veld dat anders is, staat wat er nu in het register staat. Klopt wat u invulde? Verstuur het formulier dan opnieuw.'] as const;
const MAG_NIET = ['Dit mag u niet doen', 'Er is niets veranderd.'] as const;
const NU_NIET = ['Dat lukte nu niet', 'Wat u invulde, staat hieronder nog. Probeer het over een paar minuten opnieuw.'] as const;
const BEGIN: Velden = { clientauthenticatie: 'private_key_jwt', gebondenTokens: 'nee' };

/** Registering an application, changing it and withdrawing it. */
@ApiExcludeController()
@Controller('applicaties')
export class RegistratieController {
  constructor(
    @Inject(Portier) private readonly portier: Portier,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Get('nieuw')
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  nieuw(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply): Promise<void> {
    return this.portier.toon(verzoek, antwoord, async (b) => {
      const { body } = await b.zonderDoel<Applicaties>({ pad: `${PAD}?omvang=100` });
      return registratiepagina({ ...leeg(b), bekend: body.resultaten, velden: BEGIN });
    });
  }

  @Post('nieuw')
  @HttpCode(303)
  @Route({ actie: 'paginas:schrijven', klasse: 'openbaar' })
  registreer(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply): Promise<void> {
    return this.portier.verwerk(verzoek, antwoord, '/applicaties/nieuw', (b, i) =>
      this.probeer(b, i, null, async (json) => {
        const { body } = await b.zonderDoel<Registratie>({ methode: 'POST', pad: PAD, json });
        return { naar: adres`/applicaties/${body.id}`, melding: gelukt('De applicatie staat in het register') };
      }),
    );
  }

  @Get(':id/wijzigen')
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  wijzigen(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Param('id') id: string): Promise<void> {
    return this.portier.toon(verzoek, antwoord, async (b) => {
      const { body, etag } = await b.zonderDoel<Registratie>({ pad: applicatiepad(id) });
      if (body.soort !== 'applicatie') throw new Weigering(403, 'Een onderdeel van dit huis komt bij de installatie in het register.');
      return registratiepagina({ ...leeg(b), wijzigt: { id, gezien: etag ?? '' }, velden: veldenVan(body) });
    });
  }

  /** What changes is what the person saw: a change of somebody else in between is shown first. */
  @Post(':id/wijzigen')
  @HttpCode(303)
  @Route({ actie: 'paginas:schrijven', klasse: 'openbaar' })
  wijzig(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Param('id') id: string): Promise<void> {
    return this.portier.verwerk(verzoek, antwoord, adres`/applicaties/${id}/wijzigen`, (b, i) =>
      this.probeer(b, i, id, async (json) => {
        const koppen = { 'if-match': `"${(i.velden['gezien'] ?? '').replace(/\D/g, '')}"` };
        const { body } = await b.zonderDoel<Registratie>({ methode: 'PUT', pad: applicatiepad(id), koppen, json });
        const melding = body.status === 'ingetrokken' ? gelukt('De applicatie is ingetrokken', 'Haar tokens gelden binnen vijf seconden nergens meer.') : gelukt('De wijziging is bewaard');
        return { naar: adres`/applicaties/${id}`, melding };
      }),
    );
  }

  /** Sends what was filled in; what is refused comes back as the form, with everything in it that may be shown. */
  private async probeer(b: Bezoek, { velden }: Inzending, id: string | null, doe: (json: object) => Promise<Uitkomst>): Promise<Uitkomst> {
    const opnieuw = async (m: Mislukt, over: Partial<Registratieblad> = {}): Promise<Uitkomst> => {
      // The code of the form stays: what did arrive after all is not done twice.
      const bezoeker = { ...b.bezoeker, eenmalig: b.verzonden ?? b.bezoeker.eenmalig };
      const wijzigt = id === null ? null : { id, gezien: velden['gezien'] ?? '' };
      const fouten = isToonbaar(velden) ? m.fouten : { jwks: [GEHEIM], ...m.fouten };
      return registratiepagina({ ...leeg(b), b: bezoeker, wijzigt, velden: await terug(b, velden, id), mislukt: { ...m, fouten }, ...over });
    };
    const invoer = invoerVan(velden, id === null ? 'nieuw' : 'wijziging');
    if ('fouten' in invoer) return opnieuw(metFouten(400, ERIN, invoer.fouten));
    try {
      return await doe(invoer.json);
    } catch (fout) {
      if (!(fout instanceof Weigering) || fout.niveau || fout.status === 401 || fout.status === 404) throw fout;
      if (fout.code === 'idempotency-key-hergebruikt') return { naar: '/applicaties', melding: mislukt('Dat formulier was al verstuurd', 'Kijk of de applicatie in de lijst staat. Wilt u iets veranderen? Open haar dan.') };
      if (fout.status === 412 && id !== null) {
        const { body, etag } = await b.zonderDoel<Registratie>({ pad: applicatiepad(id) });
        const nu = veldenVan(body);
        return opnieuw(metFouten(412, VOOR, anders(velden, nu, (naam) => woordVan(naam, nu, b.namen))), { wijzigt: { id, gezien: etag ?? '' } });
      }
      if (fout.status >= 500 || fout.status === 429) {
        this.logger.warn({ status: fout.status, reden: fout.message }, 'a form could not be handled');
        return opnieuw(metFouten(fout.status, NU_NIET, {}));
      }
      const fouten = redenen(fout, id);
      return opnieuw(metFouten(fout.status, fout.status === 403 && fouten.alles ? MAG_NIET : ERIN, fouten));
    }
  }
}

const metFouten = (status: number, [titel, uitleg]: readonly [string, string], fouten: Fouten): Mislukt => ({ status, titel, uitleg, fouten });

const leeg = (b: Bezoek): Registratieblad => ({ b: b.bezoeker, wijzigt: null, velden: {}, doelen: b.alleDoelen(), namen: b.namen, bekend: [], mislukt: null });

function redenen(fout: Weigering, id: string | null): Fouten {
  if (fout.velden.length > 0) return foutenVan(fout);
  const reden = [fout.detail ?? 'Kijk na wat u invulde.'];
  return fout.code === 'andere-uitvoerder' && id === null ? { uitvoerder: reden } : { alles: reden };
}

/** Keys that may not be shown again are not simply gone from the form: sent like that, the application would lose those it has. */
async function terug(b: Bezoek, velden: Velden, id: string | null): Promise<Velden> {
  if (id === null || isToonbaar(velden)) return toonbaar(velden);
  const { body } = await b.zonderDoel<Registratie>({ pad: applicatiepad(id) });
  return { ...toonbaar(velden), jwks: sleuteltekst(body) };
}
