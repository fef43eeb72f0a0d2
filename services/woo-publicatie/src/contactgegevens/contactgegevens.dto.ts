import { ApiProperty } from '@nestjs/swagger';

export class ContactgegevensInvoer {
  @ApiProperty({ type: 'array', items: { type: 'string', pattern: '^[a-z0-9-]+(\\.[a-z0-9-]+)+$', maxLength: 200 }, maxItems: 50, description: 'E-maildomeinen van de organisatie zelf.', example: ['overbrugge.example'] })
  emaildomeinen!: string[];
  @ApiProperty({ type: 'array', items: { type: 'string', pattern: '^[0-9+() -]{5,20}$' }, maxItems: 50, description: 'Openbare telefoonnummers van de organisatie.', example: ['0123 456789'] })
  telefoonnummers!: string[];
  @ApiProperty({ type: 'array', items: { type: 'string', minLength: 3, maxLength: 100 }, maxItems: 50, description: 'Bezoekadressen: straat en huisnummer.', example: ['Raadhuisplein 1'] })
  adressen!: string[];
}

export class ContactgegevensAntwoord {
  @ApiProperty({ type: Number, description: 'Versie, ook in de ETag.' }) versie!: number;
  @ApiProperty({ type: [String], description: 'E-maildomeinen van de organisatie zelf.' }) emaildomeinen!: string[];
  @ApiProperty({ type: [String], description: 'Openbare telefoonnummers van de organisatie.' }) telefoonnummers!: string[];
  @ApiProperty({ type: [String], description: 'Bezoekadressen.' }) adressen!: string[];
}
