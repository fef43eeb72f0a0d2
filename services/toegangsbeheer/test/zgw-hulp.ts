import { randomUUID } from 'node:crypto';
import { datumInAmsterdam, plusDuur } from '@bronhuis/standaarden';
import { decodeJwt, SignJWT } from 'jose';
import type { ZgwClientAangemaakt } from '../src/zgw-clients/zgw-client.dto.ts';
import { PAD, type Huis } from './omgeving.ts';

export const ZAAK = `${PAD}/applicaties/zaaksysteem/zgw-clients`;

export const clientInvoer = (anders: object = {}): object => ({
  naam: 'Vergunningen', clientId: `zaak-${randomUUID().slice(0, 8)}`, verwerkingsactiviteit: 'VA-01', geldigTot: plusDuur(datumInAmsterdam(new Date()), 'P1Y'), ...anders,
});

export async function maakClient(huis: Huis, token: string, anders: object = {}, pad = ZAAK): Promise<ZgwClientAangemaakt & { geheim: string }> {
  const { status, body, tekst } = await huis.roep<ZgwClientAangemaakt>('POST', pad, { token, body: clientInvoer(anders) });
  if (status !== 201 || !body.geheim) throw new Error(tekst);
  return { ...body, geheim: body.geheim };
}

/** The JWT that the software of a client makes. */
export const zgwJwt = ({ clientId, geheim }: { clientId: string; geheim: string }, claims: object = {}, nu = new Date()): Promise<string> =>
  new SignJWT({ iss: clientId, client_id: clientId, iat: Math.floor(nu.getTime() / 1000), user_id: 'bas', user_representation: 'Bas', ...claims })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .sign(Buffer.from(geheim));

export interface Ruil {
  status: number;
  tekst: string;
  claims: Record<string, unknown> | null;
  token: string;
  verlooptOver: number;
}

/** As the gateway asks. */
export async function ruil(huis: Huis, jwt: unknown): Promise<Ruil> {
  const a = await fetch(`${huis.url}${PAD}/zgw-tokens`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ jwt }) });
  const tekst = await a.text();
  const { access_token: token = '', expires_in: verlooptOver = 0 } = JSON.parse(tekst) as { access_token?: string; expires_in?: number };
  return { status: a.status, tekst, claims: token ? decodeJwt(token) : null, token, verlooptOver };
}
