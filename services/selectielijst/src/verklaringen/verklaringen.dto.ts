import { ApiProperty } from '@nestjs/swagger';
import { LinksDto } from '../lijsten/lijsten.dto.ts';

export class VerklaringKopDto {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, format: 'uuid' }) vernietigingslijst!: string;
  @ApiProperty({ type: String, description: 'Naam van de vernietigingslijst.' }) naam!: string;
  @ApiProperty({ type: String, format: 'date-time' }) opgemaakt!: string;
  @ApiProperty({ type: 'integer' }) aantalDossiers!: number;
}

export class VerklaringenDto {
  @ApiProperty({ type: () => LinksDto }) links!: LinksDto;
  @ApiProperty({ type: () => [VerklaringKopDto] }) resultaten!: VerklaringKopDto[];
}

export class HandtekeningDto {
  @ApiProperty({ type: String, enum: ['EdDSA'] }) alg!: string;
  @ApiProperty({ type: String, description: 'Kenmerk van de sleutel.' }) kid!: string;
  @ApiProperty({ type: String, description: 'Handtekening over de canonieke JSON (RFC 8785) van verklaring, base64url.' }) waarde!: string;
}

export class OndertekendeVerklaringDto {
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'Zorgdrager en mandaat, goedkeuringen, specificatie, grondslagen, wijze, wat blijft, wat buiten bereik is, bewijs. Zonder namen van betrokkenen.',
  })
  verklaring!: Record<string, unknown>;
  @ApiProperty({ type: () => HandtekeningDto }) handtekening!: HandtekeningDto;
}

export class SleutelDto {
  @ApiProperty({ type: String, example: 'OKP' }) kty!: string;
  @ApiProperty({ type: String, example: 'Ed25519' }) crv!: string;
  @ApiProperty({ type: String }) x!: string;
  @ApiProperty({ type: String }) kid!: string;
  @ApiProperty({ type: String, example: 'EdDSA' }) alg!: string;
  @ApiProperty({ type: String, example: 'sig' }) use!: string;
}

export class SleutelsDto {
  @ApiProperty({ type: () => [SleutelDto], description: 'JWK Set (RFC 7517).' }) keys!: SleutelDto[];
}
