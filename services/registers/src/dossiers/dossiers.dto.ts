import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { WieAntwoord } from '../objecten/geschiedenis.dto.ts';
import { SOORTEN_BETROKKENE } from '../objecttypen/objecttype.ts';
import { Lijstlinks } from '../objecttypen/objecttypen.dto.ts';
import { STATUSSEN } from './dossier.ts';
import type { Status } from './dossier.ts';

const GEGEVENS = { type: 'object', additionalProperties: true, description: 'De gegevens, volgens het schema van het objecttype.' } as const;
const KENMERK = { type: String, minLength: 1, maxLength: 100, pattern: '^\\S(.*\\S)?$', description: 'Kenmerk (zaaknummer), uniek binnen de organisatie.', example: 'Z-0147' } as const;
const ONDERWERP = { type: String, minLength: 1, maxLength: 300, description: 'Waar het dossier over gaat.', example: 'Buurtfeest Lindeplein' } as const;
const DATUM = (description: string) => ({ type: String, format: 'date', description }) as const;
const UITKOMST = { type: String, minLength: 1, maxLength: 50, description: 'Uitkomst, uit de waarderingsregel van het type.', example: 'verleend' } as const;
const NUMMER = { type: String, pattern: '^[0-9]{1,2}(\\.[0-9]{1,3}){0,3}$', description: 'Nummer in de selectielijst.', example: '18.3' } as const;

export class OvergenomenUitDto {
  @ApiProperty({ type: String, minLength: 1, maxLength: 200, description: 'Het vorige systeem.' }) systeem: string;
  @ApiProperty(DATUM('Wanneer het dossier is overgenomen.')) datum: string;
}

export class DossierInvoer {
  @ApiProperty({ type: String, format: 'uuid', description: 'Objecttype van de soort dossier.' }) objecttype: string;
  @ApiProperty(KENMERK) kenmerk: string;
  @ApiProperty(ONDERWERP) onderwerp: string;
  @ApiProperty(DATUM('Begin van de zaak.')) startdatum: string;
  @ApiProperty(GEGEVENS) gegevens: Record<string, unknown>;
  @ApiPropertyOptional({ type: OvergenomenUitDto, nullable: true, description: 'Uit welk systeem het dossier is overgenomen.' }) overgenomenUit?: OvergenomenUitDto | null;
}

export class DossierWijziging {
  @ApiPropertyOptional({ ...UITKOMST, nullable: true }) uitkomst?: string | null;
  @ApiPropertyOptional(ONDERWERP) onderwerp?: string;
  @ApiPropertyOptional({ ...GEGEVENS, description: 'Wijziging van de gegevens (JSON Merge Patch, RFC 7396): null verwijdert een gegeven.' }) gegevens?: Record<string, unknown>;
}

export class SluitInvoer {
  @ApiProperty(UITKOMST) uitkomst: string;
  @ApiProperty(DATUM('Dag waarop de zaak is afgehandeld; niet in de toekomst.')) einddatum: string;
}

export class HeropenInvoer {
  @ApiProperty({ type: String, minLength: 1, maxLength: 500, description: 'Waarom, zonder namen.', example: 'Bezwaar gegrond verklaard' }) reden: string;
}

export class RelatieInvoer {
  @ApiProperty({ type: String, enum: ['blijft'], description: 'Wat blijft bestaan als het dossier weggaat.' }) soort: 'blijft';
  @ApiProperty({ type: String, minLength: 1, maxLength: 200, description: 'Wat het is, zonder namen.', example: 'Factuur 2025-118' }) omschrijving: string;
  @ApiProperty({ type: String, minLength: 1, maxLength: 200, description: 'Waar het staat.', example: 'financieel systeem' }) systeem: string;
  @ApiPropertyOptional({ ...NUMMER, nullable: true }) selectielijstnummer?: string | null;
}

export class RelatieAntwoord {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: String, enum: ['blijft'] }) soort: string;
  @ApiProperty({ type: String }) omschrijving: string;
  @ApiProperty({ type: String }) systeem: string;
  @ApiProperty({ ...NUMMER, nullable: true }) selectielijstnummer: string | null;
}

/** What a write answers and a list shows of it: no data of persons. */
export class DossierStand {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: String, format: 'uuid' }) objecttype: string;
  @ApiProperty({ type: String, description: 'Naam van het objecttype.' }) objecttypeNaam: string;
  @ApiProperty({ type: 'integer', description: 'Versie van het objecttype waaraan is getoetst.' }) objecttypeVersie: number;
  @ApiProperty(KENMERK) kenmerk: string;
  @ApiProperty(ONDERWERP) onderwerp: string;
  @ApiProperty({ type: String, enum: STATUSSEN }) status: Status;
  @ApiProperty(DATUM('Begin van de zaak.')) startdatum: string;
  @ApiProperty({ type: String, nullable: true, description: 'Uitkomst.' }) uitkomst: string | null;
  @ApiProperty({ ...DATUM('Dag waarop de zaak is afgehandeld.'), nullable: true }) einddatum: string | null;
  @ApiProperty({ type: 'integer' }) versie: number;
  @ApiProperty({ type: String, format: 'date-time' }) tijdstipRegistratie: string;
}

export class BestandAntwoord {
  @ApiProperty({ type: String, description: 'Mediatype van het bestand.', example: 'application/pdf' }) mediatype: string;
  @ApiProperty({ type: 'integer', description: 'Omvang in bytes.' }) omvang: number;
  @ApiProperty({ type: String, pattern: '^[0-9a-f]{64}$', description: 'Controlegetal (SHA-256).' }) sha256: string;
}

export class InformatieobjectInDossier {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: String, format: 'uuid' }) objecttype: string;
  @ApiProperty({ type: String, description: 'Soort document.', example: 'besluit' }) soort: string;
  @ApiProperty({ type: String, description: 'Titel.' }) titel: string;
  @ApiProperty({ type: 'integer' }) versie: number;
  @ApiProperty({ type: BestandAntwoord, nullable: true, description: 'Het bestand, als het er al is.' }) bestand: BestandAntwoord | null;
}

export class DossierAntwoord extends DossierStand {
  @ApiProperty(GEGEVENS) gegevens: Record<string, unknown>;
  @ApiProperty({ type: OvergenomenUitDto, nullable: true }) overgenomenUit: OvergenomenUitDto | null;
  @ApiProperty({ type: [InformatieobjectInDossier] }) informatieobjecten: InformatieobjectInDossier[];
  @ApiProperty({ type: [RelatieAntwoord] }) relaties: RelatieAntwoord[];
}

export class DossiersLijst {
  @ApiProperty({ type: Lijstlinks }) links: Lijstlinks;
  @ApiProperty({ type: [DossierStand] }) resultaten: DossierStand[];
  @ApiPropertyOptional({ type: 'integer', description: 'Aantal, alleen als erom gevraagd is.' }) aantal?: number;
}

export class StatusAntwoord {
  @ApiProperty({ type: 'integer', description: 'Versie waarmee het dossier deze status kreeg.' }) versie: number;
  @ApiProperty({ type: String, enum: STATUSSEN }) status: Status;
  @ApiProperty({ type: String, format: 'date-time', description: 'Sinds wanneer.' }) sinds: string;
  @ApiProperty({ type: String, nullable: true, description: 'Uitkomst op dat moment.' }) uitkomst: string | null;
  @ApiProperty({ ...DATUM('Einddatum die erbij is vastgelegd.'), nullable: true }) einddatum: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Waarom het dossier is heropend.' }) reden: string | null;
  @ApiProperty({ type: WieAntwoord, nullable: true, description: 'Wie het deed, waarvoor en in welke aanroep; van oudere statussen niet bekend.' }) vastgelegdDoor: WieAntwoord | null;
}

export class StatussenLijst {
  @ApiProperty({ type: Lijstlinks }) links: Lijstlinks;
  @ApiProperty({ type: [StatusAntwoord], description: 'De oudste voorop.' }) resultaten: StatusAntwoord[];
}

export class BetrokkeneAntwoord {
  @ApiProperty({ type: String, enum: SOORTEN_BETROKKENE }) soort: string;
  @ApiProperty({ type: String, description: 'Pseudoniem onder de sleutel van de organisatie.' }) pseudoniem: string;
  @ApiProperty({ type: String, description: 'Rol in het dossier.' }) rol: string;
}

export class BetrokkenenAntwoord {
  @ApiProperty({ type: [BetrokkeneAntwoord] }) betrokkenen: BetrokkeneAntwoord[];
}
