import { datumInAmsterdam } from '@bronhuis/standaarden';
import type { Datum } from '@bronhuis/standaarden';
import { controleerAanwijzer } from '../../objecttypen/aanwijzers.ts';
import type { Frequentie, Niveau, Typeinhoud } from '../../objecttypen/objecttype.ts';
import { bsnPlaatsen, naar2020 } from './jsonschema.ts';

export const CLASSIFICATIES = ['open', 'intern', 'confidential', 'strictly_confidential'] as const;
export type Classificatie = (typeof CLASSIFICATIES)[number];
export const FREQUENTIES = ['real_time', 'hourly', 'daily', 'weekly', 'monthly', 'yearly', 'unknown'] as const;
type Updatefrequentie = (typeof FREQUENTIES)[number];

/** A type as the Objecttypes API describes it, once for all its versions. */
export interface Typegegevens {
  name: string;
  namePlural: string;
  description: string;
  dataClassification: Classificatie;
  maintainerOrganization: string;
  maintainerDepartment: string;
  contactPerson: string;
  contactEmail: string;
  source: string;
  updateFrequency: Updatefrequentie;
  providerOrganization: string;
  documentationUrl: string;
  labels: Record<string, string>;
  allowGeometry: boolean;
}

export const LEEG: Omit<Typegegevens, 'name' | 'namePlural'> = {
  description: '',
  dataClassification: 'open',
  maintainerOrganization: '',
  maintainerDepartment: '',
  contactPerson: '',
  contactEmail: '',
  source: '',
  updateFrequency: 'unknown',
  providerOrganization: '',
  documentationUrl: '',
  labels: {},
  allowGeometry: true,
};

const FREQUENTIE: Record<Updatefrequentie, Frequentie | undefined> = { real_time: 'doorlopend', hourly: 'doorlopend', daily: 'dagelijks', weekly: 'wekelijks', monthly: 'maandelijks', yearly: 'jaarlijks', unknown: undefined };
const TERUG: Record<Frequentie, Updatefrequentie> = { doorlopend: 'real_time', dagelijks: 'daily', wekelijks: 'weekly', maandelijks: 'monthly', 'per-kwartaal': 'unknown', jaarlijks: 'yearly', onregelmatig: 'unknown' };

/**
 * What is shown of a type: what was written here, and for the rest what the type itself says. How confidential it is and
 * whether it has a place are always told by the version that counts: those have consequences.
 */
export function toonGegevens(geschreven: Typegegevens | null, inhoud: Typeinhoud | null, naam: string): Typegegevens {
  const eigen = geschreven ?? { ...LEEG, name: naam, namePlural: naam, ...(inhoud ? uitInhoud(inhoud) : {}) };
  if (!inhoud) return eigen;
  return { ...eigen, dataClassification: CLASSIFICATIES[inhoud.classificatie.vertrouwelijkheid], allowGeometry: inhoud.geometrie === true };
}

const uitInhoud = (i: Typeinhoud): Partial<Typegegevens> => ({
  description: i.omschrijving ?? '',
  maintainerOrganization: i.bronhouder ?? '',
  maintainerDepartment: i.beheerder ?? '',
  updateFrequency: i.bijwerkfrequentie ? TERUG[i.bijwerkfrequentie] : 'unknown',
  labels: i.labels ?? {},
});

const niveauVan = (c: Classificatie): Niveau => CLASSIFICATIES.indexOf(c) as Niveau;

/**
 * A version of ours for one of theirs. What they have no word for is taken from the version before; the first one gets
 * what is safe: it may hold personal data, for the purpose of who makes it and for no other.
 */
export function maakInhoud(g: Typegegevens, naam: string, jsonSchema: Record<string, unknown>, vorige: Typeinhoud | null, doel: string | null): Typeinhoud {
  const schema = naar2020(jsonSchema);
  const verwerkingsactiviteiten = [...new Set([...(vorige?.verwerkingsactiviteiten ?? []), ...(doel === null ? [] : [doel])])];
  const eerder = (vorige?.betrokkenen ?? []).filter((a) => controleerAanwijzer(schema, a.pad) === null);
  const gevonden = verwerkingsactiviteiten.length === 0 ? [] : bsnPlaatsen(schema).filter((pad) => !eerder.some((a) => a.pad === pad));
  const labels = Object.entries(g.labels);
  return {
    ...vorige,
    naam,
    soort: 'registratie',
    ...(g.description === '' ? {} : { omschrijving: g.description }),
    schema,
    classificatie: { beschikbaarheid: 1, integriteit: 1, ...vorige?.classificatie, vertrouwelijkheid: niveauVan(g.dataClassification) },
    betrokkenen: [...eerder, ...gevonden.map((pad) => ({ pad, soort: 'bsn' as const, rol: 'betrokkene' }))],
    gegevenscategorieen: vorige?.gegevenscategorieen ?? ['gegevens die het objecttype noemt'],
    verwerkingsactiviteiten,
    geometrie: g.allowGeometry,
    ...(g.maintainerOrganization === '' ? {} : { bronhouder: g.maintainerOrganization }),
    ...(g.maintainerDepartment === '' ? {} : { beheerder: g.maintainerDepartment }),
    ...(FREQUENTIE[g.updateFrequency] ? { bijwerkfrequentie: FREQUENTIE[g.updateFrequency] } : {}),
    ...(labels.length > 0 && labels.length <= 20 && labels.every(([, w]) => w.length <= 200) ? { labels: g.labels } : {}),
    // Open data is only what is open; that somebody closes it is said here.
    ...(vorige?.open === true && g.dataClassification !== 'open' ? { open: false } : {}),
  };
}

/** Does a change of the description of a type change what holds for its objects? Then it is a new version of ours. */
export const raaktInhoud = (inhoud: Typeinhoud, g: Typegegevens): boolean => inhoud.classificatie.vertrouwelijkheid !== niveauVan(g.dataClassification) || (inhoud.geometrie === true) !== g.allowGeometry;

export const metGegevens = (inhoud: Typeinhoud, g: Typegegevens): Typeinhoud => ({
  ...inhoud,
  classificatie: { ...inhoud.classificatie, vertrouwelijkheid: niveauVan(g.dataClassification) },
  geometrie: g.allowGeometry,
  ...(inhoud.open === true && g.dataClassification !== 'open' ? { open: false } : {}),
});

/** A name of ours for a type: small letters, digits and hyphens. */
export function naamVan(name: string): string {
  const kaal = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^[^a-z]+|-+$/g, '').slice(0, 80);
  return kaal.length >= 2 ? kaal : `type-${kaal || 'x'}`;
}

export const STATUSSEN = ['published', 'draft', 'deprecated'] as const;
export type Status = (typeof STATUSSEN)[number];

export const dag = (t: Date): Datum => datumInAmsterdam(t);
