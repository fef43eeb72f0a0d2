import { kop, type Beslissingsrecord, type Bundel } from '@bronhuis/toegang';

export interface Tokenbeslissing {
  traceparent: string;
  tijdstip: Date;
  organisatie: string;
  uitvoerder: string;
  wie: Beslissingsrecord['wie'];
  actie: string;
  doel: string | null;
  /** Null when allowed. */
  reden: string | null;
  /** The rule that decided; these decisions are made by code, not by Cedar. */
  regel: string;
  bundel: Pick<Bundel, 'versie' | 'hash'>;
}

/** The record of handing out or refusing a token, in the form of every other decision. */
export function maakTokenbeslissing(b: Tokenbeslissing): Beslissingsrecord {
  return {
    ...kop(b),
    organisatie: b.organisatie,
    uitvoerder: b.uitvoerder,
    component: 'toegangsbeheer',
    wie: b.wie,
    actie: b.actie,
    klasse: 'intern-proces',
    doel: b.doel ? { id: b.doel, versie: null } : null,
    resource: { soort: 'token' },
    besluit: b.reden === null ? 'toegestaan' : 'geweigerd',
    redenen: b.reden === null ? [] : [b.reden],
    beleid: [b.regel],
    bundel: { versie: b.bundel.versie, hash: b.bundel.hash },
  };
}
