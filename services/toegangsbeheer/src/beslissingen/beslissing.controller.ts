import { Controller, Get, Inject, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Bron } from '@bronhuis/bron';
import { pagina } from '@bronhuis/component';
import { uuidv7 } from '@bronhuis/standaarden';
import { Aanroep, Aanroeper, Route } from '@bronhuis/toegang';
import type { FastifyRequest } from 'fastify';
import { BeslissingLijst, type BeslissingAntwoord } from './beslissing.dto.ts';
import { vraagBeslissingen, type Beslissingrij } from './beslissing.queries.ts';
import { gebruikerVan } from './beslissing.ts';

@ApiTags('beslissingen')
@Controller('beslissingen')
export class BeslissingController {
  constructor(@Inject(Bron) private readonly bron: Bron) {}

  @Get()
  @Route({ actie: 'beslissingen:lezen', klasse: 'doelgebonden', resource: 'beslissing' })
  @ApiOperation({
    operationId: 'leesBeslissingen',
    summary: 'Beslissingen over toegang',
    description: 'Wie vroeg wat, voor wie en waarom, wat was het besluit en volgens welke versie van het beleid. Voor de CISO en de privacy officer; dat u dit bekijkt, wordt ook vastgelegd.',
  })
  @ApiQuery({ name: 'gebruiker', required: false, schema: { type: 'string', maxLength: 100 }, description: 'Alleen van deze persoon.' })
  @ApiQuery({ name: 'actie', required: false, schema: { type: 'string', maxLength: 100 }, description: 'Alleen deze handeling.' })
  @ApiQuery({ name: 'besluit', required: false, schema: { type: 'string', enum: ['toegestaan', 'geweigerd'] }, description: 'Alleen dit besluit.' })
  @ApiQuery({ name: 'na', required: false, schema: { type: 'string', format: 'uuid' }, description: 'Ga verder na deze beslissing.' })
  @ApiQuery({ name: 'omvang', required: false, schema: { type: 'integer', minimum: 1, maximum: 100, default: 25 }, description: 'Aantal per bladzijde.' })
  @ApiResponse({ status: 200, description: 'Beslissingen, de nieuwste eerst.', type: BeslissingLijst })
  async lijst(
    @Aanroeper() aanroep: Aanroep,
    @Query('gebruiker') gebruiker: string | undefined,
    @Query('actie') actie: string | undefined,
    @Query('besluit') besluit: string | undefined,
    @Query('na') na: string | undefined,
    @Query('omvang') omvang: number,
    @Req() verzoek: FastifyRequest,
  ): Promise<object> {
    const filter = { gebruiker: gebruiker ?? null, actie: actie ?? null, besluit: besluit ?? null, na: na ?? null, omvang };
    const rijen = await this.bron.lees<Beslissingrij>(aanroep, vraagBeslissingen(aanroep.organisatie, filter));
    const blad = pagina(rijen, omvang, verzoek.url, (r) => r.id);
    const medewerkers = new Set(blad.resultaten.map((r) => gebruikerVan(r.record)).filter((g) => g !== null));
    const betrokkenen = [...medewerkers].map((identificatie) => ({ soort: 'eigen' as const, identificatie, rol: 'medewerker' }));
    const verwerking = { handeling: 'Beslissingen over toegang bekeken', gegevens: ['gebruik van gegevens'], object: { soort: 'zoekvraag', id: uuidv7() }, betrokkenen };
    await aanroep.vastleggen(betrokkenen.length > 0 ? verwerking : null);
    return { links: blad.links, resultaten: blad.resultaten.map((r) => alsAntwoord(r)) };
  }
}

function alsAntwoord({ record }: Beslissingrij): BeslissingAntwoord {
  const { id, tijdstip, uitvoerder, component, wie, actie, klasse, doel, resource, besluit, redenen, beleid, bundel, traceId, apiToken } = record;
  return { id, tijdstip, uitvoerder, component, wie, actie, klasse, doel, resource, besluit, redenen, beleid, bundel, ...(traceId ? { traceId } : {}), ...(apiToken ? { apiToken } : {}) };
}
