import { Controller, Get, Header, Inject } from '@nestjs/common';
import { CONFIG, STANDAARD, type Config } from '@bronhuis/component';
import { ApiExtension, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Route } from '@bronhuis/toegang';
import { METADATA } from './authzen.schema.ts';

/** Where this decision point is found (AuthZEN 1.0 §9): the identifier is the address of the gateway, for all organisaties. */
@ApiTags('authzen')
@Controller('.well-known')
export class MetadataController {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  @Get('authzen-configuration')
  @Header('cache-control', 'public, max-age=3600')
  @Route({ actie: 'beslissingen:verifieren', klasse: 'openbaar' })
  @ApiExtension(STANDAARD, 'AuthZEN 1.0')
  @ApiOperation({ operationId: 'leesAuthzenMetadata', summary: 'Adressen van AuthZEN', description: 'Policy Decision Point Metadata volgens AuthZEN 1.0.', security: [] })
  @ApiResponse({ status: 200, description: 'De adressen.', schema: METADATA })
  metadata(): object {
    const pdp = this.config.PUBLIEKE_URL.replace(/\/+$/, '');
    const api = `${pdp}/toegangsbeheer/access/v1`;
    return {
      policy_decision_point: pdp,
      access_evaluation_endpoint: `${api}/evaluation`,
      access_evaluations_endpoint: `${api}/evaluations`,
      search_subject_endpoint: `${api}/search/subject`,
      search_action_endpoint: `${api}/search/action`,
      search_resource_endpoint: `${api}/search/resource`,
    };
  }
}
