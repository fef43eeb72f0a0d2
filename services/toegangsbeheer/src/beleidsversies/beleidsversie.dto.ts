import { ApiProperty } from '@nestjs/swagger';
import { Links } from '../applicaties/applicatie.dto.ts';
import { STATUSSEN, type Status } from './beleidsversie.queries.ts';
import { SOORTEN_WAARSCHUWING, type Waarschuwing } from './onderzoek.ts';

const REDEN = { type: String, required: true, minLength: 1, maxLength: 1_000 } as const;
const leeg = { nullable: true } as const;

export class BeleidsversieInvoer {
  @ApiProperty({
    type: String, required: true, minLength: 1, maxLength: 500_000, description: 'Alle regels, in Cedar. Elke regel heeft een @id en een @toelichting.',
    example: '@id("openbaar")\n@toelichting("Wat openbaar is, mag iedereen lezen.")\npermit (principal, action, resource) when { context.klasse == "openbaar" };',
  })
  tekst: string;

  @ApiProperty({ ...REDEN, description: 'Waarom het beleid verandert.', example: 'De archivaris beoordeelt niet meer alleen.' })
  reden: string;

  @ApiProperty({ type: String, format: 'date', required: true, description: 'Dag waarop deze versie ingaat (Europe/Amsterdam). Ligt die dag al achter ons als de versie wordt vastgesteld, dan gaat zij meteen in.', example: '2026-12-01' })
  ingangsdatum: string;

  @ApiProperty({ type: 'integer', required: true, minimum: 0, maximum: 1_000_000_000, description: 'De vastgestelde versie waar deze tekst van is gemaakt; 0 is het meegeleverde beleid. Is er bij het vaststellen een nieuwere vastgesteld, dan gaat het niet door.', example: 0 })
  basis: number;
}

export class RedenInvoer {
  @ApiProperty({ ...REDEN, description: 'Waarom.', example: 'De balie kan geen dossiers meer openen.' })
  reden: string;
}

export class BeleidsversieKort {
  @ApiProperty({ type: 'integer', description: '0 is het meegeleverde beleid.' })
  versie: number;

  @ApiProperty({ type: String, enum: STATUSSEN, description: 'vastgesteld: gaat nog in. vervallen: een andere versie geldt.' })
  status: Status;

  @ApiProperty({ type: 'integer', ...leeg })
  basis: number | null;

  @ApiProperty({ type: String })
  reden: string;

  @ApiProperty({ type: String, ...leeg, description: 'Medewerker die haar schreef; leeg bij het meegeleverde beleid.' })
  auteur: string | null;

  @ApiProperty({ type: String, format: 'date', description: 'Gevraagde eerste dag.' })
  ingangsdatum: string;

  @ApiProperty({ type: String, format: 'date', ...leeg, description: 'Eerste dag waarop zij geldt, sinds zij is vastgesteld.' })
  geldigVanaf: string | null;

  @ApiProperty({ type: String, format: 'date-time' })
  aangemaakt: string;

  @ApiProperty({ type: String, format: 'date-time', ...leeg })
  voorgelegdOp: string | null;

  @ApiProperty({ type: String, ...leeg, description: 'Medewerker die haar vaststelde of afwees.' })
  beoordelaar: string | null;

  @ApiProperty({ type: String, format: 'date-time', ...leeg })
  beoordeeldOp: string | null;

  @ApiProperty({ type: String, ...leeg, description: 'Waarom afgewezen.' })
  oordeel: string | null;

  @ApiProperty({ type: 'integer', ...leeg, description: 'De eerdere versie die met deze weer geldt.' })
  terugNaar: number | null;

  @ApiProperty({ type: String, description: 'Hash van de regels zoals zij in de bundel staan.' })
  hash: string;

  @ApiProperty({ type: Boolean, description: 'Heeft dezelfde regels als wat met deze uitgave is meegeleverd.' })
  gelijkAanMeegeleverd: boolean;
}

export class BeleidsversieLijst {
  @ApiProperty({ type: Links })
  links: Links;

  @ApiProperty({ type: [BeleidsversieKort] })
  resultaten: BeleidsversieKort[];
}

export class RegelAntwoord {
  @ApiProperty({ type: String })
  id: string;

  @ApiProperty({ type: String })
  toelichting: string;

  @ApiProperty({ type: String, enum: ['permit', 'forbid'] })
  effect: string;

  @ApiProperty({ type: String, description: 'De regel in Cedar.' })
  tekst: string;
}

export class VerschilAntwoord {
  @ApiProperty({ type: [String], description: 'Alleen in deze versie.' })
  erbij: string[];

  @ApiProperty({ type: [String], description: 'Alleen in het meegeleverde beleid.' })
  weg: string[];

  @ApiProperty({ type: [String], description: 'In beide, maar niet gelijk.' })
  anders: string[];
}

export class VoorbeeldvraagAntwoord {
  @ApiProperty({ type: String, description: 'Soort aanroeper.' })
  wie: string;

  @ApiProperty({ type: String, description: 'Welke applicatie of component; nooit een persoon.' })
  id: string;

  @ApiProperty({ type: [String] })
  rollen: string[];

  @ApiProperty({ type: String })
  actie: string;

  @ApiProperty({ type: String })
  klasse: string;

  @ApiProperty({ type: String })
  doel: string;

  @ApiProperty({ type: String })
  werkproces: string;

  @ApiProperty({ type: String })
  component: string;

  @ApiProperty({ type: String })
  soort: string;

  @ApiProperty({ type: 'integer' })
  vertrouwelijkheid: number;

  @ApiProperty({ type: Boolean })
  persoonsgegevens: boolean;

  @ApiProperty({ type: Boolean })
  bevoegd: boolean;

  @ApiProperty({ type: 'integer', required: false, description: 'Van de aanmelding: 0 onbekend, 1 laag, 2 substantieel, 3 hoog.' })
  niveau?: number;

  @ApiProperty({ type: String, required: false, description: 'intern of extern.' })
  netwerk?: string;

  @ApiProperty({ type: 'integer', required: false, description: '1 is maandag, 7 is zondag.' })
  weekdag?: number;

  @ApiProperty({ type: 'integer', required: false })
  uur?: number;

  @ApiProperty({ type: [String], description: 'De regels die het toestaan.' })
  regels: string[];
}

export class WaarschuwingAntwoord {
  @ApiProperty({
    type: String, enum: SOORTEN_WAARSCHUWING,
    description: 'nooit-van-toepassing: geen vraag gevonden waarvoor de regel geldt. overschaduwd: andere regels beslissen al hetzelfde of verbieden het. ruimer: nu geweigerd, straks toegestaan. meer-velden: er is meer van de gegevens te zien. zonder-bevoegdheid: toegestaan aan wie niet bevoegd is.',
  })
  soort: Waarschuwing['soort'];

  @ApiProperty({ type: String, ...leeg, description: 'De regel waar het om gaat.' })
  regel: string | null;

  @ApiProperty({ type: String })
  uitleg: string;

  @ApiProperty({ type: 'integer' })
  aantal: number;

  @ApiProperty({ type: [VoorbeeldvraagAntwoord], description: 'Ten hoogste vijf.' })
  voorbeelden: VoorbeeldvraagAntwoord[];
}

export class OnderzoekAntwoord {
  @ApiProperty({ type: 'integer', description: 'De versie die toen gold, en waarmee is vergeleken.' })
  vergelekenMet: number;

  @ApiProperty({ type: 'integer', description: 'Zo veel vragen zijn geprobeerd, met elke waarde die een regel noemt en één andere.' })
  vragen: number;

  @ApiProperty({ type: [WaarschuwingAntwoord] })
  waarschuwingen: WaarschuwingAntwoord[];
}

export class BeleidsversieAntwoord extends BeleidsversieKort {
  @ApiProperty({ type: VerschilAntwoord, description: 'Verschil met het beleid dat met deze uitgave is meegeleverd.' })
  verschilMetMeegeleverd: VerschilAntwoord;

  @ApiProperty({ type: OnderzoekAntwoord, ...leeg, description: 'Wat bij het opslaan of voorleggen is gevonden, vergeleken met het beleid dat toen gold.' })
  onderzoek: OnderzoekAntwoord | null;

  @ApiProperty({ type: [RegelAntwoord] })
  regels: RegelAntwoord[];
}
