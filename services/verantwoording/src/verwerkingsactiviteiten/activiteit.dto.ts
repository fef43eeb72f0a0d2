import { ApiProperty } from '@nestjs/swagger';
import { WERKPROCESSEN, type ActiviteitVersie, type NieuweVersie } from './activiteit.ts';

const KENMERK = '^VA-[0-9]{2,4}$';
const lijst = (omschrijving: string, voorbeeld: string[]): object => ({
  type: 'array',
  items: { type: 'string', minLength: 1, maxLength: 200 },
  minItems: 1,
  maxItems: 50,
  required: true,
  description: omschrijving,
  example: voorbeeld,
});

class SelectielijstVerwijzing {
  @ApiProperty({ type: 'string', maxLength: 200, required: true, example: 'Selectielijst gemeenten en intergemeentelijke organen' })
  naam: string;
  @ApiProperty({ type: 'integer', minimum: 1990, maximum: 2100, required: true, example: 2020 })
  jaar: number;
}

class BewaartermijnVeld {
  @ApiProperty({ type: () => SelectielijstVerwijzing, required: true })
  selectielijst: SelectielijstVerwijzing;
  @ApiProperty({ type: 'string', pattern: '^[0-9]+(\\.[0-9]+)*$', maxLength: 20, required: true, description: 'Nummer in de selectielijst.', example: '19.1' })
  nummer: string;
  @ApiProperty({ type: 'string', maxLength: 20, required: true, description: 'Hoe lang een logregel blijft, als ISO 8601-duur.', example: 'P5Y' })
  termijn: string;
}

/** What every version says; request and response each add their own. */
class VersieVelden {
  @ApiProperty({ type: 'string', minLength: 1, maxLength: 200, required: true, description: 'Naam van de activiteit.', example: 'Evenementenvergunning behandelen' })
  naam: string;
  @ApiProperty({ type: 'string', minLength: 1, maxLength: 1000, required: true, description: 'Waarvoor de gegevens worden gebruikt, in gewone taal.' })
  doel: string;
  @ApiProperty({ type: 'string', maxLength: 4000, required: false, nullable: true, description: 'Uitleg voor wie meer wil weten, in gewone taal.' })
  toelichting?: string | null;
  @ApiProperty(lijst('Op welke wet of regel het berust.', ['Gemeentewet artikel 174']))
  grondslag: string[];
  @ApiProperty({ type: 'string', minLength: 1, maxLength: 200, required: true, description: 'Bestuursorgaan dat verantwoordelijk is.', example: 'burgemeester' })
  bestuursorgaan: string;
  @ApiProperty({ type: 'string', enum: [...WERKPROCESSEN], required: true, description: 'Soort werk waar het bij hoort.', example: 'vergunningverlening' })
  werkproces: string;
  @ApiProperty({ type: 'boolean', required: true, description: 'Of het gebruik voor de betrokkene verborgen blijft.' })
  vertrouwelijk: boolean;
  @ApiProperty(lijst('Over wie het gaat.', ['aanvrager', 'omwonende']))
  betrokkenen: string[];
  @ApiProperty(lijst('Welke soorten gegevens worden gebruikt.', ['naam', 'adres']))
  gegevenscategorieen: string[];
  @ApiProperty({ type: () => BewaartermijnVeld, required: true })
  bewaartermijn: BewaartermijnVeld;
  @ApiProperty({ type: 'string', format: 'date', required: true, description: 'Eerste dag waarop deze versie geldt.', example: '2026-01-01' })
  van: string;
  @ApiProperty({ type: 'string', format: 'date', required: false, nullable: true, description: 'Laatste dag waarop deze versie geldt; leeg als het einde niet bekend is.' })
  tot?: string | null;
}

export class NieuweVersieVerzoek extends VersieVelden {}

export class NieuweActiviteitVerzoek extends VersieVelden {
  @ApiProperty({ type: 'string', pattern: KENMERK, maxLength: 10, required: true, description: 'Kenmerk van de activiteit.', example: 'VA-08' })
  id: string;
}

export class ActiviteitAntwoord extends VersieVelden {
  @ApiProperty({ type: 'string', pattern: KENMERK, required: true, example: 'VA-01' })
  id: string;
  @ApiProperty({ type: 'integer', required: true, description: 'Nummer van deze versie.', example: 1 })
  versie: number;
}

export class ActiviteitMetVersies extends ActiviteitAntwoord {
  @ApiProperty({ type: () => ActiviteitAntwoord, isArray: true, required: true, description: 'Alle versies, de oudste eerst.' })
  versies: ActiviteitAntwoord[];
}

class Links {
  @ApiProperty({ type: 'string', required: true })
  self: string;
}

export class ActiviteitenLijst {
  @ApiProperty({ type: () => Links, required: true })
  links: Links;
  @ApiProperty({ type: () => ActiviteitAntwoord, isArray: true, required: true })
  resultaten: ActiviteitAntwoord[];
}

export function alsNieuweVersie(v: NieuweVersieVerzoek): NieuweVersie {
  const { naam, doel, toelichting, grondslag, bestuursorgaan, werkproces, vertrouwelijk, betrokkenen, gegevenscategorieen, bewaartermijn, van, tot } = v;
  return { naam, doel, toelichting: toelichting ?? null, grondslag, bestuursorgaan, werkproces, vertrouwelijk, betrokkenen, gegevenscategorieen, bewaartermijn, van, tot: tot ?? null };
}

export function alsAntwoord(v: ActiviteitVersie): ActiviteitAntwoord {
  const { kenmerk, ...rest } = v;
  return { id: kenmerk, ...rest };
}
