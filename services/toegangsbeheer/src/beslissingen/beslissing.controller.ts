import { Controller, Get, Inject, Param, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Bron } from '@bronhuis/bron';
import { KLOK, pagina } from '@bronhuis/component';
import { Probleem, uuidv7, type Klok } from '@bronhuis/standaarden';
import { Aanroep, Aanroeper, Bundelhouder, Route, type Beslissingsrecord } from '@bronhuis/toegang';
import type { FastifyRequest } from 'fastify';
import { herhalingVan, isToepassingsbeslissing } from '../toepassingen/toepassingsbeslissing.ts';
import { Toepassingen } from '../toepassingen/toepassingen.ts';
import { BeslissingAntwoord, BeslissingLijst } from './beslissing.dto.ts';
import { alsAdl } from './adl.ts';
import { vraagBeslissing, vraagBeslissingen, vraagControles, type Beslissingrij } from './beslissing.queries.ts';
import { gebruikerVan } from './beslissing.ts';
import { eisInzage } from './controle.ts';
import { Beslisstanden } from './beslisstanden.ts';
import { HerhalingAntwoord } from './herhaling.dto.ts';
import { waarom } from './waarom.ts';

const ID = { name: 'id', schema: { type: 'string', format: 'uuid' }, description: 'De beslissing.' } as const;

@ApiTags('beslissingen')
@Controller('beslissingen')
export class BeslissingController {
  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Beslisstanden) private readonly standen: Beslisstanden,
    @Inject(Bundelhouder) private readonly bundelhouder: Bundelhouder,
    @Inject(Toepassingen) private readonly toepassingen: Toepassingen,
    @Inject(KLOK) private readonly klok: Klok,
  ) {}

  @Get()
  @Route({ actie: 'beslissingen:lezen', klasse: 'doelgebonden', resource: 'beslissing' })
  @ApiOperation({
    operationId: 'leesBeslissingen',
    summary: 'Beslissingen over toegang',
    description: 'Wie vroeg wat, voor wie en waarom, wat was het besluit en volgens welke versie van het beleid. Voor de CISO en de privacy officer; dat u dit bekijkt, wordt ook vastgelegd.',
  })
  @ApiQuery({ name: 'gebruiker', required: false, schema: { type: 'string', maxLength: 100 }, description: 'Alleen van deze medewerker: met een controleverzoek dat een ander goedkeurde, voor de dagen waarover het gaat.' })
  @ApiQuery({ name: 'actie', required: false, schema: { type: 'string', maxLength: 100 }, description: 'Alleen deze handeling.' })
  @ApiQuery({ name: 'besluit', required: false, schema: { type: 'string', enum: ['toegestaan', 'geweigerd'] }, description: 'Alleen dit besluit.' })
  @ApiQuery({ name: 'bron', required: false, schema: { type: 'string', minLength: 1, maxLength: 200 }, description: 'Alleen over dit dossier, object of document: het kenmerk waarmee het is gevraagd.' })
  @ApiQuery({ name: 'van', required: false, schema: { type: 'string', format: 'date' }, description: 'Vanaf deze dag.' })
  @ApiQuery({ name: 'tot', required: false, schema: { type: 'string', format: 'date' }, description: 'Tot en met deze dag.' })
  @ApiQuery({ name: 'na', required: false, schema: { type: 'string', format: 'uuid' }, description: 'Ga verder na deze beslissing.' })
  @ApiQuery({ name: 'omvang', required: false, schema: { type: 'integer', minimum: 1, maximum: 100, default: 25 }, description: 'Aantal per bladzijde.' })
  @ApiResponse({ status: 200, description: 'Beslissingen, de nieuwste eerst.', type: BeslissingLijst })
  async lijst(
    @Aanroeper() aanroep: Aanroep,
    @Query('gebruiker') gebruiker: string | undefined,
    @Query('actie') actie: string | undefined,
    @Query('besluit') besluit: string | undefined,
    @Query('bron') bron: string | undefined,
    @Query('van') van: string | undefined,
    @Query('tot') tot: string | undefined,
    @Query('na') na: string | undefined,
    @Query('omvang') omvang: number,
    @Req() verzoek: FastifyRequest,
  ): Promise<object> {
    const dagen = gebruiker === undefined ? { van: van ?? null, tot: tot ?? null } : await this.inzage(aanroep, gebruiker, van ?? null, tot ?? null);
    const filter = { gebruiker: gebruiker ?? null, actie: actie ?? null, besluit: besluit ?? null, bron: bron ?? null, ...dagen, na: na ?? null, omvang };
    const rijen = await this.bron.lees<Beslissingrij>(aanroep, vraagBeslissingen(aanroep.organisatie, filter));
    const blad = pagina(rijen, omvang, verzoek.url, (r) => r.id);
    await this.legVast(aanroep, blad.resultaten);
    return { links: blad.links, resultaten: blad.resultaten.map((r) => alsAntwoord(r)) };
  }

  @Get(':id')
  @Route({ actie: 'beslissingen:lezen', klasse: 'doelgebonden', resource: 'beslissing' })
  @ApiOperation({ operationId: 'leesBeslissing', summary: 'Eén beslissing' })
  @ApiParam(ID)
  @ApiResponse({ status: 200, description: 'De beslissing.', type: BeslissingAntwoord })
  async een(@Aanroeper() aanroep: Aanroep, @Param('id') id: string): Promise<BeslissingAntwoord> {
    return alsAntwoord(await this.vind(aanroep, id));
  }

  @Get(':id/herhaling')
  @Route({ actie: 'beslissingen:lezen', klasse: 'doelgebonden', resource: 'beslissing' })
  @ApiOperation({
    operationId: 'herhaalBeslissing',
    summary: 'Waarom mocht dit, of waarom niet?',
    description: 'Neemt de beslissing opnieuw met het beleid en de gegevens van toen: hetzelfde antwoord, of wat er ontbreekt. Met de regels zoals zij toen luidden, en wat het antwoord vandaag zou zijn.',
  })
  @ApiParam(ID)
  @ApiResponse({ status: 200, description: 'De beslissing, opnieuw genomen.', type: HerhalingAntwoord })
  async herhaling(@Aanroeper() aanroep: Aanroep, @Param('id') id: string): Promise<HerhalingAntwoord> {
    const { record } = await this.vind(aanroep, id);
    const eigen = isToepassingsbeslissing(record) ? await herhalingVan(record, this.toepassingen) : null;
    return waarom(this.standen, this.bundelhouder.huidige(), record, eigen);
  }

  @Get(':id/adl')
  @Route({ actie: 'beslissingen:lezen', klasse: 'doelgebonden', resource: 'beslissing' })
  @ApiOperation({ operationId: 'leesBeslissingAlsAdl', summary: 'Eén beslissing als record van het Authorization Decision Log', description: 'Vraag, antwoord, beleid, informatie en configuratie (Logius ADL 1.0.0).' })
  @ApiParam(ID)
  @ApiResponse({ status: 200, description: 'Het record.', schema: { type: 'object', additionalProperties: true } })
  async adl(@Aanroeper() aanroep: Aanroep, @Param('id') id: string): Promise<object> {
    return alsAdl((await this.vind(aanroep, id)).record);
  }

  /** @throws Probleem 403 */
  private async inzage(aanroep: Aanroep, medewerker: string, van: string | null, tot: string | null): Promise<{ van: string; tot: string }> {
    const controles = await this.bron.lees<{ van: string; tot: string }>(aanroep, vraagControles(aanroep.organisatie, medewerker, aanroep.wie.id, this.klok.nu()));
    return eisInzage(controles, van, tot);
  }

  private async vind(aanroep: Aanroep, id: string): Promise<Beslissingrij> {
    const [rij] = await this.bron.lees<Beslissingrij>(aanroep, vraagBeslissing(aanroep.organisatie, id));
    if (!rij) throw Probleem.nietGevonden();
    await this.legVast(aanroep, [rij]);
    return rij;
  }

  /** Looking at what employees did is itself a processing, of their data. */
  private async legVast(aanroep: Aanroep, rijen: readonly { record: Beslissingsrecord }[]): Promise<void> {
    const medewerkers = new Set(rijen.map((r) => gebruikerVan(r.record)).filter((g) => g !== null));
    const betrokkenen = [...medewerkers].map((identificatie) => ({ soort: 'eigen' as const, identificatie, rol: 'medewerker' }));
    const verwerking = { handeling: 'Beslissingen over toegang bekeken', gegevens: ['gebruik van gegevens'], object: { soort: 'zoekvraag', id: uuidv7() }, betrokkenen };
    await aanroep.vastleggen(betrokkenen.length > 0 ? verwerking : null);
  }
}

function alsAntwoord({ record }: Beslissingrij): BeslissingAntwoord {
  const { id, tijdstip, uitvoerder, component, wie, actie, klasse, doel, resource, besluit, redenen, beleid, rijen, bundel, motor, traceId, apiToken, verplichtingen, niveau, netwerk, dag, uur } = record;
  const omstandigheden = { ...(niveau ? { niveau } : {}), ...(netwerk ? { netwerk } : {}), ...(dag ? { dag } : {}), ...(uur === undefined ? {} : { uur }) };
  return { id, tijdstip, uitvoerder, component, wie, actie, klasse, doel, resource, besluit, redenen, beleid, ...(rijen ? { rijen } : {}), ...(verplichtingen ? { verplichtingen } : {}), ...omstandigheden, bundel, ...(motor ? { motor } : {}), ...(traceId ? { traceId } : {}), ...(apiToken ? { apiToken } : {}), ...(isToepassingsbeslissing(record) ? { toepassingsversie: record.toepassing.versie } : {}) };
}
