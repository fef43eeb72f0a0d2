import { ApiProperty } from '@nestjs/swagger';
import { Links } from '../applicaties/applicatie.dto.ts';

export class BevoegdheidInvoer {
  @ApiProperty({ type: String, pattern: '^[0-9]{20}$', description: 'OIN van de organisatie die mag handelen.', example: '00000001999990020000' })
  uitvoerder: string;

  @ApiProperty({ type: String, minLength: 1, maxLength: 200, description: 'Naam van het besluit of de overeenkomst.', example: 'Mandaatbesluit Overbrugge 2026' })
  naam: string;

  @ApiProperty({ type: String, enum: ['mandaat', 'delegatie', 'verwerkersovereenkomst'], description: 'Waarop de bevoegdheid berust.' })
  soort: 'mandaat' | 'delegatie' | 'verwerkersovereenkomst';

  @ApiProperty({
    type: 'array',
    minItems: 1,
    maxItems: 200,
    items: { type: 'string', pattern: '^([*]|[A-Za-z0-9-]{1,40})$' },
    description: 'Verwerkingsactiviteiten waarvoor zij geldt; * voor alle.',
    example: ['VA-01'],
  })
  activiteiten: string[];

  @ApiProperty({ type: String, format: 'date', description: 'Eerste dag.', example: '2026-01-01' })
  van: string;

  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Laatste dag waarop zij geldt; leeg is tot nader order.', example: '2026-12-31' })
  tot: string | null;
}

export class BevoegdheidAntwoord extends BevoegdheidInvoer {
  @ApiProperty({ type: String, format: 'uuid' })
  id: string;

  @ApiProperty({ type: 'integer' })
  versie: number;
}

export class BevoegdheidLijst {
  @ApiProperty({ type: Links })
  links: Links;

  @ApiProperty({ type: [BevoegdheidAntwoord] })
  resultaten: BevoegdheidAntwoord[];
}
