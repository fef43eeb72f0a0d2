import { reeks } from '@bronhuis/bron';
import type { Bron } from '@bronhuis/bron';
import type { Objecttype, SoortObjecttype, Typeinhoud } from './objecttype.ts';
import type { Versiestatus } from './versie.ts';

export interface TypeRij {
  id: string;
  versie: number;
  registratietijd: Date;
  inhoud: Typeinhoud;
  brekend: boolean;
  reden: string | null;
  uitgefaseerd_op: Date | null;
}

export interface ConceptRij {
  id: string;
  /** The number that it would get. */
  versie: number;
  registratietijd: Date;
  inhoud: Typeinhoud;
  wijziging: number;
}

const VELDEN = `t.id, v.versie, v.registratietijd, v.inhoud, v.brekend, v.reden, u.registratietijd as uitgefaseerd_op from objecttype t
  join objecttype_versie v on v.organisatie = t.organisatie and v.objecttype = t.id
  left join objecttype_uitfasering u on u.organisatie = v.organisatie and u.objecttype = v.objecttype and u.versie = v.versie`;
const NIEUWSTE = `${VELDEN} where v.versie = t.versie and`;
const CONCEPT = `t.id, t.versie + 1 as versie, c.registratietijd, c.inhoud, c.wijziging from objecttype t
  join objecttype_concept c on c.organisatie = t.organisatie and c.objecttype = t.id`;

/** One published version, or the newest when none is named. Never a draft: under that one nothing is stored. */
export async function leesTypeversie(bron: Bron, organisatie: string, id: string, versie: number | null): Promise<TypeRij | null> {
  const text = `select ${VELDEN} where t.organisatie = $1 and t.id = $2 and v.versie = coalesce($3::bigint, t.versie)`;
  const [rij] = await bron.lees<TypeRij>({ organisatie }, { name: 'typeversie', text, values: [organisatie, id, versie] });
  return rij ?? null;
}

export async function leesConcept(bron: Bron, organisatie: string, id: string): Promise<ConceptRij | null> {
  const text = `select ${CONCEPT} where t.organisatie = $1 and t.id = $2`;
  const [rij] = await bron.lees<ConceptRij>({ organisatie }, { name: 'concept', text, values: [organisatie, id] });
  return rij ?? null;
}

/** All published versions, the newest first. */
export async function leesVersies(bron: Bron, organisatie: string, id: string, na: number | null, omvang: number): Promise<TypeRij[]> {
  const text = `select ${VELDEN} where t.organisatie = $1 and t.id = $2 and ($3::bigint is null or v.versie < $3) order by v.versie desc limit $4`;
  return bron.lees<TypeRij>({ organisatie }, { name: 'typeversies', text, values: [organisatie, id, na, omvang + 1] });
}

export interface TypenVraag {
  soort: SoortObjecttype | null;
  naam: string | null;
  na: string | null;
  omvang: number;
}

const FILTER = 't.organisatie = $1 and ($2::text is null or t.soort = $2) and ($3::text is null or t.naam = $3)';
const BLADZIJDE = `${FILTER} and ($4::uuid is null or t.id > $4) order by t.id limit $5`;
const waarden = (organisatie: string, v: TypenVraag): unknown[] => [organisatie, v.soort, v.naam, v.na, v.omvang + 1];

export async function leesTypen(bron: Bron, organisatie: string, vraag: TypenVraag): Promise<TypeRij[]> {
  return bron.lees<TypeRij>({ organisatie }, { name: 'typen', text: `select ${NIEUWSTE} ${BLADZIJDE}`, values: waarden(organisatie, vraag) });
}

export async function leesConcepten(bron: Bron, organisatie: string, vraag: TypenVraag): Promise<ConceptRij[]> {
  return bron.lees<ConceptRij>({ organisatie }, { name: 'concepten', text: `select ${CONCEPT} where ${BLADZIJDE}`, values: waarden(organisatie, vraag) });
}

export async function telTypen(bron: Bron, organisatie: string, vraag: TypenVraag, status: Versiestatus): Promise<number> {
  const concept = status === 'concept';
  const waar = concept ? 'exists (select 1 from objecttype_concept c where c.organisatie = t.organisatie and c.objecttype = t.id)' : 't.versie > 0';
  const text = `select count(*) as aantal from objecttype t where ${FILTER} and ${waar}`;
  const [rij] = await bron.lees<{ aantal: number }>({ organisatie }, { name: concept ? 'concepten_aantal' : 'typen_aantal', text, values: [organisatie, vraag.soort, vraag.naam] });
  return rij?.aantal ?? 0;
}

/** The newest versions of all types: small, and what lists are filtered with. */
export async function leesNieuwsteTypen(bron: Bron, organisatie: string): Promise<Objecttype[]> {
  const rijen = await bron.lees<TypeRij>({ organisatie }, { name: 'typen_alle', text: `select ${NIEUWSTE} t.organisatie = $1`, values: [organisatie] });
  return rijen.map(({ id, versie, inhoud }) => ({ id, versie, ...inhoud }));
}

/** Versions that are known to exist. */
export async function leesTypeversies(bron: Bron, organisatie: string, versies: readonly { id: string; versie: number }[]): Promise<Objecttype[]> {
  const text = `select v.objecttype as id, v.versie, v.inhoud from objecttype_versie v
    join unnest($2::uuid[], $3::bigint[]) as x(id, versie) on v.objecttype = x.id and v.versie = x.versie where v.organisatie = $1`;
  const values = [organisatie, reeks(versies.map((v) => v.id)), reeks(versies.map((v) => v.versie))];
  const rijen = await bron.lees<Pick<TypeRij, 'id' | 'versie' | 'inhoud'>>({ organisatie }, { name: 'typeversies_van', text, values });
  return rijen.map(({ id, versie, inhoud }) => ({ id, versie, ...inhoud }));
}
