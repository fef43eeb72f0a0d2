import type { Migratie } from '@bronhuis/bron';
import { migratie as eerste } from './migraties/0001-woo-publicatie.ts';

export const migraties: Migratie[] = [eerste];
