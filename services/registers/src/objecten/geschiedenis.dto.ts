import { ApiProperty } from '@nestjs/swagger';
import { GEOMETRIE } from '../geometrie/geometrie.dto.ts';
import { ONVOLLEDIG } from './objecten.dto.ts';
import type { Onvolledig } from './object.ts';
import { Lijstlinks } from '../objecttypen/objecttypen.dto.ts';

const GEGEVENS = { type: 'object', additionalProperties: true, description: 'De gegevens, volgens het schema van het objecttype.' } as const;
const OBJECTTYPE = { type: String, format: 'uuid', description: 'Objecttype van het object.' } as const;
const BEGIN = { type: String, format: 'date', description: 'Vanaf welke dag dit geldt.', example: '2026-01-01' } as const;
const EIND = { type: String, format: 'date', nullable: true, description: 'Eerste dag waarop dit niet meer geldt.' } as const;
const SINDS = { type: String, format: 'date-time', description: 'Sinds wanneer wij dit weten.' } as const;
const TOT = { type: String, format: 'date-time', nullable: true, description: 'Sinds wanneer wij beter weten.' } as const;
const tekst = (description: string) => ({ type: String, nullable: true, description }) as const;

export class WieAntwoord {
  @ApiProperty(tekst('Toepassing die de aanroep deed.')) applicatie: string | null;
  @ApiProperty(tekst('Medewerker die de aanroep deed.')) gebruiker: string | null;
  @ApiProperty({ type: String, description: 'OIN van de organisatie die het heeft uitgevoerd.' }) uitvoerder: string;
  @ApiProperty(tekst('Verwerkingsactiviteit waarvoor het is vastgelegd.')) activiteit: string | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'Versie van die verwerkingsactiviteit.' }) activiteitVersie: number | null;
  @ApiProperty({ type: String, description: 'Kenmerk van de aanroep (trace-id).' }) trace: string;
}

export class VoorkomenAntwoord {
  @ApiProperty({ type: 'integer' }) versie: number;
  @ApiProperty(BEGIN) beginGeldigheid: string;
  @ApiProperty(EIND) eindGeldigheid: string | null;
  @ApiProperty(ONVOLLEDIG) onvolledig: Onvolledig | null;
  @ApiProperty(SINDS) tijdstipRegistratie: string;
  @ApiProperty(TOT) eindRegistratie: string | null;
  @ApiProperty({ type: 'integer', minimum: 1, nullable: true, description: 'De versie die onjuist was en die hiermee is gecorrigeerd.' }) correctieVoor: number | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'De versie die deze corrigeert.' }) gecorrigeerdDoor: number | null;
  @ApiProperty({ type: WieAntwoord, description: 'Wie dit heeft vastgelegd, waarvoor en in welke aanroep.' }) vastgelegdDoor: WieAntwoord;
  @ApiProperty(GEGEVENS) gegevens: Record<string, unknown>;
  @ApiProperty(GEOMETRIE) geometrie: Record<string, unknown> | null;
}

export class PeriodeAntwoord {
  @ApiProperty({ type: 'integer', description: 'De versie die in deze periode gold.' }) versie: number;
  @ApiProperty(BEGIN) beginGeldigheid: string;
  @ApiProperty(EIND) eindGeldigheid: string | null;
  @ApiProperty(SINDS) beginRegistratie: string;
  @ApiProperty(TOT) eindRegistratie: string | null;
}

export class TijdlijnAntwoord {
  @ApiProperty({ type: Lijstlinks }) links: Lijstlinks;
  @ApiProperty(OBJECTTYPE) objecttype: string;
  @ApiProperty({ type: [VoorkomenAntwoord], description: 'Alle versies, de eerst geregistreerde voorop.' }) resultaten: VoorkomenAntwoord[];
  @ApiProperty({ type: [PeriodeAntwoord], description: 'Wat wij wanneer dachten dat gold: perioden op beide tijdassen, zonder overlap.' }) perioden: PeriodeAntwoord[];
}

export class StandAntwoord {
  @ApiProperty({ type: String, format: 'date', description: 'Wat gold op deze dag.' }) geldigOp: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Zoals wij dat wisten op dit moment; null is nu.' }) beschikbaarOp: string | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'De versie die toen gold; null als er niets gold.' }) versie: number | null;
}

const VERSCHIL = {
  type: 'object',
  required: ['pad', 'soort'],
  properties: {
    pad: { type: 'string', description: 'Plaats in de gegevens (JSON-pointer, RFC 6901).', example: '/plaats' },
    soort: { type: 'string', enum: ['toegevoegd', 'gewijzigd', 'verwijderd'] },
    oud: { description: 'De waarde die er stond; ontbreekt bij toegevoegd.' },
    nieuw: { description: 'De waarde die er kwam; ontbreekt bij verwijderd.' },
  },
};

export class GeometrieverschilAntwoord {
  @ApiProperty(GEOMETRIE) oud: Record<string, unknown> | null;
  @ApiProperty(GEOMETRIE) nieuw: Record<string, unknown> | null;
}

export class VerschilAntwoord {
  @ApiProperty({ type: Lijstlinks }) links: Lijstlinks;
  @ApiProperty(OBJECTTYPE) objecttype: string;
  @ApiProperty({ type: StandAntwoord }) van: StandAntwoord;
  @ApiProperty({ type: StandAntwoord }) tot: StandAntwoord;
  @ApiProperty({ type: 'array', items: VERSCHIL, description: 'Per gegeven wat er is veranderd.' }) verschillen: object[];
  @ApiProperty({ type: GeometrieverschilAntwoord, nullable: true, description: 'De geometrie van beide standen als die verschilt; anders null.' }) geometrie: GeometrieverschilAntwoord | null;
}
