import { ApiProperty } from '@nestjs/swagger';
import { LijstLinks } from '../lijst.dto.ts';
import type { Controleverzoek } from './controleverzoek.ts';
import type { Raadpleging } from './controleverzoek.queries.ts';

const DATUM = { type: 'string' as const, format: 'date', required: true };

export class NieuwControleverzoek {
  @ApiProperty({ type: 'string', pattern: '^[A-Za-z][A-Za-z0-9._-]*$', maxLength: 100, required: true, description: 'Gebruikersnaam van de medewerker.', example: 'noor' })
  medewerker: string;
  @ApiProperty({ type: 'string', minLength: 20, maxLength: 2000, required: true, description: 'Waarom deze controle nodig is.' })
  reden: string;
  @ApiProperty({ ...DATUM, description: 'Eerste dag van de controle.', example: '2026-10-01' })
  van: string;
  @ApiProperty({ ...DATUM, description: 'Laatste dag van de controle.', example: '2026-10-31' })
  tot: string;
}

export class ControleverzoekAntwoord {
  @ApiProperty({ type: 'string', format: 'uuid', required: true })
  id: string;
  @ApiProperty({ type: 'string', required: true })
  medewerker: string;
  @ApiProperty({ type: 'string', required: true })
  reden: string;
  @ApiProperty(DATUM)
  van: string;
  @ApiProperty(DATUM)
  tot: string;
  @ApiProperty({ type: 'string', enum: ['aangevraagd', 'goedgekeurd'], required: true })
  status: 'aangevraagd' | 'goedgekeurd';
  @ApiProperty({ type: 'string', required: true, description: 'Wie het verzoek deed.' })
  aanvrager: string;
  @ApiProperty({ type: 'string', format: 'date-time', required: true })
  aangevraagdOp: string;
  @ApiProperty({ type: 'string', nullable: true, required: true, description: 'Wie het verzoek goedkeurde; altijd een ander.' })
  goedkeurder: string | null;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true, required: true })
  goedgekeurdOp: string | null;
}

export class ControleverzoekenLijst {
  @ApiProperty({ type: () => LijstLinks, required: true })
  links: LijstLinks;
  @ApiProperty({ type: () => ControleverzoekAntwoord, isArray: true, required: true })
  resultaten: ControleverzoekAntwoord[];
}

class GeraadpleegdObject {
  @ApiProperty({ type: 'string', required: true })
  soort: string;
  @ApiProperty({ type: 'string', required: true })
  id: string;
  @ApiProperty({ type: 'string', nullable: true, required: true })
  kenmerk: string | null;
}

class RaadplegingAntwoord {
  @ApiProperty({ type: 'string', format: 'uuid', required: true })
  id: string;
  @ApiProperty({ type: 'string', format: 'date-time', required: true })
  tijdstip: string;
  @ApiProperty({ type: 'string', required: true, example: 'VA-01' })
  activiteit: string;
  @ApiProperty({ type: 'string', required: true })
  handeling: string;
  @ApiProperty({ type: 'array', items: { type: 'string' }, required: true })
  gegevens: string[];
  @ApiProperty({ type: () => GeraadpleegdObject, required: true })
  object: GeraadpleegdObject;
  @ApiProperty({ type: 'string', required: true, description: 'Onderdeel waar het gebeurde.', example: 'registers' })
  component: string;
  @ApiProperty({ type: 'integer', required: true, description: 'Over hoeveel betrokkenen het ging; wie, staat er niet bij.' })
  aantalBetrokkenen: number;
}

export class ResultaatAntwoord {
  @ApiProperty({ type: () => LijstLinks, required: true })
  links: LijstLinks;
  @ApiProperty({ type: () => ControleverzoekAntwoord, required: true })
  verzoek: ControleverzoekAntwoord;
  @ApiProperty({ type: () => RaadplegingAntwoord, isArray: true, required: true, description: 'Wat de medewerker raadpleegde of wijzigde, het laatste eerst.' })
  resultaten: RaadplegingAntwoord[];
}

export function alsVerzoek(v: Controleverzoek): ControleverzoekAntwoord {
  const { id, medewerker, reden, van, tot, status, aanvrager, goedkeurder } = v;
  return { id, medewerker, reden, van, tot, status, aanvrager, aangevraagdOp: v.aangevraagdOp.toISOString(), goedkeurder, goedgekeurdOp: v.goedgekeurdOp?.toISOString() ?? null };
}

export function alsRaadpleging(r: Raadpleging): RaadplegingAntwoord {
  const { id, tijdstip, activiteit, handeling, gegevens, component } = r;
  const object = { soort: r.object_soort, id: r.object_id, kenmerk: r.object_kenmerk };
  return { id, tijdstip, activiteit, handeling, gegevens, object, component, aantalBetrokkenen: r.aantal_betrokkenen };
}
