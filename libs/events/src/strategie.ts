import type { INestApplication } from '@nestjs/common';
import { Catch, type RpcExceptionFilter } from '@nestjs/common';
import { Server, type CustomTransportStrategy, type MessageHandler, type NestMicroservice } from '@nestjs/microservices';
import { lastValueFrom, throwError, type Observable } from 'rxjs';
import type { Bron } from '@bronhuis/bron';
import { Probleem } from '@bronhuis/standaarden';
import { Consument, naamInPostvak } from './consument.ts';
import { stilLogboek, type Logboek } from './logboek.ts';
import { lijstGeparkeerd, type Afhandelaar, type Geparkeerd } from './postvak.ts';
import { deelType, type Consumptie } from './stromen.ts';
import type { NatsVerbinding } from './verbinding.ts';

export interface StrategieOpties {
  bron: Bron;
  verbinding: NatsVerbinding;
  voorvoegsel: string;
  component: string;
  consumeert: Consumptie[];
  log?: Logboek;
  perKeer?: number;
  maxPogingen?: number;
  herhaalMs?: number;
}

/**
 * Serves the `@EventPattern` handlers of a Nest application from JetStream. A handler gets the event as `@Payload()` and
 * the transaction of its tenant as `@Ctx()`; several handlers of one pattern run one after the other in that transaction.
 */
export class JetStreamStrategie extends Server implements CustomTransportStrategy {
  // We wait for the outcome of each handler ourselves.
  override readonly propagatesEventHandlerErrors = true;
  readonly #o: Required<StrategieOpties>;
  readonly #afhandelaars = new Map<string, Afhandelaar[]>();
  readonly #consumenten: Consument[] = [];

  constructor(opties: StrategieOpties) {
    super();
    this.#o = { log: stilLogboek, perKeer: 200, maxPogingen: 5, herhaalMs: 500, ...opties };
  }

  /** Nest would chain handlers of one pattern and run them at once; they share a transaction, so here they queue. */
  override addHandler(pattern: unknown, callback: MessageHandler, isEventHandler = false, extras: Record<string, unknown> = {}): void {
    if (!isEventHandler) throw new Error('Over JetStream gaan alleen events (@EventPattern), geen vragen (@MessagePattern).');
    if (typeof pattern !== 'string' || !deelType(pattern)) {
      throw new Error(`'${String(pattern)}' is geen type van een event: nl.gemeente.<domein>.<gebeurtenis>.`);
    }
    callback.isEventHandler = true;
    callback.extras = extras;
    this.messageHandlers.set(pattern, callback);
    const afhandelaar: Afhandelaar = {
      reeks: extras['reeks'] === true,
      roep: async (inhoud, tx) => {
        const antwoord = this.transformToObservable(await callback(inhoud, tx)) as Observable<unknown>;
        await lastValueFrom(antwoord, { defaultValue: undefined });
      },
    };
    this.#afhandelaars.set(pattern, [...(this.#afhandelaars.get(pattern) ?? []), afhandelaar]);
  }

  /** Does not wait for NATS: a component is ready without it. */
  listen(callback: () => void): void {
    for (const consumptie of this.#o.consumeert) {
      const consument = new Consument({ ...this.#o, consumptie, afhandelaars: this.#afhandelaars });
      this.#consumenten.push(consument);
      consument.start();
    }
    callback();
  }

  async close(): Promise<void> {
    await Promise.all(this.#consumenten.splice(0).map((c) => c.stop()));
  }

  /** Per stream, for the metrics. */
  get tellers(): Record<string, Consument['tellers']> {
    return Object.fromEntries(
      this.#o.consumeert.flatMap((c, i) => {
        const consument = this.#consumenten[i];
        return consument ? [[naamInPostvak(c), consument.tellers]] : [];
      }),
    );
  }

  geparkeerd(organisatie: string, maximaal?: number): Promise<Geparkeerd[]> {
    return lijstGeparkeerd(this.#o.bron, organisatie, maximaal);
  }

  /** `consument` and `id` as `geparkeerd` gives them. */
  async speelOpnieuw(organisatie: string, consument: string, id: string): Promise<{ gelukt: boolean; reden?: string }> {
    const plaats = this.#o.consumeert.findIndex((c) => naamInPostvak(c) === consument);
    const gevonden = this.#consumenten[plaats];
    if (!gevonden) throw Probleem.nietGevonden(`Dit onderdeel leest niet uit '${consument}'.`);
    return gevonden.postvak.speelOpnieuw(organisatie, id);
  }

  on(): never {
    throw new Error('Deze strategie kent geen gebeurtenissen van een driver.');
  }

  unwrap<T>(): T {
    return this.#o.verbinding as T;
  }
}

/** Nest replaces what a handler throws by "Internal server error"; a parked event must tell the real reason. */
@Catch()
class GeefFoutDoor implements RpcExceptionFilter {
  catch(fout: unknown): Observable<never> {
    return throwError(() => fout);
  }
}

/** Ties the handlers of the application to the strategy; they start with `app.startAllMicroservices()`. */
export function verbindEvents(app: INestApplication, strategie: JetStreamStrategie): void {
  // Nest gives each handler its filters when it registers it: ours must be there before.
  const deel = app.connectMicroservice({ strategy: strategie }, { deferInitialization: true }) as NestMicroservice;
  deel.useGlobalFilters(new GeefFoutDoor());
  deel.registerListeners();
  deel.setIsInitialized(true);
  deel.setIsInitHookCalled(true); // the application calls the hooks of the modules itself
}
