import { randomFillSync } from 'node:crypto';
import type { Invoer } from '../logboek/logboek.store.ts';
import { bewaring, type ActiviteitVersie } from '../verwerkingsactiviteiten/activiteit.ts';
import type { Record } from './record.ts';

const ZOUT = 16;
const NOG_GEEN_BLAD = Buffer.alloc(32);

/** Salts of 16 random bytes, drawn many at once: one call to the source of randomness costs as much as ten hashes. */
export function zoutbron(perKeer = 256): () => Buffer {
  let voorraad = Buffer.alloc(0);
  return () => {
    if (voorraad.length < ZOUT) voorraad = randomFillSync(Buffer.allocUnsafeSlow(perKeer * ZOUT));
    const zout = voorraad.subarray(0, ZOUT);
    voorraad = voorraad.subarray(ZOUT);
    return zout;
  };
}

/**
 * The term that the register gives for an activity at a moment. Remembered per hour: Amsterdam differs from UTC by
 * whole hours, so all moments of one hour have one date, and a batch asks the same few questions.
 */
export function termijnen(register: ReadonlyMap<string, ActiviteitVersie[]>): (activiteit: string, tijdstip: string) => ReturnType<typeof bewaring> {
  const bekend = new Map<string, ReturnType<typeof bewaring>>();
  return (activiteit, tijdstip) => {
    const sleutel = `${activiteit} ${tijdstip.slice(0, 13)}`;
    let termijn = bekend.get(sleutel);
    if (termijn === undefined) {
      termijn = bewaring(register.get(activiteit) ?? [], new Date(tijdstip));
      bekend.set(sleutel, termijn);
    }
    return termijn;
  };
}

/** One row for the processing and one for each betrokkene, with the term that the register gives at that moment. */
export function ontvouw(r: Record, termijn: ReturnType<typeof bewaring>, zout: () => Buffer): Invoer {
  // Member by member: copying what is in the record costs more than reading it did.
  return {
    verwerking: {
      id: r.id,
      organisatie: r.organisatie,
      traceId: r.traceId,
      spanId: r.spanId,
      tijdstip: r.tijdstip,
      registratietijd: '',
      uitvoerder: r.uitvoerder,
      component: r.component,
      activiteit: r.activiteit,
      activiteitVersie: r.activiteitVersie,
      bewaartermijn: termijn?.bewaartermijn ?? null,
      teVernietigenOp: termijn?.teVernietigenOp ?? null,
      handeling: r.handeling,
      gegevens: r.gegevens,
      object: r.object,
      applicatie: r.applicatie,
      gebruiker: r.gebruiker,
      geweigerd: r.geweigerd,
      aantalBetrokkenen: r.betrokkenen.length,
      zout: zout(),
    },
    betrokkenen: r.betrokkenen.map((b) => ({
      organisatie: r.organisatie,
      verwerking: r.id,
      verwerkingBlad: NOG_GEEN_BLAD,
      tijdstip: r.tijdstip,
      soort: b.soort,
      pseudoniem: b.pseudoniem,
      rol: b.rol,
      zout: zout(),
    })),
  };
}
