import { Body, Controller, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Aanroep, Aanroeper, Route } from '@bronhuis/toegang';
import { ANTWOORD, ANTWOORDEN, VERZOEK, VERZOEKEN } from './authzen.schema.ts';
import { Authzen } from './beschrijving.ts';
import type { Evaluatiesverzoek } from './beslis-evaluaties.ts';
import type { Evaluatieverzoek } from './evaluatie.ts';
import { Evaluaties } from './evaluaties.ts';

/** OpenID AuthZEN 1.0 §6 and §7; the standard fixes the paths, so they stand outside `/v1`. */
@ApiTags('authzen')
@Controller('toegangsbeheer/access/v1')
export class AuthzenController {
  constructor(@Inject(Evaluaties) private readonly evaluaties: Evaluaties) {}

  @Post('evaluation')
  @Route({ actie: 'beslissingen:verifieren', klasse: 'geen-persoonsgegevens', resource: 'beslissing' })
  @Authzen({
    operationId: 'evalueerToegang',
    summary: 'Mag dit?',
    description: 'Access Evaluation volgens AuthZEN 1.0. Een weigering is ook antwoord 200, met decision false en de reden. Over een handeling die niet van het huis is, beslist het eigen beleid van de applicatie die vraagt, als zij dat heeft.',
    verzoek: VERZOEK,
    antwoord: ANTWOORD,
  })
  async evaluation(@Aanroeper() aanroep: Aanroep, @Body() verzoek: Evaluatieverzoek): Promise<object> {
    return this.evaluaties.een(aanroep, verzoek);
  }

  @Post('evaluations')
  @Route({ actie: 'beslissingen:verifieren', klasse: 'geen-persoonsgegevens', resource: 'beslissing' })
  @Authzen({
    operationId: 'evalueerToegangen',
    summary: 'Mag dit allemaal?',
    description: 'Access Evaluations volgens AuthZEN 1.0: ten hoogste 1.000 vragen ineens. Elk besluit wordt apart vastgelegd. Een vraag die niet gesteld kan worden, is geweigerd met de reden in context.error en houdt de andere niet op.',
    verzoek: VERZOEKEN,
    antwoord: ANTWOORDEN,
  })
  async evaluations(@Aanroeper() aanroep: Aanroep, @Body() verzoek: Evaluatiesverzoek): Promise<object> {
    return this.evaluaties.alle(aanroep, verzoek);
  }
}
