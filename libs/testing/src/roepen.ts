import type { Antwoordcontrole } from './contract.ts';

export type RoepOpties = {
  token?: string;
  /** The secret of an API token: `Authorization: Token …`. */
  apiToken?: string;
  /** An object is sent as JSON; text and bytes as they are, with the Content-Type of `headers`. */
  body?: unknown;
  headers?: Record<string, string>;
};

export type Antwoord<B = unknown> = { status: number; headers: Headers; body: B; tekst: string; bytes: Uint8Array };

/** One call over HTTP; the answer is held against the contract before the test sees it. */
export async function roep<B>(url: string, controle: Antwoordcontrole | null, methode: string, pad: string, o: RoepOpties = {}): Promise<Antwoord<B>> {
  const alsJson = o.body !== undefined && typeof o.body !== 'string' && !(o.body instanceof Uint8Array);
  const antwoord = await fetch(`${url}${pad}`, {
    method: methode,
    headers: {
      ...(o.token ? { authorization: `Bearer ${o.token}` } : {}),
      ...(o.apiToken ? { authorization: `Token ${o.apiToken}` } : {}),
      ...(alsJson ? { 'content-type': 'application/json' } : {}),
      ...o.headers,
    },
    ...(o.body === undefined ? {} : { body: alsJson ? JSON.stringify(o.body) : (o.body as string | Uint8Array<ArrayBuffer>) }),
    redirect: 'manual',
  });
  const bytes = new Uint8Array(await antwoord.arrayBuffer());
  const tekst = Buffer.from(bytes).toString('utf8');
  const type = antwoord.headers.get('content-type')?.split(';')[0]?.trim() ?? '';
  controle?.controleer({ methode, pad: pad.split('?')[0] ?? pad, status: antwoord.status, type, tekst, headers: antwoord.headers });
  const body = (/[/+]json$/.test(type) && tekst ? JSON.parse(tekst) : null) as B;
  return { status: antwoord.status, headers: antwoord.headers, body, tekst, bytes };
}
