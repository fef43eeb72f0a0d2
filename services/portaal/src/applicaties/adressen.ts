import { Weigering } from '../gateway/gateway.ts';
import { adres } from '../html.ts';

export const PAD = '/toegangsbeheer/v1/applicaties';

/** @throws Weigering 404 for what no list ever linked to */
export function applicatiepad(id: string): string {
  if (!/^[a-z0-9-]{1,100}$/.test(id)) throw new Weigering(404, undefined);
  return `${PAD}${adres`/${id}`}`;
}
