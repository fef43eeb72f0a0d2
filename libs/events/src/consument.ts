import { jetstream, type Consumer, type ConsumerMessages, type JsMsg } from '@nats-io/jetstream';
import { isVerbroken, type Bron } from '@bronhuis/bron';
import { Probleem } from '@bronhuis/standaarden';
import { Hartslag } from './hartslag.ts';
import type { Logboek } from './logboek.ts';
import { deelOp, isLeesbaar, lees, organisatieVanOnderwerp, type Ontvangen } from './ontvangen.ts';
import { Postvak, redenVan, type Afhandelaars } from './postvak.ts';
import { isGedeeld, naamVanConsument, naamVanStroom, type Consumptie } from './stromen.ts';
import type { NatsVerbinding } from './verbinding.ts';

export interface ConsumentOpties {
  bron: Bron;
  verbinding: NatsVerbinding;
  voorvoegsel: string;
  component: string;
  consumptie: Consumptie;
  afhandelaars: Afhandelaars;
  log: Logboek;
  /** At most so many events per transaction. */
  perKeer: number;
  maxPogingen: number;
  /** The pause after the first failure; each next is four times as long. */
  herhaalMs: number;
}

/** What is said back about a message. */
interface Antwoord {
  ack(): void;
  nak(ms: number): void;
}

interface Stuk {
  bericht: Antwoord;
  o: Ontvangen;
}

const PULL_MS = 10_000;
/** A transaction takes so much of what waits (but always one message), whatever the number: some 1,500 records of a log. */
const MAX_BYTES = 1_000_000;
/** Messages of a log hold up to 200 kB: so few are asked for at once that those that wait fit in memory easily. */
const LOGBERICHTEN = 16;
const BRON_WEG_MS = 2_000;
const LEEFTEKEN_MS = 5_000;

/** The name under which a component remembers what it had of a stream. */
export const naamInPostvak = (c: Consumptie): string => (c.domein ? `${c.stroom}:${c.domein}` : c.stroom);

/**
 * Reads one durable consumer, that all replicas share. Two loops: one asks the server for messages while there is room,
 * the other handles what is there, split per organisation, each group in one transaction. Nothing is acknowledged before
 * its commit.
 */
export class Consument {
  readonly #o: ConsumentOpties;
  readonly postvak: Postvak;
  readonly #wachtrij: JsMsg[] = [];
  readonly #werkslag = new Hartslag();
  readonly #pompslag = new Hartslag();
  #pull: ConsumerMessages | null = null;
  #lussen: Promise<unknown> | null = null;
  #nietMeerLuisteren: () => void = () => undefined;
  readonly tellers = { verwerkt: 0, mislukt: 0, geparkeerd: 0, geweigerd: 0 };

  constructor(opties: ConsumentOpties) {
    this.#o = opties;
    this.postvak = new Postvak(opties.bron, naamInPostvak(opties.consumptie), opties.afhandelaars);
  }

  start(): void {
    if (this.#lussen) return;
    // The server forgot what we asked it before the connection broke.
    this.#nietMeerLuisteren = this.#o.verbinding.bijHerstel(() => {
      void this.#pull?.close();
      this.#pompslag.wek();
    });
    this.#o.verbinding.open().then(() => this.#pompslag.wek(), () => undefined); // rejects only when it was closed
    this.#lussen = Promise.all([this.#pomp(), this.#werk()]);
  }

  /** Finishes the group that is under way and hands the rest back. */
  async stop(): Promise<void> {
    this.#nietMeerLuisteren();
    this.#pompslag.stop();
    this.#werkslag.stop();
    await this.#pull?.close();
    await this.#lussen;
    for (const m of this.#wachtrij.splice(0)) m.nak();
  }

  async #pomp(): Promise<void> {
    const { verbinding, voorvoegsel, component, consumptie, log } = this.#o;
    const perKeer = isGedeeld(consumptie.stroom) ? Math.min(this.#o.perKeer, LOGBERICHTEN) : this.#o.perKeer;
    let consumer: Consumer | null = null;
    let fouten = 0;
    while (!this.#pompslag.gestopt) {
      try {
        if (this.#wachtrij.length >= perKeer) {
          await this.#pompslag.wacht(1_000);
          continue;
        }
        if (!verbinding.verbonden) {
          await this.#pompslag.wacht(250);
          continue;
        }
        const nc = await verbinding.open();
        consumer ??= await jetstream(nc, { timeout: 3_000 }).consumers.get(
          naamVanStroom(voorvoegsel, consumptie.stroom),
          naamVanConsument(component, consumptie),
        );
        this.#pull = await consumer.fetch({ max_messages: perKeer, expires: PULL_MS });
        for await (const bericht of this.#pull) {
          this.#wachtrij.push(bericht);
          this.#werkslag.wek();
        }
        fouten = 0;
      } catch (fout) {
        consumer = null;
        if (fouten++ % 20 === 0) log.warn({ stroom: consumptie.stroom, fout: String(fout) }, 'de events kunnen nu niet worden opgehaald');
        await this.#pompslag.wacht(Math.min(100 * 2 ** fouten, 2_000));
      } finally {
        this.#pull = null;
      }
    }
  }

  async #werk(): Promise<void> {
    while (!this.#werkslag.gestopt) {
      if (this.#wachtrij.length === 0) {
        await this.#werkslag.wacht(1_000);
        continue;
      }
      const deel = this.#neem();
      this.#pompslag.wek();
      const leefteken = setInterval(() => [...deel, ...this.#wachtrij].forEach((m) => m.working()), LEEFTEKEN_MS);
      try {
        await this.#verwerkDeel(deel);
      } finally {
        clearInterval(leefteken);
      }
    }
  }

  #neem(): JsMsg[] {
    let aantal = 0;
    let bytes = 0;
    for (const { data } of this.#wachtrij) {
      if (aantal === this.#o.perKeer || (aantal > 0 && bytes + data.length > MAX_BYTES)) break;
      aantal++;
      bytes += data.length;
    }
    return this.#wachtrij.splice(0, aantal);
  }

  async #verwerkDeel(deel: JsMsg[]): Promise<void> {
    const groepen = new Map<string, Stuk[]>();
    for (const bericht of deel) {
      const organisatie = organisatieVanOnderwerp(bericht.subject, this.#o.voorvoegsel);
      const o = lees(bericht.string(), organisatie, `${this.#o.consumptie.stroom}-${bericht.seq}`);
      if (isLeesbaar(o)) {
        const groep = groepen.get(o.organisatie);
        if (groep) groep.push({ bericht, o });
        else groepen.set(o.organisatie, [{ bericht, o }]);
        continue;
      }
      await this.#zetApart(bericht, o);
    }
    const banen = [...groepen.values()].map(inBanen);
    await Promise.all([0, 1].map(async (baan) => {
      for (const delen of banen) await this.#verwerkGroep(delen[baan] ?? []);
    }));
  }

  async #zetApart(bericht: JsMsg, o: { organisatie: string | null; id: string; payload: string; reden: string }): Promise<void> {
    if (o.organisatie === null) {
      // Nobody's: there is no tenant whose table may hold it. It stays in the stream, where its number finds it.
      this.tellers.geweigerd++;
      this.#o.log.error({ stroom: this.#o.consumptie.stroom, volgnummer: bericht.seq, reden: o.reden }, 'een bericht dat van geen organisatie is, is geweigerd');
      // Without a reason: nats-server before 2.10 does not know a TERM that gives one, and delivers for ever.
      bericht.term();
      return;
    }
    try {
      await this.postvak.parkeerOnleesbaar({ ...o, organisatie: o.organisatie });
      this.tellers.geparkeerd++;
      bericht.ack();
      this.#o.log.error({ stroom: this.#o.consumptie.stroom, event: o.id, reden: o.reden }, 'een onleesbaar event is geparkeerd');
    } catch (fout) {
      this.#o.log.warn({ fout: redenVan(fout) }, 'een onleesbaar event kon nog niet worden geparkeerd');
      bericht.nak(BRON_WEG_MS);
    }
  }

  /** One bad event must not hold its neighbours up: halve until it stands alone. */
  async #verwerkGroep(groep: Stuk[]): Promise<void> {
    if (groep.length === 0) return;
    try {
      await this.postvak.verwerk(groep.map((s) => s.o));
      for (const s of groep) s.bericht.ack();
      this.tellers.verwerkt += groep.length;
    } catch (fout) {
      if (isBronWeg(fout)) return this.#geefTerug(groep, fout);
      const enige = groep.length === 1 ? (groep[0] as Stuk) : null;
      if (enige) {
        const delen = deelOp(enige.o);
        if (delen.length === 0) return this.#enkelMislukt(enige, fout);
        // Too busy is no record's fault, and trying each alone would make it busier.
        if (fout instanceof Probleem && fout.status === 503) return this.#geefTerug(groep, fout);
        const bericht = namensAllen(enige.bericht, delen.length);
        return this.#verwerkGroep(delen.map((o) => ({ bericht, o })));
      }
      const helft = groep.length >> 1;
      await this.#verwerkGroep(groep.slice(0, helft));
      await this.#verwerkGroep(groep.slice(helft));
    }
  }

  /** The database is away: not the fault of any event, so no attempt is counted. */
  #geefTerug(groep: Stuk[], fout: unknown): void {
    this.#o.log.warn({ stroom: this.#o.consumptie.stroom, fout: redenVan(fout) }, 'de bron is niet bereikbaar; de events komen terug');
    for (const s of groep) s.bericht.nak(BRON_WEG_MS);
  }

  async #enkelMislukt({ bericht, o }: Stuk, fout: unknown): Promise<void> {
    this.tellers.mislukt++;
    const { log, herhaalMs, maxPogingen } = this.#o;
    try {
      const { pogingen, klaar } = await this.postvak.mislukt(o, fout, maxPogingen);
      const wat = { event: o.id, type: o.type, poging: pogingen, reden: redenVan(fout) };
      if (!klaar) {
        log.warn(wat, 'een event kon niet worden verwerkt en komt terug');
        bericht.nak(herhaalMs * 4 ** (pogingen - 1));
        return;
      }
      if (pogingen >= maxPogingen) {
        this.tellers.geparkeerd++;
        log.error(wat, 'een event is geparkeerd');
      }
      bericht.ack();
    } catch (bijFout) {
      this.#geefTerug([{ bericht, o }], bijFout);
    }
  }
}

/** Below this a second transaction costs more than it wins. */
const SAMEN_GENOEG = 20;

/**
 * Two transactions at once keep this process and the database both at work. All of one thing goes in one of them, in its
 * order; messages of a log are added behind each other and stay together.
 */
function inBanen(groep: Stuk[]): Stuk[][] {
  if (groep.length < SAMEN_GENOEG || !groep.every(({ o }) => o.metVersie)) return [groep];
  const even = ({ o }: Stuk): boolean => o.onderwerp.charCodeAt(o.onderwerp.length - 1) % 2 === 0;
  return [groep.filter(even), groep.filter((s) => !even(s))];
}

/** The answer of a message that was taken apart: it is done when all its parts are, and comes back when one must. */
function namensAllen(bericht: Antwoord, aantal: number): Antwoord {
  let open = aantal;
  let wacht = 0;
  const klaar = (ms: number): void => {
    wacht = Math.max(wacht, ms);
    if (--open > 0) return;
    if (wacht > 0) bericht.nak(wacht);
    else bericht.ack();
  };
  return { ack: () => klaar(0), nak: klaar };
}

/** Bron turns a lost connection into a 503 with the cause in it. */
const isBronWeg = (fout: unknown): boolean => isVerbroken(fout) || (fout instanceof Error && isVerbroken(fout.cause));
