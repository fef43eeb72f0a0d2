import { bewaring, type ActiviteitVersie } from '../verwerkingsactiviteiten/activiteit.ts';
import type { Invoer } from '../logboek/logboek.store.ts';
import type { Record } from './record.ts';

/** One row for the processing and one for each betrokkene, with the term that the register gives at that moment. */
export function ontvouw(r: Record, versies: readonly ActiviteitVersie[], zout: () => Buffer): Invoer {
  const termijn = bewaring(versies, new Date(r.tijdstip));
  const { betrokkenen, ...verwerking } = r;
  return {
    verwerking: {
      ...verwerking,
      bewaartermijn: termijn?.bewaartermijn ?? null,
      teVernietigenOp: termijn?.teVernietigenOp ?? null,
      aantalBetrokkenen: betrokkenen.length,
      zout: zout(),
    },
    betrokkenen: betrokkenen.map((b) => ({ organisatie: r.organisatie, verwerking: r.id, tijdstip: r.tijdstip, ...b, zout: zout() })),
  };
}
