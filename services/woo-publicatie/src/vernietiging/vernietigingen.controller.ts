import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Aanroeper, Route, type Aanroep } from '@bronhuis/toegang';
import { BewijzenDto, ControleInvoer, ControlesDto, DossiersInvoer, PlannenDto, UitvoeringenDto, UitvoeringInvoer } from './vernietigingen.dto.ts';
import { Vernietigingen } from './vernietigingen.ts';

/** Called by selectielijst only; every source has the same four operations. */
@ApiTags('vernietiging')
@Controller('vernietigingen')
export class VernietigingenController {
  constructor(@Inject(Vernietigingen) private readonly vernietigingen: Vernietigingen) {}

  @Post('_plan')
  @HttpCode(200)
  @Route({ actie: 'vernietigingen:lezen', klasse: 'intern-proces' })
  @ApiOperation({ operationId: 'planVernietiging', summary: 'Wat er hier verdwijnt met deze dossiers, en wat blijft' })
  @ApiResponse({ status: 200, type: PlannenDto, description: 'Het plan.' })
  async plan(@Aanroeper() aanroep: Aanroep, @Body() invoer: DossiersInvoer): Promise<PlannenDto> {
    return { dossiers: await this.vernietigingen.plan(aanroep.organisatie, invoer.dossiers) };
  }

  @Post('_controle')
  @HttpCode(200)
  @Route({ actie: 'vernietigingen:verifieren', klasse: 'intern-proces' })
  @ApiOperation({ operationId: 'controleerVernietiging', summary: 'Klopt nog wat is goedgekeurd?' })
  @ApiResponse({ status: 200, type: ControlesDto, description: 'Per dossier akkoord of de reden waarom niet.' })
  async controle(@Aanroeper() aanroep: Aanroep, @Body() invoer: ControleInvoer): Promise<ControlesDto> {
    return { dossiers: await this.vernietigingen.controleer(aanroep.organisatie, invoer.dossiers) };
  }

  @Post('_uitvoering')
  @HttpCode(200)
  @Route({ actie: 'vernietigingen:uitvoeren', klasse: 'intern-proces' })
  @ApiOperation({ operationId: 'voerVernietigingUit', summary: 'Vernietig; herhalen geeft dezelfde uitkomst' })
  @ApiResponse({ status: 200, type: UitvoeringenDto, description: 'Wat er is vernietigd.' })
  async uitvoering(@Aanroeper() aanroep: Aanroep, @Body() invoer: UitvoeringInvoer): Promise<UitvoeringenDto> {
    return { dossiers: await this.vernietigingen.voerUit(aanroep, invoer.vernietigingslijst, invoer.dossiers, invoer.grondslag.nummer) };
  }

  @Post('_bewijs')
  @HttpCode(200)
  @Route({ actie: 'vernietigingen:verifieren', klasse: 'intern-proces' })
  @ApiOperation({ operationId: 'bewijsVernietiging', summary: 'Zoek overal of er iets is achtergebleven' })
  @ApiResponse({ status: 200, type: BewijzenDto, description: 'De resten; leeg is niets over.' })
  async bewijs(@Aanroeper() aanroep: Aanroep, @Body() invoer: DossiersInvoer): Promise<BewijzenDto> {
    return { dossiers: await this.vernietigingen.bewijs(aanroep.organisatie, invoer.dossiers) };
  }
}
