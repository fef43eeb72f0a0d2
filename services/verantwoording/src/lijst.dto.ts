import { ApiProperty } from '@nestjs/swagger';

/** Links of a list that is walked by key. */
export class LijstLinks {
  @ApiProperty({ type: 'string', required: true, description: 'Deze pagina.' })
  self: string;
  @ApiProperty({ type: 'string', required: false, description: 'De volgende pagina, als die er is.' })
  volgende?: string;
}

export const NA = { name: 'na', required: false, description: 'Waar de vorige pagina ophield; neem de link volgende.', schema: { type: 'string' as const, maxLength: 200, pattern: '^[A-Za-z0-9_-]+$' } };
export const OMVANG = { name: 'omvang', required: false, description: 'Aantal resultaten op een pagina.', schema: { type: 'integer' as const, minimum: 1, maximum: 100, default: 50 } };
