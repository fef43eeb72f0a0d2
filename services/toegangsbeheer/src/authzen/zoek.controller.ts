import { Body, Controller, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Aanroep, Aanroeper, Route } from '@bronhuis/toegang';
import { GEVONDEN_ACTIES, GEVONDEN_DELEN, ZOEK_ACTION, ZOEK_RESOURCE, ZOEK_SUBJECT } from './authzen.schema.ts';
import { Authzen } from './beschrijving.ts';
import { Zoekvragen, type Zoekactie, type Zoekresource, type Zoeksubject } from './zoekvragen.ts';

const EIGEN = 'Een applicatie met eigen beleid zoekt, voor een doel, in wat zij zelf meebrengt.';
const BLADEREN = 'Met page.limit en page.token bladert u; is next_token leeg, dan is er niets meer.';

/**
 * OpenID AuthZEN 1.0 §8. Who searches learns what somebody may: `doelgebonden`, for logging and control, as the look into
 * decisions is; the decision knows whether it is about a person. An application with policies of its own searches in what it
 * brings itself, as it may ask about that.
 */
@ApiTags('authzen')
@Controller('toegangsbeheer/access/v1/search')
export class ZoekController {
  constructor(@Inject(Zoekvragen) private readonly zoekvragen: Zoekvragen) {}

  @Post('subject')
  @Route({ actie: 'beslissingen:zoeken', klasse: 'doelgebonden', resource: 'beslissing', laat: true })
  @Authzen({
    operationId: 'zoekWie',
    summary: 'Wie mag dit?',
    description: `Subject Search volgens AuthZEN 1.0, voor medewerkers van uw organisatie en applicaties die ervoor werken. Van andere soorten wordt niemand gevonden. ${EIGEN} ${BLADEREN}`,
    verzoek: ZOEK_SUBJECT,
    antwoord: GEVONDEN_DELEN,
  })
  async subject(@Aanroeper() aanroep: Aanroep, @Body() verzoek: Zoeksubject): Promise<object> {
    return this.zoekvragen.subject(aanroep, verzoek);
  }

  @Post('action')
  @Route({ actie: 'beslissingen:zoeken', klasse: 'doelgebonden', resource: 'beslissing', laat: true })
  @Authzen({
    operationId: 'zoekWat',
    summary: 'Wat mag deze?',
    description: `Action Search volgens AuthZEN 1.0. Zonder verwerkingsactiviteit in context: voor elke die dan geldt, met de activiteit in properties.processing_activity_id. ${EIGEN} ${BLADEREN}`,
    verzoek: ZOEK_ACTION,
    antwoord: GEVONDEN_ACTIES,
  })
  async action(@Aanroeper() aanroep: Aanroep, @Body() verzoek: Zoekactie): Promise<object> {
    return this.zoekvragen.action(aanroep, verzoek);
  }

  @Post('resource')
  @Route({ actie: 'beslissingen:zoeken', klasse: 'doelgebonden', resource: 'beslissing', laat: true })
  @Authzen({
    operationId: 'zoekWaarop',
    summary: 'Waarop mag dit?',
    description: `Resource Search volgens AuthZEN 1.0. Gegevens van het huis staan bij hun bron en niet hier: daarover is het antwoord leeg. Vraag de lijst van de bron zelf, die alleen toont wat u mag zien. ${EIGEN} ${BLADEREN}`,
    verzoek: ZOEK_RESOURCE,
    antwoord: GEVONDEN_DELEN,
  })
  async resource(@Aanroeper() aanroep: Aanroep, @Body() verzoek: Zoekresource): Promise<object> {
    return this.zoekvragen.resource(aanroep, verzoek);
  }
}
