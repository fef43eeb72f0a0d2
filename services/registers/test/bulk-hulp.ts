import { randomUUID } from 'node:crypto';
import { OVERBRUGGE } from '@bronhuis/testing';
import type { Antwoord } from '@bronhuis/testing';
import { P } from './hulp.ts';
import type { Proef } from './hulp.ts';

export type Json = Record<string, unknown>;

export interface Stand extends Json {
  id: string;
  status: string;
  aangemaakt: number;
  gewijzigd: number;
  ongewijzigd: number;
  fout: number;
}

export interface Fout {
  regel: number;
  fouten: { naam: string; code: string }[];
}

/** A register with betrokkenen and a natural key. */
export const kaart = (naam: string, extra: Json = {}): Json => ({
  naam,
  soort: 'registratie',
  schema: {
    type: 'object', additionalProperties: false, required: ['nummer'],
    properties: { nummer: { type: 'string', maxLength: 20 }, plaats: { type: 'string' }, sinds: { type: 'string', format: 'date' }, houder: { type: 'object', properties: { bsn: { type: 'string' } } } },
  },
  classificatie: { beschikbaarheid: 1, integriteit: 1, vertrouwelijkheid: 2 },
  betrokkenen: [{ pad: '/houder/bsn', soort: 'bsn', rol: 'houder' }],
  gegevenscategorieen: ['burgerservicenummer'],
  verwerkingsactiviteiten: ['VA-01'],
  sleutel: ['/nummer'],
  ...extra,
});

export const ndjson = (regels: readonly unknown[]): string => regels.map((r) => (typeof r === 'string' ? r : JSON.stringify(r))).join('\n') + '\n';
export const regel = (nummer: string, extra: Json = {}, gegevens: Json = {}): Json => ({ beginGeldigheid: '2024-01-01', ...extra, gegevens: { nummer, ...gegevens } });

/** What tests of deliveries keep saying. */
export class Bulkproef {
  constructor(readonly proef: Proef) {}

  async maakType(inhoud: Json, organisatie = OVERBRUGGE): Promise<string> {
    const token = await this.proef.token({ organisatie, id: 'bas', rollen: ['applicatiebeheerder'], verwerkingsactiviteit: null });
    const a = await this.proef.roep('POST', '/objecttypen', { token, body: inhoud });
    if (a.status !== 201) throw new Error(`${a.status} ${a.tekst}`);
    return String(a.body['id']);
  }

  async lever(type: string, inhoud: string, w: { modus?: string; sleutel?: string | null; token?: string } = {}): Promise<Antwoord<Stand>> {
    const sleutel = w.sleutel === undefined ? randomUUID() : w.sleutel;
    return this.proef.o.roep<Stand>('POST', `${P}/objecttypen/${type}/_bulk${w.modus === undefined ? '' : `?modus=${w.modus}`}`, {
      token: w.token ?? (await this.proef.token()),
      body: inhoud,
      headers: { 'content-type': 'application/x-ndjson', ...(sleutel === null ? {} : { 'idempotency-key': sleutel }) },
    });
  }

  async wacht(id: string, token?: string): Promise<Stand> {
    for (const einde = Date.now() + 540_000; Date.now() < einde; ) {
      const a = await this.proef.roep<Stand>('GET', `/bulkopdrachten/${id}`, token ? { token } : {});
      if (a.status !== 200 || a.body.status !== 'loopt') return a.body;
      await new Promise((verder) => setTimeout(verder, 50));
    }
    throw new Error(`delivery ${id} does not end`);
  }

  /** Delivers and waits for the end. */
  async doe(type: string, regels: readonly unknown[], modus = 'doorgaan', token?: string): Promise<Stand> {
    const a = await this.lever(type, ndjson(regels), { modus, ...(token ? { token } : {}) });
    if (a.status !== 202) throw new Error(`${a.status} ${a.tekst}`);
    return this.wacht(a.body.id, token);
  }

  async fouten(id: string): Promise<Fout[]> {
    return (await this.proef.roep<{ resultaten: Fout[] }>('GET', `/bulkopdrachten/${id}/fouten?omvang=100`)).body.resultaten;
  }

  /** Of each object of a type its versions, oldest first. */
  async stand(type: string): Promise<Record<string, { versie: number; begin: string; eind: string | null; correctie: number | null; plaats: string | null }[]>> {
    const { rows } = await this.proef.db.query(
      `select o.id, json_agg(json_build_object('versie', v.versie, 'begin', v.begin_geldigheid, 'eind', v.eind_geldigheid, 'correctie', v.correctie_voor, 'plaats', v.gegevens->>'plaats') order by v.versie) as versies,
         min(v.gegevens->>'nummer') as nummer
       from object o join object_versie v on v.object = o.id where o.objecttype = $1 group by o.id`,
      [type],
    );
    return Object.fromEntries(rows.map((r: { nummer: string; versies: never }) => [r.nummer, r.versies]));
  }
}
