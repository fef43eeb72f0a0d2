import type { Antwoord, ApiTokenWens } from '@bronhuis/testing';
import { Proef } from './hulp.ts';

export type Json = Record<string, unknown>;
export const OBJECTS = '/objects/api/v2';
export const OBJECTTYPES = '/objecttypes/api/v2';
export const CRS = { 'content-crs': 'EPSG:4326' };

export const BOOM = {
  naam: 'boom',
  soort: 'registratie',
  schema: {
    type: 'object',
    properties: {
      naam: { type: 'string' },
      hoogte: { type: 'number' },
      geplant: { type: 'string', format: 'date' },
      vak: { type: 'object', properties: { code: { type: 'string' }, rij: { type: 'integer' } } },
      tags: { type: 'array', items: { type: 'string' } },
    },
    required: ['naam'],
  },
  classificatie: { beschikbaarheid: 1, integriteit: 1, vertrouwelijkheid: 1 },
  betrokkenen: [],
  gegevenscategorieen: [],
  verwerkingsactiviteiten: ['VA-01'],
};

/** The facade as a client of it sees it: whole addresses, a lasting token, Content-Crs. */
export class Compat {
  private constructor(
    readonly proef: Proef,
    readonly type: string,
    private readonly apiToken: string,
  ) {}

  static async start(w: Parameters<typeof Proef.start>[0] = {}, inhoud: Json = BOOM): Promise<Compat> {
    const proef = await Proef.start(w);
    const type = await maakType(proef, inhoud);
    return new Compat(proef, type, await proef.o.apiToken({ alleTypen: 'lezen-en-schrijven' }));
  }

  async stop(): Promise<void> {
    await this.proef.stop();
  }

  /** With another token of the same application. */
  async met(w: ApiTokenWens): Promise<Compat> {
    return new Compat(this.proef, this.type, await this.proef.o.apiToken(w));
  }

  typeAdres(id = this.type): string {
    return `https://bronhuis.example${OBJECTTYPES}/objecttypes/${id}`;
  }

  roep<B = Json>(methode: string, pad: string, body?: unknown, headers: Record<string, string> = {}): Promise<Antwoord<B>> {
    const crs = ['POST', 'PUT', 'PATCH'].includes(methode) ? CRS : {};
    return this.proef.o.roep<B>(methode, pad.startsWith('/') ? pad : `${OBJECTS}/${pad}`, { apiToken: this.apiToken, ...(body === undefined ? {} : { body }), headers: { ...crs, ...headers } });
  }

  record(extra: Json = {}): Json {
    return { typeVersion: 1, startAt: '2024-01-01', data: { naam: 'Eik' }, ...extra };
  }

  async maak(record: Json = {}, extra: Json = {}): Promise<string> {
    const a = await this.roep('POST', 'objects', { type: this.typeAdres(), record: this.record(record), ...extra });
    if (a.status !== 201) throw new Error(`maak: ${a.status} ${a.tekst}`);
    return String(a.body['uuid']);
  }

  /** The names or a member of what a list gives, in its order. */
  async namen(query: string, veld = 'naam'): Promise<unknown[]> {
    const a = await this.roep<{ results: { record: { data: Json } }[] }>('GET', `objects?${query}`);
    if (a.status !== 200) throw new Error(`${query}: ${a.status} ${a.tekst}`);
    return a.body.results.map((r) => r.record.data[veld]);
  }
}

export async function maakType(proef: Proef, inhoud: Json): Promise<string> {
  const token = await proef.token({ id: 'bas', rollen: ['applicatiebeheerder'], verwerkingsactiviteit: null });
  const a = await proef.roep('POST', '/objecttypen', { token, body: inhoud });
  if (a.status !== 201) throw new Error(`type: ${a.status} ${a.tekst}`);
  return String(a.body['id']);
}
