import { maakCloudEvent, leesTraceparent, nieuweTrace } from '@bronhuis/standaarden';
import { onderwerpVan, onderwerpVanGedeeld } from './stromen.ts';
import type { Bericht } from './verzender.ts';

export interface UitgaandeRij {
  volgnummer: string;
  organisatie: string;
  id: string;
  type: string;
  payload: string;
}

export interface VerwerkingRij {
  volgnummer: string;
  organisatie: string;
  traceparent: string | null;
  verwerking: string | null;
  beslissing: string | null;
}

export const TYPE_VERWERKING = 'nl.gemeente.verwerkingen.verwerking-geregistreerd';
export const TYPE_BESLISSING = 'nl.gemeente.beslissingen.beslissing-genomen';

interface Adres {
  voorvoegsel: string;
  component: string;
}

/** The event goes out byte for byte as it was written in the transaction. */
export const berichtVanEvent = (a: Adres, rij: UitgaandeRij): Bericht => ({
  onderwerp: onderwerpVan(a.voorvoegsel, a.component, rij.organisatie, rij.type),
  id: rij.id,
  inhoud: rij.payload,
});

interface Logregel {
  id: string;
  traceId?: string;
  spanId?: string;
  tijdstip: string;
}

/** One row holds the record of a processing, a decision or both: each becomes an event in a stream of its own. */
export function berichtenVanVerwerking(a: Adres, rij: VerwerkingRij): Bericht[] {
  const berichten: Bericht[] = [];
  const voegToe = (stroom: 'verwerkingen' | 'beslissingen', type: string, tekst: string | null): void => {
    if (tekst === null) return;
    const data = JSON.parse(tekst) as Logregel;
    const event = maakCloudEvent({
      organisatie: rij.organisatie,
      component: a.component,
      type,
      subject: data.id,
      versie: 1,
      // The id of the record: the same at every sending.
      id: data.id,
      traceparent: traceVan(rij, data),
      tijd: new Date(data.tijdstip),
      data: null,
    });
    const { data: _, ...kop } = event;
    berichten.push({
      onderwerp: onderwerpVanGedeeld(a.voorvoegsel, stroom, rij.organisatie, a.component),
      id: data.id,
      // The record goes in as it was written.
      inhoud: `${JSON.stringify(kop).slice(0, -1)},"data":${tekst}}`,
    });
  };
  voegToe('verwerkingen', TYPE_VERWERKING, rij.verwerking);
  voegToe('beslissingen', TYPE_BESLISSING, rij.beslissing);
  return berichten;
}

/** The record names its own span; the row's trace is that of the whole transaction. */
function traceVan(rij: VerwerkingRij, data: Logregel): string {
  const uitRegel = `00-${data.traceId}-${data.spanId}-01`;
  if (leesTraceparent(uitRegel)) return uitRegel;
  return leesTraceparent(rij.traceparent) ? (rij.traceparent as string) : nieuweTrace();
}
