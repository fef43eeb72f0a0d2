import { ApiProperty } from '@nestjs/swagger';
import { WAARDESOORTEN } from './verklaring.ts';

export class IndexAntwoord {
  @ApiProperty({ type: [String], description: 'JSON-pointers naar wat erin staat; van de zoekvelden is er één voor allemaal.', example: ['/adres/plaats'] }) paden: string[];
  @ApiProperty({ type: String, enum: [...WAARDESOORTEN, 'woorden'], description: 'Wat erin staat.' }) soort: string;
  @ApiProperty({ type: String, enum: ['wacht', 'bouwt', 'gereed', 'weg'], description: 'Een vraag gebruikt hem als hij gereed is; tot dan is het antwoord hetzelfde, maar langzamer. Wat niet meer verklaard is, wordt opgeruimd (weg).' }) status: string;
  @ApiProperty({ type: 'integer', description: 'Objecten die er bij het bouwen in kwamen. Wat daarna wordt vastgelegd, staat er meteen in.' }) gevuld: number;
  @ApiProperty({ type: 'integer', description: 'Objecten die er lagen toen het bouwen begon.' }) totaal: number;
  @ApiProperty({ type: String, format: 'date-time', description: 'Sinds wanneer dit zo is.' }) sinds: string;
}

export class IndexenLijst {
  @ApiProperty({ type: [IndexAntwoord] }) resultaten: IndexAntwoord[];
}

export class AdviesToevoegen {
  @ApiProperty({ type: String, description: 'Pad zoals in een vraag.', example: 'adres.plaats' }) pad: string;
  @ApiProperty({ type: 'integer', description: 'Hoe vaak erop gezocht of geordend is.' }) keren: number;
  @ApiProperty({ type: 'integer', description: 'Hoe lang zo’n vraag gemiddeld duurde, in milliseconden.' }) gemiddeldMs: number;
}

export class AdviesOngebruikt {
  @ApiProperty({ type: String, description: 'Zoals het objecttype hem verklaart.' }) pad: string;
  @ApiProperty({ type: String, format: 'date-time', description: 'Sinds wanneer hij gereed is.' }) sinds: string;
}

export class IndexadviesAntwoord {
  @ApiProperty({ type: [AdviesToevoegen], description: 'Vaak gevraagd en traag: een index zou helpen. Wat het meeste oplevert staat voorop.' }) toevoegen: AdviesToevoegen[];
  @ApiProperty({ type: [AdviesOngebruikt], description: 'In dertig dagen door geen vraag gebruikt: het schrijven kost hij wel.' }) ongebruikt: AdviesOngebruikt[];
}
