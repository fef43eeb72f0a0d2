import { ApiProperty } from '@nestjs/swagger';
import { CategorieDto, LinksDto } from '../concepten/concepten.dto.ts';
import { GRONDEN } from '../concepten/gronden.ts';
import { MEDIATYPEN, type Mediatype } from '../documenten/tekstlezer.ts';
import { categorieVan } from '../sitemaps/categorieen.ts';
import type { PublicatieRij } from './publicaties.queries.ts';

export class OpenbaarDocumentDto {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String }) titel!: string;
  @ApiProperty({ type: String }) bestandsnaam!: string;
  @ApiProperty({ type: String, enum: MEDIATYPEN }) mediatype!: Mediatype;
  @ApiProperty({ type: Number, description: 'Omvang in bytes.' }) omvang!: number;
  @ApiProperty({ type: Number, description: "Aantal pagina's." }) paginas!: number;
  @ApiProperty({ type: String, description: 'SHA-256 van het bestand.' }) sha256!: string;
  @ApiProperty({ type: String, description: 'Adres van het bestand.' }) bestand!: string;
}

export class OpenbareWeglatingDto {
  @ApiProperty({ type: Number }) pagina!: number;
  @ApiProperty({ type: String, example: '5.1.2e' }) grond!: string;
  @ApiProperty({ type: String, description: 'De grond in woorden.' }) grondInWoorden!: string;
  @ApiProperty({ type: String }) omschrijving!: string;
}

export class PublicatieDto {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, description: 'Organisatie die dit openbaar maakt.' }) organisatie!: string;
  @ApiProperty({ type: String }) officieleTitel!: string;
  @ApiProperty({ type: String, nullable: true }) omschrijving!: string | null;
  @ApiProperty({ type: CategorieDto }) categorie!: CategorieDto;
  @ApiProperty({ type: String, nullable: true, example: 'Z-0147' }) kenmerk!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) besluitdatum!: string | null;
  @ApiProperty({ type: String, format: 'date-time' }) gepubliceerdOp!: string;
  @ApiProperty({ type: String, format: 'date', description: 'Tot deze dag blijft het openbaar.' }) publicatieTot!: string;
  @ApiProperty({ type: [OpenbaarDocumentDto] }) documenten!: OpenbaarDocumentDto[];
  @ApiProperty({ type: [OpenbareWeglatingDto], description: 'Wat is weggelaten, en waarom.' }) weglatingen!: OpenbareWeglatingDto[];
}

export class PublicatiesDto {
  @ApiProperty({ type: LinksDto }) links!: LinksDto;
  @ApiProperty({ type: [PublicatieDto] }) resultaten!: PublicatieDto[];
  @ApiProperty({ type: Number, required: false }) aantal?: number;
}

export class IntrekkingInvoer {
  @ApiProperty({ type: String, minLength: 5, maxLength: 1000, description: 'Waarom de publicatie wordt ingetrokken.' }) reden!: string;
}

export class BeeindigdDto {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, example: 'ingetrokken' }) status!: string;
}

export const bestandspad = (document: string): string => `/woo-publicatie/v1/documenten/${document}/bestand`;

export function alsPublicatie(p: PublicatieRij, organisatie: string): PublicatieDto {
  return {
    id: p.id, organisatie, officieleTitel: p.officieleTitel ?? '', omschrijving: p.omschrijving,
    categorie: { code: p.categorie, naam: categorieVan(p.categorie)?.naam ?? p.categorie },
    kenmerk: p.kenmerk, besluitdatum: p.besluitdatum, gepubliceerdOp: (p.gepubliceerdOp ?? p.aangemaaktOp).toISOString(), publicatieTot: p.publicatieTot ?? '',
    documenten: p.documenten.map((d) => ({
      id: d.id, titel: d.titel, bestandsnaam: d.bestandsnaam, mediatype: d.mediatype, omvang: d.omvang, paginas: d.paginas, sha256: d.sha256, bestand: bestandspad(d.id),
    })),
    weglatingen: p.weglatingen.map((w) => ({ ...w, grondInWoorden: GRONDEN[w.grond] ?? w.grond })),
  };
}
