import { ApiProperty } from '@nestjs/swagger';
import { NETWERKEN, NIVEAUS, type Netwerk, type Niveau } from '@bronhuis/toegang';
import { Links } from '../applicaties/applicatie.dto.ts';

export class WieAntwoord {
  @ApiProperty({ type: String, description: 'medewerker, inwoner, applicatie, component, portaal of anoniem; bij een applicatie met eigen beleid haar eigen woord.' })
  soort: string;

  @ApiProperty({ type: String, description: 'Wie het vroeg.' })
  id: string;

  @ApiProperty({ type: String, nullable: true, description: 'Met welke applicatie.' })
  applicatie: string | null;

  @ApiProperty({ type: [String] })
  rollen: string[];
}

export class DoelAntwoord {
  @ApiProperty({ type: String })
  id: string;

  @ApiProperty({ type: 'integer', nullable: true })
  versie: number | null;
}

export class ResourceAntwoord {
  @ApiProperty({ type: String })
  soort: string;

  @ApiProperty({ type: String, required: false })
  id?: string;

  @ApiProperty({ type: String, required: false })
  type?: string;

  @ApiProperty({ type: String, required: false, description: 'Objecttype waarvoor een API-token rechten heeft.' })
  objecttype?: string;

  @ApiProperty({ type: 'integer', required: false, description: 'Vertrouwelijkheid waarmee is beslist.' })
  vertrouwelijkheid?: number;

  @ApiProperty({ type: Boolean, required: false })
  persoonsgegevens?: boolean;

  @ApiProperty({ type: [String], required: false, description: 'De verwerkingsactiviteiten die deze bron mochten gebruiken.' })
  activiteiten?: string[];

  @ApiProperty({ type: [String], required: false, description: 'Van een lijst: wat per rij verschilt. Over elke rij is met die gegevens beslist.' })
  perRij?: readonly string[];

  @ApiProperty({ type: Boolean, required: false, description: 'Wie het vroeg, kan velden weglaten en maskeren.' })
  velden?: boolean;
}

export class VerplichtingenAntwoord {
  @ApiProperty({ type: [String], required: false, description: 'Velden die er voor deze aanroeper niet zijn (JSON Pointers). Van een lijst: die bij een van de rijen wegbleven.' })
  weglaten?: string[];

  @ApiProperty({ type: [String], required: false, description: 'Velden waarvan niet te zien is wat erin staat.' })
  maskeren?: string[];

  @ApiProperty({ type: String, enum: NIVEAUS, required: false, description: 'Van een weigering: met een aanmelding op dit niveau mag het wel.' })
  opwaarderen?: Niveau;
}

export class BundelAntwoord {
  @ApiProperty({ type: 'integer' })
  versie: number;

  @ApiProperty({ type: String })
  hash: string;
}

export class BeslissingAntwoord {
  @ApiProperty({ type: String, format: 'uuid' })
  id: string;

  @ApiProperty({ type: String, format: 'date-time' })
  tijdstip: string;

  @ApiProperty({ type: String, description: 'Namens wie (OIN van de uitvoerder).' })
  uitvoerder: string;

  @ApiProperty({ type: String, description: 'Welk onderdeel besliste.' })
  component: string;

  @ApiProperty({ type: WieAntwoord })
  wie: WieAntwoord;

  @ApiProperty({ type: String, example: 'dossiers:lezen' })
  actie: string;

  @ApiProperty({ type: String })
  klasse: string;

  @ApiProperty({ type: DoelAntwoord, nullable: true, description: 'Waarvoor.' })
  doel: DoelAntwoord | null;

  @ApiProperty({ type: ResourceAntwoord })
  resource: ResourceAntwoord;

  @ApiProperty({ type: String, enum: ['toegestaan', 'geweigerd'] })
  besluit: string;

  @ApiProperty({ type: [String], description: 'Waarom geweigerd, in gewone taal.' })
  redenen: string[];

  @ApiProperty({ type: [String], description: 'De regels die beslisten.' })
  beleid: string[];

  @ApiProperty({ type: String, enum: ['alle', 'deels'], required: false, description: 'Van een lijst: alle rijen, of alleen die waarvoor de regels het toestaan.' })
  rijen?: 'alle' | 'deels';

  @ApiProperty({ type: VerplichtingenAntwoord, required: false, description: 'Wat het besluit vraagt naast ja of nee.' })
  verplichtingen?: VerplichtingenAntwoord;

  @ApiProperty({ type: 'integer', minimum: 0, maximum: 3, required: false, description: 'Niveau van de aanmelding: 1 laag, 2 substantieel, 3 hoog; 0 of afwezig: onbekend.' })
  niveau?: number;

  @ApiProperty({ type: String, enum: NETWERKEN, required: false, description: 'Waar de aanroep vandaan kwam; afwezig: extern.' })
  netwerk?: Netwerk;

  @ApiProperty({ type: String, format: 'date', required: false, description: 'De dag waarnaar is gevraagd, als dat niet die van de beslissing is.' })
  dag?: string;

  @ApiProperty({ type: 'integer', minimum: 0, maximum: 23, required: false, description: 'Het uur waarnaar is gevraagd, als dat niet dat van de beslissing is.' })
  uur?: number;

  @ApiProperty({ type: BundelAntwoord, description: 'Versie van het beleid.' })
  bundel: BundelAntwoord;

  @ApiProperty({ type: String, required: false, description: 'Waarmee is beslist; niet bij het uitgeven van tokens.' })
  motor?: string;

  @ApiProperty({ type: String, required: false, description: 'Kenmerk dat de hele keten volgt.' })
  traceId?: string;

  @ApiProperty({ type: String, format: 'uuid', required: false, description: 'Met welk API-token van de applicatie.' })
  apiToken?: string;

  @ApiProperty({ type: 'integer', required: false, description: 'Met welke versie van het eigen beleid van de applicatie is beslist.' })
  toepassingsversie?: number;
}

export class BeslissingLijst {
  @ApiProperty({ type: Links })
  links: Links;

  @ApiProperty({ type: [BeslissingAntwoord] })
  resultaten: BeslissingAntwoord[];
}
