import { etag } from '@bronhuis/component';
import type { ObjecttypeAntwoord } from './objecttypen.dto.ts';
import type { ConceptRij, TypeRij } from './objecttypen.queries.ts';

export const toonVersie = (r: TypeRij): ObjecttypeAntwoord => ({
  id: r.id,
  versie: r.versie,
  status: r.uitgefaseerd_op ? 'uitgefaseerd' : 'gepubliceerd',
  tijdstipRegistratie: r.registratietijd.toISOString(),
  ...(r.brekend ? { brekend: true, reden: r.reden ?? '' } : {}),
  ...(r.uitgefaseerd_op ? { uitgefaseerdOp: r.uitgefaseerd_op.toISOString() } : {}),
  ...r.inhoud,
});

export const toonConcept = (r: Omit<ConceptRij, 'wijziging'>): ObjecttypeAntwoord => ({
  id: r.id,
  versie: r.versie,
  status: 'concept',
  tijdstipRegistratie: r.registratietijd.toISOString(),
  ...r.inhoud,
});

/** Another one than that of any published version: the two are changed apart. */
export const conceptEtag = (wijziging: number): string => etag(`concept-${wijziging}`);
