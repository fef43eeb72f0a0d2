import { ApiProperty } from '@nestjs/swagger';
import { Links } from '../applicaties/applicatie.dto.ts';
import { PERIODEN, STATUSSEN, type Periode, type Status } from './beslis-toegangsverzoek.ts';
import type { Stap } from './toegangsverzoek.queries.ts';

const leeg = { nullable: true } as const;
const MEDEWERKER = { type: String, minLength: 1, maxLength: 100, description: 'Medewerker voor wie de toegang is.', example: 'ingrid' } as const;
const APPLICATIE = { type: String, pattern: '^[a-z0-9-]{1,100}$', description: 'Applicatie voor wie de toegang is.', example: 'zaaksysteem' } as const;
const ROL = { type: String, maxLength: 40, description: 'De rol die een medewerker krijgt, alleen voor deze activiteiten.', example: 'behandelaar' } as const;
const TEKST = { type: String, required: true, minLength: 3, maxLength: 500 } as const;
const PERIODE = { type: String, enum: PERIODEN, description: 'Hoe vaak iemand opnieuw kijkt of de toegang nog nodig is. Kijkt niemand, dan houdt zij op.' } as const;

export class ToegangsverzoekInvoer {
  @ApiProperty({ ...MEDEWERKER, required: false })
  medewerker?: string;

  @ApiProperty({ ...APPLICATIE, required: false })
  applicatie?: string;

  @ApiProperty({ ...ROL, required: false })
  rol?: string;

  @ApiProperty({ type: 'array', required: true, minItems: 1, maxItems: 20, uniqueItems: true, items: { type: 'string', pattern: '^[A-Za-z0-9-]{1,40}$' }, description: 'Verwerkingsactiviteiten waarvoor.', example: ['VA-01'] })
  activiteiten: string[];

  @ApiProperty({ ...TEKST, description: 'Waarvoor de toegang nodig is.', example: 'Vervangt Noor tijdens haar verlof.' })
  reden: string;

  @ApiProperty({ type: String, format: 'date', required: true, description: 'Laatste dag, ten hoogste een jaar vooruit.', example: '2027-02-28' })
  tot: string;

  @ApiProperty({ ...PERIODE, required: false, default: 'P3M' })
  herbeoordelen?: Periode;
}

export class ToekenningInvoer {
  @ApiProperty({ ...TEKST, description: 'Waarom dit mag.', example: 'Werkt in deze periode mee aan evenementen.' })
  toelichting: string;

  @ApiProperty({ type: String, format: 'date', required: false, description: 'Andere laatste dag dan is gevraagd.' })
  tot?: string;
}

export class ToelichtingInvoer {
  @ApiProperty({ ...TEKST, description: 'Waarom.', example: 'De vervanging is voorbij.' })
  toelichting: string;
}

export class ToegangsverzoekStap {
  @ApiProperty({ type: String, enum: ['ingediend', 'toegekend', 'afgewezen', 'ingetrokken', 'behouden', 'beeindigd'] })
  stap: Stap['stap'];

  @ApiProperty({ type: String, description: 'Medewerker die dit deed.' })
  door: string;

  @ApiProperty({ type: String, ...leeg, description: 'Naam van die medewerker, als die hier bekend is.' })
  naam: string | null;

  @ApiProperty({ type: String, format: 'date-time' })
  tijdstip: string;

  @ApiProperty({ type: String })
  toelichting: string;

  @ApiProperty({ type: String, format: 'date', ...leeg, description: 'Laatste dag waarop de toegang sindsdien geldt.' })
  geldigTot: string | null;
}

export class ToegangsverzoekAntwoord {
  @ApiProperty({ type: String, format: 'uuid' })
  id: string;

  @ApiProperty({ ...MEDEWERKER, ...leeg })
  medewerker: string | null;

  @ApiProperty({ ...APPLICATIE, ...leeg })
  applicatie: string | null;

  @ApiProperty({ type: String, ...leeg, description: 'Naam van de medewerker of de applicatie; leeg als die niet meer bekend is.' })
  naam: string | null;

  @ApiProperty({ ...ROL, ...leeg })
  rol: string | null;

  @ApiProperty({ type: [String], description: 'Verwerkingsactiviteiten waarvoor.' })
  activiteiten: string[];

  @ApiProperty({ type: String })
  reden: string;

  @ApiProperty({ type: String, enum: STATUSSEN, description: 'verlopen: toegekend, en voorbij.' })
  status: Status;

  @ApiProperty({ type: String, description: 'Medewerker die het vroeg.' })
  aanvrager: string;

  @ApiProperty({ type: String, ...leeg, description: 'Medewerker die besliste.' })
  beoordelaar: string | null;

  @ApiProperty({ type: String, format: 'date', ...leeg, description: 'Eerste dag.' })
  van: string | null;

  @ApiProperty({ type: String, format: 'date', description: 'Laatste dag, gevraagd of toegekend.' })
  tot: string;

  @ApiProperty(PERIODE)
  herbeoordelen: Periode;

  @ApiProperty({ type: String, format: 'date', ...leeg, description: 'Laatste dag waarop de toegang geldt als niemand er opnieuw naar kijkt.' })
  geldigTot: string | null;

  @ApiProperty({ type: Boolean, description: 'Binnen twee weken houdt de toegang op, tenzij iemand zegt dat zij nog nodig is.' })
  vraagtAandacht: boolean;

  @ApiProperty({ type: [ToegangsverzoekStap], description: 'Wat er met het verzoek gebeurde.' })
  stappen: ToegangsverzoekStap[];

  @ApiProperty({ type: 'integer' })
  versie: number;
}

export class ToegangsverzoekLijst {
  @ApiProperty({ type: Links })
  links: Links;

  @ApiProperty({ type: [ToegangsverzoekAntwoord] })
  resultaten: ToegangsverzoekAntwoord[];
}
