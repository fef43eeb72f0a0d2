import { ApiProperty } from '@nestjs/swagger';
import { Links } from '../applicaties/applicatie.dto.ts';
import { STATUSSEN, type Status } from './toepassingsversie.queries.ts';

const TYPE = { type: String, minLength: 1, maxLength: 100, description: 'Type, zoals de vraag het noemt.', example: 'user' } as const;
const KENMERK = { type: String, minLength: 1, maxLength: 500, description: 'Kenmerk, zoals de vraag het noemt.', example: 'alice' } as const;

export class Ouder {
  @ApiProperty(TYPE)
  type: string;

  @ApiProperty(KENMERK)
  id: string;
}

export class Toepassingsentiteit extends Ouder {
  @ApiProperty({
    type: 'object',
    selfRequired: false,
    additionalProperties: true,
    description: 'Wat van haar bekend is, en niet door een vraag verandert: teksten, gehele getallen, waar of onwaar, lijsten en groepen daarvan. {"__entity": {"type", "id"}} noemt een andere entiteit, {"__extn": {"fn", "arg"}} een adres (ip), decimaal getal (decimal) of tijdstip (datetime).',
    example: { rollen: ['editor'] },
  })
  eigenschappen?: Record<string, unknown>;

  @ApiProperty({ type: 'array', required: false, maxItems: 100, items: { $ref: '#/components/schemas/Ouder' }, description: 'Groepen waar zij bij hoort.' })
  ouders?: Ouder[];
}

export class ToepassingsversieInvoer {
  @ApiProperty({
    type: String, minLength: 1, maxLength: 500_000,
    description: 'Alle regels, in Cedar, zonder namespace. Elke regel heeft een @id en een @toelichting. principal, action en resource zijn wie, wat en waarop van de vraag; context is die van de vraag, met in context.action de eigenschappen van de handeling.',
    example: '@id("lezen")\n@toelichting("Wie redacteur is, leest.")\npermit (principal is user, action == Action::"can_read", resource) when { principal.rollen.contains("editor") };',
  })
  beleid: string;

  @ApiProperty({ type: String, required: false, nullable: true, minLength: 1, maxLength: 200_000, description: 'Schema van Cedar. Met schema worden regels en entiteiten eraan gehouden.' })
  schema?: string | null;

  @ApiProperty({ type: 'array', required: false, maxItems: 10_000, items: { $ref: '#/components/schemas/Toepassingsentiteit' }, description: 'Over wie en wat de regels gaan. Alleen wat hier staat, wordt bij zoeken gevonden.' })
  entiteiten?: Toepassingsentiteit[];

  @ApiProperty({ type: String, minLength: 1, maxLength: 1_000, description: 'Waarom het verandert.', example: 'Redacteuren mogen ook verwijderen.' })
  reden: string;
}

export class ToepassingsversieKort {
  @ApiProperty({ type: 'integer' })
  versie: number;

  @ApiProperty({ type: String, enum: STATUSSEN, description: 'geldend: hiermee wordt nu beslist. vervallen: er is een nieuwere vastgesteld.' })
  status: Status;

  @ApiProperty({ type: String })
  reden: string;

  @ApiProperty({ type: String, description: 'Medewerker die haar schreef.' })
  auteur: string;

  @ApiProperty({ type: String, format: 'date-time' })
  aangemaakt: string;

  @ApiProperty({ type: String, nullable: true, description: 'Medewerker die haar vaststelde.' })
  vastgesteldDoor: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  vastgesteldOp: string | null;

  @ApiProperty({ type: String, description: 'SHA-256 van regels, schema en entiteiten; staat bij elke beslissing.' })
  hash: string;

  @ApiProperty({ type: 'integer', description: 'Aantal regels.' })
  aantalRegels: number;

  @ApiProperty({ type: 'integer', description: 'Aantal entiteiten.' })
  aantalEntiteiten: number;
}

export class ToepassingsversieAntwoord extends ToepassingsversieKort {
  @ApiProperty({ type: String, description: 'De regels, zoals zij zijn geschreven.' })
  beleid: string;

  @ApiProperty({ type: String, nullable: true })
  schema: string | null;

  @ApiProperty({ type: [Toepassingsentiteit] })
  entiteiten: Toepassingsentiteit[];
}

export class ToepassingsversieLijst {
  @ApiProperty({ type: Links })
  links: Links;

  @ApiProperty({ type: [ToepassingsversieKort] })
  resultaten: ToepassingsversieKort[];
}
