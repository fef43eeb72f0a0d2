import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Aanroeper, Route } from '@bronhuis/toegang';
import type { Aanroep } from '@bronhuis/toegang';
import { Vernietigen } from './vernietigen.ts';
import { BewijsAntwoord, ControleAntwoord, ControleInvoer, DossierIdsInvoer, PlannenAntwoord, UitvoeringAntwoord, UitvoeringInvoer } from './vernietigingen.dto.ts';

/** The contract of destruction that every source implements: plan, check, destroy, prove. Called by selectielijst. */
@ApiTags('vernietigingen')
@Controller('vernietigingen')
export class VernietigingenController {
  constructor(@Inject(Vernietigen) private readonly vernietigen: Vernietigen) {}

  @Post('_plan')
  @HttpCode(200)
  @Route({ actie: 'vernietigingen:lezen', klasse: 'intern-proces' })
  @ApiOperation({ operationId: 'planVernietiging', summary: 'Wat gaat en wat blijft', description: 'Per dossier wat weggaat en wat blijft, zonder namen, met een controlegetal.' })
  @ApiBody({ type: DossierIdsInvoer })
  @ApiResponse({ status: 200, type: PlannenAntwoord, description: 'De plannen.' })
  async plan(@Aanroeper() aanroep: Aanroep, @Body() invoer: DossierIdsInvoer): Promise<PlannenAntwoord> {
    return this.vernietigen.plan(aanroep.organisatie, invoer.dossiers);
  }

  @Post('_controle')
  @HttpCode(200)
  @Route({ actie: 'vernietigingen:verifieren', klasse: 'intern-proces' })
  @ApiOperation({ operationId: 'controleerVernietiging', summary: 'Mag het nog steeds', description: 'Vraagt alles opnieuw aan de bron: status, uitkomst, einddatum en plan.' })
  @ApiBody({ type: ControleInvoer })
  @ApiResponse({ status: 200, type: ControleAntwoord, description: 'Per dossier of het akkoord is.' })
  async controleer(@Aanroeper() aanroep: Aanroep, @Body() invoer: ControleInvoer): Promise<ControleAntwoord> {
    return this.vernietigen.controleer(aanroep.organisatie, invoer.dossiers);
  }

  @Post('_uitvoering')
  @HttpCode(200)
  @Route({ actie: 'vernietigingen:vernietigen', klasse: 'intern-proces', gevoelig: true })
  @ApiOperation({ operationId: 'voerVernietigingUit', summary: 'Vernietig', description: 'Elk dossier in een eigen transactie; nog eens vragen geeft hetzelfde antwoord.' })
  @ApiBody({ type: UitvoeringInvoer })
  @ApiResponse({ status: 200, type: UitvoeringAntwoord, description: 'Per dossier wat er is gebeurd.' })
  async voerUit(@Aanroeper() aanroep: Aanroep, @Body() invoer: UitvoeringInvoer): Promise<UitvoeringAntwoord> {
    return { dossiers: await this.vernietigen.voerUit(aanroep, invoer) };
  }

  @Post('_bewijs')
  @HttpCode(200)
  @Route({ actie: 'vernietigingen:verifieren', klasse: 'intern-proces' })
  @ApiOperation({ operationId: 'bewijsVernietiging', summary: 'Is er niets meer', description: 'Zoekt in tabellen, bestanden, bewaarde antwoorden en gebeurtenissen.' })
  @ApiBody({ type: DossierIdsInvoer })
  @ApiResponse({ status: 200, type: BewijsAntwoord, description: 'Per dossier wat er nog is.' })
  async bewijs(@Aanroeper() aanroep: Aanroep, @Body() invoer: DossierIdsInvoer): Promise<BewijsAntwoord> {
    return this.vernietigen.bewijs(aanroep.organisatie, invoer.dossiers);
  }
}
