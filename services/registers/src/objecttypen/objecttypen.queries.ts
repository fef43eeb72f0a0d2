import type { Bron } from '@bronhuis/bron';
import type { Objecttype, SoortObjecttype, Typeinhoud } from './objecttype.ts';

export interface TypeRij {
  id: string;
  versie: number;
  registratietijd: Date;
  inhoud: Typeinhoud;
}

const VELDEN = `t.id, v.versie, v.registratietijd, v.inhoud from objecttype t
  join objecttype_versie v on v.organisatie = t.organisatie and v.objecttype = t.id`;

/** One version, or the newest when none is named. */
export async function leesTypeversie(bron: Bron, organisatie: string, id: string, versie: number | null): Promise<TypeRij | null> {
  const text = `select ${VELDEN} where t.organisatie = $1 and t.id = $2 and v.versie = coalesce($3::bigint, t.versie)`;
  const [rij] = await bron.lees<TypeRij>({ organisatie }, { name: 'typeversie', text, values: [organisatie, id, versie] });
  return rij ?? null;
}

export interface TypenVraag {
  soort: SoortObjecttype | null;
  naam: string | null;
  na: string | null;
  omvang: number;
}

export async function leesTypen(bron: Bron, organisatie: string, vraag: TypenVraag): Promise<TypeRij[]> {
  const text = `select ${VELDEN} and v.versie = t.versie
    where t.organisatie = $1 and ($2::text is null or t.soort = $2) and ($3::text is null or t.naam = $3) and ($4::uuid is null or t.id > $4) order by t.id limit $5`;
  return bron.lees<TypeRij>({ organisatie }, { name: 'typen', text, values: [organisatie, vraag.soort, vraag.naam, vraag.na, vraag.omvang + 1] });
}

export async function telTypen(bron: Bron, organisatie: string, vraag: TypenVraag): Promise<number> {
  const text = 'select count(*) as aantal from objecttype where organisatie = $1 and ($2::text is null or soort = $2) and ($3::text is null or naam = $3)';
  const [rij] = await bron.lees<{ aantal: number }>({ organisatie }, { name: 'typen_aantal', text, values: [organisatie, vraag.soort, vraag.naam] });
  return rij?.aantal ?? 0;
}

/** The newest versions of all types: small, and what lists are filtered with. */
export async function leesNieuwsteTypen(bron: Bron, organisatie: string): Promise<Objecttype[]> {
  const text = `select ${VELDEN} and v.versie = t.versie where t.organisatie = $1`;
  const rijen = await bron.lees<TypeRij>({ organisatie }, { name: 'typen_alle', text, values: [organisatie] });
  return rijen.map(({ id, versie, inhoud }) => ({ id, versie, ...inhoud }));
}
