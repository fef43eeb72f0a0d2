import { uuidv7 } from '@bronhuis/standaarden';
import type { Pseudonimiseerder } from './pseudonimiseerder.ts';

export type SoortBetrokkene = 'bsn' | 'eigen' | 'kvk' | 'rsin';

/** Whom it concerns: by identifier (pseudonymised before it leaves the process) or already as a pseudonym. */
export type Betrokkene =
  | { soort: SoortBetrokkene; identificatie: string; rol?: string }
  | { soort: SoortBetrokkene; pseudoniem: string; rol?: string };

/** What a use case says about its processing; the rest follows from the call. */
export interface Verwerking {
  /** Plain Dutch, for the resident: "Aanvraag vastgelegd". */
  handeling: string;
  /** Kinds of data in plain Dutch: "naam", "adres". */
  gegevens: string[];
  object: { soort: string; id: string; kenmerk?: string };
  betrokkenen: Betrokkene[];
  /** Only for `intern-proces` and `eigen-gegevens`; else the activity of the token. */
  activiteit?: string;
}

export interface VerwerkingContext {
  organisatie: string;
  uitvoerder: string;
  trace: { traceId: string; spanId: string };
  component: string;
  activiteit: { id: string; versie: number };
  gebruiker: { soort: string; id: string } | null;
  applicatie: string | null;
  tijdstip: Date;
}

/** The record as it travels (LDV core fields under Dutch names); one parent with its betrokkenen, unfolded in verantwoording. */
export interface VastgelegdeVerwerking {
  id: string;
  traceId: string;
  spanId: string;
  tijdstip: string;
  organisatie: string;
  uitvoerder: string;
  component: string;
  activiteit: string;
  activiteitVersie: number;
  handeling: string;
  gegevens: string[];
  object: { soort: string; id: string; kenmerk?: string };
  betrokkenen: { soort: SoortBetrokkene; pseudoniem: string; rol?: string }[];
  gebruiker: { soort: string; id: string } | null;
  applicatie: string | null;
}

/**
 * Makes the record of a processing: identifiers become pseudonyms here, so that no BSN reaches an outbox, a stream
 * or a dead letter. One person who has two roles is one betrokkene.
 */
export function maakVerwerking(v: Verwerking, context: VerwerkingContext, p: Pseudonimiseerder): VastgelegdeVerwerking {
  const betrokkenen = new Map<string, { soort: SoortBetrokkene; pseudoniem: string; rol?: string }>();
  for (const b of v.betrokkenen) {
    const pseudoniem = 'pseudoniem' in b ? b.pseudoniem : p.pseudoniem(context.organisatie, b.soort, b.identificatie);
    if (!betrokkenen.has(pseudoniem)) betrokkenen.set(pseudoniem, { soort: b.soort, pseudoniem, ...(b.rol ? { rol: b.rol } : {}) });
  }
  return {
    id: uuidv7(context.tijdstip),
    traceId: context.trace.traceId,
    spanId: context.trace.spanId,
    tijdstip: context.tijdstip.toISOString(),
    organisatie: context.organisatie,
    uitvoerder: context.uitvoerder,
    component: context.component,
    activiteit: context.activiteit.id,
    activiteitVersie: context.activiteit.versie,
    handeling: v.handeling,
    gegevens: v.gegevens,
    object: v.object,
    betrokkenen: [...betrokkenen.values()],
    gebruiker: context.gebruiker,
    applicatie: context.applicatie,
  };
}
