import { ApiProperty } from '@nestjs/swagger';
import { LijstLinks } from '../lijst.dto.ts';

class Waarom {
  @ApiProperty({ type: 'string', required: true, description: 'Naam van de verwerkingsactiviteit.', example: 'Evenementenvergunning behandelen' })
  activiteit: string;
  @ApiProperty({ type: 'string', required: true, description: 'Waarvoor uw gegevens zijn gebruikt, zoals dat toen gold.' })
  doel: string;
  @ApiProperty({ type: 'string', required: true, description: 'Op welke wet of regel het berust.' })
  grondslag: string;
}

export class Gebruik {
  @ApiProperty({ type: 'string', format: 'uuid', required: true })
  id: string;
  @ApiProperty({ type: 'string', required: true, description: 'Wie verantwoordelijk is.', example: 'burgemeester van Gemeente Overbrugge' })
  organisatie: string;
  @ApiProperty({ type: 'string', nullable: true, required: true, description: 'Wie het uitvoerde, als dat een andere organisatie is.', example: 'Werkorganisatie Beide Oevers' })
  uitvoerder: string | null;
  @ApiProperty({ type: 'string', format: 'date-time', required: true })
  tijdstip: string;
  @ApiProperty({ type: 'string', format: 'date', required: true, description: 'De dag in Nederland, om op te groeperen.' })
  dag: string;
  @ApiProperty({ type: 'array', items: { type: 'string' }, required: true, description: 'Welke gegevens van u zijn gebruikt.', example: ['naam', 'adres'] })
  gegevens: string[];
  @ApiProperty({ type: 'string', required: true, description: 'Wat er met uw gegevens gebeurde.', example: 'Aanvraag vastgelegd' })
  handeling: string;
  @ApiProperty({ type: () => Waarom, required: true })
  waarom: Waarom;
  @ApiProperty({ type: 'string', required: false, description: 'Kenmerk van de zaak.', example: 'Z-0147' })
  onderwerp?: string;
  @ApiProperty({ type: 'boolean', required: true, description: 'Of u dit zelf deed.' })
  zelf: boolean;
  @ApiProperty({ type: 'string', required: true, description: 'Alles in een zin.' })
  uitleg: string;
}

export class InzageAntwoord {
  @ApiProperty({ type: 'integer', required: true, description: 'Hoe vaak uw gegevens zijn gebruikt.' })
  aantal: number;
  @ApiProperty({ type: () => LijstLinks, required: true })
  links: LijstLinks;
  @ApiProperty({ type: () => Gebruik, isArray: true, required: true, description: 'Het laatste gebruik eerst.' })
  resultaten: Gebruik[];
}

const HASH = { type: 'string' as const, pattern: '^[0-9a-f]{64}$', required: true };
const TEKST = { type: 'string' as const, required: true };
const MISSCHIEN = { type: 'string' as const, nullable: true, required: true };

class BewezenObject {
  @ApiProperty(TEKST)
  id: string;
  @ApiProperty(MISSCHIEN)
  kenmerk: string | null;
  @ApiProperty(TEKST)
  soort: string;
}

class BewezenVerwerking {
  @ApiProperty(TEKST)
  activiteit: string;
  @ApiProperty({ type: 'integer', required: true })
  activiteitVersie: number;
  @ApiProperty(MISSCHIEN)
  applicatie: string | null;
  @ApiProperty(MISSCHIEN)
  bewaartermijn: string | null;
  @ApiProperty(TEKST)
  component: string;
  @ApiProperty({ type: 'array', items: { type: 'string' }, required: true })
  gegevens: string[];
  @ApiProperty({ type: 'boolean', required: true })
  geweigerd: boolean;
  @ApiProperty(TEKST)
  handeling: string;
  @ApiProperty({ type: 'string', format: 'uuid', required: true })
  id: string;
  @ApiProperty({ type: () => BewezenObject, required: true })
  object: BewezenObject;
  @ApiProperty(TEKST)
  organisatie: string;
  @ApiProperty({ type: 'string', format: 'date-time', required: true })
  registratietijd: string;
  @ApiProperty({ type: 'string', enum: ['verwerking'], required: true })
  soort: 'verwerking';
  @ApiProperty(TEKST)
  spanId: string;
  @ApiProperty(MISSCHIEN)
  teVernietigenOp: string | null;
  @ApiProperty({ type: 'string', format: 'date-time', required: true })
  tijdstip: string;
  @ApiProperty(TEKST)
  traceId: string;
  @ApiProperty(TEKST)
  uitvoerder: string;
  @ApiProperty({ ...HASH, description: 'Afdruk van wat niet voor u bestemd is.' })
  verzegeld: string;
}

class BewezenBetrokkene {
  @ApiProperty({ ...HASH, description: 'Afdruk van uw pseudoniem met zout.' })
  afdruk: string;
  @ApiProperty(TEKST)
  organisatie: string;
  @ApiProperty(MISSCHIEN)
  rol: string | null;
  @ApiProperty({ type: 'string', enum: ['betrokkene'], required: true })
  soort: 'betrokkene';
  @ApiProperty(TEKST)
  soortBetrokkene: string;
  @ApiProperty({ type: 'string', format: 'date-time', required: true })
  tijdstip: string;
  @ApiProperty({ type: 'string', format: 'uuid', required: true })
  verwerking: string;
  @ApiProperty(HASH)
  verwerkingBlad: string;
}

class HandtekeningVeld {
  @ApiProperty({ type: 'string', enum: ['EdDSA'], required: true })
  alg: 'EdDSA';
  @ApiProperty(TEKST)
  kid: string;
  @ApiProperty(TEKST)
  waarde: string;
}

export class ControlepuntAntwoord {
  @ApiProperty({ type: 'string', enum: ['bronhuis-controlepunt'], required: true })
  soort: 'bronhuis-controlepunt';
  @ApiProperty(TEKST)
  organisatie: string;
  @ApiProperty({ type: 'integer', required: true, description: 'Aantal regels van het logboek.' })
  grootte: number;
  @ApiProperty({ ...HASH, description: 'Wortel van de boom (RFC 6962).' })
  wortel: string;
  @ApiProperty({ ...HASH, description: 'Einde van de keten.' })
  keten: string;
  @ApiProperty({ type: 'string', format: 'date-time', required: true })
  tijdstip: string;
  @ApiProperty({ type: () => HandtekeningVeld, required: true })
  handtekening: HandtekeningVeld;
}

export class OntvangstbewijsAntwoord {
  @ApiProperty({ type: 'string', enum: ['bronhuis-ontvangstbewijs'], required: true })
  soort: 'bronhuis-ontvangstbewijs';
  @ApiProperty({ type: 'integer', enum: [1], required: true })
  versie: 1;
  @ApiProperty({ type: () => BewezenVerwerking, required: true })
  verwerking: BewezenVerwerking;
  @ApiProperty({ type: () => BewezenBetrokkene, required: true })
  betrokkene: BewezenBetrokkene;
  @ApiProperty({ ...TEKST, description: 'Uw pseudoniem bij deze organisatie.' })
  pseudoniem: string;
  @ApiProperty({ type: 'string', pattern: '^[0-9a-f]{32}$', required: true })
  zout: string;
  @ApiProperty({ type: 'integer', required: true, description: 'Plaats in het logboek.' })
  index: number;
  @ApiProperty({ type: 'array', items: { type: 'string', pattern: '^[0-9a-f]{64}$' }, required: true, description: 'Pad van de regel naar de wortel (RFC 6962).' })
  bewijs: string[];
  @ApiProperty({ type: () => ControlepuntAntwoord, required: true })
  controlepunt: ControlepuntAntwoord;
}
