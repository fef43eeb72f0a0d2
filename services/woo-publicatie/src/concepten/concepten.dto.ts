import { ApiProperty } from '@nestjs/swagger';
import { SOORTEN, WEEGBAAR, type Soort, type Weegbaar } from '../documenten/poort.ts';
import { MEDIATYPEN, type Mediatype } from '../documenten/tekstlezer.ts';
import { ontbreekt, STATUSSEN, type Status } from '../publicaties/publicatie.ts';
import type { PublicatieRij } from '../publicaties/publicaties.queries.ts';
import { categorieVan } from '../sitemaps/categorieen.ts';

export class CategorieDto {
  @ApiProperty({ type: String, description: 'Code in de waardelijst.', example: 'c_46a81018' }) code!: string;
  @ApiProperty({ type: String, description: 'Naam van de informatiecategorie.', example: 'beschikkingen' }) naam!: string;
}

export class BevindingDto {
  @ApiProperty({ type: String, enum: SOORTEN, description: 'Wat er is gevonden; nooit de waarde.' }) soort!: Soort;
  @ApiProperty({ type: Number, nullable: true, description: 'Pagina, of leeg als het niet op een pagina staat.' }) pagina!: number | null;
  @ApiProperty({ type: Number, description: 'Hoe vaak.' }) aantal!: number;
}

export class AfwegingDto {
  @ApiProperty({ type: String, enum: WEEGBAAR, description: 'Soort gegeven dat zichtbaar mag blijven.' }) soort!: Weegbaar;
  @ApiProperty({ type: String, minLength: 1, maxLength: 60, description: 'Grond uit de Woo, zoals 5.1.2e.', example: '5.1.2e' }) grond!: string;
  @ApiProperty({ type: String, minLength: 5, maxLength: 1000, description: 'Waarom openbaarheid hier zwaarder weegt.' }) motivering!: string;
}

export class WeglatingDto {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 100000, description: 'Pagina waarop iets is weggelaten.' }) pagina!: number;
  @ApiProperty({ type: String, minLength: 1, maxLength: 60, description: 'Grond uit de Woo, zoals 5.1.2e.', example: '5.1.2e' }) grond!: string;
  @ApiProperty({ type: String, minLength: 1, maxLength: 500, description: 'Wat is weggelaten, zonder het te noemen.', example: 'Naam en adres van de aanvrager' }) omschrijving!: string;
}

export class OntbreektDto {
  @ApiProperty({ type: String, description: 'Gegeven dat nog niet in orde is.' }) name!: string;
  @ApiProperty({ type: String, description: 'Wat u moet doen.' }) reason!: string;
  @ApiProperty({ type: String, description: 'Vaste code.' }) code!: string;
}

export class DocumentDto {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String }) titel!: string;
  @ApiProperty({ type: String }) bestandsnaam!: string;
  @ApiProperty({ type: String, enum: MEDIATYPEN }) mediatype!: Mediatype;
  @ApiProperty({ type: Number, description: 'Omvang in bytes.' }) omvang!: number;
  @ApiProperty({ type: String, description: 'SHA-256 van het bestand.' }) sha256!: string;
  @ApiProperty({ type: Number, description: "Aantal pagina's." }) paginas!: number;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Informatieobject waarvan dit de publicatieversie is.' }) bron!: string | null;
  @ApiProperty({ type: [BevindingDto], description: 'Wat is gevonden en afgewogen.' }) bevindingen!: BevindingDto[];
  @ApiProperty({ type: String, format: 'date-time' }) aangebodenOp!: string;
}

export class AangebodenDocumentDto extends DocumentDto {
  @ApiProperty({ type: [String], description: 'Waar u nog op kunt letten.' }) opmerkingen!: string[];
}

export class ConceptDto {
  @ApiProperty({ type: String, format: 'uuid', description: 'Ook het nummer van de publicatie.' }) id!: string;
  @ApiProperty({ type: Number, description: 'Versie, ook in de ETag.' }) versie!: number;
  @ApiProperty({ type: String, format: 'uuid' }) dossier!: string;
  @ApiProperty({ type: String, nullable: true, example: 'Z-0147' }) kenmerk!: string | null;
  @ApiProperty({ type: String, enum: STATUSSEN }) status!: Status;
  @ApiProperty({ type: CategorieDto }) categorie!: CategorieDto;
  @ApiProperty({ type: String, nullable: true }) officieleTitel!: string | null;
  @ApiProperty({ type: String, nullable: true }) omschrijving!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Dag waarop het besluit is vastgesteld.' }) besluitdatum!: string | null;
  @ApiProperty({ type: [DocumentDto] }) documenten!: DocumentDto[];
  @ApiProperty({ type: [AfwegingDto] }) afwegingen!: AfwegingDto[];
  @ApiProperty({ type: [WeglatingDto] }) weglatingen!: WeglatingDto[];
  @ApiProperty({ type: [OntbreektDto], description: 'Wat er nog nodig is voor dit openbaar kan worden.' }) ontbreekt!: OntbreektDto[];
  @ApiProperty({ type: String, format: 'date-time' }) aangemaaktOp!: string;
}

export class LinksDto {
  @ApiProperty({ type: String }) self!: string;
  @ApiProperty({ type: String, required: false }) volgende?: string;
}

export class ConceptenDto {
  @ApiProperty({ type: LinksDto }) links!: LinksDto;
  @ApiProperty({ type: [ConceptDto] }) resultaten!: ConceptDto[];
  @ApiProperty({ type: Number, required: false }) aantal?: number;
}

export class ConceptWijziging {
  @ApiProperty({ type: String, required: false, nullable: true, minLength: 1, maxLength: 255, description: 'Titel zoals de lezer die ziet.' }) officieleTitel?: string | null;
  @ApiProperty({ type: String, required: false, nullable: true, maxLength: 1000, description: 'Korte omschrijving.' }) omschrijving?: string | null;
  @ApiProperty({ type: String, format: 'date', required: false, nullable: true, description: 'Dag waarop het besluit is vastgesteld.' }) besluitdatum?: string | null;
}

export class AfwegingenInvoer {
  @ApiProperty({ type: [AfwegingDto], maxItems: 20 }) afwegingen!: AfwegingDto[];
}

export class WeglatingenInvoer {
  @ApiProperty({ type: [WeglatingDto], maxItems: 2000 }) weglatingen!: WeglatingDto[];
}

export function alsConcept(p: PublicatieRij): ConceptDto {
  return {
    id: p.id, versie: p.versie, dossier: p.dossier, kenmerk: p.kenmerk, status: p.status,
    categorie: { code: p.categorie, naam: categorieVan(p.categorie)?.naam ?? p.categorie },
    officieleTitel: p.officieleTitel, omschrijving: p.omschrijving, besluitdatum: p.besluitdatum,
    documenten: p.documenten, afwegingen: p.afwegingen, weglatingen: p.weglatingen,
    ontbreekt: p.status === 'concept' ? ontbreekt(p).map((f) => ({ name: f.name, reason: f.reason, code: f.code ?? 'onjuist' })) : [],
    aangemaaktOp: p.aangemaaktOp.toISOString(),
  };
}
