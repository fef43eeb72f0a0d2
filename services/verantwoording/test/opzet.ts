import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { jetstream, type JetStreamClient } from '@nats-io/jetstream';
import { maakCloudEvent, nieuweTrace, leesTraceparent, uuidv7, VasteKlok, type Klok } from '@bronhuis/standaarden';
import { OVERBRUGGE, testComponent, wachtTot, WERKORGANISATIE, type TestOmgeving } from '@bronhuis/testing';
import pg from 'pg';
import { verantwoording } from '../src/verantwoording.ts';
import { laadDemonstratie } from '../src/verwerkingsactiviteiten/demonstratie.ts';

export const BAKKER = '999993021';
export const DE_WIT = '999993033';

export interface Recordwens {
  id?: string;
  organisatie?: string;
  uitvoerder?: string;
  tijdstip?: string;
  activiteit?: string;
  component?: string;
  handeling?: string;
  gegevens?: string[];
  kenmerk?: string;
  /** BSNs; the helper makes the pseudonyms. */
  betrokkenen?: string[];
  gebruiker?: string | null;
}

interface Zendbaar {
  id: string;
  organisatie: string;
  component: string;
}

function inGroepen<T>(lijst: readonly T[], omvang: number): T[][] {
  return Array.from({ length: Math.ceil(lijst.length / omvang) }, (_, i) => lijst.slice(i * omvang, (i + 1) * omvang));
}

/** The component with the demonstration register in it, and a producer of records beside it. */
export class Opzet {
  private constructor(
    readonly o: TestOmgeving,
    private readonly nc: NatsConnection,
    private readonly js: JetStreamClient,
    readonly beheer: pg.Client,
  ) {}

  static async start(klok?: Klok): Promise<Opzet> {
    return Opzet.bij(await testComponent({ start: verantwoording, ...(klok ? { klok } : {}) }));
  }

  /** The same beside a component that runs already. */
  static async bij(o: TestOmgeving): Promise<Opzet> {
    const nc = await connect({ servers: o.nats.url, noAsyncTraces: true });
    const beheer = new pg.Client({ connectionString: o.db.beheer });
    // The database is dropped while this connection is open: its end is not an error.
    beheer.on('error', () => undefined);
    await beheer.connect();
    const opzet = new Opzet(o, nc, jetstream(nc), beheer);
    await opzet.laadDemonstratie();
    return opzet;
  }

  async stop(): Promise<void> {
    await this.laatLos();
    await this.o.stop();
  }

  async laatLos(): Promise<void> {
    await this.nc.close();
    await this.beheer.end();
  }

  async laadDemonstratie(): Promise<void> {
    const { bron } = this.o.draaiend;
    if (!bron) throw new Error('no database');
    const logger = { info: () => undefined };
    await laadDemonstratie({ bron, logger, config: { eigen: { DEMONSTRATIE_MAP: 'services/toegangsbeheer/demonstratie' } } } as never);
  }

  pseudoniem(bsn: string, organisatie = OVERBRUGGE): string {
    return this.o.geheimen.pseudonimiseerder.pseudoniem(organisatie, 'bsn', bsn);
  }

  record(w: Recordwens = {}): { id: string; organisatie: string; component: string; tijdstip: string; [veld: string]: unknown } {
    const organisatie = w.organisatie ?? OVERBRUGGE;
    const trace = leesTraceparent(nieuweTrace());
    return {
      id: w.id ?? uuidv7(),
      traceId: trace?.traceId,
      spanId: trace?.spanId,
      tijdstip: w.tijdstip ?? this.o.klok.nu().toISOString(),
      organisatie,
      uitvoerder: w.uitvoerder ?? WERKORGANISATIE,
      component: w.component ?? 'registers',
      activiteit: w.activiteit ?? 'VA-01',
      activiteitVersie: 1,
      handeling: w.handeling ?? 'Aanvraag vastgelegd',
      gegevens: w.gegevens ?? ['naam', 'adres'],
      object: { soort: 'evenementendossier', id: uuidv7(), kenmerk: w.kenmerk ?? 'Z-0147' },
      betrokkenen: (w.betrokkenen ?? [BAKKER]).map((bsn) => ({ soort: 'bsn', pseudoniem: this.pseudoniem(bsn, organisatie), rol: 'aanvrager' })),
      gebruiker: w.gebruiker === null ? null : { soort: 'medewerker', id: w.gebruiker ?? 'noor' },
      applicatie: 'zaaksysteem',
    };
  }

  /** Sends records as other components do, many in one message; `maal` sends each that often (JetStream is at least once). */
  async zend(records: Zendbaar[], maal = 1, { alsVan, perBericht = 300 }: { alsVan?: string; perBericht?: number } = {}): Promise<void> {
    const perAdres = new Map<string, Zendbaar[]>();
    for (const r of Array.from({ length: maal }, () => records).flat()) {
      const adres = `${alsVan ?? r.organisatie}.${r.component}`;
      const lijst = perAdres.get(adres);
      if (lijst) lijst.push(r);
      else perAdres.set(adres, [r]);
    }
    const berichten = [...perAdres].flatMap(([adres, lijst]) => inGroepen(lijst, perBericht).map((verwerkingen) => ({ adres, data: { verwerkingen } })));
    await Promise.all(berichten.map(({ adres, data }) => this.zendBericht(adres, data)));
  }

  /** One message to `<OIN>.<component>`, whatever it holds. */
  async zendBericht(adres: string, data: unknown): Promise<string> {
    const [organisatie, component] = adres.split('.') as [string, string];
    const id = uuidv7();
    const event = maakCloudEvent({
      organisatie,
      component,
      type: 'nl.gemeente.verwerkingen.verwerkingen-geregistreerd',
      subject: id,
      id,
      versie: 1,
      traceparent: nieuweTrace(),
      tijd: this.o.klok.nu(),
      data,
    });
    await this.js.publish(`${this.o.nats.voorvoegsel}.verwerkingen.${adres}`, JSON.stringify(event));
    return id;
  }

  async tel(tabel: string, organisatie = OVERBRUGGE): Promise<number> {
    const { rows } = await this.beheer.query<{ n: number }>(`select count(*)::int as n from ${tabel} where organisatie = $1`, [organisatie]);
    return rows[0]?.n ?? 0;
  }

  /** Sends and waits until these records are in the log. */
  async leg(records: ReturnType<Opzet['record']>[], maal = 1): Promise<void> {
    await this.zend(records, maal);
    const ids = records.map((r) => r.id);
    await wachtTot(
      async () => (await this.beheer.query<{ n: number }>('select count(*)::int as n from verwerking where id = any($1)', [ids])).rows[0]?.n === new Set(ids).size,
      { ms: 20_000, wat: `${ids.length} records in the log` },
    );
  }

  inwoner(bsn: string, organisatie = OVERBRUGGE): Promise<string> {
    return this.o.token({ soort: 'inwoner', id: 'inwoner', organisatie, betrokkene: { bsn }, verwerkingsactiviteit: 'VA-04' });
  }

  medewerker(id: string, rollen: string[], verwerkingsactiviteit: string | null, organisatie = OVERBRUGGE): Promise<string> {
    return this.o.token({ soort: 'medewerker', id, rollen, verwerkingsactiviteit, organisatie });
  }
}

export const vasteKlok = (t: string): VasteKlok => new VasteKlok(new Date(t));

const voer = promisify(execFile);

/** Runs a program of this component as an outsider does: the compiled file, with nothing of this process around it. */
export async function draai(programma: string, argumenten: string[], env: NodeJS.ProcessEnv = {}): Promise<{ stdout: string; stderr: string }> {
  const pad = `services/verantwoording/dist/src/${programma}.js`;
  if (!existsSync(pad)) await voer(process.execPath, ['node_modules/typescript/bin/tsc', '-b', 'services/verantwoording']);
  return voer(process.execPath, [pad, ...argumenten], { env });
}
