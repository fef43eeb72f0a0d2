import { leesTraceparent, maakCloudEvent, nieuweTrace, uuidVan } from '@bronhuis/standaarden';
import { onderwerpVan, onderwerpVanGedeeld } from './stromen.ts';
import type { Bericht } from './verzender.ts';

export interface UitgaandeRij {
  volgnummer: string;
  organisatie: string;
  id: string;
  type: string;
  payload: string;
}

/** One record as a JSON object, or several in a JSON array; likewise its decisions. */
export interface VerwerkingRij {
  volgnummer: string;
  organisatie: string;
  traceparent: string | null;
  aangemaakt: Date;
  verwerking: string | null;
  beslissing: string | null;
}

export const TYPE_VERWERKINGEN = 'nl.gemeente.verwerkingen.verwerkingen-geregistreerd';
export const TYPE_BESLISSINGEN = 'nl.gemeente.beslissingen.beslissingen-genomen';

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

const MAX_TEKENS = 200_000;

/** Rows that travel together: of one organisation, and no more than fits well within a message (1 MB at NATS). */
export function bundel(rijen: VerwerkingRij[]): VerwerkingRij[][] {
  const bundels: VerwerkingRij[][] = [];
  const open = new Map<string, { rijen: VerwerkingRij[]; tekens: number }>();
  for (const rij of rijen) {
    const tekens = (rij.verwerking?.length ?? 0) + (rij.beslissing?.length ?? 0);
    let b = open.get(rij.organisatie);
    if (!b || b.tekens + tekens > MAX_TEKENS) {
      b = { rijen: [], tekens: 0 };
      open.set(rij.organisatie, b);
      bundels.push(b.rijen);
    }
    b.rijen.push(rij);
    b.tekens += tekens;
  }
  return bundels;
}

/** The records in one event and the decisions in another, each in a stream of its own, as they were written. */
export function berichtenVanVerwerkingen(a: Adres, rijen: VerwerkingRij[]): Bericht[] {
  const berichten: Bericht[] = [];
  const voegToe = (stroom: 'verwerkingen' | 'beslissingen', type: string, teksten: (string | null)[]): void => {
    const leden = teksten.filter((t) => t !== null).map((t) => (t.startsWith('[') ? t.slice(1, -1) : t));
    const eerste = rijen[0];
    if (leden.length === 0 || !eerste) return;
    const data = `{"${stroom}":[${leden.join(',')}]}`;
    // Of the content: after a fault the rows may be grouped otherwise, and under the id of a row the broker would take
    // another group for the same message and drop what is new in it.
    const id = uuidVan(`${a.component} ${eerste.organisatie} ${data}`);
    const event = maakCloudEvent({
      organisatie: eerste.organisatie,
      component: a.component,
      type,
      subject: id,
      versie: 1,
      id,
      traceparent: leesTraceparent(eerste.traceparent) ? (eerste.traceparent as string) : nieuweTrace(),
      tijd: eerste.aangemaakt,
      data: null,
    });
    const { data: _, ...kop } = event;
    berichten.push({
      onderwerp: onderwerpVanGedeeld(a.voorvoegsel, stroom, eerste.organisatie, a.component),
      id,
      inhoud: `${JSON.stringify(kop).slice(0, -1)},"data":${data}}`,
    });
  };
  voegToe('verwerkingen', TYPE_VERWERKINGEN, rijen.map((r) => r.verwerking));
  voegToe('beslissingen', TYPE_BESLISSINGEN, rijen.map((r) => r.beslissing));
  return berichten;
}
