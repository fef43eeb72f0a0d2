import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Bron } from '@bronhuis/bron';
import { KLOK } from '@bronhuis/component';
import { datumInAmsterdam, minDuur, Probleem, type Klok } from '@bronhuis/standaarden';
import { Aanroep, Aanroeper, Route } from '@bronhuis/toegang';
import { adres } from '../cursor.ts';
import { LijstLinks } from '../lijst.dto.ts';
import { toonbaar } from './cijfer.ts';

const MAAND = { type: 'string' as const, pattern: '^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$' };
const AANTAL = { type: 'string' as const, pattern: '^(<5|[0-9]+)$', required: true, example: '<5' };

class Cijfer {
  @ApiProperty({ type: 'string', required: true, example: 'VA-01' })
  activiteit: string;
  @ApiProperty({ type: 'string', nullable: true, required: true, description: 'Naam van de activiteit; leeg als het register haar niet kent.' })
  naam: string | null;
  @ApiProperty({ ...MAAND, required: true, example: '2026-11' })
  maand: string;
  @ApiProperty({ ...AANTAL, description: 'Hoe vaak persoonsgegevens zijn verwerkt.' })
  verwerkingen: string;
  @ApiProperty({ ...AANTAL, description: 'Van hoeveel verschillende betrokkenen.' })
  betrokkenen: string;
}

export class CijfersAntwoord {
  @ApiProperty({ type: () => LijstLinks, required: true })
  links: LijstLinks;
  @ApiProperty({ type: () => Cijfer, isArray: true, required: true })
  resultaten: Cijfer[];
}

interface Telling {
  activiteit: string;
  naam: string | null;
  maand: string;
  verwerkingen: number;
  betrokkenen: number;
}

/** A row of a betrokkene has the time of its processing: so both tables are read for the asked months only. */
const CIJFERS = `with periode as (
    select ($2 || '-01')::timestamp at time zone 'Europe/Amsterdam' as van, (($3 || '-01')::timestamp + interval '1 month') at time zone 'Europe/Amsterdam' as tot),
  r as (
    select r.id, r.activiteit, to_char(r.tijdstip at time zone 'Europe/Amsterdam', 'YYYY-MM') as maand
    from verwerking r where r.organisatie = $1 and r.tijdstip >= (select van from periode) and r.tijdstip < (select tot from periode)),
  b as (
    select b.verwerking, b.pseudoniem
    from verwerking_betrokkene b where b.organisatie = $1 and b.tijdstip >= (select van from periode) and b.tijdstip < (select tot from periode))
  select r.activiteit, r.maand, count(distinct r.id) as verwerkingen, count(distinct b.pseudoniem) as betrokkenen,
    (select v.naam from activiteit_versie v where v.organisatie = $1 and v.kenmerk = r.activiteit order by v.versie desc limit 1) as naam
  from r left join b on b.verwerking = r.id
  group by r.activiteit, r.maand order by r.maand desc, r.activiteit`;

@ApiTags('cijfers')
@Controller('cijfers')
export class CijfersController {
  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(KLOK) private readonly klok: Klok,
  ) {}

  @Get()
  @Route({ actie: 'cijfers:lezen', klasse: 'geen-persoonsgegevens', laat: true })
  @ApiOperation({ operationId: 'cijfersLijst', summary: 'Toon hoe vaak persoonsgegevens zijn gebruikt', description: 'Voor de functionaris gegevensbescherming, per activiteit en per maand, zonder personen. Aantallen onder de vijf worden niet precies gegeven.' })
  @ApiQuery({ name: 'van', required: false, description: 'Eerste maand; standaard een jaar geleden.', schema: MAAND })
  @ApiQuery({ name: 'tot', required: false, description: 'Laatste maand; standaard deze maand.', schema: MAAND })
  @ApiResponse({ status: 200, description: 'De cijfers.', type: CijfersAntwoord })
  async lijst(@Aanroeper() aanroep: Aanroep, @Query('van') van?: string, @Query('tot') tot?: string): Promise<CijfersAntwoord> {
    // Also of activities that are vertrouwelijk: so not for every employee, as other figures are.
    aanroep.beslis({ soort: 'cijfers', vertrouwelijkheid: 2, persoonsgegevens: false });
    const vandaag = datumInAmsterdam(this.klok.nu());
    const einde = tot ?? vandaag.slice(0, 7);
    const begin = van ?? minDuur(`${einde}-01`, 'P11M').slice(0, 7);
    if (begin > einde) throw Probleem.ongeldig([{ name: 'tot', reason: 'De laatste maand ligt voor de eerste.', code: 'volgorde' }]);
    const { organisatie } = aanroep;
    const rijen = await this.bron.lees<Telling>({ organisatie }, { name: 'cijfers', text: CIJFERS, values: [organisatie, begin, einde] });
    return {
      links: { self: adres('cijfers', { van, tot }) },
      resultaten: rijen.map((r) => ({ ...r, verwerkingen: toonbaar(r.verwerkingen), betrokkenen: toonbaar(r.betrokkenen) })),
    };
  }
}
