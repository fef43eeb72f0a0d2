import { reeks, type Bron, type Tx } from '@bronhuis/bron';
import { kindVan, nieuweTrace, Probleem, zoekBsn, type CloudEvent } from '@bronhuis/standaarden';
import * as q from './inkomend.queries.ts';
import { GRAFSTEEN, isLeesbaar, lees, type Onleesbaar, type Ontvangen } from './ontvangen.ts';

export interface Afhandelaar {
  /** Takes all events of the group at once. */
  reeks: boolean;
  roep(inhoud: CloudEvent | CloudEvent[], tx: Tx): Promise<void>;
}

export type Afhandelaars = ReadonlyMap<string, readonly Afhandelaar[]>;

export interface Geparkeerd {
  consument: string;
  id: string;
  type: string | null;
  domein: string;
  onderwerp: string;
  versie: string;
  reden: string;
  pogingen: number;
  geparkeerd: Date;
  opnieuw: Date | null;
}

/** The inbox of one consumer: what came in is handled once, in the transaction that also remembers that it was. */
export class Postvak {
  readonly #bron: Bron;
  readonly #consument: string;
  readonly #afhandelaars: Afhandelaars;

  constructor(bron: Bron, consument: string, afhandelaars: Afhandelaars) {
    this.#bron = bron;
    this.#consument = consument;
    this.#afhandelaars = afhandelaars;
  }

  /** All events of one organisation in one transaction: all of them are handled, or none. */
  async verwerk(groep: readonly Ontvangen[]): Promise<void> {
    const eerste = groep[0];
    if (!eerste) return;
    await this.#bron.transactie(contextVan(eerste), (tx) => this.#inTransactie(tx, groep));
  }

  async #inTransactie(tx: Tx, groep: readonly Ontvangen[]): Promise<void> {
    const uniek = [...new Map(groep.map((o) => [o.id, o])).values()];
    const nieuw = await this.#claim(tx, uniek);
    const { geldig, verouderd } = await this.#weegVersies(tx, nieuw);
    await this.#roepAan(tx, geldig);
    if (verouderd.length > 0) await tx.query(q.VEROUDERD, [tx.organisatie, this.#consument, verouderd]);
  }

  /** Also claims what nobody handles, so that it can be seen that it came and that nothing was done with it. */
  async #claim(tx: Tx, groep: Ontvangen[]): Promise<Ontvangen[]> {
    const kent = (o: Ontvangen): boolean => this.#afhandelaars.has(o.type);
    const rijen = await tx.query<{ id: string }>(q.CLAIM, [
      tx.organisatie,
      this.#consument,
      reeks(groep.map((o) => o.id)),
      reeks(groep.map((o) => o.type)),
      reeks(groep.map((o) => o.domein)),
      reeks(groep.map((o) => o.onderwerp)),
      reeks(groep.map((o) => o.versie.toString())),
      reeks(groep.map((o) => (kent(o) ? 'verwerkt' : 'onbekend'))),
    ]);
    const geclaimd = new Set(rijen.map((r) => r.id));
    return groep.filter((o) => geclaimd.has(o.id) && kent(o));
  }

  /** Events carry the whole state, so an older version has nothing to add; after a tombstone nothing has. */
  async #weegVersies(tx: Tx, groep: Ontvangen[]): Promise<{ geldig: Ontvangen[]; verouderd: string[] }> {
    const sleutel = (o: { domein: string; onderwerp: string }): string => `${o.domein} ${o.onderwerp}`;
    const hoogste = new Map<string, Ontvangen>();
    for (const o of groep) {
      if (o.metVersie && o.versie > (hoogste.get(sleutel(o))?.versie ?? -1n)) hoogste.set(sleutel(o), o);
    }
    if (hoogste.size === 0) return { geldig: groep, verouderd: [] };
    const wens = [...hoogste.values()];
    const standen = await tx.query<{ domein: string; onderwerp: string; vorige: string }>(q.STAND, [
      tx.organisatie,
      this.#consument,
      reeks(wens.map((o) => o.domein)),
      reeks(wens.map((o) => o.onderwerp)),
      reeks(wens.map((o) => o.versie.toString())),
    ]);
    const nu = new Map(standen.map((s) => [sleutel(s), BigInt(s.vorige)]));
    const inDezeReeks = new Set<string>();
    const geldig: Ontvangen[] = [];
    const verouderd: string[] = [];
    for (const o of groep) {
      const vorige = nu.get(sleutel(o)) ?? 0n;
      if (o.metVersie && !(o.versie > vorige || (await this.#tweedeVanDezelfdeVersie(tx, o, vorige, inDezeReeks)))) {
        verouderd.push(o.id);
        continue;
      }
      if (o.metVersie) {
        nu.set(sleutel(o), o.versie);
        inDezeReeks.add(`${o.type} ${o.onderwerp} ${o.versie}`);
      }
      geldig.push(o);
    }
    return { geldig, verouderd };
  }

  /** One transaction at the source may tell two things of one version (changed, and closed): both count, each once. */
  async #tweedeVanDezelfdeVersie(tx: Tx, o: Ontvangen, vorige: bigint, inDezeReeks: Set<string>): Promise<boolean> {
    if (o.versie !== vorige || vorige === GRAFSTEEN) return false;
    if (inDezeReeks.has(`${o.type} ${o.onderwerp} ${o.versie}`)) return false;
    const [rij] = await tx.query<{ gehad: boolean }>(q.ZELFDE_SOORT_GEHAD, [
      tx.organisatie,
      this.#consument,
      o.onderwerp,
      o.versie.toString(),
      o.type,
      o.id,
    ]);
    return rij?.gehad !== true;
  }

  /** In the order of arrival; a run of one type goes as a whole to a handler that asks for that. */
  async #roepAan(tx: Tx, groep: Ontvangen[]): Promise<void> {
    for (let i = 0; i < groep.length; ) {
      const eerste = groep[i] as Ontvangen;
      const afhandelaars = this.#afhandelaars.get(eerste.type) ?? [];
      let einde = i + 1;
      if (afhandelaars.some((a) => a.reeks)) while (groep[einde]?.type === eerste.type) einde++;
      const deel = groep.slice(i, einde);
      for (const a of afhandelaars) {
        if (a.reeks) {
          tx.traceparent = kindVan(eerste.event.traceparent);
          await a.roep(deel.map((o) => o.event), tx);
        } else {
          for (const o of deel) {
            // What the handler writes belongs to the trace of its event, as a span of its own.
            tx.traceparent = kindVan(o.event.traceparent);
            await a.roep(o.event, tx);
          }
        }
      }
      i = einde;
    }
  }

  /** Counts an attempt, and parks the event when it was the last: the row is there before the message is acknowledged. */
  async mislukt(o: Ontvangen, fout: unknown, maxPogingen: number): Promise<{ pogingen: number; klaar: boolean }> {
    return this.#bron.transactie(contextVan(o), async (tx) => {
      const sleutel = [tx.organisatie, this.#consument, o.id];
      const [rij] = await tx.query<{ pogingen: number; klaar: boolean }>(q.POGING, [
        ...sleutel,
        o.type,
        o.domein,
        o.onderwerp,
        o.versie.toString(),
      ]);
      const pogingen = rij?.pogingen ?? 1;
      if (rij?.klaar) return { pogingen, klaar: true }; // another replica finished it meanwhile
      if (pogingen < maxPogingen) return { pogingen, klaar: false };
      await tx.query(q.PARKEER, [...sleutel, o.type, o.domein, o.onderwerp, o.versie.toString(), redenVan(fout), pogingen, o.payload]);
      await tx.query(q.GEPARKEERD_IS_KLAAR, sleutel);
      return { pogingen, klaar: true };
    });
  }

  /** Trying again does not make it readable: parked at once. */
  async parkeerOnleesbaar(o: Onleesbaar & { organisatie: string }): Promise<void> {
    await this.#bron.transactie({ organisatie: o.organisatie, traceparent: nieuweTrace() }, async (tx) => {
      const sleutel = [tx.organisatie, this.#consument, o.id];
      await tx.query(q.POGING, [...sleutel, null, 'onbekend', '', '0']);
      await tx.query(q.PARKEER, [...sleutel, null, 'onbekend', '', '0', o.reden, 1, o.payload]);
      await tx.query(q.GEPARKEERD_IS_KLAAR, sleutel);
    });
  }

  /** Handles a parked event as if it came in now; when it fails again it stays, with the new reason. */
  async speelOpnieuw(organisatie: string, id: string): Promise<{ gelukt: boolean; reden?: string }> {
    const ctx = { organisatie, traceparent: nieuweTrace() };
    let onderhanden: Ontvangen | null = null;
    let pogingen = 0;
    try {
      await this.#bron.transactie(ctx, async (tx) => {
        const [rij] = await tx.query<{ payload: string; pogingen: number }>(q.NEEM_GEPARKEERD, [organisatie, this.#consument, id]);
        if (!rij) throw Probleem.nietGevonden('Dit event is niet geparkeerd.');
        pogingen = rij.pogingen;
        const o = lees(rij.payload, organisatie, id);
        if (!isLeesbaar(o)) throw Probleem.conflict(o.reden, 'event-onleesbaar');
        onderhanden = o;
        const velden = [organisatie, this.#consument, o.id, o.type, o.domein, o.onderwerp, o.versie.toString()];
        await tx.query(q.HEROPEN, velden);
        await this.#inTransactie(tx, [o]);
        await tx.query(q.WEG_GEPARKEERD, [organisatie, this.#consument, id]);
      });
      return { gelukt: true };
    } catch (fout) {
      const o = onderhanden as Ontvangen | null;
      if (!o) throw fout;
      const reden = redenVan(fout);
      await this.#bron.transactie(ctx, async (tx) => {
        const velden = [organisatie, this.#consument, o.id, o.type, o.domein, o.onderwerp, o.versie.toString()];
        await tx.query(q.PARKEER, [...velden, reden, pogingen + 1, o.payload]);
      });
      return { gelukt: false, reden };
    }
  }
}

const contextVan = (o: Ontvangen): { organisatie: string; traceparent: string } => ({
  organisatie: o.organisatie,
  traceparent: kindVan(o.event.traceparent),
});

/** What an employee may read of it: no identifier of a person, and not without end. */
export function redenVan(fout: unknown): string {
  let tekst = fout instanceof Error ? `${fout.name}: ${fout.message}` : String(fout);
  for (const { waarde } of zoekBsn(tekst)) tekst = tekst.replaceAll(waarde, '*********');
  return tekst.slice(0, 1_000);
}

export async function lijstGeparkeerd(bron: Bron, organisatie: string, maximaal = 100): Promise<Geparkeerd[]> {
  return bron.lees<Geparkeerd>(
    { organisatie },
    { name: 'events-geparkeerd', text: q.LIJST_GEPARKEERD, values: [organisatie, maximaal] },
  );
}
