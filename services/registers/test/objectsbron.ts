import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Bronrecord, Bronversie } from '../src/overname/objectsapi.ts';

/** An Objects API as municipalities run it: what it answers to a client that only reads, with its pages and their quirks. */
export class Objectsbron {
  readonly objecten = new Map<string, Bronrecord[]>();
  readonly versies: Bronversie[] = [];
  /** How many calls came in; and what to do at each, to make it fail. */
  aanroepen = 0;
  storing: (pad: string, nr: number) => number | null = () => null;
  private readonly server = createServer((vraag, antwoord) => {
    const nr = ++this.aanroepen;
    const url = new URL(vraag.url ?? '', `http://${vraag.headers.host}`);
    const fout = vraag.headers.authorization === 'Token daar' ? this.storing(url.pathname, nr) : 401;
    if (fout === 0) return void vraag.socket.destroy();
    const inhoud = fout === null ? this.geef(url) : null;
    antwoord.writeHead(fout ?? (inhoud === null ? 404 : 200), { 'content-type': 'application/json' }).end(JSON.stringify(inhoud ?? { code: 'fout' }));
  });

  constructor(readonly type: string) {}

  async start(): Promise<string> {
    await new Promise<void>((klaar) => this.server.listen(0, '127.0.0.1', klaar));
    return `${this.adres}/api/v2`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((klaar) => this.server.close(klaar));
  }

  private get adres(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  private geef(url: URL): unknown {
    const [, , , soort, uuid, deel] = url.pathname.split('/');
    const typeUrl = `${this.adres}/api/v2/objecttypes/${this.type}`;
    if (soort === 'objecttypes' && !uuid) return this.blad(url, [{ url: typeUrl, uuid: this.type, name: `Boom ${this.type.slice(-4)}`, namePlural: 'Bomen', description: '', dataClassification: 'intern', maintainerOrganization: 'Groen', updateFrequency: 'unknown', labels: { thema: 'groen' }, allowGeometry: true, createdAt: '2020-01-01', modifiedAt: '2020-01-01', versions: this.versies.map((v) => `${typeUrl}/versions/${v.version}`) }]);
    if (soort === 'objecttypes' && uuid === this.type && deel === 'versions') return this.blad(url, [...this.versies].reverse());
    if (soort === 'objects' && !uuid) {
      if (url.searchParams.get('type') !== typeUrl || url.searchParams.get('date') !== '9000-12-31') return { count: 0, next: null, previous: null, results: [] };
      return this.blad(url, [...this.objecten].map(([id, records]) => ({ url: `${this.adres}/api/v2/objects/${id}`, uuid: id, type: typeUrl, record: records.at(-1) })));
    }
    const records = soort === 'objects' && uuid && deel === 'history' ? this.objecten.get(uuid) : undefined;
    // The newest first, as theirs does.
    return records ? this.blad(url, [...records].reverse()) : null;
  }

  private blad(url: URL, alles: unknown[]): object {
    const omvang = Math.min(Number(url.searchParams.get('pageSize') ?? 20), 20);
    const nr = Number(url.searchParams.get('page') ?? 1);
    const verder = new URL(url);
    verder.searchParams.set('page', String(nr + 1));
    return { count: alles.length, next: nr * omvang < alles.length ? verder.href : null, previous: null, results: alles.slice((nr - 1) * omvang, nr * omvang) };
  }
}

let laatste = 0;
/** A uuid that the same run would give again. */
export const uuid = (): string => `0f8fad5b-d9cb-469f-a165-${String(++laatste).padStart(12, '0')}`;
export const record = (index: number, startAt: string, data: Record<string, unknown>, extra: Partial<Bronrecord> = {}): Bronrecord => ({
  index, typeVersion: 1, data, geometry: null, startAt, endAt: null, registrationAt: '2021-03-04', correctionFor: null, correctedBy: null, ...extra,
});
