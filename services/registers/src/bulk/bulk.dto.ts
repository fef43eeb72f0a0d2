import { ApiProperty } from '@nestjs/swagger';
import { Lijstlinks } from '../objecttypen/objecttypen.dto.ts';
import { MODI } from './bulkopdracht.queries.ts';
import type { Bulkstatus, Modus } from './bulkopdracht.queries.ts';

const teller = (description: string) => ({ type: 'integer', description }) as const;

export class BulkopdrachtAntwoord {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: String, format: 'uuid' }) objecttype: string;
  @ApiProperty({ type: String, enum: [...MODI] }) modus: Modus;
  @ApiProperty({ type: String, enum: ['loopt', 'klaar', 'mislukt'], description: 'mislukt: er is niets vastgelegd, kijk bij de fouten.' }) status: Bulkstatus;
  @ApiProperty(teller('Regels in de levering.')) regels: number;
  @ApiProperty(teller('Regels die zijn behandeld.')) gelezen: number;
  @ApiProperty(teller('Regels die een object maakten.')) aangemaakt: number;
  @ApiProperty(teller('Regels die een versie toevoegden aan een object.')) gewijzigd: number;
  @ApiProperty(teller('Regels die niets nieuws zeiden.')) ongewijzigd: number;
  @ApiProperty(teller('Regels die niet zijn vastgelegd.')) fout: number;
  @ApiProperty({ type: String, format: 'date-time' }) begonnen: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) klaar: string | null;
}

export class Regelfout {
  @ApiProperty({ type: String, description: 'Het gegeven, zoals het bij een gewone registratie heet.', example: 'gegevens.plaats' }) naam: string;
  @ApiProperty({ type: String, description: 'Wat er mis mee is.', example: 'required' }) code: string;
}

export class FouteRegel {
  @ApiProperty({ type: 'integer', description: 'Nummer van de regel; de eerste is 1.' }) regel: number;
  @ApiProperty({ type: [Regelfout] }) fouten: Regelfout[];
}

export class BulkfoutenLijst {
  @ApiProperty({ type: Lijstlinks }) links: Lijstlinks;
  @ApiProperty({ type: [FouteRegel] }) resultaten: FouteRegel[];
}
