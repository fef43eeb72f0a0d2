import { request } from 'undici';
import { GeenToken } from './aansluiting.ts';
import { ObjectsApi } from './objectsapi.ts';
import type { Plek } from './objectsapi.ts';
import type { Overname, Overnameantwoord } from './overname.dto.ts';

/** What was wrong with a piece: the answer of the register to it. */
export class Geweigerd extends Error {
  constructor(
    readonly status: number,
    readonly redenen: string[],
  ) {
    super(`het register antwoordt ${status}: ${redenen.join(', ')}`);
  }
}

const POGINGEN = 8;

/** Our register, through the gateway: its facade of their API for the types and to compare, its own API for the objects. */
export class Doel {
  readonly api: ObjectsApi;
  private readonly beheer: Plek['autorisatie'];

  /** `beheertoken`: of somebody who manages object types, for the types that are not here yet. */
  constructor(private readonly plek: Plek, apiToken: string, beheertoken?: string) {
    const { url } = plek;
    const autorisatie = async (): Promise<string> => `Token ${apiToken}`;
    this.beheer = beheertoken === undefined ? autorisatie : async () => `Bearer ${beheertoken}`;
    this.api = new ObjectsApi({ url: `${url}/objects/api/v2`, autorisatie }, { url: `${url}/objecttypes/api/v2`, autorisatie: this.beheer });
  }

  /** @throws Geweigerd when the piece itself is wrong; what is only busy or away is tried again, which adds nothing twice */
  async neemOver(objecttype: string, objecten: Overname['objecten']): Promise<Overnameantwoord> {
    for (let poging = 1; ; poging++) {
      const { status, tekst } = await this.stuur(`/registers/v1/objecttypen/${objecttype}/_overnemen`, JSON.stringify({ objecten }));
      if (status === 200) return JSON.parse(tekst) as Overnameantwoord;
      if (status === 400 || status === 409 || status === 413) throw new Geweigerd(status, redenenVan(tekst));
      if (poging >= POGINGEN || ![0, 401, 429, 500, 502, 503, 504].includes(status)) throw new Error(`overnemen geeft ${status === 0 ? 'geen antwoord' : status}: ${tekst.slice(0, 500)}`);
      await new Promise((verder) => setTimeout(verder, 250 * 2 ** poging));
    }
  }

  /** Their API has no way to say it; ours has. */
  async faseerUit(objecttype: string, versie: number): Promise<void> {
    const { status, tekst } = await this.stuur(`/registers/v1/objecttypen/${objecttype}/_uitfaseren`, JSON.stringify({ versie, reden: 'Ook in het andere register uitgefaseerd.' }), this.beheer);
    if (status !== 200) throw new Error(`uitfaseren van versie ${versie} geeft ${status === 0 ? 'geen antwoord' : status}: ${tekst.slice(0, 500)}`);
  }

  private async stuur(pad: string, body: string, autorisatie = this.plek.autorisatie): Promise<{ status: number; tekst: string }> {
    try {
      const headers = { authorization: await autorisatie(), 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() };
      const antwoord = await request(`${this.plek.url}${pad}`, { method: 'POST', headers, body });
      return { status: antwoord.statusCode, tekst: await antwoord.body.text() };
    } catch (fout) {
      if (fout instanceof GeenToken) throw fout;
      return { status: 0, tekst: (fout as Error).message };
    }
  }
}

function redenenVan(tekst: string): string[] {
  const { code, detail, invalidParams } = JSON.parse(tekst) as { code?: string; detail?: string; invalidParams?: { name: string; code?: string }[] };
  return invalidParams?.map((p) => `${p.name} ${p.code ?? ''}`.trim()) ?? [code ?? detail ?? 'zonder reden'];
}
