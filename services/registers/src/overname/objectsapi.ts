import { setTimeout as wacht } from 'node:timers/promises';
import { request } from 'undici';

/** What their API says of a type, as far as moving needs it. */
export interface Brontype {
  url: string;
  uuid: string;
  name: string;
  namePlural: string;
  dataClassification: string;
  allowGeometry?: boolean;
  versions: string[];
  [veld: string]: unknown;
}

export interface Bronversie {
  version: number;
  status: 'draft' | 'published' | 'deprecated';
  jsonSchema: Record<string, unknown>;
}

/** A record: one version of an object, as their history shows it. */
export interface Bronrecord {
  index: number;
  typeVersion: number;
  data: Record<string, unknown>;
  geometry: object | null;
  startAt: string;
  endAt: string | null;
  registrationAt: string;
  correctionFor: number | null;
  correctedBy: number | null;
}

export interface Bronobject {
  url: string;
  uuid: string;
  type: string;
  record: Bronrecord & { references?: { type: string; url: string }[] };
}

interface Bladzijde<T> {
  count: number;
  next: string | null;
  results: T[];
}

const POGINGEN = 6;
const PER_BLADZIJDE = 100;
const TIJD_MS = 60_000;
/** Later than every day on which a record starts: with it the list holds objects of the future too. */
const ALLES = '9000-12-31';

/** Where an API is, and what a call to it carries as Authorization. */
export interface Plek {
  url: string;
  autorisatie: () => Promise<string>;
}

/** A running Objects API and Objecttypes API, theirs or our facade, as a client sees them. */
export class ObjectsApi {
  constructor(
    private readonly objecten: Plek,
    /** From 4.0 on the types are served together with the objects. */
    private readonly typen: Plek = objecten,
  ) {}

  async *objecttypen(): AsyncGenerator<Brontype> {
    const antwoord = await this.lees<Brontype[] | Bladzijde<Brontype>>(this.typen, '/objecttypes');
    if (Array.isArray(antwoord)) yield* antwoord;
    else yield* this.verder(this.typen, antwoord);
  }

  async versies(type: string): Promise<Bronversie[]> {
    const antwoord = await this.lees<Bronversie[] | Bladzijde<Bronversie>>(this.typen, `/objecttypes/${type}/versions`);
    const versies = Array.isArray(antwoord) ? antwoord : await alles(this.verder(this.typen, antwoord));
    return versies.sort((a, b) => a.version - b.version);
  }

  /** Every object of a type, with its newest record: page by page. While others write, a page may repeat what the one before gave. */
  async *bladzijden(type: Brontype): AsyncGenerator<{ aantal: number; objecten: Bronobject[] }> {
    const vraag = new URLSearchParams({ type: type.url, date: ALLES, pageSize: String(PER_BLADZIJDE) });
    for (let pad: string | null = `/objects?${vraag}`; pad; ) {
      const bladzijde: Bladzijde<Bronobject> = await this.lees(this.objecten, pad);
      yield { aantal: bladzijde.count, objecten: bladzijde.results };
      pad = bladzijde.next && na(bladzijde.next, '/objects');
    }
  }

  /** All records of an object, oldest first; null when it is not there. */
  async geschiedenis(uuid: string): Promise<Bronrecord[] | null> {
    const eerste = await this.lees<Bronrecord[] | Bladzijde<Bronrecord> | null>(this.objecten, `/objects/${uuid}/history`, true);
    if (eerste === null) return null;
    const records = Array.isArray(eerste) ? eerste : await alles(this.verder(this.objecten, eerste));
    return records.sort((a, b) => a.index - b.index);
  }

  async maakType(type: object): Promise<Brontype> {
    return this.schrijf('POST', '/objecttypes', type);
  }

  async maakVersie(type: string, versie: object): Promise<Bronversie> {
    return this.schrijf('POST', `/objecttypes/${type}/versions`, versie);
  }

  async publiceer(type: string, versie: number): Promise<Bronversie> {
    return this.schrijf('PATCH', `/objecttypes/${type}/versions/${versie}`, { status: 'published' });
  }

  private async *verder<T>(plek: Plek, eerste: Bladzijde<T>): AsyncGenerator<T> {
    for (let blad = eerste; ; ) {
      yield* blad.results;
      if (!blad.next) return;
      const url = new URL(blad.next);
      blad = await this.lees(plek, na(blad.next, `/${url.pathname.split('/api/v2/')[1] ?? ''}`));
    }
  }

  /** Again when the other side is away or busy: what is read may be read twice. */
  private async lees<T>(plek: Plek, pad: string, magOntbreken = false): Promise<T> {
    for (let poging = 1; ; poging++) {
      const { status, tekst } = await haal(`${plek.url}${pad}`, await koppen(plek));
      if (status === 200) return JSON.parse(tekst) as T;
      if (status === 404 && magOntbreken) return null as T;
      if (!(status === 0 || status === 429 || status >= 500) || poging >= POGINGEN) throw new Error(`GET ${pad} geeft ${status === 0 ? 'geen antwoord' : status}: ${tekst.slice(0, 300)}`);
      await wacht(250 * 2 ** poging);
    }
  }

  private async schrijf<T>(methode: 'POST' | 'PATCH', pad: string, inhoud: object): Promise<T> {
    const headers = { ...(await koppen(this.typen)), 'content-type': 'application/json' };
    const { statusCode, body } = await request(`${this.typen.url}${pad}`, { method: methode, headers, body: JSON.stringify(inhoud) });
    const tekst = await body.text();
    if (statusCode !== 201 && statusCode !== 200) throw new Error(`${methode} ${pad} geeft ${statusCode}: ${tekst.slice(0, 1_000)}`);
    return JSON.parse(tekst) as T;
  }
}

/** Status 0: no answer, and why. */
async function haal(url: string, headers: Record<string, string>): Promise<{ status: number; tekst: string }> {
  try {
    const { statusCode, body } = await request(url, { headers, headersTimeout: TIJD_MS, bodyTimeout: TIJD_MS });
    return { status: statusCode, tekst: await body.text() };
  } catch (fout) {
    return { status: 0, tekst: (fout as Error).message };
  }
}

const koppen = async ({ autorisatie }: Plek): Promise<Record<string, string>> => ({ authorization: await autorisatie(), accept: 'application/json', 'accept-crs': 'EPSG:4326' });

/** The next page on the address that we were given: behind a proxy theirs may name a host that we cannot reach. */
const na = (volgende: string, pad: string): string => `${pad}${new URL(volgende).search}`;

async function alles<T>(rij: AsyncGenerator<T>): Promise<T[]> {
  const uit: T[] = [];
  for await (const x of rij) uit.push(x);
  return uit;
}
