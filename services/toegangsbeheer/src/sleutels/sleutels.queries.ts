import type { Vraag } from '@bronhuis/bron';
import type { JWK } from 'jose';
import type { Sleutelstand } from './rotatie.ts';

export interface Sleutelrij extends Sleutelstand {
  publiek: JWK;
  prive: Buffer;
}

export const SLEUTELS = 'select kid, gemaakt, vanaf, tot, publiek, prive from tokensleutel order by gemaakt, kid';

export const vraagSleutels = (): Vraag => ({ name: 'tokensleutels', text: SLEUTELS, values: [] });
